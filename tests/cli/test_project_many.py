"""``solartui projects assign, move, stage, outcome, set``: one project, several, or all of a filter, as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """Three projects of one customer: two in Opole, one in Bochnia."""
    shell.json("contacts", "add", "--name", "Anna Żak")
    for city in ("Opole", "Opole", "Bochnia"):
        shell.json("projects", "add", "--contact", 1, "--city", city)
    return shell


def names(desk: Shell, number: int) -> list[str]:
    """Who is on a project."""
    return [one["name"] for one in desk.json("projects", "show", number)["assignees"]]


@pytest.mark.feature("E-02")
def test_several_are_assigned_as_one_change(desk: Shell) -> None:
    printed = desk.json("projects", "assign", 1, 3, "North")
    assert [(one["id"], [who["name"] for who in one["assignees"]]) for one in printed] == [
        (1, ["North"]),
        (3, ["North"]),
    ]
    assert desk.json("projects", "assign", 2, "team:North")["assignees"][0]["name"] == "North"
    assert [one["id"] for one in desk.json("projects", "assign", "--remove", "--filter", "city:opole", "North")] == [
        1,
        2,
    ]
    assert (names(desk, 1), names(desk, 3)) == ([], ["North"])
    desk.json("undo")
    assert (names(desk, 1), names(desk, 2)) == (["North"], ["North"])
    assert "Anna Żak – Bochnia" in desk("projects", "assign", 3, 1, "North").out


def test_an_outcome_and_a_field_are_set_for_all_of_a_filter(desk: Shell) -> None:
    ended = desk.json("projects", "outcome", "--filter", "opole", "lost", "--reason", "too dear")
    assert [(one["id"], one["outcome"]) for one in ended] == [(1, "lost"), (2, "lost")]
    assert [one["outcome"] for one in desk.json("projects", "outcome", 1, 2, "none")] == [None, None]
    changed = desk.json("projects", "set", "--filter", "active:yes", "type=commercial")
    assert [one["type"] for one in changed] == ["commercial"] * 3
    assert desk.json("projects", "set", "--filter", "active:yes", "type=commercial") == []
    desk.json("fields", "add", "project", "Crew", "--kind", "number")
    assert desk.json("projects", "set", 2, "custom.crew=2,5")["custom"] == {"crew": 2.5}
    assert desk.json("projects", "stage", 1, 2, "quoting", "--reason", "from before")[1]["stage"] == "quoting"
    answer = desk("projects", "set", "--filter", "nobody", "phases=3")
    assert (answer.status, answer.out, answer.err) == (0, "", "solartui: No projects.\n")


def test_what_is_refused_is_told_and_the_others_are_done(desk: Shell) -> None:
    desk.json("projects", "stage", 2, "quoting", "--reason", "from before")
    answer = desk("--json", "projects", "move", 1, 2, 3, "quoting")
    assert answer.status == 4
    assert [(one["id"], one["stage"]) for one in answer.document] == [(2, "quoting")]
    second, first = answer.err.splitlines()
    assert second.startswith("solartui: Project 3: ")
    assert first.startswith("solartui: Project 1: ")
    assert desk.refused(4, "projects", "move", 1, "quoting")


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (("assign", "North"), 2, "Say which projects: their numbers, or --filter QUERY."),
        (("assign", 1, "--filter", "opole", "North"), 2, "Say which projects"),
        (("outcome", "--filter", " ", "lost"), 2, "Say which projects"),
        (("set", "--filter", "stge:x", "phases=3"), 2, "there is no field “stge”"),
        (("set", 1, 2, "name=x"), 2, "name cannot be set for several projects"),
        (("set", 1, 2, "phases"), 2, "is not of the form field=value"),
        (("assign", 77, "North"), 3, "There is no project 77."),
        (("stage", 1, "quoting"), 4, "reason"),
    ],
)
def test_what_cannot_be_says_why(desk: Shell, words: tuple[object, ...], status: int, why: str) -> None:
    assert why in desk.refused(status, "projects", *words)
    assert desk.json("projects", "show", 1)["version"] == 1
