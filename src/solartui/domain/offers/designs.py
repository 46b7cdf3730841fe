"""A design: what is to be built at a site, what it makes in each month, and what each part costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from solartui.domain.money import round_half_up
from solartui.domain.offers.vocabulary import Building, LineKind, YieldSource

_WATTS = 1000
SHADINGS = ("none", "some", "heavy")


@dataclass(frozen=True, slots=True)
class Plane:
    """A part of the roof.

    Attributes:
        modules: how many lie on it.
        tilt: degrees from the horizontal, 0 to 90.
        azimuth: degrees of the compass that it faces: 0 north, 90 east, 180 south, 270 west.
        shading: one of `SHADINGS`.
    """

    name: str
    modules: int
    tilt: float
    azimuth: float
    shading: str = "none"


@dataclass(frozen=True, slots=True)
class DesignLine:
    """One line of the bill of materials.

    Attributes:
        quantity: how many of `unit`, up to three decimals.
        unit_net: net price of one, in minor units.
        vat_rate: per cent, where it is not what the rules of the place say.
    """

    kind: LineKind
    name: str
    quantity: Decimal
    unit: str
    unit_net: int
    vat_rate: Decimal | None = None

    @property
    def net(self) -> int:
        """The net price of the line, in minor units, half a unit up."""
        return round_half_up(self.quantity * self.unit_net)


@dataclass(frozen=True, slots=True)
class Design:
    """A design as it is stored.

    Attributes:
        capacity_kwp: nameplate DC power at standard test conditions, kWp.
        yields: what it makes in each month, January first, kWh; empty where it is not known.
        building: what it serves, with `floor_area` in m²: the tax rate may rest on both.
        lines: the bill of materials; net prices in minor units of `currency`.
        system: the program that an external design is kept in, with its `external_id` and `url` there.
        synced_at: when the external design was taken last.
        proposals: how many were made from it.
    """

    id: int
    project_id: int
    project_name: str
    name: str
    module: str | None
    module_wp: int | None
    inverter: str | None
    inverter_kw: float | None
    battery: str | None
    battery_kwh: float | None
    planes: tuple[Plane, ...]
    capacity_kwp: float
    yields: tuple[float, ...]
    yield_source: YieldSource | None
    building: Building | None
    floor_area: float | None
    lines: tuple[DesignLine, ...]
    currency: str
    system: str | None
    external_id: str | None
    url: str | None
    synced_at: datetime | None
    proposals: int
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int

    @property
    def modules(self) -> int:
        """How many there are on all planes."""
        return sum(plane.modules for plane in self.planes)

    @property
    def yield_kwh(self) -> float | None:
        """What it makes in a year, kWh."""
        return sum(self.yields) if self.yields else None

    @property
    def net(self) -> int:
        """The net price of all lines, in minor units."""
        return sum(line.net for line in self.lines)


def capacity_of(planes: Iterable[Plane], module_wp: int | None) -> float | None:
    """The peak power of the modules on all planes, kWp; None where there are none or one's power is not known."""
    modules = sum(plane.modules for plane in planes)
    return modules * module_wp / _WATTS if modules and module_wp else None


def plane_document(plane: Plane) -> dict[str, Any]:
    """A plane as JSON keeps it."""
    return {
        "name": plane.name,
        "modules": plane.modules,
        "tilt": plane.tilt,
        "azimuth": plane.azimuth,
        "shading": plane.shading,
    }


def plane_of(document: Mapping[str, Any]) -> Plane:
    """A plane of its stored JSON."""
    return Plane(
        str(document["name"]),
        int(document["modules"]),
        float(document["tilt"]),
        float(document["azimuth"]),
        str(document.get("shading", "none")),
    )


def quantity_text(quantity: Decimal) -> str:
    """A quantity without zeros at its end: ``1.5``, ``20``."""
    whole = quantity.quantize(Decimal("0.001"), ROUND_HALF_UP).normalize()
    return f"{whole:f}"


def line_document(line: DesignLine) -> dict[str, Any]:
    """A line as JSON keeps it: numbers that must be exact are texts."""
    return {
        "kind": line.kind.value,
        "name": line.name,
        "quantity": quantity_text(line.quantity),
        "unit": line.unit,
        "unit_net": line.unit_net,
        "vat_rate": None if line.vat_rate is None else quantity_text(line.vat_rate),
    }


def line_of(document: Mapping[str, Any]) -> DesignLine:
    """A line of its stored JSON."""
    rate = document.get("vat_rate")
    return DesignLine(
        LineKind(document["kind"]),
        str(document["name"]),
        Decimal(str(document["quantity"])),
        str(document["unit"]),
        int(document["unit_net"]),
        None if rate is None else Decimal(str(rate)),
    )


def months_of(values: Sequence[float] | None) -> tuple[float, ...]:
    """Twelve stored values; nothing where there are none."""
    return tuple(float(value) for value in values or ())
