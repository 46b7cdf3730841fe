"""Deciding the fate of rows: which contact and which lead each one means, and what it would change.

A row means a known contact by its e-mail; else by our number of the contact; else by a phone together with the name;
else, where it has neither, by the name together with the place. It means a known lead by our own number, by what
another program calls it, or by the contact together with the name of the lead or its place. Rows of the same sheet
know each other by the same rules, and everything is compared with the desk as it was before the import, so that a plan
and its execution decide alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from solartui.domain import lifecycle
from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.domain.importing.policies import Key, OnDuplicate
from solartui.domain.importing.rows import Problem, RowDraft
from solartui.domain.vocabulary import StageKind
from solartui.i18n import ntr, tr
from solartui.services.import_decision import Decision, Fate
from solartui.services.import_differences import contact_differences, kept_of, lead_differences, same_moment
from solartui.services.import_identity import Identity, Who, folded, lead_name
from solartui.services.import_known import Known
from solartui.services.import_rows import Objection, RowPlanner, called, stored_contact
from solartui.services.import_sheet import Mark, said
from solartui.services.lead_rules import check_happened
from solartui.store.reading.matching import KnownContact, KnownLead

# By what a lead is known beside its number.
_CALLED_BY = {"name", "street", "city"}
# A row with one of these means one lead of its contact and not any other.
# What not every row may say.
_SUPERVISED = frozenset({"source", "last_contacted", "lost_reason"})
_TELLS_LEADS_APART = {"name", "street", "postcode", "city", "region", "latitude"}


class Planner(RowPlanner):
    """Decides rows that bring leads with their contacts."""

    def _decide(self, draft: RowDraft, row: Identity, known: Known, search: str | None) -> Decision:
        lead = known.lead_numbered(draft, row)
        if lead is not None:
            return self._against(draft, row, lead, known, Key.NUMBER)
        lead = known.lead_called(draft, row, trusted=Key.EXTERNAL in self._policies.by_key)
        if lead is not None:
            return self._against(draft, row, lead, known, Key.EXTERNAL)
        who, key = self._contact(draft, row, known)
        contact = stored_contact(who, known)
        name = row.lead or folded(lead_name(draft, contact.name if contact else None))
        external = draft.values.get("external_id")
        # Nobody's lead is known of somebody who only comes with this row.
        of_known = self._sheet.twin(who, name, row.site) if key is not None else None
        twin = self._sheet.called(external) or of_known
        if twin is not None and not _differ(external, twin.external):
            return self._twin(draft, twin, who)
        lead = known.lead_of(contact, name, row.site) if contact is not None else None
        if lead is not None and not self._is_another(lead, external):
            return self._against(draft, row, lead, known, key)
        if contact is not None and key is not None and (found := self._by_policy(draft, row, contact, known, key)):
            return found
        return self._bring(draft, row, who, known, key, name=name, search=search)

    def _is_another(self, lead: KnownLead, external: object) -> bool:
        """Whether a lead of the same name or place is not the one of a row after all."""
        return self._sheet.has_moved(lead.id) or _differ(external, lead.columns["external_id"])

    def _bring(
        self, draft: RowDraft, row: Identity, who: Who, known: Known, key: Key | None, *, name: str, search: str | None
    ) -> Decision:
        """A new lead, of a contact that is known or that it brings, too."""
        allowed, left = self._as_far_as_allowed(draft, None)
        self._check_new(draft)
        given = self._given(draft)
        if key is None:
            there, of_contact = self._sheet.make(draft, row, who)
            self._employ(draft.values.get("company"), known)
        else:
            found = self._sheet.contact(who, stored_contact(who, known))
            assert found is not None
            of_contact = contact_differences(draft, found, row, given, own=False)
            self._employ(of_contact.get("company"), known)
            there = self._sheet.grow(who, found, of_contact)
        self._sheet.bring(draft, row, who, there, name)
        kept = kept_of(draft, there, row, given)
        return Decision(allowed, Fate.NEW, None, who, key is not None, {}, of_contact, kept, key, left, search)

    def _by_policy(
        self, draft: RowDraft, row: Identity, contact: KnownContact, known: Known, key: Key
    ) -> Decision | None:
        """What becomes of a row that names no lead of a known contact; None where it brings a new one."""
        policy = self._policies.of(key)
        if policy is OnDuplicate.SKIP:
            reason = tr("{name} is known already as contact {id}.", name=contact.name, id=contact.id)
            problem = self._problem(draft, key if key in self._headings else "", reason)
            return Decision(draft, Fate.SKIPPED, None, contact.id, True, problems=(problem,), key=key)
        if policy is not OnDuplicate.UPDATE or draft.values.keys() & _TELLS_LEADS_APART:
            return None
        leads = known.leads_of(contact.id)
        if len(leads) == 1:
            return self._against(draft, row, leads[0], known, key)
        if not leads:
            return None
        reason = ntr("{name} has {n} lead: name it, or give its place or number.",
                     "{name} has {n} leads: name one, or give its place or number.",
                     len(leads), name=contact.name, n=len(leads))  # fmt: skip
        return Decision(
            draft, Fate.SKIPPED, None, contact.id, True, problems=(self._problem(draft, "", reason),), key=key
        )

    def _contact(self, draft: RowDraft, row: Identity, known: Known) -> tuple[Who, Key | None]:
        """The contact that a row means, and by what it is known; a new one is called after the row."""
        if (who := self._by_email(row, known)) is not None:
            return who, Key.EMAIL
        if (who := known.contact_given(draft, row)) is not None:
            return who, Key.CONTACT
        if not row.says_who:
            raise NotFound(_nobody(draft))
        if (who := known.by_phone(draft, row) or self._sheet.by_phone(row)) is not None:
            return who, Key.PHONE
        if not row.reachable:
            who = known.by_place(row) or self._sheet.by_place(row)
        if who is None and row.company and row.name:
            who = self._sheet.bare_company(row.name) or known.bare_company(row.name)
        return (f"row {draft.number}", None) if who is None else (who, Key.PLACE)

    def _twin(self, draft: RowDraft, twin: Mark, who: Who, lead_id: int | None = None) -> Decision:
        """A row whose lead an earlier row brings or speaks of."""
        if twin.said == said(draft):
            return Decision(draft, Fate.UNCHANGED, lead_id, who, linked=True)
        problem = self._problem(draft, "", tr("The same lead as in row {row}.", row=twin.row))
        return Decision(draft, Fate.SKIPPED, lead_id, who, linked=True, problems=(problem,))

    def _against(self, draft: RowDraft, row: Identity, lead: KnownLead, known: Known, key: Key | None) -> Decision:
        """Compare a row with the lead that it means."""
        policy, named = self._policies.of(key), key in {Key.NUMBER, Key.EXTERNAL}
        own = named and self._policies.of_contact(key) is OnDuplicate.UPDATE
        contact = known.contacts[lead.contact_id]
        self._check_emails(row, contact, known)
        _check_contact(draft, row, contact, known)
        allowed, left = self._as_far_as_allowed(draft, lead)
        if (twin := self._sheet.spoken_of(lead.id)) is not None:
            return self._twin(draft, twin, contact.id, lead.id)
        given = self._given(draft)
        changes = lead_differences(allowed, lead, given, self._stages, self._who)
        there = self._sheet.contact(contact.id, contact) or contact
        of_contact = contact_differences(draft, there, row, given, own=own)
        if not changes and not of_contact:
            fate = Fate.UNCHANGED
        elif policy is OnDuplicate.UPDATE:
            fate = Fate.UPDATED
            self._check_stage(changes, lead)
            self._employ(of_contact.get("company"), known)
            self._sheet.grow(contact.id, there, of_contact)
            if changes.keys() & _CALLED_BY:
                self._sheet.move(lead, changes, draft)
        else:
            fate, changes, of_contact = Fate.SKIPPED, {}, {}
            reason = tr("Already there as lead {id}. To take over what differs, choose: update.", id=lead.id)
            left = (self._problem(draft, "", reason),)
        self._sheet.speak_of(lead.id, draft)
        return Decision(allowed, fate, lead.id, contact.id, True, changes, of_contact, problems=left, key=key)

    def _check_emails(self, row: Identity, contact: KnownContact, known: Known) -> None:
        """A row that names its lead must not bring the address of somebody else."""
        owner = self._by_email(row, known)
        if owner not in (None, contact.id):
            if isinstance(owner, int):
                name = known.contacts[owner].name
                reason = tr("The e-mail already belongs to {name} (contact {id}).", name=name, id=owner)
            else:
                reason = tr("The e-mail already belongs to the contact in {row}.", row=called(str(owner)))
            raise Objection("email", reason)

    def _check_stage(self, changes: Mapping[str, Any], lead: KnownLead) -> None:
        if "stage" not in changes:
            return
        current, target = self._stages[lead.columns["stage"]], self._stages[changes["stage"]]
        archived = lead.columns["archived_at"] is not None and changes.get("archived") is not False
        reason = changes.get("lost_reason") or lead.columns["lost_reason"]
        converted = lead.columns["converted_at"] is not None
        try:
            lifecycle.check_move(current, target, reason, archived=archived, has_projects=converted)
        except Refused as error:
            raise Objection("stage", error.message) from error

    def _as_far_as_allowed(self, draft: RowDraft, lead: KnownLead | None) -> tuple[RowDraft, tuple[Problem, ...]]:
        """A row without what nobody may enter there, and a word on each of that."""
        if draft.values.keys().isdisjoint(_SUPERVISED):
            return draft, ()
        values, left = dict(draft.values), []
        if lead is not None and values.get("source", lead.columns["source"]) != lead.columns["source"]:
            reason = tr("The source of a lead tells how it was made and cannot be changed.")
            left.append(self._problem(draft, "source", reason))
            del values["source"]
        stage = self._stages.get(str(values.get("stage") or (lead.columns["stage"] if lead else "")))
        if reason := _not_yet(values.get("last_contacted"), lead, self._now):
            left.append(self._problem(draft, "last_contacted", reason))
            del values["last_contacted"]
        if "lost_reason" in values and (stage is None or stage.kind is not StageKind.LOST):
            left.append(self._problem(draft, "lost_reason", tr("Only a lost lead has a reason for it.")))
            del values["lost_reason"]
        return (draft._replace(values=values), tuple(left)) if left else (draft, ())

    def _check_new(self, draft: RowDraft) -> None:
        """A new lead may bring its stage, but conversion is not for spreadsheets; a lost one may lack its reason."""
        stage = self._stages.get(str(draft.values.get("stage", "")))
        if stage is not None:
            try:
                lifecycle.check_target(stage, "-" if stage.kind is StageKind.LOST else None)
            except Refused as error:
                raise Objection("stage", error.message) from error
        for key in ("assignee", "owner", "partner", "service_location"):
            if key in draft.values:
                self._who(key, draft.values[key])


def _check_contact(draft: RowDraft, row: Identity, contact: KnownContact, known: Known) -> None:
    """A lead stays with its contact: number and name of another one are not meant to call this one so."""
    if known.contact_given(draft, row) not in (None, contact.id) and row.name not in ("", contact.name_fold):
        reason = tr("The lead belongs to {name} (contact {id}); an import gives it to nobody else.",
                    name=contact.name, id=contact.id)  # fmt: skip
        raise Objection("contact_id", reason)


def _differ(one: object, other: object) -> bool:
    """Whether another program has two names for two leads, as far as both are known."""
    return one is not None and other is not None and one != other


def _not_yet(contacted: object, lead: KnownLead | None, now: datetime) -> str:
    """Why the time of a contact cannot be, unless it is stored so."""
    stored = lead.columns["last_contacted"] if lead is not None else None
    if isinstance(contacted, datetime) and not same_moment(contacted, stored):
        try:
            check_happened(contacted, now, "last_contacted")
        except Invalid as error:
            return error.message
    return ""


def _nobody(draft: RowDraft) -> str:
    """Why a row that gives nothing but a number is refused."""
    if "id" in draft.values:
        return tr("There is no lead {id}.", id=draft.values["id"])
    return tr("There is no contact {id}.", id=draft.values["contact_id"])
