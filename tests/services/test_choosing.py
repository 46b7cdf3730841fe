"""From what was chosen to leads: by ids, by filters, with some left out; and texts that look like SQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solartui.domain.errors import Invalid
from solartui.domain.records import Subject
from solartui.domain.selection import Chosen, IdSet
from solartui.services.choosing import chosen_of, condition, few_of
from solartui.services.container import Services
from solartui.services.desk import Desk
from solartui.store import chosen as store_chosen
from tests.desk import add_lead

HOSTILE = ("'; DROP TABLE lead; --", "%_\\", '{"a": 1}', "[/]", "?", "Żółć 'x' \"y\"")
NUMBERS = st.sets(st.integers(1, 9), max_size=6)


@pytest.fixture
def desk(services: Services) -> Services:
    """Seven leads; the last one was deleted, the one before it archived."""
    for number in range(1, 8):
        add_lead(services, f"Jan {number}", city="Kraków" if number % 2 else "Łódź")
    services.lead_actions.archive([6])
    services.lead_actions.delete([7])
    return services


def ids(services: Services, chosen: Chosen, limit: int | None = None) -> list[int] | None:
    desk = Desk(services.store, services.actor)
    with services.store.reading() as connection:
        found = few_of(desk, connection, chosen, limit)
    return None if found is None else list(found)


def test_plain_ids_are_a_choice_too(desk: Services) -> None:
    assert chosen_of([3, 1, 3]) == Chosen((3, 1), count=2)
    all_of_them = Chosen((), "")
    assert chosen_of(all_of_them) is all_of_them
    assert ids(desk, Chosen.of([3, 1])) == [3, 1]


def test_a_filter_means_leads_that_are_there(desk: Services) -> None:
    assert ids(desk, Chosen((), "")) == [1, 2, 3, 4, 5]
    assert ids(desk, Chosen((), "archived:any")) == [1, 2, 3, 4, 5, 6]
    assert ids(desk, Chosen((6, 7, 99), "krakow", frozenset({3}))) == [1, 5, 6]
    assert ids(desk, Chosen((), "", frozenset({1, 2, 3, 4, 5}))) == []
    with pytest.raises(Invalid):
        ids(desk, Chosen((), "kwh>much"))


def test_few_are_told_from_many(desk: Services) -> None:
    assert ids(desk, Chosen.of([1, 2, 3]), 2) is None
    assert ids(desk, Chosen.of([1, 2, 3]), 3) == [1, 2, 3]
    assert ids(desk, Chosen((), ""), 4) is None
    assert ids(desk, Chosen((), ""), 5) == [1, 2, 3, 4, 5]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(named=NUMBERS, less=NUMBERS, few=st.sampled_from([0, 20_000]), query=st.sampled_from([None, "", "krakow"]))
def test_every_way_of_choosing_means_the_same(
    desk: Services, named: set[int], less: set[int], few: int, query: str | None
) -> None:
    """However many ids there are, and however they are kept."""
    inside: dict[str | None, set[int]] = {None: set(), "": {1, 2, 3, 4, 5}, "krakow": {1, 3, 5}}
    expected = (named | inside[query]) & set(range(1, 8))
    if query is not None:
        expected -= less
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_chosen, "_FEW", few)
        for held in (tuple(named), frozenset(named), IdSet(named)):
            meant = condition(Desk(desk.store, desk.actor), Chosen(held, query, frozenset(less)))
            with desk.store.reading() as connection:
                rows = connection.execute(f"SELECT l.id FROM lead l WHERE {meant.where}", meant.params).fetchall()
            assert {row[0] for row in rows} == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_that_look_like_something_else_stay_texts_in_very_many_leads(desk: Services, text: str) -> None:
    actions = desk.lead_actions
    actions.few = 0
    every = Chosen((), "")
    actions.set_field(every, "channel", text)
    actions.move(every, "lost", text)
    actions.follow_up(every, desk.store.clock() + timedelta(days=1), text)
    actions.log_contact(every, "call", text)
    lead = desk.leads.get(2)
    assert (lead.channel, lead.lost_reason, lead.follow_up_note) == (text, text, text)
    told = [activity.data for activity in desk.activity.of(Subject("lead", 2))][-4:]
    assert told[0]["changes"] == [["channel", None, text]]
    assert [data.get(key) for data, key in zip(told[1:], ("reason", "note", "text"), strict=True)] == [text] * 3
    for _ in range(4):
        desk.undo.undo()
    lead = desk.leads.get(2)
    assert (lead.channel, lead.lost_reason, lead.follow_up_note, lead.stage) == (None, None, None, "open")
