"""Marking everything that the filter of a list lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solartui.domain.listing import LeadLine
    from solartui.screens.leads.viewed_screen import ViewedScreen
    from solartui.screens.list_feed import ListFeed


async def mark_all(page: ViewedScreen, text: str, feed: ListFeed[LeadLine]) -> None:
    """Show all as marked at once; then hold on to just these leads, whatever is done with them.

    Args:
        page: the page of leads.
        text: the filter in force.
        feed: what shows its list.
    """
    records = feed.records if feed.text == text else None
    if records is None:
        records = await page.load(page.open_list, text, page.sort)
    page.marks.take_all(text, await page.load(records.count))
    page.shown.show_marks()
    page.marks.settle(text, await page.load(records.members))
    page.shown.show_marks()
