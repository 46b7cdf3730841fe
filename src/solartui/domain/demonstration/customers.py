"""Customers: people and firms with their addresses and numbers, and those who come back after years."""

from __future__ import annotations

from typing import NamedTuple

from solartui.domain.demonstration.dice import Dice
from solartui.domain.demonstration.names import Firms, People, Person
from solartui.domain.demonstration.reach import Mailboxes, Telephones
from solartui.domain.demonstration.records import DemoContact, DemoPhone
from solartui.domain.demonstration.tables import Town
from solartui.domain.vocabulary import ContactKind, ContactOrigin, LeadType

_FARMS_RUN_BY_FAMILIES = 0.4
_NOBODY_NAMED = 0.2
_REMEMBERED = 200


class Newcomer(NamedTuple):
    """Somebody with a roof, not written down yet.

    Attributes:
        contact_id: the number that the contact of the lead will get.
        name: of that contact.
        person: whom the desk talks to.
        firm: the firm's name, None for a private person.
    """

    contact_id: int
    name: str
    person: Person
    firm: str | None

    @property
    def woman(self) -> bool:
        """Whether the desk talks to one."""
        return self.person.woman

    @property
    def signature(self) -> str:
        """How they sign a message."""
        return self.person.name


class Known(NamedTuple):
    """A customer of earlier years: what a new lead of theirs needs."""

    contact_ids: tuple[int, ...]
    name: str
    woman: bool
    kind: LeadType
    town: Town
    street: str
    postcode: str
    latitude: float
    longitude: float

    @property
    def contact_id(self) -> int:
        """The contact that leads refer to."""
        return self.contact_ids[0]

    @property
    def signature(self) -> str:
        """How they sign a message."""
        return self.name


class Customers:
    """Deals customers, and numbers their contacts."""

    def __init__(self, dice: Dice, start: int) -> None:
        self._dice = dice
        self._people = People(dice)
        self._firms = Firms(dice, self._people)
        self._mailboxes = Mailboxes(dice)
        self._telephones = Telephones(dice, start)
        self._last_id = 0
        self._known: list[Known] = []

    def newcomer(self, kind: LeadType, town: Town) -> Newcomer:
        """Somebody with a site of this kind; their contacts are the next to be asked for."""
        person = self._people.person(town.country)
        private = kind is LeadType.RESIDENTIAL
        if kind is LeadType.AGRICULTURAL:
            private = self._dice.roll() < _FARMS_RUN_BY_FAMILIES
        if private:
            return Newcomer(self._last_id + 1, person.name, person, None)
        firm = self._firms.name(kind, town)
        return Newcomer(self._last_id + 1, firm, person, firm)

    def contacts(self, who: Newcomer, town: Town, *, creator_id: int | None, at: str) -> tuple[DemoContact, ...]:
        """The contacts of a newcomer: the person, or the firm and mostly a person in it."""
        first = who.contact_id
        origin = (ContactOrigin.LEADGEN if creator_id is None else ContactOrigin.MANUAL).value
        person, company = ContactKind.PERSON.value, ContactKind.COMPANY.value
        if who.firm is None:
            self._last_id = first
            emails, phones = self._private(who.person, town, mail=creator_id is None)
            return (DemoContact(first, person, who.name, None, origin, emails, phones, creator_id, at, at),)
        domain = self._mailboxes.domain(who.firm)
        office = (self._mailboxes.office(domain, town.country),)
        phones = (self._telephones.landline(town.region, town.country),)
        firm = DemoContact(first, company, who.firm, None, origin, office, phones, creator_id, at, at)
        if self._dice.roll() < _NOBODY_NAMED:
            self._last_id = first
            return (firm,)
        self._last_id = first + 1
        own = (self._mailboxes.at_work(who.person, domain),)
        phones = (self._telephones.mobile(town.country),)
        name = who.person.name
        return firm, DemoContact(first + 1, person, name, first, origin, own, phones, creator_id, at, at)

    def _private(self, person: Person, town: Town, *, mail: bool) -> tuple[tuple[str, ...], tuple[DemoPhone, ...]]:
        roll = self._dice.roll()
        country = town.country
        emails: tuple[str, ...] = ()
        if mail or roll < 0.75:
            emails = (self._mailboxes.personal(person, country),)
            if roll > 0.96:
                emails += (self._mailboxes.personal(person, country),)
        if emails and roll < 0.04:
            return emails, ()
        phones: tuple[DemoPhone, ...] = (self._telephones.mobile(country),)
        if 0.5 < roll < 0.58:
            phones += (self._telephones.landline(town.region, country),)
        return emails, phones

    def lead_name(self, name: str, town: Town) -> str:
        """The name of a lead: its contact and its town, which is not said twice."""
        return name if self._firms.mentions(name, town) else f"{name} – {town.name}"

    def remember(self, known: Known) -> None:
        """Keep a customer of long ago in mind."""
        if len(self._known) < _REMEMBERED:
            self._known.append(known)
        else:
            self._known[int(self._dice.roll() * _REMEMBERED)] = known

    def returning(self, share: float) -> Known | None:
        """A customer of long ago who comes back, once in a while."""
        if self._dice.roll() >= share or not self._known:
            return None
        return self._known.pop(int(self._dice.roll() * len(self._known)))
