"""The dialogs for follow-ups and for two versions of a note: what they understand, and what they answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from solartui.screens.dialogs.follow_up import FollowUp, FollowUpDialog
from solartui.screens.dialogs.two_texts import TwoTextsDialog
from tests.ui.test_dialogs import NOTHING, answered

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday
SIZES = [(60, 18), (80, 24)]
ask: Callable[..., FollowUpDialog] = partial(FollowUpDialog, NOW, "", "Jan Kowalski")


def typed(text: str) -> list[str]:
    """The keys for a text."""
    names = {" ": "space", "+": "plus", ":": "colon", ".": "full_stop", "-": "minus"}
    return [names.get(sign, sign) for sign in text]


@pytest.mark.parametrize(
    ("text", "meaning", "at"),
    [
        ("tomorrow", "Tue 24 Nov 09:00", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ("jutro 14:00", "Tue 24 Nov 14:00", datetime(2026, 11, 24, 14, tzinfo=UTC)),
        ("+3d", "Thu 26 Nov 09:00", datetime(2026, 11, 26, 9, tzinfo=UTC)),
        ("fri", "Fri 27 Nov 09:00", datetime(2026, 11, 27, 9, tzinfo=UTC)),
        ("1.2", "Mon 1 Feb 2027 09:00", datetime(2027, 2, 1, 9, tzinfo=UTC)),
    ],
)
async def test_what_is_typed_is_shown_as_the_time_that_it_means(text: str, meaning: str, at: datetime) -> None:
    assert await answered(ask, *typed(text), "ctrl+s", expect=meaning) == FollowUp(at, "")


@pytest.mark.parametrize("size", SIZES)
async def test_enter_goes_on_to_the_note_and_then_answers(size: tuple[int, int]) -> None:
    keys = [*typed("+1w"), "enter", *typed("call  him "), "enter"]
    found = await answered(ask, *keys, expect="Jan Kowalski", size=size)
    assert found == FollowUp(datetime(2026, 11, 30, 9, tzinfo=UTC), "call him")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no date"),
        ("soon", "soon is no date. Write 24.11"),
        ("wczoraj", "is over already"),
        ("-1d", "over already"),
    ],
)
async def test_a_time_that_is_none_or_is_over_is_refused_below_the_field(text: str, said: str) -> None:
    keys = [*typed(text), "ctrl+s"]
    assert await answered(ask, *keys, "tab", expect=said) == NOTHING


async def test_the_old_note_stands_there_and_can_be_kept() -> None:
    made = partial(FollowUpDialog, NOW, "Ask about the roof")
    found = await answered(made, *typed("+1d"), "enter", "enter", expect="Ask about the roof")
    assert found == FollowUp(datetime(2026, 11, 24, 9, tzinfo=UTC), "Ask about the roof")


@pytest.mark.parametrize(("key", "answer"), [("left", "mine"), ("right", "theirs"), ("escape", None)])
@pytest.mark.parametrize("size", SIZES)
async def test_of_two_texts_one_is_kept(key: str, answer: str | None, size: tuple[int, int]) -> None:
    made = partial(TwoTextsDialog, "Somebody changed this note meanwhile.", "my words", "their words")
    expect = "their words" if answer == "theirs" else "my words"
    assert await answered(made, key, expect=expect, size=size) == answer


async def test_hostile_texts_are_only_text() -> None:
    made = partial(TwoTextsDialog, "[/] \x1b[2J", "[@click=app.quit]x[/]", "\x1b]52;c;aGk=\x07" + "x" * 5000)
    assert await answered(made, "escape", expect="[@click=app.quit]x[/]") is None
