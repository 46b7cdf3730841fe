"""Each call to the operating system fails or kills in turn: what was acknowledged stays, nothing is half done."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from solartui.domain.errors import SolarError
from solartui.domain.records import Subject
from solartui.services.container import Services
from solartui.store.backup import backup, problems, restore
from solartui.store.files import JOURNALS
from solartui.store.store import Store
from tests.conftest import Clock
from tests.desk import ADMIN, actor, add_lead, make_template
from tests.store.processes import Running

SOURCE = Path(__file__).with_name("faults.c")
HOWS = {"kill": 0, "error": errno.EIO, "full": errno.ENOSPC}
_TABLES = (
    "contact", "contact_email", "contact_phone", "lead", "project", "project_contact", "note", "lead_search",
    "activity", "change", "change_item", "preference",
)  # fmt: skip

STEPS: tuple[Callable[[Services], object], ...] = (
    lambda s: add_lead(s, "Jan", emails=("jan@x.pl",), phones=("601 234 567",), city="Łódź"),
    lambda s: s.lead_actions.move([1], "contacted"),
    lambda s: s.notes.add(Subject("lead", 1), "some words " * 2000),
    lambda s: s.contacts.edit(1, {"name": "Janina", "phones": ()}),
    lambda s: s.conversion.convert(1),
    lambda s: s.undo.undo(),
    lambda s: s.lead_actions.delete([1]),
    lambda s: s.preferences.set("x", 1),
)


def compiler() -> str | None:
    """A C compiler, where there is one."""
    return shutil.which("cc") or shutil.which("gcc")


def run_again_with_faults(arguments: list[str]) -> int:
    """Start this program once more with the faults before the C library."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "faults.so"
        found = compiler()
        assert found, "a C compiler is needed"
        subprocess.run([found, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
        environment = {**os.environ, "LD_PRELOAD": str(library)}
        return subprocess.run([sys.executable, "-m", "tests.soak", *arguments], env=environment, check=False).returncode


def dump(path: Path) -> list[Any]:
    """All that people would miss; the file is sound."""
    with closing(sqlite3.connect(path)) as raw:
        assert problems(raw) == []
        return [raw.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in _TABLES]


def work(say: Callable[[str], object], path: Path, strike: tuple[int, int]) -> None:
    """Do all steps and tell of each one that was acknowledged; a failed one is taken for what it says it is."""
    services = Services(Store(str(path), clock=Clock()), actor(ADMIN))
    arm(*strike)
    for number, step in enumerate(STEPS):
        try:
            step(services)
        except SolarError as error:
            arm(0, 0)
            # When the disk is well again, so is the open desk.
            services.leads.open_list().rows(0, 5)
            services.preferences.set("after", 1)
            with services.store.begin(services.actor) as begun:
                begun.raw.execute("DELETE FROM preference WHERE key = 'after'")
            say(f"failed {number} {error.message}")
            return
        say(f"done {number}")
    say(f"calls {ctypes.CDLL(None).fault_count()}")


def arm(number: int, how: int) -> None:
    """Let the numbered call on a file of the database fail."""
    ctypes.CDLL(None).fault_arm(ctypes.c_long(number), ctypes.c_int(how), b"desk.db")


def play(function: Callable[..., None], *arguments: Any) -> tuple[list[str], int]:
    """What a child tells, and how it ended."""
    child = Running(function, *arguments)
    status = child.end_by_itself()
    return child.lines(), status


class Trial:
    """The steps at one desk, and what it looks like after each of them."""

    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.db"
        make_template(self.template)
        self.path = folder / "desk.db"
        self.states = [self._state_after(count) for count in range(len(STEPS) + 1)]
        lines, _ = play(work, self.fresh(), (0, 0))
        self.calls = int(lines[-1].split()[1])

    def fresh(self) -> Path:
        """The file as it was in the beginning."""
        for ending in ("", *JOURNALS):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        shutil.copy(self.template, self.path)
        return self.path

    def _state_after(self, count: int) -> list[Any]:
        services = Services(Store(str(self.fresh()), clock=Clock()), actor(ADMIN))
        for step in STEPS[:count]:
            step(services)
        services.close()
        return dump(self.path)

    def strike(self, number: int, how: int) -> str:
        """Fail one call: acknowledged steps are there, and the one that was struck is there whole or not at all."""
        lines, status = play(work, self.fresh(), (number, how))
        done = sum(line.startswith("done") for line in lines)
        assert status == (0 if how else -signal.SIGKILL) or lines[-1].startswith("calls"), (lines, status)
        # Where it is said that nothing was saved, nothing was; a failed commit may have happened all the same.
        sure = bool(lines) and "Nothing was saved" in lines[-1]
        assert dump(self.path) in self.states[done : done + (1 if sure else 2)], (number, how, lines)
        return lines[-1] if lines else ""


def restore_struck(say: Callable[[str], object], source: Path, path: Path, strike: tuple[int, int]) -> None:
    """Restore a backup while a call fails."""
    arm(*strike)
    try:
        restore(source, path)
    except SolarError as error:
        say(f"failed {error.message}")
        return
    say("done")
    say(f"calls {ctypes.CDLL(None).fault_count()}")


def restore_trial(folder: Path, number: int, how: int) -> int:
    """Restore with the numbered call failing: the old desk is there, or the new one with the old one beside it."""
    place = Path(tempfile.mkdtemp(dir=folder))
    make = Services(Store(str(place / "desk.db"), clock=Clock()), actor(ADMIN))
    with make.store.begin(make.actor) as begun:
        begun.raw.execute("INSERT INTO preference (user_id, key, value) VALUES (NULL, 'which', '\"old\"')")
    make.close()
    backup(place / "desk.db", place / "copy.db")
    with closing(sqlite3.connect(place / "copy.db")) as raw:
        raw.execute("UPDATE preference SET value = '\"new\"'")
        raw.commit()
    lines, _ = play(restore_struck, place / "copy.db", place / "desk.db", (number, how))
    which = dump(place / "desk.db")[-1][-1][-1]
    kept = list(place.glob("*before-restore*.db"))
    assert which == '"new"' or (which == '"old"' and "done" not in lines), lines
    if which == '"new"':
        assert [dump(path)[-1][-1][-1] for path in kept] == ['"old"']
    shutil.rmtree(place)
    return int(lines[-1].split()[1]) if lines and lines[-1].startswith("calls") else 0


def faults(every: int, hows: list[str]) -> None:
    """Strike every call in turn, or one in so many."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        folder = Path(name)
        trial = Trial(folder)
        calls = restore_trial(folder, 0, 0)
        for how in hows:
            said: set[str] = set()
            for number in range(1, trial.calls + 1, every):
                said.add(trial.strike(number, HOWS[how]).partition(" ")[2].partition(" ")[2])
                if how != "kill":
                    trial.strike(-number, HOWS[how])
            for number in range(1, calls + 1, every):
                restore_trial(folder, number, HOWS[how])
            struck = len(range(1, trial.calls + 1, every)), len(range(1, calls + 1, every))
            print(f"{how}: {struck[0]} of {trial.calls} calls of the steps, {struck[1]} of {calls} of restoring")
            for text in sorted(said):
                print(f"  {text}")
