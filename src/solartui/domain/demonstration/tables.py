"""The data files of the demonstration desk, read when they are first needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """The entries of a file under each of its ``[headings]``; on a line they are parted by ``|``."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _lines(f"{name}.txt"):
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line[1:-1], [])
        else:
            current.extend(line.split(" | "))
    return {heading: tuple(entries) for heading, entries in found.items()}


def pairs(entries: tuple[str, ...]) -> dict[str, str]:
    """Entries of the form ``key=value``."""
    return {key.strip(): value.strip() for key, _, value in (entry.partition("=") for entry in entries)}


class Town(NamedTuple):
    """A real place with its true coordinates (degrees, WGS 84) and postcodes."""

    country: str
    region: str
    name: str
    postcodes: tuple[str, ...]
    latitude: float
    longitude: float
    people: int


@cache
def towns() -> tuple[Town, ...]:
    """All towns; their source is named in the head of the file."""
    rows = (line.split("\t") for line in _lines("towns.tsv"))
    return tuple(
        Town(country, region, name, tuple(codes.split(",")), float(latitude), float(longitude), int(people))
        for country, region, name, codes, latitude, longitude, people in rows
    )
