"""A desk whose every text is hostile, as if it had been written past our own front door."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from solartui.services.container import Services

TEXTS = (
    "[/]",
    "[@click=app.quit]x[/]",
    "[bold red]Fett[/bold red]",
    "[link=https://evil.example]y[/link]",
    "\x1b]52;c;ZXZpbA==\x07 bell",
    "\x1b]52;c;ZXZpbA==\x1b\\ terminator",
    "\x1b]0;titled\x07",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[31mred\x1b[5n",
    "\x9b31mC1 \x85 \x90q\x9c",
    "a\nb\tc\rd\x0be",
    "\u202eREDRO \u2066isolate",
    "zero\u200bwidth\ufeff\u2060",
    "e\u0301" * 60,
    "👩‍👩‍👧 family 🇵🇱 1️⃣ 👍🏽",
    "太陽" * 40,
    "x" * 5_000,
    "Z" + "\u0300" * 200,
    "{lead.__class__} %s %(x)s {0} $x ${x}",
    "'; DROP TABLE lead; --",
    "=cmd|' /C calc'!A0",
    "\u00a0",
    "Żółć – Łódź",
)
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_COLUMNS = {
    "lead": "name channel street postcode city region country follow_up_note lost_reason",
    "contact": "name",
    "contact_phone": "number",
    "note": "body",
    "document": "name",
    "project": "name street postcode city region country metering_point",
    "entity": "name",
    "user_account": "name",
    "change": "actor",
}


def spoil(services: Services) -> None:
    """Put hostile texts into every field of every record, and hostile history beside what there is."""
    texts = _texts()
    with services.store.begin(services.actor) as work:
        raw = work.raw
        for table, columns in _COLUMNS.items():
            assignments = ", ".join(f'"{column}" = ?' for column in columns.split())
            for (number,) in raw.execute(f'SELECT id FROM "{table}"').fetchall():
                values = [next(texts) for _ in columns.split()]
                raw.execute(f'UPDATE "{table}" SET {assignments} WHERE id = ?', (*values, number))
        _add_addresses(raw, texts)
        _add_history(raw, texts)
        _add_own_fields(raw, texts)


def _add_own_fields(raw: Connection, texts: Iterator[str]) -> None:
    """Fields of the desk's own with hostile names, choices and values, on every record."""
    stamp = "2026-11-20T10:00:00.000000Z"
    for record in ("lead", "contact", "project"):
        kinds = {"text": "text", "number": "number", "date": "day", "choice": "text", "yes_no": "flag"}
        for place, (kind, column) in enumerate(kinds.items(), 1):
            choices = json.dumps([next(texts) for _ in range(4)]) if kind == "choice" else None
            made = raw.execute(
                "INSERT INTO custom_field (record, key, label, kind, choices, required, position, active, created_at, "
                "updated_at, version) VALUES (?, ?, ?, ?, ?, 0, ?, 1, ?, ?, 1)",
                (record, f"own_{kind}", next(texts), kind, choices, place, stamp, stamp),
            )
            for (number,) in raw.execute(f'SELECT id FROM "{record}" WHERE id % 3 > 0').fetchall():
                values = {"number": -1.5e300, "day": "0001-02-30", "flag": number % 2}
                raw.execute(
                    f"INSERT INTO custom_value (field_id, {record}_id, {column}) VALUES (?, ?, ?)",
                    (made.lastrowid, number, values.get(column) if column in values else next(texts)),
                )


def _texts() -> Iterator[str]:
    # A step that shares no factor with the number of texts, so that neighbours and columns differ.
    return (TEXTS[place * 7 % len(TEXTS)] for place in count())


def _add_addresses(raw: Connection, texts: Iterator[str]) -> None:
    for (number,) in raw.execute("SELECT id FROM contact").fetchall():
        raw.execute(
            "INSERT INTO contact_email (contact_id, position, address, address_key, unusable) VALUES (?, 9, ?, ?, 0)",
            (number, next(texts), f"hostile{number}"),
        )


def _add_history(raw: Connection, texts: Iterator[str]) -> None:
    def data() -> dict[str, object]:
        text = texts.__next__
        return {
            "note_added": {"text": text()},
            "moved": {"from": text(), "to": text(), "reason": text()},
            "assigned": {"from": {"kind": "user", "id": 1, "name": text()}, "to": None},
            "edited": {"changes": [["name", text(), text()], [text(), None, [text()]]]},
            "follow_up_set": {"at": text(), "note": text()},
            "document_added": {"name": text(), "size": 12},
            "imported": {"file": text(), "row": 3},
            "never_heard_of": {"text": text()},
        }

    for lead, contact in raw.execute("SELECT id, contact_id FROM lead").fetchall():
        for kind, made in data().items():
            raw.execute(
                "INSERT INTO activity (at, actor, kind, subject_kind, subject_id, lead_id, contact_id, data) "
                "VALUES ('2026-11-20T10:00:00.000000Z', ?, ?, 'lead', ?, ?, ?, ?)",
                (next(texts), kind, lead, lead, contact, json.dumps(made)),
            )
