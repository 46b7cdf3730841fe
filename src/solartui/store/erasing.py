"""Taking everything about one person out of the database: rows, history, search texts, and what undo has kept.

What leads, projects and money teach the desk stays: stages, towns, uses, prices, days. What tells who it was goes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, Text

from solartui.i18n import tr
from solartui.store.keys import keys_of
from solartui.store.packs import read_pack
from solartui.store.search_index import reindex_contacts
from solartui.store.stored import to_json
from solartui.store.tables import metadata
from solartui.store.tables.columns import Json
from solartui.store.times import to_text
from solartui.store.work import Work

GONE = "…"
_SHORTEST = 5
# Tables that are seen to by name, or that hold nothing of customers.
_APART = frozenset(
    {
        "activity", "change", "change_item", "change_pack", "contact", "contact_email", "contact_phone", "custom_value",
        "document", "document_content", "entity", "erasure", "lead", "note", "project", "user_account",
    }
)  # fmt: skip
# Columns of any other table in which somebody wrote something about a customer.
_WRITTEN = frozenset(
    {
        "body", "comment", "data", "error", "label", "message", "note", "reason", "recipient", "sent_to", "signed_by",
        "subject", "text", "values",
    }
)  # fmt: skip
# Kinds of activities whose data say nothing about a customer, with the keys that stay.
_KEPT_DATA = {"moved": ("from", "to"), "assigned": ("from", "to"), "converted": ("project",), "archived": ()}
_OF_PERSON: dict[str, tuple[str, ...]] = {
    "contact": ("middle_name", "gender", "birth_date", "passport", "licence", "login", "login_key", "company_id",
                "external_id"),
    "lead": ("street", "postcode", "latitude", "longitude", "follow_up_note", "lost_reason", "external_id"),
    "project": ("street", "postcode", "latitude", "longitude", "metering_point", "outcome_reason"),
}  # fmt: skip
# Answers that rules ask for: without them a project that was lost or failed would come to life again.
_KEPT_ANSWERS = {
    "project_event": ("stage", "outcome"),
    "project_task": ("result", "quote_needs_update", "approved"),
}
_TOLD = ("name", "text", "gone", "project_name", "reason", "note", "file")
_SWEPT: dict[str, tuple[str, ...]] = {
    "note": ("body",),
    "lead": ("name", "follow_up_note", "lost_reason", "channel"),
    "project": ("name",),
    "document": ("name",),
    "saved_view": ("name", "query"),
    "preference": ("value",),
    "activity": ("data",),
    "change": ("data",),
    "change_item": ("before", "after"),
}


@dataclass(slots=True)
class Trace:
    """What belongs to one person.

    Attributes:
        ids: the rows of each table.
        words: what tells who it was: names, addresses, numbers, in all spellings that were ever stored.
        places: streets, names and meters of their leads and projects, which may be others', too.
    """

    ids: dict[str, set[int]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def add(self, table: str, numbers: Iterable[int]) -> None:
        """Remember rows."""
        self.ids.setdefault(table, set()).update(numbers)

    def of(self, table: str) -> str:
        """The rows of a table as JSON, for ``json_each``."""
        return json.dumps(sorted(self.ids.get(table, ())))


def trace(raw: sqlite3.Connection, contact_id: int) -> Trace:
    """Find everything that belongs to a person."""
    found = Trace()
    merged = (
        "WITH RECURSIVE gone(id) AS (SELECT ? UNION "
        "SELECT c.id FROM contact c JOIN gone ON c.merged_into_id = gone.id) SELECT id FROM gone"
    )
    found.add("contact", _column(raw, merged, contact_id))
    contacts = found.of("contact")
    found.add("lead", _column(raw, f"SELECT id FROM lead WHERE contact_id IN {_EACH}", contacts))
    own = (
        "SELECT p.id FROM project p WHERE p.lead_id IN (SELECT value FROM json_each(?1)) OR (p.id IN "
        "(SELECT project_id FROM project_contact WHERE contact_id IN (SELECT value FROM json_each(?2))) "
        "AND NOT EXISTS (SELECT 1 FROM project_contact o WHERE o.project_id = p.id "
        "AND o.contact_id NOT IN (SELECT value FROM json_each(?2))))"
    )
    found.add("project", _column(raw, own, found.of("lead"), contacts))
    _follow_links(raw, found)
    found.words = {word for word in _words(raw, found) if len(word) >= 2}
    for table, columns in (("lead", "name, street"), ("project", "name, street, metering_point")):
        for row in raw.execute(f"SELECT {columns} FROM {table} WHERE id IN {_EACH}", (found.of(table),)):
            found.places.update(word for word in row if word and len(word) >= _SHORTEST)
    return found


_EACH = "(SELECT value FROM json_each(?))"


def _column(raw: sqlite3.Connection, query: str, *params: Any) -> list[int]:
    return [row[0] for row in raw.execute(query, params).fetchall()]


def _follow_links(raw: sqlite3.Connection, found: Trace) -> None:
    """Whatever refers to a row of the person's is theirs, too, and so on."""
    following = True
    while following:
        following = False
        for table, column, target in _links():
            if target not in found.ids or (table == target) or table in {"contact", "lead", "project"}:
                continue
            query = f"SELECT id FROM {table} WHERE {column} IN {_EACH}"
            new = set(_column(raw, query, found.of(target))) - found.ids.get(table, set())
            if new:
                found.add(table, new)
                following = True


