"""Columns of a table: what they show, and how wide each one is in the room there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from solartui.domain.listing import Sort
from solartui.i18n import tr
from solartui.theme import Palette
from solartui.widgets.cells import Align, fit
from solartui.widgets.parts import Part, fit_parts

Row = TypeVar("Row")
GAP = 1
AFTER_NUMBERS = 2
"""Numbers end where the next column begins; they need more air."""
_NAME_SHARE = 5


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
        sometimes: whether it is only there while it is lent, as it says nothing otherwise.
        end: whether its last part is to be read in full, as a telephone number is; the first one gives way.
    """

    key: str
    title: str
    width: int
    render: Callable[[Row, Palette], Sequence[Part]]
    align: Align = "left"
    sortable: bool = True
    widest: int = 0
    lead: bool = False
    sometimes: bool = False
    end: bool = False


class Placed(NamedTuple):
    """A column with the place that it got."""

    column: Column[object]
    x: int
    width: int
    gap: int


def place(columns: Sequence[Column[Row]], room: int) -> list[Placed]:
    """Columns from the left as long as they fit; what room is left goes to those that may grow.

    In a wide window the name of the record grows before more columns come.
    """
    chosen: list[Column[Row]] = []
    least: list[int] = []
    used = 0
    for column in columns:
        width = max(column.width, min(column.widest, room // _NAME_SHARE)) if column.lead else column.width
        need = width + (gap_after(chosen[-1]) if chosen else 0)
        if chosen and used + need > room:
            break
        chosen.append(column)
        least.append(width)
        used += need
    widths = widened(least, [column.widest for column in chosen], room - used)
    return placed_at(chosen, widths)


def placed_at(columns: Sequence[Column[Row]], widths: Sequence[int]) -> list[Placed]:
    """Columns one beside the other, each as wide as it is said."""
    placed, x = [], 0
    for column, width in zip(columns, widths, strict=True):
        gap = gap_after(column) if column is not columns[-1] else 0
        placed.append(Placed(column, x, width, gap))  # type: ignore[arg-type]
        x += width + gap
    return placed


def gap_after(column: Column[Row]) -> int:
    """Blanks between a column and the next one."""
    return AFTER_NUMBERS if column.align == "right" else GAP


def widened(widths: Sequence[int], widest: Sequence[int], spare: int) -> list[int]:
    """The widths with what room is left given to those that may grow, cell by cell."""
    wide = list(widths)
    growing = [i for i, width in enumerate(wide) if widest[i] > width]
    while spare > 0 and growing:
        for i in list(growing):
            if spare > 0:
                wide[i] += 1
                spare -= 1
            if wide[i] >= widest[i]:
                growing.remove(i)
    return wide


def heading(placed: Placed, sort: Sequence[Sort] = ()) -> list[Part]:
    """A column's heading; one that orders the rows is brighter, with an arrow and, of several, its place among them."""
    column, width = placed.column, placed.width
    title = tr(column.title)
    at = next((at for at, key in enumerate(sort) if key.column == column.key), None)
    if at is None:
        return [(fit(title, width, column.align), "mute")]
    arrow = (" ↓" if sort[at].descending else " ↑") + (str(at + 1) if len(sort) > 1 else "")
    room = max(0, width - len(arrow))
    return fit_parts([(fit(title, min(len(title), room)), "bold soft"), (arrow, "accent")], width, column.align)
