"""From a lead to a project: the check that a person sees first, and the conversion itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solartui.domain.conversion import Missing, missing_for_conversion
from solartui.domain.errors import Refused
from solartui.domain.leads import Lead
from solartui.domain.projects import Project
from solartui.domain.records import Subject
from solartui.domain.regulations import Regulation, regulation_for
from solartui.domain.text import clean, fold
from solartui.domain.vocabulary import AssigneeKind, ProjectStage, StageKind
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.lead_rules import get_lead, limited, stale_lead
from solartui.services.projects import TOPICS, add_contact_to, get_project, name_columns
from solartui.services.result import Changed
from solartui.services.task_events import begin
from solartui.store.reading import people as people_reading

if TYPE_CHECKING:
    from solartui.store.work import Work

_LONGEST_NAME = 500


@dataclass(frozen=True, slots=True)
class ConversionCheck:
    """What the conversion window shows.

    Attributes:
        lead: the lead, whose type, grid connection, address, contact and assignee are summed up.
        missing: what has to be filled in first; empty when the lead can be converted.
        regulation: the rules of its place; None while the place is not known.
    """

    lead: Lead
    missing: tuple[Missing, ...]
    regulation: Regulation | None

    @property
    def possible(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def _check(lead: Lead) -> ConversionCheck:
    missing = missing_for_conversion(lead)
    if lead.archived:
        missing += (Missing("archived", tr("lead is archived; bring it back first")),)
    located = lead.has_location
    rules = regulation_for(lead.address.country, lead.latitude, lead.longitude) if located else None
    return ConversionCheck(lead, missing, rules)


class ConversionService:
    """The gate between leads and projects."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def check(self, lead_id: int) -> ConversionCheck:
        """What would be converted, and what is missing for it. Writes nothing."""
        with self._desk.reading() as connection:
            return _check(get_lead(connection, lead_id))

    def convert(self, lead_id: int, name: str | None = None, version: int | None = None) -> Changed[Project]:
        """Make a project from a lead, in one transaction; a lead can be converted more than once.

        Args:
            lead_id: which lead.
            name: the project's name, the lead's where it is not given.
            version: the version of the lead that the person confirmed; a newer one is not converted.

        Raises:
            Stale: somebody saved a newer version of the lead.
            Refused: something is missing, first of all a location; `missing` names the fields.
        """
        chosen = limited(clean(name or ""), _LONGEST_NAME, "name")
        with self._desk.writing("leads.convert") as work:
            check = _check(get_lead(work.raw, lead_id))
            if version is not None and check.lead.version != version:
                raise stale_lead(work.raw, check.lead, {"name": name})
            if check.missing or check.regulation is None:
                reasons = "; ".join(m.reason for m in check.missing)
                raise Refused(tr("Not converted: {reasons}.", reasons=reasons), tuple(m.field for m in check.missing))
            project_id = self._insert(work, check.lead, check.regulation, chosen or check.lead.name)
            project = get_project(work.raw, project_id)
            self._close(work, check.lead, project)
            work.describe("lead.converted", name=check.lead.name, lead=lead_id, project=project_id)
            change = work.change_id
        return Changed(project, TOPICS, change)

    @staticmethod
    def _insert(work: Work, lead: Lead, rules: Regulation, name: str) -> int:
        from solartui.store.tables import ProjectAssigneeRow, ProjectRow

        row = ProjectRow.model_validate(
            name_columns(name)
            | {
                "stage": ProjectStage.ONBOARDING.value,
                "lead_id": lead.id,
                "type": lead.type.value,
                "grid_connection": lead.grid_connection.value,
                "street": lead.address.street,
                "postcode": lead.address.postcode,
                "city": lead.address.city,
                "city_fold": fold(lead.address.city or ""),
                "region": lead.address.region,
                "country": lead.address.country,
                "latitude": lead.latitude,
                "longitude": lead.longitude,
                "regulation": rules.key,
                "currency": rules.currency,
                "monthly_kwh": lead.monthly_kwh,
                "consumption": list(lead.consumption) or None,
                "created_by_id": work.actor.user_id,
                "created_at": work.now,
                "updated_at": work.now,
            }
        )
        project_id = work.add(row)
        add_contact_to(work, project_id, lead.contact.id)
        begin(work, project_id)
        if lead.assignee is not None:
            of_user = lead.assignee.kind is AssigneeKind.USER
            work.add(
                ProjectAssigneeRow(
                    project_id=project_id,
                    user_id=lead.assignee.id if of_user else None,
                    entity_id=None if of_user else lead.assignee.id,
                )
            )
        return project_id

    @staticmethod
    def _close(work: Work, lead: Lead, project: Project) -> None:
        """Mark the lead as converted and write it into the history of both."""
        stages = people_reading.stages(work.raw)
        converted = next(s for s in stages if s.kind is StageKind.CONVERTED)
        columns: dict[str, Any] = {"converted_at": work.now, "lost_reason": None}
        if lead.stage != converted.key:
            columns |= {"stage": converted.key, "stage_since": work.now}
        work.update("lead", lead.id, columns)
        contact = lead.contact.id
        data = {"project": project.id, "project_name": project.name}
        work.activity("converted", Subject("lead", lead.id), data, contact_id=contact)
        if lead.stage != converted.key:
            moved = {"from": lead.stage, "to": converted.key}
            work.activity("moved", Subject("lead", lead.id), moved, contact_id=contact)
        made = {"lead": lead.id, "name": project.name}
        work.activity("project_created", Subject("project", project.id), made, contact_id=contact)
