"""Deciding the fate of rows that bring contacts alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from solartui.domain.errors import NotFound
from solartui.domain.importing.fields import is_own
from solartui.domain.importing.policies import Key, OnDuplicate
from solartui.domain.importing.rows import RowDraft
from solartui.i18n import tr
from solartui.services.import_decision import Decision, Fate
from solartui.services.import_differences import contact_differences, kept_of, same_value
from solartui.services.import_identity import Identity, Who
from solartui.services.import_known import Known
from solartui.services.import_rows import Objection, RowPlanner
from solartui.services.import_sheet import said
from solartui.store.reading.matching import DETAILS, KnownContact


class ContactPlanner(RowPlanner):
    """Decides rows of contacts in chunks, in the order of the sheet.

    A row means a known contact by our number of it, by what another program calls it, by its e-mail, by a phone
    together with the name, or, where it has neither, by a name: that of one contact alone, or of one about whom no more
    is known.
    """

    RECORD = "contact"

    def _decide(self, draft: RowDraft, row: Identity, known: Known, search: str | None) -> Decision:
        who, key = self._whom(draft, row, known)
        if who is None:
            return self._make(draft, row, known)
        stored = known.contacts[who] if isinstance(who, int) else None
        there = self._sheet.contact(who, stored)
        assert there is not None
        self._check_address(row, who, known)
        before = self._sheet.tell(who, draft)
        if before is not None and before.said == said(draft):
            return Decision(draft, Fate.UNCHANGED, who=who, linked=True, key=key)
        policy = self._policies.of_contact(key)
        changes = self._changes(draft, row, there, all_of_it=policy is not OnDuplicate.LINK)
        if not changes:
            return Decision(draft, Fate.UNCHANGED, who=who, linked=True, key=key)
        if policy is OnDuplicate.SKIP:
            return self._skipped(draft, there, who, key)
        self._employ(changes.get("company"), known)
        self._sheet.grow(who, there, changes)
        return Decision(draft, Fate.UPDATED, who=who, linked=True, contact_changes=changes, key=key)

    def _skipped(self, draft: RowDraft, there: KnownContact, who: Who, key: Key | None) -> Decision:
        reason = tr("{name} is known already as contact {id}.", name=there.name, id=there.id)
        if not there.id:
            reason = tr("{name} is in an earlier row already.", name=there.name)
        problem = self._problem(draft, key if key in self._headings else "", reason)
        return Decision(draft, Fate.SKIPPED, who=who, linked=True, problems=(problem,), key=key)

    def _changes(self, draft: RowDraft, row: Identity, there: KnownContact, *, all_of_it: bool) -> dict[str, Any]:
        """What a row says that is not known of its contact; only what is added to it, unless all is asked for."""
        changes = contact_differences(draft, there, row, self._given(draft), own=all_of_it)
        external = draft.values.get("external_id")
        if external is not None and external != there.external and (all_of_it or there.external is None):
            changes["external_id"] = external
        changes |= {
            key: draft.values[key]
            for key in DETAILS
            if key in draft.values
            and draft.values[key] != there.details.get(key)
            and (all_of_it or key not in there.details)
        }
        return changes | _own_changes(draft.values, there, all_of_it=all_of_it)

    def _make(self, draft: RowDraft, row: Identity, known: Known) -> Decision:
        """A contact that nobody knew."""
        who = f"row {draft.number}"
        there, points = self._sheet.make(draft, row, who)
        self._employ(draft.values.get("company"), known)
        changes = points | self._changes(draft, row, there, all_of_it=True)
        there = self._sheet.grow(who, there, changes)
        self._sheet.tell(who, draft)
        self._sheet.name(row, who)
        kept = kept_of(draft, there, row, self._given(draft)) | {"contact_name", "contact_kind", "company"}
        return Decision(draft, Fate.NEW, who=who, contact_changes=changes, kept=frozenset(kept))

    def _whom(self, draft: RowDraft, row: Identity, known: Known) -> tuple[Who | None, Key | None]:
        """The contact that a row means, and by what it is known."""
        found: tuple[tuple[Who | None, Key], ...] = (
            (known.contact_numbered(draft, row), Key.NUMBER),
            (known.contact_called(draft) or self._sheet.contact_called(draft.values.get("external_id")), Key.EXTERNAL),
            (self._by_email(row, known), Key.EMAIL),
            (known.by_phone(draft, row) or self._sheet.by_phone(row), Key.PHONE),
        )
        for who, key in found:
            if who is not None:
                return who, key
        if not row.says_who:
            raise NotFound(tr("There is no contact {id}.", id=draft.values.get("contact_id", "")))
        if not row.reachable and row.name:
            who = known.only_one_called(row.name) or self._sheet.named(row.name)
            return who, Key.PLACE if who is not None else None
        return None, None

    def _check_address(self, row: Identity, who: Who, known: Known) -> None:
        """A row that names its contact must not bring the address of somebody else."""
        owner = self._by_email(row, known)
        if owner not in (None, who):
            stored = known.contacts.get(owner) if isinstance(owner, int) else None
            name = stored.name if stored else str(owner)
            raise Objection("email", tr("The e-mail already belongs to {name}.", name=name))


def _own_changes(values: Mapping[str, object], there: KnownContact, *, all_of_it: bool) -> dict[str, Any]:
    """Fields of the desk's own that say something else; those that say nothing yet are filled in any case."""
    return {
        key: value
        for key, value in values.items()
        if is_own(key) and not same_value(key, value, there.own.get(key)) and (all_of_it or key not in there.own)
    }
