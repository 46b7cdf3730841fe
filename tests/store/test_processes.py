"""Several processes at one desk, and processes that are killed: nothing acknowledged is lost, every clash is shown."""

from __future__ import annotations

import random
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from solartui.domain.drafts import ContactDraft
from solartui.domain.errors import Refused, Stale
from solartui.services.container import Services
from solartui.store.backup import problems
from solartui.store.store import Store
from tests.desk import ADMIN, SALES, SECOND, actor, add_lead
from tests.store.processes import running, together

PROCESSES = 4
MOVES = 12
KILLS = 20


def at(path: Path, user: int = ADMIN) -> Services:
    return Services(Store(str(path), patience=60), actor(user))


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(query).fetchall()


def sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        assert problems(raw) == []


def move_and_edit(path: Path, number: int, times: int) -> tuple[int, int]:
    """Raise the use of random leads by one, and move them, each time from what was seen; clashes are tried again."""
    services = at(path, (ADMIN, SALES, SECOND)[number % 3])
    dice = random.Random(number)
    done = clashes = 0
    while done < times:
        seen = services.leads.get(dice.randint(1, 3))
        stage = dice.choice([s for s in ("open", "contacted", "assigned", "site_visit") if s != seen.stage])
        try:
            services.leads.edit(seen.id, {"monthly_kwh": (seen.monthly_kwh or 0) + 1, "stage": stage}, seen.version)
        except Stale:
            clashes += 1
        else:
            done += 1
    services.close()
    return done, clashes


def check_none_lost(path: Path, done: int) -> None:
    """Every acknowledged edit is in the data, in its history and in the list of changes."""
    # The fields and the stage are two steps of the version.
    assert asked(path, "SELECT sum(monthly_kwh), sum(version - 1) FROM lead") == [(done, 2 * done)]
    assert asked(path, "SELECT count(*) FROM change WHERE kind = 'lead.edited'") == [(done,)]
    kinds = Counter(kind for (kind,) in asked(path, "SELECT kind FROM activity WHERE subject_kind = 'lead'"))
    assert kinds["edited"] == kinds["moved"] == done
    sound(path)


def test_nobody_overwrites_anybody(database: Path) -> None:
    services = at(database)
    for _ in range(3):
        add_lead(services)
    services.close()
    results = together(move_and_edit, [(database, n, MOVES) for n in range(PROCESSES)])
    assert [done for done, _ in results] == [MOVES] * PROCESSES
    check_none_lost(database, PROCESSES * MOVES)


def move_seen(path: Path, number: int) -> str:
    """Move a lead that everybody saw in the same state."""
    services = at(path, (ADMIN, SALES, SECOND)[number % 3])
    try:
        services.lead_actions.move([1], ("contacted", "site_visit", "assigned")[number % 3], versions={1: 1})
    except Stale as clash:
        return f"{clash.by}"
    finally:
        services.close()
    return "moved"


def test_of_many_who_saw_the_same_only_one_moves_it(database: Path) -> None:
    services = at(database)
    add_lead(services)
    services.close()
    results = together(move_seen, [(database, n) for n in range(6)])
    assert results.count("moved") == 1
    (winner,) = asked(database, "SELECT actor FROM activity WHERE kind = 'moved'")
    assert {text for text in results if text != "moved"} == {winner[0]}


SPELLINGS = (
    "Jan.{n}@Example.pl",
    "jan.{n}@example.pl",
    "JAN.{n}@EXAMPLE.PL",
    "jan.{n}@exa\u200bmple.pl",
    " jan.{n}@example.pl ",
)


def make_contacts(path: Path, number: int) -> int:
    """Make the same five contacts as everybody else."""
    services = at(path)
    made = 0
    for n in range(5):
        address = SPELLINGS[number % len(SPELLINGS)].format(n=n)
        try:
            services.contacts.create(ContactDraft(name=f"Jan {n}", emails=(address,)))
        except Refused:
            pass
        else:
            made += 1
    services.close()
    return made


