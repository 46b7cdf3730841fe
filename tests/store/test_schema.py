"""The schema keeps the rules by itself, whoever writes: raw SQL against every constraint and trigger."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from solartui.store.connection import connect
from solartui.store.tables import metadata
from tests.desk import ADMIN, BRANCH

T = "2026-01-05T08:00:00.000000Z"

# One good row of each table; ids of what they refer to are those of the fixture below.
GOOD: dict[str, dict[str, Any]] = {
    "entity": {"kind": "team", "name": "x", "name_key": "x", "active": 1, "created_at": T, "updated_at": T,
               "version": 1},
    "user_account": {"login": "x", "name": "x", "name_key": "x", "role": "sales", "active": 1, "created_at": T,
                     "updated_at": T, "version": 1},
    "lead_stage": {"key": "x", "label_en": "x", "label_pl": "x", "kind": "working", "position": 9, "hue": "x",
                   "glyph": "x", "active": 1, "version": 1},
    "contact": {"kind": "person", "name": "x", "name_key": "x", "name_fold": "x", "origin": "manual", "created_at": T,
                "updated_at": T, "version": 1},
    "contact_email": {"contact_id": 1, "position": 0, "address": "x@x.pl", "address_key": "x@x.pl", "unusable": 0},
    "contact_phone": {"contact_id": 1, "position": 0, "number": "1", "digits": "1"},
    "lead": {"name": "x", "name_key": "x", "type": "residential", "grid_connection": "on_grid", "stage": "open",
             "source": "manual_entities", "contact_id": 1, "contact_key": "x", "city_key": "", "panel": 1,
             "battery": 0, "heat_pump": 0, "due_key": "9", "respond_key": "9", "stage_since": T, "created_at": T,
             "updated_at": T, "version": 1},
    "project": {"name": "x", "name_key": "x", "name_fold": "x", "stage": "onboarding", "type": "residential",
                "grid_connection": "on_grid", "city_fold": "", "regulation": "pl", "currency": "PLN", "created_at": T,
                "updated_at": T, "version": 1},
    "workflow": {"key": "x", "version": 1, "content": "x", "sha256": "x", "builtin": 0, "current": 0, "created_at": T},
    "project_task": {"project_id": 1, "key": "x", "created_at": T, "updated_at": T, "version": 1},
    "project_event": {"project_id": 1, "key": "x", "at": T, "actor": "x"},
    "project_job": {"project_id": 1, "kind": "x", "status": "assigned"},
    "site_claim": {"project_id": 1, "key": "x"},
    "project_contact": {"project_id": 1, "contact_id": 1, "position": 0},
    "project_assignee": {"project_id": 1, "user_id": ADMIN},
    "note": {"lead_id": 1, "body": "x", "created_at": T, "updated_at": T, "version": 1},
    "document_content": {"sha256": "x", "content": b"x"},
    "document": {"lead_id": 1, "name": "x", "category": "other", "size": 1, "sha256": "d", "created_at": T,
                 "updated_at": T, "version": 1},
    "saved_view": {"owner_id": ADMIN, "shared": 0, "name": "x", "name_key": "x", "query": "", "created_at": T,
                   "updated_at": T, "version": 1},
    "preference": {"user_id": ADMIN, "key": "x", "value": "1"},
    "change": {"at": T, "actor": "x", "kind": "x", "data": "{}", "rows": 0, "undoable": 1, "undone": 0},
    "change_item": {"change_id": 1, "table_name": "lead", "row_id": 1, "last_id": 1},
    "change_pack": {"item_id": 1, "rows": 1, "body": b"x"},
    "custom_field": {"record": "lead", "key": "x", "label": "x", "kind": "text", "required": 0, "position": 1,
                     "active": 1, "created_at": T, "updated_at": T, "version": 1},
    "custom_value": {"field_id": 1, "lead_id": 1, "text": "x"},
    "erasure": {"contact_id": 1, "at": T, "actor": "x", "under_way": 0, "removed": "{}"},
    "design": {"project_id": 1, "name": "x", "planes": "[]", "capacity_kwp": 1.0, "lines": "[]", "created_at": T,
               "updated_at": T, "version": 1},
    "proposal": {"project_id": 1, "design_id": 1, "year": 2026, "number": 1, "revision": 1, "label": "x",
                 "status": "draft", "active": 0, "language": "en", "currency": "PLN", "net": 1, "vat": 0,
                 "incentive": 0, "capacity_kwp": 1.0, "grid_connection": "on_grid", "figures": "{}",
                 "valid_until": "2026-12-31", "token": "x", "created_at": T, "updated_at": T, "version": 1},
    "proposal_view": {"proposal_id": 1, "viewed_at": T, "seconds": 1, "channel": "email"},
    "delivery": {"proposal_id": 1, "recipient": "x", "message_id": "x", "state": "sending", "started_at": T},
    "charge": {"project_id": 1, "kind": "invoice", "amount": 1, "currency": "PLN", "day": "2026-11-23", "year": 2026,
               "number": 1, "created_at": T, "updated_at": T, "version": 1},
    "postcode": {"country": "PL", "code_key": "30001", "code": "30-001", "place": "x", "place_key": "x", "region": "",
                 "latitude": 50.0, "longitude": 20.0},
    "place_answer": {"service": "x", "question": "x", "answer": "[]", "at": T},
    "place_turn": {"service": "x", "free_at": 1.0},
    "activity": {"at": T, "actor": "x", "kind": "x", "subject_kind": "lead", "subject_id": 1, "data": "{}"},
}  # fmt: skip


def insert(connection: sqlite3.Connection, table: str, how: str = "INSERT", **changes: Any) -> int:
    """A good row with some columns changed."""
    row = GOOD[table] | changes
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"{how} INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    return cursor.lastrowid or 0


@pytest.fixture
def raw(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection with a contact, a lead, a project, a change, its item and a content, all with the id 1 (or d)."""
    with closing(connect(database, writable=True)) as connection:
        for table in ("contact", "lead", "project", "change", "change_item", "design"):
            assert insert(connection, table, id=1) == 1
        insert(connection, "custom_field", id=1, key="first")
        insert(connection, "document_content", sha256="d")
        insert(connection, "proposal", id=1, number=7, token="first")
        yield connection


