"""Several programs at the tasks of one project: nothing is lost, nothing is done twice, everybody is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from solartui.bootstrap import open_services
from solartui.domain.errors import Refused, Stale
from solartui.services.container import Services
from solartui.store.courses import course_of
from tests.desk import SALES, SECOND, actor
from tests.services.project_desk import PPE, add_project
from tests.store.processes import together

PEOPLE = (SALES, SECOND)


@pytest.fixture
def place(database: Path) -> tuple[str, int]:
    """A database with one project; nobody has it open."""
    services = open_services(str(database))
    project = add_project(services, phases=3, metering_point=PPE).id
    services.close()
    return str(database), project


def tick(path: str, project: int, number: int, key: str) -> str:
    """One program: does a task, or is told why not."""
    opened = open_services(path)
    person = Services(opened.store, actor(PEOPLE[number % 2]))
    try:
        person.tasks.do(project, key)
    except Stale as stale:
        return f"told {stale.by}"
    finally:
        opened.close()
    return "did"


def tell(path: str, project: int, number: int) -> int:
    """One program: records an event of its own."""
    opened = open_services(path)
    opened.progress.event(project, "quote_updated", {"by": str(number)})
    opened.close()
    return number


def either(path: str, project: int, number: int) -> str:
    """One program: skips or does the same task."""
    opened = open_services(path)
    try:
        if number % 2:
            opened.tasks.skip(project, "add_sales_project", f"known {number}")
        else:
            opened.tasks.do(project, "add_sales_project")
    except Refused:
        return "told"
    finally:
        opened.close()
    return "did"


def test_one_of_many_does_a_task_and_all_others_are_told_who(place: tuple[str, int]) -> None:
    path, project = place
    said = Counter(together(tick, [(path, project, number, "add_sales_project") for number in range(6)]))
    opened = open_services(path)
    state = opened.tasks.course(project).task("add_sales_project")
    assert state is not None
    assert said == {"did": 1, f"told {state.done_by}": 5}
    with opened.store.reading() as raw:
        assert raw.execute("SELECT count(*) FROM project_task").fetchone() == (1,)
        assert raw.execute("SELECT count(*) FROM activity WHERE kind = 'task_done'").fetchone() == (1,)
    opened.close()


def test_no_event_is_lost(place: tuple[str, int]) -> None:
    path, project = place
    assert sorted(together(tell, [(path, project, number) for number in range(6)])) == list(range(6))
    opened = open_services(path)
    with opened.store.reading() as raw:
        rows = raw.execute("SELECT data FROM project_event WHERE key = 'quote_updated'").fetchall()
    assert len(set(rows)) == 6
    opened.close()


def test_a_task_is_done_or_skipped_but_not_both(place: tuple[str, int]) -> None:
    path, project = place
    said = Counter(together(either, [(path, project, number) for number in range(6)]))
    assert said == {"did": 1, "told": 5}
    opened = open_services(path)
    with opened.store.reading() as raw:
        ((done, skipped),) = raw.execute("SELECT done_at, skipped_at FROM project_task").fetchall()
        assert (done is None) != (skipped is None)
        course = course_of(raw, project)
        stored = raw.execute("SELECT stage, tasks_done, tasks_total FROM project").fetchone()
        assert stored == (course.stage, course.done, course.total)
    opened.close()
