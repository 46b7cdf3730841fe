"""A company that begins or ends to inspect sites: projects under way follow at once, finished ones stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from solartui.services.container import Services
from tests.services.project_desk import add_project, drive

pytestmark = pytest.mark.feature("E-03")
KEY = "projects.inspection"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"yes")
    return path


def stored(services: Services, project: int) -> tuple[str, str | None]:
    """What lists show, which has to be what the tasks say."""
    found, course = services.projects.get(project), services.tasks.course(project)
    assert (found.stage, found.outcome) == (course.stage, course.outcome)
    return found.stage, found.outcome


def at(services: Services, paper: Path, street: str, until: str | None) -> int:
    """A project that was driven until a task has its turn."""
    number = add_project(services, street=street).id
    drive(services, number, paper, until=until)
    return number


def test_projects_that_wait_for_an_inspection_go_on_without(services: Services, paper: Path) -> None:
    waiting = at(services, paper, "A 1", "start_inspection_job")
    begun = at(services, paper, "B 1", "review_inspection")
    early = at(services, paper, "C 1", "add_sales_project")
    services.settings.set(KEY, False)
    assert [stored(services, one)[0] for one in (waiting, begun, early)] == ["installation", "installation", "quoting"]
    services.settings.reset(KEY)
    assert [stored(services, one)[0] for one in (waiting, begun, early)] == ["inspection", "inspection", "quoting"]


def test_what_is_past_it_stays_past_it(services: Services, paper: Path) -> None:
    services.settings.set(KEY, False)
    done = at(services, paper, "A 1", None)
    under_way = at(services, paper, "B 1", "order_stock")
    before = at(services, paper, "C 1", "confirm_commitment")
    assert stored(services, done) == ("completed", "completed")
    services.settings.set(KEY, True)
    assert stored(services, done) == ("completed", "completed")
    assert stored(services, under_way) == ("installation", None)
    state = services.tasks.course(done).task("review_inspection")
    assert state is not None
    assert (state.status, state.reason) == ("skipped", "The company did not inspect sites then.")
    drive(services, under_way, paper)
    assert stored(services, under_way) == ("completed", "completed")
    services.tasks.do(before, "confirm_commitment", {"amount": 100})
    assert stored(services, before) == ("inspection", None)


def test_it_can_be_inspected_all_the_same(services: Services, paper: Path) -> None:
    services.settings.set(KEY, False)
    number = at(services, paper, "A 1", "start_installation_job")
    services.settings.set(KEY, True)
    assert stored(services, number) == ("installation", None)
    services.tasks.undo(number, "start_inspection_job")
    assert stored(services, number) == ("inspection", None)
    services.tasks.do(number, "start_inspection_job")


def test_inspections_that_were_made_count_on(services: Services, paper: Path) -> None:
    number = at(services, paper, "A 1", "order_stock")
    for value in (False, True, False, True):
        services.settings.set(KEY, value)
        assert stored(services, number) == ("installation", None)
    keys = {state.key for state in services.tasks.course(number).tasks if state.status == "done"}
    assert {"start_inspection_job", "inspection_checklist", "review_inspection"} <= keys


def test_the_same_value_again_changes_nothing(services: Services, paper: Path) -> None:
    number = at(services, paper, "A 1", "review_inspection")
    services.settings.set(KEY, True)
    assert stored(services, number) == ("inspection", None)
    services.settings.set("company.name", "Słońce")
    assert stored(services, number) == ("inspection", None)


def test_pages_of_projects_hear_of_it(services: Services) -> None:
    assert services.settings.set(KEY, False).topics == {"settings", "projects"}
    assert services.settings.reset(KEY).topics == {"settings", "projects"}
    assert services.settings.set("company.name", "x").topics == {"settings"}
