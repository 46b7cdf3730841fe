"""Whatever is done to a project, in whatever order, its tasks, stage and outcome never contradict each other."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solartui.domain.workflow.course import Course, Status
from solartui.domain.workflow.engine import ORDER
from solartui.domain.workflow.facts import Facts
from tests.domain.workflow.plays import Play, facts

EVENTS = (
    "proposal_created", "proposal_sent", "proposal_signed", "deposit_paid", "quote_updated", "invoice_sent",
    "inspection_accepted", "installation_rescheduled", "payment_complete", "design_synced",
)  # fmt: skip
SITES = st.builds(
    facts,
    st.sampled_from(["pl", "au", "eu", "other"]),
    st.sampled_from(["on_grid", "off_grid", "zero_injection"]),
    region=st.sampled_from([None, "WA"]),
    site=st.booleans(),
    inspection=st.booleans(),
    capacity=st.sampled_from([None, 0.0, 5.0, 9.9]),
    battery=st.sampled_from([None, 10.0]),
)


def step(play: Play, dice: Random) -> None:
    """Something that a service would let happen, or an event, which may come at any time."""
    course = play.course
    able = [state.key for state in course.tasks if state.doable]
    ticked = [state.key for state in course.tasks if play.facts.tick(state.key).done_at or state.skipped_by_hand]
    chance = dice.random()
    if able and chance < 0.7:
        play.do(
            dice.choice(able), quote_needs_update=dice.random() < 0.5, result=dice.choice(["passed"] * 9 + ["failed"])
        )
    elif able and chance < 0.75:
        play.skip(dice.choice(able))
    elif ticked and chance < 0.85:
        play.reopen(dice.choice(ticked))
    else:
        play.event(dice.choice(EVENTS), when="2026-12-01T10:00:00+00:00")


def check(play: Play, course: Course) -> None:
    """What always holds."""
    counted = [state for state in course.tasks if state.status is not Status.SKIPPED]
    assert 0 <= course.done <= course.total <= len(counted)
    assert course.done == sum(state.status is Status.DONE for state in course.tasks)
    assert (course.stage == "completed") == (course.outcome == "completed")
    if course.outcome == "completed":
        assert course.done == course.total
        assert course.next is None
    if course.outcome is None:
        # Somebody or something can always go on.
        assert course.next is not None or course.waiting is not None
    for state in course.tasks:
        assert state.doable <= (state.status in (Status.OPEN, Status.SKIPPED))
        assert (state.status in (Status.LOCKED, Status.SKIPPED)) == (state.reason is not None)
        if state.status is Status.OPEN:
            assert ORDER.index(state.stage) <= ORDER.index(course.stage)
            place = next(n for n, one in enumerate(course.tasks) if one.task.base == state.task.base)
            before = [one.status for one in course.tasks[:place] if one.stage is state.stage]
            assert set(before) <= {Status.DONE, Status.SKIPPED}
        if play.facts.tick(state.key).done_at and not state.conditional:
            assert state.status is Status.DONE


@pytest.mark.feature("E-02", "E-28", "E-40")
@settings(max_examples=40)
@given(site=SITES, seed=st.integers(0, 2**32), steps=st.integers(1, 60))
def test_a_course_never_contradicts_itself(site: Facts, seed: int, steps: int) -> None:
    dice = Random(seed)
    play = Play(site)
    check(play, play.course)
    for _ in range(steps):
        step(play, dice)
        check(play, play.course)


@pytest.mark.feature("E-39")
@settings(max_examples=25)
@given(site=SITES, seed=st.integers(0, 2**32))
def test_every_project_can_be_brought_to_its_end(site: Facts, seed: int) -> None:
    dice = Random(seed)
    play = Play(site)
    for _ in range(dice.randrange(30)):
        step(play, dice)
    for state in play.course.tasks:
        if play.facts.tick(state.key).values.get("result") == "failed":
            play.reopen(state.key)
    assert play.until().course.outcome == "completed"
