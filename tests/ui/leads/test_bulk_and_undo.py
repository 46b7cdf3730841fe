"""Mark several, then act; undo, redo, and the list that shows what undo will bring back."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from solartui.screens import watched
from solartui.screens.dialogs.progress import ProgressDialog
from solartui.screens.dialogs.undo_list import UndoListDialog, UndoPreviewDialog
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.services import bulk, watching
from tests.desk import SALES, add_lead, at_desk
from tests.ui.leads.conftest import ANNA, JAN, MARIA, ZOLC
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]

# Requests of people who work in terminals: row 33.


@pytest.mark.feature("B-113", "B-114", "B-115")
async def test_users_ask_33_several_are_marked_then_acted_on_and_redone(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("ctrl+x")
        await app.see("6 marked")
        await app.press("x")
        await app.see("5 marked")
        await app.press("equals_sign")
        await app.see("Which field", "5 leads")
        await app.write("score")
        await app.press("enter")
        await app.see("nothing empties the field")
        await app.write("77")
        await app.press("enter")
        await app.hear("5 leads edited: Score · u undo")
        scores = [desk.leads.get(number).score for number in range(1, 7)]
        assert scores.count(77) == 5
        await app.press("u")
        await app.hear("Taken back: 5 leads edited: Score · U redo")
        assert desk.leads.get(JAN).score != 77
        await app.press("U")
        await app.hear("Done again: 5 leads edited: Score · u undo")
        assert [desk.leads.get(number).score for number in range(1, 7)] == scores
        await app.press("U")
        await app.hear("There is nothing to do again.")


async def test_users_ask_33_an_accidental_second_u_undoes_the_change_before_and_redo_brings_both_back(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("greater_than_sign")
        await app.hear("Maria Dudek – Perth moved to Contacted")
        await app.press("D")
        await app.hear("archived")
        await app.press("u")
        await app.hear("Taken back: Maria Dudek – Perth archived")
        await app.press("u")
        await app.hear("Taken back: Maria Dudek – Perth moved to Contacted")
        assert (desk.leads.get(MARIA).stage, desk.leads.get(MARIA).archived) == ("open", False)
        await app.press("U")
        await app.hear("Done again: Maria Dudek – Perth moved to Contacted")
        await app.press("U")
        await app.hear("Done again: Maria Dudek – Perth archived")
        assert (desk.leads.get(MARIA).stage, desk.leads.get(MARIA).archived) == ("contacted", True)


async def test_users_ask_33_undo_shows_what_it_will_revert_and_why_it_cannot(desk: Services, at_list: AtList) -> None:
    desk.lead_actions.move([ANNA], "closed")
    desk.lead_actions.move([MARIA, ZOLC], "site_visit")
    at_desk(desk, SALES).lead_actions.move([ANNA], "open")
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("ctrl+u")
        await app.on(UndoListDialog)
        await app.see("What can be undone", "2 leads moved to Site visit", "Anna Nowak changed the stage")
        await app.write("2 leads")
        await app.press("enter")
        await app.on(UndoPreviewDialog)
        await app.see("Ewa Admin", "Lead #", "Stage: Site visit → Open")
        await app.press("escape")
        await app.on(UndoListDialog)
        assert desk.leads.get(MARIA).stage == "site_visit"
        await app.write("2 leads")
        await app.press("enter")
        await app.on(UndoPreviewDialog)
        await app.press("enter")
        await app.hear("Taken back: 2 leads moved to Site visit")
        assert desk.leads.get(MARIA).stage == "open"


async def test_long_work_shows_a_bar_and_escape_stops_it_with_nothing_done(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, go_on, told = Event(), Event(), watching.progress

    def slow(done: int, total: int) -> None:
        looked.set()
        go_on.wait(10)
        told(done, total)

    monkeypatch.setattr(bulk, "progress", slow)
    desk.lead_actions.few = 1
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("ctrl+x")
        await app.see("6 marked")
        await app.press("D")
        await settle(app.pilot, looked.is_set)
        await app.on(ProgressDialog)
        await app.press("escape")
        await app.see("stopping")
        go_on.set()
        await app.hear("Stopped. Nothing was changed.")
        await app.on(LeadListScreen)
        assert not any(desk.leads.get(number).archived for number in range(1, 7))
        assert desk.undo.last_undone() is None
        await app.see("6 marked")


async def test_what_became_of_very_long_work_can_be_read_for_a_minute(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, float]] = []

    def note(_page: LeadListScreen, message: str, *, timeout: float, **_how: object) -> None:
        said.append((message, timeout))

    monkeypatch.setattr(LeadListScreen, "notify", note)
    desk.lead_actions.few = 1
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("ctrl+x", "D")
        await settle(app.pilot, lambda: len(said) == 1)
        monkeypatch.setattr(watched, "TEDIOUS", 0)
        await app.press("u")
        await settle(app.pilot, lambda: len(said) == 2)
    assert [(text.split(" · ")[0], seconds) for text, seconds in said] == [
        ("6 leads archived", 4), ("Taken back: 6 leads archived", 60),
    ]  # fmt: skip


async def test_marking_all_means_the_leads_of_that_moment(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("ctrl+x")
        await app.see("6 marked")
        await settle(app.pilot, lambda: app.screen.marks.chosen().query is None)
        late = add_lead(at_desk(desk, SALES), "Nowa", city="Sopot")
        app.app.changes.publish(frozenset({"leads"}))
        await app.see("7")
        await app.press("e")
        await app.see("Which field", "6 leads")
        await app.write("batt")
        await app.press("enter")
        await app.see("Battery", "yes", "no")
        await app.press("enter")
        await app.hear("leads edited: Battery")
        assert desk.leads.get(late.id).battery is False
        assert app.screen.marks.count == 6
        await app.press("full_stop")
        await app.see("What to do", "6 leads", "one lead at a time")
        await app.press("escape")
        await app.press("r")
        await app.hear("It is so already; nothing was changed.")


async def test_what_is_refused_is_counted_by_its_reason(desk: Services, at_list: AtList) -> None:
    desk.lead_actions.archive([ANNA])
    desk.lead_actions.few = 1
    async with at_list(desk, size=(120, 36)) as app:
        await app.see("Żółć")
        await app.press("slash")
        await app.write("archived:any")
        await app.press("enter", "ctrl+x")
        await app.see("6 marked")
        await app.press("s")
        await app.see("Site visit")
        await app.write("lost")
        await app.press("enter")
        await app.see("Why was it lost?")
        await app.write("no roof")
        await app.press("enter")
        await app.hear("leads moved to Lost")
        await app.hear("1 lead was not changed: The lead is archived. Bring it back first.")
        await app.press("less_than_sign")
        await app.hear("different stages")


async def test_owner_and_empty_values_are_set_for_all(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("x", "x", "equals_sign")
        await app.see("Which field", "2 leads")
        await app.write("owner")
        await app.press("enter")
        await app.see("nobody")
        await app.write("anna")
        await app.press("enter")
        await app.hear("2 leads edited: Owner")
        owner = desk.leads.get(MARIA).owner
        assert owner is not None
        assert owner.name == "Anna Nowak"
        await app.press("equals_sign")
        await app.write("score")
        await app.press("enter")
        await app.write("200")
        await app.press("enter")
        await app.see("100")
        await app.press("escape")
        await app.on(LeadListScreen)
        await app.press("equals_sign")
        await app.write("grid")
        await app.press("enter")
        await app.see("Off-Grid")
        await app.write("off")
        await app.press("enter")
        await app.hear("2 leads edited: Grid connection")
        assert desk.leads.get(MARIA).grid_connection == "off_grid"


async def test_own_fields_are_set_for_all_like_any_other(desk: Services, at_list: AtList) -> None:
    desk.fields.add("lead", "Roof [kind]", "choice", key="roof", choices=["Tiles", "Metal"], required=True)
    desk.fields.add("lead", "Meters", "number", key="meters")
    desk.fields.add("lead", "Shaded", "yes_no", key="shaded")
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("x", "x", "equals_sign")
        await app.write("roof")
        await app.see("Roof [kind]")
        await app.press("enter")
        await app.see("Tiles", "Metal")
        assert "none" not in app.text
        await app.write("met")
        await app.press("enter")
        await app.hear("2 leads edited: Roof [kind]")
        assert desk.leads.get(MARIA).custom == {"roof": "Metal"}
        await app.press("equals_sign")
        await app.write("meters")
        await app.press("enter")
        await app.write("many")
        await app.press("enter")
        await app.see("is no number")
        await app.press(*["backspace"] * 4)
        await app.write("1 200,5")
        await app.press("enter")
        await app.hear("2 leads edited: Meters")
        assert desk.leads.get(MARIA).custom["meters"] == 1200.5
        await app.press("equals_sign")
        await app.write("shaded")
        await app.press("enter")
        await app.see("yes", "no", "none")
        await app.write("no")
        await app.press("enter")
        await app.hear("2 leads edited: Shaded")
        assert desk.leads.get(MARIA).custom["shaded"] is False


async def test_redo_says_who_stands_in_its_way(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("greater_than_sign")
        await app.hear("moved to Contacted")
        await app.press("u")
        await app.hear("Taken back")
        at_desk(desk, SALES).lead_actions.move([MARIA], "site_visit")
        await app.press("U")
        await app.hear("Not done again: Anna Nowak changed the stage of lead")
        assert desk.leads.get(MARIA).stage == "site_visit"


async def test_a_key_right_behind_marking_all_means_all(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.press("ctrl+x", "D")
        await app.hear("6 leads archived · u undo")
        await app.press("u")
        await app.hear("Taken back: 6 leads archived")
        await app.see("6 marked")
