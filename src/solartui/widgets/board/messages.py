"""What the board tells its page."""

from __future__ import annotations

from collections.abc import Collection

from textual.message import Message

from solartui.domain.listing import Listed


class Folded(Message, namespace="board"):
    """Other columns are folded."""

    def __init__(self, keys: Collection[str]) -> None:
        super().__init__()
        self.keys = keys


class Dropped(Message, namespace="board"):
    """A card was brought to another column with the mouse."""

    def __init__(self, record: Listed, key: str) -> None:
        super().__init__()
        self.record, self.key = record, key
