"""The yield by PVGIS: asked only where it is allowed, once for a cell, and never believed blindly."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from solartui.domain.errors import NotPermitted, Refused
from solartui.domain.offers.vocabulary import YieldSource
from solartui.services.container import Services
from tests.desk import VIEWER, at_desk
from tests.offer_desk import design_of, project_of

MONTHS = [30.0, 45.0, 80.0, 110.0, 125.0, 128.0, 130.0, 120.0, 90.0, 65.0, 35.0, 25.0]
GOOD = {"outputs": {"monthly": {"fixed": [{"month": n, "E_m": kwh} for n, kwh in enumerate(MONTHS, 1)]}}}


class Sun(ThreadingHTTPServer):
    """A server that answers like PVGIS, or worse."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[dict[str, list[str]]] = []
        self.body = json.dumps(GOOD).encode()
        self.status = 200


class _Answer(BaseHTTPRequestHandler):
    server: Sun

    def do_GET(self) -> None:
        self.server.asked.append(parse_qs(urlsplit(self.path).query))
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def sun(services: Services) -> Iterator[Sun]:
    """A server that the desk may ask."""
    server = Sun()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    services.settings.set("proposals.pvgis", "yes")
    services.settings.set("proposals.pvgis_address", f"http://127.0.0.1:{server.server_port}/api/PVcalc")
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_yield_of_a_place_is_fetched_once(services: Services, sun: Sun) -> None:
    project = project_of(services, latitude=50.0437, longitude=19.9612)
    design = design_of(services, project)
    assert design.yield_source is YieldSource.ESTIMATE
    after = services.designs.fetch_yield(design.id).value
    assert (after.yield_source, after.yields[5]) == (YieldSource.PVGIS, 1_280.0)
    assert after.yield_kwh == pytest.approx(sum(MONTHS) * 10)
    (question,) = sun.asked
    assert (question["lat"], question["lon"], question["aspect"]) == (["50.0"], ["20.0"], ["0"])
    assert "name" not in question
    turned = services.designs.edit(design.id, {"azimuth": 90}).value
    assert turned.yield_kwh == pytest.approx(sum(MONTHS) * 10 * 0.83)
    other = design_of(services, project_of(services, "B", emails=(), latitude=49.98, longitude=20.01))
    assert other.yield_source is YieldSource.PVGIS
    assert services.designs.fetch_yield(other.id).change_id is None
    assert len(sun.asked) == 1


def test_south_of_the_equator_it_faces_north(services: Services, sun: Sun) -> None:
    design = design_of(services, project_of(services, country="AU", region="NSW", latitude=-33.87, longitude=151.2))
    services.designs.fetch_yield(design.id)
    assert sun.asked[0]["aspect"] == ["180"]


BAD = [
    (200, b""),
    (200, b"<html>"),
    (200, b"null"),
    (200, b'{"outputs": 5}'),
    (200, json.dumps({"outputs": {"monthly": {"fixed": []}}}).encode()),
    (200, json.dumps(GOOD).replace("30.0", "-1").encode()),
    (200, json.dumps(GOOD).replace("30.0", "NaN").encode()),
    (200, json.dumps(GOOD).replace("30.0", "1e9").encode()),
    (200, json.dumps(GOOD).replace("30.0", '"x"').encode()),
    (403, b"no"),
    (429, b"later"),
    (500, b"oops"),
    (302, b""),
    (200, b"x" * (1 << 21)),
]


@pytest.mark.parametrize(("status", "body"), BAD, ids=range(len(BAD)))
def test_answers_that_make_no_sense_change_nothing(services: Services, sun: Sun, status: int, body: bytes) -> None:
    design = design_of(services, project_of(services))
    sun.status, sun.body = status, body
    with pytest.raises(Refused, match=r"PVGIS gives .* The estimate stays\.") as caught:
        services.designs.fetch_yield(design.id)
    assert "\n" not in caught.value.message
    assert services.designs.get(design.id) == design


def test_nothing_is_asked_unless_it_is_allowed(services: Services, sun: Sun) -> None:
    design = design_of(services, project_of(services))
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).designs.fetch_yield(design.id)
    services.settings.set("proposals.pvgis", "no")
    with pytest.raises(Refused, match=r"proposals\.pvgis"):
        services.designs.fetch_yield(design.id)
    services.settings.set("proposals.pvgis", "yes")
    nowhere = design_of(services, project_of(services, "C", emails=(), latitude=None, longitude=None))
    with pytest.raises(Refused, match="no coordinates"):
        services.designs.fetch_yield(nowhere.id)
    assert sun.asked == []


def test_a_server_that_is_not_there(services: Services, sun: Sun) -> None:
    design = design_of(services, project_of(services))
    services.settings.set("proposals.pvgis_address", "http://127.0.0.1:1/x")
    with pytest.raises(Refused, match="no answer: unreachable"):
        services.designs.fetch_yield(design.id)
