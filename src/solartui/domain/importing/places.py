"""Where a site is: postcodes that lost their dash, coordinates in one cell, addresses on one line."""

from __future__ import annotations

import re

from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import (
    LONGEST_LINE,
    Cell,
    as_text,
    line,
    no_date,
    refuse_errors,
    says_nothing,
)
from solartui.domain.importing.countries import code_of
from solartui.domain.importing.numbers import degrees
from solartui.domain.leads import Address
from solartui.domain.places import sided, spot_of_angles
from solartui.domain.text import clean, fold
from solartui.i18n import tr

_POLISH_POSTCODE = re.compile(r"(\d{2})\s?[-_\u2010-\u2015\u2212]?\s?(\d{3})", re.ASCII)
# Forms of advertisements write this before a postcode.
_FROM_FORM = re.compile(r"z:\w[\w -]{2,9}")
_POSTCODE_AND_TOWN = re.compile(r"(?:[A-Z]{1,2}-)?(?P<code>\d{2}[-–]\d{3}|\d{4,6})\s+(?P<town>[^\d].*)")
_WITHIN = re.compile(r"(?P<street>.*?)[\s,]+(?P<code>\d{2}-\d{3})\s+(?P<town>[^\d,]+.*)")
_STREET = re.compile(r"(?:ul|al|os|pl|rondo|plac|aleja|osiedle|street|st)\b", re.IGNORECASE)
_REGIONS = frozenset(
    {"dolnoslaskie", "kujawsko-pomorskie", "lubelskie", "lubuskie", "lodzkie", "malopolskie", "mazowieckie", "opolskie",
     "podkarpackie", "podlaskie", "pomorskie", "slaskie", "swietokrzyskie", "warminsko-mazurskie", "wielkopolskie",
     "zachodniopomorskie"}
)  # fmt: skip
_DECIMAL = re.compile(
    r"(?<!\d)(?P<degrees>[-+]?(?:\d{1,3}[.,]\d+|\d{1,3}(?![.,]?\d)))\s*°?\s*(?:(?P<side>[NSEW])\b)?", re.IGNORECASE
)
_WORD = re.compile(r"\w")
_CODE = re.compile(r"[A-Z]{2}")
_LINE_END = re.compile(r"\s*,?\s*[\r\n\v\f\x85\u2028]+\s*")
# A street that follows its town without a comma, and says that it is one.
_TOWN_AND_STREET = re.compile(r"(?P<town>\D+?)\s+(?P<street>(?:ul|al|os|pl)\.\s?\S.*)", re.IGNORECASE)
# Coordinates where an address is expected: both with decimals, so that no house number is taken for them.
_PAIR = re.compile(
    r"\(?\s*[-+]?\d{1,2}[.,]\d{3,}\s*°?\s*[NS]?\s*[,;/ ]\s*[-+]?\d{1,3}[.,]\d{3,}\s*°?\s*[EW]?\s*\)?", re.IGNORECASE
)
# A link to a map, as telephones share it.
_LINK = re.compile(r"https?://\S*?map\S*?[@=/](?P<pair>-?\d{1,2}\.\d+(?:,|%2C)\+?-?\d{1,3}\.\d+)", re.IGNORECASE)


def postcode(cell: Cell, country: str) -> str | None:
    """A postcode; a Polish one gets back the dash and the zero that a spreadsheet took: 2677 is 02-677.

    Raises:
        Invalid: it is an error value or a date.
    """
    text = line(no_date(cell))
    if text is not None and _FROM_FORM.fullmatch(text):
        text = text[2:]
    if text is None or country != "PL":
        return text
    if text.isdecimal() and len(text) in {3, 4} and not isinstance(cell, str):
        text = text.zfill(5)
    found = _POLISH_POSTCODE.fullmatch(text.removeprefix("'"))
    return f"{found[1]}-{found[2]}" if found else text


def on_one_line(cell: Cell) -> Cell:
    """An address as on an envelope, with commas where its lines end."""
    return _LINE_END.sub(", ", cell.strip()) if isinstance(cell, str) else cell


