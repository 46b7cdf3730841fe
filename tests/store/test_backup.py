"""Backups and what they are for: the copy is whole, private and checked, and putting it back harms nothing."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from solartui.domain.errors import NotFound, Refused, Unavailable
from solartui.services.container import Services
from solartui.store import backup as module
from solartui.store.backup import backup, backup_before, counts, problems, restore
from solartui.store.connection import connect, open_file
from solartui.store.files import put_in_place
from solartui.store.identity import SCHEMA_VERSION
from solartui.store.store import Store
from tests.desk import ADMIN, actor, add_lead
from tests.store.processes import in_child, running


def at(path: Path) -> Services:
    return Services(Store(str(path)), actor(ADMIN))


@pytest.fixture
def filled(database: Path) -> Path:
    """A database with three leads."""
    services = at(database)
    for number in range(3):
        add_lead(services, f"Jan {number}", emails=(f"jan{number}@x.pl",))
    services.close()
    return database


def rows(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as raw:
        assert problems(raw) == []
        return counts(raw)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def everything(folder: Path) -> dict[str, bytes]:
    """All files below a folder with their bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def with_umask(source: Path, target: Path, umask: int) -> int:
    os.umask(umask)
    backup(source, target)
    return mode_of(target)


def test_a_backup_is_whole_checked_and_private(filled: Path) -> None:
    target = filled.parent / "copy.db"
    found = backup(filled, target)
    assert found == rows(target) == rows(filled)
    assert found["lead"] == 3
    assert mode_of(target) == 0o600
    assert sorted(p.name for p in filled.parent.iterdir()) == ["copy.db", "desk.db"]
    copied = at(target)
    assert copied.leads.get(2).name == "Jan 1"
    copied.close()


@pytest.mark.parametrize(("folder_mode", "expected"), [(0o700, 0o600), (0o2770, 0o660)])
def test_the_mode_does_not_follow_the_umask(filled: Path, folder_mode: int, expected: int) -> None:
    filled.parent.chmod(folder_mode)
    assert in_child(with_umask, filled, filled.parent / "copy.db", 0) == expected


@pytest.mark.parametrize("what", ["file", "folder", "link", "dead link", "device"])
def test_a_target_that_exists_is_refused_and_stays(filled: Path, what: str) -> None:
    target = filled.parent / "copy.db"
    if what == "file":
        target.write_text("precious")
    elif what == "folder":
        target.mkdir()
    elif what == "device":
        target = Path("/dev/full")
    else:
        other = filled.parent / "other"
        if what == "link":
            other.write_text("precious")
        target.symlink_to(other)
    before = everything(filled.parent)
    with pytest.raises(Refused, match="exists already"):
        backup(filled, target)
    assert everything(filled.parent) == before


def test_a_target_that_appears_meanwhile_is_not_overwritten(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = filled.parent / "copy.db"
    plain = module._copy

    def slow(source: Path, part: Path, *how: Any, **more: Any) -> dict[str, int]:
        target.write_text("precious")
        return plain(source, part, *how, **more)

    monkeypatch.setattr(module, "_copy", slow)
    with pytest.raises(Refused, match="exists already"):
        backup(filled, target)
    assert target.read_text() == "precious"
    assert sorted(p.name for p in filled.parent.iterdir()) == ["copy.db", "desk.db"]


@pytest.mark.parametrize("name", ["nowhere/copy.db", "desk.db/copy.db"])
def test_a_target_without_a_folder_is_refused(filled: Path, name: str) -> None:
    with pytest.raises(NotFound, match="There is no folder"):
        backup(filled, filled.parent / name)


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_target_that_is_no_name_is_refused(filled: Path, name: str) -> None:
    with pytest.raises((Refused, Unavailable)) as caught:
        backup(filled, filled.parent / name)
    assert caught.value.message.isprintable()


def small(source: Path, target: Path) -> str:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    with pytest.raises(Unavailable) as caught:
        backup(source, target)
    return caught.value.message


def test_where_there_is_no_room_nothing_is_left(filled: Path) -> None:
    before = everything(filled.parent)
    message = in_child(small, filled, filled.parent / "copy.db")
    assert "\n" not in message
    assert everything(filled.parent) == before


def test_a_disk_that_fails_at_the_end_leaves_nothing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Unavailable, match="cannot be written"):
        backup(filled, filled.parent / "copy.db")
    assert [p.name for p in filled.parent.iterdir()] == ["desk.db"]


