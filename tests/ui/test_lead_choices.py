"""What can be chosen for a lead: stages with the reason against each, people, and texts to copy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from solartui.domain.leads import Address
from solartui.domain.people import SYSTEM, Actor, Assignee
from solartui.domain.stages import SEEDED
from solartui.domain.vocabulary import AssigneeKind, Role
from solartui.screens.lead_choices import (
    assignee_chosen,
    assignee_id,
    assignee_items,
    copy_items,
    position_text,
    stage_items,
)
from solartui.widgets.pick_list import PickItem
from tests.ui.test_preview import lead
from tests.ui.widgets.drawn import HOSTILE, is_plain

ME = Actor(1, 70_001, "Ewa Admin", Role.ADMIN)
EWA = Assignee(AssigneeKind.USER, 1, "Ewa Admin")
ANNA = Assignee(AssigneeKind.USER, 3, "Anna Nowak")
NORTH = Assignee(AssigneeKind.TEAM, 3, "North")
ROOFERS = Assignee(AssigneeKind.PARTNER, 4, "Dach i Spółka")


def words(item: PickItem) -> str:
    """What a line says."""
    return " ".join("".join(text for text, _ in (*item.left, *item.right)).split())


def possible(items: list[PickItem]) -> list[str]:
    """The ids of the lines that can be chosen."""
    return [item.id for item in items if item.enabled and not item.heading]


@pytest.mark.feature("B-45", "B-46", "B-47", "B-48", "B-49", "B-50", "B-51", "B-114")
def test_all_stages_are_offered_in_their_order_but_the_converted_one() -> None:
    items = stage_items(SEEDED, lead(stage="open"), "c")
    assert [item.id for item in items] == [stage.key for stage in SEEDED]
    assert possible(items) == ["open", "contacted", "assigned", "site_visit", "lost", "closed"]
    assert words(items[0]) == "○ Open now"
    assert words(items[4]) == "✓ Converted c converts"


@pytest.mark.parametrize(
    ("changes", "can", "why"),
    [
        ({"stage": "lost"}, ["open", "contacted", "assigned", "site_visit", "lost", "closed"], ""),
        ({"stage": "open", "archived": True}, ["open"], "The lead is archived"),
        ({"stage": "converted", "projects": (object(),)}, ["converted"], "The lead was converted and has"),
        ({"stage": "converted"}, ["open", "contacted", "assigned", "site_visit", "converted", "lost", "closed"], ""),
    ],
)
def test_a_stage_that_a_rule_forbids_says_why(changes: dict[str, Any], can: list[str], why: str) -> None:
    items = stage_items(SEEDED, lead(**changes), "c")
    assert possible(items) == can
    if why:
        assert all(why[:30] in words(item) for item in items if not item.enabled and item.id != "converted")


def test_several_leads_go_as_far_as_each_may() -> None:
    assert possible(stage_items(SEEDED, None, "c")) == [s.key for s in SEEDED if s.key != "converted"]


def test_a_stage_that_is_no_longer_used_is_not_offered() -> None:
    stages = [replace(stage, active=stage.key != "assigned") for stage in reversed(SEEDED)]
    offered = [item.id for item in stage_items(stages, lead(stage="open"), "c")]
    assert offered == ["open", "contacted", "site_visit", "converted", "lost", "closed"]


@pytest.mark.feature("B-74", "B-113")
def test_whoever_can_carry_a_lead_is_offered_once_under_its_kind() -> None:
    items = assignee_items([NORTH, ANNA, EWA, ROOFERS], ME)
    assert [words(item) for item in items] == [
        "Ewa Adminme", "nobody", "User", "Anna Nowak", "Team", "North", "Partner", "Dach i Spółka"
    ]  # fmt: skip
    assert [item.id for item in items if item.heading] == ["", "", ""]
    for who in (EWA, ANNA, NORTH, ROOFERS):
        assert assignee_chosen(assignee_id(who), [NORTH, ANNA, EWA, ROOFERS]) == who
    assert assignee_chosen(assignee_id(None), [NORTH]) is None


def test_the_program_itself_is_not_offered() -> None:
    assert [words(item) for item in assignee_items([ANNA], SYSTEM)] == ["nobody", "User", "Anna Nowak"]


def test_everything_that_can_be_pasted_somewhere_is_offered() -> None:
    items = copy_items(lead(latitude=49.98738, longitude=20.06473))
    said = {words(item).split()[0]: item.id for item in items}
    assert said["Phone"] == "+48 601 234 567"
    assert said["Mail"] == "anna@poczta.pl"
    assert said["Name"] == "Zajazd pod Lipą"
    assert said["Position"] == "49.98738, 20.06473"
    assert "49.98738" in said["Map"]
    assert said["Everything"].startswith("Zajazd pod Lipą · Anna Wiśniewska · +48 601 234 567")


def test_what_is_not_known_is_not_offered() -> None:
    bare = lead(address=Address(), latitude=None, longitude=None)
    assert not {"Address", "Position"} & {words(item).split()[0] for item in copy_items(bare)}
    assert position_text(bare) == ""


@pytest.mark.parametrize("text", [text for text in HOSTILE if text], ids=range(len(HOSTILE) - 1))
def test_hostile_names_are_only_text(text: str) -> None:
    who = replace(ANNA, name=text)
    address = Address(text, text, text, text, text)
    for item in (*assignee_items([who], replace(ME, name=text)), *copy_items(lead(name=text, address=address))):
        assert is_plain(words(item))
