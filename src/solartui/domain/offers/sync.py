"""A design that is kept in another program: read from what that exports, compared, and taken over.

JSON is one object with the fields of a design (``solartui designs show --json`` prints one). CSV has a line of
headings and a ``kind`` in each row: ``plane``, ``month``, a field of a design, or a kind of material.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from solartui.domain.errors import Invalid
from solartui.domain.money import format_money, format_number
from solartui.domain.offers.designs import Design, DesignLine, Plane, quantity_text
from solartui.domain.offers.vocabulary import LineKind
from solartui.domain.text import clean, fold
from solartui.i18n import mark, tr

FIELDS: Mapping[str, str] = {
    "name": mark("Name"),
    "module": mark("Module"),
    "module_wp": mark("Module, Wp"),
    "planes": mark("Roof planes"),
    "inverter": mark("Inverter"),
    "inverter_kw": mark("Inverter, kW"),
    "battery": mark("Battery"),
    "battery_kwh": mark("Battery, kWh"),
    "capacity_kwp": mark("Power, kWp"),
    "yields": mark("Yield by month"),
    "building": mark("Building"),
    "floor_area": mark("Floor area, m²"),
    "lines": mark("Bill of materials"),
    "external_id": mark("Number there"),
    "url": mark("Address there"),
}
_PLAIN = ("name", "module", "module_wp", "inverter", "inverter_kw", "battery", "battery_kwh", "capacity_kwp",
          "building", "floor_area")  # fmt: skip
_LINKS = ("external_id", "url")
_ONE_PLANE = ("modules", "tilt", "azimuth", "shading")
_HEADINGS = {
    "kind": ("kind", "type", "rodzaj", "typ"),
    "name": ("name", "item", "nazwa", "pozycja", "description", "opis"),
    "quantity": ("quantity", "qty", "ilosc", "value", "wartosc", "modules"),
    "unit": ("unit", "jednostka", "jm"),
    "unit_price": ("unit_price", "price", "unit price", "cena", "cena netto", "cena jednostkowa"),
    "vat_rate": ("vat_rate", "vat", "tax", "stawka vat"),
    "tilt": ("tilt", "nachylenie"),
    "azimuth": ("azimuth", "azymut"),
    "shading": ("shading", "zacienienie"),
    "currency": ("currency", "waluta"),
}
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would become another: its field, and both values for people; empty for what is not there."""

    field: str
    what: str
    before: str
    after: str


def read_export(text: str, name: str) -> dict[str, Any]:
    """The fields of a design out of an exported file.

    Args:
        text: its content.
        name: what the file is called, for messages.

    Raises:
        Invalid: it is neither JSON nor CSV of the form above.
    """
    bare = text.lstrip("\ufeff \t\r\n")
    found = _json(bare, name) if bare[:1] in ("{", "[") else _csv(bare, name)
    if not found:
        raise Invalid(tr("{path} holds nothing of a design.", path=name))
    return found


