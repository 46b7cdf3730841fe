"""What every benchmark shares: results as ratios, desks of a size, and how to tell that leads are on screen."""

from __future__ import annotations

import hashlib
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bench.anchors import READY
from bench.terminal import Terminal, installed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "bench"
PROGRAM = [sys.executable, "-m", "solartui"]
ANCHOR = [sys.executable, "-m", "bench.anchors"]
# Desks that were there already, by their size.
BROUGHT: dict[int, Path] = {}


@dataclass(frozen=True)
class Options:
    """How much is measured."""

    leads: tuple[int, ...] = (1_000, 100_000)
    rows: int = 20_000
    runs: int = 7
    idle: float = 20.0


@dataclass(frozen=True)
class Result:
    """One line of the report.

    Attributes:
        what: what was measured.
        ours: our figure, in `unit`.
        anchor: the figure of the anchor, None where the goal is a number of its own.
        goal: what the ratio (or our figure, without an anchor) should be; None where there is no goal.
        at_least: whether the goal is a floor; else it is a ceiling.
        frame: part of our figure that is free, in `unit`: nobody sees what comes within one frame.
    """

    what: str
    ours: float
    anchor: float | None
    unit: str
    goal: float | None
    at_least: bool = False
    frame: float = 0.0

    @property
    def ratio(self) -> float | None:
        """Ours to the anchor; for a goal that is a floor the other way round, because there more is better."""
        if not self.anchor or not self.ours:
            return None
        ours = max(self.ours - self.frame, 0.0)
        return self.anchor / self.ours if self.at_least else ours / self.anchor

    @property
    def met(self) -> bool | None:
        """Whether the goal is met, None where there is nothing to compare."""
        figure = self.ours if self.anchor is None else self.ratio
        if self.goal is None or figure is None:
            return None
        return figure >= self.goal if self.at_least else figure <= self.goal


def report(results: Sequence[Result]) -> str:
    """The results as a table."""
    head = ("what", "ours", "anchor", "ratio", "goal", "met")
    rows = [head, *(line(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) if not column else cell.rjust(width) for column, (cell, width) in enumerate(cells))
        for cells in (list(zip(row, widths, strict=True)) for row in rows)
    )


def line(result: Result) -> tuple[str, ...]:
    """The cells of one result."""
    sign = ">=" if result.at_least else "<="
    goal = "" if result.goal is None else f"{sign} {result.goal:g}" + ("" if result.anchor else f" {result.unit}")
    goal += f" + {result.frame:g} {result.unit}" if result.frame else ""
    met = {None: "", True: "yes", False: "NO"}[result.met]
    ratio = "" if result.ratio is None else f"{result.ratio:.2f}"
    anchor = "" if result.anchor is None else amount(result.anchor, result.unit)
    return result.what, amount(result.ours, result.unit), anchor, ratio, goal, met


def amount(figure: float, unit: str) -> str:
    """A figure with its unit, three digits where they say something."""
    return f"{figure:,.0f} {unit}" if figure >= 100 else f"{figure:.3g} {unit}"


def machine() -> str:
    """Where and with what the figures were taken: they are worth nothing elsewhere."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("solartui", "textual"))
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{packages}, {python}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def run(command: Sequence[str], **more: str) -> str:
    """Run a command that has to succeed; returns what it prints."""
    environment = {**installed(), **more}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def timed(*commands: Sequence[str]) -> float:
    """Seconds that commands take one after the other, each from its start to its end."""
    start = time.perf_counter()
    for command in commands:
        run(command)
    return time.perf_counter() - start


def peak(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and the largest resident memory in MB of a command and its children."""
    probe = (
        "import resource, subprocess, sys, time; start = time.perf_counter();"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); seconds = time.perf_counter() - start;"
        "print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(done.returncode)"
    )
    seconds, memory = run([sys.executable, "-c", probe, *command]).split()
    return float(seconds), float(memory) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def side_by_side(ours: Callable[[], float], anchor: Callable[[], float], runs: int) -> tuple[float, float]:
    """The medians of two measurements taken in turn, so that a busy moment hits both; the first turn only warms up."""
    pairs = [(ours(), anchor()) for _ in range(runs + 1)][1:]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


@cache
def edition() -> str:
    """Changes when the tables or the demonstration data do, so that no old desk is measured."""
    source = ROOT / "src" / "solartui"
    folders = (source / "store" / "migrations", source / "domain" / "demonstration")
    files = [*sorted(path for folder in folders for path in folder.rglob("*.py")), source / "services/demonstration.py"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


@cache
def desk(leads: int) -> Path:
    """A demonstration desk of so many leads; made once and kept below build/. Or the one that was brought along."""
    if leads in BROUGHT:
        return BROUGHT[leads]
    path = FOLDER / f"desk-{leads}-{edition()}.db"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        print(f"Making a desk of {leads:,} leads …", file=sys.stderr, flush=True)
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        run([*PROGRAM, "demo", "--leads", str(leads), "--no-open", "--db", str(fresh)])
        fresh.rename(path)
    return path


def bring(path: Path) -> int:
    """Measure a desk that is there already; returns how many leads it has."""
    with closing(sqlite3.connect(path)) as connection:
        leads = int(connection.execute("SELECT count(*) FROM lead").fetchone()[0])
    BROUGHT[leads] = path
    return leads


@cache
def lead_names(leads: int) -> frozenset[str]:
    """How the newest leads of a desk begin, of all and of the person's own: ten letters are more than headings have."""
    query = (
        "SELECT name FROM lead WHERE deleted_at IS NULL AND archived_at IS NULL {} ORDER BY created_at DESC LIMIT 999"
    )
    with closing(sqlite3.connect(desk(leads))) as connection:
        names = [name for own in ("", "AND owner_id = 1") for (name,) in connection.execute(query.format(own))]
    return frozenset(name[:10] for name in names if len(name) >= 10)


def leads_shown(leads: int) -> Callable[[list[str]], bool]:
    """A look at the screen: are there leads of this desk on it?"""
    names = lead_names(leads)
    return lambda lines: any(text[at : at + 10] in names for text in lines for at in range(len(text) - 9))


def page_shown(leads: int) -> Callable[[list[str]], bool]:
    """A look at the screen: are there leads of this desk, on a page that answers keys?"""
    rows = leads_shown(leads)
    return lambda lines: "SolarTUI" in lines[0] and rows(lines)


def ready(lines: list[str]) -> bool:
    """A look at the screen of an anchor: is it there?"""
    return any(READY in text for text in lines)


def opened(leads: int) -> Terminal:
    """Our screens on a desk of so many leads, just started."""
    return Terminal([*PROGRAM, "--db", str(desk(leads))])


def anchored(kind: str) -> Terminal:
    """An anchor's screen, just started."""
    return Terminal([*ANCHOR, kind])
