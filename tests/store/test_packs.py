"""Many rows of a change in little room: what goes in comes out, whatever the values are."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from solartui.store.packs import Pack, read_pack, unpacked

VALUES = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, width=64), st.text())
ROWS = st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=8)


def pack_of(before: Sequence[tuple[object, ...]], after: Sequence[tuple[object, ...]] | None) -> Pack:
    numbered = [(number, *row) for number, row in enumerate(before, 1)]
    later = None if after is None else [(number, *row) for number, row in enumerate(after, 1)]
    return Pack.of(("first", "second"), numbered, later)


@given(ROWS, st.data())
def test_what_goes_in_comes_out(before: list[tuple[object, ...]], data: st.DataObject) -> None:
    after = data.draw(st.lists(st.tuples(VALUES, VALUES), min_size=len(before), max_size=len(before)))
    found = unpacked(pack_of(before, after).pressed())
    assert (found.columns, list(found.ids)) == (("first", "second"), list(range(1, len(before) + 1)))
    assert [tuple(row) for row in found.before] == before
    assert [tuple(row) for row in found.after or ()] == after
    for place, (old, new) in enumerate(zip(before, after, strict=True)):
        names = {name for name, was, now in zip(found.columns, old, new, strict=True) if was != now}
        assert found.changed(place) == names


def test_removed_rows_have_nothing_after() -> None:
    found = unpacked(pack_of([("a", 1), ("b", 2)], None).pressed())
    assert found.after is None
    assert found.changed(0) == {"first", "second"}
    assert found.only([1]) == Pack(("first", "second"), [2], [["b", 2]], None)


def test_some_rows_are_taken_out_of_a_pack() -> None:
    pack = pack_of([("a", 1), ("b", 2), ("c", 3)], [("a", 9), ("b", 2), ("x", 3)])
    some = pack.only([0, 2])
    assert (some.ids, some.before, some.after) == ([1, 3], [("a", 1), ("c", 3)], [("a", 9), ("x", 3)])
    assert (pack.listed_ids, some.listed_ids) == ("[1, 2, 3]", "[1, 3]")
    assert [pack.changed(place) for place in range(3)] == [{"second"}, set(), {"first"}]


def test_equal_rows_take_next_to_no_room() -> None:
    rows = [(number, "open", "2026-11-22T09:30:00.000000Z", None) for number in range(5000)]
    later = [(number, "contacted", "2026-11-23T09:30:00.000000Z", None) for number in range(5000)]
    assert len(Pack.of(("stage", "stage_since", "lost_reason"), rows, later).pressed()) < 20_000


def test_an_item_of_one_row_has_no_pack() -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE TABLE change_pack (item_id INTEGER, body BLOB)")
        raw.execute("INSERT INTO change_pack VALUES (7, ?)", (pack_of([("a", 1)], None).pressed(),))
        assert read_pack(raw, 6) is None
        assert read_pack(raw, 7) == Pack(("first", "second"), [1], [["a", 1]], None)
