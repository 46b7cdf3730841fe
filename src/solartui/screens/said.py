"""Saying what was just changed, with the key that takes it back."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen

Answer = TypeVar("Answer")


async def said(page: ConnectedScreen, act: Awaitable[Answer]) -> Answer:
    """Wait for something that may write, such as a form; where it did, say what, as one that can be undone."""
    from solartui.domain.activity import Names, change_sentence

    services = page.session.services
    before = await page.load(services.undo.last)
    answer = await act
    after = await page.load(services.undo.last)
    if after is not None and (before is None or after.id > before.id):
        stages = await page.load(services.people.stages)
        page.toast(change_sentence(after, Names(stages)), undo=True)
    return answer
