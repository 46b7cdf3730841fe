"""What the rows of a sheet bring that were decided before, for those that follow them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from solartui.domain.contact_points import email_key, phone_digits
from solartui.domain.importing.fields import is_own
from solartui.domain.importing.rows import RowDraft
from solartui.services.import_identity import (
    COMPANY,
    PERSON,
    Identity,
    LeadIndex,
    Who,
    digits_typed,
    folded,
    phones_of,
    site_of,
)
from solartui.store.reading.matching import DETAILS, KnownContact, KnownLead
from solartui.store.shelf import Shelf


class Mark(NamedTuple):
    """An earlier row: its number, and what it says in short."""

    row: int
    said: int
    external: object = None

    def __reduce__(self) -> tuple[Any, ...]:
        """A shelf keeps very many of them."""
        return Mark, tuple(self)


_Leads = tuple[str, str, Mark] | LeadIndex[Mark] | None
_Person = tuple[KnownContact | None, _Leads]
_NOBODY: _Person = (None, None)


def mark_of(draft: RowDraft) -> Mark:
    """What is noted of a row."""
    return Mark(draft.number, said(draft), draft.values.get("external_id"))


def said(draft: RowDraft) -> int:
    """What a row says, in short; two rows that say the same have the same number."""
    return hash(frozenset(draft.values.items()))


class Sheet:
    """Contacts and leads that earlier rows bring or speak of."""

    def __init__(self) -> None:
        # Contacts as they are after the rows so far, unless that is as they are stored, and their leads: most bring
        # one, of which name, site and row are kept; more than one are indexed.
        self._people: Shelf[_Person] = Shelf(pack=_packed, unpack=_unpacked)
        self._emails: Shelf[Who] = Shelf()
        # Other keys of a contact -> who it is.
        self._contacts: Shelf[Who] = Shelf()
        # Digits of a number -> who had it first, and what they are called; others of the same number stand above.
        self._phones: Shelf[tuple[Who, str]] = Shelf()
        # Whether any of that leads to contacts of the desk.
        self._speaks_of_stored = False
        self._spoken_of: Shelf[Mark] = Shelf()
        self._moved: set[int] = set()
        # By what other programs call leads and contacts, and which row has said what of a contact.
        self._called: Shelf[Mark] = Shelf()
        self._contacts_called: Shelf[Who] = Shelf()
        self._told: Shelf[Mark] = Shelf()
        # Companies of this sheet by name, and those of them that no row of their own was about yet.
        self._companies: set[str] = set()
        self._bare: set[str] = set()

    def owner(self, email: str) -> Who | None:
        """Whose address it is."""
        return self._emails.get(email)

    def by_phone(self, row: Identity) -> Who | None:
        """Who has a number of the row and its name, if it gives one."""
        for digits in row.digits:
            first = self._phones.get(digits)
            if first is not None and (not row.name or first[1] == row.name):
                return first[0]
            if first is not None and (who := self._contacts.get(f"phone {digits} {row.name}")) is not None:
                return who
        return None

    def by_place(self, row: Identity) -> Who | None:
        """Who is called like that at that place."""
        return self._contacts.get(f"name {row.name} {row.whereabouts}")

    def meant(self, row: Identity) -> Iterator[int]:
        """Stored contacts that a row may mean by what earlier rows have told."""
        if not self._speaks_of_stored:
            return
        for who in (*map(self.owner, row.emails), self.by_phone(row), self.by_place(row)):
            if isinstance(who, int):
                yield who

    def bare_company(self, name: str) -> Who | None:
        """A company of this sheet of which nothing but the name is known; it is not bare any more after this."""
        if name not in self._bare:
            return None
        self._bare.discard(name)
        return company(name)

    def make(self, draft: RowDraft, row: Identity, who: Who) -> tuple[KnownContact, dict[str, Any]]:
        """A row brings its contact: the contact, and the addresses and numbers that it begins with."""
        values = draft.values
        name, employer = str(values["contact_name"]), values.get("company")
        kind = str(values.get("contact_kind", PERSON))
        typed = tuple(map(digits_typed, phones_of(draft)))
        company_name = None if employer is None else str(employer)
        made = KnownContact(0, name, row.name or folded(name), kind, company_name, None, row.emails, row.digits, typed)
        self._people.put(who, (made, None))
        self._point(who, made.name_fold, row.emails, row.digits)
        if row.company and row.name:
            self._companies.add(row.name)
        return made, {key: values[key] for key in ("email", "phone") if key in values}

    def _point(self, who: Who, name: str, emails: Iterable[str], digits: Iterable[str]) -> None:
        """Addresses and numbers lead to a contact from now on, unless they lead to another one."""
        self._speaks_of_stored = self._speaks_of_stored or isinstance(who, int)
        for email in emails:
            self._emails.put_first(email, who)
        for number in digits:
            first = self._phones.get(number)
            if first is None:
                self._phones.put(number, (who, name))
            elif first[1] != name:
                self._contacts.put_first(f"phone {number} {name}", who)

    def employ(self, name: str) -> None:
        """A row is about somebody of a company that the desk does not know: it comes with that row."""
        key = folded(name)
        if key not in self._companies:
            self._companies.add(key)
            self._bare.add(key)
            self._people.put(company(key), (KnownContact(0, name, key, COMPANY, None), None))

    def _person(self, who: Who) -> _Person:
        return self._people.get(who) or _NOBODY

    def contact(self, who: Who, stored: KnownContact | None) -> KnownContact | None:
        """A contact as it is after the rows so far; None for one that only comes with the present row."""
        return self._person(who)[0] or stored

    def twin(self, who: Who, name: str, site: str) -> Mark | None:
        """The row that brings the lead of a contact by this name, or at this place."""
        leads = self._person(who)[1]
        return None if leads is None else _indexed(leads).find(name, site)

    def called(self, external: object) -> Mark | None:
        """The row that brings the lead of this name in another program."""
        return None if external is None else self._called.get(str(external))

    def contact_called(self, external: object) -> Who | None:
        """The contact of this name in another program that an earlier row is about."""
        return None if external is None else self._contacts_called.get(str(external))

    def tell(self, who: Who, draft: RowDraft) -> Mark | None:
        """A row is about a contact alone; what the last row about it has said."""
        before = self._told.get(who)
        self._told.put(who, mark_of(draft))
        if (external := draft.values.get("external_id")) is not None:
            self._contacts_called.put_first(str(external), who)
        return before

    def name(self, row: Identity, who: Who) -> None:
        """A row brings a contact of whom nothing but the name is known."""
        if row.name and not row.reachable:
            self._contacts.put_first(f"called {row.name}", who)

    def named(self, name: str) -> Who | None:
        """The contact of this name of whom nothing else is known."""
        return self._contacts.get(f"called {name}")

    def spoken_of(self, lead_id: int) -> Mark | None:
        """The row that means a stored lead."""
        return self._spoken_of.get(lead_id)

    def speak_of(self, lead_id: int, draft: RowDraft) -> None:
        """A row means a stored lead."""
        self._spoken_of.put(lead_id, mark_of(draft))

    def move(self, lead: KnownLead, changes: Mapping[str, Any], draft: RowDraft) -> None:
        """A row gives a stored lead another name or place: by these it is known to the rows that follow."""
        self._moved.add(lead.id)
        now = {**lead.columns, **changes}
        self._add_lead(lead.contact_id, folded(now["name"]), site_of(now), mark_of(draft))

    def has_moved(self, lead_id: int) -> bool:
        """Whether an earlier row has given a stored lead another name or place."""
        return lead_id in self._moved

    def bring(self, draft: RowDraft, row: Identity, who: Who, contact: KnownContact, name: str) -> None:
        """A row brings a lead, of a contact that is known or that it brings, too."""
        mark = mark_of(draft)
        self._add_lead(who, name, row.site, mark)
        if mark.external is not None:
            self._called.put_first(str(mark.external), mark)
        self._speaks_of_stored = self._speaks_of_stored or isinstance(who, int)
        if row.site or not row.reachable:
            self._contacts.put_first(f"name {contact.name_fold} {row.whereabouts}", who)

    def _add_lead(self, who: Who, name: str, site: str, mark: Mark) -> None:
        contact, leads = self._person(who)
        if leads is None:
            self._people.put(who, (contact, (name, site, mark)))
        else:
            index = _indexed(leads)
            index.add(name, site, mark)
            self._people.put(who, (contact, index))

    def mean(self, row: Identity, who: Who, stored: KnownContact | None) -> None:
        """A row means a contact: rows with the same addresses and numbers mean it, too, even if nothing is written."""
        contact = self.contact(who, stored)
        self._point(who, contact.name_fold if contact is not None else row.name, row.emails, row.digits)

    def grow(self, who: Who, contact: KnownContact, changes: Mapping[str, Any]) -> KnownContact:
        """A row adds to a contact, or changes it; the contact as it is then."""
        if not changes:
            return contact
        phones = changes.get("phone", ())
        grown = contact._replace(
            emails=(*contact.emails, *map(email_key, changes.get("email", ()))),
            digits=(*contact.digits, *map(phone_digits, phones)),
            typed=(*contact.typed, *map(digits_typed, phones)),
            company=changes.get("company", contact.company),
            external=changes.get("external_id", contact.external),
            details={**contact.details, **{key: changes[key] for key in DETAILS if key in changes}},
            own={**contact.own, **{key: value for key, value in changes.items() if is_own(key)}},
        )
        self._people.put(who, (grown, self._person(who)[1]))
        self._point(who, contact.name_fold, grown.emails, grown.digits)
        return grown


def _packed(person: _Person) -> object:
    contact, leads = person
    plain = (*leads[:2], tuple(leads[2])) if isinstance(leads, tuple) else leads
    return None if contact is None else tuple(contact), plain


def _unpacked(plain: Any) -> _Person:
    contact, leads = plain
    known = None if contact is None else KnownContact._make(contact)
    return known, (*leads[:2], Mark._make(leads[2])) if isinstance(leads, tuple) else leads


def _indexed(leads: tuple[str, str, Mark] | LeadIndex[Mark]) -> LeadIndex[Mark]:
    if isinstance(leads, LeadIndex):
        return leads
    index: LeadIndex[Mark] = LeadIndex()
    index.add(*leads)
    return index


def company(name: str) -> str:
    """What a company of this sheet that came as somebody's employer is called within the import."""
    return f"company {name}"
