"""From the start of the program to the first rows on the screen, however many leads there are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bench.harness import Options, Result, anchored, leads_shown, opened, ready, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

GOAL = 1.2


def first_paint() -> float:
    """Seconds until a bare Textual application shows its line."""
    with anchored("bare") as terminal:
        return terminal.wait_for(ready)


def first_rows(leads: int) -> float:
    """Seconds until ours shows leads."""
    shown = leads_shown(leads)
    with opened(leads) as terminal:
        return terminal.wait_for(shown)


def measure(options: Options) -> Iterator[Result]:
    """Ours against the bare application, for each size of desk."""
    for leads in options.leads:
        leads_shown(leads)
        ours, anchor = side_by_side(partial(first_rows, leads), first_paint, options.runs)
        yield Result(f"first rows, {leads:,} leads", ours * 1000, anchor * 1000, "ms", GOAL)
