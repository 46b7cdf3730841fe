"""Whether a lead meets a query, decided on the record itself: what every database has to agree with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from solartui.domain.contacts import Phone
from solartui.domain.leads import Lead
from solartui.domain.people import Assignee
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
from solartui.domain.query.document import begin, dialled, sections, tokens
from solartui.domain.query.fields import Field
from solartui.domain.query.nearness import Places, is_near
from solartui.domain.query.own_fields import own_holds
from solartui.domain.vocabulary import OWN, AssigneeKind

_PLACE = ("postcode", "city", "region")


class Judge:
    """Decides for one lead, with the international form of the numbers of its contact, and where places are."""

    def __init__(
        self, query: Query, lead: Lead, phones: Iterable[Phone] | None = None, places: Places | None = None
    ) -> None:
        self._places = places
        self._query = query
        self._lead = lead
        contact, address = lead.contact, lead.address
        self._sections = sections(
            name=lead.name,
            contact=contact.name,
            street=address.street,
            postcode=address.postcode,
            city=address.city,
            region=address.region,
            channel=lead.channel,
            emails=contact.emails,
            phones=[Phone(number) for number in contact.phones] if phones is None else phones,
            lead_id=lead.id,
        )

    def holds(self) -> bool:
        """Whether the lead meets every term."""
        if self._lead.archived and not self._query.asks_archived:
            return False
        return all(self._term(term) for term in self._query.terms)

    def _term(self, term: Words | Condition) -> bool:
        if isinstance(term, Words):
            return all(map(self._mentions, term.words)) is not term.negated
        entry = term.entry
        if entry.own:
            held = self._lead.custom.get(entry.name.removeprefix(OWN))
            return own_holds(term, held, self._query) is not term.negated
        return any(self._value(entry, value) for value in term.values) is not term.negated

    def _mentions(self, word: str) -> bool:
        return self._has((word,), self._sections) or self._dials(word)

    def _dials(self, digits: str) -> bool:
        return bool(dialled(digits)) and self._has((dialled(digits),), ("phone",))

    def _has(self, words: Iterable[str], wanted: Iterable[str]) -> bool:
        present = [word for section in wanted for word in self._sections[section]]
        return begin(words, present)

    def _value(self, entry: Field, value: Value) -> bool:
        match value:
            case Text() if entry.name in _NAMES:
                named = _NAMES[entry.name](self._lead)
                return named is not None and begin(value.words, tokens(named))
            case Text():
                return self._has(value.words, _PLACE if entry.name == "location" else (entry.name,))
            case Digits(digits=digits):
                return self._has((digits,), ("phone",)) or self._dials(digits)
            case Date() | DateRange():
                return self._span(entry, value).holds(_TIMES[entry.name](self._lead))
            case Me():
                who = _PEOPLE[entry.name](self._lead)
                return who is not None and who.kind is AssigneeKind.USER and who.id == self._query.me
            case Empty():
                return not _CONTENTS[entry.name](self._lead)
            case Choice(key=key):
                return _CONTENTS[entry.name](self._lead) == key
            case Answer(yes=yes):
                return bool(_CONTENTS[entry.name](self._lead)) is yes
            case Near():
                if self._places is None:
                    raise LookupError(entry.name)
                return is_near(value, self._lead.latitude, self._lead.longitude, self._places)
            case Number() | NumberRange():
                return value.holds(_NUMBERS[entry.name](self._lead))

    def _span(self, entry: Field, value: Date | DateRange) -> dates.Span:
        query = self._query
        if isinstance(value, DateRange):
            return dates.between(value.first, value.last, query.now, query.zone)
        return dates.compared(value.operator, value.when, query.now, query.zone, future=entry.future)


def matches(query: Query, lead: Lead, phones: Iterable[Phone] | None = None, places: Places | None = None) -> bool:
    """Whether a lead, not deleted, meets a query.

    Args:
        query: what is asked.
        lead: the record.
        phones: the numbers of its contact with their international form; without it, as typed.
        places: tells where the places are that are asked about; needed where there are any.
    """
    return Judge(query, lead, phones, places).holds()


def _name(who: Assignee | None) -> str | None:
    return who.name if who else None


_NAMES: Mapping[str, Callable[[Lead], str | None]] = {
    "assignee": lambda lead: _name(lead.assignee),
    "owner": lambda lead: _name(lead.owner),
    "createdby": lambda lead: _name(lead.created_by),
    "entity": lambda lead: lead.created_entity,
}
_PEOPLE: Mapping[str, Callable[[Lead], Assignee | None]] = {
    "assignee": lambda lead: lead.assignee,
    "owner": lambda lead: lead.owner,
    "createdby": lambda lead: lead.created_by,
}
_TIMES: Mapping[str, Callable[[Lead], datetime | None]] = {
    "created": lambda lead: lead.created_at,
    "updated": lambda lead: lead.updated_at,
    "contacted": lambda lead: lead.last_contacted,
    "due": lambda lead: lead.next_follow_up,
    "response": lambda lead: lead.respond_by,
}
_NUMBERS: Mapping[str, Callable[[Lead], float | None]] = {
    "id": lambda lead: lead.id,
    "kwh": lambda lead: lead.monthly_kwh,
    "score": lambda lead: lead.score,
}
# What a field holds, so that it can be found empty, or equal to a key or an answer.
_CONTENTS: Mapping[str, Callable[[Lead], object]] = {
    **_NAMES,
    "stage": lambda lead: lead.stage,
    "type": lambda lead: lead.type.value,
    "grid": lambda lead: lead.grid_connection.value,
    "source": lambda lead: lead.source.value,
    "channel": lambda lead: lead.channel,
    "country": lambda lead: lead.address.country,
    "street": lambda lead: lead.address.street,
    "city": lambda lead: lead.address.city,
    "postcode": lambda lead: lead.address.postcode,
    "region": lambda lead: lead.address.region,
    "location": lambda lead: lead.has_location,
    "email": lambda lead: lead.contact.emails,
    "phone": lambda lead: lead.contact.phones,
    "kwh": lambda lead: lead.monthly_kwh is not None,
    "score": lambda lead: lead.score is not None,
    "contacted": lambda lead: lead.last_contacted,
    "due": lambda lead: lead.next_follow_up,
    "response": lambda lead: lead.respond_by,
    "battery": lambda lead: lead.battery,
    "heatpump": lambda lead: lead.heat_pump,
    "panel": lambda lead: lead.panel,
    "converted": lambda lead: lead.converted,
    "located": lambda lead: lead.latitude is not None,
    "archived": lambda lead: lead.archived,
}
