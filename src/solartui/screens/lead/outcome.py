"""Acts on leads from any page: done with a bar where there are very many, and what became of them said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.selection import Chosen
from solartui.i18n import ntr, tr
from solartui.screens.lead.actions import announce
from solartui.widgets.cells import number

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.result import Changed, Outcome

_REASONS = 3


async def act_on(
    page: ConnectedScreen, act: Callable[[Chosen], Changed[Outcome]], chosen: Chosen
) -> Changed[Outcome] | None:
    """Do something with leads as one change, and say what became of it.

    Returns:
        what was written; None where nothing was, which has been said.
    """
    if chosen.count <= page.session.services.lead_actions.few:
        written = await page.do(act, chosen)
    else:
        from solartui.screens.watched import do_watched

        title = ntr("{n} lead", "{n} leads", chosen.count, n=number(chosen.count))
        written = await do_watched(page, title, partial(act, chosen))
    if written is not None:
        await tell(page, written)
    return written


async def tell(page: ConnectedScreen, written: Changed[Outcome]) -> None:
    """Say what was changed, and what was not and why."""
    grouped = written.value.grouped
    if grouped:
        refused = sum(count for _, count in grouped)
        why = grouped[0][0] if len(grouped) == 1 else "; ".join(_reason(*one) for one in grouped[:_REASONS])
        words = ntr("{n} lead was not changed: {why}", "{n} leads were not changed: {why}", refused,
                    n=number(refused), why=why)  # fmt: skip
        page.toast(words, bad=True)
    elif written.change_id is None:
        page.toast(tr("It is so already; nothing was changed."))
    await announce(page, written.change_id)


def _reason(why: str, count: int) -> str:
    return tr("{why} ({n})", why=why.rstrip("."), n=number(count))
