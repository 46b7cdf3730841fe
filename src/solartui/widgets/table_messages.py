"""What a record table tells its screen."""

from __future__ import annotations

from textual.message import Message


class RowsWanted(Message, namespace="record_table"):
    """The table lacks the rows from `start` to `end` (not included).

    The screen answers with `RecordTable.supply(generation, start, rows)`. Where `keep_id` is given it also says where
    that record is now (`cursor=index`), and begins the rows a little above it.
    """

    def __init__(self, start: int, end: int, generation: int, keep_id: int | None) -> None:
        super().__init__()
        self.start, self.end, self.generation, self.keep_id = start, end, generation, keep_id


class CursorMoved(Message, namespace="record_table"):
    """The cursor stands on another record, or on none."""

    def __init__(self, record_id: int | None) -> None:
        super().__init__()
        self.record_id = record_id


class Opened(Message, namespace="record_table"):
    """A record is to be opened."""

    def __init__(self, record_id: int) -> None:
        super().__init__()
        self.record_id = record_id


class SortRequested(Message, namespace="record_table"):
    """The heading of a column was clicked; `more` where it is to order the rows after the columns that do already."""

    def __init__(self, column: str, *, more: bool = False) -> None:
        super().__init__()
        self.column, self.more = column, more


class CellMoved(Message, namespace="record_table"):
    """The cursor stands on another cell of its row, or, with None, on the whole row again."""

    def __init__(self, column: str | None) -> None:
        super().__init__()
        self.column = column


class ColumnsChanged(Message, namespace="record_table"):
    """Somebody has dragged a column to another width."""


class MarksChanged(Message, namespace="record_table"):
    """Another number of records is marked."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


class RangeWanted(Message, namespace="record_table"):
    """All records from one index to another (included) are to be marked, and not all of their rows are here.

    The screen answers with `RecordTable.mark(ids)`.
    """

    def __init__(self, first: int, last: int) -> None:
        super().__init__()
        self.first, self.last = first, last
