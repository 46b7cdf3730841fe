"""One column of the board: its heading, and a window on the records in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, Self

from textual import events, on
from textual.color import Color
from textual.message import Message
from textual.strip import Strip

from solartui.domain.board import Total
from solartui.domain.listing import CardLine, Listed
from solartui.i18n import tr
from solartui.theme import palette_of
from solartui.widgets.cards.face import ColumnFace
from solartui.widgets.cards.painter import Arrangement, Piece
from solartui.widgets.cards.view import CardsView
from solartui.widgets.cells import number, width_of
from solartui.widgets.marks import Marks
from solartui.widgets.painted import clip
from solartui.widgets.parts import Part, fit_parts
from solartui.widgets.rows_view import RowsView
from solartui.widgets.strips import merged, segments_of, strip_of

HEAD = 3
GAP = 2
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """What a column stands for.

    Attributes:
        key: stable name.
        label: its word.
        glyph: one cell that tells it without colour.
        hue: colour token.
        closed: whether its records need no more work; it is folded at first.
    """

    key: str
    label: str
    glyph: str
    hue: str = "mute"
    closed: bool = False


class Source(Protocol[CardLine]):
    """Where the columns of a board get their records from; it answers with `supply` and `mark`."""

    def rows_wanted(self, column: BoardColumn[CardLine], event: RowsView.RowsWanted) -> None:
        """A column lacks rows."""

    def range_wanted(self, column: BoardColumn[CardLine], event: RowsView.RangeWanted) -> None:
        """A range of a column is to be marked, and not all of its rows are there."""


class BoardColumn(CardsView[CardLine], Generic[CardLine]):
    """Cards below each other.

    Args:
        kind: what it stands for.
        face: what stands on a card.
        marks: which records are marked.
        source: where its records come from.
    """

    class Aside(Message):
        """A key leads to the column at the left (-1) or at the right (1)."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Grabbed(Message):
        """The mouse button went down on a card."""

        def __init__(self, record: Listed, key: str) -> None:
            super().__init__()
            self.record, self.key = record, key

    class Released(Message):
        """The mouse button came up over a column."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, kind: ColumnKind, face: ColumnFace[CardLine], marks: Marks, source: Source[CardLine]) -> None:
        super().__init__(face, marks=marks)
        self._face = face
        self.kind = kind
        self._source = source
        self.current = False
        self.total: Total | None = None
        self._beside = ("", "")

    def show_beside(self, seen: Sequence[Self], all_of_them: Sequence[Self]) -> None:
        """Tell of columns out of sight before this one, and behind it, where it is at an end of those that are seen."""
        before = self in seen[:1] and self is not all_of_them[0]
        behind = self in seen[-1:] and self is not all_of_them[-1]
        beside = ("‹" if before else "", "›" if behind else "")
        if beside != self._beside:
            self._beside = beside
            if self.is_mounted:
                self.refresh(self.forget_line(1))

    def show_total(self, total: Total) -> None:
        """How many records there are, and what they have together."""
        if total != self.total:
            # Sums of cards that came and went differ from those read by less than anybody sees.
            before = self._shown_count(), self._sums
            self.total = total
            if self.is_mounted and before != (self._shown_count(), self._sums):
                self.refresh(*(self.forget_line(y) for y in range(HEAD)))
        if self.view.total != total.count:
            self.set_total(total.count)

    def lose(self, index: int) -> None:
        """A card is taken away; the cursor stays on its card, or takes the next one."""
        self.window.take_out(index)
        self._shift(-1, index)

    def gain(self, index: int, record: CardLine, *, follow: bool) -> None:
        """A card is put in, and perhaps takes the cursor, which stays on its card otherwise."""
        self.window.put_in(index, record)
        self._shift(1, index, cursor=index if follow else None)

    def _shift(self, by: int, index: int, cursor: int | None = None) -> None:
        view = self.view
        if cursor is None:
            cursor = view.cursor + by * (index < view.cursor or (by > 0 and index == view.cursor))
        if view.total is not None:
            view.total = max(0, view.total + by)
        self.marks.forget_row()
        view.go(cursor, view.top + by * (index < view.top))
        self._show()

    def become_current(self, current: bool) -> None:
        """Whether the cursor is here."""
        if current != self.current:
            self.current = current
            self.fit()
            self._show()
            self.refresh(self.forget_line(0))

    def stand_at(self, line: int) -> None:
        """Put the cursor on the card that is some places below the first visible one."""
        self.go(self.view.top + max(0, min(line, self.view.bottom() - self.view.top - 1)))

    def action_sideways(self, by: int) -> None:
        """To the column beside."""
        self.post_message(self.Aside(by))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The card takes the cursor; perhaps it is to be taken elsewhere."""
        record = self.record_at(event.x, event.y)
        index = None if record is None else self.window.index_of(record.id)
        if record is not None and index is not None:
            self.go(index)
            self.post_message(self.Grabbed(record, self.kind.key))

    def on_mouse_up(self) -> None:
        """Perhaps a card was brought here."""
        self.post_message(self.Released(self.kind.key))

    @on(RowsView.RowsWanted)
    def _ask_for_rows(self, event: RowsView.RowsWanted) -> None:
        event.stop()
        self._source.rows_wanted(self, event)

    @on(RowsView.RangeWanted)
    def _ask_for_range(self, event: RowsView.RangeWanted) -> None:
        event.stop()
        self._source.range_wanted(self, event)

    # ---- painting

    @property
    def head(self) -> int:
        """The lines of the heading."""
        return HEAD

    def keys_came_or_went(self) -> None:
        """The heading tells it, too."""
        super().keys_came_or_went()
        self.refresh(self.forget_line(0))

    def arrangement(self, width: int) -> Arrangement:
        """One card, and air at its right."""
        return Arrangement(0, 1, max(1, width - GAP), 0)

    def head_strip(self, y: int) -> Strip:
        """The heading: glyph, word and count; a heavy rule with a sum at its end; perhaps another sum below it."""
        parts = (self._title, self._rule, self._below_rule)[y]()
        width, palette = self.size.width, palette_of(self.app.current_theme)
        segments = merged(segments_of(fit_parts(parts, width), palette))
        return strip_of(segments, width, tuple(self.get_line_filters()), Color.parse(palette.bg))

    def _title(self) -> list[Part]:
        kind = self.kind
        count, token = self._shown_count()
        label = clip(kind.label, self.size.width - GAP - width_of(count) - 4)
        colour = "accent" if self.current and self.has_keys else kind.hue
        return [(f"{kind.glyph} ", kind.hue), (label, f"bold {colour}"), (f"  {count}", token)]

    def _shown_count(self) -> tuple[str, str]:
        """How many there are; of a column with a limit also how many are enough, with a sign where it is too full."""
        total = self.total
        if total is None:
            return "", "soft"
        if not total.limit:
            return number(total.count), "soft"
        # A filter hides some of those that fill the column.
        shown = number(total.count) if not total.hidden else f"{number(total.count)} · {number(total.whole)}"
        sign, token = ("⚠ ", "bold err") if total.too_many else ("", "soft")
        return f"{sign}{shown}/{number(total.limit)}", token

    def _rule(self) -> list[Part]:
        said = self._sums[0]
        before, behind = self._beside
        room = self.size.width - GAP - len(before + behind) - (width_of(said) + 1 if said else 0)
        rule = [(before, "accent"), ("━" * max(0, room), self.kind.hue), (behind, "accent")]
        return [*rule, (f" {said}" if said else "", "mute")]

    def _below_rule(self) -> list[Part]:
        said, room = self._sums[1], max(0, self.size.width - GAP)
        return [(f"{clip(said, room):>{room}}", "mute")] if said else []

    @property
    def _sums(self) -> tuple[str, str]:
        return self._face.sums(self.total, self.size.width - GAP) if self.total else ("", "")

    def below(self, free: int) -> Sequence[Piece]:
        """How many more there are."""
        count = self.view.total if self.view.total is not None else self.total.count if self.total else 0
        more = count - self.view.bottom()
        if more <= 0 or free < 1:
            return ()
        return (Piece(parts=(("  ", "mute"), (tr("↓ {count} more", count=number(more)), "mute"))),)
