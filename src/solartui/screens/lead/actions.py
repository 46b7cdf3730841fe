"""What is done with one lead at a time, from a list or from its page: edited, converted, copied, found on a map."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from solartui.i18n import tr
from solartui.screens.said import said
from solartui.terminal.clipboard import copy
from solartui.widgets.cells import cell_text
from solartui.widgets.painted import clip

if TYPE_CHECKING:
    from datetime import date

    from solartui.domain.leads import Lead
    from solartui.screens.connected import ConnectedScreen
    from solartui.screens.site_pictures import Placed
    from solartui.services.container import Services

# What a rule calls missing, and the field of the form that it begins with.
_FIELDS = {"location": "street"}


async def announce(page: ConnectedScreen, change_id: int | None) -> None:
    """Say what a change did, as one that can be undone; nothing where nothing had to be written."""
    if change_id is not None:
        page.toast(await page.load(_sentence, page.session.services, change_id), undo=True)


def _sentence(services: Services, change_id: int) -> str:
    from solartui.domain.activity import Names, change_sentence

    change = next((one for one in services.undo.changes(5) if one.id == change_id), None)
    return change_sentence(change, Names(services.people.stages())) if change else tr("Done.")


async def edit_lead(page: ConnectedScreen, lead: Lead, field: str = "") -> bool:
    """Show the form of a lead, and say whether it was saved.

    Args:
        page: the page below.
        lead: the lead as it is stored.
        field: what a rule found missing, to begin with.
    """
    from solartui.screens.lead.form import LeadForm

    asked = page.ask(LeadForm(page.session, lead, field=_FIELDS.get(field, field)))
    saved = await said(page, asked)
    return saved is not None


async def convert_lead(page: ConnectedScreen, lead_id: int, today: date, *, stay: bool = False) -> int | None:
    """Show the gate, and the project once it is made. What is missing can be filled in from the gate and leads back.

    Args:
        page: the page below.
        lead_id: which lead.
        today: the date.
        stay: whether the page stays where it is, and says by itself what was done.

    Returns:
        the number of the change; None where the lead was not converted.
    """
    from solartui.screens.conversion import ConversionDialog

    service = page.session.services.conversion
    while True:
        check = await page.load(service.check, lead_id)
        decided = await page.ask(ConversionDialog(check, today))
        if decided is None:
            return None
        if decided.field:
            if not await edit_lead(page, check.lead, decided.field):
                return None
            continue
        seen = check.lead.version
        made = await page.do(service.convert, lead_id, decided.name, seen)
        if made is not None:
            if not stay:
                page.host.open_record("project", made.value.id)
                await announce(page, made.change_id)
            return made.change_id
        if (await page.load(page.session.services.leads.get, lead_id)).version == seen:
            return None
        # Somebody was faster, which has been said: the gate shows what they saved.


async def copy_from(page: ConnectedScreen, lead: Lead) -> None:
    """Choose what to copy of a lead."""
    from solartui.screens.dialogs.choose import ChooseDialog
    from solartui.screens.lead_choices import copy_items

    chosen = await page.ask(ChooseDialog(tr("Copy"), copy_items(lead), None, f"#{lead.id}"))
    if chosen is not None:
        copy_text(page, chosen)


def copy_text(page: ConnectedScreen, text: str) -> None:
    """Copy a text, and say so."""
    page.toast(copy(page.app, text))


async def open_map(page: ConnectedScreen, lead: Lead) -> None:
    """Open the way to the site in the browser; over SSH show and copy its address, with a sign for a phone."""
    from solartui.domain.directions import directions_link
    from solartui.screens.link import follow_link

    link = directions_link(lead.address, lead.latitude, lead.longitude)
    if link is None:
        name = clip(cell_text(lead.name), 40)
        page.toast(tr("{name} has neither a town nor coordinates.", name=name), bad=True)
        return
    await follow_link(page, link, os.environ)


async def show_place(page: ConnectedScreen, lead: Placed, name: str) -> None:
    """Show the place of a lead, or of the site of a project, as large as the window."""
    from solartui.domain.map_view import SCALES
    from solartui.screens.map.screen import MapScreen, Start
    from solartui.screens.site_pictures import spot_of_lead

    spot = spot_of_lead(lead)
    if spot is None:
        page.toast(tr("{name} has no coordinates yet.", name=clip(cell_text(name), 40)), bad=True)
        return
    around = await page.load(page.session.services.surroundings.around, spot)
    pictures = await page.load(page.session.services.pictures.state)
    wanted = pictures.metres * 2 if pictures.source else around.kilometres * 4000
    metres = next((scale for scale in SCALES if scale * page.size.width >= wanted), SCALES[-1])
    await page.ask(MapScreen(page.session, Start(spot, metres, spot, lead.id or None, name)))
