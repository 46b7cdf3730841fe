"""Note down a call, a mail or a visit: what was said, and which of the three it was."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.widgets import Input

from solartui.commands import FooterEntry
from solartui.domain import activity
from solartui.domain.text import clean
from solartui.i18n import mark, tr
from solartui.screens.autosave import Autosave
from solartui.screens.dialogs.picking import PickingDialog
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.adapters.drafts import Drafts

_KINDS = {"call": mark("Call"), "mail": mark("Mail"), "visit": mark("Visit")}


class Logged(NamedTuple):
    """A contact with a customer: ``call``, ``mail`` or ``visit``, and what was said."""

    kind: str
    text: str


class LogDialog(PickingDialog[Logged]):
    """Letters go into the field, arrows choose the kind, enter saves.

    What was typed is kept as a draft until whoever asked drops it: it is there again after a crash, and after a save
    that was refused.

    Args:
        drafts: where drafts are kept.
        key: what the draft is called, such as ``log:lead:42``.
        remark: whom it is about.
    """

    def __init__(self, drafts: Drafts, key: str, remark: str = "") -> None:
        super().__init__(tr("Log"), tr("what was said; may stay empty"), remark)
        self._autosave = Autosave(self, drafts, key, self._to_keep)

    def on_mount(self) -> None:
        """Bring back what was typed before."""
        self.beside(self._bring_back(), "draft")

    async def _bring_back(self) -> None:
        draft = await self._autosave.earlier()
        if draft is not None and not self._field.value:
            self._field.value = clean(str(draft.values.get("text") or ""))
            self._field.cursor_position = len(self._field.value)

    def _to_keep(self) -> Mapping[str, object] | None:
        return {"text": self._field.value} if self._field.value.strip() else None

    @on(Input.Changed)
    def _kept(self) -> None:
        self._autosave.touched()

    def on_unmount(self) -> None:
        """Gone, whatever the answer: the text stays as a draft."""
        self._autosave.leave()

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
        """Answer, with the text in a safe place."""
        self.beside(self._answer(Logged(item.id, clean(self._field.value))), "answer")

    async def _answer(self, logged: Logged) -> None:
        await asyncio.to_thread(self._autosave.leave)
        self.dismiss(logged)
