"""What a page asks of a view of its list, whatever it looks like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from solartui.widgets.parts import Part


class ListView(Protocol):
    """A table, cards or a board."""

    @property
    def cursor_id(self) -> int | None:
        """The record under the cursor; None while its row is on its way, and where there is none."""

    @property
    def cursor_row(self) -> object | None:
        """Its line, if it is here."""

    def focus(self, scroll_visible: bool = True) -> object:
        """Give the keys to this view."""

    def open(self) -> None:
        """Ask the page to open the record under the cursor."""

    def toggle_mark(self) -> None:
        """Mark the record under the cursor, or take its mark away, and go one down."""

    def mark_range(self) -> None:
        """Mark everything from the last mark to the cursor."""

    def clear_marks(self) -> None:
        """Mark nothing."""

    def show_marks(self) -> None:
        """Show which records are marked now."""

    def set_empty(self, *lines: Sequence[Part]) -> None:
        """What to say where there is nothing."""
