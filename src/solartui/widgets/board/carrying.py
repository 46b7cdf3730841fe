"""A card that goes to another column on the screen before the database has heard of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def carry(board: Board[CardLine], record: CardLine, key: str, sort: Sort) -> bool:
    """Show a card in the column of another stage, with the cursor on it.

    Returns:
        whether it stands there; not where its place there is out of sight or cannot be told.
    """
    before = next((one for one in board.columns.values() if one.window.index_of(record.id) is not None), None)
    after = board.columns.get(key)
    if before is None or after is None or before is after or key in board.folded:
        return False
    place = _place(after, record, sort)
    if place is None:
        return False
    with board.app.batch_update():
        before.lose(before.window.index_of(record.id) or 0)
        after.gain(place, cast("CardLine", record._replace(stage=key)))
        board.count(record, before.kind.key, key)
        board.go_to(key)
    return True


def _place(column: BoardColumn[CardLine], record: CardLine, sort: Sort) -> int | None:
    value = _TOLD.get(sort.text.removeprefix("-"))
    rows, view = column.window.rows, column.view
    if value is None or not column.window.has(0, view.bottom()):
        return None
    mine = value(record)
    for index in range(len(rows)):
        if index not in rows:
            return None
        other = value(rows[index])
        if (mine > other) if sort.descending else (mine < other):
            return index
    return len(rows) if view.total == len(rows) else None
