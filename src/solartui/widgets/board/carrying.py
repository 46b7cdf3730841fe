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


def place_of(board: Board[CardLine], record_id: int) -> tuple[BoardColumn[CardLine], int] | None:
    """The column in which a record stands and its place there, where its row is here."""
    for column in board.columns.values():
        if (index := column.window.index_of(record_id)) is not None:
            return column, index
    return None


def carry(board: Board[CardLine], records: Sequence[CardLine], key: str, sort: Sort) -> bool:
    """Show cards in the column of another stage; the cursor goes with its card, and with a single one.

    Returns:
        whether they stand there; not where a place there is out of sight or cannot be told.
    """
    after = board.columns.get(key)
    before = [found[0] for record in records if (found := place_of(board, record.id)) is not None]
    if after is None or after in before or len(before) < len(records) or key in board.folded:
        return False
    if any(_place(after, record, sort) is None for record in records):
        return False
    led = records[0].id if len(records) == 1 else board.cursor_id
    with board.app.batch_update():
        for record, column in zip(records, before, strict=True):
            # Its place is another one where the card before it stood above it.
            column.lose(column.window.index_of(record.id) or 0)
            moved = cast("CardLine", record._replace(stage=key))
            after.gain(_place(after, record, sort) or 0, moved, follow=record.id == led)
        board.count([(one, column.kind.key) for one, column in zip(records, before, strict=True)], key)
        if any(record.id == led for record in records):
            board.go_to(key)
    return True


def count_moved(board: Board[CardLine], record_id: int, key: str) -> None:
    """A record stands in another column now: count it there until the totals are read."""
    found = place_of(board, record_id)
    if found is not None and found[0].kind.key != key:
        column, index = found
        board.count([(column.window.rows[index], column.kind.key)], key)


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
