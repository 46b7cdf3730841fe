"""Calls, mails and visits that are noted down, and what happens to the words when something comes between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Unavailable
from solartui.domain.records import Subject
from solartui.screens.dialogs.log import LogDialog
from solartui.screens.lead.screen import LeadScreen
from tests.ui.lead.conftest import FIRST, SECOND
from tests.ui.lead.test_lead_page import open_lead
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


@pytest.mark.feature("A-08", "A-19", "B-117", "B-119")
async def test_a_visit_is_logged_and_seen_at_once(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app, SECOND)
        await app.press("a")
        await app.on(LogDialog)
        await app.see("Call", "Mail", "Visit", "enter save", "Jan Kowalski")
        await app.press("down", "down")
        await app.write("flat roof, gravel")
        await app.press("enter")
        await app.on(LeadScreen)
        await app.hear("Visit logged: Jan Kowalski – Kraków · u undo")
        await app.see("Visit: flat roof, gravel", "Activities 2")
    newest = desk.activity.of(Subject("lead", SECOND))[-1]
    assert (newest.kind, newest.data["text"], newest.actor) == ("visit", "flat roof, gravel", "Ewa Admin")
    assert newest.contact_id == desk.leads.get(SECOND).contact.id


async def test_words_that_were_left_come_back_and_go_once_they_are_saved(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app)
        await app.press("a")
        await app.on(LogDialog)
        await app.write("asked about")
        await app.press("escape")
        await app.on(LeadScreen)
        await app.press("a")
        await app.see("asked about")
        await app.write(" snow")
        await app.press("enter")
        await app.hear("Call logged: Anna Wiśniewska – Wieliczka · u undo")
        await settle(app.pilot, lambda: desk.drafts.load(f"log:lead:{FIRST}") is None)
    assert desk.activity.of(Subject("lead", FIRST))[-1].data["text"] == "asked about snow"


async def test_a_save_that_is_refused_does_not_cost_the_words(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_arguments: object) -> None:
        raise Unavailable("Somebody else holds the database.")

    async with at_list(desk) as app:
        await open_lead(app)
        await app.press("a")
        await app.on(LogDialog)
        await app.write("long story")
        with monkeypatch.context() as broken:
            broken.setattr(desk.lead_actions, "log_contact", locked)
            await app.press("enter")
            await app.hear("Somebody else holds the database.")
        await app.press("a")
        await app.see("long story")
        await app.press("enter")
        await app.hear("Call logged: Anna Wiśniewska – Wieliczka · u undo")


@pytest.mark.feature("B-52")
async def test_stage_follow_up_and_assignee_change_on_the_page(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app, SECOND)
        await app.press("greater_than_sign")
        await app.see("◔ Contacted 0 days", "→ Stage: Open → Contacted")
        await app.press("z")
        await app.write("+3d")
        await app.see("Thu 26 Nov 09:00")
        await app.press("enter")
        await app.write("measure")
        await app.press("enter")
        await app.see("◷ measure   26 Nov", "Thu 26 Nov 09:00")
        await app.press("d")
        await app.see("No follow-up set.")
        await app.press("w")
        await app.write("north")
        await app.press("enter")
        await app.see("North", "Assigned: nobody → North")
        await app.press("s")
        await app.write("lost")
        await app.press("enter")
        await app.write("too dear")
        await app.press("enter")
        await app.see("✗ Lost 0 days", "Lost because", "too dear")
