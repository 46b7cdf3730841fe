"""How customers are reached: e-mail addresses that cannot exist, and numbers of valid form.

The top-level domain ``.example`` is reserved (RFC 2606), so that no mail from a demonstration can reach anybody.
"""

from __future__ import annotations

import re

from solartui.domain.demonstration.dice import Dice
from solartui.domain.demonstration.names import Person
from solartui.domain.demonstration.records import DemoPhone
from solartui.domain.text import fold

_NOT_PLAIN = re.compile("[^a-z0-9]+")
_MAILBOXES = {
    "PL": ("poczta.example", "poczta.example", "skrzynka.example", "listy.example"),
    "AU": ("mail.example", "post.example"),
    "GB": ("mail.example", "post.example"),
    "DE": ("brief.example", "mail.example"),
    "CZ": ("posta.example", "mail.example"),
    "ES": ("correo.example", "mail.example"),
}
_DESKS = {"PL": ("biuro", "kontakt", "sekretariat"), "DE": ("info", "kontakt"), "ES": ("info", "correo")}
_CODES = {"PL": "48", "AU": "61", "GB": "44", "DE": "49", "CZ": "420", "ES": "34"}

# Ranges as prefixes, number of further digits and grouping in print, used one after the other. Numbers set apart for
# drama come first where a country has them (ACMA 0491 57x xxx, Ofcom 020 7946 0xxx, Bundesnetzagentur 030 23125 xxx).
_THREES = (3, 3, 3)
_Range = tuple[tuple[str, ...], int, tuple[int, ...]]
_MOBILES: dict[str, tuple[_Range, ...]] = {
    "PL": ((("51", "60", "66", "50", "69", "72", "78", "88", "53", "79", "57", "73"), 7, _THREES),),
    "AU": ((("49157",), 4, _THREES), (("40", "41", "42", "43"), 7, _THREES)),
    "GB": ((("2079460",), 3, (2, 4, 4)), (("7400", "7500"), 6, (4, 6))),
    "DE": ((("3023125",), 3, (2, 8)), (("1520", "1570", "1760"), 7, (4, 7))),
    "CZ": ((("601", "603", "607", "731", "773"), 6, _THREES),),
    "ES": ((("600", "611", "622", "644", "655"), 6, _THREES),),
}
_TOWN_CODES = {
    "małopolskie": ("12", "12", "14", "18"), "śląskie": ("32", "33", "34"), "podkarpackie": ("17", "13", "16"),
    "świętokrzyskie": ("41",), "lubelskie": ("81", "84"), "mazowieckie": ("22", "22", "48", "24"),
    "łódzkie": ("42", "44"), "wielkopolskie": ("61", "62"), "dolnośląskie": ("71", "74"), "opolskie": ("77",),
    "kujawsko-pomorskie": ("52", "56"), "pomorskie": ("58", "59"), "zachodniopomorskie": ("91", "94"),
    "warmińsko-mazurskie": ("89", "55"), "podlaskie": ("85", "86"), "lubuskie": ("68", "95"),
}  # fmt: skip
_STRIDE = 61_803_397  # prime, so that it walks through every number of a range before one comes again


def _size(numbers: _Range) -> int:
    size: int = len(numbers[0]) * 10 ** numbers[1]
    return size


def slug(name: str) -> str:
    """The name of a firm as a domain label."""
    return _NOT_PLAIN.sub("-", fold(name)).strip("-")[:50].strip("-")


def _grouped(digits: str, sizes: tuple[int, ...]) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(digits[start : start + size])
        start += size
    return " ".join(parts)


class Mailboxes:
    """Gives every person and every firm an address of its own."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._people: dict[tuple[str, str], int] = {}
        self._firms: dict[str, int] = {}

    def personal(self, person: Person, country: str) -> str:
        """A private address."""
        return f"{self._local(person)}@{self._dice.pick(_MAILBOXES[country])}"

    def at_work(self, person: Person, domain: str) -> str:
        """An address at the person's firm."""
        return f"{self._local(person)}@{domain}"

    def office(self, domain: str, country: str) -> str:
        """The general address of a firm."""
        return f"{self._dice.pick(_DESKS.get(country, ('info', 'office')))}@{domain}"

    def domain(self, firm: str) -> str:
        """A domain for a firm; the second firm of a name gets another one."""
        label = slug(firm)
        count = self._firms[label] = self._firms.get(label, 0) + 1
        return f"{label}.example" if count == 1 else f"{label}-n{count}.example"

    def _local(self, person: Person) -> str:
        first, last = person.first.plain, person.last.plain
        # A "Thomas Ryan" and a "Ryan Thomas" could otherwise meet in one address.
        key = (first, last) if first < last else (last, first)
        count = self._people[key] = self._people.get(key, 0) + 1
        roll = self._dice.roll()
        if roll < 0.65:
            local = f"{first}.{last}"
        elif roll < 0.8:
            local = f"{first}{last}"
        else:
            local = f"{first}_{last}" if roll < 0.9 else f"{last}.{first}"
        return local if count == 1 else f"{local}{count}"


class Telephones:
    """Gives out numbers, none twice before a country's ranges are used up."""

    def __init__(self, dice: Dice, start: int) -> None:
        self._dice = dice
        self._start = 7_919 * (start + 1)
        self._given = dict.fromkeys(_CODES, 0)

    def mobile(self, country: str) -> DemoPhone:
        """A mobile number, or a number from a range set apart for drama."""
        count = self._given[country]
        self._given[country] = count + 1
        ranges = _MOBILES[country]
        place = 0
        while place < len(ranges) - 1 and count >= _size(ranges[place]):
            count -= _size(ranges[place])
            place += 1
        prefixes, digits, groups = ranges[place]
        which, rest = divmod((count + self._start) * _STRIDE % _size(ranges[place]), 10**digits)
        return self._phone(country, f"{prefixes[which]}{rest:0{digits}d}", groups)

    def landline(self, region: str, country: str) -> DemoPhone:
        """A number of the town network; outside Poland a mobile one."""
        codes = _TOWN_CODES.get(region)
        if codes is None:
            return self.mobile(country)
        national = f"{self._dice.pick(codes)}{self._dice.between(2_000_000, 9_999_999)}"
        return DemoPhone(_grouped(national, (2, 3, 2, 2)), f"+48{national}")

    def _phone(self, country: str, national: str, groups: tuple[int, ...]) -> DemoPhone:
        code = _CODES[country]
        shown = _grouped(national, groups)
        if country == "AU":
            return DemoPhone(f"0{shown}", f"+{code}{national}")
        if country == "PL" and self._dice.roll() < 0.4:
            return DemoPhone(shown, f"+{code}{national}")
        return DemoPhone(f"+{code} {shown}", f"+{code}{national}")
