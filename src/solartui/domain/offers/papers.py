"""What stands on the papers of an offer, in the language of the customer: words, amounts and days as texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; see ``words.toml``."""

    language: str
    texts: Mapping[str, Any]

    def __getitem__(self, key: str) -> str:
        """A word or sentence."""
        return str(self.texts[key])

    def say(self, key: str, **values: object) -> str:
        """A sentence with its places filled in."""
        return str(self.texts[key]).format(**values)

    @property
    def terms(self) -> tuple[str, ...]:
        """The usual terms."""
        return tuple(self.texts["terms_list"])

    @property
    def months(self) -> tuple[str, ...]:
        """Short names of the months, January first."""
        return tuple(self.texts["months"])

    def day(self, day: date) -> str:
        """A day in full: ``21 November 2026``."""
        return f"{day.day} {self.texts['months_of'][day.month - 1]} {day.year}"

    def direction(self, azimuth: float) -> str:
        """The letters of the compass that a plane faces."""
        names = self.texts["directions"]
        return str(names[round(azimuth / 45) % 8])


@cache
def words(language: str) -> Words:
    """The words of a language."""
    import tomllib
    from importlib import resources

    text = resources.files("solartui.domain.offers").joinpath("words.toml").read_text(encoding="utf-8")
    return Words(language, tomllib.loads(text)[language])
