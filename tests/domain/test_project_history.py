"""What happens in the course of projects, told in words."""

from __future__ import annotations

import pytest

from solartui import i18n
from solartui.domain.activity import KINDS, change_sentence_of, glyph, sentence_of
from solartui.domain.happened import workflow
from solartui.domain.workflow.course import LABELS, JobStatus, Result, Status, word
from solartui.domain.workflow.model import Place, Words

TITLE: dict[str, object] = {"task": "order_stock", "title": {"en": "Order stock", "pl": "Zamów towar"}}
HOSTILE = "\x1b]0;x\x07[/]\n{name}"

ACTIVITIES: list[tuple[str, dict[str, object], str]] = [
    ("task_done", TITLE, "Task done: Order stock"),
    ("task_done", TITLE | {"note": "by phone"}, "Task done: Order stock · by phone"),
    ("task_done", {"task": "order_stock"}, "Task done: order_stock"),
    ("task_done", {"task": "x", "title": {}}, "Task done: —"),
    ("task_reopened", TITLE, "Task opened again: Order stock"),
    ("task_skipped", TITLE | {"reason": "known"}, "Task skipped: Order stock · known"),
    ("task_sent_back", TITLE, "Sent back to the installer: Order stock"),
    ("task_sent_back", TITLE | {"note": "blurred"}, "Sent back to the installer: Order stock · blurred"),
    ("task_assigned", TITLE | {"who": "Anna", "due": "2026-12-01"}, "Task: Order stock · Anna · 2026-12-01"),
    ("task_assigned", TITLE | {"who": None, "due": "2026-12-01"}, "Task: Order stock · 2026-12-01"),
    ("task_assigned", TITLE | {"who": None, "due": None}, "Task: Order stock"),
    ("project_moved", {"from": "quoting", "to": "considering"}, "Quoting → Considering"),
    ("project_moved", {"from": "heaven", "to": "earth"}, "heaven → earth"),
    ("project_event", {"event": "proposal_signed"}, "Event: proposal signed"),
    ("project_event", {"event": "deposit_paid", "amount": 5, "note": None}, "Event: deposit paid · amount: 5"),
    ("outcome_set", {"outcome": "lost", "reason": "too dear"}, "Outcome: Lost · too dear"),
    ("outcome_set", {"outcome": "completed", "reason": None}, "Outcome: Completed"),
    ("outcome_set", {"outcome": "eaten"}, "Outcome: eaten"),
    ("outcome_set", {"outcome": None}, "The project goes on"),
    ("stage_set", {"to": "installation", "reason": "old"}, "Stage set by hand: Installation · old"),
    ("tasks_taken_back", TITLE | {"titles": [{"en": "Review"}, {"en": "Pay"}]}, "Taken back with it: Review, Pay"),
    ("tasks_taken_back", TITLE | {"titles": []}, "Taken back with it:"),
    (
        "task_overridden",
        TITLE | {"points": [{"en": "It is safe", "pl": "x"}], "reason": "known"},
        "Gone on although it failed: It is safe (Order stock) · known",
    ),
    (
        "job_set_back",
        {"job": "inspection", "from": "prepared", "to": "scheduled"},
        "Job inspection: Prepared → Scheduled",
    ),
    ("job_set_back", {"job": "own_visit", "from": "assigned", "to": None}, "Job own visit: Assigned → —"),
    ("assignee_added", {"name": "Anna"}, "Assignee added: Anna"),
    ("assignee_removed", {"name": "Anna"}, "Assignee taken off: Anna"),
]


@pytest.mark.parametrize(("kind", "data", "text"), ACTIVITIES)
def test_activities_are_told(kind: str, data: dict[str, object], text: str) -> None:
    assert sentence_of(kind, data).strip() == text.strip()
    assert len(glyph(kind)) == 1


def test_every_kind_has_its_sentence_and_its_sign() -> None:
    assert set(workflow.KINDS) == set(workflow.SENTENCES)
    assert set(workflow.KINDS) <= set(KINDS)
    assert {kind for kind, _, _ in ACTIVITIES} >= set(workflow.KINDS)


CHANGES: list[tuple[str, dict[str, object], str]] = [
    ("task.done", TITLE | {"name": "Roof"}, "Roof: Task done: Order stock"),
    ("task.reopened", TITLE | {"name": "Roof"}, "Roof: Task opened again: Order stock"),
    ("task.skipped", TITLE | {"name": "Roof"}, "Roof: Task skipped: Order stock"),
    ("task.sent_back", TITLE | {"name": "Roof"}, "Roof: Sent back to the installer: Order stock"),
    ("task.assigned", TITLE | {"name": "Roof"}, "Roof: Task: Order stock"),
    ("project.event", {"name": "Roof", "event": "proposal_signed"}, "Roof: Event: proposal signed"),
    ("project.outcome", {"name": "Roof", "outcome": "lost"}, "Roof: Outcome: Lost"),
    ("project.outcome", {"name": "Roof", "outcome": None}, "Roof: The project goes on"),
    ("project.staged", {"name": "Roof", "stage": "inspection"}, "Roof: Stage set by hand: Inspection"),
    ("project.assignee_added", {"name": "Anna", "project_name": "Roof"}, "Anna put on Roof"),
    ("project.assignee_removed", {"name": "Anna", "project_name": "Roof"}, "Anna taken off Roof"),
    ("workflow.installed", {"name": "short 3"}, "Workflow short 3 installed"),
]


@pytest.mark.parametrize(("kind", "data", "text"), CHANGES)
def test_changes_are_told(kind: str, data: dict[str, object], text: str) -> None:
    assert change_sentence_of(kind, data) == text
    assert change_sentence_of("undone", {"kind": kind, "data": data}) == f"Undone: {text}"


@pytest.mark.parametrize("kind", sorted(workflow.SENTENCES))
def test_hostile_words_stay_words(kind: str) -> None:
    data = {
        "task": HOSTILE, "title": {"en": HOSTILE}, "note": HOSTILE, "reason": HOSTILE, "who": HOSTILE, "due": HOSTILE,
        "from": HOSTILE, "to": HOSTILE, "event": HOSTILE, "outcome": HOSTILE, "name": HOSTILE,
        "job": HOSTILE,
    }  # fmt: skip
    told = sentence_of(kind, data)
    assert "\x1b" not in told
    assert "\n" not in told
    assert "[/]" in told
    assert sentence_of(kind, {}) is not None


@pytest.mark.parametrize("kind", sorted(workflow.CHANGES))
def test_old_changes_without_their_data_are_told_somehow(kind: str) -> None:
    assert change_sentence_of(kind, {})


def test_titles_are_told_in_the_language_of_whoever_reads() -> None:
    i18n.use_language("pl")
    try:
        assert "Zamów towar" in sentence_of("task_done", TITLE)
        assert "Tylko po polsku" in sentence_of("task_done", {"title": {"pl": "Tylko po polsku"}})
    finally:
        i18n.use_language("en")
    assert "Tylko po polsku" in sentence_of("task_done", {"title": {"pl": "Tylko po polsku"}})


@pytest.mark.parametrize("kind", [Place, Status, JobStatus, Result])
def test_every_word_of_the_course_is_called_something(kind: type[Place]) -> None:
    assert all(value in LABELS and word(value) for value in kind)


def test_words_without_the_language_in_use_fall_back_to_the_first() -> None:
    assert str(Words({"en": "a", "pl": "b"})) == "a"
    assert str(Words({"de": "c"})) == "c"
    assert str(Words({})) == ""
