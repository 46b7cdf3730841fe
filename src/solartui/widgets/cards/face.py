"""What a view of cards asks about the records on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from solartui.domain.board import Total
from solartui.domain.listing import Listed
from solartui.widgets.parts import Part

Parts = Sequence[Part]
Shown_contra = TypeVar("Shown_contra", bound=Listed, contravariant=True)


class Face(Protocol[Shown_contra]):
    """Says what stands on the cards of one view."""

    def lines(self, line: Shown_contra, width: int, *, tall: bool) -> Sequence[Parts]:
        """The lines of a card, three or (`tall`) five, each at most `width` cells."""

    def hue(self, line: Shown_contra) -> str:
        """The colour of the bar at the left of a card."""


class GridFace(Face[Shown_contra], Protocol[Shown_contra]):
    """Cards beside each other.

    Attributes:
        by_town: whether the town matters most, because of the order.
    """

    by_town: bool

    def town(self, line: Shown_contra) -> str:
        """Where it is, for the heading above cards in the order of places."""


class ColumnFace(Face[Shown_contra], Protocol[Shown_contra]):
    """Cards in the columns of a board."""

    def share(self, line: Shown_contra) -> Total:
        """What one card adds to the total of its column."""

    def sums(self, total: Total, width: int, /) -> tuple[str, str]:
        """What a column has together, in brief: at the end of the rule, and below it in at most `width` cells."""
