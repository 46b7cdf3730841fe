"""The few numbers that matter most, side by side: a name above, the number with its unit below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from solartui.widgets.block import Block
from solartui.widgets.painted import Drawn
from solartui.widgets.parts import Part, fit_parts

_LEAST = 14


class Tile(NamedTuple):
    """A number; without a `value` it is not known."""

    name: str
    value: str
    unit: str = ""
    colour: str = "accent"


class Tiles(Block):
    """As many tiles in a row as fit, each behind a stroke."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: Sequence[Tile] = ()

    def show(self, tiles: Sequence[Tile]) -> None:
        """Show other numbers."""
        self._tiles = tiles
        self.reshow()

    def lines(self, width: int) -> Sequence[Drawn]:
        """Two lines for each row of tiles, with a blank one between rows."""
        return tile_lines(self._tiles, width)


def tile_lines(tiles: Sequence[Tile], width: int, least: int = _LEAST) -> list[Drawn]:
    """Tiles side by side, as many in a row as fit: two lines for each row, with a blank one between rows.

    Args:
        tiles: the numbers.
        width: cells of a line.
        least: cells that a tile needs.
    """
    count = max(1, min(len(tiles), width // least))
    cells = width // count
    rows: list[Drawn] = []
    for start in range(0, len(tiles), count):
        shown = tiles[start : start + count]
        if rows:
            rows.append(Drawn(()))
        rows.append(Drawn(tuple(part for tile in shown for part in _upper(tile, cells))))
        rows.append(Drawn(tuple(part for tile in shown for part in _lower(tile, cells))))
    return rows


def _upper(tile: Tile, cells: int) -> Sequence[Part]:
    return [("▌ ", "line_hi"), *fit_parts([(tile.name, "mute")], cells - 3), (" ", "text")]


def _lower(tile: Tile, cells: int) -> Sequence[Part]:
    number: Part = (tile.value, f"bold {tile.colour}") if tile.value else ("—", "mute")
    unit: Part = (f" {tile.unit}" if tile.unit and tile.value else "", "soft")
    return [("▌ ", "line_hi"), *fit_parts([number, unit], cells - 3), (" ", "text")]
