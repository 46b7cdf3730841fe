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
    new = ("--contact-name", "A. [b]Nowak", "--phone", "601234567", "--city", "Gdów")
    lead = shell("leads", "add", *new, "--json").document
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


@pytest.mark.feature("C-12")
def test_a_known_number_or_address_is_remarked_on_and_the_contact_is_made(shell: Shell) -> None:
    shell("contacts", "add", "--name", "Anna Nowak", "--phone", "601 234 567")
    second = shell("contacts", "add", "--name", "A. Nowak", "--phone", "+48 601-234-567", "--json")
    assert (second.status, second.document["id"]) == (0, 2)
    assert second.err == (
        "solartui: Anna Nowak (contact 1): same number. If both are one: solartui contacts merge 1 2\n"
    )
    house = ("--city", "Gdów", "--street", "Lipowa 8")
    assert shell("leads", "add", "--contact-name", "Jan Łęcki", *house).err == ""
    again = shell("leads", "add", "--contact-name", "Lecki Jan", *house, "--json")
    assert (again.status, again.document["contact"]["id"]) == (0, 4)
    assert "Jan Łęcki (contact 3): same name and address" in again.err
    assert again.err.count("\n") == 1
    for quiet in (("leads", "add", "--contact-name", "Jan Łęcki", "--city", "Gdów"),
                  ("contacts", "add", "--name", "Jan Łęcki"),
                  ("leads", "add", "--contact", "1", *house)):  # fmt: skip
        assert shell(*quiet).err == "", quiet


@pytest.mark.feature("C-12")
def test_a_known_address_is_refused_and_says_whose_it_is(shell: Shell) -> None:
    shell("contacts", "add", "--name", "Anna", "--email", "anna@x.pl")
    for words in (("contacts", "add", "--name", "B"), ("leads", "add", "--contact-name", "B")):
        assert "belongs to Anna (contact 1)" in shell.refused(4, *words, "--email", " ANNA@X.pl")
    assert len(shell.json("contacts", "list")) == 1


def test_every_field_that_differs_is_in_the_plan_and_can_be_taken(shell: Shell) -> None:
    shell("fields", "add", "contact", "Roof", "--kind", "text")
    mine = ("--gender", "female", "--passport", "AB1234567", "--login", "anna", "--set", "roof=tiles")
    shell("contacts", "add", "--name", "Anna", *mine)
    theirs = ("--gender", "other", "--passport", "AB1234667", "--login", "chosen", "--set", "roof=metal")
    shell("contacts", "add", "--name", "Anna", *theirs, "--birth-date", "1980-05-17", "--middle-name", "Ewa")
    plan = shell.json("contacts", "merge", 1, 2, "--dry-run")
    assert [(one["field"], one["keep"], one["gone"], one["takes"]) for one in plan["choices"]] == [
        ("login", "anna", "chosen", "keep"),
        ("middle_name", "", "Ewa", "gone"),
        ("gender", "Female", "Other", "keep"),
        ("birth_date", "", "1980-05-17", "gone"),
        ("passport", "••••67", "••••67", "keep"),
        ("custom.roof", "tiles", "metal", "keep"),
    ]
    told = shell("contacts", "merge", 1, 2, "--dry-run").out
    assert "Roof" in told
    assert "tiles, not metal" in told
    assert "1234" not in told
    taken = [word for field in ("passport", "custom.roof", "login") for word in ("--take", field)]
    merged = shell.json("contacts", "merge", 1, 2, *taken)
    assert (merged["login"], merged["gender"], merged["birth_date"]) == ("chosen", "female", "1980-05-17")
    assert merged["custom"] == {"roof": "metal"}
    assert shell.json("contacts", "show", 1, "--unmask")["passport"] == "AB1234667"
    shell("undo")
    back = [shell.json("contacts", "show", number, "--unmask") for number in (1, 2)]
    assert [(one["login"], one["passport"], one["custom"]["roof"], one["birth_date"]) for one in back] == [
        ("anna", "AB1234567", "tiles", None),
        ("chosen", "AB1234667", "metal", "1980-05-17"),
    ]
    assert "no field custom.floor" in shell.refused(2, "contacts", "merge", 1, 2, "--take", "custom.floor")


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
