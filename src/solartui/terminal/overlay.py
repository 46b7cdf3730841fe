"""Pixels over cells, sent when the cells of a picture stand there whole: sixels know nothing of what covers them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, WeakSet

from textual.errors import NoWidget
from textual.geometry import Region
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.screen import Screen

    from solartui.terminal.shown import Shown


class Pixels(Widget):
    """Base of widgets that have pixels for their place.

    Attributes:
        pixels: what shows them, sent at the upper left corner of the widget; empty for none.
    """

    pixels = ""

    def signs(self) -> list[str]:
        """What stands in the cells below the pixels, line by line."""
        raise NotImplementedError


PLACED: WeakSet[Pixels] = WeakSet()


class Overlay:
    """Sends the pixels of widgets after their cells, and only as often as the cells were touched.

    Args:
        shown: what stands on the terminal.
        write: writes to it.
    """

    def __init__(self, shown: Shown, write: Callable[[str], object]) -> None:
        self._shown = shown
        self._write = write
        self._sent: WeakKeyDictionary[Pixels, tuple[Region, str]] = WeakKeyDictionary()

    def before(self, screen: Screen[object]) -> None:
        """A picture is about to be painted: where pixels stand that belong there no more, every cell is sent anew."""
        for widget, (region, pixels) in list(self._sent.items()):
            if (_place(widget, screen), widget.pixels) != (region, pixels):
                self._shown.forget_region(region)
                del self._sent[widget]

    def after(self, screen: Screen[object]) -> None:
        """The picture was sent: put pixels over cells that stand whole and have none."""
        for widget in list(PLACED):
            region = _place(widget, screen)
            if region is None or not widget.pixels:
                continue
            if widget in self._sent and not self._shown.touched(region):
                continue
            if self._shown.signs(region) == widget.signs():
                self._write(f"\x1b7\x1b[{region.y + 1};{region.x + 1}H{widget.pixels}\x1b8")
                self._sent[widget] = region, widget.pixels
            else:
                self._sent.pop(widget, None)


def _place(widget: Pixels, screen: Screen[object]) -> Region | None:
    """Where a widget is, None where not all of it can be seen."""
    if not (widget.is_attached and widget.display and widget.screen is screen):
        return None
    try:
        found = screen.find_widget(widget)
    except NoWidget:
        return None
    return found.region if found.region and found.clip.contains_region(found.region) else None
