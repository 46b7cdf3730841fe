"""Many rows of one table as one item of a change: what each of them was and became, in little room.

Rows are handed over and read as the database keeps them, and turned into compressed JSON as a whole: no object is
made for a row.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_LEVEL = 1  # a tenth of the size at a fraction of the time of the best one

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Pack:
    """Rows of one table, by the order of their ids.

    Attributes:
        columns: the columns that were written; all of them where the rows were removed.
        ids: whose rows they are.
        before: for each row, the values before.
        after: the values after; None where the rows were removed.
    """

    columns: tuple[str, ...]
    ids: Sequence[int]
    before: Rows
    after: Rows | None

    @classmethod
    def of(cls, columns: Sequence[str], before: Rows, after: Rows | None) -> Pack:
        """A pack of rows that begin with their id."""
        return cls(
            tuple(columns),
            [row[0] for row in before],
            [row[1:] for row in before],
            None if after is None else [row[1:] for row in after],
        )

    @property
    def listed_ids(self) -> str:
        """The ids as JSON, for ``json_each``."""
        return json.dumps(list(self.ids))

    def changed(self, place: int) -> frozenset[str]:
        """The columns in which one row really became another."""
        if self.after is None:
            return frozenset(self.columns)
        pairs = zip(self.columns, self.before[place], self.after[place], strict=True)
        return frozenset(name for name, old, new in pairs if old != new)

    def only(self, places: Sequence[int]) -> Pack:
        """Some of the rows."""
        after = None if self.after is None else [self.after[place] for place in places]
        return Pack(self.columns, [self.ids[p] for p in places], [self.before[p] for p in places], after)

    def pressed(self) -> bytes:
        """The pack as it is stored."""
        held = {"columns": self.columns, "ids": self.ids, "before": self.before, "after": self.after}
        return zlib.compress(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)


def unpacked(body: bytes) -> Pack:
    """The pack that was stored."""
    held = json.loads(zlib.decompress(body))
    return Pack(tuple(held["columns"]), held["ids"], held["before"], held["after"])


def read_pack(raw: sqlite3.Connection, item_id: int) -> Pack | None:
    """The rows of an item, where it has several."""
    row = raw.execute("SELECT body FROM change_pack WHERE item_id = ?", (item_id,)).fetchone()
    return None if row is None else unpacked(row[0])
