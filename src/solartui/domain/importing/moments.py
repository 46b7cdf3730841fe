"""Dates and times as spreadsheets and people write them, made into moments in UTC.

A date alone is the beginning of that day where the desk is; a time without a zone is local time. ``05/06/2024`` is
5 June unless another cell of the column shows that the month comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import Cell, refuse_errors, says_nothing
from solartui.domain.importing.synonyms import MONTH_WORDS
from solartui.domain.text import clean, fold
from solartui.i18n import tr

# Day 0 of Excel's 1900 calendar as it counts after February 1900; before that it is a day off, and nobody's follow-up.
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - local time of the sheet
_DAYS_TO_1904 = 1462
_LAST_SERIAL = 110_000
_EARLIEST, _LATEST = 1970, 2199
_FIRST_BORN = 1900
# A number below is a year: 1980 is no day of 1905.
_FIRST_COUNTED = 1910
_MONTHS = {fold(form): number for number, forms in enumerate(MONTH_WORDS, 1) for form in forms}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_MONTHS |= {form: number for number, form in enumerate(_ROMAN, 1)}

_CLOCK = (
    r"(?:[\st,]+(?:godz\.?\s*|g\.\s*|o\s+|at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>z|utc|gmt|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?)?)?"
)
# What our own exports hold.
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{6})?)?(?:[+-]\d{2}:\d{2})?)?", re.ASCII)
_END = r"\s*(?:r\.?|roku|h)?"
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?P<gap>[-./])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})\.?" + _CLOCK + _END, re.ASCII
)
_YEAR_LAST = re.compile(
    r"(?P<day>\d{1,2})(?P<gap>[-./ ]|\. )(?P<month>\d{1,2})(?P=gap)(?P<year>\d{4}|\d{2})(?:\s*r\.)?" + _CLOCK + _END,
    re.ASCII,
)
_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.-]+(?P<month>[^\W\d_]+)[\s.,-]+(?P<year>\d{4})(?:\s*r\.)?" + _CLOCK + _END
)
_NAMED_FIRST = re.compile(
    r"(?P<month>[^\W\d_]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + _CLOCK + _END
)
_COMPACT = re.compile(r"(?P<year>(?:19|20|21)\d{2})(?P<month>\d{2})(?P<day>\d{2})" + _CLOCK + _END, re.ASCII)
# What programs write where there is no date.
_NEVER = re.compile(r"0{1,4}(?P<gap>[-./])0{1,2}(?P=gap)0{1,4}(?:[ T]00:00(?::00)?)?", re.ASCII)
_TWO_DIGITS = re.compile(r"\d{1,2}[-./ ]+\d{1,2}[-./ ]+\d{2}", re.ASCII)
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}[.,]+\s*|^[^\W\d_]+\s+(?=\d{1,2}[./ -])")
_FORMS = (_YEAR_FIRST, _YEAR_LAST, _COMPACT, _NAMED, _NAMED_FIRST)


def month_first(cells: Iterable[object]) -> bool:
    """Whether a column writes ``05/13/2024``: some cell proves it and none proves the contrary."""
    proofs = set()
    for cell in cells:
        found = _YEAR_LAST.fullmatch(fold(clean(cell))) if isinstance(cell, str) else None
        if found and int(found["month"]) > 12 >= int(found["day"]):
            proofs.add(True)
        elif found and int(found["day"]) > 12:
            proofs.add(False)
    return proofs == {True}


def moment(
    cell: Cell, *, us: bool = False, zone: tzinfo | None = None, since_1904: bool = False, earliest: int = _EARLIEST
) -> datetime | None:  # fmt: skip
    """The moment that a cell names, in UTC; None where it names none.

    Args:
        cell: a date or time of the sheet, a day number of Excel's 1900 calendar, or text.
        us: whether the month comes first where both could be meant.
        zone: where local times are; None is the zone of this machine.
        since_1904: whether the sheet counts its days from 1904 and not from 1900.
        earliest: the first year that can be meant.

    Raises:
        Invalid: no date, no such date, or one that nobody can mean.
    """
    if says_nothing(cell) or (isinstance(cell, str) and _NEVER.fullmatch(clean(cell))):
        return None
    refuse_errors(cell)
    if isinstance(cell, datetime):
        found = cell if cell.tzinfo else _to_second(cell)
    elif isinstance(cell, date):
        found = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - local time of the sheet
    elif isinstance(cell, time):
        raise Invalid(tr("This is a time without a date."))
    elif isinstance(cell, bool):
        raise Invalid(tr("This is yes or no, not a date."))
    elif isinstance(cell, int | float):
        found = _of_serial(cell + _DAYS_TO_1904 if since_1904 and cell < _LAST_SERIAL else cell, earliest)
    else:
        found = _of_text(cell or "", us=us)
    if not earliest <= found.year <= _LATEST:
        raise Invalid(tr("{date} cannot be meant: the year must be from {first} to {last}.",
                         date=found.date().isoformat(), first=earliest, last=_LATEST))  # fmt: skip
    if found.tzinfo is None and zone is not None:
        found = found.replace(tzinfo=zone)
    return found.astimezone(UTC)


def day(cell: Cell, *, us: bool = False, since_1904: bool = False, counted: int = _EARLIEST) -> date | None:
    """The day in a cell: no time, and no zone that could make the day before of it.

    Args:
        cell: the cell.
        us: whether the month comes first where both could be meant.
        since_1904: whether the sheet counts its days from 1904.
        counted: the first year that a number of days can mean.

    Raises:
        Invalid: no date.
    """
    earliest = counted if isinstance(cell, int | float) else _FIRST_BORN
    found = moment(cell, us=us, zone=UTC, since_1904=since_1904, earliest=earliest)
    return None if found is None else found.date()


def unmistaken(cell: Cell, *, us: bool, since_1904: bool) -> Cell:
    """A date that only its own column or its own workbook tells how to read, as one that every sheet does.

    Any other cell as it stands.
    """
    counted = since_1904 and isinstance(cell, int | float) and not isinstance(cell, bool)
    written = _YEAR_LAST.fullmatch(fold(clean(cell))) if us and isinstance(cell, str) else None
    if counted or (written and not written["zone"]):
        with suppress(Invalid):
            found = moment(cell, us=us, zone=UTC, since_1904=since_1904, earliest=_FIRST_COUNTED)
            return found.replace(tzinfo=None) if found else cell
    return cell


def birthday(cell: Cell, *, us: bool = False, since_1904: bool = False) -> str | None:
    """The day in a cell, as ``1980-05-17``; of a year of two digits the last one that is over.

    Raises:
        Invalid: no date, or a day that is not over.
    """
    found, today = day(cell, us=us, since_1904=since_1904, counted=_FIRST_COUNTED), datetime.now(UTC).date()
    if found is None:
        return None
    if found > today and isinstance(cell, str) and _TWO_DIGITS.fullmatch(clean(cell)):
        found = found.replace(year=found.year - 100)
    if found > today:
        raise Invalid(tr("{text} is in the future.", text=found.isoformat()))
    return found.isoformat()


def _to_second(cell: datetime) -> datetime:
    """Spreadsheets keep days as fractions, so that 14:30 may come as 14:29:59.998."""
    return (cell + timedelta(milliseconds=500)).replace(microsecond=0) if cell.year < 9999 else cell


def _of_serial(days: float, earliest: int = _EARLIEST) -> datetime:
    first = datetime(earliest, 1, 1)  # noqa: DTZ001 - local time of the sheet
    if float(days).is_integer() and (found := _COMPACT.fullmatch(str(int(days)))):
        return _built(found, us=False)
    if not (first - _EXCEL_EPOCH).days <= days <= _LAST_SERIAL:
        raise Invalid(tr("{number} is not a date.", number=f"{days:g}"))
    return _to_second(_EXCEL_EPOCH + timedelta(days=days))


def _of_text(cell: str, *, us: bool) -> datetime:
    if _ISO.fullmatch(cell):
        with suppress(ValueError):
            return datetime.fromisoformat(cell)
    text = fold(clean(cell))
    for attempt in (text, _WEEKDAY.sub("", text)):
        for form in _FORMS:
            if found := form.fullmatch(attempt):
                return _built(found, us=us)
    try:
        serial = float(text.replace(",", "."))
    except ValueError:
        raise Invalid(
            tr("{text} is not a date; write it like 24.11.2025 or 2025-11-24.", text=clean(cell)[:40])
        ) from None
    refuse_errors(serial)
    return _of_serial(serial)


def _built(found: re.Match[str], *, us: bool) -> datetime:
    year, day = int(found["year"]), int(found["day"])
    month = int(found["month"]) if found["month"].isdecimal() else _MONTHS.get(found["month"], 0)
    if us and found.re is _YEAR_LAST and day <= 12:
        day, month = month, day
    if len(found["year"]) == 2:
        year += 2000
    micro = int((found["fraction"] or "0").ljust(6, "0")[:6])
    hour = _hour(found)
    try:
        built = datetime(year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0), micro)  # noqa: DTZ001
    except ValueError:
        raise Invalid(tr("There is no such date as {text}.", text=found.group()[:40])) from None
    return built.replace(tzinfo=_zone(found["zone"])) if found["zone"] else built


def _hour(found: re.Match[str]) -> int:
    hour, half = int(found["hour"] or 0), (found["half"] or "")[:1]
    if half and not 1 <= hour <= 12:
        return 99
    return hour % 12 + (12 if half == "p" else 0) if half else hour


def _zone(text: str) -> tzinfo:
    offset = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?", text)
    if not offset:
        return UTC
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    if minutes > 14 * 60:
        raise Invalid(tr("There is no such date as {text}.", text=text))
    return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
