"""What stands in the cells of an exported lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from solartui.domain.importing.cells import spared
from solartui.domain.importing.fields import CONSUMPTION, is_own
from solartui.domain.places import Spot, distance_km
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import OWN, ContactKind, GridConnection, LeadType, Source, label
from solartui.store.times import maybe_from_text

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField

Document = dict[str, Any]
Cell = Callable[[Document], Any]

_TIMES = ("last_contacted", "next_follow_up", "created_at", "updated_at", "respond_by")
_NAMED = {"assignee": "assignee", "owner": "owner", "partner": "partner", "service_location": "service_location"}
_ADDRESS = ("street", "postcode", "city", "region", "country")
_KINDS: dict[str, type[LeadType | GridConnection | Source]] = {
    "type": LeadType,
    "grid_connection": GridConnection,
    "source": Source,
}
_MARKS = ("#", "'")
# A cell of a workbook holds 32,767 units of UTF-16; a sign may take two.
_LONGEST_NOTE = 30_000


def cell_of(key: str, stages: Mapping[str, Stage], *, plain: bool) -> Cell:
    """What takes the value of a field out of a lead's document.

    Args:
        key: the field.
        stages: the desk's stages by key.
        plain: whether stable keys and stored texts are kept, for other programs, instead of words and times.
    """
    if key in CONSUMPTION:
        month = CONSUMPTION.index(key)
        return lambda d: d["consumption"][month] if d["consumption"] else None
    if key in _TIMES:
        return (lambda d: d[key]) if plain else (lambda d: maybe_from_text(d[key]))
    if key in _KINDS and not plain:
        words = {option.value: label(option) for option in _KINDS[key]}
        return lambda d: words[d[key]]
    if key in _ADDRESS:
        return lambda d: d["address"][key]
    if key in _NAMED:
        name = _NAMED[key]
        return lambda d: d[name]["name"] if d[name] else None
    if is_own(key):
        own = key.removeprefix(OWN)
        return lambda d: d["custom"].get(own)
    return _special(stages, plain=plain).get(key) or (lambda d: d[key])


def for_sheet(row: Iterable[Any]) -> list[Any]:
    """The cells of a row so that an import takes a text for a text, even where it reads like an error."""
    return [spared(said) if type(said) is str and said[:1] in _MARKS else said for said in row]


def as_day(said: object) -> object:
    """A day as it is stored, ``1980-05-17``, as a date that a workbook can count with."""
    return date.fromisoformat(said) if isinstance(said, str) else said


def own_cells(said: Mapping[str, Any], own: Mapping[str, bool]) -> list[Any]:
    """What a record says in fields of the desk's own; each column tells whether it holds a day."""
    values = ((said.get(key.removeprefix(OWN)), is_day) for key, is_day in own.items())
    return [as_day(value) if is_day else value for value, is_day in values]


def days_of(fields: Iterable[CustomField]) -> frozenset[str]:
    """Those fields of the desk's own that hold days."""
    return frozenset(OWN + field.key for field in fields if field.kind == "date")


def _special(stages: Mapping[str, Stage], *, plain: bool) -> dict[str, Cell]:
    return {
        "contact_id": lambda d: d["contact"]["id"],
        "contact_name": lambda d: d["contact"]["name"],
        "company": lambda d: d["contact"]["company"],
        "contact_kind": lambda d: d["contact"]["kind"] if plain else label(ContactKind(d["contact"]["kind"])),
        "email": lambda d: tuple(d["contact"]["emails"]),
        "phone": lambda d: tuple(d["contact"]["phones"]),
        "stage": lambda d: d["stage"] if plain else stages[d["stage"]].label,
        "address": lambda d: d["address"]["text"],
        "coordinates": lambda d: _coordinates(d["latitude"], d["longitude"]),
        "annual_kwh": lambda d: None if d["monthly_kwh"] is None else d["monthly_kwh"] * 12,
    }


def distance_cell(origin: Spot | None) -> Cell:
    """What tells how far a lead is from a place, in kilometres; nothing where one of both is not known."""

    def far(document: Document) -> float | None:
        if origin is None or document["latitude"] is None:
            return None
        return round(distance_km(origin, (document["latitude"], document["longitude"])), 2)

    return far


def _coordinates(latitude: float | None, longitude: float | None) -> str | None:
    if latitude is None or longitude is None:
        return None
    return ", ".join(f"{degrees:.12f}".rstrip("0").rstrip(".") for degrees in (latitude, longitude))


def note_cell(body: str) -> str:
    """A note as an export writes it: what no cell can hold of a long one is left out."""
    if len(body) <= _LONGEST_NOTE // 2:
        return body
    return body.encode("utf-16-le")[: _LONGEST_NOTE * 2].decode("utf-16-le", "ignore")
