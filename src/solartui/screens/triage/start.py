"""From a list of leads into triage and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solartui.domain.listing import LeadLine
    from solartui.screens.list_screen import ListScreen
    from solartui.widgets.marks import Marks


async def triage(page: ListScreen[LeadLine], marks: Marks) -> None:
    """Go through the marked leads, else through all that the filter lets through, in the order of the list.

    Back in the list the cursor stands on the lead that was shown last.
    """
    from solartui.screens.triage.screen import TriageScreen

    services = page.session.services
    chosen = marks.chosen() if marks else None
    leads = await page.load(services.triage.open_list, page.filters.text, page.sort, chosen)
    walk = TriageScreen(leads)
    await page.ask(walk)
    if walk.shown_last is not None:
        page.reveal(walk.shown_last)
