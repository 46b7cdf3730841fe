"""The store is tested with the journal that every SQLite can have; test_wal.py has the other one."""

from __future__ import annotations

import pytest

from solartui.store import journal


@pytest.fixture(autouse=True)
def rollback_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No SQLite is new enough for a write-ahead log."""
    monkeypatch.setattr(journal, "_FIRST_SAFE", (99, 0, 0))
