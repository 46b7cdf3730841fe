from __future__ import annotations

from math import cos, log, pi, radians, tan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from solartui.domain.errors import Invalid
from solartui.domain.map_view import MapView, scale_for
from solartui.domain.mercator import metres_per_pixel, round_length, spot_of, tile_of
from solartui.domain.places import Spot, bearing, distance_km
from solartui.domain.site_picture import Frame
from solartui.domain.tile_sources import CHOICES, SOURCES, check_address, check_template, source_named

SITE = Spot(49.9873, 20.0647)


def test_a_known_tile() -> None:
    column, row = tile_of(SITE, 18)
    angle = radians(SITE.latitude)
    assert int(column) == 145682
    assert row == pytest.approx((1 - log(tan(angle) + 1 / cos(angle)) / pi) / 2 * 2**18)
    assert round(metres_per_pixel(50, 18), 2) == 0.38


@given(some.floats(-84, 84), some.floats(-179.9, 179.9), some.integers(0, 19))
@settings(max_examples=40)
def test_there_and_back(latitude: float, longitude: float, zoom: int) -> None:
    back = spot_of(*tile_of(Spot(latitude, longitude), zoom), zoom)
    assert back.latitude == pytest.approx(latitude, abs=1e-6)
    assert back.longitude == pytest.approx(longitude, abs=1e-6)


def test_a_piece_of_the_map_on_cells() -> None:
    view = MapView(SITE, 10.0, 81, 21)
    assert view.cell_of(SITE) == pytest.approx((40.5, 10.5))
    east = view.spot_at(40.5 + 10, 10.5)
    assert distance_km(SITE, east) == pytest.approx(0.1, rel=0.01)
    assert bearing(SITE, east) == pytest.approx(90, abs=0.1)
    south = view.spot_at(40.5, 10.5 + 10)
    assert distance_km(SITE, south) == pytest.approx(0.2, rel=0.01)
    assert view.cell_of(south) == pytest.approx((40.5, 20.5))
    box = view.bounds()
    assert box.south < SITE.latitude < box.north
    assert box.west < SITE.longitude < box.east


def test_the_map_ends_at_the_poles_and_goes_on_at_the_date_line() -> None:
    fiji = MapView(Spot(-17.0, 179.9), 1000.0, 80, 20)
    assert fiji.spot_at(79, 10).longitude < -179
    assert 40 < fiji.cell_of(Spot(-17.0, -179.9))[0] < 80
    assert fiji.bounds().east == 180.0
    assert MapView(Spot(-84.0, 0.0), 50_000.0, 80, 40).spot_at(0, 39).latitude > -90
    assert fiji.at(Spot(89.9, 0)).centre.latitude < 86
    assert MapView(SITE, 1.0, 80, 20).nearer(1).metres == 1.0
    assert MapView(SITE, 50_000.0, 80, 20).nearer(-3).metres == 50_000.0
    assert MapView(SITE, 20.0, 80, 20).nearer(-1).metres == 50.0


@pytest.mark.parametrize(("km", "metres"), [(0.4, 40.0), (6, 600.0), (60, 6000.0), (100_000, 50_000.0), (0.001, 1.0)])
def test_a_scale_shows_everything_within_reach(km: float, metres: float) -> None:
    assert scale_for(km, 47, 11) == metres


@pytest.mark.parametrize(("most", "length"), [(1, 1), (7, 5), (19.9, 10), (20, 20), (4_999, 2000), (60_000, 50_000)])
def test_lengths_for_a_scale(most: float, length: float) -> None:
    assert round_length(most) == length


@given(some.floats(-80, 80), some.floats(-180, 180), some.sampled_from((40, 140, 2500)), some.integers(20, 800))
@settings(max_examples=60)
def test_a_picture_needs_few_tiles_and_holds_its_middle(
    latitude: float, longitude: float, metres: int, dots: int
) -> None:
    cut = Frame(Spot(latitude, longitude), metres, 0.6).cut(dots, 19)
    tiles = list(cut.tiles())
    assert 0 < len(tiles) <= 36
    side = 2**cut.zoom
    column, row = tile_of(Spot(latitude, longitude), cut.zoom)
    assert any((x, y) == (int(column) % side, min(side - 1, int(row))) for _, _, x, y in tiles)
    assert all(0 <= x < side and 0 <= y < side for _, _, x, y in tiles)


def test_the_middle_is_asked_for_first() -> None:
    cut = Frame(SITE, 350, 0.6).cut(600, 19)
    first = next(iter(cut.tiles()))
    assert first[2:] == tuple(map(int, tile_of(SITE, cut.zoom)))


def test_a_source_is_not_asked_nearer_than_it_offers() -> None:
    assert Frame(SITE, 60, 0.6).cut(200, SOURCES["eox"].deepest).zoom == 14


def test_addresses_of_tiles() -> None:
    for source in SOURCES.values():
        check_template(source.template)
        address = source.address(18, 145684, 88894, "k/?&")
        assert "18" in address
        assert "{" not in address
        assert source.host in address
        assert source.attribution
        assert source.terms
    assert SOURCES["maptiler"].address(1, 2, 3, "a&b=c").endswith("/1/2/3.jpg?key=a%26b%3Dc")


@pytest.mark.parametrize(
    "template",
    [
        "https://x.example/{z}/{x}.png",
        "https://x.example/{z}/{x}/{y}/{y}.png",
        "https://x.example/{z}/{x}/{y}/{user}.png",
        "http://x.example/{z}/{x}/{y}.png",
        "ftp://x.example/{z}/{x}/{y}.png",
        "https://{key}.example/{z}/{x}/{y}.png",
        "https://me:secret@x.example/{z}/{x}/{y}.png",
        "https://[x/{z}/{x}/{y}",
        "https://x.example:port/{z}/{x}/{y}",
        "{z}{x}{y}",
    ],
)
def test_what_is_no_address_of_tiles(template: str) -> None:
    with pytest.raises(Invalid):
        check_template(template)


def test_this_machine_needs_no_https() -> None:
    for host in ("localhost:8080", "127.0.0.1", "[::1]:90", "tiles.localhost"):
        check_address(f"http://{host}/x")
    with pytest.raises(Invalid):
        check_address("http://127.0.0.1.example/x")


def test_an_own_source_is_accepted_by_its_server() -> None:
    assert source_named("off") is None
    assert source_named("own") is None
    own = source_named("own", "https://tiles.firm.example/{z}/{x}/{y}.png?k={key}")
    assert own is not None
    assert own.accepted_as == own.attribution == "tiles.firm.example"
    assert own.needs_key
    other = source_named("own", "https://tiles.firm.example/new/{z}/{x}/{y}.png")
    assert other is not None
    assert other.folder != own.folder
    assert set(CHOICES) == {"off", "own", *SOURCES}
