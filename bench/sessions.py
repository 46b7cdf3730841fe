"""What an open session costs while nobody types: memory, bytes on the line, processor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench.harness import Options, Result, anchored, opened, page_shown, ready

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.terminal import Terminal

MEMORY_GOAL = 2.5
IDLE_BYTES_GOAL = 0.0
IDLE_PROCESSOR_GOAL = 50.0
MINUTE = 60.0


def worked(terminal: Terminal) -> float:
    """The memory of a session that has been paged through a little, in MB."""
    terminal.rest(silence=1.5)
    for key in ("pagedown", "pagedown", "end", "home"):
        terminal.press(key)
    return terminal.memory()


def idle(terminal: Terminal, seconds: float) -> tuple[float, float]:
    """Bytes and milliseconds of processor time of an idle minute."""
    terminal.rest(silence=1.5)
    before = terminal.processor()
    received = terminal.watch(seconds)
    return received * MINUTE / seconds, (terminal.processor() - before) * 1000 * MINUTE / seconds


def measure(options: Options) -> Iterator[Result]:
    """Memory and idle cost, for each size of desk."""
    if sys.platform != "linux":
        return
    with anchored("bare") as terminal:
        terminal.wait_for(ready)
        anchor = worked(terminal)
    for leads in options.leads:
        with opened(leads) as terminal:
            terminal.wait_for(page_shown(leads))
            memory = worked(terminal)
            sent, processor = idle(terminal, options.idle)
        yield Result(f"memory of a session, {leads:,} leads", memory, anchor, "MB", MEMORY_GOAL)
        yield Result(f"idle minute, {leads:,} leads: on the line", sent, None, "B", IDLE_BYTES_GOAL)
        yield Result(f"idle minute, {leads:,} leads: processor", processor, None, "ms", IDLE_PROCESSOR_GOAL)
