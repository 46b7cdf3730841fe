"""A paragraph; whatever it holds is only text."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from solartui.domain.text import clean_block


class Words(Static):
    """Text that wraps."""

    def __init__(self, text: str, classes: str | None = None) -> None:
        super().__init__(Text(clean_block(text)), classes=classes)

    def say(self, text: str) -> None:
        """Say something else."""
        self.update(Text(clean_block(text)))
