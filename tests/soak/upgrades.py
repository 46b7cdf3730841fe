"""Making and upgrading a database, killed at random moments."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import pytest

from solartui.store.store import Store
from tests.store.processes import Running
from tests.store.test_upgrade import NEW, OLD, Newer, fill, state, upgrade_and_tell


def kill_upgrades(count: int, dice: random.Random) -> str:
    """Kill half of the processes while they make a file and half while they upgrade one; what was seen, in words."""
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    seen = {"no file": 0, "made": 0, "old": 0, "new": 0}
    with tempfile.TemporaryDirectory(dir=place, prefix="solartui-soak-") as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        fresh = folder / "fresh" / "desk.db"
        for _ in range(count // 2):
            _kill(fresh, dice)
            seen["made" if fresh.exists() else "no file"] += 1
            Store(str(fresh)).close()
            shutil.rmtree(fresh.parent)
        old = folder / "old.db"
        fill(old)
        Newer(patch, folder).install()
        for _ in range(count - count // 2):
            path = Path(shutil.copy(old, folder / "desk.db"))
            _kill(path, dice)
            found = state(path)
            assert found in (OLD, NEW)
            seen["old" if found == OLD else "new"] += 1
            Store(str(path)).close()
            assert state(path) == NEW
            path.unlink()
            shutil.rmtree(folder / "backups", ignore_errors=True)
    return f"{count} kills: " + ", ".join(f"{number} {what}" for what, number in seen.items())


def _kill(path: Path, dice: random.Random) -> None:
    child = Running(upgrade_and_tell, path)
    child.wait_for(1)
    child.ends_within(dice.random() * 0.15)
    child.end()
