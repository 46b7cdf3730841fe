"""Lists read a page at a time, so that nobody waits for the whole and nobody else is kept from writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.store.record_list import RecordList

_AT_ONCE = 512
Line = TypeVar("Line", bound=tuple[Any, ...])


def lines_of(found: RecordList[Line], limit: int | None) -> Iterator[Line]:
    """The lines of a list in their order, `limit` of them at most."""
    start = 0
    while limit is None or start < limit:
        stop = start + _AT_ONCE if limit is None else min(limit, start + _AT_ONCE)
        part = found.rows(start, stop)
        if not part:
            return
        yield from part
        start = stop
