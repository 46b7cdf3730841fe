"""Somebody else saved first: both versions field by field, and which of them is to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.message import Message

from solartui.commands import FooterEntry, footer_entries
from solartui.commands.bindings import bindings_for
from solartui.i18n import ntr, tr
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.cells import cell_text
from solartui.widgets.form.field import Field
from solartui.widgets.painted import Drawn, Painted, clip
from solartui.widgets.parts import Part, fit_parts

_LABEL = 16


@dataclass(slots=True)
class Version:
    """One field with both of its versions.

    Attributes:
        mine: whether the person's own entry is kept; None while that is to be decided.
    """

    key: str
    label: str
    yours: str
    theirs: str
    mine: bool | None


def two_versions(
    fields: Mapping[str, Field], base: Mapping[str, object], theirs: Mapping[str, object]
) -> list[Version]:
    """The fields that are not the same in both versions; what both changed is to be decided and comes first.

    Args:
        fields: with what the person entered.
        base: what both began with.
        theirs: what is stored now.
    """
    rows = []
    for key, field in fields.items():
        mine, other, before = field.entry, theirs.get(key, base.get(key)), base.get(key)
        if mine == other:
            continue
        both = before not in (mine, other)
        words = field.seen(other)[1]
        rows.append(Version(key, field.label, field.words, words, None if both else mine != before))
    return sorted(rows, key=lambda row: row.mine is not None)


class Versions(Painted, can_focus=True):
    """A line for each field: on the left what the person entered, on the right what is stored."""

    SURFACE: ClassVar[str] = "panel"

    class Decided(Message):
        """One side of a line was chosen."""

    def __init__(self, rows: Sequence[Version], who: str) -> None:
        super().__init__(classes="versions")
        self._rows = rows
        self._who = who
        self._at = 0
        self._top = 0

    @property
    def open_rows(self) -> int:
        """How many are still to be decided."""
        return sum(row.mine is None for row in self._rows)

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The head and the lines."""
        room = (width - _LABEL - 7) // 2
        lines = [self._head(room)]
        shown = height - 1
        self._top = max(0, min(self._top, self._at), self._at - shown + 1)
        for at, row in list(enumerate(self._rows))[self._top : self._top + shown]:
            lines.append(self._line(row, at == self._at, room))
        return lines

    def _head(self, room: int) -> Drawn:
        head = fit_parts([(tr("Yours"), "mute")], room)
        parts = [(" " * (_LABEL + 4), "text"), *head, ("  ", "text"), (clip(cell_text(self._who), room), "mute")]
        return Drawn(tuple(parts), self.SURFACE)

    def _line(self, row: Version, here: bool, room: int) -> Drawn:
        surface = "raised" if here else self.SURFACE
        label = "err" if row.mine is None else "text" if here else "mute"
        yours, theirs = told_apart(cell_text(row.yours), cell_text(row.theirs), room - 2)
        return Drawn(
            (
                ("▌ " if here else "  ", "accent"),
                *fit_parts([(row.label, label)], _LABEL),
                *_side(yours, row.mine, room),
                *_side(theirs, None if row.mine is None else not row.mine, room),
            ),
            surface,
        )

    def move(self, by: int) -> None:
        """To another line."""
        self._at = max(0, min(len(self._rows) - 1, self._at + by))
        self.repaint()

    def keep(self, *, mine: bool) -> None:
        """Decide the line under the cursor, and go on to the next that is open."""
        self._rows[self._at].mine = mine
        self._at = next((at for at, row in enumerate(self._rows) if row.mine is None), self._at)
        self.repaint()
        self.post_message(self.Decided())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The side that is clicked is kept."""
        at = self._top + event.y - 1
        if event.y and at < len(self._rows):
            self._at = at
            room = (self.size.width - _LABEL - 7) // 2
            if event.x >= _LABEL + 2:
                self.keep(mine=event.x < _LABEL + 2 + room + 2)


def told_apart(yours: str, theirs: str, room: int) -> tuple[str, str]:
    """Both texts in so many cells; where their beginnings are the same, from shortly before they part."""
    if yours != theirs and clip(yours, room) == clip(theirs, room):
        pairs = enumerate(zip(yours, theirs, strict=False))
        part = next((at for at, (one, other) in pairs if one != other), min(len(yours), len(theirs)))
        whole_ends = max(len(yours), len(theirs)) - room + 1
        start = max(0, min(part - room // 3, whole_ends))
        yours, theirs = f"…{yours[start:]}", f"…{theirs[start:]}"
    return clip(yours, room), clip(theirs, room)


def _side(words: str, kept: bool | None, room: int) -> list[Part]:
    glyph: Part = ("● ", "accent") if kept else ("○ ", "mute")
    return [glyph, *fit_parts([(words or tr("(empty)"), "mute" if kept is False else "text")], room - 1), (" ", "text")]


class MergeDialog(Dialog[set[str]], inherit_bindings=False):
    """Answers the keys of the fields in which the person's own entry is kept; None for going back to the form.

    Args:
        message: who saved what, in one sentence.
        rows: the fields with both versions.
        who: the other person, where known.
    """

    SCOPE: ClassVar[str] = "merge"
    BINDINGS = bindings_for("merge")

    def __init__(self, message: str, rows: Sequence[Version], who: str | None) -> None:
        super().__init__(message)
        self._rows = rows
        self._versions = Versions(rows, who or tr("Stored now"))

    def compose_body(self) -> ComposeResult:
        """The lines."""
        self._versions.styles.height = min(16, len(self._rows) + 1)
        yield self._versions

    def on_mount(self) -> None:
        """Begin with what is to be decided."""
        self._versions.focus()
        self._say()

    def keys(self) -> Sequence[FooterEntry]:
        """What the foot of the dialog shows."""
        return footer_entries((self.SCOPE,), {}, lambda one: one.id != "merge.save" or not self._versions.open_rows)

    def _say(self) -> None:
        count = self._versions.open_rows
        self.title_line.set_remark(ntr("{count} to decide", "{count} to decide", count) if count else "")
        self.footer.show(self.keys())

    def on_versions_decided(self) -> None:
        """Perhaps it can be saved now."""
        self._say()

    def action_keep_mine(self) -> None:
        """Keep what the person entered."""
        self._versions.keep(mine=True)

    def action_keep_theirs(self) -> None:
        """Keep what is stored."""
        self._versions.keep(mine=False)

    def action_move_up(self) -> None:
        """One line up."""
        self._versions.move(-1)

    def action_move_down(self) -> None:
        """One line down."""
        self._versions.move(1)

    def action_save(self) -> None:
        """Answer, once everything is decided."""
        if self._versions.open_rows:
            self.app.bell()
        else:
            self.dismiss({row.key for row in self._rows if row.mine})
