"""Places of leads, found by the program itself or by a service on this machine."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest

from solartui.bootstrap import open_services
from solartui.domain.activity import change_sentence, sentence
from solartui.domain.errors import Cancelled, Invalid, NotFound, NotPermitted, Refused
from solartui.domain.geocoding import Ambiguous, Precision, ServiceFailed
from solartui.domain.leads import Address
from solartui.domain.places import Spot
from solartui.domain.records import Subject
from solartui.domain.selection import Chosen
from solartui.services.container import Services
from solartui.services.geocoding import Fate, Located, raise_for
from solartui.services.place_lookup import Wanted
from solartui.services.watching import call_watched
from tests.adapters.place_server import PlaceServer, serving
from tests.desk import VIEWER, add_lead, at_desk
from tests.store.processes import together

ALL = Chosen(query="")
WIELICZKA = {"street": "Lipowa 8", "postcode": "32-020", "city": "Wieliczka", "country": "PL"}


@pytest.fixture
def server() -> Iterator[PlaceServer]:
    with serving() as server:
        yield server


@pytest.fixture
def online(services: Services) -> Services:
    """Services that do not wait between two questions."""
    services.geocoding.lookup.pause = 0.0
    services.geocoding.lookup.patience = 2.0
    return services


def fates(result: Located) -> list[str]:
    return [one.fate.value for one in result.leads]


def spot(services: Services, lead_id: int) -> tuple[float | None, float | None]:
    lead = services.leads.get(lead_id)
    return lead.latitude, lead.longitude


# ---- by itself


def test_users_ask_32_leads_get_onto_the_map_by_themselves(services: Services) -> None:
    lead = add_lead(services, **WIELICZKA)
    changed = services.geocoding.locate(ALL)
    assert fates(changed.value) == ["located"]
    assert spot(services, lead.id) == (49.9874, 20.0647)
    assert [line.id for line in services.leads.open_list("near:krakow,25km").rows(0, 5)] == [lead.id]


def test_every_lead_is_told_why_it_has_no_place(services: Services) -> None:
    add_lead(services, **WIELICZKA)
    add_lead(services, city="Jabłonna", country="PL")
    add_lead(services, city="Nigdziewo", country="PL")
    add_lead(services)
    add_lead(services, city="Nigdziewo", postcode="31-999", country="PL")
    result = services.geocoding.locate(ALL).value
    assert fates(result) == ["located", "ambiguous", "not_found", "no_address", "ambiguous"]
    assert all(one.reason for one in result.leads[1:])
    assert len(result.leads[1].candidates) > 1
    assert [one.precision for one in result.leads[4].candidates] == [Precision.AREA]


def test_all_of_it_is_one_change_that_can_be_taken_back(services: Services) -> None:
    first, second = add_lead(services, **WIELICZKA), add_lead(services, city="Kraków", country="PL")
    changed = services.geocoding.locate(ALL)
    last = services.undo.last()
    assert last is not None
    assert last.id == changed.change_id
    assert change_sentence(last) == "2 leads found on the map"
    (activity,) = [one for one in services.activity.of(Subject("lead", first.id)) if one.kind == "located"]
    assert sentence(activity) == "Found on the map: Wieliczka, małopolskie, PL (town, offline)"
    services.undo.undo()
    assert spot(services, first.id) == spot(services, second.id) == (None, None)
    services.undo.redo()
    assert spot(services, first.id) == (49.9874, 20.0647)


def test_a_known_place_is_kept_offline(services: Services) -> None:
    lead = add_lead(services, **WIELICZKA, latitude=49.99, longitude=20.07)
    assert services.geocoding.locate(ALL).value.leads == []
    assert fates(services.geocoding.locate(ALL, missing=False).value) == ["unchanged"]
    assert spot(services, lead.id) == (49.99, 20.07)


def test_one_of_several_places_is_chosen(services: Services) -> None:
    lead = add_lead(services, city="Jabłonna", country="PL")
    one = services.geocoding.locate(Chosen.of([lead.id])).value.leads[0]
    with pytest.raises(Ambiguous) as ambiguous:
        raise_for(one)
    services.geocoding.locate(Chosen.of([lead.id]), pick=2)
    assert spot(services, lead.id) == tuple(ambiguous.value.candidates[1].spot)


def test_a_choice_is_made_for_one_lead(services: Services) -> None:
    for _ in range(2):
        add_lead(services, city="Jabłonna", country="PL")
    with pytest.raises(Invalid, match="one lead at a time"):
        services.geocoding.locate(ALL, pick=1)
    with pytest.raises(Invalid, match="places to choose from"):
        services.geocoding.locate(Chosen.of([1]), pick=99)


def test_what_becomes_of_a_single_lead_is_an_answer_or_an_error(services: Services) -> None:
    add_lead(services, city="Nigdziewo")
    add_lead(services)
    result = services.geocoding.locate(ALL).value
    for one in result.leads:
        with pytest.raises(NotFound):
            raise_for(one)


def test_a_viewer_finds_nothing(services: Services) -> None:
    add_lead(services, **WIELICZKA)
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).geocoding.locate(ALL)


class Impatient:
    """Gives up after some leads."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.told: list[tuple[int, int]] = []

    def tell(self, done: int, total: int = 0) -> None:
        self.told.append((done, total))

    def stopped(self) -> bool:
        return len(self.told) > self.after


