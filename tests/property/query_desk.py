"""Random desks and random filter texts that have something to do with each other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from solartui.domain.contacts import Phone
from solartui.domain.custom_fields import COLUMNS, CustomField
from solartui.domain.places import Spot, typed_spot
from solartui.domain.query import QueryContext
from solartui.domain.query.fields import FIELDS, LEAD_FIELDS, Field, Kind
from solartui.domain.query.own_fields import with_own
from solartui.domain.stages import SEEDED
from solartui.domain.text import clean, sort_key
from solartui.store.functions import add_functions
from solartui.store.search_index import NO_FOLLOW_UP, reindex_leads
from solartui.store.times import to_text
from solartui.store.upgrade import migrate

ZONE = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)
ME = 1
OWN_FIELDS = (
    CustomField(1, "lead", "roof", "Roof covering", "choice", ("tile", "Sheet metal", "A+", "A-", "none")),
    CustomField(2, "lead", "area", "Roof area", "number"),
    CustomField(3, "lead", "signed_on", "Signed on", "date"),
    CustomField(4, "lead", "remark", "Remark", "text"),
    CustomField(5, "lead", "shaded", "Shaded", "yes_no"),
    CustomField(6, "lead", "old", "Out of use", "number", active=False),
)
CATALOGUE = with_own(LEAD_FIELDS, OWN_FIELDS)
OWN = {entry.name: entry for entry in CATALOGUE.own}
NAMES = (*FIELDS, *OWN)
CONTEXT = QueryContext(SEEDED, NOW, ZONE, ME, CATALOGUE)

WORDS = (
    "Łódź", "lodz", "Nowy Sącz", "Kraków", "krak", "Kowalska-Nowak", "nowak", "O'Brien", "Straße 5", "żółć", "zolc",
    "Ǿre", "ore", "\U00010437\U00010437x", "名前", "a_b%c", "a", "12 345", "12", "345", "archived", "me", "none", "AND",
    "OR NOT", "NEAR(x)", '"quoted"', "x\\y", "601 234 567", "30-001", "300", "0412", "04-12", "anna@example.com",
    "exam", "\u0660\u0661",
)  # fmt: skip
USERS = ("Anna Kowalska", "Piotr Żak", "Ivy Grosse-Groß")
ENTITIES = ("South branch", "Ekipa Łódź", "Solar Partner")
NUMBERS = (
    Phone("601 234 567", "+48601234567"),
    Phone("+61 412 345 678", "+61412345678"),
    Phone("0412345678"),
    Phone("22 12"),
    Phone("+48 12", None),
)

SPOTS = (
    (50.0, 20.0), (50.06, 19.94), (50.22, 19.94), (50.06, 20.28), (-33.87, 151.2), (89.99, 10.0), (-16.8, 179.99),
    (-16.8, -179.9),
)  # fmt: skip
PLACES = {"krak": Spot(50.06, 19.94), "#1": Spot(-16.8, 179.95), "30-001": Spot(50.0, 20.0), "pole": Spot(90.0, 0.0)}
DAYS = ("today", "yesterday", "tomorrow", "this-week", "last-month", "this-year", "2026-11-22", "22.11.2026", "2026-11")
AGES = ("3h", "1d", "7d", "1w", "1m", "1y", "0d")
DIGITS = ("601234567", "48601", "0412345678", "412", "none", "22-12", "+48", "04", "(0412) 34")
PEOPLE = ("me", "none", "anna", '"piotr zak"', "gross", "kowal", "south", "ekipa", "lodz", '"me"')
CHOICES = {
    "type": ("residential", "komercyjny", "ind"),
    "grid": ("on-grid", "zero", "off_grid"),
    "source": ("manual", "company_leadgen", "none"),
    "stage": ("open", "skontaktowano", "lost", "site_visit"),
    "country": ("pl", "Australia", "de", "none"),
}

EMAILS = ("anna@example.com", "jan.nowak@poczta.pl", "x_y@exam.org")
POSTCODES = ("30-001", "00-950", "3000", "SW1A 1AA")

_texts = st.one_of(st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(" ".join))
_hostile = st.text(max_size=12)
_stored = st.one_of(_texts, _hostile).map(clean)
_some_text = st.none() | _stored.filter(bool)
_ages = st.sampled_from(
    [timedelta(0), timedelta(hours=3), timedelta(days=1), timedelta(days=7), timedelta(days=30), timedelta(days=400)]
)
_ticks = st.sampled_from([timedelta(0), timedelta(microseconds=1), timedelta(microseconds=-1)])
_past = st.builds(lambda age, tick: to_text(NOW.astimezone(UTC) - age + tick), _ages, _ticks)
_around = st.builds(
    lambda age, tick, way: to_text(NOW.astimezone(UTC) + age * way + tick), _ages, _ticks, st.sampled_from([1, -1])
)
_who = st.none() | st.integers(1, len(USERS))
_degrees = st.floats(-1, 1).map(lambda part: round(part, 6))
_spots = st.tuples(_degrees.map(lambda part: 90 * part), _degrees.map(lambda part: 180 * part))

_days = st.builds(lambda age, way: (NOW.date() + age * way).isoformat(), _ages, st.sampled_from([1, -1]))
own_values = st.fixed_dictionaries(
    {},
    optional={
        1: st.sampled_from(OWN_FIELDS[0].choices),
        2: st.sampled_from([0.0, 1.0, -2.5, 50.0, 1e9]),
        3: _days,
        4: _stored.filter(bool),
        5: st.booleans(),
    },
)


def _in_place(row: dict[str, Any]) -> dict[str, Any]:
    if (spot := row.pop("located")) is not None:
        row |= {"latitude": spot[0], "longitude": spot[1]}
    row |= {"name_key": sort_key(row["name"]), "contact_key": ""}
    row["city_key"] = sort_key(row["city"] or "")
    if row["assignee_user_id"]:
        row["assignee_entity_id"] = None
    row |= {"due_key": row["next_follow_up"] or NO_FOLLOW_UP, "respond_key": row["respond_by"] or NO_FOLLOW_UP}
    return row | {"stage_since": to_text(NOW), "version": 1}


leads = st.fixed_dictionaries(
    {
        "name": _stored.filter(bool),
        "type": st.sampled_from(["residential", "commercial"]),
        "grid_connection": st.sampled_from(["on_grid", "zero_injection"]),
        "stage": st.sampled_from(["open", "contacted", "lost"]),
        "source": st.sampled_from(["company_leadgen", "manual_entities"]),
        "channel": _some_text,
        "contact_id": st.integers(1, 4),
        "street": _some_text,
        "postcode": st.none() | st.sampled_from(POSTCODES),
        "city": _some_text,
        "region": _some_text,
        "country": st.sampled_from([None, "PL", "AU", "DE"]),
        "located": st.none() | st.sampled_from(SPOTS) | _spots,
        "assignee_user_id": _who,
        "assignee_entity_id": st.none() | st.integers(1, len(ENTITIES)),
        "owner_id": _who,
        "created_by_id": _who,
        "created_entity_id": st.none() | st.integers(1, len(ENTITIES)),
        "monthly_kwh": st.sampled_from([None, 0.0, 399.5, 400.0, 1200.25]),
        "panel": st.integers(0, 1),
        "battery": st.integers(0, 1),
        "heat_pump": st.integers(0, 1),
        "score": st.sampled_from([None, 0, 50, 100]),
        "last_contacted": st.none() | _past,
        "next_follow_up": st.none() | _around,
        "respond_by": st.none() | _around,
        "converted_at": st.none() | _past,
        "archived_at": st.none() | st.none() | _past,
        "deleted_at": st.none() | st.none() | st.none() | _past,
        "created_at": _past,
        "updated_at": _past,
        "own": own_values,
    }
).map(_in_place)

contacts = st.fixed_dictionaries(
    {
        "name": _stored.filter(bool),
        "emails": st.lists(st.sampled_from(EMAILS), max_size=1),
        "phones": st.lists(st.sampled_from(NUMBERS), max_size=2),
    }
)


def where_is(place: str) -> Spot:
    """Where a place of a filter is; any other word is one, too."""
    return typed_spot(place) or PLACES.get(place) or Spot(float(len(place) % 90), 20.0)


def quoted(text: str) -> str:
    """A text as a quoted value."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def field_called(name: str) -> Field:
    """A field of the program, or of the desk's own."""
    return OWN.get(name) or FIELDS[name]


