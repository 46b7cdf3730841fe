"""The use on a bill becomes the average of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.screens.lead.bill import BillBox
from solartui.screens.lead.form import LeadForm
from tests.desk import add_lead
from tests.ui.form.support import OpenForm, opened
from tests.ui.support import settle

if TYPE_CHECKING:
    from solartui.services.container import Services


async def open_bill(form: OpenForm[LeadForm]) -> BillBox:
    """Open the box from the field of the use."""
    await form.go("monthly_kwh")
    assert "f4 choose" in form.text
    await form.press("f4", until=lambda: isinstance(form.app.screen, BillBox))
    await settle(form.pilot)
    assert isinstance(form.app.screen, BillBox)
    return form.app.screen


@pytest.mark.feature("B-82")
async def test_a_bill_gives_the_average(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, lambda session: LeadForm(session, lead), (80, 24)) as form:
        await open_bill(form)
        await form.type("800")
        await form.press("enter")
        await form.type("1.06")
        await form.press("enter")
        await form.type("1.08", until=lambda: "kWh a month" in form.text)
        assert "Mon 1 Jun" in form.text
        await form.press("ctrl+s", until=lambda: form.app.screen is form.form)
        await settle(form.pilot)
        changed = await form.save()
    assert changed.monthly_kwh is not None
    assert 450 < changed.monthly_kwh < 500


@pytest.mark.feature("B-82")
async def test_what_is_missing_is_said_at_its_field(services: Services) -> None:
    lead = add_lead(services, monthly_kwh=300)
    async with opened(services, lambda session: LeadForm(session, lead), (80, 24)) as form:
        box = await open_bill(form)
        await form.press("ctrl+s")
        assert "How many kWh" in form.text
        await form.type("x")
        await form.press("ctrl+s")
        assert box.here is box.fields["kwh"]
        await form.press("backspace")
        await form.type("800")
        await form.press("ctrl+s")
        assert box.here is box.fields["start"]
        await form.type("soonish")
        await form.press("ctrl+s")
        assert "is no date" in form.text
        await form.press("ctrl+u")
        await form.type("1.06.2026")
        await form.press("tab")
        await form.type("31.05.2026")
        await form.press("ctrl+s")
        assert "A bill ends after it begins." in form.text
        box.fields["kwh"].put("-800")
        box.fields["end"].put("2026-08-31")
        await form.press("ctrl+s")
        assert box.here is box.fields["kwh"]
        assert "How many kWh" in form.text
        await form.press("escape", until=lambda: form.app.screen is form.form)
        assert form.entry("monthly_kwh") == "300"
