"""What happened lately: the newest activities, and the newest notes, in a few lines each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from textual.message import Message

from solartui.domain import activity
from solartui.i18n import tr
from solartui.widgets import moments
from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.lead_snapshot import initials, person
from solartui.widgets.notes_list import heading
from solartui.widgets.painted import Drawn, Zone, clip
from solartui.widgets.parts import Part, spread
from solartui.widgets.snapshot import History
from solartui.widgets.wrapping import wrap

_WHO = 3
_AGO = 7


class _Latest(Block):
    """The newest things of a history.

    Args:
        most: how many.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._data: History | None = None

    def show(self, data: History) -> None:
        """Show the history of a record."""
        self._data = data
        self.reshow()


class LeadLog(_Latest):
    """The newest activities, the newest first; a click shows all of them."""

    class Pressed(Message):
        """It was clicked."""

    def hit(self, zone: str) -> None:
        """It was clicked."""
        self.post_message(self.Pressed())

    def lines(self, width: int) -> Sequence[Drawn]:
        """One line each."""
        data = self._data
        if data is None:
            return []
        # The notes have a place of their own below.
        told = (one for one in reversed(data.activities) if not one.kind.startswith("note_"))
        shown = list(islice(told, self._most))
        self.zones = [Zone(y, 0, width, "all") for y in range(len(shown))]
        lines = []
        for one in shown:
            right = who_and_when(person(one.actor), moments.ago(data.local(one.at), data.now))
            words = clip(cell_text(data.describe(one)), width - _WHO - _AGO - 4)
            left: list[Part] = [(f"{activity.sign_of(one)} ", "mute"), (words, "soft")]
            lines.append(Drawn(tuple(spread(left, right, width))))
        return lines


class LatestNotes(_Latest):
    """How many notes there are and the beginning of the newest ones; a click shows all of them.

    Args:
        most: how many are shown.
        key: the key that writes one.
    """

    class Pressed(Message):
        """It was clicked."""

    def __init__(self, most: int, key: str) -> None:
        super().__init__(most)
        self._key = key

    def hit(self, zone: str) -> None:
        """It was clicked."""
        self.post_message(self.Pressed())

    def lines(self, width: int) -> Sequence[Drawn]:
        """The heading, and two lines of each note."""
        data = self._data
        if data is None:
            return []
        hint = ((self._key, "bold accent"), (f" {tr('write one')}", "soft"))
        lines = [heading(tr("Notes"), len(data.notes), hint, width)]
        if not data.notes:
            lines.append(Drawn((("≡ ", "mute"), (tr("No notes yet; only your desk reads them."), "mute"))))
        for note in data.notes[: -self._most - 1 : -1]:
            right = who_and_when(person(note.author), moments.ago(data.local(note.created_at), data.now))
            room = width - _WHO - _AGO - 4
            words = wrap(note.body[:400], room)
            first = words[0] if len(words) == 1 else clip(f"{words[0]}…", room)
            left: list[Part] = [("▪ " if note.document else "≡ ", "mute"), (first, "text")]
            lines.append(Drawn(tuple(spread(left, right, width))))
        self.zones = [Zone(y, 0, width, "all") for y in range(len(lines))]
        return lines


def who_and_when(who: str, ago: str) -> list[Part]:
    """Initials and an age, each in its column at the right end of a line."""
    return [(f"  {fit(initials(cell_text(who)), _WHO)}", "mute"), (fit(ago, _AGO, "right"), "mute")]
