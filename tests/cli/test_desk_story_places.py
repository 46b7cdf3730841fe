"""A day of calls and visits: notes with files, follow-ups, places at the ends of the earth, conversions, filters."""

from __future__ import annotations

import os
import socket
from itertools import pairwise, product
from math import acos, cos, radians, sin
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

LIMIT = 10_485_760
SPOTS = ((50.0619, 19.9368), (-33.8688, 151.2093), (90.0, 0.0), (-90.0, 0.0), (0.0, 179.9999), (0.0, -179.9999),
         (0.0001, -0.0001), (64.1466, -21.9426))  # fmt: skip


def scatter(shell: Shell) -> None:
    for place, (latitude, longitude) in enumerate(SPOTS, 1):
        shell.add("--latitude", latitude, "--longitude", longitude, name=f"Lead {place}")


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """By the law of cosines, not by the haversine."""
    (lat1, lon1), (lat2, lon2) = [(radians(lat), radians(lon)) for lat, lon in (one, other)]
    cosine = sin(lat1) * sin(lat2) + cos(lat1) * cos(lat2) * cos(lon1 - lon2)
    return 6371.0 * acos(max(-1.0, min(1.0, cosine)))


# ---- notes and their files


@pytest.mark.feature("B-129", "B-130", "B-131")
def test_the_largest_file_and_one_byte_more(shell: Shell, folder: Path) -> None:
    shell.add()
    path = folder / "exact.bin"
    with path.open("wb") as file:
        file.truncate(LIMIT)
    assert shell.json("leads", "note", 1, "exactly", "--attach", path)["body"] == "exactly"
    before = shell.json("undo", "--list")
    with path.open("ab") as file:
        file.write(b"x")
    assert "10 MiB" in shell.refused(4, "leads", "note", 1, "more", "--attach", path)
    assert shell.json("undo", "--list") == before
    assert shell.database.stat().st_size < 3 * LIMIT


@pytest.mark.feature("B-129", "B-135")
@pytest.mark.parametrize(
    "name",
    ["-rf.txt", "a b.txt", "[bold]x[bold].txt", "żółć.pdf", "\x1b[31mred.txt", "..txt", "x" * 200 + ".txt",
     "line\nbreak.txt", "\u202egpj.exe", "'; DROP TABLE lead.txt", "%s%n.txt"],
)  # fmt: skip
def test_names_of_files_are_only_names(shell: Shell, folder: Path, name: str) -> None:
    shell.add()
    (folder / name).write_bytes(b"content")
    answer = shell("leads", "note", 1, "see the file", "--attach", folder / name)
    assert answer.status in {0, 4}, answer
    assert "\x1b" not in answer.out + answer.err
    history = shell("leads", "history", 1)
    assert history.status == 0
    assert not {"\x1b", "\u202e"} & set(history.out + answer.out)
    assert shell.json("leads", "show", 1)["id"] == 1


@pytest.mark.feature("B-129")
def test_what_is_no_file_is_refused(shell: Shell, folder: Path) -> None:
    shell.add()
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "nowhere").symlink_to(folder / "gone")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(folder / "s"))
        before = shell.json("undo", "--list")
        for path in (folder / "pipe", folder / "loop", folder, folder / "s", "/dev/zero", "/dev/null"):
            assert shell.refused(4, "leads", "note", 1, "x", "--attach", path), path
        assert shell("leads", "note", 1, "x", "--attach", folder / "nowhere").status in {3, 4}
        assert shell.refused(3, "leads", "note", 1, "x", "--attach", folder / "none")
        assert shell.json("undo", "--list") == before


@pytest.mark.feature("B-128", "B-133")
@pytest.mark.parametrize("when", ["+3d", "tomorrow", "fri 14:00", "24.12", "2027-01-15 08:00"])
def test_a_note_makes_a_follow_up_in_one_step(shell: Shell, when: str) -> None:
    shell.add()
    shell.json("leads", "note", 1, "call again", "--follow-up", when)
    lead = shell.json("leads", "show", 1)
    assert lead["next_follow_up"]
    assert "call again" in shell("leads", "history", 1).out
    shell.json("undo")
    assert shell.json("leads", "show", 1)["next_follow_up"] is None, "both go together"


