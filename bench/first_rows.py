"""From the start of the program to the first rows on the screen, and to a page that answers keys.

The rows are painted before Textual is loaded; the page takes their place when it is there, with nothing to be seen of
the change.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from bench.harness import Options, Result, anchored, leads_shown, opened, page_shown, ready

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.terminal import Shown

GOAL = 1.2


def first_paint() -> tuple[float, float]:
    """Seconds until a bare Textual application shows its line, by the clock and of the processor."""
    with anchored("bare") as terminal:
        return terminal.wait_for(ready), terminal.used


def start(shown: Shown, leads: int) -> tuple[float, float]:
    """Seconds until ours shows what is looked for."""
    with opened(leads) as terminal:
        return terminal.wait_for(shown), terminal.used


def measure(options: Options) -> Iterator[Result]:
    """Ours against the bare application, for each size of desk."""
    for leads in options.leads:
        looks = leads_shown(leads), page_shown(leads)
        rounds = [(first_paint(), *(start(look, leads) for look in looks)) for _ in range(options.runs + 1)][1:]
        for place, kind in enumerate(("", ": processor")):
            anchor, rows, page = (statistics.median(one[side][place] * 1000 for one in rounds) for side in range(3))
            yield Result(f"first rows, {leads:,} leads{kind}", rows, anchor, "ms", GOAL)
            yield Result(f"first page, {leads:,} leads{kind}", page, anchor, "ms", None)
