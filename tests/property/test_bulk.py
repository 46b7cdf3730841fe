"""What SQL does to very many leads is what is done to them one by one, and it is undone and done again as a whole."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from solartui.domain.errors import Invalid, Refused
from solartui.domain.selection import Chosen, IdSet
from solartui.services.container import Services
from solartui.services.result import Changed, Outcome
from solartui.store.store import Store
from tests.conftest import Clock
from tests.desk import ADMIN, actor, add_lead

FOLDER = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())
STAGES = ("open", "contacted", "assigned", "site_visit", "lost", "closed", "converted")
WHO = ("me", "none", "anna", "team:north", "partner:dach")
FIELDS: tuple[tuple[str, object], ...] = (
    ("type", "commercial"),
    ("grid_connection", "off_grid"),
    ("channel", "fair"),
    ("channel", None),
    ("score", 50),
    ("score", None),
    ("owner", "anna"),
    ("owner", None),
    ("battery", True),
    ("panel", False),
    ("region", "Małopolska"),
    ("country", "AU"),
)
COUNT = 24

Act = Callable[[Services, Chosen], Changed[Outcome]]


def random_act(dice: Random, clock: Clock) -> Act:
    """Something that can be done with many leads, the same one whenever it is called."""
    stage, reason = dice.choice(STAGES), dice.choice([None, "too dear"])
    who, (field, value) = dice.choice(WHO), dice.choice(FIELDS)
    when = dice.choice([None, clock.now + timedelta(days=dice.randint(1, 9))])
    note = dice.choice([None, "zadzwoń"])
    at = dice.choice([None, clock.now - timedelta(days=dice.randint(0, 9), microseconds=dice.choice([0, 5]))])
    kind = dice.choice(["call", "mail", "visit"])
    return dice.choice(
        [
            lambda s, leads: s.lead_actions.move(leads, stage, reason),
            lambda s, leads: s.lead_actions.assign(leads, who),
            lambda s, leads: s.lead_actions.follow_up(leads, when, note),
            lambda s, leads: s.lead_actions.log_contact(leads, kind, "[/] 'hello'", at),
            lambda s, leads: s.lead_actions.archive(leads),
            lambda s, leads: s.lead_actions.unarchive(leads),
            lambda s, leads: s.lead_actions.delete(leads),
            lambda s, leads: s.lead_actions.set_field(leads, field, value),
        ]
    )


def random_choice(dice: Random) -> Chosen:
    """Some leads, in each way in which they can be chosen; one of them does not exist."""
    ids = dice.sample(range(1, COUNT + 2), dice.randint(2, COUNT))
    query = dice.choice(["", "stage:open,contacted", "archived:any", "krak"])
    return dice.choice(
        [
            Chosen.of(ids),
            Chosen(IdSet(ids), count=len(ids)),
            Chosen((), query, frozenset(ids[:3])),
            Chosen(ids[:2], query, frozenset(ids[4:6])),
        ]
    )


def make_desk(template: Path, folder: Path) -> Path:
    """A database with leads in every state that a rule asks for."""
    path = Path(shutil.copy(template, folder / "many.db"))
    clock, dice = Clock(), Random(5)
    store = Store(str(path), clock=clock)
    desk = Services(store, actor(ADMIN))
    for number in range(COUNT):
        clock.forward(hours=1)
        city = dice.choice(["Kraków", "Łódź"])
        lead = add_lead(desk, f"Jan {number}", city=city, assignee=dice.choice([None, *WHO]), channel="web")
        if number % 6 == 0:
            desk.conversion.convert(lead.id)
        for _ in range(dice.randint(0, 3)):
            random_act(dice, clock)(desk, Chosen.of([lead.id, lead.id + 1]))
    store.close()
    return path


def brief(data: dict[str, Any]) -> tuple[Any, ...]:
    """What a change says of itself; which of several leads it names does not matter."""
    inner = data.get("data", data)
    return data.get("change"), {k: v for k, v in inner.items() if k not in {"name", "lead"}}


class Copy:
    """One copy of the desk, where everything is done one by one, or nothing is."""

    def __init__(self, path: Path, folder: Path, few: int) -> None:
        self.path = Path(shutil.copy(path, Path(tempfile.mkdtemp(dir=folder)) / "desk.db"))
        self.clock = Clock()
        self.clock.forward(days=30, seconds=1)
        self.store = Store(str(self.path), clock=self.clock)
        self.services = Services(self.store, actor(ADMIN))
        self.services.lead_actions.few = few

    def leads(self) -> list[dict[str, Any]]:
        """All leads but for the counting of their versions, with their search texts."""
        with closing(sqlite3.connect(self.path)) as raw:
            raw.row_factory = sqlite3.Row
            query = "SELECT l.*, s.text FROM lead l JOIN lead_search s ON s.rowid = l.id ORDER BY l.id"
            return [{k: v for k, v in dict(row).items() if k not in {"version", "updated_at"}} for row in
                    raw.execute(query)]  # fmt: skip

    def history(self) -> tuple[dict[int, list[Any]], list[Any]]:
        """What is told of every lead, and the list of changes."""
        told: dict[int, list[Any]] = defaultdict(list)
        with closing(sqlite3.connect(self.path)) as raw:
            for lead, kind, contact, at, who, data in raw.execute(
                "SELECT lead_id, kind, contact_id, at, actor, data FROM activity ORDER BY id"
            ):
                told[lead].append((kind, contact, at, who, json.loads(data)))
            changes = raw.execute("SELECT kind, data, undoable, undone FROM change ORDER BY id").fetchall()
        return told, [(kind, *brief(json.loads(data)), *rest) for kind, data, *rest in changes]


@pytest.fixture(scope="module")
def place(template: Path) -> Iterator[tuple[Path, Path]]:
    """The desk, and a folder for its copies."""
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix="solartui-bulk-") as folder:
        yield make_desk(template, Path(folder)), Path(folder)


def outcome_of(done: Changed[Outcome]) -> tuple[Any, ...]:
    value = done.value
    return sorted(value.changed), done.topics, sum(count for _, count in value.grouped)


def play(place: tuple[Path, Path], seed: int, steps: int) -> None:
    """The same acts on both copies; then all of them undone, done again and undone."""
    one, all_ = Copy(*place, 10**9), Copy(*place, 0)
    dice, before, done = Random(seed), one.leads(), 0
    for _ in range(steps):
        act, chosen = random_act(dice, one.clock), random_choice(dice)
        outcomes: list[Any] = []
        for copy in (one, all_):
            copy.clock.forward(seconds=3)
            try:
                outcomes.append(act(copy.services, chosen))
            except (Invalid, Refused) as error:
                outcomes.append(error.message)
        if isinstance(outcomes[0], str):
            # Where only one lead was chosen, its refusal is raised.
            assert outcomes[0] == outcomes[1] or not outcomes[1].value.changed
            continue
        assert outcome_of(outcomes[0]) == outcome_of(outcomes[1])
        for mine, theirs in zip(one.leads(), all_.leads(), strict=True):
            assert mine == theirs
        assert one.history() == all_.history()
        done += outcomes[0].change_id is not None
    after = one.leads()
    for what, expected in (("undo", before), ("redo", after), ("undo", before)):
        for _ in range(done):
            for copy in (one, all_):
                copy.clock.forward(seconds=1)
                getattr(copy.services.undo, what)()
        assert one.leads() == expected
        assert all_.leads() == expected
    for copy in (one, all_):
        copy.store.close()
        shutil.rmtree(copy.path.parent)


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 6))
def test_all_at_once_is_one_by_one(place: tuple[Path, Path], seed: int, steps: int) -> None:
    play(place, seed, steps)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 12))
def test_all_at_once_is_one_by_one_at_length(place: tuple[Path, Path], seed: int, steps: int) -> None:
    play(place, seed, steps)