def _links() -> Iterator[tuple[str, str, str]]:
    for table in metadata.sorted_tables:
        if table.name in {"change", "change_item", "change_pack", "activity", "erasure", "user_account"}:
            continue
        for column in table.columns:
            for link in column.foreign_keys:
                if link.column.name == "id" and link.column.table.name not in {"user_account", "entity", "change"}:
                    yield table.name, column.name, link.column.table.name


def _words(raw: sqlite3.Connection, found: Trace) -> Iterator[str]:
    """What was ever stored of names, addresses and numbers, and what the history tells of them."""
    contacts = found.of("contact")
    columns = "name, middle_name, login, passport, licence"
    for row in raw.execute(f"SELECT {columns} FROM contact WHERE id IN {_EACH}", (contacts,)):
        yield from filter(None, row)
    for query in (
        f"SELECT address, address_key FROM contact_email WHERE contact_id IN {_EACH}",
        f"SELECT number, e164, digits FROM contact_phone WHERE contact_id IN {_EACH}",
    ):
        for row in raw.execute(query, (contacts,)):
            yield from filter(None, row)
    query = (
        f"SELECT i.before, i.after FROM change_item i WHERE i.table_name = 'contact' AND i.row_id IN {_EACH} "
        f"UNION ALL SELECT i.before, i.after FROM change_item i WHERE i.table_name IN ('contact_email', "
        f"'contact_phone') AND json_extract(i.before, '$.contact_id') IN {_EACH}"
    )
    for texts in raw.execute(query, (contacts, contacts)):
        for text in filter(None, texts):
            held = json.loads(text)
            keys = ("name", "middle_name", "login", "passport", "licence", "address", "number", "e164", "digits")
            yield from (str(held[key]) for key in keys if held.get(key))


def erase(work: Work, contact_id: int, progress: Callable[[int, int], None]) -> dict[str, int]:
    """Take everything about a person out, inside a unit of work.

    Returns:
        How many rows of what were emptied or removed.
    """
    raw = work.raw
    raw.execute("PRAGMA secure_delete = ON")
    steps: tuple[Callable[[], object], ...]
    found = trace(raw, contact_id)
    (number,) = raw.execute(
        "INSERT INTO erasure (contact_id, at, user_id, uid, actor, under_way, removed) VALUES (?, ?, ?, ?, ?, 1, '{}') "
        "RETURNING id",
        (contact_id, to_text(work.now), work.actor.user_id, work.actor.uid, work.actor.name),
    ).fetchone()
    steps = (
        lambda: _empty_history(raw, found),
        lambda: _empty_changes(raw, found),
        lambda: _empty_others(raw, found),
        lambda: _remove_writing(raw, found),
        lambda: _empty_records(work, found),
        lambda: raw.execute("DELETE FROM place_answer"),  # kept only to save questions; a street may stand there
        lambda: _sweep(raw, found),
        lambda: raw.execute("INSERT INTO lead_search (lead_search) VALUES ('optimize')"),
    )
    for place, step in enumerate(steps):
        progress(place, len(steps))
        step()
    counts = {table: len(ids) for table, ids in found.ids.items() if ids}
    raw.execute("UPDATE erasure SET under_way = 0, removed = ? WHERE id = ?", (to_json(counts), number))
    return counts


def _empty_history(raw: sqlite3.Connection, found: Trace) -> None:
    where = f"contact_id IN {_EACH} OR lead_id IN {_EACH} OR project_id IN {_EACH}"
    subjects = (found.of("contact"), found.of("lead"), found.of("project"))
    for number, kind, data in raw.execute(f"SELECT id, kind, data FROM activity WHERE {where}", subjects).fetchall():
        kept = _KEPT_DATA.get(kind)
        held = json.loads(data)
        left = {"erased": True} if kept is None else {key: held[key] for key in kept if key in held}
        raw.execute("UPDATE activity SET data = ? WHERE id = ?", (to_json(left), number))


