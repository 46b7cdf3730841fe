"""Contacts out, in columns that an import takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from solartui.domain.contact_details import masked
from solartui.domain.importing.fields import BY_KEY, OWN
from solartui.domain.importing.guess import guessed
from solartui.domain.listing import Sort
from solartui.domain.vocabulary import ContactKind, Gender, label
from solartui.i18n import tr
from solartui.services.contact_lists import BY_NAME
from solartui.services.contacts import ContactService
from solartui.services.desk import Desk
from solartui.services.export_cells import as_day, days_of, for_sheet
from solartui.services.export_chunks import in_chunks
from solartui.store.reading import custom
from solartui.store.reading.matching import many

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.adapters.workbook_writer import WriteReport

COLUMNS = ("contact_id", "contact_name", "contact_kind", "company", "email", "phone", "external_id", "middle_name",
           "gender", "birth_date", "login", "passport", "licence")  # fmt: skip
_CONTACTS = (
    "SELECT c.id, c.name, c.kind, o.name, c.external_id, c.middle_name, c.gender, c.birth_date, c.login, c.passport, "
    "c.licence FROM contact c LEFT JOIN contact o ON o.id = c.company_id WHERE c.deleted_at IS NULL AND c.id IN {list}"
)
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
    ) -> WriteReport:
        """Write the contacts that a filter lets through to a file, or to a stream.

        Args:
            target: where to; a file appears only when it is complete.
            form: xlsx, csv or json.
            text: the filter; all contacts where it is empty.
            sort: their order.
            progress: told now and then how many are done.
            cancelled: asked now and then whether to stop.

        Raises:
            Invalid: the filter, the order or the format is none.
            Refused: the file cannot be written.
        """
        from solartui.adapters.workbook_writer import Column, write_table

        self._desk.allow("export")
        with self._desk.reading() as connection:
            own_fields = custom.fields(connection, "contact")
        own = {OWN + field.key: field.label for field in own_fields}
        fields = [BY_KEY[key] for key in COLUMNS]
        columns = [Column(field.key, field.heading, field.kind, field.width) for field in fields]
        columns += [Column(key, name if guessed(name) is None else key) for key, name in own.items()]
        ids = ContactService(self._desk).open_list(text, sort).ids()
        plain = form == "json"
        days = frozenset() if plain else days_of(own_fields)
        rows = in_chunks(self._desk, ids, partial(_read, own={key: key in days for key in own}, plain=plain))
        return write_table(target, form, columns, rows, cancelled=cancelled, progress=progress, title=tr("Contacts"))


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


def _grouped(connection: Connection, query: str, ids: list[int]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for number, text in many(connection, query, ids):
        groups.setdefault(number, []).append(text)
    return groups
