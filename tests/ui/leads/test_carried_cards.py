"""A card of the board is in its new column before the write has returned, and back where that is refused."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Refused
from solartui.domain.listing import LeadLine
from solartui.widgets.board.board import Board
from tests.desk import SALES, at_desk
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    import pytest

    from solartui.domain.selection import Chosen
    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


async def to_board(app: DeskApp) -> Board[LeadLine]:
    """Show the board, and wait for its totals."""
    await app.press("2")
    await settle(app.pilot, lambda: isinstance(app.screen.shown, Board) and "Open  3" in app.text)
    board = app.screen.shown
    assert isinstance(board, Board)
    return board


def stands(board: Board[LeadLine], lead_id: int) -> list[str]:
    """The columns in which a card stands."""
    return [key for key, column in board.columns.items() if column.window.index_of(lead_id) is not None]


def counts(board: Board[LeadLine]) -> dict[str, int]:
    return {key: column.total.count for key, column in board.columns.items() if column.total}


class Gate:
    """Holds moves back in the thread that writes; notes which versions they were given."""

    def __init__(self, desk: Services, monkeypatch: pytest.MonkeyPatch, refusal: str = "") -> None:
        self.open = threading.Event()
        self.versions: list[int] = []
        self._refusal = refusal
        self._move = desk.lead_actions.move
        monkeypatch.setattr(desk.lead_actions, "move", self.move)

    def move(self, leads: Chosen, *arguments: Any, **options: Any) -> Any:
        self.open.wait()
        self.versions.append(leads.version)
        if self._refusal:
            raise Refused(self._refusal)
        return self._move(leads, *arguments, **options)


async def test_a_card_is_there_at_once_and_two_fast_moves_and_their_undo_hold(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        lead, before = board.cursor_id or 0, counts(board)
        assert stands(board, lead) == ["open"]
        stages = [stage.key for stage in desk.people.stages()]
        gate = Gate(desk, monkeypatch)
        try:
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: stands(board, lead) == [stages[1]])
            assert counts(board) == before | {"open": before["open"] - 1, stages[1]: before[stages[1]] + 1}
            assert board.cursor_id == lead
            assert desk.leads.get(lead).stage == "open"
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: stands(board, lead) == [stages[2]])
            assert board.cursor_id == lead
        finally:
            gate.open.set()
        await settle(app.pilot, lambda: desk.leads.get(lead).stage == stages[2])
        await settle(app.pilot)
        assert stands(board, lead) == [stages[2]]
        assert all(gate.versions)
        await app.press("u", until=lambda: stands(board, lead) == [stages[1]])
        await app.press("u", until=lambda: stands(board, lead) == ["open"])
        assert counts(board) == before


async def test_a_refused_card_goes_back_and_says_why(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        lead, before = board.cursor_id or 0, counts(board)
        gate = Gate(desk, monkeypatch, refusal="It has to wait.")
        try:
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: stands(board, lead) not in ([], ["open"]))
        finally:
            gate.open.set()
        await app.hear("It has to wait.")
        await settle(app.pilot, lambda: stands(board, lead) == ["open"] and counts(board) == before)
        assert board.cursor_id == lead


async def test_a_card_that_somebody_else_saved_goes_back_too(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        lead = board.cursor_id or 0
        at_desk(desk, SALES).leads.edit(lead, {"city": "Nowa Sól"})
        await app.pilot.press("greater_than_sign")
        await app.hear("Anna Nowak changed")
        await settle(app.pilot, lambda: stands(board, lead) == ["open"])
        assert desk.leads.get(lead).stage == "open"
