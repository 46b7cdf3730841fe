from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from solartui.domain.errors import NotPermitted, Refused
from solartui.domain.places import Spot
from solartui.domain.raster import Raster
from solartui.domain.site_picture import Frame
from solartui.services.container import Services
from solartui.services.pictures import KEY_VARIABLE
from tests.adapters.tile_server import TileServer, serving
from tests.desk import SALES, at_desk

FRAME = Frame(Spot(49.9873, 20.0647), 60, 0.6)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[TileServer]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    with serving() as found:
        yield found


def switch_on(services: Services, server: TileServer, address: str = "") -> None:
    services.settings.set("pictures.provider", "own")
    services.settings.set("pictures.address", address or server.template)
    services.pictures.accept()


def picture(services: Services, colours: int = 0) -> Raster:
    return services.pictures.ask(services.pictures.state(), FRAME, 50, 30, colours).result(10)


def why(services: Services) -> str:
    with pytest.raises(Refused) as refused:
        picture(services)
    return refused.value.message


def test_nothing_is_fetched_unless_an_admin_chose_and_accepted(services: Services, server: TileServer) -> None:
    assert why(services) == "Pictures are off."
    services.settings.set("pictures.address", server.template)
    services.settings.set("pictures.provider", "own")
    state = services.pictures.state()
    assert state.chosen is not None
    assert state.source is None
    assert why(services) == "Pictures are off."
    assert server.asked == []
    with pytest.raises(NotPermitted):
        at_desk(services, SALES).pictures.accept()
    assert services.pictures.accept().value == "127.0.0.1"
    assert at_desk(services, SALES).pictures.state().source is not None
    services.settings.set("pictures.provider", "esri")
    assert services.pictures.state().source is None
    assert server.asked == []


def test_accepting_needs_a_provider(services: Services) -> None:
    with pytest.raises(Refused, match="No provider is chosen"):
        services.pictures.accept()


def test_a_picture_is_made_of_tiles_that_are_kept(services: Services, server: TileServer) -> None:
    switch_on(services, server)
    found = picture(services)
    assert (found.width, found.height) == (50, 30)
    red, green, blue = found.row(15)[25]
    assert green > red > blue
    asked = len(server.asked)
    assert 1 <= asked <= 4
    server.mode = "500"
    assert picture(services) == found
    assert len(server.asked) == asked


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("404", "There is no picture of this place."),
        ("403", "127.0.0.1 does not let us have this picture: check the key and the contract."),
        ("500", "127.0.0.1 has no time just now."),
        ("html", "127.0.0.1 sends something that is no picture."),
        ("liar", "127.0.0.1 sends something that is no picture."),
        ("bomb", "127.0.0.1 sends something that is no picture."),
        ("half", "127.0.0.1 sends something that is no picture."),
        ("huge", "127.0.0.1 sends something that is too large for a picture."),
        ("cut", "127.0.0.1 cannot be reached."),
        ("elsewhere", "127.0.0.1 sends us to another server, which was not agreed."),
    ],
)
def test_every_misbehaviour_is_one_sentence_and_is_remembered(
    services: Services, server: TileServer, mode: str, sentence: str
) -> None:
    switch_on(services, server)
    server.mode = mode
    assert why(services) == sentence
    asked = len(server.asked)
    server.mode = "good"
    assert why(services) == sentence
    assert len(server.asked) == asked


def test_a_server_that_drips_is_given_up(
    services: Services, server: TileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solartui.services.pictures._TILE_SECONDS", 0.3)
    switch_on(services, server)
    server.mode = "drip"
    begun = time.monotonic()
    assert why(services) == "127.0.0.1 does not answer in time."
    assert time.monotonic() - begun < 3


def test_part_of_a_picture_is_better_than_none(services: Services, server: TileServer) -> None:
    switch_on(services, server)
    server.mode = "corner"
    state = services.pictures.state()
    whole = services.pictures.picture(state, Frame(Spot(0, 0), 40_000_000, 1.0), 300, 300)
    assert len({dot for y in range(0, 300, 50) for dot in whole.row(y)}) > 1


def test_a_key_comes_from_a_command_or_a_variable_and_is_not_stored(
    services: Services, server: TileServer, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    switch_on(services, server, server.template + "?key={key}")
    assert "needs a key" in why(services)
    monkeypatch.setenv(KEY_VARIABLE, "from-variable")
    picture(at_desk(services, SALES))
    assert server.asked[-1].endswith("?key=from-variable")
    services.settings.set("pictures.key_command", f"{sys.executable} -c 'print(\"s3cr/et\")'")
    services.settings.set("pictures.address", server.template + "?k={key}")
    picture(services)
    assert server.asked[-1].endswith("?k=s3cr%2Fet")
    assert b"s3cr/et\x00" not in database.read_bytes()
    kept = list((database.parent / "cache").rglob("*"))
    assert kept
    assert not any("s3cr" in str(path) or "from-variable" in str(path) for path in kept)
    services.settings.set("pictures.key_command", "/nowhere/key --now")
    assert "did not print a key" in why(services)


def test_few_colours_where_few_are_wanted(services: Services, server: TileServer) -> None:
    switch_on(services, server)
    found = picture(services, 4)
    assert len({dot for y in range(found.height) for dot in found.row(y)}) <= 4
