"""Tables as .xlsx: typed cells, bold headings that stay in sight, filters, and never a formula."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from solartui.adapters.cell_text import Marked, Tally, is_formula, joined, yes_or_no

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_048_576
_CHUNK = 1 << 20
_EXACT = 10**15
_SUSPECT = "=+-@#\t\r＝＋－＠"
_SHORT = 8_000
_MOST_OFFSETS = 10_000
# A workbook writes controls as _x000D_; the same letters in a text need to be told apart from that.
_LIKE_A_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WRONG = "FFFFC7CE"
# Every comment is a drawing that the spreadsheet opens with the sheet.
_MOST_COMMENTS = 2_000
_FIRST_DAY = date(1900, 3, 1)
# What openpyxl takes for one of Excel's own error values.
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


class WorkbookOutput:
    """An .xlsx file.

    Args:
        headings: the first row of each sheet.
        widths: of the columns, in characters.
        rows: the rows below; what one sheet cannot hold goes to further ones.
        tally: counts what cannot be held.
        title: name of the sheet.
        zone: where times are local; None is the zone of this machine.
    """

    def __init__(
        self,
        headings: Sequence[str],
        widths: Sequence[int],
        rows: Iterable[Sequence[object]],
        tally: Tally,
        *,
        title: str,
        zone: tzinfo | None = None,
        most_rows: int = MOST_ROWS,
    ) -> None:
        self._headings = headings
        self._widths = widths
        self._rows = rows
        self._tally = tally
        self._title = re.sub(r"[\[\]:*?/\\']", " ", title)[:26].strip() or "1"
        self._zone = zone
        self._most_rows = most_rows
        self.sheets = 0

    def write(self, file: BinaryIO) -> None:
        """Write everything."""
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        rows = iter(self._rows)
        try:
            more = self._write_sheet(book, rows, None)
            while more is not None:
                more = self._write_sheet(book, rows, more)
            _save(book, file)
        except BaseException:
            _abandon(book)
            raise

    def count(self, path: Path) -> int:
        """How many rows a workbook holds below its headings; its parts are read to the end and their sums checked."""
        found = 0
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                with archive.open(name) as part:
                    counted = _count_in(part.read, b"<row ")
                    found += counted - 1 if name.startswith("xl/worksheets/sheet") else 0
        return found

    def _write_sheet(
        self, book: Workbook, rows: Iterator[Sequence[object]], first: Sequence[object] | None
    ) -> Sequence[object] | None:
        """Fill one sheet; the row that did not fit any more, or None where all did."""
        from openpyxl.utils import get_column_letter

        self.sheets += 1
        sheet = book.create_sheet(self._title if self.sheets == 1 else f"{self._title} {self.sheets}")
        cells = _Cells(sheet, self._tally, self._zone)
        sheet.freeze_panes = "A2"
        for i, width in enumerate(self._widths, 1):
            sheet.column_dimensions[get_column_letter(i)].width = width
        sheet.append([cells.heading(heading) for heading in self._headings])
        filled = 1
        left = None
        if first is not None:
            sheet.append([cells.of(i, value) for i, value in enumerate(first)])
            filled += 1
        for row in rows:
            if filled == self._most_rows:
                left = row
                break
            sheet.append([cells.of(i, value) for i, value in enumerate(row)])
            filled += 1
        if self._headings:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._headings))}{filled}"
        return left


class _Cells:
    """Values as openpyxl writes them. A row is written at once, so that a column needs one cell of its own at most."""

    def __init__(self, sheet: WriteOnlyWorksheet, tally: Tally, zone: tzinfo | None) -> None:
        self._sheet = sheet
        self._tally = tally
        self._zone = zone
        self._kept: dict[int, Cell] = {}
        self._sums: dict[int, Cell] = {}
        self._offsets: dict[datetime, timedelta | None] = {}
        self._comments = 0

    def heading(self, text: str) -> Cell:
        """A heading, bold."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.value = self._text(text)
        cell.data_type = "s"
        return cell

    def of(self, column: int, value: object) -> object:
        """What to give to openpyxl for a value: a plain one where it does no harm, else a cell."""
        if value is None:
            return None
        if isinstance(value, str):
            return self._of_text(column, value)
        if isinstance(value, bool):
            return yes_or_no(value)
        if isinstance(value, Marked):
            return self._marked(column, value)
        if isinstance(value, int | float | Decimal):
            return self._of_number(column, value)
        if isinstance(value, datetime):
            return self._of_moment(value)
        if isinstance(value, date):
            return value if value >= _FIRST_DAY else value.isoformat()
        return self._of_text(column, joined(value) if isinstance(value, tuple | list) else str(value))

    def _marked(self, column: int, marked: Marked) -> object:
        """A cell in colour, with a comment that says why."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.comments import Comment
        from openpyxl.styles import PatternFill

        self._kept.pop(column, None)
        plain: Any = self.of(column, marked.value)
        cell = plain if hasattr(plain, "data_type") else WriteOnlyCell(self._sheet, plain)
        self._kept.pop(column, None)
        cell.fill = PatternFill("solid", fgColor=_WRONG)
        if self._comments < _MOST_COMMENTS:
            self._comments += 1
            cell.comment = Comment(self._text(marked.why), "SolarTUI", height=120, width=300)
        return cell

    def _text(self, text: str) -> str:
        held = self._tally.short(self._tally.held(text))
        return _LIKE_A_CODE.sub("_x005F_", held) if "_x" in held else held

    def _of_text(self, column: int, value: str) -> object:
        if not value:
            return None
        if value[0] not in _SUSPECT and len(value) < _SHORT and "_x" not in value and value.isprintable():
            return value
        text = self._text(value)
        if not text:
            return None
        if text in _ERRORS or is_formula(text):
            cell = self._kept.get(column) or self._quoted(column)
            cell.value = text
            cell.data_type = "s"
            return cell
        return text

    def _of_number(self, column: int, value: float | Decimal) -> object:
        number = float(value) if isinstance(value, Decimal) else value
        if not isfinite(number):
            return None
        if abs(number) >= _EXACT:
            return f"{value:.0f}"
        return self._of_money(column, number) if isinstance(value, Decimal) else number

    def _of_money(self, column: int, number: float) -> object:
        """Thousands apart and two decimals, as the spreadsheet of each country writes them."""
        from openpyxl.cell import WriteOnlyCell

        cell = self._sums.get(column)
        if cell is None:
            cell = self._sums[column] = WriteOnlyCell(self._sheet)
            cell.number_format = "#,##0.00"
        cell.value = number
        return cell

    def _of_moment(self, value: datetime) -> object:
        """Local time without its zone, which Excel has no place for; text where that would not come back the same."""
        local = self._local(value.astimezone(UTC)) if value.tzinfo else value.replace(microsecond=0)
        if local is None or local.date() < _FIRST_DAY:
            return value.astimezone(self._zone).isoformat(" ", "seconds")
        return local

    def _local(self, moment: datetime) -> datetime | None:
        """The clock of the zone at a moment in UTC; None in the hour that comes twice in autumn."""
        quarter = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
        if quarter not in self._offsets:
            if len(self._offsets) > _MOST_OFFSETS:
                self._offsets.clear()
            # Clocks are set forward and back at quarters only, so that a quarter has one offset.
            self._offsets[quarter] = _offset(quarter, self._zone)
        offset = self._offsets[quarter]
        return None if offset is None else moment.replace(tzinfo=None, microsecond=0) + offset

    def _quoted(self, column: int) -> Cell:
        """The cell of a column for text that is not to be taken for anything else."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        cell.quotePrefix = True
        self._kept[column] = cell
        return cell


