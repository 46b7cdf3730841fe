"""What the rows of a sheet bring that were decided before, for those that follow them."""

from __future__ import annotations

from typing import NamedTuple

from solartui.domain.contact_points import email_key
from solartui.domain.importing.rows import RowDraft
from solartui.domain.vocabulary import ContactKind
from solartui.services.contacts import phone_digits
from solartui.services.import_identity import Identity, LeadIndex, Who, emails_of, folded, phones_of
from solartui.store.reading.matching import KnownContact

_NOTHING: tuple[set[str], set[str]] = set(), set()


class Mark(NamedTuple):
    """An earlier row: its number, and what it says in short."""

    row: int
    said: int


def said(draft: RowDraft) -> int:
    """What a row says, in short; two rows that say the same have the same number."""
    return hash(repr(sorted(draft.values.items())))


class Sheet:
    """Contacts and leads that earlier rows bring or speak of.

    Attributes:
        made: the contacts that the import makes.
    """

    def __init__(self) -> None:
        self.made: dict[Who, KnownContact] = {}
        # Key of a contact -> who it is.
        self._contacts: dict[str, Who] = {}
        self._leads: dict[Who, LeadIndex[Mark]] = {}
        self._spoken_of: dict[int, Mark] = {}
        self._points: dict[Who, tuple[set[str], set[str]]] = {}
        # Companies of this sheet by name, and those of them that no row of their own was about yet.
        self._companies: set[str] = set()
        self._bare: set[str] = set()

    def owner(self, email: str) -> Who | None:
        """Whose address it is."""
        return self._contacts.get(f"mail {email}")

    def by_phone(self, row: Identity) -> Who | None:
        """Who has a number of the row and its name, if it gives one."""
        for digits in row.digits:
            key = f"phone {digits} {row.name}" if row.name else f"phone {digits}"
            if (who := self._contacts.get(key)) is not None:
                return who
        return None

    def by_place(self, row: Identity) -> Who | None:
        """Who is called like that at that place."""
        return self._contacts.get(f"name {row.name} {row.whereabouts}")

    def bare_company(self, name: str) -> Who | None:
        """A company of this sheet of which nothing but the name is known; it is not bare any more after this."""
        if name not in self._bare:
            return None
        self._bare.discard(name)
        return company(name)

    def make(self, draft: RowDraft, row: Identity, who: Who) -> None:
        """A row brings its contact."""
        values = draft.values
        name, employer = str(values["contact_name"]), values.get("company")
        kind = str(values.get("contact_kind", ContactKind.PERSON.value))
        self.made[who] = KnownContact(0, name, row.name, kind, None if employer is None else str(employer))
        if row.company and row.name:
            self._companies.add(row.name)

    def employ(self, name: str) -> None:
        """A row is about somebody of a company that the desk does not know: it comes with that row."""
        key = folded(name)
        if key not in self._companies:
            self._companies.add(key)
            self._bare.add(key)
            self.made[company(key)] = KnownContact(0, name, key, ContactKind.COMPANY.value, None)

    def points(self, who: Who) -> tuple[set[str], set[str]]:
        """The keys of the addresses, and the digits of the numbers, that earlier rows bring for a contact."""
        return self._points.get(who, _NOTHING)

    def twin(self, who: Who, name: str, site: str) -> Mark | None:
        """The row that brings the lead of a contact by this name, or at this place."""
        index = self._leads.get(who)
        return index.find(name, site) if index is not None else None

    def spoken_of(self, lead_id: int) -> Mark | None:
        """The row that means a stored lead."""
        return self._spoken_of.get(lead_id)

    def speak_of(self, lead_id: int, draft: RowDraft) -> None:
        """A row means a stored lead."""
        self._spoken_of[lead_id] = Mark(draft.number, said(draft))

    def bring(self, draft: RowDraft, row: Identity, who: Who, name: str) -> None:
        """A row brings a lead, of a contact that is known or that it brings, too."""
        self._leads.setdefault(who, LeadIndex()).add(name, row.site, Mark(draft.number, said(draft)))
        self.bring_points(draft, row, who)
        if row.name and (row.site or not row.reachable):
            self._contacts.setdefault(f"name {row.name} {row.whereabouts}", who)

    def bring_points(self, draft: RowDraft, row: Identity, who: Who) -> None:
        """A row brings addresses and numbers of a contact."""
        if not row.reachable:
            return
        emails, digits = self._points.setdefault(who, (set(), set()))
        emails.update(map(email_key, emails_of(draft)))
        digits.update(map(phone_digits, phones_of(draft)))
        for email in row.emails:
            self._contacts.setdefault(f"mail {email}", who)
        for number in row.digits:
            self._contacts.setdefault(f"phone {number}", who)
            self._contacts.setdefault(f"phone {number} {row.name}", who)


def company(name: str) -> str:
    """What a company of this sheet that came as somebody's employer is called within the import."""
    return f"company {name}"
