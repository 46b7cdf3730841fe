from __future__ import annotations

import gc
import time
import warnings
from collections.abc import Iterator

import pytest

from solartui.adapters.web_file import FetchFailed, fetch, json_of
from tests.adapters.tile_server import TileServer, serving, tile


@pytest.fixture(scope="module")
def server() -> Iterator[TileServer]:
    with serving() as found:
        yield found


def get(server: TileServer, mode: str, seconds: float = 2.0) -> bytes:
    server.mode = mode
    return fetch(f"{server.address}/3/2/1.png", kinds=("image/",), seconds=seconds, most=2_000_000).data


def test_a_picture_comes_and_is_asked_for_by_name(server: TileServer) -> None:
    assert get(server, "good") == tile()
    assert server.agents[-1].startswith("SolarTUI/")


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("404", "missing"),
        ("403", "denied"),
        ("401", "denied"),
        ("429", "busy"),
        ("500", "busy"),
        ("html", "kind"),
        ("huge", "large"),
        ("endless", "large"),
        ("cut", "unreachable"),
        ("elsewhere", "moved"),
        ("file", "moved"),
        ("loop", "moved"),
    ],
)
def test_whatever_the_server_does_ends_in_a_reason(server: TileServer, mode: str, reason: str) -> None:
    with pytest.raises(FetchFailed) as failed:
        get(server, mode)
    assert failed.value.reason == reason


@pytest.mark.parametrize("mode", ["drip", "drip_head", "silent"])
def test_time_is_counted_for_everything_together(server: TileServer, mode: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="late"):
        get(server, mode, seconds=0.3)
    assert time.monotonic() - begun < 2


def reason_of(server: TileServer, mode: str) -> str:
    with pytest.raises(FetchFailed) as failed:
        get(server, mode)
    return failed.value.reason  # and the error stays, with all that it came through, until garbage is collected


@pytest.mark.parametrize("mode", ["404", "html", "huge", "cut", "elsewhere", "file", "loop"])
def test_no_line_is_held_when_nothing_came(server: TileServer, mode: str) -> None:
    gc.collect()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", ResourceWarning)
        assert reason_of(server, mode)
        gc.collect()
    assert [str(one.message) for one in said] == []


def test_a_redirection_on_the_same_machine_is_followed(server: TileServer) -> None:
    assert get(server, "once") == tile()
    assert server.asked[-1].endswith("?moved")


def test_only_https_or_this_machine_is_asked() -> None:
    for address in (
        "http://tiles.example/1",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "https://user:secret@x.example/",
    ):
        with pytest.raises(FetchFailed, match="unreachable"):
            fetch(address, kinds=("image/",), seconds=1, most=10)


def test_nobody_there() -> None:
    with pytest.raises(FetchFailed, match="unreachable"):
        fetch("http://127.0.0.1:9/x", kinds=("image/",), seconds=1, most=10)


def test_json_that_is_no_object_is_no_answer(server: TileServer) -> None:
    server.mode = "html"
    with pytest.raises(FetchFailed, match="kind"):
        json_of(f"{server.address}/x", 2)
