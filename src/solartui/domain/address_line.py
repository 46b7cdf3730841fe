"""Addresses on one line, in the manners of several countries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from solartui.domain.importing.countries import code_of
from solartui.domain.importing.places import split_address
from solartui.domain.leads import Address

_TOWN = r"(?P<town>[^\d,]+?)"
# What the end of a line looks like where a town, its region and its postcode stand together.
_MANNERS = (
    ("AU", re.compile(rf"(?:{_TOWN}\s+)?(?P<region>NSW|VIC|QLD|SA|WA|TAS|NT|ACT)\s+(?P<code>[0-9]{{4}})")),
    ("US", re.compile(rf"(?:{_TOWN}\s+)?(?P<region>[A-Z]{{2}})\s+(?P<code>[0-9]{{5}})(?:-[0-9]{{4}})?")),
    ("GB", re.compile(rf"{_TOWN}\s+(?P<code>[A-Z]{{1,2}}[0-9][A-Z0-9]?\s?[0-9][A-Z]{{2}})")),
    ("IN", re.compile(rf"(?:{_TOWN}[\s-]+)?(?P<code>[1-9][0-9]{{2}}\s?[0-9]{{3}})")),
    ("PL", re.compile(rf"{_TOWN}\s+(?P<code>[0-9]{{2}}-[0-9]{{3}})")),
)
_BOX = re.compile(r"(?:p\.?\s?o\.?\s?box|skr(?:ytka|\.)?\s*poczt(?:owa|\.)?|postfach|apartado)\b.*", re.IGNORECASE)


def addresses_of_line(text: str) -> Iterator[Address]:
    """What an address on one line may mean, the likeliest first: of several names, the last is mostly the town."""
    read = _read_line(text)
    for town in reversed((read.city or "").split(",")):
        yield Address(read.street, read.postcode, town.strip() or None, read.region, read.country)


def address_of_line(text: str) -> Address:
    """The parts of an address on one line, as far as they can be told apart."""
    return next(addresses_of_line(text))


def _read_line(text: str) -> Address:
    parts = [part.strip() for part in text.split(",") if part.strip() and not _BOX.fullmatch(part.strip())]
    country = code_of(parts[-1]) if len(parts) > 1 else None
    named = parts[:-1] if country else parts
    for manner, pattern in _MANNERS:
        if named and country in {None, manner} and (found := pattern.fullmatch(named[-1])):
            return _read(named[:-1], found, manner)
    return split_address(", ".join(parts))


def _read(before: list[str], found: re.Match[str], country: str) -> Address:
    groups = found.groupdict()
    town, region = groups.get("town"), groups.get("region")
    if country == "IN" and town and before and not any(c.isdecimal() for c in before[-1]):
        town, region = before.pop(), town  # the state stands beside the number, the town before it
    if town is None and before:
        town = before.pop()
    return Address(", ".join(before) or None, groups["code"], town, region, country)


def is_line(text: str) -> bool:
    """Whether a text looks like a whole address, and not like a street."""
    read = address_of_line(text)
    return bool(read.postcode and read.city) or (bool(read.city) and read.city != text.strip())
