"""Chance that can be repeated: everything comes from one row of numbers between 0 and 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Dice:
    """Throws that follow from a start number alone.

    Only `Random.random` is used, whose row of numbers is the same in every version of Python.
    """

    __slots__ = ("roll",)

    def __init__(self, start: int) -> None:
        self.roll = Random(start).random  # noqa: S311

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items, each as likely as the other."""
        return items[int(self.roll() * len(items))]

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.roll() * (high - low + 1))


def in_shares(shares: Iterable[tuple[Item, float]], size: int) -> tuple[Item, ...]:
    """About `size` items, each as often as its share says and at least once, to pick from."""
    listed = list(shares)
    whole = sum(share for _, share in listed)
    return tuple(item for item, share in listed for _ in range(max(1, round(size * share / whole))))


def by_rank(items: Sequence[Item], size: int = 2000) -> tuple[Item, ...]:
    """Items to pick from whose frequency falls with their place, as that of names does."""
    return in_shares(((item, (place + 1) ** -0.55) for place, item in enumerate(items)), size)


class Deck(Generic[Item]):
    """Cards dealt one by one and shuffled anew when they are out, so that no kind is missing for long."""

    __slots__ = ("_cards", "_dice", "_left")

    def __init__(self, dice: Dice, counts: Sequence[tuple[Item, int]]) -> None:
        self._dice = dice
        self._cards = [item for item, count in counts for _ in range(count)]
        self._left = 0

    def deal(self) -> Item:
        """The next card."""
        if not self._left:
            self._left = len(self._cards)
        other = int(self._dice.roll() * self._left)
        self._left -= 1
        cards = self._cards
        cards[other], cards[self._left] = cards[self._left], cards[other]
        return cards[self._left]
