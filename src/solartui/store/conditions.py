"""Numbers and times of filters as SQL conditions with the values that are bound."""

from __future__ import annotations

from solartui.domain.query.ast import Number, NumberRange
from solartui.domain.query.dates import Span
from solartui.store.times import to_text

Piece = tuple[str, list[object]]

# What stands between a column and a number comes from here, never from the text.
_OPERATORS = {sign: sign for sign in ("<", "<=", ">", ">=", "=")}


def compared(column: str, value: Number | NumberRange) -> Piece:
    """A column that holds such a number."""
    if isinstance(value, NumberRange):
        return between(column, value.low, "<=", value.high)
    return f"{column} {_OPERATORS[value.operator]} ?", [value.number]


def within(column: str, span: Span, latest: str | None = None) -> Piece:
    """A column of times that lie in a span; before `latest` where the span has no end."""
    start, end = (None if moment is None else to_text(moment) for moment in (span.start, span.end))
    return between(column, start, "<", end or latest)


def between(column: str, first: object, below: str, last: object) -> Piece:
    """A column that is not less than `first`, and below `last`; None leaves a side open."""
    ends = [(sign, end) for sign, end in ((">=", first), (below, last)) if end is not None]
    return " AND ".join(f"{column} {sign} ?" for sign, _ in ends) or "TRUE", [end for _, end in ends]