def _json(text: str, name: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        message = tr("{path} is no JSON: line {line}, column {column}.", path=name, line=place[0], column=place[1])
        raise Invalid(message) from None
    if not isinstance(document, dict):
        raise Invalid(tr("{path} holds no JSON object.", path=name))
    link = document.get("link")
    merged = {**(link if isinstance(link, dict) else {}), **document}
    # Beside planes, the number of modules is only their sum.
    roof = ("planes",) if merged.get("planes") is not None else _ONE_PLANE
    return {key: merged[key] for key in (*_PLAIN, *roof, "yields", "lines", *_LINKS) if merged.get(key) is not None}


def _csv(text: str, name: str) -> dict[str, Any]:
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    try:
        rows = list(csv.reader(text.splitlines(), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Invalid(tr("{path} is no CSV: {why}", path=name, why=clean(str(error)))) from None
    columns = _columns(rows[0] if rows else [])
    if "kind" not in columns or "name" not in columns:
        raise Invalid(tr("{path} needs a line of headings with kind and name.", path=name))
    found: dict[str, Any] = {}
    months: dict[int, str] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = {key: clean(row[place]) for key, place in columns.items() if place < len(row)}
        if any(cells.values()):
            _take_row(cells, found, months, tr("{path}, line {line}", path=name, line=number))
    if months:
        found["yields"] = [months.get(month) for month in range(1, _MONTHS + 1)]
    return found


def _columns(heading: Sequence[str]) -> dict[str, int]:
    known = {word: key for key, words in _HEADINGS.items() for word in words}
    places = {known.get(fold(clean(cell))): place for place, cell in reversed(list(enumerate(heading)))}
    return {key: place for key, place in places.items() if key is not None}


def _take_row(cells: dict[str, str], found: dict[str, Any], months: dict[int, str], where: str) -> None:
    kind = fold(cells.pop("kind", ""))
    given = {key: value for key, value in cells.items() if value}
    if kind == "plane":
        found.setdefault("planes", []).append(given | {"modules": given.pop("quantity", None)})
    elif kind == "month":
        month = given.get("name", "")
        if not (month.isascii() and month.isdigit() and 1 <= int(month) <= _MONTHS):
            raise Invalid(tr("{where}: the name of a month is a number from 1 to 12.", where=where))
        months[int(month)] = given.get("quantity", "")
    elif kind in set(LineKind) and "unit_price" in given:
        found.setdefault("lines", []).append({**given, "kind": kind})
    elif kind in {*_PLAIN, *_LINKS}:
        found[kind] = given.get("quantity") or given.get("name")
    else:
        raise Invalid(tr("{where}: there is no kind {kind}.", where=where, kind=kind[:40] or "—"))


def differences(design: Design, values: Mapping[str, Any]) -> list[Difference]:
    """What would change in a design; `values` are columns as they would be stored, planes and lines as records."""
    return list(_differences(design, values))


def _differences(design: Design, values: Mapping[str, Any]) -> Iterator[Difference]:
    for field in FIELDS:
        if field not in values:
            continue
        before, after = getattr(design, field), values[field]
        if field == "planes":
            yield from _lists(field, map(_plane_text, before), map(_plane_text, after))
        elif field == "lines":
            both = ([_line_text(line, design.currency) for line in lines] for lines in (before, after))
            yield from _lists(field, *both)
        elif field == "yields":
            if _year_text(before) != _year_text(after) or tuple(before) != tuple(after):
                yield Difference(field, tr(FIELDS[field]), _year_text(before), _year_text(after))
        elif before != after:
            yield Difference(field, tr(FIELDS[field]), _text(before), _text(after))


def _lists(field: str, before: Iterator[str] | list[str], after: Iterator[str] | list[str]) -> Iterator[Difference]:
    old, new = list(before), list(after)
    gone = [text for text in old if text not in new]
    come = [text for text in new if text not in old]
    for place in range(max(len(gone), len(come))):
        was = gone[place] if place < len(gone) else ""
        is_ = come[place] if place < len(come) else ""
        yield Difference(field, tr(FIELDS[field]), was, is_)
    if not gone and not come and old != new:
        yield Difference(field, tr(FIELDS[field]), tr("in this order"), tr("in another order"))


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, float):
        return format_number(value, 0 if value.is_integer() else 2)
    return clean(str(value))


def _year_text(months: Sequence[float] | None) -> str:
    return tr("{kwh} kWh a year", kwh=format_number(sum(months))) if months else ""


def _plane_text(plane: Plane) -> str:
    facing = f"{plane.tilt:g}°/{plane.azimuth:g}°"
    shade = "" if plane.shading == "none" else f", {plane.shading}"
    return f"{plane.name} {plane.modules} × {facing}{shade}".strip()


def _line_text(line: DesignLine, currency: str) -> str:
    rate = "" if line.vat_rate is None else f", {quantity_text(line.vat_rate)}%"
    quantity = f"{quantity_text(line.quantity)} {line.unit}".strip()
    return f"{line.name}: {quantity} × {format_money(line.unit_net, currency)}{rate}"
