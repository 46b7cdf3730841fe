"""Very many leads as one change: what is refused and why, who may, how it is chosen, and stopping half-way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from solartui.domain.errors import Cancelled, Invalid, NotPermitted
from solartui.domain.records import Subject
from solartui.domain.selection import Chosen, IdSet
from solartui.services.container import Services
from solartui.services.watching import call_watched
from solartui.store import bulk_change, chosen
from tests.desk import VIEWER, add_lead, at_desk

ALL = Chosen((), "")


@pytest.fixture
def desk(services: Services) -> Iterator[Services]:
    """Six leads, one archived and one converted; everything is done by SQL, two leads at a time."""
    for number in range(1, 7):
        add_lead(services, f"Jan {number}", city="Kraków" if number % 2 else "Łódź", phones=["601234567"])
    services.lead_actions.archive([3])
    services.conversion.convert(4)
    services.lead_actions.few = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_change, "_CHUNK", 2)
        yield services


class Watcher:
    """Stops the work when so many are done."""

    def __init__(self, at: int) -> None:
        self.told: list[tuple[int, int]] = []
        self._at = at

    def tell(self, done: int, total: int = 0) -> None:
        self.told.append((done, total))

    def stopped(self) -> bool:
        return self.told[-1][0] >= self._at


def test_the_result_says_how_many_were_refused_for_each_reason(desk: Services) -> None:
    moved = desk.lead_actions.move(Chosen.of([1, 2, 3, 4, 5, 99, 100]), "contacted")
    assert sorted(moved.value.changed) == [1, 2, 5]
    assert moved.value.grouped == (
        ("The lead is gone.", 2),
        ("The lead is archived. Bring it back first.", 1),
        ("The lead was converted and has a project. It stays converted.", 1),
    )
    assert sorted(number for number, _ in moved.value.refused) == [3, 4]
    change = desk.undo.last()
    assert change is not None
    assert (change.id, change.kind, change.rows, change.data["count"]) == (moved.change_id, "lead.moved", 3, 3)
    lost = desk.lead_actions.move(ALL, "lost")
    assert (lost.change_id, lost.topics) == (None, frozenset())
    assert lost.value.grouped == (("A lost lead needs a reason.", 5),)


def test_leads_are_chosen_by_filter_by_ids_and_by_very_many_ids(
    desk: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_filter = desk.lead_actions.set_field(Chosen((), "krakow", frozenset({1})), "score", "7")
    assert sorted(by_filter.value.changed) == [5]
    both = desk.lead_actions.set_field(Chosen((6, 3), "krakow", frozenset({1})), "score", 8)
    assert sorted(both.value.changed) == [3, 5, 6]
    monkeypatch.setattr(chosen, "_FEW", 1)
    many = desk.lead_actions.set_field(Chosen(IdSet([1, 2, 6, 70])), "score", 9)
    assert sorted(many.value.changed) == [1, 2, 6]
    assert desk.lead_actions.stages_of(Chosen(frozenset({1, 4}))) == {"open", "converted"}
    with pytest.raises(Invalid):
        desk.lead_actions.archive(Chosen((), "stage:nowhere"))


@pytest.mark.parametrize(
    "act",
    [
        lambda s: s.lead_actions.move(ALL, "contacted"),
        lambda s: s.lead_actions.assign(ALL, "anna"),
        lambda s: s.lead_actions.delete(ALL),
        lambda s: s.lead_actions.archive(ALL),
        lambda s: s.lead_actions.set_field(ALL, "score", 1),
        lambda s: s.lead_actions.follow_up(ALL, s.store.clock() + timedelta(days=1)),
        lambda s: s.lead_actions.log_contact(ALL, "call"),
    ],
)
def test_who_may_not_change_one_lead_may_not_change_many(desk: Services, act: Callable[[Services], object]) -> None:
    viewer = at_desk(desk, VIEWER)
    viewer.lead_actions.few = 0
    with pytest.raises(NotPermitted):
        act(viewer)


def test_a_field_is_set_only_where_that_makes_sense_for_many(desk: Services) -> None:
    for field, value in (("name", "Jan"), ("source", "company_leadgen"), ("score", 101), ("type", "castle")):
        with pytest.raises(Invalid):
            desk.lead_actions.set_field(ALL, field, value)
    with pytest.raises(Invalid, match="cannot be empty"):
        desk.lead_actions.set_field(ALL, "type", None)
    assert desk.leads.open_list("targi").count() == 0
    desk.lead_actions.set_field(ALL, "channel", "Targi Kraków")
    assert desk.leads.open_list("targi").count() == 5
    desk.undo.undo()
    assert desk.leads.open_list("targi").count() == 0


def test_it_tells_how_far_it_is_and_is_stopped_with_nothing_done(desk: Services) -> None:
    before = [desk.leads.get(number) for number in range(1, 7)]
    watcher = Watcher(at=4)
    with pytest.raises(Cancelled, match="Nothing was changed"):
        call_watched(watcher, desk.lead_actions.archive, ALL)
    assert watcher.told == [(0, 5), (2, 5), (4, 5)]
    assert [desk.leads.get(number) for number in range(1, 7)] == before
    assert len(desk.activity.of(Subject("lead", 1))) == 1
    done = desk.lead_actions.archive(ALL)
    watcher = Watcher(at=1)
    with pytest.raises(Cancelled):
        call_watched(watcher, desk.undo.undo, done.change_id)
    assert desk.leads.open_list("").count() == 0
    desk.undo.undo(done.change_id)
    assert desk.leads.open_list("").count() == 5


def test_own_fields_are_set_for_more_leads_than_sql_would_go_through(desk: Services) -> None:
    desk.fields.add("lead", "Meters", "number", key="meters")
    desk.lead_actions.few = 2
    done = desk.lead_actions.set_field(Chosen((), "", frozenset({1})), "custom.meters", "2,5")
    first, *others = done.value.changed
    assert len(others) > 2
    assert desk.leads.get(first).custom == {"meters": 2.5}
    assert done.change_id is not None
    desk.undo.undo(done.change_id)
    assert desk.leads.get(first).custom == {}
    with pytest.raises(Invalid, match="Meters: many is no number"):
        desk.lead_actions.set_field(ALL, "custom.meters", "many")
