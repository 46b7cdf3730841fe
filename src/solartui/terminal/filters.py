"""What every line passes on its way to the terminal: no control characters, colours and glyphs it can show."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

from solartui.terminal.colours import nearest_styles
from solartui.terminal.controls import CONTROL, without_controls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.color import Color as TextualColor


@lru_cache(1024)
def _without_bad_link(style: Style) -> Style:
    return style.update_link(without_controls(style.link or "") or None)


class ControlFilter(LineFilter):
    """The last net: text never commands the terminal, wherever it came from."""

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """The segments without control characters; the same list where there are none."""
        cleaned: list[Segment] | None = None
        for place, (text, style, control) in enumerate(segments):
            if control:
                continue
            bad_text = not text.isprintable() and CONTROL.search(text) is not None
            bad_link = style is not None and style.link is not None and CONTROL.search(style.link) is not None
            if bad_text or bad_link:
                cleaned = cleaned or list(segments)
                shown = _without_bad_link(style) if bad_link and style is not None else style
                cleaned[place] = Segment(without_controls(text) if bad_text else text, shown)
        return segments if cleaned is None else cleaned


class GlyphFilter(LineFilter):
    """Replaces decoration that the terminal cannot show, cell by cell.

    Args:
        table: one-cell character to one-cell character, see `glyphs.table`.
    """

    def __init__(self, table: Mapping[int, str]) -> None:
        super().__init__()
        self._table = table

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """The segments with every glyph replaced that the table names."""
        table = self._table
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(segment.text.translate(table), segment.style)
            for segment in segments
        ]


class NearestColours(LineFilter):
    """Maps true colours to the nearest of the terminal's own, so that dark surfaces stay apart.

    Args:
        count: 256 for the xterm palette (its 240 fixed entries), or 16.
    """

    def __init__(self, count: int = 256) -> None:
        super().__init__()
        self._mapped = nearest_styles(count)

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """The segments with their colours replaced."""
        mapped = self._mapped
        return [
            segment if segment.style is None else Segment(segment.text, mapped(segment.style), segment.control)
            for segment in segments
        ]
