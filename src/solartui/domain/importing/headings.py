"""What a heading says beside the name of its field: of which record, for which time, in which unit."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from solartui.domain.importing.fields import CONSUMPTION
from solartui.domain.text import words

_PERSON = "person|osoba|contact|kontakt|klient|client|customer|inwestor"
_COMPANY = "organization|organisation|organizacja|company|firma"
_LEAD = "lead|deal|szansa sprzedaży|szansa"
# Other programs put the record before its field: "Person - Name", "Szansa sprzedaży - Tytuł".
_OF_RECORD = re.compile(
    rf"(?:(?P<contact_name>{_PERSON})|(?P<company>{_COMPANY})|(?P<name>{_LEAD}))\s+[-–]\s+(?P<field>.+)", re.IGNORECASE
)
_CALLED = frozenset({"name", "nazwa", "title", "tytul"})

_ENERGY = frozenset({"monthly_kwh", "annual_kwh", *CONSUMPTION})
# Beside "use" these tell that it is no energy, or its price.
_NOT_ENERGY = frozenset(
    words(
        "zł zl pln eur euro usd aud gbp czk brutto netto koszt koszty cost bill rachunek rachunki gaz gazu gas "
        "woda wody water paliwo paliwa fuel węgiel węgla coal pellet pelletu opał opału gj l litr litry litrów"
    )
)
_YEAR = ("rok", "rocz", "annual", "year")
_MONTH = ("mies", "month")
_OTHER_TIME = (
    "kwart",
    "quarter",
    "dzien",
    "dob",
    "daily",
    "day",
    "tydz",
    "tyg",
    "week",
    "polroc",
    "dwumies",
    "bimonth",
)
_MANY = range(2, 25)
_CALENDAR = re.compile(r"(?:19|20)\d\d")


def of_record(heading: str) -> tuple[str, str | None] | None:
    """The field that a heading names behind its record, and what it means where that is the name of the record.

    ``Person - Phone`` is ``("Phone", None)``, ``Person - Name`` is ``("Name", "contact_name")``.
    """
    found = _OF_RECORD.fullmatch(heading.strip())
    if found is None:
        return None
    record = next(key for key in ("contact_name", "company", "name") if found[key])
    called = words(found["field"])
    return found["field"], record if len(called) == 1 and called[0] in _CALLED else None


def in_megawatt_hours(heading: str) -> bool:
    """Whether the numbers under a heading are thousands of kilowatt-hours."""
    return "mwh" in _split(heading)


def contradicts(heading: str, key: str) -> bool:
    """Whether a heading speaks of money, of another fuel or of another time than a field of energy."""
    if key not in _ENERGY:
        return False
    said = _split(heading)
    if not _NOT_ENERGY.isdisjoint(said):
        return True
    if key in CONSUMPTION:
        return False
    if "m3" in said or _begins(said, _OTHER_TIME):
        return True
    # "Zużycie 2025" is that of a year.
    year = _begins(said, _YEAR) or any(_CALENDAR.fullmatch(word) for word in said)
    month = _begins(said, _MONTH) or ("m" in said and "c" in said)
    if month and key == "monthly_kwh" and any(word.isdecimal() and int(word[:3]) in _MANY for word in said):
        return True
    return (year and not month) if key == "monthly_kwh" else (month and not year)


@cache
def _split(heading: str) -> frozenset[str]:
    return frozenset(words(heading))


def _begins(said: Collection[str], beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in said)
