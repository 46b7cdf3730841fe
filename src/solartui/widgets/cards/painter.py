"""Turns records into the lines of cards, and tells which pieces of the screen look different after a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple

from rich.segment import Segment
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip

from solartui.domain.listing import CardLine
from solartui.widgets.cards.face import Face
from solartui.widgets.cards.picture import NARROW, WIDE, CardPictures
from solartui.widgets.parts import Part, fit_parts, parts_width
from solartui.widgets.row_painter import Surroundings
from solartui.widgets.strips import merged, segments_of, strip_of

GUTTER = 2
"""The stage bar and a blank."""
_CACHED = 512
_WITH_PICTURE, _WITH_WIDE = 37, 64


class Arrangement(NamedTuple):
    """Where cards stand: cells before the first, how many side by side, cells of one, cells between two."""

    left: int = 0
    across: int = 1
    card: int = 1
    gap: int = 0

    @property
    def step(self) -> int:
        """Cells from one card to the next."""
        return self.card + self.gap


class Card(NamedTuple, Generic[CardLine]):
    """One card; two equal ones look alike."""

    record: CardLine
    cursor: bool = False
    tall: bool = False
    marked: bool = False
    lit: bool = False


class Piece(NamedTuple):
    """A line of a card, or words (`parts`) where there is none."""

    card: Card[Any] | None = None
    at: int = 0
    parts: tuple[Part, ...] = ()


BLANK = Piece()


class CardPainter(Generic[CardLine]):
    """Paints cards of one width and remembers those that it painted.

    Args:
        face: what stands on a card.
        pictures: what stands on cards that are wide enough, None for no pictures at all.
    """

    def __init__(self, face: Face[CardLine], *, pictures: CardPictures | None = None) -> None:
        self._face = face
        self._pictures = pictures
        self._around = Surroundings()
        self._place = Arrangement()
        self._cards: dict[Card[CardLine], list[list[Segment]]] = {}

    def surround(self, around: Surroundings, place: Arrangement) -> None:
        """Begin anew with other colours or another width."""
        self._around, self._place = around, place
        self._cards = {}

    def segments(self, piece: Piece) -> list[Segment]:
        """A line of a card, or of words."""
        if piece.card is None:
            return segments_of(fit_parts(piece.parts, self._place.card), self._around.palette)
        lines = self._cards.get(piece.card)
        if lines is None:
            if len(self._cards) > _CACHED:
                self._cards.clear()
            lines = self._cards[piece.card] = self._painted(piece.card)
        return lines[piece.at]

    def _painted(self, card: Card[CardLine]) -> list[list[Segment]]:
        surface = "raised" if card.cursor else "tint" if card.marked else "panel"
        wide, palette = self.picture_width, self._around.palette
        room = self._place.card - GUTTER - 1 - (wide + 1 if wide else 0)
        texts = self._face.lines(card.record, room, tall=card.tall)
        images: Sequence[Sequence[Segment]] = [()] * len(texts)
        if self._pictures is not None and wide:
            images = self._pictures.lines(card.record, wide, len(texts), palette)
        lines = []
        for at, (text, image) in enumerate(zip(texts, images, strict=True)):
            parts = [*self._toned(fit_parts(text, room)), (" ", "mute")]
            if wide:
                parts[:0] = [(" ", "mute")]
            gutter = segments_of(self._gutter(card, at), palette, surface)
            lines.append(merged([*gutter, *image, *segments_of(parts, palette, surface)]))
        return lines

    @property
    def picture_width(self) -> int:
        """Cells of the picture on a card, 0 where there is none."""
        if self._pictures is None or self._place.card < _WITH_PICTURE:
            return 0
        return WIDE if self._place.card >= _WITH_WIDE else NARROW

    def forget(self, record_id: int | None = None) -> None:
        """The cards of a record look different now, or those of all."""
        self._cards = {card: lines for card, lines in self._cards.items() if record_id not in {None, card.record.id}}

    def _gutter(self, card: Card[CardLine], at: int) -> list[Part]:
        own = "accent" if card.lit else "mute"
        return [
            ("▌", own if card.cursor else self._face.hue(card.record)),
            ("✓" if card.marked and at == 0 else " ", "accent"),
        ]

    def _toned(self, parts: Sequence[Part]) -> Sequence[Part]:
        return [(text, "mute") for text, _ in parts] if self._around.dim else parts

    def strip(self, pieces: Sequence[Piece], bar: str | None) -> Strip:
        """A line across the view: pieces side by side, at its end a piece of scroll bar where there is one."""
        left, gap, width = self._place.left, self._place.gap, self._around.width
        palette = self._around.palette
        blank = palette.style("text")
        segments = [Segment(" " * left, blank)] if left else []
        used = left
        if len(pieces) == 1 and pieces[0].parts:
            segments += segments_of(pieces[0].parts, palette)
            used += parts_width(pieces[0].parts)
        else:
            for number, piece in enumerate(pieces):
                if number and gap:
                    segments.append(Segment(" " * gap, blank))
                segments += self.segments(piece)
            used += len(pieces) * self._place.step - (gap if pieces else 0)
        if used < width:
            segments.append(Segment(" " * (width - used - 1), blank))
            segments.append(Segment("▐" if bar else " ", palette.style(bar or "text")))
        return strip_of(merged(segments), width, self._around.filters, Color.parse(palette.bg))


class Picture(NamedTuple):
    """All lines of a view of cards, each as pieces side by side."""

    lines: tuple[tuple[Piece, ...], ...]
    bars: tuple[str | None, ...] = ()


def changes(old: Picture, new: Picture, place: Arrangement, width: int) -> list[Region]:
    """The regions that look different: pieces of lines, and of the scroll bar at the end of `width` cells."""
    if [len(line) for line in old.lines] != [len(line) for line in new.lines]:
        return [Region(0, 0, width, len(new.lines))]
    regions = []
    for y, (before, after) in enumerate(zip(old.lines, new.lines, strict=True)):
        if before != after:
            pairs = enumerate(zip(before, after, strict=True))
            changed = [x for x, (one, other) in pairs if one != other]
            regions += [Region(place.left + x * place.step, y, place.card, 1) for x in changed]
        if new.bars and (not old.bars or old.bars[y] != new.bars[y]):
            regions.append(Region(width - 1, y, 1, 1))
    return regions
