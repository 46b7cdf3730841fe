"""Writing decided rows: new ones in bulk, changed ones like a person's edit, all in one unit of work."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from solartui.domain.contact_points import email_key
from solartui.domain.contacts import Phone
from solartui.domain.importing.rows import RowDraft
from solartui.domain.people import Assignee
from solartui.domain.query.document import search_text
from solartui.domain.records import Subject
from solartui.domain.text import fold, sort_key
from solartui.domain.vocabulary import AssigneeKind, ContactKind, GridConnection, LeadType
from solartui.services.contacts import phone_digits
from solartui.services.import_decision import Decision, Fate
from solartui.services.import_plan import FLAGS, PLAIN_FIELDS, folded, lead_name
from solartui.services.lead_columns import assignee_columns
from solartui.services.people import resolve_assignee
from solartui.store.bulk import Bulk
from solartui.store.search_index import NO_FOLLOW_UP
from solartui.store.times import to_text

if TYPE_CHECKING:
    from solartui.store.work import Work

_EDITED = (*PLAIN_FIELDS, *FLAGS, "name", "consumption", "last_contacted", "next_follow_up", "assignee", "owner")


def _text(moment: object) -> str | None:
    return to_text(moment) if isinstance(moment, datetime) else None


class ImportWriter:
    """Writes the rows of one import.

    Args:
        work: its unit of work.
        file: name of the file, for the history of the leads.
        source: how leads without a source of their own were made.
        first_stage: the stage of leads that bring none.
    """

    def __init__(self, work: Work, file: str, source: str, first_stage: str) -> None:
        self._work = work
        self._file = file
        self._source = source
        self._first_stage = first_stage
        self._now = to_text(work.now)
        self._bulk = Bulk(work)
        # The contact that each row brought, and what is known of a stored one.
        self._contact_of_row: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._companies: dict[str, int] = {}
        # Contacts with rows that are not written yet, and leads whose search text needs their stored contact.
        self._pending: set[int] = set()
        self._linked: list[int] = []
        self._people: dict[str, Assignee | None] = {}

    def write(self, decisions: Sequence[Decision]) -> None:
        """Write some rows."""
        from solartui.store.search_index import reindex_leads

        for decision in decisions:
            if decision.fate is Fate.NEW:
                self._insert(decision)
        self._flush()
        reindex_leads(self._work.raw, self._linked)
        self._linked.clear()
        for decision in decisions:
            if decision.fate is Fate.UPDATED:
                self._update(decision)

    def finish(self) -> None:
        """Note what was made, so that it can be taken back as a whole."""
        self._bulk.finish()

    def _flush(self) -> None:
        self._bulk.flush()
        self._pending.clear()

    def _who(self, name: object) -> Assignee | None:
        text = str(name)
        if text not in self._people:
            self._people[text] = resolve_assignee(self._work.raw, text, self._work.actor)
        return self._people[text]

    def _insert(self, decision: Decision) -> None:
        draft = decision.draft
        contact_id = decision.contact_id
        if contact_id is None and decision.same_as is not None:
            contact_id = self._contact_of_row[decision.same_as]
        known = contact_id is not None
        if contact_id is None:
            contact_id = self._insert_contact(draft)
        else:
            self._add_points(contact_id, draft)
        self._contact_of_row[draft.number] = contact_id
        self._insert_lead(draft, contact_id, linked=known)

    def _company(self, name: str) -> int:
        """The company of this name, made where it is not known."""
        key = folded(name)
        if key not in self._companies:
            query = "SELECT id FROM contact WHERE name_fold = ? AND kind = 'company' AND deleted_at IS NULL ORDER BY id"
            row = self._work.raw.execute(query, (key,)).fetchone()
            self._companies[key] = row[0] if row else self._contact_row(name, ContactKind.COMPANY.value, None)
        return self._companies[key]

    def _contact_row(self, name: str, kind: str, company_id: int | None) -> int:
        contact_id = self._bulk.new_id("contact")
        row = {"id": contact_id, "kind": kind, "name": name, "name_key": sort_key(name), "name_fold": folded(name)}
        stamps = {"created_at": self._now, "updated_at": self._now, "created_by_id": self._work.actor.user_id}
        self._bulk.add_mapping("contact", row | stamps | {"company_id": company_id, "origin": "manual", "version": 1})
        self._names[contact_id] = name
        return contact_id

    def _insert_contact(self, draft: RowDraft) -> int:
        values, bulk = draft.values, self._bulk
        name = str(values["contact_name"])
        company = values.get("company")
        company_id = self._company(str(company)) if company else None
        contact_id = self._contact_row(name, str(values.get("contact_kind") or ContactKind.PERSON.value), company_id)
        self._pending.add(contact_id)
        for position, address in enumerate(_emails(draft)):
            number = bulk.new_id("contact_email")
            bulk.add("contact_email", (number, contact_id, position, address, email_key(address), 0))
        for position, phone in enumerate(_phones(draft)):
            number = bulk.new_id("contact_phone")
            bulk.add("contact_phone", (number, contact_id, position, phone.number, phone.e164, phone_digits(phone)))
        self._activity("contact", contact_id, None, contact_id, {"name": name, "file": self._file, "row": draft.number})
        return contact_id

    def _add_points(self, contact_id: int, draft: RowDraft) -> None:
        """Add what a row knows besides of a contact that was there before; rows of this import may be waiting."""
        if not _emails(draft) and not _phones(draft):
            return
        if contact_id in self._pending:
            self._flush()
        add_points(self._bulk, self._work, contact_id, _emails(draft), _phones(draft))
        self._pending.add(contact_id)

    def _insert_lead(self, draft: RowDraft, contact_id: int, *, linked: bool) -> None:
        values, bulk = draft.values, self._bulk
        lead_id = bulk.new_id("lead")
        name = lead_name(draft)
        row: dict[str, Any] = {key: values.get(key) for key in PLAIN_FIELDS}
        row["city_key"] = sort_key(str(values.get("city") or ""))
        row |= self._carriers(values) | self._stage_and_dates(values)
        contact = self._contact_name(contact_id)
        row |= {
            "id": lead_id,
            "name": name,
            "name_key": sort_key(name),
            "type": values.get("type") or LeadType.RESIDENTIAL.value,
            "grid_connection": values.get("grid_connection") or GridConnection.ON_GRID.value,
            "source": values.get("source") or self._source,
            "contact_id": contact_id,
            "contact_key": sort_key(contact),
            "panel": int(bool(values.get("panel", True))),
            "battery": int(bool(values.get("battery", False))),
            "heat_pump": int(bool(values.get("heat_pump", False))),
            "created_by_id": self._work.actor.user_id,
            "created_entity_id": self._work.actor.entity_id,
            "version": 1,
        }
        bulk.add_mapping("lead", row)
        if linked:
            self._linked.append(lead_id)
        else:
            self._index(lead_id, name, contact, draft)
        data = {"name": name, "file": self._file, "row": draft.number}
        self._activity("lead", lead_id, lead_id, contact_id, data)
        if "note" in values:
            self._note(lead_id, contact_id, str(values["note"]))

    def _contact_name(self, contact_id: int) -> str:
        if contact_id not in self._names:
            query = "SELECT name FROM contact WHERE id = ?"
            self._names[contact_id] = str(self._work.raw.execute(query, (contact_id,)).fetchone()[0])
        return self._names[contact_id]

    def _carriers(self, values: Mapping[str, Any]) -> dict[str, Any]:
        columns: dict[str, Any] = {"owner_id": self._work.actor.user_id}
        if "assignee" in values:
            columns |= assignee_columns(self._who(values["assignee"]))
        if "owner" in values:
            owner = self._who(f"user:{values['owner']}")
            columns["owner_id"] = owner.id if owner and owner.kind is AssigneeKind.USER else None
        return columns

    def _stage_and_dates(self, values: Mapping[str, Any]) -> dict[str, Any]:
        due = _text(values.get("next_follow_up"))
        months = values.get("consumption")
        return {
            "stage": values.get("stage") or self._first_stage,
            "stage_since": self._now,
            "created_at": self._now,
            "updated_at": self._now,
            "last_contacted": _text(values.get("last_contacted")),
            "next_follow_up": due,
            "due_key": due or NO_FOLLOW_UP,
            "archived_at": self._now if values.get("archived") else None,
            "consumption": json.dumps(list(months), separators=(",", ":")) if months else None,
        }

    def _index(self, lead_id: int, name: str, contact: str, draft: RowDraft) -> None:
        values = draft.values
        parts = {k: None if (v := values.get(k)) is None else str(v) for k in ("street", "postcode", "city", "region")}
        channel = values.get("channel")
        text = search_text(
            name=name,
            contact=contact,
            street=parts["street"],
            postcode=parts["postcode"],
            city=parts["city"],
            region=parts["region"],
            channel=None if channel is None else str(channel),
            emails=_emails(draft),
            phones=_phones(draft),
            lead_id=lead_id,
        )
        self._bulk.add("lead_search", (lead_id, text))

    def _note(self, lead_id: int, contact_id: int, body: str) -> None:
        note_id, me = self._bulk.new_id("note"), self._work.actor.user_id
        self._bulk.add("note", (note_id, lead_id, body, me, self._now, self._now, 1))
        self._activity("lead", lead_id, lead_id, contact_id, {"text": body[:200]}, kind="note_added")

    def _activity(
        self, subject: str, subject_id: int, lead_id: int | None, contact_id: int, data: dict[str, Any], *,
        kind: str = "created",
    ) -> None:  # fmt: skip
        actor = self._work.actor
        said = json.dumps(data, ensure_ascii=False)
        who = (self._now, actor.user_id, actor.uid, actor.name)
        row = (*who, kind, subject, subject_id, lead_id, contact_id, None, self._work.change_id, said)
        self._bulk.add("activity", row)

    def _update(self, decision: Decision) -> None:
        from solartui.domain.drafts import LeadFields, validated
        from solartui.services.lead_actions import get_lead, stamp
        from solartui.services.lead_edit import edit_lead

        if decision.lead_id is None or decision.contact_id is None:
            return
        changes = decision.changes
        fields = {key: changes[key] for key in _EDITED if key in changes}
        if decision.contact_changes:
            self._update_contact(decision.contact_id, decision.contact_changes)
        lead = get_lead(self._work.raw, decision.lead_id)
        edit_lead(self._work, lead, validated(LeadFields, fields), changes.get("stage"))
        if "archived" in changes:
            stamp(self._work, lead, "archived" if changes["archived"] else "unarchived")
        if "note" in changes:
            self._note(lead.id, lead.contact.id, str(changes["note"]))

    def _update_contact(self, contact_id: int, changes: Mapping[str, Any]) -> None:
        from solartui.store.search_index import reindex_contacts
        from solartui.store.tables import ContactRow

        if "contact_name" in changes:
            name = str(changes["contact_name"])
            columns = {"name": name, "name_key": sort_key(name), "name_fold": " ".join(fold(name).split())}
            changed = self._work.update(ContactRow, contact_id, columns)
            said = [["name", *changed["name"]]] if "name" in changed else []
            self._work.activity("edited", Subject("contact", contact_id), {"changes": said})
        add_points(self._bulk, self._work, contact_id, changes.get("email", ()), changes.get("phone", ()))
        self._bulk.flush()
        reindex_contacts(self._work.raw, [contact_id])


def _emails(draft: RowDraft) -> Sequence[str]:
    return draft.values.get("email", ())  # type: ignore[return-value]


def _phones(draft: RowDraft) -> Sequence[Phone]:
    return draft.values.get("phone", ())  # type: ignore[return-value]


def add_points(bulk: Bulk, work: Work, contact_id: int, emails: Sequence[str], phones: Sequence[Phone]) -> None:
    """Add the addresses and numbers that a contact does not have yet, behind those it has."""
    mails = "SELECT address_key FROM contact_email WHERE contact_id = ?"
    known = {row[0] for row in work.raw.execute(mails, (contact_id,))}
    for address in emails:
        if (key := email_key(address)) not in known:
            bulk.add("contact_email", (bulk.new_id("contact_email"), contact_id, len(known), address, key, 0))
            known.add(key)
    numbers = "SELECT digits FROM contact_phone WHERE contact_id = ?"
    digits = {row[0] for row in work.raw.execute(numbers, (contact_id,))}
    for phone in phones:
        if (key := phone_digits(phone)) not in digits:
            number = bulk.new_id("contact_phone")
            bulk.add("contact_phone", (number, contact_id, len(digits), phone.number, phone.e164, key))
            digits.add(key)
