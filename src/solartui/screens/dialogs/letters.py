"""The fields of a lead with their letters, in the last lines of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen

from solartui.commands import FooterEntry, command, footer_entries
from solartui.commands.bindings import bindings_for
from solartui.screens.shown import ShownScreen
from solartui.widgets.painted import Drawn, Painted, Run, key_parts
from solartui.widgets.parts import parts_width

_SCOPE = "edit"


class LetterLines(Painted):
    """Keys with their words on as many lines as they need."""

    SURFACE: ClassVar[str] = "panel"

    def __init__(self, entries: Sequence[FooterEntry]) -> None:
        super().__init__(classes="letters")
        self._entries = entries

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """All of them."""
        runs = self._runs(width)
        self.zones = [zone for run in runs for zone in run.zones]
        return [Drawn(tuple(run.parts), self.SURFACE) for run in runs]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as they need."""
        return len(self._runs(width))

    def _runs(self, width: int) -> list[Run]:
        runs = [Run().add((" ", "text"))]
        for entry in self._entries:
            parts = key_parts(entry.key, entry.title)
            if runs[-1].width + parts_width(parts) > width and runs[-1].zones:
                runs.append(Run(len(runs)).add((" ", "text")))
            runs[-1].add(*parts, zone=entry.command_id)
        return runs

    def hit(self, zone: str) -> None:
        """A click is as good as the key."""
        self.screen.action_command(zone)  # type: ignore[attr-defined]


class FieldMenu(ShownScreen[str], ModalScreen[str], inherit_bindings=False):
    """Answers the name of the column whose letter was pressed, or ``form``."""

    BINDINGS = bindings_for(_SCOPE)

    def compose(self) -> ComposeResult:
        """The letters."""
        yield LetterLines(footer_entries((_SCOPE,), {}, lambda _one: True))

    def action_command(self, command_id: str) -> None:
        """Answer."""
        chosen = command(command_id).action
        self.dismiss(None if chosen == "cancel" else chosen)