@pytest.mark.parametrize("table", sorted(GOOD))
def test_a_good_row_goes_in(raw: sqlite3.Connection, table: str) -> None:
    insert(raw, table)


CHECKS: list[tuple[str, dict[str, Any]]] = [
    ("entity", {"kind": "club"}),
    ("user_account", {"role": "boss"}),
    ("user_account", {"name": ""}),
    ("lead_stage", {"kind": "maybe"}),
    ("contact", {"kind": "dog"}),
    ("contact", {"origin": "stars"}),
    ("contact", {"name": ""}),
    ("postcode", {"country": "POL"}),
    ("postcode", {"code_key": ""}),
    ("postcode", {"latitude": 91.0}),
    ("postcode", {"longitude": 181.0}),
    ("lead", {"name": ""}),
    ("lead", {"type": "castle"}),
    ("lead", {"grid_connection": "by_mail"}),
    ("lead", {"source": "rumour"}),
    ("lead", {"latitude": 91.0, "longitude": 0.0}),
    ("lead", {"latitude": -91.0, "longitude": 0.0}),
    ("lead", {"latitude": 0.0, "longitude": 180.5}),
    ("lead", {"latitude": 50.0}),
    ("lead", {"longitude": 20.0}),
    ("lead", {"monthly_kwh": -1.0}),
    ("lead", {"score": 101}),
    ("lead", {"score": -1}),
    ("lead", {"assignee_user_id": ADMIN, "assignee_entity_id": BRANCH}),
    ("project", {"name": ""}),
    ("project", {"stage": "somewhere"}),
    ("project", {"outcome": "fine"}),
    ("project", {"type": "castle"}),
    ("project", {"grid_connection": "by_mail"}),
    ("project", {"phases": 4}),
    ("project", {"capacity_kwp": -0.1}),
    ("project", {"battery_kwh": -0.1}),
    ("project", {"price_net": 2, "price_gross": 1}),
    ("project", {"price_net": -2, "price_gross": 1}),
    ("project", {"latitude": 50.0}),
    ("project", {"longitude": 20.0}),
    ("project", {"latitude": 91.0, "longitude": 0.0}),
    ("project", {"latitude": 0.0, "longitude": -181.0}),
    ("project_assignee", {"entity_id": BRANCH}),
    ("workflow", {"version": 0}),
    ("project_task", {"key": ""}),
    ("project_task", {"done_at": T, "skipped_at": T}),
    ("project_task", {"assignee_user_id": ADMIN, "assignee_entity_id": BRANCH}),
    ("project_event", {"key": ""}),
    ("project_job", {"status": "late"}),
    ("project_assignee", {"user_id": None}),
    ("note", {"body": ""}),
    ("note", {"lead_id": None}),
    ("note", {"contact_id": 1}),
    ("note", {"project_id": 1}),
    ("document", {"name": ""}),
    ("document", {"category": "secret"}),
    ("document", {"lead_id": None}),
    ("document", {"project_id": 1}),
    ("saved_view", {"name": ""}),
    ("saved_view", {"record": "contact"}),
    ("site_claim", {"key": ""}),
    ("change_item", {"row_id": 2, "last_id": 1}),
    ("activity", {"subject_kind": "cat"}),
    ("lead_stage", {"key": ""}),
    ("contact", {"gender": "robot"}),
    ("custom_field", {"record": "task"}),
    ("custom_field", {"label": ""}),
    ("custom_field", {"kind": "money"}),
    ("custom_field", {"kind": "choice"}),
    ("custom_value", {"contact_id": 1}),
    ("custom_value", {"flag": 1}),
    ("design", {"name": ""}),
    ("design", {"module_wp": 0}),
    ("design", {"inverter_kw": -1.0}),
    ("design", {"battery_kwh": -1.0}),
    ("design", {"capacity_kwp": -1.0}),
    ("design", {"floor_area": 0.0}),
    ("design", {"building": "tent"}),
    ("design", {"yield_source": "stars"}),
    ("proposal", {"label": ""}),
    ("proposal", {"number": 0}),
    ("proposal", {"status": "expired"}),
    ("proposal", {"language": "de"}),
    ("proposal", {"vat": -1, "net": 5}),
    ("proposal", {"incentive": 2}),
    ("proposal", {"capacity_kwp": -1.0}),
    ("proposal", {"battery_kwh": -1.0}),
    ("proposal", {"grid_connection": "by_mail"}),
    ("proposal", {"channel": "pigeon", "sent_at": T}),
    ("proposal", {"sent_at": T}),
    ("proposal_view", {"seconds": -1}),
    ("proposal_view", {"channel": "print"}),
    ("delivery", {"state": "lost"}),
    ("charge", {"kind": "gift", "number": None}),
    ("charge", {"amount": 0}),
    ("charge", {"number": None}),
]


