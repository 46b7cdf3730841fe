"""``solartui response``: the rules of the first-response clock, for the whole desk."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

DEFAULT = {
    "opens": "08:00", "closes": "18:00", "days": [0, 1, 2, 3, 4], "country": "PL", "state": None,
    "zone": "Europe/Warsaw", "hours": {"company_leadgen": 2, "manual_entities": 8},
}  # fmt: skip


def test_rules_are_shown_and_set_for_everybody(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shell.json("response", "show") == DEFAULT
    changed = shell.json("response", "set", "opens=7", "days=mon-thu,sat", "country=au", "state=nsw",
                         "zone=Australia/Sydney", "manual_entities=0,5")  # fmt: skip
    assert changed == DEFAULT | {
        "opens": "07:00", "days": [0, 1, 2, 3, 5], "country": "AU", "state": "NSW", "zone": "Australia/Sydney",
        "hours": {"company_leadgen": 2, "manual_entities": 0.5},
    }  # fmt: skip
    monkeypatch.setattr(os, "getuid", lambda: 70_002)
    text = shell("response", "show").out
    assert "07:00–18:00 Australia/Sydney" in text
    assert "mon,tue,wed,thu,sat" in text
    assert "AU NSW" in text
    assert "within 0.5 working hours" in text
    assert "change the settings of the desk" in shell.refused(5, "response", "set", "opens=9")


def test_days_may_go_round_the_weekend_and_a_country_may_have_no_known_holidays(shell: Shell) -> None:
    shell.json("response", "set", "country=AU", "state=VIC")
    changed = shell.json("response", "set", "days=sat-mon", "country=DE", "company_leadgen=0")
    assert (changed["days"], changed["country"], changed["state"]) == ([0, 5, 6], "DE", None)
    text = shell("response", "show").out
    assert "none known for DE" in text
    assert "no clock" in text


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("opens", "no NAME=VALUE"),
        ("mood=good", "no setting mood"),
        ("days=someday", "no day of the week"),
        ("manual_entities=soon", "no number of hours"),
        ("closes=07:00", "Work has to end after it begins."),
        ("zone=Moon/Sea", "no time zone Moon/Sea"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_changed(shell: Shell, pair: str, said: str) -> None:
    answer = shell("response", "set", pair)
    assert answer.status == 2
    assert said in answer.err
    assert shell.json("response", "show") == DEFAULT


@pytest.mark.feature("B-125")
def test_missed_answers_are_noted_on_the_command_line(shell: Shell) -> None:
    shell.add()
    assert shell.json("response", "check") == {"missed": []}
    with closing(sqlite3.connect(shell.database)) as raw, raw:
        raw.execute("UPDATE lead SET respond_by = created_at, respond_key = created_at")
    assert shell.json("response", "check") == {"missed": [1]}
    assert shell.json("response", "check") == {"missed": []}
    assert "0 leads were not answered in time" in shell("response", "check").out
    (noted,) = (one for one in shell.json("leads", "history", 1) if one["kind"] == "answer_missed")
    assert noted["actor"] == "system"
    assert noted["text"].startswith("Not answered until ")
    shell.refused(2, "response", "check", "now")
