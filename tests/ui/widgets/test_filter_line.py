"""The line of the filter while nobody types, and what stands under it while somebody does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pytest

from solartui.widgets.cells import width_of
from solartui.widgets.filter_hints import FilterHints, completed
from solartui.widgets.filter_line import Chip, FilterLine, Said

CHIPS = (Chip("stage", "Open, Contacted"), Chip("", "krak"), Chip("kWh a month", "> 400"))


@dataclass
class Problem:
    column: int
    length: int
    why: str


class Hint(NamedTuple):
    text: str
    title: str
    remark: str


class Hints(NamedTuple):
    start: int
    stop: int
    candidates: tuple[Hint, ...]


def text_of(widget: FilterLine | Said, width: int) -> str:
    """What a line says."""
    (line,) = widget.draw(width, 1)
    text = "".join(text for text, _ in line.parts)
    assert width_of(text) <= width
    return text


def line(*chips: Chip, title: str = "", count: str = "38 of 128") -> FilterLine:
    """A line with these conditions in force."""
    made = FilterLine()
    made.chips, made.title, made.count = chips, title, count
    return made


@pytest.mark.feature("B-54")
def test_the_name_of_the_list_its_conditions_and_the_count_stand_in_one_line() -> None:
    shown = text_of(line(*CHIPS, title="My leads"), 120)
    assert shown.split("  ")[0] == "/ My leads"
    for words in ("search or filter", "stage Open, Contacted ×", " krak ×", "kWh a month > 400 ×"):
        assert words in shown
    assert shown.endswith("38 of 128")


@pytest.mark.parametrize("width", range(30, 121, 6))
def test_what_has_no_room_is_counted(width: int) -> None:
    made = line(*CHIPS, title="A view with a long name that somebody gave it")
    shown = text_of(made, width)
    left = sum(chip.value in shown for chip in CHIPS)
    assert (f"+{len(CHIPS) - left}" in shown) is (left < len(CHIPS))
    assert shown.endswith("38 of 128")
    assert [zone.name for zone in made.zones if zone.name.isdecimal()] == [str(place) for place in range(left)]


def test_each_cross_is_where_it_can_be_clicked() -> None:
    made = line(*CHIPS)
    shown = text_of(made, 100)
    for zone in made.zones:
        if zone.name.isdecimal():
            assert shown[zone.start : zone.end] == "× "


def test_hostile_words_stay_one_line() -> None:
    shown = text_of(line(Chip("", "a\x1b[2Jb\n" + "x" * 500), title="\x1b]0;x\x07 [red]"), 80)
    assert shown.isprintable()
    assert "[red]" in shown


@pytest.mark.parametrize(
    ("problem", "at", "begins"),
    [
        (Problem(1, 7, "no field"), 2, "  ▔▔▔▔▔▔▔ no field"),
        (Problem(30, 3, "is no number"), 31, " " * 31 + "▔▔▔ is no number"),
        (Problem(70, 4, "is no number for this field"), 70, " " * 42 + "is no number for this field ▔▔▔▔"),
    ],
)
def test_the_sign_stands_below_the_word_and_the_sentence_where_it_has_room(
    problem: Problem, at: int, begins: str
) -> None:
    said = Said()
    said.problem, said.at = problem, at
    assert text_of(said, 76).rstrip() == begins


@pytest.mark.parametrize("width", [20, 40, 76])
@pytest.mark.parametrize("at", [-500, 0, 19, 75, 9_999])
@pytest.mark.parametrize("length", [1, 40, 10_000])
def test_wherever_the_word_is_the_line_has_a_sign(width: int, at: int, length: int) -> None:
    said = Said()
    said.problem, said.at = Problem(1, length, "“x” is no number for “kwh” at all, not now and not ever"), at
    assert "▔" in text_of(said, width)


def test_nothing_is_said_where_nothing_is_wrong_or_a_list_lies_there() -> None:
    said = Said()
    assert text_of(said, 40) == ""
    said.problem, said.covered = Problem(1, 1, "wrong"), True
    assert text_of(said, 40) == ""


def test_a_line_of_the_list_is_meant_only_once_somebody_went_there() -> None:
    hints = FilterHints()
    assert (hints.selected, hints.close()) == (None, False)
    offered = Hints(0, 3, (Hint("stage:", "stage:", "Stage"), Hint("street:", "street:", "Street " * 20)))
    hints.open_for(offered, 4, 40, steered=False)
    assert (hints.selected, hints.steered) == (offered.candidates[0], False)
    hints.steer(1)
    assert (hints.selected, hints.steered) == (offered.candidates[0], True)
    hints.steer(1)
    assert hints.selected == offered.candidates[1]
    hints.steer(1)
    assert hints.selected == offered.candidates[1]
    assert hints.close()
    assert hints.selected is None


@pytest.mark.parametrize(
    ("text", "start", "stop", "taken", "becomes"),
    [
        ("sta", 0, 3, "stage:", ("stage:", "")),
        ("krak stage:o", 11, 12, "open", ("krak stage:open ", "")),
        ("stage:o krak", 6, 7, "open", ("stage:open", " krak")),
        ("stage:o,lost", 6, 7, "open", ("stage:open", ",lost")),
        ("kwh:", 4, 4, "400..", ("kwh:400..", "")),
        ("city:now", 5, 8, '"Nowy Sącz"', ('city:"Nowy Sącz" ', "")),
    ],
)
def test_what_is_taken_stands_in_the_place_of_what_was_typed(
    text: str, start: int, stop: int, taken: str, becomes: tuple[str, str]
) -> None:
    hint = Hint(taken, taken, "")
    assert completed(text, Hints(start, stop, (hint,)), hint) == becomes
