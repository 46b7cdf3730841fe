"""The top of the import page: which file, how far it is, and what its rows will become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solartui.domain.vocabulary import Source, label
from solartui.i18n import mark, ntr, tr
from solartui.services.import_decision import OnDuplicate
from solartui.services.import_report import ImportReport
from solartui.widgets.cells import cell_text, number
from solartui.widgets.painted import Drawn, Painted, clip
from solartui.widgets.strips import Part, parts_width, spread

STEPS = (mark("File"), mark("Columns"), mark("Plan"), mark("Done"))

# What each choice does with a row whose lead is there already.
ON_DUPLICATE = {
    OnDuplicate.LINK: mark("leave it, link new leads to known contacts"),
    OnDuplicate.UPDATE: mark("take over what differs"),
    OnDuplicate.SKIP: mark("skip every row of a known lead"),
}


@dataclass(frozen=True, slots=True)
class ImportView:
    """What the head shows.

    Attributes:
        step: place in `STEPS`.
        report: the plan or the result, once there is one.
        remembered: whether the fields come from an earlier import.
    """

    file: str
    sheet: str
    rows: int
    step: int
    taken: int
    left_alone: Sequence[str]
    on_duplicate: OnDuplicate
    source: Source
    remembered: bool = False
    report: ImportReport | None = None
    keys: tuple[str, str] = ("", "")


class ImportHead(Painted):
    """Six lines: file and steps, what is read, what is asked or counted."""

    def __init__(self) -> None:
        super().__init__(id="import-head")
        self._view: ImportView | None = None

    def show(self, view: ImportView) -> None:
        """Show another state."""
        self._view = view
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The lines."""
        view, room = self._view, width - 4
        if view is None:
            return []
        rows = ntr("{n} row", "{n} rows", view.rows, n=number(view.rows))
        file: list[Part] = [
            ("‹ ", "mute"),
            (clip(cell_text(view.file), max(12, room - 46)), "bold text"),
            (f"  {clip(cell_text(view.sheet), 16)} · {rows}", "mute"),
        ]
        lines: list[list[Part]] = [[], spread(file, _trail(view.step, narrow=width < 90), room)]
        lines += self._counts(view, room) if view.report else self._questions(view, room)
        return [Drawn((("  ", "text"), *parts)) for parts in lines]

    def _questions(self, view: ImportView, width: int) -> list[list[Part]]:
        known, source = view.keys
        taken = ntr("{n} column is brought in", "{n} columns are brought in", view.taken, n=view.taken)
        if view.remembered:
            taken += " · " + tr("as the last time")
        left = ", ".join(cell_text(heading) for heading in view.left_alone)
        choice = tr(ON_DUPLICATE[view.on_duplicate])
        return [
            [
                ("  ", "text"),
                (taken, "soft"),
                (clip(f"   {tr('left alone')}: {left}", width - len(taken) - 4) if left else "", "mute"),
            ],
            _asked(tr("Known leads"), choice, known),
            _asked(tr("New leads are"), label(view.source), source),
        ]

    def _counts(self, view: ImportView, width: int) -> list[list[Part]]:
        report = view.report
        if report is None:
            return []
        what = tr("Imported.") if view.step == 3 else tr("Nothing is written yet. This is what will happen:")
        counted: list[tuple[str, int, str]] = [
            ("+ " + tr("new"), report.new, "ok"),
            ("↻ " + tr("updated"), report.updated, "info"),
            ("= " + tr("unchanged"), report.unchanged, "mute"),
            ("» " + tr("skipped"), report.skipped, "warn" if report.skipped else "mute"),
            ("✗ " + tr("refused"), report.refused, "err" if report.refused else "mute"),
        ]
        line: list[Part] = [("  ", "text")]
        for word, count, token in counted:
            glyph, name = word.split(" ", 1)
            part: list[Part] = [
                (f"{glyph} ", token),
                (number(count), f"bold {token}" if count else "mute"),
                (f" {name}   ", token),
            ]
            if parts_width(line) + parts_width(part) <= width:
                line += part
        linked = ntr(
            "{n} row with a known contact", "{n} rows with a known contact", report.linked, n=number(report.linked)
        )
        return [[("  ", "text"), (what, "soft")], line, [("  ", "text"), (linked, "mute")]]


def _asked(question: str, answer: str, key: str) -> list[Part]:
    return [
        ("  ", "text"),
        (f"{question}  ", "mute"),
        (answer, "text"),
        (f"   {key}", "bold accent"),
        (f" {tr('change')}", "soft"),
    ]


def _trail(step: int, *, narrow: bool) -> list[Part]:
    parts: list[Part] = []
    for place, name in enumerate(STEPS):
        if narrow and place != step:
            parts.append((f"{place + 1} ", "mute"))
            continue
        parts.append(
            (f"{place + 1} {tr(name)}  ", "bold accent" if place == step else "soft" if place < step else "mute")
        )
    return parts
