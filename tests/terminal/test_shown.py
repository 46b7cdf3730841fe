"""Only what differs is sent, and the terminal shows the same as if all of it had been."""

from __future__ import annotations

from collections.abc import Iterable

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import ControlType, Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from solartui.terminal.shown import Shown
from solartui.terminal.thrift import thrifty

WIDTH, HEIGHT = 12, 4
CONSOLE = Console(color_system="truecolor", force_terminal=True)
STYLES = [Style(color="red"), Style(color="red", bgcolor="blue"), Style(color="red", bold=True), Style(bgcolor="blue")]


class Emulated:
    """A terminal that is told everything, or only differences."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.Stream(self.screen)
        self.bytes = 0

    def take(self, update: object) -> None:
        if isinstance(update, CompositorUpdate):
            data = thrifty(update.render_segments(CONSOLE)).replace("\n", "")
            self.bytes += len(data)
            self.stream.feed(data)

    @property
    def cells(self) -> list[list[tuple[object, ...]]]:
        return [
            [(cell.data, cell.fg, cell.bg, cell.bold) for cell in (self.screen.buffer[y][x] for x in range(WIDTH))]
            for y in range(HEIGHT)
        ]


def strip(parts: Iterable[tuple[str, int]], width: int) -> Strip:
    """Text in some styles, exactly as wide as asked for."""
    return Strip([Segment(text, STYLES[style]) for text, style in parts]).adjust_cell_length(width, STYLES[0])


def layout(*lines: str) -> LayoutUpdate:
    """A whole screen of plain lines."""
    return LayoutUpdate([[strip([(line, 0)], WIDTH)] for line in lines], Region(0, 0, WIDTH, len(lines)))


texts = st.text(alphabet="ab ż界─", max_size=WIDTH)
parts = st.lists(st.tuples(texts, st.integers(0, len(STYLES) - 1)), max_size=4)


@st.composite
def updates(draw: st.DrawFn) -> CompositorUpdate:
    """A whole screen, or pieces of some lines, cut where widgets meet."""
    if draw(st.booleans()):
        return LayoutUpdate([[strip(draw(parts), WIDTH)] for _ in range(HEIGHT)], Region(0, 0, WIDTH, HEIGHT))
    cut = draw(st.integers(1, WIDTH - 1))
    chops: list[dict[int, Strip | None]] = []
    spans = []
    for y in range(HEIGHT):
        left = strip(draw(parts), cut) if draw(st.booleans()) else None
        right = strip(draw(parts), WIDTH - cut) if draw(st.booleans()) else None
        chops.append({0: left, cut: right})
        first = draw(st.integers(0, WIDTH - 1))
        spans.append((y, first, draw(st.integers(first + 1, WIDTH))))
    return ChopsUpdate(chops, spans, [[cut, WIDTH]] * HEIGHT)


@given(st.lists(updates(), min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_the_terminal_shows_the_same(drawn: list[CompositorUpdate]) -> None:
    told_all, told_less, shown = Emulated(), Emulated(), Shown()
    for update in drawn:
        told_all.take(update)
        told_less.take(shown.difference(update))
        assert told_less.cells == told_all.cells


def test_what_is_there_already_is_not_sent() -> None:
    shown, terminal = Shown(), Emulated()
    terminal.take(shown.difference(layout("one", "two")))
    assert shown.difference(layout("one", "two")) is None
    before = terminal.bytes
    terminal.take(shown.difference(layout("one", "twx")))
    assert terminal.screen.display[1].startswith("twx")
    assert terminal.bytes - before < 20


def test_the_same_strip_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, line = Shown(), strip([("one", 0)], WIDTH)
    update = LayoutUpdate([[line]], Region(0, 0, WIDTH, 1))
    shown.difference(update)
    monkeypatch.setattr("solartui.terminal.shown._cells", None)
    assert shown.difference(update) is None


def test_after_forgetting_all_is_sent_again() -> None:
    shown, terminal = Shown(), Emulated()
    terminal.take(shown.difference(layout("one", "two")))
    terminal.screen.reset()
    shown.forget()
    terminal.take(shown.difference(layout("one", "two")))
    assert terminal.screen.display[:2] == ["one         ", "two         "]


def test_what_is_more_than_text_goes_as_it_is_and_nothing_is_known_after_it() -> None:
    shown = Shown()
    shown.difference(layout("one", "two"))
    picture = Strip([Segment("\x1bPq\x1b\\", None, [(ControlType.BELL,)])], 0)
    update = LayoutUpdate([[picture]], Region(0, 0, WIDTH, 1))
    assert shown.difference(update) is update
    assert isinstance(shown.difference(layout("one", "two")), CompositorUpdate)
    assert shown.difference("anything else") == "anything else"
