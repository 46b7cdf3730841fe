"""Places of filters, questions to services, metering points and routes at their edges."""

from __future__ import annotations

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.geocoding import Found, Precision, can_be_found, fingerprint, in_country, one_place, question_of
from solartui.domain.importing.places import coordinates
from solartui.domain.leads import Address
from solartui.domain.metering import metering_point, nmi_check
from solartui.domain.places import Spot, distance_km
from solartui.domain.query.ast import Near
from solartui.domain.query.lexer import QueryError, lex
from solartui.domain.query.nearness import is_near, place_in, read_near
from solartui.domain.route import Unplaced, Visit, planned_route


# More of the numbers that the operator of the Australian market published with their check digits.
@pytest.mark.parametrize(
    ("number", "digit"),
    [
        ("3075621876", 6), ("4316854005", 9), ("4316854006", 7), ("6305888444", 6), ("6350888444", 2),
        ("7001888333", 8),
        ("NBBBX11111", 8), ("NCCC519495", 5), ("NGGG000055", 4), ("SMVEW00085", 8), ("VAAA000065", 7),
        ("VAAA000066", 5),
        ("VAAA000067", 2), ("VCCCX00009", 1), ("VEEEX00009", 1), ("VKTS786150", 2), ("VKTS867150", 5),
        ("VKTS871650", 7),
        ("VKTS876105", 7), ("VKTS876150", 3), ("VKTS876510", 8),
    ],
)  # fmt: skip
def test_published_check_digits(number: str, digit: int) -> None:
    assert nmi_check(number) == digit
    typed = f" {number[:4].lower()} {number[4:7]}-{number[7:]} {digit}"
    assert metering_point(typed, "AU") == f"{number}{digit}"
    for wrong in range(10):
        if wrong != digit:
            with pytest.raises(Invalid, match="check digit"):
                metering_point(f"{number}{wrong}", "AU")


@pytest.mark.parametrize("number", ["VIIIX00009", "VOOOX00009", "V€€€X00009", "VKTS87610", "VKTS8761050X", ""])
def test_what_is_no_number_of_australia(number: str) -> None:
    with pytest.raises(Invalid):
        metering_point(number, "AU")


def near_of(text: str) -> Near:
    """The place that a filter asks for."""
    (piece,) = lex(text)
    return read_near(piece.values)


@pytest.mark.parametrize(
    ("text", "place", "km"),
    [
        ("near:krakow", "krakow", 25),
        ("near:krakow,10km", "krakow", 10),
        ("near:krakow,10", "krakow", 10),
        ("near:krakow,500m", "krakow", 0.5),
        ("near:krakow,2.5km", "krakow", 2.5),
        ("near:krakow,2,5km", "krakow", 2.5),
        ("near:30-001,25km", "30-001", 25),
        ("near:#12,3km", "#12", 3),
        ('near:"new york",5KM', "new york", 5),
        ('near:"new york, us",5km', "new york, us", 5),
        ("near:50.06,19.94", "50.06,19.94", 25),
        ("near:50.06,19.94,5km", "50.06,19.94", 5),
        ("near:-33.9,151.2,1km", "-33.9,151.2", 1),
        ("near:łódź,20040km", "łódź", 20_040),
        ("blisko:krakow,10km", "krakow", 10),
    ],
)
def test_places_of_filters(text: str, place: str, km: float) -> None:
    assert near_of(text) == Near(place, km)


@pytest.mark.parametrize(
    "text",
    ["near:,10km", "near:10km", "near:krakow,0km", "near:krakow,20041km", "near:91,0.5", "near:50,181,5km",
     f"near:{'x' * 121}"],
)  # fmt: skip
def test_places_of_filters_that_are_none(text: str) -> None:
    with pytest.raises(QueryError) as refused:
        near_of(text)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("latitude", "longitude", "near"),
    [
        (50.06, 19.94, True), (50.06, 20.07, True), (50.06, 20.09, False), (None, 19.94, False), (50.06, None, False),
        (0.0, 0.0, False), (float("nan"), 19.94, False), (91.0, 19.94, False),
    ],
)  # fmt: skip
def test_what_lies_within_ten_kilometres(latitude: float | None, longitude: float | None, near: bool) -> None:
    assert is_near(Near("krakow", 10), latitude, longitude, lambda _place: Spot(50.06, 19.94)) is near


def test_a_place_is_found_in_its_filter() -> None:
    assert place_in("stage:open near:krakow,5km", "krakow") == (17, 6)
    assert place_in('near:"new york",5km', "new york") == (6, 10)
    assert place_in("stage:open", "krakow") == (1, 10)
    assert place_in("", "krakow") == (1, 1)


@pytest.mark.parametrize(
    ("street", "asked"),
    [
        ("Długa 12", "Długa 12"),
        ("Długa 12/4", "Długa 12"),
        ("Długa 12 / 4 ", "Długa 12"),
        ("Długa 12A/4", "Długa 12A"),
        ("Długa 12 m. 4", "Długa 12"),
        ("Długa 12A m.4", "Długa 12A"),
        ("Długa 12 lok. 4", "Długa 12"),
        ("3 Maja 5", "3 Maja 5"),
        ("3/4 Mill Lane", "3/4 Mill Lane"),
        ("Al. 29 Listopada 130/12", "Al. 29 Listopada 130"),
    ],
)
def test_the_number_of_a_flat_is_left_out(street: str, asked: str) -> None:
    question = question_of(Address(street, "31-146", "Kraków", None, "PL"))
    assert question == f"{asked}, 31-146 Kraków, PL"


