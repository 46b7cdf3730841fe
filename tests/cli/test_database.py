"""The database file: looked after by commands, and every wrong file answered with one line and status 6."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solartui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Shell


def no_folder(path: Path, _good: Path) -> Path:
    return path / "no" / "such.db"


def a_folder(path: Path, _good: Path) -> Path:
    (path / "folder.db").mkdir()
    return path / "folder.db"


def a_text(path: Path, _good: Path) -> Path:
    (path / "text.db").write_text("Dear reader,\n" * 1000)
    return path / "text.db"


def another_program(path: Path, _good: Path) -> Path:
    with closing(sqlite3.connect(path / "other.db")) as connection:
        connection.execute("CREATE TABLE cookies (id INTEGER)")
    return path / "other.db"


def an_empty_file(path: Path, _good: Path) -> Path:
    (path / "empty.db").touch()
    return path / "empty.db"


def newer(path: Path, good: Path) -> Path:
    (path / "newer.db").write_bytes(good.read_bytes())
    with closing(sqlite3.connect(path / "newer.db")) as connection:
        connection.execute("PRAGMA user_version = 999")
    return path / "newer.db"


def truncated(path: Path, good: Path) -> Path:
    (path / "short.db").write_bytes(good.read_bytes()[:20_000])
    return path / "short.db"


def flipped(path: Path, good: Path) -> Path:
    content = bytearray(good.read_bytes())
    content[100:8000] = bytes(byte ^ 0x5A for byte in content[100:8000])
    (path / "flipped.db").write_bytes(content)
    return path / "flipped.db"


def a_pipe(path: Path, _good: Path) -> Path:
    os.mkfifo(path / "pipe.db")
    return path / "pipe.db"


def another_system(_path: Path, _good: Path) -> str:
    return "postgresql://desk@server/solar"


WRONG: list[tuple[Callable[[Path, Path], Path | str], str]] = [
    (no_folder, "There is no database at"),
    (a_folder, "is a folder. Name a database file."),
    (a_text, "is no SolarTUI database."),
    (another_program, "is a database of another program."),
    (an_empty_file, "is empty. Restore a backup, or delete it to begin a new desk there."),
    (newer, "was made by a newer SolarTUI. Update this program to open it."),
    (truncated, "is damaged. Restore a backup: solartui db restore FILE"),
    (flipped, "is damaged. Restore a backup: solartui db restore FILE"),
    (a_pipe, "is no ordinary file. Name a database file."),
    (another_system, "postgresql databases are not supported yet. Name a file instead."),
]


@pytest.mark.parametrize(("made", "said"), WRONG, ids=[made.__name__ for made, _ in WRONG])
@pytest.mark.parametrize(
    "words", ["leads list", "leads list --limit 5", "leads move 1 open", "undo", "db check", "db upgrade"]
)
def test_a_wrong_file_is_one_line(
    shell: Shell, home: Path, made: Callable[[Path, Path], Path | str], said: str, words: str
) -> None:
    target = made(home, shell.database)
    before = Path(target).read_bytes() if Path(target).is_file() else None
    line = shell.refused(6, *words.split(), "--db", target)
    assert said in line
    if isinstance(target, Path):
        assert str(target) in line
        assert (target.read_bytes() if target.is_file() else None) == before
    assert not (home / "no").exists()


@pytest.mark.parametrize(("made", "said"), WRONG, ids=[made.__name__ for made, _ in WRONG])
def test_what_is_known_about_a_wrong_file_is_said_all_the_same(
    shell: Shell, home: Path, made: Callable[[Path, Path], Path | str], said: str
) -> None:
    target = made(home, shell.database)
    answer = shell("db", "info", "--json", "--db", target)
    assert answer.status == 6
    assert said in answer.err
    assert answer.err.count("\n") == 1
    if isinstance(target, Path) and target.exists():
        assert answer.document["path"] == str(target)
        assert said in answer.document["problem"]
        assert answer.document["program_schema_version"] >= 1
    doctor = shell("doctor", "--json", "--db", target)
    assert doctor.status == 0
    assert doctor.document["database"]["ok"] is False


def test_damage_that_only_a_check_finds(shell: Shell) -> None:
    with closing(sqlite3.connect(shell.database)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO contact_phone (contact_id, position, number, digits) VALUES (99, 0, '601234567', '601234567')"
        )
        connection.commit()
    answer = shell("db", "check", "--json")
    assert answer.status == 6
    assert answer.document == {"ok": False, "problems": ["contact_phone 1 -> contact"]}
    assert "is damaged (contact_phone 1 -> contact). Restore a backup" in answer.err
    assert shell("db", "check").out == "contact_phone 1 -> contact\n"


def test_a_whole_database(shell: Shell) -> None:
    shell.add()
    assert shell.json("db", "check") == {"ok": True, "problems": []}
    assert shell("db", "check").out == "The database is whole.\n"
    info = shell.json("db", "info")
    assert (info["path"], info["mode"], info["open_to_all"]) == (str(shell.database), "0600", False)
    assert (info["schema_version"], info["problem"]) == (info["program_schema_version"], None)
    assert (info["counts"]["lead"], info["counts"]["contact"], info["sqlite_version"]) == (1, 1, sqlite3.sqlite_version)
    assert info["journal_mode"] in {"delete", "wal"}
    assert info["journal_reason"]
    assert info["size"] == shell.database.stat().st_size
    shown = shell("db", "info").out
    assert f"File         {shell.database}\n" in shown
    assert "Leads        1\n" in shown


@pytest.mark.parametrize("words", ["db info", "db check", "db upgrade"])
def test_what_looks_after_a_database_makes_none_of_a_mistyped_name(shell: Shell, home: Path, words: str) -> None:
    missing = home / "mistyped.db"
    assert "There is no database at" in shell.refused(6, *words.split(), "--db", missing)
    assert not missing.exists()


def test_an_upgrade_that_is_not_needed(shell: Shell) -> None:
    version = shell.json("db", "info")["schema_version"]
    assert shell.json("db", "upgrade") == {"schema_version": version, "backup": None}
    assert "none was needed" in shell("db", "upgrade").out


def test_a_backup_is_made_and_restored(shell: Shell, home: Path) -> None:
    shell.add(name="Jan")
    copy = home / "copy.db"
    assert shell.json("db", "backup", copy)["counts"]["lead"] == 1
    assert copy.stat().st_mode & 0o777 == 0o600
    assert "exists already. Choose another name." in shell.refused(4, "db", "backup", copy)
    assert "There is no folder" in shell.refused(3, "db", "backup", home / "no" / "copy.db")
    for command in ("backup", "restore"):
        assert "name one instead of -" in shell.refused(2, "db", command, "-")
    shell.add(name="Ewa")
    restored = shell.json("db", "restore", copy)
    assert [lead["name"] for lead in shell.json("leads", "list")] == ["Jan"]
    kept = Path(restored["kept"])
    assert kept.parent == home
    assert [lead["name"] for lead in shell.json("leads", "list", "--db", kept)] == ["Ewa", "Jan"]
    assert "is the database itself" in shell.refused(4, "db", "restore", shell.database)


@pytest.mark.parametrize("made", [a_text, another_program, an_empty_file, newer, truncated, flipped, a_folder])
def test_what_is_no_backup_is_not_restored(shell: Shell, home: Path, made: Callable[[Path, Path], Path]) -> None:
    shell.add()
    before = shell.json("leads", "list")
    assert shell.refused(6, "db", "restore", made(home, shell.database))
    assert shell.json("leads", "list") == before


def test_a_backup_takes_the_place_of_a_damaged_file(shell: Shell, home: Path) -> None:
    shell.add()
    copy = home / "copy.db"
    shell.json("db", "backup", copy)
    shell.database.write_bytes(b"x" * 50_000)
    assert shell.json("db", "restore", copy)["kept"]
    assert len(shell.json("leads", "list")) == 1


def test_only_an_admin_restores_and_upgrades(shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = home / "copy.db"
    shell.json("db", "backup", copy)
    monkeypatch.setattr(os, "getuid", lambda: 70_004)
    for words in (("db", "restore", copy), ("db", "upgrade")):
        assert "may not restore or upgrade the database" in shell.refused(5, *words)
    assert shell("db", "check").status == 0


def test_a_new_desk_begins_by_itself(shell: Shell, home: Path) -> None:
    assert shell.json("contacts", "add", "--name", "Jan", "--db", home / "new.db")["id"] == 1
    assert (home / "new.db").stat().st_mode & 0o777 == 0o600
    deep = home / "a" / "b" / "new.db"
    lead = shell.json("leads", "add", "--contact-name", "Jan", "--db", deep)
    assert lead["id"] == 1
    assert deep.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "words", ["leads list", "leads list --limit 3", "leads show 1", "export -", "undo", "leads move 1 lost"]
)
def test_nothing_begins_under_a_name_that_was_mistyped(
    shell: Shell, home: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = home / "dekstop.db"
    more = ("--format", "csv") if words.startswith("export") else ()
    said = f"There is no database at {missing}. This begins one: solartui --db {missing}"
    assert shell.refused(6, *words.split(), *more, "--db", missing) == said
    monkeypatch.setenv("SOLARTUI_DATABASE", str(missing))
    assert shell.refused(6, *words.split(), *more) == said
    assert not missing.exists()


def test_the_usual_place_of_the_database(shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOLARTUI_DATABASE")
    assert shell.json("leads", "list") == []
    assert shell.json("leads", "list", "--limit", 3) == []
    assert shell.json("db", "info")["path"] == str(home / "data" / "solartui" / "solartui.db")
    assert (home / "data" / "solartui").stat().st_mode & 0o777 == 0o700


def test_an_address_of_a_file(shell: Shell) -> None:
    shell.add()
    assert len(shell.json("leads", "list", "--db", f"sqlite:///{shell.database}")) == 1
    assert len(shell.json("leads", "list", "--limit", 4, "--db", f"sqlite:///{shell.database}")) == 1


def test_strange_names_of_files(shell: Shell, home: Path) -> None:
    for name in ("a b?.db", "50%.db", "#1.db", "żółć.db", "-rf.db", "x\x1b[2J.db"):
        shell.json("leads", "add", "--contact-name", "Jan", "--db", home / name)
        assert len(shell.json("leads", "list", "--limit", 4, "--db", home / name)) == 1
        assert (home / name).exists()
        assert shell("db", "info", "--db", home / name).out.replace("\n", "").isprintable()


def test_strangers_and_viewers_are_kept_out(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.add("--city", "Opole")
    monkeypatch.setattr(os, "getuid", lambda: 70_004)
    for words in ("leads edit 1 name=x", "leads move 1 contacted", "leads delete 1", "contacts add --name x",
                  "leads note 1 x", "leads convert 1", "users add x", "undo"):  # fmt: skip
        assert "The role Viewer may not" in shell.refused(5, *words.split())
    assert shell.json("leads", "show", 1)["name"] == "Jan Kowalski – Opole"
    monkeypatch.setattr(os, "getuid", lambda: 4_711)
    for words in ("leads list", "leads list --limit 3", "leads show 1", "users list", "db backup /tmp/x.db"):
        assert "is no user of this desk. Ask an admin for: solartui users add" in shell.refused(5, *words.split())


def test_nothing_is_lost_or_half_done_when_others_hold_the_file(
    shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.add()
    copy = home / "copy.db"
    shell.json("db", "backup", copy)
    monkeypatch.setitem(Store.__init__.__kwdefaults__ or {}, "patience", 0.01)
    with closing(sqlite3.connect(shell.database, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        for words in ("leads list", "leads list --limit 3", f"db restore {copy}"):
            assert "busy" in shell.refused(6, *words.split())
    assert len(shell.json("leads", "list")) == 1


def test_what_is_read_from_json_is_what_is_written(shell: Shell) -> None:
    assert json.loads(shell("db", "info", "--json").out)["path"] == str(shell.database)
