"""The parts of a design as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from solartui.domain.money import format_money
from solartui.domain.offers.designs import DesignLine, quantity_text
from solartui.domain.offers.vocabulary import word
from solartui.i18n import ntr, tr
from solartui.screens.designs.items import SHADING, facing, parts_words, size_text
from solartui.widgets.parts_list import PartItem

if TYPE_CHECKING:
    from solartui.domain.offers.designs import Design, Plane
    from solartui.domain.offers.pricing import PricedLine
    from solartui.services.design_prices import PricedDesign

_SYSTEM, _PLANES, _LINES = 1, 2, 3
_FIRST_PLANE, _FIRST_LINE = 1_000, 10_000


def part_items(priced: PricedDesign) -> list[PartItem]:
    """Its system, its planes and its lines, each below a heading."""
    return list(_items(priced))


def _items(priced: PricedDesign) -> Iterator[PartItem]:
    design, price = priced.design, priced.price
    yield PartItem(_SYSTEM, "system", None, tr("System"), count=tr("{kwp} kWp", kwp=size_text(design.capacity_kwp)))
    yield PartItem(_SYSTEM + 10, "system", 0, parts_words(design), kind=_building(design))
    modules = ntr("{count} module", "{count} modules", design.modules) if design.modules else tr("none")
    yield PartItem(_PLANES, "planes", None, tr("Roof"), count=modules)
    for place, plane in enumerate(design.planes):
        yield _plane(place, plane)
    net, gross = format_money(design.net, design.currency), ""
    if price is not None and design.lines:
        gross = format_money(price.gross, design.currency)
    lines = ntr("{count} line", "{count} lines", len(design.lines))
    yield PartItem(_LINES, "lines", None, tr("Bill of materials"), count=lines, net=net, gross=gross)
    for place, line in enumerate(design.lines):
        yield _line(place, line, design.currency, price.lines[place] if price is not None else None)


def _building(design: Design) -> str:
    told = [word(design.building)] if design.building else []
    if design.floor_area:
        told.append(tr("{area} m²", area=size_text(design.floor_area)))
    return ", ".join(told)


def _plane(place: int, plane: Plane) -> PartItem:
    facts = (tr("{tilt}° up", tilt=f"{plane.tilt:g}"), facing(plane.azimuth), tr(SHADING[plane.shading]))
    count = ntr("{count} module", "{count} modules", plane.modules)
    return PartItem(
        _FIRST_PLANE + place,
        "planes",
        place,
        plane.name or tr("Plane {number}", number=place + 1),
        count=" · ".join((count, *facts)),
    )


def _line(place: int, line: DesignLine, currency: str, taxed: PricedLine | None) -> PartItem:
    rates = " / ".join(quantity_text(rate) for rate in taxed.rates) if taxed is not None else ""
    if not rates and line.vat_rate is not None:
        rates = quantity_text(line.vat_rate)
    quantity = f"{quantity_text(line.quantity)} {line.unit}".strip()
    return PartItem(
        _FIRST_LINE + place,
        "lines",
        place,
        line.name,
        kind=word(line.kind),
        count=f"{quantity} × {format_money(line.unit_net, currency)}",
        net=format_money(line.net, currency),
        rate=f"{rates} %" if rates else "—",
        gross=format_money(taxed.gross, currency) if taxed is not None else "",
    )
