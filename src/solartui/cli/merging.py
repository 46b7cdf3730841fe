"""``solartui contacts merge | duplicates | delete``: two contacts that are one, and one that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.contacts import number_argument, print_contact
from solartui.cli.documents import contact_ref_document
from solartui.cli.grammar import COUNT, RECORD_ID, Command, argument, option, with_call
from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.services.merge_choices import Choice
    from solartui.services.merging import MergePlan

_GROUPS = 100
_TAKEN = {"company": "company_id"}
_MOVED = {
    "leads": mark("Leads"),
    "projects": mark("Projects"),
    "people": mark("People"),
    "emails": mark("E-mails"),
    "phones": mark("Phones"),
    "notes": mark("Notes"),
    "documents": mark("Documents"),
}


@click.command(
    "merge", cls=Command, help=mark("Make two contacts one: all that GONE has goes to KEEP. Undo parts them again.")
)
@argument("keep", metavar="KEEP", type=RECORD_ID)
@argument("gone", metavar="GONE", type=RECORD_ID)
@option(
    "--take",
    multiple=True,
    metavar="FIELD",
    help=mark("Take this field from the one that goes."),
)
@option("--dry-run", is_flag=True, help=mark("Show what would be done, and do nothing."))
@with_call
def merge(call: Call, keep: int, gone: int, take: tuple[str, ...], *, dry_run: bool) -> None:
    """Merge, or show the plan."""
    from solartui.services.merging import FIELDS

    services = call.open()
    wanted = {field: _TAKEN.get(field, field) for field in take}
    known = {choice.field for choice in services.merging.plan(keep, gone).choices} | set(FIELDS)
    for typed, field in wanted.items():
        if field not in known:
            raise Invalid(tr("There is no field {field}.", field=clean(typed)[:40]), "take")
    if dry_run:
        plan = services.merging.plan(keep, gone)
        call.show(_document(plan), _pairs(plan))
    else:
        print_contact(call, services.merging.merge(keep, gone, dict.fromkeys(wanted.values(), True)).value)


def _document(plan: MergePlan) -> dict[str, Any]:
    choices = [{"field": one.field, "keep": one.kept, "gone": one.other, "takes": _taken(one)} for one in plan.choices]
    ends = {"keep": contact_ref_document(plan.keep.ref), "gone": contact_ref_document(plan.gone.ref)}
    return {**ends, "choices": choices, "moved": dict(plan.moved)}


def _taken(choice: Choice) -> str:
    return "gone" if choice.takes_other else "keep"


def _pairs(plan: MergePlan) -> Iterator[tuple[str, Any]]:
    yield f"#{plan.keep.id}", plan.keep.name
    yield tr("Goes into it"), f"{plan.gone.name} (#{plan.gone.id})"
    for choice in plan.choices:
        stays, goes = (choice.other, choice.kept) if choice.takes_other else (choice.kept, choice.other)
        yield choice.title, tr("{value}, not {other}", value=stays or "—", other=goes or "—")
    for name, count in plan.moved.items():
        yield tr(_MOVED[name]), count or None


@click.command(
    "duplicates", cls=Command, help=mark("List contacts that may be one: with the same number, or name and town.")
)
@option("--limit", type=COUNT, metavar="N", help=mark("How many groups at most."))
@with_call
def duplicates(call: Call, limit: int | None) -> None:
    """One line for each group."""
    groups = call.open().merging.alike(_GROUPS if limit is None else limit)
    if call.as_json:
        printing.print_json_array(
            {"why": group.why, "contacts": [contact_ref_document(ref) for ref in group.contacts]} for group in groups
        )
        return
    for group in groups:
        why = tr("same number") if group.why == "phone" else tr("same name and town")
        printing.say(f"{why}: " + ", ".join(f"{ref.name} (#{ref.id})" for ref in group.contacts))
    if not groups:
        printing.warn(tr("No contacts look alike."))


@click.command("delete", cls=Command, help=mark("Take a contact away that nothing refers to. Undo brings it back."))
@number_argument
@with_call
def delete(call: Call, number: int) -> None:
    """Print the contact as it was."""
    print_contact(call, call.open().merging.delete(number).value)
