from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from solartui.domain.map_view import MapView
from solartui.domain.places import Spot, Town
from solartui.domain.raster import Raster
from solartui.theme import DUSK
from solartui.widgets.cells import width_of
from solartui.widgets.parts import parts_width
from solartui.widgets.pictures.cells import dots_for, rows_of
from solartui.widgets.pictures.drawn_map import Mark, Scene, draw, length
from solartui.widgets.pictures.place_picture import MapShown, PictureShown

HERE = Spot(49.98738, 20.06473)
TOWNS = [
    Town("Kraków", "PL", "małopolskie", 50.06143, 19.93658, 780_000),
    Town("Wieliczka", "PL", "małopolskie", 49.98738, 20.06473, 20_000),
    Town("A\x1b]0;x\x07\u202eevil [b]", "PL", "", 49.9, 20.0, 900),
    Town("東京", "JP", "", 50.0, 20.3, 5000),
]


def texts(scene: Scene) -> list[str]:
    return ["".join(text for text, _ in line) for line in draw(scene)]


def test_a_map_tells_towns_leads_north_scale_and_credit() -> None:
    marks = [Mark((50.02, 20.2), "◔", "hue.contacted"), Mark((50.02, 20.2), "◑", "hue.assigned")]
    marks.append(Mark((49.93, 19.9), "◕", "hue.site_visit"))
    lines = texts(Scene(MapView(HERE, 1000, 60, 16), marks, TOWNS, HERE, credit="GeoNames CC BY 4.0"))
    whole = "\n".join(lines)
    assert "Kraków" in whole
    assert "Wieliczka" in whole
    assert "GeoNames" in lines[-1]
    assert "├" in lines[-1]
    assert "10 km" in lines[-1]
    assert "N↑" in lines[0]
    assert "◆" in lines[8]
    assert "◕" in whole
    assert "2" in whole
    assert "東京" not in whole


@given(
    some.floats(-84, 84),
    some.floats(-180, 180),
    some.sampled_from([1.0, 50.0, 2000.0, 50_000.0]),
    some.tuples(some.integers(8, 90), some.integers(3, 24)),
    some.booleans(),
)
@settings(max_examples=40)
def test_every_line_is_as_wide_as_the_map_and_holds_no_control(
    latitude: float, longitude: float, metres: float, size: tuple[int, int], plain: bool
) -> None:
    width, height = size
    centre = Spot(latitude, longitude)
    towns = [*TOWNS, Town("Here", "XX", "", latitude, longitude, 90_000)]
    marks = [Mark((latitude + at / 100, longitude), "○", "text") for at in range(12)]
    lines = draw(Scene(MapView(centre, metres, width, height), marks, towns, centre, plain, True, "GeoNames CC BY 4.0"))
    assert [parts_width(parts) for parts in lines] == [width] * height
    whole = "".join(text for parts in lines for text, _ in parts)
    assert whole.isprintable()
    if plain:
        assert "▀" not in whole


def test_lengths_in_words() -> None:
    assert [length(metres) for metres in (20, 500, 1000, 2500, 50_000)] == ["20 m", "500 m", "1 km", "2.5 km", "50 km"]


def raster(*rows: str) -> Raster:
    colours = {".": (0, 0, 0), "#": (255, 255, 255), "o": (200, 100, 0)}
    return Raster(len(rows[0]), len(rows), bytes(part for row in rows for sign in row for part in colours[sign]))


def signs(picture: Raster, mode: str) -> list[str]:
    return ["".join(segment.text for segment in row) for row in rows_of(picture, mode)]  # type: ignore[arg-type]


def test_quadrants_show_four_dots_in_a_cell() -> None:
    (line,) = rows_of(raster("#.##..", "..#..."), "quadrants")
    drawn = [(sign, segment.style) for segment in line for sign in segment.text]
    assert len(drawn) == 3
    for (sign, style), lit in zip(drawn, ("▘", "▛", " "), strict=True):
        assert style is not None
        assert style.color is not None
        white = style.color.name == "#ffffff"
        assert sign == lit or (sign, white) in {("▟", False), ("▗", False)}


def test_halves_show_two_dots_in_a_cell() -> None:
    assert signs(raster("#.o", "..o"), "halves") == ["▀  "]
    assert dots_for(10, 4, "halves") == (10, 8)
    assert dots_for(10, 4, "quadrants") == (20, 8)


def test_a_picture_has_no_more_colours_than_it_came_with() -> None:
    rows = rows_of(raster("#.o#", "o.#o", "##oo", "..o."), "quadrants")
    found = {
        colour.name for row in rows for _, style, _ in row if style for colour in (style.color, style.bgcolor) if colour
    }
    assert found <= {"#000000", "#ffffff", "#c86400"}


@pytest.mark.parametrize("width", [12, 31, 60])
def test_a_picture_says_whose_it_is_and_where_its_middle_is(width: int) -> None:
    dots = dots_for(width, 9, "quadrants")
    rows = rows_of(Raster(*dots, bytes([40, 90, 40]) * (dots[0] * dots[1])), "quadrants")
    lines = PictureShown(rows, "Geoportal.gov.pl, GUGiK\x1b[31m", 1.0).cells(width, 9, DUSK)
    told = ["".join(sign for sign, _ in line) for line in lines]
    assert [len(line) for line in told] == [width] * 9
    assert "┼" in told[4]
    assert "Geoport" in told[8]
    assert "\x1b" not in "".join(told)
    # A picture of another size, while the right one is on its way.
    assert [len(line) for line in PictureShown(rows, "", 1.0).cells(width + 5, 11, DUSK)] == [width + 5] * 11


def test_a_map_says_why_there_is_no_picture() -> None:
    lines = MapShown(HERE, HERE, remark="Nobody answers.").cells(40, 9, DUSK)
    assert "Nobody answers." in "".join(sign for sign, _ in lines[0])
    assert all(width_of(sign) == 1 for line in lines for sign, _ in line)