def values_of(name: str) -> list[str]:
    """Values of a field that mean something to some lead."""
    if name in OWN:
        return _values_of_own(OWN[name])
    match FIELDS[name].kind:
        case Kind.NUMBER:
            return ["1", "2", "50", "400", ">=50", "<400", "1..400", "50..", "..50"] + ["none"] * FIELDS[name].optional
        case Kind.DATE:
            late = ["late", "open", "none"]
            extra = {"due": late, "response": late, "contacted": ["never"]}.get(name, [])
            ranged = ["2026-11-01..today", "yesterday..", "..2026-10"]
            return [
                *DAYS,
                *AGES,
                *ranged,
                *extra,
                *(f"{sign}{when}" for sign in ("<", "<=", ">", ">=") for when in (*DAYS, *AGES)),
            ]
        case Kind.FLAG:
            return ["yes", "no", "any", "tak", "nie"]
        case Kind.PERSON | Kind.ENTITY:
            return [*PEOPLE]
        case Kind.PHONE:
            return [*DIGITS]
        case Kind.PLACE:
            spots = [*PLACES, "50.06,19.94", "-16.8,-179.99", "89,0"]
            return [f"{place},{km}km" for place in spots for km in (0.1, 5, 24.9, 250, 9000, 20000)]
        case Kind.TEXT:
            return [*map(quoted, WORDS), "krak", "nowak", "none", "30-001"]
        case _:
            return [*CHOICES[name]]


