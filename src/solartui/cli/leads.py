"""``solartui leads``: the lead list, leads one by one, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from solartui.adapters.text_input import read_text
from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.entry import assignments
from solartui.cli.grammar import COUNT, RECORD_ID, Group, argument, option, with_call
from solartui.domain.errors import Invalid, Refused
from solartui.domain.moments import parse_moment
from solartui.domain.text import clean_block
from solartui.domain.vocabulary import OWN
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.domain.leads import Lead
    from solartui.services.container import Services
    from solartui.services.result import Changed, Outcome

leads = Group(
    "leads",
    help=mark("Work with leads."),
    lazy={
        "add": "solartui.cli.lead_add:add",
        "history": "solartui.cli.lead_history:history",
        "digest": "solartui.cli.lead_history:digest",
        "comment": "solartui.cli.lead_history:comment",
        "bill": "solartui.cli.lead_history:bill",
        "estimate": "solartui.cli.lead_estimate:estimate",
        "picture": "solartui.cli.lead_picture:picture",
    },
)
number_argument = argument("number", metavar="ID", type=RECORD_ID)
_SMALL_PAGE = 1000


@leads.command("list", free_text=True, help=mark("List leads. QUERY is a filter such as: stage:open kwh>400 -archived"))
@argument("query", nargs=-1)
@option("--columns", metavar="A,B,C", help=mark("Which columns, by their names in JSON."))
@option("--sort", metavar="A,-B", help=mark("The order; with a - before a column its largest first."))
@option("--limit", type=COUNT, metavar="N", help=mark("How many at most."))
@option("--view", metavar="NAME", help=mark("The filter and the order of a view."))
@with_call
def _list_leads(
    call: Call, query: tuple[str, ...], *, columns: str | None, sort: str | None, limit: int | None, view: str | None
) -> None:
    from solartui.cli.layout import print_table, terminal_width
    from solartui.cli.lead_columns import DISTANCE, columns_for, shaped, usual_columns, with_distance
    from solartui.cli.own_fields import named_fields

    keys = _chosen(columns)
    services = call.open()
    own = named_fields(services, "lead", keys or ())
    text = " ".join(query)
    if view is not None:
        saved = services.views.get(view)
        text, sort = f"{saved.query} {text}".strip(), sort or saved.sort.text
    found = services.leads.documents(_ids(services, text, sort, limit))
    origin = services.leads.selection(text).origin
    if origin is not None or (keys and DISTANCE in keys):
        found = with_distance(found, origin)
    if call.as_json:
        printing.print_json_array(shaped(found, keys))
        return
    usual = usual_columns(terminal_width())
    lent = () if origin is None else (DISTANCE,)
    chosen = columns_for(keys or (*usual[:2], *lent, *usual[2:]), stage_names(services), own)
    if not print_table(chosen, found):
        printing.warn(tr("No leads."))


def _chosen(columns: str | None) -> tuple[str, ...] | None:
    from solartui.cli.lead_columns import TITLES

    if columns is None:
        return None
    keys = tuple(dict.fromkeys(key.strip() for key in columns.split(",")))
    for key in keys:
        if key not in TITLES and not key.startswith(OWN):
            raise Invalid(tr("There is no column “{name}”. Columns: {known}", name=key[:40], known=", ".join(TITLES)))
    return keys


def _ids(services: Services, query: str, sort: str | None, limit: int | None) -> Iterator[int]:
    from solartui.domain.listing import NEWEST_FIRST, Sort

    found = services.leads.open_list(query, Sort.parse(sort) if sort else NEWEST_FIRST)
    if limit is not None and limit <= _SMALL_PAGE:
        # The first page is found without reading the ids of all the others.
        return (line.id for line in found.rows(0, limit))
    return islice(found.ids(), limit)


def stage_names(services: Services) -> dict[str, str]:
    """The names of the stages by their keys, in the language in use."""
    return {stage.key: stage.label for stage in services.people.stages()}


def print_leads(call: Call, leads: Iterable[dict[str, Any]], *, one: bool = True) -> None:
    """Print leads as they are: one record, or an array of them."""
    from solartui.cli.lead_card import print_card
    from solartui.cli.lead_columns import shaped

    if not call.as_json:
        from solartui.cli.own_fields import labels

        services = call.open()
        stages, own = stage_names(services), labels(services, "lead")
        for place, lead in enumerate(leads):
            printing.write("\n" if place else "")
            print_card(lead, stages, own)
    elif one:
        for lead in shaped(leads, None):
            printing.print_json(lead)
    else:
        printing.print_json_array(shaped(leads, None))


def print_lead(call: Call, number: int) -> None:
    """Print one lead as it now is."""
    print_leads(call, call.open().leads.documents([number]))


@leads.command("show", help=mark("Show one lead."))
@number_argument
@with_call
def _show(call: Call, number: int) -> None:
    services = call.open()
    services.leads.get(number)
    print_lead(call, number)
    if not call.as_json:
        from solartui.cli.lead_card import print_notes

        print_notes(services, number)


@leads.command("edit", free_text=True, help=mark("Change fields of a lead. An empty value clears its field."))
@number_argument
@argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@option("--if-version", "version", type=COUNT, metavar="N", help=mark("Only if this is its version still."))
@with_call
def _edit(call: Call, number: int, fields: tuple[str, ...], version: int | None) -> None:
    values = assignments(fields)
    for field in values.keys() & {"emails", "phones"}:
        message = tr("{field} belongs to the contact: solartui contacts edit ID {field}=…", field=field)
        raise Invalid(message, field)
    lead = call.open().leads.edit(number, values, version).value
    print_lead(call, number)
    if values.keys() & {"monthly_kwh", "type"}:
        warn_of_use(call, lead)


def warn_of_use(call: Call, lead: Lead) -> None:
    """Tell a person where a home uses more or less than homes do; it is stored all the same."""
    from solartui.domain.consumption import use_warning

    if not call.as_json and (warning := use_warning(lead.type, lead.monthly_kwh)):
        printing.warn(warning)


@leads.command("move", help=mark("Move a lead to another stage."))
@number_argument
@argument("stage")
@option("--reason", metavar="R", help=mark("Why it is lost."))
@with_call
def _move(call: Call, number: int, stage: str, reason: str | None) -> None:
    call.open().lead_actions.move([number], stage, reason)
    print_lead(call, number)


@leads.command("assign", help=mark("Give a lead to a user, team, branch or partner: a name, me, or none."))
@number_argument
@argument("who")
@with_call
def _assign(call: Call, number: int, who: str) -> None:
    call.open().lead_actions.assign([number], who)
    print_lead(call, number)


@leads.command("note", free_text=True, help=mark("Write a note on a lead. With - as TEXT it is read."))
@number_argument
@argument("text")
@option("--attach", "files", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
        help=mark("A file that comes with it."))  # fmt: skip
@option("--follow-up", metavar="WHEN", help=mark("When to get back to the lead about it, such as: fri 14:00, +3d."))
@with_call
def _note(call: Call, number: int, text: str, files: tuple[Path, ...], follow_up: str | None) -> None:
    from solartui.cli.documents import note_document, note_pairs
    from solartui.cli.papers import one_file
    from solartui.domain.records import Subject

    body = read_text("-") if text == "-" else text
    services = call.open()
    when = parse_moment(follow_up, services.store.clock().astimezone()) if follow_up else None
    written = services.notes.add(Subject("lead", number), body, one_file(files), when).value
    call.show(note_document(written), note_pairs(written))
    if not call.as_json:
        printing.write(f"\n{clean_block(written.body)}\n")


@leads.command("convert", help=mark("Make a project of a lead."))
@number_argument
@option("--name", metavar="N", help=mark("The project's name; the lead's without it."))
@with_call
def _convert(call: Call, number: int, name: str | None) -> None:
    from solartui.cli.documents import print_project

    print_project(call, call.open().conversion.convert(number, name).value)


def _each(call: Call, numbers: tuple[int, ...], act: Callable[[list[int]], Changed[Outcome]]) -> None:
    """Do something with several leads, print those that are left, and say which were refused.

    Raises:
        Refused: one at least was; the others are done.
    """
    services = call.open()
    wanted = list(dict.fromkeys(numbers))
    before = {lead["id"]: lead for lead in services.leads.documents(wanted)}
    refused = act(wanted).value.refused
    after = {lead["id"]: lead for lead in services.leads.documents(wanted)}
    failed = {number for number, _ in refused}
    # A deleted lead is printed as it was.
    shown = [after.get(number) or before[number] for number in wanted if number not in failed and number in before]
    print_leads(call, shown, one=len(wanted) == 1)
    for number, reason in refused[1:]:
        printing.warn(tr("Lead {id}: {reason}", id=number, reason=reason))
    if refused:
        raise Refused(tr("Lead {id}: {reason}", id=refused[0][0], reason=refused[0][1]))


numbers_argument = argument("numbers", metavar="ID...", type=RECORD_ID, nargs=-1, required=True)


@leads.command("archive", help=mark("Put leads out of the way."))
@numbers_argument
@with_call
def _archive(call: Call, numbers: tuple[int, ...]) -> None:
    _each(call, numbers, call.open().lead_actions.archive)


@leads.command("unarchive", help=mark("Bring archived leads back."))
@numbers_argument
@with_call
def _unarchive(call: Call, numbers: tuple[int, ...]) -> None:
    _each(call, numbers, call.open().lead_actions.unarchive)


@leads.command("delete", help=mark("Delete leads. Undo brings them back."))
@numbers_argument
@with_call
def _delete(call: Call, numbers: tuple[int, ...]) -> None:
    _each(call, numbers, call.open().lead_actions.delete)
