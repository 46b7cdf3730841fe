"""Copies that nobody asks for: before something large and once a day, and never because of something small."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from solartui.domain.errors import Cancelled, Unavailable
from solartui.services import backups as module
from solartui.services.backups import DailyCopy
from solartui.services.watching import watched_by
from solartui.store import backup as store_backup
from solartui.store.backup import problems
from tests.desk import add_lead

if TYPE_CHECKING:
    from solartui.services.container import Services

COPIES = "backups"


def copies(database: Path, what: str = "*") -> list[Path]:
    """The copies of one kind, the oldest first."""
    return sorted((database.parent / COPIES).glob(f"*-{what}-*.db"))


def leads_of(copy: Path) -> list[str]:
    """The names of the leads in a copy, which has to be whole."""
    with closing(sqlite3.connect(copy)) as raw:
        assert problems(raw) == []
        return [row[0] for row in raw.execute("SELECT name FROM lead ORDER BY id")]


def bring_in(services: Services, folder: Path, *names: str) -> None:
    """Import contacts with leads of these names."""
    sheet = folder / "fair.csv"
    sheet.write_text("\n".join(["Klient;E-mail", *(f"{name};{name}@x.example" for name in names)]), encoding="utf-8")
    with services.imports.read(sheet) as source:
        services.imports.apply(source)


def test_before_an_import_the_desk_is_copied(services: Services, database: Path) -> None:
    add_lead(services, "Jan")
    bring_in(services, database.parent, "Ewa", "Ola")
    (copy,) = copies(database, "import")
    assert leads_of(copy) == ["Jan"]
    assert copy.stat().st_mode & 0o777 == database.stat().st_mode & 0o777


def test_a_plan_of_an_import_copies_nothing(services: Services, database: Path) -> None:
    sheet = database.parent / "fair.csv"
    sheet.write_text("Klient;E-mail\nEwa;ewa@x.example", encoding="utf-8")
    with services.imports.read(sheet) as source:
        services.imports.plan(source)
    assert not copies(database)


def count_as_large(records: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of more than so many records is a large one."""
    monkeypatch.setattr("solartui.services.each._LARGE", records)
    monkeypatch.setattr(module, "LARGE_CHANGE", records)