@pytest.mark.parametrize(("table", "bad"), CHECKS, ids=lambda value: str(value))
def test_checks_bite(raw: sqlite3.Connection, table: str, bad: dict[str, Any]) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
        insert(raw, table, **bad)


def test_every_check_of_the_schema_is_tried(raw: sqlite3.Connection) -> None:
    bitten = set()
    for table, bad in CHECKS:
        with pytest.raises(sqlite3.IntegrityError) as caught:
            insert(raw, table, **bad)
        bitten.add(str(caught.value).removeprefix("CHECK constraint failed: "))
    assert bitten == {name for sql in definitions(raw).values() for name in re.findall(r"CONSTRAINT (ck_\w+)", sql)}


UNIQUE: list[tuple[str, dict[str, Any]]] = [
    ("entity", {}),
    ("user_account", {"uid": 7, "login": "a"}),
    ("user_account", {"uid": None}),
    ("contact_email", {}),
    ("project_contact", {}),
    ("project_assignee", {}),
    ("project_assignee", {"user_id": None, "entity_id": BRANCH}),
    ("saved_view", {}),
    ("saved_view", {"record": "project"}),
    ("site_claim", {}),
    ("preference", {}),
    ("lead_stage", {}),
    ("document_content", {}),
    ("contact", {"login": "x", "login_key": "x"}),
    ("custom_field", {}),
    ("custom_value", {}),
    ("custom_value", {"lead_id": None, "contact_id": 1}),
    ("custom_value", {"lead_id": None, "project_id": 1}),
    ("proposal", {}),
    ("proposal", {"number": 2, "token": "t"}),
    ("charge", {}),
]


