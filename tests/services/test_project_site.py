"""The site of a project, put right by hand: what follows from it, what stays, who may, and how it is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from solartui.domain.offers.vocabulary import ChargeKind
from solartui.domain.people import Actor
from solartui.domain.records import Subject
from solartui.domain.vocabulary import Role
from solartui.services.container import Services
from tests.desk import SALES, VIEWER, at_desk
from tests.offer_desk import design_of, offer_of, project_of
from tests.services.project_desk import NMI, PPE, add_project

if TYPE_CHECKING:
    from solartui.domain.projects import Project

# What is changed, and what it is afterwards.
CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "street": ({"street": "Krótka 2"}, {"street": "Krótka 2"}),
    "no street": ({"street": None}, {"street": None}),
    "town": ({"city": "Łódź"}, {"city": "Łódź", "regulation": "pl", "currency": "PLN"}),
    "region": ({"region": "małopolskie"}, {"region": "małopolskie"}),
    "postcode": ({"postcode": "30-001"}, {"postcode": "30-001"}),
    "another country": ({"country": "au"}, {"country": "AU", "regulation": "au", "currency": "AUD"}),
    "the union": ({"country": "DE"}, {"country": "DE", "regulation": "eu", "currency": "EUR"}),
    "country unknown": ({"country": None}, {"country": None, "regulation": "pl", "currency": "PLN"}),
    "country by its place": (
        {"country": None, "latitude": -33.87, "longitude": 151.2},
        {"country": None, "regulation": "au", "currency": "AUD", "latitude": -33.87, "longitude": 151.2},
    ),
    "country before place": (
        {"latitude": -33.87, "longitude": 151.2},
        {"country": "PL", "regulation": "pl", "currency": "PLN", "latitude": -33.87, "longitude": 151.2},
    ),
    "type": ({"type": "commercial"}, {"type": "commercial"}),
    "type in words": ({"type": "INDUSTRIAL"}, {"type": "industrial"}),
    "grid": ({"grid_connection": "off-grid"}, {"grid_connection": "off_grid"}),
    "everything": (
        {"street": "A 1", "city": "Perth", "region": "WA", "country": "AU", "metering_point": NMI, "phases": 3},
        {
            "street": "A 1",
            "city": "Perth",
            "region": "WA",
            "country": "AU",
            "metering_point": NMI,
            "phases": 3,
            "regulation": "au",
            "currency": "AUD",
        },
    ),
}


def shown(project: Project) -> dict[str, Any]:
    """All that a change of the site touches."""
    address = project.address
    return {
        "street": address.street, "postcode": address.postcode, "city": address.city, "region": address.region,
        "country": address.country, "latitude": project.latitude, "longitude": project.longitude,
        "regulation": project.regulation, "currency": project.currency, "type": project.type.value,
        "grid_connection": project.grid_connection.value, "metering_point": project.metering_point,
        "phases": project.phases,
    }  # fmt: skip


@pytest.mark.feature("A-11", "A-12")
@pytest.mark.parametrize("name", CHANGES)
def test_a_site_is_changed_and_taken_back(services: Services, name: str) -> None:
    values, expected = CHANGES[name]
    before = add_project(services)
    after = services.projects.edit(before.id, values).value
    assert shown(after) == shown(before) | expected
    assert services.projects.get(before.id) == after
    services.undo.undo()
    assert shown(services.projects.get(before.id)) == shown(before)
    services.undo.redo()
    assert shown(services.projects.get(before.id)) == shown(after)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"type": None}, "type"),
        ({"type": ""}, "type"),
        ({"type": "castle"}, "type"),
        ({"grid_connection": None}, "grid_connection"),
        ({"grid_connection": "wires"}, "grid_connection"),
        ({"name": "\u200b"}, "name"),
        ({"country": "Poland"}, "country"),
        ({"country": "P1"}, "country"),
        ({"latitude": 50}, "latitude"),
        ({"longitude": 20}, "latitude"),
        ({"latitude": 91, "longitude": 20}, "latitude"),
        ({"latitude": float("nan"), "longitude": 20}, "latitude"),
        ({"latitude": 50, "longitude": float("inf")}, "longitude"),
        ({"latitude": 50, "longitude": -181}, "longitude"),
        ({"street": "x" * 100_000}, "street"),
        ({"regulation": "au"}, "regulation"),
        ({"currency": "AUD"}, "currency"),
        ({"stage": "completed"}, "stage"),
        ({"outcome": "lost"}, "outcome"),
        ({"lead_id": 1}, "lead_id"),
        ({"price_net": 1}, "price_net"),
        ({"contact_id": 1}, "contact_id"),
        ({"metering_point": NMI}, "metering_point"),
        ({"country": "AU", "metering_point": PPE}, "metering_point"),
        ({"phases": 0}, "phases"),
        ({"phases": 2.5}, "phases"),
        ({"phases": True}, "phases"),
    ],
)
def test_what_no_site_is(services: Services, values: Mapping[str, Any], field: str) -> None:
    project = add_project(services)
    with pytest.raises(Invalid) as caught:
        services.projects.edit(project.id, values)
    assert caught.value.field == field
    assert "\n" not in caught.value.message
    assert services.projects.get(project.id) == project


def test_a_metering_point_of_the_old_country_is_named(services: Services) -> None:
    project = add_project(services, metering_point=PPE)
    with pytest.raises(Invalid, match="metering_point"):
        services.projects.edit(project.id, {"country": "AU"})
    both = services.projects.edit(project.id, {"country": "AU", "metering_point": NMI}).value
    assert (both.metering_point, both.regulation) == (NMI, "au")
    gone = services.projects.edit(project.id, {"country": "PL", "metering_point": None}).value
    assert (gone.metering_point, gone.regulation) == (None, "pl")


@pytest.mark.parametrize("thing", ["design", "offer", "money"])
def test_prices_keep_a_site_where_it_is(services: Services, thing: str) -> None:
    project = project_of(services)
    if thing == "design":
        design_of(services, project)
    elif thing == "offer":
        offer_of(services, project)
    else:
        services.charges.pay(project.id, "100", ChargeKind.DEPOSIT)
    with pytest.raises(Refused, match="prices in PLN"):
        services.projects.edit(project.id, {"country": "DE"})
    moved = services.projects.edit(project.id, {"city": "Kraków", "country": "PL"}).value
    assert (moved.address.city, moved.currency) == ("Kraków", "PLN")


@pytest.mark.feature("A-19")
def test_what_was_changed_is_told(services: Services) -> None:
    project = add_project(services)
    services.projects.edit(project.id, {"city": "[b]Opole\x1b[31m", "country": "DE"})
    last = [one for one in services.activity.of(Subject("project", project.id)) if one.kind == "edited"][-1]
    changes = {name: after for name, _before, after in cast("list[list[Any]]", last.data["changes"])}
    assert changes == {"city": "[b]Opole[31m", "country": "DE"}


def test_the_list_finds_the_new_town(services: Services) -> None:
    project = add_project(services)
    services.projects.edit(project.id, {"city": "Święta Lipka"})
    found = services.projects.open_list("swieta lipka").rows(0, 9)
    assert [line.id for line in found] == [project.id]
    assert not services.projects.open_list("city:krakow").rows(0, 9)


def test_the_lead_keeps_its_own_address(services: Services) -> None:
    project = project_of(services)
    services.projects.edit(project.id, {"street": "Inna 1"})
    assert services.leads.get(project.lead_id or 0).address.street == "ul. Lipowa 8"


def test_the_checklist_follows_the_site(services: Services) -> None:
    project = add_project(services)

    def papers() -> set[str]:
        keys = (state.key for state in services.tasks.list(project.id))
        return {key.partition(":")[2] for key in keys if ":" in key}

    assert papers() == {"measurement_protocol", "operator_notification", "data_sheets"}
    services.projects.edit(project.id, {"country": "AU", "region": "NSW"})
    usual = {"stc_assignment", "electrical_certificate", "written_statement", "installation_photos"}
    assert papers() == usual
    services.projects.edit(project.id, {"region": "WA"})
    assert papers() == usual | {"completion_notice"}
    services.projects.edit(project.id, {"country": "DE", "grid_connection": "off_grid"})
    assert papers() == {"commissioning_report", "installation_photos"}
    assert services.tasks.course(project.id).task("lodge_connection_application").status == "skipped"  # type: ignore[union-attr]


def test_who_may_and_who_was_first(services: Services) -> None:
    project = add_project(services)
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).projects.edit(project.id, {"city": "Opole"})
    with pytest.raises(NotFound):
        services.projects.edit(999, {"city": "Opole"})
    fitter = Actor(None, None, "Iga Monter", Role.INSTALLER)
    with pytest.raises(NotPermitted):
        Services(services.store, fitter).projects.edit(project.id, {"city": "Opole"})
    at_desk(services, SALES).projects.edit(project.id, {"city": "Opole"}, project.version)
    with pytest.raises(Stale) as caught:
        services.projects.edit(project.id, {"city": "Gdynia"}, project.version)
    assert caught.value.by == "Anna Nowak"
    assert services.projects.get(project.id).address.city == "Opole"


def test_the_same_again_changes_nothing(services: Services) -> None:
    project = add_project(services)
    same = services.projects.edit(project.id, {"city": "Kraków", "country": "pl", "type": "residential"})
    assert (same.change_id, same.value.version) == (None, project.version)
