"""What the desk knows already of some rows: the contacts and leads that they may mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection
from typing import Any

from solartui.domain.errors import Refused
from solartui.domain.importing.rows import RowDraft
from solartui.domain.vocabulary import OWN
from solartui.i18n import tr
from solartui.services.import_identity import (
    COMPANY,
    Identity,
    LeadIndex,
    digits_typed,
    folded,
    lead_name,
    phones_of,
    site_of,
    whereabouts_of,
)
from solartui.store.reading import matching
from solartui.store.reading.custom import values as custom_values
from solartui.store.reading.matching import KnownContact, KnownLead


class Known:
    """The stored contacts and leads that a chunk of rows may mean, looked up together.

    Args:
        connection: the database.
        drafts: the rows.
        identities: whom they speak of, in the same order.
        meant: numbers of contacts that rows before them have tied to the same addresses, numbers or names.
        own: the kind of record whose fields of the desk's own are compared, too.

    Attributes:
        contacts: by number.
    """

    def __init__(
        self, connection: Connection, drafts: Sequence[RowDraft], identities: Sequence[Identity], meant: Iterable[int],
        *, own: str = "",
    ) -> None:  # fmt: skip
        self._by_email = matching.owners_of_emails(connection, {key for row in identities for key in row.emails})
        self._by_digits = matching.owners_of_digits(connection, {key for row in identities for key in row.digits})
        employers = {folded(draft.values["company"]) for draft in drafts if "company" in draft.values}
        wanted = {row.name for row in identities if row.name and (row.company or not row.reachable)}
        self._by_name = matching.named_so(connection, wanted | employers)
        named = {str(draft.values["external_id"]) for draft in drafts if "external_id" in draft.values}
        # The oldest one counts where several are called alike.
        called = reversed(matching.leads_by(connection, "external_id", named))
        self._by_external = {str(lead.columns["external_id"]): lead for lead in called}
        self._contact_by_external = matching.contacts_external(connection, named)
        asked = {number for draft in drafts if (number := _number(draft, "id")) is not None}
        self._by_number = {lead.id: lead for lead in matching.leads_by(connection, "id", asked)}
        ids = {*self._by_email.values(), *meant}
        ids.update(*self._by_digits.values(), *self._by_name.values())
        ids.update(lead.contact_id for lead in (*self._by_number.values(), *self._by_external.values()))
        ids.update(self._contact_by_external.values())
        ids.update(number for draft in drafts if (number := _number(draft, "contact_id")) is not None)
        self.contacts = matching.contacts(connection, ids)
        self._leads: dict[int, LeadIndex[KnownLead]] = {}
        self._places: dict[int, set[str]] = {}
        self._all: dict[int, list[KnownLead]] = {}
        for lead in matching.leads_by(connection, "contact_id", set(self.contacts)):
            self._all.setdefault(lead.contact_id, []).append(lead)
            index = self._leads.setdefault(lead.contact_id, LeadIndex())
            index.add(folded(lead.columns["name"]), site_of(lead.columns), lead)
            self._places.setdefault(lead.contact_id, set()).add(whereabouts_of(lead.columns))

        self._take_own(connection, own)

    def _take_own(self, connection: Connection, record: str) -> None:
        """Look up what the desk's own fields say of the leads or contacts."""
        if not record:
            return
        if record == "contact":
            for number, values in custom_values(connection, record, self.contacts).items():
                self.contacts[number] = self.contacts[number]._replace(own=_own(values))
            return
        there: dict[int, list[KnownLead]] = {}
        # What is found by its number and as one of its contact's leads is one lead, read twice.
        found = (lead for leads in self._all.values() for lead in leads)
        for lead in (*found, *self._by_number.values(), *self._by_external.values()):
            there.setdefault(lead.id, []).append(lead)
        for number, values in custom_values(connection, record, there).items():
            for one in there[number]:
                one.own = _own(values)

    def lead_numbered(self, draft: RowDraft, row: Identity) -> KnownLead | None:
        """The lead with the number that a row gives; None where it gives none, or that of a lead that is gone.

        Raises:
            Refused: the row is about somebody else than that lead.
        """
        number = _number(draft, "id")
        lead = self._by_number.get(number) if number is not None else None
        if lead is None or lead.contact_id not in self.contacts:
            return None
        if self._about_another(draft, row, lead):
            who = lead.columns["name"]
            raise Refused(tr("Lead {id} is {name} here; the row is about somebody else.", id=lead.id, name=who))
        return lead

    def lead_called(self, draft: RowDraft, row: Identity, *, trusted: bool) -> KnownLead | None:
        """The lead that another program calls what the row says; None where there is none.

        Args:
            draft: the row.
            row: the identity that it gives.
            trusted: whether that name alone is enough, even where nothing else agrees.

        Raises:
            Refused: nothing else of the row agrees with that lead.
        """
        lead = self._by_external.get(str(draft.values.get("external_id", "")))
        if lead is None or lead.contact_id not in self.contacts:
            return None
        if not trusted and self._about_another(draft, row, lead):
            who, called = lead.columns["name"], draft.values["external_id"]
            message = tr("{external} is lead {id}, {name}, here; the row is about somebody else.",
                         external=called, id=lead.id, name=who)  # fmt: skip
            raise Refused(message)
        return lead

    def _about_another(self, draft: RowDraft, row: Identity, lead: KnownLead) -> bool:
        """Whether a row says who is meant, and nothing of that fits a lead."""
        name = folded(draft.values.get("name", ""))
        if not (row.says_who or name):
            return False
        return name != folded(lead.columns["name"]) and not _same_person(draft, row, self.contacts[lead.contact_id])

    def contact_called(self, draft: RowDraft) -> int | None:
        """The contact that another program calls what the row says."""
        number = self._contact_by_external.get(str(draft.values.get("external_id", "")))
        return number if number in self.contacts else None

    def contact_numbered(self, draft: RowDraft, row: Identity) -> int | None:
        """The contact with the number that a row gives; None where it gives none, or that of one that is gone.

        Raises:
            Refused: the row is about somebody else.
        """
        number = _number(draft, "contact_id")
        contact = self.contacts.get(number) if number is not None else None
        if contact is None:
            return None
        if row.says_who and not _same_person(draft, row, contact):
            message = tr("Contact {id} is {name} here; the row is about somebody else.", id=number, name=contact.name)
            raise Refused(message)
        return contact.id

    def only_one_called(self, name: str) -> int | None:
        """The contact of a name that one alone has; of several, the first of whom nothing but the name is known."""
        found = self._by_name.get(name, ())
        if len(found) == 1:
            return found[0]
        return next((one for one in found if not (self.contacts[one].emails or self.contacts[one].digits)), None)

    def leads_of(self, contact: int) -> list[KnownLead]:
        """All leads of a contact."""
        return self._all.get(contact, [])

    def owner(self, email: str) -> int | None:
        """The contact of an address.

        Raises:
            Refused: that contact was deleted.
        """
        number = self._by_email.get(email)
        if number is not None and number not in self.contacts:
            raise Refused(tr("The e-mail {email} belongs to a contact that was deleted.", email=email))
        return number

    def contact_given(self, draft: RowDraft, row: Identity) -> int | None:
        """The contact with the number that a row gives, unless it is called otherwise."""
        number = _number(draft, "contact_id")
        contact = self.contacts.get(number) if number is not None else None
        return contact.id if contact is not None and row.name in ("", contact.name_fold) else None

    def by_phone(self, draft: RowDraft, row: Identity) -> int | None:
        """The contact with a number of the row and the name that it gives, if it gives one."""
        fitting = [
            number
            for digits in row.digits
            for number in self._by_digits.get(digits, ())
            if number in self.contacts and row.name in ("", self.contacts[number].name_fold)
        ]
        # Two may share name and number; the one with the lead is meant.
        for number in fitting if len(fitting) > 1 else ():
            contact = self.contacts[number]
            if self.lead_of(contact, folded(lead_name(draft, contact.name)), row.site) is not None:
                return number
        return fitting[0] if fitting else None

    def by_place(self, row: Identity) -> int | None:
        """The contact of that name with a lead at that place; without any place, one of whom no more is known."""
        for number in self._by_name.get(row.name, ()):
            contact = self.contacts[number]
            bare = not contact.emails and not contact.digits
            if row.whereabouts in self._places.get(number, ()) and (bare or row.site):
                return number
        return None

    def bare_company(self, name: str) -> int | None:
        """A company of which nothing but the name is known, as those that people's employers leave behind."""
        for number in self._by_name.get(name, ()):
            contact = self.contacts[number]
            bare = not (contact.emails or contact.digits or number in self._leads)
            if bare and contact.kind == COMPANY:
                return number
        return None

    def has_company(self, name: str) -> bool:
        """Whether a company of this name is known."""
        companies = (self.contacts[number] for number in self._by_name.get(name, ()))
        return any(contact.kind == COMPANY for contact in companies)

    def lead_of(self, contact: KnownContact, name: str, site: str) -> KnownLead | None:
        """The lead of a contact with this name, or at this place."""
        index = self._leads.get(contact.id)
        return index.find(name, site) if index is not None else None


def _own(values: Mapping[str, Any]) -> dict[str, Any]:
    return {OWN + key: value for key, value in values.items()}


def _same_person(draft: RowDraft, row: Identity, contact: KnownContact) -> bool:
    """Whether a row and a contact have a name, an address or a number in common.

    A number as it was typed is in common, too: read in the country of the lead it may be another one.
    """
    if row.name and row.name == contact.name_fold:
        return True
    if not ({*row.emails}.isdisjoint(contact.emails) and {*row.digits}.isdisjoint(contact.digits)):
        return True
    return any(digits_typed(phone) in contact.typed for phone in phones_of(draft))


def _number(draft: RowDraft, key: str) -> int | None:
    value = draft.values.get(key)
    return int(str(value)) if value is not None else None
