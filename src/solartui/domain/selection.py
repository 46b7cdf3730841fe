"""Which records somebody means: some by their ids, or everything that a filter lets through but for some."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace


class IdSet(Collection[int]):
    """Ids of records at one byte for each number up to the largest: a million of them take one megabyte.

    Args:
        ids: the ids, in any order.
        held: the bytes of another one, as `flags` gives them.
    """

    def __init__(self, ids: Iterable[int] = (), held: bytes | bytearray = b"") -> None:
        flags = bytearray(held)
        for record_id in ids:
            if record_id >= len(flags):
                flags.extend(bytes(max(record_id + 1 - len(flags), len(flags))))
            flags[record_id] = 1
        self._flags = flags
        self._count = flags.count(1)

    @property
    def flags(self) -> bytes:
        """A byte for each id, 1 where it is in: what SQL can look into."""
        return bytes(self._flags)

    def changed(self, more: Iterable[int], less: Iterable[int]) -> IdSet:
        """This set with more ids, and without some."""
        made = IdSet(more, self._flags)
        for record_id in less:
            if record_id in made:
                made._flags[record_id] = 0
                made._count -= 1
        return made

    def union(self, other: IdSet) -> IdSet:
        """What is in either of two sets."""
        size = max(len(self._flags), len(other._flags))
        mine, theirs = int.from_bytes(self._flags, "little"), int.from_bytes(other._flags, "little")
        return IdSet(held=(mine | theirs).to_bytes(size, "little"))

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, int) and 0 <= record_id < len(self._flags) and self._flags[record_id] == 1

    def __iter__(self) -> Iterator[int]:
        place = self._flags.find(1)
        while place >= 0:
            yield place
            place = self._flags.find(1, place + 1)

    def __len__(self) -> int:
        return self._count


@dataclass(frozen=True, slots=True)
class Chosen:
    """Records to act on: those named by `ids`, and where there is a `query` all that it lets through.

    Attributes:
        ids: named one by one.
        query: a filter as people type it; an empty one means everything that lists show. None for no filter at all.
        without: ids left out of what the filter lets through.
        count: how many there are, as far as whoever chose them knows.
        version: of a single record, the version that the person had before their eyes; 0 where that is not known.
    """

    ids: Collection[int] = ()
    query: str | None = None
    without: frozenset[int] = frozenset()
    count: int = 0
    version: int = field(default=0, compare=False)

    @classmethod
    def of(cls, ids: Iterable[int]) -> Chosen:
        """Some records by their ids."""
        named = tuple(dict.fromkeys(ids))
        return cls(named, count=len(named))

    @property
    def only(self) -> int | None:
        """The id, where it is one record that was named."""
        return next(iter(self.ids)) if self.query is None and len(self.ids) == 1 else None

    def seen_at(self, version: int) -> Chosen:
        """The same, where it is one record: as the person saw it in that version."""
        return self if self.only is None else replace(self, version=version)

    def __len__(self) -> int:
        return self.count
