"""A piece of a page that is as high as what it says."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size

from solartui.widgets.painted import Drawn, Painted


class Block(Painted):
    """Base of blocks: a subclass says which lines it has at a width (`lines`), and may set `zones` there."""

    def lines(self, width: int) -> Sequence[Drawn]:
        """All lines."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return len(self.lines(width))

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """All lines."""
        return self.lines(width)

    def reshow(self) -> None:
        """Something else is to be said; other blocks move where it takes more lines or less."""
        if self.is_mounted:
            if self.size.width and len(self.lines(self.size.width)) != self.size.height:
                self.refresh(layout=True)
            self.repaint()
