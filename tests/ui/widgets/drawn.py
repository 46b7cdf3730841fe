"""Reading what a block draws, without a terminal: its texts, its colours, and what a click hits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Protocol

from solartui.domain.activity import Names
from solartui.domain.records import Activity, Document, Note, Subject
from solartui.domain.stages import SEEDED
from solartui.widgets.lead_snapshot import LeadSnapshot
from solartui.widgets.painted import Drawn, Zone
from solartui.widgets.parts import parts_width
from tests.ui.test_preview import lead

NOW = datetime(2026, 11, 22, 9, 40, tzinfo=UTC)
HERE = Subject("lead", 1042)
KEYS: Mapping[str, str] = MappingProxyType(
    {"lead.map": "o", "record.copy": "y", "lead.log": "a", "lead.done": "d", "lead.follow_up": "z"}
)
HOSTILE = (
    "[bold]x[/]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;cm0gLXJm\x07",
    "\x1b[2J\x1b[31mred",
    "\x9b31m",
    "a\tb\nc",
    "\u202egnp.exe",
    "👩‍👩‍👧‍👦🇵🇱1️⃣",
    "漢字かな交じり文" * 20,
    "e\u0301" * 90,
    "x" * 5000,
    "",
)


class Draws(Protocol):
    """A block."""

    zones: list[Zone]

    def lines(self, width: int) -> Sequence[Drawn]: ...


def texts(block: Draws, width: int) -> list[str]:
    """The lines of a block, without the blanks at their ends."""
    return flat(block.lines(width))


def flat(lines: Iterable[Drawn]) -> list[str]:
    """Lines as texts."""
    return ["".join(text for text, _ in parts).rstrip() for parts, _ in lines]


def tokens(lines: Iterable[Drawn], text: str) -> str:
    """The colour token of the part that has a text."""
    return next(token for parts, _ in lines for words, token in parts if text in words)


def under(block: Draws, width: int) -> dict[str, str]:
    """What stands in each clickable stretch, by its name; cells are told apart from letters."""
    rows = ["".join(text for text, _ in parts) for parts, _ in block.lines(width)]
    return {zone.name: rows[zone.y][zone.start : zone.end].strip() for zone in block.zones}


def is_plain(text: str) -> bool:
    """Whether a text has no sign that could command a terminal or join and turn its neighbours."""
    return not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in text)


def check_drawing(lines: Sequence[Drawn], width: int) -> None:
    """What holds for everything that is drawn: it fits, and it is only text."""
    for parts, _ in lines:
        words = "".join(text for text, _ in parts)
        assert is_plain(words), ascii(words)
        assert parts_width(parts) <= width, (width, words)


def activity(kind: str, hours: float = 1, actor: str = "Piotr Żak", number: int = 1, **data: Any) -> Activity:
    """Something that happened some hours ago."""
    return Activity(number, NOW - timedelta(hours=hours), actor, kind, HERE, 1, 1042, None, data)


def note(body: str, hours: float = 1, author: str = "Anna Nowak", number: int = 1, file: str = "") -> Note:
    """A note from some hours ago."""
    at = NOW - timedelta(hours=hours)
    document = Document(number, HERE, number, file, "other", 1_234_567, "", author, at) if file else None
    return Note(number, HERE, body, 1, author, at, at, 1, document)


def snapshot(notes: Sequence[Note] = (), activities: Sequence[Activity] = (), **changes: Any) -> LeadSnapshot:
    """A lead with its history; the changes are fields of the lead."""
    known = {"stage_since": NOW - timedelta(days=3), "created_at": NOW - timedelta(days=30)}
    return LeadSnapshot(
        lead=lead(**(known | changes)), names=Names(SEEDED), notes=notes, activities=activities, now=NOW
    )
