"""Bringing a database file to the schema of this program: one transaction, after a verified backup."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.domain.errors import Unavailable
from solartui.i18n import tr
from solartui.store.connection import APPLICATION_ID, PATIENCE, SCHEMA_VERSION, FileState, connect, inspect_file
from solartui.store.failures import translating
from solartui.store.files import drop_part, make_folder, new_part, present, put_in_place, shown

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_MIGRATIONS = Path(__file__).parent / "migrations"


def _engine(connection: sqlite3.Connection) -> Engine:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    # No reset on return: the transaction is this module's, not the pool's.
    return create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None)


def migrate(path: Path, patience: float = PATIENCE) -> None:
    """Run every migration that the file lacks, all of them or none."""
    # Loaded before the lock is taken: others wait for it.
    import alembic.command
    import alembic.config  # noqa: F401

    import solartui.store.tables  # noqa: F401

    raw = connect(path, writable=True, patience=patience)
    try:
        raw.execute("PRAGMA foreign_keys = OFF")  # tables are rebuilt; the check follows before the commit
        # Entering this block rolls back, and so does leaving it: the transaction lies inside.
        with _engine(raw).connect() as connection:
            raw.execute("BEGIN EXCLUSIVE")
            _run_migrations(connection)
            broken = len(raw.execute("PRAGMA foreign_key_check").fetchall())
            if broken:
                name = shown(path)
                raise Unavailable(tr("The upgrade of {path} was taken back: {n} broken links.", path=name, n=broken))
            raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            raw.execute("COMMIT")
    finally:
        raw.close()


def _run_migrations(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def create_database(path: Path) -> None:
    """Make a new database, which gets its name when it is complete; an existing file of that name stays.

    Its mode is 0600, or 0660 in a group's shared folder, whatever the umask; folders that are missing get 0700.
    """
    make_folder(path.parent)
    part = path
    try:
        part = new_part(path)
        with translating(part, writing=True):
            migrate(part)
        put_in_place(part, path)
    except OSError as error:
        raise Unavailable(tr("{path} cannot be made: {why}", path=shown(path), why=error.strerror)) from error
    finally:
        if part is not path:
            drop_part(part)


def ensure_schema(path: Path, *, create: bool = True, patience: float = PATIENCE) -> tuple[FileState, Path | None]:
    """Make sure that the file exists and has this program's schema.

    Returns:
        What the file is now, and the backup that was made where an older schema had to be upgraded.
    """
    if create and not present(path):
        create_database(path)
    state = inspect_file(path, patience)
    if state.schema_version == SCHEMA_VERSION:
        return state, None
    from solartui.store.backup import backup_before

    with translating(path, writing=True):
        kept = backup_before(path, "upgrade")
        migrate(path, patience)
    return inspect_file(path, patience), kept
