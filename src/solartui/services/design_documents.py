"""Designs as JSON documents: what the command line prints, what a file of one holds, and what is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solartui.domain.money import digits_of, to_decimal
from solartui.domain.offers.designs import plane_document, quantity_text
from solartui.domain.offers.vocabulary import YieldSource
from solartui.store.times import to_text

if TYPE_CHECKING:
    from solartui.domain.offers.designs import Design, DesignLine

Document = dict[str, Any]
_MADE = (YieldSource.ESTIMATE, YieldSource.PVGIS)


def amount(minor: int | None, currency: str) -> str | None:
    """Minor units as the text of a decimal number."""
    return None if minor is None else f"{to_decimal(minor, currency):.{digits_of(currency)}f}"


def design_document(design: Design) -> Document:
    """A design; what `designs sync` reads back."""
    return {
        "id": design.id,
        "project": {"id": design.project_id, "name": design.project_name},
        "name": design.name,
        "module": design.module,
        "module_wp": design.module_wp,
        "modules": design.modules,
        "inverter": design.inverter,
        "inverter_kw": design.inverter_kw,
        "battery": design.battery,
        "battery_kwh": design.battery_kwh,
        "planes": [plane_document(plane) for plane in design.planes],
        "capacity_kwp": design.capacity_kwp,
        "yield_kwh": None if design.yield_kwh is None else round(design.yield_kwh, 3),
        "yields": list(design.yields) or None,
        "yield_source": design.yield_source.value if design.yield_source else None,
        "building": design.building.value if design.building else None,
        "floor_area": design.floor_area,
        "lines": [
            line_fields(line, design.currency) | {"net": amount(line.net, design.currency)} for line in design.lines
        ],
        "price_net": amount(design.net, design.currency),
        "currency": design.currency,
        "link": None
        if design.system is None
        else {"system": design.system, "external_id": design.external_id, "url": design.url},
        "synced_at": None if design.synced_at is None else to_text(design.synced_at),
        "proposals": design.proposals,
        "created_by": design.created_by,
        "created_at": to_text(design.created_at),
        "updated_at": to_text(design.updated_at),
        "version": design.version,
    }


def line_fields(line: DesignLine, currency: str) -> Document:
    """A line of the bill of materials, as a draft takes it."""
    return {
        "kind": line.kind.value,
        "name": line.name,
        "quantity": quantity_text(line.quantity),
        "unit": line.unit,
        "unit_price": amount(line.unit_net, currency),
        "vat_rate": None if line.vat_rate is None else quantity_text(line.vat_rate),
    }


def copied_fields(design: Design, name: str) -> Document:
    """The fields of a new design that is like another; a yield that was worked out is worked out again."""
    from solartui.domain.offers.drafts import DesignFields

    found = design_document(design)
    fields = {key: found[key] for key in DesignFields.model_fields if found.get(key) not in (None, [])}
    if design.yield_source in _MADE:
        fields.pop("yields", None)
    fields.pop("modules", None)
    return fields | {"name": name}
