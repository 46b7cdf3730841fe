"""A line of text that is being typed: what keys do to it, and which part of it is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from solartui.widgets.form.line_edit import LONGEST, LineEdit, Way, one_line

WAYS: list[Way] = ["left", "right", "word_left", "word_right", "home", "end"]


def typed(text: str, *ways: Way, select: bool = False) -> LineEdit:
    line = LineEdit(text)
    for way in ways:
        line.move(way, select)
    return line


def test_letters_go_where_the_cursor_is() -> None:
    line = typed("Nowa", "left")
    line.insert("Ł")
    assert (line.text, line.cursor) == ("NowŁa", 4)


def test_the_first_letter_replaces_what_is_selected() -> None:
    line = LineEdit("Kraków")
    line.select_all()
    assert line.selected == "Kraków"
    line.insert("W")
    assert (line.text, line.cursor, line.anchor) == ("W", 1, None)
    empty = LineEdit("")
    empty.select_all()
    assert empty.selection == (0, 0)


@pytest.mark.parametrize(
    ("text", "ways", "cursor"),
    [
        ("ul. Lipowa 8", ("word_left",), 11),
        ("ul. Lipowa 8", ("word_left", "word_left"), 4),
        ("ul. Lipowa 8", ("home", "word_right"), 4),
        ("ul.  Lipowa", ("home", "word_right"), 5),
        ("ul. Lipowa 8", ("home", "word_right", "word_right", "word_right", "word_right"), 12),
        ("Lipowa", ("home", "left"), 0),
        ("Lipowa", ("end", "right"), 6),
        ("e\u0331x", ("left", "left"), 0),
    ],
)
def test_moving(text: str, ways: tuple[Way, ...], cursor: int) -> None:
    assert typed(text, *ways).cursor == cursor


@pytest.mark.parametrize(
    ("text", "moved", "erased", "left"),
    [
        ("abc", (), "left", "ab"),
        ("abc", ("home",), "left", "abc"),
        ("abc", ("home",), "right", "bc"),
        ("abc", (), "right", "abc"),
        ("ul. Lipowa", (), "word_left", "ul. "),
        ("ul. Lipowa", ("home",), "word_right", "Lipowa"),
        ("ul. Lipowa", ("word_left",), "home", "Lipowa"),
        ("ul. Lipowa", ("word_left",), "end", "ul. "),
    ],
)
def test_erasing(text: str, moved: tuple[Way, ...], erased: Way, left: str) -> None:
    line = typed(text, *moved)
    line.erase(erased)
    assert line.text == left


def test_selecting_and_erasing_a_part() -> None:
    line = typed("ul. Lipowa 8", "word_left", "left")
    line.move("word_left", select=True)
    assert line.selected == "Lipowa"
    line.move("left")
    assert (line.cursor, line.anchor) == (4, None)
    line.move("end", select=True)
    line.erase("left")
    assert line.text == "ul. "


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("ul. Lipowa 8\r\n32-400 Myślenice", "ul. Lipowa 8 32-400 Myślenice"),
        ("a\tb", "a b"),
        ("\x1b]52;c;aGk=\x07Jan", "]52;c;aGk=Jan"),
        ("\u202eevil\u200b\ufeff", "evil"),
        ("\ud800x\x00\x9b", "x"),
        ("🇵🇱 1\ufe0f\u20e3 👍🏽", "PL 1 👍"),
        ("z\u0307o\u0301łw", "żółw"),
        ("[/] [@click=app.quit]x[/]", "[/] [@click=app.quit]x[/]"),
    ],
)
def test_what_is_pasted_is_one_harmless_line(pasted: str, kept: str) -> None:
    line = LineEdit()
    line.insert(pasted)
    assert line.text == kept


def test_a_huge_paste_is_cut_and_says_so() -> None:
    line = LineEdit("x")
    assert not line.insert("y" * 10**6)
    assert len(line.text) == LONGEST
    assert LineEdit().insert("short")


def test_a_click_finds_its_sign() -> None:
    line = LineEdit("界a界b")
    assert line.window(20)[0] == "界a界b"
    for cell, cursor in [(0, 0), (1, 0), (2, 1), (3, 2), (5, 3), (19, 4)]:
        line.go_to_cell(cell)
        assert line.cursor == cursor
    line.go_to_cell(0)
    line.go_to_cell(3, select=True)
    assert line.selected == "界a"


def test_the_visible_part_follows_the_cursor_and_comes_back() -> None:
    line = LineEdit("abcdefghij")
    assert line.window(5) == ("ghij", "", " ", "", "")
    line.move("home")
    assert line.window(5) == ("", "", "a", "", "bcde")
    line.move("end", select=True)
    assert line.window(5) == ("", "ghij", " ", "", "")
    line.erase("left")
    line.insert("xy")
    assert line.window(5) == ("xy", "", " ", "", "")


def test_a_selection_to_the_left_keeps_its_cursor() -> None:
    line = typed("abcdef", "left", "left")
    line.move("home", select=True)
    assert line.window(10) == ("", "", "a", "bcd", "ef")


@given(st.text(max_size=60), st.lists(st.sampled_from(WAYS)), st.integers(2, 12), st.booleans())
def test_the_cursor_is_always_in_sight_and_nothing_is_too_wide(
    text: str, ways: list[Way], width: int, select: bool
) -> None:
    line = LineEdit(text)
    for way in ways:
        line.move(way, select)
        parts = line.window(width)
        assert cell_len("".join(parts)) <= width
        assert parts[2]
        assert 0 <= line.cursor <= len(line.text)


@given(st.text())
def test_nothing_that_is_typed_can_command_a_terminal(text: str) -> None:
    kept = one_line(text)
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in kept)
    assert not set(kept) & set("\u200b\u202e\u2066\ufeff\n\t")


@given(st.text(max_size=30), st.lists(st.tuples(st.sampled_from(["insert", "erase", "move"]), st.sampled_from(WAYS))))
def test_any_keys_leave_a_whole_line(text: str, keys: list[tuple[str, Way]]) -> None:
    line = LineEdit(text)
    for act, way in keys:
        if act == "insert":
            line.insert("ą")
        elif act == "erase":
            line.erase(way)
        else:
            line.move(way, select=way in {"left", "home"})
        start, end = line.selection
        assert 0 <= start <= end <= len(line.text)
