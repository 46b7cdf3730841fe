"""Filters of the list of projects: what they let through, in both languages, and what is wrong with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.drafts import ProjectDraft
from solartui.domain.errors import Invalid
from solartui.domain.listing import Sort
from tests.desk import SALES, add_contact, add_lead, at_desk

if TYPE_CHECKING:
    from solartui.services.container import Services
    from tests.conftest import Clock, Furnish

HOUSE, FARM, HALL, ABROAD = 1, 2, 3, 4


def four_projects(services: Services, clock: Clock) -> None:
    """Four projects: of a lead, of a farm that was lost, of a hall with a price, and one abroad."""
    clock.forward(days=-40)
    lead = add_lead(services, "Żaneta Łoś", city="Opole", country="PL", monthly_kwh=300)
    services.conversion.convert(lead.id)
    services.projects.edit(HOUSE, {"name": "Dach Łoś", "capacity_kwp": 6.4})
    clock.forward(days=30)
    people = (
        ("Agro-Dach", {"city": "Kraków", "type": "agricultural", "grid_connection": "off_grid", "capacity_kwp": 49.5}),
        ("Hala Zając", {"city": "Kraków", "type": "industrial", "street": "ul. Żółta 5", "battery_kwh": 100}),
        ("Jack O'Neil", {"city": "Perth", "country": "AU", "region": "WA", "postcode": "6000"}),
    )
    for name, fields in people:
        contact = add_contact(services, name)
        draft = ProjectDraft.model_validate({"contact_id": contact.id, "country": "PL", **fields})
        services.projects.create(draft)
        clock.forward(days=3)
    services.progress.outcome(FARM, "lost", "too dear")
    services.project_assignees.add(HALL, "Anna Nowak")
    services.project_assignees.add(HALL, "me")


@pytest.fixture
def furnish() -> Furnish:
    """Made once, and copied for each test."""
    return four_projects


@pytest.fixture
def desk(services: Services) -> Services:
    """The desk with its projects."""
    return services


def ids(services: Services, query: str) -> list[int]:
    """Which projects a filter lets through, by number."""
    return [line.id for line in services.projects.open_list(query, Sort("id")).rows(0, 99)]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", [1, 2, 3, 4]),
        ("   ", [1, 2, 3, 4]),
        ("dach", [1, 2]),
        ("DACH krakow", [2]),
        ("loś", [1]),
        ("zajac", [3]),
        ("-dach", [3, 4]),
        ('"hala zając"', [3]),
        ("#4", [4]),
        ("4", [4]),
        ("neil", [4]),
        ("city:krak", [2, 3]),
        ("miasto:kraków,perth", [2, 3, 4]),
        ("-city:krak", [1, 4]),
        ("street:zolta", [3]),
        ("street:none", [1, 2, 4]),
        ("country:au", [4]),
        ("country:poland", [1, 2, 3]),
        ("region:wa", [4]),
        ("postcode:6000", [4]),
        ("type:agricultural,industrial", [2, 3]),
        ("typ:rolniczy", [2]),
        ("grid:off", [2]),
        ("contact:łoś", [1]),
        ("kontakt:agro", [2]),
        ("stage:completed", []),
        ("stage:onb", [1, 2, 3, 4]),
        ("outcome:lost", [2]),
        ("wynik:utracone", [2]),
        ("outcome:none", [1, 3, 4]),
        ("-outcome:lost", [1, 3, 4]),
        ("active", [1, 3, 4]),
        ("-active", [2]),
        ("active:any", [1, 2, 3, 4]),
        ("lead:1", [1]),
        ("lead:none", [2, 3, 4]),
        ("kwp>10", [2]),
        ("kwp:5..7", [1]),
        ("kwp:..6.4", [1]),
        ("moc>=49,5", [2]),
        ("kwp:none", [3, 4]),
        ("battery>=100", [3]),
        ("price:none", [1, 2, 3, 4]),
        ("assignee:me", [3]),
        ("assignee:nowak", [3]),
        ("assignee:none", [2, 4]),
        ("created<30d", [2, 3, 4]),
        ("created>30d", [1]),
        ("updated:today", [2]),
        ("created:2020-01-01..", [1, 2, 3, 4]),
        ("id:2..3", [2, 3]),
        ("name:hala", [3]),
    ],
)
def test_what_a_filter_lets_through(desk: Services, query: str, wanted: list[int]) -> None:
    if query == "assignee:none":
        desk.project_assignees.add(HOUSE, "me")
    assert ids(desk, query) == wanted


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("stage:nope", "is no stage. Known: Onboarding"),
        ("outcome:won", "is no outcome. Known: Completed, Failed"),
        ("kwp>", "needs a value"),
        ("kwp>many", "is no number"),
        ("created:someday", "is no date"),
        ("stag:quoting", "Did you mean stage"),
        ("archived:yes", "there is no field"),
        ("near:krakow", "there is no field"),
        ("active:perhaps", "does not answer"),
        ("city>krak", "cannot be compared"),
        ("x" * 10_001, "at most"),
    ],
)
def test_what_cannot_be_read_names_the_place(desk: Services, query: str, why: str) -> None:
    with pytest.raises(Invalid, match=why) as wrong:
        desk.projects.open_list(query)
    assert str(wrong.value).startswith("Column ")


@pytest.mark.parametrize(
    "text", ['"', "'", "\\", "%", "*", "AND OR NOT", "'; DROP TABLE project; --", "[/]", "\u202e", "NEAR(a b)"]
)
def test_signs_are_text(desk: Services, text: str) -> None:
    assert set(ids(desk, text)) <= {1, 2, 3, 4}
    assert len(ids(desk, "")) == 4


def test_me_is_whoever_asks(desk: Services) -> None:
    assert ids(at_desk(desk, SALES), "assignee:me") == [HALL]
    desk.project_assignees.remove(HALL, "Anna Nowak")
    assert ids(at_desk(desk, SALES), "assignee:me") == []


def test_a_deleted_or_renamed_customer_is_found_as_it_is_now(desk: Services) -> None:
    contact = desk.projects.get(HALL).contacts[0]
    stored = desk.contacts.get(contact.id)
    desk.contacts.edit(contact.id, {"name": "Hala Wróbel"}, stored.version)
    assert ids(desk, "contact:wrobel") == [HALL]
    assert ids(desk, "contact:zajac") == []


def test_an_order_and_a_filter_go_together(desk: Services) -> None:
    def order(text: str) -> list[int]:
        return [line.id for line in desk.projects.open_list("country:pl", Sort.parse(text)).rows(0, 9)]

    assert order("-capacity_kwp") == [FARM, HOUSE, HALL]
    assert order("location,-id") == [HALL, FARM, HOUSE]
    with pytest.raises(Invalid, match="cannot be sorted"):
        desk.projects.open_list("", Sort("name; drop"))


def test_the_count_is_that_of_the_rows(desk: Services) -> None:
    for query in ("dach", "-active", "kwp>10", "city:krak"):
        found: Any = desk.projects.open_list(query)
        assert found.count() == len(found.rows(0, 99))
        assert found.total() == 4
