"""Places on the command line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.place_server import PlaceServer, serving
from tests.cli.conftest import Shell

POSTCODES = (
    "PL\t30-001\tKraków\tMałopolskie\t77\tKraków\t\t\t\t50.0717\t19.9433\t6\n"
    "PL\t32-020\tWieliczka\tMałopolskie\t77\tWieliczka\t\t\t\t49.9871\t20.0653\t6\n"
    "PL\t32-020\tMietniów\tMałopolskie\t77\tWieliczka\t\t\t\t49.9667\t20.0767\t6\n"
    "PL\t33-100\tNigdziewo\tMałopolskie\t77\tTarnów\t\t\t\t50.0123\t20.9876\t4\n"
    "AU\t2000\tSydney\tNew South Wales\tNSW\t\t\t\t\t-33.8688\t151.2093\t4\n"
    "nonsense\n"
)


@pytest.fixture
def server() -> Iterator[PlaceServer]:
    with serving() as server:
        yield server


@pytest.fixture
def postcodes(folder: Path) -> Path:
    path = folder / "postcodes.txt"
    path.write_text(POSTCODES, encoding="utf-8")
    return path


def add_wieliczka(shell: Shell) -> int:
    lead = shell.add("--street", "Lipowa 8", "--postcode", "32-020", "--city", "Wieliczka", "--country", "PL")
    return int(lead["id"])


def test_missing_places_are_filled_in(shell: Shell) -> None:
    number = add_wieliczka(shell)
    shell.add("--city", "Nigdziewo", "--country", "PL")
    document = shell.json("geocode", "--missing")
    assert document["provider"] == "offline"
    assert (document["count"], document["located"], document["not_found"], document["ambiguous"]) == (2, 1, 1, 0)
    first, second = document["leads"]
    assert first["place"] == {
        "text": "Wieliczka, małopolskie, PL", "latitude": 49.9874, "longitude": 20.0647, "precision": "town",
        "provider": "offline", "sure": True,
    }  # fmt: skip
    assert second["reason"] == "No place is known for its address."
    assert shell.json("leads", "show", number)["latitude"] == 49.9874
    assert shell.json("geocode", "--missing", "city:wiel")["count"] == 0
    assert shell("undo").status == 0
    assert shell.json("leads", "show", number)["latitude"] is None


def test_people_read_what_was_found_and_whose_places_they_are(shell: Shell) -> None:
    add_wieliczka(shell)
    shell.add("--city", "Jabłonna", "--country", "PL")
    shown = shell("geocode").out
    assert shown.startswith("1 lead found on the map\n#2: Its address may mean ")
    assert "\n1. Jabłonna, mazowieckie, PL (town) " in shown
    assert shown.endswith("Places: GeoNames CC BY 4.0\n")


def test_several_places_of_one_lead_are_offered_and_one_is_picked(shell: Shell) -> None:
    number = shell.add("--city", "Jabłonna", "--country", "PL")["id"]
    answer = shell("--json", "geocode", f"#{number}")
    assert answer.status == 4
    assert answer.err.count("\n") == 1
    candidates = answer.document["leads"][0]["candidates"]
    assert len(candidates) > 1
    assert shell("geocode", f"#{number}").out.startswith("1. Jabłonna, ")
    assert shell.json("geocode", f"#{number}", "--pick", 2)["located"] == 1
    assert shell.json("leads", "show", number)["latitude"] == candidates[1]["latitude"]
    assert "places to choose from" in shell.refused(2, "geocode", f"#{number}", "--pick", 77)


def test_a_single_lead_that_is_nowhere(shell: Shell) -> None:
    number = shell.add("--city", "Nigdziewo", "--country", "PL")["id"]
    answer = shell("--json", "geocode", f"#{number}")
    assert (answer.status, answer.document["not_found"]) == (3, 1)


def test_a_service_on_this_machine(shell: Shell, server: PlaceServer) -> None:
    number = add_wieliczka(shell)
    document = shell.json("geocode", "--missing", "--provider", "nominatim", "--url", server.url)
    assert (document["provider"], document["located"]) == ("nominatim", 1)
    assert shell.json("leads", "show", number)["longitude"] == 20.0647
    server.behaviour.mode = "three"
    shell.json("leads", "edit", number, "street=Lipowa 9")
    answer = shell("--json", "geocode", f"#{number}", "--provider", "nominatim", "--url", server.url)
    assert (answer.status, len(answer.document["leads"][0]["candidates"])) == (4, 3)
    told = shell("geocode", f"#{number}", "--provider", "nominatim", "--url", server.url).out
    assert told.endswith(f"solartui geocode '#ID' --pick N --provider nominatim --url {server.url}\n")


@pytest.mark.parametrize("mode", ["html", "503", "no coordinates", "hangs up"])
def test_a_service_that_misbehaves_ends_in_one_line(shell: Shell, server: PlaceServer, mode: str) -> None:
    add_wieliczka(shell)
    server.behaviour.mode = mode
    server.behaviour.retry_after = ""
    answer = shell("--json", "geocode", "--provider", "nominatim", "--url", server.url)
    assert (answer.status, answer.document["failed"]) == (4, 1)
    assert answer.err.count("\n") == 1
    assert "Traceback" not in answer.err


def test_a_run_that_breaks_off_says_how_it_goes_on(shell: Shell, server: PlaceServer) -> None:
    for _ in range(2):
        add_wieliczka(shell)
    server.behaviour.mode = "429"
    answer = shell("geocode", "--provider", "photon", "--url", server.url)
    assert answer.status == 4
    assert "wants a pause of 30 s" in answer.err
    assert "run the same again" in answer.err


def test_addresses_leave_the_machine_only_with_the_setting(shell: Shell) -> None:
    add_wieliczka(shell)
    told = shell.refused(4, "geocode", "--provider", "nominatim")
    assert told.endswith("solartui settings set places.provider nominatim")
    assert "no address of a server" in shell.refused(2, "geocode", "--url", "ftp://x")
    assert "no provider" in shell.refused(2, "geocode", "--provider", "A B")
    # It would not help to allow what nobody knows.
    assert "sunmap is no provider of places. Known: " in shell.refused(2, "geocode", "--provider", "sunmap")


def test_leads_are_listed_by_distance(shell: Shell) -> None:
    for city in ("Warszawa", "Kraków", "Wieliczka"):
        shell.add("--city", city, "--country", "PL")
    shell.json("geocode")
    listed = shell.json("leads", "list", "near:wieliczka,300km", "--sort", "distance", "--columns", "city")
    assert [lead["city"] for lead in listed] == ["Wieliczka", "Kraków", "Warszawa"]
    assert "near:30-001" in shell.refused(2, "leads", "list", "--sort", "distance")
    assert "no place nowhere" in shell.refused(2, "leads", "list", "near:nowhere,5km")


# ---- places


def test_places_are_found(shell: Shell) -> None:
    assert shell.json("places", "find", "krakow")[0]["text"] == "Kraków, małopolskie, PL"
    assert "GeoNames CC BY 4.0" in shell("places", "find", "30-001").out
    assert "no place" in shell.refused(3, "places", "find", "nowheresville")
    near = shell.json("places", "at", "49.99,20.06")
    assert near["text"].startswith("Wieliczka")
    assert near["distance_km"] < 1
    assert "coordinates" in shell.refused(2, "places", "at", "91,0")
    shell.refused(3, "places", "at", "0,-140")


def test_a_service_tells_the_address_of_a_place(shell: Shell, server: PlaceServer) -> None:
    server.behaviour.mode = "json"
    server.behaviour.document = {"lat": "49.9873", "lon": "20.0647", "display_name": "Lipowa 8", "addresstype": "road"}
    found = shell.json("places", "at", "49.98,20.06", "--provider", "nominatim", "--url", server.url)
    assert (found["text"], found["precision"]) == ("Lipowa 8", "street")
    assert "OpenStreetMap" in shell("places", "at", "49.98,20.06", "--url", server.url).out
    assert len(server.behaviour.hits) == 1
    assert "settings set places.provider" in shell.refused(4, "places", "at", "49.98,20.06", "--provider", "photon")
    assert len(server.behaviour.hits) == 1


def test_postcodes_make_places_more_exact(shell: Shell, postcodes: Path) -> None:
    assert shell.json("places", "import", postcodes)["countries"] == {"AU": 1, "PL": 4}
    assert shell.json("places", "import", postcodes, "--country", "pl")["countries"] == {"PL": 4}
    assert shell.json("places", "list") == [{"country": "AU", "postcodes": 1}, {"country": "PL", "postcodes": 4}]
    number = add_wieliczka(shell)
    village = shell.add("--city", "Nigdziewo", "--country", "PL")["id"]
    document = shell.json("geocode", "--missing")
    assert [lead["place"]["precision"] for lead in document["leads"]] == ["postcode", "town"]
    assert shell.json("leads", "show", number)["latitude"] == 49.9871
    assert shell.json("leads", "show", village)["latitude"] == 50.0123
    assert [lead["id"] for lead in shell.json("leads", "list", "near:33100,5km")] == [village]


def test_postcodes_come_in_archives_too(shell: Shell, folder: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "read me")
        archive.writestr("PL.txt", POSTCODES)
    (folder / "PL.zip").write_bytes(packed.getvalue())
    assert shell.json("places", "import", folder / "PL.zip", "--country", "PL")["countries"] == {"PL": 4}


def test_what_are_no_postcodes_is_refused_and_nothing_is_lost(shell: Shell, folder: Path, postcodes: Path) -> None:
    shell.json("places", "import", postcodes)
    bad = {
        "text.txt": b"hello\nworld\n",
        "empty.txt": b"",
        "bytes.txt": bytes(range(256)) * 9,
        "x.zip": b"PK\3\4broken",
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content)
        shell.refused(4, "places", "import", folder / name)
    with zipfile.ZipFile(folder / "nothing.zip", "w") as archive:
        archive.writestr("picture.png", b"x")
    shell.refused(4, "places", "import", folder / "nothing.zip")
    shell.refused(4, "places", "import", postcodes, "--country", "DE")
    shell.refused(2, "places", "import", postcodes, "--country", "Poland")
    shell.refused(3, "places", "import", folder / "gone.txt")
    shell.refused(4, "places", "import", folder)
    assert len(shell.json("places", "list")) == 2
