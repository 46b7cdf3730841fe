"""Contacts that are known already and may be the one that is being entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.message import Message

from solartui.domain.contacts import ContactRef
from solartui.i18n import tr
from solartui.widgets.cells import cell_text
from solartui.widgets.form.line_field import LineField
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part, spread


@dataclass(frozen=True, slots=True)
class Known:
    """A contact, and what makes it look like the same one."""

    contact: ContactRef
    why: str
    sure: bool


class KnownContacts(LineField):
    """Lines that can be taken instead of what was typed; not there while there are none."""

    MOST: ClassVar[int] = 4

    class Taken(Message):
        """The person meant a known contact."""

        def __init__(self, contact: ContactRef) -> None:
            super().__init__()
            self.contact = contact

    def __init__(self) -> None:
        super().__init__("known", tr("Already known"))
        self.known: Sequence[Known] = ()
        self._at = 0
        self.display = False

    def show(self, known: Sequence[Known]) -> None:
        """Show these contacts."""
        self.known = known[: self.MOST]
        self._at = min(self._at, max(0, len(self.known) - 1))
        self.display = bool(self.known)
        self.refresh(layout=True)
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each, below air and a sentence."""
        return len(self.known) + 2

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """A sentence, and a line for each."""
        sentence: Part = (tr("Known already? Take one of these instead:"), "warn")
        lines = [Drawn((), self.ground), Drawn((("  ", "text"), sentence), self.ground)]
        for at, one in enumerate(self.known):
            here = self.has_focus and at == self._at
            details = " · ".join((*one.contact.emails[:1], *one.contact.phones[:1]))
            left: list[Part] = [
                ("▌ " if here else "  ", "accent"),
                (clip(cell_text(one.contact.name), width // 3), "bold text" if here else "text"),
                (f"  {clip(cell_text(details), width // 2)}", "mute"),
            ]
            right: list[Part] = [(f" {one.why}  ", "err" if one.sure else "soft")]
            lines.append(Drawn(tuple(spread(left, right, width)), "raised" if here else self.ground))
        return lines

    def go_on(self, way: str) -> bool:
        """To the line above or below."""
        to = self._at + {"down": 1, "up": -1}.get(way, len(self.known))
        if not 0 <= to < len(self.known):
            return False
        self._at = to
        self.repaint()
        return True

    def press(self, key: str, sign: str) -> bool:
        """Enter takes the contact under the cursor."""
        if key in {"enter", "space"}:
            self._take()
        return key in {"enter", "space"} or bool(sign)

    def _take(self) -> None:
        if self.known:
            self.post_message(self.Taken(self.known[self._at].contact))

    def on_click(self, event: events.Click) -> None:
        """Take the contact under the mouse."""
        if 0 <= event.y - 2 < len(self.known):
            event.stop()
            self._at = event.y - 2
            self._take()
