"""A terminal screen as an SVG picture that looks the same with any fixed-width font."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyte
    from pyte.screens import Char

WIDTH, HEIGHT, SIZE, BASE, MARGIN = 9, 20, 15, 15, 14
FONT = "'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
SURFACE, TEXT = "0c0e12", "e1e6ef"
NAMED = {
    "black": "000000", "red": "cd3131", "green": "0dbc79", "brown": "e5e510", "blue": "2472c8", "magenta": "bc3fbc",
    "cyan": "11a8cd", "white": "e5e5e5",
}  # fmt: skip
# Parts of a cell in eighths: x, y, width, height. Drawn as shapes, they meet without gaps.
SHAPES = {
    **{chr(0x2580 + n): (0, 8 - n, 8, n) for n in range(1, 9)},
    **{chr(0x2590 - n): (0, 0, n, 8) for n in range(1, 8)},
    "▀": (0, 0, 8, 4), "▐": (4, 0, 4, 8), "▔": (0, 0, 8, 1), "▕": (7, 0, 1, 8),
    "▖": (0, 4, 4, 4), "▗": (4, 4, 4, 4), "▘": (0, 0, 4, 4), "▝": (4, 0, 4, 4),
    "─": (0, 3.8, 8, 0.4), "━": (0, 3.6, 8, 0.8), "│": (3.6, 0, 0.9, 8), "┃": (3.1, 0, 1.8, 8),
}  # fmt: skip


class Look(NamedTuple):
    """How a cell is drawn."""

    text: str
    surface: str
    bold: bool
    italic: bool
    underlined: bool


def look(cell: Char) -> Look:
    """The colours and style of a cell, reversed where it says so."""
    text = NAMED.get(cell.fg, TEXT if cell.fg == "default" else cell.fg)
    surface = NAMED.get(cell.bg, SURFACE if cell.bg == "default" else cell.bg)
    if cell.reverse:
        text, surface = surface, text
    return Look(text, surface, cell.bold, cell.italics, cell.underscore)


def rectangle(x: float, y: float, width: float, height: float, colour: str) -> str:
    """A filled rectangle with its corner at a place in pixels."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="#{colour}"/>'


def words(text: str, row: int, column: int, cells: int, style: Look) -> str:
    """A run of letters of one style, as wide as its cells whatever the font."""
    more = ' font-weight="bold"' * style.bold + ' font-style="italic"' * style.italic
    more += ' text-decoration="underline"' * style.underlined
    # Two common blanks in a row would be drawn as one.
    shown = escape(text).replace(" ", "\N{NO-BREAK SPACE}")
    x, y, width = MARGIN + column * WIDTH, MARGIN + row * HEIGHT + BASE, cells * WIDTH
    return f'<text x="{x}" y="{y}" textLength="{width}" fill="#{style.text}"{more}>{shown}</text>'


def runs(cells: list[Char], row: int) -> Iterator[str]:
    """The surfaces, shapes and letters of one row."""
    top = MARGIN + row * HEIGHT
    for surface, group in groupby(enumerate(cells), key=lambda pair: look(pair[1]).surface):
        columns = [column for column, _ in group]
        if surface != SURFACE:
            yield rectangle(MARGIN + columns[0] * WIDTH, top, len(columns) * WIDTH, HEIGHT, surface)
    kinds = groupby(enumerate(cells), key=lambda pair: (look(pair[1]), pair[1].data in SHAPES))
    for (style, drawn), group in kinds:
        run = list(group)
        first = run[0][0]
        if drawn:
            for column, cell in run:
                x, y, width, height = SHAPES[cell.data]
                left = MARGIN + (column + x / 8) * WIDTH
                yield rectangle(left, top + y * HEIGHT / 8, width * WIDTH / 8, height * HEIGHT / 8, style.text)
        elif text := "".join(cell.data for _, cell in run).rstrip():
            blanks = len(text) - len(text.lstrip())
            # A wide letter fills two cells; the second is empty.
            wide = sum(1 for _, cell in run if not cell.data)
            cells_filled = len(text.strip()) + wide
            yield words(text.strip(), row, first + blanks, cells_filled, style)


def picture(screen: pyte.Screen) -> str:
    """The whole screen."""
    width, height = screen.columns * WIDTH + 2 * MARGIN, screen.lines * HEIGHT + 2 * MARGIN
    rows = [[screen.buffer[row][column] for column in range(screen.columns)] for row in range(screen.lines)]
    parts = [part for row, cells in enumerate(rows) for part in runs(cells, row)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    frame = f'<rect width="{width}" height="{height}" rx="8" fill="#{SURFACE}"/>'
    group = f'<g font-family="{FONT}" font-size="{SIZE}">'
    return "\n".join([head, frame, group, *parts, "</g>", "</svg>", ""])
