"""Long runs: processes killed, calls failing, desks crowded, acts undone. Each ends with a line of counts."""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def desk(on_disk: bool) -> Iterator[Path]:
    """A fresh database, in memory where there is such a place."""
    from tests.desk import make_template

    place = None if on_disk or not Path("/dev/shm").is_dir() else "/dev/shm"
    with tempfile.TemporaryDirectory(dir=place, prefix="solartui-soak-") as folder:
        path = Path(folder) / "desk.db"
        make_template(path)
        yield path


def kills(count: int, writers: int, seed: int, on_disk: bool) -> None:
    """Kill processes that write, and ask for everything they were told is stored."""
    from tests.store.processes import Running
    from tests.store.test_processes import check_acknowledged, sound, write_and_tell

    dice = random.Random(seed)
    told: list[str] = []
    with desk(on_disk) as path:
        running = [Running(write_and_tell, path, number) for number in range(writers)]
        for number in range(writers, writers + count):
            victim = dice.randrange(writers)
            running[victim].wait_for(dice.randint(0, 12))
            running[victim].ends_within(dice.random() * 0.02)
            told += running[victim].end(signal.SIGKILL)
            if number % 20 == 0:
                sound(path)
            running[victim] = Running(write_and_tell, path, number)
        for child in running:
            told += child.end(signal.SIGKILL)
        sound(path)
        check_acknowledged(path, told)
    print(f"{count} kills among {writers} writers: {len(told)} acknowledged changes, none lost, the file is sound")


def crowd(processes: int, moves: int, on_disk: bool) -> None:
    """Many processes edit and move the same three leads at once."""
    from tests.desk import add_lead
    from tests.store.processes import together
    from tests.store.test_processes import at, check_none_lost, move_and_edit

    with desk(on_disk) as path:
        services = at(path)
        for _ in range(3):
            add_lead(services)
        services.close()
        begin = time.monotonic()
        results = together(move_and_edit, [(path, number, moves) for number in range(processes)])
        seconds = time.monotonic() - begin
        check_none_lost(path, processes * moves)
    clashes = sum(clashed for _, clashed in results)
    print(f"{processes} processes x {moves} edits: none lost, {clashes} clashes shown, {seconds:.0f} s")


def undo(sequences: int, steps: int, seed: int) -> None:
    """Random acts of several people, then all of them undone."""
    from tests.desk import make_template
    from tests.property.test_undo import play

    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=place, prefix="solartui-soak-") as name:
        folder = Path(name)
        make_template(folder / "template.db")
        for number in range(seed, seed + sequences):
            try:
                play((folder / "template.db", folder), number, steps, any_order=number % 2 == 1)
            except BaseException:
                print(f"sequence {number} of {steps} steps", file=sys.stderr)
                raise
    print(f"{sequences} sequences of {steps} acts undone: every row as in the beginning")


def editors(sequences: int) -> None:
    """Two people at one lead, who save, move and undo over each other."""
    from hypothesis import given, settings

    from tests.desk import make_template
    from tests.property.test_two_editors import STEPS, Steps, play

    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=place, prefix="solartui-soak-") as name:
        folder = Path(name)
        make_template(folder / "template.db")

        @settings(max_examples=sequences, deadline=None, database=None)
        @given(steps=STEPS)
        def run(steps: Steps) -> None:
            play((folder / "template.db", folder), steps)

        run()
    print(f"{sequences} sequences of two editors: nobody overwrote anybody unknowingly")


def imports(count: int, seed: int, on_disk: bool) -> None:
    """Kill imports at random moments."""
    from tests.soak.imports import kill_imports

    print(kill_imports(count, random.Random(seed), on_disk=on_disk))


def offers(count: int) -> None:
    """Compare random offers with independent arithmetic, to the last cent."""
    from tests.soak.offers import run

    raise SystemExit(1 if run(count) else 0)


def workbooks(count: int, seed: int, minutes: float | None) -> None:
    """Bring in hostile spreadsheets, and so many that were changed by chance."""
    from tests.soak.workbooks import run

    seen = run(count, random.Random(seed), minutes=minutes)
    print(f"{seen.total()} files: " + ", ".join(f"{number} {what}" for what, number in seen.most_common()))


def upgrades(count: int, seed: int) -> None:
    """Kill the making of a database and its upgrade at random moments."""
    from tests.soak.upgrades import kill_upgrades

    print(kill_upgrades(count, random.Random(seed)))


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parts = parser.add_subparsers(dest="name", required=True)
    one = parts.add_parser("kills", help=kills.__doc__)
    one.add_argument("--count", type=int, default=1000)
    one.add_argument("--writers", type=int, default=4)
    one = parts.add_parser("crowd", help=crowd.__doc__)
    one.add_argument("--processes", type=int, default=32)
    one.add_argument("--moves", type=int, default=1000)
    one = parts.add_parser("undo", help=undo.__doc__)
    one.add_argument("--sequences", type=int, default=2000)
    one.add_argument("--steps", type=int, default=40)
    one = parts.add_parser("editors", help=editors.__doc__)
    one.add_argument("--sequences", type=int, default=5000)
    one = parts.add_parser("imports", help=imports.__doc__)
    one.add_argument("--count", type=int, default=300)
    one = parts.add_parser("workbooks", help=workbooks.__doc__)
    one.add_argument("--count", type=int, default=3000)
    one.add_argument("--minutes", type=float, help="end after so long, wherever it is")
    one = parts.add_parser("offers", help=offers.__doc__)
    one.add_argument("--count", type=int, default=100_000)
    one = parts.add_parser("upgrades", help=upgrades.__doc__)
    one.add_argument("--count", type=int, default=200)
    one = parts.add_parser("faults", help="Let every call to the operating system fail or kill, one after another.")
    one.add_argument("--every", type=int, default=1)
    one.add_argument("--how", nargs="+", default=["kill", "error", "full"], choices=["kill", "error", "full"])
    for part in parts.choices.values():
        part.add_argument("--seed", type=int, default=1)
        part.add_argument("--on-disk", action="store_true", help="on a real disk instead of in memory")
    asked = parser.parse_args()
    if asked.name == "faults" and "faults.so" not in os.environ.get("LD_PRELOAD", ""):
        from tests.soak.io_faults import run_again_with_faults

        return run_again_with_faults(sys.argv[1:])
    if asked.name == "kills":
        kills(asked.count, asked.writers, asked.seed, asked.on_disk)
    elif asked.name == "crowd":
        crowd(asked.processes, asked.moves, asked.on_disk)
    elif asked.name == "undo":
        undo(asked.sequences, asked.steps, asked.seed)
    elif asked.name == "editors":
        editors(asked.sequences)
    elif asked.name == "imports":
        imports(asked.count, asked.seed, asked.on_disk)
    elif asked.name == "workbooks":
        workbooks(asked.count, asked.seed, asked.minutes)
    elif asked.name == "offers":
        offers(asked.count)
    elif asked.name == "upgrades":
        upgrades(asked.count, asked.seed)
    else:
        from tests.soak.io_faults import faults

        faults(asked.every, asked.how)
    return 0


if __name__ == "__main__":
    sys.exit(main())
