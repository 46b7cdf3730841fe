"""The contacts of the desk: found by name or e-mail, added, changed and opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on

from solartui.domain.contact_filter import ContactFilter, read_contact_filter
from solartui.domain.listing import ContactLine, Sort
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import ContactKind, ContactOrigin, label
from solartui.i18n import mark, tr
from solartui.screens.contacts import actions
from solartui.screens.contacts.columns import contact_columns
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.list_screen import ListScreen
from solartui.screens.lists.own_columns import own_columns
from solartui.widgets.cells import fit
from solartui.widgets.contact_preview import ContactData, ContactPreview
from solartui.widgets.filter_bar import Chip, FilterBar
from solartui.widgets.parts import Part
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField
    from solartui.domain.query import QueryError
    from solartui.store.record_list import RecordList


def filter_items(wanted: ContactFilter) -> list[PickItem]:
    """What can be chosen; the id of a line is the filter that comes of it. What is in force is taken back."""
    items = [
        _filter_item(
            tr("Kind"), label(kind), replace(wanted, kind=None if kind is wanted.kind else kind), kind is wanted.kind
        )
        for kind in ContactKind
    ]
    items += [
        _filter_item(
            tr("Origin"),
            label(one),
            replace(wanted, origin=None if one is wanted.origin else one),
            one is wanted.origin,
        )
        for one in ContactOrigin
    ]
    if wanted.kind is not None or wanted.origin is not None:
        items.append(_filter_item("", tr("Everything"), ContactFilter(wanted.words), False))
    return items


def _filter_item(field: str, name: str, then: ContactFilter, here: bool) -> PickItem:
    left = ((fit(field, 12), "mute"), (name, "accent" if here else "text"))
    return PickItem(then.text, left, (("✓" if here else "", "accent"),))


class ContactsScreen(ListScreen[ContactLine]):
    """People and companies."""

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "list", "record", "contact")
    PLACE: ClassVar[str | None] = "contacts"
    PURPOSE: ClassVar[str] = mark("Find people and companies, with their leads and projects.")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"contacts", "leads", "projects"})
    KIND: ClassVar[str] = "contact"
    SORT: ClassVar[Sort] = Sort("name")

    def __init__(self) -> None:
        self.preview = ContactPreview()
        super().__init__(
            contact_columns(lambda: self.now), self.preview, tr("name or e-mail, kind:company, origin:leadgen")
        )
        self._stages: Sequence[Stage] = ()
        self._own_fields: Sequence[CustomField] = ()
        self.filters.judge = self._judge

    def open_list(self, text: str, sort: Sort) -> RecordList[ContactLine]:
        """The contacts whose name or e-mail has a text."""
        return self.session.services.contacts.open_list(text, sort)

    def nothing_yet(self) -> Sequence[Part]:
        """What adds the first contact."""
        key = (self.key_of("list.new"), "bold accent")
        return ((tr("There is no contact yet.") + "  ", "soft"), key, (" " + tr("adds one"), "soft"))

    async def ready(self) -> None:
        """Read what stages are called and which fields the desk has of its own, then the list."""
        await self._read_desk()
        await super().ready()

    async def changed(self, topics: frozenset[str]) -> None:
        """Read again; the cursor stays on its record."""
        await self._read_desk()
        await super().changed(topics)

    async def _read_desk(self) -> None:
        services = self.session.services
        self._stages, fields = await self.load(lambda: (services.people.stages(), services.contacts.own_fields()))
        if fields != self._own_fields:
            self._own_fields = fields
            self.table.add_columns(own_columns(fields))

    async def read_preview(self, record_id: int | None) -> None:
        """Show a contact with its leads and projects."""
        if record_id is None:
            self.preview.show(None)
            return
        contact = await self.load(self.session.services.contacts.get, record_id)
        self.preview.show(ContactData(contact, self._stages, self.now))

    # ---- filter

    def _judge(self, text: str) -> QueryError | None:
        """What is wrong with the conditions on own fields; None where they can be read."""
        from solartui.domain.query import QueryError

        try:
            self.session.services.contacts.asked(text)
        except QueryError as error:
            return error
        return None

    @on(FilterBar.Changed)
    def _typed(self, event: FilterBar.Changed) -> None:
        """While a condition is being typed, the list shows what those before it let through."""
        event.prevent_default()
        text: str | None = event.text
        problem = self._judge(event.text)
        self.filters.complain(problem)
        if problem is not None:
            from solartui.domain.query.lexer import before

            text = before(event.text, problem.column)
        if text is not None and (problem is None or self._judge(text) is None):
            self._feed.show(text, self.sort)

    def chips(self) -> Sequence[Chip]:
        """The words, and the kind and origin that are wanted."""
        wanted = read_contact_filter(self.filters.text)
        chips = [Chip("", wanted.words)] if wanted.words else []
        if wanted.kind is not None:
            chips.append(Chip(tr("kind"), label(wanted.kind).lower()))
        if wanted.origin is not None:
            chips.append(Chip(tr("origin"), label(wanted.origin).lower()))
        return [*chips, *self._own_chips()]

    def _own_chips(self) -> list[Chip]:
        """The conditions on own fields, in words."""
        if self._judge(self.filters.text) is not None:
            return []
        query = self.session.services.contacts.asked(self.filters.text)
        if query is None:
            return []
        from solartui.domain.query.spoken import spoken

        return [Chip(*spoken(term, ())) for term in query.terms]

    async def action_filter(self) -> None:
        """Choose a kind or an origin; the words of the search stay."""
        wanted = read_contact_filter(self.filters.text)
        chosen = await self.ask(ChooseDialog(tr("Show contacts"), filter_items(wanted)))
        if chosen is not None:
            self.filters.set_text(chosen)
            self._feed.show(chosen, self.sort)

    # ---- commands

    async def action_import(self) -> None:
        """Bring in contacts."""
        from solartui.screens.imports.screen import import_file
        from solartui.services.import_source import Target

        await import_file(self, Target.CONTACTS)

    async def action_export(self) -> None:
        """Write the contacts that are listed to a file."""
        from solartui.screens.exporting import export_contacts

        await export_contacts(self, self.filters.text, self.sort, self.found)

    @property
    def needs_record(self) -> frozenset[str]:
        """Everything but a new contact."""
        return super().needs_record | {"contact.new_lead", "contact.new_project", "contact.merge", "contact.delete"}

    async def action_new(self) -> None:
        """Add a contact; the cursor goes to it."""
        contact = await actions.add_contact(self)
        if contact is not None:
            self.reveal(contact.id)

    async def action_edit(self) -> None:
        """Change the contact under the cursor."""
        if (contact_id := self.table.cursor_id) is not None:
            await actions.edit_contact(self, contact_id)

    async def action_new_lead(self) -> None:
        """Add a lead for the contact under the cursor."""
        if (contact_id := self.table.cursor_id) is not None:
            await actions.start_lead(self, contact_id)

    async def action_new_project(self) -> None:
        """Start a project for the contact under the cursor."""
        if (contact_id := self.table.cursor_id) is not None:
            await actions.start_project(self, contact_id)

    async def action_merge(self) -> None:
        """Make the contact under the cursor and another one, that is the same, one."""
        if (contact_id := self.table.cursor_id) is not None:
            await actions.merge(self, contact_id)

    async def action_delete_contact(self) -> None:
        """Take the contact under the cursor away."""
        if (contact_id := self.table.cursor_id) is not None:
            await actions.delete(self, contact_id)
