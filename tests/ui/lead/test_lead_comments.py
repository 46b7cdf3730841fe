"""Comments on the page of a lead, time spent in stages, files that are gone, and a follow-up out of a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.records import Subject
from solartui.screens.dialogs.comment import CommentBox
from solartui.screens.lead.screen import LeadScreen
from tests.desk import add_lead
from tests.ui.desk_app import desk_app

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services
    from tests.conftest import Clock


@pytest.mark.feature("D-27", "B-18")
async def test_a_comment_is_written_with_a_sign_and_a_colour(services: Services, clock: Clock) -> None:
    lead = add_lead(services, city="Łódź")
    clock.forward(days=3, hours=2)
    services.lead_actions.move([lead.id], "contacted")
    async with desk_app(services, size=(120, 36), records={"lead": LeadScreen}) as desk:
        desk.app.open_record("lead", lead.id)
        await desk.on(LeadScreen)
        await desk.press("B")
        await desk.on(CommentBox)
        await desk.press(*"Dog", "tab", *"imp", "enter", *"red", "enter", "ctrl+s")
        await desk.on(LeadScreen)
        await desk.press("right_square_bracket")
        await desk.see("⚠", "Important: Dog", "3 days in Open")
    last = services.activity.of(Subject("lead", lead.id))[-1]
    assert dict(last.data) == {"text": "Dog", "icon": "important", "colour": "red"}


@pytest.mark.feature("B-133", "B-140")
async def test_a_note_becomes_a_follow_up_and_remembers_its_file(services: Services, tmp_path: Path) -> None:
    lead = add_lead(services)
    subject = Subject("lead", lead.id)
    (tmp_path / "roof.txt").write_text("x")
    services.notes.add(subject, "Ask about the roof\nand more", tmp_path / "roof.txt")
    (document,) = services.documents.of(subject)
    services.documents.delete(document)
    async with desk_app(services, size=(100, 30), records={"lead": LeadScreen}) as desk:
        desk.app.open_record("lead", lead.id)
        await desk.on(LeadScreen)
        await desk.press("right_square_bracket", "right_square_bracket")
        await desk.see("roof.txt · removed from the documents")
        await desk.press("z")
        await desk.see("Ask about the roof")
        await desk.press(*"+3d", "enter", "enter")
        await desk.on(LeadScreen)
    after = services.leads.get(lead.id)
    assert after.follow_up_note == "Ask about the roof"
    assert after.next_follow_up is not None
