"""How well a name fits what was typed: every word somewhere, the beginnings of words first."""

from __future__ import annotations

from solartui.domain.text import fold


def fitness(typed: str, name: str, *, loose: bool = False) -> int:
    """0 where it does not fit; the larger, the better. Case and diacritics do not matter.

    Args:
        typed: what the person typed.
        name: what it may mean.
        loose: whether letters in their order are enough, as in ``arv`` for archive.
    """
    wanted, have = fold(typed).split(), fold(name)
    starts = have.split()
    total = 1
    for word in wanted:
        if any(start.startswith(word) for start in starts):
            total += 4 + (starts[0].startswith(word))
        elif word in have:
            total += 2
        elif loose and _in_order(word, have):
            total += 1
        else:
            return 0
    return total


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
