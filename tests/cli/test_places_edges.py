"""Places on the command line: both languages, roles, hostile text, exports and what is asked of whom."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from solartui.store.connection import connect
from tests.adapters.place_server import PlaceServer, serving
from tests.cli.conftest import Shell

HOSTILE = "[/] [@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \u202eevil"


@pytest.fixture
def server() -> Iterator[PlaceServer]:
    with serving() as server:
        yield server


@pytest.fixture
def towns(shell: Shell) -> Shell:
    for city in ("Kraków", "Wieliczka", "Warszawa"):
        shell.add("--city", city, "--country", "PL", name=f"Jan z {city}")
    shell.json("geocode")
    return shell


def role(shell: Shell, name: str) -> None:
    """Whoever runs the tests has another role from now on."""
    with closing(connect(shell.database, writable=True)) as connection:
        connection.execute("UPDATE user_account SET role = ? WHERE uid = ?", (name, os.getuid()))


@pytest.mark.parametrize(
    ("name", "words", "status"),
    [
        ("viewer", ("geocode",), 5),
        ("viewer", ("geocode", "--missing", "--provider", "nominatim"), 5),
        ("viewer", ("places", "find", "krakow"), 0),
        ("viewer", ("places", "at", "50.06,19.94"), 0),
        ("viewer", ("leads", "list", "near:krakow,5km"), 0),
        ("viewer", ("route",), 0),
        ("sales", ("geocode",), 0),
        ("sales", ("settings", "set", "places.provider", "nominatim"), 5),
        ("manager", ("places", "import", "x.txt"), 5),
        ("admin", ("places", "import", "x.txt"), 3),
    ],
)
def test_what_each_role_may_do(towns: Shell, name: str, words: tuple[str, ...], status: int) -> None:
    role(towns, name)
    answer = towns(*words)
    assert answer.status == status, answer


@pytest.mark.parametrize("words", [("geocode",), ("places", "find", "krakow"), ("route",), ("places", "list")])
def test_in_polish_too(towns: Shell, words: tuple[str, ...]) -> None:
    answer = towns(*words, "--lang", "pl")
    assert answer.status == 0
    assert "Traceback" not in answer.out + answer.err


def test_hostile_text_reaches_neither_terminal_nor_service_in_one_piece(shell: Shell, server: PlaceServer) -> None:
    number = shell.add("--city", HOSTILE, "--street", HOSTILE, name="x")["id"]
    server.behaviour.mode = "json"
    server.behaviour.document = [
        {"lat": "50", "lon": "20", "display_name": HOSTILE}, {"lat": "51", "lon": "21", "display_name": "\x1b[2J\n"},
    ]  # fmt: skip
    answer = shell("geocode", f"#{number}", "--provider", "nominatim", "--url", server.url)
    assert answer.status == 4
    assert not {"\x1b", "\x07", "\u202e"} & set(answer.out + answer.err)
    assert "1. [/] [@click=app.quit]x[/]" in answer.out
    assert not {"\x1b", "\u202e"} & set(server.behaviour.hits[-1].asked["q"])
    shell.json("geocode", f"#{number}", "--provider", "nominatim", "--url", server.url, "--pick", 1)
    shown = shell("leads", "show", number)
    assert not {"\x1b", "\x07", "\u202e"} & set(shown.out)


def test_the_distance_is_in_lists_and_exports_while_there_is_one(towns: Shell, folder: Path) -> None:
    listed = towns("leads", "list", "near:krakow,50km", "--sort", "distance").out.splitlines()
    assert "Distance, km" in listed[0]
    assert len(listed) == 3
    found = towns.json("leads", "list", "near:krakow,50km", "--sort", "distance")
    assert [lead["distance"] for lead in found] == [0.0, pytest.approx(12.3, abs=0.1)]
    assert "distance" not in towns.json("leads", "list")[0]
    assert towns.json("leads", "list", "--columns", "id,distance")[0]["distance"] is None
    path = folder / "near.csv"
    towns.json("export", path, "near:krakow,50km", "--sort", "distance", "--columns", "name,distance")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["Lead ID", "Lead name", "Distance, km"]
    assert [row[2] for row in rows[1:]] == ["0", "12.3"] or float(rows[2][2]) == pytest.approx(12.3, abs=0.1)
    workbook = folder / "near.xlsx"
    towns.json("export", workbook, "near:krakow,50km", "--columns", "name,distance")
    assert towns.json("import", workbook, "--dry-run", "--source", "manual_entities")["updated"] == 0


def test_leads_of_a_filter_are_looked_up(towns: Shell, server: PlaceServer) -> None:
    wanted = ("--provider", "nominatim", "--url", server.url)
    document = towns.json("geocode", "city:wiel", *wanted)
    assert (document["count"], document["located"]) == (1, 1)
    assert towns.json("geocode", "city:wiel", *wanted)["unchanged"] == 1
    assert towns.json("geocode", "--missing", "city:wiel", *wanted)["count"] == 0
    assert len(server.behaviour.hits) == 1
    assert "Column" in towns.refused(2, "geocode", "stage:nowhere")


def test_nothing_is_written_where_nothing_was_found(shell: Shell, server: PlaceServer) -> None:
    for street in ("a 1", "b 2"):
        shell.add("--street", street, "--city", "Wieliczka", "--country", "PL")
    server.behaviour.mode = "empty list"
    document = shell.json("geocode", "--provider", "nominatim", "--url", server.url)
    assert (document["not_found"], document["change"]) == (2, None)
    assert shell.json("undo", "--list")[0]["kind"] == "lead.created"


def test_archived_and_deleted_leads_are_left_alone(towns: Shell) -> None:
    gone = [towns.add("--city", "Tarnów", "--country", "PL", name=name)["id"] for name in ("a", "b")]
    towns("leads", "archive", gone[0])
    towns("leads", "delete", gone[1])
    assert towns.json("geocode", "--missing")["count"] == 0
    assert towns.json("geocode", "--missing", "archived:any")["located"] == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "no file of postcodes"),
        ("PL\t30-001\tKraków\tM\t\t\t\t\t\t19.94\t50.06\t6\n", "no file of postcodes"),
        ("PL\t30-001\tKraków\tM\t\t\t\t\t\t50,06\t19,94\t6\n", "no file of postcodes"),
        ("30-001\tPL\tKraków\tM\t\t\t\t\t\t50.06\t19.94\t6\n", "no file of postcodes"),
        ("PL;30-001;Kraków;M;;;;;;50.06;19.94;6\n", "no file of postcodes"),
    ],
)
def test_what_is_no_file_of_postcodes_changes_nothing(shell: Shell, folder: Path, lines: str, said: str) -> None:
    good, wrong = folder / "good.txt", folder / "wrong.txt"
    good.write_text("PL\t30-001\tKraków\tM\t\t\t\t\t\t50.06\t19.94\t6\n", encoding="utf-8")
    wrong.write_text(lines, encoding="utf-8")
    assert shell.json("places", "import", good)["countries"] == {"PL": 1}
    assert said in shell.refused(4, "places", "import", wrong)
    assert shell.json("places", "list") == [{"country": "PL", "postcodes": 1}]


def test_a_pipe_and_a_folder_are_not_waited_for(shell: Shell, folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    assert "cannot be read" in shell.refused(4, "places", "import", pipe)
    assert "cannot be read" in shell.refused(4, "places", "import", folder)