@pytest.mark.feature("C-12")
def test_the_same_addresses_from_ten_processes_make_five_contacts(database: Path) -> None:
    assert sum(together(make_contacts, [(database, n) for n in range(10)])) == 5
    assert asked(database, "SELECT count(*), count(DISTINCT name) FROM contact") == [(5, 5)]
    assert asked(database, "SELECT count(*) FROM contact_email") == [(5,)]
    sound(database)


def first_to_come(path: Path, uid: int) -> str:
    import os

    from solartui.bootstrap import open_services
    from solartui.domain.errors import NotPermitted

    vars(os)["getuid"] = lambda: uid
    try:
        return str(open_services(str(path)).actor.role)
    except NotPermitted:
        return "nobody"


def test_only_one_becomes_the_admin_of_a_new_desk(folder: Path) -> None:
    path = folder / "desk.db"
    Store(str(path)).close()
    results = together(first_to_come, [(path, 70_000 + n) for n in range(5)])
    assert sorted(results) == ["admin", *["nobody"] * 4]
    assert asked(path, "SELECT count(*) FROM user_account") == [(1,)]


def undo_last(path: Path) -> int:
    services = at(path)
    try:
        return services.undo.undo(1).change_id or 0
    except Refused:
        return 0
    finally:
        services.close()


def test_a_change_is_undone_once(database: Path) -> None:
    services = at(database)
    add_lead(services)
    services.close()
    results = together(undo_last, [(database,)] * 4)
    assert len([number for number in results if number]) == 1
    assert asked(database, "SELECT count(*) FROM change WHERE kind = 'undone'") == [(1,)]
    sound(database)


def write_and_tell(say: Any, path: Path, number: int) -> None:
    """Store leads with all that belongs to them, and tell of each one when it is stored."""
    services = at(path)
    count = 0
    while True:
        count += 1
        name = f"p{number}-{count}"
        lead = add_lead(services, name, emails=(f"{name}@x.pl",), phones=("601 234 567",), city="Łódź")
        say(f"+ {lead.id}")
        moved = services.lead_actions.move([lead.id], "contacted").change_id
        say(f"> {lead.id}")
        if count % 3 == 0:
            services.undo.undo(moved)
            say(f"< {lead.id}")


def check_acknowledged(path: Path, lines: list[str]) -> None:
    """Whatever was told is in the file, whole."""
    versions = dict(
        asked(
            path,
            "SELECT l.id, l.version FROM lead l JOIN contact c ON c.id = l.contact_id "
            "JOIN contact_email e ON e.contact_id = c.id JOIN contact_phone p ON p.contact_id = c.id "
            "JOIN lead_search s ON s.rowid = l.id",
        )
    )
    for line in lines:
        sign, number = line.split()
        assert versions[int(number)] >= {"+": 1, ">": 2, "<": 3}[sign], line
    assert asked(path, "SELECT count(*) FROM lead WHERE id NOT IN (SELECT rowid FROM lead_search)") == [(0,)]
    assert asked(path, "SELECT count(*) FROM change WHERE kind = 'other'") == [(0,)]
    assert asked(path, "SELECT count(*) FROM activity WHERE change_id NOT IN (SELECT id FROM change)") == [(0,)]
    made = "SELECT count(*) FROM change WHERE kind = 'lead.created'"
    assert asked(path, made) == asked(path, "SELECT count(*) FROM lead")


def test_killed_at_any_moment_nothing_acknowledged_is_lost(database: Path) -> None:
    dice = random.Random(20)
    told: list[str] = []
    for number in range(KILLS):
        with running(write_and_tell, database, number) as child:
            child.wait_for(dice.randint(0, 9))
            # And some thousandths of a second into the next one.
            child.ends_within(dice.random() * 0.01)
            told += child.end(signal.SIGKILL)
        sound(database)
    assert len(told) > KILLS
    check_acknowledged(database, told)


def test_killed_beside_others_who_go_on(database: Path) -> None:
    with running(write_and_tell, database, 100) as steady:
        steady.wait_for(3)
        for number in range(4):
            with running(write_and_tell, database, number) as child:
                child.wait_for(3)
                child.end(signal.SIGKILL)
            steady.wait_for(6 + 3 * number)
        told = steady.end(signal.SIGKILL)
    check_acknowledged(database, told)
    sound(database)
