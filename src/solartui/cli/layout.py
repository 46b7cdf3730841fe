"""Columns of plain text, fitted to the width of the terminal; whole where there is none, as in a pipe."""

from __future__ import annotations

import os
import sys

from solartui.cli.printing import write
from solartui.domain.text import clean
from solartui.i18n import tr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

GAP = 2
_USUAL_WIDTH = 80
_NARROWEST = 6
_READABLE = 14
_WIDEST, _WIDEST_WHOLE = 60, 120
# Columns are as wide as the first rows need: later ones are read when those are printed already.
_SAMPLE = 200


class Column:
    """One column of a list.

    Attributes:
        key: its stable name, as ``--columns`` takes it.
        title: its heading, a text for `tr`.
        text: what it shows of a row.
        right: whether it is aligned to the right, as numbers are, and never cut.
        long: whether it is cut before others, as names and addresses are.
        least: cells that later rows are known to need.
        most: cells that are enough for most of its texts; a longer one is whole, and the column after it gives way.
    """

    __slots__ = ("key", "least", "long", "most", "right", "text", "title")

    def __init__(
        self,
        key: str,
        title: str,
        text: Callable[[Any], str | None],
        *,
        right: bool = False,
        long: bool = False,
        least: int = 0,
        most: int | None = None,
    ) -> None:
        self.key = key
        self.title = title
        self.text = text
        self.right = right
        self.long = long
        self.least = least
        self.most = most


def terminal_width() -> int:
    """Cells in a line: what ``COLUMNS`` or the terminal says, 80 where there is none."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL_WIDTH
    except (OSError, ValueError):
        return _USUAL_WIDTH


def _is_fitted() -> bool:
    """Whether lines have a width at all: what goes to a pipe or a file is looked through by programs."""
    said = os.environ.get("COLUMNS", "")
    return (said.isdecimal() and int(said) > 0) or sys.stdout.isatty()


def cells(text: str) -> int:
    """How many cells a text takes: two for a wide sign, none for one that joins the sign before it."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(c) or c in "\u200c\u200d\ufe0f" else 2 if east_asian_width(c) in "WF" else 1 for c in text
    )


def fit(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells: cut with an ellipsis, or filled up with blanks."""
    if cells(text) > width:
        text = _beginning(text, width - 1) + "…"
    room = " " * (width - cells(text))
    return room + text if right else text + room


def _beginning(text: str, width: int) -> str:
    if text.isascii():
        return text[:width]
    end = 0
    while end < len(text) and (width := width - cells(text[end])) >= 0:
        end += 1
    return text[:end]


def widths_for(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int | None) -> list[int]:
    """How wide each column is: as its cells need, or cut down until a line fits into `room`, where that is limited."""
    widths = [
        min(
            column.most or (_WIDEST_WHOLE if room is None else _WIDEST),
            max(column.least, *(cells(text) for text in (tr(column.title), *(row[place] for row in rows)))),
        )
        for place, column in enumerate(columns)
    ]
    if room is None:
        return widths
    for long, least in ((True, _READABLE), (False, _NARROWEST)):
        places = [place for place, column in enumerate(columns) if not column.right and (column.long or not long)]
        _cut_down(widths, places, least, room)
    return widths


def _cut_down(widths: list[int], places: Sequence[int], least: int, room: int) -> None:
    """Make the widest of some columns narrower, cell by cell, until all fit or these are as narrow as may be."""
    over = sum(widths) + GAP * (len(widths) - 1) - room
    while over > 0 and places:
        widest = max(places, key=widths.__getitem__)
        if widths[widest] <= least:
            return
        widths[widest] -= 1
        over -= 1


def _line(columns: Sequence[Column], widths: Sequence[int], texts: Iterable[str], *, fitted: bool) -> str:
    parts, over = [], 0
    for column, width, text in zip(columns, widths, texts, strict=True):
        room = max(_NARROWEST, width - over) if over else width
        taken = room if fitted and column.most is None else max(room, cells(text))
        parts.append(fit(text, taken, right=column.right))
        over += taken - width
    return (" " * GAP).join(parts).rstrip() + "\n"


def print_table(columns: Sequence[Column], rows: Iterable[Any]) -> int:
    """Print rows under a line of headings, while they are read.

    Returns:
        How many rows there were; nothing is printed where there are none.
    """
    from itertools import islice

    def shown(row: Any) -> list[str]:
        return [clean(column.text(row) or "") for column in columns]

    rest = map(shown, rows)
    first = list(islice(rest, _SAMPLE))
    if not first:
        return 0
    fitted = _is_fitted()
    widths = widths_for(columns, first, terminal_width() if fitted else None)

    def lines(part: Iterable[Sequence[str]]) -> str:
        return "".join(_line(columns, widths, texts, fitted=fitted) for texts in part)

    write(lines([[tr(column.title) for column in columns]]))
    write(lines(first))
    count = len(first)
    while part := list(islice(rest, _SAMPLE)):
        write(lines(part))
        count += len(part)
    return count


def print_pairs(pairs: Iterable[tuple[str, object]]) -> None:
    """Print labels and what they stand for in two columns; a label without a value is left out."""
    filled = [(label, clean(str(value))) for label, value in pairs if value not in (None, "")]
    width = max((cells(label) for label, _ in filled), default=0)
    write("".join(f"{fit(label, width)}  {value}\n" for label, value in filled))
