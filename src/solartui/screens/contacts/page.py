"""The page of one contact: how to reach them, their leads and projects, what happened, and the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from solartui.i18n import mark, tr
from solartui.screens.contacts import actions
from solartui.screens.contacts.reading import read_contact
from solartui.screens.linked_page import LinkedPage
from solartui.widgets.contact_head import ContactHead
from solartui.widgets.contact_summary import ContactSummary
from solartui.widgets.snapshot import ContactSnapshot

if TYPE_CHECKING:
    from textual.widget import Widget

    from solartui.services.container import Services
    from solartui.widgets.related_list import RelatedList


class ContactScreen(LinkedPage[ContactSnapshot]):
    """One contact, in three tabs.

    Args:
        record_id: which one.
    """

    RECORD: ClassVar[str] = "contact"
    SCOPES: ClassVar[tuple[str, ...]] = ("global", "record", "contact", "detail")
    PLACE: ClassVar[str | None] = "contacts"
    PURPOSE: ClassVar[str] = mark("Everything about one contact: reach them, open their leads and projects, add more.")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"contacts", "leads", "projects", "notes", "users"})

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.head = ContactHead()

    @property
    def title_text(self) -> str:
        """The contact's name."""
        return self.data.contact.name if self.data else ""

    @property
    def related(self) -> RelatedList:
        """Its leads, projects, company and people."""
        return self.summary.related

    def made_summary(self) -> Widget:
        """Its leads and projects, and what is known."""
        empty = (
            (tr("No leads or projects yet.") + "   ", "soft"),
            (self.key_of("contact.new_lead"), "bold accent"),
            (f" {tr('new lead')}   ", "soft"),
            (self.key_of("contact.new_project"), "bold accent"),
            (f" {tr('new project')}", "soft"),
        )
        self.summary = ContactSummary(empty, self.key_of("detail.note"))
        return self.summary

    def read(self, services: Services) -> ContactSnapshot:
        """The contact with its history."""
        return read_contact(services, self.record_id)

    def show(self, data: ContactSnapshot) -> None:
        """Show the contact."""
        self.head.show(data)
        self.summary.show(data)

    # ---- commands

    async def action_edit(self) -> None:
        """Change the contact."""
        await actions.edit_contact(self, self.record_id)

    async def action_new_lead(self) -> None:
        """Add a lead for the contact."""
        await actions.start_lead(self, self.record_id)

    async def action_new_project(self) -> None:
        """Start a project for the contact."""
        await actions.start_project(self, self.record_id)

    async def action_merge(self) -> None:
        """Make the contact and another one, that is the same, one."""
        await actions.merge(self, self.record_id)

    async def action_delete_contact(self) -> None:
        """Take the contact away, and go back."""
        await actions.delete(self, self.record_id, self.action_back)

    async def action_show_secrets(self) -> None:
        """Show the numbers of documents for a moment."""
        await actions.show_secrets(self, self.record_id)

    async def action_erase(self) -> None:
        """Erase the person on request."""
        await actions.erase(self, self.record_id)

    async def action_copy(self) -> None:
        """Choose what to copy of the contact."""
        if self.data is not None:
            await actions.copy_from(self, self.data.contact)
