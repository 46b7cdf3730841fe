"""A list of items of several lines each, with a cursor; however long it is, only what is seen is laid out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from solartui.commands.bindings import bindings_for
from solartui.widgets.painted import Drawn, Painted, centred
from solartui.widgets.parts import Part, fit_parts
from solartui.widgets.roll import Roll

Item = TypeVar("Item")

_WHEEL = 3
_KEPT = 2048


def row_bindings(commands: Collection[str]) -> list[BindingType]:
    """The keys that move about, and those of some commands of a tab; all others go to the page."""
    return [
        one for one in bindings_for("table", "tab") if _moves(one) or (isinstance(one, Binding) and one.id in commands)
    ]


def _moves(one: BindingType) -> bool:
    return isinstance(one, Binding) and (one.id or "").startswith("table.")


class ItemList(Painted, Generic[Item], can_focus=True):
    """Base of such lists. A subclass says which lines an item has and what tells it from others.

    Attributes:
        COMMANDS: ids of the commands of a tab that act on a row here.
    """

    COMMANDS: ClassVar[frozenset[str]] = frozenset()
    BINDINGS = bindings_for("table")

    class Opened(Message):
        """The item under the cursor was clicked once more."""

    class Filled(Message):
        """There are items now where the keys are, or none any more."""

    def __init__(self, empty: Sequence[Part] = (), id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.items: list[Item] = []
        self.roll = Roll(self._height_of)
        self.newest_first = False
        self._empty = tuple(empty)
        self._laid: dict[tuple[int, bool], list[Drawn]] = {}
        self._seen = 0, 0
        self._above = 0

    # ---- for subclasses

    def lay_out(self, item: Item, width: int, *, here: bool) -> list[Drawn]:
        """The lines of an item, at least one.

        Args:
            item: the item.
            width: cells of a line.
            here: whether the cursor is on it.
        """
        raise NotImplementedError

    def id_of(self, item: Item) -> int:
        """What an item is known by."""
        raise NotImplementedError

    def head(self, width: int) -> Sequence[Drawn]:
        """Lines above the items, which stay where they are."""
        return ()

    # ---- what is shown

    def set_empty(self, *words: Part) -> None:
        """What to say where there is nothing."""
        self._empty = words
        self.repaint()

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        return self.items[self.roll.cursor] if self.items else None

    @property
    def _newest(self) -> int:
        return 0 if self.newest_first else len(self.items) - 1

    def show(self, items: Sequence[Item]) -> None:
        """Show other items, the oldest first; the cursor stays on its item, and on the newest where it was there."""
        current = self.current
        if self.has_focus and bool(items) != bool(self.items):
            self.post_message(self.Filled())
        at_newest = current is None or self.roll.cursor == self._newest
        before = self.roll.cursor
        self.items = list(reversed(items)) if self.newest_first else list(items)
        self._laid = {}
        self.roll.count = len(self.items)
        kept = None if at_newest or current is None else self._index_of(self.id_of(current))
        self._go(self._newest if at_newest else before if kept is None else kept)

    def begin_again(self) -> None:
        """What is shown next is of another record: begin at its newest item."""
        self.items = []
        self.roll.count = self.roll.cursor = 0

    def reverse(self) -> None:
        """The other end first; the cursor goes to the newest item."""
        self.newest_first = not self.newest_first
        self.items.reverse()
        self._laid = {}
        self._go(self._newest)

    def go_to(self, item_id: int) -> None:
        """Put the cursor on an item."""
        index = self._index_of(item_id)
        if index is not None:
            self._go(index)

    def _go(self, index: int) -> None:
        if self._seen[0]:
            self.roll.go(index)
        else:
            # No height is known before there is a width; the first drawing shows the cursor.
            self.roll.cursor = max(0, min(len(self.items) - 1, index))
        self.repaint()

    def _index_of(self, item_id: int) -> int | None:
        return next((index for index, item in enumerate(self.items) if self.id_of(item) == item_id), None)

    def _height_of(self, index: int) -> int:
        return len(self._lines_of(index))

    def _lines_of(self, index: int) -> list[Drawn]:
        key = (index, index == self.roll.cursor)
        lines = self._laid.get(key)
        if lines is None:
            if len(self._laid) > _KEPT:
                self._laid = {}
            lines = self.lay_out(self.items[index], max(1, self._seen[0] - 2), here=key[1])
            self._laid[key] = lines
        return lines

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The lines that are seen, with a scroll bar where there are more."""
        head = list(self.head(width))[: max(0, height - 1)]
        self._above = len(head)
        return [*head, *self._rows(width, height - len(head))]

    def _rows(self, width: int, height: int) -> Sequence[Drawn]:
        if (width, height) != self._seen:
            self._seen, self._laid = (width, height), {}
            self.roll.resize(height)
        if not self.items:
            return [Drawn(()), Drawn(centred(self._empty, width))]
        start, size = self.roll.share()
        first, last = round(start * height), round((start + size) * height)
        lines: list[Drawn] = []
        for index, skip in self.roll.visible():
            for parts, surface in self._lines_of(index)[skip : skip + height - len(lines)]:
                y = len(lines)
                bar: Part = (" ", "text@bg") if size >= 1 else ("▐", "line_hi@bg" if first <= y < last else "line@bg")
                lines.append(Drawn((*fit_parts(parts, width - 2), (" ", "text@bg"), bar), surface))
        return lines

    def notify_style_update(self) -> None:
        """The colours may be other ones, or the focus came or went."""
        self._laid = {}
        super().notify_style_update()

    # ---- keys and mouse

    def action_cursor(self, by: int) -> None:
        """Some items down, or up."""
        self.roll.move(by)
        self.repaint()

    def action_page(self, by: int) -> None:
        """A page down, or up."""
        self.roll.page(by)
        self.repaint()

    def action_edge(self, by: int) -> None:
        """To the last item, or to the first."""
        self._go(0 if by < 0 else len(self.items) - 1)

    def on_click(self, event: events.Click) -> None:
        """A click goes to an item; one more opens it."""
        index = self.roll.item_at(event.y - self._above) if event.y >= self._above else None
        if index is None:
            return
        event.stop()
        if index == self.roll.cursor and self.has_focus and event.chain > 1:
            self.post_message(self.Opened())
        self.roll.cursor = index
        self.roll.show()
        self.repaint()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the lines."""
        event.stop()
        self.roll.scroll(_WHEEL)
        self.repaint()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the lines."""
        event.stop()
        self.roll.scroll(-_WHEEL)
        self.repaint()
