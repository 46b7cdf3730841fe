"""The tabs of a page with their counts; the one that is shown is underlined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.message import Message

from solartui.i18n import tr
from solartui.widgets.block import Block
from solartui.widgets.cells import width_of
from solartui.widgets.painted import Drawn, Run, Zone, clip

_INDENT = 2
_APART = 4


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

    def lines(self, width: int) -> Sequence[Drawn]:
        """Names and the line below."""
        run = Run().add((" " * _INDENT, "text"))
        stroke = [("─" * _INDENT, "line")]
        for name, title in self._tabs.items():
            count = self._counts.get(name)
            here = name == self.active
            words, tail = tr(title), "" if count is None else f" {count}"
            run.add((words, "bold text" if here else "soft"), (tail, "mute"), zone=name)
            run.add((" " * _APART, "text"))
            cells = width_of(words + tail)
            stroke += [("━" * cells if here else "─" * cells, "accent" if here else "line"), ("─" * _APART, "line")]
        room = width - run.width - 1
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
