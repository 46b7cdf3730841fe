"""The unit of work: everything or nothing, never over somebody else's, and every failure is one clear line."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from solartui.bootstrap import open_services
from solartui.domain.errors import Cancelled, NotFound, Refused, SolarError, Stale, Unavailable
from solartui.domain.people import SYSTEM
from solartui.domain.records import Subject
from solartui.services.container import Services
from solartui.store import failures
from solartui.store import store as store_module
from solartui.store.backup import problems
from solartui.store.beside import at_hand, spilling
from solartui.store.connection import connect, take_lock
from solartui.store.failures import lock_holder
from solartui.store.store import Store
from solartui.store.tables import NoteRow
from solartui.store.work import VersionClash, Work, insert_many
from tests.conftest import Clock
from tests.desk import ADMIN, SALES, actor, add_lead, at_desk
from tests.store.processes import in_child, running

WRITTEN = ("activity", "change", "change_item", "contact", "contact_email", "lead", "lead_search", "note")


def dump(path: Path) -> dict[str, list[Any]]:
    """All rows of the tables that services write to."""
    with closing(sqlite3.connect(path)) as raw:
        return {table: raw.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in WRITTEN}


@pytest.fixture
def quick(database: Path, clock: Clock) -> Iterator[Services]:
    """Services that wait only a moment for others; with one lead."""
    services = Services(Store(str(database), clock=clock, patience=0.15), actor(ADMIN))
    add_lead(services, "Jan", emails=("jan@x.pl",), city="Kraków")
    yield services
    services.close()


class Boom(Exception):
    """Something unforeseen."""


@pytest.mark.parametrize("error", [Boom, KeyboardInterrupt, SystemExit, Refused])
def test_an_exception_leaves_nothing(quick: Services, database: Path, error: type[BaseException]) -> None:
    before = dump(database)

    def write() -> None:
        with quick.store.begin(actor(ADMIN)) as work:
            work.update("lead", 1, {"name": "x", "name_key": "x"})
            work.add(NoteRow(lead_id=1, body="x", created_at=work.now, updated_at=work.now))
            work.raw.execute("DELETE FROM lead_search")
            work.activity("edited", Subject("lead", 1))
            raise error("x")

    with pytest.raises(error):
        write()
    assert dump(database) == before
    assert quick.leads.edit(1, {"score": 5}).value.score == 5


def test_data_history_and_change_are_one(quick: Services, database: Path) -> None:
    before = dump(database)
    with quick.store.begin(actor(SALES)) as work:
        work.update("lead", 1, {"score": 7})
        work.activity("edited", Subject("lead", 1), {"x": 1})
        work.describe("lead.edited", name="n")
        assert dump(database) == before
    after = dump(database)
    for table, added in (("activity", 1), ("change", 1), ("change_item", 1), ("lead", 0)):
        assert len(after[table]) == len(before[table]) + added, table
    with closing(sqlite3.connect(database)) as raw:
        row = raw.execute("SELECT user_id, uid, actor, kind, data, rows FROM change ORDER BY id DESC").fetchone()
        assert row == (SALES, 70_002, "Anna Nowak", "lead.edited", '{"name":"n"}', 1)
        own, other = raw.execute(
            "SELECT change_id, (SELECT max(id) FROM change) FROM activity ORDER BY id DESC"
        ).fetchone()
        assert own == other


def test_a_work_that_writes_nothing_leaves_no_change(quick: Services, database: Path) -> None:
    before = dump(database)
    with quick.store.begin(actor(ADMIN)) as work:
        work.describe("lead.edited")
        assert work.update("lead", 1, {"name": "Jan – Kraków"}) == {}
        assert not work.wrote
    assert dump(database) == before


def test_versions_count_and_an_old_one_saves_nothing(quick: Services) -> None:
    with quick.store.begin(actor(ADMIN)) as work:
        assert work.update("lead", 1, {"score": 7}, version=1) == {"score": (None, 7)}
        assert work.update("lead", 1, {"score": 7}, version=2) == {}
        with pytest.raises(VersionClash):
            work.update("lead", 1, {"score": 8}, version=1)
        with pytest.raises(VersionClash):
            work.update("lead", 99, {"score": 8})
    assert quick.leads.get(1).version == 2


def test_who_is_too_late_sees_both_versions(quick: Services) -> None:
    seen = quick.leads.get(1)
    at_desk(quick, SALES).leads.edit(1, {"city": "Łódź"}, seen.version)
    with pytest.raises(Stale) as caught:
        quick.leads.edit(1, {"score": 3}, seen.version)
    assert caught.value.theirs == quick.leads.get(1)
    assert caught.value.yours == {"score": 3}
    assert caught.value.by == "Anna Nowak"
    assert caught.value.exit_status == 4


def test_a_part_that_fails_leaves_the_rest(quick: Services, database: Path) -> None:

    def fail(work: Work, score: int) -> None:
        with work.attempt():
            work.update("lead", 1, {"score": score})
            work.activity("edited", Subject("lead", 1))
            raise Boom

    with quick.store.begin(actor(ADMIN)) as work:
        with pytest.raises(Boom):
            fail(work, 1)
        wrote = [work.wrote]
        with work.attempt():
            work.update("lead", 1, {"score": 2})
        with pytest.raises(Boom):
            fail(work, 3)
        wrote.append(work.wrote)
    assert wrote == [False, True]
    assert quick.leads.get(1).score == 2
    with closing(sqlite3.connect(database)) as raw:
        assert problems(raw) == []
        assert raw.execute(
            "SELECT count(*) FROM change_item WHERE change_id = (SELECT max(id) FROM change)"
        ).fetchone() == (1,)


def hold(say: Any, path: Path, how: str) -> None:
    """Hold a lock until killed."""
    with closing(connect(path, writable=True)) as raw:
        raw.execute(f"BEGIN {how}")
        raw.execute("SELECT count(*) FROM lead").fetchone()
        say("locked")
        signal.pause()


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_busy_database_is_one_clear_line_that_names_who(quick: Services, database: Path, how: str) -> None:
    before = dump(database)
    with running(hold, database, how) as child:
        child.wait_for(1)
        with pytest.raises(Unavailable) as caught:
            quick.leads.edit(1, {"score": 1})
        message = caught.value.message
        assert f"({child.pid})" in message
        assert "Nothing was saved; try again" in message
        assert "\n" not in message
    assert dump(database) == before
    quick.leads.edit(1, {"score": 1})


def test_who_only_reads_is_not_told_of_saving(quick: Services, database: Path) -> None:
    with running(hold, database, "EXCLUSIVE") as child:
        child.wait_for(1)
        with pytest.raises(Unavailable) as caught:
            quick.leads.get(1)
        assert "saved" not in caught.value.message
        assert f"({child.pid})" in caught.value.message
        with pytest.raises(Unavailable, match="is busy"):
            Store(str(database), patience=0.05)


def test_one_who_reads_for_long_holds_up_a_commit_and_nothing_is_saved(quick: Services, database: Path) -> None:
    before = dump(database)
    with running(hold, database, "DEFERRED") as child:
        child.wait_for(1)
        with pytest.raises(Unavailable, match=rf"\({child.pid}\)"):
            quick.leads.edit(1, {"score": 1})
    assert dump(database) == before


def test_a_lock_that_is_given_up_in_time_is_no_error(database: Path) -> None:
    services = Services(Store(str(database), patience=20), actor(ADMIN))
    with running(hold, database, "IMMEDIATE") as child:
        child.wait_for(1)
        done = threading.Thread(target=services.preferences.set, args=("x", 1))
        done.start()
        child.end()
        done.join()
    assert services.preferences.get("x") == 1
    services.close()


def test_the_holder_of_a_lock_has_a_clean_name(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Path.read_text
    inode = database.stat().st_ino

    def read(self: Path, *args: Any, **named: Any) -> str:
        if self == Path("/proc/locks"):
            return (
                f"1: POSIX  ADVISORY  READ  41 08:01:{inode} 1 2\n2: POSIX  ADVISORY  WRITE 1 08:01:{inode} 1 1\n"
                f"2: -> POSIX  ADVISORY  WRITE 42 08:01:{inode} 1 1\n3: FLOCK  ADVISORY  WRITE 0 08:01:{inode} 0 EOF\n"
                f"4: POSIX ADVISORY WRITE {os.getpid()} 08:01:{inode} 1 1\nbroken\n"
            )
        if self.name == "comm":
            return "evil\x1b]52;c;x\x07\n"
        return plain(self, *args, **named)

    monkeypatch.setattr(Path, "read_text", read)
    assert lock_holder(database) == "root: evil]52;c;x (1)"
    monkeypatch.setattr(failures, "_process", str)
    assert lock_holder(database) == "1"


def test_a_name_that_is_no_text_names_all_the_same(database: Path) -> None:
    def odd(say: Any, path: Path) -> None:
        Path("/proc/self/comm").write_bytes(b"\xff\xfe\x1b")
        hold(say, path, "IMMEDIATE")

    with running(odd, database) as child:
        child.wait_for(1)
        holder = lock_holder(database)
        assert holder is not None
        assert holder.isprintable()
        assert holder.endswith(f"({child.pid})")


def test_a_deleted_file_takes_nothing_and_can_still_be_looked_at(quick: Services, database: Path) -> None:
    quick.leads.get(1)
    database.unlink()
    with pytest.raises(Unavailable, match=r"was deleted\. Nothing was saved"):
        quick.leads.edit(1, {"score": 1})
    assert not database.exists()
    assert quick.leads.get(1).name == "Jan – Kraków"


@pytest.mark.parametrize("when", ["before", "inside"])
def test_a_replaced_file_is_an_error_and_never_a_success(
    quick: Services, database: Path, template: Path, when: str
) -> None:
    def replace() -> None:
        other = shutil.copy(template, database.with_name("other.db"))
        Path(other).replace(database)

    if when == "before":
        replace()

    def write() -> None:
        with quick.store.begin(actor(ADMIN)) as work:
            work.update("lead", 1, {"score": 1})
            replace()

    with pytest.raises(Unavailable, match="was replaced"):
        write()
    before = database.read_bytes()
    with pytest.raises(Unavailable, match="was replaced"):
        quick.leads.get(1)
    assert database.read_bytes() == before


def test_a_folder_that_vanishes_is_an_error(quick: Services, database: Path) -> None:
    gone = database.parent.with_name(database.parent.name + "-gone")
    database.parent.rename(gone)
    try:
        with pytest.raises(Unavailable, match="was deleted"):
            quick.leads.edit(1, {"score": 1})
    finally:
        gone.rename(database.parent)


def big_note(services: Services) -> None:
    services.notes.add(Subject("lead", 1), "a long story " * 40_000)


def test_a_full_disk_is_one_clear_line_and_nothing_is_half_done(quick: Services, database: Path) -> None:
    before = dump(database)
    with quick.store.begin(SYSTEM) as work:
        pages = work.raw.execute("PRAGMA page_count").fetchone()[0]
        work.raw.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(Unavailable, match=r"disk is full\. Nothing was saved"):
        big_note(quick)
    assert dump(database) == before
    quick.leads.edit(1, {"score": 1})
    with pytest.raises(Unavailable, match="disk is full"), quick.store.begin(SYSTEM) as work, work.attempt():
        work.add(NoteRow(lead_id=1, body="x" * 500_000, created_at=work.now, updated_at=work.now))
    assert quick.leads.get(1).score == 1


def write_with_little_room(path: Path, room: int) -> str:
    services = Services(Store(str(path)), actor(ADMIN))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    with pytest.raises(Unavailable) as caught:
        big_note(services)
    with suppress(SolarError):
        services.leads.get(1)
    return caught.value.message


@pytest.mark.parametrize("more", [0, 40_000, 300_000])
def test_a_file_that_may_not_grow_keeps_what_it_had(quick: Services, database: Path, more: int) -> None:
    before = dump(database)
    message = in_child(write_with_little_room, database, database.stat().st_size + more)
    assert "\n" not in message
    assert dump(database) == before
    with closing(sqlite3.connect(database)) as raw:
        assert problems(raw) == []


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    place = tmp_path / "tiny"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only root can mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_on_a_disk_that_is_full_nothing_is_lost(tiny: Path, template: Path) -> None:
    path = Path(shutil.copy(template, tiny / "desk.db"))
    services = Services(Store(str(path)), actor(ADMIN))
    added: list[int] = []

    def fill() -> None:
        while True:
            added.append(add_lead(services, "Jan").id)
            services.notes.add(Subject("lead", added[-1]), "words " * 3000)

    with pytest.raises(Unavailable, match="disk is full"):
        fill()
    assert sorted(services.leads.open_list().ids()) == added
    with closing(sqlite3.connect(path)) as raw:
        assert problems(raw) == []
    with pytest.raises(Unavailable):
        Store(str(tiny / "new.db"))
    assert not (tiny / "new.db").exists()
    services.close()


def test_a_file_made_read_only_underneath_is_said(quick: Services, database: Path) -> None:
    quick.close()

    def look(path: Path) -> str:
        os.setgid(70_002)
        os.setuid(70_002)
        services = Services(Store(str(path)), actor(ADMIN))
        assert services.leads.get(1).name
        with pytest.raises(Unavailable) as caught:
            services.leads.edit(1, {"score": 1})
        return caught.value.message

    if os.getuid() != 0:
        pytest.skip("only root can become somebody else")
    database.parent.chmod(0o777)
    database.chmod(0o444)
    assert in_child(look, database).endswith("may not be written to. Nothing was saved.")


def test_a_file_that_may_be_written_to_again_is_written_to(quick: Services, database: Path) -> None:
    quick.close()

    def look(path: Path) -> tuple[str, int | None]:
        os.setgid(70_002)
        os.setuid(70_002)
        services = Services(Store(str(path)), actor(ADMIN))
        with pytest.raises(Unavailable) as caught:
            services.leads.edit(1, {"score": 7})
        path.chmod(0o600)
        return caught.value.message, services.leads.edit(1, {"score": 7}).value.score

    if os.getuid() != 0:
        pytest.skip("only root can become somebody else")
    database.parent.chmod(0o777)
    database.chmod(0o400)
    os.chown(database, 70_002, 70_002)
    message, score = in_child(look, database)
    assert message.endswith("may not be written to. Nothing was saved.")
    assert score == 7


def test_damage_inside_is_said_with_what_to_do(database: Path) -> None:
    services = Services(Store(str(database)), actor(ADMIN))
    for number in range(60):
        add_lead(services, f"Jan {number}")
    services.close()
    with closing(sqlite3.connect(database)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'lead'").fetchone()
    content = bytearray(database.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xee" * 4096
    database.write_bytes(bytes(content))
    services = Services(Store(str(database)), actor(ADMIN))
    for call in (lambda: services.leads.get(1), lambda: services.leads.edit(1, {"score": 1})):
        with pytest.raises(Unavailable, match=r"is damaged\. Restore a backup: solartui db restore FILE"):
            call()
    services.close()


def test_a_work_inside_another_is_a_mistake_of_the_program(quick: Services) -> None:
    with pytest.raises(RuntimeError, match="inside another"), quick.store.begin(SYSTEM), quick.store.begin(SYSTEM):
        pass
    quick.leads.edit(1, {"score": 1})


def test_threads_write_one_after_another(database: Path) -> None:
    store = Store(str(database), patience=30)
    services = Services(store, actor(ADMIN))
    add_lead(services)

    def bump() -> None:
        for _ in range(5):
            with store.begin(SYSTEM) as work:
                row = work.load("lead", 1) or {}
                work.update("lead", 1, {"score": (row["score"] or 0) + 1})

    threads = [threading.Thread(target=bump) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert services.leads.get(1).score == 20
    services.close()


def test_a_thread_does_not_wait_for_another_for_ever(quick: Services) -> None:
    caught: list[str] = []

    def other() -> None:
        try:
            quick.preferences.set("x", 1)
        except Unavailable as error:
            caught.append(error.message)

    with quick.store.begin(SYSTEM):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert caught == ["The database is busy. Nothing was saved; try again."]


def test_a_fault_of_the_program_is_not_called_one_of_the_database(quick: Services) -> None:
    with pytest.raises(sqlite3.ProgrammingError), quick.store.reading() as connection:
        connection.execute("SELECT ?, ?", (1,))
    with pytest.raises(Unavailable, match="no such table"), quick.store.reading() as connection:
        connection.execute("SELECT * FROM nowhere")


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_numbers_beyond_all_ids_are_not_there(quick: Services, number: int) -> None:
    for call in (quick.leads.get, quick.contacts.get, quick.projects.get, quick.undo.undo, quick.documents.content):
        with pytest.raises(NotFound):
            call(number)
    with pytest.raises(NotFound):
        quick.lead_actions.move([number], "contacted")
    with pytest.raises(NotFound):
        quick.leads.edit(number, {"score": 1})


def test_after_closing_nothing_is_read_and_closing_twice_is_fine(quick: Services) -> None:
    quick.leads.get(1)
    quick.close()
    with pytest.raises(Cancelled):
        quick.leads.get(1)
    quick.close()


def test_closing_spares_a_connection_that_is_being_read_from(quick: Services) -> None:
    with quick.store.reading() as connection:
        rows = connection.execute("SELECT key FROM lead_stage")
        rows.fetchone()
        thread = threading.Thread(target=quick.store.close)
        thread.start()
        thread.join()
        assert len(rows.fetchall()) == 6


def test_the_time_is_taken_when_the_lock_is(database: Path, clock: Clock) -> None:
    asked = []

    def locked() -> datetime:
        with closing(connect(database, writable=True, patience=0)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                asked.append(clock.now)
        return clock.now

    store = Store(str(database), clock=locked)
    with store.begin(SYSTEM) as work:
        assert [work.now] == asked
    store.close()


def test_a_busy_answer_at_once_is_asked_again(quick: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite does not wait in some states of a file, as while another process takes back a commit."""
    waits: list[float] = []
    with running(hold, quick.store.path, "IMMEDIATE") as child:
        child.wait_for(1)
        with closing(connect(quick.store.path, writable=True, patience=0)) as raw:

            def sleep(seconds: float) -> None:
                waits.append(seconds)
                child.end()

            monkeypatch.setattr(time, "sleep", sleep)
            take_lock(raw, 10)
            assert raw.in_transaction
    assert len(waits) == 1


