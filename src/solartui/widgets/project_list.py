"""The projects that came of a lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Size

from solartui.domain.contacts import LinkedProject
from solartui.domain.vocabulary import ProjectStage, label
from solartui.i18n import tr
from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text, number
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.notes_list import heading
from solartui.widgets.painted import Drawn
from solartui.widgets.strips import Part, spread

COMMANDS = frozenset({"tab.open"})
"""What acts on a row here."""

_NARROW = 60


class ProjectHeading(Block):
    """How many projects there are, or the key that makes the first one.

    Args:
        key: the key that converts.
    """

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._count: int | None = None

    def show(self, count: int) -> None:
        """Show how many there are."""
        self._count = count
        self.reshow()

    def lines(self, width: int) -> Sequence[Drawn]:
        """One line."""
        if self._count is None:
            return []
        hint: tuple[Part, ...] = ((self._key, "bold accent"), (f" {tr('convert')}", "soft"))
        if self._count:
            return [heading(tr("Related projects"), self._count, (), width)]
        return [Drawn(((tr("No project yet."), "mute"), ("   ", "text"), *hint))]


class ProjectList(ItemList[LinkedProject]):
    """One line for each project: name, power, battery and stage. It is as high as it has lines."""

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    def id_of(self, item: LinkedProject) -> int:
        """The number of the project."""
        return item.id

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line or two for each."""
        return max(1, len(self.items) * (2 if width < _NARROW else 1))

    def lay_out(self, item: LinkedProject, width: int, *, here: bool) -> list[Drawn]:
        """Name and numbers on one line, or on two where it is narrow."""
        lit = here and self.has_focus
        surface = "raised" if lit else "bg"
        edge: Part = ("▌ " if lit else "  ", "accent")
        name: Part = (cell_text(item.name), "bold text" if lit else "text")
        facts = _facts(item)
        if width + 2 < _NARROW:
            return [
                Drawn((edge, *spread([name], [(f"  #{item.id}", "mute")], width - 2)), surface),
                Drawn((edge, *spread(facts, [], width - 2)), surface),
            ]
        return [Drawn((edge, *spread([name, (f"  #{item.id}", "mute")], facts, width - 2)), surface)]

    def on_click(self, event: events.Click) -> None:
        """A click opens."""
        index = self.roll.item_at(event.y)
        if index is not None:
            event.stop()
            self.roll.go(index)
            self.repaint()
            self.post_message(self.Opened())


def _facts(item: LinkedProject) -> list[Part]:
    parts: list[Part] = []
    if item.capacity_kwp is not None:
        parts += [(number(item.capacity_kwp, 1), "bold text"), (" kWp   ", "soft")]
    else:
        parts.append((tr("no power yet") + "   ", "mute"))
    if item.battery_kwh is not None:
        parts += [(number(item.battery_kwh, 1), "text"), (f" kWh {tr('battery')}   ", "soft")]
    stages = {stage.value: stage for stage in ProjectStage}
    return [*parts, (label(stages[item.stage]) if item.stage in stages else item.stage, "soft")]
