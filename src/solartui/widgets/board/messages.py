"""What the board tells its page."""

from __future__ import annotations

from collections.abc import Collection

from textual.message import Message

from solartui.domain.listing import LeadLine


class Folded(Message, namespace="board"):
    """Other columns are folded."""

    def __init__(self, keys: Collection[str]) -> None:
        super().__init__()
        self.keys = keys


class Dropped(Message, namespace="board"):
    """A card was brought to another column with the mouse."""

    def __init__(self, lead: LeadLine, key: str) -> None:
        super().__init__()
        self.lead, self.key = lead, key