@pytest.mark.parametrize(
    ("address", "there"),
    [
        (Address(None, None, None, None, "PL"), False),
        (Address("Długa 1", None, None, "małopolskie", "PL"), False),
        (Address(None, "--", "…", None, None), False),
        (Address(None, "30-001", None, None, None), True),
        (Address(None, None, "東京", None, None), True),
    ],
)
def test_an_address_without_a_town_is_not_looked_for(address: Address, there: bool) -> None:
    assert can_be_found(address) is there


def test_fingerprints_keep_questions_apart() -> None:
    assert fingerprint("Kraków", "PL") == fingerprint(" krakow ", "pl")
    assert fingerprint("a", "b") != fingerprint("ab", "") != fingerprint("", "ab")
    assert fingerprint("a b") != fingerprint("a", "b")
    assert fingerprint("…") != fingerprint("--")
    assert len(fingerprint("")) == 64


def found(latitude: float, longitude: float, precision: Precision) -> Found:
    return Found("x", latitude, longitude, precision)


@pytest.mark.parametrize(
    ("places", "one"),
    [
        ([], False),
        ([found(50, 20, Precision.ADDRESS)], True),
        ([found(50, 20, Precision.AREA)], False),
        ([found(50, 20, Precision.ADDRESS), found(50.002, 20, Precision.ADDRESS)], True),
        ([found(50, 20, Precision.ADDRESS), found(50.003, 20, Precision.ADDRESS)], False),
        ([found(50, 20, Precision.STREET), found(50.02, 20, Precision.STREET)], False),
        ([found(50, 20, Precision.TOWN), found(50.02, 20, Precision.TOWN)], True),
        ([found(50, 20, Precision.TOWN), found(50.03, 20, Precision.TOWN)], False),
        ([found(0, 180, Precision.TOWN), found(0, -180, Precision.TOWN)], True),
    ],
)
def test_answers_that_lie_together_are_one_place(places: list[Found], one: bool) -> None:
    assert (one_place(places) is not None) is one


@pytest.mark.parametrize(
    ("country", "spot", "inside"),
    [("PL", (50, 20), True), ("pl", (50, 20), True), ("PL", (47.9, 20), False), ("PL", (48.1, 20), True),
     ("AU", (33.9, 151.2), False), ("AU", (-33.9, 151.2), True), ("XX", (1, 1), True), (None, (1, 1), True)],
)  # fmt: skip
def test_answers_of_another_country(country: str | None, spot: tuple[float, float], inside: bool) -> None:
    assert bool(in_country([found(*spot, Precision.TOWN)], country)) is inside


@pytest.mark.parametrize("start", [None, ("Office", Spot(-17.8, 179.9))])
def test_a_route_across_the_date_line_is_short(start: tuple[str, Spot] | None) -> None:
    spots = [Spot(-17.8, 179.95), Spot(-17.8, -179.9), Spot(-17.8, -179.95), Spot(-17.8, 179.99), Spot(-17.8, -179.9)]
    visits = [Visit(number, f"Lead {number}", "", spot) for number, spot in enumerate(spots, 1)]
    route = planned_route(visits, start, None)
    assert sorted(stop.visit.lead_id or 0 for stop in route.stops) == [1, 2, 3, 4, 5]
    whole = distance_km((-17.8, 179.9 if start else 179.95), (-17.8, -179.9))
    assert route.km == pytest.approx(whole, rel=1e-6)
    assert planned_route(list(reversed(visits)), start, None) == route
    assert route.stops[0].leg_km == (0.0 if start is None else pytest.approx(route.stops[0].total_km))


def test_a_route_of_nothing_has_no_link() -> None:
    route = planned_route([], ("Office", Spot(50, 20)), None, [Unplaced("lead", 7, "Nowhere")])
    assert (route.km, route.stops, route.unplaced) == (0.0, (), (Unplaced("lead", 7, "Nowhere"),))
    alone = planned_route([Visit(1, "x", "", Spot(50.1, 20))], None, None)
    assert alone.links == ("https://www.google.com/maps/dir/?api=1&destination=50.10000,20.00000",)


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("-33.9 S, 151.2 E", (-33.9, 151.2)),
        ("33.9 S, 151.2 E", (-33.9, 151.2)),
        ("-33.9 S, -70.6 W", (-33.9, -70.6)),
        ("33°54'0\"S 70°36'0\"W", (-33.9, -70.6)),
        ("50,06143; 19,93658", (50.06143, 19.93658)),
        (" 50.06143 , 19.93658 ", (50.06143, 19.93658)),
        ("", None),
        (None, None),
    ],
)
def test_coordinates_of_spreadsheets(cell: str | None, place: tuple[float, float] | None) -> None:
    assert coordinates(cell) == place


@pytest.mark.parametrize("cell", ["91,0.5", "50,181", "0.0, 0.0", "50.06", "50.06, 19.94, 5.1", "north pole", "#REF!"])
def test_coordinates_of_spreadsheets_that_are_none(cell: str) -> None:
    with pytest.raises(Invalid) as refused:
        coordinates(cell)
    assert str(refused.value).isprintable()
