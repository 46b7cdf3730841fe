"""The place of a lead, chosen on a map in the terminal."""

from __future__ import annotations

import pytest

from solartui.screens.lead.form import LeadForm
from solartui.screens.map.screen import MapScreen
from solartui.services.container import Services
from tests.desk import add_lead
from tests.ui.form.support import OpenForm, opened
from tests.ui.support import settle


async def see(form: OpenForm[LeadForm], *texts: str) -> None:
    """Wait until texts are on the screen."""
    for text in texts:
        await form.see(text)


async def on_map(form: OpenForm[LeadForm]) -> MapScreen:
    """The map, opened with f4 in the field of the coordinates."""
    form.form.go_to(form.form.fields["coordinates"])
    await form.pilot.press("f4")
    await settle(form.pilot, lambda: isinstance(form.app.screen, MapScreen))
    await see(form, "GeoNames", "take this place")
    screen = form.app.screen
    assert isinstance(screen, MapScreen)
    return screen


@pytest.mark.feature("B-76", "B-75", "B-73")
async def test_a_cross_is_moved_and_its_place_taken(services: Services) -> None:
    lead = add_lead(services, latitude=49.98738, longitude=20.06473, city="Wieliczka", postcode="32-020")
    async with opened(services, lambda session: LeadForm(session, lead), size=(80, 24)) as form:
        screen = await on_map(form)
        assert screen.view.metres == 5.0
        await form.pilot.press("right", "right", "up", "enter")
        await settle(form.pilot, lambda: form.app.screen is form.form)
        assert form.entry("coordinates") == "49.98747, 20.06487"
        saved = await form.save()
        assert saved.latitude == pytest.approx(49.98747, abs=2e-5)
        assert saved.longitude == pytest.approx(20.06487, abs=2e-5)
        assert saved.address.city == "Wieliczka"


@pytest.mark.feature("B-76")
async def test_a_town_is_searched_and_enters_the_empty_address(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, lambda session: LeadForm(session, lead), size=(80, 24)) as form:
        screen = await on_map(form)
        await form.pilot.press("slash")
        await form.see("Go to a town")
        await form.pilot.press(*"wieliczk")
        await form.see("małopolskie")
        await form.pilot.press("enter")
        await settle(form.pilot, lambda: screen.is_current and round(screen.spot.latitude, 2) == 49.99)
        await form.pilot.click(screen.map, offset=(30, 10))
        await form.pilot.press("enter")
        await settle(form.pilot, lambda: form.entry("city") == "Wieliczka")
        assert form.entry("country") == "PL"


@pytest.mark.feature("B-77")
async def test_the_own_position_is_offered_with_its_source_and_taken_only_when_chosen(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solartui.adapters.gpsd.PORT", 9)
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 22")
    services.settings.set("maps.town", "Gdynia")
    add_lead(services, "Anna Nowak", latitude=50.06143, longitude=19.93658)
    lead = add_lead(services)
    async with opened(services, lambda session: LeadForm(session, lead), size=(80, 24)) as form:
        screen = await on_map(form)
        start = screen.spot
        await form.pilot.press("c")
        await see(form, "Where are you?", "Last site: Anna Nowak", "Town of the desk: Gdynia", "exact to 5 km")
        await form.pilot.press("escape")
        await settle(form.pilot, lambda: screen.is_current)
        assert screen.spot == start
        await form.pilot.press("c")
        await form.see("Where are you?")
        await form.pilot.press("enter")
        await settle(form.pilot, lambda: screen.spot == (50.06143, 19.93658))
        await form.pilot.press("escape")
        assert form.entry("coordinates") == ""


@pytest.mark.feature("B-77")
async def test_over_ssh_a_receiver_is_that_of_the_server(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.adapters.test_gpsd import FIX, daemon

    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 22")
    lead = add_lead(services)
    with daemon([FIX]) as port:
        monkeypatch.setattr("solartui.adapters.gpsd.PORT", port)
        async with opened(services, lambda session: LeadForm(session, lead), size=(80, 24)) as form:
            screen = await on_map(form)
            await form.pilot.press("c")
            await see(form, "GPS receiver", "exact to 7 m", "where the server is, not you")
            await form.pilot.press("enter")
            await settle(form.pilot, lambda: screen.spot == (49.98738, 20.06473))
