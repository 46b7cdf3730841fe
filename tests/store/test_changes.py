"""What a change has kept: read back as items, packed or not, and looked up without reading everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from solartui.domain.effects import Fate
from solartui.domain.errors import Cancelled, Refused
from solartui.domain.selection import Chosen
from solartui.services.container import Services
from solartui.store.changes import items_of, refuse_conflicts, revert
from solartui.store.effects import effects
from solartui.store.packs import read_pack
from tests.desk import SALES, add_contact, add_lead, at_desk


@pytest.fixture
def raw(services: Services) -> Iterator[sqlite3.Connection]:
    """A connection beside that of the services, for looking."""
    with closing(sqlite3.connect(services.store.path)) as connection:
        yield connection


def plans(raw: sqlite3.Connection, statements: list[str]) -> str:
    """How SQLite goes about the statements that looked for changes."""
    looked = [text for text in statements if "FROM change_item i" in text and "UNION" in text]
    assert looked
    return "\n".join(str(row[3]) for text in looked for row in raw.execute(f"EXPLAIN QUERY PLAN {text}"))


def traced(services: Services, change_id: int) -> list[str]:
    """The statements that looking for conflicts of a change takes."""
    said: list[str] = []
    with services.store.reading() as connection:
        connection.set_trace_callback(said.append)
        for item in items_of(connection, change_id):
            refuse_conflicts(connection, item, change_id)
        connection.set_trace_callback(None)
    return said


def test_one_row_is_looked_up_by_its_number_and_many_among_what_is_newer(
    services: Services, raw: sqlite3.Connection
) -> None:
    lead = add_lead(services)
    single = services.leads.edit(lead.id, {"score": 1})
    services.lead_actions.few = 0
    many = services.lead_actions.move(Chosen((), ""), "contacted")
    assert "ix_change_item_row (table_name=? AND row_id>?" in plans(raw, traced(services, single.change_id or 0))
    plan = plans(raw, traced(services, many.change_id or 0))
    assert "ix_change_item_change (change_id>?)" in plan
    assert "SCAN i" not in plan


def test_items_tell_what_became_of_their_rows(services: Services, raw: sqlite3.Connection) -> None:
    lead = add_lead(services, "Jan")
    created = items_of(raw, 1)
    assert {(item.table, item.created, item.removed, item.packed) for item in created} == {
        ("lead", True, False, False),
        ("contact", True, False, False),
    }
    edited = services.leads.edit(lead.id, {"city": "Kraków"})
    (item,) = items_of(raw, edited.change_id or 0)
    assert (item.created, item.removed, set(item.entered)) == (False, False, {"city"})
    services.lead_actions.few = 0
    moved = services.lead_actions.move(Chosen((), ""), "contacted")
    (item,) = items_of(raw, moved.change_id or 0)
    assert (item.packed, item.created, item.removed, item.first, item.last) == (True, False, False, lead.id, lead.id)
    pack = read_pack(raw, item.number)
    assert pack is not None
    assert pack.changed(0) == {"stage", "last_contacted", "first_contacted_at"}
    assert item.entered >= pack.changed(0)
    assert items_of(raw, 1, limit=1) == created[:1]


def test_a_contact_that_was_undone_shows_as_one_that_comes_back(services: Services, raw: sqlite3.Connection) -> None:
    add_contact(services, "Ewa", emails=("ewa@x.pl",), phones=("601234567",))
    undone = services.undo.undo()
    told = effects(raw, undone.change_id or 0, 9)
    assert {(effect.table, effect.fate) for effect in told} == {
        ("contact", Fate.RESTORED),
        ("contact_email", Fate.RESTORED),
        ("contact_phone", Fate.RESTORED),
    }
    assert "Ewa" in {effect.name for effect in told}
    assert len(effects(raw, undone.change_id or 0, 2)) == 2


def test_an_item_of_an_unknown_table_or_column_is_left_alone(services: Services, raw: sqlite3.Connection) -> None:
    lead = add_lead(services)
    edited = services.leads.edit(lead.id, {"score": 1})
    for column, value in (("table_name", "lead_of_old"), ("after", '{"score_of_old": 1}')):
        before = raw.execute(f"SELECT {column} FROM change_item WHERE change_id = ?", (edited.change_id,)).fetchone()
        raw.execute(f"UPDATE change_item SET {column} = ? WHERE change_id = ?", (value, edited.change_id))
        raw.commit()
        with pytest.raises(Refused, match="older version of this program"):
            services.undo.undo(edited.change_id)
        raw.execute(f"UPDATE change_item SET {column} = ? WHERE change_id = ?", (*before, edited.change_id))
        raw.commit()
    services.undo.undo(edited.change_id)
    assert services.leads.get(lead.id).score is None


def test_a_row_that_changed_past_the_list_of_changes_is_not_overwritten(
    services: Services, raw: sqlite3.Connection
) -> None:
    """Where another program has written into the file, nobody knows who it was but the last one who is known."""
    lead = add_lead(services)
    services.lead_actions.few = 0
    moved = services.lead_actions.move(Chosen((), ""), "contacted")
    raw.execute("UPDATE lead SET stage = 'closed' WHERE id = ?", (lead.id,))
    raw.commit()
    with pytest.raises(Refused, match="Ewa Admin changed the stage of lead 1 since"):
        services.undo.undo(moved.change_id)
    raw.execute("UPDATE lead SET stage = 'contacted' WHERE id = ?", (lead.id,))
    raw.commit()
    services.undo.undo(moved.change_id)
    assert services.leads.get(lead.id).stage == "open"


def test_reverting_is_stopped_between_its_parts(services: Services) -> None:
    add_lead(services, "Jan", phones=["601234567"])
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done == 1:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled), services.store.begin(services.actor) as work:
        revert(work, 1, stop)
    assert told == [(0, 3), (1, 3)]
    assert services.leads.get(1).name


@pytest.mark.parametrize("columns", [{"assignee": "anna"}, {"latitude": 50.0, "longitude": 20.0}])
def test_columns_that_belong_together_count_as_one(services: Services, columns: dict[str, Any]) -> None:
    lead = add_lead(services)
    mine = services.leads.edit(lead.id, columns)
    other = {"assignee": "team:north"} if "assignee" in columns else {"latitude": 51.0, "longitude": 20.0}
    at_desk(services, SALES).leads.edit(lead.id, other)
    assert services.undo.obstacle(mine.change_id or 0) is not None
