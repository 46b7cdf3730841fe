"""A place on the screen: its picture from above where there is one, else a drawn map; only what changed is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from unicodedata import combining

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from solartui.domain.map_view import MapView, scale_for
from solartui.domain.mercator import round_length
from solartui.domain.places import Spot, Town
from solartui.terminal.overlay import PLACED, Pixels
from solartui.theme import Palette
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.line_widget import LineWidget
from solartui.widgets.painted import clip
from solartui.widgets.pictures.drawn_map import LAND, Mark, Scene, draw, length
from solartui.widgets.strips import segments_of, strip_of

Cell = tuple[str, Style | None]
_MARKS = "\u0300"
_TALLEST, _LOWEST = 15, 8
_SHARE = 0.31
_AROUND = 25  # lines of a page that are not for its picture


class View(Protocol):
    """What can be shown."""

    def cells(self, width: int, height: int, palette: Palette) -> list[list[Cell]]:
        """As many lines of as many cells."""


@dataclass(frozen=True, slots=True)
class MapShown:
    """A drawn map.

    Attributes:
        kilometres: how far from the middle there is something to see, where `metres` are not said.
        metres: how wide a cell is, 0 where that follows from `kilometres`.
        remark: why there is no picture.
    """

    centre: Spot
    site: Spot | None = None
    kilometres: float = 20.0
    metres: float = 0.0
    marks: Sequence[Mark] = ()
    towns: Sequence[Town] = ()
    credit: str = ""
    remark: str = ""
    plain: bool = False

    def view(self, width: int, height: int) -> MapView:
        """The piece of the map on so many cells."""
        return MapView(self.centre, self.metres or scale_for(self.kilometres, width, height), width, height)

    def cells(self, width: int, height: int, palette: Palette) -> list[list[Cell]]:
        """The map."""
        view = self.view(width, height)
        scene = Scene(view, self.marks, self.towns, self.site, self.plain, self.site is not None, self.credit)
        lines = [_cells(segments_of(parts, palette)) for parts in draw(scene)]
        if self.remark and height > 2:
            _write(lines[0], 0, clip(f" {cell_text(self.remark)} ", width - 4), palette.style("mute", LAND))
        return lines


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A picture.

    Attributes:
        rows: its lines.
        attribution: what has to stand beside it.
        metres: how wide a cell is.
        site: whether a cross is drawn in its middle.
        pixels: what shows it in real pixels over the cells, empty where cells are all there is.
    """

    rows: Sequence[Sequence[Segment]]
    attribution: str
    metres: float
    site: bool = True
    pixels: str = ""

    def cells(self, width: int, height: int, palette: Palette) -> list[list[Cell]]:
        """The picture with what has to stand on it."""
        lines = _filled(self.rows, width, height, palette)
        if self.site:
            _cross(lines, width // 2, height // 2, palette)
        ground = palette.style("soft", "bg")
        words = clip(f" {cell_text(self.attribution)} ", width)
        _write(lines[-1], width - width_of(words), words, ground)
        metres = round_length(width * self.metres * 0.25)
        cells = max(2, round(metres / self.metres))
        scale = f" ├{'─' * (cells - 2)}┤ {length(metres)} "
        if width_of(scale) + width_of(words) < width:
            _write(lines[-1], 0, scale, ground)
        return lines


@dataclass(frozen=True, slots=True)
class PageShown:
    """A part of a page of a paper.

    Attributes:
        rows: its lines.
        pixels: what shows it in real pixels over the cells, empty where cells are all there is.
    """

    rows: Sequence[Sequence[Segment]]
    pixels: str = ""

    def cells(self, width: int, height: int, palette: Palette) -> list[list[Cell]]:
        """The part."""
        return _filled(self.rows, width, height, palette)


def _filled(rows: Sequence[Sequence[Segment]], width: int, height: int, palette: Palette) -> list[list[Cell]]:
    """Lines of a picture as cells, with empty ones where it does not reach."""
    blank: Cell = (" ", palette.style("mute", LAND))
    lines = [_cells(row)[:width] for row in rows[:height]]
    lines = [line + [blank] * (width - len(line)) for line in lines]
    return lines + [[blank] * width for _ in range(height - len(lines))]


@dataclass(frozen=True, slots=True)
class NothingShown:
    """Nothing is known yet."""

    def cells(self, width: int, height: int, palette: Palette) -> list[list[Cell]]:
        """Empty land."""
        return [[(" ", palette.style("mute", LAND))] * width for _ in range(height)]


class PlacePicture(LineWidget[list[Cell]], Pixels):
    """Shows a `View`; its height follows from its width.

    Attributes:
        pointer: the cell where a cross stands, None where there is none.
    """

    class Sized(Message):
        """It has another size: a picture for it has other dots."""

    class Pointed(Message):
        """A cell was clicked."""

        def __init__(self, x: int, y: int, *, twice: bool) -> None:
            super().__init__()
            self.x, self.y, self.twice = x, y, twice

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.pointer: tuple[int, int] | None = None
        self._view: View = NothingShown()

    @property
    def view(self) -> View:
        """What is shown."""
        return self._view

    def show(self, view: View) -> None:
        """Show something else."""
        self._view = view
        self.pixels = view.pixels if isinstance(view, PictureShown | PageShown) else ""
        self.repaint()

    def on_mount(self) -> None:
        """Be known to whoever puts pixels over cells."""
        PLACED.add(self)

    def signs(self) -> list[str]:
        """What stands in the cells."""
        return ["".join(sign for sign, _ in line) for line in self._made]

    def point(self, cell: tuple[int, int] | None) -> None:
        """Put the cross elsewhere."""
        self.pointer = cell
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the window allows."""
        return max(_LOWEST, min(_TALLEST, round(width * _SHARE), viewport.height - _AROUND))

    def made(self, width: int, height: int) -> list[list[Cell]]:
        """What is shown, with the cross."""
        lines = self._view.cells(width, height, self.palette)
        if self.pointer is not None:
            _cross(lines, *self.pointer, self.palette)
        return lines

    def painted(self, line: list[Cell] | None, y: int, width: int) -> Strip:
        """A line of cells."""
        return strip_of(_segments(line or []), width, tuple(self.get_line_filters()), Color.parse(self.palette.bg))

    def on_resize(self) -> None:
        """A picture for it has other dots; the cells follow as in every such widget."""
        self.post_message(self.Sized())

    def on_click(self, event: events.Click) -> None:
        """A place was meant."""
        event.stop()
        self.post_message(self.Pointed(event.x, event.y, twice=event.chain == 2))


def _cells(segments: Sequence[Segment]) -> list[Cell]:
    cells: list[Cell] = []
    for text, style, _ in segments:
        for sign in text:
            if sign > _MARKS and combining(sign) and cells:
                cells[-1] = cells[-1][0] + sign, style
            else:
                cells.append((sign, style))
    return cells


def _segments(cells: Sequence[Cell]) -> list[Segment]:
    """Neighbours of one look as one segment."""
    segments: list[Segment] = []
    signs: list[str] = []
    style: Style | None = None
    for sign, its_style in cells:
        if signs and its_style is not style and its_style != style:
            segments.append(Segment("".join(signs), style))
            signs = []
        style = its_style
        signs.append(sign)
    if signs:
        segments.append(Segment("".join(signs), style))
    return segments


def _write(line: list[Cell], x: int, text: str, style: Style) -> None:
    signs = text if width_of(text) == len(text) else "".join(sign if width_of(sign) == 1 else "·" for sign in text)
    line[max(0, x) : max(0, x) + len(signs)] = [(sign, style) for sign in signs]


def _cross(lines: list[list[Cell]], x: int, y: int, palette: Palette) -> None:
    """A cross on whatever is there."""
    for across, down, sign in ((-1, 0, "╶"), (0, 0, "┼"), (1, 0, "╴"), (0, -1, "╷"), (0, 1, "╵")):
        if 0 <= y + down < len(lines) and 0 <= x + across < len(lines[y + down]):
            _, style = lines[y + down][x + across]
            ground = Style(bgcolor=style.bgcolor) if style is not None else Style()
            lines[y + down][x + across] = sign, palette.style("bold accent") + ground
