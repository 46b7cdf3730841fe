"""What can be done with a project, in its list and on its page alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.i18n import tr
from solartui.screens.copying import choose_copy
from solartui.screens.said import said
from solartui.widgets.amounts import exact_money

if TYPE_CHECKING:
    from solartui.domain.projects import Project
    from solartui.screens.connected import ConnectedScreen


async def edit_project(page: ConnectedScreen, project_id: int) -> None:
    """Rename a project, or change what is known of its system."""
    from solartui.screens.projects.form import ProjectForm

    project = await page.load(page.session.services.projects.get, project_id)
    asked = page.ask(ProjectForm(page.session, project))
    await said(page, asked)


async def open_customer(page: ConnectedScreen, project_id: int) -> None:
    """Open the first contact of a project."""
    project = await page.load(page.session.services.projects.get, project_id)
    if project.contacts:
        page.host.open_record("contact", project.contacts[0].id)
    else:
        page.toast(tr("The project has no contact."), bad=True)


async def open_lead(page: ConnectedScreen, project_id: int) -> None:
    """Open the lead that a project came from."""
    project = await page.load(page.session.services.projects.get, project_id)
    if project.lead_id is not None:
        page.host.open_record("lead", project.lead_id)
    else:
        page.toast(tr("The project was started without a lead."), bad=True)


async def people(page: ConnectedScreen, project_id: int) -> None:
    """Show who is on a project, and change it."""
    from solartui.screens.projects.people import show_people

    await show_people(page, project_id)


async def copy_from(page: ConnectedScreen, project: Project) -> None:
    """Choose what to copy of a project."""
    pairs = [(tr("Name"), project.name), (tr("Address"), project.address.text)]
    for contact in project.contacts:
        pairs.append((tr("Customer"), contact.name))
        pairs += [(tr("Phone"), phone) for phone in contact.phones]
        pairs += [(tr("Mail"), address) for address in contact.emails]
    pairs += [
        (tr("Metering point"), project.metering_point or ""),
        (tr("Without VAT"), exact_money(project.price_net, project.currency)),
        (tr("With VAT"), exact_money(project.price_gross, project.currency)),
    ]
    await choose_copy(page, pairs, project.id)


async def assign(page: ConnectedScreen, project_id: int) -> None:
    """Give a project to one more, or take somebody off it who is on it."""
    from solartui.screens import lead_choices
    from solartui.screens.dialogs.choose import ChooseDialog
    from solartui.widgets.pick_list import PickItem

    services = page.session.services
    project = await page.load(services.projects.get, project_id)
    among = await page.load(services.people.assignees)
    on_it = {lead_choices.assignee_id(who) for who in project.assignees}
    taken = ((tr("takes it off"), "mute"),)
    items = [
        PickItem(item.id, (("✓ ", "ok"), *item.left), taken) if item.id in on_it else item
        for item in lead_choices.assignee_items(among, services.people.current)
        if item.id != lead_choices.NOBODY
    ]
    chosen = await page.ask(ChooseDialog(tr("Who works on it?"), items, remark=f"#{project_id}"))
    who = lead_choices.assignee_chosen(chosen, among) if chosen is not None else None
    if who is not None:
        act = services.project_assignees.remove if chosen in on_it else services.project_assignees.add
        await said(page, page.do(act, project_id, who))
