"""What an export reads, many records at a time: few questions, short reads, little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from sqlite3 import Connection
from typing import TypeVar

from solartui.services.desk import Desk

Row = TypeVar("Row")

CHUNK = 500


def in_chunks(desk: Desk, ids: Iterable[int], read: Callable[[Connection, list[int]], Iterable[Row]]) -> Iterator[Row]:
    """What is read of many records, in their order; nobody who writes is kept waiting between two chunks.

    Args:
        desk: whose records they are.
        ids: their numbers.
        read: reads some of them.
    """
    rest = iter(ids)
    while chunk := list(islice(rest, CHUNK)):
        with desk.reading() as connection:
            rows = list(read(connection, chunk))
        yield from rows