def test_work_needs_no_heavy_imports_until_it_begins() -> None:
    code = (
        "import sys, solartui.store.store, solartui.services.container, solartui.bootstrap;"
        "print([m for m in ('sqlalchemy', 'sqlmodel', 'alembic', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_first_error_is_the_one_that_is_told(quick: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking back after a broken commit must not hide what broke it."""

    def broken(_self: Work) -> None:
        raise Boom

    monkeypatch.setattr(Work, "finish", broken)
    with pytest.raises(Boom):
        quick.leads.edit(1, {"score": 1})
    assert quick.leads.get(1).score is None


def test_services_open_the_desk_of_the_person_who_runs_them(database: Path) -> None:
    services = open_services(str(database))
    assert services.actor == actor(ADMIN)
    assert store_module.utc_now().tzinfo is not None
    services.close()


def test_what_is_written_beside_is_waited_for_by_whoever_looks(quick: Services) -> None:
    with quick.store.begin(quick.actor) as work:
        begun = threading.Event()

        def write(raw: sqlite3.Connection) -> None:
            begun.wait(5)
            raw.execute("UPDATE lead_stage SET position = position + 100")

        work.beside(write)
        begun.set()
        assert work.raw.execute("SELECT min(position) FROM lead_stage").fetchone()[0] >= 100


def _wrong(raw: sqlite3.Connection) -> None:
    raw.execute("UPDATE lead SET no_such_column = 1")


def test_what_fails_beside_takes_everything_back(quick: Services) -> None:
    before = dump(Path(quick.store.path))

    def fail() -> None:
        with quick.store.begin(quick.actor) as work:
            work.raw.execute("UPDATE lead SET name = 'Anna'")
            work.beside(_wrong)

    with pytest.raises(Unavailable, match="no_such_column"):
        fail()
    assert dump(Path(quick.store.path)) == before


def test_a_block_that_fails_waits_for_what_is_written_beside(quick: Services) -> None:
    before, done = dump(Path(quick.store.path)), threading.Event()

    def write(raw: sqlite3.Connection) -> None:
        for _ in range(200):
            raw.execute("UPDATE lead SET version = version + 1")
        done.set()

    def fail() -> None:
        with quick.store.begin(quick.actor) as work:
            work.beside(write)
            raise Boom

    with pytest.raises(Boom):
        fail()
    assert done.is_set()
    assert dump(Path(quick.store.path)) == before


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1_000, 1_234])
def test_many_rows_are_inserted_by_few_statements(count: int) -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE TABLE one (a, b)")
        insert_many(raw, "one", ("a", "b"), ((number, str(number)) for number in range(count)))
        found = raw.execute("SELECT a, b FROM one ORDER BY a").fetchall()
    assert found == [(number, str(number)) for number in range(count)]