def _values_of_own(field: Field) -> list[str]:
    signs = ("<", "<=", ">", ">=")
    match field.kind:
        case Kind.NUMBER:
            return ["1", "-2,5", "50", "none", "<50", ">=1", "-5..1", "..0", "50..", "1000000"]
        case Kind.DAY:
            ranged = ["2026-11-01..today", "yesterday..", "..2026-10", "none", "never"]
            return [*DAYS, *AGES, *ranged, *(f"{sign}{when}" for sign in signs for when in (*DAYS, *AGES))]
        case Kind.CHOICE:
            return ["tile", "sheet", '"Sheet metal"', '"A+"', '"A-"', "a", '"none"', "none"]
        case Kind.ANSWER:
            return ["yes", "no", "tak", "nie", "none", "brak"]
        case _:
            return [*map(quoted, WORDS), "krak", "none", "30-001"]


_words = st.one_of(_texts, _hostile).map(quoted) | st.sampled_from(["krak", "nowak", "none", "30-001"])


def _of_field(name: str) -> st.SearchStrategy[str]:
    most = 1 if field_called(name).kind is Kind.PLACE else 3
    listed = st.lists(st.sampled_from(values_of(name)), min_size=1, max_size=most)
    return listed.map(",".join).map(lambda text: f"{name}:{text}")


fragments = st.one_of(
    st.sampled_from(sorted(NAMES)).flatmap(_of_field),
    _words,
    _texts,
    st.sampled_from(["archived", "#1", "601 234 567", "+48 601-234", "12 345", "0048601234567", "04", "0412 345"]),
)
signed = st.builds(lambda minus, text: ("-" if minus else "") + text, st.booleans(), fragments)
query_texts = st.lists(signed, max_size=4).map(" ".join)


def new_desk(path: Path) -> sqlite3.Connection:
    """A connection to an empty database with the real schema, the users and the entities."""
    path.touch()
    migrate(path)
    connection = sqlite3.connect(path, isolation_level=None)
    add_functions(connection)
    for number, name in enumerate(USERS, 1):
        insert(
            connection, "user_account", {"id": number, "login": name, "role": "sales", "name": name, "name_key": name}
        )
    for number, name in enumerate(ENTITIES, 1):
        insert(connection, "entity", {"id": number, "kind": "team", "name": name, "name_key": name})
    for field in OWN_FIELDS:
        values = {
            name: getattr(field, name) for name in ("id", "record", "key", "label", "kind", "position", "required")
        }
        choices = json.dumps(field.choices) if field.choices else None
        insert(connection, "custom_field", {**values, "choices": choices, "active": field.active})
    return connection


def say(connection: sqlite3.Connection, lead_id: int, values: Mapping[int, Any]) -> None:
    """What a lead says in fields of the desk's own, by their numbers."""
    for number, value in values.items():
        column = COLUMNS[OWN_FIELDS[number - 1].kind]
        insert(connection, "custom_value", {"field_id": number, "lead_id": lead_id, column: value})


