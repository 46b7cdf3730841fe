"""Which rules hold where a site is: currency, VAT by lead type, and what to mind about permissions.

The profiles are data, in ``regulations.toml`` beside this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from solartui import i18n
from solartui.domain.errors import Invalid
from solartui.domain.vocabulary import LeadType
from solartui.i18n import mark, tr

HOME = "PL"
BASES: Mapping[str, str] = {
    "documented": mark("documented"),
    "general": mark("check with the authority before relying on it"),
}
_BOX = 4


@dataclass(frozen=True, slots=True)
class Vat:
    """A rate in percent.

    Attributes:
        rate: of the whole price, or of its part up to the floor area.
        above: of the rest, where the rate holds for homes up to a floor area only.
        house_m2: that area of a house, m².
        flat_m2: that area of a flat, m².
        largest_kwp: up to which power of the plant it holds.
    """

    rate: Decimal
    above: Decimal | None = None
    house_m2: Decimal | None = None
    flat_m2: Decimal | None = None
    largest_kwp: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something to mind. `basis` is a key of `BASES`: how sure it is."""

    topic: str
    basis: str
    english: str
    polish: str

    @property
    def text(self) -> str:
        """The note in the language in use, with a word of caution where it is not documented."""
        text = self.polish if i18n.language() == "pl" else self.english
        return text if self.basis == "documented" else f"{text} ({tr(BASES[self.basis])})"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the map, degrees north and east."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point lies inside."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


@dataclass(frozen=True, slots=True)
class Regulation:
    """The rules of one place.

    Attributes:
        key: stable name, kept with every project.
        currency: three-letter code of what prices are in.
        rates: VAT by lead type from each date on, the newest first.
    """

    key: str
    english: str
    polish: str
    countries: tuple[str, ...]
    currency: str
    currencies: Mapping[str, str] = field(hash=False)
    boxes: tuple[Box, ...]
    rates: tuple[tuple[date, Mapping[LeadType, Vat]], ...] = field(hash=False)
    notes: tuple[Note, ...]

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return self.polish if i18n.language() == "pl" else self.english

    def vat(self, kind: LeadType, on: date) -> Vat | None:
        """The usual VAT for a type of lead on a day; None where it is set by hand."""
        for since, rates in self.rates:
            if since <= on:
                return rates.get(kind)
        return None


def regulation_for(
    country: str | None, latitude: float | None = None, longitude: float | None = None, home: str = HOME
) -> Regulation:
    """The rules for a site: by its country, else by its coordinates, else those of the desk's home country."""
    if country:
        return _of_country(country)
    if latitude is not None and longitude is not None:
        for profile in profiles():
            if any(box.holds(latitude, longitude) for box in profile.boxes):
                return profile
    return _of_country(home)


def regulation_named(key: str) -> Regulation | None:
    """The profile with this key, as a project keeps it."""
    return next((profile for profile in profiles() if profile.key == key), None)


@cache
def profiles() -> tuple[Regulation, ...]:
    """All profiles; the last one is for countries that no other names."""
    from importlib import resources

    text = resources.files("solartui.domain").joinpath("regulations.toml").read_text(encoding="utf-8")
    return read_profiles(text)


def _of_country(country: str) -> Regulation:
    code = country.upper()
    known = profiles()
    found = next((profile for profile in known if code in profile.countries), known[-1])
    return replace(found, currency=found.currencies.get(code, found.currency))


def read_profiles(text: str) -> tuple[Regulation, ...]:
    """The profiles of a TOML text.

    Raises:
        Invalid: something is missing or makes no sense; the message and `field` name its key.
    """
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Invalid(tr("regulations.toml cannot be read: {why}", why=str(error)), "regulation") from None
    entries = list(_Entry("", data).entries("regulation"))
    if not entries:
        raise _wrong("regulation", tr("is missing"))
    return tuple(_profile(entry) for entry in entries)


def _wrong(key: str, why: str) -> Invalid:
    return Invalid(tr("regulations.toml: {key} {why}", key=key, why=why), key)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table of the file, which knows its key."""

    key: str
    data: Mapping[str, Any]

    def place(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name

    def get(self, name: str, kind: type, default: Any = None) -> Any:
        value = self.data.get(name, default)
        if value is None:
            raise _wrong(self.place(name), tr("is missing"))
        if not isinstance(value, kind):
            raise _wrong(self.place(name), tr("is not of the right kind"))
        return value

    def entries(self, name: str) -> Iterator[_Entry]:
        for number, entry in enumerate(self.get(name, list, [])):
            place = f"{self.place(name)}[{number}]"
            if not isinstance(entry, dict):
                raise _wrong(place, tr("is not of the right kind"))
            yield _Entry(place, entry)

    def table(self, name: str) -> _Entry:
        return _Entry(self.place(name), self.get(name, dict))

    def percent(self, name: str) -> Decimal:
        try:
            rate = Decimal(self.get(name, str))
        except InvalidOperation:
            rate = Decimal(-1)
        if not rate.is_finite() or not 0 <= rate <= 100:
            raise _wrong(self.place(name), tr("is no rate in percent"))
        return rate


def _profile(entry: _Entry) -> Regulation:
    name = entry.table("name")
    rates = [(part.get("from", date), _rates(part)) for part in entry.entries("vat")]
    return Regulation(
        key=entry.get("key", str),
        english=name.get("en", str),
        polish=name.get("pl", str),
        countries=tuple(entry.get("countries", list)),
        currency=entry.get("currency", str),
        currencies=dict(entry.get("currencies", dict, {})),
        boxes=tuple(_boxes(entry)),
        rates=tuple(sorted(rates, key=lambda pair: pair[0], reverse=True)),
        notes=tuple(_note(part) for part in entry.entries("notes")),
    )


def _boxes(entry: _Entry) -> Iterator[Box]:
    for number, corners in enumerate(entry.get("boxes", list, [])):
        right = isinstance(corners, list) and len(corners) == _BOX and all(isinstance(c, int | float) for c in corners)
        if not right or corners[0] >= corners[1] or corners[2] >= corners[3]:
            raise _wrong(f"{entry.place('boxes')}[{number}]", tr("is not [south, north, west, east]"))
        yield Box(*corners)


def _rates(part: _Entry) -> dict[LeadType, Vat]:
    rates = {kind: Vat(part.percent(kind.value)) for kind in LeadType if kind.value in part.data}
    if "reduced" in part.data and LeadType.RESIDENTIAL in rates:
        reduced = part.table("reduced")
        rates[LeadType.RESIDENTIAL] = Vat(
            rates[LeadType.RESIDENTIAL].rate,
            reduced.percent("above"),
            Decimal(reduced.get("house_m2", int)),
            Decimal(reduced.get("flat_m2", int)),
            Decimal(reduced.get("largest_kwp", int)) if "largest_kwp" in reduced.data else None,
        )
    return rates


def _note(part: _Entry) -> Note:
    basis = part.get("basis", str)
    if basis not in BASES:
        raise _wrong(part.place("basis"), tr("is none of: {choices}", choices=", ".join(BASES)))
    return Note(part.get("topic", str), basis, part.get("en", str), part.get("pl", str))
