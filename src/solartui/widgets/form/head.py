"""The bar above a form: what is being made or changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.painted import Drawn, Painted, clip
from solartui.widgets.parts import Part, parts_width, spread


class FormHead(Painted):
    """One line in the manner of the bar of other pages.

    Args:
        title: what the form does, such as ``New lead``.
        name: the record, empty for a new one.
        remark: what stands at the right end.
    """

    SURFACE: ClassVar[str] = "panel"

    def __init__(self, title: str, name: str = "", remark: str = "") -> None:
        super().__init__()
        self._title = title
        self._record = name
        self._remark = remark

    def set_remark(self, remark: str) -> None:
        """Say something else at the right end."""
        self._remark = remark
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The bar."""
        left: list[Part] = [(" ☀ ", "bold accent"), ("SolarTUI  ", "bold text"), (f" {self._title} ", "bold bg@accent")]
        remark = cell_text(self._remark)
        room = width - parts_width(left) - width_of(remark) - 5
        record = clip(cell_text(self._record), max(10, room)) if self._record else ""
        left.append((f"  {record}", "text"))
        return [Drawn(tuple(spread(left, [(f"{remark} ", "mute")], width)), self.SURFACE)]
