"""What a design consists of: its system, the planes of its roof, and its bill of materials with tax on each line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part, parts_width, spread

COMMANDS = frozenset({"tab.open", "tab.new", "tab.edit", "tab.delete", "tab.copy"})
"""What acts on a row here."""

Group = Literal["system", "planes", "lines"]
_MONEY = 16
_RATE = 8
_BROAD, _MIDDLE = 100, 62


@dataclass(frozen=True, slots=True)
class PartItem:
    """A part, or the heading of a group where `place` is None.

    Attributes:
        id: what the row is known by.
        place: which part of its group.
        kind: what it is, in words.
        count: how many of it, at what price each.
        net: its price without tax, as `gross` with it; of a heading those of the whole group.
        rate: of the tax, in words.
    """

    id: int
    group: Group
    place: int | None
    name: str
    kind: str = ""
    count: str = ""
    net: str = ""
    rate: str = ""
    gross: str = ""


class PartsList(ItemList[PartItem]):
    """One line for each part below the heading of its group; narrow windows leave out what the line below tells."""

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    def id_of(self, item: PartItem) -> int:
        """What the row is known by."""
        return item.id

    def lay_out(self, item: PartItem, width: int, *, here: bool) -> list[Drawn]:
        """Kind and name on the left, count and prices on the right."""
        lit = here and self.has_focus
        surface = "raised" if lit else "bg"
        edge: Part = ("▌ " if lit else "  ", "accent")
        if item.place is None:
            return _heading(item, width, edge, surface)
        right = _prices(item, width)
        room = max(8, width - 4 - parts_width(right) - 2)
        name: Part = (clip(cell_text(item.name), room), "bold text" if here else "text")
        lines = [Drawn(tuple(spread([edge, ("  ", "text"), name], right, width - 2)), surface)]
        if here and (more := _more(item, width)):
            lines.append(Drawn((edge, ("    ", "text"), (clip(more, width - 8), "mute")), surface))
        return lines


def _heading(item: PartItem, width: int, edge: Part, surface: str) -> list[Drawn]:
    right: list[Part] = [(item.count, "mute")]
    if item.net:
        right += [("  ", "text"), (item.net, "soft"), (f" {tr('without')}", "mute")]
    if item.gross:
        right += [("  ", "text"), (item.gross, "bold text"), (f" {tr('with VAT')}", "mute")]
    left: list[Part] = [edge, (item.name, "bold soft")]
    if parts_width(left) + parts_width(right) > width - 4:
        right = right[3:]
    return [Drawn(()), Drawn(tuple(spread(left, right, width - 2)), surface)]


def _prices(item: PartItem, width: int) -> list[Part]:
    right: list[Part] = []
    if item.group != "lines" or width >= _BROAD:
        right.append((f"{cell_text(item.count)}  ", "soft"))
    if item.group == "lines":
        right += [(f"{item.net:>{_MONEY}}", "text"), (f"{item.rate:>{_RATE}}", "mute")]
        if width >= _MIDDLE:
            right.append((f"{item.gross:>{_MONEY}}", "soft"))
    return right


def _more(item: PartItem, width: int) -> str:
    """What the line above has no room for."""
    told = [item.kind]
    if item.group == "lines" and width < _BROAD:
        told.append(item.count)
    if item.group == "lines" and width < _MIDDLE and item.gross:
        told.append(f"{item.gross} {tr('with VAT')}")
    return fit(" · ".join(cell_text(text) for text in told if text), max(1, width - 8))
