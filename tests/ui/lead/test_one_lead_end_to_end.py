"""One lead from the list to its project, by keys alone, as a person at the desk does it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from solartui.domain.records import Subject
from solartui.screens.conversion import ConversionDialog
from solartui.screens.lead.screen import LeadScreen
from solartui.screens.leads.list_screen import LeadListScreen
from tests.desk import add_lead, kinds
from tests.ui.desk_app import desk_app

if TYPE_CHECKING:
    from solartui.services.container import Services

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["small", "wide"])
open_desk = partial(desk_app, start=LeadListScreen, records={"lead": LeadScreen})


@SIZES
@pytest.mark.feature("A-08", "B-11", "B-87", "B-110")
async def test_a_lead_is_opened_reviewed_and_written_to(services: Services, size: tuple[int, int]) -> None:
    lead = add_lead(services, "Jan Kowalski", city="Kraków", phones=("601 234 567",), battery=True)
    async with open_desk(services, size=size) as app:
        await app.see("Kowalski")
        await app.press("enter")
        await app.on(LeadScreen)
        await app.see("Summary", "Activities 1", "Notes 0", "601 234 567", "● battery")
        await app.press("n")
        await app.see("No notes yet", "enter save")
        await app.write("ring after six")
        await app.press("enter")
        await app.see("Notes 1", "ring after six")
        await app.press("escape")
        await app.press("right_square_bracket")
        await app.see("Ewa Admin", "Note: ring after six")
        await app.press("right_square_bracket")
        await app.see("ring after six", "Ewa Admin")
        await app.press("escape")
        await app.on(LeadListScreen)
    assert [note.body for note in services.notes.of(Subject("lead", lead.id))] == ["ring after six"]
    assert kinds(services, "lead", lead.id) == ["created", "note_added"]


@SIZES
@pytest.mark.feature("A-09", "B-12", "B-103", "B-111", "B-158", "B-159")
async def test_the_gate_opens_from_list_and_page_and_escape_changes_nothing(
    services: Services, size: tuple[int, int]
) -> None:
    lead = add_lead(services, "Jan Kowalski", city="Kraków", assignee="Anna Nowak")
    before = services.leads.get(lead.id)
    async with open_desk(services, size=size) as app:
        await app.see("Kowalski")
        await app.press("c")
        await app.on(ConversionDialog)
        await app.see("Facility type", "Residential", "On-Grid", "Kraków", "Jan Kowalski", "Anna Nowak")
        await app.press("escape")
        await app.on(LeadListScreen)
        await app.press("enter")
        await app.on(LeadScreen)
        await app.press("c")
        await app.on(ConversionDialog)
        await app.press("escape")
        await app.on(LeadScreen)
    assert services.leads.get(lead.id) == before
    assert services.projects.open_list("").count() == 0
    assert kinds(services, "lead", lead.id) == ["created", "assigned"]
