"""Taking changes back, and who works at the desk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell


@pytest.mark.feature("B-52", "B-121", "D-26")
def test_changes_are_listed_and_taken_back(shell: Shell) -> None:
    shell.add("--city", "Opole")
    before = shell.json("leads", "show", 1)
    shell.json("leads", "move", 1, "contacted")
    shell.json("leads", "edit", 1, "channel=web")
    changes = shell.json("undo", "--list")
    assert [change["kind"] for change in changes] == ["lead.edited", "lead.moved", "lead.created"]
    assert [set(change) for change in changes] == [{"id", "at", "actor", "kind", "text", "rows", "undone", "data"}] * 3
    assert changes[1]["text"] == "Jan Kowalski – Opole moved to Contacted"
    assert len(shell.json("undo", "--list", "--limit", 1)) == 1
    shown = shell("undo", "--list").out
    assert shown.splitlines()[0].split() == ["ID", "When", "Change"]
    assert "Jan Kowalski – Opole moved to Contacted" in shown

    undone = shell.json("undo")
    assert (undone["kind"], undone["undone"]) == ("lead.edited", True)
    assert shell("undo").out == "Undone: Jan Kowalski – Opole moved to Contacted\n"
    after = shell.json("leads", "show", 1)
    same = set(before) - {"updated_at", "version"}
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    assert shell("undo").status == 0
    assert shell.json("leads", "list") == []
    assert shell.refused(3, "undo") == "There is nothing to undo."


def test_what_was_taken_back_is_done_again_until_something_new_is_done(shell: Shell) -> None:
    shell.add("--city", "Opole")
    shell.json("leads", "move", 1, "contacted")
    assert shell.refused(3, "redo") == "There is nothing to do again."
    shell.json("undo")
    redone = shell.json("redo")
    assert (redone["kind"], redone["undone"]) == ("lead.moved", False)
    assert shell.json("leads", "show", 1)["stage"] == "contacted"
    shell.json("undo")
    assert shell("redo").out == "Done again: Jan Kowalski – Opole moved to Contacted\n"
    shell.json("undo")
    shell.json("leads", "edit", 1, "channel=web")
    assert shell.refused(3, "redo") == "There is nothing to do again."


def test_one_change_among_others_is_taken_back_by_its_number(shell: Shell) -> None:
    shell.add(name="Jan")
    shell.add(name="Ewa")
    first = shell.json("undo", "--list")[-1]["id"]
    shell.json("undo", first)
    assert [lead["name"] for lead in shell.json("leads", "list")] == ["Ewa"]
    assert "is undone already." in shell.refused(4, "undo", first)


def test_what_somebody_changed_since_is_not_taken_back(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.add()
    shell.json("leads", "edit", 1, "channel=web")
    edited = shell.json("undo", "--list")[0]["id"]
    monkeypatch.setattr(os, "getuid", lambda: 70_002)
    shell.json("leads", "edit", 1, "channel=fair")
    assert "was made by Ewa Admin." in shell.refused(5, "undo", edited)
    monkeypatch.setattr(os, "getuid", lambda: 70_001)
    assert "Anna Nowak changed" in shell.refused(4, "undo", edited)


def test_users_are_listed_and_added(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    users = shell.json("users", "list")
    assert [user["login"] for user in users] == ["anna", "ewa", "marek", "piotr", "wanda"]
    assert users[0] == {
        "id": 3, "uid": 70_002, "login": "anna", "name": "Anna Nowak", "role": "sales", "active": True,
        "entity": 3, "version": 1,
    }  # fmt: skip
    shown = shell("users", "list").out
    assert "anna   Anna Nowak " in shown
    added = shell.json("users", "add", "ola", "--name", "Ola Nowa", "--role", "viewer", "--uid", 70_009)
    assert (added["login"], added["name"], added["role"], added["uid"]) == ("ola", "Ola Nowa", "viewer", 70_009)
    assert "Role    Sales" in shell("users", "add", "ala").out
    assert shell.refused(4, "users", "add", "ola") == "Ola Nowa is a user already."
    assert "A login is one word." in shell.refused(2, "users", "add", "two words")
    monkeypatch.setattr(os, "getuid", lambda: 70_009)
    assert shell.json("leads", "list") == []
    assert "The role Viewer may not manage users." in shell.refused(5, "users", "add", "eve")
