"""The same promises with a write-ahead log, as newer SQLite has it on local disks."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from solartui.domain.errors import Unavailable
from solartui.services.container import Services
from solartui.store import journal
from solartui.store.backup import backup, counts, problems, restore
from solartui.store.connection import connect, journal_mode
from solartui.store.store import Store
from tests.desk import ADMIN, SALES, actor, add_lead
from tests.store.processes import running, together
from tests.store.test_processes import MOVES, check_acknowledged, check_none_lost, move_and_edit, write_and_tell


@pytest.fixture(autouse=True)
def write_ahead_log(rollback_journal: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every SQLite is new enough."""
    monkeypatch.setattr(journal, "_FIRST_SAFE", (3, 0, 0))
    monkeypatch.setattr(journal, "_file_system", lambda _path: "ext4")


@pytest.fixture
def desk(database: Path) -> Iterator[Services]:
    """A desk with three leads, whose services wait only a moment for others."""
    services = Services(Store(str(database), patience=0.15), actor(ADMIN))
    for _ in range(3):
        add_lead(services, city="Łódź")
    yield services
    services.close()


def rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        assert problems(raw) == []
        return counts(raw)["lead"]


def test_both_kinds_of_connection_use_the_log(desk: Services, database: Path) -> None:
    with desk.store.reading() as connection, desk.store.begin(desk.actor) as work:
        assert journal_mode(connection) == journal_mode(work.raw) == "wal"
    assert database.with_name("desk.db-wal").exists()


def hold(say: Any, path: Path) -> None:
    """Hold the lock until killed."""
    with closing(connect(path, writable=True)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        say("locked")
        signal.pause()


def test_who_writes_is_named_and_does_not_keep_others_from_reading(desk: Services, database: Path) -> None:
    with running(hold, database) as child:
        child.wait_for(1)
        with pytest.raises(Unavailable, match=rf"\({child.pid}\) is using it"):
            desk.leads.edit(1, {"score": 1})
        assert desk.leads.get(1).score is None
    assert desk.leads.edit(1, {"score": 1}).value.score == 1


def test_nobody_overwrites_anybody(desk: Services, database: Path) -> None:
    desk.close()
    results = together(move_and_edit, [(database, number, MOVES) for number in range(3)])
    assert [done for done, _ in results] == [MOVES] * 3
    check_none_lost(database, 3 * MOVES)


def test_killed_at_any_moment_nothing_acknowledged_is_lost(database: Path) -> None:
    told: list[str] = []
    for number in range(6):
        with running(write_and_tell, database, number) as child:
            child.wait_for(number * 2)
            told += child.end(signal.SIGKILL)
        assert rows(database) >= 0
    check_acknowledged(database, told)


def test_a_backup_has_what_is_in_the_log_and_comes_back(desk: Services, database: Path) -> None:
    copy = database.with_name("copy.db")
    assert backup(database, copy)["lead"] == 3
    add_lead(desk)
    with pytest.raises(Unavailable, match="is busy"):
        restore(copy, database)
    desk.close()
    kept = restore(copy, database)
    assert kept is not None
    assert (rows(kept), rows(database), rows(copy)) == (4, 3, 3)
    again = Services(Store(str(database)), actor(SALES))
    assert add_lead(again).id == 4
    again.close()


def test_a_log_left_by_a_killed_process_is_not_given_to_another_file(database: Path, template: Path) -> None:
    with running(write_and_tell, database, 1) as child:
        child.wait_for(8)
        child.end(signal.SIGKILL)
    assert database.with_name("desk.db-wal").exists()
    kept = restore(template, database)
    assert kept is not None
    assert rows(kept) >= 1
    assert rows(database) == 0
    assert sorted(p.name for p in database.parent.iterdir()) == sorted(["desk.db", kept.name])


def test_a_replaced_file_is_an_error(desk: Services, database: Path, template: Path) -> None:
    Path(shutil.copy(template, database.with_name("other.db"))).replace(database)
    with pytest.raises(Unavailable, match="was replaced"):
        desk.leads.edit(1, {"score": 1})
