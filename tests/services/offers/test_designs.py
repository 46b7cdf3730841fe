"""Designs of projects: made from what is known, changed, linked, and synced with an export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from solartui.domain.offers.vocabulary import LineKind, YieldSource
from tests.desk import SALES, VIEWER, at_desk, kinds
from tests.offer_desk import design_of, offer_of, project_of

if TYPE_CHECKING:
    from solartui.domain.offers.designs import Design
    from solartui.services.container import Services
    from tests.conftest import Clock


@pytest.mark.feature("A-13", "A-12")
def test_a_first_design_follows_from_the_use_of_the_site(services: Services) -> None:
    project = project_of(services)
    design = services.designs.create(project.id, {}).value
    assert (design.modules, design.module_wp, design.capacity_kwp) == (9, 450, 4.05)
    assert design.yield_source is YieldSource.ESTIMATE
    assert design.yield_kwh == pytest.approx(4374, abs=1)
    assert {line.kind for line in design.lines} >= {LineKind.MODULE, LineKind.INVERTER, LineKind.WORK}
    assert design.net == pytest.approx(4.05 * 400_000, rel=0.01)
    assert "design_added" in kinds(services, "project", project.id)


@pytest.mark.feature("B-83", "B-86")
def test_a_heat_pump_that_the_lead_asked_for_makes_the_first_design_larger(services: Services) -> None:
    """3,500 kWh a year more: 7,700 / 1,080 kWp are 15.8 modules of 450 Wp."""
    project = project_of(services, heat_pump=True, battery=True)
    assert project.wishes == ("panel", "battery", "heat_pump")
    assert services.designs.create(project.id, {}).value.modules == 16
    south = project_of(services, latitude=-33.9, longitude=151.2, country="AU", heat_pump=True, emails=("b@x.example",))
    there = services.designs.create(south.id, {}).value
    assert there.modules > 9


def test_a_site_without_use_needs_a_number_of_modules(services: Services) -> None:
    project = project_of(services, monthly_kwh=None)
    with pytest.raises(Refused, match="modules="):
        services.designs.create(project.id, {})
    assert services.designs.create(project.id, {"modules": 10}).value.capacity_kwp == 4.5
    assert services.designs.create(project.id, {"capacity_kwp": "7,5"}).value.capacity_kwp == 7.5


def test_a_design_has_several_planes_and_its_own_bill(services: Services) -> None:
    planes = [{"name": "S", "modules": 12, "tilt": 40, "azimuth": 180}, {"name": "E", "modules": 8, "azimuth": 90}]
    design = design_of(services, project_of(services), planes=planes, modules=None, battery_kwh="10,2", floor_area=120)
    assert (design.modules, design.capacity_kwp, design.battery_kwh) == (20, 10.0, 10.2)
    assert [line.net for line in design.lines] == [4_000_000]
    assert services.designs.of(design.project_id) == [design]
    with pytest.raises(Invalid, match="several planes"):
        services.designs.edit(design.id, {"tilt": 10})
    with pytest.raises(Invalid, match="are 10 kWp"):
        services.designs.edit(design.id, {"capacity_kwp": 11})


def test_what_is_changed_follows_through(services: Services) -> None:
    design = services.designs.create(project_of(services).id, {}).value
    after = services.designs.edit(design.id, {"modules": 12, "azimuth": 90}, design.version).value
    assert after.capacity_kwp == 5.4
    assert [line.quantity for line in after.lines if line.kind is LineKind.MODULE] == [12]
    assert after.yield_kwh == pytest.approx(5.4 * 1080 * 0.83)
    with pytest.raises(Stale):
        services.designs.edit(design.id, {"name": "x"}, design.version)
    own = services.designs.edit(design.id, {"yields": [100] * 12}).value
    assert (own.yield_source, own.yield_kwh) == (YieldSource.HAND, 1200)
    assert services.designs.edit(design.id, {"modules": 9}).value.yield_kwh == 1200
    services.undo.undo()
    assert services.designs.get(design.id).modules == 12


def test_designs_that_are_not_there_or_not_allowed(services: Services) -> None:
    with pytest.raises(NotFound):
        services.designs.get(7)
    with pytest.raises(NotFound):
        services.designs.create(7, {})
    project = project_of(services)
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).designs.create(project.id, {})
    assert at_desk(services, SALES).designs.create(project.id, {}).value.created_by == "Anna Nowak"


def test_a_design_with_offers_stays_others_can_go_and_come_back(services: Services) -> None:
    offer = offer_of(services)
    with pytest.raises(Refused, match="has proposals"):
        services.designs.delete(offer.design_id)
    other = services.designs.create(offer.project_id, {}).value
    services.designs.delete(other.id)
    assert [one.id for one in services.designs.of(offer.project_id)] == [offer.design_id]
    services.undo.undo()
    assert services.designs.get(other.id).name == other.name


@pytest.fixture
def linked(services: Services) -> Design:
    """A design that is kept in another program."""
    design = design_of(services, project_of(services))
    return services.designs.link(design.id, "pylon", "P-17", "https://pylon.example/p/17").value


@pytest.mark.feature("E-08")
def test_a_design_is_linked_to_another_program(services: Services, linked: Design) -> None:
    assert (linked.system, linked.external_id, linked.url) == ("pylon", "P-17", "https://pylon.example/p/17")
    task = services.tasks.course(linked.project_id).task("link_design")
    assert task is not None
    assert task.status == "done"
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://", "no address"):
        with pytest.raises(Invalid, match="url"):
            services.designs.link(linked.id, "pylon", url=url)
    with pytest.raises(Invalid, match="system"):
        services.designs.link(linked.id, " ")


EXPORT: dict[str, Any] = {
    "external_id": "P-17",
    "module": "JA Solar 440",
    "module_wp": 440,
    "planes": [{"name": "S", "modules": 20, "tilt": 30, "azimuth": 190}],
    "battery_kwh": 10.2,
    "yields": [200.5] * 12,
    "lines": [{"kind": "module", "name": "JA Solar 440", "quantity": 20, "unit": "szt.", "unit_price": "612.00"}],
}


@pytest.mark.feature("E-09", "E-10")
def test_an_export_is_compared_before_it_is_taken(services: Services, linked: Design, clock: Clock) -> None:
    text = json.dumps(EXPORT)
    found = {one.field: (one.before, one.after) for one in services.designs.compare(linked.id, text, "p.json")}
    assert found["module_wp"] == ("500", "440")
    assert found["battery_kwh"] == ("", "10.20")
    assert found["lines"] == ("Instalacja: 1 kpl. × PLN\xa040,000.00", "JA Solar 440: 20 szt. × PLN\xa0612.00")
    assert services.designs.get(linked.id) == linked
    clock.forward(hours=1)
    taken = services.designs.take(linked.id, text, "p.json").value
    assert (taken.capacity_kwp, taken.net, taken.yield_source) == (8.8, 1_224_000, YieldSource.IMPORT)
    assert taken.synced_at == clock.now
    assert services.designs.compare(linked.id, text, "p.json") == []
    services.undo.undo()
    assert services.designs.get(linked.id).module_wp == 500


@pytest.mark.feature("E-10")
def test_a_sync_can_be_confirmed_by_hand(services: Services, linked: Design, clock: Clock) -> None:
    assert services.designs.confirm(linked.id).value.synced_at == clock.now
    with pytest.raises(Refused, match="not linked"):
        services.designs.confirm(design_of(services, project_of(services, "B", emails=())).id)


def test_a_table_is_read_in_polish(services: Services, linked: Design) -> None:
    table = (
        "rodzaj;nazwa;ilość;jednostka;cena;stawka VAT;nachylenie;azymut\n"
        "plane;Południe;10;;;;30;180\nplane;Wschód;4;;;;30;90\nmodule_wp;;450\n"
        "module;Moduły;14;szt.;612,50;8;;\nmonth;1;100\n" + "".join(f"month;{number};100\n" for number in range(2, 13))
    )
    taken = services.designs.take(linked.id, table, "p.csv").value
    assert (taken.modules, taken.capacity_kwp, taken.net, taken.yield_kwh) == (14, 6.3, 857_500, 1200)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "headings"),
        ("{", "no JSON"),
        ("[1]", "no JSON object"),
        ("{}", "nothing of a design"),
        ('{"external_id": "P-18", "module": "x"}', "is of design P-18"),
        ('{"lines": [{"name": "x", "unit_price": 1, "currency": "EUR"}]}', "PLN"),
        ('{"lines": [{"name": "x"}]}', "unit_price"),
        ('{"yields": [1, 2]}', "twelve"),
        ('{"url": "file:///x", "module": "y"}', "web address"),
        ("kind;name\nmagic;x\n", "no kind magic"),
        ("kind;name\nmonth;13\n", "1 to 12"),
        ('kind;name\n"x;y\n', "no CSV"),
        ("a;b\n1;2\n", "headings"),
    ],
)
def test_exports_that_make_no_sense_change_nothing(services: Services, linked: Design, text: str, why: str) -> None:
    with pytest.raises((Invalid, Refused), match=why):
        services.designs.take(linked.id, text, "p")
    assert services.designs.get(linked.id) == linked


@pytest.mark.feature("E-30", "A-13", "B-99")
def test_a_site_that_gets_storage_alone_has_a_design_and_an_offer(services: Services) -> None:
    project = project_of(services)
    services.projects.edit(project.id, {"capacity_kwp": 0, "battery_kwh": 10})
    design = services.designs.create(project.id, {"battery": "BYD HVS"}).value
    assert (design.capacity_kwp, design.modules, design.battery_kwh, design.yields) == (0, 0, 10, ())
    assert [(line.kind, line.name) for line in design.lines] == [(LineKind.BATTERY, "BYD HVS")]
    offer = services.proposals.create(design.id, {}).value
    assert (offer.net, offer.capacity_kwp, offer.battery_kwh) == (design.net, 0, 10)
    assert services.papers.pdf_of(offer).startswith(b"%PDF")
    states = {task.key: task.status.value for task in services.tasks.list(project.id)}
    assert states["roof_works"] == "skipped"
    services.projects.edit(project.id, {"battery_kwh": None})
    assert services.designs.create(project.id, {}).value.modules > 0
