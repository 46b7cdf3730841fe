"""Opening a task again takes back what was done on the strength of it; points that failed stop the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from solartui.domain.activity import sentence
from solartui.domain.errors import Invalid, NotPermitted, Refused
from solartui.domain.people import Actor
from solartui.domain.records import Subject
from solartui.domain.vocabulary import Role
from solartui.services.container import Services
from tests.desk import MANAGER, SALES, at_desk
from tests.offer_desk import signed
from tests.services.project_desk import add_project, drive

CHECKED: dict[str, object] = {"site_safe": "yes", "materials_complete": "yes"}
FIELD = ["pre_installation_checklist", "roof_works", "system_installation", "commissioning_sheet"]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "permission.pdf"
    path.write_bytes(b"yes")
    return path


def told(services: Services, project: int) -> list[str]:
    """The history of a project in words."""
    return [sentence(activity) for activity in services.activity.of(Subject("project", project))]


def done(services: Services, project: int) -> set[str]:
    """The tasks that are done."""
    return {state.key for state in services.tasks.course(project).tasks if state.status == "done"}


def job(services: Services, project: int, kind: str) -> str | None:
    """How a job stands."""
    return next((str(one.status) for one in services.tasks.course(project).jobs if one.kind == kind), None)


@pytest.mark.feature("E-18", "E-19", "E-28", "E-29", "E-40")
@pytest.mark.parametrize(
    ("until", "key", "taken", "jobs"),
    [
        ("start_installation", "review_inspection", [], ("submitted", None)),
        ("start_installation", "inspection_checklist", ["review_inspection"], ("scheduled", None)),
        ("start_installation", "schedule_inspection_job", ["inspection_checklist", "review_inspection"],
         ("assigned", None)),
        ("start_installation", "start_inspection_job",
         ["schedule_inspection_job", "inspection_checklist", "review_inspection"], (None, None)),
        ("pre_installation_checklist", "start_installation",
         ["start_installation_job", "lodge_connection_application", "upload_connection_permission",
          "schedule_installation_job", "order_stock"], ("completed", None)),
        ("start_installation", "confirm_commitment", [], ("completed", None)),
        ("start_installation", "onboard_site", [], ("completed", None)),
        ("pre_installation_checklist", "order_stock", [], ("completed", "scheduled")),
        ("pre_installation_checklist", "schedule_installation_job", [], ("completed", "assigned")),
        ("pre_installation_checklist", "inspection_checklist", ["review_inspection"], ("scheduled", "prepared")),
        ("review_installation", "pre_installation_checklist", FIELD[1:], ("completed", "prepared")),
        ("review_installation", "system_installation", FIELD[3:], ("completed", "prepared")),
        ("review_installation", "order_stock", [], ("completed", "scheduled")),
        ("invoice_customer", "order_stock", ["review_installation"], ("completed", "scheduled")),
        ("invoice_customer", "schedule_installation_job", [*FIELD, "review_installation"], ("completed", "assigned")),
        ("invoice_customer", "commissioning_sheet", ["review_installation"], ("completed", "prepared")),
        (None, "upload_compliance_documents:data_sheets", [], ("completed", "reviewed")),
        (None, "invoice_customer", [], ("completed", "commissioned")),
    ],
)  # fmt: skip
def test_what_depends_on_it_is_taken_back(
    services: Services, paper: Path, *, until: str | None, key: str, taken: list[str], jobs: tuple[str | None, ...]
) -> None:
    project = add_project(services).id
    drive(services, project, paper, until=until)
    before = done(services, project)
    stage = services.projects.get(project).stage
    services.tasks.undo(project, key)
    assert before - done(services, project) == {key, *taken}
    assert (job(services, project, "inspection"), job(services, project, "installation")) == jobs
    after = services.projects.get(project)
    assert after.outcome is None
    lines = told(services, project)
    course = services.tasks.course(project)
    titles = [state.title for state in course.tasks if state.key in taken]
    assert (f"Taken back with it: {', '.join(titles)}" in lines) == bool(taken)
    services.undo.undo()
    assert done(services, project) == before
    assert services.projects.get(project).stage == stage


@pytest.mark.feature("E-28")
def test_the_history_tells_that_a_job_is_no_longer_prepared(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="pre_installation_checklist")
    assert job(services, project, "installation") == "prepared"
    services.tasks.undo(project, "order_stock")
    assert "Job installation: Prepared → Scheduled" in told(services, project)
    services.tasks.do(project, "order_stock", {"supplier": "ACME"})
    assert job(services, project, "installation") == "prepared"
    services.tasks.undo(project, "start_installation_job")
    assert job(services, project, "installation") == "scheduled"
    services.tasks.do(project, "start_installation_job")
    services.tasks.undo(project, "start_installation")
    assert "Job installation: Prepared → —" in told(services, project)
    assert job(services, project, "installation") is None


def test_answers_and_files_stay_and_need_only_be_confirmed(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="inspection_checklist")
    services.tasks.do(project, "inspection_checklist", {"roof": "good", "switchboard": "good"}, {"photos": [paper]})
    services.tasks.do(project, "review_inspection", {"result": "passed", "quote_needs_update": "no"})
    services.tasks.undo(project, "schedule_inspection_job")
    for key in ("schedule_inspection_job", "inspection_checklist", "review_inspection"):
        services.tasks.do(project, key)
    state = services.tasks.course(project).task("inspection_checklist")
    assert state is not None
    assert (state.values["roof"], len(services.documents.of(Subject("project", project)))) == ("good", 1)
    assert services.projects.get(project).stage == "installation"


@pytest.mark.feature("E-35")
def test_serial_numbers_are_asked_for_again_when_the_assets_are_others(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="system_installation")
    services.tasks.do(project, "system_installation", {"assets": "Inverter; Meter", "serial_numbers": "A1"})
    drive(services, project, paper, until="update_serial_numbers")
    services.tasks.do(project, "update_serial_numbers", {"serial_numbers": "M1"})
    services.tasks.undo(project, "review_installation")
    assert "update_serial_numbers" in done(services, project)
    services.tasks.do(project, "review_installation", {"approved": "no", "quote_needs_update": "no"})
    assert "update_serial_numbers" not in done(services, project)
    services.tasks.do(project, "system_installation", {"assets": "Inverter; Meter; Battery", "serial_numbers": "A1"})
    drive(services, project, paper, until="update_serial_numbers")
    with pytest.raises(Refused, match="1 serial number is missing: Battery"):
        services.tasks.do(project, "update_serial_numbers")


def test_what_an_event_did_stays(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="invoice_customer")
    services.progress.event(project, "invoice_sent")
    services.tasks.undo(project, "review_installation")
    assert "invoice_customer" in done(services, project)


def test_the_field_does_not_take_back_what_the_office_decided(services: Services, paper: Path) -> None:
    user = services.organisation.add_user("iga", "Iga Monter", "installer", uid=70_006).value
    iga = Services(services.store, Actor(user.id, user.uid, user.name, Role.INSTALLER))
    project = add_project(services).id
    drive(services, project, paper, until="review_inspection")
    iga.tasks.undo(project, "inspection_checklist")
    drive(services, project, paper, until="start_installation")
    with pytest.raises(NotPermitted, match="tasks of the office"):
        iga.tasks.undo(project, "inspection_checklist")
    assert {"inspection_checklist", "review_inspection"} <= done(services, project)


@pytest.mark.feature("E-29")
@pytest.mark.parametrize(
    ("values", "point"),
    [
        ({"site_safe": "no", "materials_complete": "yes"}, "site_safe (The site is safe)"),
        ({"site_safe": "yes", "materials_complete": False}, "materials_complete (The materials are complete)"),
        ({"site_safe": "nie", "materials_complete": "0"}, "site_safe (The site is safe), materials_complete"),
    ],
)
def test_a_point_that_failed_stops_the_work(
    services: Services, paper: Path, values: dict[str, object], point: str
) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="pre_installation_checklist")
    key = "pre_installation_checklist"
    with pytest.raises(Refused) as caught:
        services.tasks.do(project, key, values)
    assert point in caught.value.message
    assert "A manager can go on with a remark" in caught.value.message
    assert caught.value.missing
    with pytest.raises(NotPermitted, match="may not skip tasks"):
        at_desk(services, SALES).tasks.do(project, key, values, note="it rains a little")
    with pytest.raises(Refused):
        services.tasks.do(project, key, values, note="  ")
    with pytest.raises(Refused, match="First: Pre-installation checklist"):
        services.tasks.do(project, "roof_works", {"fixings_checked": "yes"})
    assert key not in done(services, project)
    at_desk(services, MANAGER).tasks.do(project, key, values, note="fenced off, rest comes tomorrow")
    assert key in done(services, project)
    line = next(line for line in told(services, project) if line.startswith("Gone on although it failed"))
    assert line.endswith("· fenced off, rest comes tomorrow")
    at_desk(services, MANAGER).undo.undo()
    assert key not in done(services, project)
    services.tasks.do(project, key, CHECKED)
    assert key in done(services, project)


def test_loose_fixings_stop_the_work_on_the_roof(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="roof_works")
    with pytest.raises(Refused, match="fixings_checked"):
        services.tasks.do(project, "roof_works", {"fixings_checked": "no"})
    services.tasks.do(project, "roof_works", {"fixings_checked": "yes"})


@pytest.mark.feature("E-14")
@pytest.mark.parametrize("amount", [0, "0", "0,00", 0.0])
def test_no_deposit_is_a_decision(services: Services, paper: Path, amount: object) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="confirm_commitment")
    with pytest.raises(Refused, match="Nothing was paid: say in a remark") as caught:
        services.tasks.do(project, "confirm_commitment", {"amount": amount})
    assert caught.value.missing == ("note",)
    with pytest.raises(Refused):
        services.tasks.do(project, "confirm_commitment", {"amount": amount}, note=" \n")
    assert services.projects.get(project).stage == "committing"
    services.tasks.do(project, "confirm_commitment", {"amount": amount}, note="a customer of twenty years")
    assert services.projects.get(project).stage == "inspection"
    assert services.charges.of(project).entries == ()
    assert "Task done: Confirm the commitment · a customer of twenty years" in told(services, project)
    services.tasks.undo(project, "confirm_commitment")
    services.tasks.do(project, "confirm_commitment")
    assert services.projects.get(project).stage == "inspection"


@pytest.mark.feature("E-14", "E-38")
def test_payments_of_nothing_from_outside_are_none(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="confirm_commitment")
    with pytest.raises(Refused, match="A payment of nothing is none"):
        services.progress.event(project, "deposit_paid", {"amount": 0})
    with pytest.raises(Invalid, match="less than 0"):
        services.progress.event(project, "deposit_paid", {"amount": -1})
    assert services.projects.get(project).stage == "committing"
    services.progress.event(project, "deposit_paid")
    assert services.projects.get(project).stage == "inspection"


@pytest.mark.feature("E-38")
def test_what_is_still_to_be_paid_is_not_complete(services: Services) -> None:
    project = signed(services).project_id
    with pytest.raises(Refused, match="is still to be paid"):
        services.progress.event(project, "payment_complete")
    balance = services.charges.of(project).balance
    assert balance is not None
    services.progress.event(project, "payment_complete", {"amount": balance / 100})
    assert services.charges.of(project).balance == 0


@pytest.mark.feature("E-38")
def test_nothing_more_to_pay_needs_no_word(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="confirm_payment")
    with pytest.raises(Refused, match="Nothing was paid"):
        services.tasks.do(project, "confirm_payment", {"amount": 0})
    services.tasks.do(project, "confirm_payment", {"amount": 0}, note="a gift of the company")
    assert services.projects.get(project).outcome == "completed"


@pytest.mark.feature("E-31")
@pytest.mark.parametrize("serials", ["A; B; C", "A; A", '["A", " A"]'])
def test_more_numbers_than_assets_or_one_twice(services: Services, paper: Path, serials: str) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="system_installation")
    with pytest.raises(Invalid, match=r"serial_numbers: . is more than the assets have, or there twice"):
        services.tasks.do(project, "system_installation", {"assets": "Inverter; Battery", "serial_numbers": serials})
    assert "system_installation" not in done(services, project)
