"""From a query to SQL text: columns from fixed tables, every value bound.

Text is looked for in the full-text index, which narrows by whole words; a filter on one field then looks for the
sign of its section (see `solartui.domain.query.document`) in the text of the few rows that are left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from solartui.domain.people import Entity, User
from solartui.domain.places import Spot
from solartui.domain.query import dates
from solartui.domain.query.ast import (
    Answer,
    Choice,
    Condition,
    Date,
    DateRange,
    Digits,
    Empty,
    Me,
    Near,
    Number,
    NumberRange,
    Query,
    Text,
    Value,
    Words,
)
from solartui.domain.query.document import SIGNS, begin, dialled, token, tokens
from solartui.domain.query.fields import Kind
from solartui.domain.query.nearness import Places
from solartui.store.conditions import Piece, compared, within
from solartui.store.keys import NO_FOLLOW_UP
from solartui.store.lists import NO_TOWN
from solartui.store.nearness import near_condition
from solartui.store.own_fields import own_condition
from solartui.store.times import NEVER

# Condition on the lead `l` that the full-text index holds its words.
_MATCHING = "l.id IN (SELECT rowid FROM lead_search WHERE lead_search MATCH ?)"

# The indexed text of the lead `l`, for looking into it row by row; it stands in the table behind the index, which is
# read twice as fast as the index itself.
_TEXT = "EXISTS (SELECT 1 FROM lead_search_content s WHERE s.id = l.id AND {tests})"
_ANY_SIGN = "*[" + "".join(sorted(SIGNS.values(), reverse=True)) + "]"

_COLUMNS: Mapping[str, str] = {
    "id": "l.id",
    "stage": "l.stage",
    "type": "l.type",
    "grid": "l.grid_connection",
    "source": "l.source",
    "country": "l.country",
    "kwh": "l.monthly_kwh",
    "score": "l.score",
    "created": "l.created_at",
    "updated": "l.updated_at",
    "contacted": "l.last_contacted",
    "due": "l.due_key",
    "response": "l.respond_key",
    "owner": "l.owner_id",
    "createdby": "l.created_by_id",
    "entity": "l.created_entity_id",
}
# Yes and no, each in the form that the indexes of listed leads are made for.
_ANSWERS: Mapping[str, tuple[str, str]] = {
    "battery": ("l.battery = 1", "l.battery = 0"),
    "heatpump": ("l.heat_pump = 1", "l.heat_pump = 0"),
    "panel": ("l.panel = 1", "l.panel = 0"),
    "located": ("l.latitude IS NOT NULL", "l.latitude IS NULL"),
    "converted": ("l.converted_at IS NOT NULL", "l.converted_at IS NULL"),
    "archived": ("l.archived_at IS NOT NULL", "l.archived_at IS NULL"),
}
_EMPTY: Mapping[str, str] = {
    "assignee": "l.assignee_user_id IS NULL AND l.assignee_entity_id IS NULL",
    "channel": "coalesce(l.channel, '') = ''",
    "street": "coalesce(l.street, '') = ''",
    "city": NO_TOWN,
    "postcode": "coalesce(l.postcode, '') = ''",
    "region": "coalesce(l.region, '') = ''",
    "location": (
        "(l.latitude IS NULL OR l.longitude IS NULL) AND coalesce(l.city, '') = '' AND coalesce(l.postcode, '') = ''"
    ),
    "due": f"l.due_key = '{NO_FOLLOW_UP}'",
    "response": f"l.respond_key = '{NEVER}'",
    "email": "NOT EXISTS (SELECT 1 FROM contact_email e WHERE e.contact_id = l.contact_id)",
    "phone": "NOT EXISTS (SELECT 1 FROM contact_phone p WHERE p.contact_id = l.contact_id)",
}
# Keys that an index holds: text that sorts behind every date stands for none.
_KEYS = {"l.due_key": NO_FOLLOW_UP, "l.respond_key": NEVER}
_LOCATION = ("postcode", "city", "region")


@dataclass(frozen=True, slots=True)
class People:
    """Who can be named in a query, active or not."""

    users: Sequence[User]
    entities: Sequence[Entity]


@dataclass(frozen=True, slots=True)
class Sql:
    """A condition on the table lead, which goes by the alias l, with ``?`` for each of `params`.

    Attributes:
        match: what the full-text index is asked for to narrow the rows; empty where it is not asked, or only for
            words of one letter, which many leads have.
        origin: the place that the leads are near, where the query asks for that.
    """

    where: str
    params: tuple[object, ...]
    match: str = ""
    origin: Spot | None = None


def compile_query(
    query: Query,
    *,
    people: Callable[[], People] | None = None,
    places: Places | None = None,
    probing: bool = False,
) -> Sql:
    """The SQL condition that holds for the leads that a query means; deleted leads never do.

    Args:
        query: a parsed query.
        people: reads who can be named; called only where the query names somebody.
        places: tells where places are; called only where the query names one.
        probing: whether text is looked for row by row, in the text of the row, and not in the full-text index.

    Raises:
        LookupError: the query names somebody or a place, and `people` or `places` is not given.
        Invalid: it names a place that is not known.
    """
    compiler = _Compiler(query, people, places, probing=probing)
    for term in query.terms:
        compiler.term(term)
    return Sql(" AND ".join(compiler.parts), tuple(compiler.params), compiler.match, compiler.origin)


class _Compiler:
    def __init__(
        self, query: Query, people: Callable[[], People] | None, places: Places | None, *, probing: bool
    ) -> None:
        self._query = query
        self._probing = probing
        self._people = people
        self._known: People | None = None
        self._places = places
        self.origin: Spot | None = None
        self.parts = ["l.deleted_at IS NULL"]
        self.params: list[object] = []
        self.match = ""
        if not query.asks_archived:
            self.add("l.archived_at IS NULL")
        if not probing:
            self._narrow()

    def _narrow(self) -> None:
        """One look into the full-text index for all that it can tell.

        Words of one letter would make it put together long lists; beside longer ones they are left to the rows. It
        does not know which of its digits are those of a telephone: where that matters the rows are asked, too.
        """
        wanted = [term for term in self._query.terms if not term.negated]
        long = [m for term in wanted if (m := _match(term, shortest=2))]
        self.match = " AND ".join(long)
        narrowing = self.match or " AND ".join(m for term in wanted if (m := _match(term)))
        if narrowing:
            self.add(_MATCHING, narrowing)
        words = [word for term in wanted if isinstance(term, Words) for word in term.words]
        asked = [word for word in words if dialled(word) or (self.match and len(token(word)) < 2)]
        if asked:
            self._look_for(asked)

    def _look_for(self, words: Sequence[str], sign: str = "") -> None:
        sql, patterns = _having(words)
        self.add(sign + sql, *patterns)

    def add(self, sql: str, *params: object) -> None:
        self.parts.append(sql)
        self.params += params

    def term(self, term: Words | Condition) -> None:
        if isinstance(term, Words):
            if self._probing:
                self._look_for(term.words, "NOT " if term.negated else "")
            elif term.negated:
                sql, patterns = _having(word for word in term.words if dialled(word))
                further = f" AND {sql}" if patterns else ""
                self.add(f"NOT ({_MATCHING}{further})", _all_of(term.words), *patterns)
            return
        if term.entry.kind is Kind.FLAG and len(term.values) > 1:
            return  # yes or no: every lead is one of them
        if term.entry.own:
            sql, params = own_condition("lead", "l.id", term, self._query, by_row=self._probing)
            self.add(f"({sql})", *params)
            return
        sql, params = self._condition(term)
        # A comparison with an empty column is neither true nor false; its negation has to hold.
        self.add(f"({sql}) IS NOT TRUE" if term.negated else f"({sql})", *params)

    def _condition(self, term: Condition) -> Piece:
        """Any of the values; keys and plain numbers stand together in one list."""
        parts: list[str] = []
        params: list[object] = []
        listed = [held for value in term.values if (held := _listed(value)) is not None]
        if listed:
            parts.append(_in(_COLUMNS[term.field], listed))
            params += listed
        for value in term.values:
            if _listed(value) is None:
                sql, values = self._value(term, value)
                parts.append(sql)
                params += values
        return " OR ".join(parts), params

    def _value(self, term: Condition, value: Value) -> Piece:
        field = term.field
        match value:
            case Empty():
                return _EMPTY.get(field) or f"{_COLUMNS[field]} IS NULL", []
            case Answer(yes=yes):
                return _ANSWERS[field][0 if yes else 1], []
            case Me():
                return f"{'l.assignee_user_id' if field == 'assignee' else _COLUMNS[field]} = ?", [self._query.me]
            case Text() if term.entry.kind in {Kind.PERSON, Kind.ENTITY}:
                return self._named(term, value.words)
            case Text() | Digits():
                return self._section(term, value)
            case Date() | DateRange():
                return within(_COLUMNS[field], self._span(term, value), _KEYS.get(_COLUMNS[field]))
            case Number() | NumberRange():
                return compared(_COLUMNS[field], value)
            case Choice(key=key):
                return f"{_COLUMNS[field]} = ?", [key]
            case Near():
                return self._near(term, value)

    def _near(self, term: Condition, value: Near) -> Piece:
        if self._places is None:
            raise LookupError(value.place)
        spot = self._places(value.place)
        if not term.negated:
            self.origin = self.origin or spot
        return near_condition(spot, value.km)

    def _section(self, term: Condition, value: Text | Digits) -> Piece:
        """A filter on one field of the indexed text."""
        signs = [SIGNS[name] for name in (_LOCATION if term.field == "location" else (term.field,))]
        tests, params = [], []
        for word in _words_of(value):
            begun = [f"{sign}{token(word)}" for sign in signs]
            if isinstance(value, Digits) and dialled(word):
                begun += [f"{sign}{dialled(word)}" for sign in signs]
            tests.append("(" + " OR ".join("s.c0 LIKE ?" for _ in begun) + ")")
            params += [f"%{piece}%" for piece in begun]
        sql = _TEXT.format(tests=" AND ".join(tests))
        if self._probing:
            return sql, [*params]
        # Where the common full-text expression does not narrow the rows, this filter brings its own.
        if term.negated or _match(term) is None:
            return f"({_MATCHING} AND {sql})", [_all_of(_words_of(value)), *params]
        return sql, [*params]

    def _named(self, term: Condition, words: tuple[str, ...]) -> Piece:
        """A filter on a name: the tables of users and entities are small, so their rows are told by id."""
        if self._people is None:
            raise LookupError(term.field)
        if self._known is None:
            self._known = self._people()
        people = self._known
        users, entities = _called(people.users, words), _called(people.entities, words)
        if term.field == "assignee":
            sql = f"{_in('l.assignee_user_id', users)} OR {_in('l.assignee_entity_id', entities)}"
            return sql, [*users, *entities]
        ids = entities if term.entry.kind is Kind.ENTITY else users
        return _in(_COLUMNS[term.field], ids), [*ids]

    def _span(self, term: Condition, value: Date | DateRange) -> dates.Span:
        query = self._query
        if isinstance(value, DateRange):
            return dates.between(value.first, value.last, query.now, query.zone)
        return dates.compared(value.operator, value.when, query.now, query.zone, future=term.entry.future)


def _in(column: str, ids: Sequence[object]) -> str:
    if not ids:
        return "FALSE"
    return f"{column} IN ({', '.join('?' * len(ids))})"


def _called(records: Sequence[User] | Sequence[Entity], words: tuple[str, ...]) -> list[int]:
    return [record.id for record in records if begin(words, tokens(record.name))]


def _words_of(value: Text | Digits) -> tuple[str, ...]:
    return value.words if isinstance(value, Text) else (value.digits,)


def _all_of(words: Iterable[str]) -> str:
    """A full-text expression: every word, quoted, begins a word of the lead; a number may lack the zero of dialling."""
    return " AND ".join(
        f'("{word}"* OR "{dialled(word)}"*)' if dialled(word) else f'"{token(word)}"*' for word in words
    )


def _having(words: Iterable[str]) -> tuple[str, list[str]]:
    """A condition that the indexed text of the lead has all of these words."""
    patterns = [_patterns(word) for word in words]
    tests = " AND ".join(f"({' OR '.join('s.c0 GLOB ?' for _ in either)})" for either in patterns)
    return _TEXT.format(tests=tests), [pattern for either in patterns for pattern in either]


def _patterns(word: str) -> list[str]:
    """What the indexed text of a lead looks like that has a word."""
    found = [f"{_ANY_SIGN}{token(word)}*"]
    return [*found, f"*{SIGNS['phone']}{dialled(word)}*"] if dialled(word) else found


def _match(term: Words | Condition, shortest: int = 1) -> str | None:
    """What the full-text index must hold of a term, where it can tell; words that are too short are left out."""
    if isinstance(term, Words):
        return _all_of(word for word in term.words if len(token(word)) >= shortest) or None
    if term.entry.own or term.entry.kind not in {Kind.TEXT, Kind.PHONE}:
        return None
    values = [_all_of(_words_of(value)) for value in term.values if isinstance(value, Text | Digits)]
    if len(values) < len(term.values) or any(len(value) < shortest + 3 for value in values):
        return None
    return values[0] if len(values) == 1 else "(" + " OR ".join(f"({value})" for value in values) + ")"


def _listed(value: Value) -> object:
    """What stands in an IN list for a value, or None."""
    if isinstance(value, Choice):
        return value.key
    return value.number if isinstance(value, Number) and value.operator == "=" else None
