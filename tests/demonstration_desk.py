"""The demonstration desk as tests see it: the same on every machine and on every day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from solartui.domain.text import sort_key
from solartui.services.container import Services
from solartui.services.people import actor_for
from solartui.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

LEADS = 300
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def make_demonstration(path: Path) -> None:
    """Write a database with the demonstration desk; whoever runs the tests is its admin, Ewa Admin."""
    store = Store(str(path), clock=lambda: NOW)
    with store.begin(actor_for(store)) as work:
        named = ("ewa", "Ewa Admin", sort_key("Ewa Admin"))
        work.raw.execute("UPDATE user_account SET login = ?, name = ?, name_key = ?", named)
    Services(store, actor_for(store)).demonstration.fill(LEADS, 7)
    store.close()
