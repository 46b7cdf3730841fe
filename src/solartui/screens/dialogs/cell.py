"""Change one cell where it stands: a text, a number, a date."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import ModalScreen

from solartui.commands import command, footer_entries
from solartui.commands.bindings import bindings_for
from solartui.domain.errors import Invalid, SolarError
from solartui.domain.text import clean
from solartui.screens.shown import ShownScreen
from solartui.widgets.cell_field import CellField
from solartui.widgets.cells import width_of
from solartui.widgets.form.field import Field

_LEAST = 40
# It moves to the left of its cell only where fewer cells than these are there.
_FAIR = 28
_SCOPE = "cell"


@dataclass(frozen=True, slots=True)
class CellText:
    """What is being changed.

    Attributes:
        label: its name.
        text: as it is now.
        save: stores what was typed; what comes back is the sentence that says why it was not, else nothing.
        meaning: how a text is understood, in words; raises `Invalid` where it is not.
    """

    label: str
    text: str
    save: Callable[[str], Awaitable[str]]
    meaning: Callable[[str], str] | None = None


class CellDialog(ShownScreen[int], ModalScreen[int], inherit_bindings=False):
    """Answers by how many cells to go on to the right once it is saved.

    What cannot be saved stays as it was typed, with the reason below it.

    Args:
        cell: what is being changed.
        place: where it stands on the screen.
    """

    BINDINGS = bindings_for(_SCOPE)

    def __init__(self, cell: CellText, place: Region, window: tuple[int, int]) -> None:
        super().__init__()
        self._cell = cell
        self._saving = False
        self._fair = _FAIR
        self._place, self._window = place, window
        above = place.y + 2 > window[1]
        self._field = CellField(cell.label, cell.text, footer_entries((_SCOPE,), {}, lambda _one: True), above=above)
        self._above = above
        self._wanted = max(place.width + 2, width_of(cell.label) + _LEAST)
        self._stand()

    def _stand(self) -> None:
        """Begin where the cell does, further left or further up where there is no room."""
        (room, height), place, wanted = self._window, self._place, self._wanted
        x = max(0, min(place.x - 1, room - min(wanted, self._fair)))
        self._field.styles.width = min(room - x, wanted)
        self._field.styles.offset = x, max(0, min(place.y - self._above, height - 2))

    def on_resize(self) -> None:
        """Stay in the window, whatever becomes of it."""
        self._window = self.size.width, self.size.height
        self._stand()

    def compose(self) -> ComposeResult:
        """The field, where the cell stands."""
        yield self._field

    def on_mount(self) -> None:
        """Type at once."""
        self._field.focus()
        self._explain()

    def action_command(self, command_id: str) -> None:
        """Run a command of this dialog."""
        getattr(self, f"action_{command(command_id).action}")()

    def action_cancel(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)

    def action_save(self) -> None:
        """Save, and stay on the cell."""
        self._save_and_go(0)

    def action_save_next(self) -> None:
        """Save, and go on to the next cell."""
        self._save_and_go(1)

    def action_save_previous(self) -> None:
        """Save, and go back to the cell before."""
        self._save_and_go(-1)

    def _save_and_go(self, by: int) -> None:
        if not self._saving:
            self._saving = True
            self.beside(self._save(by), "cell")

    async def _save(self, by: int) -> None:
        try:
            problem = await self._cell.save(clean(self._field.line.text))
        except SolarError as error:
            problem = error.message
        self._saving = False
        if problem:
            self._fair = max(self._fair, width_of(problem) + 3)
            self._wanted = max(self._wanted, self._fair)
            self._stand()
            self._field.complain(problem)
        else:
            self.dismiss(by)

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        event.stop()
        self._explain()

    def _explain(self) -> None:
        if self._cell.meaning is None:
            return
        try:
            self._field.mean(self._cell.meaning(clean(self._field.line.text)))
        except Invalid:
            self._field.mean("")
