"""Choose by which columns rows are ordered: by one at once, or by several, one after the other."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import ClassVar

from solartui.commands.bindings import bindings_for
from solartui.domain.listing import Sort, joined
from solartui.i18n import tr
from solartui.screens.dialogs.matching import fitness
from solartui.screens.dialogs.picking import PickingDialog
from solartui.widgets.parts import Part
from solartui.widgets.pick_list import PickItem


class OrderDialog(PickingDialog[str], inherit_bindings=False):
    """Answers the order as text, such as ``stage,-created_at``.

    Args:
        columns: name and heading of every column that can order the rows.
        sort: the order in force.
        largest_first: columns whose largest value is wanted first.
    """

    SCOPE: ClassVar[str] = "order"
    BINDINGS = bindings_for("order")

    def __init__(self, columns: Sequence[tuple[str, str]], sort: Sort, largest_first: Container[str]) -> None:
        super().__init__(tr("Order"), tr("type to narrow"))
        self._columns = columns
        self._keys = [key for key in sort.keys if key.column in dict(columns)]
        self._largest_first = largest_first
        self._composed = False
        self._typed_last = ""
        self._added: str | None = None

    def matching(self, typed: str) -> Sequence[PickItem]:
        """The columns whose heading fits."""
        self._typed_last = typed
        found = [(fitness(typed, tr(title), loose=True) if typed.strip() else 1, key, title)
                 for key, title in self._columns]  # fmt: skip
        best_first = sorted((one for one in found if one[0]), key=lambda one: -one[0])
        return [self._item(key, title) for _, key, title in best_first]

    def cursor_for(self, typed: str) -> str | None:
        """The column that was added last, or the one that orders the rows first, until something is typed."""
        first = self._keys[0].column if self._keys else None
        return None if typed.strip() else self._added or first

    def picked(self, item: PickItem) -> None:
        """Take what was put together; else order by this column alone, turned round where it does so already."""
        if self._composed and self._keys:
            self.dismiss(Sort.of(self._keys).text)
            return
        mine = self._keys[0] if len(self._keys) == 1 and self._keys[0].column == item.id else None
        down = not mine.descending if mine else item.id in self._largest_first
        self.dismiss(Sort(item.id, down).text)

    def _item(self, column: str, title: str) -> PickItem:
        at = next((at for at, key in enumerate(self._keys) if key.column == column), None)
        if at is None:
            return PickItem(column, (("    ", "text"), (tr(title), "text")))
        down = self._keys[at].descending
        place = str(at + 1) if len(self._keys) > 1 else " "
        said: Part = (tr("largest first") if down else tr("smallest first"), "mute")
        return PickItem(column, ((f"{place}{'↓' if down else '↑'}  ", "accent"), (tr(title), "bold text")), (said,))

    def action_add(self) -> None:
        """Order by the column under the cursor, after those before it; then turned round; then not any more."""
        column = self.list.current.id if self.list.current is not None else None
        if column is None:
            return
        composed, self._composed = self._composed, True
        if not self._add(column, anew=not composed):
            self.app.bell()
            self.title_line.set_remark(tr("three columns at most"))
            return
        self._added = column
        self.list.replace(self.matching(self._typed_last))
        # What is typed next is the next column.
        self._field.value = ""

    def _add(self, column: str, *, anew: bool) -> bool:
        """Says whether there was room; an order that is full and not of one's own making gives way."""
        at = next((at for at, key in enumerate(self._keys) if key.column == column), None)
        first = column in self._largest_first
        if at is None:
            key = Sort(column, first)
            keys = joined(self._keys, key) or ([key] if anew else None)
            self._keys = self._keys if keys is None else keys
            return keys is not None
        if self._keys[at].descending == first:
            self._keys[at] = Sort(column, not first)
        else:
            del self._keys[at]
        return True
