"""The top of the import page: which file, how far it is, and what its rows will become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from textual.message import Message

from solartui.domain.importing.policies import OnDuplicate
from solartui.domain.vocabulary import Source, label
from solartui.i18n import mark, ntr, tr
from solartui.screens.imports.choices import policies_of
from solartui.services.import_report import Group, ImportReport
from solartui.services.import_source import Target
from solartui.widgets.cells import cell_text, number, width_of
from solartui.widgets.painted import Drawn, Painted, Zone, clip
from solartui.widgets.parts import Part, parts_width, spread

STEPS = (mark("File"), mark("Columns"), mark("Words"), mark("Plan"), mark("Done"))
COLUMNS, WORDS, PLAN, DONE = 1, 2, 3, 4

_SIGNS = {
    Group.NEW: ("+", "ok"),
    Group.LINKED: ("&", "ok"),
    Group.UPDATED: ("↻", "info"),
    Group.UNCHANGED: ("=", "mute"),
    Group.SKIPPED: ("»", "warn"),
    Group.REFUSED: ("✗", "err"),
}
_SHORT = {
    Group.NEW: mark("new"),
    Group.LINKED: mark("linked"),
    Group.UPDATED: mark("updated"),
    Group.UNCHANGED: mark("unchanged"),
    Group.SKIPPED: mark("skipped"),
    Group.REFUSED: mark("refused"),
}
_TARGETS = {Target.LEADS: mark("leads"), Target.CONTACTS: mark("contacts alone")}
_SAID = {
    Group.NEW: mark("New leads of new contacts."),
    Group.LINKED: mark("New leads of contacts that are known already."),
    Group.UPDATED: mark("What is there takes over what differs:"),
    Group.UNCHANGED: mark("These rows say nothing new."),
    Group.SKIPPED: mark("These rows are left out:"),
    Group.REFUSED: mark("These rows cannot be brought in as they are:"),
}
_SAID_OF_CONTACTS = {**_SAID, Group.NEW: mark("New contacts."), Group.UPDATED: mark("Known contacts get what is new:")}


@dataclass(frozen=True, slots=True)
class ImportView:
    """What the head shows.

    Attributes:
        step: place in `STEPS`.
        report: the plan or the result, once there is one.
        group: which rows of it are shown.
        remembered: whether the fields come from an earlier import.
        taken_back: whether the import was undone.
        unknown: how many words nobody understands, and columns whose numbers can be read in two ways.
        keys: what the keys of the questions are, by command.
    """

    file: str
    sheet: str
    rows: int
    step: int
    taken: int
    left_alone: Sequence[str]
    on_duplicate: OnDuplicate
    by_key: int
    source: Source
    target: Target
    remembered: bool = False
    report: ImportReport | None = None
    group: Group | None = None
    taken_back: bool = False
    unknown: int = 0
    keys: Mapping[str, str] = field(default_factory=dict)


class ImportHead(Painted):
    """Six lines: file and steps, what is read, what is asked or counted."""

    class GroupChosen(Message):
        """A count was clicked."""

        def __init__(self, group: Group | None) -> None:
            super().__init__()
            self.group = group

    def __init__(self) -> None:
        super().__init__(id="import-head")
        self._view: ImportView | None = None

    def show(self, view: ImportView) -> None:
        """Show another state."""
        self._view = view
        self.repaint()

    def hit(self, zone: str) -> None:
        """A count was clicked."""
        self.post_message(self.GroupChosen(Group(zone) if zone else None))

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The lines."""
        view, room = self._view, width - 4
        self.zones = []
        if view is None:
            return []
        rows = ntr("{n} row", "{n} rows", view.rows, n=number(view.rows))
        file: list[Part] = [
            ("‹ ", "mute"),
            (clip(cell_text(view.file), max(12, room - 46)), "bold text"),
            (f"  {clip(cell_text(view.sheet), 16)} · {rows}", "mute"),
        ]
        lines: list[list[Part]] = [[], spread(file, _trail(view.step, narrow=width < 100), room)]
        if view.report is not None:
            lines += self._counts(view, view.report, room)
        else:
            lines += _of_words(view) if view.step == WORDS else _questions(view, room)
        return [Drawn((("  ", "text"), *parts)) for parts in lines]

    def _counts(self, view: ImportView, report: ImportReport, width: int) -> list[list[Part]]:
        done = view.step == DONE
        what = tr("Nothing is written yet. This is what will happen:")
        if done:
            what = tr("Imported.") if report.new or report.updated else tr("Nothing was imported.")
            what = tr("This import was taken back.") if view.taken_back else what
        said = _SAID_OF_CONTACTS if view.target is Target.CONTACTS else _SAID
        shown = tr(said[view.group]) if view.group else tr("How many values each column has brought in:")
        return [[("  ", "text"), (what, "soft")], self._groups(view, report, width), [("  ", "text"), (shown, "mute")]]

    def _groups(self, view: ImportView, report: ImportReport, width: int) -> list[Part]:
        """The counts; the one whose rows are shown below stands out. Where room is short, empty ones go first."""
        counts = {group: len(report.groups.get(group, ())) for group in Group}
        shown = [group for group in Group if counts[group] or group is view.group or group is Group.NEW]
        if sum(len(tr(_SHORT[group])) + 10 for group in Group) <= width:
            shown = list(Group)
        line: list[Part] = [("  ", "text")]
        for group in shown:
            sign, token = _SIGNS[group]
            token = token if counts[group] else "mute"
            here = group is view.group
            part: list[Part] = [
                (f"{sign} ", token),
                (number(counts[group]), f"bold {token}"),
                (f" {tr(_SHORT[group])}", "bold accent" if here else token),
            ]
            start = 2 + parts_width(line)
            if parts_width(line) + parts_width(part) > width:
                break
            line += [*part, ("   ", "text")]
            self.zones.append(Zone(3, start, start + sum(width_of(text) for text, _ in part), group.value))
        return line


def _questions(view: ImportView, width: int) -> list[list[Part]]:
    taken = ntr("{n} column is brought in", "{n} columns are brought in", view.taken, n=view.taken)
    if view.remembered:
        taken += " · " + tr("as the last time")
    left = ", ".join(cell_text(heading) for heading in view.left_alone)
    choice = tr(policies_of(view.target)[view.on_duplicate])
    if view.by_key:
        choice += " " + ntr("(and {n} of their own)", "(and {n} of their own)", view.by_key, n=view.by_key)
    becomes = _asked(tr("Rows become"), tr(_TARGETS[view.target]), view.keys["import.target"])
    made = _asked(tr("New leads are"), label(view.source), view.keys["import.source"])
    last = becomes + (made if view.target is Target.LEADS else [])
    if parts_width(last) > width + 2:
        last = made if view.target is Target.LEADS else becomes
    return [
        [
            ("  ", "text"),
            (taken, "soft"),
            (clip(f"   {tr('left alone')}: {left}", width - len(taken) - 4) if left else "", "mute"),
        ],
        _asked(tr("Known leads") if view.target is Target.LEADS else tr("Known contacts"), choice,
               view.keys["import.known"]),
        last,
    ]  # fmt: skip


def _of_words(view: ImportView) -> list[list[Part]]:
    if view.unknown:
        said = ntr("{n} word of the sheet is not understood.", "{n} words of the sheet are not understood.",
                   view.unknown, n=view.unknown)  # fmt: skip
        colour = "warn"
    else:
        said, colour = tr("Every word of the sheet is understood."), "ok"
    return [
        [("  ", "text"), (said, colour)],
        [("  ", "text"), (tr("Say what each one means; the next sheet like this one will know."), "soft")],
        [],
    ]


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
