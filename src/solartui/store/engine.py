"""The SQLAlchemy engine for writing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from solartui.store.beside import HELD
from solartui.store.connection import connect, take_lock


def make_engine(path: Path, patience: float) -> Engine:
    """An engine on one connection, whose transactions take the write lock at once.

    A transaction that starts as a reader and turns into a writer can be refused half-way; one that begins
    IMMEDIATE waits for its turn.
    """

    def open_connection() -> sqlite3.Connection:
        connection = connect(path, writable=True, patience=patience)
        # A bulk write that spills its cache half-way would make readers wait for its end.
        connection.execute(f"PRAGMA cache_spill = {HELD}")
        return connection

    engine = create_engine(
        "sqlite://",
        creator=open_connection,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _take_the_lock(connection: Connection) -> None:
        take_lock(cast("sqlite3.Connection", connection.connection.driver_connection), patience)

    return engine
