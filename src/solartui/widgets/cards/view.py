"""A window on records as cards: the card under the cursor is taller than the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from solartui.commands.bindings import bindings_for
from solartui.domain.listing import CardLine
from solartui.widgets.cards.face import Face
from solartui.widgets.cards.painter import BLANK, Arrangement, Card, CardPainter, Picture, Piece, changes
from solartui.widgets.cards.picture import CardPictures
from solartui.widgets.cards.viewport import CARD, GAP, GROWN, CardViewport
from solartui.widgets.marks import Marks
from solartui.widgets.painted import centred
from solartui.widgets.row_painter import Surroundings
from solartui.widgets.rows_view import RowsView


class CardsView(RowsView[CardLine], Generic[CardLine]):
    """Base of the views that show records as cards.

    Args:
        face: what stands on a card.
        pictures: what stands on cards that are wide enough, None for no pictures.
        id: the widget's id.
        marks: which records are marked.

    Attributes:
        current: whether the cursor is to be seen here.
    """

    BINDINGS = bindings_for("cells")

    def __init__(
        self,
        face: Face[CardLine],
        *,
        pictures: CardPictures | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
        marks: Marks | None = None,
    ) -> None:
        super().__init__(lambda record: record.id, id, marks)
        self.view: CardViewport = CardViewport()
        self.current = True
        self._painter: CardPainter[CardLine] = CardPainter(face, pictures=pictures)
        self._place = Arrangement()
        self._shown = Picture(())
        self._strips: dict[int, Strip] = {}

    # ---- for subclasses

    @property
    def head(self) -> int:
        """Lines above the cards."""
        return 0

    def head_strip(self, y: int) -> Strip:
        """A line above the cards."""
        raise NotImplementedError

    def arrangement(self, width: int) -> Arrangement:
        """Where the cards stand in this width."""
        raise NotImplementedError

    def bars(self, lines: int) -> tuple[str | None, ...]:
        """The pieces of a scroll bar, one for each line; none at all where there is no bar."""
        return ()

    def below(self, free: int) -> Sequence[Piece]:
        """What stands below the last card that is visible, in at most `free` lines."""
        return ()

    # ---- keys and mouse

    def action_cursor(self, by: int) -> None:
        """Some cards down, or up."""
        if self.view.step(0, by):
            self._show()

    def action_sideways(self, by: int) -> None:
        """To the card at the left, or at the right."""
        if self.view.step(by, 0):
            self._show()

    def on_click(self, event: events.Click) -> None:
        """A card takes the cursor, and a second click opens it; the bar jumps."""
        line = event.y - self.head
        if line >= 0 and self._shown.bars and event.x >= self.size.width - 1 and self.view.total:
            self.go(round(line / max(1, len(self._shown.bars) - 1) * (self.view.total - 1)))
        elif (record := self.record_at(event.x, event.y)) is not None:
            index = self.window.index_of(record.id)
            if index is not None:
                self.go(index)
                if event.chain == 2:
                    self.open()

    def record_at(self, x: int, y: int) -> CardLine | None:
        """The record whose card is at a place of the widget."""
        line, column = y - self.head, (x - self._place.left) // self._place.step
        inside = (x - self._place.left) % self._place.step < self._place.card
        if not (inside and 0 <= line < len(self._shown.lines) and 0 <= column < len(self._shown.lines[line])):
            return None
        card = self._shown.lines[line][column].card
        return card.record if card else None

    # ---- painting

    def fit(self) -> None:
        """Other cards side by side, perhaps more rows of them."""
        self._place = self.arrangement(self.size.width)
        self.view.arrange(self.size.height - self.head, self._place.across, grown=self.current)

    def surround(self, around: Surroundings) -> None:
        """Other colours, or another width."""
        self._strips = {}
        self._place = self.arrangement(around.width)
        self._painter.surround(around, self._place)

    def picture(self) -> Sequence[Region]:
        """The cards, or the words of an empty list."""
        room = max(0, self.size.height - self.head)
        lines = (self._said(room) if self.view.total == 0 else self._cards(room))[:room]
        before, self._shown = self._shown, Picture(tuple(lines), self.bars(len(lines)))
        found = changes(before, self._shown, self._place, self.size.width)
        regions = [region.translate((0, self.head)) for region in found]
        for region in regions:
            for y in range(region.y, region.bottom):
                self._strips.pop(y, None)
        return regions

    def _cards(self, room: int) -> list[tuple[Piece, ...]]:
        view, across = self.view, self._place.across
        lines: list[tuple[Piece, ...]] = []
        for start in range(view.top, view.bottom(), across):
            cards = [self._card(index) for index in range(start, min(start + across, view.bottom()))]
            blank = [BLANK] * (across - len(cards))
            height = CARD + GROWN if any(card.tall for card in cards) else CARD
            lines += [
                (*(Piece(card, at) if at < CARD or card.tall else BLANK for card in cards), *blank)
                for at in range(height)
            ]
            lines += [(BLANK,) * across] * GAP
        below = self.below(room - len(lines))
        lines += [(piece, *[BLANK] * (across - 1)) for piece in below]
        return lines + [(BLANK,) * across] * (room - len(lines))

    def _card(self, index: int) -> Card[CardLine]:
        record = self.window.rows[index]
        here = self.current and index == self.view.cursor
        return Card(record, here, here, bool(self.marks) and self.marks.has(record.id), here and self.has_keys)

    def _said(self, room: int) -> list[tuple[Piece, ...]]:
        width = self.size.width - 2 * self._place.left
        words = [(Piece(parts=centred(line, width)),) for line in self._empty]
        above: list[tuple[Piece, ...]] = [(BLANK,)] * max(0, (room - len(words)) // 3)
        return above + words + [(BLANK,)] * max(0, room - len(words) - len(above))

    def repaint_cards(self, record_id: int | None = None) -> None:
        """Paint the cards of a record anew, or those of all: their pictures have come."""
        self._painter.forget(record_id)
        regions = [
            Region(self._place.left + x * self._place.step, y + self.head, self._place.card, 1)
            for y, line in enumerate(self._shown.lines)
            for x, piece in enumerate(line)
            if piece.card is not None and record_id in {None, piece.card.record.id}
        ]
        for region in regions:
            self._strips.pop(region.y, None)
        if regions:
            self.refresh(*regions)

    def forget_line(self, y: int) -> Region:
        """A line says something else now; the region to paint."""
        self._strips.pop(y, None)
        return Region(0, y, self.size.width, 1)

    def strip(self, y: int) -> Strip:
        """A line of the view."""
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self.head_strip(y) if y < self.head else self._line(y - self.head)
        return strip

    def _line(self, at: int) -> Strip:
        shown = self._shown
        pieces = shown.lines[at] if at < len(shown.lines) else ()
        bar = shown.bars[at] if at < len(shown.bars) else None
        return self._painter.strip(pieces, bar)
