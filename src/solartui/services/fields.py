"""Fields of the desk's own: which there are, and changing that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from solartui.domain.custom_fields import (
    KIND_LABELS,
    RECORD_LABELS,
    CustomField,
    Value,
    checked_choices,
    checked_key,
    checked_label,
    key_of,
)
from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.records import Subject
from solartui.domain.text import clean
from solartui.domain.vocabulary import OWN
from solartui.i18n import ntr, tr
from solartui.services.desk import Desk
from solartui.services.result import Changed
from solartui.store.reading import custom as reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.store.work import Work

TOPICS = frozenset({"contacts", "leads", "projects"})
_LONGEST_NUMBER = 18
_CHANGEABLE = frozenset({"label", "choices", "required", "active"})


class FieldService:
    """The fields that a desk defines for contacts, leads and projects."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, record: str | None = None, *, every: bool = False) -> tuple[CustomField, ...]:
        """The fields of a kind of record, or of all; those out of use only where `every` one is asked for."""
        with self._desk.reading() as connection:
            return reading.fields(connection, record, every=every)

    def get(self, name: str, record: str | None = None) -> CustomField:
        """A field by its number, its key, or both kinds of record and key as ``contact.roof``.

        Raises:
            NotFound: there is none.
            Invalid: two kinds of records have a field of this key.
        """
        with self._desk.reading() as connection:
            return _find(connection, name, record)

    def values(self, record: str, ids: Iterable[int]) -> dict[int, dict[str, Value]]:
        """What records say in their fields, by record and key; records that say nothing are left out."""
        with self._desk.reading() as connection:
            return reading.values(connection, record, ids)

    def of_record(self, subject: Subject) -> dict[str, Value]:
        """What one record says in its fields, by key."""
        with self._desk.reading() as connection:
            return reading.values_of(connection, subject.kind, subject.id)

    def add(
        self,
        record: str,
        label: str,
        kind: str = "text",
        *,
        key: str | None = None,
        choices: Sequence[str] = (),
        required: bool = False,
    ) -> Changed[CustomField]:
        """Define a field.

        Args:
            record: contact, lead or project.
            label: what people read.
            kind: text, number, date, choice or yes_no.
            key: its stable name; made of the label where it is not given.
            choices: what can be chosen, for a choice.
            required: whether a record that somebody enters must say something there.

        Raises:
            Invalid: something of it cannot be.
            Refused: there is such a field, or the program has one of this name itself.
        """
        from solartui.store.tables import CustomFieldRow

        record, kind = _one_of(record, RECORD_LABELS, "record"), _one_of(kind, KIND_LABELS, "kind")
        label = checked_label(label)
        key = checked_key(key) if key else key_of(label)
        kept = checked_choices(kind, choices)
        _refuse_builtin(record, key)
        with self._desk.writing("fields.admin") as work:
            if any(field.key == key for field in reading.fields(work.raw, record, every=True)):
                raise Refused(tr("There is a field {key} already.", key=key))
            last = work.raw.execute("SELECT coalesce(max(position), 0) FROM custom_field WHERE record = ?", (record,))
            row = CustomFieldRow(
                record=record,
                key=key,
                label=label,
                kind=kind,
                choices=kept,
                required=required,
                position=last.fetchone()[0] + 1,
                created_at=work.now,
                updated_at=work.now,
            )
            number = work.add(row)
            work.describe("field.added", name=label)
            return Changed(_find(work.raw, str(number)), TOPICS, work.change_id)

    def edit(
        self, name: str, values: Mapping[str, Any], record: str | None = None, version: int | None = None
    ) -> Changed[CustomField]:
        """Change label, choices, required or active of a field; its kind stays, because values hang on it.

        Raises:
            NotFound: there is no such field.
            Invalid: a value cannot be.
            Refused: a choice that records have made would go.
            Stale: somebody saved a newer version.
        """
        unknown = sorted(values.keys() - _CHANGEABLE)
        if unknown:
            raise Invalid(tr("{field}: cannot be changed.", field=clean(unknown[0])[:40]), unknown[0])
        with self._desk.writing("fields.admin") as work:
            field = _find(work.raw, name, record)
            if version is not None and version != field.version:
                raise Stale(tr("The field {name} was changed meanwhile.", name=field.label), field, values)
            columns = _columns(work, field, values)
            if not work.update("custom_field", field.id, columns):
                return Changed(field, frozenset())
            after = _find(work.raw, str(field.id))
            work.describe("field.edited", name=after.label)
            return Changed(after, TOPICS, work.change_id)

    def move(self, name: str, position: int, record: str | None = None) -> Changed[CustomField]:
        """Put a field at a place among those of its kind of record, the first one is 1."""
        with self._desk.writing("fields.admin") as work:
            field = _find(work.raw, name, record)
            order = [one for one in reading.fields(work.raw, field.record, every=True) if one.id != field.id]
            order.insert(max(0, min(position - 1, len(order))), field)
            changed = [work.update("custom_field", one.id, {"position": at}) for at, one in enumerate(order, 1)]
            if not any(changed):
                return Changed(field, frozenset())
            work.describe("field.edited", name=field.label)
            return Changed(_find(work.raw, str(field.id)), TOPICS, work.change_id)

    def delete(self, name: str, record: str | None = None, *, with_values: bool = False) -> Changed[CustomField]:
        """Take a field away; undo brings it back with all that records say in it.

        Raises:
            NotFound: there is no such field.
            Refused: records say something in it, and `with_values` is not set.
        """
        with self._desk.writing("fields.admin") as work:
            field = _find(work.raw, name, record)
            rows = work.raw.execute("SELECT id FROM custom_value WHERE field_id = ?", (field.id,)).fetchall()
            if rows and not with_values:
                count = ntr("{count} record says something in it", "{count} records say something in it", len(rows))
                raise Refused(tr("{field} stays: {count}. Put it out of use instead.", field=field.label, count=count))
            for (row_id,) in rows:
                work.remove("custom_value", row_id)
            work.remove("custom_field", field.id)
            work.describe("field.deleted", name=field.label)
            return Changed(field, TOPICS, work.change_id)


