"""From the start of the program to the first rows on the screen, however many leads there are."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from bench.harness import Options, Result, anchored, leads_shown, opened, ready

if TYPE_CHECKING:
    from collections.abc import Iterator

GOAL = 1.2


def first_paint() -> tuple[float, float]:
    """Seconds until a bare Textual application shows its line, by the clock and of the processor."""
    with anchored("bare") as terminal:
        return terminal.wait_for(ready), terminal.used


def first_rows(leads: int) -> tuple[float, float]:
    """Seconds until ours shows leads."""
    shown = leads_shown(leads)
    with opened(leads) as terminal:
        return terminal.wait_for(shown), terminal.used


def measure(options: Options) -> Iterator[Result]:
    """Ours against the bare application, for each size of desk."""
    for leads in options.leads:
        leads_shown(leads)
        pairs = [(first_rows(leads), first_paint()) for _ in range(options.runs + 1)][1:]
        for place, name in enumerate(("", ": processor")):
            ours, anchor = (statistics.median(pair[side][place] * 1000 for pair in pairs) for side in (0, 1))
            yield Result(f"first rows, {leads:,} leads{name}", ours, anchor, "ms", GOAL)
