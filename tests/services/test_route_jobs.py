"""Jobs of projects in the route of a day: whose they are, which are still to be done, and how they are told."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from solartui import i18n
from solartui.adapters.local_zone import local_zone
from solartui.domain.route import Unplaced
from solartui.services.container import Services
from solartui.services.route_text import route_lines
from tests.conftest import Clock
from tests.desk import ADMIN, MANAGER, SALES, SECOND, add_contact, add_lead, at_desk
from tests.services.project_desk import add_project, drive

HERE = {"latitude": 50.06, "longitude": 19.94}


@pytest.fixture
def noon(clock: Clock) -> datetime:
    """Noon tomorrow on the clock of this place."""
    tomorrow = clock().astimezone(local_zone()) + timedelta(days=1)
    return tomorrow.replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"yes")
    return path


def inspected(services: Services, paper: Path, when: datetime, team: str = "Zewnętrzni", **site: object) -> int:
    """A project whose inspection is agreed."""
    contact = add_contact(services, "Jan Kowalski", phones=("+48 600 100 100",))
    number = add_project(services, contact_id=contact.id, **(HERE | site)).id
    drive(services, number, paper, until="start_inspection_job")
    services.tasks.do(number, "start_inspection_job", {"job_note": "dog in the yard"})
    services.tasks.do(number, "schedule_inspection_job", {"when": when, "team": team})
    return number


def of(services: Services, who: int, day: str = "tomorrow") -> list[int | None]:
    """The projects on somebody's route."""
    return [stop.visit.project_id for stop in at_desk(services, who).routes.of_day(day).stops]


@pytest.mark.feature("E-17", "E-25")
def test_a_job_stands_beside_follow_ups(services: Services, paper: Path, noon: datetime) -> None:
    lead = add_lead(services, "Ola", city="Bochnia", latitude=49.97, longitude=20.43, assignee="me")
    services.lead_actions.follow_up([lead.id], noon, "measure")
    project = inspected(services, paper, noon.replace(hour=8))
    route = services.routes.of_day("tomorrow", "50.06,19.90")
    assert [(stop.visit.lead_id, stop.visit.project_id) for stop in route.stops] == [(None, project), (lead.id, None)]
    found = route.stops[0].visit
    assert (found.job, found.planned, found.about) == (
        "inspection",
        noon.replace(hour=8),
        "Zewnętrzni · dog in the yard",
    )
    assert (found.contact, found.address) == ("Jan Kowalski", "Długa 1, Kraków")
    assert found.phone.startswith("+48")
    assert f"1. {found.name} · project #{project} · Inspection · 08:00 · +2.9 km" in list(route_lines(route))
    assert len(route.links) == 1


def test_of_another_day_and_done_ones_it_knows_nothing(services: Services, paper: Path, noon: datetime) -> None:
    project = inspected(services, paper, noon)
    assert of(services, ADMIN, "today") == []
    assert of(services, ADMIN) == [project]
    services.progress.reschedule(project, "inspection", noon + timedelta(days=1))
    assert of(services, ADMIN) == []
    services.progress.reschedule(project, "inspection", noon.replace(hour=23, minute=59))
    assert of(services, ADMIN) == [project]
    services.tasks.do(project, "inspection_checklist", {"roof": "good", "switchboard": "good"})
    assert of(services, ADMIN) == []
    services.undo.undo()
    services.progress.outcome(project, "cancelled", "withdrew")
    assert of(services, ADMIN) == []


@pytest.mark.parametrize(
    ("team", "assignees", "goes"),
    [
        ("Zewnętrzni", (), {ADMIN}),
        ("Anna Nowak", (), {SALES}),
        ("anna", (), {SALES}),
        ("ANNA  nowak", (), {SALES}),
        ("North", (), {SALES, SECOND}),
        ("north", (MANAGER,), {SALES, SECOND}),
        ("Marek Manager, Piotr Żak", (), {MANAGER, SECOND}),
        ("marek & ktoś jeszcze", (), {MANAGER}),
        ("Zewnętrzni", (SALES,), {SALES}),
        ("Zewnętrzni", ("team:North",), {SALES, SECOND}),
        ("Kraków", (SALES,), set()),
    ],
)
def test_whose_job_it_is(
    services: Services, paper: Path, noon: datetime, *, team: str, assignees: tuple[int | str, ...], goes: set[int]
) -> None:
    names = {SALES: "anna", MANAGER: "marek"}
    project = inspected(services, paper, noon, team)
    for who in assignees:
        services.project_assignees.add(project, names[who] if isinstance(who, int) else who)
    people = (ADMIN, MANAGER, SALES, SECOND)
    assert {who for who in people if of(services, who) == [project]} == goes


def test_a_place_that_nobody_knows(services: Services, paper: Path, noon: datetime) -> None:
    number = inspected(services, paper, noon, latitude=None, longitude=None)
    route = services.routes.of_day("tomorrow")
    assert route.stops == ()
    name = services.projects.get(number).name
    assert route.unplaced == (Unplaced("project", number, name),)
    i18n.use_language("pl")
    assert any(f"#{number}" in line and name in line for line in route_lines(route))


def test_jobs_count_among_the_visits_of_a_day(
    services: Services, paper: Path, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from solartui.domain.errors import Refused

    monkeypatch.setattr("solartui.services.routes.MOST", 1)
    inspected(services, paper, noon)
    second = inspected(services, paper, noon, street="Inna 4", latitude=50.2, longitude=19.0)
    with pytest.raises(Refused, match="more than 1 visits"):
        services.routes.of_day("tomorrow")
    services.progress.reschedule(second, "inspection", noon + timedelta(days=2))
    assert len(services.routes.of_day("tomorrow").stops) == 1


def test_a_converted_lead_takes_its_job_to_whoever_has_it(services: Services, paper: Path, noon: datetime) -> None:
    anna = at_desk(services, SALES)
    lead = add_lead(services, "Ola", city="Kraków", street="Długa 1", country="PL", owner="anna", **HERE)
    project = services.conversion.convert(lead.id).value.id
    drive(services, project, paper, until="start_inspection_job")
    services.tasks.do(project, "start_inspection_job")
    services.tasks.do(project, "schedule_inspection_job", {"when": noon, "team": "x"})
    assert of(anna, SALES) == [project]