@pytest.mark.feature("B-133")
@pytest.mark.parametrize("when", ["garbage", "32.12", "2026-02-30", "25:00", "+", "+99999999999d"])
def test_a_follow_up_that_is_no_time_leaves_no_note(shell: Shell, when: str) -> None:
    shell.add()
    before = shell.json("leads", "history", 1)
    assert shell.refused(2, "leads", "note", 1, "call again", "--follow-up", when)
    assert shell.json("leads", "history", 1) == before


@pytest.mark.feature("D-27")
@pytest.mark.parametrize(
    ("status", "words"),
    [
        (0, ("1", "[b]x[/b] \\x1b ' \" %s")),
        (0, ("1", "-dashed", "--icon", "money", "--colour", "green")),
        (2, ("1", "")),
        (2, ("1", "  \t ")),
        (2, ("1", "x", "--icon", "nope")),
        (2, ("1", "x", "--colour", "pink")),
        (3, ("9", "x")),
        (2, ("x", "x")),
    ],
)
def test_comments(shell: Shell, status: int, words: tuple[str, ...]) -> None:
    shell.add()
    answer = shell("leads", "comment", *words)
    assert answer.status == status, answer
    shown = shell("leads", "history", 1).out
    assert shown.count("\n") == (2 if status == 0 else 1)
    assert status or words[1] in shown


# ---- near and places


@pytest.mark.feature("B-55")
def test_near_is_a_circle_everywhere(shell: Shell) -> None:
    scatter(shell)
    for (number, centre), radius in product(enumerate(SPOTS, 1), (1, 100, 10_000, 20_000)):
        wanted = {place for place, spot in enumerate(SPOTS, 1) if kilometres(centre, spot) <= radius}
        for where in (f"near:{centre[0]},{centre[1]},{radius}km", f"near:#{number},{radius}km"):
            found = shell.json("leads", "list", where)
            assert {lead["id"] for lead in found} == wanted, where


NO_CIRCLES = (
    ("near:91,0,10km", "no place on earth"),
    ("near:0,181,10km", "no place on earth"),
    ("near:0,0,10km", "no place on earth"),
    ("near:Kraków,0km", "no distance"),
    ("near:Kraków,99999km", "no distance"),
    ("near:", "needs a value"),
    ("near:,", "needs a value"),
    ("near:#9,5km", "no lead 9"),
    ("near:#x,5km", "no place #x"),
    ("near:xyzzyqwv,5km", "no place xyzzyqwv"),
    ("near:Kraków,10parsec", "no distance"),
    ("near:Kraków,-10km", "no distance"),
    ("near:Krakuff,10km", "no place Krakuff"),
    ("near:Wielczka,10km", "Perhaps it is Wieliczka, małopolskie, PL."),
    ("near:Springfield,10km", "Several places"),
    ("near:" + "x" * 500 + ",5km", "too long"),
    ("near:'; DROP TABLE lead;--,5km", "no place"),
)


@pytest.mark.feature("B-55")
def test_near_what_is_nowhere(shell: Shell) -> None:
    for query, said in NO_CIRCLES:
        shell.add("--city", "Kraków")
        assert said in shell.refused(2, "leads", "list", query)


PLACES = (
    (0, ("find", "krakow")),
    (0, ("find", "KRAKÓW, PL")),
    (0, ("find", "-33.9,151.2")),
    (0, ("find", "33.9 S 151.2 E")),
    (0, ("find", "#1")),
    (3, ("find", "#2")),
    (3, ("find", "#99999999999999999")),
    (3, ("find", "91,0")),
    (3, ("find", "0,0")),
    (3, ("find", "<script>")),
    (3, ("find", "%")),
    (2, ("find", "")),
    (2, ("find", "  ")),
    (2, ("find",)),
    (0, ("at", "-33.9,151.2")),
    (0, ("at", "49,9874;20,0647")),
    (0, ("at", "49.98 20.06")),
    (3, ("at", "-90,180")),
    (2, ("at", "91,0")),
    (2, ("at", "nan,nan")),
    (2, ("at", "abc")),
    (2, ("at", "1e1,1e1")),
    (2, ("at", "--nope")),
)


@pytest.mark.feature("B-75")
def test_places_by_name_and_by_number(shell: Shell) -> None:
    for status, words in PLACES:
        shell.add("--latitude", "50", "--longitude", "20")
        shell.add(name="Nowhere")
        answer = shell("places", *words)
        assert (answer.status, answer.err.count("\n")) == (status, int(status != 0)), answer


