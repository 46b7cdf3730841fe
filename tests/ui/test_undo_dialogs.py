"""The list of what can be undone, and the look at it before: what stands on each line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.activity import Names
from solartui.domain.effects import Effect, Fate
from solartui.domain.records import Change
from solartui.screens.dialogs.undo_list import Preview, UndoListDialog, UndoPreviewDialog
from tests.ui.support import made_app, settle, shown

if TYPE_CHECKING:
    from textual.screen import Screen

    from solartui.screens.dialogs.undo_list import Report

NAMES = Names(users={3: "Anna Nowak"})
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CHANGES = (
    Change(12, AT, 1, "Ewa Admin", "lead.moved", {"count": 12_000, "stage": "contacted"}, 12_000, False),
    Change(11, AT, 3, "Anna Nowak", "lead.edited", {"name": "Jan [/] Nowak"}, 1, False),
    Change(10, AT, 3, "Anna Nowak", "import", {"file": "fair.xlsx", "rows": 90}, 270, False),
)


def effect(number: int) -> Effect:
    return Effect("lead", number, f"Jan {number}", Fate.CHANGED, (("assignee_user_id", 3, None),))


async def look_of(dialog: Screen[Any], size: tuple[int, int] = (80, 24)) -> str:
    """What a dialog looks like."""
    app = made_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.push_screen(dialog)
        await settle(pilot)
        return shown(app)


async def test_each_line_says_what_how_many_who_and_when() -> None:
    async def look(report: Report) -> None:
        why: Mapping[int, str] = {11: "Not undone: Ewa Admin changed score of lead 7 since."}
        report(why)

    dialog = UndoListDialog(CHANGES, NAMES, look)
    text = await look_of(dialog)
    for words in (
        "What can be undone",
        "12 000 leads moved to Contacted",
        "12 000  Ewa Admin  22 Nov 2026 09:30",
        "Ewa Admin changed score of lead 7 since",
        "90 rows imported from fair.xlsx",
        "270  Anna Nowak  22 Nov 2026 09:30",
    ):
        assert words in text
    assert "Jan [/] Nowak" in text
    assert "Not undone" not in text
    assert [item.enabled for item in dialog.matching("")] == [True, False, True]
    assert [item.id for item in dialog.matching("fair")] == ["10"]


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_the_look_before_tells_a_page_of_records(size: tuple[int, int]) -> None:
    effects = [effect(number) for number in range(1, 31)]
    text = await look_of(UndoPreviewDialog(Preview(CHANGES[0], effects, NAMES, None)), size)
    for words in ("Ewa Admin, 22 Nov 2026 09:30", "Lead #1 Jan 1", "Assignee: Anna", "more rows", "enter undo"):
        assert words in text
    assert "Lead #30" not in text


async def test_what_cannot_be_undone_says_why_and_has_no_key_for_it() -> None:
    why = "Not undone: Anna Nowak changed the stage of lead 7 since."
    dialog = UndoPreviewDialog(Preview(CHANGES[1], [effect(7)], NAMES, why))
    text = await look_of(dialog)
    assert "Anna Nowak changed the stage of lead 7 since" in text
    assert "enter undo" not in text
    assert "escape back" in text
