"""What a person sees of a board, read in one go: the column with the cursor, and the one where its record is now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol

from solartui.domain.listing import CardLine, Listed

if TYPE_CHECKING:
    from solartui.domain.board import Grouping, Total
    from solartui.domain.listing import Sort
    from solartui.store.record_list import RecordList
    from solartui.widgets.row_window import Viewport


class BoardReader(Protocol[CardLine]):
    """The service that a board reads from."""

    def columns(self, query: str, keys: Iterable[str], sort: Sort, by: Grouping) -> Mapping[str, RecordList[CardLine]]:
        """The records that a query lets through, by column."""

    def totals(self, query: str, by: Grouping) -> dict[str, Total]:
        """What each column has; columns without records are left out."""

    def column_of(self, query: str, record_id: int, by: Grouping) -> str | None:
        """The column that a record stands in; None where the query does not let it through."""


class Sight:
    """Which rows of a column are to be seen.

    Args:
        view: the viewport of the column, as it is now.
    """

    def __init__(self, view: Viewport) -> None:
        self.top, self.height = view.top, view.height

    def around(self, middle: int) -> tuple[int, int]:
        """The rows about a place, with those that are wanted next."""
        return max(0, middle - 2 * self.height), middle + 3 * self.height


@dataclass(frozen=True)
class Asked:
    """What is to be read.

    Attributes:
        text: the filter.
        keys: all columns.
        sort: the order in every column.
        by: what the columns stand for.
        keep_id: the record that is to have the cursor.
        here: the column with the cursor.
        open: the columns that are not folded.
        top: whether every column begins anew at its top.
        all: whether the rows of all of them are wanted at once, not only where the cursor is and goes.
    """

    text: str
    keys: tuple[str, ...]
    sort: Sort
    by: Grouping
    keep_id: int | None
    here: str
    open: Mapping[str, Sight]
    top: bool
    all: bool = False


class Part(NamedTuple, Generic[CardLine]):
    """Rows of a column: which were asked for, those that there are, and where the cursor is to stand."""

    span: tuple[int, int]
    rows: Sequence[CardLine]
    cursor: int | None


class Seen(NamedTuple, Generic[CardLine]):
    """What was read: the lists, the column of the record that has the cursor, and the rows by column."""

    lists: Mapping[str, RecordList[CardLine]]
    place: str | None
    parts: Mapping[str, Part[CardLine]]


def look(service: BoardReader[CardLine], asked: Asked) -> Seen[CardLine]:
    """Read it; called in a reader thread."""
    lists = service.columns(asked.text, asked.keys, asked.sort, asked.by)
    place = None if asked.keep_id is None else service.column_of(asked.text, asked.keep_id, asked.by)
    if place not in asked.open:
        place = None
    first = [
        key
        for key in dict.fromkeys((asked.here, place, *(asked.open if asked.all else ())))
        if key in asked.open and key is not None
    ]
    parts = {key: _part(lists[key], asked.open[key], asked, keep=key == place) for key in first}
    return Seen(lists, place, parts)


def _part(records: RecordList[CardLine], sight: Sight, asked: Asked, *, keep: bool) -> Part[CardLine]:
    keep_id = asked.keep_id if keep else None
    span = sight.around(0 if asked.top else sight.top)
    rows = records.rows(*span)
    cursor = place_of(keep_id, rows, span[0])
    if keep_id is None or cursor is not None:
        return Part(span, rows, 0 if asked.top else cursor)
    cursor = records.position(keep_id)
    if cursor is not None:
        span = sight.around(cursor)
        rows = records.rows(*span)
    return Part(span, rows, cursor)


def place_of(record_id: int | None, rows: Sequence[Listed], start: int) -> int | None:
    """Where a record stands among rows of which the first stands at `start`."""
    return next((start + at for at, line in enumerate(rows) if line.id == record_id), None)
