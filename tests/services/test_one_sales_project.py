"""A site has one sales project under way, however somebody tries to have two; the others wait, and nothing is stuck."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from solartui.bootstrap import open_services
from solartui.domain.errors import Refused, SolarError
from solartui.domain.projects import Project
from solartui.services.container import Services
from tests.desk import add_contact, add_lead
from tests.offer_desk import offer_of, project_of
from tests.services.project_desk import PPE, add_project, drive

pytestmark = pytest.mark.feature("E-07")
BUSY = "This site has a sales project under way: #1 "


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"yes")
    return path


@pytest.fixture
def two(services: Services) -> tuple[Project, Project]:
    """Two projects of one customer and site; the first is its sales project."""
    contact = add_contact(services)
    first, second = (add_project(services, contact_id=contact.id, phases=3, metering_point=PPE) for _ in range(2))
    services.tasks.do(first.id, "add_sales_project")
    return first, second


def claims(services: Services, project: int) -> int:
    """How much of its site a project holds."""
    with services.store.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM site_claim WHERE project_id = ?", (project,)).fetchone()[0])


WAYS = {
    "the task": lambda s, p: s.tasks.do(p, "add_sales_project"),
    "a proposal from outside": lambda s, p: s.progress.event(p, "proposal_created"),
    "a signature from outside": lambda s, p: s.progress.event(p, "proposal_signed", {"by": "x"}),
    "another stage": lambda s, p: s.progress.move(p, "installation", "on paper"),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_to_a_second_one(services: Services, two: tuple[Project, Project], way: str) -> None:
    first, second = two
    before = services.undo.last()
    with pytest.raises(Refused, match=BUSY):
        WAYS[way](services, second.id)
    assert services.undo.last() == before
    assert services.projects.get(second.id).stage == "quoting"
    services.progress.outcome(first.id, "closed", "begun again")
    assert claims(services, first.id) == 0
    WAYS[way](services, second.id)
    assert claims(services, second.id) == 2
    with pytest.raises(Refused, match="#2 "):
        services.progress.outcome(first.id, None)
    services.undo.undo()
    services.progress.outcome(first.id, None)
    assert (claims(services, first.id), claims(services, second.id)) == (2, 0)


def test_of_one_lead_there_is_one_though_the_places_differ(services: Services) -> None:
    lead = add_lead(services, city="Kraków", street="Długa 1", country="PL")
    first, second = (services.conversion.convert(lead.id).value for _ in range(2))
    services.projects.edit(second.id, {"city": "Gdynia", "street": "Inna 7"})
    for project in (first, second):
        services.tasks.do(project.id, "onboard_site", {"phases": 3, "metering_point": PPE})
    services.tasks.do(first.id, "add_sales_project")
    with pytest.raises(Refused, match=BUSY):
        services.tasks.do(second.id, "add_sales_project")


def test_a_design_may_be_priced_but_the_proposal_waits(services: Services) -> None:
    project = project_of(services)
    offer_of(services, project)
    assert project.lead_id is not None
    second = services.conversion.convert(project.lead_id).value
    with pytest.raises(Refused, match=BUSY):
        offer_of(services, second)
    assert services.proposals.of_project(second.id) == []


def test_undo_brings_no_second_one_back(services: Services, two: tuple[Project, Project]) -> None:
    first, second = two
    ended = services.progress.outcome(first.id, "lost", "too dear")
    services.tasks.do(second.id, "add_sales_project")
    with pytest.raises(Refused, match="#2 "):
        services.undo.undo(ended.change_id)
    assert services.projects.get(first.id).outcome == "lost"
    services.progress.outcome(second.id, "cancelled", "the other is better")
    services.undo.undo(ended.change_id)
    assert services.projects.get(first.id).outcome is None


def test_a_completed_one_makes_room_and_is_not_opened_beside_the_next(services: Services, paper: Path) -> None:
    contact = add_contact(services)
    first = add_project(services, contact_id=contact.id)
    drive(services, first.id, paper)
    second = add_project(services, contact_id=contact.id, phases=3, metering_point=PPE)
    services.tasks.do(second.id, "add_sales_project")
    with pytest.raises(Refused, match="#2 "):
        services.tasks.undo(first.id, "order_stock")
    assert services.projects.get(first.id).outcome == "completed"


def test_skipping_it_is_a_decision_and_holds_nothing(services: Services, two: tuple[Project, Project]) -> None:
    _, second = two
    services.tasks.skip(second.id, "add_sales_project", "an order of spare parts")
    assert claims(services, second.id) == 0
    services.tasks.do(second.id, "link_design")


def test_contacts_that_become_one_stop_neither_project(services: Services) -> None:
    projects = [add_project(services, contact_id=add_contact(services, name).id) for name in ("Jan", "Jan Kowalski")]
    for project in projects:
        services.tasks.do(project.id, "onboard_site", {"phases": 3, "metering_point": PPE})
        services.tasks.do(project.id, "add_sales_project")
    one, other = (project.contacts[0].id for project in projects)
    services.merging.merge(one, other)
    for project in projects:
        services.tasks.do(project.id, "link_design")
        assert services.projects.get(project.id).stage == "quoting"
    services.progress.outcome(projects[0].id, "closed", "was the same")
    services.tasks.do(projects[1].id, "create_proposals")
    assert claims(services, projects[1].id) == 2


def test_a_site_that_moves_is_held_where_it_is(services: Services, two: tuple[Project, Project]) -> None:
    first, second = two
    services.projects.edit(first.id, {"street": "Nowa 3", "metering_point": "590123456789012352"})
    services.tasks.do(second.id, "add_sales_project")
    assert (claims(services, first.id), claims(services, second.id)) == (2, 2)


def test_two_programs_at_once_make_one(services: Services, two: tuple[Project, Project], database: Path) -> None:
    first, second = two
    services.tasks.undo(first.id, "add_sales_project")
    results: list[object] = []

    def run(project: int) -> None:
        opened = open_services(str(database))
        try:
            results.append(opened.tasks.do(project, "add_sales_project"))
        except SolarError as error:
            results.append(error)
        opened.close()

    threads = [threading.Thread(target=run, args=(project.id,)) for project in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert claims(services, first.id) + claims(services, second.id) == 2


def test_the_schema_says_no_to_whoever_writes_by_hand(services: Services, two: tuple[Project, Project]) -> None:
    first, second = two
    with services.store.begin(services.actor) as work:
        work.describe("project.edited", name="x", project=second.id)
        (key,) = work.raw.execute("SELECT key FROM site_claim WHERE project_id = ? LIMIT 1", (first.id,)).fetchone()
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            work.raw.execute("INSERT INTO site_claim (project_id, key) VALUES (?, ?)", (second.id, key))
    assert "Długa" not in key


def test_of_a_person_who_is_erased_no_fingerprint_stays(services: Services, two: tuple[Project, Project]) -> None:
    first, _ = two
    services.erasing.erase(first.contacts[0].id)
    assert claims(services, first.id) == 0


def test_of_many_that_are_moved_the_second_is_listed_as_refused(
    services: Services, two: tuple[Project, Project]
) -> None:
    first, second = two
    outcome = services.project_actions.put([first.id, second.id], "installation", "on paper").value
    assert outcome.changed == (first.id,)
    ((number, reason),) = outcome.refused
    assert number == second.id
    assert reason.startswith(BUSY)
    assert [services.projects.get(one.id).stage for one in two] == ["installation", "quoting"]
