"""Go to any lead, contact or project by typing a part of its name, or # and its number."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, NamedTuple

from solartui.domain.errors import SolarError
from solartui.i18n import tr
from solartui.screens.dialogs.picking import PickingDialog
from solartui.widgets.parts import Part
from solartui.widgets.pick_list import PickItem

Find = Callable[[str], Awaitable[Sequence[PickItem]]]


class Target(NamedTuple):
    """A record: ``lead``, ``contact`` or ``project``, and its number."""

    kind: str
    id: int


class JumpDialog(PickingDialog[Target]):
    """Answers where to go.

    Args:
        find: looks for records; the id of a line is its kind and number, such as ``lead:12``.
        title: what is asked.
        placeholder: what can be typed.
        hint: what is said while nothing is typed, and nothing found.
        at_once: whether something can be found before anything is typed.
    """

    TALLEST: ClassVar[int] = 18

    def __init__(
        self, find: Find, *, title: str = "", placeholder: str = "", hint: str = "", at_once: bool = False
    ) -> None:
        super().__init__(title or tr("Jump"), placeholder or tr("name, phone, or # and a number"))
        self._find = find
        self._hint = hint or tr("Leads, contacts and projects are found while you type.")
        self._at_once = at_once
        self._looking = False
        self._wanted = False

    def most_lines(self) -> int:
        """What will be found is not known yet."""
        return self.TALLEST

    def narrow(self, typed: str) -> None:
        """Look for it; what was found before stays until then."""
        self._looking, self._wanted = True, False
        self.beside(self._look(typed), group="jump", newest_only=True)

    async def _look(self, typed: str) -> None:
        empty: tuple[Part, ...] = ((tr("Nothing is called like that."), "mute"),)
        found: Sequence[PickItem] = ()
        if not typed.strip():
            empty = ((self._hint, "mute"),)
        if typed.strip() or self._at_once:
            try:
                found = await self._find(typed)
            except SolarError as error:
                empty = ((error.message, "err"),)
        self._looking = False
        self.list.set_items(found, None, empty)
        if self._wanted:
            self.action_choose()

    def action_choose(self) -> None:
        """Take the line under the cursor; as soon as it is found, where the person was faster."""
        if self._looking:
            self._wanted = True
        else:
            super().action_choose()

    def picked(self, item: PickItem) -> None:
        """Go there."""
        kind, _, number = item.id.partition(":")
        self.dismiss(Target(kind, int(number)))
