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
from solartui.store import changes
from solartui.store.beside import HELD
from solartui.store.bulk import Bulk
from solartui.store.changes import items_of, refuse_conflicts, revert
from solartui.store.effects import effects
from solartui.store.packed_rows import bring_back_all
from solartui.store.packs import Pack, read_pack
from solartui.store.times import to_text
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


@pytest.mark.parametrize(("most", "early"), [(10, True), (1_000, False)])
def test_what_is_too_much_for_memory_is_written_before_the_commit(
    services: Services, monkeypatch: pytest.MonkeyPatch, most: int, early: bool
) -> None:
    monkeypatch.setattr(changes, "MOST_HELD", most)
    with services.store.begin(services.actor) as work:
        bulk = Bulk(work)
        for number in range(20):
            row = {"id": bulk.new_id("contact"), "kind": "person", "name": f"A{number}", "name_key": "a"}
            made = {"name_fold": "a", "created_at": to_text(work.now), "updated_at": to_text(work.now), "version": 1}
            bulk.add_mapping("contact", row | made | {"origin": "manual"})
        bulk.finish()
        number = work.change_id
    held: list[bool] = []
    for _ in range(2):  # taken away, and brought back
        with services.store.begin(services.actor) as work:
            raw = work.raw
            revert(work, number, lambda *_, raw=raw: held.append(spilled(raw) < HELD))
            work.describe("undone", undoable=False)
            number = work.change_id
        assert spilled(raw) == HELD
    assert len(held) >= 2
    assert held == [early] * len(held)


def spilled(raw: sqlite3.Connection) -> int:
    """How many pages a connection holds before it writes some of them."""
    return int(raw.execute("PRAGMA cache_spill").fetchone()[0])


def test_packs_are_kept_until_the_end_only_where_rows_refer_to_each_other(services: Services) -> None:
    company = add_contact(services, "Dach", kind="company")
    people = [add_contact(services, name, company_id=owner) for name, owner in (("Jan", company.id), ("Ewa", None))]
    with services.store.begin(services.actor) as work:
        columns = [row[1] for row in work.raw.execute("PRAGMA table_info(contact)")]
        rows = {row[0]: row for row in work.raw.execute(f"SELECT {', '.join(columns)} FROM contact")}
        assert columns[0] == "id"
        for one, left in zip(people, (1, 0), strict=True):
            work.raw.execute("DELETE FROM contact_email WHERE contact_id = ?", (one.id,))
            work.raw.execute("DELETE FROM contact WHERE id = ?", (one.id,))
            assert len(bring_back_all(work, "contact", Pack.of(columns[1:], [rows[one.id]], None))) == left
