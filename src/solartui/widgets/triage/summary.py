"""What came of going through leads: how many went where, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from solartui.domain.stages import Stage
from solartui.domain.triage import Summary
from solartui.i18n import mark, ntr, tr
from solartui.widgets.cells import cell_text, number
from solartui.widgets.painted import Drawn, Painted, clip, key_parts
from solartui.widgets.parts import Part, fit_parts

_WORDS = {
    "followed": (mark("Follow-up set"), "◷", "accent"),
    "done": (mark("Follow-up done"), "✓", "ok"),
    "logged": (mark("Contact logged"), "☎", "info"),
    "converted": (mark("Converted"), "✓", "ok"),
    "archived": (mark("Archived"), "▪", "mute"),
    "unarchived": (mark("Brought back"), "▪", "mute"),
    "deleted": (mark("Deleted"), "✗", "mute"),
}
_NAME = 26
_BAR = 24
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the page shows.

    Attributes:
        summary: the numbers.
        stages: all stages, for their names and colours.
        last: the last decision, as one sentence; empty where there is none.
        keys: the keys of undo, of going back to the leads, and of closing.
    """

    summary: Summary
    stages: Sequence[Stage]
    last: str
    keys: Mapping[str, str]


class TriageSummary(Painted):
    """The end of a triage."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._outcome: Outcome | None = None

    def show(self, outcome: Outcome) -> None:
        """Show what came of it."""
        self._outcome = outcome
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The numbers, the last decision with its key, and the way out."""
        if self._outcome is None:
            return []
        outcome, told = self._outcome, self._outcome.summary
        head: list[Part] = [(ntr("{count} lead decided", "{count} leads decided", told.leads), "bold text")]
        if told.leads:
            head.append((f"   {tr('{time} in all', time=duration(told.seconds))}", "soft"))
            head.append((f"   {tr('{time} each', time=duration(told.each))}", "soft"))
        rows = [list(row) for row in _rows(outcome)]
        room = max(0, height - 9)
        if len(rows) > room:
            rows = [*rows[: max(0, room - 1)], [(tr("and more"), "mute")]]
        lines: list[list[Part]] = [[], head, [], *rows, []]
        if told.skipped or told.vanished:
            lines.append(_rest(told))
        if outcome.last:
            lines.append([("✓ ", "ok"), (clip(cell_text(outcome.last), max(8, width - 12)), "soft")])
        lines += [[], list(_keys(outcome))]
        return [Drawn((("   ", "text"), *fit_parts(parts, max(1, width - 4)))) for parts in lines]


def duration(seconds: float) -> str:
    """How long something took: ``12 s``, ``3 min 20 s``."""
    if 0 < seconds < 1:
        return tr("under 1 s")
    whole = max(0, round(seconds))
    if whole < _MINUTE:
        return tr("{n} s", n=whole)
    return tr("{m} min {s} s", m=number(whole // _MINUTE), s=whole % _MINUTE)


def _rows(outcome: Outcome) -> Iterator[list[Part]]:
    told = outcome.summary
    largest = max([*told.moved.values(), *told.assigned.values(), *told.others.values()], default=1)
    known = {stage.key: stage for stage in outcome.stages}
    order = {stage.key: at for at, stage in enumerate(sorted(outcome.stages, key=lambda stage: stage.position))}
    for key, count in sorted(told.moved.items(), key=lambda pair: order.get(pair[0], 99)):
        stage = known.get(key)
        hue = f"hue.{stage.hue}" if stage else "soft"
        yield _row(f"{stage.glyph} {stage.label}" if stage else key, hue, count, largest)
    for name, count in sorted(told.assigned.items(), key=lambda pair: (-pair[1], pair[0] or "")):
        yield _row(f"→ {cell_text(name) if name else tr('nobody')}", "soft", count, largest)
    for kind, count in told.others.items():
        words, glyph, token = _WORDS.get(kind, (kind, "·", "soft"))
        yield _row(f"{glyph} {tr(words)}", token, count, largest)


def _row(name: str, token: str, count: int, largest: int) -> list[Part]:
    strip = "━" * max(1, round(count / largest * _BAR))
    return [*fit_parts([(clip(name, _NAME), token)], _NAME), (f"{number(count):>5}  ", "bold text"), (strip, token)]


def _rest(told: Summary) -> list[Part]:
    words = []
    if told.skipped:
        words.append(ntr("{count} looked at only", "{count} looked at only", told.skipped))
    if told.vanished:
        words.append(ntr("{count} had vanished", "{count} had vanished", told.vanished))
    return [(" · ".join(words), "mute")]


def _keys(outcome: Outcome) -> Iterator[Part]:
    if outcome.last:
        yield from key_parts(outcome.keys.get("undo", ""), tr("undoes the last decision"))
    yield from key_parts(outcome.keys.get("triage.previous", ""), tr("back to the leads"))
    yield from key_parts(outcome.keys.get("triage.open", ""), tr("closes"))
