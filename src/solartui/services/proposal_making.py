"""Offers put together: what a person chose, who sends it, and the row that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, Refused
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.designs import check_open, site_of
from solartui.services.projects import get_project
from solartui.services.proposal_figures import Sender, figure
from solartui.services.proposal_writing import Series, day_of, insert

if TYPE_CHECKING:
    from solartui.domain.offers.designs import Design
    from solartui.domain.offers.drafts import ProposalFields
    from solartui.services.settings import SettingService
    from solartui.store.work import Work

_COMPANY = ("name", "address", "tax_id", "phone", "email", "web")
_FURTHEST = timedelta(days=3660)


def draft_of(values: Mapping[str, Any]) -> ProposalFields:
    """What a person says about an offer.

    Raises:
        Invalid: a value makes no sense.
    """
    from solartui.domain.drafts import validated
    from solartui.domain.offers.drafts import ProposalFields

    return validated(ProposalFields, values)


def make(work: Work, settings: SettingService, design: Design, draft: ProposalFields, named: tuple[str, Series]) -> int:
    """Store an offer of a design, not in force.

    Args:
        work: the unit of work.
        settings: of the desk.
        design: what is offered.
        draft: what a person chose.
        named: the language of the offer, and its number.

    Raises:
        Refused: the project has ended, or the design has no prices.
        Invalid: the last day is over.
    """
    project = get_project(work.raw, design.project_id)
    check_open(project)
    if not design.lines:
        message = tr("Design {name} has no bill of materials: there is nothing to price.", name=design.name)
        raise Refused(message, ("lines",))
    language, series = named
    today = day_of(work.now)
    site = site_of(work.raw, project)
    figured = figure(design, site, draft, language, today, sender=_sender(settings, work.actor.name))
    days = timedelta(days=float(settings.get("proposals.valid_days")))
    columns = {
        "project_id": project.id,
        "design_id": design.id,
        "language": language,
        "currency": project.currency,
        "capacity_kwp": design.capacity_kwp,
        "battery_kwh": design.battery_kwh,
        "grid_connection": project.grid_connection.value,
        "valid_until": future(draft.valid_until or today + days, today).isoformat(),
    }
    return insert(work, series, figured, columns)


def _sender(settings: SettingService, person: str) -> Sender:
    terms = [clean(part) for part in settings.text("proposals.terms").split("|")]
    return Sender(
        {key: settings.text(f"company.{key}") for key in _COMPANY},
        person,
        tuple(part for part in terms if part),
        settings.text("proposals.link"),
    )


def future(day: date, today: date) -> date:
    """A last day that has not passed.

    Raises:
        Invalid: it has, or it is many years away.
    """
    if not today <= day <= today + _FURTHEST:
        raise Invalid(tr("valid_until: {day} is over, or too far away.", day=day.isoformat()), "valid_until")
    return day
