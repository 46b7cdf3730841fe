"""Choose which columns a list shows, in which order, and how wide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult

from solartui.commands.bindings import bindings_for
from solartui.domain.column_choice import NARROWEST, WIDEST, ColumnChoice
from solartui.i18n import tr
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.pick_list import PickItem, PickList

if TYPE_CHECKING:
    from solartui.widgets.column_view import ColumnView
    from solartui.widgets.columns import Column
    from solartui.widgets.parts import Part


@dataclass(slots=True)
class _Entry:
    """A column as it is being chosen; no width is its own one."""

    column: Column[Any]
    shown: bool
    width: int | None = None

    @property
    def cells(self) -> int:
        return self.column.width if self.width is None else self.width


class ColumnsDialog(Dialog[None], inherit_bindings=False):
    """Every change is seen at once in the list behind it.

    Args:
        view: the columns of the list.
        show: puts a choice in force, and brings a column of it into sight.
    """

    SCOPE: ClassVar[str] = "columns"
    BINDINGS = bindings_for("columns")

    def __init__(self, view: ColumnView[Any], show: Callable[[str, str], None]) -> None:
        super().__init__(tr("Columns"))
        self._view = view
        self._show = show
        self._entries: list[_Entry] = []
        self.list = PickList()

    def compose_body(self) -> ComposeResult:
        """All columns."""
        yield self.list

    def on_mount(self) -> None:
        """Those that are shown come first, in their order."""
        super().on_mount()
        self._read()
        self.list.set_items(self._items())
        self.list.focus()

    def on_resize(self) -> None:
        """As many lines as there are columns, as far as the window allows."""
        self.list.styles.height = max(1, min(len(self._view.all), self.size.height - 9))

    def _read(self) -> None:
        known = {column.key: column for column in self._view.all}
        keys, widths = self._view.keys, self._view.choice.widths
        rest = [key for key in known if key not in keys]
        self._entries = [_Entry(known[key], key in keys, widths.get(key)) for key in (*keys, *rest)]
        self._say_count()

    def _say_count(self) -> None:
        shown = sum(entry.shown for entry in self._entries)
        automatic = not self._view.choice.keys
        count = tr("{n} of {total}", n=shown, total=len(self._entries))
        self.title_line.set_remark(tr("as many as fit") if automatic else count)

    def _items(self) -> list[PickItem]:
        return [self._item(entry) for entry in self._entries]

    @staticmethod
    def _item(entry: _Entry) -> PickItem:
        tick: Part = ("✓  " if entry.shown else "   ", "accent")
        name: Part = (tr(entry.column.title), "text" if entry.shown else "mute")
        width: Part = (str(entry.cells), "mute" if entry.width is None else "accent")
        return PickItem(entry.column.key, (tick, name), (width,) if entry.shown else ())

    # ---- keys

    @property
    def _at(self) -> int:
        here = self.list.current
        return next((at for at, entry in enumerate(self._entries) if here and entry.column.key == here.id), 0)

    def action_move(self, by: int) -> None:
        """Some lines down, or up."""
        self.list.move(by)

    def action_tick(self) -> None:
        """Show the column under the cursor, or hide it; one column at least stays."""
        entry = self._entries[self._at]
        if entry.shown and sum(one.shown for one in self._entries) == 1:
            self.app.bell()
            return
        entry.shown = not entry.shown
        self._apply()

    def action_raise(self) -> None:
        """Move the column one place up, which is to the left."""
        self._shift(-1)

    def action_lower(self) -> None:
        """Move the column one place down, which is to the right."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        at, entries = self._at, self._entries
        to = at + by
        if not 0 <= to < len(entries) or any(entries[one].column.lead and entries[one].shown for one in (at, to)):
            # What names the record stays in front, where it stays in sight.
            self.app.bell()
            return
        entries[at], entries[to] = entries[to], entries[at]
        self._apply(entries[to].column.key)

    def action_narrower(self) -> None:
        """Make the column narrower."""
        self._resize(-1)

    def action_wider(self) -> None:
        """Make the column wider."""
        self._resize(1)

    def _resize(self, by: int) -> None:
        entry = self._entries[self._at]
        entry.width = max(NARROWEST, min(WIDEST, entry.cells + by))
        entry.shown = True
        self._apply()

    def action_reset(self) -> None:
        """Show as many columns as fit again."""
        self._show("", "")
        self._read()
        self.list.set_items(self._items())

    def _apply(self, cursor: str | None = None) -> None:
        shown = [(entry.column.key, entry.width) for entry in self._entries if entry.shown]
        here = self._entries[self._at] if cursor is None else None
        self._show(ColumnChoice.of(shown).text, cursor or (here.column.key if here and here.shown else ""))
        self._say_count()
        self.list.replace(self._items(), cursor)

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        event.stop()
        self.action_tick()