def test_a_work_that_may_spill_writes_early_and_others_hold_everything(quick: Services) -> None:
    size = Path(quick.store.path).stat().st_size

    def grown(*, early: bool) -> bool:
        """Whether rows reach the file before the commit."""
        with suppress(Boom), quick.store.begin(quick.actor) as work:
            with spilling(work.raw) if early else nullcontext():
                work.raw.execute("CREATE TABLE much (text)")
                text = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)"
                work.raw.execute(f"{text} INSERT INTO much SELECT hex(zeroblob(900)) FROM n")
            found = Path(quick.store.path).stat().st_size > size
            raise Boom
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("solartui.store.beside._PAGES", 100)
        assert not grown(early=False)
        assert grown(early=True)
        assert not grown(early=False)


def test_statements_are_noted_in_memory_for_a_while(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as raw:

        def kept() -> tuple[int, int]:
            return tuple(raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("temp_store", "cache_size"))

        usual = kept()
        with at_hand(raw):
            assert kept() == (2, -256_000)
        assert kept() == usual == (0, -2_000)
        with pytest.raises(ZeroDivisionError), at_hand(raw):
            _ = 1 / 0
        assert kept() == usual
        with closing(sqlite3.connect(":memory:")) as other, at_hand(other):
            other.close()


def test_a_bulk_change_after_an_import_makes_the_tables_that_went_with_it(quick: Services) -> None:
    for large in (False, True, False):
        with quick.store.begin(quick.actor, large=large) as work:
            work.raw.execute("CREATE TEMP TABLE IF NOT EXISTS mine (id INTEGER)")
            work.raw.execute("INSERT INTO mine VALUES (1)")
