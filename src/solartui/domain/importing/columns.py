"""What stands in the cells of a column, or of a row, of which nothing else is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import says_nothing
from solartui.domain.importing.numbers import NumberStyle, measured

_LIKE_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}(?:\D|$)")
_LARGEST_ID = 10**9


def filled_width(cells: Sequence[object]) -> int:
    """How many cells a row has up to the last one that holds anything."""
    return max((i + 1 for i, cell in enumerate(cells) if cell not in (None, "")), default=0)


def are_words(cells: Sequence[object]) -> bool:
    """Whether cells look like headings: texts without numbers and addresses."""
    said = [cell for cell in cells if cell not in (None, "")]
    return all(isinstance(cell, str) and not any(c.isdecimal() or c == "@" for c in cell) for cell in said)


def points_in(below: Sequence[Sequence[object]], i: int) -> str | None:
    """``email`` or ``phone`` where most cells of a column are addresses or numbers; whichever there is more of."""
    cells = [row[i] for row in below if i < len(row) and not says_nothing(row[i])]
    texts = [str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell) for cell in cells]
    emails = sum("@" in text for text in texts)
    phones = sum(_is_like_phone(text) for text in texts)
    if (emails + phones) * 2 <= len(cells):
        return None
    return "email" if emails > phones else "phone"


def _is_like_phone(text: str) -> bool:
    digits = sum(c.isdecimal() for c in text)
    return digits >= 7 and not any(c.isalpha() for c in text) and _LIKE_DATE.match(text) is None


def only_words(cells: Sequence[object]) -> bool:
    """Whether a column says something, and never a number."""
    said = [cell for cell in cells if not says_nothing(cell)]
    return bool(said) and all(isinstance(cell, str) and not any(c.isdecimal() for c in cell) for cell in said)


def no_numbers(cells: Sequence[object]) -> bool:
    """Whether a column of several texts has no number at all; errors of the spreadsheet are to be told."""
    said = [cell for cell in cells if not says_nothing(cell)]
    return len(said) > 1 and all(isinstance(c, str) and c[:1] != "#" and not _is_number(c) for c in said)


def _is_number(text: str) -> bool:
    try:
        measured(text, NumberStyle())
    except Invalid:
        return False
    return True


def may_be_id(cell: object) -> bool:
    """Whether a cell may be the number of a record of ours."""
    if cell is None or cell == "":
        return True
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return 0 < cell <= _LARGEST_ID
    text = str(cell).strip().removeprefix("#")
    return text.isdecimal() and 0 < int(text[:12]) <= _LARGEST_ID
