"""What a key costs in the lead list, in time and in bytes on the line, against Textual's table of 1,000 rows."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING

from bench.harness import Options, Result, anchored, opened, page_shown, ready

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.terminal import Stroke, Terminal

TIMES = 20
# key, name of it, the key that does the same in Textual's table, goals for time and bytes
MOVES = (
    ("down", "cursor down", "down", 0.4, 0.45),
    ("pagedown", "page down", "pagedown", 0.1, 0.35),
    ("end", "end", "ctrl+end", 0.6, None),
    ("home", "home", "ctrl+home", 0.6, None),
)
TYPED = "kowal"


def strokes(terminal: Terminal, keys: dict[str, str]) -> dict[str, list[Stroke]]:
    """Press the keys of every move; end and home take turns, so that each has a way to go."""
    terminal.rest(silence=2.0)  # a program that has just started still loads what it will need
    found = {name: [terminal.press(keys[name]) for _ in range(TIMES)] for name in ("cursor down", "page down")}
    found |= {"end": [], "home": []}
    for _ in range(TIMES // 2):
        for name in ("end", "home"):
            found[name].append(terminal.press(keys[name]))
    return found


def typed(terminal: Terminal) -> float:
    """The middle time from a letter to its echo, in milliseconds."""
    terminal.rest(silence=1.0)
    return statistics.median(terminal.press(letter).first for letter in TYPED) * 1000


def milliseconds(pressed: Sequence[Stroke]) -> float:
    """The middle time until all was drawn; no number where no key was answered."""
    answered = [stroke.settled for stroke in pressed if stroke.bytes]
    return statistics.median(answered) * 1000 if answered else math.nan


def size(pressed: Sequence[Stroke]) -> float:
    """The middle number of bytes; no number where no key was answered."""
    answered = [stroke.bytes for stroke in pressed if stroke.bytes]
    return statistics.median(answered) if answered else math.nan


def measure(options: Options) -> Iterator[Result]:
    """Moves and typing, for each size of desk."""
    with anchored("table") as terminal:
        terminal.wait_for(ready)
        anchor = strokes(terminal, {name: theirs for _, name, theirs, _, _ in MOVES})
    with anchored("input") as terminal:
        terminal.wait_for(ready)
        echo = typed(terminal)
    for leads in options.leads:
        with opened(leads) as terminal:
            terminal.wait_for(page_shown(leads))
            ours = strokes(terminal, {name: key for key, name, _, _, _ in MOVES})
            terminal.press("/")
            our_echo = typed(terminal)
        for _, name, _, time_goal, byte_goal in MOVES:
            what = f"{name}, {leads:,} leads"
            yield Result(what, milliseconds(ours[name]), milliseconds(anchor[name]), "ms", time_goal)
            yield Result(f"{what}: on the line", size(ours[name]), size(anchor[name]), "B", byte_goal)
        yield Result(f"echo of a typed letter, {leads:,} leads", our_echo, echo, "ms", 1.1)
