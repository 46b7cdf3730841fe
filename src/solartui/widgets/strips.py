"""Lines for widgets that draw themselves: few segments, and few bytes on the wire.

Textual ends every segment with a reset and begins the next one with all of its colours. A `LeanStrip` sends only what
changes from one segment to the next, which halves a table row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from solartui.theme import Palette
from solartui.widgets.cells import fit, width_of

Part = tuple[str, str]
"""A text and its colour token, such as ``soft`` or ``bold accent``."""

_SYSTEMS = {"standard": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}


class LeanStrip(Strip):
    """A strip that sends the difference between neighbouring styles instead of every style whole."""

    __slots__ = ()

    def render(self, console: Console) -> str:
        """The strip as terminal sequences; ends with a reset."""
        if self._render_cache is None:
            system = _SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)
            self._render_cache = _sequences(self._segments, system)
        return self._render_cache


class BarredStrip(LeanStrip):
    """A row with its piece of scroll bar; cut off the bar, it is the row itself with all that it has cached."""

    __slots__ = ("_row",)

    def __init__(self, row: Strip, bar: Segment) -> None:
        super().__init__([*row, bar], row.cell_length + 1)
        self._row = row

    def crop(self, start: int, end: int | None = None) -> Strip:
        """A part of the strip, in cells."""
        if start == 0 and end == self._row.cell_length:
            return self._row
        return super().crop(start, end)


@lru_cache(4096)
def _codes(style: Style, system: ColorSystem) -> tuple[str, str, tuple[str, ...]]:
    """Foreground, background and attribute codes of a style."""
    fore = ";".join(style.color.downgrade(system).get_ansi_codes()) if style.color else "39"
    back = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False)) if style.bgcolor else "49"
    flags = ((style.bold, "1"), (style.dim, "2"), (style.italic, "3"), (style.underline, "4"), (style.reverse, "7"),
             (style.strike, "9"))  # fmt: skip
    return fore, back, tuple(code for on, code in flags if on)


def _sequences(segments: Sequence[Segment], system: ColorSystem) -> str:
    out: list[str] = []
    fore, back = "39", "49"
    attributes: tuple[str, ...] = ()
    for text, style, _ in segments:
        to_fore, to_back, to_attributes = _codes(style, system) if style else ("39", "49", ())
        codes = [_OFF[code] for code in attributes if code not in to_attributes]
        codes += [code for code in to_attributes if code not in attributes]
        if to_fore != fore and text.strip(" "):
            codes.append(to_fore)
            fore = to_fore
        if to_back != back:
            codes.append(to_back)
            back = to_back
        attributes = to_attributes
        out.append(f"\x1b[{';'.join(codes)}m{text}" if codes else text)
    out.append("\x1b[0m")
    return "".join(out)


def segments_of(parts: Iterable[Part], palette: Palette, surface: str = "bg") -> list[Segment]:
    """Parts as segments on a surface."""
    return [Segment(text, palette.style(token, surface)) for text, token in parts if text]


def merged(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbours of the same style as one segment."""
    joined: list[Segment] = []
    for segment in segments:
        if joined and joined[-1].style == segment.style:
            joined[-1] = Segment(joined[-1].text + segment.text, segment.style)
        else:
            joined.append(segment)
    return joined


def strip_of(
    segments: list[Segment], width: int, filters: Sequence[LineFilter] = (), background: Color | None = None
) -> LeanStrip:
    """Segments as a strip of known width, after the filters of the app (no colour, 256 colours, control characters)."""
    for line_filter in filters:
        segments = line_filter.apply(segments, background or _BLACK)
    return LeanStrip(segments, width)


_BLACK = Color(0, 0, 0)


def parts_width(parts: Iterable[Part]) -> int:
    """How many cells some parts take."""
    return sum(width_of(text) for text, _ in parts)


def fit_parts(parts: Sequence[Part], width: int, align: str = "left") -> list[Part]:
    """Parts in exactly `width` cells; what does not fit is cut with an ellipsis."""
    room = width - parts_width(parts)
    if room >= 0:
        pad = " " * room
        last = parts[-1][1] if parts else "text"
        return [(pad, last), *parts] if align == "right" else [*parts, (pad, last)]
    out: list[Part] = []
    left = width
    for text, token in parts:
        cells = width_of(text)
        if cells >= left:
            out.append((fit(text if cells > left else text + " ", left), token))
            break
        out.append((text, token))
        left -= cells
    return out


def spread(left: Sequence[Part], right: Sequence[Part], width: int) -> list[Part]:
    """One line with something at each end; the left end gives way."""
    room = width - parts_width(right)
    if room <= 0:
        return fit_parts(right, width)
    return [*fit_parts(left, room), *right]
