"""What is known of a record, as names and values in one column or two; nothing is cut, long values go on below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text, fit, width_of
from solartui.widgets.painted import Drawn
from solartui.widgets.strips import Part, parts_width
from solartui.widgets.wrapping import wrap

_APART = 3
_NONE = "—"


class Fact(NamedTuple):
    """A name, its value and the value's colour. A value may have several lines."""

    name: str
    value: str
    colour: str = "text"


Group = Sequence[Fact]


class Facts(Block):
    """Groups of facts with a blank line between: in two columns where no value has to be broken for it, else in one."""

    def __init__(self) -> None:
        super().__init__()
        self._left: Sequence[Group] = ()
        self._right: Sequence[Group] = ()

    def show(self, left: Sequence[Group], right: Sequence[Group] = ()) -> None:
        """Show other facts.

        Args:
            left: the groups of the first column.
            right: those of the second; they follow below where there is only one column.
        """
        self._left, self._right = left, right
        self.reshow()

    def lines(self, width: int) -> Sequence[Drawn]:
        """All facts."""
        needed = _natural(self._left), _natural(self._right)
        if not self._right or sum(needed) + _APART > width:
            return [Drawn(tuple(parts)) for parts in _column([*self._left, *self._right], width)]
        first = max(needed[0], min((width - _APART) // 2, width - _APART - needed[1]))
        left, right = _column(self._left, first), _column(self._right, width - _APART - first)
        rows = []
        for at in range(max(len(left), len(right))):
            one = left[at] if at < len(left) else []
            other = right[at] if at < len(right) else []
            rows.append(Drawn((*one, (" " * (first + _APART - parts_width(one)), "text"), *other)))
        return rows


def _natural(groups: Sequence[Group]) -> int:
    """Cells that some groups need so that no value has to be broken."""
    values = [line for group in groups for fact in group for line in fact.value.split("\n")]
    return _indent(groups) + max((width_of(cell_text(value)) for value in values), default=0)


def _indent(groups: Sequence[Group]) -> int:
    return max((width_of(fact.name) for group in groups for fact in group), default=0) + 2


def _column(groups: Sequence[Group], width: int) -> list[list[Part]]:
    indent = _indent(groups)
    rows: list[list[Part]] = []
    for group in groups:
        if rows and group:
            rows.append([])
        for fact in group:
            words = wrap(fact.value, max(6, width - indent)) if fact.value else [_NONE]
            colour = fact.colour if fact.value else "mute"
            rows += [[(fit("" if at else fact.name, indent), "mute"), (line, colour)] for at, line in enumerate(words)]
    return rows
