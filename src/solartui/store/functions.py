"""What SQL can ask of Python on every connection."""

from __future__ import annotations

import sqlite3

from solartui.domain.places import distance_km
from solartui.domain.text import fold

KM = "km_between"
FOLDED = "folded"
BEGIN = "words_begin"


def add_functions(connection: sqlite3.Connection) -> None:
    """Let SQL on this connection call our functions."""
    connection.create_function(KM, 4, _km, deterministic=True)
    connection.create_function(FOLDED, 1, _folded, deterministic=True)
    connection.create_function(BEGIN, 2, _begin, deterministic=True)


def _folded(text: str | None) -> str:
    """A text without case and diacritics."""
    return fold(text) if text else ""


def _begin(text: str | None, words: str) -> bool:
    """Whether each of some words, with blanks between them, begins a word of a text."""
    from solartui.domain.query.document import begin, tokens

    return text is not None and begin(words.split(), tokens(text))


def _km(latitude: float | None, longitude: float | None, north: float, east: float) -> float | None:
    """Kilometres from one place to another; nothing where the first is not known."""
    if latitude is None or longitude is None:
        return None
    return distance_km((latitude, longitude), (north, east))
