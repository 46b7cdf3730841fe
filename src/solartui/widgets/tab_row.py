"""The tabs of a page with their counts; the one that is shown is underlined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.message import Message

from solartui.i18n import tr
from solartui.widgets.block import Block
from solartui.widgets.cells import width_of
from solartui.widgets.painted import Drawn, Run, Zone, clip

_INDENT = 2
_MORE = " ›"
_WAYS = ((4, True), (2, True), (2, False))
"""Blanks between two tabs, and whether those that are not open have their counts, from the best to the narrowest."""


class _Tab(NamedTuple):
    name: str
    words: str
    tail: str


def _width(tabs: Sequence[_Tab], apart: int) -> int:
    return sum(width_of(tab.words + tab.tail) + apart for tab in tabs) - apart


class TabRow(Block):
    """One line of names above a hair line. It does not change the page itself; it says what was chosen.

    Args:
        tabs: the name of each tab (a text for `tr`) by its id.
    """

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, tab: str) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, tabs: Mapping[str, str]) -> None:
        super().__init__()
        self._tabs = tabs
        self._counts: Mapping[str, int] = {}
        self._remark = ""
        self.active = next(iter(tabs))

    def show(
        self, active: str | None = None, counts: Mapping[str, int] | None = None, remark: str | None = None
    ) -> None:
        """Show which tab is open, how much is in each, and a remark at the right end; what is not given stays."""
        self.active = active or self.active
        self._remark = self._remark if remark is None else remark
        self._counts = self._counts if counts is None else counts
        self.reshow()

    def beside(self, by: int) -> str:
        """The tab some places to the right or left; the ends meet."""
        names = list(self._tabs)
        return names[(names.index(self.active) + by) % len(names)]

    def _fitting(self, width: int) -> tuple[list[_Tab], int]:
        """The tabs with their words, so that the open one is in sight, and the blanks between two."""
        tabs: list[_Tab] = []
        for apart, counted in _WAYS:
            tabs = [self._tab(name, counted=counted) for name in self._tabs]
            if _INDENT + _width(tabs, apart) <= width:
                return tabs, apart
        room = width - _INDENT - len(_MORE)
        names = [tab.name for tab in tabs]
        while len(tabs) > 1 and _width(tabs[: names.index(self.active) + 1], apart) > room:
            tabs, names = tabs[1:], names[1:]
        while tabs[-1].name != self.active and _width(tabs, apart) > room:
            tabs = tabs[:-1]
        return tabs, apart

    def _tab(self, name: str, *, counted: bool) -> _Tab:
        count = self._counts.get(name) if counted or name == self.active else None
        return _Tab(name, tr(self._tabs[name]), "" if count is None else f" {count}")

    def lines(self, width: int) -> Sequence[Drawn]:
        """Names and the line below."""
        tabs, apart = self._fitting(width)
        names = list(self._tabs)
        begins, ends = tabs[0].name == names[0], tabs[-1].name == names[-1]
        run = Run().add((" " * _INDENT if begins else "‹ ", "mute"))
        stroke = [("─" * _INDENT, "line")]
        for name, words, tail in tabs:
            here = name == self.active
            run.add((words, "bold text" if here else "soft"), (tail, "mute"), zone=name)
            gap = " " * apart if name != tabs[-1].name else "" if ends else _MORE
            run.add((gap, "mute"))
            cells = width_of(words + tail)
            stroke += [("━" * cells if here else "─" * cells, "accent" if here else "line"), ("─" * len(gap), "line")]
        room = width - run.width - (apart if ends else 0) - 1
        if self._remark and room > 0:
            remark = clip(self._remark, room)
            run.then(Run().add((remark, "accent")), width - width_of(remark) - 1)
        used = sum(len(text) for text, _ in stroke)
        stroke.append(("─" * max(0, width - used), "line"))
        self.zones = [*run.zones, *(Zone(1, zone.start, zone.end, zone.name) for zone in run.zones)]
        return [Drawn(tuple(run.parts)), Drawn(tuple(stroke))]

    def hit(self, zone: str) -> None:
        """A tab was clicked."""
        self.post_message(self.Chosen(zone))
