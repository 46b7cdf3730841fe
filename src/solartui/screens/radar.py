"""What is late and what is due today, in the bar at the top of pages of leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solartui.screens.base import BaseScreen


async def show_due(page: BaseScreen) -> None:
    """Read how much of the person's own work is due, and show it."""
    leads = page.session.services.leads
    late, today = await page.load(leads.due)
    unanswered = await page.load(leads.unanswered)
    if page.top_bar is not None:
        page.top_bar.show(late=late, today=today, unanswered=unanswered)
