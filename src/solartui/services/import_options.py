"""How a person wants a sheet to be brought in, as it is asked for, as it is remembered and as a file says it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from solartui.domain.errors import NotFound, Refused
from solartui.domain.importing.policies import Key, OnDuplicate, Policies
from solartui.domain.text import clean, fold
from solartui.domain.vocabulary import Source
from solartui.i18n import tr

Cell = tuple[int, int]
"""A cell of the sheet: the number of its row, 1 for the first, and the index of its column, 0 for the first."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How an import treats what is there already, and what it reads otherwise than it stands.

    Attributes:
        on_duplicate: what a row does that is about somebody, or something, that is there.
        source: how leads were made whose row does not say so.
        decimals: the decimal sign of columns, by heading, where a person knows better than what was found out.
        by_key: what a row does that was recognised by this, where it is something else than usual.
        words: by field, the word of ours for words of the sheet; an empty one leaves the cell out.
        corrections: what is read instead of what stands in a cell.
        excluded: numbers of rows that are left out.
    """

    on_duplicate: OnDuplicate = OnDuplicate.LINK
    source: Source = Source.MANUAL_ENTITIES
    decimals: Mapping[str, str] = field(default_factory=dict)
    by_key: Mapping[Key, OnDuplicate] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    corrections: Mapping[Cell, str] = field(default_factory=dict)
    excluded: frozenset[int] = frozenset()

    @property
    def policies(self) -> Policies:
        """What rows do that are about something known."""
        return Policies(self.on_duplicate, self.by_key)

    def meaning(self, field_key: str, text: str, word: str) -> ImportOptions:
        """The same, but a word of the sheet means one of ours in a field."""
        of_field = {**self.words.get(field_key, {}), fold(clean(text)): word}
        return replace(self, words={**self.words, field_key: of_field})

    def corrected(self, cell: Cell, text: str) -> ImportOptions:
        """The same, but a text is read instead of what stands in a cell."""
        return replace(self, corrections={**self.corrections, cell: text})

    def excluding(self, row: int) -> ImportOptions:
        """The same, but a row is left out, or no longer so."""
        return replace(self, excluded=self.excluded ^ {row})

    def recipe(self) -> dict[str, Any]:
        """What is worth remembering for the next sheet of this shape."""
        return {
            "decimals": dict(self.decimals),
            "words": {key: dict(words) for key, words in self.words.items()},
            "on_duplicate": self.on_duplicate.value,
            "by_key": {key.value: policy.value for key, policy in self.by_key.items()},
            "source": self.source.value,
        }


USUAL = ImportOptions()


def options_from(recipe: Mapping[str, Any]) -> ImportOptions:
    """The options that were remembered, as far as they can still be understood."""
    known = USUAL
    try:
        return ImportOptions(
            OnDuplicate(recipe.get("on_duplicate", known.on_duplicate)),
            Source(recipe.get("source", known.source)),
            _texts(recipe.get("decimals", {})),
            {Key(key): OnDuplicate(policy) for key, policy in recipe.get("by_key", {}).items()},
            {str(key): _texts(words) for key, words in recipe.get("words", {}).items()},
        )
    except (ValueError, AttributeError):
        return known


def _texts(found: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in found.items()}


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What a mapping file says: the field of each heading, and how cells are read."""

    columns: Mapping[str, str | None]
    words: Mapping[str, Mapping[str, str]]
    decimals: Mapping[str, str]


def read_mapping(path: Path) -> SheetMapping:
    """A mapping of headings to fields, from a JSON file; with ``columns``, ``values`` and ``decimals`` it says more.

    Raises:
        NotFound: there is no such file.
        Refused: it holds something else.
    """
    try:
        # A pipe that nobody writes to would keep us waiting for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(handle, True)
        with os.fdopen(handle, encoding="utf-8-sig") as file:
            found = json.loads(file.read())
    except FileNotFoundError:
        raise NotFound(tr("There is no file {path}.", path=clean(str(path)))) from None
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(tr("{path} is no mapping: it needs a JSON object.", path=clean(str(path)))) from error
    parts = found if isinstance(found, dict) else {"columns": found}
    if not parts.keys() <= {"columns", "values", "decimals"} or any(
        v is None or isinstance(v, str) for v in parts.values()
    ):
        parts = {"columns": found}
    columns, words, decimals = parts.get("columns", {}), parts.get("values", {}), parts.get("decimals", {})
    sound = _all_texts(columns, none=True) and _all_texts(decimals) and isinstance(words, dict)
    if not sound or not all(_all_texts(pairs, none=True) for pairs in words.values()):
        raise Refused(tr("{path} is no mapping: it needs a JSON object.", path=clean(str(path))))
    folded = {key: {fold(clean(text)): word or "" for text, word in pairs.items()} for key, pairs in words.items()}
    return SheetMapping(columns, folded, decimals)


def _all_texts(found: object, *, none: bool = False) -> bool:
    return isinstance(found, dict) and all(isinstance(v, str) or (none and v is None) for v in found.values())
