"""The decisions of triage that ask something, and what a person may not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.records import Subject
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.follow_up import FollowUpDialog
from solartui.screens.dialogs.log import LogDialog
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.triage.screen import TriageScreen
from solartui.services import triage
from solartui.widgets.triage.card import TriageCard
from tests.desk import VIEWER, add_lead, at_desk
from tests.ui.desk_app import OpenedContact, desk_app
from tests.ui.support import settle
from tests.ui.triage.conftest import ANNA, BARTEK, CELINA, DAREK, in_triage
from tests.ui.triage.test_triage import at

if TYPE_CHECKING:
    from solartui.services.container import Services


async def test_lost_for_a_reason_that_is_typed_to_or_written(desk: Services) -> None:
    async with in_triage(desk) as app:
        await at(app, "Anna")
        await app.press("l")
        await app.on(ChooseDialog)
        await app.write("roof")
        await app.press("enter")
        await at(app, "Bartek")
        await app.press("l")
        dialog = await app.on(ChooseDialog)
        assert "▌" in app.line("roof or site does not suit")
        assert dialog is not None
        await app.write("another")
        await app.press("enter")
        await app.on(AskDialog)
        await app.write("moved away")
        await app.press("enter")
        await at(app, "Celina")
        await app.press("l")
        await app.on(ChooseDialog)
        assert "▌" in app.line("moved away")
        await app.press("escape")
        await app.on(TriageScreen)
        await at(app, "Celina")
    reasons = [desk.leads.get(number).lost_reason for number in (ANNA, BARTEK, CELINA)]
    assert reasons == ["roof or site does not suit", "moved away", None]


async def test_decisions_that_ask_go_on_once_they_are_answered(desk: Services) -> None:
    async with in_triage(desk) as app:
        await at(app, "Anna")
        await app.press("a")
        await app.on(LogDialog)
        await app.press("escape")
        await app.on(TriageScreen)
        await at(app, "Anna")
        await app.press("a")
        await app.on(LogDialog)
        await app.write("rang twice")
        await app.press("ctrl+s")
        await at(app, "Bartek")
        await app.press("z")
        await app.on(FollowUpDialog)
        await app.write("+3d")
        await app.press("ctrl+s")
        await at(app, "Celina")
        await app.press("w")
        await app.on(ChooseDialog)
        await app.write("piotr")
        await app.press("enter")
        await at(app, "Darek")
        await app.press("s")
        await app.on(ChooseDialog)
        await app.write("closed")
        await app.press("enter")
        await at(app, "Ewa")
        await app.see("4 decided")
    assert [desk.activity.of(Subject("lead", ANNA))[-1].data["text"]] == ["rang twice"]
    assert f"{desk.leads.get(BARTEK).next_follow_up:%m-%d}" == "11-26"
    carrier = desk.leads.get(CELINA).assignee
    assert carrier is not None
    assert carrier.name == "Piotr Żak"
    assert desk.leads.get(DAREK).stage == "closed"


async def test_a_snooze_keeps_what_the_follow_up_is_about(desk: Services) -> None:
    async with in_triage(desk) as app:
        await at(app, "Anna")
        await app.press("Z")
        await at(app, "Bartek")
    assert desk.leads.get(ANNA).follow_up_note == "Send the leaflet"


async def test_converting_stays_in_triage(desk: Services) -> None:
    async with in_triage(desk) as app:
        await at(app, "Anna")
        await app.press("W")
        await at(app, "Bartek")
        await app.press("K", "c")
        await app.see("Convert")
        await app.press("ctrl+s")
        await at(app, "Bartek")
        await app.see("converted to a project")
        await app.press("escape")
        await app.see("Converted", "→ Ewa Admin")
    assert desk.leads.get(ANNA).converted


async def test_who_may_only_look_looks(desk: Services) -> None:
    viewer = at_desk(desk, VIEWER)
    viewer.views.used(viewer.views.get("all"))
    async with desk_app(viewer, start=LeadListScreen, may=lambda _capability: False) as app:
        await app.see("Hubert")
        await app.press("T")
        await app.on(TriageScreen)
        await app.see("of 8")
        first = app.screen.data.lead.id
        await app.press("A")
        await app.hear("Your role may not do this.")
        await app.press("J")
        await settle(app.pilot, lambda: app.screen.data.lead.id != first)
        await app.press("escape")
        await app.on(LeadListScreen)


async def test_more_leads_are_taken_before_the_end_is_reached(desk: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triage, "PAGE", 2)
    monkeypatch.setattr("solartui.domain.triage.AHEAD", 1)
    async with in_triage(desk, (80, 24)) as app:
        await at(app, "Anna")
        assert len(app.screen.round.queue.taken) == 2
        await app.press("D", "D", "J", "J", "J", "J", "J")
        await at(app, "Hubert")
        await app.press("J")
        await app.see("2 leads decided", "6 looked at only")


async def test_an_empty_list_cannot_be_gone_through(services: Services) -> None:
    services.views.used(services.views.get("all"))
    async with desk_app(services, start=LeadListScreen) as app:
        await app.see("No leads yet.")
        await app.press("T")
        await app.hear("There is nothing here yet.")
        assert isinstance(app.screen, LeadListScreen)


async def test_hints_help_and_the_mouse(desk: Services) -> None:
    add_lead(desk, "Zenon")
    async with desk_app(desk, start=LeadListScreen, size=(120, 36)) as app:
        await app.see("Zenon")
        await app.press("T")
        await app.on(TriageScreen)
        await at(app, "Anna")
        await app.press("question_mark")
        await app.see("One lead after the other", "Log a call; an open lead moves to Contacted.")
        await app.press("escape")
        await app.on(TriageScreen)
        card = app.screen.card
        assert isinstance(card, TriageCard)
        zone = next(zone for zone in card.zones if zone.name.startswith("copy:601"))
        await app.pilot.click(card, offset=(zone.start + 1, zone.y))
        await app.hear("601 234 567")
        zone = next(zone for zone in card.zones if zone.name == "lead.stage")
        await app.pilot.click(card, offset=(zone.start + 1, zone.y))
        await app.on(ChooseDialog)
        await app.press("escape")
        await app.on(TriageScreen)
        await app.press("p")
        await app.on(OpenedContact)
