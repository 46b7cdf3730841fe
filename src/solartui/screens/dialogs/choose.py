"""Choose one of several: a stage, a person, a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from solartui.i18n import tr
from solartui.screens.dialogs.matching import fitness
from solartui.screens.dialogs.picking import PickingDialog
from solartui.widgets.pick_list import PickItem


class ChooseDialog(PickingDialog[str]):
    """Answers the id of a line.

    Args:
        title: what is asked.
        items: what can be chosen; typing narrows them by the words of their left end.
        current: id of the line that is in force now.
        remark: what stands beside the title, such as how many records it is about.
        purpose: a sentence about what is asked.
    """

    def __init__(
        self,
        title: str,
        items: Sequence[PickItem],
        current: str | None = None,
        remark: str = "",
        purpose: str = "",
    ) -> None:
        super().__init__(title, tr("type to narrow"), remark, purpose)
        self._all = items
        self._current = current

    def matching(self, typed: str) -> Sequence[PickItem]:
        """The lines whose words fit."""
        if not typed.strip():
            return self._all
        fits = {item.id: fitness(typed, self.words(item), loose=True) for item in self._all if not item.heading}
        found = [item for item in self._all if fits.get(item.id)]
        return sorted(found, key=lambda item: -fits[item.id])

    def words(self, item: PickItem) -> str:
        """What a line is found by."""
        return "".join(text for text, _ in item.left)

    def cursor_for(self, typed: str) -> str | None:
        """What is in force now, until something is typed."""
        return None if typed.strip() else self._current

    def picked(self, item: PickItem) -> None:
        """Answer, unless it is not possible just now."""
        if item.enabled:
            self.dismiss(item.id)
        else:
            self.app.bell()


class MenuDialog(ChooseDialog):
    """A longer list with broader lines, for everything that can be done."""

    TALLEST: ClassVar[int] = 20
