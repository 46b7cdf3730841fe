"""A card of the board is in its new column before the write has returned, and back where that is refused."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.errors import Refused
from solartui.domain.listing import LeadLine
from solartui.screens import outcome
from solartui.screens.lists import viewed_screen
from solartui.store.connection import connect
from solartui.widgets.board.board import Board
from tests.desk import SALES, at_desk
from tests.ui.leads.conftest import ANNA, EWA, JAN, MARIA, ZOLC, to_board
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from solartui.domain.selection import Chosen
    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


def stands(board: Board[LeadLine], lead_id: int) -> list[str]:
    """The columns in which a card stands."""
    return [key for key, column in board.columns.items() if column.window.index_of(lead_id) is not None]


def counts(board: Board[LeadLine]) -> dict[str, int]:
    return {key: column.total.count for key, column in board.columns.items() if column.total}


def powers(board: Board[LeadLine]) -> dict[str, float]:
    """KWp of the columns that are open."""
    return {
        key: abs(round(column.total.sums.get("kWp", 0.0), 1))
        for key, column in board.columns.items()
        if column.total and key not in board.folded
    }


class Gate:
    """Holds moves back in the thread that writes, until its block ends; notes which versions they were given."""

    def __init__(self, desk: Services, monkeypatch: pytest.MonkeyPatch, refusal: str = "") -> None:
        self.open = threading.Event()
        self.versions: list[int] = []
        self._refusal = refusal
        self._move = desk.lead_actions.move
        monkeypatch.setattr(desk.lead_actions, "move", self.move)

    def __enter__(self) -> Gate:
        return self

    def __exit__(self, *_error: object) -> None:
        self.open.set()

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
        with Gate(desk, monkeypatch) as gate:
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: stands(board, lead) == [stages[1]])
            assert counts(board) == before | {"open": before["open"] - 1, stages[1]: before[stages[1]] + 1}
            assert board.cursor_id == lead
            assert desk.leads.get(lead).stage == "open"
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: stands(board, lead) == [stages[2]])
            assert board.cursor_id == lead
        await settle(app.pilot, lambda: desk.leads.get(lead).stage == stages[2])
        await settle(app.pilot)
        assert stands(board, lead) == [stages[2]]
        assert all(gate.versions)
        await app.press("u", until=lambda: stands(board, lead) == [stages[1]])
        await app.press("u", until=lambda: stands(board, lead) == ["open"])
        assert counts(board) == before


@pytest.mark.feature("B-53")
async def test_a_card_takes_its_power_along_and_nothing_changes_behind_the_write(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        await app.see("≈ 5 kWp", "≈ 14 kWp")
        await app.press("l", "l", until=lambda: board.cursor_id == JAN)
        with Gate(desk, monkeypatch):
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: stands(board, JAN) == ["site_visit"])
            assert powers(board) == {"open": 1.4, "contacted": 5.0, "assigned": 0.0, "site_visit": 14.2}
            assert "≈ 14 kWp" in app.text
        await settle(app.pilot, lambda: desk.leads.get(JAN).stage == "site_visit")
        moved = desk.board.totals("")
        assert round(moved["site_visit"].sums["kWp"], 1) == 14.2
        assert powers(board) == {"open": 1.4, "contacted": 5.0, "assigned": 0.0, "site_visit": 14.2}


async def test_a_refused_card_goes_back_and_says_why(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        lead, before = board.cursor_id or 0, counts(board)
        with Gate(desk, monkeypatch, refusal="It has to wait."):
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: stands(board, lead) not in ([], ["open"]))
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


async def test_what_is_done_is_said_at_once_and_only_the_last_of_it(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        monkeypatch.setattr(outcome, "_SOON", 60)
        with Gate(desk, monkeypatch):
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: app.said == ["Maria Dudek – Perth moved to Contacted · u undo"])
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: app.said == ["Maria Dudek – Perth moved to Assigned · u undo"])
            assert desk.leads.get(MARIA).stage == "open"
        await settle(app.pilot, lambda: desk.leads.get(MARIA).stage == "assigned")
        await settle(app.pilot)
        assert app.said == ["Maria Dudek – Perth moved to Assigned · u undo"]
        assert stands(board, MARIA) == ["assigned"]


async def test_what_takes_long_is_not_said_to_be_done(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        await to_board(app)
        monkeypatch.setattr(outcome, "_SOON", 0.01)
        with Gate(desk, monkeypatch):
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: not app.said and "moved to" not in app.text)
        await app.hear("Maria Dudek – Perth moved to Contacted · u undo")


async def test_undo_behind_a_move_that_fails_takes_nothing_else_back(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        before = desk.undo.last()
        with Gate(desk, monkeypatch, refusal="It has to wait."):
            await app.pilot.press("greater_than_sign", "u")
        await app.hear("It has to wait.")
        await settle(app.pilot, lambda: stands(board, MARIA) == ["open"])
        assert desk.undo.last() == before
        assert app.said == ["It has to wait."]


@pytest.mark.feature("B-52")
async def test_marked_cards_move_together_at_once_and_are_one_change(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        monkeypatch.setattr(outcome, "_SOON", 60)
        before = counts(board)
        await app.press("x", "x")
        assert board.cursor_id == ZOLC
        with Gate(desk, monkeypatch):
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: stands(board, MARIA) == stands(board, EWA) == ["contacted"])
            assert board.cursor_id == ZOLC
            assert board.here.kind.key == "open"
            assert counts(board) == before | {"open": 1, "contacted": before["contacted"] + 2}
            assert [card.id for _, card in sorted(board.columns["contacted"].window.rows.items())] == [MARIA, EWA, ANNA]
            assert [desk.leads.get(number).stage for number in (MARIA, EWA)] == ["open", "open"]
            assert app.said == ["2 leads moved to Contacted · u undo"]
        await settle(app.pilot, lambda: desk.leads.get(EWA).stage == "contacted")
        await settle(app.pilot)
        assert stands(board, MARIA) == ["contacted"]
        assert board.marks.ids == {MARIA, EWA}
        await app.press("u", until=lambda: stands(board, MARIA) == stands(board, EWA) == ["open"])
        await settle(app.pilot, lambda: counts(board) == before)
        assert {desk.leads.get(number).stage for number in (MARIA, EWA)} == {"open"}


async def test_of_marked_cards_the_refused_ones_go_back_and_say_why(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        await app.press("x", "x", "x")
        desk.lead_actions.archive([EWA])
        await app.pilot.press("greater_than_sign")
        await app.hear("1 lead was not changed")
        await app.hear("2 leads moved to Contacted")
        await settle(app.pilot, lambda: stands(board, MARIA) == stands(board, ZOLC) == ["contacted"])
        await settle(app.pilot, lambda: stands(board, EWA) == [] and counts(board)["open"] == 0)
        assert counts(board)["contacted"] == 3


async def test_marked_cards_of_several_stages_stay_and_say_why(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        await app.press("x", "right", "x")
        await app.pilot.press("greater_than_sign")
        await app.hear("The marked leads are in different stages")
        assert stands(board, MARIA) == ["open"]


async def test_whoever_goes_on_while_it_is_written_keeps_their_place(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        with Gate(desk, monkeypatch):
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: stands(board, MARIA) == ["contacted"])
            await app.pilot.press("left")
            await settle(app.pilot, lambda: board.cursor_id == EWA)
        await settle(app.pilot, lambda: desk.leads.get(MARIA).stage == "contacted")
        await settle(app.pilot)
        assert board.cursor_id == EWA


async def test_a_card_that_the_filter_no_longer_lets_through_goes(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        await app.press("slash")
        await app.write("stage:open")
        await app.see("3 of 6")
        await app.press("enter", "greater_than_sign")
        await settle(app.pilot, lambda: desk.leads.get(MARIA).stage == "contacted")
        await app.see("2 of 6", "Contacted  0")
        assert stands(board, MARIA) == []


async def test_the_other_views_know_of_it_once_the_person_rests(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewed_screen, "_REST", 0.05)
    async with at_list(desk) as app:
        await app.see("Żółć")
        await to_board(app)
        await app.pilot.press("greater_than_sign")
        await settle(app.pilot, lambda: desk.leads.get(MARIA).stage == "contacted")
        await app.press("1")
        await app.see("▌  Maria Dudek           ◔ Contacted", "│ ◔ Contacted")


async def test_of_a_locked_desk_the_card_goes_back_though_nothing_can_be_read(
    desk: Services, database: Path, at_list: AtList
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        before, desk.store.patience = counts(board), 0.05
        with closing(connect(database, writable=True)) as holder:
            for connection in desk.store._uses:
                connection.execute("PRAGMA busy_timeout = 50")
            holder.execute("BEGIN EXCLUSIVE")
            await app.pilot.press("greater_than_sign")
            await app.hear("busy")
            await settle(app.pilot, lambda: stands(board, MARIA) == ["open"])
            assert counts(board) == before
            assert board.cursor_id == MARIA
            assert not any("moved to" in said for said in app.said)
            holder.execute("ROLLBACK")
        await app.press("greater_than_sign", until=lambda: desk.leads.get(MARIA).stage == "contacted")


async def test_undo_takes_away_what_was_said_of_the_move(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        await app.press("greater_than_sign", until=lambda: stands(board, MARIA) == ["contacted"])
        await app.press("u", until=lambda: stands(board, MARIA) == ["open"])
        await settle(app.pilot, lambda: app.said == ["Taken back: Maria Dudek – Perth moved to Contacted · U redo"])


async def test_of_two_moves_of_a_card_the_second_is_refused(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        gate, move = Gate(desk, monkeypatch), desk.lead_actions.move

        def refuse_assigned(leads: Chosen, stage: str, *arguments: Any) -> Any:
            gate.open.wait()
            if stage == "assigned":
                raise Refused("Not to them.")
            return move(leads, stage, *arguments)

        monkeypatch.setattr(desk.lead_actions, "move", refuse_assigned)
        with gate:
            await app.pilot.press("greater_than_sign", "greater_than_sign")
            await settle(app.pilot, lambda: stands(board, MARIA) == ["assigned"])
        await app.hear("Not to them.")
        await settle(app.pilot, lambda: stands(board, MARIA) == ["contacted"])
        assert desk.leads.get(MARIA).stage == "contacted"
        assert counts(board)["assigned"] == 1


async def test_another_filter_while_a_card_is_on_its_way_is_in_force_behind_it(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        with Gate(desk, monkeypatch):
            await app.pilot.press("greater_than_sign")
            await settle(app.pilot, lambda: stands(board, MARIA) == ["contacted"])
            app.screen.filtering.put("city:Łódź")
            await settle(app.pilot, lambda: app.screen.filters.text == "city:Łódź")
        await app.see("1 of 6", "Open  1", "Contacted  0")
        assert stands(board, MARIA) == []


async def test_the_words_stand_on_the_screen_with_the_card_and_the_old_ones_go(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "_SOON", 60)
    async with at_list(desk, toasts=True) as app:
        await app.see("Żółć")
        await to_board(app)
        with Gate(desk, monkeypatch):
            await app.pilot.press("greater_than_sign")
            await app.see("moved to Contacted · u undo")
            await app.pilot.press("greater_than_sign")
            await app.see("moved to Assigned · u undo")
            await app.miss("moved to Contacted")
            assert desk.leads.get(MARIA).stage == "open"
        await settle(app.pilot, lambda: desk.leads.get(MARIA).stage == "assigned")
        await app.press("u")
        await app.miss("moved to Assigned · u undo")


async def test_a_card_finds_its_place_in_a_column_that_is_out_of_sight(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The columns beside those in sight are read, too."""
    async with at_list(desk, size=(60, 24)) as app:
        await app.see("Żółć")
        await app.press("2")
        await settle(app.pilot, lambda: isinstance(app.screen.shown, Board) and "Open  3" in app.text)
        board = app.screen.shown
        hidden = board.columns["assigned"]
        assert not hidden.display
        await settle(app.pilot, lambda: hidden.window.index_of(JAN) == 0)
        with Gate(desk, monkeypatch):
            await app.pilot.press("greater_than_sign", "greater_than_sign")
            await settle(app.pilot, lambda: stands(board, MARIA) == ["assigned"] and hidden.display)
            await app.see("Maria Dudek", "Assigned  2")
            assert board.cursor_id == MARIA
        await settle(app.pilot, lambda: desk.leads.get(MARIA).stage == "assigned")
