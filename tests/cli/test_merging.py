"""``contacts merge``, ``duplicates`` and ``delete``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell


@pytest.fixture
def pair(shell: Shell) -> tuple[int, int]:
    """Anna twice; the second one has the lead and another name."""
    first = shell.json("contacts", "add", "--name", "Anna Nowak", "--email", "anna@x.pl", "--phone", "601 234 567")[
        "id"
    ]
    lead = shell.json("leads", "add", "--contact-name", "A. [b]Nowak", "--phone", "601234567", "--city", "Gdów")
    return first, lead["contact"]["id"]


def test_a_merge_is_shown_done_and_undone(shell: Shell, pair: tuple[int, int]) -> None:
    keep, gone = pair
    plan = shell.json("contacts", "merge", keep, gone, "--dry-run")
    assert plan["choices"] == [{"field": "name", "keep": "Anna Nowak", "gone": "A. [b]Nowak", "takes": "keep"}]
    assert (plan["moved"]["leads"], plan["moved"]["phones"], plan["keep"]["id"]) == (1, 0, keep)
    said = shell("contacts", "merge", keep, gone, "--dry-run").out
    assert "Anna Nowak, not A. [b]Nowak" in said
    assert shell("contacts", "show", gone).status == 0
    merged = shell.json("contacts", "merge", keep, gone, "--take", "name")
    assert (merged["id"], merged["name"], len(merged["leads"])) == (keep, "A. [b]Nowak", 1)
    assert shell("contacts", "show", gone).status == 3
    assert shell("undo").status == 0
    assert shell.json("contacts", "show", gone)["name"] == "A. [b]Nowak"


def test_what_cannot_be_merged_has_its_status(shell: Shell, pair: tuple[int, int]) -> None:
    keep, gone = pair
    for words, status, why in (
        ((keep, keep), 2, "itself"),
        ((keep, 99), 3, "no contact 99"),
        ((keep, gone, "--take", "email"), 2, "no field email"),
        ((keep,), 2, "GONE"),
    ):
        answer = shell("contacts", "merge", *words)
        assert (answer.status, answer.out) == (status, "")
        assert why in answer.err


def test_contacts_that_look_alike_are_listed(shell: Shell, pair: tuple[int, int]) -> None:
    assert shell("contacts", "duplicates").out == f"same number: Anna Nowak (#{pair[0]}), A. [b]Nowak (#{pair[1]})\n"
    (group,) = shell.json("contacts", "duplicates")
    assert (group["why"], [one["id"] for one in group["contacts"]]) == ("phone", list(pair))
    shell("contacts", "merge", *pair)
    assert shell.json("contacts", "duplicates") == []
    assert "No contacts look alike." in shell("contacts", "duplicates").err


def test_only_a_contact_that_nothing_refers_to_is_deleted(shell: Shell, pair: tuple[int, int]) -> None:
    answer = shell("contacts", "delete", pair[1])
    assert (answer.status, answer.err) == (4, "solartui: A. [b]Nowak has leads and stays.\n")
    assert shell.json("contacts", "delete", pair[0])["name"] == "Anna Nowak"
    assert shell("contacts", "show", pair[0]).status == 3
    assert shell("undo").status == 0
    assert shell("contacts", "show", pair[0]).status == 0
