"""A box to enter a new contact or to change one, with a warning while typing when it is known already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult

from solartui.domain.contact_points import email_key, normalise_email, parse_phone, split_points
from solartui.domain.contacts import Contact, ContactRef
from solartui.domain.errors import Invalid, Refused, SolarError
from solartui.domain.text import clean
from solartui.domain.vocabulary import OWN, ContactKind, label
from solartui.i18n import mark, tr
from solartui.screens.contacts.form_details import check_detail, detail_entries, detail_fields, detail_values
from solartui.screens.dialogs.dialog import DialogKeys, TitleLine
from solartui.screens.forms.fields_screen import Answer
from solartui.screens.forms.form_screen import FormScreen
from solartui.screens.forms.own_fields import OwnFields
from solartui.screens.forms.own_fields import entries_of as own_entries
from solartui.screens.forms.own_fields import values_of as own_values
from solartui.screens.session import Session
from solartui.services.known_contacts import WORDS, Why
from solartui.widgets.form.choice import RecordField, SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.known import Known, KnownContacts
from solartui.widgets.form.more_field import MoreField
from solartui.widgets.form.text_field import TextField

if TYPE_CHECKING:
    from solartui.domain.leads import Address
    from solartui.services.container import Services


_OF_PERSONS = frozenset({"middle_name", "gender", "birth_date", "passport", "licence"})


class ContactFields(FormScreen[Answer], inherit_bindings=False):
    """The fields of a contact in a box.

    Args:
        session: the open database.
        draft: key of the draft.
        title: what the box is for.
        entries: what stands in the fields at first.
        contact: the contact that is changed, None for a new one.
    """

    BINDINGS = FormScreen.BINDINGS
    GROUND: ClassVar[str] = "panel"
    NEEDED_LATER: ClassVar[tuple[str, ...]] = ("solartui.domain.drafts", "email_validator", "phonenumbers")
    PURPOSE: ClassVar[str] = mark("A person or a company, entered once and found again for every lead and project.")

    def __init__(
        self, session: Session, draft: str, title: str, entries: Mapping[str, object], contact: Contact | None = None
    ) -> None:
        super().__init__(session, draft)
        self.contact = contact
        self.place: Address | None = None
        self.title_line = TitleLine(title, f"#{contact.id}" if contact else "")
        self.footer = DialogKeys()
        self.known = KnownContacts()
        self._company = RecordField("company", tr("Company"), placeholder=tr("type a part of its name"))
        kinds = [Option(kind, label(kind)) for kind in ContactKind]
        several = tr("several with commas between them")
        self._own = OwnFields("contact")
        self._more = MoreField("more")
        self._details: list[Field] = []
        self.add(SegmentField("kind", tr("Kind"), kinds), TextField("name", tr("Name"), required=True))
        if contact is not None and contact.emails:
            stored = TextField("stored", tr("E-mails"))
            stored.set_locked(locked=True)
            self.add(stored)
        more = tr("More e-mails") if contact and contact.emails else tr("E-mails")
        self.add(TextField("emails", more, placeholder=several), TextField("phones", tr("Phones"), placeholder=several))
        self.add(self.known, self._company, self._more)
        self._add_details(*detail_fields())
        self._at_first = entries

    def compose(self) -> ComposeResult:
        """The box."""
        yield from self.boxed(self.title_line)

    def on_mount(self) -> None:
        """Show what is known, and begin with the name."""
        self.begin_with(self._at_first)
        self._show_details()
        self.set_focus(self.fields["name"])

    async def ready(self) -> None:
        """Read the fields of the desk's own, and add them."""
        found = await self.load(self._own.read, self.session.services)
        rows = self._own.rows(found)
        if rows:
            self._add_details(*rows)
            await self.body.mount(*rows)
            values = self.contact.custom if self.contact else {}
            stored = own_entries(values, found)
            for row in rows:
                row.put(self._at_first.get(row.key, stored[row.key]))
                self._base[row.key] = row.entry
        if self._filled() or any(one.required for one in found):
            self._more.show(shown=True)
        self._show_details()
        if self.contact is None and self.entries.get("name"):
            # Entered before the box was opened, in search of a contact.
            self.beside(self._look_for_known(), group="known", newest_only=True)

    # ---- more details

    def _add_details(self, *rows: Field) -> None:
        self.add(*rows)
        self._details += rows

    def _filled(self) -> int:
        return sum(not row.empty for row in self._details if row.key != "login")

    def _show_details(self) -> None:
        company = self.fields["kind"].entry == ContactKind.COMPANY
        for row in self._details:
            row.display = self._more.shown and not (company and row.key in _OF_PERSONS)
        self._more.count(self._filled())

    @on(MoreField.Toggled)
    def _details_toggled(self) -> None:
        self._more.show(shown=not self._more.shown)
        self._show_details()

    # ---- fields

    async def offers(self, field: Field, typed: str) -> Sequence[Option]:
        """Known companies."""
        if field is not self._company:
            return await super().offers(field, typed)
        found = await self.load(self.session.services.contacts.find, typed, 20)
        own = self.contact.id if self.contact else None
        return [option_of(ref) for ref in found if ref.kind is ContactKind.COMPANY and ref.id != own]

    def changed(self, field: Field) -> None:
        """A company works for no company; look whether the contact is known."""
        super().changed(field)
        self._company.display = self.fields["kind"].entry != ContactKind.COMPANY
        self._show_details()
        if self.contact is None and field.key in {"name", "emails", "phones"}:
            self.beside(self._look_for_known(), group="known", newest_only=True)

    def check(self, field: Field) -> None:
        """A name there must be; addresses and numbers must be some."""
        entry = str(field.entry)
        self._own.check(field)
        check_detail(field, entry, self.now.date(), str(self._base.get(field.key) or ""))
        if field.key == "name" and not entry:
            raise Invalid(tr("A contact needs a name."), "name")
        if field.key == "emails":
            for address in split_points(entry):
                normalise_email(address)
            if taken := next((known for known in self.known.known if known.sure), None):
                name = taken.contact.name
                raise Invalid(tr("This address belongs to {name}, who is below.", name=name), "emails")
        if field.key == "phones":
            for number in split_points(entry):
                parse_phone(number)

    async def _look_for_known(self) -> None:
        try:
            known = await self.load(known_contacts, self.session.services, self.entries, self.place)
        except SolarError:
            return
        self.known.show(known)
        if not any(one.sure for one in known):
            self.fields["emails"].complain("")
        values = values_of(self.entries)
        if values["name"]:
            login = await self.load(self.session.services.contacts.propose_login, values["name"], values["emails"])
            self._login.suggest(login)

    @property
    def _login(self) -> TextField:
        field = self.fields["login"]
        assert isinstance(field, TextField)
        return field

    def field_for(self, name: str) -> Field | None:
        """The field that a rule means by a name; one of the further fields comes into sight."""
        found = self.fields.get(name) or self.fields.get(OWN + name)
        if found in self._details and not self._more.shown:
            self._more.show(shown=True)
            self._show_details()
        return found

    def field_of(self, error: SolarError) -> Field | None:
        """What is refused about a contact is an address, unless the rule names something else."""
        return super().field_of(error) or (self.fields["emails"] if isinstance(error, Refused) else None)

    @on(KnownContacts.Taken)
    def _known_taken(self, event: KnownContacts.Taken) -> None:
        self.beside(self._take_known(event.contact), "save")

    async def _take_known(self, contact: ContactRef) -> None:
        answer = self.answer_with(contact)
        if answer is not None:
            await self.answer(answer)

    def answer_with(self, contact: ContactRef) -> Answer | None:
        """The answer when a known contact is meant; None where that is no answer."""
        return None


