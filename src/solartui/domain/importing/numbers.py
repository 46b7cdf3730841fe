"""Numbers as people and spreadsheets write them: ``1 200,5``, ``1,200.50``, ``450 kWh``, ``1.500``.

``1.500`` and ``12,345`` can be read in two ways. The other numbers of the column decide: a column with ``12,5`` has
decimal commas, one with ``1.234.567`` has thousands points. Where all of them are of the doubtful kind, the other
columns decide; where these say nothing either, they are taken as thousands, unless most have three digits in front
(``350.250``, ``412.000``: three decimals). The style then says that it is not certain, so that a person can be asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from math import isfinite

from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import Cell, refuse_errors, says_nothing
from solartui.domain.text import clean, cut, fold
from solartui.i18n import tr

_PLAIN = re.compile(r"-?\d{1,15}(?:\.(?:\d{1,2}|\d{4,20}))?", re.ASCII)
_NUMBER = re.compile(
    r"(?:ok\.?|okolo|ca\.?|circa|approx\.?|about|~|≈)?\s*"
    r"(?P<sign>[-+]?)\s*(?P<digits>[.,]?\d[\d ,.'’]*)\s*(?P<unit>[^\d\s.,'’-][^\d]*)?",
)
_THOUSANDS = re.compile(r"\d{1,3}(?P<gap>[ .,'’])\d{3}(?:(?P=gap)\d{3})*", re.ASCII)
_DOUBTFUL = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
# Forms of advertisements write "350_kwh".
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f\u2008\u200a\u2002\u2003\t_", " ") | {"\u2212": "-"})
_LARGEST = 1e12
_POINTS = frozenset({"", "%", "pkt", "pkt.", "punkty", "punktow", "pts", "points"})


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How the numbers of a column are written.

    Attributes:
        decimal: the sign in front of the decimals where a number could be read in two ways.
        certain: False where the column has only numbers that can be read in two ways.
    """

    decimal: str = ","
    certain: bool = True


def proven_sign(cells: Iterable[object]) -> str:
    """The decimal sign that the texts of a column prove, empty where none does."""
    return next((sign for sign, _ in _votes(cells)[0].most_common(1)), "")


def detect_style(cells: Iterable[object], elsewhere: str = "") -> NumberStyle:
    """The style of a column, from some of its cells.

    Args:
        cells: some cells of the column.
        elsewhere: the decimal sign that other columns of the sheet prove, if any: it decides where this one does not.
    """
    votes, doubtful = _votes(cells)
    if votes:
        (first, most), *others = votes.most_common()
        return NumberStyle(first, not others or most > 4 * others[0][1])
    if not doubtful:
        return NumberStyle(elsewhere or ",")
    return NumberStyle(elsewhere or _decimal_of_doubtful(doubtful), certain=False)


def _votes(cells: Iterable[object]) -> tuple[Counter[str], list[str]]:
    """How many cells prove each decimal sign, and the numbers that can be read in two ways."""
    votes: Counter[str] = Counter()
    doubtful: list[str] = []
    for cell in cells:
        if not isinstance(cell, str):
            continue
        found = _NUMBER.fullmatch(fold(clean(cell.translate(_BLANKS))))
        digits = found["digits"].strip(" '’.,") if found else ""
        if decimal := _decimal_of(digits):
            votes[decimal] += 1
        elif _DOUBTFUL.fullmatch(digits):
            doubtful.append(digits)
    return votes, doubtful


def _decimal_of(digits: str) -> str:
    """The decimal sign that a number proves: its own, or the other one where its sign can only part thousands."""
    signs = [c for c in digits if c in ".,"]
    if not signs or _DOUBTFUL.fullmatch(digits):
        return ""
    if len(set(signs)) == 2:
        return signs[-1]
    return signs[0] if len(signs) == 1 else _other(signs[0])


def _decimal_of_doubtful(numbers: list[str]) -> str:
    sign = next(c for c in numbers[0] if c in ".,")
    long = sum(len(number.replace(",", ".").partition(".")[0]) == 3 for number in numbers)
    return sign if long * 2 > len(numbers) else _other(sign)


def _other(sign: str) -> str:
    return "," if sign == "." else "."


def without_doubt(text: str, style: NumberStyle) -> str:
    """A number that can be read in two ways, as its column has it: without the sign if that parts thousands."""
    bare = clean(text)
    return bare if not _DOUBTFUL.fullmatch(bare) or style.decimal in bare else bare.replace(_other(style.decimal), "")


def unmistaken(cell: Cell, style: NumberStyle) -> Cell:
    """A number that only its column tells how to read, as one that can be read in one way; any other cell as it stands.

    The unit behind it stays: ``1.500 kWh`` is ``1500 kWh``.
    """
    found = _NUMBER.fullmatch(fold(clean(cell.translate(_BLANKS)))) if isinstance(cell, str) else None
    digits = found["digits"].strip(" '’.,") if found else ""
    value = _value(digits, style) if _DOUBTFUL.fullmatch(digits) else None
    if value is None or not isinstance(cell, str):
        return cell
    return cell.replace(digits, str(int(value)) if value.is_integer() else f"{value:.4f}", 1)


def number(cell: Cell, style: NumberStyle) -> float | None:
    """The number in a cell, None where there is none.

    Raises:
        Invalid: it is something else, or cannot be one number.
    """
    value, unit = measured(cell, style)
    if unit not in _POINTS:
        raise Invalid(tr("{text} is not a number.", text=_shown(str(cell))))
    return value


