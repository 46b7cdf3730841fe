"""The contacts of the desk: found by name or e-mail, added, changed and opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from solartui.domain.listing import ContactLine, Sort
from solartui.domain.stages import Stage
from solartui.i18n import mark, tr
from solartui.screens.contacts import actions
from solartui.screens.contacts.columns import contact_columns
from solartui.screens.lists.filtered_screen import FilteredScreen
from solartui.widgets.contact_preview import ContactData, ContactPreview
from solartui.widgets.parts import Part

if TYPE_CHECKING:
    from solartui.commands import Command
    from solartui.domain.query import QueryContext
    from solartui.screens.lists.criteria import Criteria
    from solartui.services.filters import FilterService
    from solartui.services.views import ViewService
    from solartui.store.record_list import RecordList


class ContactsScreen(FilteredScreen[ContactLine]):
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

    def open_list(self, text: str, sort: Sort) -> RecordList[ContactLine]:
        """The contacts that a filter lets through."""
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
        await self.learn(fields)

    async def read_preview(self, record_id: int | None) -> None:
        """Show a contact with its leads and projects."""
        if record_id is None:
            self.preview.show(None)
            return
        contact = await self.load(self.session.services.contacts.get, record_id)
        self.preview.show(ContactData(contact, self._stages, self.now))

    # ---- filter

    def filter_service(self) -> FilterService:
        """Filters of contacts."""
        return self.session.services.contact_filters

    def view_service(self) -> ViewService:
        """The list of all contacts."""
        return self.session.services.contact_views

    def criteria(self, context: QueryContext) -> Criteria:
        """The fields of the filter panel."""
        from solartui.screens.contacts.filter_fields import ContactCriteria

        return ContactCriteria(context)

    def works(self, one: Command) -> bool:
        """Contacts have one view."""
        return one.id != "list.views" and super().works(one)

    # ---- commands

    async def action_import(self) -> None:
        """Bring in contacts."""
        from solartui.screens.imports.screen import import_file
        from solartui.services.import_source import Target

        await import_file(self, Target.CONTACTS)

    async def action_export(self) -> None:
        """Write the contacts that are listed to a file."""
        from solartui.screens.exporting import ExportRequest, export_contacts

        request = ExportRequest(self.filtering.text, self.sort, self.settings.keys, self.found)
        await export_contacts(self, request)

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
