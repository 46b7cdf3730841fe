"""The words of a sheet that stand for something of ours: facility types, stages, people, yes and no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Cancelled, SolarError
from solartui.domain.importing.cells import as_text
from solartui.domain.importing.fields import Kind, kind_of
from solartui.domain.importing.values import ColumnStyle, reader_of
from solartui.domain.importing.values import Desk as CellDesk
from solartui.domain.stages import Stage
from solartui.domain.text import clean, fold
from solartui.domain.vocabulary import ContactKind, EntityKind, Gender, GridConnection, LeadType, Source, label
from solartui.i18n import tr
from solartui.services.import_identity import ENTITY_KINDS
from solartui.services.import_options import ImportOptions
from solartui.services.import_own_fields import OwnFields
from solartui.services.people import named_entity, resolve_assignee
from solartui.store.reading import people as people_reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.domain.people import Actor

MOST_WORDS = 200
"""Columns with more different words than this hold no words for a few things of ours."""
_PEOPLE = frozenset({"assignee", "owner"})
_KINDS: dict[str, type[LeadType | GridConnection | ContactKind | Source | Gender]] = {
    "type": LeadType,
    "grid_connection": GridConnection,
    "contact_kind": ContactKind,
    "gender": Gender,
}


@dataclass(frozen=True, slots=True)
class WordUse:
    """A word of the sheet.

    Attributes:
        field: what its column carries.
        heading: of that column.
        text: the word as it stands there first.
        rows: how many rows have it.
        means: what it becomes; empty where it says nothing.
        understood: whether it means something of ours, or nothing on purpose.
    """

    field: str
    heading: str
    text: str
    rows: int
    means: str
    understood: bool


class Words:
    """Reads the words of a sheet as an import would.

    Args:
        connection: the database.
        own: the sheet, with the fields of the desk's own.
        options: what a person has said of it.
        actor: who ``me`` is.
    """

    def __init__(self, connection: Connection, own: OwnFields, options: ImportOptions, actor: Actor) -> None:
        self._connection = connection
        self._own = own
        self._options = options
        self._actor = actor
        self._stages = people_reading.stages(connection)

    def uses(self, stop: Callable[[], bool]) -> list[WordUse]:
        """Every word of the columns that stand for something of ours, those that nobody understands first."""
        guess = self._own.source.guess
        columns = {i: key for i, key in guess.imported.items() if self._is_word(key)}
        counted: dict[int, Counter[str]] = {i: Counter() for i in columns}
        first: dict[tuple[int, str], str] = {}
        for number, cells in self._own.source.body():
            if number % 1_000 == 0 and stop():
                raise Cancelled(tr("Cancelled; nothing was changed."))
            for i, counter in counted.items():
                text = clean(as_text(cells[i])) if i < len(cells) and cells[i] is not None else ""
                if text and len(counter) <= MOST_WORDS:
                    word = fold(text)
                    counter[word] += 1
                    first.setdefault((i, word), text)
        found = [
            self._use(columns[i], guess.headings[i], first[i, word], rows)
            for i, counter in counted.items()
            for word, rows in counter.most_common()
            if len(counter) <= MOST_WORDS
        ]
        return sorted(found, key=lambda use: use.understood)

    def choices(self, field: str) -> list[tuple[str, str]]:
        """What a word of a field can mean: the word to read instead, and what a person reads."""
        if field in _KINDS:
            return [(one.value, label(one)) for one in _KINDS[field]]
        if field == "stage":
            return [(stage.key, stage.label) for stage in self._stages if stage.active]
        if field in _PEOPLE:
            return [(who.name, who.name) for who in _people(self._connection, users_only=field == "owner")]
        if field in ENTITY_KINDS:
            return [(one.name, one.name) for one in _entities(self._connection, ENTITY_KINDS[field])]
        if field in self._own.known and self._own.known[field].choices:
            return [(choice, choice) for choice in self._own.known[field].choices]
        return [("tak", tr("yes")), ("nie", tr("no"))]

    def _is_word(self, key: str) -> bool:
        own = self._own.known.get(key)
        if own is not None:
            return own.kind in {"choice", "yes_no"}
        return key in _KINDS or key == "stage" or key in _PEOPLE or key in ENTITY_KINDS or kind_of(key) is Kind.YES_NO

    def _use(self, key: str, heading: str, text: str, rows: int) -> WordUse:
        word = self._options.words.get(key, {}).get(fold(text))
        if word == "":
            return WordUse(key, heading, text, rows, "", understood=True)
        try:
            means = self._meaning(key, text if word is None else word)
        except SolarError:
            return WordUse(key, heading, text, rows, "", understood=False)
        return WordUse(key, heading, text, rows, means, understood=True)

    def _meaning(self, key: str, text: str) -> str:
        """What a word is taken for; empty where it says nothing."""
        if key in _PEOPLE:
            name = f"user:{text}" if key == "owner" else text
            found = resolve_assignee(self._connection, name, self._actor)
            return found.name if found else ""
        if key in ENTITY_KINDS:
            named_entity(self._connection, ENTITY_KINDS[key], text)
            return text
        value: Any = reader_of(key, ColumnStyle(), CellDesk(self._stages, own=self._own.fields()))(text)
        if value is None:
            return ""
        if isinstance(value, bool):
            return tr("yes") if value else tr("no")
        if key in _KINDS:
            return label(_KINDS[key](value))
        return _stage_label(self._stages, value) if key == "stage" else str(value)


def _stage_label(stages: Sequence[Stage], key: str) -> str:
    return next((stage.label for stage in stages if stage.key == key), key)


def _entities(connection: Connection, kind: EntityKind) -> list[Any]:
    return [one for one in people_reading.entities(connection) if one.kind is kind and one.active]


def _people(connection: Connection, *, users_only: bool) -> list[Any]:
    users = [user for user in people_reading.users(connection) if user.active]
    return users if users_only else [*users, *people_reading.entities(connection)]
