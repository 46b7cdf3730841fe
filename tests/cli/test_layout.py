"""Columns of plain text."""

from __future__ import annotations

import pytest

from solartui.cli.layout import Column, cells, fit, print_pairs, print_table, widths_for


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("Żółć", 4), ("名前", 4), ("e\u0301", 1), ("👩\u200d🚀", 4), ("ﬀ", 1)]
)
def test_cells_of_a_text(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "right", "shown"),
    [
        ("abc", 5, False, "abc  "),
        ("abc", 5, True, "  abc"),
        ("abcdef", 4, False, "abc…"),
        ("abcdef", 1, False, "…"),
        ("名前名前", 4, False, "名… "),
        ("名前", 4, False, "名前"),
        ("Łódź", 4, False, "Łódź"),
    ],
)
def test_a_text_is_fitted_into_cells(text: str, width: int, right: bool, shown: str) -> None:
    assert fit(text, width, right=right) == shown
    assert cells(shown) == width


def test_names_are_cut_before_the_rest_and_numbers_never() -> None:
    columns = [
        Column("id", "ID", str, right=True),
        Column("name", "Name", str, long=True),
        Column("stage", "Stage", str, least=9),
    ]
    row = ["12345678", "n" * 50, "s" * 20]
    assert widths_for(columns, [row], 200) == [8, 50, 20]
    assert widths_for(columns, [row], 62) == [8, 30, 20]
    assert widths_for(columns, [row], 40) == [8, 14, 14]
    assert widths_for(columns, [row], 10) == [8, 6, 6]
    assert widths_for(columns, [["1", "n", "s"]], 80) == [2, 4, 9]


def test_later_rows_keep_to_the_widths_of_the_first(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    columns = [Column("name", "Name", lambda row: row), Column("more", "More", lambda _row: None)]
    assert print_table(columns, ["a"] * 300 + ["b" * 30]) == 301
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("Name  More", "a", "bbb…")
    assert print_table(columns, []) == 0
    assert capsys.readouterr().out == ""


def test_a_text_that_stays_whole_takes_its_room_from_the_next_column(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    columns = [Column("key", "Key", lambda row: row[0], most=6), Column("why", "Why", lambda row: row[1], long=True)]
    assert print_table(columns, [("short", "w" * 30), ("k" * 12, "w" * 30), ("k" * 20, "w" * 30), ("k" * 12, "w")])
    assert capsys.readouterr().out.splitlines() == [
        "Key     Why",
        f"short   {'w' * 15}…",
        f"{'k' * 12}  {'w' * 9}…",
        f"{'k' * 20}  {'w' * 5}…",
        f"{'k' * 12}  w",
    ]


def test_what_goes_to_a_pipe_is_whole(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    columns = [Column("name", "Name", lambda row: row, long=True), Column("more", "More", lambda _row: "x")]
    assert print_table(columns, ["a", "b" * 130, *["c"] * 300, "d" * 140]) == 303
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Name{' ' * 118}More"
    assert lines[1] == f"a{' ' * 121}x"
    assert lines[2] == f"{'b' * 130}  x"
    assert lines[-1] == f"{'d' * 140}  x"
    monkeypatch.setenv("COLUMNS", "40")
    print_table(columns, ["b" * 130])
    assert capsys.readouterr().out.splitlines()[1].endswith("b…  x")


def test_labels_stand_in_a_column_and_empty_values_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_pairs([("A", 1), ("Long", "x\x1b[2Jy\nz"), ("None", None), ("Empty", "")])
    assert capsys.readouterr().out == "A     1\nLong  x[2Jy z\n"
