"""The site of a project, changed by hand: what follows from where it lies, and what no longer can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, Refused
from solartui.domain.metering import metering_point
from solartui.domain.regulations import regulation_for
from solartui.domain.text import fold
from solartui.i18n import tr

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.domain.projects import Project

_PRICED = """
    SELECT 1 FROM design WHERE project_id = :id UNION ALL SELECT 1 FROM proposal WHERE project_id = :id
    UNION ALL SELECT 1 FROM charge WHERE project_id = :id LIMIT 1
"""
_PLACE = frozenset({"country", "latitude", "longitude"})


def site_columns(raw: Connection, project: Project, given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that follow from those that are given: rules, currency, keys, the metering point as it is stored.

    Raises:
        Invalid: one coordinate stands without the other, or the metering point is none of that country.
        Refused: another currency would hold, and there are prices already.
    """
    found: dict[str, Any] = {}
    if "city" in given:
        found["city_fold"] = fold(given["city"] or "")
    latitude, longitude = (given.get(name, getattr(project, name)) for name in ("latitude", "longitude"))
    if (latitude is None) != (longitude is None):
        raise Invalid(tr("Coordinates need both a latitude and a longitude."), "latitude")
    country, rules_key = project.address.country, project.regulation
    if _PLACE.intersection(given):
        country = given.get("country", country)
        rules = regulation_for(country, latitude, longitude)
        if rules.currency != project.currency and _priced(raw, project):
            message = tr("The project has prices in {currency}: its site stays there.", currency=project.currency)
            raise Refused(message)
        rules_key = rules.key
        found |= {"regulation": rules_key, "currency": rules.currency}
    number = given.get("metering_point", project.metering_point)
    if number and ("metering_point" in given or (country, rules_key) != (project.address.country, project.regulation)):
        found["metering_point"] = metering_point(number, country or rules_key.upper())
    return found


def _priced(raw: Connection, project: Project) -> bool:
    if project.price_net is not None:
        return True
    return raw.execute(_PRICED, {"id": project.id}).fetchone() is not None
