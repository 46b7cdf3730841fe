"""Columns of a sheet that become fields of the desk's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from solartui.domain.custom_fields import COLUMNS, LONGEST_LABEL, CustomField, FieldKind, key_of
from solartui.domain.importing.fields import NEW_FIELD, is_own
from solartui.domain.text import fold
from solartui.domain.vocabulary import OWN
from solartui.services.import_source import ImportSource, Target
from solartui.store.reading import custom as reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.store.bulk import Bulk
    from solartui.store.work import Work

RECORDS = {Target.LEADS: "lead", Target.CONTACTS: "contact"}


@dataclass(frozen=True, slots=True)
class OwnFields:
    """The fields that the columns of a sheet carry.

    Attributes:
        source: the sheet, in which columns of fields to be made have a key.
        known: the fields that there are, by key as ``custom.roof``.
        made: the headings of those to be made, by key.
    """

    source: ImportSource
    known: Mapping[str, CustomField]
    made: Mapping[str, str]

    def fields(self) -> dict[str, CustomField | None]:
        """The fields by key; None for those to be made."""
        return {**self.known, **dict.fromkeys(self.made)}


def own_fields(connection: Connection, source: ImportSource) -> OwnFields:
    """The fields of the desk's own that a sheet speaks of; those to be made get a key."""
    record = RECORDS[source.target]
    there = {OWN + field.key: field for field in reading.fields(connection, record, every=True)}
    keys, made = list(source.guess.fields), {}
    taken = {key.removeprefix(OWN) for key in there} | (_builtin(record) if NEW_FIELD in keys else set())
    for i, key in enumerate(keys):
        if key == NEW_FIELD:
            name = _free(key_of(source.guess.headings[i]), taken)
            taken.add(name)
            keys[i] = OWN + name
            made[OWN + name] = source.guess.headings[i]
    known = {key: there[key] for key in keys if key in there}
    # A field that somebody took away since means nothing any more.
    sound = tuple(None if k and k.startswith(OWN) and k not in known and k not in made else k for k in keys)
    return OwnFields(replace(source, guess=replace(source.guess, fields=sound)), known, made)


def still_there(connection: Connection, target: Target, fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """Remembered fields by heading, without those of the desk's own that an undo of that import has taken away."""
    there = {OWN + field.key for field in reading.fields(connection, RECORDS[target], every=True)} | {NEW_FIELD}
    return {heading: None if key and is_own(key) and key not in there else key for heading, key in fields.items()}


def recognised(connection: Connection, source: ImportSource) -> dict[str, str]:
    """The fields of the desk's own that headings without a field are called after."""
    there = reading.fields(connection, RECORDS[source.target])
    names = {fold(field.label): OWN + field.key for field in there}
    names |= {name: OWN + field.key for field in there for name in (field.key, OWN + field.key)}
    pairs = zip(source.guess.headings, source.guess.fields, strict=True)
    found: dict[str, str] = {}
    for heading, key in pairs:
        name = names.get(fold(heading))
        if key is None and name and name not in found.values() and name not in source.guess.fields:
            found[heading] = name
    return found


def make_fields(work: Work, fields: OwnFields) -> OwnFields:
    """Make the fields that are to be made, as part of the import."""
    from solartui.store.tables import CustomFieldRow

    record = RECORDS[fields.source.target]
    last = work.raw.execute("SELECT coalesce(max(position), 0) FROM custom_field WHERE record = ?", (record,))
    position = last.fetchone()[0]
    for place, (key, heading) in enumerate(fields.made.items(), 1):
        row = CustomFieldRow(
            record=record,
            key=key.removeprefix(OWN),
            label=heading[:LONGEST_LABEL],
            kind=FieldKind.TEXT.value,
            position=position + place,
            created_at=work.now,
            updated_at=work.now,
        )
        work.add(row)
    found = {OWN + field.key: field for field in reading.fields(work.raw, record, every=True)}
    wanted = fields.known.keys() | fields.made.keys()
    return OwnFields(fields.source, {key: field for key, field in found.items() if key in wanted}, {})


def add_values(
    bulk: Bulk, fields: Mapping[str, CustomField], owner: str, number: int, values: Mapping[str, Any]
) -> None:
    """Write what a new record says in fields of the desk's own.

    Args:
        bulk: what new rows are written with.
        fields: by key.
        owner: ``lead_id`` or ``contact_id``.
        number: of the record.
        values: what it says, among other things.
    """
    for key in fields.keys() & values.keys():
        field = fields[key]
        row = {"id": bulk.new_id("custom_value"), "field_id": field.id, owner: number, COLUMNS[field.kind]: values[key]}
        bulk.add_mapping("custom_value", row)


def _builtin(record: str) -> set[str]:
    from solartui.domain.drafts import ContactDraft, LeadDraft
    from solartui.domain.importing.fields import BY_KEY

    model = LeadDraft if record == "lead" else ContactDraft
    return {*model.model_fields, *BY_KEY}


def _free(name: str, taken: Collection[str]) -> str:
    found, again = name, 1
    while found in taken:
        again += 1
        found = f"{name[:36]}_{again}"
    return found
