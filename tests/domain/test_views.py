"""The views of the lead list that are always there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from solartui import i18n
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.domain.query import QueryContext, parse
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.views import SavedView, built_in, built_in_named
from solartui.domain.vocabulary import StageKind

CONTEXT = QueryContext(SEEDED, datetime(2026, 11, 22, tzinfo=UTC), UTC, 1)


@pytest.mark.feature("D-15")
def test_every_filter_of_them_can_be_read_and_no_key_comes_twice() -> None:
    views = built_in(SEEDED, 1)
    assert len({view.key for view in views}) == len(views) == 4 + len(SEEDED)
    for view in views:
        parse(view.query, CONTEXT)
        assert (view.id, view.owner_id, view.columns, view.sort) == (None, None, (), NEWEST_FIRST)


def test_a_desk_without_a_person_has_no_leads_of_its_own() -> None:
    assert [view.key for view in built_in((), None)] == ["all", "unassigned", "archived"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("My leads", "mine"), ("my LEADS ", "mine"), ("mine", "mine"), ("all", "all"), ("ALL LEADS", "all"),
        ("Site visit", "stage:site_visit"), ("stage:lost", "stage:lost"), ("archived", "archived"),
        ("Utracone", None), ("nothing", None), ("", None), ("lost leads", None),
    ],
)  # fmt: skip
def test_they_are_found_by_name_and_key(name: str, key: str | None) -> None:
    found = built_in_named(built_in(SEEDED, 1), name)
    assert (found.key if found else None) == key


def test_in_polish_they_have_polish_names_and_the_english_ones_work_too() -> None:
    i18n.use_language("pl")
    views = built_in(SEEDED, 1)
    assert "Utracone" in [view.name for view in views]
    for name in ("Utracone", "Lost", "stage:lost", "my leads"):
        assert built_in_named(views, name) is not None


def test_a_stage_of_the_admin_is_a_view_as_well() -> None:
    own = Stage("waiting_bank", "Waiting for the bank", "Czeka na bank", StageKind.WORKING, 9, "open", "◇")
    (view,) = (view for view in built_in([own], 1) if view.key.startswith("stage:"))
    assert (view.name, view.query) == ("Waiting for the bank", "stage:waiting_bank")
    parse(view.query, replace(CONTEXT, stages=(own,)))


def test_a_view_has_its_own_order_or_the_usual_one() -> None:
    assert SavedView("x", "").sort == NEWEST_FIRST
    assert SavedView("x", "", Sort("name")).sort == Sort("name")
