"""Days without a time, as people write them: ``1980-05-17``, ``17.05.1980``, ``17/5/1980``."""

from __future__ import annotations

import re
from datetime import date

from solartui.domain.text import clean
from solartui.i18n import tr

_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ].*)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def parse_day(text: str) -> date | None:
    """The day that is meant; None for an empty text.

    Raises:
        ValueError: it is no day between 1900 and 2200; the message can stand behind the name of a field.
    """
    written = clean(text)
    if not written:
        return None
    if found := _YEAR_FIRST.fullmatch(written):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(written):
        day, month, year = map(int, found.groups())
    else:
        raise ValueError(tr("is no date"))
    try:
        parsed = date(year, month, day)
    except ValueError:
        raise ValueError(tr("is no date")) from None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(tr("is no date"))
    return parsed
