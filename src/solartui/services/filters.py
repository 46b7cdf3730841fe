"""Filters of lists: understood, put into words, shown as a panel, and what can be chosen for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection

from solartui.domain.errors import Invalid
from solartui.domain.people import Entity, User
from solartui.domain.query import Condition, Query, QueryContext, QueryError, parse
from solartui.domain.query.ast import Near, Text
from solartui.domain.query.document import begin, tokens
from solartui.domain.query.fields import Kind
from solartui.domain.query.lexer import MAX_LENGTH, without
from solartui.domain.query.nearness import place_in
from solartui.domain.query.spoken import Spoken, spoken
from solartui.domain.stages import Stage
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.query_context import contact_context, lead_context, project_context
from solartui.store.reading import people as people_reading
from solartui.store.reading import values

_MOST = 20_000
_FEW = 60
# How long a list of towns is good enough to choose from.
_FRESH = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen for a filter, as far as the desk's own words go."""

    stages: Sequence[Stage]
    users: Sequence[User]
    entities: Sequence[Entity]


class FilterService:
    """What a filter text means to the person at the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guard = threading.Lock()
        self._kept: dict[str, tuple[datetime, list[str]]] = {}

    def context(self) -> QueryContext:
        """What a filter text needs to be understood here and now."""
        with self._desk.reading() as connection:
            return self._context(connection)

    def _context(self, connection: Connection) -> QueryContext:
        return lead_context(self._desk, connection)

    def query(self, text: str) -> Query:
        """The meaning of a filter text.

        Raises:
            QueryError: it cannot be read.
        """
        return parse(text, self.context())

    def words(self, text: str) -> list[Spoken]:
        """Each condition of a filter text in the words of the person.

        Raises:
            QueryError: it cannot be read.
        """
        context = self.context()
        return [spoken(term, context.stages) for term in parse(text, context).terms]

    def mended(self, text: str) -> tuple[str, list[str]]:
        """A filter text that was good once, without what no longer means anything.

        Returns:
            the text that can be read, and a sentence about everything that is not what it was.
        """
        context, said = self.context(), []
        if len(text) > MAX_LENGTH:
            return "", [tr("This filter is too long.")]
        while True:
            try:
                query = parse(text, context)
                self._locate(text, query)
            except QueryError as error:
                said.append(error.why)
                text = without(text, error.column)
            else:
                return text, [*said, *self._gone(query)]

    def _locate(self, text: str, query: Query) -> None:
        """Look up the places that are asked for.

        Raises:
            QueryError: one of them is not known any more.
        """
        asked = list(query.conditions("near"))
        if not asked:
            return
        from solartui.services.places import PlaceService

        for term in asked:
            for value in term.values:
                if isinstance(value, Near):
                    try:
                        PlaceService(self._desk).locate(value.place)
                    except Invalid as error:
                        raise QueryError(error.message, *place_in(text, value.place)) from None

    def _gone(self, query: Query) -> Iterator[str]:
        """Sentences about the people who are asked for and do not exist."""
        asked = [
            (value, term.field)
            for term in query.terms
            if isinstance(term, Condition) and term.entry.kind in {Kind.PERSON, Kind.ENTITY}
            for value in term.values
            if isinstance(value, Text)
        ]
        choices = self.choices() if asked else None
        for value, field in asked:
            assert choices is not None
            users = [] if field == "entity" else [user.name for user in choices.users]
            entities = [one.name for one in choices.entities] if field in {"entity", "assignee"} else []
            if not any(begin(value.words, tokens(name)) for name in (*users, *entities)):
                yield tr("Nobody is called {name} any more.", name=value.text[:40])

    def choices(self) -> Choices:
        """Stages, users and entities, those too that are no longer active."""
        with self._desk.reading() as connection:
            return Choices(
                people_reading.stages(connection),
                people_reading.users(connection),
                people_reading.entities(connection),
            )

    def values(self, field: str) -> Sequence[str]:
        """Values that leads hold in a field: towns, regions, channels or countries; none for other fields."""
        match field:
            case "city" | "location":
                return self._fresh("city", lambda connection: values.towns(connection, _MOST))
            case "region" | "channel" | "country":
                return self._fresh(field, lambda connection: values.values_of(connection, field, _FEW))
            case _:
                return ()

    def _fresh(self, name: str, read: Callable[[Connection], list[str]]) -> Sequence[str]:
        now = self._desk.store.clock()
        with self._guard:
            kept = self._kept.get(name)
        if kept is not None and now - kept[0] < _FRESH:
            return kept[1]
        with self._desk.reading() as connection:
            found = read(connection)
        with self._guard:
            self._kept[name] = now, found
        return found


class ProjectFilters(FilterService):
    """What a filter of projects means."""

    def _context(self, connection: Connection) -> QueryContext:
        return project_context(self._desk, connection)

    def values(self, field: str) -> Sequence[str]:
        """Values that projects hold in a field: towns, regions or countries; none for other fields."""
        if field not in {"city", "region", "country"}:
            return ()
        return self._fresh(field, lambda connection: values.project_values(connection, field, _MOST))


class ContactFilters(FilterService):
    """What a filter of contacts means."""

    def _context(self, connection: Connection) -> QueryContext:
        return contact_context(self._desk, connection)

    def values(self, field: str) -> Sequence[str]:
        """None: what contacts hold is typed."""
        return ()
