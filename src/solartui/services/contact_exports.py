"""Contacts out, in columns that an import takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from solartui.domain.contact_details import masked
from solartui.domain.importing.fields import BY_KEY, OWN, Kind
from solartui.domain.importing.guess import guessed
from solartui.domain.listing import Sort
from solartui.domain.vocabulary import ContactKind, ContactOrigin, Gender, label
from solartui.i18n import mark, tr
from solartui.services.contact_lists import BY_NAME
from solartui.services.contacts import ContactService
from solartui.services.desk import Desk
from solartui.services.export_cells import as_day, days_of, for_sheet
from solartui.services.export_chunks import in_chunks
from solartui.services.export_columns import chosen_columns
from solartui.store.reading import custom
from solartui.store.reading.matching import many
from solartui.store.times import maybe_from_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.adapters.workbook_writer import WriteReport

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
# What the list shows beside the fields, and what it calls some of these.
_OF_SCREEN = (
    ("projects", mark("Projects"), Kind.TEXT, 32),
    ("leads", mark("Leads"), Kind.INTEGER, 9),
    ("origin", mark("Origin"), Kind.TEXT, 16),
    ("created_at", mark("Created"), Kind.DATETIME, 18),
    ("updated_at", mark("Updated"), Kind.DATETIME, 18),
)
_OF_LIST = {"id": ("contact_id",), "name": ("contact_name",), "kind": ("contact_kind",)}
_EMAILS = "SELECT contact_id, address FROM contact_email WHERE contact_id IN {list} ORDER BY position, id"
_PHONES = "SELECT contact_id, number FROM contact_phone WHERE contact_id IN {list} ORDER BY position, id"


class ContactExportService:
    """Write contacts for people and for other programs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(
        self,
        target: Path | BinaryIO,
        form: str,
        text: str = "",
        sort: Sort = BY_NAME,
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        columns: Sequence[str] = (),
    ) -> WriteReport:
        """Write the contacts that a filter lets through to a file, or to a stream.

        Args:
            target: where to; a file appears only when it is complete.
            form: xlsx, csv or json.
            text: the filter; all contacts where it is empty.
            sort: their order.
            progress: told now and then how many are done.
            cancelled: asked now and then whether to stop.
            columns: fields, or columns of the list; all fields that an import knows where there are none.

        Raises:
            Invalid: the filter, the order, a column or the format is none.
            Refused: the file cannot be written.
        """
        from solartui.adapters.workbook_writer import Column, write_table

        self._desk.allow("export")
        with self._desk.reading() as connection:
            own_fields = custom.fields(connection, "contact")
        own = {OWN + field.key: field.label for field in own_fields}
        fields = [BY_KEY[key] for key in COLUMNS]
        known = {field.key: Column(field.key, field.heading, field.kind, field.width) for field in fields}
        known |= {key: Column(key, name if guessed(name) is None else key) for key, name in own.items()}
        shown = tuple(known)
        known |= {key: Column(key, tr(heading), kind, width) for key, heading, kind, width in _OF_SCREEN}
        if columns:
            shown = chosen_columns(columns, known, "contact_id", _OF_LIST)
        ids = ContactService(self._desk).open_list(text, sort).ids()
        plain = form == "json"
        days = frozenset() if plain else days_of(own_fields)
        read = partial(_read, own={key: key in days for key in own}, plain=plain)
        if not {key for key, *_ in _OF_SCREEN}.isdisjoint(shown):
            read = partial(_with_screen, read=read, plain=plain)
        places = [list(known).index(key) for key in shown]
        rows = ([row[place] for place in places] for row in in_chunks(self._desk, ids, read))
        made = [known[key] for key in shown]
        return write_table(target, form, made, rows, cancelled=cancelled, progress=progress, title=tr("Contacts"))


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
        said = values.get(number, {})
        points = (tuple(emails.get(number, ())), tuple(phones.get(number, ())))
        kind, gender = (
            (kind, gender) if plain else (label(ContactKind(kind)), label(Gender(gender)) if gender else None)
        )
        # Whoever may read numbers of documents reads them one by one, and that is noted.
        details = (middle, gender, born if plain else as_day(born), login, masked(passport), masked(licence))
        values_of_desk = ((said.get(key.removeprefix(OWN)), is_day) for key, is_day in own.items())
        of_desk = (as_day(value) if is_day else value for value, is_day in values_of_desk)
        cells = [number, name, kind, company, *points, external, *details, *of_desk]
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
