"""A table that goes on in a file says the same as one in memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.store.shelf import Shelf

KEYS = st.one_of(st.integers(0, 9), st.integers(0, 9).map(str))


@given(steps=st.lists(st.tuples(KEYS, st.booleans(), st.integers(1, 99)), max_size=40))
def test_it_says_what_a_dictionary_says(steps: list[tuple[int | str, bool, int]]) -> None:
    shelf: Shelf[tuple[int, frozenset[int]]] = Shelf(3)
    plain: dict[int | str, tuple[int, frozenset[int]]] = {}
    for key, first, number in steps:
        value = number, frozenset({number})
        if first:
            shelf.put_first(key, value)
            plain.setdefault(key, value)
        else:
            shelf.put(key, value)
            plain[key] = value
        assert {one: shelf.get(one) for one in plain} == plain
    assert shelf.get("none") is None


@given(steps=st.lists(st.tuples(KEYS, st.text(max_size=3), st.integers(-3, 3)), max_size=40))
def test_packed_values_come_back_as_they_were(steps: list[tuple[int | str, str, int]]) -> None:
    shelf: Shelf[tuple[str, int]] = Shelf(2, pack=list, unpack=tuple)
    texts: Shelf[int | str] = Shelf(2)
    plain: dict[int | str, tuple[str, int]] = {}
    for key, text, number in steps:
        shelf.put(key, (text, number))
        texts.put(key, text if number % 2 else number)
        plain[key] = (text, number)
    assert {key: shelf.get(key) for key in plain} == plain
    assert {key: texts.get(key) for key in plain} == {key: t if n % 2 else n for key, (t, n) in plain.items()}
    assert shelf.get("none") is None


@given(
    steps=st.lists(st.tuples(KEYS, st.one_of(st.datetimes(), st.binary(max_size=3), st.none(), st.text(max_size=3))))
)
def test_values_of_any_kind_come_back(steps: list[tuple[int | str, object]]) -> None:
    shelf: Shelf[object] = Shelf(2)
    plain: dict[int | str, object] = {}
    for key, value in steps:
        shelf.put(key, (value, {"of": value}))
        plain[key] = (value, {"of": value})
    assert {key: shelf.get(key) for key in plain} == plain


def test_of_long_values_there_is_room_for_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solartui.store.shelf._ROOM", 100_000)
    short: Shelf[str] = Shelf()
    long: Shelf[str] = Shelf()
    for number in range(1_000):
        short.put(f"row {number}", "x")
        long.put(f"row {number}", f"{number} {'x' * 500}")
    assert (short._far, len(short._near)) == (None, 1_000)
    assert long._far is not None
    assert len(long._near) < 500
    assert [long.get(f"row {number}") for number in (0, 999)] == [f"{number} {'x' * 500}" for number in (0, 999)]
