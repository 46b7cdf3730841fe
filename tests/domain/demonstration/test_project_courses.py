"""What was done in the projects of the demonstration desk fits where they stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import pytest

from solartui.domain.demonstration.desk import demo_desk
from solartui.domain.demonstration.hours import after_work, worked_until
from solartui.domain.demonstration.records import DemoFields, DemoProject
from solartui.domain.demonstration.tasks import DemoCourse, course_of, remember
from solartui.domain.workflow.course import JobStatus
from solartui.domain.workflow.engine import ORDER
from solartui.domain.workflow.model import Place
from tests.domain.demonstration.test_desk import NOW
from tests.domain.workflow.plays import builtin

Told = list[tuple[DemoFields, DemoProject, DemoCourse]]


@pytest.fixture(scope="module")
def told() -> Told:
    """The projects of a desk with what was done in them."""
    workflow = remember(builtin())
    leads = demo_desk(1_200, 11, NOW, "Ewa").leads()
    return [(lead.fields, p, course_of(workflow, lead.fields, p, NOW)) for lead in leads for p in lead.projects]


def test_acts_follow_each_other_between_the_making_and_the_last_change(told: Told) -> None:
    for _, project, course in told:
        times = [tick.at for tick in course.ticks]
        assert times == sorted(times)
        assert all(project.created_at <= at <= project.updated_at for at in times)
        assert len({tick.key for tick in course.ticks}) == len(times)


def test_tasks_are_done_while_the_office_is_open(told: Told) -> None:
    hours = {
        (datetime.fromisoformat(tick.at) + timedelta(hours=10 if fields.country == "AU" else 1)).hour
        for fields, project, course in told
        for tick in course.ticks
        if project.created_at[:10] != project.updated_at[:10]
    }
    assert hours == set(range(8, 17))


@pytest.mark.parametrize("zone", [UTC, None])
def test_working_time_counts_on_and_back(zone: tzinfo | None) -> None:
    first, night = datetime(2026, 2, 28, 9, 15, tzinfo=zone), datetime(2026, 2, 28, 23, tzinfo=zone)
    assert after_work(worked_until(first), zone) == first
    assert worked_until(night) - worked_until(first) == timedelta(hours=7, minutes=15)
    assert worked_until(night) == worked_until(night.replace(hour=17))
    assert after_work(worked_until(night) + timedelta(hours=1), zone) == datetime(2026, 3, 1, 9, tzinfo=zone)


def test_nothing_is_done_in_stages_that_were_not_reached(told: Told) -> None:
    stages = {task.key: ORDER.index(task.stage) for task in builtin().tasks}
    for _, project, course in told:
        last = max((stages[tick.key.partition(":")[0]] for tick in course.ticks), default=0)
        assert last <= [stage.value for stage in ORDER].index(project.stage)
        signed = [event.key for event in course.events].count("proposal_signed")
        assert signed == (project.stage in {"committing", "inspection", "installation", "completed"})


def test_ends_have_their_reason(told: Told) -> None:
    for _, project, course in told:
        by_hand = project.outcome in {"lost", "cancelled", "closed"}
        assert (course.outcome_reason is not None) == by_hand
        assert [event.data["outcome"] for event in course.events if event.key == "outcome_set"] == (
            [project.outcome] if by_hand else []
        )
        failed = [tick.data["result"] for tick in course.ticks if tick.key == "review_inspection"]
        assert ("failed" in failed) == (project.outcome == "failed")
    assert {project.outcome for _, project, _ in told} >= {None, "lost", "failed", "closed", "completed"}


def test_there_is_something_of_everything(told: Told) -> None:
    statuses = {job.status for _, _, course in told for job in course.jobs}
    assert statuses >= set(JobStatus) - {"accepted", "rescheduled"}
    keys = {tick.key for _, _, course in told for tick in course.ticks}
    assert {"update_quote_after_inspection", "update_quote_after_installation"} <= keys
    documents = {key for key in keys if key.startswith("upload_compliance_documents:")}
    assert len(documents) > 6
    assert all(0 < course.done <= course.total for _, _, course in told)


def test_visits_that_nobody_made_yet_lie_ahead(told: Told) -> None:
    on_site = {task.key for task in builtin().tasks if task.place is Place.INSTALLER and task.job == "installation"}
    ahead = [
        job
        for _, project, course in told
        for job in course.jobs
        if project.outcome is None
        and job.status in {"scheduled", "prepared"}
        and on_site.isdisjoint(tick.key for tick in course.ticks)
    ]
    assert ahead
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    assert all(job.starts_at and datetime.fromisoformat(job.starts_at) >= midnight for job in ahead)
    assert {job.team for job in ahead} == {"Team North", "Team South", "Dach i Spółka"}


def test_the_same_desk_is_told_again(told: Told) -> None:
    workflow = builtin()
    again = [course_of(workflow, fields, project, NOW) for fields, project, _ in told[:20]]
    assert again == [course for _, _, course in told[:20]]


def test_projects_without_a_story_stand_where_those_with_one_stand(told: Told) -> None:
    for fields, project, _ in told:
        outline = course_of(builtin(), fields, project, NOW, lively=False)
        assert (outline.ticks, outline.jobs) == ((), ())
        keys = [event.key for event in outline.events]
        begun = project.stage not in {"onboarding", "completed"}
        assert keys == ["stage_set"] * begun + ["outcome_set"] * (project.outcome is not None)
