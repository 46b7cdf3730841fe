"""Records as one JSON array, a record on each line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite
from pathlib import Path
from typing import BinaryIO

from solartui.adapters.cell_text import Marked


class JsonOutput:
    """A .json file.

    Args:
        records: the records.
    """

    def __init__(self, records: Iterable[Mapping[str, object]]) -> None:
        self._records = records
        self.sheets = 1

    def write(self, file: BinaryIO) -> None:
        """Write everything."""
        # A lone surrogate becomes \udxxx, which is how JSON writes it.
        text = io.TextIOWrapper(file, "utf-8", errors="backslashreplace", newline="\n")
        encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_coded).encode
        text.write("[")
        separator = "\n"
        for record in self._records:
            text.write(separator + encode({key: _known(value) for key, value in record.items()}))
            separator = ",\n"
        text.write("\n]\n")
        text.flush()
        text.detach()

    def count(self, path: Path) -> int:
        """How many records a file holds; each is read again."""
        with path.open(encoding="utf-8") as file:
            if file.readline() != "[\n":
                return -1
            for found, line in enumerate(file):
                if line == "]\n":
                    return found
                json.loads(line.rstrip(",\n"))
        return -1


def _known(value: object) -> object:
    """A value without the numbers that are none, for which JSON has no word, and without remarks."""
    if isinstance(value, Marked):
        value = value.value
    return None if isinstance(value, float) and not isfinite(value) else value


def _coded(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)
