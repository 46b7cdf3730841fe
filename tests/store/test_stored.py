"""What writing knows of columns without the tables' classes: the same as those say."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite

from solartui.services.container import Services
from solartui.store.stored import FLAGS, INSTANTS, JSON, PLAIN, columns_of, from_stored, links_within, to_stored
from solartui.store.tables import metadata
from solartui.store.tables.columns import Flag, Instant, Json
from tests.desk import add_lead

COLUMNS = [(table.name, column) for table in metadata.tables.values() for column in table.columns]
VALUES: dict[type, Any] = {Instant: datetime(2026, 3, 1, 8, 30, tzinfo=UTC), Flag: True, Json: {"a": [1, None, "ż"]}}


def kind_of(table: str, column: str) -> type | None:
    if (table, column) in PLAIN:
        return None
    return Instant if column in INSTANTS else Flag if column in FLAGS else Json if column in JSON else None


@pytest.mark.parametrize("kind", [Instant, Flag, Json])
def test_columns_mean_what_their_classes_say(kind: type) -> None:
    said = {(table, column.name) for table, column in COLUMNS if isinstance(column.type, kind)}
    assert {(table, column.name) for table, column in COLUMNS if kind_of(table, column.name) is kind} == said


def test_no_name_is_kept_that_no_table_has() -> None:
    assert {column.name for _, column in COLUMNS} >= INSTANTS | FLAGS | JSON
    assert {(table, column.name) for table, column in COLUMNS} >= PLAIN
    assert len(INSTANTS | FLAGS | JSON) == len(INSTANTS) + len(FLAGS) + len(JSON)


def test_values_are_stored_as_their_classes_store_them() -> None:
    dialect = sqlite.dialect()
    for table, column in COLUMNS:
        value = VALUES.get(type(column.type), "as it is")
        stored = to_stored(table, column.name, value)
        if type(column.type) in VALUES:
            assert stored == column.type.process_bind_param(value, dialect)  # type: ignore[attr-defined]
        assert from_stored(table, column.name, stored) == value
        assert to_stored(table, column.name, None) is from_stored(table, column.name, None) is None


def test_a_plain_text_is_no_flag() -> None:
    assert to_stored("design", "battery", "10 kWh") == from_stored("design", "battery", "10 kWh") == "10 kWh"
    assert from_stored("lead", "battery", 1) is True


def test_columns_are_read_from_the_file(database: Path) -> None:
    raw = sqlite3.connect(database)
    for name, table in metadata.tables.items():
        assert set(columns_of(raw, name)) == set(table.columns.keys())
        within = {c.name for c in table.columns if any(link.column.table is table for link in c.foreign_keys)}
        assert set(links_within(raw, name)) == within
    assert columns_of(raw, "lead; DROP TABLE lead") == columns_of(raw, "") == []
    raw.close()


def test_what_only_changes_rows_loads_nothing_heavy(services: Services, database: Path) -> None:
    """Stages, people, follow-ups, calls, one or many, taken back and done again: the first one waits for nothing."""
    for _ in range(2):
        add_lead(services)
    code = (
        "import sys; from solartui.bootstrap import open_services;"
        f"s = open_services({str(database)!r}); a = s.lead_actions; m = s.store.clock();"
        "a.move([1], 'contacted'); a.assign([1], 'me'); a.log_contact([1], 'call', 'x'); a.follow_up([1], m, None);"
        "a.archive([1]); s.undo.undo(); s.undo.redo(); s.undo.undo(); a.move([1, 2], 'lost', 'no');"
        "a.few = 1; a.move([1, 2], 'open'); s.undo.undo(); a.delete([2]); s.undo.undo(); s.leads.get(2);"
        "print([m for m in ('sqlalchemy', 'sqlmodel', 'alembic', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