def _empty_changes(raw: sqlite3.Connection, found: Trace) -> None:
    """What undo kept of these rows goes; a change of nothing else can no longer be taken back."""
    changes: set[int] = set()
    for table, ids in found.ids.items():
        items = raw.execute(
            f"SELECT id, change_id, before IS NULL FROM change_item WHERE table_name = ? AND row_id = last_id "
            f"AND row_id IN {_EACH}",
            (table, json.dumps(sorted(ids))),
        ).fetchall()
        for number, change_id, _created in items:
            if raw.execute("SELECT 1 FROM change_pack WHERE item_id = ?", (number,)).fetchone():
                continue
            raw.execute(
                "UPDATE change_item SET before = CASE WHEN before IS NULL THEN NULL ELSE '{}' END, "
                "after = CASE WHEN after IS NULL THEN NULL ELSE '{}' END WHERE id = ?",
                (number,),
            )
            changes.add(change_id)
        _empty_packs(raw, table, ids)
    told = "SELECT DISTINCT change_id FROM activity WHERE (contact_id IN {e} OR lead_id IN {e} OR project_id IN {e})"
    subjects = (found.of("contact"), found.of("lead"), found.of("project"))
    named = set(_column(raw, told.format(e=_EACH), *subjects)) - {None}
    raw.execute(f"UPDATE change SET undoable = 0 WHERE id IN {_EACH}", (json.dumps(sorted(changes)),))
    for number in changes | named:
        kind, data = raw.execute("SELECT kind, data FROM change WHERE id = ?", (number,)).fetchone()
        if kind != "import":
            raw.execute("UPDATE change SET data = ? WHERE id = ?", (to_json(_untold(json.loads(data))), number))


