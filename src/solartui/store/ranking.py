"""What a person was probably looking for comes first: leads that are called so, before those that only mention it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.domain.query.document import SIGNS, token
from solartui.store.list_shape import Line, ListShape, Selection, SortKey

MOST = 400
"""More than so many hits are not looked at one by one: who finds that much has not said yet what they look for."""

FITTING = Sort.of([Sort("fit"), NEWEST_FIRST])

_NAME, _CONTACT, _ID = SIGNS["name"], SIGNS["contact"], SIGNS["id"]
_ANY_SIGN = "[" + "".join(sorted(SIGNS.values(), key=lambda sign: sign == "^")) + "]"


def few(connection: sqlite3.Connection, shape: ListShape[Line], selection: Selection) -> bool:
    """Whether the words of a filter are found seldom enough to look at each lead."""
    found = connection.execute(shape.hits, (selection.match, MOST + 1)).fetchone()
    return bool(found[0] <= MOST)


def by_fit(shape: ListShape[Line], words: Sequence[str]) -> ListShape[Line]:
    """A list with one more order: 0 for leads that are called just so, 1 for those whose name begins so, 2 for others.

    The words are of letters and digits only, as the full-text index keeps them.
    """
    tokens = [token(word) for word in words]
    whole = " AND ".join(f"({_named(one, _ANY_SIGN)} OR s.text GLOB '*{_ID}{one}')" for one in tokens)
    begun = " AND ".join(_named(one, "") for one in tokens)
    fit = (
        f"coalesce((SELECT CASE WHEN {whole} THEN 0 WHEN {begun} THEN 1 ELSE 2 END "
        f"FROM lead_search s WHERE s.rowid = {shape.id}), 2)"
    )
    return replace(shape, sorts={**shape.sorts, "fit": SortKey(fit, covered=False)})


def _named(word: str, end: str) -> str:
    """Whether a word of the name or of the contact is, or begins with, this one."""
    return f"s.text GLOB '*[{_NAME}{_CONTACT}]{word}{end}*'"
