"""The database file: made whole and private, and refused in one clear line when it is not ours to open."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from solartui.bootstrap import open_services
from solartui.domain.errors import Unavailable
from solartui.store import files, journal, upgrade
from solartui.store.beside import HELD
from solartui.store.connection import connect, journal_mode, open_file
from solartui.store.files import database_path, new_part
from solartui.store.identity import APPLICATION_ID, SCHEMA_VERSION
from solartui.store.journal import choose_journal
from solartui.store.store import Store
from tests.desk import ADMIN, actor
from tests.store.processes import in_child, together

ROOT = os.getuid() == 0
as_root = pytest.mark.skipif(not ROOT, reason="only root can become somebody else")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def refusal(path: Path | str, *, create: bool = True) -> str:
    """What a person reads who opens this file."""
    with pytest.raises(Unavailable) as caught:
        Store(str(path), create=create, patience=0.2).close()
    message = caught.value.message
    assert "\n" not in message
    assert caught.value.exit_status == 6
    return message


def with_umask(path: Path, umask: int) -> list[tuple[str, int]]:
    os.umask(umask)
    store = Store(str(path))
    store.close()
    return [(str(p), mode_of(p)) for p in (path, path.parent, path.parent.parent)]


@pytest.mark.parametrize("umask", [0o000, 0o277])
def test_a_new_file_is_private_whatever_the_umask(folder: Path, umask: int) -> None:
    found = in_child(with_umask, folder / "a" / "b" / "desk.db", umask)
    assert [mode for _, mode in found] == [0o600, 0o700, 0o700]
    assert sorted(p.name for p in (folder / "a" / "b").iterdir()) == ["desk.db"]


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_in_a_folder_of_a_group_the_group_may_work_with_it(folder: Path, umask: int) -> None:
    shared = folder / "desk"
    shared.mkdir()
    shared.chmod(0o2770)
    found = in_child(with_umask, shared / "more" / "desk.db", umask)
    assert [mode for _, mode in found] == [0o660, 0o2770, 0o2770]


def test_journals_have_the_mode_of_their_file(database: Path) -> None:
    database.chmod(0o660)
    with closing(connect(database, writable=True)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE lead_stage SET hue = 'x'")
        (made,) = [p for p in database.parent.iterdir() if p != database]
        assert mode_of(made) == 0o660


def test_a_folder_of_a_group_that_may_not_write_gives_private_files(folder: Path) -> None:
    folder.chmod(0o2750)
    assert files.file_mode(folder) == 0o600


def test_what_everybody_may_read_is_told(database: Path) -> None:
    assert not Store(str(database)).open_to_all
    database.chmod(0o644)
    assert Store(str(database)).open_to_all


def test_killed_while_it_is_made_leaves_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(upgrade, "_run_migrations", killed)
    with pytest.raises(KeyboardInterrupt):
        Store(str(folder / "desk.db"))
    assert list(folder.iterdir()) == []


def test_parts_of_killed_processes_are_removed_and_those_of_running_ones_stay(folder: Path) -> None:
    target = folder / "desk.db"
    gone = in_child(os.getpid)
    mine = new_part(target)
    left = [folder / f".desk.db.{gone}-0123abcd.part", folder / f".desk.db.{gone}-0123abcd.part-journal"]
    young = folder / f".desk.db.{gone}-4567abcd.part"
    others = [folder / ".other.db.1-0123abcd.part", folder / ".desk.db.notes"]
    for path in (*left, young, *others):
        path.touch()
    for path in (mine, *left, *others):
        os.utime(path, (1, 1))
    second = new_part(target)
    assert sorted(folder.iterdir()) == sorted([mine, second, young, *others])


def opened(path: Path) -> int:
    store = Store(str(path))
    store.close()
    return path.stat().st_ino


def test_several_processes_make_one_file(folder: Path) -> None:
    path = folder / "desk.db"
    found = together(opened, [(path,)] * 4)
    assert len(set(found)) == 1
    assert list(folder.iterdir()) == [path]


def test_a_disk_without_links_gets_a_file_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    Store(str(folder / "desk.db")).close()
    assert [p.name for p in folder.iterdir()] == ["desk.db"]


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_is_refused(folder: Path, create: bool) -> None:
    assert "is a folder" in refusal(folder, create=create)


def test_a_missing_file_is_refused_where_none_is_to_be_made(folder: Path) -> None:
    assert "There is no database" in refusal(folder / "desk.db", create=False)
    assert "There is no database" in refusal(folder / "none" / "desk.db", create=False)
    assert list(folder.iterdir()) == []


def test_a_file_in_the_place_of_a_folder_is_refused(database: Path) -> None:
    assert "There is no database" in refusal(database / "desk.db", create=False)
    assert "is no folder" in refusal(database / "desk.db")


def test_an_empty_file_is_refused_and_stays_empty(folder: Path) -> None:
    path = folder / "desk.db"
    path.touch()
    assert "is empty" in refusal(path)
    assert path.stat().st_size == 0


def test_a_link_that_leads_nowhere_is_refused(folder: Path) -> None:
    path = folder / "desk.db"
    path.symlink_to(folder / "gone.db")
    assert "There is no database" in refusal(path)
    assert path.readlink() == folder / "gone.db"


def test_a_link_to_a_database_is_followed(database: Path, folder: Path) -> None:
    link = folder / "link.db"
    link.symlink_to(database)
    store = Store(str(link))
    store.check_identity()
    store.close()


def test_a_pipe_is_refused_and_does_not_hang(folder: Path) -> None:
    path = folder / "pipe"
    os.mkfifo(path)
    assert "no ordinary file" in refusal(path)
    assert "no ordinary file" in refusal("/dev/null")


@pytest.mark.parametrize("content", [b"x", b"just text\n" * 500, b"PK\x03\x04" + b"\0" * 8000, b"\0" * 9000])
def test_a_file_of_another_kind_is_refused_and_stays_as_it_is(folder: Path, content: bytes) -> None:
    path = folder / "desk.db"
    path.write_bytes(content)
    assert "is no SolarTUI database" in refusal(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(folder: Path) -> None:
    path = folder / "desk.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE lead (id INTEGER)")
    before = path.read_bytes()
    assert "another program" in refusal(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("PRAGMA application_id = 252006673")
    assert "another program" in refusal(path)
    assert path.read_bytes() != before


@pytest.mark.parametrize("version", [1, 7])
def test_a_database_that_only_has_a_version_is_not_taken_for_ours(folder: Path, version: int) -> None:
    path = folder / "desk.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    assert "another program" in refusal(path)


@pytest.mark.parametrize("version", [-1, 0, SCHEMA_VERSION])
def test_ours_without_its_tables_is_damaged(folder: Path, version: int) -> None:
    path = folder / "desk.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    assert "is damaged" in refusal(path)


def test_a_newer_schema_is_refused_and_stays_as_it_is(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = database.read_bytes()
    assert "newer SolarTUI" in refusal(database)
    assert database.read_bytes() == before
    assert list(database.parent.iterdir()) == [database]


def test_a_truncated_file_is_refused(database: Path) -> None:
    with database.open("rb+") as file:
        file.truncate(3 * 4096 + 100)
    assert "is damaged" in refusal(database)


def test_flipped_bytes_are_said_in_words_wherever_they_are(database: Path) -> None:
    whole, said = database.read_bytes(), set()
    for page in range(0, len(whole), 4096):
        broken = bytearray(whole)
        broken[page + 8 : page + 200] = bytes(255 - b for b in broken[page + 8 : page + 200])
        database.write_bytes(bytes(broken))
        try:
            store = Store(str(database))
            with store.reading() as connection:
                for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    connection.execute(f"SELECT * FROM {table}").fetchall()
            store.close()
        except Unavailable as error:
            said.add(error.message.removeprefix(str(database)))
    assert {" is damaged. Restore a backup: solartui db restore FILE", " is no SolarTUI database."} <= said
    assert all(re.search(r"damaged|no SolarTUI database|newer|another program", text) for text in said)


@pytest.mark.parametrize(
    "name", ["a?b#c%d&e=f.db", "ą ż[x].db", "-rf", "'quoted\".db", "{x}.db", "\x1b]0;x\x07.db", "a:b"]
)
def test_any_name_will_do(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    Store(name).close()
    assert [p.name for p in folder.iterdir()] == [name]
    assert "\x1b" not in refusal(folder / name / "x")


def test_names_that_are_no_utf8_will_do(folder: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xe9.db"))
    Store(str(path)).close()
    Store(f"sqlite:///{path}").close()
    assert [os.fsencode(p.name) for p in folder.iterdir()] == [b"\xff\xe9.db"]
    assert refusal(path / "x").isprintable()


def test_two_slashes_in_front_are_no_other_machine(database: Path) -> None:
    Store(f"/{database}", create=False).close()


@pytest.mark.parametrize("target", ["a\0b", "~nobodyofthisname/x.db", "postgresql://host/x", "\x1b[2J://x", "x" * 5000])
def test_what_is_no_name_of_a_file_is_refused(target: str) -> None:
    assert refusal(target).isprintable()


def test_addresses_name_files(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder)
    assert database_path("sqlite:////a/b.db") == Path("/a/b.db")
    assert database_path("sqlite:///b.db") == folder / "b.db"
    assert database_path("~/b.db") == folder / "b.db"


def drop_rights(uid: int) -> None:
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)


def look_and_write(path: Path, uid: int) -> tuple[int, str]:
    drop_rights(uid)
    services = open_services(str(path), create=False)
    seen = len(services.people.users())
    try:
        services.preferences.set("x", 1)
    except Unavailable as error:
        return seen, error.message
    return seen, ""


@as_root
def test_a_file_that_may_only_be_read_can_be_looked_at(database: Path) -> None:
    database.parent.chmod(0o755)
    database.chmod(0o644)
    before = database.read_bytes()
    seen, message = in_child(look_and_write, database, 70_002)
    assert seen == 5
    assert "may not be written to" in message
    assert database.read_bytes() == before


@as_root
def test_in_a_folder_that_may_only_be_read_the_file_can_be_looked_at(database: Path) -> None:
    database.parent.chmod(0o755)
    database.chmod(0o666)
    seen, message = in_child(look_and_write, database, 70_002)
    assert seen == 5
    assert f"The folder {database.parent} may not be written to" in message


def open_as(path: Path, uid: int) -> str:
    drop_rights(uid)
    return refusal(path)


@as_root
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o700, 0o600), (0o755, 0o600), (0o711, 0o000)])
def test_a_file_that_may_not_be_read_is_refused(database: Path, folder_mode: int, file_mode: int) -> None:
    database.chmod(file_mode)
    database.parent.chmod(folder_mode)
    assert re.search("cannot be (read|opened)", in_child(open_as, database, 70_002))


@as_root
def test_a_new_file_in_a_folder_that_may_only_be_read_is_refused(folder: Path) -> None:
    folder.chmod(0o755)
    assert "cannot be made" in in_child(open_as, folder / "desk.db", 70_002)
    assert "cannot be made" in in_child(open_as, folder / "new" / "desk.db", 70_002)


@pytest.mark.parametrize(
    ("version", "kind", "mode"),
    [
        ((3, 40, 1), "ext4", "delete"),
        ((3, 51, 2), "ext4", "delete"),
        ((3, 51, 3), "ext4", "wal"),
        ((3, 51, 3), "btrfs", "wal"),
        ((4, 0, 0), "xfs", "wal"),
        ((3, 54, 1), "nfs4", "delete"),
        ((3, 54, 1), "cifs", "delete"),
        ((3, 54, 1), "fuse.sshfs", "delete"),
        ((3, 54, 1), "9p", "delete"),
        ((3, 54, 1), "virtiofs", "delete"),
        ((3, 54, 1), "", "delete"),
        ((3, 40, 1), "nfs", "delete"),
    ],
)
def test_the_journal_is_chosen_by_version_and_disk(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], kind: str, mode: str
) -> None:
    monkeypatch.undo()  # the real versions, which the other tests do without
    monkeypatch.setattr(journal, "_file_system", lambda _path: kind)
    chosen = choose_journal(Path("/x.db"), version)
    assert chosen.mode == mode
    assert chosen.reason


def test_the_disk_is_the_one_of_the_longest_mount(monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = (
        "rootfs / rootfs rw 0 0\n/dev/a / ext4 rw 0 0\nhost:/x /srv nfs4 rw 0 0\n"
        "tmpfs /srv/a\\040b tmpfs rw 0 0\n//h/s /srv/deep/er cifs rw 0 0\nbroken\n"
    )
    monkeypatch.setattr(Path, "read_text", lambda *_args, **_named: mounts)
    kinds = {"/x.db": "ext4", "/srv/x.db": "nfs4", "/srv/a b/x.db": "tmpfs", "/srv/deep/er/x": "cifs", "/srvx": "ext4"}
    assert {path: journal._file_system(Path(path)) for path in kinds} == kinds


def test_a_system_that_does_not_tell_gets_the_safe_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", none)
    assert choose_journal(Path("/x.db"), (9, 9, 9)).mode == "delete"


def test_every_connection_is_durable_and_minds_links(database: Path) -> None:
    store = Store(str(database))
    with store.reading() as connection:
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert connection.execute("PRAGMA query_only").fetchone()[0] == 1
    with store.begin(actor(ADMIN)) as work:
        # FULL is 2 and EXTRA is 3.
        assert work.raw.execute("PRAGMA synchronous").fetchone()[0] == 3
        assert work.raw.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert work.raw.execute("PRAGMA cache_spill").fetchone()[0] == HELD
        assert journal_mode(work.raw) == choose_journal(database).mode
    store.close()


def test_the_connection_for_reading_cannot_write(database: Path) -> None:
    store = Store(str(database))
    with pytest.raises(Unavailable, match="may not be written to"), store.reading() as connection:
        connection.execute("DELETE FROM user_account")
    store.close()


def test_a_write_ahead_log_is_given_up_where_it_is_not_safe(database: Path) -> None:
    with closing(open_file(database, writable=True)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    store = Store(str(database))
    with store.reading() as connection:
        assert journal_mode(connection) == "delete"
    store.close()


def test_nobody_writes_beside_one_who_keeps_a_log_that_is_not_safe_here(database: Path) -> None:
    store = Store(str(database), patience=0.1)
    with store.begin(actor(ADMIN)):
        pass
    with closing(open_file(database, writable=True)) as other:
        other.execute("PRAGMA journal_mode = WAL").fetchone()
        other.execute("SELECT count(*) FROM lead").fetchone()
        with pytest.raises(Unavailable, match="another SQLite"), store.begin(actor(ADMIN)):
            pass
    store.close()


def test_where_it_is_safe_a_write_ahead_log_is_used(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from solartui.store import connection as module
    from solartui.store import store as store_module

    for place in (module, store_module):
        monkeypatch.setattr(place, "choose_journal", lambda _path: journal.Journal("wal", ""))
    services = open_services(str(database))
    services.preferences.set("x", 1)
    assert {p.name for p in database.parent.iterdir()} == {"desk.db", "desk.db-wal", "desk.db-shm"}
    assert {mode_of(p) for p in database.parent.iterdir()} == {0o600}
    services.close()
    assert {p.name for p in database.parent.iterdir()} == {"desk.db"}


def test_a_copy_of_the_template_opens(template: Path, folder: Path) -> None:
    shutil.copy(template, folder / "x.db")
    Store(str(folder / "x.db"), create=False).close()