def test_a_damaged_database_gives_no_backup(filled: Path) -> None:
    damage(filled)
    with pytest.raises(Unavailable, match="is damaged"):
        backup(filled, filled.parent / "copy.db")
    assert [p.name for p in filled.parent.iterdir()] == ["desk.db"]


def test_broken_links_give_no_backup(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as raw:
        raw.execute("DELETE FROM contact WHERE id = 2")
        raw.commit()
    with pytest.raises(Unavailable, match=r"(lead|contact_email) 2 -> contact"):
        backup(filled, filled.parent / "copy.db")


def test_a_copy_that_misses_rows_does_not_count(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([{"lead": 3}, {"lead": 2}])
    monkeypatch.setattr(module, "counts", lambda _connection: next(answers))
    with pytest.raises(Unavailable, match="rows are missing"):
        backup(filled, filled.parent / "copy.db")
    assert [p.name for p in filled.parent.iterdir()] == ["desk.db"]


def test_a_locked_database_is_not_waited_for_for_ever(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = open_file
    monkeypatch.setattr(module, "open_file", lambda path, *, writable: plain(path, writable=writable, patience=0.05))
    with closing(connect(filled, writable=True)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable, match="is busy"):
            backup(filled, filled.parent / "copy.db")


def test_a_backup_does_not_change_what_it_copies(filled: Path) -> None:
    before = filled.read_bytes()
    backup(filled, filled.parent / "copy.db")
    restore(filled.parent / "copy.db", filled.parent / "new.db")
    assert filled.read_bytes() == before


def test_what_others_wrote_into_a_log_is_in_the_backup(filled: Path) -> None:
    with closing(open_file(filled, writable=True)) as other:
        other.execute("PRAGMA journal_mode = WAL").fetchone()
        other.execute("UPDATE lead SET name = 'new' WHERE id = 1")
        target = filled.parent / "copy.db"
        backup(filled, target)
    with closing(sqlite3.connect(target)) as raw:
        assert raw.execute("SELECT name FROM lead WHERE id = 1").fetchone()[0] == "new"
        assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def write_on(say: Any, path: Path) -> None:
    services = at(path)
    number = 0
    while True:
        number += 1
        services.leads.edit(1, {"score": number % 100})
        say(str(number))


def test_a_backup_of_a_busy_desk_is_one_state_of_it(filled: Path) -> None:
    with running(write_on, filled) as child:
        child.wait_for(3)
        for number in range(5):
            target = filled.parent / f"copy{number}.db"
            backup(filled, target)
            with closing(sqlite3.connect(target)) as raw:
                score, version = raw.execute("SELECT score, version FROM lead WHERE id = 1").fetchone()
                assert (version - 1) % 100 == score
                changes = raw.execute("SELECT count(*) FROM change WHERE kind = 'lead.edited'").fetchone()[0]
                assert changes == version - 1
            child.wait_for(6 + 3 * number)


def test_of_each_kind_the_newest_five_are_kept(filled: Path) -> None:
    folder = filled.parent / "backups"
    made = [backup_before(filled, "import") for _ in range(3)]
    strangers = [
        "desk-import-x.db",
        "desk-import-more-20260101-000000-000000.db",
        "desk-upgrade-20260101-000000-000000.db",
    ]
    for name in strangers:
        (folder / name).touch()
    made += [backup_before(filled, "import") for _ in range(4)]
    assert {p.name for p in folder.iterdir()} == {p.name for p in made[-5:]} | set(strangers)
    assert {mode_of(p) for p in made[-5:]} == {0o600}
    assert mode_of(folder) == 0o700
    assert rows(made[-1]) == rows(filled)


def test_names_with_signs_of_their_own_are_rotated_too(filled: Path) -> None:
    odd = filled.rename(filled.with_name("de[s]k*.sqlite"))
    made = [backup_before(odd, "import") for _ in range(7)]
    assert sorted((odd.parent / "backups").iterdir()) == sorted(made[-5:])
    assert made[-1].name.startswith("de[s]k*.sqlite-import-")


def test_in_a_folder_of_a_group_colleagues_can_make_backups_too(filled: Path) -> None:
    filled.parent.chmod(0o2770)
    made = backup_before(filled, "import")
    assert mode_of(made) == 0o660
    assert mode_of(made.parent) == 0o2770


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4000] = b"\xee" * 3900
    path.write_bytes(bytes(content))


@pytest.fixture
def saved(filled: Path) -> Path:
    """A backup with three leads; the database itself has a fourth one."""
    target = filled.parent / "saved" / "copy.db"
    target.parent.mkdir()
    backup(filled, target)
    services = at(filled)
    add_lead(services, "Jan 4")
    services.close()
    return target


def test_a_backup_counts_when_it_was_restored(filled: Path, saved: Path) -> None:
    kept = restore(saved, filled)
    assert kept is not None
    assert rows(filled)["lead"] == 3
    assert rows(kept)["lead"] == 4
    assert mode_of(filled) == mode_of(kept) == 0o600
    services = at(filled)
    assert add_lead(services, "Jan 5").id == 4
    services.close()
    assert {p.name for p in filled.parent.iterdir()} == {"desk.db", kept.name, "saved"}


def test_names_without_a_folder_are_meant_from_where_one_is(
    filled: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    before = rows(filled)
    assert backup(Path(filled.name), Path("copy.db")) == before == rows(folder / "copy.db")
    filled.unlink()
    restore(Path("copy.db"), Path(filled.name))
    assert rows(filled) == before


def test_a_backup_can_be_restored_where_there_is_nothing(saved: Path, folder: Path) -> None:
    path = folder / "new.db"
    (folder / "new.db-journal").write_bytes(b"of another file")
    assert restore(saved, path) is None
    assert rows(path)["lead"] == 3
    assert not (folder / "new.db-journal").exists()


@pytest.mark.parametrize("how", ["all", "header", "empty", "text", "truncated"])
def test_a_backup_can_be_restored_over_a_damaged_file(filled: Path, saved: Path, how: str) -> None:
    if how == "all":
        filled.write_bytes(b"\xee" * 20_000)
    elif how == "header":
        damage(filled)
    else:
        filled.write_bytes({"empty": b"", "text": b"notes", "truncated": filled.read_bytes()[:5000]}[how])
    broken = filled.read_bytes()
    journal = filled.with_name("desk.db-journal")
    journal.write_bytes(b"\0" * 600)
    kept = restore(saved, filled)
    assert rows(filled)["lead"] == 3
    assert kept is not None
    assert kept.read_bytes() == broken
    assert not journal.exists()
    at(filled).close()


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE lead (id)")


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def too_new(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (damage, "is damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:-9000]), "is damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:50]), "is no SolarTUI database"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"some text " * 999), "is no SolarTUI database"),
        (foreign, "another program"),
        (too_new, "newer SolarTUI"),
        (folder_instead, "is a folder"),
        (lambda path: path.unlink(), "There is no file"),
    ],
)
def test_what_is_no_good_backup_changes_nothing(filled: Path, saved: Path, make: Any, said: str) -> None:
    make(saved)
    before = everything(filled.parent)
    with pytest.raises((Unavailable, NotFound), match=said):
        restore(saved, filled)
    assert everything(filled.parent) == before


