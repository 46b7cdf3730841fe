"""Help: what this page is for and every key that works on it, to be searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from solartui.commands import Command, HelpGroup, Keymap, written
from solartui.i18n import tr
from solartui.screens.dialogs.matching import fitness
from solartui.screens.dialogs.picking import PickingDialog
from solartui.widgets.cells import fit
from solartui.widgets.pick_list import PickItem

_KEYS = 16


class HelpDialog(PickingDialog[str]):
    """Answers the id of a command to run.

    Args:
        purpose: one sentence about the page.
        groups: the commands of the page under their headings.
        keymap: keys that the person chose.
    """

    TALLEST: ClassVar[int] = 40
    AROUND: ClassVar[int] = 12

    def __init__(self, purpose: str, groups: Sequence[HelpGroup], keymap: Keymap) -> None:
        super().__init__(tr("Help"), tr("search the keys"), purpose=purpose)
        self._groups = groups
        self._keymap = keymap

    def matching(self, typed: str) -> Sequence[PickItem]:
        """The groups with the commands that fit."""
        items: list[PickItem] = []
        for group in self._groups:
            found = [one for one in group.commands if one.keys_in(self._keymap) and self._fits(typed, one)]
            if found:
                if items:
                    items.append(PickItem("", (("", "text"),), heading=True))
                items.append(PickItem("", ((group.heading, "bold soft"),), heading=True))
                items += [self._item(one) for one in found]
        return items

    def picked(self, item: PickItem) -> None:
        """Run the command."""
        self.dismiss(item.id)

    def _keys(self, one: Command) -> str:
        return "  ".join(written(key) for key in one.keys_in(self._keymap))

    def _fits(self, typed: str, one: Command) -> bool:
        return not typed.strip() or typed == self._keys(one) or fitness(typed, f"{tr(one.title)} {tr(one.help)}") > 1

    def _item(self, one: Command) -> PickItem:
        keys = (fit(self._keys(one), _KEYS), "bold accent")
        return PickItem(one.id, (keys, (tr(one.help), "text")))
