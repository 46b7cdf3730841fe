"""Places, boxes, maps and tiles at their edges: poles, date line, both hemispheres."""

from __future__ import annotations

from math import cos, inf, nan, radians

import pytest

from solartui.domain.map_view import SCALES, MapView, reach_of_town, scale_for
from solartui.domain.mercator import NORTHERNMOST, metres_per_pixel, round_length, spot_of, tile_of, zoom_for
from solartui.domain.places import (
    Spot,
    Town,
    bearing,
    boxes_around,
    distance_km,
    middle,
    on_earth,
    place_key,
    typed_spot,
)
from solartui.domain.raster import Raster
from solartui.domain.site_picture import Frame

QUARTER = 6371.0 * 3.141592653589793 / 2


@pytest.mark.parametrize(
    ("typed", "spot"),
    [
        ("33.9 S 151.2 E", (-33.9, 151.2)),
        ("-33.9 S 151.2 E", (-33.9, 151.2)),
        ("33.9s, 70.6w", (-33.9, -70.6)),
        ("-33.9, -70.6 W", (-33.9, -70.6)),
        ("50.06 N 19.94 E", (50.06, 19.94)),
        ("50.06° N, 19.94° E", (50.06, 19.94)),
        ("-0,5; -0,25", (-0.5, -0.25)),
        ("50,06 19,94", (50.06, 19.94)),
        ("+50.06,+19.94", (50.06, 19.94)),
        ("90,180", (90.0, 180.0)),
        ("-90;-180", (-90.0, -180.0)),
        ("0,19.94", (0.0, 19.94)),
        ("50.06143\t19.93658", (50.06143, 19.93658)),
    ],
)
def test_coordinates_of_all_quarters(typed: str, spot: tuple[float, float]) -> None:
    assert typed_spot(typed) == spot


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", ",", "50.06", "054 01", "30 001", "90.1,0.5", "50,180.5", "0,0", "0.0;0.0", "50.06,19.94,5", "٥٠,١٩",
        "nan,nan", "inf,1", "1e1,2", "50.06 19.94 E N", "N50 E19", "50.06,19.94\x1b[2J", "--1,2", "1000,1",
        "50." + "0" * 16 + ",19",
    ],
)  # fmt: skip
def test_what_is_no_pair_of_coordinates(typed: str) -> None:
    assert typed_spot(typed) is None


@pytest.mark.parametrize(
    ("spot", "text"),
    [
        (Spot(50.0, 20.0), "50,20"),
        (Spot(100.0 - 50, -0.0), "50,0"),
        (Spot(-0.0000001, 0.5), "0,0.5"),
        (Spot(-33.8688197, 151.2092961), "-33.86882,151.209296"),
        (Spot(0.1 + 0.2, -179.9999996), "0.3,-180"),
        (Spot(10.0, 100.0), "10,100"),
    ],
)
def test_a_spot_in_plain_numbers(spot: Spot, text: str) -> None:
    assert spot.text == text
    again = typed_spot(text)
    assert again is not None
    assert distance_km(again, spot) < 0.001


@pytest.mark.parametrize(
    ("latitude", "longitude", "there"),
    [
        (90, 0, True),
        (-90, 180, True),
        (0, 0.000001, True),
        (0, 0, False),
        (-0.0, 0.0, False),
        (90.000001, 0, False),
        (0, -180.1, False),
        (nan, 0, False),
        (50, inf, False),
        (-inf, nan, False),
    ],
)
def test_what_is_on_earth(latitude: float, longitude: float, there: bool) -> None:
    assert on_earth(latitude, longitude) is there


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (0, 90), QUARTER),
        ((0, 0), (90, 0), QUARTER),
        ((90, 17), (-90, -140), 2 * QUARTER),
        ((0, 0), (0, 180), 2 * QUARTER),
        ((0, 179.5), (0, -179.5), QUARTER / 90),
        ((60, 0), (60, 180), QUARTER * 2 / 3),
        ((52.2297, 21.0122), (50.0614, 19.9366), 252),
        ((-33.8688, 151.2093), (-37.8136, 144.9631), 713.5),
    ],
)
def test_distances_by_geometry(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    assert distance_km(a, b) == pytest.approx(km, rel=0.002, abs=1e-9)
    assert distance_km(b, a) == pytest.approx(distance_km(a, b))


@pytest.mark.parametrize(
    ("start", "end", "degrees"),
    [
        ((0, 0), (1, 0), 0),
        ((0, 0), (0, 1), 90),
        ((0, 0), (-1, 0), 180),
        ((0, 0), (0, -1), 270),
        ((0, 179.5), (0, -179.5), 90),
        ((0, -179.5), (0, 179.5), 270),
        ((50, 20), (90, 0), 0),
        ((-50, 20), (-90, 0), 180),
        ((50, 20), (50, 20), 0),
    ],
)
def test_ways_by_the_compass(start: tuple[float, float], end: tuple[float, float], degrees: float) -> None:
    off = (bearing(start, end) - degrees + 180) % 360 - 180
    assert off == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("centre", "km", "boxes"),
    [
        ((50, 20), 10, 1),
        ((50, 20), 0, 1),
        ((0, 179.99), 5, 2),
        ((0, -179.99), 5, 2),
        ((0, 180), 1, 2),
        ((89.99, 30), 5, 1),
        ((-89.99, 30), 5, 1),
        ((70, 0), 20_040, 1),
    ],
)
def test_boxes_hold_the_circle(centre: tuple[float, float], km: float, boxes: int) -> None:
    found = boxes_around(centre, km)
    assert len(found) == boxes
    for box in found:
        assert -90 <= box.south <= box.north <= 90
        assert -180 <= box.west <= box.east <= 180
    reach = km / 111.195
    points = [(centre[0] + reach, centre[1]), (centre[0] - reach, centre[1]), centre]
    for latitude, longitude in points:
        if abs(latitude) <= 90:
            assert any(b.south <= latitude <= b.north and b.west <= longitude <= b.east for b in found)


