"""Designs as rows, and in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from solartui.domain.money import format_money, format_number
from solartui.domain.offers.vocabulary import word
from solartui.i18n import mark, ntr, tr
from solartui.widgets import moments
from solartui.widgets.designs_list import DesignItem

if TYPE_CHECKING:
    from solartui.domain.offers.designs import Design, Plane

SHADING = {"none": mark("no shade"), "some": mark("some shade"), "heavy": mark("much shade")}
_WINDS = (mark("N"), mark("NE"), mark("E"), mark("SE"), mark("S"), mark("SW"), mark("W"), mark("NW"))


def design_items(designs: Iterable[Design], in_force: Collection[int], zone: tzinfo, now: datetime) -> list[DesignItem]:
    """Designs as rows, in their order.

    Args:
        designs: what is shown.
        in_force: ids of those that the offer in force was made of.
        zone: of the person.
        now: the time.
    """
    return [_item(design, design.id in in_force, zone, now) for design in designs]


def _item(design: Design, active: bool, zone: tzinfo, now: datetime) -> DesignItem:
    return DesignItem(
        id=design.id,
        name=design.name,
        size=tr("{kwp} kWp", kwp=size_text(design.capacity_kwp)),
        parts=parts_words(design),
        price=format_money(design.net, design.currency),
        made=yield_words(design),
        active=active,
        more=(*map(plane_words, design.planes), *_more(design, zone, now)),
        months=design.yields,
    )


def size_text(value: float) -> str:
    """A power or a capacity with as many decimals as it has, two at the most."""
    rounded = round(float(value), 2)
    return format_number(rounded, 0 if rounded.is_integer() else 1 if round(rounded, 1) == rounded else 2)


def parts_words(design: Design) -> str:
    """Modules, inverter and battery on a line."""
    found = []
    if design.modules:
        found.append(" ".join(filter(None, (f"{design.modules} ×", design.module, _sized(design.module_wp, "Wp")))))
    if design.inverter or design.inverter_kw:
        found.append(" ".join(filter(None, (design.inverter or tr("inverter"), _sized(design.inverter_kw, "kW")))))
    if design.battery or design.battery_kwh:
        found.append(" ".join(filter(None, (design.battery or tr("battery"), _sized(design.battery_kwh, "kWh")))))
    return " · ".join(found) or tr("no parts named")


def _sized(value: float | None, unit: str) -> str:
    return f"{size_text(value)} {unit}" if value else ""


def yield_words(design: Design) -> str:
    """What it makes in a year, and how that is known."""
    if design.yield_kwh is None:
        return ""
    source = f", {word(design.yield_source).lower()}" if design.yield_source else ""
    return tr("{kwh} kWh a year", kwh=format_number(design.yield_kwh)) + source


def plane_words(plane: Plane) -> str:
    """A part of the roof: how many modules, how steep, where it faces, and its shade."""
    count = ntr("{count} module", "{count} modules", plane.modules)
    parts = (count, tr("{tilt}° up", tilt=f"{plane.tilt:g}"), facing(plane.azimuth), tr(SHADING[plane.shading]))
    return ", ".join((*((plane.name,) if plane.name else ()), *parts))


def facing(azimuth: float) -> str:
    """A direction by its wind and its degrees: ``S 180°``."""
    return f"{tr(_WINDS[round(azimuth / 45) % 8])} {azimuth:g}°"


def _more(design: Design, zone: tzinfo, now: datetime) -> Iterator[str]:
    if design.system:
        there = " ".join(filter(None, (design.system, design.external_id, design.url)))
        day = moments.day(design.synced_at.astimezone(zone), now) if design.synced_at else tr("never")
        yield tr("kept in {there}; synced {day}", there=there, day=day)
    if design.proposals:
        yield ntr("{count} proposal made of it", "{count} proposals made of it", design.proposals)
