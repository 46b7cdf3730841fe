"""How an import goes on: watched, stopped, in chunks, and with all of it decided first where it is large."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Cancelled
from solartui.domain.importing.rows import RowDraft
from solartui.services.import_decision import Decision, Fate
from solartui.services.import_options import ImportOptions
from solartui.services.import_progress import SELDOM, Watch, kept_aside, seldom_collected
from tests.services.importing.sheets import counts, hold, source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-68")

HEADINGS = "Klient;E-mail;Miasto"
ROWS = [(f"Osoba {number}", f"o{number}@x.pl", "Łódź") for number in range(1_203)]


@pytest.mark.parametrize(("passes", "told"), [(1, [300, 600, 900]), (2, [150, 300, 450])])
def test_progress_ends_at_the_end_however_often_rows_are_gone_through(passes: int, told: list[int]) -> None:
    seen: list[tuple[int, int]] = []
    watch = Watch(lambda done, total: seen.append((done, total)), lambda: False, 900, passes)
    for _ in range(3):
        watch.add(300)
    assert seen == [(done, 900) for done in told]


def test_whoever_stops_is_heard() -> None:
    with pytest.raises(Cancelled):
        Watch(lambda done, total: None, lambda: True, 1).look()


def test_decisions_that_wait_in_a_file_come_back_as_they_were() -> None:
    decided = [[Decision(RowDraft(number, {"email": ("a@x.pl",)}), Fate.NEW)] for number in range(1, 4)]
    with kept_aside(decided) as kept:
        assert list(kept) == decided
    with kept_aside(decided[:0]) as kept:
        assert list(kept) == []


def test_all_is_decided_before_the_first_comes_back() -> None:
    made: list[int] = []

    def decided() -> Iterator[list[Decision]]:
        for number in range(1, 4):
            made.append(number)
            yield [Decision(RowDraft(number), Fate.SKIPPED)]

    with kept_aside(decided()) as kept:
        assert made == [1, 2, 3]
        assert next(kept)[0].draft.number == 1


def test_the_collector_is_as_it_was_afterwards() -> None:
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() == (SELDOM, *before[1:])
        with seldom_collected():
            assert gc.isenabled()
        assert gc.get_threshold() == (SELDOM, *before[1:])
    assert gc.get_threshold() == before
    with pytest.raises(ZeroDivisionError), seldom_collected():
        _ = 1 / 0
    assert gc.get_threshold() == before


@pytest.mark.parametrize("everything", [True, False])
def test_a_large_sheet_is_brought_in_and_taken_back_either_way(
    services: Services, monkeypatch: pytest.MonkeyPatch, *, everything: bool
) -> None:
    hold(monkeypatch, everything=everything)
    seen: list[int] = []
    report = services.imports.apply(source(services, HEADINGS, *ROWS), progress=lambda done, _: seen.append(done)).value
    assert counts(report) == {"rows": 1_203, "new": 1_203}
    assert seen == sorted(seen)
    assert seen[-1] == 1_203
    assert services.leads.open_list("").count() == 1_203
    assert services.leads.open_list("o1202").count() == 1
    assert counts(services.imports.apply(source(services, HEADINGS, *ROWS)).value) == {
        "rows": 1_203, "unchanged": 1_203, "linked": 1_203,
    }  # fmt: skip
    services.undo.undo()
    assert services.leads.open_list("").count() == 0


@pytest.mark.parametrize("everything", [True, False])
@pytest.mark.parametrize("looks", [1, 700, 1_200])
def test_stopped_at_any_moment_nothing_is_there(
    services: Services, monkeypatch: pytest.MonkeyPatch, *, everything: bool, looks: int
) -> None:
    hold(monkeypatch, everything=everything)
    left = looks

    def stop() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    with pytest.raises(Cancelled):
        services.imports.apply(source(services, HEADINGS, *ROWS), cancelled=stop)
    assert services.leads.open_list("").count() == 0
    assert services.contacts.open_list("").count() == 0


def test_rows_left_out_by_hand_wait_with_the_others(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, everything=False)
    options = ImportOptions(excluded=frozenset({3}))
    report = services.imports.apply(source(services, HEADINGS, *ROWS[:3]), options).value
    assert counts(report) == {"rows": 3, "new": 2, "skipped": 1}
