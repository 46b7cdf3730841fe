"""Contacts: one person or company for ever, found before a second one is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from solartui.domain.contact_details import Secrets, login_key
from solartui.domain.contact_points import email_key, normalise_email, parse_phone, phone_digits
from solartui.domain.contacts import Contact, ContactRef, Phone
from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.records import Subject
from solartui.domain.text import clean, sort_key
from solartui.domain.vocabulary import ContactKind, ContactOrigin
from solartui.i18n import tr
from solartui.services.contact_details import DETAILS, check_unusable, detail_columns, free_login, told
from solartui.services.contact_lists import ContactLists
from solartui.services.custom_values import check_required, with_custom, write_values
from solartui.services.known_contacts import KnownContact, Traits, known_contacts
from solartui.services.result import Changed
from solartui.store.keys import folded
from solartui.store.reading import contacts as reading
from solartui.store.reading.history import last_editor

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.domain.drafts import ContactDraft
    from solartui.domain.leads import Address
    from solartui.store.work import Work

TOPICS = frozenset({"contacts", "leads", "projects"})
_LONGEST_NUMBER = 100
# Fields that are rows of their own, or are never changed.
_APART = frozenset({"emails", "phones", "origin", "custom", "unusable", *DETAILS})


def get_contact(connection: Connection, contact_id: int) -> Contact:
    """The contact with this id.

    Raises:
        NotFound: there is none.
    """
    found = reading.contact(connection, contact_id)
    if found is None:
        raise NotFound(tr("There is no contact {id}.", id=contact_id))
    return found


def refuse_origin(draft: ContactDraft) -> None:
    """Nobody says by hand that a contact came from the Lead Generator.

    Raises:
        Refused: the draft does.
    """
    if draft.origin is ContactOrigin.LEADGEN:
        raise Refused(tr("Only the Lead Generator makes contacts of this origin."))


class ContactService(ContactLists):
    """Find, make and change contacts."""

    def get(self, contact_id: int) -> Contact:
        """The contact with this id, with its leads, projects and people."""
        with self._desk.reading() as connection:
            return get_contact(connection, contact_id)

    def find(self, text: str, limit: int = 8) -> list[ContactRef]:
        """Contacts whose name, e-mail or phone begins with `text`, the nearest first."""
        with self._desk.reading() as connection:
            return reading.find_contacts(connection, text, limit)

    def similar(self, draft: ContactDraft, place: Address | None = None) -> list[KnownContact]:
        """Known contacts that may be the same person: by e-mail, by phone, by name and place, by the very same name.

        Args:
            draft: the one that is being entered.
            place: of the site, where that is known.
        """
        digits = [phone_digits(phone) for phone in _numbers(draft.phones)]
        traits = Traits(draft.name or "", _distinct(draft.emails), digits, place)
        with self._desk.reading() as connection:
            return known_contacts(connection, traits)

    def secrets(self, contact_id: int) -> Secrets:
        """The numbers of a contact's documents in plain; that they were looked at is written into its history.

        Raises:
            NotFound: there is no such contact.
            NotPermitted: this person may not read them.
        """
        with self._desk.writing("contacts.secrets") as work:
            contact = get_contact(work.raw, contact_id)
            found = reading.secrets(work.raw, contact_id)
            if found.passport or found.licence:
                work.describe("contact.secrets_read", undoable=False, name=contact.name)
                work.activity("secrets_read", Subject("contact", contact_id))
        return found

    def propose_login(self, name: str, emails: Sequence[str] = ()) -> str:
        """The login that a new contact gets unless a person types one."""
        with self._desk.reading() as connection:
            return free_login(connection, name, tuple(emails))

    def create(self, draft: ContactDraft) -> Changed[Contact]:
        """Store a new contact.

        Raises:
            Invalid: it has no name, or an address or number is none.
            Refused: one of its e-mail addresses already belongs to a contact.
        """
        refuse_origin(draft)
        with self._desk.writing("contacts.edit") as work:
            check_required(work.raw, "contact", draft.custom or {})
            contact_id = add_contact(work, draft)
            contact = get_contact(work.raw, contact_id)
            work.describe("contact.created", name=contact.name)
            change = work.change_id
        return Changed(contact, TOPICS, change)

    def edit(self, contact_id: int, values: Mapping[str, Any], version: int | None = None) -> Changed[Contact]:
        """Change fields of a contact; a stored e-mail address stays, more can be added.

        Raises:
            NotFound: there is no such contact.
            Refused: a stored address would change, or a new one belongs to somebody else.
            Stale: somebody saved a newer version.
        """
        from solartui.domain.drafts import ContactDraft, validated

        given = with_custom(self._desk, "contact", values, ContactDraft.model_fields)
        draft = validated(ContactDraft, given)
        with self._desk.writing("contacts.edit") as work:
            before = get_contact(work.raw, contact_id)
            refuse_erased(before)
            if version is not None and before.version != version:
                who = last_editor(work.raw, Subject("contact", contact_id))
                raise Stale(tr("{who} changed {name} meanwhile.", who=who, name=before.name), before, values, who)
            changed = self._apply(work, before, draft)
            if not changed:
                return Changed(before, frozenset())
            after = get_contact(work.raw, contact_id)
            work.describe("contact.edited", name=after.name)
            change = work.change_id
            work.activity("edited", Subject("contact", contact_id), {"changes": changed})
        return Changed(after, TOPICS, change)

    def _apply(self, work: Work, before: Contact, draft: ContactDraft) -> list[list[Any]]:
        from solartui.store.search_index import reindex_contacts

        given = draft.model_fields_set
        if "name" in given and not draft.name:
            raise Invalid(tr("A contact needs a name."), "name")
        if "origin" in given and draft.origin is not before.origin:
            raise Refused(tr("The origin of a contact tells how it was made and cannot be changed."))
        columns = _columns(draft, given - _APART)
        columns |= detail_columns(work, draft, given & set(DETAILS), before.id)
        if columns.get("company_id") is not None:
            _check_company(work.raw, columns["company_id"], before.id)
        if columns.get("kind") == ContactKind.PERSON and before.people:
            raise Refused(tr("{name} has contact people and stays a company.", name=before.name))
        changed = told(work.update("contact", before.id, columns))
        changed += write_values(work, Subject("contact", before.id), draft.custom)
        if "unusable" in given:
            changed += _mark_unusable(work, before, draft.unusable)
        if "emails" in given:
            changed += _add_emails(work, before, draft.emails)
        if "phones" in given:
            changed += _replace_phones(work, before, draft.phones)
        if changed:
            reindex_contacts(work.raw, [before.id])
            if not any(name in columns for name, *_ in changed):
                work.touch("contact", before.id)
        return changed


def refuse_erased(contact: Contact) -> None:
    """Nothing is written about somebody who asked to be forgotten.

    Raises:
        Refused: the contact was erased.
    """
    if contact.erased:
        raise Refused(tr("Contact {id} was erased and cannot be changed.", id=contact.id))


def _mark_unusable(work: Work, before: Contact, addresses: Sequence[str]) -> list[list[Any]]:
    """Mark the addresses that are not to be used any more; all others may be used."""
    wanted = set(map(email_key, addresses))
    check_unusable(wanted, [email_key(email.address) for email in before.emails])
    rows = work.raw.execute("SELECT id, address_key FROM contact_email WHERE contact_id = ?", (before.id,)).fetchall()
    changed = [work.update("contact_email", row_id, {"unusable": key in wanted}) for row_id, key in rows]
    if not any(changed):
        return []
    after = [email.address for email in before.emails if email_key(email.address) in wanted]
    then = [email.address for email in before.emails if email.unusable]
    return [["unusable", ", ".join(then), ", ".join(after)]]


def _columns(draft: ContactDraft, fields: Iterable[str]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for field in fields:
        value = getattr(draft, field)
        if field == "name":
            columns |= {"name": value, "name_key": sort_key(value), "name_fold": folded(value)}
        elif field == "kind":
            columns["kind"] = value.value if value else "person"
        else:
            columns[field] = value
    return columns


def _owner(connection: Connection, address_key: str) -> int | None:
    return reading.contact_by_email(connection, address_key)


def _check_company(connection: Connection, company_id: int, contact_id: int | None = None) -> None:
    row = connection.execute("SELECT kind FROM contact WHERE id = ? AND deleted_at IS NULL", (company_id,)).fetchone()
    if row is None:
        raise NotFound(tr("There is no contact {id}.", id=company_id))
    if row[0] != "company" or company_id == contact_id:
        raise Invalid(tr("Contact {id} is no company.", id=company_id), "company_id")


def _refuse_known(connection: Connection, address: str, key: str) -> None:
    owner = _owner(connection, key)
    if owner is not None:
        ref = reading.contact_ref(connection, owner)
        name = ref.name if ref else "?"
        message = tr("{email} already belongs to {name} (contact {id}).", email=address, name=name, id=owner)
        raise Refused(message + " " + tr("Choose that contact instead."))


def _distinct(addresses: Sequence[str]) -> dict[str, str]:
    """Addresses by their keys; of two that are the same the first one stays, blank ones are none."""
    found: dict[str, str] = {}
    for address, key in map(normalise_email, filter(clean, addresses)):
        found.setdefault(key, address)
    return found


def _numbers(texts: Iterable[str]) -> list[Phone]:
    """Numbers as they are stored; blank ones are none.

    Raises:
        Invalid: one is no number, or has a story around it.
    """
    numbers = [text for text in map(clean, texts) if text]
    for number in numbers:
        if len(number) > _LONGEST_NUMBER:
            raise Invalid(tr("{text} is not a telephone number.", text=number[:40] + "…"), "phone")
    return [parse_phone(number) for number in numbers]


def add_contact(work: Work, draft: ContactDraft, created_at: Any = None) -> int:
    """Insert a contact with its addresses and numbers inside a unit of work, and return its id."""
    from solartui.store.tables import ContactRow

    emails, phones = _distinct(draft.emails), _numbers(draft.phones)
    name = draft.name or next(iter(emails.values()), None) or next((p.number for p in phones), None)
    if not name:
        raise Invalid(tr("A contact needs a name."), "name")
    for key, address in emails.items():
        _refuse_known(work.raw, address, key)
    if draft.company_id is not None:
        _check_company(work.raw, draft.company_id)
    contact_id = work.add(
        ContactRow(
            kind=draft.kind.value if draft.kind else "person",
            name=name,
            name_key=sort_key(name),
            name_fold=folded(name),
            company_id=draft.company_id,
            origin=draft.origin.value if draft.origin else "manual",
            created_at=created_at or work.now,
            updated_at=created_at or work.now,
            created_by_id=work.actor.user_id,
            **_details_of_new(work, draft, name, tuple(emails.values())),
        )
    )
    write_values(work, Subject("contact", contact_id), draft.custom)
    _insert_emails(work, contact_id, emails, 0)
    _insert_phones(work, contact_id, phones)
    work.activity("created", Subject("contact", contact_id), {"name": name})
    return contact_id


def _details_of_new(work: Work, draft: ContactDraft, name: str, emails: tuple[str, ...]) -> dict[str, Any]:
    columns = detail_columns(work, draft, draft.model_fields_set & set(DETAILS), None)
    if not columns.get("login"):
        login = free_login(work.raw, name, emails)
        columns |= {"login": login, "login_key": login_key(login)}
    return columns


def _insert_emails(work: Work, contact_id: int, emails: Mapping[str, str], start: int) -> None:
    from solartui.store.tables import ContactEmailRow

    for position, (key, address) in enumerate(emails.items(), start):
        work.add(ContactEmailRow(contact_id=contact_id, position=position, address=address, address_key=key))


def _insert_phones(work: Work, contact_id: int, phones: Sequence[Phone]) -> None:
    from solartui.store.tables import ContactPhoneRow

    known: set[str] = set()
    for phone in phones:
        digits = phone_digits(phone)
        if digits not in known:
            row = ContactPhoneRow(
                contact_id=contact_id, position=len(known), number=phone.number, e164=phone.e164, digits=digits
            )
            work.add(row)
            known.add(digits)


def _add_emails(work: Work, before: Contact, addresses: Sequence[str]) -> list[list[Any]]:
    # What is stored is not judged again: the rules for addresses may have been others when it was.
    kept = {email_key(email.address): email.address for email in before.emails}
    stored = {key for address in addresses if (key := email_key(address)) in kept}
    wanted = dict.fromkeys(stored, "") | _distinct([a for a in addresses if email_key(a) not in stored])
    for key, address in kept.items():
        if key not in wanted:
            message = tr("{email} is stored and never changes. Add another address instead.", email=address)
            raise Refused(message)
    new = {key: address for key, address in wanted.items() if key not in kept}
    for key, address in new.items():
        _refuse_known(work.raw, address, key)
    _insert_emails(work, before.id, new, len(kept))
    if not new:
        return []
    return [["emails", ", ".join(kept.values()), ", ".join((kept | new).values())]]


def _replace_phones(work: Work, before: Contact, numbers: Sequence[str]) -> list[list[Any]]:
    phones = _numbers(numbers)
    if [p.number for p in phones] == [p.number for p in before.phones]:
        return []
    rows = work.raw.execute("SELECT id FROM contact_phone WHERE contact_id = ?", (before.id,)).fetchall()
    for (row_id,) in rows:
        work.remove("contact_phone", row_id)
    _insert_phones(work, before.id, phones)
    return [["phones", ", ".join(p.number for p in before.phones), ", ".join(p.number for p in phones)]]
