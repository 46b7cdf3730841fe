"""Stages that the admin changes are on every page at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.screens.leads.list_screen import LeadListScreen
from tests.desk import add_lead
from tests.ui.desk_app import desk_app

if TYPE_CHECKING:
    from solartui.services.container import Services


@pytest.mark.feature("D-21")
async def test_a_renamed_and_a_new_stage_are_seen_at_once(services: Services) -> None:
    add_lead(services, "Jan Kot", city="Opole")
    async with desk_app(services, size=(170, 30), start=LeadListScreen) as desk:
        await desk.see("Jan Kot", "Open")
        changed = services.stages.edit("open", {"label": "Brand new"})
        desk.app.changes.publish(changed.topics)
        await desk.see("Brand new")
        made = services.stages.add("Quote sent", hue="rose")
        desk.app.changes.publish(made.topics)
        await desk.press("s")
        await desk.see("Quote sent")
        await desk.press("escape", "2")
        await desk.see("Quote sent", "Brand new")
