"""What a cell of a spreadsheet holds, before its column gives it a meaning."""

from __future__ import annotations

from datetime import date, datetime, time
from math import isfinite
from typing import TypeAlias
from unicodedata import is_normalized

from solartui.domain.errors import Invalid
from solartui.domain.text import clean, clean_block, fold
from solartui.i18n import tr

Cell: TypeAlias = str | int | float | bool | datetime | date | time | None

# What people write where they know nothing; in columns of text only the strokes mean that.
_STROKES = frozenset({"", "-", "--", "---", "—", "–", "?", "."})
_NOTHING = _STROKES | {
    "brak", "brak danych", "b/d", "bd", "b.d.", "n/d", "nd", "n.d.", "n/a", "none", "null", "nan", "nie podano",
    "nie dotyczy", "nie wiem", "nie okreslono", "unknown", "unspecified", "not specified", "not given", "nieznane",
    "nieznany", "undefined",
}  # fmt: skip
# Excel's error values, in its English and its Polish.
_ERRORS = frozenset({
    "#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#getting_data", "#field!",
    "#blocked!", "#connect!", "#unknown!", "#n/d!", "#n/d", "#adr!", "#arg!", "#dziel/0!", "#nazwa?", "#liczba!",
    "#zero!", "#rozlanie!", "#obl!",
})  # fmt: skip
# What the reader gives for a formula whose result is not in the file.
UNCOMPUTED = "#FORMULA?"
# What a text begins with that `spared` may have written.
_SPARED = ("#", "'")
_LARGEST = 10**18
_EXACT = 10**15
LONGEST_LINE = 500
LONGEST_BLOCK = 100_000


def says_nothing(cell: object) -> bool:
    """Whether a cell is blank or says in words that the value is not known."""
    return cell is None or (isinstance(cell, str) and (cell == "" or fold(clean(cell)) in _NOTHING))


def refuse_errors(cell: object) -> None:
    """Refuse what no column can hold: error values, formulas without a result, numbers that are none.

    Raises:
        Invalid: with the reason.
    """
    if isinstance(cell, str):
        if cell[:1] == "#":
            _refuse_error_text(cell)
    elif isinstance(cell, float) and not isfinite(cell):
        raise Invalid(tr("This is no number."))
    elif isinstance(cell, int) and abs(cell) > _LARGEST:
        raise Invalid(tr("This number is too large."))


def _refuse_error_text(cell: str) -> None:
    text = clean(cell)
    if text == UNCOMPUTED:
        raise Invalid(tr("The result of this formula is not in the file: open it in Excel, save it and try again."))
    if fold(text) in _ERRORS:
        raise Invalid(tr("{error} is an error of the spreadsheet, not a value.", error=text))


def _is_error(text: str) -> bool:
    return text[:1] == "#" and (text == UNCOMPUTED or fold(text) in _ERRORS)


def spared(text: str) -> str:
    """Text as an export writes it: with an apostrophe where an import would take it for an error of the spreadsheet."""
    return f"'{text}" if text[:1] in _SPARED and _is_error(clean(text.lstrip("'"))) else text


def refuse_shortened(cell: object) -> None:
    """Refuse a long number of a meter or an account of which a spreadsheet has kept fifteen digits.

    Raises:
        Invalid: with the reason.
    """
    if isinstance(cell, int | float) and abs(cell) >= _EXACT:
        reason = tr("{text} was shortened by the spreadsheet: enter the whole number as text.", text=as_text(cell))
        raise Invalid(reason)


def as_text(cell: Cell) -> str:
    """A cell as a person reads it: 12.0 as ``12``, a date as ``2024-05-06``, and what `spared` wrote as it was."""
    if isinstance(cell, str):
        return cell[1:] if cell[:1] == "'" and _is_error(clean(cell.lstrip("'"))) else cell
    if cell is None:
        return ""
    if isinstance(cell, float):
        # Spreadsheets count in binary and show fifteen digits: 0.1 + 0.2 is 0.3 there.
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0).isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def bare(cell: Cell) -> Cell:
    """A cell without the apostrophe by which somebody made text of a number: no number or address begins with one."""
    return cell.lstrip("'") if isinstance(cell, str) and cell[:1] == "'" else cell


def line(cell: Cell) -> str | None:
    """One line of text, or None where there is none.

    Raises:
        Invalid: it is an error value, or longer than any name or address.
    """
    if (
        type(cell) is str
        and len(cell) <= LONGEST_LINE
        and cell not in _STROKES
        and is_clean(cell)
        and cell[0] not in _SPARED
    ):
        return cell
    refuse_errors(cell)
    refuse_shortened(cell)
    text = clean(as_text(cell))
    if text in _STROKES:
        return None
    if len(text) > LONGEST_LINE:
        raise Invalid(tr("The text is longer than {count} characters.", count=LONGEST_LINE))
    return text


def is_clean(text: str) -> bool:
    """Whether `clean` would leave a text as it is; most are, and a large sheet has millions of them."""
    return (
        text.isprintable()
        and text[:1] != " "
        and text[-1:] != " "
        and "  " not in text
        and (text.isascii() or is_normalized("NFC", text))
    )


def block(cell: Cell) -> str | None:
    """Text of several lines, or None where there is none.

    Raises:
        Invalid: it is an error value, or too long for a note.
    """
    refuse_errors(cell)
    text = cell if type(cell) is str and is_clean(cell) and cell[:1] != "'" else clean_block(as_text(cell)).strip()
    if text in _STROKES:
        return None
    if len(text) > LONGEST_BLOCK:
        raise Invalid(tr("The text is longer than {count} characters.", count=LONGEST_BLOCK))
    return text


def no_date(cell: Cell) -> Cell:
    """A cell that must not be a date: Excel makes 5 July of a house number 5/7.

    Raises:
        Invalid: it is a date or a time.
    """
    if isinstance(cell, date | time):
        reason = tr("Excel made a date of this: format the column as text and enter {example} again.", example="5/7")
        raise Invalid(reason)
    return cell