def test_around_a_pole_every_longitude_is_near() -> None:
    (box,) = boxes_around((89.99, 30), 5)
    assert (box.west, box.east, box.north) == (-180, 180, 90)


@pytest.mark.parametrize(
    ("spots", "centre"),
    [
        ([(50, 20)], (50, 20)),
        ([(50, 20), (52, 21)], (51, 20.5)),
        ([(-1, 5), (1, -5)], (0, 0)),
        ([(-17, 179.8), (-18, -179.8)], (-17.5, -180)),
        ([(-44, -176.5), (-44, 179.5)], (-44, -178.5)),
        ([(0, 179.9), (0, 179.7)], (0, 179.8)),
    ],
)
def test_the_middle_goes_the_short_way(spots: list[tuple[float, float]], centre: tuple[float, float]) -> None:
    assert middle(spots) == pytest.approx(centre)
    assert middle([]) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Bielsko-Biała", "bielsko biala"),
        (" bielsko  BIALA ", "bielsko biala"),
        ("Saint-Étienne", "saint etienne"),
        ("", ""),
        ("--", ""),
        ("Großenhain", "grossenhain"),
        ("30-001", "30 001"),
        ("東京", "東京"),
    ],
)
def test_names_of_places_have_one_key(text: str, key: str) -> None:
    assert place_key(text) == key


def test_a_town_says_which_one_it_is() -> None:
    assert Town("Kraków", "PL", "małopolskie", 50.06, 19.94, 780_000).text == "Kraków, małopolskie, PL"
    assert Town("Monaco", "MC", "", 43.7, 7.4, 38_000).text == "Monaco, MC"


@pytest.mark.parametrize(
    ("spot", "zoom", "tile"),
    [
        ((0, 0), 0, (0.5, 0.5)),
        ((0, 0), 3, (4, 4)),
        ((0, -180), 4, (0, 8)),
        ((NORTHERNMOST, 0), 2, (2, 0)),
        ((-NORTHERNMOST, 90), 2, (3, 4)),
        ((90, 0), 2, (2, 0)),
        ((-90, 0), 2, (2, 4)),
        ((66.51326044311186, 0), 2, (2, 1)),
    ],
)
def test_tiles_of_known_places(spot: tuple[float, float], zoom: int, tile: tuple[float, float]) -> None:
    assert tile_of(spot, zoom) == pytest.approx(tile, abs=1e-5)


def test_beyond_the_western_edge_the_map_goes_on_in_the_east() -> None:
    assert spot_of(-1, 4, 3) == pytest.approx((0, 135))
    assert spot_of(9, 4, 3) == pytest.approx((0, -135))
    assert spot_of(8, 4, 3).longitude == -180


@pytest.mark.parametrize("latitude", [0, 50, -33.9, 66, -80, 85.0511])
@pytest.mark.parametrize("metres", [0.1, 1, 37.5, 4_000])
def test_a_zoom_gives_back_its_metres(latitude: float, metres: float) -> None:
    assert metres_per_pixel(latitude, zoom_for(latitude, metres)) == pytest.approx(metres)


def test_a_tile_of_the_whole_world_is_as_wide_as_the_equator() -> None:
    assert metres_per_pixel(0, 0) * 256 == pytest.approx(40_075_017, abs=1)
    assert metres_per_pixel(60, 5) == pytest.approx(metres_per_pixel(0, 5) * cos(radians(60)))


@pytest.mark.parametrize(
    ("most", "length"), [(0, 1), (-5, 1), (0.4, 1), (1, 1), (1.9, 1), (4.99, 2), (99, 50), (100, 100), (1e7, 1e7)]
)
def test_round_lengths(most: float, length: float) -> None:
    assert round_length(most) == length


