"""Containers that only have a background, which they paint once instead of with every key."""

from __future__ import annotations

from rich.segment import Segment
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from solartui.widgets.strips import strip_of


class Blank:
    """The blank lines of a widget, kept until its colours or its size change.

    Args:
        widget: whose background it is.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._size = Size(0, 0)
        self._lines: list[Strip] = []

    def forget(self) -> None:
        """The colours are other ones now."""
        self._lines = []

    def lines(self, crop: Region) -> list[Strip]:
        """Lines for a part of the widget."""
        if crop.size != self._size or not self._lines:
            widget = self._widget
            background = widget.background_colors[1]
            segments = [Segment(" " * crop.width, widget.rich_style)]
            self._size = crop.size
            self._lines = [strip_of(segments, crop.width, widget.get_line_filters(), background)] * crop.height
        return self._lines


class Backdrop(Horizontal):
    """Regions side by side on a plain background."""

    def __init__(self, *children: Widget, id: str | None = None) -> None:  # noqa: A002
        super().__init__(*children, id=id)
        self._blank = Blank(self)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The background."""
        return self._blank.lines(crop)

    def notify_style_update(self) -> None:
        """The colours may be other ones."""
        super().notify_style_update()
        self._blank.forget()
