"""The money of a project: what is agreed, invoiced, paid and left, and below it every entry of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part, spread
from solartui.widgets.tiles import Tile, tile_lines

COMMANDS = frozenset({"tab.open", "tab.new", "tab.copy", "tab.export", "tab.reverse"})
"""What acts on a row here."""

SIGNS: dict[str, tuple[str, str]] = {
    "deposit": ("+", "ok"),
    "final": ("+", "ok"),
    "payment": ("+", "ok"),
    "refund": ("−", "err"),
    "invoice": ("▤", "info"),
    "proforma": ("▤", "mute"),
}
"""The sign and the colour of each kind of entry; the word stands beside it."""
_DAY, _KIND, _MONEY = 13, 17, 18
_TILE = 20


@dataclass(frozen=True, slots=True)
class MoneyItem:
    """An entry.

    Attributes:
        kind: key of its kind, with `word` for it.
        label: the number of an invoice.
        day: in words.
        more: what else is told under the cursor.
    """

    id: int
    kind: str
    word: str
    day: str
    amount: str
    label: str = ""
    note: str = ""
    more: str = ""


class MoneyList(ItemList[MoneyItem]):
    """One line for each entry, below the sums."""

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._sums: Sequence[Tile] = ()
        self._given: Sequence[tuple[str, str]] = ()

    def show_sums(self, sums: Sequence[Tile], given: Sequence[tuple[str, str]]) -> None:
        """Show other sums.

        Args:
            sums: side by side.
            given: what the customer gets back: words and amount.
        """
        self._sums, self._given = sums, given
        self.repaint()

    def head(self, width: int) -> Sequence[Drawn]:
        """The sums, and what the customer gets back."""
        lines = [Drawn((("  ", "text"), *line.parts)) for line in tile_lines(self._sums, width - 4, _TILE)]
        if self._given:
            lines.append(Drawn(()))
        for words, amount in self._given:
            left: list[Part] = [("  ", "text"), (clip(cell_text(words), max(8, width - len(amount) - 6)), "soft")]
            lines.append(Drawn(tuple(spread(left, [(amount, "ok")], width - 2))))
        return [*lines, Drawn(())] if lines else ()

    def id_of(self, item: MoneyItem) -> int:
        """The number of the entry."""
        return item.id

    def lay_out(self, item: MoneyItem, width: int, *, here: bool) -> list[Drawn]:
        """Day, kind, number and remark on the left, the amount on the right."""
        lit = here and self.has_focus
        surface = "raised" if lit else "bg"
        edge: Part = ("▌ " if lit else "  ", "accent")
        sign, hue = SIGNS[item.kind]
        told = "  ".join(cell_text(text) for text in (item.label, item.note) if text)
        left: list[Part] = [edge, (fit(item.day, _DAY), "soft"), (f"{sign} ", hue)]
        left.append((fit(item.word, _KIND), "bold text" if here else "text"))
        left.append((clip(told, max(4, width - _DAY - _KIND - _MONEY - 8)), "soft"))
        lines = [Drawn(tuple(spread(left, [(f"{item.amount:>{_MONEY}}", hue)], width - 2)), surface)]
        if here and item.more:
            more = clip(cell_text(item.more), width - _DAY - 6)
            lines.append(Drawn((edge, (" " * _DAY, "text"), (more, "mute")), surface))
        return lines


def nothing_paid(key: str) -> tuple[Part, ...]:
    """What an empty list says."""
    words = tr("book a payment, or an invoice")
    return ((tr("No money yet."), "soft"), (f"   {key}", "bold accent"), (f" {words}", "soft"))