@dataclass(frozen=True, slots=True)
class EnteredContact:
    """What was entered for a contact that is not stored yet; see `values_of`."""

    entries: dict[str, object]


class NewContactForm(ContactFields[ContactRef | EnteredContact], inherit_bindings=False):
    """Answers what was entered, to be stored together with something else, or the known contact that was meant.

    Args:
        session: the open database.
        draft: key of the draft.
        entries: what stands in the fields at first.
        place: of the lead's site: who is called the same there is probably the same one.
    """

    BINDINGS = ContactFields.BINDINGS

    def __init__(
        self, session: Session, draft: str, entries: Mapping[str, object], place: Address | None = None
    ) -> None:
        super().__init__(session, draft, tr("New contact"), entries)
        self.place = place

    def answer_with(self, contact: ContactRef) -> ContactRef | EnteredContact | None:
        """The known contact."""
        return contact

    async def store(self) -> ContactRef | EnteredContact | None:
        """Nothing is stored; only a known address is refused at once."""
        known = await self.load(known_contacts, self.session.services, self.entries, self.place)
        self.known.show(known)
        self.check(self.fields["emails"])
        return EnteredContact(self.entries)


class ContactForm(ContactFields[ContactRef], inherit_bindings=False):
    """Makes or changes a contact and answers it as it is stored, or the known contact that was meant.

    Args:
        session: the open database.
        contact: the contact to be changed, None for a new one.
        name: what stands in the name of a new one at first.
    """

    BINDINGS = ContactFields.BINDINGS

    def __init__(self, session: Session, contact: Contact | None = None, name: str = "") -> None:
        key = f"contact:{contact.id}" if contact else "contact:new"
        title = tr("Edit contact") if contact else tr("New contact")
        entries = entries_of(contact) if contact else {"name": name}
        super().__init__(session, key, title, entries, contact)
        self._version = contact.version if contact else None

    def answer_with(self, contact: ContactRef) -> ContactRef | None:
        """The known contact."""
        return contact

    async def store(self) -> ContactRef | None:
        """Make or change it."""
        from solartui.domain.drafts import ContactDraft, validated

        contacts = self.session.services.contacts
        if self.contact is None:
            made = await self.do(contacts.create, validated(ContactDraft, values_of(self.entries)))
            return made.value.ref
        changed = await self.do(contacts.edit, self.contact.id, self._changes(self.contact), self._version)
        return changed.value.ref

    def _changes(self, contact: Contact) -> dict[str, Any]:
        entries, touched = self.entries, set(self.touched)
        values = values_of(entries)
        values["emails"] = (*(email.address for email in contact.emails), *values["emails"])
        if touched & {"kind", "company"}:
            touched |= {"kind", "company_id"}
        own = own_values(entries, touched)
        return {name: value for name, value in values.items() if name in touched} | own

    def entries_of(self, record: object) -> dict[str, object]:
        """What the fields show of a contact."""
        if not isinstance(record, Contact):
            return {}
        return entries_of(record) | own_entries(record.custom, self._own.fields.values())

    def built_on(self, record: object) -> None:
        """Go on from a newer version."""
        if isinstance(record, Contact):
            self.contact, self._version = record, record.version