@pytest.mark.parametrize(
    "view",
    [
        MapView(Spot(80, 0), 50_000, 200, 50),
        MapView(Spot(0, 0), 50_000, 900, 50),
        MapView(Spot(60, -10), 50_000, 420, 50),
        MapView(Spot(-85, 170), 50_000, 120, 40),
    ],
)
def test_who_sees_the_whole_round_sees_every_longitude(view: MapView) -> None:
    bounds = view.bounds()
    assert (bounds.west, bounds.east) == (-180, 180)
    assert bounds.south < view.centre.latitude <= bounds.north + 1e-9


@pytest.mark.parametrize(("longitude", "west", "east"), [(179.9, 179.4508, 180), (-179.9, -180, -179.4508)])
def test_a_view_ends_at_the_date_line(longitude: float, west: float, east: float) -> None:
    bounds = MapView(Spot(0, longitude), 1000, 100, 50).bounds()
    assert (bounds.west, bounds.east) == pytest.approx((west, east), abs=1e-3)


@pytest.mark.parametrize("centre", [Spot(50, 20), Spot(-33.9, 151.2), Spot(0, 179.99), Spot(84, -179.99), Spot(-84, 0)])
def test_cells_and_places_belong_to_each_other(centre: Spot) -> None:
    view = MapView(centre, 20, 80, 24)
    assert view.cell_of(centre) == pytest.approx((40, 12))
    for x, y in ((0, 0), (79.5, 23.5), (13, 7)):
        spot = view.spot_at(x, y)
        assert view.cell_of(spot) == pytest.approx((x, y), abs=1e-4)
        assert view.holds(*view.cell_of(spot)) or x == y == 0
    assert not view.holds(80, 0)
    assert not view.holds(-0.1, 0)


def test_a_cell_is_twice_as_high_as_wide() -> None:
    view = MapView(Spot(0, 0.5), 1000, 80, 24)
    east, south = view.spot_at(41, 12), view.spot_at(40, 13)
    assert distance_km(view.centre, south) == pytest.approx(2 * distance_km(view.centre, east), rel=1e-3)


@pytest.mark.parametrize(
    ("metres", "by", "after"),
    [(1.0, 1, 1.0), (1.0, -1, 2.0), (50_000, -1, 50_000), (50_000, 3, 5_000), (130, 1, 50), (130, 0, 100), (2, 99, 1)],
)
def test_steps_end_at_the_nearest_and_the_farthest(metres: float, by: int, after: float) -> None:
    assert MapView(Spot(1, 1), metres, 80, 24).nearer(by).metres == after


def test_a_view_never_has_its_middle_beyond_the_map() -> None:
    view = MapView(Spot(0, 10), 100, 80, 24)
    assert view.at(Spot(90, 10)).centre.latitude == NORTHERNMOST
    assert view.at(Spot(-89, 10)).centre.latitude == -NORTHERNMOST


@pytest.mark.parametrize(
    ("km", "width", "height", "metres"),
    [(0, 80, 24, SCALES[0]), (1e9, 80, 24, SCALES[-1]), (23, 80, 24, 1000), (39, 80, 100, 1000), (5, 1, 1, 5000)],
)
def test_scales_that_show_a_reach(km: float, width: int, height: int, metres: float) -> None:
    assert scale_for(km, width, height) == pytest.approx(metres)


def test_larger_towns_reach_farther() -> None:
    assert reach_of_town(0) == reach_of_town(200) == pytest.approx(159.6, abs=0.1)
    assert reach_of_town(1_000_000) == pytest.approx(11_284, abs=1)


@pytest.mark.parametrize("latitude", [0, 50, -33.9, 84.9, -85])
@pytest.mark.parametrize("metres", [40, 60, 140, 600, 2500])
def test_a_picture_holds_its_middle_and_its_edges(latitude: float, metres: int) -> None:
    cut = Frame(Spot(latitude, 179.9999), metres, 0.6).cut(400, 19)
    tiles = list(cut.tiles())
    assert 0 < len(tiles) <= 36
    assert len(tiles) == len(set(tiles))
    side = 2**cut.zoom
    assert all(0 <= column < side and 0 <= row < side for _x, _y, column, row in tiles)
    assert 0 <= cut.start[0] < 1
    assert 0 <= cut.start[1] < 1
    assert cut.width * 256 * metres_per_pixel(latitude, cut.zoom) == pytest.approx(metres)


def test_a_raster_has_its_dots_and_a_cross() -> None:
    raster = Raster(3, 2, bytes(range(18)))
    assert raster.row(1) == [(9, 10, 11), (12, 13, 14), (15, 16, 17)]
    dark = Raster(41, 21, bytes(41 * 21 * 3))
    crossed = dark.crossed((255, 0, 0))
    red = {(x, y) for y in range(21) for x, dot in enumerate(crossed.row(y)) if dot == (255, 0, 0)}
    assert red == {(20 + n, 10) for n in (-3, -2, 2, 3)} | {(20, 10 + n) for n in (-3, -2, 2, 3)}
    assert set(dark.data) == {0}
    tiny = Raster(1, 1, bytes(3)).crossed((1, 2, 3))
    assert tiny.data == bytes(3)
