"""The sales project from its first task to its outcome, and every branch of it."""

from __future__ import annotations

import pytest

from solartui import i18n
from solartui.domain.vocabulary import ProjectStage
from solartui.domain.workflow.course import Status
from solartui.domain.workflow.facts import Facts
from solartui.domain.workflow.model import Place
from tests.domain.workflow.plays import Play, builtin, facts

ORDER = (
    "add_customer", "onboard_site", "add_sales_project", "link_design", "create_proposals", "sync_design",
    "confirm_commitment", "start_inspection_job", "schedule_inspection_job", "inspection_checklist",
    "review_inspection", "update_quote_after_inspection", "start_installation", "start_installation_job",
    "lodge_connection_application", "upload_connection_permission", "schedule_installation_job",
    "set_up_certificate_site", "order_stock", "pre_installation_checklist", "roof_works", "system_installation",
    "commissioning_sheet", "review_installation", "update_quote_after_installation", "update_serial_numbers",
    "upload_compliance_documents", "invoice_customer", "confirm_payment",
)  # fmt: skip


@pytest.mark.feature("E-01", "E-05", "E-06", "E-07", "E-08", "E-09", "E-10")
def test_the_tasks_stand_in_their_order() -> None:
    assert tuple(task.key for task in builtin().tasks) == ORDER
    assert [stage.key for stage in builtin().stages] == list(ProjectStage)[:-1]


@pytest.mark.feature("E-04")
def test_every_task_has_its_place() -> None:
    places = {task.key: task.place for task in builtin().tasks}
    assert {key for key, place in places.items() if place is Place.INSTALLER} == {
        "inspection_checklist", "pre_installation_checklist", "roof_works", "system_installation",
        "commissioning_sheet",
    }  # fmt: skip
    assert {key for key, place in places.items() if place is Place.EITHER} == {
        "schedule_inspection_job", "schedule_installation_job",
    }  # fmt: skip
    assert [key for key, place in places.items() if place is Place.DESIGN_TOOL] == ["create_proposals"]


@pytest.mark.feature("E-03", "E-39")
def test_a_project_goes_through_all_stages_to_its_end() -> None:
    play, stages = Play(facts(site=False)), []
    while (course := play.course).outcome is None:
        if course.stage not in stages:
            stages.append(course.stage)
        if course.next is None:
            play.event("proposal_signed")
        else:
            play.do(course.next.key)
    assert stages == list(ProjectStage)[:-1]
    assert (course.stage, course.outcome, course.done) == ("completed", "completed", course.total)
    assert {state.status for state in course.tasks} == {Status.DONE, Status.SKIPPED}


@pytest.mark.feature("E-05", "E-06")
def test_what_is_known_is_done_by_itself() -> None:
    begun = Play(facts(site=False)).course
    assert (begun.stage, begun.done) == ("onboarding", 1)
    customer = begun.task("add_customer")
    assert customer is not None
    assert (customer.status, customer.by_itself, customer.done_by) == ("done", True, None)
    known = Play().course
    assert (known.stage, known.done) == ("quoting", 2)


@pytest.mark.feature("E-11", "E-12", "E-13")
def test_the_customer_decides_between_quoting_and_committing() -> None:
    play = Play()
    for key in ("add_sales_project", "link_design", "create_proposals", "sync_design"):
        play.do(key)
    course = play.course
    assert (course.stage, course.next) == ("considering", None)
    assert course.waiting == "The customer has not signed a proposal yet."
    locked = course.task("confirm_commitment")
    assert locked is not None
    assert (locked.status, locked.reason) == ("locked", course.waiting)
    assert play.event("proposal_signed").course.stage == "committing"


@pytest.mark.feature("E-02", "E-11", "E-12")
@pytest.mark.parametrize(
    ("event", "stage", "done"),
    [
        ("design_linked", "onboarding", {"link_design"}),
        ("design_synced", "onboarding", {"sync_design"}),
        ("proposal_created", "onboarding", {"add_sales_project", "link_design", "create_proposals"}),
        ("proposal_sent", "considering", {"add_sales_project", "link_design", "create_proposals", "sync_design"}),
        ("proposal_published", "considering", {"add_sales_project", "link_design", "create_proposals", "sync_design"}),
        ("proposal_signed", "committing", {"add_sales_project", "link_design", "create_proposals", "sync_design"}),
        ("deposit_paid", "onboarding", {"confirm_commitment"}),
    ],
)
def test_events_do_tasks_and_move_the_project(event: str, stage: str, done: set[str]) -> None:
    play = Play(facts(site=False)).event(event)
    assert play.course.stage == stage
    assert {state.key for state in play.course.tasks if state.status is Status.DONE} == {"add_customer"} | done


