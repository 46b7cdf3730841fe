"""Numbers as people type them: ``1200.5``, ``1 200,5``, ``1.200,5`` and ``1,200.50`` are all understood.

One rule for forms, the command line, filters and settings. A sign that stands alone is in front of the decimals; where
both stand there, or one of them more than once, the first one parts thousands. A spreadsheet has whole columns to tell
by, see `solartui.domain.importing.numbers`.
"""

from __future__ import annotations

import re

_BLANKS = re.compile(r"\s+")
_SIGN = re.compile(r"[.,]")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+", re.ASCII)


def plain_number(text: str) -> str:
    """A typed number without blanks and signs between thousands, and with a point before its decimals.

    What is no number stays none: whoever reads it says so.

    Raises:
        ValueError: points and commas stand where no number has them.
    """
    bare = _BLANKS.sub("", text)
    signs = _SIGN.findall(bare)
    if len(signs) < 2:
        return bare.replace(",", ".")
    gap, last = signs[0], signs[-1]
    whole, decimals = (bare, "") if gap == last else bare.rsplit(last, 1)
    if set(_SIGN.findall(whole)) != {gap} or not _GROUPED.fullmatch(whole):
        raise ValueError(text)
    digits = whole.replace(gap, "")
    return f"{digits}.{decimals}" if decimals else digits
