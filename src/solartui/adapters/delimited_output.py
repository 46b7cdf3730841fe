"""Tables as text: cells parted by a sign, in UTF-8 with the mark that Excel needs to see that."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import BinaryIO

from solartui.adapters.cell_text import Marked, Tally, escaped, joined, yes_or_no

_LARGEST_FIELD = 1 << 28


class DelimitedOutput:
    """A .csv file.

    Args:
        headings: the first row.
        rows: the rows below it.
        tally: counts what cannot be held.
        polish: a semicolon between cells and a comma before decimals, as Excel expects in Poland; else comma and point.
    """

    def __init__(
        self, headings: Sequence[str], rows: Iterable[Sequence[object]], tally: Tally, *, polish: bool
    ) -> None:
        self._headings = headings
        self._rows = rows
        self._tally = tally
        self._delimiter, self._decimal = (";", ",") if polish else (",", ".")
        self.sheets = 1

    def write(self, file: BinaryIO) -> None:
        """Write everything."""
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False)
        writer = csv.writer(text, delimiter=self._delimiter)
        writer.writerow([self._cell(heading) for heading in self._headings])
        for row in self._rows:
            writer.writerow([self._cell(value) for value in row])
        text.flush()
        text.detach()

    def count(self, path: Path) -> int:
        """How many rows a file holds."""
        before = csv.field_size_limit(_LARGEST_FIELD)
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                return sum(1 for _ in csv.reader(file, delimiter=self._delimiter)) - 1
        finally:
            csv.field_size_limit(before)

    def _cell(self, value: object) -> str:
        if isinstance(value, Marked):
            value = value.value
        if value is None:
            return ""
        if isinstance(value, str):
            return escaped(self._tally.held(value))
        if isinstance(value, bool):
            return yes_or_no(value)
        if isinstance(value, int | float | Decimal):
            return self._number(value)
        if isinstance(value, datetime):
            return value.astimezone().isoformat(" ") if value.tzinfo else value.isoformat(" ")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, tuple | list):
            return escaped(self._tally.held(joined(value)))
        return escaped(self._tally.held(str(value)))

    def _number(self, value: float | Decimal) -> str:
        """A number that can be read in one way only: three decimals would look like thousands, so they get a fourth."""
        if isinstance(value, float):
            if not isfinite(value):
                return ""
            value = int(value) if value.is_integer() else Decimal(repr(value))
        text = f"{value:f}" if isinstance(value, Decimal) else str(value)
        whole, point, decimals = text.partition(".")
        if len(decimals) == 3:
            decimals += "0"
        return f"{whole}{self._decimal}{decimals}" if point else whole
