"""The head of a design's page: what it is called, how large it is, what it costs and what it makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from solartui.i18n import tr
from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text
from solartui.widgets.designs_list import DesignItem
from solartui.widgets.month_chart import month_chart
from solartui.widgets.painted import Drawn, Run, clip
from solartui.widgets.record_head import INDENT, RecordHead, room_beside, titled

_TALL = 30
_ROWS = 6
_WIDEST = 90


class Headed(NamedTuple):
    """What the head says of a design.

    Attributes:
        item: the design.
        project: what its project is called.
        gross: its price with tax, or why there is none.
    """

    item: DesignItem
    project: str
    gross: str


class DesignHead(RecordHead[Headed]):
    """Name and power; whose it is and its price; what it makes in a year."""

    HEIGHT: ClassVar[int] = 3

    def told(self, data: Headed, width: int) -> Sequence[Drawn]:
        """Three lines."""
        item = data.item
        pad = " " * INDENT
        size = Run(0).add((tr("● in force") + "  " if item.active else "", "ok"), (item.size, "bold accent"))
        price = Run(1).add((item.price, "soft"), (f" {tr('without')}", "mute"))
        whose = Run(1).add((pad + clip(cell_text(data.project), 60), "text"))
        made = Run(2).add((pad + (item.made or tr("the yield is not known")), "yld" if item.made else "mute"))
        return [
            self.ends(0, titled(item.name, item.id, tr("design"), room_beside(size, width)), size, width),
            self.ends(1, whose, price, width),
            self.ends(2, made, Run(2).add((data.gross, "mute")), width),
        ]


class YieldChart(Block):
    """The year of a design in bars, where the window is tall enough for them."""

    def __init__(self) -> None:
        super().__init__()
        self._months: Sequence[float] = ()

    def show(self, months: Sequence[float]) -> None:
        """Show other months; none where they are not known."""
        self._months = months
        self.reshow()

    def lines(self, width: int) -> Sequence[Drawn]:
        """The bars."""
        if not self._months or self.app.size.height < _TALL:
            return []
        bars = month_chart(self._months, min(width - INDENT, _WIDEST), _ROWS, "yld")
        return [Drawn(()), *(Drawn(((" " * INDENT, "text"), *bar.parts)) for bar in bars)]
