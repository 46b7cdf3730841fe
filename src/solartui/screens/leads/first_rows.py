"""The first rows of a session, painted before Textual is loaded.

Loading it takes most of a start. Until then its place is taken by what it is going to show: the same rows, by the same
columns, in the same place. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from solartui.domain.column_choice import ColumnChoice
from solartui.screens.leads.columns import lead_columns
from solartui.screens.lists.own_columns import own_columns
from solartui.terminal.first_picture import Band
from solartui.widgets.parts import Part, fit_parts
from solartui.widgets.row_parts import HEAD, Line, RowParts

if TYPE_CHECKING:
    from solartui.domain.listing import LeadLine
    from solartui.services.beginning import Beginning
    from solartui.theme import Palette

# Where base.tcss and tables.tcss put the table, and screens/base.py says from which width on there is a preview.
_ABOVE, _BELOW = 4, 1
_NORMAL, _WIDE = 100, 160
_PREVIEW, _WIDE_PREVIEW = 42, 52


def place_of_table(columns: int) -> tuple[int, int]:
    """Where the table of leads begins in a window of so many columns, and how wide it is."""
    if columns < _NORMAL:
        return 0, columns
    return 1, columns - 2 - (_PREVIEW if columns < _WIDE else _WIDE_PREVIEW)


def first_rows(beginning: Beginning, size: tuple[int, int], palette: Palette) -> Iterator[Band]:
    """The table of a session that begins, on the surfaces of its page.

    Args:
        beginning: what the table shows.
        size: columns and lines of the window.
        palette: the colours in use.
    """
    columns, lines = size
    now = beginning.now.astimezone()
    x, width = place_of_table(columns)
    table: RowParts[LeadLine] = RowParts(lead_columns(lambda: now, {stage.key: stage for stage in beginning.stages}))
    table.columns.add(own_columns(beginning.own_fields))
    table.columns.choose(ColumnChoice.parse(beginning.columns))
    table.sort = beginning.sort.keys
    table.surround(width, palette)

    def band(y: int, parts: Sequence[Part], surface: str = "bg", at: int = x, cells: int = width) -> Band:
        said = fit_parts(parts, cells)
        return Band(y, at, tuple((text, palette.style(token, surface)) for text, token in said if text))

    for y in range(lines):
        yield band(y, (), "panel" if y in {0, lines - _BELOW} else "bg", 0, columns)
    yield band(_ABOVE, table.headings())
    yield band(_ABOVE + 1, table.hair_line())
    for at, row in enumerate(beginning.rows[: lines - _ABOVE - HEAD - _BELOW]):
        parts, surface = table.line(Line(row, cursor=at == 0, lit=at == 0))
        yield band(_ABOVE + HEAD + at, parts, surface, cells=width - 1)
