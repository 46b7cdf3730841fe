"""A widget that draws its own lines and sends only those that look different."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual import events
from textual.color import Color
from textual.strip import Strip

from solartui.widgets.cells import width_of
from solartui.widgets.line_widget import LineWidget
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


class Painted(LineWidget[Drawn]):
    """Base of widgets that say what stands in each of their lines (`draw`) and which stretches can be clicked.

    Attributes:
        zones: stretches that `hit` is told of.
        links: stretches that the terminal itself opens; their name is the address (OSC 8).
    """

    SURFACE: ClassVar[str] = "bg"

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.zones: list[Zone] = []
        self.links: list[Zone] = []

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The lines, at most `height` of them; may set `zones`."""
        raise NotImplementedError

    def hit(self, zone: str) -> None:
        """A clickable stretch was clicked."""

    def made(self, width: int, height: int) -> list[Drawn]:
        """The lines, and blank ones below them."""
        drawn = list(self.draw(width, height))[:height]
        return drawn + [Drawn((), self.SURFACE)] * (height - len(drawn))

    def painted(self, line: Drawn | None, y: int, width: int) -> Strip:
        """A line with what the terminal itself opens."""
        palette, (parts, surface) = self.palette, line or Drawn(())
        segments = merged(segments_of(fit_parts(parts, width), palette, surface))
        strip = strip_of(segments, width, tuple(self.get_line_filters()), Color.parse(palette.bg))
        for link in self.links:
            strip = _linked(strip, link) if link.y == y else strip
        return strip

    def on_click(self, event: events.Click) -> None:
        """A click on a stretch that means something."""
        for y, start, end, name in self.zones:
            if event.y == y and start <= event.x < end:
                event.stop()
                self.hit(name)
                return


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
