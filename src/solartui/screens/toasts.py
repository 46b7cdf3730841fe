"""Toasts that do not wait for their turn, and can be taken away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.css.query import NoMatches
from textual.notifications import Notification
from textual.widgets._toast import Toast, ToastHolder, ToastRack

if TYPE_CHECKING:
    from solartui.terminal.at_once import AnsweringScreen


async def show_now(page: AnsweringScreen[None], said: Notification, instead: Notification | None = None) -> None:
    """Show a toast with the next picture: Textual takes five messages and two pictures for it.

    Args:
        page: where it is shown.
        said: what it says.
        instead: one that goes for it.
    """
    kept = page.app._notifications  # noqa: SLF001 - all or none can be taken away otherwise
    if instead is not None:
        del kept[instead]
    kept.add(said)
    try:
        rack = page.get_child_by_type(ToastRack)
    except NoMatches:
        return
    rack.display = True
    gone = "" if instead is None else rack._toast_id(instead)  # noqa: SLF001
    for holder in rack.query(ToastHolder):
        if holder.id == gone:
            holder.remove()
    await rack.mount(ToastHolder(Toast(said), id=rack._toast_id(said)))  # noqa: SLF001
    if page.is_attached:
        page.lay_out()


def take_away(page: AnsweringScreen[None], said: Notification) -> None:
    """Say it no longer."""
    if page.is_attached:
        page.app._unnotify(said)  # noqa: SLF001