def measured(cell: Cell, style: NumberStyle) -> tuple[float | None, str]:
    """The number in a cell, and the unit behind it, folded; both may be missing.

    Raises:
        Invalid: it is something else, or cannot be one number.
    """
    if type(cell) is float:
        return _in_bounds(cell), ""
    if isinstance(cell, str):
        return (None, "") if says_nothing(cell) else _of_text(cell, style)
    refuse_errors(cell)
    if isinstance(cell, bool):
        raise Invalid(tr("This is yes or no, not a number."))
    if isinstance(cell, date | time):
        raise Invalid(tr("This is a date, not a number: format the column as a number and enter it again."))
    return (None if cell is None else _in_bounds(float(cell))), ""


def _of_text(cell: str, style: NumberStyle) -> tuple[float, str]:
    if _PLAIN.fullmatch(cell):
        return _in_bounds(float(cell)), ""
    refuse_errors(cell)
    text = fold(clean(cell.translate(_BLANKS)))
    found = _NUMBER.fullmatch(text)
    if not found:
        raise Invalid(tr("{text} is not a number.", text=_shown(cell)))
    value = _value(found["digits"].strip(" '’"), style)
    if value is None:
        raise Invalid(tr("{text} is not a number.", text=_shown(cell)))
    return _in_bounds(-value if found["sign"] == "-" else value), (found["unit"] or "").strip()


def _value(digits: str, style: NumberStyle) -> float | None:
    """The number that digits with points, commas and blanks mean; None where they mean none."""
    signs = [c for c in digits if c in ".,"]
    if len(set(signs)) == 2:
        decimal = signs[-1]
    elif len(signs) > 1:
        decimal = _other(signs[0])
    elif _DOUBTFUL.fullmatch(digits):
        decimal = style.decimal
    else:
        decimal = signs[0] if signs else ""
    whole, sign, part = digits.rpartition(decimal) if decimal and decimal in digits else (digits, "", "")
    if decimal in whole and decimal:
        return None
    if whole and not whole.isdecimal():
        if not _THOUSANDS.fullmatch(whole):
            return None
        whole = re.sub(r"\D", "", whole)
    if sign and part and not part.isdecimal():
        return None
    return float(f"{whole or 0}.{part or 0}")


def _in_bounds(value: float) -> float:
    if not abs(value) <= _LARGEST:
        raise Invalid(tr("This number is too large.") if isfinite(value) else tr("This is no number."))
    return value


def _shown(cell: str) -> str:
    return cut(clean(cell), 40)


def kwh(cell: Cell, style: NumberStyle, months: int, *, megawatts: bool = False) -> float | None:
    """Energy in kWh, zero or more; ``MWh`` behind the number is understood.

    Args:
        cell: the cell.
        style: how the column's numbers are written.
        months: how many months the column speaks of, 1 or 12.
        megawatts: whether a number without a unit is MWh.

    Raises:
        Invalid: no such number, less than zero, or its unit is of another kind or of another time.
    """
    value, unit = measured(cell, style)
    if value is None:
        return None
    if value < 0:
        raise Invalid(tr("Energy cannot be less than zero."))
    return value * (_kwh_of(unit, months) if unit else 1000 if megawatts else 1)


def _kwh_of(unit: str, months: int) -> int:
    """How many kWh one of a unit is."""
    name, *rest = re.split(r"[\s/,.(-]+", unit.strip(" .)"), maxsplit=1)
    if name not in {"kwh", "mwh"}:
        raise Invalid(tr("{unit} is not a unit of energy; use kWh.", unit=_shown(unit)))
    year = bool(rest) and re.match(r"(?:na |per |w )?(?:rok|roczn|year|annu|yr|a$)", rest[0]) is not None
    month = bool(rest) and re.match(r"(?:na |per |w )?(?:mies|miesi|m-c|m$|month)", rest[0]) is not None
    if year and months == 1:
        raise Invalid(tr("This is the use of a year, and the column is for a month."))
    if month and months == 12:
        raise Invalid(tr("This is the use of a month, and the column is for a year."))
    return 1000 if name == "mwh" else 1


def whole(cell: Cell, style: NumberStyle, least: int, most: int) -> int | None:
    """A whole number between two bounds, both included; ``#12`` is 12.

    Raises:
        Invalid: it is not whole, or outside.
    """
    if isinstance(cell, str) and cell[:1] == "#" and cell[1:].isdecimal():
        cell = cell[1:]
    value = number(cell, style)
    if value is None:
        return None
    if not value.is_integer() or not least <= value <= most:
        raise Invalid(tr("This must be a whole number from {least} to {most}.", least=least, most=most))
    return int(value)


def degrees(cell: Cell, most: int) -> float | None:
    """Latitude (`most` 90) or longitude (`most` 180) in degrees; a single sign is always the decimal one.

    Raises:
        Invalid: it is no number, or outside.
    """
    sign = "," if isinstance(cell, str) and "," in cell else "."
    value, unit = measured(cell, NumberStyle(sign))
    if value is None:
        return None
    side = unit.strip(" °").upper()
    if unit and side not in {"", "N", "E", "S", "W"}:
        raise Invalid(tr("{text} is not a number of degrees.", text=_shown(str(cell))))
    if side in {"S", "W"}:
        value = -value
    if abs(value) > most:
        raise Invalid(tr("This must be a number of degrees from {least} to {most}.", least=-most, most=most))
    return value
