"""Upgrades: all or nothing, after a backup, whatever happens half-way."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from solartui.domain.errors import Unavailable
from solartui.services.container import Services
from solartui.store import backup, connection, store, upgrade
from solartui.store.backup import problems
from solartui.store.identity import SCHEMA_VERSION
from solartui.store.store import Store
from tests.desk import ADMIN, actor, add_lead, make_template
from tests.store.processes import Running, in_child, running, together

NEXT = '''
"""The next one: a column, a rebuilt table, rows."""
import sqlalchemy as sa
from alembic import op

revision = "{version:04}"
down_revision = "{before:04}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lead", sa.Column("mood", sa.Text(), nullable=True))
    op.execute("UPDATE lead SET mood = 'good'")
    with op.batch_alter_table("note") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=True))
    {more}
'''


def fill(path: Path) -> None:
    """Make a database with three leads."""
    make_template(path)
    services = Services(Store(str(path)), actor(ADMIN))
    for number in range(3):
        add_lead(services, f"Jan {number}", emails=(f"jan{number}@x.pl",))
    services.close()


@pytest.fixture
def filled(folder: Path) -> Path:
    """A database with three leads."""
    fill(folder / "desk.db")
    return folder / "desk.db"


class Newer:
    """Makes this program one with a newer schema."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._patch = monkeypatch
        self._folder = folder / "migrations"
        shutil.copytree(upgrade._MIGRATIONS, self._folder, ignore=shutil.ignore_patterns("__pycache__"))

    def install(self, more: str = "pass") -> None:
        """With a migration that does something more at its end."""
        text = NEXT.format(version=SCHEMA_VERSION + 1, before=SCHEMA_VERSION, more=more)
        (self._folder / "versions" / "next.py").write_text(text, encoding="utf-8")
        self._patch.setattr(upgrade, "_MIGRATIONS", self._folder)
        for module in (connection, upgrade, store):
            self._patch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Newer:
    """A program with one more migration."""
    return Newer(monkeypatch, tmp_path)


def state(path: Path) -> tuple[int, bool, int]:
    """Version, whether the new column is there, number of leads; and the file is sound."""
    with closing(sqlite3.connect(path)) as raw:
        assert problems(raw) == []
        columns = {row[1] for row in raw.execute("PRAGMA table_info(lead)")}
        version = raw.execute("PRAGMA user_version").fetchone()[0]
        return version, "mood" in columns, raw.execute("SELECT count(*) FROM lead").fetchone()[0]


OLD, NEW = (SCHEMA_VERSION, False, 3), (SCHEMA_VERSION + 1, True, 3)


def test_an_upgrade_keeps_a_checked_copy_of_what_was(filled: Path, newer: Newer) -> None:
    newer.install()
    opened = Store(str(filled))
    opened.close()
    assert state(filled) == NEW
    assert opened.upgraded_from is not None
    assert opened.upgraded_from.parent == filled.parent / "backups"
    assert state(opened.upgraded_from) == OLD
    with closing(sqlite3.connect(filled)) as raw:
        triggers = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert "activity_no_update" in triggers
    again = Store(str(filled))
    assert again.upgraded_from is None
    again.close()


@pytest.mark.parametrize("more", ["raise RuntimeError('x')", "op.execute('SELECT nothing FROM nowhere')"])
def test_a_migration_that_fails_leaves_the_file_as_it_was(filled: Path, newer: Newer, more: str) -> None:
    newer.install(more)
    with pytest.raises((RuntimeError, Unavailable)):
        Store(str(filled))
    assert state(filled) == OLD


def test_a_migration_that_breaks_links_is_taken_back(filled: Path, newer: Newer) -> None:
    newer.install('op.execute("DELETE FROM contact WHERE id = 1")')
    with pytest.raises(Unavailable, match="was taken back: 2 broken links"):
        Store(str(filled))
    assert state(filled) == OLD


