"""Columns of a table: what they show, and how wide each one is in the room there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from solartui.i18n import tr
from solartui.theme import Palette
from solartui.widgets.cells import Align, fit
from solartui.widgets.strips import Part, fit_parts

Row = TypeVar("Row")
GAP = 1
AFTER_NUMBERS = 2
"""Numbers end where the next column begins; they need more air."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        key: stable name, also what a sort request says.
        title: heading (a text for `tr`).
        width: cells it needs at least.
        render: the cell of a row as parts.
        align: numbers stand right.
        sortable: whether a click on its heading sorts.
        widest: cells it may grow to where there is room; 0 keeps it at `width`.
        lead: whether it names the record: bold under the cursor.
    """

    key: str
    title: str
    width: int
    render: Callable[[Row, Palette], Sequence[Part]]
    align: Align = "left"
    sortable: bool = True
    widest: int = 0
    lead: bool = False


class Placed(NamedTuple):
    """A column with the place that it got."""

    column: Column[object]
    x: int
    width: int
    gap: int


def place(columns: Sequence[Column[Row]], room: int) -> list[Placed]:
    """Columns from the left as long as they fit; what room is left goes to those that may grow."""
    chosen: list[Column[Row]] = []
    used = 0
    for column in columns:
        need = column.width + (_gap(chosen[-1]) if chosen else 0)
        if chosen and used + need > room:
            break
        chosen.append(column)
        used += need
    widths = _grown(chosen, room - used)
    placed, x = [], 0
    for column, width in zip(chosen, widths, strict=True):
        gap = _gap(column) if column is not chosen[-1] else 0
        placed.append(Placed(column, x, width, gap))  # type: ignore[arg-type]
        x += width + gap
    return placed


def _gap(column: Column[Row]) -> int:
    return AFTER_NUMBERS if column.align == "right" else GAP


def _grown(columns: Sequence[Column[Row]], spare: int) -> list[int]:
    widths = [column.width for column in columns]
    growing = [i for i, column in enumerate(columns) if column.widest > column.width]
    while spare > 0 and growing:
        for i in list(growing):
            if spare > 0:
                widths[i] += 1
                spare -= 1
            if widths[i] >= columns[i].widest:
                growing.remove(i)
    return widths


def heading(placed: Placed, sort: tuple[str, bool] | None) -> list[Part]:
    """A column's heading; the sorted one is brighter and has an arrow that shows the direction."""
    column, width = placed.column, placed.width
    title = tr(column.title)
    if sort is None or sort[0] != column.key:
        return [(fit(title, width, column.align), "mute")]
    arrow = " ↓" if sort[1] else " ↑"
    return fit_parts([(fit(title, min(len(title), width - 2)), "bold soft"), (arrow, "accent")], width, column.align)
