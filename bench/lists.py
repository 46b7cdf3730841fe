"""Orders, filters and searches of the lead list: the first rows against the sqlite3 shell with the same SQL.

The list is asked as the screens ask it, by the services; the shell gets what the list asks the database, with the
values in the text. Counts and totals come after the rows and have no goal but to be known.
"""

from __future__ import annotations

import math
import re
import shutil
import sqlite3
import statistics
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bench.harness import Options, Result, desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from solartui.services.container import Services

ROWS = 48
FRAME = 16.0
GOAL = 2.0
TYPING_GOAL = 50.0
FILTERS = (
    "stage:open",
    "stage:site_visit",
    "type:industrial",
    "grid:off_grid",
    "source:manual",
    "country:de",
    "kwh>5000",
    "score:>=90",
    "battery:yes",
    "assignee:me",
    "assignee:none",
    "owner:me",
    "created:7d",
    "updated:7d",
    "contacted:never",
    "due:late",
    "response:late",
    "email:none",
    "archived:yes",
    "owner:me stage:open",
    "type:industrial grid:off_grid score:>90",
    "due:late assignee:me -stage:lost",
    "-stage:open,contacted kwh>400 battery:yes",
    "zzzzzz",
    '"a* OR b"',
    "%",
)
SEARCHES = ("k", "kow", "kowalski", "jan k", "krakow", "city:krak", "601", "#4711", "kow stage:open", "-kowal")
TYPED = ("kowalski", "anna nowak", "krakow", "rolnicza", "jan kow")


def milliseconds(call: Callable[[], object], runs: int) -> float:
    """The middle time of a call."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


@dataclass(frozen=True)
class Asked:
    """One list on one desk."""

    services: Services
    path: Path
    text: str
    sort: str

    def first_rows(self) -> None:
        """Open the list and read what fills a screen and what comes next."""
        first_rows(self.services, self.text, self.sort)

    def questions(self) -> list[str]:
        """What the first rows ask of the database, with the values in the text, without what was given up."""
        connection, asked = self.services.store.reader(), list[str]()
        connection.set_trace_callback(asked.append)
        try:
            self.first_rows()
        finally:
            connection.set_trace_callback(None)
        of_leads = [query for query in asked if " FROM lead l" in query]
        places = [query for query in of_leads if " LIMIT " in query and "json_each" not in query]
        lines = [query for query in of_leads if "json_each" in query]
        return [*places[-1:], *lines[-1:]]

    def compared(self, runs: int) -> tuple[float, float]:
        """Ours and the shell's, in milliseconds."""
        questions = self.questions()
        return milliseconds(self.first_rows, runs), shell(self.path, questions, runs)


def first_rows(services: Services, text: str, sort: str) -> None:
    """Open a list and read what fills a screen and what comes next."""
    from solartui.domain.listing import Sort

    services.leads.open_list(text, Sort.parse(sort)).rows(0, ROWS)


def shell(path: Path, questions: Sequence[str], runs: int) -> float:
    """Milliseconds that the sqlite3 shell takes for questions; Python's driver where there is no shell."""
    if (program := shutil.which("sqlite3")) is None:
        with closing(sqlite3.connect(path)) as connection:
            return milliseconds(lambda: [connection.execute(query).fetchall() for query in questions], runs)
    script = "\n".join([".timer on", *(f"{query};" for _ in range(runs + 1) for query in questions)])
    command = [program, "-readonly", str(path)]
    done = subprocess.run(command, input=script, capture_output=True, check=True, text=True)
    # The shell counts whole milliseconds.
    taken = [
        max(float(found) * 1000, 0.5) for found in re.findall(r"^Run Time: real ([0-9.]+)", done.stdout, re.MULTILINE)
    ]
    parts = len(questions)
    return statistics.median(sum(taken[at : at + parts]) for at in range(parts, len(taken), parts))


def typing(services: Services) -> float:
    """Milliseconds from a letter to its rows that 19 of 20 letters stay below, while words are typed."""
    taken = []
    for words in TYPED:
        for length in range(1, len(words) + 1):
            typed = words[:length]
            taken.append(milliseconds(partial(first_rows, services, typed, "-created_at"), 1))
    return sorted(taken)[math.ceil(len(taken) * 0.95) - 1]


def later(services: Services, runs: int) -> Iterator[tuple[str, float]]:
    """What comes after the rows, and what is far away: nobody waits for it before they see something."""
    from solartui.domain.listing import Sort

    def list_of(text: str, sort: str = "-created_at") -> Any:
        return services.leads.open_list(text, Sort.parse(sort))

    plain = list_of("")
    total = plain.count()
    yield "count of everything", milliseconds(lambda: list_of("").count(), runs)
    yield "count of a filter (type:industrial)", milliseconds(lambda: list_of("type:industrial").count(), runs)
    yield "count of a search (kow)", milliseconds(lambda: list_of("kow").count(), runs)
    yield "count of one letter (k)", milliseconds(lambda: list_of("k").count(), 1)
    for sort in ("-created_at", "name"):
        for name, start in (("the middle", total // 2), ("the end", total - ROWS)):
            far = partial(rows_at, services, sort, start)
            yield f"{name}, by {sort}", milliseconds(far, runs)
    middle = plain.rows(total // 2, total // 2 + 1)[0].id
    yield "place of a lead in the middle", milliseconds(lambda: list_of("").position(middle), runs)
    yield "everything marked", milliseconds(lambda: list_of("").members(), 1)
    yield "totals of the board", milliseconds(lambda: services.board.totals(""), runs)
    yield "totals of the board, assignee:me", milliseconds(lambda: services.board.totals("assignee:me"), runs)
    stages = [stage.key for stage in services.people.stages()]

    def cards() -> None:
        for column in services.board.columns("", stages).values():
            column.rows(0, 20)

    yield "first cards of every column", milliseconds(cards, runs)


def rows_at(services: Services, sort: str, start: int) -> None:
    """A screen of rows somewhere in the list of all leads."""
    from solartui.domain.listing import Sort

    services.leads.open_list("", Sort.parse(sort)).rows(start, start + ROWS)


def measure(options: Options) -> Iterator[Result]:
    """Every order, filters, searches, typing, and what comes later, for each size of desk."""
    from solartui.bootstrap import open_services
    from solartui.store.lists import LEADS

    runs = min(options.runs, 3)
    for leads in options.leads:
        path = desk(leads)
        services = open_services(str(path))
        lists = [("order", "", column) for column in LEADS.sorts]
        lists += [("filter", text, "-created_at") for text in FILTERS]
        lists += [("filter", text, "name") for text in FILTERS if " " in text and '"' not in text]
        lists += [("search", text, "-created_at") for text in SEARCHES]
        for what, text, sort in lists:
            ours, anchor = Asked(services, path, text, sort).compared(runs)
            name = sort if what == "order" else f"{text}{'' if sort[0] == '-' else ', by ' + sort}"
            yield Result(f"{what} {name}, {leads:,} leads", ours, anchor, "ms", GOAL, frame=FRAME)
        yield Result(f"typing a search, 95th percentile, {leads:,} leads", typing(services), None, "ms", TYPING_GOAL)
        for name, taken in later(services, runs):
            yield Result(f"later: {name}, {leads:,} leads", taken, None, "ms", None)
        services.close()
