"""The files of a record: what they are, how large, and who put them there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part, spread

COMMANDS = frozenset({"tab.open", "tab.new", "tab.edit", "tab.delete", "tab.copy", "tab.export", "tab.reverse"})
"""What acts on a row here."""
_CATEGORY = 12
_SIZE = 9
_BROAD = 70


@dataclass(frozen=True, slots=True)
class DocumentItem:
    """A file.

    Attributes:
        size: in words.
        when: the time at which it was added, in words.
        origin: the record that it hangs on where that is not the page's own, or the note it came with.
    """

    id: int
    name: str
    category: str
    size: str
    who: str
    when: str
    origin: str = ""


class DocumentsList(ItemList[DocumentItem]):
    """One line for each file; narrow windows leave out who and what about."""

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    def id_of(self, item: DocumentItem) -> int:
        """The number of the document."""
        return item.id

    def lay_out(self, item: DocumentItem, width: int, *, here: bool) -> list[Drawn]:
        """Name and category on the left, size, person and time on the right."""
        lit = here and self.has_focus
        right: list[Part] = [(f"{item.size:>{_SIZE}}", "soft")]
        if width >= _BROAD:
            right.append((f"  {fit(cell_text(item.who), _CATEGORY)}", "mute"))
        right.append((f"  {item.when:>{_CATEGORY}}", "mute"))
        category = f"{fit(item.category, _CATEGORY)} " if width >= _BROAD else ""
        room = width - 4 - sum(len(text) for text, _ in right) - len(category)
        name = clip(cell_text(item.name), room if not item.origin else max(10, room - len(item.origin) - 2))
        left: list[Part] = [("▌ " if lit else "  ", "accent"), (category, "mute")]
        left.append((name, "bold text" if here else "text"))
        if item.origin:
            left.append((f"  {item.origin}", "mute"))
        return [Drawn(tuple(spread(left, right, width - 2)), "raised" if lit else "bg")]


def nothing_kept(key: str) -> tuple[Part, ...]:
    """What an empty list says."""
    return ((tr("No files yet."), "soft"), (f"   {key}", "bold accent"), (f" {tr('add some')}", "soft"))
