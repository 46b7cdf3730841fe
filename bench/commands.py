"""What the command line costs: the version, and one page of leads."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from bench.harness import PROGRAM, Options, Result, desk, side_by_side, timed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION_GOAL = 2.0
LIST_GOAL = 3.0
PAGE = 20


def lead_table(path: Path) -> str:
    """The name of the table that holds the leads of a desk."""
    with closing(sqlite3.connect(path)) as connection:
        names = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    return next(name for name in ("lead", "leads") if name in names)


def bare_page(path: Path) -> list[list[str]]:
    """Commands that read a page of leads with nothing of ours, and start Python once."""
    query = f"select * from {lead_table(path)} order by created_at desc, id desc limit {PAGE}"
    if shell := shutil.which("sqlite3"):
        return [[sys.executable, "-c", "pass"], [shell, str(path), query]]
    script = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall())"
    return [[sys.executable, "-c", script, str(path), query]]


def measure(options: Options) -> Iterator[Result]:
    """The version against Python with click; a page of leads against Python and the sqlite3 shell."""
    runs = options.runs * 2
    bare = [sys.executable, "-c", "import click"]
    ours, anchor = side_by_side(partial(timed, [*PROGRAM, "--version"]), partial(timed, bare), runs)
    yield Result("solartui --version", ours * 1000, anchor * 1000, "ms", VERSION_GOAL)
    for leads in options.leads:
        path = desk(leads)
        page = bare_page(path)
        command = [*PROGRAM, "leads", "list", "--limit", str(PAGE), "--db", str(path)]
        ours, anchor = side_by_side(partial(timed, command), partial(timed, *page), runs)
        what = f"solartui leads list --limit {PAGE}, {leads:,} leads"
        yield Result(what, ours * 1000, anchor * 1000, "ms", LIST_GOAL)