def test_only_a_large_change_is_copied_before(
    services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_as_large(3, monkeypatch)
    leads = [add_lead(services, f"Jan {number}").id for number in range(4)]
    services.lead_actions.archive(leads[:3])
    assert not copies(database)
    services.lead_actions.move(leads, "contacted")
    (copy,) = copies(database, "bulk")
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT DISTINCT stage FROM lead").fetchall() == [("open",)]


def test_one_copy_a_day_and_the_newest_are_kept(
    services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert services.backups.daily() is not None
    assert services.backups.daily() is None
    services.settings.set("backups.kept", 2)
    monkeypatch.setattr(store_backup, "copied_within", lambda *_: False)
    made = [services.backups.daily() for _ in range(3)]
    assert copies(database, "daily") == made[1:]


def test_of_many_people_one_makes_the_daily_copy(services: Services, database: Path) -> None:
    folder = database.parent / COPIES
    folder.mkdir()
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert services.backups.daily() is None
    finally:
        os.close(handle)
    assert services.backups.daily() is not None


def test_an_admin_does_without(services: Services, database: Path) -> None:
    services.settings.set("backups.daily", "no")
    services.settings.set("backups.before_large", "no")
    assert services.backups.daily() is None
    bring_in(services, database.parent, "Ewa")
    assert not copies(database)


class Large:
    """A file counts as large."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "LARGE_FILE", 0)


class TestLargeFiles(Large):
    def test_the_copy_of_the_day_is_enough(self, services: Services, database: Path) -> None:
        services.backups.daily()
        bring_in(services, database.parent, "Ewa")
        assert not copies(database, "import")
        copies(database, "daily")[0].unlink()
        assert services.backups.before("import", 1) is not None
        assert services.backups.before("bulk", 5_000) is None

    def test_others_write_while_it_is_copied(
        self, services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(20):
            add_lead(services, f"Jan {number}")
        monkeypatch.setattr(store_backup, "_PAGES", 20)
        monkeypatch.setattr(store_backup, "_REST", 0)
        asked = 0

        def stopped() -> bool:
            nonlocal asked
            asked += 1
            if asked == 2:
                with closing(sqlite3.connect(database)) as raw, raw:
                    raw.execute("UPDATE lead SET score = 7")
            return False

        copy = services.backups.daily(stopped)
        assert copy is not None
        with closing(sqlite3.connect(copy)) as raw:
            assert raw.execute("SELECT DISTINCT score FROM lead").fetchall() == [(7,)]

    def test_where_others_write_all_the_time_it_is_left(
        self, services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add_lead(services, "Jan")
        monkeypatch.setattr(store_backup, "_PAGES", 20)
        monkeypatch.setattr(store_backup, "_REST", 0)

        def stopped() -> bool:
            with closing(sqlite3.connect(database)) as raw, raw:
                raw.execute("UPDATE lead SET score = coalesce(score, 0) % 100 + 1")
            return False

        with pytest.raises(Unavailable, match="left for later"):
            services.backups.daily(stopped)
        assert not list((database.parent / COPIES).iterdir())


def test_a_copy_that_is_stopped_leaves_nothing(services: Services, database: Path) -> None:
    add_lead(services, "Jan")
    with pytest.raises(Cancelled):
        services.backups.daily(lambda: True)
    assert not list((database.parent / COPIES).iterdir())


class Stopping:
    """Somebody who presses escape at once."""

    def tell(self, done: int, total: int = 0) -> None:
        """Nobody looks."""

    def stopped(self) -> bool:
        """Enough."""
        return True


def test_who_stops_while_it_is_copied_changes_nothing(
    services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_as_large(1, monkeypatch)
    leads = [add_lead(services, name).id for name in ("Jan", "Ewa")]
    with watched_by(Stopping()), pytest.raises(Cancelled):
        services.lead_actions.delete(leads)
    assert services.leads.open_list("").count() == 2


class Listening:
    """Somebody who looks on to the end."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.copied: list[tuple[int, int]] = []

    def say(self, words: str) -> None:
        self.heard.append(words)

    def tell(self, done: int, total: int = 0) -> None:
        if self.heard == ["A copy of the desk first"]:
            self.copied.append((done, total))

    def stopped(self) -> bool:
        return False


def test_who_watches_hears_of_the_copy_and_how_far_it_is(
    services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_as_large(1, monkeypatch)
    monkeypatch.setattr(store_backup, "_PAGES", 20)
    leads = [add_lead(services, name).id for name in ("Jan", "Ewa")]
    with watched_by(watch := Listening()):
        services.lead_actions.delete(leads)
    assert watch.heard == ["A copy of the desk first", ""]
    done, totals = [done for done, _ in watch.copied], {total for _, total in watch.copied if total}
    assert len(totals) == 1
    assert max(done) == max(totals) > 20
    assert len(copies(database, "bulk")) == 1


class Usage(NamedTuple):
    free: int


def test_a_disk_without_room_refuses_before_anything_happens(
    services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1000))
    with pytest.raises(Unavailable, match="no room for a copy"):
        services.backups.before("import", 10)
    assert not copies(database)


def test_the_daily_copy_is_made_beside_the_screens(services: Services, database: Path) -> None:
    said: list[str] = []
    copy = DailyCopy(services.backups, said.append)
    copy.start()
    copy._thread.join(10)
    assert len(copies(database, "daily")) == 1
    assert not said


def test_what_goes_wrong_with_it_is_logged(services: Services, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1000))
    copy = DailyCopy(services.backups, said.append)
    copy.start()
    copy._thread.join(10)
    assert "no room" in said[0]


class TestEnding(Large):
    def test_the_end_of_a_session_does_not_wait_for_it(self, services: Services, database: Path) -> None:
        copy = DailyCopy(services.backups, pytest.fail)
        copy.start()
        copy.stop()
        assert not copy._thread.is_alive()
        assert not copies(database)
