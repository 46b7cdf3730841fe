"""Notes as a sales desk writes them: sentences drawn by topic, filled with details that stay true for one lead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from solartui.domain.demonstration.dice import Dice
from solartui.domain.demonstration.tables import sections

_PART = re.compile(r"<([^/>]*)/([^>]*)>|\{(\w+)\}")
_TOPICS = ("roof", "use", "money", "people")
# A second call is on another day; the roof stays what it is.
_CHANGING = frozenset({"weekday", "weekday_gen", "day", "hour"})
_FACTS = frozenset({"kwh", "bill", "kwp", "town", "signature"})
_PRIMES = tuple(n for n in range(1_009, 3_400, 2) if all(n % divisor for divisor in range(3, 60, 2)))
Facts = Mapping[str, str]


class Teller(NamedTuple):
    """What the notes of one lead have in common.

    Attributes:
        woman: whether the customer is one.
        kind: residential, commercial, industrial or agricultural.
        facts: numbers and the town.
        details: a large number that chooses the same details each time.
        first_topic: where in the row of topics the first note begins.
        extras: further topics that the lead is about, such as battery.
    """

    woman: bool
    kind: str
    facts: Facts
    details: int
    first_topic: int
    extras: tuple[str, ...]


class _Slot(NamedTuple):
    fact: str
    choices: tuple[str, ...]
    modulus: int
    changing: bool


class Sentence:
    """One sentence with gaps, in the form for a man and the form for a woman."""

    __slots__ = ("_forms", "_slots")

    def __init__(self, text: str, pools: Mapping[str, tuple[str, ...]]) -> None:
        names: list[str] = []
        forms = []
        for gender in (1, 2):
            names.clear()

            def gap(found: re.Match[str], gender: int = gender) -> str:
                if found[3]:
                    names.append(found[3])
                    return "%s"
                return found[gender]

            forms.append(_PART.sub(gap, text.replace("%", "%%")))
        self._forms = (forms[0], forms[1])
        self._slots = tuple(_slot(name, pools) for name in names)

    def tell(self, teller: Teller, turn: int) -> str:
        """The sentence for one lead; `turn` counts the notes."""
        words = [
            slot.choices[(teller.details % slot.modulus + turn * slot.changing) % len(slot.choices)]
            if slot.choices
            else teller.facts[slot.fact]
            for slot in self._slots
        ]
        return self._forms[teller.woman] % tuple(words)


def _slot(name: str, pools: Mapping[str, tuple[str, ...]]) -> _Slot:
    if name in _FACTS:
        return _Slot(name, (), 0, changing=False)
    choices = pools[name[0].lower() + name[1:]]
    if name[0].isupper():
        choices = tuple(choice[0].upper() + choice[1:] for choice in choices)
    return _Slot(name, choices, _modulus(name), name in _CHANGING)


def _modulus(name: str) -> int:
    """A prime for each pool, so that the choices from several pools do not move in step."""
    return _PRIMES[sum(place * ord(letter) for place, letter in enumerate(name, 1)) % len(_PRIMES)]


class Topic:
    """Sentences of which several notes on one lead take different ones."""

    __slots__ = ("_modulus", "_sentences")

    def __init__(self, heading: str, sentences: tuple[Sentence, ...]) -> None:
        self._modulus = _modulus(heading)
        self._sentences = sentences

    def tell(self, teller: Teller, turn: int) -> str:
        """A sentence on this topic for one lead."""
        sentences = self._sentences
        return sentences[(teller.details % self._modulus + turn) % len(sentences)].tell(teller, turn)


class Phrases:
    """All sentences of one language."""

    def __init__(self, language: str) -> None:
        self._pools = sections(f"notes_{language}")
        self._topics: dict[str, Topic] = {}
        self.lost = _by_reason(self._pools["lost notes"], self._pools)
        self.closed = _by_reason(self._pools["closed notes"], self._pools)
        self.unreached = self._pools["unreached"]
        self.visited = self._pools["visited"]

    def tell(self, heading: str, teller: Teller, turn: int) -> str:
        """A sentence on a topic for one lead."""
        found = self._topics.get(heading)
        if found is None:
            sentences = tuple(Sentence(entry, self._pools) for entry in self._pools[heading])
            found = self._topics[heading] = Topic(heading, sentences)
        return found.tell(teller, turn)


def _by_reason(entries: Sequence[str], pools: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Sentence, ...]]:
    found: dict[str, list[Sentence]] = {}
    for entry in entries:
        reason, _, text = entry.partition(" = ")
        found.setdefault(reason, []).append(Sentence(text, pools))
    return {reason: tuple(sentences) for reason, sentences in found.items()}


class Writer:
    """Writes notes in one language."""

    def __init__(self, dice: Dice, language: str) -> None:
        self._dice = dice
        self._phrases = Phrases(language)
        found = sections(language)
        self._follow_ups, self._visits = found["follow-ups"], found["visits"]
        # Some reasons need a customer who was never reached, or a roof that was seen.
        words = self._phrases
        self._when_visited = tuple(reason for reason in words.lost if reason not in words.unreached)
        self._when_talked = tuple(reason for reason in self._when_visited if reason not in words.visited)

    def inquiry(self, teller: Teller) -> str:
        """What the customer wrote in the web form."""
        return f"{self._phrases.tell(f'web {teller.kind}', teller, 0)} {self._phrases.tell('web end', teller, 0)}"

    def call(self, teller: Teller, turn: int) -> str:
        """A talk: how it went, two topics, and what comes next."""
        first = teller.first_topic + 2 * turn
        parts = [self._phrases.tell("opening", teller, turn)] if turn < 2 else []
        for step in (0, 1):
            topic = _TOPICS[(first + step) % len(_TOPICS)]
            parts.append(self._phrases.tell(f"{topic} {teller.kind}", teller, turn))
        if turn < len(teller.extras):
            parts.append(self._phrases.tell(teller.extras[turn], teller, turn))
        parts.append(self._phrases.tell("next", teller, turn))
        return " ".join(parts)

    def attempt(self, teller: Teller, turn: int) -> str:
        """A call that nobody answered."""
        return self._phrases.tell("no answer", teller, turn)

    def visit(self, teller: Teller, turn: int, *, over: bool) -> str:
        """Before or after a visit to the site."""
        heading = "visit after" if over else "visit before"
        return f"{self._phrases.tell(heading, teller, turn)} {self._phrases.tell(heading, teller, turn + 2)}"

    def won(self, teller: Teller, turn: int) -> str:
        """How the customer said yes."""
        return f"{self._phrases.tell('converted', teller, turn)} {self._phrases.tell('after signing', teller, turn)}"

    def lost_reason(self, *, reached: bool, visited: bool) -> str:
        """Why a lead is lost, in keeping with how far it came."""
        if not reached:
            return self._dice.pick(self._phrases.unreached)
        return self._dice.pick(self._when_visited if visited else self._when_talked)

    def lost(self, teller: Teller, reason: str, turn: int) -> str:
        """More on why the lead was lost."""
        why = self._dice.pick(self._phrases.lost[reason]).tell(teller, turn)
        return f"{why} {self._phrases.tell('wrap up', teller, turn)}"

    def closed(self, teller: Teller) -> str:
        """Why the lead was closed."""
        reason = self._dice.pick(tuple(self._phrases.closed))
        why = self._dice.pick(self._phrases.closed[reason]).tell(teller, 0)
        return f"{why} {self._phrases.tell('wrap up', teller, 0)}"

    def task(self, *, visit: bool) -> str:
        """What the next follow-up is for."""
        return self._dice.pick(self._visits if visit else self._follow_ups)
