"""What hangs on a task that is opened again, by the rules alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solartui.domain.workflow.answers import failed_points
from solartui.domain.workflow.dependents import dependents
from solartui.domain.workflow.model import Need, NeedType, Words, Workflow
from solartui.domain.workflow.reading import read_workflow
from tests.domain.workflow.plays import Play, builtin, facts

OWN = """
id = "own"
version = 1
title = "Own"
[[stage]]
key = "committing"
[[stage]]
key = "installation"
[[task]]
key = "ask"
title = "Ask"
stage = "committing"
place = "console"
[[task.need]]
name = "roof"
label = "Roof"
type = "yes_no"
required = true
[[task]]
key = "scaffold"
title = "Scaffold"
stage = "installation"
place = "console"
when = "ask.roof = yes"
[[task]]
key = "ladder"
title = "Ladder"
stage = "installation"
place = "console"
after = ["scaffold"]
[[task]]
key = "hook"
title = "Hook"
stage = "installation"
place = "console"
after = ["ladder"]
[[task]]
key = "lunch"
title = "Lunch"
stage = "installation"
place = "console"
after = []
[[task]]
key = "lift"
title = "Lift"
stage = "installation"
place = "console"
after = []
waived = "ask.roof = no"
"""


def taken(play: Play, *keys: str) -> list[str]:
    """The tasks that go with some that are opened."""
    return [state.key for state in dependents(play.workflow, play.course, keys)]


@pytest.fixture(scope="module")
def own() -> Workflow:
    """A workflow whose tasks name what they wait for."""
    return read_workflow(OWN)


def whole(own: Workflow) -> Play:
    """Everything is done."""
    play = Play(workflow=own)
    play.do("ask", roof=True)
    for key in ("scaffold", "ladder", "hook", "lunch", "lift"):
        play.do(key)
    return play


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("ask", ["scaffold", "ladder", "hook", "lift"]),
        ("scaffold", ["ladder", "hook"]),
        ("ladder", ["hook"]),
        ("hook", []),
        ("lunch", []),
        ("nothing", []),
    ],
)
def test_by_answers_and_by_name(own: Workflow, key: str, expected: list[str]) -> None:
    assert taken(whole(own), key) == expected


def test_what_nobody_did_breaks_the_chain(own: Workflow) -> None:
    play = whole(own)
    play.skip("ladder")
    assert taken(play, "scaffold") == []
    assert taken(play, "ask") == ["scaffold", "lift"]


def test_several_at_once(own: Workflow) -> None:
    assert taken(whole(own), "ladder", "hook") == []
    assert taken(whole(own), "lunch", "scaffold") == ["ladder", "hook"]


def test_events_and_documents_stay(own: Workflow) -> None:
    play = Play(facts("pl")).until("invoice_customer")
    play.event("invoice_sent")
    found = taken(play, "review_installation")
    assert "invoice_customer" not in found
    assert not [key for key in found if ":" in key]
    assert [key for key in taken(play, "start_installation") if ":" in key]


def test_the_quote_follows_the_review(own: Workflow) -> None:
    play = Play().until("review_inspection")
    play.do("review_inspection", result="passed", quote_needs_update=True).do("update_quote_after_inspection")
    assert taken(play, "review_inspection") == ["update_quote_after_inspection"]
    assert taken(play, "inspection_checklist") == ["review_inspection", "update_quote_after_inspection"]


KEYS = sorted({task.key for task in builtin().tasks if not task.documents})


@settings(max_examples=60, deadline=None)
@given(until=st.sampled_from([*KEYS, None]), key=st.sampled_from(KEYS), country=st.sampled_from(["pl", "au", "other"]))
def test_no_review_stands_without_what_it_judged(until: str | None, key: str, country: str) -> None:
    play = Play(facts(country)).until(until)
    for one in (key, *taken(play, key)):
        play.reopen(one)
    done = {state.task.base for state in play.course.tasks if state.status == "done"}
    for job in play.workflow.jobs:
        if job.reviews in done:
            assert {*job.submits, job.schedule, job.starts} <= done
        for place, task in enumerate(job.submits):
            if task in done:
                assert set(job.submits[:place]) <= done
    assert taken(play, key) == []


def need(kind: NeedType, *must: str, choices: tuple[str, ...] = ()) -> Need:
    """A point with the answers that let work go on."""
    return Need("x", Words({"en": "X"}), kind, choices=choices, must=must)


@pytest.mark.feature("E-29")
@pytest.mark.parametrize(
    ("point", "value", "fails"),
    [
        (need(NeedType.YES_NO, "yes"), True, False),
        (need(NeedType.YES_NO, "yes"), False, True),
        (need(NeedType.YES_NO, "yes"), None, False),
        (need(NeedType.YES_NO, "no"), True, True),
        (need(NeedType.YES_NO, "yes", "no"), False, False),
        (need(NeedType.YES_NO), False, False),
        (need(NeedType.CHOICE, "good", "fair", choices=("good", "fair", "bad")), "fair", False),
        (need(NeedType.CHOICE, "good", "fair", choices=("good", "fair", "bad")), "bad", True),
        (need(NeedType.TEXT), "no", False),
    ],
)
def test_which_answers_stop_the_work(point: Need, value: object, fails: bool) -> None:
    assert bool(failed_points([point], {"x": value} if value is not None else {})) is fails


MUST = 'type = "yes_no"\nrequired = true\n'


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ('must = "maybe"', "must names answers"),
        ("must = []", "must names answers"),
        ("must = true", "must is not of the right kind"),
        ('must = [""]', "must needs a list of texts"),
        ('must = ["yes", "good"]', "must names answers"),
        ("must = 7", "must is not of the right kind"),
    ],
)
def test_points_that_mean_nothing_are_refused_with_their_line(given_: str, message: str) -> None:
    from solartui.domain.errors import Refused

    with pytest.raises(Refused, match=message) as caught:
        read_workflow(OWN.replace(MUST, MUST + given_ + "\n", 1))
    assert caught.value.message.startswith("line 19: ")


@pytest.mark.parametrize("given_", ['must = "yes"', 'must = ["yes"]', 'must = ["no", "yes"]'])
def test_points_are_read(given_: str) -> None:
    found = read_workflow(OWN.replace(MUST, MUST + given_ + "\n", 1))
    assert "yes" in found.tasks[0].needs[0].must
