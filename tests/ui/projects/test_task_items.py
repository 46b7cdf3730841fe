"""Tasks, answers and visits in words, for the rows and forms of a project's page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.drafts import ProjectDraft
from solartui.domain.people import Assignee
from solartui.domain.vocabulary import AssigneeKind, ProjectStage
from solartui.domain.workflow.course import JobState, JobStatus, Status, TaskState
from solartui.domain.workflow.model import Need, NeedType, Place, Task, Words
from solartui.i18n import use_language
from solartui.screens.projects.task_form import _paths
from solartui.screens.projects.task_items import answer_text, id_of, job_words, kind_word, place_items, task_items
from solartui.widgets.tasks_list import TaskItem, TasksList
from tests.desk import add_contact

if TYPE_CHECKING:
    from solartui.services.container import Services

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ANNA = Assignee(AssigneeKind.USER, 2, "Anna Nowak")


def need(kind: NeedType, name: str = "answer", **more: Any) -> Need:
    """One field of a form."""
    return Need(name, Words({"en": "Answer", "pl": "Odpowiedź"}), kind, **more)


def task(key: str, stage: ProjectStage = ProjectStage.QUOTING, place: Place = Place.CONSOLE, **more: Any) -> TaskState:
    """A task as it stands; open unless something else is said."""
    standing: dict[str, Any] = {"status": Status.OPEN, "doable": True} | more
    return TaskState(Task(key, Words({"en": key.title()}), stage, place), **standing)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (NeedType.TEXT, None, ""),
        (NeedType.TEXT, "roof of [red]tiles[/]", "roof of [red]tiles[/]"),
        (NeedType.TEXT, "two\nlines", "two lines"),
        (NeedType.YES_NO, True, "yes"),
        (NeedType.YES_NO, False, "no"),
        (NeedType.NUMBER, 8.8, "8.8"),
        (NeedType.NUMBER, 1000000, "1000000"),
        (NeedType.NUMBER, 0.1 + 0.2, "0.3"),
        (NeedType.DATE, "2026-11-24", "2026-11-24"),
        (NeedType.DATETIME, "2026-11-24T10:00:00+00:00", "2026-11-24 10:00"),
        (NeedType.LIST, ["A1", "B2"], "A1; B2"),
        (NeedType.LIST, [], ""),
    ],
)
def test_answers_are_read_by_people_and_taken_again_by_forms(kind: NeedType, value: object, shown: str) -> None:
    assert answer_text(need(kind), value, NOW) == shown


def test_choices_are_called_by_their_words_in_both_languages() -> None:
    one = need(NeedType.CHOICE, choices=("passed",), words={"passed": Words({"en": "Passed", "pl": "Zaliczona"})})
    assert answer_text(one, "passed", NOW) == "Passed"
    assert answer_text(one, "unknown", NOW) == "unknown"
    use_language("pl")
    assert answer_text(one, "passed", NOW) == "Zaliczona"
    assert answer_text(need(NeedType.YES_NO), True, NOW) == "tak"


def test_stages_stand_above_their_tasks_and_fold() -> None:
    tasks = [
        task("a", ProjectStage.ONBOARDING, status=Status.DONE, done_by="Ewa", done_at=NOW),
        task("b", ProjectStage.ONBOARDING, status=Status.SKIPPED, reason="Not needed."),
        task("c", assignee=ANNA, due=date(2026, 11, 20)),
        task("d", status=Status.LOCKED, doable=False, reason="First: C."),
    ]
    items = task_items(tasks, (), NOW)
    assert [item.key or item.title for item in items] == ["Onboarding", "a", "b", "Quoting", "c", "d"]
    assert [item.when for item in items if not item.key] == ["2 of 2", "0 of 2"]
    assert [item.who for item in items if item.key] == ["Ewa", "", "Anna Nowak", ""]
    assert [item.late for item in items if item.key] == [False, False, True, False]
    assert items[5].more[0] == "First: C."
    folded = task_items(tasks, {"onboarding"}, NOW)
    assert [item.key or item.title for item in folded] == ["Onboarding", "Quoting", "c", "d"]
    assert [item.folded for item in folded] == [True, False, False, False]
    assert len({item.id for item in items}) == len(items)
    assert task_items([], (), NOW) == []


def test_a_row_is_known_by_the_key_of_its_task_wherever_it_stands() -> None:
    first = task_items([task("a"), task("b")], (), NOW)
    later = task_items([task("new"), task("b")], (), NOW)
    assert first[-1].id == later[-1].id == id_of("b")


def test_what_was_answered_is_told_but_no_file() -> None:
    needs = (need(NeedType.NUMBER, "kwp"), need(NeedType.FILE, "photo"), need(NeedType.TEXT, "empty"))
    done = task("a", status=Status.DONE, needs=needs, values={"kwp": 8.5, "photo": [1], "empty": ""}, note="wet\nroof")
    (_, item) = task_items([done], (), NOW)
    assert item.more == ("Done · Console", "Answer: 8.5", "wet")


def test_places_are_counted() -> None:
    tasks = [task("a"), task("b", place=Place.INSTALLER), task("c", place=Place.INSTALLER)]
    counts = {item.id: item.right[0][0] for item in place_items(tasks)}
    assert counts == {"all": "3", "console": "1", "installer": "2", "design_tool": "0", "either": "0"}


def test_visits_are_told_with_day_and_team() -> None:
    jobs = [
        JobState("inspection", JobStatus.SCHEDULED, NOW, "Team [A]"),
        JobState("installation", JobStatus.ASSIGNED),
        JobState("meter", JobStatus.COMPLETED),
    ]
    assert job_words(jobs, NOW) == [
        "Inspection · Scheduled · 2026-11-23 09:30 · Team [A]", "Installation · Assigned", "meter · Completed",
    ]  # fmt: skip
    assert kind_word("meter") == "meter"


@pytest.mark.parametrize("width", [20, 40, 78, 100, 160])
@pytest.mark.parametrize("here", [True, False])
def test_rows_fit_into_any_width(width: int, here: bool) -> None:
    rows = TasksList()
    items = task_items(
        [task("太" * 40, assignee=ANNA, due=date(2026, 12, 1), reason="x" * 300), task("b", status=Status.DONE)],
        (),
        NOW,
    )
    for item in (*items, TaskItem(1, "", "Stage " * 30, "quoting", hue="hue.open", folded=True)):
        lines = rows.lay_out(item, width, here=here)
        assert lines
        assert all(not any("\n" in text for text, _ in line.parts) for line in lines)


@pytest.mark.parametrize(
    ("typed", "paths"),
    [("", []), ("  ", []), (" ; ;", []), ("a.jpg", ["a.jpg"]), ("a.jpg; b c.pdf ;", ["a.jpg", "b c.pdf"]), (None, [])],
)
def test_files_stand_apart_by_semicolons(typed: object, paths: list[str]) -> None:
    assert [str(path) for path in _paths(typed)] == paths


def test_every_task_of_a_new_project_has_its_words_in_both_languages(services: Services) -> None:
    contact = add_contact(services, "Jan Kot", emails=("jan@x.example",))
    for country in ("PL", "AU"):
        project = services.projects.create(ProjectDraft(contact_id=contact.id, country=country, city="x")).value
        for language in ("en", "pl"):
            use_language(language)
            try:
                course = services.tasks.course(project.id)
                items = task_items(course.tasks, (), NOW)
            finally:
                use_language("en")
            assert all(item.title and item.stage for item in items)
            assert all(item.more for item in items if item.key)
            locked = [item for item in items if item.status == "locked"]
            assert locked
            assert all(len(item.more) > 1 for item in locked)
