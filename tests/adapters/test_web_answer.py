"""Answers of other machines: within a time, a size, and no further than asked."""

from __future__ import annotations

import gc
import threading
import warnings
from collections.abc import Iterator
from time import monotonic

import pytest

from solartui.adapters.web_answer import NoAnswer, answer_of
from tests.adapters.place_server import PlaceServer, serving


@pytest.fixture(scope="module")
def server() -> Iterator[PlaceServer]:
    with serving() as server:
        yield server


def ask(server: PlaceServer, mode: str, *, seconds: float = 3, most: int = 100_000, path: str = "/search?q=x") -> str:
    server.behaviour.mode = mode
    return answer_of(f"{server.url}{path}", {"User-Agent": "test"}, seconds=seconds, most=most)


def test_the_text_comes_as_it_is(server: PlaceServer) -> None:
    assert '"lat": "49.9873"' in ask(server, "ok")
    hit = server.behaviour.hits[-1]
    assert (hit.path, hit.asked) == ("/search", {"q": "x"})
    assert hit.headers["User-Agent"] == "test"
    assert hit.headers["Accept-Encoding"] == "identity"


def test_what_is_utf_8_is_read_as_that_whatever_it_is_called(server: PlaceServer) -> None:
    assert "Ås" in ask(server, "miscalled")


def test_an_address_without_a_path_asks_for_the_root(server: PlaceServer) -> None:
    ask(server, "ok", path="")
    assert server.behaviour.hits[-1].path == "/"


@pytest.mark.parametrize(
    ("mode", "why", "status"),
    [
        ("400", "status", 400),
        ("403", "status", 403),
        ("404", "status", 404),
        ("418", "status", 418),
        ("429", "status", 429),
        ("500", "status", 500),
        ("502", "status", 502),
        ("503", "status", 503),
        ("to a file", "moved", 302),
        ("in circles", "moved", 302),
        ("elsewhere", "moved", 307),
        ("gzip", "coded", 0),
        ("latin-1", "coded", 0),
        ("odd charset", "coded", 0),
        ("utf-16", "coded", 0),
        ("huge", "large", 0),
        ("hangs up", "broken", 0),
        ("hangs up half-way", "broken", 0),
        ("no http", "broken", 0),
        ("silent", "late", 0),
        ("drips", "late", 0),
        ("drips headers", "late", 0),
    ],
)
def test_why_there_is_no_answer(server: PlaceServer, mode: str, why: str, status: int) -> None:
    seconds = 0.25 if why == "late" else 3
    with pytest.raises(NoAnswer) as none:
        ask(server, mode, seconds=seconds)
    assert (none.value.why, none.value.status) == (why, status)


@pytest.mark.parametrize("mode", ["404", "huge", "gzip", "drips"])
def test_no_line_is_held_when_there_is_no_answer(server: PlaceServer, mode: str) -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", ResourceWarning)
        with pytest.raises(NoAnswer):
            ask(server, mode, seconds=0.5)
        for thread in threading.enumerate():
            if thread.name == "web answer":
                thread.join(5)
        gc.collect()
    assert [str(one.message) for one in said] == []


def test_a_redirection_is_not_followed(server: PlaceServer) -> None:
    before = len(server.behaviour.hits)
    with pytest.raises(NoAnswer):
        ask(server, "in circles")
    assert len(server.behaviour.hits) == before + 1


def test_the_pause_that_is_asked_for_is_told(server: PlaceServer) -> None:
    server.behaviour.retry_after = "17"
    with pytest.raises(NoAnswer) as none:
        ask(server, "429")
    assert none.value.retry_after == "17"


@pytest.mark.parametrize(("most", "comes"), [(2, True), (1, False), (0, False)])
def test_the_size_is_counted_to_the_byte(server: PlaceServer, most: int, comes: bool) -> None:
    if comes:
        assert ask(server, "empty list", most=most) == "[]"
        return
    with pytest.raises(NoAnswer, match="large"):
        ask(server, "empty list", most=most)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/x", "http://nowhere.invalid/x", "http://[::1]:1/", "http://127.0.0.1:99999/", "http:///x"],
)
def test_nobody_is_there(url: str) -> None:
    with pytest.raises(NoAnswer) as none:
        answer_of(url, {}, seconds=2, most=10)
    assert none.value.why in {"unreachable", "late"}


def test_a_server_without_a_certificate_is_not_believed(server: PlaceServer) -> None:
    with pytest.raises(NoAnswer) as none:
        answer_of(server.url.replace("http:", "https:"), {}, seconds=2, most=10)
    assert none.value.why in {"secure", "unreachable"}


def test_headers_cannot_bring_lines_of_their_own(server: PlaceServer) -> None:
    with pytest.raises(NoAnswer, match="unreachable"):
        answer_of(f"{server.url}/x", {"X": "a\r\nHost: evil"}, seconds=2, most=10)


def test_who_gives_up_does_not_wait(server: PlaceServer) -> None:
    server.behaviour.mode = "silent"
    begun = monotonic()
    with pytest.raises(NoAnswer, match="stopped"):
        answer_of(f"{server.url}/x", {}, seconds=30, most=10, stopped=lambda: True)
    assert monotonic() - begun < 5
