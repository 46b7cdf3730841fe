"""Column values as JSON keeps them in the list of changes, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

_DIALECT = sqlite.dialect()


def to_stored(column: Column[Any], value: Any) -> Any:
    """The plain value that the database keeps for a Python value of a column."""
    kind = column.type
    return kind.process_bind_param(value, _DIALECT) if isinstance(kind, TypeDecorator) else value


def from_stored(column: Column[Any], value: Any) -> Any:
    """The Python value of a plain one."""
    kind = column.type
    return kind.process_result_value(value, _DIALECT) if isinstance(kind, TypeDecorator) else value
