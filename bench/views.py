"""Table, cards and board: the switch against one full repaint of what it leads to, a card moved against a cell of
Textual's table."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from bench.harness import Options, Result, anchored, opened, page_shown, ready

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.terminal import Terminal

TIMES = 8
SWITCH_GOAL = 2.0
MOVE_GOAL = 1.5
MEMORY_GOAL = 2.5


def middle(terminal: Terminal, *keys: str) -> float:
    """The middle time in milliseconds until the last of some keys has settled."""
    taken = []
    for _ in range(TIMES):
        for key in keys[:-1]:
            terminal.press(key)
        taken.append(terminal.press(keys[-1]).settled * 1000)
    return statistics.median(taken)


def measure(options: Options) -> Iterator[Result]:
    """Switching, moving, marking, for each size of desk."""
    with anchored("table") as terminal:
        terminal.wait_for(ready)
        terminal.rest()
        cell = middle(terminal, "u")
        bare = terminal.memory()
    for leads in options.leads:
        with opened(leads) as terminal:
            terminal.wait_for(page_shown(leads))
            terminal.rest(silence=1.5)
            for key in ("2", "1", "v", "v", "v"):
                terminal.press(key)  # loads what the views need
            terminal.rest(silence=1.5)
            repaint = middle(terminal, "\x0c")
            board, table = middle(terminal, "1", "2"), middle(terminal, "2", "1")
            marked = terminal.press("\x18", silence=1.0).settled * 1000
            memory = terminal.memory()
            terminal.press("escape")
            terminal.press("2")
            terminal.rest(silence=1.0)
            board_repaint = middle(terminal, "\x0c")
            moved = middle(terminal, ">", "<")
            written = terminal.memory()
            terminal.press("1")  # the next session begins as this one ends
            terminal.rest(silence=1.0)
        yield Result(f"to the board, {leads:,} leads", board, board_repaint, "ms", SWITCH_GOAL)
        yield Result(f"to the table, {leads:,} leads", table, repaint, "ms", SWITCH_GOAL)
        yield Result(f"a card moved, {leads:,} leads", moved, cell, "ms", MOVE_GOAL)
        yield Result(f"everything marked, {leads:,} leads", marked, None, "ms", None)
        yield Result(f"memory with everything marked, {leads:,} leads", memory, bare, "MB", MEMORY_GOAL)
        yield Result(f"memory of a session that has written, {leads:,} leads", written, bare, "MB", MEMORY_GOAL)
