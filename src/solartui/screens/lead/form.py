"""The page on which a lead is made or changed; both are the same form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from solartui.domain.contacts import ContactRef
from solartui.domain.errors import Invalid, Refused, SolarError
from solartui.domain.leads import Address, Lead
from solartui.domain.people import Assignee
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.vocabulary import OWN, AssigneeKind, StageKind
from solartui.i18n import language, mark, tr
from solartui.screens.contacts.form import ContactForm, EnteredContact, NewContactForm, option_of, values_of
from solartui.screens.forms.form_screen import FormScreen
from solartui.screens.forms.own_fields import OwnFields
from solartui.screens.forms.own_fields import entries_of as own_entries
from solartui.screens.lead.bill import use_from_bill
from solartui.screens.lead.form_address import AddressWatch
from solartui.screens.lead.form_entries import check_entry, entries_of, fields_of, new_entries, who_id
from solartui.screens.lead.form_fields import LeadFields
from solartui.screens.lead.form_place import place_from_map
from solartui.widgets import moments
from solartui.widgets.form.choice import ChoiceField
from solartui.widgets.form.contact_field import NEW
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.head import FormHead

if TYPE_CHECKING:
    from solartui.domain.drafts import LeadDraft
    from solartui.screens.session import Session

_TWO_COLUMNS = 110
_NAMED_ELSE = {"latitude": "coordinates", "longitude": "coordinates", "contact_id": "contact", "reason": "lost_reason"}


class LeadForm(FormScreen[Lead], inherit_bindings=False):
    """Answers the lead as it was saved, None where the person left without saving.

    Args:
        session: the open database.
        lead: the lead to be changed, None for a new one.
        contact: whose lead a new one is, where that is known.
        field: key of the field to begin with, such as one that a rule found missing.
    """

    BINDINGS = FormScreen.BINDINGS
    PURPOSE: ClassVar[str] = mark("Everything about a lead: who, where, what they use and what they want.")

    def __init__(
        self, session: Session, lead: Lead | None = None, contact: ContactRef | None = None, field: str = ""
    ) -> None:
        of_contact = f":{contact.id}" if contact else ""
        self._draft_key = f"lead:{lead.id}" if lead else f"lead:new{of_contact}"
        super().__init__(session, self._draft_key)
        self.lead = lead
        self._contact = contact
        self._version = lead.version if lead else None
        self._first = field or ("name" if lead or contact else "contact")
        self._stages: Sequence[Stage] = SEEDED
        self._own = own = LeadFields(lambda: self.now, new=lead is None)
        self._whereabouts = AddressWatch(self, session, own)
        self._desk_fields = OwnFields("lead")
        self._desk_rows = Vertical(classes="form-own")
        for _, fields in own.sections():
            self.add(*fields)

    # ---- layout

    def compose(self) -> ComposeResult:
        """Two columns where there is room for them."""
        self.set_class(self.app.size.width >= _TWO_COLUMNS, "-columns")
        yield self._head()
        sections = [list(self.section(title, *fields)) for title, fields in self._own.sections()]
        with self.body, Container(classes="form-page"):
            with Vertical(classes="form-column form-column-wide"):
                yield from (widget for section in sections[:2] for widget in section)
            with Vertical(classes="form-column"):
                yield from (widget for section in sections[2:] for widget in section)
                yield self._desk_rows
        yield self.footer
        yield self.dropdown

    def on_resize(self, event: events.Resize) -> None:
        """Perhaps there is room for two columns now, or no longer."""
        self.set_class(event.size.width >= _TWO_COLUMNS, "-columns")

    def _head(self) -> FormHead:
        if self.lead is None:
            return FormHead(tr("New lead"))
        changed = tr("changed {when}", when=moments.clock(self.lead.updated_at.astimezone(), self.now))
        return FormHead(tr("Edit lead"), self.lead.name, f"#{self.lead.id} · {changed}")

    def on_mount(self) -> None:
        """Show the lead, or what a new one begins with."""
        self._show_contact(self.lead.contact if self.lead else self._contact)
        self._own.offer_stages(self._stages, self.lead.stage if self.lead else "")
        for field, who in self._people():
            field.show_option(Option(who_id(who), who.name))
        self.begin_with(entries_of(self.lead) if self.lead else self._new())
        self._whereabouts.begin()
        for one in self.fields.values():
            self.depend(one)
        self.go_to(self.fields.get(self._first, self._own.contact))

    def _people(self) -> Iterator[tuple[ChoiceField, Assignee]]:
        """Who is shown before everybody that can be chosen was read."""
        actor = self.session.services.actor
        if self.lead is None and actor.user_id is not None:
            yield self._own.owner, Assignee(AssigneeKind.USER, actor.user_id, actor.name)
        for field, who in (
            (self._own.owner, self.lead and self.lead.owner),
            (self._own.assignee, self.lead and self.lead.assignee),
        ):
            if who:
                yield field, who

    def _new(self) -> dict[str, object]:
        first = next((stage.key for stage in self._stages if stage.kind is StageKind.OPEN), "")
        return new_entries(self._contact, self.session.services.actor, first, "PL" if language() == "pl" else "")

    def _show_contact(self, contact: ContactRef | None) -> None:
        self._own.contact.show_option(option_of(contact) if contact else None)

    async def ready(self) -> None:
        """Read what can be chosen."""
        people = self.session.services.people
        self._stages = await self.load(people.stages)
        self._own.offer_stages(self._stages, self.lead.stage if self.lead else "")
        assignees, users = await self.load(people.assignees), await self.load(people.users)
        self._own.offer_people(assignees, users, people.current)
        self._own.offer_lists(await self.load(people.entities))
        await self._add_desk_fields()

    async def _add_desk_fields(self) -> None:
        found = await self.load(self._desk_fields.read, self.session.services)
        rows = self._desk_fields.rows(found)
        if not rows:
            return
        self.add(*rows)
        await self._desk_rows.mount(*self.section(tr("More"), *rows))
        stored = own_entries(self.lead.custom if self.lead else {}, found)
        for row in rows:
            row.put(stored[row.key])
            self._base[row.key] = row.entry

    # ---- fields

    def field_for(self, name: str) -> Field | None:
        """The field that a rule means by a name."""
        return self.fields.get(_NAMED_ELSE.get(name, name)) or self.fields.get(OWN + name)

    def field_of(self, error: SolarError) -> Field | None:
        """The field that an error is about; a new contact is refused for its address."""
        entered = isinstance(error, Refused) and self._own.contact.new is not None
        return super().field_of(error) or (self._own.contact if entered else None)

    def check(self, field: Field) -> None:
        """By the rules of a lead."""
        own = self._own
        if field is own.contact and field.empty:
            raise Invalid(tr("A lead needs a contact. Find one by name or e-mail, or add a new one."), "contact")
        if field.empty and (field is own.stage or (field.required and field.display)):
            raise Invalid(tr("This cannot be empty."), field.key)
        self._desk_fields.check(field)
        check_entry(field.key, field.entry)

    def changed(self, field: Field) -> None:
        """Other fields may follow."""
        super().changed(field)
        self._whereabouts.changed(field)
        self.depend(field)

    def depend(self, field: Field) -> None:
        """Let other fields follow one of them."""
        own = self._own
        if field in {own.contact, own.city}:
            contact = own.contact.words
            name = self.session.services.leads.propose_name(contact, own.city.words or None) if contact else ""
            own.name.suggest(name or tr("made of contact and town"))
        elif field is own.stage:
            own.lost_reason.display = self._kind(str(own.stage.entry)) is StageKind.LOST
        elif field is own.assignee:
            person = str(own.assignee.entry).startswith(f"{AssigneeKind.USER}:")
            if person and own.assignee.chosen is not None:
                own.owner.show_option(own.assignee.chosen)
            own.owner.set_locked(locked=person)
        elif field in {own.monthly, own.months}:
            own.work_out_average(field)
        elif field is own.type:
            own.look_at_use()

    def _kind(self, key: str) -> StageKind | None:
        return next((stage.kind for stage in self._stages if stage.key == key), None)

    def action_pick(self) -> None:
        """Work out the use from a bill, choose the place on a map; for other fields, show what can be chosen."""
        own = self._own
        if self.here in own.place:
            self.beside(place_from_map(self, self.session, own, own.name.words or own.contact.words), "map")
            return
        if self.here is not own.monthly:
            super().action_pick()
            return
        self.beside(use_from_bill(self, own), "bill")

    # ---- the contact

    async def offers(self, field: Field, typed: str) -> Sequence[Option]:
        """Known contacts, and a new one."""
        if field is not self._own.contact:
            return await super().offers(field, typed)
        found = await self.load(self.session.services.contacts.find, typed, 7)
        add = tr("Add “{name}” as a new contact", name=typed.strip()) if typed.strip() else tr("Add a new contact")
        if self._own.contact.new is not None:
            add = tr("Change the new contact")
        return [*map(option_of, found), Option(NEW, add, colour="accent")]

    async def chosen(self, field: Field, option: Option) -> None:
        """A new contact has a form of its own."""
        contact = self._own.contact
        if field is not contact or option.id != NEW:
            await super().chosen(field, option)
            return
        typed = contact.line.text.strip() if contact.chosen is None else ""
        answer = await self._new_contact(contact.new or name_or_address(typed))
        if isinstance(answer, EnteredContact):
            contact.enter_new(answer.entries)
        elif answer is not None:
            contact.choose(option_of(answer))

    async def _new_contact(self, entries: Mapping[str, object]) -> ContactRef | EnteredContact | None:
        if self.lead is None:
            # Stored together with the lead, and taken back together with it.
            own = self._own
            place = Address(street=own.street.words or None, city=own.city.words or None)
            return await self.ask(NewContactForm(self.session, f"{self._draft_key}:contact", entries, place))
        return await self.ask(ContactForm(self.session, name=str(entries.get("name") or "")))

    # ---- saving

    async def store(self) -> Lead | None:
        """Make the lead, or change what was changed."""
        leads = self.session.services.leads
        if self.lead is None:
            return (await self.do(leads.create, draft_of(self.entries, self._own.contact.new))).value
        touched = [key for key in self.touched if not (key == "owner" and self._own.owner.locked)]
        if not touched:
            return self.lead
        values = fields_of(self.entries, touched)
        return (await self.do(leads.edit, self.lead.id, values, self._version)).value

    # ---- versions and drafts

    def entries_of(self, record: object) -> Mapping[str, object]:
        """What the fields show of a lead."""
        if not isinstance(record, Lead):
            return {}
        return entries_of(record) | own_entries(record.custom, self._desk_fields.fields.values())

    def built_on(self, record: object) -> None:
        """Go on from a newer version."""
        if isinstance(record, Lead):
            self.lead, self._version = record, record.version

    def extra(self) -> Mapping[str, object]:
        """The version that a draft began with."""
        return {"version": self._version}

    def resume(self, values: Mapping[str, object]) -> None:
        """An old draft is a change of an old version; saving it will show what others changed since."""
        version = values.get("version")
        if self._version is not None and isinstance(version, int):
            self._version = min(self._version, version)


def name_or_address(typed: str) -> dict[str, object]:
    """What was typed in search of a contact, as the beginning of a new one."""
    if "@" in typed:
        return {"emails": typed}
    digits = sum(sign.isdecimal() for sign in typed)
    return {"phones": typed} if digits >= 5 else {"name": typed}


def draft_of(entries: Mapping[str, object], new_contact: Mapping[str, object] | None) -> LeadDraft:
    """A new lead out of what was entered, with its new contact where there is one."""
    from solartui.domain.drafts import ContactDraft, LeadDraft, validated

    values = {name: value for name, value in fields_of(entries, entries).items() if value is not None}
    if new_contact is not None:
        values["new_contact"] = validated(ContactDraft, values_of(new_contact))
    return validated(LeadDraft, values)
