"""Tasks of projects at a desk: what is written, what is refused, and who is told what."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from solartui.bootstrap import open_services
from solartui.domain.activity import change_sentence, sentence
from solartui.domain.drafts import ProjectDraft
from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, SolarError, Stale
from solartui.domain.people import Actor
from solartui.domain.records import Subject
from solartui.domain.vocabulary import Role
from solartui.services.container import Services
from tests.conftest import Clock
from tests.desk import MANAGER, SALES, SECOND, VIEWER, actor, add_contact, add_lead, at_desk
from tests.services.project_desk import NMI, PPE, add_project, drive


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "permission.pdf"
    path.write_bytes(b"yes")
    return path


def told(services: Services, project: int) -> list[str]:
    """The history of a project in words."""
    return [sentence(activity) for activity in services.activity.of(Subject("project", project))]


@pytest.mark.feature("A-09", "B-160", "B-161", "E-05")
def test_a_conversion_begins_the_workflow(services: Services) -> None:
    lead = add_lead(services, city="Kraków", street="Długa 1", country="PL")
    project = services.conversion.convert(lead.id).value
    assert (project.stage, project.done, project.workflow) == ("onboarding", 1, ("sales_project", 2))
    following = services.tasks.course(project.id).next
    assert following is not None
    assert following.key == "onboard_site"


@pytest.mark.feature("A-10", "E-06")
def test_a_project_whose_site_is_known_begins_with_quoting(services: Services) -> None:
    project = add_project(services, phases=3, metering_point=PPE)
    assert (project.stage, project.done) == ("quoting", 2)
    begun = add_project(services)
    assert begun.stage == "onboarding"
    edited = services.projects.edit(begun.id, {"phases": 3, "metering_point": PPE}).value
    assert edited.stage == "quoting"
    assert "Onboarding → Quoting" in told(services, begun.id)


@pytest.mark.feature("E-06")
def test_doing_a_task_writes_what_it_says(services: Services, clock: Clock, paper: Path) -> None:
    project = add_project(services)
    clock.forward(minutes=5)
    values = {"phases": "3", "metering_point": PPE}
    done = services.tasks.do(project.id, "onboard_site", values, {"bills": [paper]}, note="dog in the yard")
    assert done.change_id is not None
    assert (done.value.phases, done.value.metering_point, done.value.stage) == (3, PPE, "quoting")
    state = services.tasks.course(project.id).task("onboard_site")
    assert state is not None
    assert (state.status, state.done_by, state.done_at, state.note) == (
        "done",
        "Ewa Admin",
        clock.now,
        "dog in the yard",
    )
    files = services.documents.of(Subject("project", project.id))
    assert [(file.name, file.category) for file in files] == [("permission.pdf", "technical")]
    assert state.values["bills"] == [files[0].id]
    assert "Task done: Onboard customer site · dog in the yard" in told(services, project.id)
    change = services.undo.last()
    assert change is not None
    assert change_sentence(change) == f"{project.name}: Task done: Onboard customer site"


@pytest.mark.feature("A-14", "E-02", "E-39")
def test_a_project_is_driven_to_its_end_and_all_of_it_undone(services: Services, paper: Path) -> None:
    project = add_project(services)
    drive(services, project.id, paper)
    ended = services.projects.get(project.id)
    assert (ended.stage, ended.outcome, ended.done) == ("completed", "completed", ended.total)
    assert "Outcome: Completed" in told(services, project.id)
    undone = 0
    while (last := services.undo.last()) is not None and last.kind.startswith(("task.", "project.event")):
        services.undo.undo()
        undone += 1
    assert undone == 27
    again = services.projects.get(project.id)
    assert (again.stage, again.outcome, again.done, again.phases) == ("onboarding", None, 1, None)
    assert services.tasks.course(project.id).jobs == ()
    services.undo.redo()
    assert services.projects.get(project.id).stage == "quoting"


@pytest.mark.feature("E-40")
def test_what_cannot_be_done_is_refused_with_the_reason(services: Services, paper: Path) -> None:
    project = add_project(services).id
    do = services.tasks.do
    cases: list[tuple[type[SolarError], str, str, dict[str, object], dict[str, list[Path]]]] = [
        (NotFound, "There is no task nope", "nope", {}, {}),
        (NotFound, "There is no task upload_compliance_documents.", "upload_compliance_documents", {}, {}),
        (Refused, "Confirm the commitment cannot be done yet. First: Onboard", "confirm_commitment", {"amount": 5}, {}),
        (Refused, r"Missing: phases \(Phases\), metering_point", "onboard_site", {}, {}),
        (Invalid, "phases: 4 is none of: 1, 2, 3", "onboard_site", {"phases": 4, "metering_point": PPE}, {}),
        (Invalid, "metering_point: 12 is no PPE", "onboard_site", {"phases": 3, "metering_point": "12"}, {}),
        (Invalid, "There is no value colour here. Known: phases", "onboard_site", {"colour": "red"}, {}),
        (Invalid, "bills is a file: --attach", "onboard_site", {"bills": "x"}, {}),
        (
            Invalid,
            "There is no file photo here",
            "onboard_site",
            {"phases": 3, "metering_point": PPE},
            {"photo": [paper]},
        ),
        (
            NotFound,
            "There is no file",
            "onboard_site",
            {"phases": 3, "metering_point": PPE},
            {"bills": [Path("/nope")]},
        ),
    ]
    for kind, message, key, values, files in cases:
        with pytest.raises(kind, match=message) as caught:
            do(project, key, values, files)
        assert type(caught.value) is kind
        assert "\n" not in caught.value.message
    assert services.projects.get(project).done == 1
    assert services.documents.of(Subject("project", project)) == []
    with pytest.raises(NotFound, match="no project 99"):
        do(99, "onboard_site")
    with pytest.raises(NotFound, match="no project 99"):
        services.tasks.list(99)


@pytest.mark.feature("E-24", "E-36")
def test_files_that_are_required_have_to_be_there(services: Services, paper: Path) -> None:
    project = add_project(services).id
    for key in ("upload_connection_permission", "upload_compliance_documents:data_sheets"):
        drive(services, project, paper, until=key)
        with pytest.raises(Refused, match="Missing: ") as caught:
            services.tasks.do(project, key)
        assert caught.value.missing
        empty = paper.with_name("empty.pdf")
        empty.touch()
        services.tasks.do(project, key, {}, {caught.value.missing[0]: [empty, paper]})
    names = [file.name for file in services.documents.of(Subject("project", project))]
    assert names.count("empty.pdf") == 2


def test_two_people_at_one_task(services: Services) -> None:
    project = add_project(services).id
    anna, piotr = at_desk(services, SALES), at_desk(services, SECOND)
    values: dict[str, object] = {"phases": 3, "metering_point": PPE}
    anna.tasks.do(project, "onboard_site", values)
    with pytest.raises(Stale, match=r"^Anna Nowak did Onboard customer site already, at 2026-11-23") as caught:
        piotr.tasks.do(project, "onboard_site", values)
    assert (caught.value.by, caught.value.exit_status) == ("Anna Nowak", 4)
    seen = anna.tasks.course(project).task("add_sales_project")
    assert seen is not None
    piotr.tasks.edit(project, "add_sales_project", {"assignee": "piotr"})
    with pytest.raises(Stale, match="changed meanwhile"):
        anna.tasks.do(project, "add_sales_project", version=seen.version)
    with pytest.raises(Stale, match="changed meanwhile"):
        anna.tasks.edit(project, "add_sales_project", {"due": None}, seen.version)


def test_of_two_at_the_same_moment_one_is_told_who_was_quicker(services: Services, database: Path) -> None:
    project = add_project(services).id
    results: list[object] = []
    ready = threading.Barrier(2)

    def tick(user: int) -> None:
        opened = open_services(str(database))
        person = Services(opened.store, actor(user))
        ready.wait()
        try:
            results.append(person.tasks.do(project, "onboard_site", {"phases": 3, "metering_point": PPE}).value.stage)
        except Stale as stale:
            results.append(stale)
        opened.close()

    threads = [threading.Thread(target=tick, args=(user,)) for user in (SALES, SECOND)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    late = [result for result in results if isinstance(result, Stale)]
    assert len(late) == 1
    state = services.tasks.course(project).task("onboard_site")
    assert state is not None
    assert late[0].by == state.done_by


def test_what_was_opened_again_takes_what_followed_along(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="review_inspection")
    services.tasks.do(project, "review_inspection", {"result": "passed", "quote_needs_update": "yes"})
    services.tasks.do(project, "update_quote_after_inspection", {"proposal": "7"})
    assert services.projects.get(project).stage == "installation"
    reopened = services.tasks.undo(project, "review_inspection").value
    assert reopened.stage == "inspection"
    services.tasks.do(project, "review_inspection", {"result": "passed", "quote_needs_update": "yes"})
    state = services.tasks.course(project).task("update_quote_after_inspection")
    assert state is not None
    assert (state.status, state.values) == ("open", {"proposal": "7"})
    with pytest.raises(Refused, match="Update the quote is not done"):
        services.tasks.undo(project, "update_quote_after_inspection")
    services.tasks.undo(project, "review_inspection")
    failed = services.tasks.do(project, "review_inspection", {"result": "failed", "quote_needs_update": "no"}).value
    assert (failed.stage, failed.outcome) == ("inspection", "failed")
    assert "Outcome: Failed · The site did not pass the inspection." in told(services, project)


@pytest.mark.feature("E-33")
def test_a_report_that_is_not_approved_goes_back_to_the_installer(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="review_installation")
    answers = {"approved": "no", "quote_needs_update": "no"}
    services.tasks.do(project, "review_installation", answers, note="photo is blurred")
    course = services.tasks.course(project)
    status = {state.key: state.status.value for state in course.tasks}
    assert (status["system_installation"], status["commissioning_sheet"]) == ("open", "locked")
    assert (status["review_installation"], course.jobs[1].status) == ("locked", "prepared")
    assert "Sent back to the installer: Review installation reports · photo is blurred" in told(services, project)
    drive(services, project, paper)
    assert services.projects.get(project).outcome == "completed"


@pytest.mark.feature("E-35")
def test_missing_serial_numbers_have_to_be_filled_in(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="system_installation")
    services.tasks.do(project, "system_installation", {"assets": "Inverter; Battery; Meter", "serial_numbers": "A1"})
    drive(services, project, paper, until="update_serial_numbers")
    with pytest.raises(Refused, match="1 serial number is missing: Meter") as caught:
        services.tasks.do(project, "update_serial_numbers", {"serial_numbers": ["B1"]})
    assert caught.value.missing == ("serial_numbers",)
    with pytest.raises(Refused, match="A1 is the number of another asset already"):
        services.tasks.do(project, "update_serial_numbers", {"serial_numbers": ["B1", "A1"]})
    services.tasks.do(project, "update_serial_numbers", {"serial_numbers": '["B1", "M1"]'})
    drive(services, project, paper)
    assert services.projects.get(project).outcome == "completed"


def test_a_task_can_be_skipped_by_whoever_may(services: Services, paper: Path) -> None:
    project = add_project(services).id
    with pytest.raises(NotPermitted, match="may not skip tasks"):
        at_desk(services, SALES).tasks.skip(project, "onboard_site", "known")
    manager = at_desk(services, MANAGER)
    with pytest.raises(Refused, match="Give a reason") as caught:
        manager.tasks.skip(project, "onboard_site", " ")
    assert caught.value.missing == ("reason",)
    skipped = manager.tasks.skip(project, "onboard_site", "the file is at the notary").value
    assert (skipped.stage, skipped.total) == ("quoting", 26)
    assert "Task skipped: Onboard customer site · the file is at the notary" in told(services, project)
    with pytest.raises(Refused, match="is Skipped already"):
        manager.tasks.skip(project, "onboard_site", "again")
    with pytest.raises(Refused, match=r"is skipped\. the file is at the notary"):
        manager.tasks.do(project, "onboard_site", {"phases": 1, "metering_point": PPE})
    assert manager.tasks.undo(project, "onboard_site").value.stage == "onboarding"
    manager.undo.undo()
    assert services.projects.get(project).stage == "quoting"


def test_tasks_are_given_to_people_with_a_day(services: Services) -> None:
    project = add_project(services).id
    services.tasks.edit(project, "onboard_site", {"assignee": "team:north", "due": "2026-12-01"})
    state = services.tasks.course(project).task("onboard_site")
    assert state is not None
    assert state.assignee is not None
    assert (state.assignee.kind, state.assignee.name, state.due and state.due.isoformat()) == (
        "team",
        "North",
        "2026-12-01",
    )
    assert "Task: Onboard customer site · North · 2026-12-01" in told(services, project)
    assert services.tasks.edit(project, "onboard_site", {"assignee": "team:north"}).change_id is None
    services.tasks.edit(project, "onboard_site", {"assignee": "anna", "due": None})
    services.tasks.do(project, "onboard_site", {"phases": 3, "metering_point": PPE})
    state = services.tasks.course(project).task("onboard_site")
    assert state is not None
    assert state.assignee is not None
    assert (state.assignee.name, state.due) == ("Anna Nowak", None)
    for values, message in (({"due": "someday"}, "no date"), ({"colour": "red"}, "no field colour")):
        with pytest.raises(Invalid, match=message):
            services.tasks.edit(project, "onboard_site", values)
    with pytest.raises(NotFound, match="Nobody is called"):
        services.tasks.edit(project, "onboard_site", {"assignee": "zorro"})


@pytest.mark.feature("E-04")
def test_people_in_the_field_see_and_do_the_tasks_of_the_field(services: Services, paper: Path) -> None:
    user = services.organisation.add_user("iga", "Iga Monter", "installer", uid=70_006).value
    iga = Services(services.store, Actor(user.id, user.uid, user.name, Role.INSTALLER))
    project = add_project(services).id
    keys = [state.key for state in iga.tasks.list(project)]
    assert keys == [
        "schedule_inspection_job", "inspection_checklist", "schedule_installation_job", "pre_installation_checklist",
        "roof_works", "system_installation", "commissioning_sheet",
    ]  # fmt: skip
    assert [state.key for state in services.tasks.list(project, "installer")] == keys
    assert iga.tasks.list(project, "design_tool") == ()
    assert [state.key for state in services.tasks.list(project, "design_tool")] == ["create_proposals"]
    drive(services, project, paper, until="schedule_inspection_job")
    iga.progress.accept(project, "inspection")
    iga.tasks.do(project, "schedule_inspection_job", {"when": "2026-12-01 10:00", "team": "Iga"})
    with pytest.raises(NotPermitted, match="Installer may not do tasks of the office"):
        iga.tasks.do(project, "review_inspection", {"result": "passed", "quote_needs_update": "no"})
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).tasks.do(project, "inspection_checklist")
    iga.undo.undo()
    assert services.tasks.course(project).jobs[0].status == "accepted"
    with pytest.raises(Invalid, match="moon is none of: console, installer"):
        services.tasks.list(project, "moon")


@pytest.mark.feature("E-07")
def test_a_site_has_one_sales_project_at_a_time(services: Services) -> None:
    lead = add_lead(services, city="Kraków", street="Długa 1", country="PL")
    first, second = (services.conversion.convert(lead.id).value.id for _ in range(2))
    for project in (first, second):
        services.tasks.do(project, "onboard_site", {"phases": 3, "metering_point": PPE})
    services.tasks.do(first, "add_sales_project")
    with pytest.raises(Refused, match=f"has a sales project under way: #{first} "):
        services.tasks.do(second, "add_sales_project")
    services.progress.outcome(first, "closed", "the second is better")
    services.tasks.do(second, "add_sales_project")
    stranger = add_project(services, phases=3, metering_point=PPE).id
    services.tasks.do(stranger, "add_sales_project")
    contact = services.projects.get(stranger).contacts[0].id
    elsewhere = add_project(services, contact_id=contact, phases=3, metering_point="1" * 18, street="Krótka 2").id
    services.tasks.do(elsewhere, "add_sales_project")
    again = add_project(services, contact_id=contact, phases=3, metering_point=PPE, street="Narożna 3").id
    with pytest.raises(Refused, match=f"under way: #{stranger} "):
        services.tasks.do(again, "add_sales_project")


@pytest.mark.feature("E-06", "A-12")
def test_metering_points_are_checked_wherever_they_enter(services: Services) -> None:
    contact = add_contact(services, "Ann").id
    project = add_project(services, contact_id=contact, country="AU", metering_point="20019 85732 8")
    assert project.metering_point == NMI
    with pytest.raises(Invalid, match="check digit"):
        services.projects.edit(project.id, {"metering_point": "20019857327"})
    with pytest.raises(Invalid, match="no NMI"):
        services.projects.create(ProjectDraft(contact_id=contact, country="AU", metering_point=PPE))
    assert services.projects.edit(project.id, {"metering_point": ""}).value.metering_point is None


def test_undoing_a_tick_is_refused_when_a_colleague_has_changed_the_task(services: Services) -> None:
    project = add_project(services).id
    anna, piotr = at_desk(services, SALES), at_desk(services, SECOND)
    anna.tasks.do(project, "onboard_site", {"phases": 3, "metering_point": PPE})
    piotr.tasks.do(project, "add_sales_project")
    anna.undo.undo()
    state = services.tasks.course(project)
    assert (state.stage, [one.key for one in state.tasks if one.status == "done"]) == (
        "onboarding", ["add_customer", "add_sales_project"],
    )  # fmt: skip
    anna.tasks.do(project, "onboard_site", {"phases": 3, "metering_point": PPE})
    piotr.tasks.edit(project, "onboard_site", {"due": "2026-12-01"})
    with pytest.raises(Refused, match="Piotr Żak changed a task of the project since"):
        anna.undo.undo()
