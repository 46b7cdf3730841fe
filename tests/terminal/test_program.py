"""The program on a real database: how it ends, what it leaves behind, and what it does while others hold the file."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk import add_lead
from tests.terminal.program import Program
from tests.terminal.pty_harness import assert_restored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.services.container import Services

CUSTOMER = "Żaneta Łoś"
BROKEN = """
from solartui.screens.lead_commands import LeadPage
async def broken(self):
    raise KeyError((await self._first(self.chosen())).name)
LeadPage.action_copy = broken
"""


@pytest.fixture
def desk(services: Services, database: Path) -> Path:
    """A desk with two leads."""
    add_lead(services, CUSTOMER, city="Opole")
    add_lead(services, "Jan Kot", city="Gdynia")
    services.close()
    return database


def nobody_left(session: int) -> bool:
    """Whether no process of a terminal's session runs any more (where the system tells)."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, _group, of = status.read_text(encoding="utf-8").rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(of) == session and state != "Z":
            return False
    return True


def free(database: Path) -> bool:
    """Whether nobody holds the database, and nothing of it is damaged."""
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as raw:
        raw.execute("BEGIN EXCLUSIVE")
        return bool(raw.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def look_at_the_list(program: Program) -> None:
    """Wait for the leads."""
    program.wait_for("Jan Kot")
    program.rest()


def begin_a_note(program: Program, text: str) -> None:
    """Open the first lead and type word by word, without saving it."""
    look_at_the_list(program)
    program.after("enter", see=("Summary", "Gdynia"))
    program.after("n", see="f4 more lines")
    for word in text.split(" "):
        program.type(" ")
        program.write(word)


@pytest.mark.parametrize(
    ("end", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (None, 129)], ids=["term", "hup", "line-dropped"]
)
def test_however_it_ends_nothing_stays_behind_but_the_draft(
    desk: Path, tmp_path: Path, end: signal.Signals | None, status: int
) -> None:
    with Program(tmp_path, "--db", str(desk), columns=120, rows=36) as program:
        begin_a_note(program, "half a sentence")
        if end is None:
            program.hang_up()
        else:
            program.kill(end)
        assert program.wait_exit() == status
        assert nobody_left(program.process.pid)
        assert free(desk)
        if end is not None:
            assert_restored(program)
            assert b"Traceback" not in program.output
    drafts = [file.read_text(encoding="utf-8") for file in (tmp_path / "state").rglob("*.json")]
    assert sum("half a sentence" in draft for draft in drafts) == 1


def test_a_line_that_drops_during_an_import_leaves_nothing_of_it(desk: Path, tmp_path: Path) -> None:
    rows = [f"Osoba {number};osoba{number}@x.example;Opole" for number in range(3_000)]
    (tmp_path / "fair.csv").write_text("\n".join(["Klient;E-mail;Miasto", *rows]), encoding="utf-8")
    with Program(tmp_path, "--db", str(desk)) as program:
        look_at_the_list(program)
        program.after("I", see="fair.csv")
        program.after("enter", see="brought in")
        program.after("ctrl+s", see=("Nothing is written yet", "ctrl+s import"))
        program.after("ctrl+s", see="Importing")
        program.hang_up()
        assert program.wait_exit() == 129
        assert nobody_left(program.process.pid)
    assert free(desk)
    with closing(sqlite3.connect(desk)) as raw:
        assert raw.execute("SELECT count(*) FROM lead").fetchone() in {(2,), (3_002,)}


def test_a_fault_leaves_the_terminal_as_it_was_and_names_no_customer(desk: Path, tmp_path: Path) -> None:
    with Program(tmp_path, "--db", str(desk), code=BROKEN) as program:
        look_at_the_list(program)
        program.press("y")
        assert program.wait_exit() == 1
        assert_restored(program)
        last = bytes(program.output).rpartition(b"\x1b[?1006l")[2].decode()
        (log,) = (tmp_path / "state").rglob("solartui.log")
        assert str(log) in last
        assert len(last.strip().splitlines()) == 1
        assert "Jan Kot" not in last + log.read_text(encoding="utf-8")
        assert nobody_left(program.process.pid)
    assert free(desk)


@pytest.fixture
def held(desk: Path) -> Iterator[sqlite3.Connection]:
    """A connection of somebody else, who may keep everybody out."""
    with closing(sqlite3.connect(desk, isolation_level=None)) as raw:
        yield raw


def test_keys_answer_while_somebody_holds_the_database(desk: Path, held: sqlite3.Connection, tmp_path: Path) -> None:
    with Program(tmp_path, "--db", str(desk), columns=120) as program:
        look_at_the_list(program)
        held.execute("BEGIN EXCLUSIVE")
        program.press(">")
        program.wait_for("waiting for the database")
        program.after("j", holds=lambda: "▌" in program.row(CUSTOMER))
        program.after("?", see="search the keys")
        program.after("escape", miss="search the keys")
        assert "waiting for the database" in program.text
        program.wait_for(f"({os.getpid()}) is using it")
        held.execute("ROLLBACK")
        program.wait_until(lambda screen: "waiting for the database" not in screen)
        program.press("ctrl+r")
        program.rest()
        program.after(">", see="Contacted", holds=lambda: "Contacted" in program.row(f"▌  {CUSTOMER}"))
        program.press("ctrl+q")
        assert program.wait_exit() == 0
