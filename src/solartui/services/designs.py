"""Designs of projects: made, changed, linked to an external program, and synced with what that exports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.estimate_settings import figures_of
from solartui.domain.offers.designs import Design
from solartui.domain.offers.sync import Difference, differences, read_export
from solartui.domain.offers.vocabulary import YieldSource
from solartui.domain.records import Subject
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.design_columns import SiteUse, columns_of, estimated, first_columns, stored
from solartui.services.desk import Desk
from solartui.services.offer_events import tell_workflow
from solartui.services.projects import get_project
from solartui.services.result import Changed
from solartui.services.settings import SettingService, desk_values
from solartui.services.site_yields import fetched_months, keep_months, kept_months
from solartui.store.reading import offers as reading
from solartui.store.reading.history import related

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.domain.projects import Project
    from solartui.store.work import Work

TOPICS = frozenset({"projects", "leads"})
_LONGEST = 300


class _Act(NamedTuple):
    """What is done to a design: the change, the activity, and what the workflow hears."""

    change: str
    activity: str
    event: str | None = None


_CREATED = _Act("created", "design_added")
_EDITED = _Act("edited", "design_edited")
_DELETED = _Act("deleted", "design_deleted")
_LINKED = _Act("linked", "design_linked", "design_linked")
_SYNCED = _Act("synced", "design_synced", "design_synced")


def get_design(connection: Connection, design_id: int) -> Design:
    """The design with this id.

    Raises:
        NotFound: there is none.
    """
    found = reading.design(connection, design_id)
    if found is None:
        raise NotFound(tr("There is no design {id}.", id=design_id))
    return found


def site_of(connection: Connection, project: Project) -> SiteUse:
    """A project with what its site uses."""
    row = connection.execute("SELECT consumption FROM project WHERE id = ?", (project.id,)).fetchone()
    months = json.loads(row[0]) if row and row[0] else ()
    figures = figures_of(desk_values(connection))
    return SiteUse(project, tuple(months), kept_months(connection, project), figures)


def check_open(project: Project) -> None:
    """Go on only with a project that is under way.

    Raises:
        Refused: it has ended.
    """
    if project.outcome is not None:
        raise Refused(tr("Project {name} has ended.", name=project.name))


class DesignService:
    """What is to be built."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, project_id: int) -> list[Design]:
        """The designs of a project, the oldest first."""
        with self._desk.reading() as connection:
            get_project(connection, project_id)
            return reading.designs(connection, project_id)

    def all(self) -> list[Design]:
        """The designs of all projects."""
        with self._desk.reading() as connection:
            return reading.designs(connection)

    def get(self, design_id: int) -> Design:
        """One design."""
        with self._desk.reading() as connection:
            return get_design(connection, design_id)

    def create(self, project_id: int, values: Mapping[str, Any]) -> Changed[Design]:
        """Make a design; what is not given follows from the use of the site and from usual prices.

        Raises:
            Invalid: a value makes no sense.
            Refused: neither modules nor a power are given, and no use is known to follow from.
        """
        from solartui.domain.drafts import validated
        from solartui.domain.offers.drafts import DesignFields

        draft = validated(DesignFields, values)
        with self._desk.writing("projects.edit") as work:
            project = get_project(work.raw, project_id)
            check_open(project)
            found = first_columns(draft, site_of(work.raw, project))
            number = len(reading.designs(work.raw, project_id)) + 1
            found["name"] = found.get("name") or tr("Design {number}", number=number)
            design_id = add_design(work, project_id, found)
            return _done(work, design_id, _CREATED)

    def edit(self, design_id: int, values: Mapping[str, Any], version: int | None = None) -> Changed[Design]:
        """Change a design; offers that were made from it keep their figures.

        Raises:
            Invalid: a value makes no sense.
            Stale: somebody saved a newer version.
        """
        from solartui.domain.drafts import validated
        from solartui.domain.offers.drafts import DesignFields

        draft = validated(DesignFields, values)
        with self._desk.writing("projects.edit") as work:
            before = _current(work, design_id, version, values)
            site = site_of(work.raw, get_project(work.raw, before.project_id))
            return _saved(work, before, columns_of(draft, site, before), _EDITED)

    def delete(self, design_id: int, version: int | None = None) -> Changed[Design]:
        """Take a design away that no offer was made from; undo brings it back.

        Raises:
            Refused: an offer was made from it.
        """
        with self._desk.writing("projects.edit") as work:
            design = _current(work, design_id, version, {})
            if design.proposals:
                raise Refused(tr("Design {name} has proposals and stays.", name=design.name))
            work.update("design", design_id, {"deleted_at": work.now})
            _tell(work, design, _DELETED)
            return Changed(design, TOPICS, work.change_id)

    def link(
        self, design_id: int, system: str, external_id: str | None = None, url: str | None = None
    ) -> Changed[Design]:
        """Say in which other program the design is kept, and where there.

        Raises:
            Invalid: the address is no web address.
        """
        values: dict[str, str | None] = {"system": _line(system, "system")}
        values["external_id"] = _line(external_id, "external_id") or None
        values["url"] = _web_address(url)
        if not values["system"]:
            raise Invalid(tr("{field} cannot be empty.", field="system"), "system")
        with self._desk.writing("projects.edit") as work:
            design = _current(work, design_id, None, values)
            return _saved(work, design, values, _LINKED)

    def compare(self, design_id: int, text: str, name: str) -> list[Difference]:
        """What taking over an exported file would change. Writes nothing.

        Args:
            design_id: which design.
            text: what the other program exported, JSON or CSV.
            name: what the file is called, for messages.
        """
        with self._desk.reading() as connection:
            design = get_design(connection, design_id)
            return differences(design, self._taken(connection, design, text, name))

    def take(self, design_id: int, text: str, name: str, version: int | None = None) -> Changed[Design]:
        """Take over an exported file, and note when.

        Raises:
            Invalid: the file makes no sense.
            Refused: the design is not linked, or the file is of another design.
        """
        with self._desk.writing("projects.edit") as work:
            design = _current(work, design_id, version, {})
            values = self._taken(work.raw, design, text, name) | {"synced_at": work.now}
            return _saved(work, design, values, _SYNCED)

    def fetch_yield(self, design_id: int) -> Changed[Design]:
        """Take the yield from PVGIS, which is asked once for the surroundings of a site.

        Raises:
            Refused: an admin has not allowed it, the site has no coordinates, or there is no good answer.
        """
        self._desk.allow("projects.edit")
        with self._desk.reading() as connection:
            project = get_project(connection, get_design(connection, design_id).project_id)
            months = kept_months(connection, project)
        fetched = () if months else fetched_months(SettingService(self._desk), project)
        with self._desk.writing("projects.edit") as work:
            design = _current(work, design_id, None, {})
            if fetched:
                keep_months(work, project, fetched)
            return _saved(work, design, estimated({}, site_of(work.raw, project), design), _EDITED)

    def confirm(self, design_id: int) -> Changed[Design]:
        """Note that both sides agree, without a file."""
        with self._desk.writing("projects.edit") as work:
            design = _current(work, design_id, None, {})
            _check_linked(design)
            return _saved(work, design, {"synced_at": work.now}, _SYNCED)

    @staticmethod
    def _taken(connection: Connection, design: Design, text: str, name: str) -> dict[str, Any]:
        from solartui.domain.drafts import validated
        from solartui.domain.offers.drafts import DesignFields

        _check_linked(design)
        found = read_export(text, name)
        link: dict[str, str | None] = {"external_id": _line(found.pop("external_id", None), "external_id")}
        link["url"] = _web_address(found.pop("url", None))
        if link["external_id"] and design.external_id and link["external_id"] != design.external_id:
            there, here = link["external_id"], design.external_id
            raise Refused(tr("{path} is of design {there}, not of {here}.", path=name, there=there, here=here))
        draft = validated(DesignFields, found)
        site = site_of(connection, get_project(connection, design.project_id))
        values = columns_of(draft, site, design, YieldSource.IMPORT)
        return values | {key: value for key, value in link.items() if value}


