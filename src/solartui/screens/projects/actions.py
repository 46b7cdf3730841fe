"""What can be done with a project, in its list and on its page alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.i18n import tr
from solartui.screens.projects.form import ProjectForm
from solartui.screens.said import said

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen


async def edit_project(page: ConnectedScreen, project_id: int) -> None:
    """Rename a project, or change what is known of its system."""
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
