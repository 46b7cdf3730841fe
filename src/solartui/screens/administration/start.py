"""Where the admin begins: which kind of entries to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.i18n import tr
from solartui.screens.administration.fields import FIELDS
from solartui.screens.administration.menus import keep
from solartui.screens.administration.people import ORGANISATION, USERS
from solartui.screens.administration.stages import STAGES
from solartui.screens.administration.workflows import WORKFLOWS
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen

_AREAS = {
    "stages": STAGES,
    "fields": FIELDS,
    "users": USERS,
    "organisation": ORGANISATION,
    "workflows": WORKFLOWS,
}


async def administer(page: ConnectedScreen) -> None:
    """Choose what to keep, until nothing more is."""
    at: str | None = None
    while True:
        items = [PickItem(name, ((tr(area.title), "text"),)) for name, area in _AREAS.items()]
        at = await page.ask(ChooseDialog(tr("Administration"), items, current=at))
        if at is None:
            return
        await keep(page, _AREAS[at])
