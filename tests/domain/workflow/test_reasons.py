"""Why a task cannot be done, how jobs stand, and what a workflow of one's own can say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from solartui.domain.workflow.course import Status
from solartui.domain.workflow.reading import read_workflow
from tests.domain.workflow.plays import Play, facts

HEAD = 'id = "own"\nversion = 1\ntitle = "Own"\n'


def own(*parts: str) -> Play:
    """A project of a workflow that consists of some parts."""
    return Play(facts(), read_workflow(HEAD + "\n".join(parts)))


def stage(key: str, more: str = "") -> str:
    """A stage."""
    return f'[[stage]]\nkey = "{key}"\n{more}\n'


def task(key: str, more: str = "", *, of: str = "installation", place: str = "console") -> str:
    """A task."""
    return f'[[task]]\nkey = "{key}"\ntitle = "{key.upper()}"\nstage = "{of}"\nplace = "{place}"\n{more}\n'


def need(name: str, kind: str = "yes_no", more: str = "") -> str:
    """A need of the task before."""
    return f'[[task.need]]\nname = "{name}"\nlabel = "{name}"\ntype = "{kind}"\n{more}\n'


REASONS: list[tuple[str, Callable[[Play], object], str]] = [
    ("add_sales_project", lambda _p: None, "First: Onboard customer site."),
    ("confirm_payment", lambda _p: None, "First: Onboard customer site."),
    ("link_design", lambda p: p.do("onboard_site"), "First: Add a sales project."),
    (
        "sync_design",
        lambda p: p.do("onboard_site"),
        "First: Add a sales project, Add a linked design, Create your proposals.",
    ),
    (
        "confirm_commitment",
        lambda p: p.do("onboard_site"),
        "First: Add a sales project, Add a linked design, Create your proposals and 1 more.",
    ),
    ("confirm_commitment", lambda p: p.event("proposal_sent"), "The customer has not signed a proposal yet."),
    ("order_stock", lambda p: p.event("proposal_sent"), "The customer has not signed a proposal yet."),
    ("review_inspection", lambda p: p.event("proposal_signed"), "First: Confirm the commitment."),
    ("update_quote_after_inspection", lambda p: p.until("review_inspection"), "First: Review inspection reports."),
    ("update_serial_numbers", lambda p: p.until("roof_works"), "It is not known yet whether it is needed."),
    (
        "invoice_customer",
        lambda p: p.until("upload_compliance_documents:data_sheets"),
        "First: Upload compliance documents: Data sheets and certificates.",
    ),
    ("onboard_site", lambda p: p.event("outcome_set", outcome="lost"), "The project is over: Lost."),
    ("start_installation", lambda p: p.until("review_inspection").do("review_inspection", result="failed"),
     "The project is over: Failed."),
]  # fmt: skip


@pytest.mark.parametrize(("key", "act", "reason"), REASONS)
def test_why_a_task_is_locked(key: str, act: Callable[[Play], object], reason: str) -> None:
    play = Play(facts(site=False))
    act(play)
    state = play.course.task(key)
    assert state is not None
    assert (state.status, state.doable, state.reason) == (Status.LOCKED, False, reason)


def test_a_stage_without_a_word_for_its_waiting_names_itself() -> None:
    play = own(stage("considering", 'waits = ["rain"]'), stage("installation"),
               '[[event]]\nkey = "rain"\ntitle = "Rain"\n', task("build"))  # fmt: skip
    state = play.course.task("build")
    assert state is not None
    assert (play.course.waiting, state.reason) == (None, "It belongs to the stage Installation.")
    assert play.event("rain").status("build") is Status.OPEN


def test_tasks_side_by_side_wait_only_for_what_they_name() -> None:
    play = own(stage("installation"), task("a"), task("b", "after = []"), task("c", 'after = ["a"]'), task("d"))
    assert [state.status.value for state in play.course.tasks] == ["open", "open", "locked", "locked"]
    play.do("a")
    assert [state.status.value for state in play.course.tasks] == ["done", "open", "open", "locked"]
    play.do("b").do("c")
    assert play.status("d") is Status.OPEN


def test_a_condition_can_hold_for_several_things_at_once() -> None:
    play = own(
        stage("installation"),
        task("ask", need("roof") + need("kind", "choice", 'choices = ["flat", "steep"]')),
        task("crane", 'when = "ask.roof = yes and not ask.kind = flat"\nbecause = "No crane."'),
        task("end"),
    )
    crane = play.course.task("crane")
    assert crane is not None
    assert (crane.status, crane.conditional, play.course.total) == ("locked", True, 2)
    assert play.do("ask", roof=True, kind="steep").status("crane") is Status.OPEN
    assert play.reopen("ask").do("ask", roof=True, kind="flat").status("crane") is Status.SKIPPED
    skipped = play.course.task("crane")
    assert skipped is not None
    assert (skipped.reason, skipped.doable) == ("No crane.", False)


def test_what_is_waived_can_be_done_all_the_same() -> None:
    play = own(stage("installation"), task("a", 'waived = "grid_connection = on_grid"'), task("b"))
    waived = play.course.task("a")
    assert waived is not None
    assert (waived.status, waived.doable, waived.reason) == ("skipped", True, "It is not required here.")
    assert (play.status("b"), play.course.total) == ("open", 1)
    assert play.do("a").course.done == 1
    assert play.course.total == 2


def test_an_ending_of_one_s_own() -> None:
    play = own(
        stage("quoting"),
        stage("installation"),
        task("ask", need("roof"), of="quoting"),
        task("build"),
        '[[outcome]]\nkey = "closed"\nwhen = "ask.roof = no"\nbecause = { en = "No roof.", pl = "Brak dachu." }\n',
    )
    play.do("ask", roof=False)
    course = play.course
    assert (course.stage, course.outcome, course.outcome_reason, course.by_hand) == (
        "quoting",
        "closed",
        "No roof.",
        False,
    )
    assert course.next is None
    play.event("outcome_set", outcome="lost", reason="really")
    assert (play.course.outcome, play.course.outcome_reason) == ("lost", "really")


def test_an_event_counts_only_after_the_task_that_it_belongs_to() -> None:
    play = own(
        stage("installation"),
        '[[event]]\nkey = "rain"\ntitle = "Rain"\n',
        task("plant"),
        task("water", 'done_on = ["rain"]\nsince = "plant"'),
    )
    assert play.event("rain").status("water") is Status.LOCKED
    assert play.do("plant").status("water") is Status.OPEN
    state = play.event("rain").course.task("water")
    assert state is not None
    assert (state.status, state.by_itself, state.done_at, state.done_by) == ("done", True, play.now, "Anna")
    assert play.reopen("plant").status("water") is Status.LOCKED


JOB = """
[[job]]
key = "visit"
starts = "a"
schedule = "b"
prepared = ["c"]
submits = ["d"]
reviews = "e"
commissioned = ["f"]
"""


@pytest.mark.parametrize(
    ("done", "events", "status"),
    [
        ("", (), None),
        ("a", (), "assigned"),
        ("a", ("visit_accepted",), "accepted"),
        ("ab", (), "scheduled"),
        ("ab", ("visit_accepted",), "scheduled"),
        ("ac", (), "assigned"),
        ("abc", (), "prepared"),
        ("abc", ("visit_rescheduled",), "rescheduled"),
        ("ab", ("visit_rescheduled",), "rescheduled"),
        ("abd", (), "scheduled"),
        ("abcd", (), "submitted"),
        ("abcd", ("visit_rescheduled",), "submitted"),
        ("abcde", (), "reviewed"),
        ("abcdef", (), "commissioned"),
        ("abcdefg", (), "completed"),
        ("abdefg", (), "scheduled"),
        ("bcdefg", (), None),
    ],
)
def test_how_a_job_stands(done: str, events: tuple[str, ...], status: str | None) -> None:
    tasks = [task(key, 'job = "visit"\nafter = []') for key in "abcdefg"]
    play = own(stage("installation"), *tasks, JOB)
    for key in done:
        play.do(key, when="2026-12-01T09:00:00+00:00", team="North")
    for event in events:
        play.event(event, when="2026-12-05T09:00:00+00:00")
    assert play.job("visit") == status


def test_a_date_that_was_changed_before_it_was_agreed_does_not_count() -> None:
    play = own(stage("installation"), *[task(key, 'job = "visit"\nafter = []') for key in "abcdefg"], JOB)
    play.do("a").event("visit_rescheduled", when="2026-12-05T09:00:00+00:00").do("b", when="2026-12-01T09:00:00+00:00")
    job = play.course.jobs[0]
    assert (job.status, job.when and job.when.day, job.team) == ("scheduled", 1, None)
    play.reopen("b")
    job = play.course.jobs[0]
    assert (job.status, job.when) == ("assigned", None)


@pytest.mark.parametrize(
    ("grid", "battery", "capacity", "key", "status"),
    [
        ("on_grid", None, None, "roof_works", "locked"),
        ("on_grid", 10.0, None, "roof_works", "skipped"),
        ("on_grid", 0.0, None, "roof_works", "locked"),
        ("on_grid", 10.0, 5.0, "roof_works", "locked"),
        ("off_grid", None, 5.0, "lodge_connection_application", "skipped"),
        ("zero_injection", None, 5.0, "lodge_connection_application", "locked"),
        ("on_grid", None, 6.5, "upload_compliance_documents:fire_agreement", None),
        ("on_grid", None, 6.51, "upload_compliance_documents:fire_agreement", "locked"),
        ("on_grid", None, None, "upload_compliance_documents:fire_agreement", None),
    ],
)
def test_the_plant_decides_what_has_to_be_done(
    grid: str, battery: float | None, capacity: float | None, key: str, status: str | None
) -> None:
    assert Play(facts("pl", grid, battery=battery, capacity=capacity)).status(key) == status


def test_a_form_asks_only_for_what_this_project_needs() -> None:
    def required(play: Play) -> list[str]:
        state = play.course.task("onboard_site")
        return [need.name for need in state.needs if need.required] if state else []

    assert required(Play(facts(site=False))) == ["phases", "metering_point"]
    assert required(Play(facts("pl", "off_grid", site=False))) == ["phases"]