def test_without_a_backup_there_is_no_upgrade(filled: Path, newer: Newer) -> None:
    newer.install()
    (filled.parent / "backups").touch()
    with pytest.raises(Unavailable, match="is no folder"):
        Store(str(filled))
    assert state(filled) == OLD


def test_a_damaged_file_is_not_upgraded(filled: Path, newer: Newer, monkeypatch: pytest.MonkeyPatch) -> None:
    newer.install()
    monkeypatch.setattr(backup, "problems", lambda _connection: ["row 7 missing from index"])
    with pytest.raises(Unavailable, match="row 7 missing"):
        Store(str(filled))
    assert state(filled) == OLD
    assert list((filled.parent / "backups").iterdir()) == []


def test_a_program_that_was_open_writes_nothing_into_a_newer_file(
    filled: Path, newer: Newer, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Services(Store(str(filled)), actor(ADMIN))
    old.leads.edit(1, {"score": 1})
    newer.install()
    Store(str(filled)).close()
    monkeypatch.setattr(store, "SCHEMA_VERSION", 2)
    with pytest.raises(Unavailable, match="upgraded by a newer SolarTUI"):
        old.leads.edit(1, {"score": 2})
    old.close()
    assert state(filled) == NEW


def opened_version(path: Path) -> int:
    opened = Store(str(path))
    opened.close()
    return state(path)[0]


def test_two_programs_upgrade_at_the_same_time(filled: Path, newer: Newer) -> None:
    newer.install()
    assert together(opened_version, [(filled,)] * 3) == [NEW[0]] * 3
    assert state(filled) == NEW


def count_steps(path: Path) -> int:
    """How many times SQLite would ask its progress handler during the opening of a file."""
    steps = [0]

    def step() -> int:
        steps[0] += 1
        return 0

    _watch(step)
    Store(str(path)).close()
    return steps[0]


def killed_at(_say: Any, path: Path, last: int) -> None:
    """Open a file and be killed inside."""
    steps = [0]

    def step() -> int:
        steps[0] += 1
        if steps[0] >= last:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    _watch(step)
    Store(str(path)).close()


def _watch(step: Any) -> None:
    plain = connection.connect

    def watched(path: Path, *, writable: bool, patience: float = 5.0) -> sqlite3.Connection:
        made = plain(path, writable=writable, patience=patience)
        made.set_progress_handler(step, 50)
        return made

    vars(upgrade)["connect"] = watched


KILLS = 8


def test_killed_anywhere_in_an_upgrade_it_is_old_or_new(filled: Path, newer: Newer) -> None:
    newer.install()
    copy = shutil.copy(filled, filled.with_name("count.db"))
    steps = in_child(count_steps, Path(copy))
    for number in range(1, KILLS + 1):
        with running(killed_at, filled, steps * number // KILLS) as child:
            assert child.end_by_itself() == -signal.SIGKILL
        assert state(filled) == OLD
    assert opened_version(filled) == NEW[0]


def test_killed_anywhere_while_it_is_made_there_is_no_file(folder: Path) -> None:
    steps = in_child(count_steps, folder / "count.db")
    path = folder / "desk.db"
    for number in range(1, KILLS + 1):
        with running(killed_at, path, steps * number // KILLS) as child:
            assert child.end_by_itself() == -signal.SIGKILL
        assert not path.exists()
    Store(str(path)).close()
    with closing(sqlite3.connect(path)) as raw:
        assert problems(raw) == []


def upgrade_and_tell(say: Any, path: Path) -> None:
    say("begin")
    Store(str(path)).close()
    say("done")


def test_killed_after_any_time_it_is_old_or_new(filled: Path, newer: Newer, tmp_path: Path) -> None:
    newer.install()
    seen = set()
    for number in range(6):
        path = Path(shutil.copy(filled, tmp_path / f"{number}.db"))
        child = Running(upgrade_and_tell, path)
        child.wait_for(1)
        child.ends_within(0.02 * number)
        done = child.end() == ["begin", "done"]
        seen.add(state(path))
        assert state(path) in ((NEW,) if done else (OLD, NEW))
    assert seen <= {OLD, NEW}
