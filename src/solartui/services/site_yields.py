"""What one kWp makes at a place, by PVGIS: fetched once for a cell of 0.1 degrees, and kept."""

from __future__ import annotations

import json
from sqlite3 import Connection
from typing import TYPE_CHECKING

from solartui.domain.errors import Refused
from solartui.i18n import tr
from solartui.services.settings import SettingService

if TYPE_CHECKING:
    from solartui.domain.projects import Project
    from solartui.store.work import Work

_KEPT = "pvgis."


def cell_of(project: Project) -> str | None:
    """The cell that a site lies in: its corner in tenths of a degree; None without coordinates."""
    if project.latitude is None or project.longitude is None:
        return None
    return f"{_KEPT}{project.latitude:.1f},{project.longitude:.1f}"


def kept_months(connection: Connection, project: Project) -> tuple[float, ...]:
    """What was fetched for the cell of a site; empty where nothing was."""
    query = "SELECT value FROM preference WHERE user_id IS NULL AND key = ?"
    row = connection.execute(query, (cell_of(project),)).fetchone()
    return tuple(float(kwh) for kwh in json.loads(row[0])) if row else ()


def fetched_months(settings: SettingService, project: Project) -> tuple[float, ...]:
    """Ask PVGIS about the cell of a site.

    Raises:
        Refused: an admin has not allowed it, the site has no coordinates, or there is no good answer.
    """
    from solartui.adapters.pvgis import months_of_one_kwp

    if not settings.get("proposals.pvgis"):
        raise Refused(tr("PVGIS is not asked: solartui settings set proposals.pvgis yes"))
    if project.latitude is None or project.longitude is None:
        raise Refused(tr("The site of {name} has no coordinates.", name=project.name), ("latitude",))
    latitude, longitude = round(project.latitude, 1), round(project.longitude, 1)
    return months_of_one_kwp(settings.text("proposals.pvgis_address"), latitude, longitude)


def keep_months(work: Work, project: Project, months: tuple[float, ...]) -> None:
    """Keep what was fetched for everybody."""
    cell = cell_of(project)
    work.raw.execute("DELETE FROM preference WHERE user_id IS NULL AND key = ?", (cell,))
    row = (None, cell, json.dumps(list(months)))
    work.raw.execute("INSERT INTO preference (user_id, key, value) VALUES (?, ?, ?)", row)
