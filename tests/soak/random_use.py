"""Random keys, clicks, pastes and sizes by the ten thousand, with a second writer, over hostile data.

python -m tests.soak.random_use --events 100000 --seed 1

Each seed is a new desk and a new session of --session events; a crash says its seed and what was done last.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import tempfile
import time
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.bootstrap import open_services
from tests.demonstration_desk import make_demonstration
from tests.hostile_desk import spoil
from tests.ui.monkey import Monkey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from solartui.services.container import Services


@contextmanager
def random_desk(
    template: Path, folder: Path, set_variable: Callable[[str, str], object], change_folder: Callable[[Path], object]
) -> Iterator[tuple[Services, Services]]:
    """Two people at a hostile desk in a folder of its own, where everything that the program writes goes.

    Args:
        template: a database with the demonstration desk.
        folder: an empty one.
        set_variable: sets an environment variable.
        change_folder: makes a folder the working folder.
    """
    path = folder / "desk.db"
    shutil.copy(template, path)
    path.chmod(0o600)
    work = folder / "work"
    work.mkdir()
    change_folder(work)
    for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        set_variable(name, str(work))
    # Nothing is opened in a browser or an editor.
    set_variable("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    set_variable("EDITOR", "true")
    services = open_services(str(path))
    spoil(services)
    other = open_services(str(path))
    try:
        yield services, other
    finally:
        other.close()
        services.close()


def run(template: Path, seed: int, count: int) -> bool:
    """One session; whether it went well."""
    with tempfile.TemporaryDirectory(prefix="solartui-soak-") as folder:
        try:
            with random_desk(template, Path(folder), os.environ.__setitem__, os.chdir) as (services, other):
                asyncio.run(Monkey(services, other, seed).play(count))
        except Exception:
            traceback.print_exc()
            return False
        finally:
            os.chdir("/")
    return True


def main() -> int:
    """Run sessions until there were enough events."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--events", type=int, default=20_000)
    options.add_argument("--session", type=int, default=1_000)
    options.add_argument("--seed", type=int, default=1)
    wanted = options.parse_args()
    failed = []
    with tempfile.TemporaryDirectory(prefix="solartui-soak-") as folder:
        template = Path(folder, "desk.db")
        make_demonstration(template)
        for seed in range(wanted.seed, wanted.seed + max(1, wanted.events // wanted.session)):
            start = time.monotonic()
            if not run(template, seed, wanted.session):
                failed.append(seed)
            print(f"seed {seed}: {wanted.session / (time.monotonic() - start):.0f} events/s", flush=True)
    print(f"failed: {failed}" if failed else "nothing failed")
    return bool(failed)


if __name__ == "__main__":
    raise SystemExit(main())
