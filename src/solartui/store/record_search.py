"""Filters of the lists of contacts and projects as SQL: what both have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from solartui.domain.query import dates
from solartui.domain.query.ast import (
    Answer,
    Choice,
    Condition,
    Date,
    DateRange,
    Digits,
    Empty,
    Me,
    Number,
    NumberRange,
    Query,
    Text,
    Value,
    Words,
)
from solartui.store.conditions import Piece, compared, within
from solartui.store.list_shape import ListShape, Selection
from solartui.store.own_fields import own_condition


@dataclass(frozen=True, slots=True)
class Searched:
    """One kind of record, as its filters ask about it.

    Attributes:
        record: contact or project.
        shape: its list.
        any_word: the condition that a word stands anywhere in a record.
        columns: what the fields of the filter language stand for.
        words: for fields that are kept elsewhere, the condition that a word stands in them.
        empty: for fields that are not simply NULL or without any letter, the condition that there is nothing.
        nullable: fields of columns that are NULL where there is nothing.
        mine: the condition that the person who asks is the one; their id is bound.
        answers: yes and no to the fields that are answered so.
    """

    record: str
    shape: ListShape[Any]
    any_word: Callable[[str], Piece]
    columns: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    empty: Mapping[str, str] = field(default_factory=dict)
    nullable: frozenset[str] = frozenset()
    mine: str = "FALSE"
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def select(self, query: Query) -> Selection:
        """The records that a query means."""
        pieces = [self._term(query, term) for term in query.terms]
        where = " AND ".join([self.shape.listed, *(sql for sql, _ in pieces)])
        return Selection(where, tuple(value for _, values in pieces for value in values), plain=not pieces)

    def _term(self, query: Query, term: Words | Condition) -> Piece:
        if isinstance(term, Words):
            sql, params = _all([self.any_word(word) for word in term.words])
        elif term.entry.own:
            sql, params = own_condition(self.record, self.shape.id, term, query)
            return f"({sql})", params
        else:
            parts = [self._value(query, term.field, value) for value in term.values]
            sql = " OR ".join(part for part, _ in parts) or "FALSE"
            params = [value for _, values in parts for value in values]
        # A comparison with an empty column is neither true nor false; its negation has to hold.
        return (f"({sql}) IS NOT TRUE" if term.negated else f"({sql})", params)

    def _value(self, query: Query, name: str, value: Value) -> Piece:
        match value:
            case Empty():
                return self._empty(name), []
            case Me():
                return self.mine, [query.me]
            case Answer(yes=yes):
                return self.answers[name][0 if yes else 1], []
            case Choice(key=key):
                return f"{self.columns[name]} = ?", [key]
            case Text():
                return _all([self._word(name, word) for word in value.words])
            case Digits(digits=digits):
                return self._word(name, digits)
            case Number() | NumberRange():
                return compared(self.columns[name], value)
            case Date(operator=operator, when=when):
                return within(self.columns[name], dates.compared(operator, when, query.now, query.zone, future=False))
            case DateRange(first=first, last=last):
                return within(self.columns[name], dates.between(first, last, query.now, query.zone))
        raise LookupError(name)

    def _empty(self, name: str) -> str:
        if name in self.empty:
            return self.empty[name]
        column = self.columns[name]
        return f"{column} IS NULL" if name in self.nullable else f"coalesce({column}, '') = ''"

    def _word(self, name: str, word: str) -> Piece:
        if name in self.words:
            return self.words[name], [word]
        column = self.columns[name]
        # What has no folded column is folded row by row: it is asked for seldom.
        return f"instr({column if column.endswith('_fold') else f'folded({column})'}, ?) > 0", [word]


def as_number(word: str) -> int:
    """The number of a record that a word may be; 0 where it is none."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 18 else 0


def _all(pieces: Sequence[Piece]) -> Piece:
    return " AND ".join(sql for sql, _ in pieces) or "TRUE", [value for _, values in pieces for value in values]
