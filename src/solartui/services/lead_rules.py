"""What services do to one lead inside a unit of work, and how they find it: the rules that all of them share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from solartui.domain import lifecycle
from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.leads import Lead
from solartui.domain.people import Assignee
from solartui.domain.records import Subject
from solartui.domain.stages import Stage, stage_named
from solartui.domain.text import clean
from solartui.domain.vocabulary import StageKind
from solartui.i18n import tr
from solartui.store.reading import leads as reading
from solartui.store.reading import people as people_reading

if TYPE_CHECKING:
    from solartui.store.work import Work

TOPICS = frozenset({"leads"})
# Clocks of a machine and of its users differ a little.
_CLOCK_SLIP = timedelta(minutes=1)


def check_happened(moment: datetime | None, now: datetime, field: str) -> None:
    """A contact with a customer lies in the past.

    Raises:
        Invalid: it does not.
    """
    if moment is not None and moment > now + _CLOCK_SLIP:
        raise Invalid(tr("What has not happened yet is a follow-up."), field)


def get_lead(connection: Connection, lead_id: int) -> Lead:
    """The lead with this id.

    Raises:
        NotFound: there is none, or it was deleted.
    """
    found = reading.lead(connection, lead_id)
    if found is None:
        raise NotFound(tr("There is no lead {id}.", id=lead_id))
    return found


def find_stage(connection: Connection, name: str) -> Stage:
    """The stage with this key or name.

    Raises:
        NotFound: there is none; the message lists those there are.
    """
    stages = people_reading.stages(connection)
    stage = stage_named(stages, name)
    if stage is None:
        known = ", ".join(s.key for s in stages if s.active)
        raise NotFound(tr("There is no stage {name}. Stages: {known}", name=clean(name)[:40], known=known))
    return stage


def get_name(connection: Connection, lead_id: int) -> str:
    """The name of a lead, deleted or not."""
    return str(connection.execute("SELECT name FROM lead WHERE id = ?", (lead_id,)).fetchone()[0])


def stale_lead(connection: Connection, lead: Lead, yours: Mapping[str, object]) -> Stale:
    """The error for a lead that somebody saved since it was looked at, with both versions and their name."""
    row = connection.execute(
        "SELECT c.actor FROM change_item i JOIN change c ON c.id = i.change_id "
        "WHERE i.table_name = 'lead' AND i.row_id = ? ORDER BY i.id DESC LIMIT 1",
        (lead.id,),
    ).fetchone()
    who = row[0] if row else None
    return Stale(tr("{who} changed {name} meanwhile.", who=who or "?", name=lead.name), lead, yours, who)


def in_utc(moment: datetime, field: str) -> datetime:
    """A time in UTC; one without a zone is meant by the clock of this machine.

    Raises:
        Invalid: it is too far from today to have one.
    """
    from solartui.domain.moments import to_utc

    try:
        return to_utc(moment)
    except ValueError:
        raise Invalid(tr("{text} is no date that can be stored.", text=str(moment)), field) from None


def limited(text: str, limit: int, field: str) -> str:
    """A text that is short enough to be stored.

    Raises:
        Invalid: it is not.
    """
    if len(text) > limit:
        raise Invalid(tr("{field} can have {limit} characters at most.", field=field, limit=limit), field)
    return text


def move_lead(work: Work, lead: Lead, target: Stage, reason: str | None) -> bool:
    """Move one lead inside a unit of work; False when it is there already.

    Raises:
        Refused: by the rules of `solartui.domain.lifecycle`.
    """
    current = find_stage(work.raw, lead.stage)
    if not lifecycle.check_move(current, target, reason, archived=lead.archived, has_projects=bool(lead.projects)):
        return False
    columns: dict[str, Any] = {"stage": target.key, "stage_since": work.now}
    columns["lost_reason"] = reason if target.kind is StageKind.LOST else None
    if lifecycle.stamps_contact(target):
        columns["last_contacted"] = work.now
    work.update("lead", lead.id, columns)
    data = {"from": current.key, "to": target.key} | ({"reason": reason} if reason else {})
    work.activity("moved", Subject("lead", lead.id), data, contact_id=lead.contact.id)
    return True


def log_assigned(work: Work, lead: Lead, to: Assignee | None) -> None:
    """Write down who carried a lead and who does now."""

    def brief(who: Assignee | None) -> dict[str, Any] | None:
        return {"kind": who.kind.value, "id": who.id, "name": who.name} if who else None

    data = {"from": brief(lead.assignee), "to": brief(to)}
    work.activity("assigned", Subject("lead", lead.id), data, contact_id=lead.contact.id)


def stored_text(value: Any) -> Any:
    """A value as history keeps it: times as ISO text."""
    return value.isoformat() if isinstance(value, datetime) else value


def stamp(work: Work, lead: Lead, what: str) -> bool:
    """Mark a lead as ``archived``, ``unarchived`` or ``deleted`` inside a unit of work; False when it is so already."""
    columns: dict[str, Any] = {"archived_at": None if what == "unarchived" else work.now}
    if what == "deleted":
        if lead.projects:
            raise Refused(tr("{name} has projects and cannot be deleted. Archive it instead.", name=lead.name))
        columns = {"deleted_at": work.now}
    if (what == "archived" and lead.archived) or not work.update("lead", lead.id, columns):
        return False
    work.activity(what, Subject("lead", lead.id), {"name": lead.name}, contact_id=lead.contact.id)
    return True
