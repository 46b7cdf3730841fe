"""Which columns of a list a person wants to see, in which order, and how wide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NARROWEST, WIDEST = 3, 80


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Columns by their stable names, in their order.

    Attributes:
        keys: the columns, each once; none at all leaves the choice to the width of the window.
        widths: cells of those columns whose width was set by hand.
    """

    keys: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        """As settings and saved views keep it: ``name,stage,city:18``."""
        return ",".join(f"{key}:{self.widths[key]}" if key in self.widths else key for key in self.keys)

    @classmethod
    def parse(cls, text: str) -> ColumnChoice:
        """The choice that `text` names; the inverse of `text`. What cannot be a width is left out."""
        widths: dict[str, int | None] = {}
        for part in text.split(","):
            key, _, cells = part.strip().partition(":")
            if key.strip():
                widths.setdefault(key.strip(), _width(cells))
        return cls(tuple(widths), MappingProxyType({key: width for key, width in widths.items() if width is not None}))

    @classmethod
    def of(cls, columns: Iterable[tuple[str, int | None]]) -> ColumnChoice:
        """The choice of columns with their widths; None for a width that was not set by hand."""
        return cls.parse(",".join(key if width is None else f"{key}:{width}" for key, width in columns))

    def among(self, known: Iterable[str]) -> ColumnChoice:
        """The choice without columns that do not exist, such as those of an older or a newer program."""
        names = frozenset(known)
        return ColumnChoice.of((key, self.widths.get(key)) for key in self.keys if key in names)

    def led_by(self, key: str) -> ColumnChoice:
        """The choice with a column in front, if it is among them."""
        if key not in self.keys:
            return self
        return ColumnChoice((key, *(one for one in self.keys if one != key)), self.widths)


def _width(cells: str) -> int | None:
    text = cells.strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 5):
        return None
    return max(NARROWEST, min(WIDEST, int(text)))
