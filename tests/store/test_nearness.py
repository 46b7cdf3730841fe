"""Lists near a place: which indexes they look into, and what they count."""

from __future__ import annotations

import re
from itertools import product

import pytest

from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.domain.places import Spot, distance_km
from solartui.services.container import Services
from solartui.store.functions import KM
from solartui.store.list_sql import ListSql, source_of
from solartui.store.lists import LEADS
from solartui.store.nearness import near_condition, with_distance
from tests.desk import add_lead

KRAKOW = Spot(50.0614, 19.9366)
GRID = [(50.0614 + north / 20, 19.9366 + east / 20) for north, east in product(range(-2, 3), range(-2, 3))]


@pytest.fixture
def spread(services: Services) -> Services:
    """Leads on a grid around Kraków, and some of which nobody knows where they are."""
    for latitude, longitude in GRID:
        add_lead(services, latitude=latitude, longitude=longitude)
    for _ in range(3):
        add_lead(services)
    return services


@pytest.mark.parametrize("km", [0.001, 3, 5.56, 8.1, 40])
def test_the_circle_is_just_what_the_distance_says(spread: Services, km: float) -> None:
    where, params = near_condition(KRAKOW, km)
    with spread.store.reading() as connection:
        rows = connection.execute(f"SELECT latitude, longitude FROM lead l WHERE {where}", params).fetchall()
    assert sorted(rows) == sorted(spot for spot in GRID if distance_km(KRAKOW, spot) <= km)


@pytest.mark.parametrize("spot", [Spot(0, 179.99), Spot(0, -179.99), Spot(89.9, 0), Spot(-89.9, 0)])
def test_the_edges_of_the_map_are_no_edges(services: Services, spot: Spot) -> None:
    for longitude in (-179.98, 179.98, 0.0, 90.0):
        add_lead(services, latitude=spot.latitude, longitude=longitude)
    where, params = near_condition(spot, 30)
    with services.store.reading() as connection:
        rows = connection.execute(f"SELECT latitude, longitude FROM lead l WHERE {where}", params).fetchall()
    assert set(rows) == {
        (spot.latitude, east) for east in (-179.98, 179.98, 0.0, 90.0) if distance_km(spot, (spot.latitude, east)) <= 30
    }


def plan(services: Services, query: str, sort: Sort = NEWEST_FIRST) -> str:
    """The index by which a list is gathered."""
    selection = services.leads.selection(query)
    shape = services.leads.shape(selection, sort)
    question, params = ListSql(shape, selection, sort).members()
    with services.store.reading() as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {question}", params).fetchall()
    return " ".join(row[3] for row in rows)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("near:50,20,5km", "ix_lead_listed_place"),
        ("near:50,20,5km stage:open", "ix_lead_listed_place"),
        ("stage:open near:50,20,5km kwh>3", "ix_lead_listed_place"),
        ("near:50,20,5km -near:50,20,1km", "ix_lead_listed_place"),
        ("located:no", "ix_lead_listed_unplaced"),
        ("located:no stage:open", "ix_lead_listed_unplaced"),
        ("located:yes", "ix_lead_listed_place"),
        ("-located:yes", "ix_lead_listed_unplaced"),
        ("-near:50,20,5km", "ix_lead_listed_created"),
        ("located:any", "ix_lead_listed_created"),
    ],
)
def test_what_is_near_is_looked_up_by_where_it_is(services: Services, query: str, index: str) -> None:
    assert index in plan(services, query)


@pytest.mark.parametrize("query", ["near:50,20,5km archived:any", "near:50,20,5km archived", "located:no archived:any"])
def test_archived_leads_are_in_no_such_index(services: Services, query: str) -> None:
    lead = add_lead(services, latitude=50.0, longitude=20.0) if "near" in query else add_lead(services)
    services.lead_actions.archive([lead.id])
    assert "INDEXED" not in source_of(LEADS, services.leads.selection(query))
    assert list(services.leads.open_list(query).ids()) == [lead.id]


@pytest.mark.parametrize("sort", ["distance", "-distance", "name,distance", "distance,-created_at", "-created_at"])
def test_lists_in_every_order_have_each_lead_once(spread: Services, sort: str) -> None:
    listed = spread.leads.open_list("near:50.0614,19.9366,8km", Sort.parse(sort))
    lines = listed.rows(0, 200)
    ids = list(listed.ids())
    assert [line.id for line in lines] == ids
    assert len(set(ids)) == listed.count() == sum(distance_km(KRAKOW, spot) <= 8 for spot in GRID)
    far = [line.distance or 0.0 for line in lines]
    if sort.startswith("distance"):
        assert far == sorted(far)
    if sort == "-distance":
        assert far == sorted(far, reverse=True)
    assert [listed.position(line.id) for line in lines[:3]] == [0, 1, 2]


def test_the_first_of_several_places_is_where_distances_begin(spread: Services) -> None:
    selection = spread.leads.selection("near:50,20,50km near:51,21,500km")
    assert selection.origin == Spot(50.0, 20.0)
    assert spread.leads.selection("-near:50,20,5km").origin is None
    assert spread.leads.selection("krak").origin is None


def test_numbers_of_an_order_are_numbers(services: Services) -> None:
    shape = with_distance(LEADS, Spot(-33.5, 1e-7))
    expression = shape.sorts["distance"].expression
    assert re.fullmatch(rf"coalesce\({KM}\(l\.latitude, l\.longitude, -33\.5, 1e-07\), 99999\.0\)", expression)
    assert "distance" not in LEADS.sorts


def test_sql_can_ask_for_distances_on_every_connection(services: Services) -> None:
    question = f"SELECT {KM}(50.0614, 19.9366, 49.9874, 20.0647), {KM}(NULL, 1, 2, 3)"
    expected = (distance_km(KRAKOW, (49.9874, 20.0647)), None)
    with services.store.reading() as connection:
        assert connection.execute(question).fetchone() == expected
    with services.store.begin(services.actor) as work:
        assert work.raw.execute(question).fetchone() == expected