def _untold(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a change without what it says about a person."""
    left: dict[str, Any] = {}
    for key, value in data.items():
        left[key] = _untold(value) if isinstance(value, dict) else GONE if key in _TOLD and value else value
    return left


def _empty_packs(raw: sqlite3.Connection, table: str, ids: set[int]) -> None:
    """Take rows out of packs in which many others stay."""
    first, last = min(ids, default=0), max(ids, default=0)
    query = (
        "SELECT i.id FROM change_item i JOIN change_pack p ON p.item_id = i.id WHERE i.table_name = ? "
        "AND i.row_id <= ? AND i.last_id >= ?"
    )
    for (number,) in raw.execute(query, (table, last, first)).fetchall():
        pack = read_pack(raw, number)
        if pack is None or ids.isdisjoint(pack.ids):
            continue
        left = pack.only([place for place, row_id in enumerate(pack.ids) if row_id not in ids])
        if left.ids:
            values = (left.pressed(), len(left.ids), number)
            raw.execute("UPDATE change_pack SET body = ?, rows = ? WHERE item_id = ?", values)
        else:
            raw.execute("DELETE FROM change_pack WHERE item_id = ?", (number,))
            raw.execute("DELETE FROM change_item WHERE id = ?", (number,))


def _texts(table: Table) -> list[str]:
    """The columns of a table that hold text of people, not times or words of the program."""
    return [
        column.name
        for column in table.columns
        if not column.primary_key and not column.foreign_keys and type(column.type) in {Json, Text}
    ]


def _empty_others(raw: sqlite3.Connection, found: Trace) -> None:
    """Tables of proposals, tasks and all that refers to the person in some way."""
    for name, ids in found.ids.items():
        if name in _APART or not ids:
            continue
        table = metadata.tables[name]
        for column in _texts(table):
            if column == "data" and name in _KEPT_ANSWERS:
                _keep_answers(raw, name, found)
            elif column in _WRITTEN and table.c[column].nullable:
                raw.execute(f"UPDATE {name} SET {column} = NULL WHERE id IN {_EACH}", (found.of(name),))
        _replace(raw, name, _texts(table), found.words | found.places, f"id IN {_EACH}", found.of(name))


def _keep_answers(raw: sqlite3.Connection, table: str, found: Trace) -> None:
    """Leave of the answers only those that rules ask for."""
    rows = raw.execute(f"SELECT id, data FROM {table} WHERE data IS NOT NULL AND id IN {_EACH}", (found.of(table),))
    for number, text in rows.fetchall():
        kept = {key: value for key, value in json.loads(text).items() if key in _KEPT_ANSWERS[table]}
        raw.execute(f"UPDATE {table} SET data = ? WHERE id = ?", (to_json(kept) if kept else None, number))


def _replace(
    raw: sqlite3.Connection, table: str, columns: Iterable[str], words: Iterable[str], where: str, *params: Any
) -> None:
    """Put a sign in the place of words, in some columns of some rows."""
    names = list(columns)
    wanted = sorted(set(words), key=len, reverse=True)
    if not names or not wanted:
        return
    query = f"SELECT id, {', '.join(names)} FROM {table} WHERE {where}"
    for number, *texts in raw.execute(query, params).fetchall():
        cleaned = [_without(text, wanted) for text in texts]
        if cleaned != texts:
            sets = ", ".join(f"{name} = ?" for name in names)
            raw.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*cleaned, number))


def _without(text: Any, words: Iterable[str]) -> Any:
    if not isinstance(text, str):
        return text
    for word in words:
        text = text.replace(word, GONE).replace(json.dumps(word, ensure_ascii=False)[1:-1], GONE)
    return text


def _remove_writing(raw: sqlite3.Connection, found: Trace) -> None:
    """Addresses, numbers, own fields, notes and files go as a whole."""
    raw.execute(f"UPDATE document SET note_id = NULL WHERE note_id IN {_EACH}", (found.of("note"),))
    digests = [
        row[0] for row in raw.execute(f"SELECT sha256 FROM document WHERE id IN {_EACH}", (found.of("document"),))
    ]
    for table in ("document", "note", "custom_value", "contact_email", "contact_phone"):
        raw.execute(f"DELETE FROM {table} WHERE id IN {_EACH}", (found.of(table),))
    for digest in digests:
        raw.execute(
            "DELETE FROM document_content WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM document WHERE sha256 = ?)",
            (digest, digest),
        )


def _empty_records(work: Work, found: Trace) -> None:
    names = {"contact": tr("Erased person {id}"), "lead": tr("Lead {id}"), "project": tr("Project {id}")}
    for table, columns in _OF_PERSON.items():
        for number in sorted(found.ids.get(table, ())):
            values: dict[str, Any] = dict.fromkeys(columns)
            values["name"] = names[table].format(id=number)
            row = work.load(table, number) or {}
            keys = keys_of(work.raw, table, {**row, **values}) if table != "contact" else {}
            stored = {key: value for key, value in keys.items() if key in {"name_key", "name_fold"}}
            stored |= values
            if table == "contact":
                own = keys_of(work.raw, "contact", {**row, **values})
                stored |= own | {"erased_at": to_text(work.now)}
            sets = ", ".join(f"{name} = ?" for name in stored)
            work.raw.execute(
                f"UPDATE {table} SET {sets}, version = version + 1, updated_at = ? WHERE id = ?",
                (*stored.values(), to_text(work.now), number),
            )
    _let_rest(work, found)
    reindex_contacts(work.raw, sorted(found.ids["contact"]))


def _let_rest(work: Work, found: Trace) -> None:
    """Nobody is to be called back: no follow-up, and leads without a project leave the lists."""
    work.raw.execute(
        "UPDATE lead SET next_follow_up = NULL, due_key = '9', respond_by = NULL, respond_key = '9' "
        f"WHERE id IN {_EACH}",
        (found.of("lead"),),
    )
    work.raw.execute(
        f"UPDATE lead SET archived_at = ? WHERE id IN {_EACH} AND archived_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM project p WHERE p.lead_id = lead.id AND p.deleted_at IS NULL)",
        (to_text(work.now), found.of("lead")),
    )
    # Fingerprints of an address could be guessed.
    where = f"key LIKE 'site:%' AND project_id IN {_EACH}"
    work.raw.execute(f"DELETE FROM site_claim WHERE {where}", (found.of("project"),))


def _sweep(raw: sqlite3.Connection, found: Trace) -> None:
    """Where others wrote of the person: addresses and long numbers, and the full name where nobody else has it."""
    from solartui.store.keys import folded

    words = []
    for word in found.words:
        if len(word) < _SHORTEST or (" " not in word and word.isalpha()):
            continue
        query = "SELECT 1 FROM contact WHERE name_fold = ? LIMIT 1"
        if raw.execute(query, (folded(word),)).fetchone() is None:
            words.append(word)
    if not words:
        return
    for table, columns in _SWEPT.items():
        hits = " OR ".join(f"instr({column}, ?)" for column in columns for _ in words)
        _replace(raw, table, columns, words, hits, *(word for _ in columns for word in words))