@pytest.mark.feature("E-14", "E-15")
def test_the_deposit_lets_the_inspection_begin() -> None:
    play = Play().event("proposal_signed")
    locked = play.course.task("start_inspection_job")
    assert locked is not None
    assert (locked.status, locked.reason) == ("locked", "First: Confirm the commitment.")
    assert play.event("deposit_paid", amount=5000).course.stage == "inspection"
    assert play.status("start_inspection_job") is Status.OPEN
    assert play.reopen("confirm_commitment").course.stage == "committing"


@pytest.mark.feature("E-19", "E-20")
@pytest.mark.parametrize(
    ("result", "changes", "quote", "stage", "outcome"),
    [
        ("passed", False, "skipped", "installation", None),
        ("passed", True, "open", "inspection", None),
        ("failed", False, "skipped", "inspection", "failed"),
        ("failed", True, "skipped", "inspection", "failed"),
    ],
)
def test_the_review_of_the_inspection_decides(
    result: str, changes: bool, quote: str, stage: str, outcome: str | None
) -> None:
    play = Play().until("review_inspection")
    assert play.status("update_quote_after_inspection") is Status.LOCKED
    play.do("review_inspection", result=result, quote_needs_update=changes)
    course = play.course
    assert (course.stage, course.outcome) == (stage, outcome)
    state = course.task("update_quote_after_inspection")
    assert state is not None
    assert (state.status, state.conditional) == (quote, True)
    if outcome:
        assert course.outcome_reason == "The site did not pass the inspection."
        assert play.status("start_installation") is Status.LOCKED
    if quote == "open":
        assert play.event("quote_updated").course.stage == "installation"


@pytest.mark.feature("E-19")
def test_a_failed_site_can_be_reviewed_again() -> None:
    play = Play().until("review_inspection").do("review_inspection", result="failed")
    assert play.course.outcome == "failed"
    assert play.reopen("review_inspection").course.outcome is None
    assert play.status("review_inspection") is Status.OPEN
    assert play.do("review_inspection").course.stage == "installation"


@pytest.mark.feature("E-33", "E-34")
@pytest.mark.parametrize(("changes", "status"), [(True, "open"), (False, "skipped")])
def test_the_review_of_the_installation_decides(changes: bool, status: str) -> None:
    play = Play().until("review_installation")
    before = play.course.total
    play.do("review_installation", quote_needs_update=changes)
    assert play.status("update_quote_after_installation") == status
    assert play.course.total == before + changes


@pytest.mark.feature("E-34")
def test_a_quote_that_was_renewed_before_the_review_does_not_count() -> None:
    play = Play().until("review_installation").event("quote_updated")
    play.do("review_installation", quote_needs_update=True)
    assert play.status("update_quote_after_installation") is Status.OPEN
    assert play.event("quote_updated").status("update_quote_after_installation") is Status.DONE


@pytest.mark.feature("E-35", "E-31")
@pytest.mark.parametrize(
    ("assets", "serials", "missing"),
    [
        (["Inverter", "Battery"], ["A1", "B1"], False),
        (["Inverter", "Battery"], ["A1"], True),
        (["Inverter", "Battery"], [], True),
        (["Inverter", "Battery"], ["", "B1"], True),
        (["Inverter"], ["A1", "B1"], False),
    ],
)
def test_missing_serial_numbers_are_found(assets: list[str], serials: list[str], missing: bool) -> None:
    play = Play().until("system_installation")
    unknown = play.course.task("update_serial_numbers")
    assert unknown is not None
    assert (unknown.status, unknown.reason) == ("locked", "It is not known yet whether it is needed.")
    play.do("system_installation", assets=assets, serial_numbers=serials).until("update_serial_numbers")
    assert play.status("update_serial_numbers") == ("open" if missing else "skipped")


