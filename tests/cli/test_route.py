"""Today's visits on the command line."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.cli.conftest import Shell


def add(shell: Shell, city: str, when: str, owner: str = "me") -> int:
    number = int(shell.add("--city", city, "--country", "PL", name=f"Jan z {city}")["id"])
    shell.json(
        "leads", "edit", number, f"next_follow_up={when}", "follow_up_note=measure the roof", f"assignee={owner}"
    )
    return number


def test_users_ask_32_visits_of_a_day_in_the_order_of_the_road(shell: Shell) -> None:
    day = (datetime.now() + timedelta(days=3)).date().isoformat()  # noqa: DTZ005 - a day on the clock of this place
    tarnow, krakow, bochnia = (add(shell, city, f"{day}T10:00") for city in ("Tarnów", "Kraków", "Bochnia"))
    add(shell, "Brzesko", f"{day}T10:00", owner="anna")
    nowhere = add(shell, "Nigdziewo", f"{day}T12:00")
    shell.json("geocode", "--missing")
    found = shell.json("route", day, "--from", "Kraków")
    assert found["day"] == day
    assert [stop["lead"] for stop in found["stops"]] == [krakow, bochnia, tarnow]
    assert [stop["number"] for stop in found["stops"]] == [1, 2, 3]
    assert found["stops"][0]["about"] == "measure the roof"
    assert found["stops"][0]["planned"] == shell.json("leads", "show", krakow)["next_follow_up"]
    assert 60 < found["distance_km"] < 90
    assert found["unplaced"] == [{"lead": nowhere, "project": None, "name": found["unplaced"][0]["name"]}]
    assert found["links"][0].startswith("https://www.google.com/maps/dir/?api=1&origin=50.0")
    text = shell("route", day).out
    assert "3 visits" in text
    assert "as the crow flies" in text
    assert "1. Jan z" in text
    assert "\n".join(found["links"])[:40] in text


def test_a_day_without_visits_and_days_that_are_none(shell: Shell) -> None:
    found = shell.json("route")
    assert (found["stops"], found["links"], found["from"]) == ([], [], None)
    assert shell("route", "tomorrow").out.endswith(" · 0 visits\n")
    assert "is no day" in shell.refused(2, "route", "someday")
    assert "no place" in shell.refused(2, "route", "today", "--from", "nowheresville")


def test_a_job_of_a_project_is_a_stop(shell: Shell) -> None:
    shell.json("contacts", "add", "--name", "Jan Kowalski", "--phone", "+48 600 100 100")
    place = "--city Kraków --street Długa --country PL --latitude 50.06 --longitude 19.94"
    project = shell.json("projects", "add", "--contact", 1, *place.split())["id"]
    shell.json("projects", "stage", project, "inspection", "--reason", "signed on paper")
    shell.json("projects", "do", project, "start_inspection_job")
    shell.json("projects", "do", project, "schedule_inspection_job", "when=tomorrow 10:00", "team=Iga")
    elsewhere = shell.json("projects", "add", "--contact", 1, "--city", "Nigdziewo")["id"]
    shell.json("projects", "stage", elsewhere, "inspection", "--reason", "signed on paper")
    shell.json("projects", "do", elsewhere, "start_inspection_job")
    shell.json("projects", "do", elsewhere, "schedule_inspection_job", "when=tomorrow 12:00", "team=Iga")
    found = shell.json("route", "tomorrow")
    stop = found["stops"][0]
    assert (stop["lead"], stop["project"], stop["job"], stop["about"]) == (None, project, "inspection", "Iga")
    assert (stop["phone"], stop["address"]) == ("+48 600 100 100", "Długa, Kraków")
    assert found["unplaced"] == [{"lead": None, "project": elsewhere, "name": "Jan Kowalski – Nigdziewo"}]
    text = shell("route", "tomorrow", "--lang", "en").out
    assert f"project #{project} · Inspection · 10:00" in text
    assert f"\nproject #{elsewhere} Jan Kowalski" in text
    assert shell.json("route")["stops"] == []


def test_kilometres_have_a_comma_in_polish(shell: Shell) -> None:
    number = add(shell, "Wieliczka", "tomorrow")
    shell.json("geocode", f"#{number}")
    assert "1 wizyta · 12,0 km" in shell("route", "tomorrow", "--from", "50.06,19.94", "--lang", "pl").out
    assert "1 visit · 12.0 km" in shell("route", "tomorrow", "--from", "50.06,19.94", "--lang", "en").out
    nothing = shell.json("route", "--from", "Kraków")
    assert (nothing["stops"], nothing["links"]) == ([], [])
    assert nothing["from"]["text"] == "Kraków"
