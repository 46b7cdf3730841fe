"""The way to the terminal: at once where it takes what there is, and in order where it is slow."""

from __future__ import annotations

import os
import pty
import tty
from typing import TYPE_CHECKING

import pytest

from solartui.terminal.outlet import TerminalFile

if TYPE_CHECKING:
    from collections.abc import Iterator

MORE_THAN_A_TERMINAL_HOLDS = 1_000_000


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: what a person sees, and what a program writes to."""
    seen, written = pty.openpty()
    tty.setraw(written)
    yield seen, written
    os.close(seen)
    os.close(written)


def read(descriptor: int, count: int) -> str:
    data = b""
    while len(data) < count:
        data += os.read(descriptor, 65536)
    return data.decode()


def test_what_the_terminal_takes_is_written_at_once(terminal: tuple[int, int]) -> None:
    seen, written = terminal
    file = TerminalFile(written)
    assert file.send("Żółć") is None
    assert read(seen, 8) == "Żółć"
    assert os.get_blocking(written)
    file.let_go()


def test_what_a_slow_terminal_does_not_take_is_left_and_nothing_overtakes_it(terminal: tuple[int, int]) -> None:
    seen, written = terminal
    file = TerminalFile(written)
    long = "x" * MORE_THAN_A_TERMINAL_HOLDS
    rest = file.send(long)
    assert rest == ""
    later = file.send("later")
    assert later == "later"
    # The thread writes what was left while the other end reads.
    reader = os.fork()
    if reader == 0:
        text = read(seen, len(long) + 5)
        os._exit(0 if text == long + "later" else 1)
    for left in (rest, later):
        file.write(left)
    file.flush()
    assert os.waitpid(reader, 0)[1] == 0
    assert file.send("again") is None
    assert read(seen, 5) == "again"
    file.let_go()


def test_what_is_no_terminal_is_left_to_the_thread() -> None:
    seen, written = os.pipe()
    file = TerminalFile(written)
    assert file.send("text") == "text"
    file.write("text")
    file.flush()
    assert read(seen, 4) == "text"
    os.close(seen)
    os.close(written)


def test_a_terminal_that_is_gone_swallows_everything() -> None:
    seen, written = pty.openpty()
    file = TerminalFile(written)
    os.close(seen)
    assert [file.send("text"), file.send("more")] == [None, None]
    os.close(written)
    file.let_go()