@pytest.mark.feature("E-36")
@pytest.mark.parametrize(
    ("site", "documents"),
    [
        (
            facts("au", region="NSW"),
            ["stc_assignment", "electrical_certificate", "written_statement", "installation_photos"],
        ),
        (
            facts("au", region="WA"),
            [
                "stc_assignment",
                "electrical_certificate",
                "completion_notice",
                "written_statement",
                "installation_photos",
            ],
        ),
        (facts("pl", capacity=6.5), ["measurement_protocol", "operator_notification", "data_sheets"]),
        (
            facts("pl", capacity=6.6),
            ["measurement_protocol", "operator_notification", "fire_agreement", "data_sheets"],
        ),
        (facts("pl", "off_grid"), ["measurement_protocol", "data_sheets"]),
        (facts("eu"), ["commissioning_report", "operator_confirmation", "installation_photos"]),
        (facts("other", "off_grid"), ["commissioning_report", "installation_photos"]),
    ],
)
def test_each_country_has_its_documents(site: Facts, documents: list[str]) -> None:
    play = Play(site)
    keys = [state.key for state in play.course.tasks if state.key.startswith("upload_compliance_documents")]
    assert keys == [f"upload_compliance_documents:{name}" for name in documents]
    play.until(keys[0])
    assert [play.status(key) for key in keys] == [Status.OPEN] * len(keys)
    need = next(state for state in play.course.tasks if state.key == keys[-1]).needs[0]
    assert (need.name, need.type, need.required) == ("document", "file", True)


@pytest.mark.feature("E-26", "E-30", "E-23", "E-24")
@pytest.mark.parametrize(
    ("site", "waived"),
    [
        (facts("au"), set()),
        (facts("pl"), {"set_up_certificate_site"}),
        (facts("au", capacity=0.0, battery=10.0), {"roof_works"}),
        (facts("au", capacity=None, battery=10.0), {"roof_works"}),
        (facts("au", capacity=6.0, battery=10.0), set()),
        (facts("au", "off_grid"), {"lodge_connection_application", "upload_connection_permission"}),
        (facts("au", "zero_injection"), set()),
    ],
)
def test_what_a_site_does_not_need_is_skipped(site: Facts, waived: set[str]) -> None:
    course = Play(site).course
    skipped = {state.key for state in course.tasks if state.status is Status.SKIPPED}
    assert skipped == waived
    assert all(state.reason for state in course.tasks if state.key in waived)


@pytest.mark.feature("E-03")
def test_a_company_that_does_not_inspect_goes_straight_to_the_installation() -> None:
    play = Play(facts(inspection=False)).event("proposal_signed").event("deposit_paid")
    assert play.course.stage == "installation"
    skipped = [state for state in play.course.tasks if state.stage == "inspection"]
    assert {state.status for state in skipped} == {Status.SKIPPED}
    assert skipped[0].reason == "This company does not inspect sites."
    assert play.until().course.outcome == "completed"


@pytest.mark.feature("E-40")
@pytest.mark.parametrize("place", range(12, 23))
def test_tasks_of_the_installation_wait_for_those_before_them(place: int) -> None:
    keys = [key for key in ORDER[12:] if key != "set_up_certificate_site"]
    play = Play().until(keys[place - 12])
    later = keys[place - 12 + 1]
    state = play.course.task(later)
    if state is not None and state.status is not Status.SKIPPED:
        assert state.status is Status.LOCKED
        assert (state.reason or "").startswith(("First: ", "It is not known"))


@pytest.mark.feature("E-16", "E-17", "E-18")
def test_the_inspection_job_goes_from_status_to_status() -> None:
    play = Play().until("start_inspection_job")
    assert play.job("inspection") is None
    assert play.do("start_inspection_job", job_note="dog").job("inspection") == "assigned"
    assert play.event("inspection_accepted").job("inspection") == "accepted"
    play.do("schedule_inspection_job", when="2026-12-01T09:00:00+00:00", team="North")
    job = play.course.jobs[0]
    assert (job.status, job.team, job.note) == ("scheduled", "North", "dog")
    assert job.when is not None
    play.event("inspection_rescheduled", when="2026-12-03T09:00:00+00:00")
    job = play.course.jobs[0]
    assert (job.status, job.team, job.when and job.when.day) == ("rescheduled", "North", 3)
    assert play.do("inspection_checklist").job("inspection") == "submitted"
    assert play.do("review_inspection", quote_needs_update=True).job("inspection") == "reviewed"
    assert play.do("update_quote_after_inspection").job("inspection") == "completed"


