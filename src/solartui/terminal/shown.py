"""What stands on the terminal, so that only what differs from it is sent.

Textual sends every line of a region that it painted, and whole screens when a dialog opens or closes, whether a cell
changed or not. Over a slow line that is what a person waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.style import Style

Cell = tuple[str, "Style | None"]
Piece = tuple[int, int, Strip]
Run = tuple[int, int, list[Cell]]

# A gap of unchanged cells that is shorter than this is cheaper to send than to jump over.
_GAP = 6
_SYSTEMS = {"standard": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}


class Difference(CompositorUpdate):
    """Stretches of cells, each with its place."""

    def __init__(self, runs: list[Run]) -> None:
        self._runs = runs

    def render_segments(self, console: Console) -> str:
        """The stretches as terminal sequences."""
        system = _SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)
        written: list[str] = []
        for x, y, cells in self._runs:
            written.append(Control.move_to(x, y).segment.text)
            written += [
                text if style is None else Strip.render_style(style, text, system) for text, style in _texts(cells)
            ]
        return "".join(written)


class Shown:
    """The cells of the terminal as they were last sent."""

    def __init__(self) -> None:
        self._lines: dict[int, _Line] = {}
        self._touched: list[Region] = []

    def forget_region(self, region: Region) -> None:
        """Nobody knows what stands in a part of it: send that anew."""
        for y in range(region.y, region.bottom):
            self._lines.pop(y, None)

    def touched(self, region: Region) -> bool:
        """Whether the last update sent any cell of a part."""
        return any(one.overlaps(region) for one in self._touched)

    def signs(self, region: Region) -> list[str]:
        """What stands in a part, line by line; shorter lines where that is not known."""
        return [self._lines[y].signs(region.x, region.right) if y in self._lines else "" for y in region.line_range]

    def forget(self) -> None:
        """Nobody knows what the terminal shows: it was resized, lent to another program, or is to be painted anew."""
        self._lines.clear()

    def difference(self, update: RenderableType | CompositorUpdate) -> RenderableType | CompositorUpdate | None:
        """What of an update the terminal does not show yet: another update, or None where it shows all of it."""
        if not isinstance(update, LayoutUpdate | ChopsUpdate):
            self.forget()
            return update
        runs: list[Run] = []
        self._touched = []
        for y, x, strip in _pieces(update):
            line = self._lines.setdefault(y, _Line())
            if not line.has(x, strip):
                cells = _cells(strip)
                if cells is None:
                    self.forget()
                    return update
                runs += [(start, y, run) for start, run in line.put(x, strip, cells)]
        self._touched = [Region(x, y, len(cells), 1) for x, y, cells in runs]
        return Difference(runs) if runs else None


class _Line:
    """One line: its cells, None where unknown, and the strips that they came from."""

    def __init__(self) -> None:
        self._cells: list[Cell | None] = []
        self._strips: dict[int, Strip] = {}

    def signs(self, start: int, end: int) -> str:
        """The signs of some cells that are known."""
        return "".join(cell[0] for cell in self._cells[start:end] if cell is not None)

    def has(self, x: int, strip: Strip) -> bool:
        """Whether this very strip stands there already."""
        return self._strips.get(x) is strip

    def put(self, x: int, strip: Strip, cells: list[Cell]) -> list[tuple[int, list[Cell]]]:
        """Take new cells from `x` on and return the stretches that differ from the old ones."""
        end = x + len(cells)
        self._strips = {at: other for at, other in self._strips.items() if at + other.cell_length <= x or at >= end}
        self._strips[x] = strip
        if len(self._cells) < end:
            self._cells += [None] * (end - len(self._cells))
        old = self._cells[x:end]
        self._cells[x:end] = cells
        return [(x + start, cells[start:stop]) for start, stop in _changed(old, cells)]


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[Piece]:
    """Line, column and strip of everything that an update would send."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield y, x, strip
                x += strip.cell_length
        return
    for y, first, last in update.spans:
        for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if chop is not None and x <= last and end > first:
                yield y, x, chop if x >= first and end <= last else chop.crop(0, min(end, last) - x)


def _cells(strip: Strip) -> list[Cell] | None:
    """The cells of a strip, a wide sign as itself and nothing; None where it holds more than text."""
    cells: list[Cell] = []
    for text, style, control in strip:
        if control:
            return None
        if text.isascii():
            cells.extend(zip(text, repeat(style)))
            continue
        for sign in text:
            width = get_character_cell_size(sign)
            if width:
                cells.append((sign, style))
                if width > 1:
                    cells.append(("", style))
            elif cells:
                before = cells.pop()
                cells.append((before[0] + sign, before[1]))
    return cells if len(cells) == strip.cell_length else None


def _changed(old: list[Cell | None], new: list[Cell]) -> Iterator[tuple[int, int]]:
    """Stretches of `new` that differ from `old`; none begins or ends within a wide sign."""
    start = stop = -1
    for place, (before, after) in enumerate(zip(old, new, strict=True)):
        if before is after or before == after:
            continue
        if start >= 0 and place - stop > _GAP:
            yield _whole(old, new, start, stop)
            start = -1
        if start < 0:
            start = place
        stop = place + 1
    if start >= 0:
        yield _whole(old, new, start, stop)


def _whole(old: list[Cell | None], new: list[Cell], start: int, stop: int) -> tuple[int, int]:
    while start > 0 and (not new[start][0] or _is_rest(old[start])):
        start -= 1
    while stop < len(new) and (not new[stop][0] or _is_rest(old[stop])):
        stop += 1
    return start, stop


def _is_rest(cell: Cell | None) -> bool:
    """Whether a cell was the right half of a wide sign, which is broken when its left half is written over."""
    return cell is not None and not cell[0]


def _texts(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Neighbours of one style as one text."""
    signs: list[str] = []
    style: Style | None = None
    for sign, its_style in cells:
        if signs and its_style is not style and its_style != style:
            yield "".join(signs), style
            signs = []
        style = its_style
        signs.append(sign)
    if signs:
        yield "".join(signs), style