def test_somebody_who_gives_up_has_changed_nothing(services: Services) -> None:
    for _ in range(3):
        add_lead(services, **WIELICZKA)
    watch = Impatient(1)
    with pytest.raises(Cancelled):
        call_watched(watch, services.geocoding.locate, ALL)
    assert watch.told == [(0, 3), (1, 3)]
    assert {spot(services, number) for number in (1, 2, 3)} == {(None, None)}


def test_what_somebody_changes_meanwhile_stays(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = add_lead(services, **WIELICZKA), add_lead(services, **WIELICZKA)
    real = services.geocoding.lookup.ask

    def ask(service: object, address: Address) -> object:
        services.leads.edit(first.id, {"city": "Gdynia"})
        services.leads.edit(second.id, {"latitude": 1.0, "longitude": 2.0})
        return real(None, address)

    monkeypatch.setattr(services.geocoding.lookup, "ask", ask)
    result = services.geocoding.locate(ALL).value
    assert fates(result) == ["unchanged", "unchanged"]
    assert [one.reason for one in result.leads] == [
        "Somebody changed the address meanwhile.", "Somebody found the place meanwhile."
    ]  # fmt: skip
    assert (spot(services, 1), spot(services, 2)) == ((None, None), (1.0, 2.0))


# ---- services


def test_nothing_is_sent_without_the_setting_that_allows_it(services: Services) -> None:
    for wanted in (Wanted("nominatim"), Wanted("photon", "https://photon.example"), Wanted(None, "http://10.0.0.1")):
        with pytest.raises(Refused, match="settings set places"):
            services.geocoding.lookup.service(wanted)
    assert services.geocoding.lookup.service() is None
    services.settings.set("places.provider", "nominatim")
    allowed = services.geocoding.lookup.service()
    assert allowed is not None
    assert allowed.provider == "nominatim"
    with pytest.raises(Refused, match=r"settings set places\.url https://elsewhere\.example"):
        services.geocoding.lookup.service(Wanted("nominatim", "https://elsewhere.example"))


def test_strange_providers_and_addresses(services: Services) -> None:
    for wanted in (Wanted("../x"), Wanted("nominatim", "file:///etc/passwd"), Wanted("offline", "http://127.0.0.1")):
        with pytest.raises(Invalid):
            services.geocoding.lookup.service(wanted)


def test_a_server_on_this_machine_may_be_asked(online: Services, server: PlaceServer) -> None:
    lead = add_lead(online, contact="Tajna Osoba", phones=["601 234 567"], **WIELICZKA)
    changed = online.geocoding.locate(ALL, Wanted("nominatim", server.url))
    assert fates(changed.value) == ["located"]
    assert spot(online, lead.id) == (49.9873, 20.0647)
    (hit,) = server.behaviour.hits
    assert hit.asked["q"] == "Lipowa 8, 32-020 Wieliczka, PL"
    assert "Tajna" not in f"{hit.path}{hit.asked}{hit.headers}"


def test_nothing_is_asked_twice(online: Services, server: PlaceServer) -> None:
    add_lead(online, **WIELICZKA)
    add_lead(online, **WIELICZKA | {"street": "lipowa  8"})
    wanted = Wanted("nominatim", server.url)
    assert fates(online.geocoding.locate(ALL, wanted).value) == ["located", "located"]
    online.undo.undo()
    assert fates(online.geocoding.locate(ALL, wanted).value) == ["located", "located"]
    assert len(server.behaviour.hits) == 1


def test_old_answers_are_asked_for_again(online: Services, server: PlaceServer, clock: object) -> None:
    wanted, address = Wanted("nominatim", server.url), Address(city="Wieliczka")
    server.behaviour.mode = "empty list"
    assert online.geocoding.lookup.look_up(address, wanted) == []
    clock.forward(days=8)  # type: ignore[attr-defined]
    server.behaviour.mode = "ok"
    assert online.geocoding.lookup.look_up(address, wanted) != []


def test_what_was_answered_is_kept_when_a_run_is_broken_off(online: Services, server: PlaceServer) -> None:
    for number in range(3):
        add_lead(online, street=f"Lipowa {number}", city="Wieliczka", country="PL")
    wanted = Wanted("nominatim", server.url)
    with pytest.raises(Cancelled):
        call_watched(Impatient(2), online.geocoding.locate, ALL, wanted)
    assert spot(online, 1) == (None, None)
    asked = len(server.behaviour.hits)
    assert fates(online.geocoding.locate(ALL, wanted).value) == ["located"] * 3
    assert len(server.behaviour.hits) - asked == 3 - asked


def test_three_candidates_are_offered_and_never_guessed(online: Services, server: PlaceServer) -> None:
    server.behaviour.mode = "three"
    lead = add_lead(online, **WIELICZKA)
    wanted = Wanted("nominatim", server.url)
    (one,) = online.geocoding.locate(ALL, wanted).value.leads
    assert one.fate is Fate.AMBIGUOUS
    assert len(one.candidates) == 3
    assert spot(online, lead.id) == (None, None)
    online.geocoding.locate(ALL, wanted, pick=2)
    assert spot(online, lead.id) == (51.1, 20.1)


def test_a_place_in_another_country_is_only_offered(online: Services, server: PlaceServer) -> None:
    server.behaviour.mode = "json"
    server.behaviour.document = [{"lat": "-33.8", "lon": "151.2", "display_name": "Lipowa Street"}]
    lead = add_lead(online, **WIELICZKA)
    (one,) = online.geocoding.locate(ALL, Wanted("nominatim", server.url)).value.leads
    assert (one.fate, one.reason) == (Fate.AMBIGUOUS, "Perhaps Lipowa Street is meant.")
    assert [place.text for place in one.candidates] == ["Lipowa Street"]
    assert spot(online, lead.id) == (None, None)


def test_what_is_only_an_area_is_offered_by_its_name(online: Services, server: PlaceServer) -> None:
    server.behaviour.mode = "json"
    server.behaviour.document = [{"lat": "52", "lon": "19", "display_name": "Polska", "addresstype": "country"}]
    add_lead(online, **WIELICZKA)
    (one,) = online.geocoding.locate(ALL, Wanted("nominatim", server.url)).value.leads
    assert (one.fate, one.reason) == (Fate.AMBIGUOUS, "Only an area is known: Polska.")
    with pytest.raises(Invalid, match="There is 1 place to choose from"):
        online.geocoding.locate(ALL, Wanted("nominatim", server.url), pick=2)


@pytest.mark.parametrize("mode", ["html", "503", "half", "huge"])
def test_a_service_that_fails_three_times_is_left_alone(online: Services, server: PlaceServer, mode: str) -> None:
    for number in range(5):
        add_lead(online, street=f"Lipowa {number}", city="Wieliczka", country="PL")
    server.behaviour.mode = mode
    server.behaviour.retry_after = ""
    result = online.geocoding.locate(ALL, Wanted("nominatim", server.url)).value
    assert fates(result) == ["failed"] * 3 + ["not_asked"] * 2
    assert result.stopped == result.leads[0].reason
    assert len(server.behaviour.hits) == 3


def test_a_service_that_refuses_us_is_asked_once(online: Services, server: PlaceServer) -> None:
    for number in range(2):
        add_lead(online, street=f"Lipowa {number}", city="Wieliczka", country="PL")
    server.behaviour.mode = "403"
    result = online.geocoding.locate(ALL, Wanted("nominatim", server.url)).value
    assert fates(result) == ["failed", "not_asked"]
    with pytest.raises(ServiceFailed, match="refuses to answer us"):
        raise_for(result.leads[0])


def test_a_service_that_wants_a_pause_gets_it_from_everybody(online: Services, server: PlaceServer) -> None:
    for number in range(2):
        add_lead(online, street=f"Lipowa {number}", city="Wieliczka", country="PL")
    server.behaviour.mode = "429"
    result = online.geocoding.locate(ALL, Wanted("nominatim", server.url)).value
    assert fates(result) == ["failed", "not_asked"]
    with online.store.reading() as connection:
        ((service, free_at),) = connection.execute("SELECT service, free_at FROM place_turn").fetchall()
    assert server.url.endswith(service)
    assert 25 < free_at - time.time() < 31


def test_a_short_pause_is_waited_for(online: Services, server: PlaceServer) -> None:
    online.geocoding.lookup.longest_pause = 1.5
    server.behaviour.mode, server.behaviour.retry_after = "429", "1"
    with pytest.raises(ServiceFailed, match="pause"):
        online.geocoding.lookup.look_up(Address(city="Wieliczka"), Wanted("nominatim", server.url))
    first, second = (hit.at for hit in server.behaviour.hits)
    assert second - first >= 0.9


def test_the_address_of_a_place(online: Services, server: PlaceServer) -> None:
    server.behaviour.mode = "json"
    server.behaviour.document = {"lat": "49.9873", "lon": "20.0647", "display_name": "Lipowa 8"}
    lookup = online.geocoding.lookup
    found = [lookup.reverse(Spot(49.9873, 20.0647), Wanted("nominatim", server.url)) for _ in range(2)]
    assert [one.text if one else "" for one in found] == ["Lipowa 8"] * 2
    assert len(server.behaviour.hits) == 1
    near = lookup.reverse(Spot(49.9873, 20.0647))
    assert near is not None
    assert near.text == "Wieliczka, małopolskie, PL"


def ask_a_few(path: str, url: str, name: int) -> None:
    """What each of several programs does."""
    services = open_services(path)
    services.geocoding.lookup.pause = 0.12
    for number in range(2):
        services.geocoding.lookup.look_up(
            Address(f"Lipowa {name}-{number}", city="Wieliczka"), Wanted("nominatim", url)
        )


def test_all_programs_together_ask_no_faster_than_one_may(online: Services, server: PlaceServer) -> None:
    path = str(online.store.path)
    together(ask_a_few, [(path, server.url, number) for number in range(4)])
    times = sorted(hit.at for hit in server.behaviour.hits)
    assert len(times) == 8
    assert min(later - sooner for sooner, later in pairwise(times)) >= 0.12


def ask_the_same(path: str, url: str) -> None:
    """What several programs do that go through the same leads."""
    services = open_services(path)
    services.geocoding.lookup.pause = 0.2
    for number in range(3):
        services.geocoding.lookup.look_up(Address(f"Lipowa {number}", city="Wieliczka"), Wanted("nominatim", url))


def test_what_one_program_has_asked_no_other_one_asks(online: Services, server: PlaceServer) -> None:
    together(ask_the_same, [(str(online.store.path), server.url)] * 4)
    assert sorted(hit.asked["q"][:8] for hit in server.behaviour.hits) == ["Lipowa 0", "Lipowa 1", "Lipowa 2"]


@pytest.mark.parametrize("mode", ["ok", "500"])
def test_the_pause_counts_from_the_answer(online: Services, server: PlaceServer, mode: str) -> None:
    server.behaviour.mode, online.geocoding.lookup.pause = mode, 5.0
    with suppress(ServiceFailed):
        online.geocoding.lookup.look_up(Address(city="Wieliczka"), Wanted("nominatim", server.url))
    with online.store.reading() as connection:
        ((free_at,),) = connection.execute("SELECT free_at FROM place_turn").fetchall()
    answered = time.time() - (time.monotonic() - server.behaviour.hits[-1].at)
    assert answered + 4.999 <= free_at <= time.time() + 5


def test_whoever_gives_up_holds_no_turn(online: Services, server: PlaceServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_args: object) -> None:
        raise Cancelled("enough")

    monkeypatch.setattr("solartui.adapters.geocoder.Geocoder.search", give_up)
    with pytest.raises(Cancelled):
        online.geocoding.lookup.look_up(Address(city="Wieliczka"), Wanted("nominatim", server.url))
    with online.store.reading() as connection:
        ((free_at,),) = connection.execute("SELECT free_at FROM place_turn").fetchall()
    assert free_at <= time.time()


def test_a_service_that_is_none_takes_no_turn(online: Services, server: PlaceServer) -> None:
    with pytest.raises(Invalid):
        online.geocoding.lookup.look_up(Address(city="Wieliczka"), Wanted("astrology", server.url))
    with online.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM place_turn").fetchone() == (0,)


def test_a_service_that_wants_a_long_pause_is_not_waited_for(online: Services, server: PlaceServer) -> None:
    from solartui.store.place_turns import leave_alone

    host = server.url.removeprefix("http://")
    with online.store.begin(online.actor) as work:
        leave_alone(work.raw, host, time.time() + 900)
    for _ in range(2):
        with pytest.raises(ServiceFailed, match=r"again in (900|899) s"):
            online.geocoding.lookup.look_up(Address(city="Wieliczka"), Wanted("nominatim", server.url))
    assert server.behaviour.hits == []


def locate_and_die(path: str, url: str) -> None:
    """What a program does that is killed at its third lead."""
    services = open_services(path)
    services.geocoding.lookup.pause = 0.0
    real = services.geocoding.lookup.ask
    asked: list[Address] = []

    def ask(service: Any, address: Address) -> Any:
        if len(asked) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        asked.append(address)
        return real(service, address)

    services.geocoding.lookup.ask = ask  # type: ignore[method-assign]
    services.geocoding.locate(ALL, Wanted("nominatim", url))


def test_a_run_that_was_killed_goes_on_where_it_ended(online: Services, server: PlaceServer) -> None:
    for number in range(4):
        add_lead(online, street=f"Lipowa {number}", city="Wieliczka", country="PL")
    pid = os.fork()
    if pid == 0:
        locate_and_die(str(online.store.path), server.url)
    _, status = os.waitpid(pid, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert {spot(online, number) for number in range(1, 5)} == {(None, None)}
    assert len(server.behaviour.hits) == 2
    assert fates(online.geocoding.locate(ALL, Wanted("nominatim", server.url)).value) == ["located"] * 4
    assert [hit.asked["q"][:8] for hit in server.behaviour.hits] == [f"Lipowa {number}" for number in range(4)]


def test_what_was_answered_goes_when_somebody_is_erased(online: Services, server: PlaceServer) -> None:
    lead = add_lead(online, **WIELICZKA)
    online.geocoding.locate(ALL, Wanted("nominatim", server.url))
    online.erasing.erase(lead.contact.id)
    with online.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM place_answer").fetchone() == (0,)
    assert spot(online, lead.id) == (None, None)


def test_a_clock_that_was_wrong_once_closes_nothing(online: Services) -> None:
    from solartui.store.place_turns import take_turn

    with online.store.begin(online.actor) as work:
        assert take_turn(work.raw, "x", 1e12, 1.0) == 0
        assert take_turn(work.raw, "x", 1000.0, 1.0) == 0
        assert take_turn(work.raw, "x", 1000.0, 1.0) == 1.0
