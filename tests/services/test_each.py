"""One act on several records: who was changed, who was refused, and what stops all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Cancelled, Invalid, NotFound, Refused
from solartui.services.each import copy_before, each
from solartui.services.watching import watched_by
from tests.desk import VIEWER, at_desk

if TYPE_CHECKING:
    from solartui.services.container import Services


class Onlooker:
    """Whoever looks on, and gives up after some records."""

    def __init__(self, patience: int) -> None:
        self.told: list[tuple[int, int]] = []
        self._patience = patience

    def tell(self, done: int, total: int = 0) -> None:
        self.told.append((done, total))

    def stopped(self) -> bool:
        return len(self.told) > self._patience


def act(number: int) -> bool:
    """Refuses the threes, does not find the fives, and changes the odd ones."""
    if number % 3 == 0:
        raise Refused("a three")
    if number % 5 == 0:
        raise NotFound("a five")
    return number % 2 == 1


def test_the_refused_ones_do_not_stop_the_others(services: Services) -> None:
    with services.store.begin(services.actor) as work:
        outcome = each(work, range(1, 11), act)
    assert outcome.changed == (1, 7)
    assert outcome.refused == ((3, "a three"), (5, "a five"), (6, "a three"), (9, "a three"), (10, "a five"))
    assert outcome.grouped == (("a three", 3), ("a five", 2))


@pytest.mark.parametrize(("number", "problem"), [(3, Refused), (5, NotFound)])
def test_of_one_record_the_refusal_is_told_as_such(services: Services, number: int, problem: type[Exception]) -> None:
    with services.store.begin(services.actor) as work, pytest.raises(problem):
        each(work, [number], act)


def test_of_none_nothing_is_done(services: Services) -> None:
    with services.store.begin(services.actor) as work:
        assert each(work, [], act).changed == ()
        assert each(work, [2], act).changed == ()
        assert each(work, [1], act).changed == (1,)


def test_what_one_of_them_wrote_before_it_was_refused_is_not_kept(services: Services) -> None:
    def write(number: int) -> bool:
        work.raw.execute("UPDATE entity SET name = ? WHERE id = ?", (f"changed {number}", number))
        if number == 2:
            raise Refused("not this one")
        return True

    with services.store.begin(services.actor) as work:
        assert each(work, [1, 2, 3], write).changed == (1, 3)
    names = [entity.name for entity in services.people.entities()]
    assert [name for name in names if name.startswith("changed")] == ["changed 1", "changed 3"]


def test_what_is_wrong_with_the_act_itself_stops_all_of_it(services: Services) -> None:
    def wrong(_number: int) -> bool:
        raise Invalid("no such stage")

    with services.store.begin(services.actor) as work, pytest.raises(Invalid):
        each(work, [1, 2, 3], wrong)


def test_whoever_watches_hears_how_far_it_is_and_may_stop(services: Services) -> None:
    patient, impatient = Onlooker(99), Onlooker(2)
    with services.store.begin(services.actor) as work, watched_by(patient):
        each(work, [1, 7, 11], act)
    assert patient.told == [(0, 3), (1, 3), (2, 3)]
    done: list[int] = []

    def count(number: int) -> bool:
        done.append(number)
        return True

    with services.store.begin(services.actor) as work, watched_by(impatient), pytest.raises(Cancelled):
        each(work, range(100), count)
    assert done == [0, 1]


def test_a_copy_is_kept_before_very_many_are_changed(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[int] = []
    monkeypatch.setattr("solartui.services.backups.backup_before", lambda _desk, _why, count: copied.append(count))
    desk = services._desk
    for count in (1, 1_000, 1_001):
        copy_before(desk, "projects.edit", count)
    assert copied == [1_001]
    with pytest.raises(Exception, match="may not"):
        copy_before(at_desk(services, VIEWER)._desk, "projects.edit", 5_000)
    assert copied == [1_001]
