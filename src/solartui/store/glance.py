"""A look at the newest leads without anything else of the store: no checks are explained, no file is made or upgraded.

Whoever gets None here opens a `solartui.store.store.Store`, which says what is wrong or puts it right.
"""

from __future__ import annotations

import os
import sqlite3

from solartui.store.identity import APPLICATION_ID, SCHEMA_VERSION
from solartui.store.reading.lead_documents import lead_documents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Seconds. Whoever comes next has more, and says who holds the file.
_PATIENCE = 0.2
_NEWEST = """
SELECT l.id FROM lead l WHERE l.deleted_at IS NULL AND l.archived_at IS NULL
ORDER BY l.created_at DESC, l.id DESC LIMIT ?
"""
_STAGES = {"en": "SELECT key, label_en FROM lead_stage", "pl": "SELECT key, label_pl FROM lead_stage"}


def newest_leads(target: str, limit: int, language: str) -> tuple[list[dict[str, Any]], dict[str, str]] | None:
    """The documents of the newest leads, and the names of the stages in a language.

    None unless the file is a current one that needs no other journal, and the person an active user of it.
    """
    path = os.path.abspath(os.path.expanduser(target))  # noqa: PTH100, PTH111 - pathlib is slow to load
    try:
        connection = sqlite3.connect(f"file:{_quoted(path)}?mode=rw", uri=True, isolation_level=None, timeout=_PATIENCE)
    except (sqlite3.Error, ValueError):
        return None
    try:
        if not _ours(connection, os.getuid()):
            return None
        ids = [row[0] for row in connection.execute(_NEWEST, (limit,))]
        return list(lead_documents(connection, ids)), dict(connection.execute(_STAGES[language]).fetchall())
    except sqlite3.Error:
        return None
    finally:
        connection.close()


def _quoted(path: str) -> str:
    """A path inside an address of SQLite; urllib would do the same and more, and is slow to load."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _ours(connection: sqlite3.Connection, uid: int) -> bool:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    names = ("application_id", "user_version", "journal_mode")
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    if found != [APPLICATION_ID, SCHEMA_VERSION, "delete"]:
        return False
    user = connection.execute("SELECT active FROM user_account WHERE uid = ?", (uid,)).fetchone()
    return bool(user and user[0])
