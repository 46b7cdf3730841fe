"""Visits of a day: whose they are, which day it is, and how they are told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from solartui import i18n
from solartui.adapters.local_zone import local_zone
from solartui.domain.errors import Invalid, Refused
from solartui.domain.route import Unplaced
from solartui.domain.selection import Chosen
from solartui.services.container import Services
from solartui.services.route_text import route_lines, route_title
from tests.conftest import Clock
from tests.desk import SALES, TEAM, add_lead, at_desk

SPOTS = {"Kraków": (50.06, 19.94), "Bochnia": (49.97, 20.43), "Tarnów": (50.01, 20.99)}


def visit(services: Services, town: str, when: datetime, name: str = "Jan Kowalski", assignee: str = "me") -> int:
    latitude, longitude = SPOTS[town]
    lead = add_lead(services, name, city=town, latitude=latitude, longitude=longitude, assignee=assignee)
    services.lead_actions.follow_up([lead.id], when, "measure")
    return lead.id


@pytest.fixture
def noon(clock: Clock) -> datetime:
    """Noon tomorrow on the clock of this place."""
    tomorrow = clock().astimezone(local_zone()) + timedelta(days=1)
    return tomorrow.replace(hour=12, minute=0, second=0, microsecond=0)


def leads(services: Services, day: str = "tomorrow", start: str | None = None) -> list[int]:
    return [stop.visit.lead_id or 0 for stop in services.routes.of_day(day, start).stops]


def test_a_day_is_that_of_the_clock_here(services: Services, noon: datetime) -> None:
    first = visit(services, "Kraków", noon.replace(hour=0))
    last = visit(services, "Bochnia", noon.replace(hour=23, minute=59))
    visit(services, "Tarnów", noon + timedelta(days=1))
    assert sorted(leads(services)) == [first, last]
    assert leads(services, noon.date().isoformat()) == leads(services)
    for day in (f"{noon:%d.%m.%Y}", f"{noon:%d.%m}", "+1d", f"{noon:%A}"):
        assert leads(services, day) == leads(services)
    assert leads(services, "today") == []
    assert services.routes.of_day("tomorrow").day == noon.date()


@pytest.mark.parametrize(
    "day", ["", "someday", "7d", "2026-13-01", "2026-11", "this week", "2026", "late", "[/]", "x" * 200]
)
def test_what_is_no_day(services: Services, day: str) -> None:
    with pytest.raises(Invalid, match="is no day"):
        services.routes.of_day(day)
    with pytest.raises(Invalid):
        services.routes.check_day(day)


def test_visits_are_those_of_the_person(services: Services, noon: datetime) -> None:
    mine = visit(services, "Kraków", noon)
    annas = visit(services, "Bochnia", noon, assignee="Anna Nowak")
    teams = visit(services, "Tarnów", noon, assignee="North")
    assert leads(services) == [mine, teams] or leads(services) == [teams, mine]
    assert leads(at_desk(services, SALES)) == [annas]
    assert TEAM


@pytest.mark.parametrize("away", ["archive", "delete", "follow_up"])
def test_what_is_out_of_the_way_is_no_visit(services: Services, noon: datetime, away: str) -> None:
    number = visit(services, "Kraków", noon)
    if away == "follow_up":
        services.lead_actions.follow_up([number], None)
    else:
        getattr(services.lead_actions, away)([number])
    assert leads(services) == []


def test_the_order_begins_where_a_person_begins(services: Services, noon: datetime) -> None:
    tarnow, krakow, bochnia = (visit(services, town, noon) for town in ("Tarnów", "Kraków", "Bochnia"))
    assert leads(services, start="Kraków") == [krakow, bochnia, tarnow]
    assert leads(services, start="Tarnów") == [tarnow, bochnia, krakow]
    assert leads(services, start="50.0,21.5") == [tarnow, bochnia, krakow]
    assert leads(services, start=f"#{bochnia}")[0] == bochnia
    services.settings.set("maps.town", "Rzeszów")
    route = services.routes.of_day("tomorrow")
    assert route.start == "Rzeszów"
    assert [stop.visit.lead_id for stop in route.stops] == [tarnow, bochnia, krakow]
    with pytest.raises(Invalid, match="no place"):
        services.routes.of_day("tomorrow", "nowheresville")


def test_a_town_of_the_desk_that_is_not_clear_is_no_start(services: Services, noon: datetime) -> None:
    visit(services, "Kraków", noon)
    services.settings.set("maps.town", "Jabłonna")
    assert services.routes.of_day("tomorrow").start_spot is None


def test_chosen_leads_make_a_route_of_no_day(services: Services, noon: datetime) -> None:
    one, other = visit(services, "Kraków", noon), visit(services, "Bochnia", noon)
    nowhere = add_lead(services, "Ola", city="Nigdziewo").id
    route = services.routes.of_leads(Chosen.of([other, one, nowhere]), "Kraków")
    assert (route.day, [stop.visit.lead_id for stop in route.stops]) == (None, [one, other])
    assert route.unplaced == (Unplaced("lead", nowhere, "Ola – Nigdziewo"),)
    assert services.routes.of_leads(Chosen(query="city:boch")).stops[0].visit.lead_id == other


def test_there_is_an_end_to_a_day(services: Services, monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    monkeypatch.setattr("solartui.services.routes.MOST", 2)
    for _ in range(3):
        visit(services, "Kraków", noon)
    with pytest.raises(Refused, match="more than 2 visits"):
        services.routes.of_day("tomorrow")


# ---- as text


def test_a_route_on_paper(services: Services, noon: datetime) -> None:
    visit(services, "Kraków", noon)
    visit(services, "Bochnia", noon.replace(hour=9, minute=30))
    add_lead(services, "Ola")
    route = services.routes.of_leads(Chosen(query=""), "Kraków")
    assert list(route_lines(route)) == [
        f"2 visits · {route.km:.1f} km as the crow flies",
        "From Kraków",
        "",
        "1. Jan Kowalski – Kraków · #1 · 12:00 · +0.3 km",
        "   Kraków, Jan Kowalski",
        "   measure",
        "",
        f"2. Jan Kowalski – Bochnia · #2 · 09:30 · +{route.stops[1].leg_km:.1f} km",
        "   Bochnia, Jan Kowalski",
        "   measure",
        "",
        "Nobody knows where these are:",
        "#3 Ola",
        "",
        "Google Maps:",
        *route.links,
    ]


def test_a_long_day_says_why_it_has_several_links(services: Services, noon: datetime) -> None:
    for _ in range(12):
        visit(services, "Kraków", noon)
    route = services.routes.of_day("tomorrow")
    lines = list(route_lines(route))
    assert "Google Maps takes 9 stops at a time between start and end, so there are 2 links:" in lines
    assert lines[-2:] == list(route.links)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_hostile_names_are_only_text(services: Services, noon: datetime, language: str) -> None:
    name = "[/] \x1b]52;c;aGk=\x07\u202eevil\nnext"
    visit(services, "Kraków", noon, name=name)
    i18n.use_language(language)
    try:
        route = services.routes.of_day("tomorrow")
        text = "\n".join([route_title(route), *route_lines(route)])
    finally:
        i18n.use_language("en")
    assert "[/]" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "\nnext" not in text
