"""The designs of a project: how large, of what, at what price; the one under the cursor with its roof and its year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from solartui.i18n import tr
from solartui.widgets.cells import cell_text
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.month_chart import month_chart
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part, fit_parts, parts_width, spread

COMMANDS = frozenset(
    {"tab.open", "tab.new", "tab.edit", "tab.delete", "tab.copy", "tab.export", "tab.reverse"}
)  # fmt: skip
"""What acts on a row here."""

_ROWS = 4
_WIDEST_CHART = 76


@dataclass(frozen=True, slots=True)
class DesignItem:
    """A design, in words.

    Attributes:
        size: its power.
        parts: modules, inverter and battery on a line.
        price: without tax.
        made: what it makes in a year, and how that is known; empty where it is not.
        active: whether the offer in force was made of it.
        more: what else is told under the cursor: planes, link, proposals.
        months: kWh of each month; empty where they are not known.
    """

    id: int
    name: str
    size: str
    parts: str
    price: str
    made: str
    active: bool = False
    more: tuple[str, ...] = ()
    months: tuple[float, ...] = ()


class DesignsList(ItemList[DesignItem]):
    """Three lines for each design; under the cursor its planes and the bars of its months."""

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    def id_of(self, item: DesignItem) -> int:
        """The number of the design."""
        return item.id

    def lay_out(self, item: DesignItem, width: int, *, here: bool) -> list[Drawn]:
        """Name and power, parts and price, yield; then what is told under the cursor."""
        lit = here and self.has_focus
        surface = "raised" if lit else "bg"
        edge: Part = ("▌ " if lit else "  ", "accent")
        room = width - 2
        rows: list[Sequence[Part]] = [_head(item, room, here=here), _parts(item, room)]
        rows.append([(clip(item.made or tr("the yield is not known"), room), "yld" if item.made else "mute")])
        if here:
            rows += [[("  ", "text"), (clip(cell_text(text), room - 2), "soft")] for text in item.more if text]
            if item.months:
                rows.append([("", "text")])
                rows += [
                    [("  ", "text"), *fit_parts(line.parts, room - 2)]
                    for line in month_chart(item.months, min(room - 2, _WIDEST_CHART), _ROWS, "yld")
                ]
        return [*(Drawn((edge, *row), surface) for row in rows), Drawn(())]


def _head(item: DesignItem, width: int, *, here: bool) -> list[Part]:
    right: list[Part] = [(tr("● in force") + "  ", "ok")] if item.active else []
    right.append((item.size, "bold text" if here else "text"))
    name = clip(cell_text(item.name), max(8, width - parts_width(right) - 2))
    return spread([(name, "bold text" if here else "text")], right, width)


def _parts(item: DesignItem, width: int) -> list[Part]:
    right: list[Part] = [(item.price, "soft"), (f" {tr('without')}", "mute")]
    room = max(8, width - parts_width(right) - 2)
    return spread([(clip(cell_text(item.parts), room), "soft")], right, width)


def nothing_designed(key: str) -> tuple[Part, ...]:
    """What an empty list says."""
    return ((tr("No designs yet."), "soft"), (f"   {key}", "bold accent"), (f" {tr('make one')}", "soft"))
