"""Undo, redo, and the list of what can be undone, from any page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.activity import Names, change_sentence
from solartui.i18n import tr
from solartui.screens.watched import do_watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.domain.records import Change
    from solartui.screens.connected import ConnectedScreen
    from solartui.screens.dialogs.undo_list import Preview, Report
    from solartui.services.container import Services

_LISTED = 100
_LOOKED_AT = 40
_SHOWN = 30


async def undo(page: ConnectedScreen, change_id: int | None = None) -> None:
    """Take back a change, the person's last one unless another is named, and say what it was."""
    service = page.session.services.undo
    if change_id is None and await page.load(service.last) is None:
        page.toast(tr("There is nothing to undo."))
        return
    written = await do_watched(page, tr("Undoing"), partial(service.undo, change_id))
    if written is not None:
        what = change_sentence(written.value, await _names(page))
        page.toast(f"{tr('Taken back: {what}', what=what)} · {page.key_of('redo')} {tr('redo')}")


async def redo(page: ConnectedScreen) -> None:
    """Do again what the person took back last, and say what it is."""
    service = page.session.services.undo
    if await page.load(service.last_undone) is None:
        page.toast(tr("There is nothing to do again."))
        return
    written = await do_watched(page, tr("Doing it again"), service.redo)
    if written is not None:
        what = change_sentence(written.value, await _names(page))
        page.toast(tr("Done again: {what}", what=what), undo=True)


async def show_history(page: ConnectedScreen) -> None:
    """List what can be undone; one that is chosen is shown before it is undone, and the list comes back after it."""
    from solartui.screens.dialogs.undo_list import UndoListDialog, UndoPreviewDialog

    services = page.session.services
    while True:
        changes = await page.load(services.undo.listed, _LISTED)
        if not changes:
            page.toast(tr("There is nothing to undo."))
            return
        names = await _names(page)
        chosen = await page.ask(UndoListDialog(changes, names, partial(_look, page, changes)))
        change = next((one for one in changes if str(one.id) == chosen), None)
        if change is None:
            return
        if await page.ask(UndoPreviewDialog(await page.load(_preview, services, change, names))):
            await undo(page, change.id)


async def _look(page: ConnectedScreen, changes: Sequence[Change], report: Report) -> None:
    for change in changes[:_LOOKED_AT]:
        why = await page.load(page.session.services.undo.obstacle, change.id)
        if why is not None:
            report({change.id: why})


def _preview(services: Services, change: Change, names: Names) -> Preview:
    from solartui.screens.dialogs.undo_list import Preview

    service = services.undo
    return Preview(change, service.effects(change.id, _SHOWN), names, service.obstacle(change.id))


async def _names(page: ConnectedScreen) -> Names:
    return await page.load(_read_names, page.session.services)


def _read_names(services: Services) -> Names:
    people = services.people
    return Names(
        people.stages(),
        {user.id: user.name for user in people.users()},
        {entity.id: entity.name for entity in people.entities()},
        services.store.clock().astimezone().tzinfo or Names().zone,
    )
