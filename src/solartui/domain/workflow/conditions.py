"""Conditions in a workflow: ``battery_only``, ``not off_grid``, ``capacity_kwp > 6.5``, ``review.result = passed``.

Several are joined by ``and``. A condition that asks for the answer of a task that is not done yet is neither true nor
false.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

FLAGS = frozenset({"battery_only", "off_grid", "inspection", "serials_missing"})
WORDS = frozenset({"regulation", "country", "region", "type", "grid_connection"})
NUMBERS = frozenset({"capacity_kwp", "battery_kwh", "phases"})

_TERM = re.compile(r"(not\s+)?([a-z_]+(?:\.[a-z_]+)?)(?:\s*(!=|>=|<=|=|>|<)\s*(\S+))?")
_MOST_TERMS = 10


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison; without a sign it is a flag."""

    name: str
    sign: str
    value: str
    negated: bool

    @property
    def task(self) -> str | None:
        """The task whose answer it asks for."""
        return self.name.partition(".")[0] if "." in self.name else None


@dataclass(frozen=True, slots=True)
class Condition:
    """Terms that all have to hold."""

    text: str
    terms: tuple[Term, ...]

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks whose answers it asks for."""
        return tuple(term.task for term in self.terms if term.task is not None)

    @property
    def flags(self) -> frozenset[str]:
        """The flags that it asks for."""
        return frozenset(term.name for term in self.terms if term.name in FLAGS)

    def holds(self, known: Callable[[str], object]) -> bool | None:
        """Whether it holds by what `known` tells of each name; None while an answer is missing that decides it."""
        results = [_result(term, known(term.name)) for term in self.terms]
        if False in results:
            return False
        return None if None in results else True


def read_condition(text: str, answers: Collection[str]) -> Condition:
    """The condition of a text.

    Args:
        text: as it stands in the file.
        answers: the answers that tasks give, as ``task.need``.

    Raises:
        ValueError: it cannot be read, or asks for something that is not known; the message is what is wrong.
    """
    parts = [part.strip() for part in text.split(" and ")]
    if len(parts) > _MOST_TERMS:
        raise ValueError(text)
    return Condition(text, tuple(_term(part, answers) for part in parts))


def _term(text: str, answers: Collection[str]) -> Term:
    found = _TERM.fullmatch(text)
    if found is None:
        raise ValueError(text)
    negated, name, sign, value = bool(found[1]), found[2], found[3] or "", found[4] or ""
    if name not in FLAGS | WORDS | NUMBERS and name not in answers:
        raise ValueError(name)
    if bool(sign) == (name in FLAGS):
        raise ValueError(text)
    if (name in NUMBERS or sign in {"<", ">", "<=", ">="}) and not _is_number(value):
        raise ValueError(text)
    if sign in {"<", ">", "<=", ">="} and name in WORDS:
        raise ValueError(text)
    return Term(name, sign, value, negated)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text, re.ASCII) is not None


def _result(term: Term, value: object) -> bool | None:
    if value is None:
        # What is not known of a site decides nothing; what is not answered yet is still to come.
        return None if term.task is not None else term.negated
    held = _held(term, value)
    return held != term.negated


def _held(term: Term, value: object) -> bool:
    if not term.sign:
        return bool(value)
    if term.sign in {"=", "!="}:
        return _same(term.value, value) == (term.sign == "=")
    if not isinstance(value, int | float):
        return False
    number = float(term.value)
    return {
        ">": value > number,
        "<": value < number,
        ">=": value >= number,
        "<=": value <= number,
    }[term.sign]


def _same(wanted: str, value: object) -> bool:
    if isinstance(value, bool):
        return wanted.lower() in ({"yes", "true"} if value else {"no", "false"})
    if isinstance(value, int | float):
        return _is_number(wanted) and float(wanted) == value
    return str(value).casefold() == wanted.casefold()
