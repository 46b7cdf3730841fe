"""Column types that STRICT tables of SQLite accept and that keep their meaning elsewhere."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import REAL, Dialect, Integer, MetaData, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from solartui.store.stored import to_json
from solartui.store.times import from_text, to_text

# Every constraint gets a name, so that a later migration can drop or rebuild it.
SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

STRICT: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}
STRICT_KEYED: dict[str, Any] = {"sqlite_strict": True}

Real = REAL


class Instant(TypeDecorator[datetime]):
    """An aware time, stored as UTC text of fixed form."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """The stored text of a time."""
        return None if value is None else to_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """The time of a stored text."""
        return None if value is None else from_text(value)


class Flag(TypeDecorator[bool]):
    """Yes or no, stored as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:
        """True or False."""
        return None if value is None else bool(value)


class Json(TypeDecorator[Any]):
    """A JSON value, stored as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        """The JSON text of a value."""
        return None if value is None else to_json(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        """The value of a JSON text."""
        return None if value is None else json.loads(value)
