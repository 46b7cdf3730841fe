"""Leads out: the list as it is on the screen, or as a query selects it, to a workbook, delimited text or JSON."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from solartui.domain.errors import Invalid
from solartui.domain.importing.fields import BY_KEY, FIELDS, Kind
from solartui.domain.listing import NEWEST_FIRST
from solartui.domain.places import Spot
from solartui.domain.stages import Stage
from solartui.domain.text import clean
from solartui.domain.vocabulary import OWN
from solartui.i18n import tr
from solartui.services.choosing import condition
from solartui.services.desk import Desk
from solartui.services.export_cells import Document, as_day, cell_of, days_of, distance_cell, for_sheet, note_cell
from solartui.services.export_chunks import in_chunks
from solartui.services.export_columns import chosen_columns, own_heading
from solartui.services.lead_lists import LeadLists
from solartui.services.record_exports import ExportOptions
from solartui.store.reading import people as people_reading
from solartui.store.reading.custom import fields as custom_fields
from solartui.store.reading.lead_documents import latest_notes, lead_documents
from solartui.store.record_list import RecordList

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.adapters.workbook_writer import WriteReport
    from solartui.domain.custom_fields import CustomField

FORMATS = ("xlsx", "csv", "json")
DISTANCE = "distance"
"""A column that is there while the filter names a place."""

_EXPORTABLE = frozenset(field.key for field in FIELDS if field.exported)
# What a person gets who asks for no columns: everything that an import takes back, and what tells when and by whom.
# Fields that others hold in parts are left out, and notes: they are internal, and an export is made to be shared.
_ASKED_FOR = {"address", "coordinates", "annual_kwh", "note", "respond_by"}
EXPORTED = tuple(field.key for field in FIELDS if field.exported and field.key not in _ASKED_FOR)
# Columns of the lead list on the screen, and the fields that hold what they show. Half a place cannot come back.
_OF_LIST = {
    "contact": ("contact_name", "phone", "email"),
    "location": ("street", "postcode", "city", "region"),
    **dict.fromkeys(("latitude", "longitude"), ("latitude", "longitude")),
}


def format_of(path: Path, asked: str | None = None) -> str:
    """The format that is asked for, else the one that the name of a file ends in.

    Raises:
        Invalid: it is none that can be written.
    """
    found = (asked or path.suffix.removeprefix(".")).lower()
    if found not in FORMATS:
        known = ", ".join(FORMATS)
        name = clean(asked or path.name or str(path))
        raise Invalid(tr("{name} is no format that can be written. Formats: {known}", name=name, known=known), "format")
    return found


def chosen_fields(columns: Sequence[str], own: Collection[str] = ()) -> tuple[str, ...]:
    """The fields for a choice of columns, the number of the lead among them so that the export can come back.

    Args:
        columns: fields, or columns of the list; none where none are chosen.
        own: the fields of the desk's own, as ``custom.roof``.

    Raises:
        Invalid: one of them does not exist.
    """
    if not columns:
        return (*EXPORTED, *own)
    return chosen_columns(columns, {DISTANCE, *own, *_EXPORTABLE}, "id", _OF_LIST, EXPORTED)


class ExportService:
    """Write leads for people and for other programs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(
        self,
        target: Path | BinaryIO,
        form: str,
        options: ExportOptions,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> WriteReport:
        """Write leads to a file that appears only when it is complete, or to a stream.

        Args:
            target: where to.
            form: one of `FORMATS`.
            options: which leads, in which order, with which columns.
            progress: told now and then how many leads are done.
            cancelled: asked now and then whether to stop; an older file of that name is then still there.

        Raises:
            Invalid: the query, a column or the format is none.
            Refused: the file cannot be written.
        """
        from solartui.adapters.workbook_writer import Column, write_json, write_table

        self._desk.allow("export")
        own_fields = self._own_fields()
        own = {OWN + field.key: own_heading(field) for field in own_fields}
        fields = chosen_fields(options.columns, own)
        ids = self._ids(options)
        if form == "json" and not options.columns:
            return write_json(target, self._documents(ids), cancelled=cancelled, progress=progress)
        built_in = [BY_KEY[key] for key in fields if key in BY_KEY]
        known = {field.key: Column(field.key, field.heading, field.kind, field.width) for field in built_in}
        known[DISTANCE] = Column(DISTANCE, tr("Distance, km"), Kind.NUMBER, 12)
        columns = [known.get(key) or Column(key, own[key]) for key in fields]
        with self._desk.reading() as connection:
            stages = {stage.key: stage for stage in people_reading.stages(connection)}
        origin = LeadLists(self._desk).selection(options.query).origin if DISTANCE in fields else None
        plain = form == "json"
        days = frozenset() if plain else days_of(own_fields)
        cut: list[int] = []
        read = partial(_with_notes, cut=None if plain else cut) if "note" in fields else None
        documents = in_chunks(self._desk, ids, read) if read else self._documents(ids)
        rows = _rows(documents, [(key, key in days) for key in fields], stages, origin, plain=plain)
        report = write_table(target, form, columns, rows, cancelled=cancelled, progress=progress)
        return replace(report, cut_cells=report.cut_cells + len(cut))

    def _own_fields(self) -> tuple[CustomField, ...]:
        with self._desk.reading() as connection:
            return custom_fields(connection, "lead")

    def _ids(self, options: ExportOptions) -> Iterable[int]:
        lists, order = LeadLists(self._desk), options.sort or NEWEST_FIRST
        if options.chosen is None:
            return lists.open_list(options.query, order).ids()
        # In the order of the list, which may be how far from a place of its filter they are.
        shape = lists.shape(lists.selection(options.query), order)
        return RecordList(self._desk.store, shape, condition(self._desk, options.chosen), order).ids()

    def _documents(self, ids: Iterable[int]) -> Iterator[Document]:
        with self._desk.reading() as connection:
            yield from lead_documents(connection, ids)


def _rows(
    documents: Iterable[Document],
    fields: Sequence[tuple[str, bool]],
    stages: dict[str, Stage],
    origin: Spot | None,
    *,
    plain: bool,
) -> Iterator[list[Any]]:
    """The cells of leads; each field says whether it holds a day that is to become a date."""
    far = distance_cell(origin)
    cells = [far if key == DISTANCE else cell_of(key, stages, plain=plain) for key, _ in fields]
    days = [place for place, (_, is_day) in enumerate(fields) if is_day]
    for document in documents:
        row = [cell(document) for cell in cells]
        for place in days:
            row[place] = as_day(row[place])
        yield row if plain else for_sheet(row)


def _with_notes(connection: Connection, ids: list[int], *, cut: list[int] | None) -> Iterator[Document]:
    """The documents of leads, each with its newest note; `cut` gets those whose note is too long for a cell."""
    notes = latest_notes(connection, ids)
    for document in lead_documents(connection, ids):
        body = held = notes.get(document["id"])
        if body is not None and cut is not None and (held := note_cell(body)) != body:
            cut.append(document["id"])
        yield document | {"note": held}
