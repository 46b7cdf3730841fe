"""``solartui fields``: what a desk wants to know beyond what the program asks for."""

from __future__ import annotations

from typing import Any

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.entry import assignments
from solartui.cli.grammar import COUNT, Group, argument, option, with_call
from solartui.cli.layout import Column, print_table
from solartui.domain.custom_fields import KIND_LABELS, RECORD_LABELS, CustomField
from solartui.domain.errors import Invalid
from solartui.i18n import mark, tr

fields = Group("fields", help=mark("Define fields of your own on contacts, leads and projects."))
field_argument = argument("name", metavar="FIELD")
record_option = option("--record", metavar="R", help=mark("contact, lead or project."))

_COLUMNS = (
    Column("id", mark("ID"), lambda field: str(field.id), right=True),
    Column("record", mark("Record"), lambda field: tr(RECORD_LABELS[field.record])),
    Column("key", mark("Short name"), lambda field: field.key, long=True),
    Column("label", mark("Name"), lambda field: field.label, long=True),
    Column("kind", mark("Kind"), lambda field: tr(KIND_LABELS[field.kind])),
    Column("required", mark("Required"), lambda field: tr("yes") if field.required else tr("no")),
    Column("active", mark("Active"), lambda field: tr("yes") if field.active else tr("no")),
)


def field_document(field: CustomField) -> dict[str, Any]:
    """A field for other programs."""
    return {
        "id": field.id,
        "record": field.record,
        "key": field.key,
        "label": field.label,
        "kind": field.kind,
        "choices": list(field.choices),
        "required": field.required,
        "position": field.position,
        "active": field.active,
        "version": field.version,
    }


def _print(call: Call, field: CustomField) -> None:
    pairs = [
        (f"#{field.id}", field.label),
        (tr("Record"), tr(RECORD_LABELS[field.record])),
        (tr("Short name"), field.key),
        (tr("Kind"), tr(KIND_LABELS[field.kind])),
        (tr("Choices"), ", ".join(field.choices)),
        (tr("Required"), tr("yes") if field.required else tr("no")),
        (tr("Active"), tr("yes") if field.active else tr("no")),
    ]
    call.show(field_document(field), pairs)


@fields.command("list", help=mark("List the fields in their order."))
@record_option
@with_call
def _list_fields(call: Call, record: str | None) -> None:
    if record is not None and record not in RECORD_LABELS:
        choices = ", ".join(RECORD_LABELS)
        raise Invalid(tr("{value} is none of: {choices}", value=record[:40], choices=choices), "record")
    found = call.open().fields.of(record, every=True)
    if call.as_json:
        printing.print_json_array(map(field_document, found))
    elif not print_table(_COLUMNS, found):
        printing.warn(tr("No fields."))


@fields.command("add", help=mark("Define a field. RECORD is contact, lead or project."))
@argument("record")
@argument("label")
@option("--kind", default="text", metavar="K", help=mark("text, number, date, choice or yes_no."))
@option("--key", metavar="KEY", help=mark("Its name on the command line; without it, made of the label."))
@option("--choice", "choices", multiple=True, metavar="C", help=mark("What can be chosen; several parted by commas."))
@option("--required", is_flag=True, help=mark("New records must say something there."))
@with_call
def _add(call: Call, record: str, label: str, *, choices: tuple[str, ...], **given: Any) -> None:
    services = call.open(make=True)
    _print(call, services.fields.add(record, label, choices=_split(choices), **given).value)


@fields.command("edit", free_text=True, help=mark("Change label, choices, required, active or position of a field."))
@field_argument
@argument("words", nargs=-1, required=True, metavar="FIELD=VALUE...")
@record_option
@option("--if-version", "version", type=COUNT, metavar="N", help=mark("Only if this is its version still."))
@with_call
def _edit(call: Call, name: str, words: tuple[str, ...], record: str | None, version: int | None) -> None:
    values = assignments(words)
    services = call.open()
    if "choices" in values:
        values["choices"] = _split([values["choices"]])
    place = values.pop("position", None)
    if place is not None and not (place.isascii() and place.isdigit() and 0 < int(place[:9]) < 10_000):
        raise Invalid(tr("{text} is no place in a list.", text=place[:20]), "position")
    field = services.fields.get(name, record)
    if values:
        field = services.fields.edit(str(field.id), values, version=version).value
    if place is not None:
        field = services.fields.move(str(field.id), int(place)).value
    _print(call, field)


@fields.command("delete", help=mark("Take a field away. Undo brings it back."))
@field_argument
@record_option
@option("--with-values", is_flag=True, help=mark("Even where records say something in it."))
@with_call
def _delete(call: Call, name: str, record: str | None, *, with_values: bool) -> None:
    _print(call, call.open().fields.delete(name, record, with_values=with_values).value)


def _split(texts: tuple[str, ...] | list[str]) -> list[str]:
    return [part.strip() for text in texts for part in text.replace(";", ",").split(",") if part.strip()]
