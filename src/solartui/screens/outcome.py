"""Acts on records from any page: done with a bar where there are very many, and what became of them said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.selection import Chosen
from solartui.i18n import ntr, tr
from solartui.screens.lead.actions import announce
from solartui.widgets.cells import number

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.result import Changed, Outcome

_SOON = 0.3
"""Seconds in which what is said to be done has to be."""
_REASONS = 3
_NAMED = 5
"""Refused records of one reason whose numbers are told."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What records are called in numbers.

    Attributes:
        said: so many of them.
        refused: so many were not changed, and why.
    """

    said: Callable[[int], str]
    refused: Callable[[int, str], str]


LEADS = Counted(
    lambda n: ntr("{n} lead", "{n} leads", n, n=number(n)),
    lambda n, why: ntr("{n} lead was not changed: {why}", "{n} leads were not changed: {why}", n,
                       n=number(n), why=why),
)  # fmt: skip
PROJECTS = Counted(
    lambda n: ntr("{n} project", "{n} projects", n, n=number(n)),
    lambda n, why: ntr("{n} project was not changed: {why}", "{n} projects were not changed: {why}", n,
                       n=number(n), why=why),
)  # fmt: skip


async def act_on(
    page: ConnectedScreen, act: Callable[[Chosen], Changed[Outcome]], chosen: Chosen, words: Counted
) -> Changed[Outcome] | None:
    """Do something with records as one change, and say what became of it.

    Returns:
        what was written; None where nothing was, which has been said.
    """
    if chosen.count <= page.session.services.lead_actions.few:
        written = await page.do(act, chosen)
    else:
        from solartui.screens.watched import do_watched

        written = await do_watched(page, words.said(chosen.count), partial(act, chosen))
    if written is not None:
        await tell(page, written, words)
    return written


async def act_at_once(
    page: ConnectedScreen, act: Callable[[Chosen], Changed[Outcome]], chosen: Chosen, words: Counted, said: str
) -> bool:
    """Do something with a few records, which the page shows as done already, as one change.

    Args:
        page: the page.
        act: the service call.
        chosen: the records, by their ids.
        words: what they are called in numbers.
        said: what it does, which is said at once; taken back where it takes long or is not done with all of them.

    Returns:
        whether it was done with all of them; why not has been said.
    """
    writing = asyncio.ensure_future(page.write(act, chosen))
    try:
        take_back = await page.foretell(said)
        await asyncio.wait([writing], timeout=_SOON)
        late = not writing.done()
        if late:
            take_back()
        written = await writing
    finally:
        writing.cancel()
    if written is not None:
        page.tell_others(written.topics)
    done = written is not None and set(written.value.changed) == set(chosen.ids)
    if not done:
        take_back()
    if written is not None and (late or not done):
        await tell(page, written, words)
    return done


async def tell(page: ConnectedScreen, written: Changed[Outcome], words: Counted) -> None:
    """Say what was changed, and what was not and why."""
    grouped = written.value.grouped
    if grouped:
        refused = sum(count for _, count in grouped)
        page.toast(words.refused(refused, reasons(written.value)), bad=True)
    elif written.change_id is None:
        page.toast(tr("It is so already; nothing was changed."))
    await announce(page, written.change_id)


def reasons(outcome: Outcome) -> str:
    """Why some were refused, the most frequent reason first, each with the numbers of the first ones."""
    grouped = outcome.grouped
    if len(grouped) == 1:
        return f"{grouped[0][0]} {_which(outcome, *grouped[0])}".rstrip()
    told = (f"{_reason(*one)} {_which(outcome, *one)}".rstrip() for one in grouped[:_REASONS])
    return "; ".join(told)


def _reason(why: str, count: int) -> str:
    return tr("{why} ({n})", why=why.rstrip("."), n=number(count))


def _which(outcome: Outcome, why: str, count: int) -> str:
    """The numbers of some that were refused for a reason."""
    found = [f"#{record_id}" for record_id, reason in outcome.refused if reason == why][:_NAMED]
    return ", ".join(found) + (" …" if found and len(found) < count else "")
