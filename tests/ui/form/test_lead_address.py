"""The place of a lead while its address is typed."""

from __future__ import annotations

import pytest

from solartui.screens.lead.form import LeadForm
from solartui.services.container import Services
from tests.adapters.place_server import serving
from tests.desk import add_lead
from tests.ui.form.support import opened


@pytest.mark.feature("B-73", "B-75")
async def test_the_place_is_found_while_the_address_is_typed(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solartui.screens.lead.form_address.PAUSE", 0.01)
    lead = add_lead(services)
    async with opened(services, lambda session: LeadForm(session, lead)) as form:
        await form.enter("city", "wieliczka")
        await form.see("town: Wieliczka, małop")
        assert form.entry("coordinates") == "49.9874, 20.0647"
        await form.enter("city", "Jabłonna")
        await form.see("Several towns are called so")
        assert form.entry("coordinates") == ""
        await form.enter("city", "Karków")
        await form.see("Several towns are called so")
        await form.enter("city", "Wielczka")
        await form.see("Perhaps Wieliczka, małopolskie, PL is meant.")
        assert form.entry("coordinates") == ""
        await form.enter("city", "Jabłonna")
        await form.enter("postcode", "05-110")
        await form.see("town: Jabłonna, mazow")
        await form.enter("coordinates", "50.06, 19.94")
        await form.enter("city", "Gdynia")
        await form.enter("postcode", "81-001")
        await form.see("km from Gdynia, pomorskie, PL")
        saved = await form.save()
        assert (saved.latitude, saved.longitude) == (50.06, 19.94)


async def test_coordinates_without_an_address_are_told_by_their_town(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, lambda session: LeadForm(session, lead)) as form:
        await form.enter("coordinates", "49.99, 20.06")
        await form.see("near Wieliczka")
        await form.enter("city", "Gdynia")
        await form.see("km from Gdynia, pomorskie, PL")


async def test_a_service_is_asked_after_a_pause_where_an_admin_wants_that(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solartui.screens.lead.form_address.PAUSE", 0.01)
    lead = add_lead(services, street="Lipowa 8", country="PL")
    with serving() as server:
        services.settings.set("places.provider", "nominatim")
        services.settings.set("places.url", server.url)
        async with opened(services, lambda session: LeadForm(session, lead)) as form:
            await form.enter("city", "Wieliczka")
            await form.see("house: Lipowa 8, Wieliczka")
            assert form.entry("coordinates") == "49.9873, 20.0647"
            server.behaviour.mode = "html"
            await form.enter("street", "Lipowa 9")
            await form.see("answered something")
            assert form.entry("coordinates") == "49.9874, 20.0647"