@pytest.mark.feature("B-75")
def test_a_lead_is_a_place(shell: Shell) -> None:
    shell.add("--latitude", "-33.9", "--longitude", "151.2")
    (found,) = shell.json("places", "find", "#1")
    assert (found["latitude"], found["longitude"]) == (-33.9, 151.2)


@pytest.mark.parametrize("start", ["91,0", "0,0", "#9", "nowhereville", "Springfield", "0,181"])
def test_a_route_begins_at_no_guess(shell: Shell, start: str) -> None:
    scatter(shell)
    assert shell.refused(2, "route", "--from", start)


@pytest.mark.parametrize("day", ["2026-02-30", "someday", "", "tomorow", "'; --"])
def test_a_route_of_no_day(shell: Shell, day: str) -> None:
    assert shell.refused(2, "route", day)


def test_a_route_goes_round_the_world(shell: Shell) -> None:
    for place, (latitude, longitude) in enumerate(SPOTS, 1):
        shell.add("--latitude", latitude, "--longitude", longitude, "--next-follow-up", "today 23:59",
                  name=f"Lead {place}")  # fmt: skip
    shell.add("--next-follow-up", "today 23:58", name="Unplaced")
    route = shell.json("route", "--from", "50.0619,19.9368")
    numbers = [stop["lead"] for stop in route["stops"]]
    assert sorted(numbers) == list(range(1, len(SPOTS) + 1))
    assert numbers[0] == 1
    assert [one["name"] for one in route["unplaced"]] == ["Unplaced"]
    legs = [SPOTS[0], *(SPOTS[number - 1] for number in numbers)]
    whole = sum(kilometres(one, other) for one, other in pairwise(legs))
    assert route["distance_km"] == pytest.approx(whole, rel=1e-3)


NO_COORDINATES = (
    (("latitude=90.0001", "longitude=0"), "more than 90"),
    (("latitude=-91", "longitude=0"), "less than -90"),
    (("latitude=0", "longitude=180.5"), "more than 180"),
    (("latitude=nan", "longitude=1"), "no number"),
    (("latitude=1e400", "longitude=1"), "no number"),
    (("latitude=5",), "both"),
)


@pytest.mark.feature("B-75")
def test_coordinates_that_are_none(shell: Shell) -> None:
    lead = shell.add()
    for word, said in NO_COORDINATES:
        assert said in shell.refused(2, "leads", "edit", 1, *word)
        assert shell.json("leads", "show", 1) == lead


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (4, ("--provider", "nominatim")),
        (2, ("--provider", "nonsense")),
        (2, ("--provider", "photon", "--url", "ftp://x")),
        (2, ("--pick", "99")),
        (2, ("--nope",)),
    ],
)
def test_nothing_is_sent_or_guessed(shell: Shell, status: int, words: tuple[str, ...]) -> None:
    for name in ("A", "B"):
        shell.add("--city", "Springfield", "--country", "US", name=name)
    before = shell.json("leads", "list")
    assert shell.refused(status, "geocode", *words)
    assert shell.json("leads", "list") == before


def test_several_places_of_one_name_are_offered(shell: Shell) -> None:
    shell.add("--city", "Springfield", "--country", "US")
    answer = shell("geocode", "--json")
    assert answer.document["located"] == 0
    assert answer.document["ambiguous"] == 1
    assert shell.json("leads", "show", 1)["latitude"] is None


# ---- bills, conversion, filters, languages


@pytest.mark.feature("B-82")
@pytest.mark.parametrize(
    ("kwh", "first", "last", "average"),
    [
        ("4200", "2025-01-01", "2025-12-31", 350.0),
        ("4200", "1.1.2024", "31.12.2024", 350.0),
        ("4 200,0", "2025-01-01", "2026-01-01", 350.0),
        ("895", "2024-02-01", "2024-02-29", 833.3),
        ("895", "2023-02-01", "2023-02-28", 833.3),
        ("1022", "2025-01-01", "2025-01-31", 833.3),
    ],
)
def test_bills_of_whole_months(shell: Shell, kwh: str, first: str, last: str, average: float) -> None:
    shell.add("--latitude", "50", "--longitude", "20", "--type", "residential")
    lead = shell.json("leads", "bill", 1, kwh, first, last)
    assert lead["monthly_kwh"] == pytest.approx(average, abs=0.06)
    shell.json("leads", "edit", 1, "latitude=-33", "longitude=151")
    southern = shell.json("leads", "bill", 1, kwh, first, last)["monthly_kwh"]
    assert (southern == pytest.approx(average, abs=0.06)) is (average == 350.0)


