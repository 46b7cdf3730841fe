"""Acts on everything that a filter lets through, per lead, against one bare UPDATE of as many.

Ours checks every lead, tells its history, can be undone, and keeps search and clocks right; the bare UPDATE does none
of it. The desk is a copy: what is measured writes.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from bench.harness import Options, Result, desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from solartui.domain.selection import Chosen
    from solartui.services.container import Services

LEADS = 20_000
# name, filter, the act, and the bare UPDATE
ACTS: tuple[tuple[str, str, Callable[[Services, Chosen], object], str], ...] = (
    (
        "moved",
        "stage:open",
        lambda services, leads: services.lead_actions.move(leads, "contacted"),
        "UPDATE lead SET stage = 'contacted' WHERE stage = 'open' AND deleted_at IS NULL AND archived_at IS NULL",
    ),
    (
        "assigned",
        "assignee:none",
        lambda services, leads: services.lead_actions.assign(leads, services.people.assignees()[0]),
        """UPDATE lead SET assignee_user_id = 1 WHERE assignee_user_id IS NULL AND assignee_entity_id IS NULL
        AND deleted_at IS NULL AND archived_at IS NULL""",
    ),
)


def ours(path: Path, query: str, act: Callable[[Services, Chosen], object]) -> float:
    """Microseconds for each lead that the filter lets through."""
    from solartui.bootstrap import open_services
    from solartui.domain.selection import Chosen

    with closing(open_services(str(path), create=False)) as services:
        count = services.leads.open_list(query).count()
        services.people.assignees()
        start = time.perf_counter()
        act(services, Chosen(query=query, count=count))
        return (time.perf_counter() - start) * 1e6 / count


def bare(path: Path, update: str) -> float:
    """Microseconds for each row that the UPDATE changes."""
    with closing(sqlite3.connect(path)) as connection:
        start = time.perf_counter()
        with connection:
            changed = connection.execute(update).rowcount
        return (time.perf_counter() - start) * 1e6 / changed


def measure(options: Options) -> Iterator[Result]:
    """Every act once, each on a desk as it was."""
    source = desk(LEADS)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "desk.db"
        for name, query, act, update in ACTS:
            shutil.copy(source, copy)
            taken = ours(copy, query, act)
            shutil.copy(source, copy)
            yield Result(f"all of a filter {name}, per lead", taken, bare(copy, update), "µs", None)
