"""The records that belong to the one of a page, in groups: each is one key away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.geometry import Size
from textual.message import Message

from solartui.widgets.cells import cell_text, fit, width_of
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part, fit_parts, parts_width

COMMANDS = frozenset({"tab.open"})
"""What acts on a row here."""

_KINDS = ("lead", "contact", "project")
_STAGE, _DAY = 16, 11
_FAR = 1000


@dataclass(frozen=True, slots=True)
class Related:
    """One record.

    Attributes:
        kind: ``lead``, ``contact`` or ``project``, with `id` its number.
        tag: glyph and word of its stage.
        more: what else is told of it, such as telephone numbers; each is shown whole or not at all.
        day: when it was made, in words.
        heading: the name of the group that begins with it, and how many there are.
    """

    kind: str
    id: int
    name: str
    tag: tuple[Part, ...] = ()
    more: tuple[str, ...] = ()
    day: str = ""
    heading: tuple[Part, ...] = ()
    first: bool = False


def grouped(*groups: tuple[str, Iterable[Related]]) -> list[Related]:
    """Records in groups, each under its name; empty groups are left out."""
    items: list[Related] = []
    for name, found in groups:
        for at, one in enumerate(rows := list(found)):
            heading: tuple[Part, ...] = ((name, "soft"), (f" {len(rows)}" if len(rows) > 1 else "", "mute"))
            items.append(replace(one, heading=() if at else heading, first=not items))
    return items


class RelatedList(ItemList[Related]):
    """One line for each record, with the name of its group above the first, or before it.

    Args:
        empty: what to say where there is nothing.
        inline: whether the names of groups stand in the lines; then the list is as high as it has records.
    """

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    class Beyond(Message):
        """The cursor does not move in this direction: what is around the list is to be scrolled, by lines or pages."""

        def __init__(self, by: int, *, pages: bool = False) -> None:
            super().__init__()
            self.by = by
            self.pages = pages

    def __init__(self, empty: Sequence[Part] = (), *, inline: bool = False) -> None:
        super().__init__(empty)
        self.newest_first = True
        self._inline = inline
        self._label = 0

    def show(self, items: Sequence[Related]) -> None:
        """Show other records, in their order; the cursor stays on its record."""
        self._label = max((width_of(item.heading[0][0]) for item in items if item.heading), default=0) + 2
        super().show(list(reversed(items)))

    def id_of(self, item: Related) -> int:
        """A number that no other record here has."""
        return item.id * len(_KINDS) + _KINDS.index(item.kind)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are, where the list is as high as it can be."""
        return max(2, len(self.items)) if self._inline else max(2, sum(1 + _above(item) for item in self.items))

    def lay_out(self, item: Related, width: int, *, here: bool) -> list[Drawn]:
        """The name of its group, and the record."""
        lit = here and self.has_focus
        edge: Part = ("▌ " if lit else "  ", "accent")
        surface = "raised" if lit else "bg"
        if self._inline:
            label: Part = (fit(item.heading[0][0] if item.heading else "", self._label), "mute")
            return [Drawn((edge, label, *_row(item, width - 2 - self._label, lit=lit)), surface)]
        row = Drawn((edge, *_row(item, width - 2, lit=lit)), surface)
        return [*[Drawn(())] * (_above(item) - 1), *([Drawn(item.heading)] if item.heading else []), row]

    def action_cursor(self, by: int) -> None:
        """Some records down, or up; at the end, or while the list is out of sight, the page scrolls."""
        before = self.roll.cursor
        if by > 0 or self._in_sight:
            super().action_cursor(by)
        if self.roll.cursor == before:
            self.post_message(self.Beyond(by))

    def action_page(self, by: int) -> None:
        """A page down, or up."""
        if self.roll.share() == (0.0, 1.0):
            self.post_message(self.Beyond(by, pages=True))
        else:
            super().action_page(by)

    def action_edge(self, by: int) -> None:
        """To the last record, or to the first."""
        super().action_edge(by)
        self.post_message(self.Beyond(by * _FAR, pages=True))

    @property
    def _in_sight(self) -> bool:
        place = self.screen.find_widget(self)
        return place.region.y >= place.clip.y


def _above(item: Related) -> int:
    """Lines above the record: its heading, and a blank line between groups."""
    return 0 if not item.heading else 1 if item.first else 2


def _row(item: Related, width: int, *, lit: bool) -> list[Part]:
    """Glyph and name, and in columns at the right end what is told of it."""
    token = "bold text" if lit else "text"
    number: Part = (f"  #{item.id}", "mute")
    if not item.tag:
        room = max(4, width - width_of(number[0]))
        left: list[Part] = [(clip(cell_text(item.name), room), token), number]
        more = ""
        for text in item.more:
            longer = f"{more}  {cell_text(text)}" if more else cell_text(text)
            if parts_width(left) + 2 + width_of(longer) > width:
                break
            more = longer
        return [*fit_parts(left, max(0, width - width_of(more))), (more, "info")]
    sign, _, word = item.tag[0][0].partition(" ")
    colour = item.tag[0][1]
    right: list[Part] = [(f"  {fit(word, _STAGE if item.day else width_of(word))}", colour)]
    if item.day:
        right.append((fit(item.day, _DAY, "right"), "mute"))
    room = max(4, width - parts_width(right) - width_of(number[0]) - 2)
    left = [(f"{sign} ", colour), (clip(cell_text(item.name), room), token), number]
    return [*fit_parts(left, max(0, width - parts_width(right))), *right]
