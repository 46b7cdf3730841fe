"""The SQLAlchemy engine for writing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from solartui.store.connection import connect


def make_engine(path: Path) -> Engine:
    """An engine on one connection, whose transactions take the write lock at once.

    A transaction that starts as a reader and turns into a writer can be refused half-way; one that begins
    IMMEDIATE waits for its turn.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, writable=True),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _take_the_lock(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
