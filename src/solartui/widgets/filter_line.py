"""The parts of the filter bar that are drawn: the line while nobody types, and what is said below the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from textual.message import Message

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.painted import Drawn, Painted, Run, clip
from solartui.widgets.parts import Part, parts_width


class Problem(Protocol):
    """What is wrong with a text: where, counted from 1, over how many signs, and why."""

    column: int
    length: int
    why: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force: ``stage`` and ``Open``; plain words have no label."""

    label: str
    value: str


class FilterLine(Painted):
    """The line while nobody types."""

    hint = ""
    title = ""
    chips: Sequence[Chip] = ()
    count = ""
    figures: Sequence[str] = ()

    class Clicked(Message):
        """The line was clicked: somebody wants to search, or to take the chip away that stands there."""

        def __init__(self, zone: str) -> None:
            super().__init__()
            self.zone = zone

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """Its name, the conditions that have room, and the count."""
        count = counted(self.count, self.figures, width)
        room = width - count.width - 4
        chips = [_chip_parts(chip) for chip in self.chips]
        run = Run().add(("/ ", "bold accent"), zone="search")
        if self.title:
            run.add((clip(cell_text(self.title), max(8, room // 3)), "bold text"), zone="search").add(("  ", "text"))
        hint = f"{self.hint or tr('search or filter')}  "
        if run.width + width_of(hint) + sum(map(parts_width, chips)) <= room:
            run.add((hint, "mute"), zone="search")
        for place, parts in enumerate(chips):
            # The last one needs no room for the number of those behind it.
            rest = 0 if place == len(chips) - 1 else 4
            if run.width + parts_width(parts) + rest > room:
                run.add((f"+{len(chips) - place}", "mute"), zone="search")
                break
            *chip, cross, gap = parts
            run.add(*chip, zone="search").add(cross, zone=f"{place}").add(gap)
        run.then(count, width - count.width)
        self.zones = run.zones
        return [Drawn(tuple(run.parts))]

    def hit(self, zone: str) -> None:
        """Begin to search, or take a chip away."""
        self.post_message(self.Clicked(zone))


def _chip_parts(chip: Chip) -> tuple[Part, ...]:
    label = f" {clip(cell_text(chip.label), 20)} " if chip.label else " "
    return (
        (label, "mute@panel"),
        (f"{clip(cell_text(chip.value), 28)} ", "text@panel"),
        ("× ", "mute@panel"),
        ("  ", "text"),
    )


class Count(Painted):
    """How many rows there are, while somebody types."""

    count = ""
    figures: Sequence[str] = ()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The number at the right end."""
        run = counted(self.count, (), width)
        return [Drawn(tuple(Run().then(run, width - run.width).parts))]


_LONGEST_SIGN = 24


class Said(Painted):
    """Under the field: a sign below the word that cannot be read, and one sentence beside it."""

    problem: Problem | None = None
    at = 0
    unfinished = False
    covered = False

    def place(self, text: str, cursor: int, scrolled: int) -> None:
        """Stand below the word of a text, which may be scrolled; somebody may still be in the middle of it."""
        if self.problem is not None:
            start = self.problem.column - 1
            self.at = 2 + width_of(text[:start]) - scrolled
            self.unfinished = start <= cursor <= start + self.problem.length
        self.repaint()

    def keep_quiet(self, *, on: bool) -> None:
        """Say nothing while a list lies there."""
        self.covered = on
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The sign and the sentence; on whichever side of it there is more room."""
        if self.problem is None or self.covered:
            return [Drawn(())]
        token = "soft" if self.unfinished else "err"
        at = max(0, min(self.at, width - 4))
        why = cell_text(self.problem.why)
        # The sentence comes first; the sign below a long word may be shorter than it.
        spare = width - at - width_of(why) - 1
        sign = "▔" * max(1, min(self.problem.length, _LONGEST_SIGN, max(spare, 4), width - at))
        room = width - at - width_of(sign) - 1
        if room >= min(width_of(why), at - 1):
            return [Drawn(((" " * at, "text"), (sign, "err"), (f" {clip(why, max(1, room))}", token)))]
        before = clip(why, at - 1)
        return [Drawn(((" " * (at - 1 - width_of(before)), "text"), (f"{before} ", token), (sign, "err")))]


class Prompt(Painted):
    """The sign before the field."""

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """A slash."""
        return [Drawn((("/ ", "bold accent"),))]


def counted(count: str, figures: Sequence[str], width: int) -> Run:
    """The count with the sums that have room."""
    run = Run().add((count, "bold text"))
    if width >= 96:
        for figure in figures:
            run.add(("   ", "text"), (figure, "soft"))
    return run
