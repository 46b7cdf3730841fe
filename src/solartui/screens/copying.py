"""Choosing what to copy of a record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from solartui.i18n import tr
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.lead.actions import copy_text
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen

_LABEL = 16


async def choose_copy(page: ConnectedScreen, pairs: Iterable[tuple[str, str]], number: int) -> None:
    """Offer texts with their names, and copy the one that is chosen.

    Args:
        page: the page below.
        pairs: name and text; empty texts are left out.
        number: the record's, for the title.
    """
    known = [(name, text) for name, text in pairs if text]
    known.append((tr("Everything"), " · ".join(dict.fromkeys(text for _, text in known))))
    items = [
        PickItem(text, ((fit(name, _LABEL), "mute"), (cell_text(text), "text")))
        for text, name in {text: name for name, text in reversed(known)}.items()
    ]
    chosen = await page.ask(ChooseDialog(tr("Copy"), items[::-1], None, f"#{number}"))
    if chosen is not None:
        copy_text(page, chosen)
