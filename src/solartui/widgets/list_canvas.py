"""The surface of a list: painted line by line, in the colours and the width of the moment, and ready for the next key.

A view that is hidden keeps what it painted. When it is shown again its first picture is the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from textual.geometry import Region
from textual.strip import Strip

from solartui.terminal.at_once import Answering
from solartui.theme import palette_of
from solartui.widgets.row_painter import Surroundings


class ListCanvas(Answering):
    """Base of the views of a list. A subclass paints: `surround`, `picture`, `fit`, `strip`."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._dim = False
        self._around: Surroundings | None = None
        self._had_keys = self._missed = False

    # ---- for subclasses

    def surround(self, around: Surroundings) -> None:
        """Everything has to be painted again, in these surroundings."""
        raise NotImplementedError

    def picture(self) -> Sequence[Region]:
        """Show the rows that the view is on, which are all here; the regions that look different now."""
        raise NotImplementedError

    def fit(self) -> None:
        """Find out how many rows there is room for."""
        raise NotImplementedError

    def strip(self, y: int) -> Strip:
        """A line of the view."""
        raise NotImplementedError

    def expect(self) -> None:
        """Get ready for the next key, while nobody waits."""

    def _show(self) -> None:
        """Show what there is, where it looks different."""
        raise NotImplementedError

    def _is_here(self) -> bool:
        """Whether everything is at hand that can be seen."""
        raise NotImplementedError

    # ---- the keys

    def focus(self, scroll_visible: bool = True) -> Self:
        """Take the keys at once, and look like it."""
        if not self.is_mounted:
            return super().focus(scroll_visible)
        self.screen.set_focus(self, scroll_visible)
        self._restyle()
        return self

    @property
    def has_keys(self) -> bool:
        """Whether keys come here; the screen knows it before the widget hears of it."""
        return self.is_attached and self.screen.focused is self

    def keys_came_or_went(self) -> None:
        """What has the keys looks different."""
        self._show()

    # ---- painting

    def notify_style_update(self) -> None:
        """Colours or focus have changed."""
        super().notify_style_update()
        if self.is_mounted:
            self._restyle()

    def on_resize(self) -> None:
        """Another width, or another number of rows."""
        self.fit()
        self._restyle()
        self._show()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the view."""
        if self._missed:
            self._catch_up()
        strips = [self.strip(y) for y in range(crop.y, crop.bottom)]
        if crop.column_span != (0, self.size.width):
            return [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _catch_up(self) -> None:
        """The view has its place again: show what happened meanwhile in the first picture, not in the one after it."""
        self._missed = False
        self.fit()
        self._surround()
        if self._is_here():
            self.picture()

    def _restyle(self) -> None:
        if self.size.width and self._surround():
            self.refresh()
        if self._had_keys != self.has_keys:
            self._had_keys = self.has_keys
            self.keys_came_or_went()

    def _surround(self) -> bool:
        palette, filters = palette_of(self.app.current_theme), tuple(self.get_line_filters())
        around, before = Surroundings(self.size.width, palette, filters, self._dim), self._around
        if around == before:
            return False
        self._around = around
        self.surround(around)
        return True
