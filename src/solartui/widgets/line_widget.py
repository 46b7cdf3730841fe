"""A widget that makes its lines anew and sends only those that look different."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from solartui.theme import Palette, palette_of

Made = TypeVar("Made")


class LineWidget(Widget, Generic[Made]):
    """Base of widgets that say what all of their lines are, and how each of them is painted."""

    ALLOW_SELECT = False

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._made: list[Made] = []
        self._strips: dict[int, Strip] = {}

    def made(self, width: int, height: int) -> list[Made]:
        """All lines as they are now, `height` of them."""
        raise NotImplementedError

    def painted(self, line: Made | None, y: int, width: int) -> Strip:
        """A line; None where none was made so far."""
        raise NotImplementedError

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        return palette_of(self.app.current_theme)

    def repaint(self) -> None:
        """Make the lines again, and send those that changed."""
        width, height = self.size
        if not (self.is_mounted and width and height):
            return
        before, self._made = self._made, self.made(width, height)
        if len(before) != len(self._made):
            self._strips = {}
            self.refresh()
            return
        changed = [y for y, (new, old) in enumerate(zip(self._made, before, strict=True)) if new != old]
        for y in changed:
            self._strips.pop(y, None)
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget."""
        if len(self._made) != self.size.height:
            self.repaint()
        strips = [self._strip(y) for y in range(crop.y, crop.bottom)]
        if crop.column_span != (0, self.size.width):
            return [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _strip(self, y: int) -> Strip:
        if y not in self._strips:
            line = self._made[y] if y < len(self._made) else None
            self._strips[y] = self.painted(line, y, self.size.width)
        return self._strips[y]

    def notify_style_update(self) -> None:
        """Colours or focus have changed."""
        super().notify_style_update()
        self._redraw()

    def on_resize(self) -> None:
        """Another width or height."""
        self._redraw()

    def _redraw(self) -> None:
        self._made, self._strips = [], {}
        self.repaint()
