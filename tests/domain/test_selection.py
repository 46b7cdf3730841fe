"""Sets of ids in little room, and what was chosen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.selection import Chosen, IdSet

IDS = st.sets(st.integers(0, 300))


@given(IDS, IDS, IDS)
def test_a_set_of_ids_is_a_set_of_ids(ids: set[int], more: set[int], less: set[int]) -> None:
    held = IdSet(ids)
    assert (list(held), len(held)) == (sorted(ids), len(ids))
    assert list(held.changed(more, less)) == sorted((ids | more) - less)
    assert len(held.changed(more, less)) == len((ids | more) - less)
    assert set(held.union(IdSet(more))) == ids | more
    assert [number in held for number in range(-1, 302)] == [number in ids for number in range(-1, 302)]
    assert [place for place, flag in enumerate(held.flags) if flag] == sorted(ids)


def test_a_million_ids_take_about_a_megabyte() -> None:
    held = IdSet(range(1, 1_000_001))
    assert len(held) == 1_000_000
    assert len(held.flags) < 2_100_000


def test_one_record_is_told_from_several() -> None:
    assert Chosen.of([7]).only == 7
    assert (len(Chosen.of([7, 8, 7])), Chosen.of([7, 8]).only) == (2, None)
    assert Chosen((), "", frozenset(), 1).only is None
    assert not Chosen()
