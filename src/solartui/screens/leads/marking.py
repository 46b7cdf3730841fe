"""Marking everything that the filter of a list lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solartui.domain.listing import LeadLine
    from solartui.screens.leads.list_screen import LeadListScreen
    from solartui.screens.list_feed import ListFeed


async def mark_all(page: LeadListScreen, feed: ListFeed[LeadLine]) -> None:
    """Show all as marked at once; then hold on to just these leads, whatever is done with them."""
    records, text = feed.records, feed.text
    if records is None:
        return
    page.marks.take_all(text, await page.load(records.count))
    page.shown.show_marks()
    page.marks.settle(text, await page.load(records.members))
    page.shown.show_marks()
