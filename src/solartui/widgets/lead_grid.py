"""The leads of a list as cards, as many side by side as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip

from solartui.domain.listing import Sort
from solartui.theme import palette_of
from solartui.widgets.cards.faces import LeadWords, ListFace
from solartui.widgets.cards.painter import Arrangement
from solartui.widgets.cards.view import CardsView
from solartui.widgets.marks import Marks
from solartui.widgets.strips import Part, fit_parts, merged, segments_of, strip_of

NARROWEST = 40
"""A card is never narrower, where there is room for one."""
_GAP = 2
_LEFT = 1
_BAR = 2
_HEAD = 2
TOWN = "location"


class LeadGrid(CardsView):
    """Cards of leads; in the order of places the towns in sight stand above them.

    Args:
        words: the words for the facts of a lead.
        marks: which leads are marked.
        id: the widget's id.
    """

    def __init__(self, words: LeadWords, marks: Marks, id: str | None = None) -> None:  # noqa: A002
        self._face = ListFace(words)
        self._towns: tuple[str, str] = ("", "")
        super().__init__(self._face, pictures=True, id=id, marks=marks)

    def set_sort(self, sort: Sort) -> None:
        """In the order of places the town is what matters most."""
        by_town = sort.column == TOWN
        if by_town != self._face.by_town:
            self._face.by_town = by_town
            if self.is_mounted and self.size.height:
                self.on_resize()

    def arrangement(self, width: int) -> Arrangement:
        """One column in 80 cells, two in 90, and so on."""
        room = max(1, width - _LEFT - _BAR)
        across = max(1, (room + _GAP) // (NARROWEST + _GAP))
        return Arrangement(_LEFT, across, (room - _GAP * (across - 1)) // across, _GAP)

    def bars(self, lines: int) -> tuple[str | None, ...]:
        """The scroll bar."""
        start, length = self.view.thumb(lines)
        if not length:
            return (None,) * lines
        return tuple("line_hi" if start <= at < start + length else "panel" for at in range(lines))

    # ---- the towns

    @property
    def head(self) -> int:
        """Two lines for the towns, where leads are in the order of places."""
        return _HEAD if self._face.by_town else 0

    def head_strip(self, y: int) -> Strip:
        """From which town to which the cards in sight are."""
        first, last = self._towns
        parts: list[Part] = [] if y else [(" " * _LEFT, "mute"), (first, "bold text")]
        if not y and last != first:
            parts += [(" → ", "mute"), (last, "soft")]
        width, palette = self.size.width, palette_of(self.app.current_theme)
        segments = merged(segments_of(fit_parts(parts, width), palette))
        return strip_of(segments, width, tuple(self.get_line_filters()), Color.parse(palette.bg))

    def picture(self) -> Sequence[Region]:
        """The cards, and the towns where they are to be named."""
        regions = super().picture()
        if not self.head or not self.view.total:
            return regions
        rows, words = self.window.rows, self._face.words
        first, last = (words.town(rows[at]) for at in (self.view.top, max(self.view.top, self.view.bottom() - 1)))
        if (first, last) == self._towns:
            return regions
        self._towns = (first, last)
        return [self.forget_line(0), *regions]
