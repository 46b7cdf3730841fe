"""Deciding the fate of rows: which contact and which lead each one means, and what it would change.

A row means a known contact by its e-mail; else by a phone together with the name; else, where it has neither, by the
name together with the place. It means a known lead by our own number, or by the contact together with the name of
the lead or its place. Rows of the same sheet know each other by the same rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection
from typing import Any

from solartui.domain import lifecycle
from solartui.domain.contact_points import email_key
from solartui.domain.contacts import Phone
from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.domain.importing.rows import Problem, RowDraft
from solartui.domain.people import Actor
from solartui.domain.stages import Stage
from solartui.domain.text import fold
from solartui.domain.vocabulary import StageKind
from solartui.i18n import tr
from solartui.services.contacts import phone_digits
from solartui.services.import_decision import Decision, Fate, OnDuplicate
from solartui.services.leads import LeadService
from solartui.services.people import resolve_assignee
from solartui.store.reading import matching
from solartui.store.reading.matching import KnownContact, KnownLead
from solartui.store.times import from_text

PLAIN_FIELDS = (
    "type", "grid_connection", "channel", "street", "postcode", "city", "region", "country", "latitude", "longitude",
    "monthly_kwh", "score", "follow_up_note", "lost_reason",
)  # fmt: skip
FLAGS = ("panel", "battery", "heat_pump")
MOMENTS = ("last_contacted", "next_follow_up")


def folded(name: object) -> str:
    """A name as it is compared."""
    return " ".join(fold(str(name)).split())


@dataclass(frozen=True, slots=True)
class Points:
    """What a row says of its contact, as keys."""

    name: str
    emails: tuple[str, ...]
    digits: tuple[str, ...]

    @classmethod
    def of(cls, draft: RowDraft) -> Points:
        """The keys of a row."""
        emails: Sequence[str] = draft.values.get("email", ())  # type: ignore[assignment]
        phones: Sequence[Phone] = draft.values.get("phone", ())  # type: ignore[assignment]
        name = folded(draft.values.get("contact_name", "")) if draft.named else ""
        return cls(name, tuple(map(email_key, emails)), tuple(map(phone_digits, phones)))


def place_of(values: Mapping[str, Any]) -> str:
    """Street and town as they are compared; empty unless both are there."""
    street, city = values.get("street"), values.get("city")
    return f"{folded(street)}|{folded(city)}" if street and city else ""


def lead_name(draft: RowDraft) -> str:
    """The name that a row gives its lead, or the one that is proposed for it."""
    values = draft.values
    city = values.get("city")
    return str(values.get("name") or LeadService.propose_name(str(values["contact_name"]), str(city) if city else None))


class Planner:
    """Decides rows in chunks, in the order of the sheet.

    Args:
        connection: the database; nothing is written through it here.
        stages: the desk's stages.
        actor: who ``me`` is.
        policy: what a row does whose lead is there already.
    """

    def __init__(self, connection: Connection, stages: Sequence[Stage], actor: Actor, policy: OnDuplicate) -> None:
        self._connection = connection
        self._stages = {stage.key: stage for stage in stages}
        self._actor = actor
        self._policy = policy
        self._people: dict[str, str | None] = {}
        # What earlier rows of the sheet bring: key of a contact -> the row, and of a lead -> the row.
        self._new_contacts: dict[str, int] = {}
        self._new_leads: dict[tuple[int | str, str], tuple[int, int]] = {}

    def decide(self, drafts: Iterable[RowDraft]) -> list[Decision]:
        """The fates of some rows that follow those decided before."""
        rows = [draft for draft in drafts if not draft.blank]
        sound = [draft for draft in rows if not draft.problems]
        known = _Known(self._connection, sound)
        return [self._fate(draft, known) for draft in rows]

    def _fate(self, draft: RowDraft, known: _Known) -> Decision:
        if draft.problems:
            return Decision(draft, Fate.REFUSED, problems=draft.problems)
        try:
            return self._decide(draft, known)
        except (Refused, NotFound, Invalid) as error:
            return Decision(draft, Fate.REFUSED, problems=(Problem(draft.number, "", "", error.message),))

    def _decide(self, draft: RowDraft, known: _Known) -> Decision:
        points = Points.of(draft)
        self._check_people(draft)
        lead = known.lead_by_number(draft, points)
        if lead is not None:
            return self._against(draft, lead, known.contacts[lead.columns["contact_id"]], points, own=True)
        # What an earlier row brings goes first, so that a plan and its execution see the same.
        earlier = self._earlier(draft, points)
        contact_id = None if earlier else known.contact_of(draft, points)
        who: int | str = contact_id or f"row {earlier or draft.number}"
        name, place = folded(lead_name(draft)), place_of(draft.values)
        twin = self._new_leads.get((who, name)) or self._new_leads.get((who, place and f"@{place}"))
        if twin is not None:
            return self._twin(draft, twin, contact_id, earlier)
        if contact_id is not None and (lead := known.lead_of(contact_id, name, place)) is not None:
            return self._against(draft, lead, known.contacts[contact_id], points, own=False)
        self._check_new(draft)
        mark = (draft.number, hash(_said(draft)))
        self._new_leads[who, name] = mark
        if place:
            self._new_leads.setdefault((who, f"@{place}"), mark)
        if contact_id is None:
            for key in _keys(points, place):
                self._new_contacts.setdefault(key, earlier or draft.number)
        linked = contact_id is not None or earlier is not None
        return Decision(draft, Fate.NEW, contact_id=contact_id, same_as=earlier, linked=linked)

    def _twin(self, draft: RowDraft, twin: tuple[int, int], contact_id: int | None, earlier: int | None) -> Decision:
        """A row whose lead an earlier row brings."""
        number, said = twin
        same = said == hash(_said(draft))
        reason = tr("The same lead as in row {row}.", row=number)
        problems = () if same else (Problem(draft.number, "", "", reason),)
        fate = Fate.UNCHANGED if same else Fate.SKIPPED
        return Decision(draft, fate, contact_id=contact_id, same_as=earlier, linked=True, problems=problems)

    def _earlier(self, draft: RowDraft, points: Points) -> int | None:
        for key in _keys(points, place_of(draft.values)):
            if (row := self._new_contacts.get(key)) is not None:
                return row
        return None

    def _check_people(self, draft: RowDraft) -> None:
        """Assignee and owner must be known by name."""
        for key in ("assignee", "owner"):
            name = draft.values.get(key)
            if not isinstance(name, str):
                continue
            asked = f"user:{name}" if key == "owner" else name
            if asked not in self._people:
                try:
                    resolve_assignee(self._connection, asked, self._actor)
                    self._people[asked] = None
                except (NotFound, Invalid) as error:
                    self._people[asked] = error.message
            if (problem := self._people[asked]) is not None:
                raise Refused(problem)

    def _check_new(self, draft: RowDraft) -> None:
        """A new lead may bring its stage, but conversion is not for spreadsheets; a lost one may lack its reason."""
        stage = self._stages.get(str(draft.values.get("stage", "")))
        if stage is not None:
            lifecycle.check_target(stage, "-" if stage.kind is StageKind.LOST else None)

    def _against(
        self, draft: RowDraft, lead: KnownLead, contact: KnownContact, points: Points, *, own: bool
    ) -> Decision:
        """Compare a row with the lead that it means."""
        changes = self._differences(draft, lead)
        of_contact = _contact_differences(draft, contact, points, rename=own)
        base = {"lead_id": lead.id, "contact_id": contact.id, "linked": True, "version": lead.columns["version"]}
        if not changes and not of_contact:
            return Decision(draft, Fate.UNCHANGED, **base)
        if self._policy is OnDuplicate.UPDATE or (own and self._policy is OnDuplicate.LINK):
            self._check_stage(changes, lead)
            return Decision(draft, Fate.UPDATED, changes=changes, contact_changes=of_contact, **base)
        reason = tr("Already there as lead {id}. To take over what differs, choose: update.", id=lead.id)
        return Decision(draft, Fate.SKIPPED, problems=(Problem(draft.number, "", "", reason),), **base)

    def _check_stage(self, changes: Mapping[str, Any], lead: KnownLead) -> None:
        if "stage" in changes:
            current, target = self._stages[lead.columns["stage"]], self._stages[changes["stage"]]
            archived = lead.columns["archived_at"] is not None
            reason = changes.get("lost_reason") or lead.columns["lost_reason"]
            lifecycle.check_move(
                current, target, reason, archived=archived, has_projects=lead.columns["converted_at"] is not None
            )

    def _differences(self, draft: RowDraft, lead: KnownLead) -> dict[str, Any]:
        """The fields in which a row says something else than the stored lead."""
        values, columns = draft.values, lead.columns
        found = {key: values[key] for key in PLAIN_FIELDS if key in values and not _same(values[key], columns[key])}
        found |= {key: values[key] for key in FLAGS if key in values and bool(columns[key]) is not values[key]}
        found |= {key: values[key] for key in MOMENTS if key in values and not _same_moment(values[key], columns[key])}
        if "name" in values and values["name"] != columns["name"]:
            found["name"] = values["name"]
        if "stage" in values and values["stage"] != columns["stage"]:
            found["stage"] = values["stage"]
        months = json.loads(columns["consumption"]) if columns["consumption"] else None
        if "consumption" in values and list(values["consumption"]) != months:  # type: ignore[call-overload]
            found["consumption"] = values["consumption"]
        carried = folded(columns["assignee_user"] or columns["assignee_entity"] or "")
        if "assignee" in values and folded(values["assignee"]) != carried:
            found["assignee"] = values["assignee"]
        if "owner" in values and folded(values["owner"]) != folded(columns["owner_name"] or ""):
            found["owner"] = values["owner"]
        if "archived" in values and (columns["archived_at"] is not None) is not values["archived"]:
            found["archived"] = values["archived"]
        if "note" in values and values["note"] not in lead.notes:
            found["note"] = values["note"]
        return found


class _Known:
    """The stored contacts and leads that a chunk of rows may mean."""

    def __init__(self, connection: Connection, drafts: Sequence[RowDraft]) -> None:
        points = [Points.of(draft) for draft in drafts]
        self._by_email = matching.owners_of_emails(connection, {key for p in points for key in p.emails})
        self._by_digits = matching.owners_of_digits(connection, {key for p in points for key in p.digits})
        without = {p.name for p in points if p.name and not p.emails and not p.digits}
        self._by_name = matching.named_so(connection, without)
        asked = {int(str(d.values["id"])) for d in drafts if "id" in d.values}
        self._by_number = {lead.id: lead for lead in matching.leads_by(connection, "id", asked)}
        ids = set(self._by_email.values())
        ids.update(*self._by_digits.values(), *self._by_name.values())
        ids.update(lead.columns["contact_id"] for lead in self._by_number.values())
        ids.update(int(str(d.values["contact_id"])) for d in drafts if "contact_id" in d.values)
        self.contacts = matching.contacts(connection, ids)
        self._leads: dict[int, list[KnownLead]] = {}
        for lead in matching.leads_by(connection, "contact_id", set(self.contacts)):
            self._leads.setdefault(lead.columns["contact_id"], []).append(lead)

    def lead_by_number(self, draft: RowDraft, points: Points) -> KnownLead | None:
        """The lead with the number that the row gives, if it can be the same one."""
        number = draft.values.get("id")
        lead = self._by_number.get(int(str(number))) if number is not None else None
        if lead is None:
            return None
        contact = self.contacts[lead.columns["contact_id"]]
        says_who = points.name or points.emails or points.digits or "name" in draft.values
        same = (
            folded(draft.values.get("name", "")) == folded(lead.columns["name"])
            or points.name == contact.name_fold
            or contact.emails & set(points.emails)
            or contact.digits & set(points.digits)
        )
        if says_who and not same:
            name = lead.columns["name"]
            raise Refused(tr("Lead {id} is {name} here; the row is about somebody else.", id=lead.id, name=name))
        others = {self._by_email[key] for key in points.emails if key in self._by_email} - {contact.id}
        if others:
            other = self.contacts[others.pop()]
            raise Refused(tr("The e-mail already belongs to {name} (contact {id}).", name=other.name, id=other.id))
        return lead

    def contact_of(self, draft: RowDraft, points: Points) -> int | None:
        """The contact that a row means, None for a new one."""
        owners = {self._by_email[key] for key in points.emails if key in self._by_email}
        if len(owners) > 1:
            names = ", ".join(sorted(self.contacts[i].name for i in owners))
            raise Refused(tr("The e-mail addresses belong to different contacts: {names}.", names=names))
        if owners:
            return owners.pop()
        given = draft.values.get("contact_id")
        contact = self.contacts.get(int(str(given))) if given is not None else None
        if contact is not None and points.name in ("", contact.name_fold):
            return contact.id
        for digits in points.digits:
            for i in self._by_digits.get(digits, ()):
                if i in self.contacts and points.name in ("", self.contacts[i].name_fold):
                    return i
        if points.emails or points.digits:
            return None
        place = place_of(draft.values)
        for i in self._by_name.get(points.name, ()):
            if not place or any(place_of(lead.columns) == place for lead in self._leads.get(i, ())):
                return i
        return None

    def lead_of(self, contact_id: int, name: str, place: str) -> KnownLead | None:
        """The lead of a contact with this name, or at this place."""
        leads = self._leads.get(contact_id, [])
        for lead in leads:
            theirs = place_of(lead.columns)
            if folded(lead.columns["name"]) == name and (not place or not theirs or place == theirs):
                return lead
        return next((lead for lead in leads if place and place_of(lead.columns) == place), None)


def _keys(points: Points, place: str) -> list[str]:
    """Under what later rows of the sheet find the contact of this one."""
    found = [f"mail {key}" for key in points.emails]
    found += [f"phone {digits} {points.name}" for digits in points.digits]
    if not found and points.name:
        found.append(f"name {points.name} {place}")
    return found


def _said(draft: RowDraft) -> str:
    return repr(sorted(draft.values.items()))


def _contact_differences(draft: RowDraft, contact: KnownContact, points: Points, *, rename: bool) -> dict[str, Any]:
    """What a row adds to its contact; a name is changed only where the row means the lead by our own number."""
    found: dict[str, Any] = {}
    if set(points.emails) - contact.emails:
        found["email"] = draft.values["email"]
    if set(points.digits) - contact.digits:
        found["phone"] = draft.values["phone"]
    name = draft.values.get("contact_name")
    if rename and points.name and name != contact.name:
        found["contact_name"] = name
    return found


def _same(new: object, stored: object) -> bool:
    if isinstance(new, float) and isinstance(stored, (int, float)):
        return abs(new - stored) <= 1e-9 * max(1.0, abs(new))
    return new == stored


def _same_moment(new: object, stored: str | None) -> bool:
    """A spreadsheet keeps times to the second."""
    if stored is None or not isinstance(new, datetime):
        return False
    return abs((new - from_text(stored)).total_seconds()) < 1
