"""What can be done with a contact, in its list and on its page alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from solartui.i18n import tr
from solartui.screens.copying import choose_copy
from solartui.screens.lead.actions import announce
from solartui.screens.said import said

if TYPE_CHECKING:
    from solartui.domain.contacts import Contact, ContactRef
    from solartui.screens.connected import ConnectedScreen


_SHOWN_FOR = 15


async def add_contact(page: ConnectedScreen) -> ContactRef | None:
    """Enter a new contact; answers it, or the known one that was meant."""
    from solartui.screens.contacts.form import ContactForm

    asked = page.ask(ContactForm(page.session))
    return await said(page, asked)


async def edit_contact(page: ConnectedScreen, contact_id: int) -> None:
    """Change a contact; a stored e-mail address stays as it is."""
    from solartui.screens.contacts.form import ContactForm

    contact = await page.load(page.session.services.contacts.get, contact_id)
    asked = page.ask(ContactForm(page.session, contact))
    await said(page, asked)


async def start_lead(page: ConnectedScreen, contact_id: int) -> None:
    """Enter a lead of a contact, and open it."""
    from solartui.screens.lead.form import LeadForm

    contact = await page.load(page.session.services.contacts.get, contact_id)
    asked = page.ask(LeadForm(page.session, contact=contact.ref))
    lead = await said(page, asked)
    if lead is not None:
        page.host.open_record("lead", lead.id)


async def start_project(page: ConnectedScreen, contact_id: int) -> None:
    """Enter a project of a contact that comes from no lead, and open it."""
    from solartui.screens.projects.form import NewProjectForm

    contact = await page.load(page.session.services.contacts.get, contact_id)
    asked = page.ask(NewProjectForm(page.session, contact.ref))
    project = await said(page, asked)
    if project is not None:
        page.host.open_record("project", project.id)


async def merge(page: ConnectedScreen, contact_id: int) -> None:
    """Make the contact and another one, that is the same, one."""
    from solartui.screens.contacts.merging import merge_contact

    await merge_contact(page, contact_id)


async def delete(page: ConnectedScreen, contact_id: int, leave: Callable[[], object] | None = None) -> None:
    """Take a contact away that nothing refers to.

    Args:
        page: the page.
        contact_id: which contact.
        leave: leaves the page of that contact, before it learns that there is nothing to show any more.
    """
    written = await page.session.runner.write(page.session.services.merging.delete, contact_id)
    await announce(page, written.change_id)
    if leave is not None:
        leave()
    page.host.changes.publish(written.topics)


async def show_secrets(page: ConnectedScreen, contact_id: int) -> None:
    """Show the numbers of documents in plain for a moment."""
    found = await page.session.runner.write(page.session.services.contacts.secrets, contact_id)
    parts = [
        f"{name}: {value}"
        for name, value in ((tr("Passport number"), found.passport), (tr("Licence number"), found.licence))
        if value
    ]
    text = "\n".join(parts) or tr("No numbers of documents are known.")
    page.notify(text, timeout=_SHOWN_FOR, markup=False)
    page.host.changes.publish(frozenset({"contacts"}))


async def erase(page: ConnectedScreen, contact_id: int, leave: Callable[[], object] | None = None) -> None:
    """Erase a person on request, once it was said twice."""
    from solartui.screens.dialogs.confirm import ConfirmDialog
    from solartui.services.erasing import weight_words

    services = page.session.services
    contact = await page.load(services.contacts.get, contact_id)
    weight = await page.load(services.erasing.weight, contact_id)
    question = tr(
        "All that tells who {name} is goes from the desk: {what}. This cannot be undone.",
        name=contact.name,
        what=weight_words(weight),
    )
    if not await page.ask(ConfirmDialog(tr("Erase a person"), question, tr("erase for good"), tr("keep"))):
        return
    written = await page.session.runner.write(services.erasing.erase, contact_id)
    page.notify(tr("Erased. Backups that were made before still hold this person."), markup=False)
    if leave is not None:
        leave()
    page.host.changes.publish(written.topics)


async def copy_from(page: ConnectedScreen, contact: Contact) -> None:
    """Choose what to copy of a contact."""
    points = [
        *((tr("Phone"), phone.number) for phone in contact.phones),
        *((tr("Mail"), email.address) for email in contact.emails),
    ]
    await choose_copy(
        page, [*points, (tr("Name"), contact.name), (tr("Company"), contact.company_name or "")], contact.id
    )