def _find(connection: Connection, name: str, record: str | None = None) -> CustomField:
    wanted = clean(name).lower()
    head, dot, rest = wanted.partition(".")
    if dot and head in RECORD_LABELS:
        record, wanted = head, rest
    digits = wanted.removeprefix("#")
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < _LONGEST_NUMBER else None
    found = [
        field
        for field in reading.fields(connection, record, every=True)
        if field.id == number or field.key == wanted.replace("-", "_")
    ]
    if not found:
        raise NotFound(tr("There is no field {name}. See: solartui fields list", name=clean(name)[:40]))
    if len(found) > 1:
        names = ", ".join(f"{field.record}.{field.key}" for field in found)
        raise Invalid(tr("{text} can be {names}. Write one of them.", text=wanted, names=names), "field")
    return found[0]


def _one_of(value: str, known: Iterable[str], field: str) -> str:
    word = clean(value).lower().replace("-", "_").replace("/", "_")
    if word not in known:
        choices = ", ".join(str(one) for one in known)
        raise Invalid(tr("{value} is none of: {choices}", value=clean(value)[:40], choices=choices), field)
    return word


def _columns(work: Work, field: CustomField, values: Mapping[str, Any]) -> dict[str, Any]:
    from solartui.domain.drafts import checked_flag

    columns: dict[str, Any] = {}
    if "label" in values:
        columns["label"] = checked_label(str(values["label"] or ""))
    for flag in ("required", "active"):
        if flag in values:
            columns[flag] = checked_flag(flag, values[flag])
    if "choices" in values:
        columns["choices"] = checked_choices(field.kind, values["choices"] or ())
        _refuse_lost_choices(work.raw, field, columns["choices"] or [])
    return columns


def _refuse_lost_choices(connection: Connection, field: CustomField, choices: Sequence[str]) -> None:
    rows = connection.execute("SELECT DISTINCT text FROM custom_value WHERE field_id = ? ORDER BY 1", (field.id,))
    lost = [text for (text,) in rows if text not in choices]
    if field.kind == "choice" and lost:
        raise Refused(tr("{text} stays among the choices: records have it.", text=lost[0]))


def _refuse_builtin(record: str, key: str) -> None:
    """A field of the program's own name could not be told from it on the command line or in a sheet."""
    from solartui.domain.drafts import ContactDraft, LeadDraft, ProjectDraft

    known = {
        "contact": ContactDraft.model_fields,
        "lead": LeadDraft.model_fields,
        "project": ProjectDraft.model_fields,
    }
    more = {"id", "version", "contact", "company", "email", "phone", "projects", "leads", "people", "address", "note"}
    if key in known[record] or key in more or key.startswith(OWN.rstrip(".") + "_"):
        raise Refused(tr("The program has a field {key} itself. Choose another key.", key=key))
