"""Cards that go to another column on the screen before the database has heard of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from solartui.domain.listing import CardLine, Listed, Sort

if TYPE_CHECKING:
    from solartui.widgets.board.board import Board
    from solartui.widgets.board.column import BoardColumn

# Orders in which the place of a record can be told from the rows that are here, and that its stage has no part in.
_TOLD: Mapping[str, Callable[[Listed], tuple[str, int]]] = {
    "created_at": lambda record: (record.created_at, record.id),
    "id": lambda record: ("", record.id),
}


def column_with(board: Board[CardLine], record_id: int) -> BoardColumn[CardLine] | None:
    """The column in which a record stands, where its row is here."""
    return next((one for one in board.columns.values() if one.window.index_of(record_id) is not None), None)


def carry(board: Board[CardLine], records: Sequence[CardLine], key: str, sort: Sort) -> bool:
    """Show cards in the column of another stage; the cursor goes with its card, and with a single one.

    Returns:
        whether they stand there; not where a place there is out of sight or cannot be told.
    """
    after = board.columns.get(key)
    before = [column_with(board, record.id) for record in records]
    if after is None or after in before or None in before or key in board.folded:
        return False
    if any(_place(after, record, sort) is None for record in records):
        return False
    led = records[0].id if len(records) == 1 else board.cursor_id
    with board.app.batch_update():
        for record in records:
            if (column := column_with(board, record.id)) is not None:
                column.lose(column.window.index_of(record.id) or 0)
            moved = cast("CardLine", record._replace(stage=key))
            after.gain(_place(after, record, sort) or 0, moved, follow=record.id == led)
        board.count([(one, column.kind.key) for one, column in zip(records, before, strict=True) if column], key)
        if any(record.id == led for record in records):
            board.go_to(key)
    return True


def count_moved(board: Board[CardLine], record_id: int, key: str) -> None:
    """A record stands in another column now: count it there until the totals are read."""
    before = column_with(board, record_id)
    if before is not None and before.kind.key != key:
        board.count([(before.window.rows[before.window.index_of(record_id) or 0], before.kind.key)], key)


def _place(column: BoardColumn[CardLine], record: CardLine, sort: Sort) -> int | None:
    value = _TOLD.get(sort.text.removeprefix("-"))
    rows, view = column.window.rows, column.view
    if value is None or view.total is None:
        return None
    mine = value(record)
    for index in sorted(rows):
        other = value(rows[index])
        if (mine > other) if sort.descending else (mine < other):
            return index if index == 0 or index - 1 in rows else None
    # Behind all that are here: its place is known where the last one is among them.
    return view.total if view.total == 0 or view.total - 1 in rows else None
