"""Places that a filter asks for: looked up beside the keys, as it takes the database to know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import monotonic
from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid

if TYPE_CHECKING:
    from solartui.domain.query import Query, QueryError
    from solartui.services.container import Services

_GOOD_FOR = 3.0


class NearPlaces:
    """What is known of the places that are typed: that they are there, or what is wrong with them."""

    def __init__(self) -> None:
        self._judged: dict[str, tuple[str, float]] = {}

    def unjudged(self, query: Query) -> list[str]:
        """The places of a filter that have to be looked up; what was wrong once may be right by now."""
        return [place for place in dict.fromkeys(_places(query)) if not self._fresh(place)]

    def _fresh(self, place: str) -> bool:
        why, when = self._judged.get(place, ("?", 0.0))
        return not why or monotonic() - when < _GOOD_FOR

    def learn(self, said: Mapping[str, str]) -> None:
        """Remember what was found out about places."""
        now = monotonic()
        self._judged |= {place: (why, now) for place, why in said.items()}

    def problem(self, text: str, query: Query) -> QueryError | None:
        """What is wrong with the places of a filter, where that is known."""
        for place in _places(query):
            why, _ = self._judged.get(place, ("", 0.0))
            if why:
                return _problem_at(text, place, why)
        return None


def _places(query: Query) -> Iterator[str]:
    from solartui.domain.query.ast import Near

    return (value.place for term in query.conditions("near") for value in term.values if isinstance(value, Near))


def _problem_at(text: str, place: str, why: str) -> QueryError | None:
    from solartui.domain.query.lexer import QueryError
    from solartui.domain.query.nearness import place_in

    column, length = place_in(text, place)
    return QueryError(why, column, length)


def what_is_wrong(services: Services, places: list[str]) -> dict[str, str]:
    """For each place why it cannot be asked for, empty where it can."""
    said = {}
    for place in places:
        try:
            services.places.locate(place)
        except Invalid as error:
            said[place] = error.message
        else:
            said[place] = ""
    return said
