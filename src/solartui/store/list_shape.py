"""What lists are made of: where their lines come from, how they can be ordered, and what a filter lets through."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from solartui.domain.places import Spot

Line = TypeVar("Line", bound=tuple[Any, ...])

_COLUMN = re.compile(r"\b[a-z]\.([a-z_]+)")


@dataclass(frozen=True, slots=True)
class SortKey:
    """An SQL expression over the list's own table, never NULL, that the list can be ordered by.

    Attributes:
        indexed: whether an index, or the table itself, holds the listed records in this order.
        index: name of the index of listed records that begins with it.
        covered: whether the list's covering index holds it, too.
        along: name of an index in whose order lies together what the expression looks up elsewhere.
    """

    expression: str
    indexed: bool = False
    index: str = ""
    covered: bool = True
    along: str = ""


@dataclass(frozen=True, slots=True)
class Composite:
    """An index of listed records for one value of a column.

    Attributes:
        index: its name.
        column: the column that it begins with.
        order: the expression that it goes on with.
        holds: the columns that it holds.
    """

    index: str
    column: str
    order: str
    holds: frozenset[str]


@dataclass(frozen=True, slots=True)
class ListShape(Generic[Line]):
    """What a list is made of. All texts are ours, never a person's.

    Attributes:
        id: expression of the record's id.
        table: the table that the ids come from, with its alias.
        joins: what the lines need besides.
        columns: the columns of a line, the id first.
        listed: the condition of a list without any filter; indexes are made for it.
        sorts: the orders on offer, by their stable names.
        make: makes a line from the columns.
        covering: the index that holds nearly all that filters ask for.
        narrow: by column, an index for filters that ask for nothing else.
        composites: indexes for lists of one value.
        hits: counts what the full-text index finds, up to a limit.
        placed: the index of listed records by where they are.
        partial: by a condition, the index of just those listed records for which it holds.
    """

    id: str
    table: str
    joins: str
    columns: str
    listed: str
    sorts: Mapping[str, SortKey]
    make: Callable[[tuple[Any, ...]], Line]
    covering: str = ""
    narrow: Mapping[str, str] = field(default_factory=dict)
    composites: tuple[Composite, ...] = ()
    hits: str = ""
    placed: str = ""
    partial: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selection:
    """A compiled filter: a condition with its bound values. `plain` when it is just what every list shows.

    Attributes:
        where: the condition; text is looked up in the full-text index.
        probe: the same condition for one row after the other: text is looked for in the text of the row.
        match: what the full-text index is asked for, where it is.
        origin: the place that all of it is near, where the filter names one.
    """

    where: str
    params: tuple[Any, ...] = ()
    plain: bool = True
    probe: str = ""
    probe_params: tuple[Any, ...] = ()
    match: str = ""
    origin: Spot | None = None

    def also(self, condition: str, params: tuple[Any, ...] = ()) -> Selection:
        """What meets another condition, too."""
        more = replace(self, where=f"{self.where} AND {condition}", params=(*self.params, *params), plain=False)
        if self.probe:
            more = replace(more, probe=f"{self.probe} AND {condition}", probe_params=(*self.probe_params, *params))
        return more

    @property
    def by_row(self) -> tuple[str, tuple[Any, ...]]:
        """The condition for one row after the other."""
        return (self.probe, self.probe_params) if self.probe else (self.where, self.params)

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the records that it asks for."""
        return frozenset(_COLUMN.findall(self.where))
