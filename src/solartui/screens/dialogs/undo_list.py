"""What can be undone: the list of changes, and what taking one back would bring back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult

from solartui.commands import FooterEntry
from solartui.domain.activity import Names, change_sentence, moment
from solartui.domain.effects import Effect, effect_text, effect_title
from solartui.domain.records import Change
from solartui.i18n import ntr, tr
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.cells import cell_text, fit, number, width_of
from solartui.widgets.painted import Drawn, Painted, clip
from solartui.widgets.pick_list import PickItem

# Lines of the list of records: the most, those around the records, and those of the box around the list.
_TALLEST, _AROUND, _FRAME = 14, 3, 7
_REASON, _WHO = 40, 14

Report = Callable[[Mapping[int, str]], None]


class UndoListDialog(ChooseDialog):
    """Answers the number of a change. What somebody has changed since says so on its line.

    Args:
        changes: what can be undone, the newest first.
        names: what keys and numbers stand for.
        look: finds, beside the keys, why changes cannot be undone now, and reports it.
    """

    TALLEST: ClassVar[int] = 16

    def __init__(
        self, changes: Sequence[Change], names: Names, look: Callable[[Report], Coroutine[Any, Any, None]]
    ) -> None:
        self._changes, self._names, self._why = changes, names, dict[int, str]()
        super().__init__(tr("What can be undone"), self._items())
        self._look = look

    def on_mount(self) -> None:
        """Look for what stands in the way."""
        super().on_mount()
        self.beside(self._look(self._found), "obstacles")

    def _found(self, why: Mapping[int, str]) -> None:
        self._why |= why
        self._all = self._items()
        current = self.list.current
        typed = self._field.value
        self.list.replace(self.matching(typed), current.id if current else None)

    def _items(self) -> list[PickItem]:
        return [self._item(change) for change in self._changes]

    def _item(self, change: Change) -> PickItem:
        why = self._why.get(change.id)
        sentence = cell_text(change_sentence(change, self._names))
        if why is not None:
            # That it is not undone is said by all of them.
            reason = clip(cell_text(why.split(": ", 1)[-1]), _REASON)
            return PickItem(str(change.id), ((sentence, "mute"),), ((f"  {reason}", "err"),), enabled=False)
        when = moment(change.at.isoformat(), self._names.zone)
        rows = number(change.rows) if change.rows > 1 else ""
        remark = "  ".join(part for part in (rows, clip(cell_text(change.actor), _WHO), when) if part)
        return PickItem(str(change.id), ((sentence, "text"),), ((f"  {remark}", "mute"),))


@dataclass(frozen=True, slots=True)
class Preview:
    """What the second look shows: a change, some of its effects, and why it cannot be undone, if so."""

    change: Change
    effects: Sequence[Effect]
    names: Names
    why: str | None


class _Effects(Painted):
    SURFACE: ClassVar[str] = "panel"

    def __init__(self, preview: Preview) -> None:
        super().__init__(classes="dialog-effects")
        self._preview = preview

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """Who did it and when; then, for each record, what it is now and becomes again."""
        shown, room = self._preview, width - 4
        when = moment(shown.change.at.isoformat(), shown.names.zone)
        by = tr("{who}, {when}", who=cell_text(shown.change.actor), when=when)
        drawn = [_line(by, "soft", room), Drawn((), "panel")]
        titles = [cell_text(effect_title(effect)) for effect in shown.effects]
        wide = min(max(10, room // 2 - 1), max(map(width_of, titles), default=0))
        for title, effect in zip(titles, shown.effects, strict=True):
            text = clip(cell_text(effect_text(effect, shown.names)), max(1, room - wide - 2))
            drawn.append(Drawn((("  ", "text"), (f"{fit(title, wide)}  ", "soft"), (text, "text")), "panel"))
        drawn = drawn[: height - 1]
        listed = sum(effect.rows for effect in shown.effects[: len(drawn) - 2])
        if shown.why:
            drawn.append(_line(shown.why, "err", room))
        elif (more := shown.change.rows - listed) > 0:
            drawn.append(_line(ntr("and {n} more row", "and {n} more rows", more, n=number(more)), "mute", room))
        return drawn


def _line(text: str, token: str, room: int) -> Drawn:
    return Drawn((("  ", "text"), (clip(cell_text(text), room), token)), "panel")


class UndoPreviewDialog(Dialog[bool]):
    """Shows what undoing one change would bring back; answers whether to do it."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(change_sentence(preview.change, preview.names), f"#{preview.change.id}")
        self._preview = preview
        self._effects = _Effects(preview)

    def compose_body(self) -> ComposeResult:
        """The records with their fields."""
        yield self._effects

    def on_resize(self) -> None:
        """The records have the height that they need, as far as the window allows."""
        needed = len(self._preview.effects) + _AROUND
        self._effects.styles.height = max(1, min(_TALLEST, needed, self.size.height - _FRAME))

    def keys(self) -> Sequence[FooterEntry]:
        """The two answers."""
        undo = [] if self._preview.why else [FooterEntry("enter", tr("undo"), "pick.choose")]
        return [*undo, FooterEntry("escape", tr("back"), "pick.cancel")]

    def action_choose(self) -> None:
        """Undo it."""
        if self._preview.why:
            self.app.bell()
        else:
            self.dismiss(True)
