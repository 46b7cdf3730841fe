"""What leads and projects hold: the different values of a column, so that a person can choose one."""

from __future__ import annotations

import sqlite3

_LISTED = "deleted_at IS NULL AND archived_at IS NULL"
# From one key of the index to the next larger one: as many steps as there are towns, not as there are leads.
_TOWNS = f"""
WITH RECURSIVE town(key) AS (
  SELECT min(city_key) FROM lead WHERE {_LISTED} AND city_key > ''
  UNION ALL
  SELECT (SELECT min(city_key) FROM lead WHERE {_LISTED} AND city_key > town.key) FROM town WHERE town.key IS NOT NULL
)
SELECT (SELECT city FROM lead WHERE {_LISTED} AND city_key = town.key LIMIT 1)
FROM town WHERE town.key IS NOT NULL LIMIT ?
"""
_COLUMNS = frozenset({"channel", "country", "region"})
_OF_PROJECTS = frozenset({"city", "country", "region"})
# What the newest leads hold is what is asked for; looking at all of them takes seconds where there are a million.
_NEWEST = 30_000


def towns(connection: sqlite3.Connection, most: int) -> list[str]:
    """The towns of listed leads in the order of the dictionary."""
    return [town for (town,) in connection.execute(_TOWNS, (most,)) if town]


def values_of(connection: sqlite3.Connection, column: str, most: int) -> list[str]:
    """The values of a text column of the newest leads, those that are met most often first.

    Raises:
        KeyError: the column is none that has few values.
    """
    if column not in _COLUMNS:
        raise KeyError(column)
    query = (
        f"SELECT {column} FROM (SELECT {column} FROM lead WHERE {_LISTED} ORDER BY id DESC LIMIT ?) "
        f"WHERE coalesce({column}, '') <> '' GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?"
    )
    return [value for (value,) in connection.execute(query, (_NEWEST, most))]


def project_values(connection: sqlite3.Connection, column: str, most: int) -> list[str]:
    """The values of a text column of projects, those that are met most often first.

    Raises:
        KeyError: the column is none that can be asked for.
    """
    if column not in _OF_PROJECTS:
        raise KeyError(column)
    query = (
        f"SELECT {column} FROM project WHERE deleted_at IS NULL AND coalesce({column}, '') <> '' "
        f"GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?"
    )
    return [value for (value,) in connection.execute(query, (most,))]