NO_BILLS = (
    (2, ("1", "5", "2025-02-01", "2025-01-31")),
    (2, ("1", "5", "2025-02-30", "2025-03-30")),
    (2, ("1", "0", "2025-01-01", "2025-01-31")),
    (2, ("1", "1e99", "2025-01-01", "2025-01-31")),
    (2, ("1", "nan", "2025-01-01", "2025-01-31")),
    (2, ("1", "5", "1900-01-01", "2200-01-01")),
    (2, ("1", "5", "2025-01-01")),
    (3, ("9", "5", "2025-01-01", "2025-01-31")),
)


@pytest.mark.feature("B-82")
def test_bills_that_are_none(shell: Shell) -> None:
    lead = shell.add("--monthly-kwh", "111")
    for status, words in NO_BILLS:
        assert shell.refused(status, "leads", "bill", *words)
        assert shell.json("leads", "show", 1) == lead


@pytest.mark.feature("B-162")
@pytest.mark.parametrize(("language", "word"), [("en", "location"), ("pl", "lokalizacji")])
def test_no_project_without_a_place(shell: Shell, language: str, word: str) -> None:
    shell.add(name="Bez Miejsca")
    before = shell.json("leads", "show", 1)
    assert word in shell.refused(4, "--lang", language, "leads", "convert", 1)
    assert shell.json("projects", "list") == []
    assert shell.json("leads", "show", 1) == before


LONG = "a" * 10_000
STRANGE: tuple[tuple[int, str], ...] = (
    (0, '"'), (0, "a AND b"), (0, "*"), (0, "%"), (0, "\\"), (0, "''"), (0, "NEAR(a b)"), (0, "a OR b*"), (0, "_"),
    (0, "-zzz"), (0, "日本"), (0, "\u202e"), (2, LONG), (2, f"city:{LONG}"), (2, "stage:nope"), (2, "stage:"),
    (2, "kwh>abc"), (2, "kwh>"), (2, "created:2026-13-01"), (2, "nofield:x"), (2, "kwh:1..x"), (2, "owner:nobody!!"),
)  # fmt: skip


def test_strange_filters_are_answered_in_one_line(shell: Shell) -> None:
    shell.add("--city", "Opole")
    for status, query in STRANGE:
        answer = shell("leads", "list", query)
        assert answer.status in {0, status}, (query[:40], answer.err[:200])
        assert answer.err.count("\n") <= 1, query[:40]
        assert len(answer.err) < 400, query[:40]
        assert "Traceback" not in answer.err
    assert shell.refused(2, "leads", "list", " ".join(f"city:c{n}" for n in range(3_000)))


POLISH: tuple[tuple[int, tuple[str, ...], str], ...] = (
    (3, ("leads", "show", "9"), "Nie ma leada 9."),
    (3, ("contacts", "show", "9"), "Nie ma kontaktu 9."),
    (4, ("users", "disable", "ewa"), "jedyny administrator"),
    (4, ("stages", "add", "Otwarte"), "już jest"),
    (2, ("leads", "bill", "1", "5", "2025-02-01", "2025-01-01"), "rachunku"),
    (2, ("places", "at", "x"), "współrzędnych"),
    (2, ("nope",), "Nie ma polecenia nope"),
    (3, ("import", "/no/such.xlsx"), "Nie ma pliku"),
)


def test_mistakes_in_polish(shell: Shell) -> None:
    shell.add()
    for status, words, said in POLISH:
        assert said in shell.refused(status, "--lang", "pl", *words), words


def test_a_note_is_counted_once_in_what_can_be_undone(shell: Shell, folder: Path) -> None:
    shell.add()
    (folder / "a.txt").write_text("a", "utf-8")
    shell.json("leads", "note", 1, "with a file", "--attach", folder / "a.txt", "--follow-up", "+1d")
    listed: list[dict[str, Any]] = shell.json("undo", "--list")
    assert len(listed) == 2
    for _each in listed:
        shell.json("undo")
    assert shell.json("leads", "list") == []