def insert(connection: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> None:
    """Insert a row; keys, times and the like are filled in where the table asks for them."""
    known = {row[1]: row for row in connection.execute(f"PRAGMA table_info({table})")}
    stamp = to_text(NOW)
    given = {"name_key": "", "name_fold": "", "active": 1, "version": 1, "created_at": stamp, "updated_at": stamp}
    row = {name: value for name, value in (given | dict(values)).items() if name in known}
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def seeded(count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Contacts and leads drawn with a fixed seed from the words that filters ask for."""
    draw = Random(1)
    times = [NOW + timedelta(days=days) for days in (-800, -40, -8, -7, -2, -1, 0, 1, 3, 40)]

    def maybe(values: Sequence[Any]) -> Any:
        return draw.choice([None, *values])

    def moment() -> str:
        return to_text(draw.choice(times) + timedelta(hours=draw.choice([-3, 0, 11]), microseconds=draw.choice([0, 1])))

    people = [
        {
            "name": draw.choice(WORDS),
            "emails": draw.sample(EMAILS, draw.randint(0, 1)),
            "phones": draw.sample(NUMBERS, draw.randint(0, 2)),
        }
        for _ in range(8)
    ]
    rows = [
        {
            "name": " ".join(draw.sample(WORDS, 2)),
            "type": draw.choice(["residential", "commercial"]),
            "grid_connection": draw.choice(["on_grid", "zero_injection"]),
            "stage": draw.choice(["open", "contacted", "lost"]),
            "source": draw.choice(["company_leadgen", "manual_entities"]),
            "channel": maybe(WORDS),
            "contact_id": draw.randint(1, 8),
            "street": maybe(WORDS),
            "postcode": maybe(POSTCODES),
            "city": maybe(WORDS),
            "region": maybe(WORDS),
            "country": maybe(["PL", "AU", "DE"]),
            "located": maybe(SPOTS),
            "assignee_user_id": maybe([1, 2, 3]),
            "assignee_entity_id": maybe([1, 2, 3]),
            "owner_id": maybe([1, 2, 3]),
            "created_by_id": maybe([1, 2, 3]),
            "created_entity_id": maybe([1, 2, 3]),
            "monthly_kwh": maybe([0.0, 50.0, 399.5, 400.0]),
            "panel": draw.randint(0, 1),
            "battery": draw.randint(0, 1),
            "heat_pump": draw.randint(0, 1),
            "score": maybe([0, 1, 50, 100]),
            "last_contacted": moment() if draw.random() < 0.7 else None,
            "next_follow_up": moment() if draw.random() < 0.7 else None,
            "respond_by": moment() if draw.random() < 0.5 else None,
            "converted_at": moment() if draw.random() < 0.3 else None,
            "archived_at": moment() if draw.random() < 0.3 else None,
            "deleted_at": moment() if draw.random() < 0.1 else None,
            "created_at": moment(),
            "updated_at": moment(),
            "own": {number: value for number, value in _seeded_own(draw).items() if value is not None},
        }
        for _ in range(count)
    ]
    return people, [_in_place(row) for row in rows]


def _seeded_own(draw: Random) -> dict[int, Any]:
    days = [(NOW + timedelta(days=days)).date().isoformat() for days in (-800, -30, -8, -7, -1, 0, 1, 9, 40)]
    return {
        1: draw.choice([None, *OWN_FIELDS[0].choices]),
        2: draw.choice([None, 0.0, 1.0, -2.5, 50.0, 1e6]),
        3: draw.choice([None, *days]),
        4: draw.choice([None, *WORDS]),
        5: draw.choice([None, False, True]),
        6: draw.choice([None, None, 1.0, 50.0]),
    }


def fill(connection: sqlite3.Connection, people: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    """Store contacts and leads, and index the leads as the program does."""
    for number, contact in enumerate(people, 1):
        insert(connection, "contact", {"id": number, "kind": "person", "origin": "manual", "name": contact["name"]})
        for place, address in enumerate(contact["emails"]):
            key = f"{number}{address}"
            email = {"contact_id": number, "position": place, "address": address, "address_key": key, "unusable": 0}
            insert(connection, "contact_email", email)
        for place, phone in enumerate(contact["phones"]):
            values = {"number": phone.number, "e164": phone.e164, "digits": ""}
            insert(connection, "contact_phone", {"contact_id": number, "position": place, **values})
    for number, row in enumerate(rows, 1):
        own = row.get("own", {})
        insert(connection, "lead", {"id": number, **row})
        say(connection, number, own)
    reindex_leads(connection, range(1, len(rows) + 1))