@pytest.mark.parametrize(("table", "row"), UNIQUE, ids=lambda value: str(value))
def test_the_same_thing_is_there_once(raw: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    insert(raw, table, **row)
    again = row | ({"login": "b"} if "login" in row else {})
    with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE constraint failed|never changes"):
        insert(raw, table, **again)


def links() -> list[tuple[str, str]]:
    return sorted((t.name, c.name) for t in metadata.tables.values() for c in t.columns if c.foreign_keys)


@pytest.mark.parametrize(("table", "column"), links(), ids=lambda value: str(value))
def test_links_lead_somewhere(raw: sqlite3.Connection, table: str, column: str) -> None:
    row: dict[str, Any] = {}
    if table in ("note", "document", "custom_value") and column in ("contact_id", "project_id"):
        row["lead_id"] = None
    if (table, column) == ("project_assignee", "entity_id"):
        row["user_id"] = None
    row[column] = "nowhere" if column in ("stage", "sha256") else 999_999
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY constraint failed"):
        insert(raw, table, **row)


@pytest.mark.parametrize("table", sorted(GOOD))
def test_columns_take_only_their_kind_of_value(raw: sqlite3.Connection, table: str) -> None:
    for column in metadata.tables[table].columns:
        if str(column.type) == "BLOB":
            wrong: Any = "text"
        elif column.primary_key and column.name == "id":
            continue
        else:
            wrong = b"\x00\xff" if "TEXT" in str(column.type.compile()) else "text"
        with pytest.raises(sqlite3.IntegrityError, match=r"cannot store|datatype mismatch"):
            insert(raw, table, **{column.name: wrong})


@pytest.mark.parametrize("table", sorted(GOOD))
def test_what_must_be_there_cannot_be_left_out(raw: sqlite3.Connection, table: str) -> None:
    for column in metadata.tables[table].columns:
        if not column.nullable and column.name != "id":
            row: dict[str, Any] = {column.name: None}
            with pytest.raises(sqlite3.IntegrityError, match="NOT NULL constraint failed"):
                insert(raw, table, **row)


@pytest.mark.feature("B-116", "A-19")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE activity SET actor = 'somebody else'",
        "UPDATE OR REPLACE activity SET id = id + 1",
        "DELETE FROM activity",
        "DELETE FROM activity WHERE id = 1",
        (
            "REPLACE INTO activity (id, at, actor, kind, subject_kind, subject_id, data) "
            "SELECT id, at, 'somebody else', kind, subject_kind, subject_id, data FROM activity"
        ),
        (
            "INSERT INTO activity (id, at, actor, kind, subject_kind, subject_id, data) "
            "SELECT id, at, 'x', kind, subject_kind, subject_id, data FROM activity WHERE true "
            "ON CONFLICT (id) DO UPDATE SET actor = excluded.actor"
        ),
    ],
)
def test_history_is_only_added_to(raw: sqlite3.Connection, statement: str) -> None:
    insert(raw, "activity", id=1)
    before = raw.execute("SELECT * FROM activity").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(statement)
    assert raw.execute("SELECT * FROM activity").fetchall() == before


