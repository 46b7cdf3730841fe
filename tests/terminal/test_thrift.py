"""Fewer bytes, the same picture."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st

from solartui.terminal.thrift import thrifty

COLUMNS, ROWS = 12, 4
CODES = [
    "1", "3", "4", "7", "9", "0", "", "22", "24", "39", "49", "31", "94", "42", "103",
    "38;5;234", "48;5;17", "38;2;1;2;3", "48;2;17;20;26", "1;38;2;9;9;9;48;2;17;20;26",
]  # fmt: skip
# What Textual writes: a style, text, and the reset.
runs = st.tuples(st.sampled_from(CODES), st.text("ab ż─", max_size=4)).map(lambda run: f"\x1b[{run[0]}m{run[1]}\x1b[0m")
pieces = st.one_of(
    st.sampled_from(CODES).map(lambda codes: f"\x1b[{codes}m"),
    runs,
    st.text("xy ", max_size=4),
    st.tuples(st.integers(1, ROWS), st.integers(1, COLUMNS)).map(lambda place: f"\x1b[{place[0]};{place[1]}H"),
)


def picture(data: str) -> list[list[pyte.screens.Char]]:
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(screen).feed(data)
    return [[screen.buffer[row][column] for column in range(COLUMNS)] for row in range(ROWS)]


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=30).map("".join))
def test_the_picture_is_the_same(data: str) -> None:
    assert picture(thrifty(data)) == picture(data)


@settings(max_examples=100, deadline=None)
@given(st.lists(runs, max_size=30).map("".join))
def test_it_is_never_longer(data: str) -> None:
    assert len(thrifty(data)) <= len(data)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(pieces, max_size=8).map("".join), max_size=5))
def test_every_frame_leaves_the_plain_style(frames: list[str]) -> None:
    assert picture("".join(map(thrifty, frames))) == picture("\x1b[0m".join(frames))


def test_a_row_on_one_surface_tells_it_once() -> None:
    surface = "48;2;17;20;26"
    row = "".join(f"\x1b[38;2;{red};0;0;{surface}mcell\x1b[0m" for red in range(5))
    assert thrifty(row).count(surface) == 1
    assert thrifty(row).endswith("\x1b[0m")


def test_moves_and_links_between_cells_keep_the_style() -> None:
    data = "\x1b[1mone\x1b[0m\n\x1b[2;1H\x1b]8;id=1;http://x\x1b\\\x1b[1mtwo\x1b[0m\x1b]8;;\x1b\\"
    assert thrifty(data) == "\x1b[1mone\x1b[2;1H\x1b]8;id=1;http://x\x1b\\two\x1b]8;;\x1b\\\x1b[0m"


def test_a_row_is_ended_by_the_move_to_the_next() -> None:
    assert thrifty("one\n\x1b[2;1Htwo\n") == "one\x1b[2;1Htwo\n"


def test_other_sequences_pass_untouched() -> None:
    data = "\x1b[?1049h\x1b[>25u\x1b]52;c;eA==\x07\x1bPq#0\x1b\\\x1b[4:3mcurly"
    assert thrifty(data) == data