def _offset(moment: datetime, zone: tzinfo | None) -> timedelta | None:
    """How far the clock of a zone is from UTC at a moment; None where its time would be taken for an earlier one."""
    there = moment.astimezone(zone)
    naive = there.replace(tzinfo=None, fold=0)
    again = naive.replace(tzinfo=zone) if zone else naive.astimezone()
    # Compared in UTC: between zones, a time that comes twice is never equal to anything.
    return there.utcoffset() if again.astimezone(UTC) == moment else None


def _save(book: Workbook, file: BinaryIO) -> None:
    from openpyxl.writer.excel import ExcelWriter

    archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
    try:
        ExcelWriter(book, archive).save()
    finally:
        # On a full disk closing fails too; left open, the archive would complain when nobody can answer any more.
        with suppress(OSError, ValueError):
            archive.close()


def _abandon(book: Workbook) -> None:
    """Let go of a workbook that will not be saved: openpyxl keeps each sheet in an open file of its own."""
    for sheet in cast("list[WriteOnlyWorksheet]", book.worksheets):
        with suppress(Exception):
            sheet.close()
        with suppress(Exception):
            cast("Any", sheet)._writer.cleanup()  # noqa: SLF001 - the file would stay until the program ends


def _count_in(read: Callable[[int], bytes], wanted: bytes) -> int:
    """How often some bytes occur in a stream."""
    found, kept = 0, b""
    while chunk := read(_CHUNK):
        text = kept + chunk
        found += text.count(wanted)
        kept = text[-(len(wanted) - 1) :]
    return found
