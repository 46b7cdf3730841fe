"""A change of very many leads in other processes: killed half-way it is not there at all, and others go on reading."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
from contextlib import closing
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Unavailable
from solartui.domain.selection import Chosen
from solartui.services.container import Services
from solartui.services.watching import watched_by
from solartui.store import bulk_change
from solartui.store.backup import problems
from solartui.store.store import Store
from tests.desk import ADMIN, SALES, actor, add_lead
from tests.store.processes import running

if TYPE_CHECKING:
    from tests.store.processes import Say

LEADS, KILLS = 40, 6
ALL = Chosen((), "")


def at(path: Path, user: int = ADMIN) -> Services:
    services = Services(Store(str(path), patience=60), actor(user))
    services.lead_actions.few = 0
    return services


class Telling:
    """Says every chunk, so that whoever listens knows that the work is half-way; may stand still at one."""

    def __init__(self, say: Say, still_at: int) -> None:
        self._say = say
        self._still_at = still_at

    def tell(self, done: int, total: int = 0) -> None:
        self._say(f"chunk {done} of {total}")
        if done == self._still_at:
            os.kill(os.getpid(), signal.SIGSTOP)

    def stopped(self) -> bool:
        return False


def move_all(say: Say, path: Path, still_at: int = -1) -> None:
    """Move all leads, undo, redo, and so on, in chunks of four leads."""
    bulk_change._CHUNK = 4
    services = at(path)
    with watched_by(Telling(say, still_at)):
        for stage in cycle(("contacted", "site_visit")):
            services.lead_actions.move(ALL, stage)
            services.undo.undo()
            services.undo.redo()


def check_whole(path: Path) -> None:
    """All leads are in one stage, and history, changes and items say the same."""
    with closing(sqlite3.connect(path)) as raw:
        assert problems(raw) == []
        assert raw.execute("SELECT count(DISTINCT stage), count(DISTINCT stage_since) FROM lead").fetchone()[0] == 1
        told = raw.execute(
            "SELECT c.rows, (SELECT count(*) FROM activity a WHERE a.change_id = c.id), "
            "(SELECT sum(p.rows) FROM change_item i JOIN change_pack p ON p.item_id = i.id WHERE i.change_id = c.id) "
            "FROM change c WHERE c.kind IN ('lead.moved', 'undone', 'redone')"
        ).fetchall()
        assert set(told) <= {(LEADS, LEADS, LEADS)}
        last = "SELECT max(id) FROM change WHERE kind = 'lead.moved'"
        (undone,) = raw.execute(f"SELECT undone FROM change WHERE id = ({last})").fetchone() or (1,)
        stages = dict(raw.execute("SELECT stage, count(*) FROM lead GROUP BY stage").fetchall())
        assert undone or set(stages.values()) == {LEADS}


@pytest.fixture
def desk(database: Path) -> Path:
    """A desk of open leads."""
    services = at(database)
    for number in range(LEADS):
        add_lead(services, f"Jan {number}")
    services.close()
    return database


def test_killed_half_way_nothing_of_it_is_there(desk: Path) -> None:
    dice = random.Random(6)
    for _ in range(KILLS):
        with running(move_all, desk) as child:
            child.wait_for(dice.randint(2, 45))
            child.ends_within(dice.random() * 0.005)
            told = child.end(signal.SIGKILL)
        assert told
        check_whole(desk)


def test_others_read_the_old_state_meanwhile_and_learn_who_is_writing(desk: Path) -> None:
    with running(move_all, desk, 8) as child:
        child.wait_for(3)
        anna = Services(Store(str(desk), patience=0.1), actor(SALES))
        assert {line.stage for line in anna.leads.open_list("").rows(0, LEADS)} == {"open"}
        with pytest.raises(Unavailable, match="Nothing was saved"):
            anna.leads.edit(1, {"score": 5})
        child.end(signal.SIGKILL)
        anna.leads.edit(1, {"score": 5})
        assert (anna.leads.get(1).score, anna.leads.get(1).stage) == (5, "open")
        anna.close()
    check_whole(desk)
