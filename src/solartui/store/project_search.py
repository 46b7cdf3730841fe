"""Filters of the list of projects as SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from solartui.domain.query import dates
from solartui.domain.query.ast import (
    Answer,
    Choice,
    Condition,
    Date,
    DateRange,
    Empty,
    Me,
    Number,
    NumberRange,
    Query,
    Text,
    Value,
    Words,
)
from solartui.store.list_shape import Selection
from solartui.store.lists import PROJECTS
from solartui.store.own_fields import own_condition
from solartui.store.times import to_text

Piece = tuple[str, list[object]]

_CONTACT = (
    "EXISTS (SELECT 1 FROM project_contact pc JOIN contact c ON c.id = pc.contact_id "
    "WHERE pc.project_id = p.id AND instr(c.name_fold, ?) > 0)"
)
_CARRIED = (
    "EXISTS (SELECT 1 FROM project_assignee a LEFT JOIN user_account u ON u.id = a.user_id "
    "LEFT JOIN entity e ON e.id = a.entity_id WHERE a.project_id = p.id "
    "AND instr(folded(coalesce(u.name, e.name)), ?) > 0)"
)
_ANY_WORD = f"(instr(p.name_fold, ?) > 0 OR instr(p.city_fold, ?) > 0 OR {_CONTACT} OR p.id = ?)"
_COLUMNS: Mapping[str, str] = {
    "id": "p.id",
    "stage": "p.stage",
    "outcome": "p.outcome",
    "type": "p.type",
    "grid": "p.grid_connection",
    "country": "p.country",
    "lead": "p.lead_id",
    "kwp": "p.capacity_kwp",
    "battery": "p.battery_kwh",
    "price": "p.price_net / 100.0",
    "created": "p.created_at",
    "updated": "p.updated_at",
    "street": "p.street",
    "city": "p.city_fold",
    "postcode": "p.postcode",
    "region": "p.region",
    "name": "p.name_fold",
}
_OPERATORS = {sign: sign for sign in ("<", "<=", ">", ">=", "=")}


def select_projects(query: Query) -> Selection:
    """The projects that a query means."""
    pieces = [_term(query, term) for term in query.terms]
    where = " AND ".join([PROJECTS.listed, *(sql for sql, _ in pieces)])
    return Selection(where, tuple(value for _, values in pieces for value in values), plain=not pieces)


def _term(query: Query, term: Words | Condition) -> Piece:
    if isinstance(term, Words):
        sql, params = _all([(_ANY_WORD, [word, word, word, _number(word)]) for word in term.words])
    elif term.entry.own:
        sql, params = own_condition("project", "p.id", term, query)
        return f"({sql})", params
    else:
        parts = [_value(query, term.field, value) for value in term.values]
        sql = " OR ".join(part for part, _ in parts) or "FALSE"
        params = [value for _, values in parts for value in values]
    # A comparison with an empty column is neither true nor false; its negation has to hold.
    return (f"({sql}) IS NOT TRUE" if term.negated else f"({sql})", params)


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 18 else 0


def _all(pieces: Sequence[Piece]) -> Piece:
    return " AND ".join(sql for sql, _ in pieces) or "TRUE", [value for _, values in pieces for value in values]


def _value(query: Query, field: str, value: Value) -> Piece:
    match value:
        case Empty():
            return _empty(field), []
        case Me():
            return "EXISTS (SELECT 1 FROM project_assignee a WHERE a.project_id = p.id AND a.user_id = ?)", [query.me]
        case Answer(yes=yes):
            return f"p.outcome IS {'' if yes else 'NOT '}NULL", []
        case Choice(key=key):
            return f"{_COLUMNS[field]} = ?", [key]
        case Text():
            return _all([_text(field, word) for word in value.words])
        case Number(operator=operator, number=number):
            return f"{_COLUMNS[field]} {_OPERATORS[operator]} ?", [number]
        case NumberRange(low=low, high=high):
            return _between(_COLUMNS[field], low, high)
        case Date(operator=operator, when=when):
            return _within(_COLUMNS[field], dates.compared(operator, when, query.now, query.zone, future=False))
        case DateRange(first=first, last=last):
            return _within(_COLUMNS[field], dates.between(first, last, query.now, query.zone))
    raise LookupError(field)


def _empty(field: str) -> str:
    if field == "assignee":
        return "NOT EXISTS (SELECT 1 FROM project_assignee a WHERE a.project_id = p.id)"
    column = _COLUMNS[field]
    return (
        f"{column} IS NULL"
        if field in {"outcome", "lead", "kwp", "battery", "price", "country"}
        else (f"coalesce({column}, '') = ''")
    )


def _text(field: str, word: str) -> Piece:
    if field == "contact":
        return _CONTACT, [word]
    if field == "assignee":
        return _CARRIED, [word]
    column = _COLUMNS[field]
    # What has no folded column is folded row by row: it is asked for seldom.
    return f"instr({column if column.endswith('_fold') else f'folded({column})'}, ?) > 0", [word]


def _between(column: str, low: float | None, high: float | None) -> Piece:
    ends = [(f"{column} >= ?", low), (f"{column} <= ?", high)]
    kept = [(sql, end) for sql, end in ends if end is not None]
    return " AND ".join(sql for sql, _ in kept), [end for _, end in kept]


def _within(column: str, span: dates.Span) -> Piece:
    ends = [(f"{column} >= ?", span.start), (f"{column} < ?", span.end)]
    kept = [(sql, to_text(end)) for sql, end in ends if end is not None]
    return " AND ".join(sql for sql, _ in kept) or "TRUE", [end for _, end in kept]
