"""The queue of leads, what is decided about them, and the summary."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from solartui.domain.records import Change
from solartui.domain.triage import AHEAD, Decision, Queue, Round, Summary, decision_in


def queue(*ids: int) -> Queue:
    made = Queue()
    made.take(ids, last=True)
    return made


def change(number: int, kind: str, **data: object) -> Change:
    return Change(number, datetime(2026, 11, 23, tzinfo=UTC), 1, "Ewa", kind, data, 1, undone=False)


def test_one_goes_on_to_behind_the_last_one_and_back_to_the_first() -> None:
    leads = queue(7, 3, 9)
    assert (leads.current, leads.number) == (7, 1)
    assert not leads.step(-1)
    assert leads.step(1)
    assert leads.ahead(5) == (9,)
    assert [leads.step(1), leads.step(1), leads.number] == [True, True, 4]
    assert leads.current is None
    assert [leads.step(1), leads.step(-1), leads.number] == [False, True, 3]


def test_a_lead_that_vanished_is_not_stopped_at() -> None:
    leads = queue(1, 2, 3, 4)
    leads.drop(2)
    leads.drop(3)
    assert leads.ahead(2) == (4,)
    assert [leads.step(1), leads.number, leads.current] == [True, 4, 4]
    assert [leads.step(-1), leads.number] == [True, 1]
    assert leads.vanished == 2
    assert leads.go(3)
    assert (leads.current, leads.vanished) == (3, 1)
    leads.drop(1)
    assert not leads.step(-1), "nothing is left before it"
    assert leads.current == 3


def test_leads_are_taken_a_page_at_a_time_and_once() -> None:
    leads = Queue()
    wanted = [leads.wants_more]
    leads.take(range(100))
    wanted.append(leads.wants_more)
    leads.go(100 - AHEAD)
    wanted.append(leads.wants_more)
    assert wanted == [True, False, True]
    leads.take([99, 98, 200], last=True)
    assert leads.taken[-2:] == (99, 200)
    assert not leads.wants_more
    assert leads.whole
    assert not leads.go(4711)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (change(1, "lead.moved", stage="lost"), Decision(5, "moved", "lost", 1, 2.5)),
        (change(3, "lead.assigned", to="Anna"), Decision(5, "assigned", "Anna", 3, 2.5)),
        (change(4, "lead.assigned", to=None), Decision(5, "assigned", None, 4, 2.5)),
        (change(5, "lead.follow_up_set"), Decision(5, "followed", None, 5, 2.5)),
        (change(6, "lead.mail"), Decision(5, "logged", None, 6, 2.5)),
        (change(7, "note.added", text="x"), None),
        (change(8, "lead.edited", name="x"), None),
    ],
)
def test_which_changes_decide(made: Change, expected: Decision | None) -> None:
    assert decision_in(made, 5, 2.5) == expected


def test_the_summary_tells_what_came_of_it() -> None:
    leads = Round()
    leads.queue.take(range(1, 9), last=True)
    assert leads.summary() == Summary(0, 0, 0)
    assert leads.summary().each == 0
    for number in range(1, 8):
        leads.look(number)
    decisions = [
        Decision(1, "moved", "lost", 11, 2), Decision(2, "moved", "contacted", 12, 4),
        Decision(3, "moved", "contacted", 13, 1), Decision(3, "followed", None, 14, 1),
        Decision(4, "assigned", "Anna", 15, 2), Decision(5, "assigned", None, 16, 2),
    ]  # fmt: skip
    for one in decisions:
        leads.decide(one)
    leads.queue.drop(8)
    told = leads.summary()
    assert (told.leads, told.skipped, told.vanished) == (5, 2, 1)
    assert told.moved == {"lost": 1, "contacted": 2}
    assert told.assigned == {"Anna": 1, None: 1}
    assert told.others == {"followed": 1}
    assert (told.seconds, told.each) == (12, 2.4)


def test_a_decision_is_taken_back_and_made_again() -> None:
    leads = Round()
    first, second = Decision(1, "moved", "lost", 11), Decision(2, "done", None, 12)
    leads.decide(first)
    leads.decide(second)
    assert leads.last == second
    assert leads.take_back(12) == second
    assert leads.take_back(12) is None
    assert (leads.last, leads.decided) == (first, 1)
    assert not leads.decided_about(2)
    assert leads.again(12) == second
    assert leads.decided_about(2)
    leads.take_back(12)
    leads.decide(Decision(3, "archived", None, 13))
    assert leads.again(12) is None
