"""A table in memory that goes on in a file of its own when it grows: so many keys that memory would not stay small."""

from __future__ import annotations

import marshal
import pickle
import sqlite3
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

Value = TypeVar("Value")
Key = int | str

MOST = 100_000
# Bytes that values in memory may have, packed: of long ones there is room for fewer. One of so many is weighed.
_ROOM = 16_000_000
_WEIGHED = 256
# Bits that tell what is surely not in the file: nearly everything that a large sheet asks for is new.
_BITS = 1 << 23
# Nothing that the faster of both writers writes begins like this.
_PICKLED = b"\0"
# The last form without references between values, which take longer to find than to write twice.
_FORM = 2
_READ = "SELECT value FROM shelf WHERE key = ?"
_WRITE = "INSERT OR REPLACE INTO shelf (key, value) VALUES (?, ?)"


class Shelf(Generic[Value]):
    """Values by number or name. What is changed in place has to be put back.

    Args:
        most: so many values are held in memory at most, the newest ones; `MOST` where it is not given.
        pack: makes something plainer of a value, that is written faster.
        unpack: the way back.
    """

    def __init__(
        self,
        most: int | None = None,
        *,
        pack: Callable[[Value], object] | None = None,
        unpack: Callable[[Any], Value] | None = None,
    ) -> None:
        self._most = MOST if most is None else most
        self._pack = pack
        self._unpack = unpack
        self._bytes = 0
        self._near: dict[Key, Value] = {}
        self._far: sqlite3.Connection | None = None
        self._marks = bytearray()

    def get(self, key: Key) -> Value | None:
        """The value of a key; None where there is none."""
        found = self._near.get(key)
        if found is not None or self._far is None:
            return found
        place = hash(key) % _BITS
        if not self._marks[place >> 3] & 1 << (place & 7):
            return None
        row = self._far.execute(_READ, (key,)).fetchone()
        return None if row is None else self._unpacked(row[0])

    def put(self, key: Key, value: Value) -> None:
        """Keep a value."""
        self._near[key] = value
        size = len(self._near)
        if size % _WEIGHED == 0:
            self._bytes += _WEIGHED * len(marshal.dumps((key, self._packed(value)), _FORM))  # type: ignore[arg-type]
        if size > self._most or self._bytes > _ROOM:
            self._move()

    def put_first(self, key: Key, value: Value) -> None:
        """Keep a value, unless there is one already."""
        if key not in self._near and (self._far is None or self.get(key) is None):
            self.put(key, value)

    def _packed(self, value: Value) -> object:
        plain = value if self._pack is None else self._pack(value)
        if isinstance(plain, str | int):
            return plain
        try:
            return marshal.dumps(plain, _FORM)  # type: ignore[arg-type]
        except ValueError:
            return _PICKLED + pickle.dumps(plain, 5)

    def _unpacked(self, stored: Any) -> Value:
        plain = stored
        # Only this object ever writes to that file, which has no name.
        if isinstance(stored, bytes):
            known = stored.startswith(_PICKLED)
            plain = pickle.loads(stored[len(_PICKLED) :]) if known else marshal.loads(stored)  # noqa: S301, S302
        return cast("Value", plain) if self._unpack is None else self._unpack(plain)

    def _move(self) -> None:
        """Make room in memory."""
        if self._far is None:
            self._marks = bytearray(_BITS >> 3)
            # SQLite keeps a database without a name in a temporary file that is gone when it is closed.
            self._far = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -4000"):
                self._far.execute(f"PRAGMA {setting}")
            self._far.execute("CREATE TABLE shelf (key PRIMARY KEY, value NOT NULL) WITHOUT ROWID")
        for key in self._near:
            place = hash(key) % _BITS
            self._marks[place >> 3] |= 1 << (place & 7)
        self._far.execute("BEGIN")
        # In the order of the keys: neighbours lie on the same page.
        near, packed = self._near, self._packed
        self._far.executemany(_WRITE, [(key, packed(near[key])) for key in sorted(near, key=str)])
        self._far.execute("COMMIT")
        self._near.clear()
        self._bytes = 0
