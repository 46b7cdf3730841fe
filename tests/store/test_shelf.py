"""A table that goes on in a file says the same as one in memory."""

from __future__ import annotations

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
