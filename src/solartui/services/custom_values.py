"""Writing what records say in the fields of the desk's own, inside a unit of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from solartui.domain.custom_fields import COLUMNS, CustomField, Value
from solartui.domain.errors import Invalid, Refused
from solartui.domain.records import Subject
from solartui.domain.text import clean
from solartui.domain.vocabulary import OWN
from solartui.i18n import tr
from solartui.store.reading import custom as reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.services.desk import Desk
    from solartui.store.work import Work


def with_custom(desk: Desk, record: str, values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Values in which fields of the desk's own stand under ``custom``, however they were given.

    Args:
        desk: where the fields are looked up, if a name is none of the program's.
        record: contact, lead or project.
        values: fields by name; ``custom.roof``, and ``roof`` where the program has no such field, are meant too.
        known: the fields that the program has by itself.

    Raises:
        Invalid: what stands under ``custom`` is no mapping.
    """
    given = values.get("custom") or {}
    if not isinstance(given, Mapping):
        raise Invalid(tr("custom: needs an object of fields and values."), "custom")
    found, own = {}, dict(given)
    strange = [name for name in values if name not in known]
    keys = _keys(desk, record) if strange else set()
    for name, value in values.items():
        key = name.removeprefix(OWN)
        if name in strange and (key in keys or name.startswith(OWN)):
            own[key] = value
        elif name != "custom":
            found[name] = value
    return found | ({"custom": own} if own or "custom" in values else {})


def _keys(desk: Desk, record: str) -> set[str]:
    with desk.reading() as connection:
        return {field.key for field in reading.fields(connection, record)}


def parsed(connection: Connection, record: str, values: Mapping[str, Any]) -> dict[CustomField, Value | None]:
    """What is to be stored, by field.

    Raises:
        Invalid: there is no such field, or it cannot hold the value.
    """
    known = {field.key: field for field in reading.fields(connection, record)}
    found = {}
    for key, value in values.items():
        field = known.get(key)
        if field is None:
            raise Invalid(tr("{field}: there is no such field.", field=clean(key)[:40]), key)
        found[field] = field.parse(value)
    return found


def field_for_many(connection: Connection, record: str, key: str, value: object) -> CustomField:
    """The field, once it is sure that records can say this in it; asked before it is written into many of them.

    Raises:
        Invalid: there is no such field, or it cannot hold the value.
        Refused: it must not be empty, and would be.
    """
    ((field, held),) = parsed(connection, record, {key: value}).items()
    if held is None and field.required:
        raise Refused(tr("{field} cannot be empty.", field=field.label), missing=(field.key,))
    return field


def check_required(connection: Connection, record: str, values: Mapping[str, Any]) -> None:
    """Whether a new record says something in every field that must not be empty.

    Raises:
        Refused: it does not.
    """
    for field in reading.fields(connection, record):
        if field.required and values.get(field.key) in (None, ""):
            raise Refused(tr("{field} cannot be empty.", field=field.label), missing=(field.key,))


def write_values(work: Work, subject: Subject, values: Mapping[str, Any] | None) -> list[list[Any]]:
    """Store what a record says in its fields.

    Returns:
        For each field that changed: its label, and what it said before and says now, for reading.

    Raises:
        Invalid: there is no such field, or it cannot hold the value.
        Refused: a field that must not be empty would be.
    """
    if not values:
        return []
    before = reading.values_of(work.raw, subject.kind, subject.id)
    changed = []
    for field, value in parsed(work.raw, subject.kind, values).items():
        old = before.get(field.key)
        if old == value and type(old) is type(value):
            continue
        if value is None and field.required:
            raise Refused(tr("{field} cannot be empty.", field=field.label), missing=(field.key,))
        _store(work, subject, field, value, new=old is None)
        changed.append([field.label, field.shown(old) or None, field.shown(value) or None])
    return changed


def _store(work: Work, subject: Subject, field: CustomField, value: Value | None, *, new: bool) -> None:
    from solartui.store.tables import CustomValueRow

    column = COLUMNS[field.kind]
    if new:
        work.add(CustomValueRow.model_validate({"field_id": field.id, f"{subject.kind}_id": subject.id, column: value}))
        return
    row_id = reading.row_of(work.raw, subject.kind, subject.id, field.id)
    if value is None:
        work.remove("custom_value", row_id)
    else:
        work.update("custom_value", row_id, {column: value})
