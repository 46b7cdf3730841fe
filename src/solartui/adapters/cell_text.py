"""The text of a cell as spreadsheets can hold it, and what had to be left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from solartui.i18n import tr

# What XML has no way to hold: most C0 controls, lone surrogates, non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767
# A spreadsheet takes text that begins like this for a formula; some of them also where the sign is a wide one.
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
# Text that our import would take for text with the apostrophe of `escaped` needs one more.
_ESCAPED = re.compile(f"'*{_FORMULA.pattern}")


class Tally:
    """Makes text fit, and counts what did not.

    Attributes:
        cut: texts that were longer than a cell can hold.
        dropped: characters that no spreadsheet can hold.
    """

    def __init__(self) -> None:
        self.cut = 0
        self.dropped = 0

    def held(self, text: str) -> str:
        """Text without what no spreadsheet can hold; line ends as newline."""
        if text.isprintable():
            return text
        kept, dropped = _ILLEGAL.subn("", text.replace("\r\n", "\n").replace("\r", "\n"))
        self.dropped += dropped
        return kept

    def short(self, text: str) -> str:
        """Text of at most as many UTF-16 units as a cell of a workbook can hold."""
        if len(text) * 2 <= LONGEST:
            return text
        units = text.encode("utf-16-le")
        if len(units) <= LONGEST * 2:
            return text
        self.cut += 1
        return units[: LONGEST * 2].decode("utf-16-le", "ignore")


@dataclass(frozen=True, slots=True)
class Marked:
    """A value that something is wrong with.

    Attributes:
        value: what stands in the cell.
        why: what is wrong with it, for a comment on the cell.
    """

    value: object
    why: str


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take text for a formula."""
    return _FORMULA.match(text) is not None


def escaped(text: str) -> str:
    """Text with an apostrophe before it where a spreadsheet, or our import, would take it for something else."""
    return f"'{text}" if _ESCAPED.match(text) else text


def unescaped(text: str) -> str:
    """The text that `escaped` was given."""
    return text[1:] if text.startswith("'") and _ESCAPED.match(text) else text


def joined(values: Sequence[object]) -> str:
    """Several values in one cell, as the import takes them apart again."""
    return ", ".join(str(value) for value in values)


def yes_or_no(value: bool) -> str:
    """The word for a flag."""
    return tr("yes") if value else tr("no")
