"""Note down a call, a mail or a visit: what was said, and which of the three it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from solartui.commands import FooterEntry
from solartui.domain import activity
from solartui.domain.text import clean
from solartui.i18n import mark, tr
from solartui.screens.dialogs.picking import PickingDialog
from solartui.widgets.pick_list import PickItem

_KINDS = {"call": mark("Call"), "mail": mark("Mail"), "visit": mark("Visit")}


class Logged(NamedTuple):
    """A contact with a customer: ``call``, ``mail`` or ``visit``, and what was said."""

    kind: str
    text: str


class LogDialog(PickingDialog[Logged]):
    """Letters go into the field, arrows choose the kind, enter saves.

    Args:
        remark: whom it is about.
    """

    def __init__(self, remark: str = "") -> None:
        super().__init__(tr("Log"), tr("what was said; may stay empty"), remark)

    def keys(self) -> Sequence[FooterEntry]:
        """Enter saves."""
        first, *others = super().keys()
        return [FooterEntry(first.key, tr("save"), first.command_id), *others]

    def matching(self, typed: str) -> Sequence[PickItem]:
        """The three kinds, whatever is typed."""
        return [
            PickItem(kind, ((f"{activity.glyph(kind)} ", "accent"), (tr(word), "text")))
            for kind, word in _KINDS.items()
        ]

    def narrow(self, typed: str) -> None:
        """Typing changes nothing in the list."""
        if self.list.current is None:
            self.list.set_items(self.matching(typed))

    def picked(self, item: PickItem) -> None:
        """Save."""
        self.dismiss(Logged(item.id, clean(self._field.value)))
