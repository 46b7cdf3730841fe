"""``solartui undo`` and ``solartui redo``: take back a change or list what can be taken back, and do it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.documents import change_document, when
from solartui.cli.grammar import COUNT, RECORD_ID, Command, argument, option, with_call
from solartui.cli.layout import Column, print_table
from solartui.domain.errors import Invalid
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.domain.activity import Names
    from solartui.domain.records import Change
    from solartui.services.container import Services

_USUAL = 50


def names_of(services: Services) -> Names:
    """What keys and numbers in the history stand for."""
    from datetime import UTC, datetime

    from solartui.domain.activity import Names

    people = services.people
    return Names(
        stages=people.stages(),
        users={user.id: user.name for user in people.users()},
        entities={entity.id: entity.name for entity in people.entities()},
        zone=datetime.now().astimezone().tzinfo or UTC,
    )


def _document(services: Services, change: Change) -> dict[str, Any]:
    from solartui.domain.activity import change_sentence

    return change_document(change, change_sentence(change, names_of(services)))


@click.command("undo", cls=Command, help=mark("Take back your last change, or the one with a number."))
@argument("number", metavar="[ID]", type=RECORD_ID, required=False)
@option("--list", "listed", is_flag=True, help=mark("List what can be taken back, the last first."))
@option("--limit", type=COUNT, default=_USUAL, metavar="N", help=mark("How many to list."))
@with_call
def undo(call: Call, number: int | None, listed: bool, limit: int) -> None:
    """Take back a change, or list those that can be."""
    services = call.open()
    if listed:
        if number is not None:
            raise Invalid(tr("--list takes no number."))
        _list(call, services, limit)
        return
    undone = services.undo.undo(number).value
    document = _document(services, undone) | {"undone": True}
    if call.as_json:
        printing.print_json(document)
    else:
        printing.say(tr("Undone: {change}", change=document["text"]))


@click.command("redo", cls=Command, help=mark("Do again what you took back last."))
@with_call
def redo(call: Call) -> None:
    """Do again what was undone last."""
    services = call.open()
    document = _document(services, services.undo.redo().value)
    if call.as_json:
        printing.print_json(document)
    else:
        printing.say(tr("Done again: {change}", change=document["text"]))


def _list(call: Call, services: Services, limit: int) -> None:
    from solartui.domain.activity import change_sentence

    names = names_of(services)
    changes = services.undo.changes(limit)
    if call.as_json:
        printing.print_json_array(change_document(change, change_sentence(change, names)) for change in changes)
        return
    columns = (
        Column("id", mark("ID"), lambda change: str(change.id), right=True),
        Column("at", mark("When"), lambda change: when(change.at)),
        Column("text", mark("Change"), lambda change: change_sentence(change, names), long=True),
    )
    if not print_table(columns, changes):
        printing.warn(tr("There is nothing to undo."))
