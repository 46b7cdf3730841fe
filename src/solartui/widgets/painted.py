"""A widget that draws its own lines and sends only those that look different."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from solartui.theme import Palette, palette_of
from solartui.widgets.cells import width_of
from solartui.widgets.parts import Part, fit_parts, parts_width
from solartui.widgets.strips import merged, segments_of, strip_of


class Drawn(NamedTuple):
    """One line: its parts and the surface below them."""

    parts: tuple[Part, ...]
    surface: str = "bg"


class Zone(NamedTuple):
    """A stretch of a line that can be clicked."""

    y: int
    start: int
    end: int
    name: str


class Run:
    """A line in the making that knows where its clickable stretches are."""

    def __init__(self, y: int = 0) -> None:
        self.parts: list[Part] = []
        self.zones: list[Zone] = []
        self.width = 0
        self._y = y

    def add(self, *parts: Part, zone: str | None = None) -> Run:
        """Append parts, as one clickable stretch where `zone` names it."""
        width = parts_width(parts)
        if zone is not None:
            self.zones.append(Zone(self._y, self.width, self.width + width, zone))
        self.parts += parts
        self.width += width
        return self

    def then(self, other: Run, at: int) -> Run:
        """Append another run so that it begins at a cell, with blanks between."""
        gap = max(0, at - self.width)
        self.add((" " * gap, "text"))
        self.zones += [zone._replace(start=zone.start + self.width, end=zone.end + self.width) for zone in other.zones]
        return self.add(*other.parts)


class Painted(Widget):
    """Base of widgets that say what stands in each of their lines (`draw`) and which stretches can be clicked.

    Attributes:
        zones: stretches that `hit` is told of.
        links: stretches that the terminal itself opens; their name is the address (OSC 8).
    """

    ALLOW_SELECT = False
    SURFACE: ClassVar[str] = "bg"

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.zones: list[Zone] = []
        self.links: list[Zone] = []
        self._drawn: list[Drawn] = []
        self._strips: dict[int, Strip] = {}

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The lines, at most `height` of them; may set `zones`."""
        raise NotImplementedError

    def hit(self, zone: str) -> None:
        """A clickable stretch was clicked."""

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        return palette_of(self.app.current_theme)

    def repaint(self) -> None:
        """Draw again, and send the lines that changed."""
        width, height = self.size
        if not (self.is_mounted and width and height):
            return
        drawn = list(self.draw(width, height))[:height]
        drawn += [Drawn((), self.SURFACE)] * (height - len(drawn))
        if len(drawn) != len(self._drawn):
            self._drawn, self._strips = drawn, {}
            self.refresh()
            return
        changed = [y for y, (new, old) in enumerate(zip(drawn, self._drawn, strict=True)) if new != old]
        self._drawn = drawn
        for y in changed:
            self._strips.pop(y, None)
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget."""
        if len(self._drawn) != self.size.height:
            self.repaint()
        strips = [self._strip(y) for y in range(crop.y, crop.bottom)]
        if crop.column_span != (0, self.size.width):
            return [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _strip(self, y: int) -> Strip:
        strip = self._strips.get(y)
        if strip is None:
            width, palette = self.size.width, self.palette
            parts, surface = self._drawn[y] if y < len(self._drawn) else Drawn(())
            segments = merged(segments_of(fit_parts(parts, width), palette, surface))
            strip = strip_of(segments, width, tuple(self.get_line_filters()), Color.parse(palette.bg))
            for link in self.links:
                strip = _linked(strip, link) if link.y == y else strip
            self._strips[y] = strip
        return strip

    def notify_style_update(self) -> None:
        """Colours or focus have changed."""
        super().notify_style_update()
        self._redraw()

    def on_resize(self) -> None:
        """Another width or height."""
        self._redraw()

    def on_click(self, event: events.Click) -> None:
        """A click on a stretch that means something."""
        for y, start, end, name in self.zones:
            if event.y == y and start <= event.x < end:
                event.stop()
                self.hit(name)
                return

    def _redraw(self) -> None:
        self._drawn, self._strips = [], {}
        self.repaint()


def _linked(strip: Strip, link: Zone) -> Strip:
    inside = strip.crop(link.start, link.end).apply_style(Style(link=link.name))
    return Strip.join([strip.crop(0, link.start), inside, strip.crop(link.end)])


def key_parts(key: str, title: str) -> tuple[Part, ...]:
    """A key and its word, as footers show them."""
    return (key, "bold accent"), (f" {title}", "soft"), ("  ", "soft")


def centred(parts: Sequence[Part], width: int) -> tuple[Part, ...]:
    """Parts in the middle of a line."""
    return ((" " * ((width - parts_width(parts)) // 2), "text"), *parts)


def clip(text: str, room: int) -> str:
    """`text`, cut only where it is longer than `room` cells."""
    if width_of(text) <= room:
        return text
    return fit_parts([(text, "text")], room)[0][0]
