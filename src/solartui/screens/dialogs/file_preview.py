"""A file, to be looked at where it is: a text to be read, or a picture."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from solartui.commands.bindings import bindings_for
from solartui.domain.raster import Raster
from solartui.domain.text import clean_block
from solartui.i18n import tr
from solartui.screens.dialogs.text_dialog import ScrollDialog, TextBlock
from solartui.theme import palette_of
from solartui.widgets.pictures.cells import dots_for, rows_of

PICTURE_CELLS = 72, 17
"""How many cells a picture has at most, in a window of 80 x 24."""
PICTURE_DOTS = dots_for(*PICTURE_CELLS, "quadrants")
DOT_HEIGHT = 2.0
"""How many times as high as wide one of them is."""

OPEN, SAVE = "open", "save"


class _Picture(Widget):
    """A picture in the middle of its width."""

    ALLOW_SELECT = False

    def __init__(self, picture: Raster) -> None:
        super().__init__(classes="file-picture")
        even = Raster(picture.width, picture.height - picture.height % 2, picture.data)
        self._rows = rows_of(even, "quadrants")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the picture has."""
        return len(self._rows)

    def render_line(self, y: int) -> Strip:
        """A line of it, between blanks of the dialog's ground."""
        ground = Style(bgcolor=palette_of(self.app.current_theme).panel)
        row = self._rows[y] if y < len(self._rows) else []
        shown = Strip(row)
        left = max(0, self.size.width - shown.cell_length) // 2
        strip = Strip([Segment(" " * left, ground), *row])
        return strip.adjust_cell_length(self.size.width, ground)


class FilePreview(ScrollDialog[str], inherit_bindings=False):
    """Shows a picture or the beginning of a text; answers ``open`` or ``save`` where a copy is wanted.

    Args:
        name: the file's name.
        remark: its size in words.
        content: what it says or shows, None where that cannot be shown.
    """

    SCOPE: ClassVar[str] = "preview"
    BINDINGS = bindings_for("preview")

    def __init__(self, name: str, remark: str, content: str | Raster | None) -> None:
        super().__init__(name, remark, _shown(content))

    def action_open(self) -> None:
        """Open a copy with another program."""
        self.dismiss(OPEN)

    def action_save(self) -> None:
        """Save a copy."""
        self.dismiss(SAVE)


def _shown(content: str | Raster | None) -> Widget:
    if isinstance(content, Raster):
        return _Picture(content)
    if content is None:
        return TextBlock(tr("This file is neither text nor picture. Open it with another program, or save a copy."))
    return TextBlock(clean_block(content) or tr("The file is empty."))
