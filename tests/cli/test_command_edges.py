"""Commands with unknown numbers, other people's rights, old versions and strange values; in JSON and in Polish."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

PROJECT = ("--city", "Gdów", "--street", "Lipowa 8")
VIEWER_UID, SALES_UID = 70_004, 70_002


@pytest.fixture
def pair(shell: Shell) -> tuple[int, int]:
    """A person of no company and one of a company, with equal numbers."""
    company = shell.json("contacts", "add", "--name", "Słońce", "--kind", "company")["id"]
    numbers = [
        shell("contacts", "add", "--name", "Anna [b]Żak[/]", "--phone", "601 234 567", *more, "--json").document["id"]
        for more in ((), ("--company", company))
    ]
    return numbers[0], numbers[1]


# ---- contacts merge, duplicates, delete


def test_a_plan_in_json_names_both_ends_and_what_is_chosen(shell: Shell, pair: tuple[int, int]) -> None:
    keep, gone = pair
    plan = shell.json("contacts", "merge", keep, gone, "--dry-run")
    assert plan.keys() == {"keep", "gone", "choices", "moved"}
    assert (plan["keep"]["id"], plan["gone"]["id"]) == (keep, gone)
    assert plan["choices"] == [{"field": "company_id", "keep": "", "gone": "Słońce", "takes": "gone"}]
    assert plan["moved"].keys() == {"leads", "projects", "people", "emails", "phones", "notes", "documents"}
    assert shell.json("contacts", "show", keep)["company"] is None


def test_a_plan_for_reading_is_in_the_language_that_was_asked_for(shell: Shell, pair: tuple[int, int]) -> None:
    english = shell("contacts", "merge", *pair, "--dry-run").out
    polish = shell("contacts", "merge", *pair, "--dry-run", "--lang", "pl").out
    assert "Goes into it" in english
    assert "Goes into it" not in polish
    for text in (english, polish):
        assert "Anna [b]Żak[/]" in text
        assert "Słońce" in text
        assert "—" in text


def test_json_has_the_same_keys_in_every_language(shell: Shell, pair: tuple[int, int]) -> None:
    for words in (("contacts", "merge", *pair, "--dry-run"), ("contacts", "duplicates"), ("undo", "--list")):
        english, polish = (shell.json(*words, "--lang", language) for language in ("en", "pl"))
        if words[0] == "contacts":
            assert english == polish
        else:
            assert [one["id"] for one in english] == [one["id"] for one in polish]


def test_a_company_is_taken_by_its_option_and_merged_once(shell: Shell, pair: tuple[int, int]) -> None:
    keep, gone = pair
    merged = shell.json("contacts", "merge", gone, keep, "--take", "company", "--take", "kind")
    assert (merged["id"], merged["company"]["name"]) == (gone, "Słońce")
    assert "no contact" in shell.refused(3, "contacts", "merge", gone, keep)
    assert "no contact" in shell.refused(3, "contacts", "merge", gone, keep, "--dry-run")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("merge 2 2", 2),
        ("merge 2 two", 2),
        ("merge 2 3 4", 2),
        ("merge 2 3 --take", 2),
        ("merge 2 3 --take \x1b[2J", 2),
        ("merge 2 3 --take emails", 2),
        ("merge 2 77", 3),
        ("merge 77 2", 3),
        ("delete", 2),
        ("delete 77", 3),
        ("delete 1", 4),
        ("duplicates --limit few", 2),
        ("duplicates all", 2),
    ],
)
def test_bad_words_for_contacts_are_one_line(shell: Shell, pair: tuple[int, int], words: str, status: int) -> None:
    assert pair == (2, 3)
    told = {shell.refused(status, "contacts", *words.split(), "--lang", language) for language in ("en", "pl")}
    assert "" not in told
    assert shell("contacts", "show", 3).status == 0


def test_no_more_groups_are_listed_than_asked_for(shell: Shell, pair: tuple[int, int]) -> None:
    for name in ("Jan", "Janek"):
        shell.json("contacts", "add", "--name", name, "--phone", "12 430 00 01")
    assert len(shell.json("contacts", "duplicates")) == 2
    assert len(shell.json("contacts", "duplicates", "--limit", 1)) == 1
    assert shell.json("contacts", "duplicates", "--limit", 0) == []
    assert len(shell("contacts", "duplicates", "--lang", "pl").out.splitlines()) == 2
    assert pair


# ---- who may


WRITES = (
    "contacts merge 2 3",
    "contacts delete 2",
    "contacts add --name Ola",
    "contacts edit 2 name=Ola",
    "leads add --contact 2",
    "leads note 1 text",
    "leads edit 1 score=3",
    "leads move 1 contacted",
    "leads assign 1 me",
    "leads archive 1",
    "leads delete 1",
    "leads convert 1",
    "projects add --contact 2",
    "users add ola",
    "response set opens=9",
)


def test_a_viewer_changes_nothing(shell: Shell, pair: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    shell.add("--contact", pair[0], *PROJECT)
    before = shell.json("undo", "--list")
    with monkeypatch.context() as wanda:
        wanda.setattr(os, "getuid", lambda: VIEWER_UID)
        for words in WRITES:
            assert shell.refused(5, *words.split()), words
    assert shell.json("undo", "--list") == before


def test_a_viewer_reads_all_of_it(shell: Shell, pair: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    shell.add("--contact", pair[0], *PROJECT)
    monkeypatch.setattr(os, "getuid", lambda: VIEWER_UID)
    assert shell.json("leads", "show", 1)["id"] == 1
    assert len(shell.json("contacts", "duplicates")) == 1
    assert shell.json("contacts", "merge", *pair, "--dry-run")["keep"]["id"] == pair[0]
    assert shell.json("response", "show")["opens"] == "08:00"
    assert shell.json("undo", "--list") == []
    assert "There is nothing to undo." in shell("undo", "--list").err


def test_a_person_undoes_their_own_and_not_the_admins(
    shell: Shell, pair: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    admins = shell.json("undo", "--list")[0]["id"]
    monkeypatch.setattr(os, "getuid", lambda: SALES_UID)
    assert shell.refused(5, "undo", admins)
    assert shell.refused(3, "undo")
    lead = shell.add("--contact", pair[0])
    assert shell.json("undo")["undone"] is True
    assert shell("leads", "show", lead["id"]).status == 3
    assert shell("redo").status == 0
    assert shell.json("leads", "show", lead["id"])["id"] == lead["id"]


# ---- old versions


def test_an_old_version_is_refused_for_every_record(shell: Shell, pair: tuple[int, int]) -> None:
    shell.add("--contact", pair[0], *PROJECT)
    project = shell.json("leads", "convert", 1)
    shell.json("contacts", "edit", pair[0], "name=Ola")
    for kind, number in (("leads", 1), ("contacts", pair[0]), ("projects", project["id"])):
        shown = shell.json(kind, "show", number)
        field = "name=Nowa nazwa"
        assert shell.refused(4, kind, "edit", number, field, "--if-version", shown["version"] + 1)
        assert shell.refused(2, kind, "edit", number, field, "--if-version", "old")
        assert shell.json(kind, "edit", number, field, "--if-version", shown["version"])["name"] == "Nowa nazwa"


# ---- undo and redo


def test_a_merge_is_taken_back_done_again_and_told_in_words(shell: Shell, pair: tuple[int, int]) -> None:
    keep, gone = pair
    shell.json("contacts", "merge", keep, gone)
    (last, *_) = shell.json("undo", "--list", "--limit", 1)
    assert "Anna [b]Żak[/]" in last["text"]
    assert shell("undo", last["id"]).out.startswith("Undone: ")
    assert shell.json("contacts", "show", gone)["company"]["name"] == "Słońce"
    assert shell("redo").out.startswith("Done again: ")
    assert shell.refused(3, "contacts", "show", gone)
    assert shell.refused(2, "redo", "1")


def test_nothing_is_done_again_that_was_not_undone(shell: Shell) -> None:
    assert shell.refused(3, "redo")
    assert shell.json("undo", "--list") == []
    shell.add()
    assert shell.refused(3, "redo")


def test_hostile_names_are_printed_as_they_are_stored(shell: Shell) -> None:
    shell.json("contacts", "add", "--name", "\x1b[2J[red]Żak\u202e", "--phone", "601 234 567")
    shell.json("contacts", "add", "--name", "Żak", "--phone", "601 234 567")
    for words in (("contacts", "duplicates"), ("contacts", "merge", 1, 2, "--dry-run"), ("undo", "--list")):
        out = shell(*words).out
        assert "[red]Żak" in out
        assert all(line.isprintable() for line in out.splitlines())
