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
    assert 60 < found["distance_km"] < 90
    assert found["unplaced"] == [{"lead": nowhere, "name": found["unplaced"][0]["name"]}]
    assert found["links"][0].startswith("https://www.google.com/maps/dir/?api=1&origin=50.0")
    text = shell("route", day).out
    assert "3 visits" in text
    assert "as the crow flies" in text
    assert "1. Jan z" in text
    assert "\n".join(found["links"])[:40] in text


def test_a_day_without_visits_and_days_that_are_none(shell: Shell) -> None:
    found = shell.json("route")
    assert (found["stops"], found["links"], found["from"]) == ([], [], None)
    assert shell("route", "tomorrow").out.startswith("20")
    assert "is no day" in shell.refused(2, "route", "someday")
    assert "no place" in shell.refused(2, "route", "today", "--from", "nowheresville")
