"""Triage: what is shown of a lead, one key for each decision, looking around, taking back, and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.records import Subject
from solartui.screens.conversion import ConversionDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.lead.screen import LeadScreen
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.triage.screen import TriageScreen
from tests.desk import SALES, at_desk, kinds
from tests.ui.desk_app import desk_app
from tests.ui.support import settle
from tests.ui.triage.conftest import ANNA, BARTEK, CELINA, DAREK, EWA, FILIP, GOSIA, HUBERT, in_triage

if TYPE_CHECKING:
    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp


async def at(app: DeskApp, name: str) -> None:
    """Wait until a lead is shown."""
    await settle(app.pilot, lambda: app.screen.data is not None and app.screen.data.lead.name.startswith(name))
    await settle(app.pilot)
    assert name in app.line("#")


@pytest.mark.feature("B-02", "B-126")
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["small", "normal"])
async def test_a_lead_shows_all_that_matters_for_deciding_about_it(desk: Services, size: tuple[int, int]) -> None:
    async with in_triage(desk, size) as app:
        await app.see("1 of 8", "Bills are")
        for told in (
            "Anna", "#1", "601 234 567", "anna@poczta.example", "ul. Lipowa 8, 32-020 Wieliczka", "○ Open · 3 days",
            "unassigned", "Manual (Entities) · fair", "Residential · On-Grid", "panels, battery", "80 of 100",
            "8 130 kWh / year", "peak Dec", "Contacted  never", "Answer by", "2 h late", "Send the leaflet",
            "1 d late", "Bills are 310 zł a month.", "J K next", "A reached", "Z b snooze",
        ):  # fmt: skip
            assert told in app.text, told


async def test_users_ask_20_from_lead_to_lead_by_one_key_each_without_the_list(desk: Services) -> None:
    async with in_triage(desk) as app:
        await at(app, "Anna")
        await app.press("A")
        await at(app, "Bartek")
        await app.see("2 of 8", "1 decided", "Anna – Wieliczka moved to Contacted")
        await app.press("greater_than_sign")
        await at(app, "Celina")
        await app.press("Z")
        await at(app, "Darek")
        await app.press("b")
        await at(app, "Ewa")
        await app.press("W")
        await at(app, "Filip")
        await app.press("D")
        await at(app, "Gosia")
        await app.press("l")
        await app.on(ChooseDialog)
        await app.press("enter")
        await at(app, "Hubert")
        await app.press("r")
        await app.see("8 leads decided", "Contacted", "Lost", "→ Ewa Admin", "Follow-up set", "Archived")
    leads = [desk.leads.get(number) for number in range(1, 9)]
    assert [lead.stage for lead in leads] == [
        "contacted", "contacted", "open", "open", "assigned", "open", "lost", "lost",
    ]  # fmt: skip
    assert leads[CELINA - 1].next_follow_up is not None
    assert f"{leads[CELINA - 1].next_follow_up:%m-%d}" == "11-24"
    assert f"{leads[DAREK - 1].next_follow_up:%m-%d}" == "11-30"
    assert leads[FILIP - 1].archived
    assert leads[HUBERT - 1].lost_reason == "too expensive"
    assert "call" in kinds(desk, "lead", ANNA)


async def test_keys_faster_than_the_screen_meet_one_lead_each(desk: Services) -> None:
    async with in_triage(desk) as app:
        await at(app, "Anna")
        await app.press("A", "A", "A", "J", "D")
        await at(app, "Filip")
    stages = [desk.leads.get(number).stage for number in range(1, 9)]
    assert stages == ["contacted"] * 3 + ["open"] * 5
    assert [desk.leads.get(number).archived for number in (DAREK, EWA, FILIP)] == [False, True, False]


async def test_looking_around_decides_nothing_and_what_is_refused_stays(desk: Services) -> None:
    async with in_triage(desk, toasts=False) as app:
        await at(app, "Anna")
        await app.press("K")
        await app.hear("This is the first lead.")
        await app.press("J", "J", "K")
        await at(app, "Bartek")
        await app.press("d")
        await app.hear("It is so already")
        await app.press("less_than_sign")
        await app.hear("There is no stage before this one.")
        await at(app, "Bartek")
        await app.press("c")
        await app.on(ConversionDialog)
        await app.press("escape")
        await app.on(TriageScreen)
        await app.press("enter")
        await app.on(LeadScreen)
        await app.press("escape")
        await app.on(TriageScreen)
        await at(app, "Bartek")
        assert "decided" not in app.text
        await app.press("escape")
        await app.on(LeadListScreen)
        assert app.screen.here() == BARTEK
    assert desk.undo.changes(1)[0].kind == "lead.created"


@pytest.mark.feature("B-113", "B-114", "B-115")
async def test_undo_goes_back_to_the_lead_and_redo_does_it_again(desk: Services) -> None:
    async with in_triage(desk) as app:
        await at(app, "Anna")
        await app.press("u")
        await app.hear("Nothing was changed here yet.")
        await app.press("A", "D", "J")
        await at(app, "Darek")
        await app.press("u")
        await at(app, "Bartek")
        await app.see("1 decided")
        assert not desk.leads.get(BARTEK).archived
        await app.press("u")
        await at(app, "Anna")
        assert desk.leads.get(ANNA).stage == "open"
        await app.press("U")
        await settle(app.pilot, lambda: desk.leads.get(ANNA).stage == "contacted")
        await app.see("✓ decided", "1 decided")
        await app.press("full_stop")
        await app.see("Archive", "Assign", "Stage")
        await app.press("escape")


async def test_the_end_tells_what_came_of_it_and_undo_goes_back(desk: Services) -> None:
    async with in_triage(desk, (80, 24)) as app:
        await at(app, "Anna")
        await app.press("A", "J", "Z")
        await at(app, "Darek")
        await app.press("escape")
        await app.see("2 leads decided", "2 looked at only", "u undoes the last decision", "K back to the leads")
        await app.press("Z")
        await app.hear("There is no lead here.")
        app.app.changes.publish(frozenset({"leads"}))
        await settle(app.pilot)
        await app.see("2 leads decided")
        await app.press("K")
        await at(app, "Darek")
        await app.press("escape", "u")
        await at(app, "Celina")
        assert desk.leads.get(CELINA).next_follow_up is None
        await app.press("escape", "enter")
        await app.on(LeadListScreen)
        assert app.screen.here() == CELINA


async def test_what_others_do_meanwhile_is_shown_and_what_vanished_is_passed_over(desk: Services) -> None:
    others = at_desk(desk, SALES)
    async with in_triage(desk) as app:
        await at(app, "Anna")
        others.leads.edit(BARTEK, {"name": "Bartek Nowy"})
        others.lead_actions.delete([CELINA, ANNA])
        app.app.changes.publish(frozenset({"leads"}))
        await at(app, "Bartek Nowy")
        await app.hear("It is passed over.")
        await app.press("J")
        await at(app, "Darek")
        others.notes.add(Subject("lead", DAREK), "Called twice.")
        app.app.changes.publish(frozenset({"notes"}))
        await app.see("Called twice.")


async def test_a_decision_about_what_somebody_else_has_saved_since_is_refused_and_shown(desk: Services) -> None:
    async with in_triage(desk) as app:
        await at(app, "Anna")
        at_desk(desk, SALES).lead_actions.move([ANNA], "lost", "no roof")
        await app.press("A")
        await app.hear("Anna Nowak changed Anna")
        await app.see("✗ Lost", "no roof", "1 of 8")
        await app.press("K", "J")
        await at(app, "Bartek")


async def test_only_the_marked_leads_in_the_order_of_the_list(desk: Services) -> None:
    async with desk_app(desk, start=LeadListScreen) as app:
        await app.see("Hubert")
        await app.press("end", "x", "home", "j", "x", "T")
        await app.on(TriageScreen)
        await app.see("1 of 2", "Bartek")
        await app.press("J")
        await at(app, "Hubert")
        await app.press("A")
        await app.see("1 lead decided")
    assert desk.leads.get(GOSIA).stage == "open"


async def test_notes_and_edits_stay_with_the_lead(desk: Services) -> None:
    async with in_triage(desk) as app:
        await at(app, "Anna")
        await app.press("n")
        await app.write("short")
        await app.press("ctrl+s")
        await app.on(TriageScreen)
        await app.see("≡ short", "1 of 8")
        await app.press("e")
        await app.see("Edit lead")
        await app.press("escape")
        await app.on(TriageScreen)
        await at(app, "Anna")
