"""Who the customers are: people by country, and firms by what they do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from solartui.domain.demonstration.dice import Dice, by_rank
from solartui.domain.demonstration.tables import Town, pairs, sections
from solartui.domain.text import fold
from solartui.domain.vocabulary import LeadType

COUNTRIES = ("PL", "AU", "DE", "GB", "CZ", "ES")
_NAMES_IN = {"AU": "en", "GB": "en"}
_NOT_PLAIN = re.compile("[^a-z0-9]+")
_SLOT = re.compile(r"\{(\w+)\}")
_POLISH_ENDINGS = {"ski": "ska", "cki": "cka", "dzki": "dzka"}


class Part(NamedTuple):
    """A first name or a surname, with its form in an e-mail address."""

    shown: str
    plain: str


class Person(NamedTuple):
    """A man or a woman."""

    first: Part
    last: Part
    woman: bool

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.first.shown} {self.last.shown}"


def plain(text: str) -> str:
    """The letters and digits of a text as an e-mail address takes them."""
    return _NOT_PLAIN.sub("", fold(text))


def _part(text: str) -> Part:
    return Part(text, plain(text))


def feminine(surname: str) -> str:
    """A Polish surname as a woman bears it: ``Kowalski`` becomes ``Kowalska``, ``Nowak`` stays."""
    for his, hers in _POLISH_ENDINGS.items():
        if surname.endswith(his):
            return surname.removesuffix(his) + hers
    return surname


class _Book:
    """The names of one country."""

    def __init__(self, country: str) -> None:
        found = sections(_NAMES_IN.get(country, country.lower()))
        self.firsts = (by_rank([_part(n) for n in found["men"]]), by_rank([_part(n) for n in found["women"]]))
        his, hers = [], []
        for surname in found["surnames"]:
            man, _, woman = surname.partition("/")
            his.append(_part(man))
            hers.append(_part(woman or (feminine(man) if country == "PL" else man)))
        self.lasts = (by_rank(his, 3000), by_rank(hers, 3000))


class People:
    """Deals people: surnames as frequent as they are, and in the right gender."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._books = {country: _Book(country) for country in COUNTRIES}

    def person(self, country: str) -> Person:
        """Somebody from a country."""
        pick = self._dice.pick
        book = self._books[country]
        woman = self._dice.roll() < 0.46
        first, last = pick(book.firsts[woman]), pick(book.lasts[woman])
        if country == "ES":
            second = pick(book.lasts[woman])
            last = Part(f"{last.shown} {second.shown}", last.plain)
        return Person(first, last, woman)

    def surname(self, country: str) -> str:
        """A surname as firms bear it."""
        return self._dice.pick(self._books[country].lasts[0]).shown


class Firms:
    """Deals firms, schools, farms and parishes."""

    def __init__(self, dice: Dice, people: People) -> None:
        self._dice = dice
        self._people = people
        self._pools = {country: sections(country.lower()) for country in COUNTRIES}
        self._in_town = pairs(sections("pl")["locatives"])

    def name(self, kind: LeadType, town: Town) -> str:
        """The name of something of this kind that stands in a town."""
        pools = self._pools[town.country]
        pattern = self._dice.pick(pools[kind.value])
        return _SLOT.sub(lambda slot: self._fill(slot[1], town, pools), pattern)

    def mentions(self, name: str, town: Town) -> bool:
        """Whether a firm is called after its town."""
        return town.name in name or (town.name in self._in_town and self._in_town[town.name] in name)

    def _fill(self, slot: str, town: Town, pools: Mapping[str, tuple[str, ...]]) -> str:
        if slot == "surname":
            return self._people.surname(town.country)
        if slot == "town":
            return town.name
        if slot == "in_town":
            return self._in_town.get(town.name, town.name)
        if slot == "number":
            return str(self._dice.between(1, 9))
        return self._dice.pick(pools[slot])
