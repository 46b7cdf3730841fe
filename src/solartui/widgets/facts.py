"""What is known of a record, as names and values in one column or two; nothing is cut, long values go on below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from solartui.domain.custom_fields import CustomField, Value
from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text, fit, width_of
from solartui.widgets.painted import Drawn
from solartui.widgets.parts import Part, parts_width
from solartui.widgets.wrapping import wrap

APART = 3
"""Cells between two columns."""
_NONE = "—"


class Fact(NamedTuple):
    """A name, its value and the value's colour. A value may have several lines, or be made of parts."""

    name: str
    value: str
    colour: str = "text"
    parts: tuple[Part, ...] = ()


Group = Sequence[Fact]


def own_facts(fields: Iterable[CustomField], said: Mapping[str, Value]) -> Iterator[Fact]:
    """What a record says in the fields of the desk's own."""
    yield from (Fact(one.label, one.shown(said[one.key])) for one in fields if one.key in said)


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
        if not self._right or sum(needed) + APART > width:
            return [Drawn(tuple(parts)) for parts in column([*self._left, *self._right], width)]
        first = max(needed[0], min((width - APART) // 2, width - APART - needed[1]))
        return beside(column(self._left, first), column(self._right, width - APART - first), first)


def _natural(groups: Sequence[Group]) -> int:
    """Cells that some groups need so that no value has to be broken."""
    values = [line for group in groups for fact in group for line in fact.value.split("\n")]
    return _indent(groups) + max((width_of(cell_text(value)) for value in values), default=0)


def _indent(groups: Sequence[Group]) -> int:
    return max((width_of(fact.name) for group in groups for fact in group), default=0) + 2


def column(groups: Sequence[Group], width: int) -> list[list[Part]]:
    """The lines of groups below each other, the values below each other, too."""
    indent = _indent(groups)
    rows: list[list[Part]] = []
    for group in groups:
        if rows and group:
            rows.append([])
        for fact in group:
            lines = _value(fact, max(6, width - indent))
            rows += [[(fit("" if at else fact.name, indent), "mute"), *line] for at, line in enumerate(lines)]
    return rows


def _value(fact: Fact, width: int) -> list[list[Part]]:
    """A value in lines; parts stay whole."""
    if fact.parts:
        return _flowing(fact.parts, width)
    if not fact.value:
        return [[(_NONE, "mute")]]
    return [[(line, fact.colour)] for line in wrap(fact.value, width)]


def _flowing(parts: Sequence[Part], width: int) -> list[list[Part]]:
    """Parts one after the other; one that no longer fits begins a line."""
    lines: list[list[Part]] = [[]]
    for text, token in parts:
        if lines[-1] and parts_width(lines[-1]) + width_of(text) > width:
            lines.append([])
        lines[-1].append((text, token) if lines[-1] else (text.lstrip(), token))
    return lines


def beside(left: list[list[Part]], right: list[list[Part]], first: int) -> list[Drawn]:
    """Two columns, the first one `first` cells wide."""
    rows = []
    for at in range(max(len(left), len(right))):
        one = left[at] if at < len(left) else []
        other = right[at] if at < len(right) else []
        rows.append(Drawn((*one, (" " * (first + APART - parts_width(one)), "text"), *other)))
    return rows
