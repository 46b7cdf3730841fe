"""``solartui leads history | comment | bill``: what happened to a lead, a word about it, and its use from a bill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from solartui.adapters.text_input import read_text
from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.grammar import COUNT, Command, option, with_call
from solartui.cli.leads import number_argument, print_lead
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.domain.records import Activity
    from solartui.services.container import Services


@click.command("history", cls=Command, help=mark("List what happened to a lead, the oldest first."))
@number_argument
@option("--kind", "kinds", multiple=True, metavar="K", help=mark("Only of this kind; can stand several times."))
@option("--limit", type=COUNT, metavar="N", help=mark("Only the newest ones, so many at most."))
@with_call
def history(call: Call, number: int, kinds: tuple[str, ...], limit: int | None) -> None:
    """One line for each activity; a move tells how long the lead was in the stage before."""
    services = call.open()
    services.leads.get(number)
    found = _activities(services, number)
    spent = _spent(found)
    shown = [one for one in found if not kinds or one.kind in kinds]
    shown = shown[-limit:] if limit else shown if limit is None else []
    if call.as_json:
        printing.print_json_array(_document(one, spent.get(one.id)) for one in shown)
        return
    for one in shown:
        printing.say(_line(services, one, spent.get(one.id)))
    if not shown:
        printing.warn(tr("Nothing of this kind has happened."))


def _activities(services: Services, number: int) -> Sequence[Activity]:
    from solartui.domain.records import Subject

    return services.activity.of(Subject("lead", number))


def _spent(activities: Sequence[Activity]) -> dict[int, float]:
    from solartui.domain.stays import stays

    found = stays(activities)
    return {stay.left_by: stay.span.total_seconds() for stay in found if stay.left_by and stay.span is not None}


def _document(one: Activity, spent: float | None) -> dict[str, Any]:
    from solartui.domain.activity import sentence
    from solartui.store.times import to_text

    return {
        "id": one.id,
        "at": to_text(one.at),
        "actor": one.actor,
        "kind": one.kind,
        "text": sentence(one),
        "data": dict(one.data),
        "seconds_in_stage": spent,
    }


def _line(services: Services, one: Activity, spent: float | None) -> str:
    from datetime import timedelta

    from solartui.domain.activity import Names, sentence, sign_of
    from solartui.domain.stays import span_words

    names = Names(services.people.stages())
    text = f"{one.at.astimezone():%Y-%m-%d %H:%M:%S}  {sign_of(one)} {one.actor}: {sentence(one, names)}"
    return text if spent is None else f"{text} ({tr('after {span}', span=span_words(timedelta(seconds=spent)))})"


@click.command("digest", cls=Command, help=mark("Say what matters of the history of a lead, on one screen."))
@number_argument
@with_call
def digest(call: Call, number: int) -> None:
    """What a seller has to know before the call."""
    from solartui.adapters.local_zone import local_zone
    from solartui.cli.documents import when
    from solartui.domain.activity import Names
    from solartui.domain.digest import Past
    from solartui.domain.digest import digest as told_of
    from solartui.domain.records import Subject

    services = call.open()
    lead = services.leads.get(number)
    notes, names = services.notes.of(Subject("lead", number)), Names(services.people.stages(), zone=local_zone())
    now = services.store.clock().astimezone(local_zone())
    told = told_of(Past(lead, _activities(services, number), notes, names, now, when))
    document = {"id": lead.id, "name": lead.name} | {one.key: list(one.lines) for one in told}
    pairs = [(one.title if not place else "", line) for one in told for place, line in enumerate(one.lines)]
    call.show(document, [(f"#{lead.id}", lead.name), *pairs])


@click.command(
    "comment",
    cls=Command,
    free_text=True,
    help=mark("Write a comment into the history, with a sign and a colour. With - as TEXT it is read."),
)
@number_argument
@click.argument("text")
@option("--icon", default="comment", metavar="I", help=mark("comment, important, star, question, idea, money …"))
@option("--colour", default="grey", metavar="C", help=mark("grey, amber, blue, green, red, violet, teal or rose."))
@with_call
def comment(call: Call, number: int, text: str, icon: str, colour: str) -> None:
    """Print the comment as it stands in the history."""
    from solartui.domain.activity import sentence
    from solartui.domain.records import Subject

    body = read_text("-") if text == "-" else text
    services = call.open()
    services.comments.add(Subject("lead", number), body, icon, colour)
    last = services.activity.of(Subject("lead", number), {"comment"})[-1]
    call.show(_document(last, None), [(tr("Comment"), sentence(last))])


@click.command("bill", cls=Command, help=mark("Work out the monthly use of a lead from a bill, and store it."))
@number_argument
@click.argument("kwh")
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@with_call
def bill(call: Call, number: int, kwh: str, start: str, end: str) -> None:
    """FROM and TO are the days of the two readings."""
    from solartui.domain.consumption import average_from_bill, bill_warning, lies_south, use_warning

    services = call.open()
    lead = services.leads.get(number)
    use, first, last = _use(kwh), _day(start, "start"), _day(end, "end")
    average = average_from_bill(lead.type, use, first, last, southern=lies_south(lead.latitude, lead.address.country))
    services.leads.edit(number, {"monthly_kwh": round(average, 1)})
    for warning in filter(None, (bill_warning(first, last), use_warning(lead.type, average))):
        printing.warn(warning)
    print_lead(call, number)


def _use(text: str) -> float:
    from solartui.domain.drafts import parse_number

    try:
        return parse_number(text) or 0
    except ValueError:
        return 0


def _day(text: str, field: str) -> Any:
    from solartui.domain.days import parse_day
    from solartui.domain.errors import Invalid

    try:
        found = parse_day(text)
    except ValueError as problem:
        raise Invalid(f"{text} {problem}", field) from None
    if found is None:
        raise Invalid(tr("This cannot be empty."), field)
    return found
