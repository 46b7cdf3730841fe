"""The app that screens run in, without a terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Size
from textual.widgets import Input, OptionList

from solartui.terminal import small_window
from solartui.terminal.filters import ControlFilter, GlyphFilter, NearestColours
from solartui.terminal.outlet import TerminalFile
from solartui.terminal.safe_app import SafeApp, output_filters

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Lists(SafeApp):
    """A list and a field."""

    BINDINGS = [("f2", "count", "count")]  # noqa: RUF012 - as Textual wants it
    counted = 0

    def compose(self) -> ComposeResult:
        yield OptionList(*(f"entry {number}" for number in range(40)))
        yield Input()

    def action_count(self) -> None:
        self.counted += 1


@pytest.mark.parametrize("size", [(10, 5), (1, 1), (0, 0), (4, 30), (200, 1), (59, 17)])
async def test_screens_never_meet_a_small_window(size: tuple[int, int]) -> None:
    app = Lists()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down")
        await pilot.resize_terminal(*size)
        assert app.too_small
        assert app.screen.size.width >= small_window.SMALLEST.width
        assert app.screen.size.height >= small_window.SMALLEST.height
        await pilot.press("pagedown", "pageup", "end", "f2")
        assert app.counted == 0
        assert app.query_one(OptionList).highlighted == 1
        await pilot.resize_terminal(80, 24)
        assert app.screen.size == Size(80, 24)
        await pilot.press("down", "f2")
        assert app.query_one(OptionList).highlighted == 2
        assert app.counted == 1


async def test_a_window_that_is_small_from_the_start() -> None:
    app = Lists()
    async with app.run_test(size=(20, 5)) as pilot:
        assert app.too_small
        await pilot.press("pagedown", "ctrl+q")
    assert app.return_code == 0


@pytest.mark.parametrize(
    ("width", "words"), [(80, "60 x 18 or more"), (25, "Larger window"), (8, "60 x 18"), (3, ""), (0, "")]
)
def test_the_sentence_fits_the_window(width: int, words: str) -> None:
    assert words in small_window.sentence(width)
    assert len(small_window.sentence(width)) <= width


async def test_a_fault_is_kept_for_tests_and_handed_on() -> None:
    app = Lists()
    faults: list[Exception] = []
    app.on_fault = faults.append
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - the fault leaves the block of the test run
        async with app.run_test() as pilot:
            app.call_later(lambda: 1 / 0)
            await pilot.pause()
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    assert app.return_code == 1


def test_filters_follow_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLARTUI_GLYPHS", "full")
    assert [type(each) for each in output_filters("truecolor")] == [ControlFilter]
    assert [type(each) for each in output_filters("256")] == [NearestColours, ControlFilter]
    monkeypatch.setenv("SOLARTUI_GLYPHS", "ascii")
    assert [type(each) for each in output_filters("standard")] == [NearestColours, GlyphFilter, ControlFilter]


def test_text_for_the_terminal_is_utf_8_and_written_when_flushed() -> None:
    reader, writer = os.pipe()
    file = TerminalFile(writer)
    file.write("Żółć ")
    file.write("\ud800")
    file.flush()
    assert os.read(reader, 100) == "Żółć ?".encode()
    os.close(reader)
    file.write("into nothing")
    file.flush()
    file.write("still nothing")
    file.flush()
    os.close(writer)
