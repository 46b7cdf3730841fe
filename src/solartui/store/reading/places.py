"""Where places are, as far as the database knows: by postcodes that an admin brought in, and by leads."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from solartui.domain.places import Spot, place_key
from solartui.domain.query.document import plain_words, token

_FEW = 400


class Postcode(NamedTuple):
    """One place of a postcode."""

    country: str
    code: str
    place: str
    region: str
    latitude: float
    longitude: float

    @property
    def spot(self) -> Spot:
        """Where it is."""
        return Spot(self.latitude, self.longitude)

    @property
    def text(self) -> str:
        """The place in words: ``32-020 Wieliczka, małopolskie, PL``."""
        return ", ".join(part for part in (f"{self.code} {self.place}", self.region, self.country) if part)


_COLUMNS = "country, code, place, region, latitude, longitude"


def code_key(postcode: str) -> str:
    """The key under which spellings of a postcode are one: ``30001`` and ``30-001``."""
    return place_key(postcode).replace(" ", "")


def postcodes(connection: sqlite3.Connection, code: str, country: str | None) -> list[Postcode]:
    """The places of a postcode."""
    query = f"SELECT {_COLUMNS} FROM postcode WHERE code_key = ? AND country = coalesce(?, country) ORDER BY id LIMIT ?"
    return [Postcode(*row) for row in connection.execute(query, (code_key(code), country, _FEW))]


def places_called(connection: sqlite3.Connection, name: str, country: str | None) -> list[Postcode]:
    """The places of a name that postcodes are known of."""
    named = "place_key = ? AND country = coalesce(?, country)"
    query = f"SELECT {_COLUMNS} FROM postcode WHERE {named} ORDER BY id LIMIT ?"
    return [Postcode(*row) for row in connection.execute(query, (place_key(name), country, _FEW))]


def nearest_postcode(connection: sqlite3.Connection, spot: Spot, degrees: float) -> list[Postcode]:
    """The places of postcodes within some degrees of a place."""
    query = f"SELECT {_COLUMNS} FROM postcode WHERE latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? LIMIT ?"
    box = (spot.latitude - degrees, spot.latitude + degrees, spot.longitude - degrees, spot.longitude + degrees)
    return [Postcode(*row) for row in connection.execute(query, (*box, _FEW))]


def known_countries(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """The countries whose postcodes are known, with how many there are."""
    return connection.execute("SELECT country, count(*) FROM postcode GROUP BY country ORDER BY country").fetchall()


def lead_spot(connection: sqlite3.Connection, lead_id: int) -> tuple[str, Spot | None] | None:
    """Name and place of a lead; None where there is no such lead."""
    query = "SELECT name, latitude, longitude FROM lead WHERE id = ? AND deleted_at IS NULL"
    row = connection.execute(query, (lead_id,)).fetchone()
    if row is None:
        return None
    return row[0], None if row[1] is None else Spot(row[1], row[2])


def leads_of_postcode(connection: sqlite3.Connection, postcode: str) -> list[Spot]:
    """Where leads are that have this postcode; a few of them."""
    return _leads_with(connection, "postcode", postcode)


def leads_of_town(connection: sqlite3.Connection, town: str) -> list[Spot]:
    """Where leads are that are in this town, in whatever spelling; a few of them."""
    return _leads_with(connection, "city", town)


def _leads_with(connection: sqlite3.Connection, column: str, value: str) -> list[Spot]:
    words = " AND ".join(f'"{token(word)}"' for word in plain_words(value))
    if not words:
        return []
    query = (
        f"SELECT l.latitude, l.longitude, l.{column} FROM lead l WHERE l.id IN (SELECT rowid FROM lead_search "
        "WHERE lead_search MATCH ?) AND l.deleted_at IS NULL AND l.latitude IS NOT NULL LIMIT ?"
    )
    rows = connection.execute(query, (words, _FEW)).fetchall()
    return [Spot(north, east) for north, east, held in rows if place_key(held or "") == place_key(value)]
