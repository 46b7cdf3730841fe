"""Contacts out, in columns that an import takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from solartui.domain.contact_details import masked
from solartui.domain.importing.fields import BY_KEY, Kind
from solartui.domain.vocabulary import OWN, ContactKind, ContactOrigin, Gender, label
from solartui.i18n import mark, tr
from solartui.services.contact_lists import BY_NAME
from solartui.services.contacts import ContactService
from solartui.services.export_cells import as_day, for_sheet, own_cells
from solartui.services.export_columns import own_heading
from solartui.services.record_exports import ExportOptions, Read, RecordExports
from solartui.store.reading import custom
from solartui.store.reading.matching import many
from solartui.store.times import maybe_from_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.adapters.workbook_writer import Column
    from solartui.domain.custom_fields import CustomField

COLUMNS = ("contact_id", "contact_name", "contact_kind", "company", "email", "phone", "external_id", "middle_name",
           "gender", "birth_date", "login", "passport", "licence")  # fmt: skip
_CONTACTS = (
    "SELECT c.id, c.name, c.kind, o.name, c.external_id, c.middle_name, c.gender, c.birth_date, c.login, c.passport, "
    "c.licence FROM contact c LEFT JOIN contact o ON o.id = c.company_id WHERE c.deleted_at IS NULL AND c.id IN {list}"
)
_LISTED = (
    "SELECT c.id, (SELECT group_concat(p.name, ', ') FROM project_contact pc JOIN project p ON p.id = pc.project_id "
    "WHERE pc.contact_id = c.id AND p.deleted_at IS NULL), "
    "(SELECT count(*) FROM lead l WHERE l.contact_id = c.id AND l.deleted_at IS NULL), c.origin, c.created_at, "
    "c.updated_at FROM contact c WHERE c.id IN {list}"
)
# What the list shows beside the fields.
_OF_SCREEN = (
    ("projects", mark("Projects"), Kind.TEXT, 32),
    ("leads", mark("Leads"), Kind.INTEGER, 9),
    ("origin", mark("Origin"), Kind.TEXT, 16),
    ("created_at", mark("Created"), Kind.DATETIME, 18),
    ("updated_at", mark("Updated"), Kind.DATETIME, 18),
)
_EMAILS = "SELECT contact_id, address FROM contact_email WHERE contact_id IN {list} ORDER BY position, id"
_PHONES = "SELECT contact_id, number FROM contact_phone WHERE contact_id IN {list} ORDER BY position, id"
# Columns of the list, and what holds what they show.
_OF_LIST = {"id": ("contact_id",), "name": ("contact_name",), "kind": ("contact_kind",)}


class ContactExportService(RecordExports):
    """Write contacts for people and for other programs."""

    RECORD = "contact"
    TITLE = mark("Contacts")
    NUMBER = "contact_id"
    OF_LIST = _OF_LIST

    def _columns(self, own: Sequence[CustomField]) -> tuple[Sequence[Column], Sequence[Column]]:
        from solartui.adapters.workbook_writer import Column

        fields = [BY_KEY[key] for key in COLUMNS]
        usual = [Column(field.key, field.heading, field.kind, field.width) for field in fields]
        usual += [Column(OWN + field.key, own_heading(field)) for field in own]
        return usual, [Column(key, tr(heading), kind, width) for key, heading, kind, width in _OF_SCREEN]

    def _ids(self, options: ExportOptions) -> Iterable[int]:
        return ContactService(self._desk).open_list(options.query, options.sort or BY_NAME).ids()

    def _reader(self, shown: Sequence[str], own: Mapping[str, bool], *, plain: bool) -> Read:
        read = partial(_read, own=own, plain=plain)
        beside = not {key for key, *_ in _OF_SCREEN}.isdisjoint(shown)
        return partial(_with_screen, read=read, plain=plain) if beside else read


def _read(connection: Connection, ids: list[int], *, own: Mapping[str, bool], plain: bool) -> list[list[Any]]:
    """The cells of contacts.

    Args:
        connection: where to read.
        ids: of the contacts.
        own: the fields of the desk's own, and whether each holds a day.
        plain: whether everything stays as it is stored.
    """
    found = {row[0]: row for row in many(connection, _CONTACTS, ids)}
    emails, phones = _grouped(connection, _EMAILS, ids), _grouped(connection, _PHONES, ids)
    values = custom.values(connection, "contact", ids) if own else {}
    rows = []
    for number in ids:
        if number not in found:
            continue
        _, name, kind, company, external, middle, gender, born, login, passport, licence = found[number]
        points = (tuple(emails.get(number, ())), tuple(phones.get(number, ())))
        kind, gender = (
            (kind, gender) if plain else (label(ContactKind(kind)), label(Gender(gender)) if gender else None)
        )
        # Whoever may read numbers of documents reads them one by one, and that is noted.
        details = (middle, gender, born if plain else as_day(born), login, masked(passport), masked(licence))
        cells = [number, name, kind, company, *points, external, *details, *own_cells(values.get(number, {}), own)]
        rows.append(cells if plain else for_sheet(cells))
    return rows


def _with_screen(
    connection: Connection, ids: list[int], *, read: Callable[[Connection, list[int]], list[list[Any]]], plain: bool
) -> list[list[Any]]:
    """The cells of contacts, and behind them what the list shows of them besides."""
    beside = {number: cells for number, *cells in many(connection, _LISTED, ids)}
    rows = read(connection, ids)
    for row in rows:
        projects, leads, origin, *times = beside[row[0]]
        made = origin if plain else label(ContactOrigin(origin))
        row.extend((projects, leads, made, *(times if plain else map(maybe_from_text, times))))
    return rows


def _grouped(connection: Connection, query: str, ids: list[int]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for number, text in many(connection, query, ids):
        groups.setdefault(number, []).append(text)
    return groups