def test_the_database_is_no_backup_of_itself(filled: Path) -> None:
    link = filled.parent / "link.db"
    os.link(filled, link)
    for source in (filled, link):
        with pytest.raises(Refused, match="is the database itself"):
            restore(source, filled)


def test_a_link_to_the_database_stays_one(filled: Path, saved: Path) -> None:
    link = filled.parent / "link.db"
    link.symlink_to(filled)
    restore(saved, link)
    assert link.is_symlink()
    assert rows(filled)["lead"] == 3


def test_others_are_waited_for(filled: Path, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        module, "open_file", lambda path, *, writable: open_file(path, writable=writable, patience=0.05)
    )
    with closing(connect(filled, writable=True)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = rows(saved)
        with pytest.raises(Unavailable, match="is busy"):
            restore(saved, filled)
        other.execute("ROLLBACK")
    assert rows(filled)["lead"] == 4
    assert rows(saved) == before


def test_who_has_it_open_is_told_and_writes_nothing_into_the_old_file(filled: Path, saved: Path) -> None:
    services = at(filled)
    services.leads.edit(1, {"score": 1})
    kept = restore(saved, filled)
    assert kept is not None
    before = kept.read_bytes()
    with pytest.raises(Unavailable, match="was replaced by another file"):
        services.leads.edit(1, {"score": 2})
    with pytest.raises(Unavailable, match="was replaced by another file"):
        services.leads.get(1)
    services.close()
    assert kept.read_bytes() == before


def test_a_log_is_folded_into_the_file_that_is_kept(filled: Path, saved: Path) -> None:
    def rows_in_log() -> None:
        with closing(open_file(filled, writable=True)) as other:
            other.execute("PRAGMA journal_mode = WAL").fetchone()
            other.execute("UPDATE lead SET name = 'in the log' WHERE id = 1")
            os._exit(0)

    pid = os.fork()
    if pid == 0:
        rows_in_log()
    os.waitpid(pid, 0)
    assert filled.with_name("desk.db-wal").exists()
    kept = restore(saved, filled)
    assert kept is not None
    with closing(sqlite3.connect(kept)) as raw:
        assert raw.execute("SELECT name FROM lead WHERE id = 1").fetchone()[0] == "in the log"
    assert rows(filled)["lead"] == 3
    assert {p.name for p in filled.parent.iterdir()} == {"desk.db", kept.name, "saved"}


def leave_a_hot_journal(path: Path) -> None:
    """Be killed in the middle of a commit: pages are in the file, and the journal that takes them back beside it."""
    with closing(open_file(path, writable=True)) as raw:
        raw.execute("PRAGMA cache_size = 2")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE lead SET follow_up_note = hex(zeroblob(50000))")
        os._exit(0)


def test_a_journal_left_by_a_killed_process_is_worked_off_first(filled: Path, saved: Path) -> None:
    pid = os.fork()
    if pid == 0:
        leave_a_hot_journal(filled)
    os.waitpid(pid, 0)
    assert filled.with_name("desk.db-journal").stat().st_size > 0
    kept = restore(saved, filled)
    assert kept is not None
    assert rows(kept)["lead"] == 4
    assert rows(filled)["lead"] == 3


def test_a_backup_with_a_journal_beside_it_is_read_as_it_was_meant(filled: Path, saved: Path) -> None:
    pid = os.fork()
    if pid == 0:
        leave_a_hot_journal(saved)
    os.waitpid(pid, 0)
    restore(saved, filled)
    with closing(sqlite3.connect(filled)) as raw:
        assert raw.execute("SELECT count(*) FROM lead WHERE follow_up_note IS NULL").fetchone()[0] == 3


@pytest.mark.skipif(os.getuid() != 0, reason="only root can restore for somebody else")
def test_the_owner_stays_the_owner(filled: Path, saved: Path) -> None:
    os.chown(filled, 70_002, 70_002)
    filled.chmod(0o664)
    restore(saved, filled)
    info = filled.stat()
    assert (info.st_uid, info.st_gid, mode_of(filled)) == (70_002, 70_002, 0o660)


def test_a_disk_without_links_keeps_the_present_file_too(
    filled: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "x")

    monkeypatch.setattr(os, "link", refuse)
    kept = restore(saved, filled)
    assert kept is not None
    assert (rows(filled)["lead"], rows(kept)["lead"]) == (3, 4)


def killed_in_restore(_say: Any, source: Path, path: Path, at_call: int) -> None:
    """Restore, and be killed before one of the steps that change names in the folder."""
    steps = [0]
    for owner, name in ((os, "link"), (Path, "rename"), (Path, "replace"), (Path, "unlink"), (module, "sync_folder")):
        plain = getattr(owner, name)

        def watched(*args: Any, plain: Any = plain, **named: Any) -> Any:
            steps[0] += 1
            if steps[0] == at_call:
                os.kill(os.getpid(), signal.SIGKILL)
            return plain(*args, **named)

        setattr(owner, name, watched)
    restore(source, path)


@pytest.mark.parametrize("damaged", [False, True])
def test_killed_between_any_two_steps_there_is_the_old_or_the_new(filled: Path, saved: Path, damaged: bool) -> None:
    original = filled.read_bytes()
    if damaged:
        original = b"\xee" * 20_000
    seen = set()
    for step in range(1, 12):
        shutil.rmtree(filled.parent / "kept", ignore_errors=True)
        for left in [p for p in filled.parent.iterdir() if p != saved.parent]:
            left.unlink()
        filled.write_bytes(original)
        if damaged:
            filled.with_name("desk.db-journal").write_bytes(b"\0" * 600)
        with running(killed_in_restore, saved, filled, step) as child:
            child.end_by_itself()
        if filled.read_bytes() == original:
            seen.add("old")
        else:
            assert rows(filled)["lead"] == 3
            assert not filled.with_name("desk.db-journal").exists()
            (kept,) = filled.parent.glob("*before-restore*.db")
            assert kept.read_bytes() == original
            seen.add("new")
        restore(saved, filled)
        assert rows(filled)["lead"] == 3
    assert seen == {"old", "new"}


def test_a_name_that_another_program_took_at_the_same_moment_is_left_to_it(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []

    def too_late_once(part: Path, target: Path) -> bool:
        taken.append(target)
        return len(taken) > 1 and put_in_place(part, target)

    monkeypatch.setattr("solartui.store.backup.put_in_place", too_late_once)
    kept = backup_before(database, "upgrade")
    assert kept == taken[1] != taken[0]
    assert kept.exists()