@pytest.mark.feature("C-14")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contact_email SET address = 'other@x.pl'",
        "UPDATE contact_email SET address_key = 'other@x.pl'",
        "UPDATE contact_email SET id = 99",
        (
            "REPLACE INTO contact_email (id, contact_id, position, address, address_key, unusable) "
            "VALUES (1, 1, 0, 'other@x.pl', 'other@x.pl', 0)"
        ),
        (
            "REPLACE INTO contact_email (contact_id, position, address, address_key, unusable) "
            "VALUES (2, 0, 'X@x.pl', 'x@x.pl', 0)"
        ),
        (
            "INSERT INTO contact_email (contact_id, position, address, address_key, unusable) "
            "VALUES (1, 0, 'x@x.pl', 'x@x.pl', 0) ON CONFLICT (address_key) DO UPDATE SET address = 'other@x.pl'"
        ),
    ],
)
def test_an_address_never_changes(raw: sqlite3.Connection, statement: str) -> None:
    insert(raw, "contact", id=2)
    insert(raw, "contact_email", id=1)
    before = raw.execute("SELECT * FROM contact_email").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="never changes"):
        raw.execute(statement)
    assert raw.execute("SELECT * FROM contact_email").fetchall() == before
    raw.execute("UPDATE contact_email SET unusable = 1, position = 3")


def definitions(connection: sqlite3.Connection) -> dict[str, str]:
    """The SQL of our tables by name."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    ours = set(metadata.tables)
    return {name: sql for name, sql in connection.execute(query) if name in ours}


def test_every_table_is_strict_and_every_constraint_has_a_name(raw: sqlite3.Connection) -> None:
    for name, sql in definitions(raw).items():
        assert sql.rstrip().endswith("STRICT"), name
        kinds = re.findall(r"(?:CONSTRAINT \w+ )?(?:PRIMARY KEY(?! AUTO)|FOREIGN KEY|UNIQUE|CHECK)\b", sql)
        assert [kind for kind in kinds if not kind.startswith("CONSTRAINT")] == [], name


def test_the_seven_stages_are_there(raw: sqlite3.Connection) -> None:
    from solartui.domain.stages import SEEDED
    from solartui.store.reading.people import stages

    assert stages(raw) == SEEDED


def test_rows_are_what_the_migrations_make(database: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import Column, Table, create_engine
    from sqlalchemy.types import TypeDecorator, TypeEngine

    def same_type(
        _context: Any, _found: Column[Any], _row: Column[Any], found: TypeEngine[Any], row: TypeEngine[Any]
    ) -> bool | None:
        plain = row.impl_instance if isinstance(row, TypeDecorator) else row
        return bool(found._type_affinity is not plain._type_affinity)

    def ours(name: str | None, kind: str, _parent: Any) -> bool:
        return kind != "table" or not (name or "").startswith("lead_search")

    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": same_type, "compare_server_default": True, "include_name": ours}
        )
        assert compare_metadata(context, metadata) == []
        fresh = Table("lead", type(metadata)(), autoload_with=connection)
        assert {index.name for index in fresh.indexes} == {index.name for index in metadata.tables["lead"].indexes}
    engine.dispose()


def normal(sql: str) -> str:
    return " ".join(sql.replace('"', "").split())


def test_models_say_the_same_as_the_migrations_word_for_word(raw: sqlite3.Connection) -> None:
    """Checks and partial indexes are beyond alembic's comparison: both ways make the same SQL."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    memory = sqlite3.connect(":memory:")
    engine = create_engine("sqlite://", creator=lambda: memory, poolclass=StaticPool)
    metadata.create_all(engine)
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    made = dict(memory.execute(query).fetchall())
    migrated = dict(raw.execute(query).fetchall())

    def parts(sql: str) -> set[str]:
        body = normal(sql).partition("(")[2].rpartition(")")[0]
        # A column that was added later says in its own line what it refers to.
        body = re.sub(r"(\w+) (\w+) (CONSTRAINT \w+) (REFERENCES \w+ \(\w+\))", r"\1 \2, \3 FOREIGN KEY(\1) \4", body)
        body = re.sub(r"(\w+ \w+) (CONSTRAINT \w+ CHECK)", r"\1, \2", body)
        return {part.strip() for part in re.split(r",\s*(?=CONSTRAINT|\w+ (?:TEXT|INTEGER|REAL|BLOB))", body)}

    for name, sql in made.items():
        assert parts(migrated[name]) == parts(sql), name
    extra = {name for name in migrated if name not in made and not name.startswith("lead_search")}
    assert extra == {
        "activity_no_delete", "activity_no_replace", "activity_no_update", "alembic_version", "contact_email_fixed",
        "contact_email_no_replace",
    }  # fmt: skip
    memory.close()
