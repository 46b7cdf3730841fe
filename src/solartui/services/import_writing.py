"""Writing decided rows: new ones in bulk, changed ones like a person's edit, all in one unit of work."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from solartui.domain.importing.rows import RowDraft
from solartui.domain.leads import Lead
from solartui.domain.people import Assignee
from solartui.domain.query.document import numbered
from solartui.domain.records import Subject, told
from solartui.domain.text import sort_key
from solartui.domain.vocabulary import OWN, AssigneeKind, GridConnection, LeadType
from solartui.services.import_contacts import ContactWriter
from solartui.services.import_decision import Decision, Fate
from solartui.services.import_differences import FLAGS, PLAIN_FIELDS
from solartui.services.import_identity import ENTITY_KINDS, lead_name
from solartui.services.import_own_fields import add_values
from solartui.services.lead_columns import assignee_columns
from solartui.services.people import named_entity, resolve_assignee
from solartui.store.bulk import COLUMNS, Bulk
from solartui.store.search_index import NO_FOLLOW_UP
from solartui.store.times import to_text

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField
    from solartui.store.work import Work

# What a move to another stage, or another assignee, would set by itself: it is written after them.
_LATE = ("owner", "last_contacted")
_CARRIED = frozenset({"assignee", "owner", *ENTITY_KINDS})
_DATED = frozenset({"last_contacted", "next_follow_up", "archived", "consumption"})
_APART = frozenset({*FLAGS, *_CARRIED, *_DATED})
_COLUMNS_OF_LEAD = itemgetter(*COLUMNS["lead"])
_quoted = json.encoder.encode_basestring
_said = json.JSONEncoder(ensure_ascii=False).encode
_EDITED = (*PLAIN_FIELDS, *FLAGS, "name", "consumption", "last_contacted", "next_follow_up", "assignee", "partner")


def _text(moment: object) -> str | None:
    return to_text(moment) if isinstance(moment, datetime) else None


class ImportWriter:
    """Writes the rows of one import.

    Args:
        work: its unit of work.
        file: name of the file, for the history of the leads.
        source: how leads without a source of their own were made.
        first_stage: the stage of leads that bring none.
        look: called before each row; may raise to stop.
        own: the fields of the desk's own that the sheet carries, by key.
        contacts_alone: whether rows bring contacts without leads.
    """

    def __init__(
        self, work: Work, file: str, source: str, first_stage: str, look: Callable[[], None], *,
        own: Mapping[str, CustomField], contacts_alone: bool = False,
    ) -> None:  # fmt: skip
        self._work = work
        self._file = file
        self._look = look
        self._now = to_text(work.now)
        self._bulk = Bulk(work)
        self._alone = contacts_alone
        self._own = {} if contacts_alone else own
        self._contacts = ContactWriter(work, self._bulk, self._log_contact, own if contacts_alone else None)
        # Leads of contacts that were known: their search text is made of more than the row.
        self._linked: list[int] = []
        self._people: dict[str, Assignee | None] = {}
        self._me = (self._now, work.actor.user_id, work.actor.uid, work.actor.name)
        self._quoted_file = _quoted(file)
        self._usual = _usual_columns(work, source, first_stage)
        # Until when a new lead is to be answered depends on little, and is the same for most of them.
        self._clocks: dict[tuple[object, ...], dict[str, str | None]] = {}

    def write(self, decisions: Sequence[Decision]) -> None:
        """Write some rows."""
        for decision in decisions:
            self._look()
            if self._alone:
                if decision.fate in {Fate.NEW, Fate.UPDATED}:
                    self._contacts.number_of(decision)
            elif decision.fate is Fate.NEW:
                self._insert(decision)
            elif decision.fate is Fate.UPDATED:
                self._update(decision)
        self._bulk.send()
        self._contacts.reindex()
        if self._linked:
            from solartui.store.search_index import reindex_leads

            reindex_leads(self._work.raw, self._linked)
            self._linked.clear()

    def finish(self) -> None:
        """Note what was made, so that it can be taken back as a whole."""
        self._bulk.finish()

    def _who(self, name: object) -> Assignee | None:
        text = str(name)
        if text not in self._people:
            self._people[text] = resolve_assignee(self._work.raw, text, self._work.actor)
        return self._people[text]

    def _insert(self, decision: Decision) -> None:
        contact_id = self._contacts.number_of(decision)
        draft, bulk = decision.draft, self._bulk
        values = draft.values
        lead_id = bulk.new_id("lead")
        row: dict[str, Any] = {**self._usual, **values}
        row["id"], row["contact_id"] = lead_id, contact_id
        row |= self._names(draft, contact_id)
        if not values.keys().isdisjoint(_APART):
            row |= self._apart(values)
        row |= self._clock(row, values.get("last_contacted"))
        bulk.add("lead", _COLUMNS_OF_LEAD(row))
        if decision.search is None or decision.linked:
            self._linked.append(lead_id)
        else:
            bulk.add("lead_search", (lead_id, numbered(decision.search, lead_id)))
        self._activity("lead", lead_id, lead_id, contact_id, self._created(row["name"], draft.number))
        if self._own:
            add_values(bulk, self._own, "lead_id", lead_id, values)
        if "note" in values:
            self._note(lead_id, contact_id, str(values["note"]))

    def _names(self, draft: RowDraft, contact_id: int) -> dict[str, str]:
        """What a lead is called, and by what it is put in order."""
        contact, city = self._contacts.name_of(contact_id), draft.values.get("city")
        name = lead_name(draft, contact)
        keys = {"contact_key": sort_key(contact), "name_key": sort_key(name)}
        return {**keys, "name": name, "city_key": sort_key(str(city)) if city else ""}

    def _apart(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The columns whose values are not those of the row as they stand."""
        columns: dict[str, Any] = {flag: int(values[flag]) for flag in FLAGS if flag in values}
        if not values.keys().isdisjoint(_CARRIED):
            columns |= self._carriers(values)
        if not values.keys().isdisjoint(_DATED):
            columns |= self._dates(values)
        return columns

    def _carriers(self, values: Mapping[str, Any]) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        if "assignee" in values:
            columns |= assignee_columns(self._who(values["assignee"]))
        if "owner" in values:
            owner = self._who(f"user:{values['owner']}")
            columns["owner_id"] = owner.id if owner and owner.kind is AssigneeKind.USER else None
        for key, kind in ENTITY_KINDS.items():
            if key in values:
                columns[f"{kind.value}_id"] = named_entity(self._work.raw, kind, str(values[key]))
        return columns

    def _dates(self, values: Mapping[str, Any]) -> dict[str, Any]:
        due = _text(values.get("next_follow_up"))
        months = values.get("consumption")
        return {
            "last_contacted": _text(values.get("last_contacted")),
            "next_follow_up": due,
            "due_key": due or NO_FOLLOW_UP,
            "archived_at": self._now if values.get("archived") else None,
            "consumption": json.dumps(list(months), separators=(",", ":")) if months else None,
        }

    def _clock(self, row: Mapping[str, Any], contacted: object) -> dict[str, str | None]:
        from solartui.store.response import clock_columns

        kind = row["stage"], row["source"], row["archived_at"], contacted
        found = self._clocks.get(kind)
        if found is None:
            times = {"last_contacted": contacted, "created_at": self._work.now, "converted_at": None}
            clock = clock_columns(self._work.raw, {**row, **times})
            found = {name: _text(value) if isinstance(value, datetime) else value for name, value in clock.items()}
            if contacted is None:
                self._clocks[kind] = found
        return found

    def _note(self, lead_id: int, contact_id: int, body: str) -> None:
        note_id, me = self._bulk.new_id("note"), self._work.actor.user_id
        self._bulk.add("note", (note_id, lead_id, body, me, self._now, self._now, 1))
        self._activity("lead", lead_id, lead_id, contact_id, _said({"text": told(body)}), kind="note_added")

    def _log_contact(self, kind: str, contact_id: int, data: Mapping[str, Any], row: int | None = None) -> None:
        """Write a line of history of a contact; one that a row has made tells of which file."""
        said = _said(data) if row is None else self._created(data["name"], row)
        self._activity("contact", contact_id, None, contact_id, said, kind=kind)

    def _created(self, name: str, row: int) -> str:
        """What the history tells of a record that a row has made."""
        return f'{{"name": {_quoted(name)}, "file": {self._quoted_file}, "row": {row}}}'

    def _activity(
        self, subject: str, subject_id: int, lead_id: int | None, contact_id: int, said: str, *, kind: str = "created"
    ) -> None:  # fmt: skip
        row = (*self._me, kind, subject, subject_id, lead_id, contact_id, None, self._work.change_id, said)
        self._bulk.add("activity", row)

    def _update(self, decision: Decision) -> None:
        from solartui.services.lead_rules import get_lead, stamp

        changes, values = decision.changes, decision.draft.values
        if decision.contact_changes and isinstance(decision.who, int):
            self._contacts.change(decision.who, decision.contact_changes)
        lead = get_lead(self._work.raw, decision.lead_id or 0)
        if changes.get("archived") is False:
            stamp(self._work, lead, "unarchived")
            lead = get_lead(self._work.raw, lead.id)
        self._edit(lead, changes, values)
        if changes.get("archived"):
            stamp(self._work, lead, "archived")
        self._edit_own(lead, changes)
        if "note" in changes:
            self._note(lead.id, lead.contact.id, str(changes["note"]))

    def _edit_own(self, lead: Lead, changes: Mapping[str, Any]) -> None:
        """Write what a row says in fields of the desk's own."""
        from solartui.services.custom_values import write_values

        values = {key.removeprefix(OWN): changes[key] for key in self._own.keys() & changes.keys()}
        if values and (said := write_values(self._work, Subject("lead", lead.id), values)):
            self._work.activity("edited", Subject("lead", lead.id), {"changes": said}, contact_id=lead.contact.id)

    def _edit(self, lead: Lead, changes: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Change fields and stage, and then what these would have changed of what the row says."""
        from solartui.domain.drafts import LeadFields, validated
        from solartui.services.lead_edit import edit_lead
        from solartui.services.lead_rules import get_lead

        fields = {key: changes[key] for key in _EDITED if key in changes}
        moved = "stage" in changes or "assignee" in changes
        if "service_location" in changes:
            fields["location"] = changes["service_location"]
        if "stage" in changes and (reason := values.get("lost_reason") or lead.lost_reason):
            fields["lost_reason"] = reason
        stage = changes.get("stage") or (values.get("stage") if moved else None)
        edit_lead(self._work, lead, validated(LeadFields, fields), stage)
        late = {key: values[key] for key in _LATE if key in values and (moved or key in changes)}
        if "owner" in late and "owner" not in changes:
            # The owner stays, who may have left the desk and be found by name no more.
            del late["owner"]
            self._keep_owner(lead)
        if late:
            edit_lead(self._work, get_lead(self._work.raw, lead.id), validated(LeadFields, late))

    def _keep_owner(self, lead: Lead) -> None:
        changed = self._work.update("lead", lead.id, {"owner_id": lead.owner.id if lead.owner else None})
        if changed:
            said = {"changes": [["owner_id", *changed["owner_id"]]]}
            self._work.activity("edited", Subject("lead", lead.id), said, contact_id=lead.contact.id)


def _usual_columns(work: Work, source: str, first_stage: str) -> dict[str, Any]:
    """What a lead is unless its row says otherwise."""
    now = to_text(work.now)
    return {
        **dict.fromkeys(COLUMNS["lead"]),
        "stage": first_stage,
        "type": LeadType.RESIDENTIAL.value,
        "grid_connection": GridConnection.ON_GRID.value,
        "source": source,
        "city_key": "",
        "owner_id": work.actor.user_id,
        "panel": 1,
        "battery": 0,
        "heat_pump": 0,
        "due_key": NO_FOLLOW_UP,
        **dict.fromkeys(("stage_since", "created_at", "updated_at"), now),
        "created_by_id": work.actor.user_id,
        "created_entity_id": work.actor.entity_id,
        "version": 1,
    }
