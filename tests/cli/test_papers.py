"""``solartui notes`` and ``documents``: written, kept, given back, taken away; hostile files and wrong records."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell


@pytest.fixture
def lead(shell: Shell) -> str:
    """A lead in a place, so that it can become a project."""
    shell.add("--city", "Gdów", "--street", "Lipowa 8", "--country", "PL", "--latitude", "50", "--longitude", "20")
    return "lead:1"


def file(folder: Path, name: str, content: bytes = b"roof") -> Path:
    """A file with some bytes."""
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.feature("B-128", "B-129", "B-131", "B-132", "B-140")
def test_notes_of_a_lead(shell: Shell, lead: str, tmp_path: Path) -> None:
    first = shell.json("notes", "add", lead, "first\nsecond line", "--attach", file(tmp_path, "plan.pdf"))
    assert (first["lead"], first["body"], first["document"]["name"]) == (1, "first\nsecond line", "plan.pdf")
    shell.json("notes", "add", "1", "-", typed="typed [b]żółć[/]\n")
    assert [note["body"] for note in shell.json("notes", "list", lead)] == ["first\nsecond line", "typed [b]żółć[/]"]
    changed = shell.json("notes", "edit", 1, "first, better")
    assert (changed["body"], changed["version"], changed["document"]["name"]) == ("first, better", 2, "plan.pdf")
    shell.json("notes", "delete", 1)
    assert [note["id"] for note in shell.json("notes", "list", lead)] == [2]
    kept = shell.json("documents", "list", lead)
    assert [(one["name"], one["note"]) for one in kept] == [("plan.pdf", 1)]
    assert shell("undo").status == 0
    assert shell.json("notes", "list", lead)[0]["document"]["id"] == kept[0]["id"]
    shell.json("documents", "delete", kept[0]["id"])
    note = shell.json("notes", "list", lead)[0]
    assert (note["document"], note["removed_document"]) == (None, "plan.pdf")


@pytest.mark.feature("B-134", "B-135", "B-136", "B-137", "B-138", "B-141", "B-142")
def test_files_of_a_lead_and_of_its_project(shell: Shell, lead: str, tmp_path: Path) -> None:
    paths = [file(tmp_path, name, name.encode()) for name in ("a.txt", "-rf", "żółć.pdf")]
    made = shell.json("documents", "add", lead, *paths, "--category", "bill")
    assert [(one["name"], one["category"], one["size"]) for one in made] == [
        ("a.txt", "bill", 5), ("-rf", "bill", 3), ("żółć.pdf", "bill", len("żółć.pdf".encode()))
    ]  # fmt: skip
    assert made[0]["sha256"] == hashlib.sha256(b"a.txt").hexdigest()
    project = shell.json("leads", "convert", 1)["id"]
    assert [one["id"] for one in shell.json("documents", "list", f"project:{project}")] == [1, 2, 3]
    changed = shell.json("documents", "edit", 3, "name=roof.pdf", "category=technical")
    assert (changed["name"], changed["category"], changed["version"]) == ("roof.pdf", "technical", 2)
    assert shell.json("documents", "delete", 2)["name"] == "-rf"
    shell.refused(3, "documents", "show", 2)
    shell("undo")
    assert shell.json("documents", "show", 2)["name"] == "-rf"
    kinds = [one["kind"] for one in shell.json("leads", "history", 1)]
    assert kinds.count("document_added") == 3
    assert {"document_edited", "document_deleted"} <= set(kinds)
    told = shell("documents", "list", lead).out
    assert "roof.pdf" in told
    assert "Technical" in told


@pytest.mark.feature("B-138")
def test_a_file_comes_back_byte_for_byte(shell: Shell, lead: str, tmp_path: Path) -> None:
    content = os.urandom(70_000)
    shell.json("documents", "add", lead, file(tmp_path, "a.bin", content))
    out = tmp_path / "out.bin"
    assert shell.json("documents", "save", 1, out)["file"] == str(out)
    assert out.read_bytes() == content
    assert out.stat().st_mode & 0o077 == 0
    out.write_bytes(b"mine")
    assert "is there already" in shell.refused(4, "documents", "save", 1, out)
    assert out.read_bytes() == b"mine"
    shell.json("documents", "save", 1, out, "--replace")
    assert out.read_bytes() == content
    assert shell("documents", "save", 1, tmp_path / "no" / "such" / "folder").status in {3, 4}
    assert shell("documents", "save", 1, shell.database, "--replace").status == 4, "the desk itself is no target"


def test_a_damaged_file_is_not_given_out(shell: Shell, lead: str, tmp_path: Path) -> None:
    import sqlite3

    shell.json("documents", "add", lead, file(tmp_path, "a.txt", b"roof"))
    with sqlite3.connect(shell.database) as raw:
        raw.execute("UPDATE document_content SET content = x'726f6f67'")
    raw.close()
    assert "damaged" in shell.refused(4, "documents", "save", 1, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.feature("B-129")
@pytest.mark.parametrize("group", [("leads", "note", "1"), ("notes", "add", "1")])
def test_a_note_takes_one_file(shell: Shell, lead: str, tmp_path: Path, group: tuple[str, ...]) -> None:
    two = [word for name in ("a", "b") for word in ("--attach", file(tmp_path, name))]
    assert "one file" in shell.refused(4, *group, "text", *two)
    assert shell.json("notes", "list", lead) == shell.json("documents", "list", lead) == []


@pytest.mark.feature("B-130")
def test_all_files_are_kept_or_none(shell: Shell, lead: str, tmp_path: Path) -> None:
    good, limit = file(tmp_path, "good.txt"), tmp_path / "limit.bin"
    with limit.open("wb") as large:
        large.truncate(10_485_760)
    (tmp_path / "link").symlink_to(good)
    os.mkfifo(tmp_path / "pipe")
    bad = {"link": "is a link", "pipe": "no ordinary file", ".": "no ordinary file",
           "n" * 300: "cannot be read", "n" * 5_000: "cannot be read"}  # fmt: skip
    for name, why in bad.items():
        assert why in shell.refused(4, "documents", "add", lead, good, tmp_path / name)
    shell.refused(3, "documents", "add", lead, good, tmp_path / "gone")
    with limit.open("r+b") as large:
        large.truncate(10_485_761)
    assert "1 byte too large" in shell.refused(4, "documents", "add", lead, good, limit)
    assert shell.json("documents", "list", lead) == []
    with limit.open("r+b") as large:
        large.truncate(10_485_760)
    assert [one["size"] for one in shell.json("documents", "add", lead, good, limit)] == [4, 10_485_760]


@pytest.mark.parametrize("record", ["", "lead", "lead:", "lead:x", "user:1", "lead:-1", "lead:1:2", "9" * 19, "lead:٣"])
def test_what_is_no_record(shell: Shell, lead: str, record: str) -> None:
    for words in (("notes", "list", record), ("documents", "list", record), ("notes", "add", record, "text")):
        assert "is no record" in shell.refused(2, *words)


@pytest.mark.parametrize("record", ["lead:99", "contact:99", "project:99"])
def test_records_that_are_not_there(shell: Shell, lead: str, tmp_path: Path, record: str) -> None:
    for words in (
        ("notes", "list", record),
        ("notes", "add", record, "text"),
        ("documents", "list", record),
        ("documents", "add", record, file(tmp_path, "a")),
    ):
        assert "99" in shell.refused(3, *words)


def test_notes_and_files_that_are_not_there_or_make_no_sense(shell: Shell, lead: str, tmp_path: Path) -> None:
    for words in (("notes", "edit", 9, "x"), ("notes", "delete", 9), ("documents", "show", 9),
                  ("documents", "delete", 9), ("documents", "save", 9, tmp_path / "x")):  # fmt: skip
        assert "9" in shell.refused(3, *words)
    assert "needs some text" in shell.refused(2, "notes", "add", lead, " \n\x1b")
    shell.json("documents", "add", lead, file(tmp_path, "a"))
    senseless: tuple[tuple[object, ...], ...] = (
        ("edit", 1, "category=roof"),
        ("edit", 1, "name="),
        ("edit", 1, f"name={'n' * 201}"),
        ("edit", 1, "size=3"),
        ("add", lead, tmp_path / "a", "--category", ""),
    )
    for wrong in senseless:
        shell.refused(2, "documents", *wrong)
    assert shell.json("documents", "edit", 1, "name=../../x\x1b[2J")["name"] == "../../x[2J"
    assert "No notes." in shell("notes", "list", lead).err
    for target in (tmp_path / ("n" * 300),):
        assert shell("documents", "save", 1, target).status == 4, target


def test_who_may_only_look_writes_nothing(
    shell: Shell, lead: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.json("notes", "add", lead, "text", "--attach", file(tmp_path, "a"))
    monkeypatch.setattr(os, "getuid", lambda: 70_004)
    for words in (("notes", "add", lead, "x"), ("notes", "edit", 1, "x"), ("notes", "delete", 1),
                  ("documents", "add", lead, file(tmp_path, "b")), ("documents", "delete", 1),
                  ("documents", "edit", 1, "name=x")):  # fmt: skip
        shell.refused(5, *words)
    assert shell.json("notes", "list", lead)[0]["body"] == "text"
