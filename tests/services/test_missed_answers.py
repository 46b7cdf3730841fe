"""A lead that nobody answered in time: the program says so in its history, once, whoever is at the desk."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from solartui.domain.activity import change_sentence_of, sentence
from solartui.domain.errors import NotFound
from solartui.domain.records import Subject
from tests.desk import SALES, VIEWER, add_lead, at_desk, kinds

if TYPE_CHECKING:
    from solartui.services.container import Services
    from tests.conftest import Clock

pytestmark = pytest.mark.feature("B-125")


def missed(services: Services, lead_id: int) -> int:
    """How often a history says that the answer was missed."""
    return kinds(services, "lead", lead_id).count("answer_missed")


def test_it_is_noted_once_in_the_name_of_the_program(services: Services, clock: Clock) -> None:
    lead = add_lead(services, "Jan", city="Gdów")
    clock.forward(hours=20)
    assert services.response.note_missed().value == ()
    clock.forward(hours=4)
    noted = at_desk(services, SALES).response.note_missed()
    assert (noted.value, set(noted.topics)) == ((lead.id,), {"leads"})
    assert services.response.note_missed().value == ()
    assert missed(services, lead.id) == 1
    (one,) = (one for one in services.activity.of(Subject("lead", lead.id)) if one.kind == "answer_missed")
    assert one.actor == "system"
    assert sentence(one) == "Not answered until 24 Nov 2026 07:30"
    after = services.leads.get(lead.id)
    assert (after.version, after.updated_at) == (lead.version, lead.updated_at), "the lead itself is as it was"


def test_who_was_answered_put_away_or_lost_in_time_missed_nothing(services: Services, clock: Clock) -> None:
    answered, archived, lost, deleted = (add_lead(services, f"Jan {n}").id for n in range(4))
    services.lead_actions.log_contact([answered], "call")
    services.lead_actions.archive([archived])
    services.lead_actions.move([lost], "lost", "too dear")
    services.lead_actions.delete([deleted])
    late = add_lead(services, "Ewa").id
    clock.forward(days=2)
    assert services.response.note_missed().value == (late,)
    assert [missed(services, number) for number in (answered, archived, lost)] == [0, 0, 0]


def test_a_later_lead_is_noted_at_a_later_look(services: Services, clock: Clock) -> None:
    first = add_lead(services, "Jan").id
    clock.forward(hours=24)
    assert services.response.note_missed().value == (first,)
    second = add_lead(services, "Ewa").id
    clock.forward(hours=1)
    assert services.response.note_missed().value == ()
    clock.forward(hours=24)
    assert services.response.note_missed().value == (second,)


def test_very_many_of_the_same_moment_are_all_noted(
    services: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solartui.services.response._MOST", 3)
    ids = [add_lead(services, f"Jan {n}").id for n in range(7)]
    clock.forward(days=2)
    noted = [services.response.note_missed().value for _ in range(4)]
    assert [len(one) for one in noted] == [3, 3, 1, 0]
    assert [number for one in noted for number in one] == ids
    assert all(missed(services, number) == 1 for number in ids)


def test_what_is_long_past_at_the_first_look_is_let_be(services: Services, clock: Clock) -> None:
    old = add_lead(services, "Jan").id
    clock.forward(days=20)
    assert services.response.note_missed().value == ()
    assert missed(services, old) == 0


def test_it_is_nobodys_change_to_take_back(services: Services, clock: Clock) -> None:
    lead = add_lead(services, "Jan")
    clock.forward(days=2)
    services.response.note_missed()
    assert services.undo.undo().value.kind == "lead.created"
    with pytest.raises(NotFound):
        services.leads.get(lead.id)


def test_a_viewer_who_looks_changes_nothing_else(services: Services, clock: Clock) -> None:
    lead = add_lead(services, "Jan")
    clock.forward(days=2)
    at_desk(services, VIEWER).response.note_missed()
    assert services.leads.get(lead.id) == lead


def test_the_change_is_told_in_words(services: Services, clock: Clock) -> None:
    add_lead(services, "Jan", city="Gdów")
    clock.forward(days=2)
    services.response.note_missed()
    with services.store.reading() as raw:
        kind, data = raw.execute("SELECT kind, data FROM change ORDER BY id DESC LIMIT 1").fetchone()
        assert change_sentence_of(kind, json.loads(data)) == "Jan – Gdów was not answered in time"
    assert change_sentence_of("lead.answer_missed", {"count": 3}) == "3 leads were not answered in time"


def test_the_clock_of_a_desk_in_another_place(services: Services, clock: Clock) -> None:
    rules = services.response.rules()
    services.response.set_rules(replace(rules, hours={**rules.hours, "manual_entities": 1.0}))
    lead = add_lead(services, "Jan")
    clock.forward(minutes=61)
    assert services.response.note_missed().value == (lead.id,)
    assert clock.now - timedelta(minutes=61) == lead.created_at
