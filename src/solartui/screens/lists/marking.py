"""Marking everything that the filter of a list lets through."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from solartui.domain.listing import CardLine

if TYPE_CHECKING:
    from solartui.screens.list_feed import ListFeed
    from solartui.screens.list_screen import ListScreen
    from solartui.widgets.marks import Marks


def mark_all(
    page: ListScreen[CardLine], marks: Marks, text: str, feed: ListFeed[CardLine]
) -> Coroutine[Any, Any, None]:
    """Mark all at once, so that the next key means all of them; how many and which they are is read behind it.

    Args:
        page: the page with the list.
        marks: what is marked there.
        text: the filter in force.
        feed: what shows its list.
    """
    known = page.table.view.total if feed.text == text else None
    marks.take_all(text, known or 1)
    page.shown.show_marks()
    return _hold_on(page, marks, text, feed)


async def _hold_on(page: ListScreen[CardLine], marks: Marks, text: str, feed: ListFeed[CardLine]) -> None:
    """Hold on to just the records of this moment, whatever is done with them."""
    records = feed.records if feed.text == text else None
    if records is None:
        records = await page.load(page.open_list, text, page.sort)
    marks.counted(text, await page.load(records.count))
    page.shown.show_marks()
    marks.settle(text, await page.load(records.members))
    page.shown.show_marks()
