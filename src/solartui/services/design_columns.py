"""From what a person or a file says of a design to the columns of its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, Refused
from solartui.domain.estimate import Figures, standard_figures, with_heat_pump
from solartui.domain.offers.designs import Design, DesignLine, Plane, capacity_of, line_document, plane_document
from solartui.domain.offers.first import first_modules, first_plane, usual_lines
from solartui.domain.offers.vocabulary import LineKind, YieldSource
from solartui.domain.offers.yields import latitude_of, monthly_yields, months_of_one_kwp, site_months, yields_of_power
from solartui.domain.projects import Project
from solartui.i18n import tr

if TYPE_CHECKING:
    from solartui.domain.offers.drafts import DesignFields

_ONE_PLANE = ("modules", "tilt", "azimuth", "shading")
_PLAIN = ("name", "module", "module_wp", "inverter", "inverter_kw", "battery", "battery_kwh", "building",
          "floor_area")  # fmt: skip
_GIVEN = frozenset({YieldSource.HAND, YieldSource.IMPORT})
_SAME_KWP = 0.0005


@dataclass(frozen=True, slots=True)
class SiteUse:
    """What a design rests on: the project, what the site uses by month as it is stored, and what a kWp makes there.

    Attributes:
        measured: kWh of one kWp in each month by PVGIS; empty where it was not asked.
        figures: those of estimates, as the desk has set them.
    """

    project: Project
    consumption: tuple[float | None, ...]
    measured: tuple[float, ...] = ()
    figures: Figures = field(default_factory=standard_figures)

    @property
    def latitude(self) -> float | None:
        """Degrees north."""
        return latitude_of(self.project, self.figures)

    @property
    def per_kwp(self) -> tuple[float, ...]:
        """What one kWp makes there in each month, kWh; empty where the place is not known."""
        if self.measured or self.latitude is None:
            return self.measured
        return months_of_one_kwp(self.latitude, self.project.address, self.figures)

    @property
    def months(self) -> tuple[float, ...]:
        """What the site uses in each month, kWh, with a heat pump that is wanted; empty where it is not known."""
        southern = (self.latitude or 0) < 0
        months = site_months(self.project, self.consumption, southern=southern)
        if "heat_pump" not in self.project.wishes:
            return months
        return with_heat_pump(months, self.figures, southern=southern)


def columns_of(
    draft: DesignFields, site: SiteUse, before: Design | None, source: YieldSource = YieldSource.HAND
) -> dict[str, Any]:
    """What changes in a design, as records; see `stored` for the columns of the row.

    Args:
        draft: what is said; only what was given counts.
        site: the project that it is for.
        before: the design as it is; None for a new one.
        source: where a yield that is given comes from.

    Raises:
        Invalid: something makes no sense.
        Refused: neither modules nor a power are known.
    """
    given = draft.model_fields_set
    values: dict[str, Any] = {name: getattr(draft, name) for name in _PLAIN if name in given}
    if "name" in values and not values["name"]:
        raise Invalid(tr("{field} cannot be empty.", field="name"), "name")
    if "planes" in given or not given.isdisjoint(_ONE_PLANE):
        values["planes"] = _planes(draft, site, before)
    if draft.lines is not None:
        from solartui.domain.offers.drafts import lines_of

        values["lines"] = lines_of(draft.lines, site.project.currency)
    elif before is not None and "planes" in values:
        values |= _recounted(before, values["planes"])
    values |= _power(draft, values, before)
    values |= _yield(draft, values, site, before, source)
    return values


def first_columns(draft: DesignFields, site: SiteUse) -> dict[str, Any]:
    """All values of a new design: what is said, and usual ones for all else.

    Raises:
        Refused: neither modules nor a power are given, and no use is known to follow from.
    """
    extra: dict[str, Any] = {}
    given = draft.model_fields_set
    if draft.modules is None and not draft.planes and draft.capacity_kwp is None:
        extra = _first_power(draft, site)
    if (draft.modules or draft.planes or "modules" in extra) and draft.module_wp is None:
        extra["module_wp"] = site.figures.module_wp
    if "battery_kwh" not in given and site.project.battery_kwh:
        extra["battery_kwh"] = site.project.battery_kwh
    whole = draft.model_copy(update=extra)
    values = columns_of(whole, site, None)
    values.setdefault("planes", ())
    if "lines" not in values:
        values["lines"] = _usual(values, site)
    return values


def _first_power(draft: DesignFields, site: SiteUse) -> dict[str, Any]:
    """As many modules as the site needs; no power where it gets storage alone."""
    if site.project.capacity_kwp == 0 and (draft.battery_kwh or site.project.battery_kwh):
        return {"capacity_kwp": 0.0}
    modules = first_modules(site.project, site.months, site.latitude, site.figures)
    if modules is None:
        missing = tr("The use of the site is not known: say how many modules=… it gets.")
        raise Refused(missing, ("modules",))
    return {"modules": modules}


def _usual(values: Mapping[str, Any], site: SiteUse) -> tuple[DesignLine, ...]:
    modules = sum(plane.modules for plane in values["planes"])
    names = (values.get("module"), values.get("inverter"), values.get("battery"))
    battery = values.get("battery_kwh")
    return usual_lines(site.project, modules, values["capacity_kwp"], names, battery, figures=site.figures)


def _recounted(before: Design, planes: tuple[Plane, ...]) -> dict[str, Any]:
    """The bill with as many modules as lie on the roof now, where it had as many as lay there before."""
    count = sum(plane.modules for plane in planes)

    def fits(line: DesignLine) -> bool:
        return line.kind is LineKind.MODULE and line.quantity == before.modules

    if count == before.modules or not any(map(fits, before.lines)):
        return {}
    return {"lines": tuple(replace(one, quantity=Decimal(count)) if fits(one) else one for one in before.lines)}


def _planes(draft: DesignFields, site: SiteUse, before: Design | None) -> tuple[Plane, ...]:
    if draft.planes is not None:
        from solartui.domain.offers.drafts import planes_of

        return planes_of(draft.planes)
    known = before.planes if before else ()
    if len(known) > 1:
        raise Invalid(tr("The roof has several planes: give all of them."), "planes")
    if not known and draft.modules is None:
        raise Invalid(tr("{field} is missing", field="modules"), "modules")
    old = known[0] if known else first_plane(draft.modules or 1, site.latitude)
    from solartui.domain.offers.drafts import planes_of

    given = {name: getattr(draft, name) for name in _ONE_PLANE if getattr(draft, name) is not None}
    return planes_of([plane_document(old) | given])


def _power(draft: DesignFields, values: Mapping[str, Any], before: Design | None) -> dict[str, Any]:
    planes = values.get("planes", before.planes if before else ())
    module_wp = values.get("module_wp", before.module_wp if before else None)
    of_modules = capacity_of(planes, module_wp)
    said = draft.capacity_kwp
    if of_modules is None:
        if said is not None:
            return {"capacity_kwp": said}
        return {} if before else {"capacity_kwp": 0.0}
    if said is not None and abs(said - of_modules) > _SAME_KWP:
        count = sum(plane.modules for plane in planes)
        message = tr("capacity_kwp: {count} × {wp} Wp are {kwp} kWp", count=count, wp=module_wp, kwp=f"{of_modules:g}")
        raise Invalid(message, "capacity_kwp")
    return {"capacity_kwp": of_modules} if before is None or before.capacity_kwp != of_modules else {}


def _yield(
    draft: DesignFields, values: Mapping[str, Any], site: SiteUse, before: Design | None, source: YieldSource
) -> dict[str, Any]:
    if draft.yields is not None:
        return {"yields": draft.yields, "yield_source": source}
    if "yields" not in draft.model_fields_set and before is not None and before.yield_source in _GIVEN:
        return {}
    touched = {"planes", "module_wp", "capacity_kwp"} & set(values)
    if before is not None and not touched and "yields" not in draft.model_fields_set:
        return {}
    return estimated(values, site, before)


def estimated(values: Mapping[str, Any], site: SiteUse, before: Design | None) -> dict[str, Any]:
    """The yield that follows from planes and place; empty where the place is not known."""
    planes = values.get("planes", before.planes if before else ())
    module_wp = values.get("module_wp", before.module_wp if before else None)
    capacity = values.get("capacity_kwp", before.capacity_kwp if before else 0.0)
    if site.latitude is None or not capacity:
        return {"yields": (), "yield_source": None}
    months = (
        monthly_yields(planes, module_wp, site.latitude, site.per_kwp)
        if planes and module_wp
        else yields_of_power(capacity, site.latitude, site.per_kwp)
    )
    source = YieldSource.PVGIS if site.measured else YieldSource.ESTIMATE
    return {"yields": tuple(round(kwh, 3) for kwh in months), "yield_source": source}


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row for values that are records."""
    found = dict(values)
    if "planes" in found:
        found["planes"] = [plane_document(plane) for plane in found["planes"]]
    if "lines" in found:
        found["lines"] = [line_document(line) for line in found["lines"]]
    if "yields" in found:
        found["yields"] = list(found["yields"]) or None
    for name in ("building", "yield_source"):
        if found.get(name) is not None:
            found[name] = found[name].value
    return found
