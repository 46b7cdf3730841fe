"""The list under the filter field: what can be typed next. The keys stay with the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.pick_list import PickItem, PickList

_MOST = 8
_WIDEST = 56
_LEAST = 28


class Hint(Protocol):
    """Something that can stand in the place of what was typed."""

    @property
    def text(self) -> str:
        """What is written."""

    @property
    def title(self) -> str:
        """What a person reads."""

    @property
    def remark(self) -> str:
        """What explains it."""


class Hints(Protocol):
    """What can stand from `start` to `stop` of the text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def stop(self) -> int:
        """Where it ends."""

    @property
    def candidates(self) -> Sequence[Hint]:
        """What is offered."""


class FilterHints(PickList, can_focus=False):
    """Lies over the rows, below the word that is being typed.

    Attributes:
        hints: what is offered; None while the list is closed.
        steered: whether the line under the cursor is meant: a person went there, or there is nothing else to mean.
    """

    def __init__(self) -> None:
        super().__init__()
        self.hints: Hints | None = None
        self.steered = False
        self.display = False

    @property
    def selected(self) -> Hint | None:
        """The candidate under the cursor."""
        if self.hints is None or self.current is None:
            return None
        return self.hints.candidates[int(self.current.id)]

    def open_for(self, hints: Hints, cell: int, room: int, *, steered: bool) -> None:
        """Show what can be typed, below a cell of the field; `room` is how wide the field's line is."""
        self.hints, self.steered = hints, steered
        rows = [(cell_text(one.title), cell_text(one.remark)) for one in hints.candidates]
        title = max(width_of(title) for title, _ in rows)
        remark = max(width_of(remark) for _, remark in rows)
        width = max(_LEAST, min(_WIDEST, room, title + remark + 8))
        inner = width - 6
        items = []
        for at, (name, explained) in enumerate(rows):
            left = clip(name, inner)
            right = clip(explained, max(0, inner - width_of(left) - 2))
            items.append(PickItem(str(at), ((left, "text"),), ((right, "mute"),)))
        self.set_items(items)
        left_edge = max(0, min(cell - 2, room - width))
        self.styles.width, self.styles.height, self.styles.offset = width, min(_MOST, len(items)), (left_edge, 1)
        self.display = True
        self.repaint()

    def steer(self, by: int) -> None:
        """Mean another line; the first step means the first one."""
        if self.steered:
            self.move(by)
        self.steered = True
        self.repaint()

    def close(self) -> bool:
        """Take the list away; says whether there was one."""
        was_open = self.hints is not None
        self.hints, self.steered = None, False
        self.display = False
        return was_open

    def _line(self, item: PickItem, here: bool, width: int, thumb: str | None) -> Drawn:
        return super()._line(item, here and self.steered, width, thumb)


def completed(text: str, hints: Hints, hint: Hint) -> tuple[str, str]:
    """The text with what was chosen, up to the cursor and behind it; after a value the next piece may begin."""
    rest = text[hints.stop :]
    blank = "" if hint.text.endswith((":", "..")) or rest[:1] in {" ", ","} else " "
    return f"{text[: hints.start]}{hint.text}{blank}", rest