def place_in(text: str) -> tuple[float, float] | None:
    """The coordinates that stand where an address is expected, by themselves or in a link to a map."""
    link = _LINK.match(text[:LONGEST_LINE])
    if link is None and _PAIR.fullmatch(text) is None:
        return None
    try:
        return coordinates(text)
    except Invalid:
        return None


def coordinates(cell: Cell) -> tuple[float, float] | None:
    """Latitude and longitude from one cell: ``50.06, 19.94``, ``50,06; 19,94``, ``50°03'41"N 19°56'18"E``.

    Raises:
        Invalid: there are not just two numbers in it, or they are no place on earth.
    """
    if says_nothing(cell):
        return None
    refuse_errors(cell)
    text = clean(as_text(cell))
    if link := _LINK.match(text[:LONGEST_LINE]):
        text = re.sub(r"%2C|\+", ",", link["pair"], flags=re.IGNORECASE).replace(",,", ",")
    parts: list[float] = [*(spot_of_angles(text) or ())]
    if not parts and not _WORD.search(_DECIMAL.sub("", text)):
        parts = _decimals(text)
    if len(parts) != 2:
        raise Invalid(tr("{text} is no pair of coordinates; write it like 50.0619, 19.9368.", text=text[:40]))
    return placed(degrees(parts[0], 90), degrees(parts[1], 180))


def _decimals(text: str) -> list[float]:
    """The numbers of a text; those that say so, north or south first."""
    found = list(_DECIMAL.finditer(text))
    if [(number["side"] or "").upper() in {"E", "W"} for number in found] == [True, False] and found[1]["side"]:
        found.reverse()
    return [sided(float(number["degrees"].replace(",", ".")), number["side"]) for number in found]


def placed(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """The two parts of a place, None where both are missing.

    Raises:
        Invalid: one of them is missing, or both are zero: that is what a failed look-up leaves behind.
    """
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        raise Invalid(tr("Latitude and longitude are needed together."))
    if latitude == 0 and longitude == 0:
        raise Invalid(tr("0, 0 is in the sea: leave coordinates empty where they are not known."))
    return latitude, longitude


def split_address(text: str) -> Address:
    """The parts of an address on one line, as far as they can be told apart; the rest is the street.

    The inverse of `Address.text` for addresses with a postcode of digits.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    country = code_of(parts[-1]) if len(parts) > 1 else None
    parts = parts[:-1] if country else parts
    for i, part in enumerate(parts):
        if found := _POSTCODE_AND_TOWN.fullmatch(part):
            return _around(parts[:i], found, parts[i + 1 :], country)
        if i == len(parts) - 1 and (found := _WITHIN.fullmatch(part)):
            return _around([*parts[:i], found["street"]], found, [], country)
    region = parts.pop() if len(parts) > 1 and fold(parts[-1]) in _REGIONS else None
    streets = [part for part in parts if any(c.isdecimal() for c in part) or _STREET.match(part)]
    towns = [part for part in parts if part not in streets]
    return Address(", ".join(streets) or None, None, ", ".join(towns) or None, region, country)


def _around(before: list[str], found: re.Match[str], after: list[str], country: str | None) -> Address:
    """A town with its postcode; what stands before is the street, unless only what stands behind can be one."""
    streets = [part for part in after if any(c.isdecimal() for c in part) or _STREET.match(part)]
    rest = [part for part in after if part not in streets]
    town: str | None = found["town"]
    if country is None and _CODE.fullmatch(found["town"]) and code_of(found["town"]):
        # A list of mails writes the country where the town would be, behind a street that ends in its name.
        town, country = None, code_of(found["town"])
    if town and not before and not streets and (both := _TOWN_AND_STREET.fullmatch(town)):
        town, streets = both["town"], [both["street"]]
    street = ", ".join([*before, *streets]) or None
    return Address(street, found["code"].replace("–", "-"), town, ", ".join(rest) or None, country)
