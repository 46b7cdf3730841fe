"""The records of a list as cards, as many side by side as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic

from textual.color import Color
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from solartui.domain.listing import CardLine, Sort
from solartui.theme import palette_of
from solartui.widgets.cards.face import GridFace
from solartui.widgets.cards.painter import Arrangement
from solartui.widgets.cards.picture import CardPictures, Wanted
from solartui.widgets.cards.view import CardsView
from solartui.widgets.cards.viewport import CARD, GROWN
from solartui.widgets.cells import cell_text
from solartui.widgets.marks import Marks
from solartui.widgets.parts import Part, spread
from solartui.widgets.strips import merged, segments_of, strip_of

NARROWEST = 40
"""A card is never narrower, where there is room for one."""
_GAP = 2
_LEFT = 1
_BAR = 2
_HEAD = 2
TOWN = "location"


class CardGrid(CardsView[CardLine], Generic[CardLine]):
    """Cards of records; in the order of places the towns in sight stand above them.

    Args:
        face: what stands on a card.
        marks: which records are marked.
    """

    class PicturesWanted(Message):
        """Cards are shown whose pictures are not here yet."""

        def __init__(self, grid: CardGrid[Any], wanted: Sequence[Wanted]) -> None:
            super().__init__()
            self.grid, self.wanted = grid, wanted

    def __init__(self, face: GridFace[CardLine], marks: Marks) -> None:
        self._face = face
        self._towns: tuple[str, str] = ("", "")
        self.pictures = CardPictures()
        super().__init__(self._face, pictures=self.pictures, marks=marks)

    def set_sort(self, sort: Sort) -> None:
        """In the order of places the town is what matters most."""
        by_town = sort.column == TOWN
        if by_town != self._face.by_town:
            self._face.by_town = by_town
            self._begin_anew()

    def _begin_anew(self) -> None:
        """The cards stand lower or higher than before: every line is another one."""
        if self.is_mounted and self.size.height:
            self._around = None
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

    # ---- the pictures

    def attribute(self, words: str) -> None:
        """Say whose pictures stand on the cards."""
        if words != self.pictures.attribution:
            self.pictures.attribution = words
            self._begin_anew()

    def _ask_for_pictures(self) -> None:
        """Once for each card that is shown."""
        width = self._painter.picture_width
        if not width:
            return
        shown = {piece.card for line in self._shown.lines for piece in line if piece.card is not None}
        cards = ((card.record, width, CARD + GROWN if card.tall else CARD) for card in shown)
        if wanted := self.pictures.wanted(cards):
            self.post_message(self.PicturesWanted(self, wanted))

    # ---- the towns

    @property
    def head(self) -> int:
        """Two lines for the towns, where records are in the order of places; one for whose pictures they are."""
        return _HEAD if self._face.by_town else 1 if self.pictures.attribution else 0

    def head_strip(self, y: int) -> Strip:
        """From which town to which the cards in sight are, and whose pictures they have."""
        first, last = self._towns
        named = not y and self._face.by_town
        parts: list[Part] = [(" " * _LEFT, "mute"), (first, "bold text")] if named else []
        if named and last != first:
            parts += [(" → ", "mute"), (last, "soft")]
        width, palette = self.size.width, palette_of(self.app.current_theme)
        words = cell_text(self.pictures.attribution)
        right: list[Part] = [(f"{words}  ", "mute")] if words and not y else []
        segments = merged(segments_of(spread(parts, right, width), palette))
        return strip_of(segments, width, tuple(self.get_line_filters()), Color.parse(palette.bg))

    def picture(self) -> Sequence[Region]:
        """The cards, and the towns where they are to be named."""
        regions = super().picture()
        self._ask_for_pictures()
        if not self._face.by_town or not self.view.total:
            return regions
        rows, face = self.window.rows, self._face
        first, last = (face.town(rows[at]) for at in (self.view.top, max(self.view.top, self.view.bottom() - 1)))
        if (first, last) == self._towns:
            return regions
        self._towns = (first, last)
        return [self.forget_line(0), *regions]
