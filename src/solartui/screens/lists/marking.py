"""Marking everything that the filter of a list lets through."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solartui.domain.listing import LeadLine
    from solartui.screens.list_feed import ListFeed
    from solartui.screens.lists.viewed_screen import ViewedScreen


def mark_all(page: ViewedScreen, text: str, feed: ListFeed[LeadLine]) -> Coroutine[Any, Any, None]:
    """Mark all at once, so that the next key means all of them; how many and which they are is read behind it.

    Args:
        page: the page of leads.
        text: the filter in force.
        feed: what shows its list.
    """
    known = page.table.view.total if feed.text == text else None
    page.marks.take_all(text, known or 1)
    page.shown.show_marks()
    return _hold_on(page, text, feed)


async def _hold_on(page: ViewedScreen, text: str, feed: ListFeed[LeadLine]) -> None:
    """Hold on to just the leads of this moment, whatever is done with them."""
    records = feed.records if feed.text == text else None
    if records is None:
        records = await page.load(page.open_list, text, page.sort)
    page.marks.counted(text, await page.load(records.count))
    page.shown.show_marks()
    page.marks.settle(text, await page.load(records.members))
    page.shown.show_marks()
