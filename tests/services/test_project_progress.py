"""Events, jobs, outcomes and overrides of projects, their money, and the workflows that they begin with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from solartui.domain.activity import sentence
from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused
from solartui.domain.records import Subject
from solartui.services.container import Services
from solartui.services.job_sheets import sheet_lines
from solartui.services.task_events import record_event
from solartui.store.work import Work
from tests.conftest import Clock
from tests.desk import MANAGER, SALES, at_desk
from tests.domain.workflow.test_own_files import SMALL
from tests.offer_desk import offer_of, sent, signed
from tests.services.project_desk import PPE, add_project, drive


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"yes")
    return path


def told(services: Services, project: int) -> list[str]:
    """The history of a project in words."""
    return [sentence(activity) for activity in services.activity.of(Subject("project", project))]


def record_and_fail(work: Work, project: int) -> None:
    """A service that fails after it told an event."""
    record_event(work, project, "proposal_signed", {})
    raise NotFound("nothing")


@pytest.mark.feature("E-12", "E-13")
def test_what_arrives_from_outside_moves_the_project(services: Services) -> None:
    project = add_project(services, phases=3, metering_point=PPE).id
    sent = services.progress.event(project, "proposal_published", {"url": "https://x.example"}).value
    assert sent.stage == "considering"
    second = services.progress.event(project, "proposal_signed", {"by": "Jan Kowalski"})
    assert second.value.stage == "committing"
    assert told(services, project)[-2:] == [
        "Event: proposal signed · by: Jan Kowalski", "Considering → Committing",
    ]  # fmt: skip
    assert services.progress.event(project, "proposal_signed", {"by": "Jan Kowalski"}).change_id is None
    services.undo.undo(second.change_id)
    assert services.projects.get(project).stage == "considering"


@pytest.mark.parametrize(
    ("event", "data", "kind", "message"),
    [
        ("earthquake", {}, NotFound, "There is no event earthquake. Known: design_linked"),
        ("\x1b]0;x\x07", {}, NotFound, "There is no event"),
        ("stage_set", {"stage": "installation"}, NotFound, "There is no event stage_set"),
        ("outcome_set", {"outcome": "lost"}, NotFound, "There is no event outcome_set"),
        ("deposit_paid", {"amount": "much"}, Invalid, "amount: much is no number"),
        ("deposit_paid", {"amount": "-5"}, Invalid, "amount: is less than 0"),
        ("deposit_paid", {"amount": "5", "date": "someday"}, Invalid, "date: someday is no date"),
        ("deposit_paid", {"a b": "5"}, Invalid, "values at most, each with a plain name"),
        ("deposit_paid", {f"a{n}": "5" for n in range(30)}, Invalid, "20 values at most"),
    ],
)
def test_other_events_are_refused(
    services: Services, event: str, data: dict[str, object], kind: type[Exception], message: str
) -> None:
    project = add_project(services).id
    with pytest.raises(kind, match=message):
        services.progress.event(project, event, data)
    assert services.projects.get(project).done == 1
    with pytest.raises(NotFound, match="no project 99"):
        services.progress.event(99, "proposal_signed")


def test_another_service_tells_an_event_in_its_own_transaction(services: Services) -> None:
    project = add_project(services, phases=3, metering_point=PPE).id
    with services.store.begin(services.actor) as work:
        course = record_event(work, project, "proposal_signed", {})
        work.describe("project.edited", name="x", project=project)
    assert course.stage == "committing"
    services.undo.undo()
    assert services.projects.get(project).stage == "quoting"
    with pytest.raises(NotFound), services.store.begin(services.actor) as work:
        record_and_fail(work, project)
    assert services.projects.get(project).stage == "quoting"


@pytest.mark.feature("E-14", "E-38")
def test_deposits_and_payments_stand_in_the_ledger(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="confirm_commitment")
    services.tasks.do(project, "confirm_commitment", {"amount": "1500,50", "date": "2026-11-20"})
    assert services.charges.of(project).paid == 150_050
    services.tasks.undo(project, "confirm_commitment")
    with pytest.raises(Refused, match=r"PLN.1,500\.50 is booked already"):
        services.tasks.do(project, "confirm_commitment", {"amount": "1000"})
    services.tasks.do(project, "confirm_commitment", {"amount": "2000"})
    assert services.charges.of(project).paid == 200_000
    services.undo.undo()
    assert services.charges.of(project).paid == 150_050
    second = add_project(services, street="Inna 1").id
    services.progress.event(second, "deposit_paid", {"amount": "700"})
    assert services.charges.of(second).paid == 70_000


@pytest.mark.feature("E-12")
def test_a_signature_from_outside_accepts_the_proposal_that_is_out(services: Services) -> None:
    offer = sent(services, offer_of(services))
    moved = services.progress.event(offer.project_id, "proposal_signed", {"by": "Jan Kowalski"}).value
    assert moved.stage == "committing"
    accepted = services.proposals.get(offer.id)
    assert (accepted.status, accepted.signed_by) == ("accepted", "Jan Kowalski")
    services.undo.undo()
    assert services.proposals.get(offer.id).status == "sent"
    assert services.projects.get(offer.project_id).stage == "considering"


@pytest.mark.feature("E-38")
def test_the_last_payment_is_confirmed_when_nothing_is_left_to_pay(services: Services, paper: Path) -> None:
    project = signed(services).project_id
    ledger = services.charges.of(project)
    assert ledger.balance is not None
    services.progress.event(project, "deposit_paid", {"amount": "1000"})
    drive(services, project, paper, until="onboard_site")
    services.tasks.do(project, "onboard_site", {"phases": 3, "metering_point": PPE})
    drive(services, project, paper, until="confirm_payment")
    with pytest.raises(Refused, match="is still to be paid"):
        services.tasks.do(project, "confirm_payment", {"amount": "5"})
    left = services.charges.of(project).balance
    assert left == ledger.balance - 100_000
    with pytest.raises(Refused, match="more than the balance"):
        services.tasks.do(project, "confirm_payment", {"amount": left})
    ended = services.tasks.do(project, "confirm_payment", {"amount": left / 100}).value
    assert (ended.outcome, services.charges.of(project).balance) == ("completed", 0)


@pytest.mark.feature("E-16", "E-17")
def test_jobs_are_accepted_and_moved_to_another_day(services: Services, clock: Clock, paper: Path) -> None:
    project = add_project(services).id
    progress = services.progress
    acts: tuple[Callable[[], object], ...] = (
        lambda: progress.accept(project, "inspection"),
        lambda: progress.reschedule(project, "inspection", "2026-12-02 10:00"),
        lambda: progress.job(project, "inspection"),
    )
    for act in acts:
        with pytest.raises(Refused, match="The job was not started yet"):
            act()
    with pytest.raises(NotFound, match=r"There is no job party\. Known: inspection, installation"):
        progress.accept(project, "party")
    drive(services, project, paper, until="schedule_inspection_job")
    clock.forward(minutes=1)
    progress.accept(project, "inspection")
    with pytest.raises(Refused, match="The job is Accepted already"):
        progress.accept(project, "inspection")
    with pytest.raises(Refused, match="there is no date to change"):
        progress.reschedule(project, "inspection", "2026-12-02 10:00")
    services.tasks.do(project, "schedule_inspection_job", {"when": "2026-12-01T10:00+01:00", "team": "North"})
    clock.forward(minutes=1)
    progress.reschedule(project, "inspection", "2026-12-03T08:00+01:00", "South")
    job = progress.job(project, "inspection")
    assert (job.status, job.team, job.when and job.when.isoformat()) == (
        "rescheduled", "South", "2026-12-03T07:00:00+00:00",
    )  # fmt: skip
    with pytest.raises(Invalid, match="when: never is no date"):
        progress.reschedule(project, "inspection", "never")
    row = services.store.reader().execute("SELECT kind, status, starts_at, team FROM project_job").fetchall()
    assert row == [("inspection", "rescheduled", "2026-12-03T07:00:00.000000Z", "South")]
    services.undo.undo()
    assert progress.job(project, "inspection").status == "scheduled"


@pytest.mark.feature("E-39")
@pytest.mark.parametrize("outcome", ["lost", "cancelled", "failed", "closed"])
def test_a_project_ends_for_a_reason(services: Services, outcome: str) -> None:
    project = add_project(services).id
    with pytest.raises(Refused, match="Give a reason") as caught:
        services.progress.outcome(project, outcome)
    assert caught.value.missing == ("reason",)
    ended = services.progress.outcome(project, outcome, "too dear").value
    assert (ended.outcome, ended.outcome_reason, ended.stage) == (outcome, "too dear", "onboarding")
    assert told(services, project)[-1] == f"Outcome: {outcome.capitalize()} · too dear"
    assert services.progress.outcome(project, outcome, "too dear").change_id is None
    acts: tuple[Callable[[], object], ...] = (
        lambda: services.tasks.do(project, "onboard_site", {"phases": 3, "metering_point": PPE}),
        lambda: services.tasks.undo(project, "add_customer"),
        lambda: services.tasks.skip(project, "onboard_site", "x"),
        lambda: services.progress.event(project, "proposal_signed"),
        lambda: services.progress.move(project, "quoting", "x"),
    )
    for act in acts:
        with pytest.raises(Refused, match="The project is over: "):
            act()
    back = services.progress.outcome(project, None).value
    assert (back.outcome, back.outcome_reason) == (None, None)
    with pytest.raises(Refused, match="Nobody ended the project"):
        services.progress.outcome(project, None)
    services.undo.undo()
    assert services.projects.get(project).outcome == outcome
    with pytest.raises(Invalid, match="won is none of: completed, failed"):
        services.progress.outcome(project, "won", "x")


def test_only_a_manager_completes_what_is_not_done(services: Services, paper: Path) -> None:
    project = add_project(services).id
    with pytest.raises(NotPermitted):
        at_desk(services, SALES).progress.outcome(project, "completed", "done long ago")
    done = at_desk(services, MANAGER).progress.outcome(project, "completed", "done long ago").value
    assert (done.stage, done.outcome) == ("completed", "completed")
    other = add_project(services, street="Inna 1").id
    drive(services, other, paper)
    assert services.progress.outcome(other, "completed", "x").change_id is None
    with pytest.raises(Refused, match="Reopen a task of it first"):
        services.progress.outcome(other, "lost", "x")
    with pytest.raises(Refused, match="Reopen a task of it instead"):
        services.progress.outcome(other, None)
    assert services.tasks.undo(other, "order_stock").value.outcome is None


@pytest.mark.feature("E-02")
def test_a_stage_is_set_by_hand_with_permission_and_a_reason(services: Services) -> None:
    project = add_project(services).id
    with pytest.raises(NotPermitted, match="may not skip tasks and set stages"):
        at_desk(services, SALES).progress.move(project, "installation", "old contract")
    move = at_desk(services, MANAGER).progress.move
    with pytest.raises(Refused, match="Give a reason"):
        move(project, "installation", "")
    with pytest.raises(Invalid, match="completed is none of: onboarding"):
        move(project, "completed", "x")
    assert move(project, "installation", "old contract").value.stage == "installation"
    assert "Stage set by hand: Installation · old contract" in told(services, project)
    assert move(project, "quoting", "a mistake").value.stage == "quoting"
    services.tasks.do(project, "onboard_site", {"phases": 3, "metering_point": PPE})
    with pytest.raises(Refused, match="The tasks of Onboarding are done"):
        move(project, "onboarding", "back")
    assert move(project, "quoting", "x").change_id is None


@pytest.mark.feature("E-03")
def test_the_setting_of_the_company_decides_about_inspections(services: Services, paper: Path) -> None:
    project = add_project(services).id
    services.settings.set("projects.inspection", False)
    drive(services, project, paper, until="start_installation")
    assert services.projects.get(project).stage == "installation"
    skipped = [state for state in services.tasks.list(project) if state.stage == "inspection"]
    assert {state.status.value for state in skipped} == {"skipped"}


def test_projects_under_way_keep_the_workflow_that_they_began_with(services: Services) -> None:
    old = add_project(services).id
    installed = services.workflows.install(SMALL).value
    assert (installed.workflow.id, installed.workflow.version, installed.current) == ("short", 3, True)
    new = add_project(services, street="Inna 1")
    assert (new.workflow, new.stage, new.total) == (("short", 3), "quoting", 3)
    assert services.projects.get(old).workflow == ("sales_project", 2)
    assert len(services.tasks.list(old)) > 20
    with pytest.raises(Refused, match="Version 3 of short is there already and is another one"):
        services.workflows.install(SMALL.replace("Build", "Erect"))
    newer = SMALL.replace("version = 3", "version = 4").replace("Build", "Erect")
    services.workflows.install(newer)
    assert [one.title for one in services.tasks.list(new.id)][2] == "Build"
    assert services.workflows.text("short", 3) == SMALL
    assert services.workflows.text() == services.workflows.text("short") == newer
    assert services.workflows.use("sales_project").value.workflow.id == "sales_project"
    found = [(one.workflow.id, one.workflow.version, one.current, one.projects) for one in services.workflows.all()]
    assert found == [("sales_project", 2, True, 1), ("short", 3, False, 1), ("short", 4, False, 0)]
    with pytest.raises(NotFound, match="There is no workflow long"):
        services.workflows.use("long")
    with pytest.raises(NotPermitted, match="may not install workflows"):
        at_desk(services, MANAGER).workflows.install(SMALL)
    services.tasks.do(new.id, "offer", {"size": "large"})
    assert services.projects.get(new.id).total == 4


@pytest.mark.feature("E-16", "E-18")
def test_the_sheet_of_a_job_goes_to_the_site_and_comes_back_as_a_report(services: Services, paper: Path) -> None:
    project = add_project(services, latitude=50.06, longitude=19.94).id
    before = services.job_sheets.of(project, "inspection")
    assert (before.job, before.reports, len(before.left)) == (None, (), 5)
    drive(services, project, paper, until="start_inspection_job")
    services.tasks.do(project, "start_inspection_job", {"job_note": "dog in the yard"})
    drive(services, project, paper, until="inspection_checklist")
    answers = {"roof": "needs repair", "switchboard": "good", "remarks": "two tiles"}
    services.tasks.do(project, "inspection_checklist", answers, {"photos": [paper]}, note="rain")
    sheet = services.job_sheets.of(project, "inspection")
    lines = [f"{name}: {value}" for name, value in sheet_lines(sheet) if value is not None]
    assert "Directions: https://www.google.com/maps/dir/?api=1&destination=50.060000,19.940000" in lines
    for line in ("Note: dog in the yard", f"Metering point: {PPE}", "Team: x", "Status: Submitted",
                 "  Roof: needs repair", "  Photos: paper.pdf", "  Remarks: two tiles", "  Note: rain"):  # fmt: skip
        assert line in lines
    assert lines[-1] == "To do: Update the quote"
    with pytest.raises(NotFound, match="There is no job party"):
        services.job_sheets.of(project, "party")


def test_an_erased_customer_leaves_no_word_but_the_project_stands_where_it_stood(services: Services) -> None:
    project = add_project(services)
    services.tasks.do(project.id, "onboard_site", {"phases": 3, "metering_point": PPE}, note="Kowalski has a dog")
    services.progress.event(project.id, "proposal_signed", {"by": "Jan Kowalski"})
    services.progress.outcome(project.id, "lost", "Kowalski moved away")
    services.erasing.erase(project.contacts[0].id)
    erased = services.projects.get(project.id)
    assert (erased.stage, erased.outcome, erased.outcome_reason) == ("committing", "lost", None)
    assert services.tasks.course(project.id).outcome == "lost"
    tables = ("project", "project_task", "project_event", "project_job", "activity")
    with services.store.reading() as connection:
        kept = [row for table in tables for row in connection.execute(f"SELECT * FROM {table}").fetchall()]
    assert "Kowalski" not in str(kept)


@pytest.mark.feature("E-17", "E-25")
def test_the_visits_of_a_day_stand_in_their_order(services: Services, paper: Path) -> None:
    projects = [add_project(services, street=f"Długa {n}").id for n in range(4)]
    for project, hour in zip(projects, ("14:00", "08:00", "23:59", "10:00"), strict=True):
        drive(services, project, paper, until="schedule_inspection_job")
        when = f"2026-11-24 {hour}" if hour != "10:00" else "2026-11-25 10:00"
        services.tasks.do(project, "schedule_inspection_job", {"when": when, "team": "North"})
    assert services.job_sheets.visits() == []
    found = services.job_sheets.visits("tomorrow")
    assert [visit.project_id for visit in found] == [projects[1], projects[0], projects[2]]
    assert (found[0].contact, found[0].street, found[0].team, found[0].job) == (
        "Jan Kowalski", "Długa 1", "North", "inspection",
    )  # fmt: skip
    assert len(services.job_sheets.visits("2026-11-24", 2)) == 4
    services.progress.outcome(projects[1], "lost", "too dear")
    assert len(services.job_sheets.visits("2026-11-24", 2)) == 3
    for wrong in ("someday", "9999-12-31"):
        with pytest.raises(Invalid, match="no date"):
            services.job_sheets.visits(wrong)
