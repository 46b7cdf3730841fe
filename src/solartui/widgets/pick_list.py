"""A list to choose one line from, for dialogs: headings, lines that are possible and lines that are not just now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.geometry import Size
from textual.message import Message

from solartui.widgets.painted import Drawn, Painted
from solartui.widgets.parts import Part, fit_parts, parts_width, spread
from solartui.widgets.row_window import Viewport


@dataclass(frozen=True, slots=True)
class PickItem:
    """One line.

    Attributes:
        id: what `PickList.Picked` says.
        left: what stands at the left end, with `right` at the other.
        enabled: whether it can be chosen; one that cannot is muted and says why.
        heading: a line that the cursor passes over.
        named: whether `left` names a record: then what stands at the right gives way, to a third of the line.
    """

    id: str
    left: tuple[Part, ...]
    right: tuple[Part, ...] = ()
    enabled: bool = True
    heading: bool = False
    named: bool = False


class PickList(Painted, can_focus=True):
    """Lines with one cursor. It can do its work without the focus, while a text field above it has it."""

    SURFACE: ClassVar[str] = "panel"

    class Picked(Message):
        """A line was chosen."""

        def __init__(self, item: PickItem) -> None:
            super().__init__()
            self.item = item

    def __init__(self) -> None:
        super().__init__()
        self._items: list[PickItem] = []
        self._view = Viewport(total=0)
        self._empty: tuple[Part, ...] = ()
        self._fresh = True

    @property
    def current(self) -> PickItem | None:
        """The line under the cursor."""
        return self._items[self._view.cursor] if self._items else None

    def set_items(self, items: Sequence[PickItem], cursor: str | None = None, empty: tuple[Part, ...] = ()) -> None:
        """Show other lines.

        Args:
            items: the lines.
            cursor: id of the line to stand on; else the first one that can be chosen.
            empty: what to say where there is none.
        """
        self._items, self._empty = list(items), empty
        self._view.total = len(self._items)
        places = [at for at, item in enumerate(self._items) if item.id == cursor]
        self._view.cursor = places[0] if places else 0
        self._fresh = True
        self._settle(1)

    def replace(self, items: Sequence[PickItem], cursor: str | None = None) -> None:
        """Show as many lines as before that say something else; the cursor stays in its place, or goes to an id."""
        self._items = list(items)
        self._view.go(next((at for at, item in enumerate(items) if item.id == cursor), self._view.cursor))
        self.repaint()

    def move(self, by: int) -> None:
        """Some lines down, or up; headings are passed over."""
        self._view.go(self._view.cursor + by)
        self._settle(1 if by > 0 else -1)

    def page(self, by: int) -> None:
        """Some pages down, or up."""
        self._view.page(by)
        self._settle(1 if by > 0 else -1)

    def choose(self) -> None:
        """Take the line under the cursor, also one that is not possible: the dialog says why."""
        if self.current is not None and not self.current.heading:
            self.post_message(self.Picked(self.current))

    def _settle(self, step: int) -> None:
        for direction in (step, -step):
            while self.current is not None and self.current.heading:
                if not self._view.go(self._view.cursor + direction):
                    break
        self.repaint()

    def _show_first_headings(self) -> None:
        """Scroll up to the headings above the first line that can be chosen."""
        cursor = self._view.cursor
        if cursor < self._view.height and all(item.heading for item in self._items[:cursor]):
            self._view.top = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are items."""
        return max(1, len(self._items))

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The visible lines."""
        if self._fresh:
            self._fresh, self._view.top = False, 0
        self._view.resize(height)
        self._show_first_headings()
        if not self._items:
            return [Drawn((("  ", "mute"), *self._empty), self.SURFACE)]
        shown = range(self._view.top, self._view.bottom())
        start, length = self._view.thumb(height)
        lines = []
        for at, index in enumerate(shown):
            thumb = "line_hi" if start <= at < start + length else "line"
            lines.append(self._line(self._items[index], index == self._view.cursor, width, thumb if length else None))
        return lines + [Drawn((), self.SURFACE)] * (height - len(lines))

    def _line(self, item: PickItem, here: bool, width: int, thumb: str | None) -> Drawn:
        surface = "raised" if here else self.SURFACE
        mark: Part = ("▌ " if here else "  ", "accent")
        bar: Part = (" ▐" if thumb else "  ", thumb or "text")
        left = [(text, token if item.enabled else "mute") for text, token in item.left]
        bar = (bar[0], f"{bar[1]}@{self.SURFACE}") if thumb else bar
        right = _beside(left, item.right, width - 4) if item.named else item.right
        return Drawn((mark, *spread(left, right, width - 4), bar), surface)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        index = self._view.top + event.y
        if index < len(self._items) and not self._items[index].heading:
            event.stop()
            self._view.go(index)
            self.repaint()
            self.choose()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _wheel(self, event: events.MouseEvent) -> None:
        event.stop()
        down = isinstance(event, events.MouseScrollDown)
        self._view.scroll(3 if down else -3)
        self._settle(1 if down else -1)


def _beside(left: Sequence[Part], right: Sequence[Part], width: int) -> Sequence[Part]:
    """The right end, of which a third of the line stays."""
    room = max(width // 3, width - parts_width(left))
    return right if parts_width(right) <= room else fit_parts(right, room)
