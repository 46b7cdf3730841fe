"""What the board tells its page."""

from __future__ import annotations

from collections.abc import Collection

from textual.message import Message


class Folded(Message, namespace="lead_board"):
    """Other columns are folded."""

    def __init__(self, keys: Collection[str]) -> None:
        super().__init__()
        self.keys = keys


class Dropped(Message, namespace="lead_board"):
    """A card was brought to another column with the mouse."""

    def __init__(self, lead_id: int, key: str) -> None:
        super().__init__()
        self.lead_id, self.key = lead_id, key
