"""The notes of a record: who wrote what and when, with the file that came with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from solartui.i18n import ntr, tr
from solartui.widgets.cells import cell_text, number
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part, fit_parts, parts_width, spread
from solartui.widgets.wrapping import LONGEST, wrap

_LINES = 8
_LINES_HERE = 200

COMMANDS = frozenset({"tab.open", "tab.edit", "tab.delete", "tab.copy", "tab.export", "tab.reverse"})
"""What acts on a row here."""


@dataclass(frozen=True, slots=True)
class NoteItem:
    """A note.

    Attributes:
        when: the time at which it was written, and changed, in words.
        file: name and size of the file that came with it.
        lost: the name of that file, where it was removed since.
    """

    id: int
    author: str
    when: str
    body: str
    file: str = ""
    lost: str = ""


class NotesList(ItemList[NoteItem]):
    """Notes below each other, each as long as it is; very long ones are cut, and whole in the editor."""

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    def id_of(self, item: NoteItem) -> int:
        """The number of the note."""
        return item.id

    def lay_out(self, item: NoteItem, width: int, *, here: bool) -> list[Drawn]:
        """Author and time, the text, the file, and a blank line."""
        lit = here and self.has_focus
        surface = "raised" if lit else "bg"
        edge: Part = ("▌ " if lit else "  ", "accent")
        room = width - 2
        when = (clip(item.when, max(10, room - 12)), "mute")
        author = (cell_text(item.author), "bold text" if here else "soft")
        head = spread([author], [when], room)
        parts = [head, *([(text, "text")] for text in self._body(item, room, here=here))]
        if item.file:
            parts.append([("▪ ", "mute"), (clip(cell_text(item.file), room - 2), "info")])
        elif item.lost:
            gone = tr("{name} · removed from the documents", name=item.lost)
            parts.append([("▫ ", "mute"), (clip(cell_text(gone), room - 2), "mute")])
        return [*(Drawn((edge, *fit_parts(line, room)), surface) for line in parts), Drawn(())]

    @staticmethod
    def _body(item: NoteItem, room: int, *, here: bool) -> list[str]:
        lines = wrap(item.body, room)
        most = _LINES_HERE if here else _LINES
        if len(lines) <= most:
            return lines
        more = len(lines) - most + 1
        if len(item.body) > LONGEST:
            return [*lines[: most - 1], tr("… and much more, which the editor shows")]
        return [*lines[: most - 1], ntr("… {count} more line", "… {count} more lines", more)]


def file_words(name: str, size: int) -> str:
    """A file as it is written beside a note: ``roof.jpg · 2.3 MB``."""
    return f"{name} · {size_words(size)}"


def size_words(size: int) -> str:
    """A number of bytes, rounded: ``12 kB``, ``2.3 MB``."""
    if size < 1000:
        return tr("{size} B", size=size)
    if size < 1_000_000:
        return tr("{size} kB", size=number(max(1, round(size / 1000))))
    return tr("{size} MB", size=number(size / 1_000_000, 1))


def written(created: datetime, updated: datetime, shown: str, changed: str) -> str:
    """When a note was written, and that it was changed where it was."""
    if (updated - created).total_seconds() < 1:
        return shown
    return tr("{when} · changed {then}", when=shown, then=changed)


def heading(words: str, count: int, hint: tuple[Part, ...], width: int) -> Drawn:
    """The name of a part of a page, how many there are, and a key at the right end."""
    left: list[Part] = [(words, "soft"), (f" {count}" if count else "", "mute")]
    right = hint if parts_width(left) + parts_width(hint) < width else ()
    return Drawn(tuple(spread(left, right, width)))
