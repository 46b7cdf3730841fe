"""Everything that can be done with a lead, as a menu."""

from __future__ import annotations

from solartui.commands import commands_of
from solartui.i18n import tr
from solartui.screens.base import BaseScreen
from solartui.widgets.cells import fit
from solartui.widgets.pick_list import PickItem

SCOPES = ("record", "lead")
_TITLE = 16


def menu_items(page: BaseScreen, *, several: bool) -> list[PickItem]:
    """What a page can do with its lead, or with several; what it cannot do says why.

    Args:
        page: the page with the lead.
        several: whether more than one is meant.
    """
    offered = [one for one in commands_of(*SCOPES) if page.works(one) and one.id != "lead.actions"]
    items = []
    for one in sorted(offered, key=lambda one: one.rank):
        why = tr("one lead at a time") if several and not one.marked else page.reason_against(one)
        title = tr(one.title)
        left = ((fit(title[:1].upper() + title[1:], _TITLE), "text"), (f" {why or tr(one.help)}", "mute"))
        key = ((f"  {one.shown_key(page.keymap)}", "bold accent"),)
        items.append(PickItem(one.id, left, key, enabled=why is None))
    return items
