"""``solartui intake`` and ``solartui report sources``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

EWA = {"contact": {"name": "Ewa [b]Lis", "emails": ["ewa@x.pl"]}, "address": {"city": "Gdów"}, "channel": "web"}


@pytest.mark.feature("B-05")
def test_one_lead_a_list_and_a_lead_a_line_are_taken_in(shell: Shell, tmp_path: Path) -> None:
    assert shell.json("intake", "-", typed=json.dumps(EWA)) == {"taken": [1], "refused": []}
    lead = shell.json("leads", "show", 1)
    assert (lead["source"], lead["created_by"], lead["contact"]["name"]) == ("company_leadgen", "system", "Ewa [b]Lis")
    file = tmp_path / "leads.json"
    file.write_text(json.dumps([EWA, {"city": "Gdów"}, 7, {**EWA, "monthly_kwh": "much"}]), encoding="utf-8")
    answer = shell("intake", file)
    assert (answer.status, answer.out) == (0, "1 lead taken in\n")
    assert [line.split(":")[1] for line in answer.err.splitlines()] == [" Lead 2", " Lead 3", " Lead 4"]
    lines = "\n".join(json.dumps(EWA | {"channel": name}) for name in ("web", "fair"))
    assert shell.json("intake", "-", typed=lines + "\n")["taken"] == [3, 4]
    assert len(shell.json("contacts", "list")) == 1


def test_what_is_no_lead_is_one_line(shell: Shell, tmp_path: Path) -> None:
    for typed, status, why in (
        ("{", 2, "no JSON"),
        ("[1]", 4, "Nothing was taken in."),
        ('{"contact": []}', 4, "Nothing"),
    ):
        answer = shell("intake", "-", typed=typed)
        assert answer.status == status
        assert why in answer.err.splitlines()[-1]
    assert shell("intake", tmp_path / "none.json").status == 3
    assert shell.json("leads", "list") == []


@pytest.mark.feature("B-06")
def test_sources_are_reported(shell: Shell) -> None:
    assert shell("report", "sources").err == "solartui: No leads.\n"
    shell("intake", "-", typed=json.dumps(EWA))
    shell("leads", "move", 1, "contacted")
    (line,) = shell.json("report", "sources")
    assert {key: line[key] for key in ("source", "channel", "leads", "contacted", "converted")} == {
        "source": "company_leadgen", "channel": "web", "leads": 1, "contacted": 1, "converted": 0,
    }  # fmt: skip
    assert line["first_contact_seconds"] >= 0
    shown = shell("report", "sources", "stage:contacted").out
    assert "100%" in shown
    assert "0 min" in shown
    assert shell("report", "sources", "stage:bogus").status == 2
