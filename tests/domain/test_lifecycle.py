"""From stage to stage, by hand and by rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solartui.domain.errors import Refused
from solartui.domain.lifecycle import check_move, check_target, neighbour, stage_when_assigned, stamps_contact
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.vocabulary import StageKind

STAGES = {stage.key: stage for stage in SEEDED}
OWN = Stage("waiting", "Waiting", "Czeka", StageKind.WORKING, 3, "open", "○", active=False)


def move(current: str, target: str, reason: str | None = None, **state: bool) -> bool:
    given = {"archived": False, "has_projects": False} | state
    return check_move(STAGES[current], STAGES[target], reason, **given)


@pytest.mark.feature("B-52", "B-48", "B-51")
@pytest.mark.parametrize("current", STAGES)
@pytest.mark.parametrize("target", ["open", "contacted", "assigned", "site_visit", "closed"])
def test_leads_move_freely_among_ordinary_stages(current: str, target: str) -> None:
    assert move(current, target) is (current != target)


@pytest.mark.feature("B-49")
def test_only_conversion_converts() -> None:
    with pytest.raises(Refused, match="by converting the lead"):
        move("open", "converted")
    with pytest.raises(Refused, match="by converting the lead"):
        check_target(STAGES["converted"], "because")


@pytest.mark.feature("B-50")
def test_a_lost_lead_has_a_reason() -> None:
    with pytest.raises(Refused, match="needs a reason") as caught:
        move("open", "lost")
    assert caught.value.missing == ("reason",)
    with pytest.raises(Refused):
        move("open", "lost", "")
    assert move("open", "lost", "too expensive")


def test_the_stage_it_has_is_nothing_to_do_whatever_else_holds() -> None:
    assert not move("lost", "lost")
    assert not move("converted", "converted", has_projects=True)
    assert not move("open", "open", archived=True)


def test_archived_leads_stay_where_they_are() -> None:
    with pytest.raises(Refused, match="archived"):
        move("open", "contacted", archived=True)


def test_a_converted_lead_with_projects_stays_converted() -> None:
    with pytest.raises(Refused, match="stays converted"):
        move("converted", "open", has_projects=True)
    assert move("converted", "open")


@pytest.mark.feature("D-21")
def test_a_stage_out_of_use_takes_no_lead() -> None:
    with pytest.raises(Refused, match="no longer in use"):
        check_move(STAGES["open"], OWN, None, archived=False, has_projects=False)
    assert check_move(OWN, STAGES["open"], None, archived=False, has_projects=False)


@pytest.mark.feature("B-52")
@pytest.mark.parametrize(
    ("current", "step", "expected"),
    [
        ("open", 1, "contacted"),
        ("contacted", 1, "assigned"),
        ("assigned", 1, "site_visit"),
        ("site_visit", 1, None),
        ("site_visit", -1, "assigned"),
        ("open", -1, None),
        ("converted", -1, "site_visit"),
        ("lost", -1, "site_visit"),
        ("lost", 1, None),
        ("gone", 1, None),
    ],
)
def test_one_step_on_or_back_skips_the_ends(current: str, step: int, expected: str | None) -> None:
    found = neighbour(SEEDED, current, step)
    assert (found.key if found else None) == expected


def test_steps_leave_out_stages_that_are_not_in_use() -> None:
    stages = (SEEDED[0], SEEDED[1], OWN, SEEDED[2])
    found = neighbour(stages, "contacted", 1)
    assert found is SEEDED[2]
    assert neighbour(stages, "waiting", 1) is SEEDED[2]


@pytest.mark.feature("B-47")
def test_an_open_lead_that_is_assigned_becomes_assigned() -> None:
    assert stage_when_assigned(SEEDED, "open") is STAGES["assigned"]
    assert stage_when_assigned(SEEDED, "contacted") is None
    assert stage_when_assigned(SEEDED, "gone") is None
    without = tuple(replace(stage, active=False) if stage.key == "assigned" else stage for stage in SEEDED)
    assert stage_when_assigned(without, "open") is None


@pytest.mark.feature("B-46")
def test_contacted_stamps_the_time() -> None:
    assert [stage.key for stage in SEEDED if stamps_contact(stage)] == ["contacted"]
