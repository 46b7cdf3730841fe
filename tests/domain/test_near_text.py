"""``near:`` as it is typed: what it means, how it is written, what is wrong with it, and how the panel shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui import i18n
from solartui.domain.places import FARTHEST_KM, Spot
from solartui.domain.query import Condition, Query, QueryContext, QueryError, parse, to_text
from solartui.domain.query.ast import Near
from solartui.domain.query.evaluate import matches
from solartui.domain.query.nearness import DEFAULT_KM, LONGEST_PLACE, is_near, place_in
from solartui.domain.query.panel import panel_of, typed, typed_criterion
from solartui.domain.query.spoken import spoken
from solartui.domain.stages import SEEDED
from tests.domain.examples import LEAD

CONTEXT = QueryContext(SEEDED, datetime(2026, 11, 23, 9, tzinfo=UTC), UTC, 1)
KRAKOW = Spot(50.06143, 19.93658)


@pytest.fixture
def polish() -> Iterator[None]:
    i18n.use_language("pl")
    yield
    i18n.use_language("en")


def near(text: str) -> Near:
    """What the only condition of a text asks for."""
    (term,) = parse(text, CONTEXT).terms
    assert isinstance(term, Condition)
    (value,) = term.values
    assert isinstance(value, Near)
    return value


MEANT = [
    ("near:30-001,25km", "30-001", 25),
    ("near:30-001,25", "30-001", 25),
    ("near:30-001,25KM", "30-001", 25),
    ("near:30-001,2.5km", "30-001", 2.5),
    ("near:30-001,2,5km", "30-001", 2.5),
    ("near:30-001,500m", "30-001", 0.5),
    ("near:30-001", "30-001", DEFAULT_KM),
    ("near:30-001,10mi", "30-001", 16.093),
    ("near:30-001,1 mile", "30-001", 1.609),
    ("near:30-001,2,5mi", "30-001", 4.023),
    ("near:30-001,25 km", "30-001", 25),
    ("near:30-001, 25km", "30-001", 25),
    ("near:30-001, 2.5 KM", "30-001", 2.5),
    ("near:Kraków,25,5", "Kraków", 25.5),
    ('near:"30-001, 25 km"', "30-001", 25),
    ('near:"30-001,2,5km"', "30-001", 2.5),
    ('near:"Kraków, małopolskie, PL, 500 m"', "Kraków, małopolskie, PL", 0.5),
    ('near:"50,06; 19,94, 5km"', "50.06,19.94", 5),
    ('near:"50.06,19.94,5km"', "50.06,19.94", 5),
    ("near:50,06;19,94,5km", "50.06,19.94", 5),
    ("near:50,06;19,94", "50.06,19.94", DEFAULT_KM),
    ("near:-33,87;151,2;5km", "-33.87,151.2", 5),
    ("near:30001,5km", "30001", 5),
    ("near:2000,5", "2000", 5),
    ("near:2000,2,5km", "2000", 2.5),
    ("near:#123,10km", "#123", 10),
    ("near:#123", "#123", DEFAULT_KM),
    ("near:50.06,19.94,5km", "50.06,19.94", 5),
    ("near:50.06,19.94,5", "50.06,19.94", 5),
    ("near:50.06,19.94", "50.06,19.94", DEFAULT_KM),
    ("near:50,20,5km", "50,20", 5),
    ("near:50,20", "50,20", DEFAULT_KM),
    ("near:-33.87,151.2,1.5km", "-33.87,151.2", 1.5),
    ("near:50.06,19.94,2,5km", "50.06,19.94", 2.5),
    ("near:Kraków,25km", "Kraków", 25),
    ('near:"Nowy Sącz",25km', "Nowy Sącz", 25),
    ('near:"Nowa Wieś, małopolskie",10km', "Nowa Wieś, małopolskie", 10),
    ("near:Jabłonna,mazowieckie,10km", "Jabłonna, mazowieckie", 10),
    ("near:Jabłonna,mazowieckie,PL", "Jabłonna, mazowieckie, PL", DEFAULT_KM),
    ("near=Kraków,5km", "Kraków", 5),
    ("blisko:Kraków,5", "Kraków", 5),
    ("okolice:Kraków", "Kraków", DEFAULT_KM),
    ("within:Kraków,5km", "Kraków", 5),
    ("distance:Kraków,5km", "Kraków", 5),
    ("w_pobliżu:Kraków,5km", "Kraków", 5),
    ("near:[/],5km", "[/]", 5),
    ("near:krakow 60km", "krakow", 60),
    ("near:krakow 60 km", "krakow", 60),
    ("near:krakow 2,5 km", "krakow", 2.5),
    ("near:krakow, 2,5 km", "krakow", 2.5),
    ("near:krakow, 30,5km", "krakow", 30.5),
    ("near:krakow,500 m", "krakow", 0.5),
    ("near:krakow 500m", "krakow", 0.5),
    ("near:krakow;40km", "krakow", 40),
    ("near:krakow;40", "krakow;40", DEFAULT_KM),
    ("near:krakow; 40km", "krakow", 40),
    ("near:krakow,40KM.", "krakow", 40),
    ("near:krakow,40 kilometrów", "krakow", 40),
    ("near:krakow,40kilometers", "krakow", 40),
    ("near:krakow,50mil", "krakow", 80.467),
    ("near:nowy sącz,30km", "nowy sącz", 30),
    ("near:nowy sącz 30km", "nowy sącz", 30),
    ("near:nowy sącz 2,5 km", "nowy sącz", 2.5),
    ("near:Jabłonna, mazowieckie 10km", "Jabłonna, mazowieckie", 10),
    ("near:Jabłonna, mazowieckie, 10 km", "Jabłonna, mazowieckie", 10),
    ('near:"nowy sącz" 30km', "nowy sącz", 30),
    ('near:"nowy sącz 30km"', "nowy sącz", 30),
    ('near:"nowy sącz; 2,5 km"', "nowy sącz", 2.5),
    ("near:#123 10km", "#123", 10),
    ("near:30-001 25km", "30-001", 25),
    ("near:054 01,5km", "054 01", 5),
    ("near:50.06 19.94,25km", "50.06,19.94", 25),
    ("near:50,06;19,94 5km", "50.06,19.94", 5),
    ('near:"50,06;19,94,5km"', "50.06,19.94", 5),
    ("near:\"50°03'N 19°56'E\",20km", "50.05,19.933333", 20),
    ("near:50°03'N 19°56'E 20km", "50.05,19.933333", 20),
    ("near:50°03'0.0\"N 19°56'0.0\"E 20 km", "50.05,19.933333", 20),
    ("near:50°03'0.0\"N 19°56'0.0\"E, 20 km", "50.05,19.933333", 20),
    ("near:x,20000km", "x", 20_000),
    ("near:x,0.001", "x", 0.001),
]


@pytest.mark.feature("B-55")
@pytest.mark.parametrize(("text", "place", "km"), MEANT, ids=[text for text, *_ in MEANT])
def test_what_is_typed_is_a_place_and_a_distance(text: str, place: str, km: float) -> None:
    assert near(text) == Near(place, km)
    written = to_text(parse(text, CONTEXT))
    assert near(written) == Near(place, km)
    assert to_text(parse(written, CONTEXT)) == written


@pytest.mark.parametrize(
    "text",
    [
        'near:krakow "60km"',
        "near:krakow -archived 60km",
        "near:krakow stage:open 60km",
        "near:krakow,10km dach 60km",
        "near:krakow dach",
        "city:krakow 60km",
    ],
)
def test_a_distance_elsewhere_is_a_word_as_any_other(text: str) -> None:
    terms = parse(text, CONTEXT).terms
    assert len(terms) > 1
    assert not any(
        isinstance(value, Near) and value.km == 60 for term in terms for value in getattr(term, "values", ())
    )


WRONG = [
    ("near:x,40km/h", 8, "is no distance"),
    ("near:krakow 99999km", 13, "is no distance"),
    ("near:", 6, "needs a value, such as 30-001,25km"),
    ("near:,5km", 6, "needs a value"),
    ('near:""', 6, "needs a value"),
    ("krak near:", 11, "needs a value"),
    ("near:91,10,5km", 6, "no place on earth"),
    ("near:50,181", 6, "no place on earth"),
    ("near:0,0,5km", 6, "no place on earth"),
    ("near:x,0km", 8, "is no distance"),
    ("near:x,0", 8, "is no distance"),
    ("near:x,99999km", 8, "is no distance"),
    ("near>5", 1, "cannot be compared"),
    ("near<Kraków", 1, "cannot be compared"),
    ("near:" + "x" * (LONGEST_PLACE + 1), 6, "too long"),
]


@pytest.mark.parametrize(("text", "column", "why"), WRONG, ids=[text[:20] for text, *_ in WRONG])
def test_what_is_wrong_is_told_where_it_stands(text: str, column: int, why: str) -> None:
    with pytest.raises(QueryError) as wrong:
        parse(text, CONTEXT)
    assert wrong.value.column == column
    assert why in wrong.value.why


@given(st.text(max_size=40))
def test_any_text_is_a_filter_or_an_error_of_one_line(text: str) -> None:
    said = ""
    try:
        query = parse(f"near:{text}", CONTEXT)
    except QueryError as wrong:
        said = wrong.message
    else:
        assert parse(to_text(query), CONTEXT) == query
    assert "\n" not in said


@given(st.sampled_from(["krak", "30-001", "#7", "50.5,20.25", "Nowy Sącz", "a, b"]), st.integers(1, 20_000_000))
def test_every_distance_comes_back(place: str, metres: int) -> None:
    asked = Near(place, metres / 1000)
    query = Query((Condition("near", (asked,)),), CONTEXT.now, UTC, 1)
    assert near(to_text(query)) == asked


# ---- in words


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("near:30-001,25km", "near", "30-001, 25 km"),
        ("-near:Kraków,2.5km", "near", "not Kraków, 2.5 km"),
        ("near:50.06,19.94", "near", "50.06,19.94, 25 km"),
        ("located:no", "on the map", "no"),
    ],
)
def test_chips_say_what_is_asked(text: str, label: str, value: str) -> None:
    (term,) = parse(text, CONTEXT).terms
    assert spoken(term, SEEDED) == (label, value)


# ---- in the panel


@pytest.mark.feature("B-55")
@pytest.mark.parametrize(
    ("typed_in", "place", "km"),
    [
        ("30-001, 25 km", "30-001", 25),
        ("30-001,25", "30-001", 25),
        ("#123, 10 km", "#123", 10),
        ("50.06, 19.94, 5 km", "50.06,19.94", 5),
        ("Nowy Sącz, 10 km", "Nowy Sącz", 10),
        ("Jabłonna, mazowieckie, 10km", "Jabłonna, mazowieckie", 10),
        ("krakow", "krakow", DEFAULT_KM),
        ("30-001 25km", "30-001", 25),
        ("#123 10km", "#123", 10),
        ("50.06, 19.94 5km", "50.06,19.94", 5),
        ("50.06, 19.94", "50.06,19.94", DEFAULT_KM),
        ("krakow 2,5 km", "krakow", 2.5),
        ("krakow; 5km", "krakow", 5),
        ("Jabłonna, mazowieckie", "Jabłonna, mazowieckie", DEFAULT_KM),
        ("50°03'0.0\"N 19°56'0.0\"E, 5 km", "50.05,19.933333", 5),
        ('"nowy sącz", 30 km', "nowy sącz", 30),
    ],
)
def test_the_line_of_the_panel_reads_what_people_write(typed_in: str, place: str, km: float) -> None:
    condition = typed_criterion("near", typed_in, CONTEXT)
    assert condition == Condition("near", (Near(place, km),))
    assert typed_criterion("near", typed(condition), CONTEXT) == condition


def test_an_empty_line_asks_for_nothing() -> None:
    assert typed_criterion("near", "  ", CONTEXT) is None


def test_the_panel_shows_one_place_and_keeps_the_others() -> None:
    panel = panel_of(parse("near:krakow,5km near:#1,10km -near:tarnow,3km", CONTEXT))
    assert panel.criterion("near") == Condition("near", (Near("krakow", 5),))
    assert len(panel.also) == 2
    assert parse(panel.text, CONTEXT).terms == parse("near:krakow,5km near:#1,10km -near:tarnow,3km", CONTEXT).terms


# ---- by the rules


@pytest.mark.parametrize(
    ("latitude", "longitude", "km", "there"),
    [
        (50.06143, 19.93658, 0.001, True),
        (50.15, 19.93658, 10, True),
        (50.15, 19.93658, 9.8, False),
        (None, None, 20_000, False),
        (0.0, 0.0, 20_000, False),
        (-33.87, 151.2, 15_000, False),
        (-33.87, 151.2, FARTHEST_KM, True),
    ],
)
def test_what_lies_within_the_distance(latitude: float | None, longitude: float | None, km: float, there: bool) -> None:
    assert is_near(Near("krakow", km), latitude, longitude, lambda _place: KRAKOW) is there


def test_a_place_has_to_be_looked_up_by_somebody() -> None:
    with pytest.raises(LookupError):
        matches(parse("near:krakow", CONTEXT), LEAD)


# ---- where it stands


@pytest.mark.parametrize(
    ("text", "place", "column", "length"),
    [
        ("near:nowhere,5km", "nowhere", 6, 7),
        ("stage:open near:nowhere", "nowhere", 17, 7),
        ('near:krakow,5km near:"no where",5km', "no where", 22, 10),
        ("blisko:nowhere", "nowhere", 8, 7),
        ("stage:open", "nowhere", 1, 10),
    ],
)
def test_a_place_is_found_again_in_its_text(text: str, place: str, column: int, length: int) -> None:
    assert place_in(text, place) == (column, length)


def test_in_polish_it_reads_the_same(polish: None) -> None:
    assert near("blisko:kraków,5km") == Near("kraków", 5)
    with pytest.raises(QueryError) as wrong:
        parse("near:", CONTEXT)
    assert wrong.value.column == 6
