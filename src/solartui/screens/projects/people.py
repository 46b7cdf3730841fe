"""Who is on a project, in a window that stays open until somebody is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.i18n import tr
from solartui.screens.contacts.merging import contact_item, find_contacts
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.jump import JumpDialog
from solartui.screens.said import said
from solartui.widgets.cells import cell_text
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.domain.projects import Project
    from solartui.screens.connected import ConnectedScreen

_KNOWN, _NEW = "known", "new"


async def show_people(page: ConnectedScreen, project_id: int) -> None:
    """Show the contacts of a project; each can be opened, made the customer or taken off, and others added."""
    current = None
    while True:
        project = await page.load(page.session.services.projects.get, project_id)
        title = tr("Contacts of {name}", name=clip(cell_text(project.name), 30))
        chosen = await page.ask(ChooseDialog(title, _lines(project), current))
        if chosen is None:
            return
        current = chosen
        if chosen == _KNOWN:
            await _add_known(page, project)
        elif chosen == _NEW:
            await _add_new(page, project_id)
        elif await _with_one(page, project, int(chosen.partition(":")[2])):
            return


def _lines(project: Project) -> Sequence[PickItem]:
    lines = [contact_item(contact) for contact in project.contacts]
    return [
        *lines,
        PickItem(_KNOWN, (("+ ", "bold accent"), (tr("add a known contact"), "text"))),
        PickItem(_NEW, (("+ ", "bold accent"), (tr("add a new contact"), "text"))),
    ]


async def start_for_somebody(page: ConnectedScreen) -> None:
    """Ask for whom, a known contact or a new one, and start a project that comes from no lead."""
    from solartui.screens.contacts.actions import add_contact, start_project

    new = PickItem(f"{_NEW}:0", (("+ ", "bold accent"), (tr("add a new contact"), "text")))

    async def find(typed: str) -> Sequence[PickItem]:
        return [*await page.load(find_contacts, page.session.services, typed, ()), new]

    target = await page.ask(
        JumpDialog(
            find,
            title=tr("New project"),
            placeholder=tr("name, e-mail, phone, or # and a number"),
            hint=tr("Contacts are found while you type."),
            at_once=True,
        )
    )
    if target is None:
        return
    contact = await add_contact(page) if target.kind == _NEW else target
    if contact is not None:
        await start_project(page, contact.id)


async def _add_known(page: ConnectedScreen, project: Project) -> None:
    there = {contact.id for contact in project.contacts}
    dialog = JumpDialog(
        lambda typed: page.load(find_contacts, page.session.services, typed, there),
        title=tr("Add a contact"),
        placeholder=tr("name, e-mail, phone, or # and a number"),
        hint=tr("Contacts are found while you type."),
    )
    target = await page.ask(dialog)
    if target is not None:
        await said(page, page.do(page.session.services.project_contacts.add, project.id, target.id))


async def _add_new(page: ConnectedScreen, project_id: int) -> None:
    from solartui.screens.contacts.actions import add_contact

    contact = await add_contact(page)
    if contact is not None:
        await said(page, page.do(page.session.services.project_contacts.add, project_id, contact.id))


async def _with_one(page: ConnectedScreen, project: Project, contact_id: int) -> bool:
    """Ask what to do with one of them; whether the window is to be closed."""
    service = page.session.services.project_contacts
    name = next((contact.name for contact in project.contacts if contact.id == contact_id), "")
    first = project.contacts[0].id == contact_id
    items = [
        PickItem("open", ((tr("open"), "text"),)),
        PickItem("edit", ((tr("edit"), "text"),)),
        PickItem("first", ((tr("make the customer"), "text"),), enabled=not first),
        PickItem("remove", ((tr("take off the project"), "text"),), enabled=len(project.contacts) > 1),
    ]
    chosen = await page.ask(ChooseDialog(clip(cell_text(name), 40), items))
    if chosen == "open":
        page.host.open_record("contact", contact_id)
        return True
    if chosen == "edit":
        from solartui.screens.contacts.actions import edit_contact

        await edit_contact(page, contact_id)
    elif chosen == "first":
        await said(page, page.do(service.put_first, project.id, contact_id))
    elif chosen == "remove":
        await said(page, page.do(service.remove, project.id, contact_id))
    return False
