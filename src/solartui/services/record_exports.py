"""What exports of all kinds of records have in common: what a person may ask for, and a table of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, TypeAlias

from solartui.domain.listing import Sort
from solartui.domain.selection import Chosen
from solartui.domain.vocabulary import OWN
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.export_cells import days_of
from solartui.services.export_chunks import in_chunks
from solartui.services.export_columns import chosen_columns
from solartui.store.reading import custom

if TYPE_CHECKING:
    from solartui.adapters.workbook_writer import Column, WriteReport
    from solartui.domain.custom_fields import CustomField

Read: TypeAlias = Callable[[Connection, list[int]], Iterable[list[Any]]]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is written.

    Attributes:
        query: a filter; everything that lists show where it is empty.
        sort: the order; the usual one of the list without it.
        columns: fields, or columns of the list; all fields where there are none.
        chosen: only these records; None for all that the query selects. Contacts cannot be chosen.
    """

    query: str = ""
    sort: Sort | None = None
    columns: Sequence[str] = ()
    chosen: Chosen | None = None


EVERYTHING = ExportOptions()


class RecordExports:
    """Writes records as a table, for people and for other programs. A subclass says what its columns are.

    Attributes:
        RECORD: what they are.
        TITLE: name of the sheet.
        NUMBER: the column with the number of a record.
        OF_LIST: columns of the list, and those that hold what they show.
    """

    RECORD: ClassVar[str]
    TITLE: ClassVar[str]
    NUMBER: ClassVar[str]
    OF_LIST: ClassVar[Mapping[str, tuple[str, ...]]]

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # ---- for subclasses

    def _columns(self, own: Sequence[CustomField]) -> tuple[Sequence[Column], Sequence[Column]]:
        """Those that are written where nobody asks for others, and further ones; `own` are fields of the desk's own."""
        raise NotImplementedError

    def _ids(self, options: ExportOptions) -> Iterable[int]:
        """The numbers of the records, in their order.

        Raises:
            Invalid: the filter or the order is none.
        """
        raise NotImplementedError

    def _reader(self, shown: Sequence[str], own: Mapping[str, bool], *, plain: bool) -> Read:
        """What reads the cells of records, in the order of the columns.

        Args:
            shown: the columns that are wanted; cells of further ones need not be there where none of them is.
            own: the columns of the desk's own, and whether each holds a day that is to become a date.
            plain: whether everything stays as it is stored.
        """
        raise NotImplementedError

    # ---- for everybody

    def write(
        self,
        target: Path | BinaryIO,
        form: str,
        options: ExportOptions = EVERYTHING,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> WriteReport:
        """Write records to a file that appears only when it is complete, or to a stream.

        Args:
            target: where to.
            form: xlsx, csv or json.
            options: which records, in which order, with which columns.
            progress: told now and then how many are done.
            cancelled: asked now and then whether to stop; an older file of that name is then still there.

        Raises:
            Invalid: the filter, the order, a column or the format is none.
            Refused: the file cannot be written.
        """
        from solartui.adapters.workbook_writer import write_table

        self._desk.allow("export")
        with self._desk.reading() as connection:
            own = custom.fields(connection, self.RECORD)
        usual, further = self._columns(own)
        known = {column.key: column for column in (*usual, *further)}
        shown = tuple(column.key for column in usual)
        if options.columns:
            shown = chosen_columns(options.columns, known, self.NUMBER, self.OF_LIST)
        plain = form == "json"
        days = frozenset() if plain else days_of(own)
        read = self._reader(shown, {OWN + one.key: OWN + one.key in days for one in own}, plain=plain)
        places = [list(known).index(key) for key in shown]
        rows = ([row[place] for place in places] for row in in_chunks(self._desk, self._ids(options), read))
        columns = [known[key] for key in shown]
        return write_table(target, form, columns, rows, cancelled=cancelled, progress=progress, title=tr(self.TITLE))
