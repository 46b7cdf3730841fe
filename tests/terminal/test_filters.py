"""The filters every line passes on its way to the terminal."""

from __future__ import annotations

import random

import pytest
from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import LineFilter

from solartui.terminal.colours import distance, lab
from solartui.terminal.controls import without_controls
from solartui.terminal.filters import ControlFilter, GlyphFilter, NearestColours
from solartui.terminal.glyphs import GlyphTable

BLACK = TextualColor(0, 0, 0)


def apply(line_filter: LineFilter, *segments: Segment) -> list[Segment]:
    return line_filter.apply(list(segments), BLACK)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zażółć gęślą", "Zażółć gęślą"),
        ("a\x1b]52;c;eA==\x07b", "a]52;c;eA==b"),
        ("a\x9b31mb\x7f\x00\x08", "a31mb"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("a\tb\nc\r", "abc"),
        ("a\ud800b", "a\ufffdb"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_controls_go_and_the_width_stays(text: str, shown: str) -> None:
    (segment,) = apply(ControlFilter(), Segment(text, Style(bold=True)))
    assert segment == Segment(shown, Style(bold=True))
    assert cell_len(shown) == sum(cell_len(character) for character in text)


def test_a_clean_line_is_passed_on_as_it_is() -> None:
    line = [Segment("clean"), Segment("Łódź", Style(bold=True))]
    assert ControlFilter().apply(line, BLACK) is line


def test_a_link_cannot_end_itself() -> None:
    (segment,) = apply(ControlFilter(), Segment("map", Style(link="http://x/\x1b\\\x1b]0;evil\x07")))
    assert segment.style is not None
    assert segment.style.link == "http://x/\\]0;evil"
    assert segment.text == "map"


def test_joined_emoji_become_the_first_of_them_and_the_width_stays() -> None:
    family, word = "\U0001f469\u200d\U0001f469\U0001f3fb\u200d\U0001f467", "\u0915\u094d\u200d\u0937"
    (segment,) = apply(ControlFilter(), Segment(f"a{family}b {word}"))
    assert segment.text == f"a\U0001f469b {word}"
    assert cell_len(segment.text) == cell_len(f"a{family}b {word}")


def test_control_segments_of_our_own_pass() -> None:
    picture = Segment("\x1bPq#0\x1b\\", None, [])
    own = Segment(picture.text, None, [(1,)])  # type: ignore[list-item]
    assert apply(ControlFilter(), own) == [own]


def test_every_hostile_character_is_caught() -> None:
    hostile = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
    assert without_controls("".join(hostile)) == ""


@pytest.mark.parametrize("count", [256, 16])
def test_colours_are_of_the_palette_and_the_rest_of_a_style_stays(count: int) -> None:
    style = Style(color="#ffb454", bgcolor="#11141a", bold=True, link="http://x", meta={"row": 1})
    (segment,) = apply(NearestColours(count), Segment("x", style))
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.bgcolor is not None
    numbers = (segment.style.color.number, segment.style.bgcolor.number)
    assert all(number is not None and number < count for number in numbers)
    assert segment.style.bold
    assert segment.style.link == "http://x"
    assert segment.style.meta == {"row": 1}


def test_palette_colours_and_no_style_are_left_alone() -> None:
    line = [Segment("a"), Segment("b", Style(color="red")), Segment("c", Style(bold=True))]
    assert NearestColours().apply(line, BLACK) == line


def test_four_dark_surfaces_stay_apart_in_256_colours() -> None:
    surfaces = ["#11141a", "#171b23", "#1d222c", "#272e3d"]
    mapped = apply(NearestColours(), *(Segment(" ", Style(bgcolor=surface)) for surface in surfaces))
    assert len({segment.style.bgcolor for segment in mapped if segment.style}) == len(surfaces)


def test_the_chosen_colour_is_nearly_the_nearest_of_all() -> None:
    palette = {number: lab(*Color.from_ansi(number).get_truecolor()) for number in range(16, 256)}
    chance = random.Random(7)
    for _ in range(300):
        red, green, blue = (chance.randrange(256) for _ in range(3))
        (segment,) = apply(NearestColours(), Segment("x", Style(color=Color.from_rgb(red, green, blue))))
        assert segment.style is not None
        assert segment.style.color is not None
        wanted = lab(red, green, blue)
        best = min(distance(wanted, entry) for entry in palette.values())
        assert distance(wanted, palette[segment.style.color.number or 0]) ** 0.5 <= best**0.5 + 12


def test_glyphs_are_replaced_cell_by_cell() -> None:
    line = [Segment("▌ Łódź ◔"), Segment("plain", Style(bold=True))]
    assert GlyphFilter(GlyphTable("ascii")).apply(line, BLACK) == [Segment("| Łódź c"), line[1]]