def _check_linked(design: Design) -> None:
    if design.system is None:
        raise Refused(tr("Design {name} is not linked: solartui designs link {id}", name=design.name, id=design.id))


def _line(text: object, field: str) -> str:
    line = clean(str(text)) if text is not None else ""
    if len(line) > _LONGEST:
        raise Invalid(tr("{field} is longer than {limit} characters.", field=field, limit=_LONGEST), field)
    return line


def _web_address(url: object) -> str | None:
    from urllib.parse import urlsplit

    address = _line(url, "url")
    if not address:
        return None
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in address
    except ValueError:
        good = False
    if not good:
        raise Invalid(tr("url: “{url}” is no web address.", url=address[:60]), "url")
    return address


def add_design(work: Work, project_id: int, values: Mapping[str, Any]) -> int:
    """Insert a design inside a unit of work; `values` are records as `first_columns` gives them."""
    from solartui.store.tables import DesignRow

    row = {
        "project_id": project_id,
        "created_by_id": work.actor.user_id,
        "created_at": work.now,
        "updated_at": work.now,
    }
    return work.add(DesignRow.model_validate(stored(values) | row))


def _current(work: Work, design_id: int, version: int | None, yours: Mapping[str, Any]) -> Design:
    design = get_design(work.raw, design_id)
    if version is not None and design.version != version:
        raise Stale(tr("Design {name} was changed meanwhile.", name=design.name), design, yours)
    return design


def _saved(work: Work, before: Design, values: Mapping[str, Any], act: _Act) -> Changed[Design]:
    changed = work.update("design", before.id, stored(values))
    if not changed:
        return Changed(before, frozenset())
    return _done(work, before.id, act)


def _done(work: Work, design_id: int, act: _Act) -> Changed[Design]:
    design = get_design(work.raw, design_id)
    _tell(work, design, act)
    if act.event is not None:
        tell_workflow(work, design.project_id, act.event)
    return Changed(design, TOPICS, work.change_id)


def _tell(work: Work, design: Design, act: _Act) -> None:
    subject = Subject("project", design.project_id)
    data = {"name": design.name, "design": design.id}
    work.activity(act.activity, subject, data, **related(work.raw, subject))
    work.describe(f"design.{act.change}", name=design.name, design=design.id, project=design.project_id)
