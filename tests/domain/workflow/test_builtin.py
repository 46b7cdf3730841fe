"""The workflow that comes with the program is whole: in its words, its order and its rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from solartui.domain.vocabulary import ProjectStage
from solartui.domain.workflow.course import Result, Status
from solartui.domain.workflow.model import OF, NeedType, Place, Words
from solartui.domain.workflow.reading import EFFECTS, read_workflow
from solartui.store.courses import builtin_text
from tests.domain.workflow.plays import Play, builtin, facts

KEYS = [task.key for task in builtin().tasks]


def words_in(value: object) -> Iterator[Words]:
    """Every text of a workflow."""
    if isinstance(value, Words):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from words_in(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from words_in(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from words_in(one)


def test_every_text_is_there_in_both_languages() -> None:
    found = list(words_in(builtin()))
    assert len(found) > 100
    assert all(set(words.texts) == {"en", "pl"} and all(words.texts.values()) for words in found)
    same = {words.texts["en"] for words in found if words.texts["en"] == words.texts["pl"]}
    assert same == set()


def test_the_text_is_what_was_released() -> None:
    """Projects keep it by its version: another text needs another version."""
    assert (builtin().id, builtin().version) == ("sales_project", 2)
    assert read_workflow(builtin_text()) == builtin()


@pytest.mark.parametrize("key", KEYS)
def test_every_task_has_its_turn_after_those_before_it(key: str) -> None:
    """When a task has its turn, nothing behind it can be done; documents of one list stand side by side."""
    site = facts("au", "on_grid", site=False, capacity=9.9)
    play = Play(site)
    first = next((state.key for state in play.course.tasks if state.task.base == key), None)
    if first is None or key.startswith("update_") or key == "add_customer":
        assert key in {
            "add_customer",
            "update_quote_after_inspection",
            "update_quote_after_installation",
            "update_serial_numbers",
        }
        return
    play.until(first)
    states = {state.key: state for state in play.course.tasks}
    assert states[first].status is Status.OPEN
    behind = [state for state in list(states.values())[list(states).index(first) + 1 :] if state.task.base != key]
    assert {state.status for state in behind} <= {Status.LOCKED, Status.SKIPPED}
    assert not any(state.doable for state in behind)
    before = list(states.values())[: list(states).index(first)]
    assert {state.status for state in before} <= {Status.DONE, Status.SKIPPED}


@pytest.mark.parametrize("key", KEYS)
def test_every_task_can_be_opened_again_and_done_again(key: str) -> None:
    play = Play(facts("au", site=False)).until()
    done = next((state.key for state in play.course.tasks if state.task.base == key and state.status == "done"), None)
    if done is None:
        assert key.startswith("update_")
        return
    play.reopen(done)
    course = play.course
    assert (course.outcome, course.task(done) is not None) == (None, True)
    assert play.status(done) is Status.OPEN
    assert course.done == course.total - 1 or play.course.total < play.until().course.total
    assert play.until().course.outcome is Result.COMPLETED


@pytest.mark.parametrize("key", KEYS)
def test_every_task_can_be_skipped(key: str) -> None:
    play = Play(facts("au", site=False))
    keys = [state.key for state in play.course.tasks if state.task.base == key]
    for one in keys:
        play.skip(one)
    course = play.until().course
    assert course.outcome is Result.COMPLETED
    assert {course_state.status for course_state in course.tasks if course_state.key in keys} <= {
        Status.SKIPPED,
        Status.DONE,
    }


def test_forms_are_sensible() -> None:
    for task in builtin().tasks:
        names = [need.name for need in task.needs]
        assert len(set(names)) == len(names)
        assert OF not in task.key
        assert task.effect is None or task.effect in EFFECTS
        assert task.place in set(Place)
        for need in task.needs:
            assert bool(need.choices) == (need.type is NeedType.CHOICE)
            assert set(need.words) <= set(need.choices)
            assert not (need.today and need.required)
    assert {task.job for task in builtin().tasks} == {None, "inspection", "installation"}
    assert [job.key for job in builtin().jobs] == ["inspection", "installation"]


def test_tasks_of_the_field_belong_to_a_job() -> None:
    assert all(task.job for task in builtin().tasks if task.place in {Place.INSTALLER, Place.EITHER})


def test_events_bring_a_project_forward_only() -> None:
    for event in builtin().events:
        play = Play().until("start_installation_job").event(event.key)
        assert play.course.stage is ProjectStage.INSTALLATION
        begun = Play(facts(site=False))
        order = list(ProjectStage)
        assert order.index(begun.event(event.key).course.stage) >= 0
        floor = event.stage or ProjectStage.ONBOARDING
        assert order.index(begun.course.stage) >= order.index(floor)


@pytest.mark.parametrize("regulation", ["pl", "au", "eu", "other", "mars", None])
def test_there_is_a_list_of_documents_for_every_place(regulation: str | None) -> None:
    site = facts("other")
    play = Play(facts(regulation) if regulation else site)
    keys = [state.key for state in play.course.tasks if state.task.documents]
    assert len(keys) >= 3
    assert all(key.startswith(f"upload_compliance_documents{OF}") for key in keys)
    assert len(set(keys)) == len(keys)
