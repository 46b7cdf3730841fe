"""Times as the database keeps them: UTC, text of one fixed form, so that their order is the order of the text."""

from __future__ import annotations

from datetime import UTC, datetime

NEVER = "9"
"""Sorts behind every time."""


def to_text(moment: datetime) -> str:
    """``2026-11-22T09:30:00.000000Z`` for an aware `moment`."""
    if moment.tzinfo is None:
        raise ValueError("a time without zone")
    # Unlike strftime, isoformat always writes a year with four digits.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def from_text(text: str) -> datetime:
    """The aware UTC time of a stored text."""
    return datetime.fromisoformat(text)


def maybe_from_text(text: str | None) -> datetime | None:
    """As `from_text`, for a column that may be empty."""
    return None if text is None else datetime.fromisoformat(text)
