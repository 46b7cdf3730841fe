"""``solartui entities``: companies, branches, teams, partners and service locations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.entry import assignments
from solartui.cli.grammar import COUNT, Group, argument, one_of, option, with_call
from solartui.cli.layout import Column, print_table
from solartui.domain.people import Entity
from solartui.domain.vocabulary import EntityKind, label
from solartui.i18n import mark, tr

entities = Group("entities", help=mark("Manage branches, teams, partners and service locations."))
entity_argument = argument("name", metavar="ENTITY")


def _columns(names: Mapping[int | None, str]) -> tuple[Column, ...]:
    return (
        Column("id", mark("ID"), lambda entity: str(entity.id), right=True),
        Column("kind", mark("Kind"), lambda entity: label(entity.kind)),
        Column("name", mark("Name"), lambda entity: entity.name, long=True),
        Column("parent", mark("Belongs to"), lambda entity: names.get(entity.parent_id), long=True),
        Column("active", mark("Active"), lambda entity: tr("yes") if entity.active else tr("no")),
    )


def _names(call: Call) -> Mapping[int | None, str]:
    """What the parts of the organisation are called, by their numbers."""
    return {one.id: one.name for one in call.open().people.entities()}


def entity_document(entity: Entity) -> dict[str, Any]:
    """An entity for other programs."""
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.name,
        "parent": entity.parent_id,
        "active": entity.active,
        "version": entity.version,
    }


def _print(call: Call, entity: Entity) -> None:
    pairs = [
        (f"#{entity.id}", entity.name),
        (tr("Kind"), label(entity.kind)),
        (tr("Belongs to"), _names(call).get(entity.parent_id)),
        (tr("Active"), tr("yes") if entity.active else tr("no")),
    ]
    call.show(entity_document(entity), pairs)


@entities.command("list", help=mark("List them by kind and name."))
@option("--kind", type=one_of(tuple(EntityKind)), metavar="K", help=mark("company, branch, team, partner or location."))
@with_call
def _list_entities(call: Call, kind: str | None) -> None:
    found = [one for one in call.open().people.entities() if kind is None or one.kind.value == kind]
    if call.as_json:
        printing.print_json_array(map(entity_document, found))
    elif not print_table(_columns(_names(call)), found):
        printing.warn(tr("No entities."))


@entities.command("add", help=mark("Add one. KIND is company, branch, team, partner or location."))
@argument("kind")
@argument("name")
@option("--parent", metavar="E", help=mark("What it belongs to."))
@with_call
def _add(call: Call, kind: str, name: str, parent: str | None) -> None:
    _print(call, call.open(make=True).organisation.add_entity(kind, name, parent).value)


@entities.command("edit", free_text=True, help=mark("Change name, parent or active of one."))
@entity_argument
@argument("words", nargs=-1, required=True, metavar="FIELD=VALUE...")
@option("--if-version", "version", type=COUNT, metavar="N", help=mark("Only if this is its version still."))
@with_call
def _edit(call: Call, name: str, words: tuple[str, ...], version: int | None) -> None:
    _print(call, call.open().organisation.edit_entity(name, assignments(words), version).value)


@entities.command("delete", help=mark("Take one away that nothing refers to. Undo brings it back."))
@entity_argument
@with_call
def _delete(call: Call, name: str) -> None:
    _print(call, call.open().organisation.delete_entity(name).value)
