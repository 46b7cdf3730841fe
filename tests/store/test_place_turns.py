"""Turns at services, and answers that are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from solartui.domain.geocoding import Found, Precision
from solartui.services.container import Services
from solartui.store.place_turns import give_back, keep_answer, known_answer, leave_alone, take_turn

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
HOUSE = Found("Lipowa 8, Wieliczka", 49.9873, 20.0647, Precision.ADDRESS, "nominatim")


def test_one_turn_is_taken_and_the_others_wait(services: Services) -> None:
    with services.store.begin(services.actor) as work:
        waits = [take_turn(work.raw, "x", 100.0, 1.0) for _ in range(4)]
        assert waits == [0, 1, 1, 1]
        assert take_turn(work.raw, "other", 100.0, 1.0) == 0
        assert take_turn(work.raw, "x", 100.5, 1.0) == pytest.approx(0.5)
        assert take_turn(work.raw, "x", 101.0, 1.0) == 0
        assert take_turn(work.raw, "x", 101.0, 1.0) == 1


def test_turns_are_those_of_all_programs(services: Services) -> None:
    for moment, wanted in ((100.0, 0.0), (100.5, 0.5), (101.0, 0.0), (101.25, 0.75)):
        with services.store.begin(services.actor) as work:
            assert take_turn(work.raw, "x", moment, 1.0) == wanted


def test_whoever_wakes_up_late_has_its_pause_behind_it(services: Services) -> None:
    with services.store.begin(services.actor) as work:
        assert take_turn(work.raw, "x", 100.0, 1.0) == 0
        assert take_turn(work.raw, "x", 101.9, 1.0) == 0
        assert take_turn(work.raw, "x", 102.0, 1.0) == pytest.approx(0.9)


def test_a_turn_is_given_back_unless_a_pause_was_asked_for_meanwhile(services: Services) -> None:
    with services.store.begin(services.actor) as work:
        assert take_turn(work.raw, "x", 100.0, 3.0) == 0
        give_back(work.raw, "x", 103.0, 101.5)
        assert take_turn(work.raw, "x", 101.0, 3.0) == 0.5
        assert take_turn(work.raw, "x", 101.5, 3.0) == 0
        leave_alone(work.raw, "x", 130.0)
        give_back(work.raw, "x", 104.5, 103.0)
        assert take_turn(work.raw, "x", 110.0, 3.0) == 20


def test_a_pause_is_never_made_shorter(services: Services) -> None:
    with services.store.begin(services.actor) as work:
        leave_alone(work.raw, "x", 200.0)
        leave_alone(work.raw, "x", 150.0)
        assert take_turn(work.raw, "x", 100.0, 1.0) == 100


def test_a_time_far_in_the_future_is_a_clock_that_was_wrong(services: Services) -> None:
    with services.store.begin(services.actor) as work:
        leave_alone(work.raw, "x", 1e12)
        assert take_turn(work.raw, "x", 100.0, 1.0) == 0


def test_taking_a_turn_is_no_change_that_can_be_undone(services: Services) -> None:
    with services.store.begin(services.actor) as work:
        take_turn(work.raw, "x", 100.0, 1.0)
        assert not work.wrote
    assert services.undo.last() is None


# ---- answers


def answer(services: Services, found: list[Found], question: str = "q") -> None:
    with services.store.begin(services.actor) as work:
        keep_answer(work.raw, "nominatim x", question, found, NOW)


def known(services: Services, later: timedelta = timedelta(0), service: str = "nominatim x") -> list[Found] | None:
    with services.store.reading() as connection:
        return known_answer(connection, service, "q", NOW + later)


@pytest.mark.parametrize(
    ("found", "days", "there"),
    [
        ([HOUSE], 0, True),
        ([HOUSE, HOUSE], 179, True),
        ([replace(HOUSE, sure=False)], 0, True),
        ([HOUSE], 181, False),
        ([], 6, True),
        ([], 8, False),
    ],
)
def test_answers_are_good_for_a_while(services: Services, found: list[Found], days: int, there: bool) -> None:
    answer(services, found)
    assert known(services, timedelta(days=days)) == (found if there else None)


def test_an_answer_of_an_earlier_version_is_as_sure_as_it_was(services: Services) -> None:
    answer(services, [HOUSE])
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE place_answer SET answer = json_remove(answer, '$[0][5]')")
    assert known(services) == [HOUSE]


def test_another_service_has_its_own_answers(services: Services) -> None:
    answer(services, [HOUSE])
    assert known(services, service="photon x") is None


def test_a_newer_answer_takes_the_place_of_the_older_one(services: Services) -> None:
    answer(services, [])
    answer(services, [HOUSE])
    assert known(services) == [HOUSE]
    with services.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM place_answer").fetchone() == (1,)


def test_places_are_kept_with_all_their_signs(services: Services) -> None:
    strange = Found("Żółć 名前 \u202e[/]", -33.123456789, 179.99, Precision.AREA, "x")
    answer(services, [strange])
    assert known(services) == [strange]


@pytest.mark.parametrize("damaged", ["", "null", "{}", "[1]", '[["x", 1]]', '[["x", "n", 2, "town", "y"]]', "[[", "7"])
def test_a_damaged_answer_is_asked_for_again(services: Services, damaged: str) -> None:
    answer(services, [HOUSE])
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE place_answer SET answer = ?", (damaged,))
    assert known(services) in (None, [])


def test_no_address_can_be_read_from_what_is_kept(services: Services) -> None:
    from solartui.domain.geocoding import fingerprint

    answer(services, [], fingerprint("nominatim x", "Tajna 7, 30-001 Kraków"))
    with services.store.reading() as connection:
        rows = connection.execute("SELECT * FROM place_answer").fetchall()
    assert "Tajna" not in repr(rows)
    assert "30-001" not in repr(rows)