@pytest.mark.feature("E-21", "E-22", "E-25", "E-27", "E-28", "E-29", "E-32", "E-37", "E-38", "E-41")
def test_the_installation_job_goes_from_status_to_status() -> None:
    play = Play(facts("au")).until("start_installation")
    seen = [play.job("installation")]
    while play.course.next is not None:
        play.do(play.course.next.key)
        if play.job("installation") != seen[-1]:
            seen.append(play.job("installation"))
    assert seen == [
        None, "assigned", "scheduled", "prepared", "submitted", "reviewed", "commissioned", "completed",
    ]  # fmt: skip


@pytest.mark.feature("E-28")
@pytest.mark.parametrize("key", ["lodge_connection_application", "upload_connection_permission", "order_stock"])
def test_a_job_is_no_longer_prepared_when_a_task_is_opened_again(key: str) -> None:
    play = Play().until("pre_installation_checklist")
    assert play.job("installation") == "prepared"
    play.reopen(key)
    assert play.job("installation") == "scheduled"
    assert play.status(key) is Status.OPEN
    assert play.status("pre_installation_checklist") is Status.LOCKED
    assert play.do(key).job("installation") == "prepared"


def test_a_task_that_is_opened_again_takes_the_end_back() -> None:
    play = Play().until()
    assert play.course.outcome == "completed"
    play.reopen("onboard_site")
    assert play.course.stage == "installation"
    assert play.status("onboard_site") is Status.OPEN
    assert play.do("onboard_site").course.outcome == "completed"


@pytest.mark.parametrize("event", ["proposal_sent", "proposal_signed"])
def test_what_was_done_by_an_event_can_be_opened_again(event: str) -> None:
    play = Play().event(event).reopen("create_proposals")
    assert play.status("create_proposals") is Status.OPEN
    assert play.event(event).status("create_proposals") is Status.DONE


def test_a_skipped_task_holds_nobody_up() -> None:
    play = Play().until("upload_connection_permission").skip("upload_connection_permission")
    state = play.course.task("upload_connection_permission")
    assert state is not None
    assert (state.status, state.reason, state.skipped_by_hand) == ("skipped", "known", True)
    assert play.status("schedule_installation_job") is Status.OPEN
    assert play.until().course.outcome == "completed"


def test_skipping_a_review_means_that_nothing_follows_from_it() -> None:
    play = Play().until("review_inspection").skip("review_inspection")
    assert play.status("update_quote_after_inspection") is Status.SKIPPED
    assert play.course.stage == "installation"


def test_a_stage_that_somebody_set_holds_until_the_tasks_are_past_it() -> None:
    play = Play().event("stage_set", stage="installation", reason="old project")
    assert play.course.stage == "installation"
    assert play.status("start_installation") is Status.OPEN
    assert play.status("add_sales_project") is Status.OPEN
    assert play.event("stage_set", stage="committing").course.stage == "committing"


@pytest.mark.parametrize("outcome", ["lost", "cancelled", "failed", "closed", "completed"])
def test_an_outcome_locks_what_is_left(outcome: str) -> None:
    play = Play().until("sync_design").event("outcome_set", outcome=outcome, reason="so")
    course = play.course
    assert (course.outcome, course.outcome_reason, course.by_hand) == (outcome, "so", True)
    assert course.next is None
    assert play.status("create_proposals") is Status.DONE
    assert (course.stage == "completed") == (outcome == "completed")
    assert play.event("outcome_set", outcome=None).status("sync_design") is Status.OPEN


def test_titles_and_reasons_speak_polish() -> None:
    play = Play(facts("pl", capacity=0.0, battery=5.0))
    i18n.use_language("pl")
    states = {state.key: state for state in play.course.tasks}
    assert states["roof_works"].reason == "Sam magazyn energii nie wymaga prac na dachu."
    assert states["order_stock"].title == "Wyślij zamówienie do dostawcy"
    assert states["upload_compliance_documents:data_sheets"].title == (
        "Dodaj dokumenty odbiorowe: Karty katalogowe i certyfikaty"
    )
