"""The projects that came of a lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Size

from solartui.domain.contacts import LinkedProject
from solartui.domain.money import digits_of, format_number, per_kwp, to_decimal
from solartui.domain.vocabulary import ProjectStage, label
from solartui.i18n import tr
from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text, number
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.notes_list import heading
from solartui.widgets.painted import Drawn
from solartui.widgets.parts import Part, fit_parts, spread

COMMANDS = frozenset({"tab.open"})
"""What acts on a row here."""

_NARROW = 60
_PRICE, _EACH = 11, 9


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
    """The projects side by side, the cheapest kWp first: power, battery, stage and prices. As high as it has lines."""

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self.newest_first = True

    def show(self, items: Sequence[LinkedProject]) -> None:
        """Show other projects, in the order of what a kWp costs; those without a price come last."""
        super().show(sorted(items, key=_cost, reverse=True))

    def id_of(self, item: LinkedProject) -> int:
        """The number of the project."""
        return item.id

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Some lines for each."""
        return max(1, sum(len(self.lay_out(item, max(1, width - 2), here=False)) for item in self.items))

    def lay_out(self, item: LinkedProject, width: int, *, here: bool) -> list[Drawn]:
        """Name and numbers on one line, or on two where it is narrow."""
        lit = here and self.has_focus
        surface = "raised" if lit else "bg"
        edge: Part = ("▌ " if lit else "  ", "accent")
        name: Part = (cell_text(item.name), "bold text" if lit else "text")
        facts = _facts(item)
        narrow = width + 2 < _NARROW
        best = len(self.items) > 1 and item == self.items[0]
        prices = [Drawn((edge, *fit_parts(row, width - 2)), surface) for row in _prices(item, narrow=narrow, best=best)]
        if narrow:
            return [
                Drawn((edge, *spread([name], [(f"  #{item.id}", "mute")], width - 2)), surface),
                Drawn((edge, *spread(facts, [], width - 2)), surface),
                *prices,
            ]
        return [Drawn((edge, *spread([name, (f"  #{item.id}", "mute")], facts, width - 2)), surface), *prices]

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


def _cost(item: LinkedProject) -> tuple[bool, int, int]:
    """What one kWp costs with VAT; without a price or a power it comes last."""
    cost = per_kwp(item.price_gross, item.capacity_kwp)
    return cost is None, cost or 0, item.id


def _prices(item: LinkedProject, *, narrow: bool, best: bool) -> list[list[Part]]:
    """Price and price of a kWp, with VAT and without, in columns that stand below each other."""
    if item.price_net is None or item.price_gross is None:
        return []
    net, gross = (per_kwp(minor, item.capacity_kwp) for minor in (item.price_net, item.price_gross))

    def amount(minor: int | None, width: int) -> str:
        if minor is None:
            return f"{'—':>{width}}"
        return f"{format_number(to_decimal(minor, item.currency), digits_of(item.currency)):>{width}}"

    whole: list[Part] = [
        (f"  {item.currency} ", "mute"),
        (amount(item.price_gross, _PRICE), "text"),
        (f" {tr('with VAT')}", "mute"),
        (amount(item.price_net, _PRICE + 1), "soft"),
        (f" {tr('without')}", "mute"),
    ]
    each: list[Part] = [
        (f"  {tr('kWp')} ", "mute"),
        (amount(gross, _EACH), "bold ok" if best else "text"),
        (" / ", "mute"),
        (amount(net, _EACH).strip(), "soft"),
    ]
    return [whole, each] if narrow else [[*whole, *each]]
