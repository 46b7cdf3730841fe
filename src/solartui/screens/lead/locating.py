"""Places of leads, looked for from the screens: with a bar, and with a choice where several places are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.selection import Chosen
from solartui.i18n import ntr, tr
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.lead.actions import announce
from solartui.screens.watched import do_watched
from solartui.services.geocoding import Fate
from solartui.services.place_lookup import CREDITS
from solartui.widgets.cells import cell_text, fit, number
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.domain.geocoding import Found
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.geocoding import LeadPlace, Located
    from solartui.widgets.parts import Part

_NUMBER = 8


async def find_places(page: ConnectedScreen, chosen: Chosen) -> None:
    """Find the places of leads by their addresses, say what became of them, and let the person choose where needed.

    Args:
        page: the page below.
        chosen: which leads; of several, those that have a place keep it.
    """
    services = page.session.services
    one = chosen.only
    written = await do_watched(
        page, tr("Finding places"), lambda: services.geocoding.locate(chosen, missing=one is None)
    )
    if written is None:
        return
    await announce(page, written.change_id)
    result = written.value
    _tell(page, result)
    if one is not None:
        for lead in result.leads:
            await _choose(page, lead)
        return
    await _go_through(page, [lead for lead in result.leads if lead.candidates])


def _tell(page: ConnectedScreen, result: Located) -> None:
    """Say what was not found, and why; of several, how many."""
    if result.stopped:
        page.toast(result.stopped, bad=True)
        return
    others = [lead for lead in result.leads if lead.fate is not Fate.LOCATED]
    if not result.leads:
        page.toast(tr("The places of all these leads are known."))
    elif len(result.leads) == 1 and others:
        page.toast(others[0].reason, bad=not others[0].candidates)
    elif others:
        several = sum(lead.fate is Fate.AMBIGUOUS for lead in others)
        words = ntr("{n} lead was not found", "{n} leads were not found", len(others), n=number(len(others)))
        page.toast(f"{words} · {tr('{n} to choose', n=number(several))}" if several else words, bad=True)


async def _go_through(page: ConnectedScreen, left: list[LeadPlace]) -> None:
    """One lead after the other that may be in several places, until the person has enough."""
    if len(left) == 1:
        await _choose(page, left[0])
        return
    while left:
        items = [PickItem(str(one.lead_id), _words(one)) for one in left]
        chosen = await page.ask(ChooseDialog(tr("Several places are meant"), items, None, number(len(left))))
        if chosen is None:
            return
        lead = next(one for one in left if str(one.lead_id) == chosen)
        if await _choose(page, lead):
            left.remove(lead)


def _words(one: LeadPlace) -> tuple[Part, ...]:
    count = len(one.candidates)
    places = ntr("{n} place", "{n} places", count, n=count) if count > 1 else f"→ {cell_text(one.candidates[0].text)}"
    return ((fit(f"#{one.lead_id}", _NUMBER), "mute"), (cell_text(one.address), "text"), (f"  {places}", "mute"))


async def _choose(page: ConnectedScreen, lead: LeadPlace) -> bool:
    """Let the person choose the place of one lead; says whether one was written down."""
    if not lead.candidates:
        return False
    items = [PickItem(str(place), _candidate(found)) for place, found in enumerate(lead.candidates, 1)]
    remark = " · ".join((f"#{lead.lead_id}", CREDITS.get(lead.candidates[0].source, lead.candidates[0].source)))
    chosen = await page.ask(ChooseDialog(tr("Which place is it?"), items, None, remark))
    if chosen is None:
        return False
    services, only = page.session.services, Chosen.of((lead.lead_id,))
    written = await page.do(lambda: services.geocoding.take(only, lead.candidates[int(chosen) - 1]))
    if written is None:
        return False
    await announce(page, written.change_id)
    return True


def _candidate(found: Found) -> tuple[Part, ...]:
    return ((cell_text(found.text), "text"), (f"  {found.exactness} · {found.spot.text}", "mute"))
