"""The palette: any command by its name, with its key, and why it is not possible just now."""

from __future__ import annotations

from collections.abc import Sequence

from solartui.commands import SCOPES, Command, Keymap
from solartui.i18n import tr
from solartui.screens.dialogs.matching import fitness
from solartui.screens.dialogs.picking import PickingDialog
from solartui.widgets.cells import fit
from solartui.widgets.pick_list import PickItem

_TITLE = 16


class PaletteDialog(PickingDialog[str]):
    """Answers the id of a command.

    Args:
        offered: the commands with the reason why each is not possible now, None where it is.
        keymap: keys that the person chose.
    """

    def __init__(self, offered: Sequence[tuple[Command, str | None]], keymap: Keymap) -> None:
        super().__init__(tr("Commands"), tr("what do you want to do"))
        self._offered = offered
        self._keymap = keymap

    def matching(self, typed: str) -> Sequence[PickItem]:
        """The commands whose name or sentence fits, best first."""
        scored = [(self._fitness(typed, one), one, why) for one, why in self._offered]
        found = [entry for entry in scored if entry[0]]
        return [self._item(one, why) for _, one, why in sorted(found, key=lambda entry: -entry[0])]

    def picked(self, item: PickItem) -> None:
        """Run it; where it is not possible the page says why."""
        self.dismiss(item.id)

    def _fitness(self, typed: str, one: Command) -> int:
        name, sentence = f"{tr(one.title)} {one.id}", f"{tr(one.help)} {tr(SCOPES[one.scope])}"
        return 2 * fitness(typed, name, loose=True) + fitness(typed, sentence)

    def _item(self, one: Command, why: str | None) -> PickItem:
        title = tr(one.title)
        left = ((fit(title[:1].upper() + title[1:], _TITLE), "text"), (" " + (why or tr(one.help)), "mute"))
        key = one.shown_key(self._keymap)
        return PickItem(one.id, left, ((f"  {key}", "bold accent" if why is None else "mute"),), enabled=why is None)