def entries_of(contact: Contact) -> dict[str, object]:
    """What the fields show of a contact."""
    company = {"id": str(contact.company_id), "text": contact.company_name or ""} if contact.company_id else None
    return {
        "kind": contact.kind.value,
        "name": contact.name,
        "company": company,
        "stored": ", ".join(email.address for email in contact.emails),
        "emails": "",
        "phones": ", ".join(phone.number for phone in contact.phones),
        **detail_entries(contact.details),
    }


def values_of(entries: Mapping[str, object]) -> dict[str, Any]:
    """What was entered, as the fields of a draft."""
    company = entries.get("company") if entries.get("kind") != ContactKind.COMPANY else None
    return {
        "kind": entries.get("kind") or ContactKind.PERSON,
        "name": entries.get("name"),
        "company_id": company.get("id") if isinstance(company, dict) else None,
        "emails": tuple(split_points(str(entries.get("emails") or ""))),
        "phones": tuple(split_points(str(entries.get("phones") or ""))),
        **detail_values(entries),
        **own_values(entries, entries),
    }


def option_of(ref: ContactRef) -> Option:
    """A contact in a list of choices."""
    return Option(str(ref.id), ref.name, " · ".join((*ref.emails[:1], *ref.phones[:1])))


def known_contacts(services: Services, entries: Mapping[str, object], place: Address | None = None) -> list[Known]:
    """Contacts that may be the one that is entered; one with the same e-mail address is sure.

    Args:
        services: who knows them.
        entries: what stands in the fields.
        place: of the site, where a lead is being entered.

    Raises:
        Invalid: nobody can be called so; the field says it.
    """
    from solartui.domain.drafts import ContactDraft, validated

    values = values_of(entries)
    emails = {email_key(address): address for address in values["emails"] if _is_some(normalise_email, address)}
    phones = [number for number in values["phones"] if _is_some(parse_phone, number)]
    name = clean(str(values["name"] or ""))
    if not (emails or phones or name):
        return []
    draft = validated(ContactDraft, {"name": name or None, "emails": tuple(emails.values()), "phones": tuple(phones)})
    found = services.contacts.similar(draft, place)
    return [Known(one.ref, tr(WORDS[one.why]), sure=one.why is Why.EMAIL) for one in found]


def _is_some(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except Invalid:
        return False
    return True
