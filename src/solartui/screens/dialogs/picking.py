"""A dialog with a field on top that narrows the list below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Input

from solartui.i18n import tr
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.pick_list import PickItem, PickList

Answer = TypeVar("Answer")


class PickingDialog(Dialog[Answer]):
    """Base of dialogs that choose one line by typing a part of it.

    A subclass says which lines are left (`matching`) and what a chosen line means (`picked`).

    Attributes:
        TALLEST: the most lines that the list shows at once.
        AROUND: lines that everything but the list needs, with some air.
    """

    TALLEST: ClassVar[int] = 14
    AROUND: ClassVar[int] = 10

    def __init__(self, title: str, placeholder: str, remark: str = "", purpose: str = "") -> None:
        super().__init__(title, remark, purpose)
        self._field = Input(placeholder=placeholder, classes="dialog-field")
        self._field.cursor_blink = False
        self.list = PickList()

    def compose_body(self) -> ComposeResult:
        """Field and list; the box has its size from its first picture on."""
        self._fit(self.app.size)
        yield self._field
        yield self.list

    def on_mount(self) -> None:
        """Show all lines; the field gets the letters, the list the arrows."""
        self.narrow("")
        self._field.focus()

    def on_resize(self) -> None:
        """The list has the height of all its lines, as far as the window allows; narrowing does not move the box."""
        self._fit(self.size)

    def _fit(self, window: Size) -> None:
        self.list.styles.height = max(1, min(self.most_lines(), self.TALLEST, window.height - self.AROUND))

    def most_lines(self) -> int:
        """How many lines there are while nothing is typed."""
        return len(self.matching(""))

    def matching(self, typed: str) -> Sequence[PickItem]:
        """The lines that are left when this was typed."""
        raise NotImplementedError

    def cursor_for(self, typed: str) -> str | None:
        """The line to stand on; None for the first one."""
        return None

    def picked(self, item: PickItem) -> None:
        """A line was chosen."""
        raise NotImplementedError

    def narrow(self, typed: str) -> None:
        """Show the lines that fit what was typed."""
        empty = ((tr("Nothing is called like that."), "mute"),)
        self.list.set_items(self.matching(typed), self.cursor_for(typed), empty)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.narrow(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose()

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        event.stop()
        self.picked(event.item)

    def action_move(self, by: int) -> None:
        """Some lines down, or up."""
        self.list.move(by)

    def action_page(self, by: int) -> None:
        """Some pages down, or up."""
        self.list.page(by)

    def action_choose(self) -> None:
        """Take the line under the cursor."""
        self.list.choose()
