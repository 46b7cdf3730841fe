"""A card that goes to another column on the screen before the database has heard of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from solartui.domain.listing import LeadLine, Sort

if TYPE_CHECKING:
    from solartui.widgets.board.board import Board
    from solartui.widgets.board.column import BoardColumn

# Orders in which the place of a lead can be told from the rows that are here, and that its stage has no part in.
_TOLD: Mapping[str, Callable[[LeadLine], tuple[str, int]]] = {
    "created_at": lambda lead: (lead.created_at, lead.id),
    "id": lambda lead: ("", lead.id),
}


def carry(board: Board, lead: LeadLine, key: str, sort: Sort) -> bool:
    """Show a card in the column of another stage, with the cursor on it.

    Returns:
        whether it stands there; not where its place there is out of sight or cannot be told.
    """
    before = next((one for one in board.columns.values() if one.window.index_of(lead.id) is not None), None)
    after = board.columns.get(key)
    if before is None or after is None or before is after or key in board.folded:
        return False
    place = _place(after, lead, sort)
    if place is None:
        return False
    with board.app.batch_update():
        before.lose(before.window.index_of(lead.id) or 0)
        after.gain(place, lead._replace(stage=key))
        board.count(lead, before.kind.key, key)
        board.go_to(key)
    return True


def _place(column: BoardColumn, lead: LeadLine, sort: Sort) -> int | None:
    value = _TOLD.get(sort.text.removeprefix("-"))
    rows, view = column.window.rows, column.view
    if value is None or not column.window.has(0, view.bottom()):
        return None
    mine = value(lead)
    for index in range(len(rows)):
        if index not in rows:
            return None
        other = value(rows[index])
        if (mine > other) if sort.descending else (mine < other):
            return index
    return len(rows) if view.total == len(rows) else None
