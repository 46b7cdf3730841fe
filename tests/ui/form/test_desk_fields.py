"""The desk's own lists and fields in the form of a lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.screens.forms.merge import MergeDialog
from solartui.screens.lead.form import LeadForm
from tests.desk import add_lead
from tests.ui.form.support import opened
from tests.ui.support import settle

if TYPE_CHECKING:
    from solartui.services.container import Services


@pytest.mark.feature("D-06", "D-07", "D-18")
async def test_partner_location_and_own_fields_of_a_lead(services: Services) -> None:
    services.organisation.add_entity("location", "West")
    services.fields.add("lead", "Meters", "number")
    lead = add_lead(services, custom={"meters": 1.5})
    async with opened(services, lambda session: LeadForm(session, lead), (120, 36)) as form:
        await settle(form.pilot, lambda: "custom.meters" in form.form.fields)
        assert form.form.touched == []
        await form.enter("partner", "dach")
        await form.enter("location", "wes")
        await form.enter("custom.meters", "x")
        await form.press("ctrl+s")
        assert "is no number" in form.problem("custom.meters")
        await form.enter("custom.meters", "2")
        services.leads.edit(lead.id, {"score": 7, "meters": 3})
        await form.press("ctrl+s", until=lambda: isinstance(form.app.screen, MergeDialog))
        await form.press("left", "ctrl+s", until=lambda: bool(form.answers))
    after = services.leads.get(lead.id)
    assert after.partner is not None
    assert after.location is not None
    assert (after.partner.name, after.location.name) == ("Dach i Spółka", "West")
    assert (after.custom, after.score) == ({"meters": 2.0}, 7)


async def test_empty_lists_are_no_fields(services: Services) -> None:
    async with opened(services, LeadForm, (120, 36)) as form:
        await settle(form.pilot, lambda: "Partner" in form.text)
        assert "Service location" not in form.text
