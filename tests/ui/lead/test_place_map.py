"""The place of a lead: drawn on its page, as large as the window, and its picture from above."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

import pytest

from solartui.screens.map.screen import MapScreen
from solartui.widgets.pictures.place_picture import MapShown, PictureShown
from tests.adapters.tile_server import TileServer, serving
from tests.desk import add_lead
from tests.ui.lead.conftest import FIRST
from tests.ui.support import settle

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.screens.lead.screen import LeadScreen
    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

AtList = Callable[..., AbstractAsyncContextManager["DeskApp"]]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[TileServer]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    with serving() as found:
        yield found


def switch_on(desk: Services, server: TileServer) -> None:
    desk.settings.set("pictures.provider", "own")
    desk.settings.set("pictures.address", server.template)
    desk.settings.set("pictures.attribution", "The Survey")
    desk.pictures.accept()


async def opened(app: DeskApp) -> LeadScreen:
    """Anna's house, which has a place."""
    await app.see("Ewa Lis")
    app.app.open_record("lead", FIRST)
    await app.see("49.98738 N")
    page: LeadScreen = app.screen
    return page


@pytest.mark.feature("B-88", "B-34")
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_page_shows_a_map_without_any_network(desk: Services, at_list: AtList, size: tuple[int, int]) -> None:
    async with at_list(desk, size=size) as app:
        page = await opened(app)
        await app.see("N↑", "GeoNames", "◆", "Wieliczka")
        assert isinstance(page.summary.picture.view, MapShown)
        before = page.summary.picture.view
        await app.press("ctrl+r")
        await settle(app.pilot)
        assert page.summary.picture.view == before


@pytest.mark.feature("B-88", "B-34")
async def test_the_picture_comes_by_itself_and_says_whose_it_is(
    desk: Services, at_list: AtList, server: TileServer
) -> None:
    switch_on(desk, server)
    async with at_list(desk, size=(120, 36)) as app:
        page = await opened(app)
        await app.see("The Survey")
        assert isinstance(page.summary.picture.view, PictureShown)
        asked = len(server.asked)
        await app.press("ctrl+r", "j", "k")
        await settle(app.pilot)
        assert len(server.asked) == asked
        await app.press("i")
        await app.on(MapScreen)
        await settle(app.pilot, lambda: isinstance(app.screen.map.view, PictureShown))
        await app.press("m")
        await settle(app.pilot, lambda: isinstance(app.screen.map.view, MapShown))
        await app.press("escape")
        assert app.screen is page


async def test_a_lead_without_coordinates_shows_its_town(desk: Services, at_list: AtList) -> None:
    nowhere = add_lead(desk, "Somebody", city="Wieliczka", country="PL").id
    async with at_list(desk, size=(120, 36)) as app:
        page = await opened(app)
        app.app.open_record("lead", nowhere)
        await app.see("somewhere in Wieliczka", "N↑")
        await app.press("escape")
        app.app.open_record("lead", 3)
        await app.see("No address yet.")
        await settle(app.pilot)
        assert "N↑" not in app.text
        assert page.is_attached


async def test_where_no_picture_comes_the_map_says_why(desk: Services, at_list: AtList, server: TileServer) -> None:
    switch_on(desk, server)
    server.mode = "500"
    async with at_list(desk, size=(120, 36)) as app:
        await opened(app)
        await app.see("127.0.0.1 has no time just now.", "N↑")


async def test_keys_go_on_while_a_picture_is_waited_for(desk: Services, at_list: AtList, server: TileServer) -> None:
    switch_on(desk, server)
    server.mode = "silent"
    async with at_list(desk, size=(120, 36)) as app:
        page = await opened(app)
        await app.press("right_square_bracket")
        assert page.tabs.active == "activities"
        await app.press("left_square_bracket", "e")
        await app.see("Edit lead")


async def test_signs_of_letters_get_a_drawn_map(
    desk: Services, at_list: AtList, server: TileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLARTUI_GLYPHS", "ascii")
    switch_on(desk, server)
    async with at_list(desk, size=(120, 36)) as app:
        await opened(app)
        await app.see("GeoNames")
        await settle(app.pilot)
        assert server.asked == []


@pytest.mark.feature("B-34", "B-43")
async def test_cards_show_the_country_and_then_the_site(desk: Services, at_list: AtList, server: TileServer) -> None:
    async with at_list(desk, size=(100, 30)) as app:
        await app.see("Wiśniewska")
        await app.press("v")
        await app.see("●")
        assert server.asked == []
    switch_on(desk, server)
    async with at_list(desk, size=(100, 30)) as app:
        await app.see("The Survey")
        await settle(app.pilot, lambda: bool(server.asked))


@pytest.mark.feature("B-88")
async def test_the_larger_map_is_walked_over_by_keys(desk: Services, at_list: AtList) -> None:
    add_lead(desk, "Neighbour", latitude=49.9878, longitude=20.0650)
    async with at_list(desk, size=(80, 24)) as app:
        await opened(app)
        await app.press("i")
        screen: MapScreen = await app.on(MapScreen)
        await app.see("GeoNames", "49.98738 N  20.06473 E", "Wieliczka")
        assert "take this place" not in app.text
        start = screen.spot
        await app.press("l", "down", "K", "shift+right")
        assert screen.spot.longitude > start.longitude
        assert screen.spot.latitude > start.latitude
        metres = screen.view.metres
        await app.press("minus")
        assert screen.view.metres > metres
        await app.press("question_mark")
        await app.see("A map of leads and towns")
        await app.press("escape", "y")
        await app.hear("Copied: ")
        await app.press("enter")
        assert app.screen is screen


@pytest.mark.feature("B-88")
async def test_terms_are_shown_and_accepted_once_before_anything_is_fetched(
    desk: Services, at_list: AtList, server: TileServer
) -> None:
    desk.settings.set("pictures.provider", "own")
    desk.settings.set("pictures.address", server.template)
    desk.settings.set("pictures.attribution", "The Survey")
    async with at_list(desk, size=(120, 36)) as app:
        page = await opened(app)
        await app.see("i m shows the terms of 127.0.0.1")
        await app.press("i")
        screen: MapScreen = await app.on(MapScreen)
        await app.see("map or picture")
        await app.press("m")
        await app.see("Terms of 127.0.0.1", "“The Survey” stands", "make sure that its owner")
        await app.press("escape")
        assert server.asked == []
        await app.press("m")
        await app.see("Terms of")
        await app.press("y")
        await settle(app.pilot, lambda: desk.pictures.state().accepted)
        await settle(app.pilot, lambda: isinstance(screen.map.view, PictureShown))
        await app.press("escape")
        await settle(app.pilot, lambda: isinstance(page.summary.picture.view, PictureShown))
