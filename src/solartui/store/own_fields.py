"""Conditions on fields of the desk's own as SQL, and orders by them: for leads, contacts and projects alike.

A condition is asked in one of two ways. Where the rows are gathered, the values of the field are gone through once;
where they are walked, each row looks for its own value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from solartui.domain.query.ast import (
    Answer,
    Choice,
    Condition,
    Date,
    DateRange,
    Empty,
    Number,
    NumberRange,
    Query,
    Text,
)
from solartui.domain.query.ast import Value as Asked
from solartui.domain.query.own_fields import days_asked
from solartui.domain.vocabulary import OWN
from solartui.store.conditions import Piece, between, compared
from solartui.store.functions import BEGIN
from solartui.store.list_shape import SortKey

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField

_SUBJECTS = frozenset({"contact", "lead", "project"})
_LOWEST = "-1.7e308"


def own_condition(record: str, owner: str, condition: Condition, query: Query, *, by_row: bool = False) -> Piece:
    """The condition that what a record says in a field is one of the values, or that it is none of them.

    Args:
        record: contact, lead or project.
        owner: the expression of its id.
        condition: on a field of the desk's own.
        query: when and by whom it is asked.
        by_row: whether each row looks for its own value.
    """
    if record not in _SUBJECTS:
        raise ValueError(record)
    field, negated = condition.entry.own, condition.negated
    parts, params = [], list[object]()
    asked = [_value(value, query) for value in condition.values if not isinstance(value, Empty)]
    if asked:
        tests = " OR ".join(sql for sql, _ in asked)
        parts.append(_said(record, owner, f" AND ({tests})", by_row=by_row, never=negated))
        params += [field, *(value for _, values in asked for value in values)]
    if len(asked) < len(condition.values):
        parts.append(_said(record, owner, "", by_row=by_row, never=not negated))
        params.append(field)
    return (" AND " if negated else " OR ").join(parts), params


def _said(record: str, owner: str, tests: str, *, by_row: bool, never: bool) -> str:
    # The columns go without an alias: a list tells by those with one which of its indexes has all that is asked.
    if by_row:
        sign = "NOT " if never else ""
        return f"{sign}EXISTS (SELECT 1 FROM custom_value WHERE {record}_id = {owner} AND field_id = ?{tests})"
    if never:
        # Most records: a list that sees its id compared goes through the table itself, which is in the order of the
        # values. That takes a third of the time.
        return f"NOT EXISTS (SELECT 1 FROM custom_value WHERE {owner} = {record}_id AND field_id = ?{tests})"
    return f"{owner} IN (SELECT {record}_id FROM custom_value WHERE field_id = ?{tests})"


def _value(value: Asked, query: Query) -> Piece:
    match value:
        case Answer(yes=yes):
            return "flag = ?", [int(yes)]
        case Choice(key=key):
            return "text = ?", [key]
        case Text(words=words):
            return f"{BEGIN}(text, ?)", [" ".join(words)]
        case Number() | NumberRange():
            return compared("number", value)
        case Date() | DateRange():
            first, after = days_asked(value, query)
            return between("day", first or None, "<", after or None)
    raise LookupError(type(value).__name__)


def own_sorts(record: str, owner: str, fields: Iterable[CustomField], wanted: Sequence[str]) -> dict[str, SortKey]:
    """The orders by those fields that are wanted, by ``custom.`` and key; who says nothing there comes first."""
    found = {OWN + field.key: field for field in fields}
    return {name: SortKey(_key(record, owner, found[name]), covered=False) for name in wanted if name in found}


def _key(record: str, owner: str, field: CustomField) -> str:
    if record not in _SUBJECTS:
        raise ValueError(record)
    column, empty = {
        "text": ("folded(text)", "''"),
        "choice": ("folded(text)", "''"),
        "number": ("number", _LOWEST),
        "date": ("day", "''"),
        "yes_no": ("flag", "-1"),
    }[field.kind]
    # The number of the field stands in the text: an order has no place for bound values.
    value = f"SELECT {column} FROM custom_value WHERE {record}_id = {owner} AND field_id = {int(field.id)}"
    return f"coalesce(({value}), {empty})"
