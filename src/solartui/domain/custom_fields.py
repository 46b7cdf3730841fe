"""Fields that a desk defines for itself, on contacts, leads or projects: what they are and what they can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from solartui.domain.errors import Invalid
from solartui.domain.text import clean, fold, unique_key
from solartui.i18n import mark, tr

Value = str | float | bool
"""What a field holds; a day is text such as ``2026-05-17``."""

LONGEST_LABEL = 60
LONGEST_CHOICE = 100
MOST_CHOICES = 100
LONGEST_TEXT = 500
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


class RecordKind(StrEnum):
    """What can have fields."""

    CONTACT = "contact"
    LEAD = "lead"
    PROJECT = "project"


KIND_LABELS: dict[str, str] = {
    FieldKind.TEXT: mark("Text"),
    FieldKind.NUMBER: mark("Number"),
    FieldKind.DATE: mark("Date"),
    FieldKind.CHOICE: mark("Choice"),
    FieldKind.YES_NO: mark("Yes or no"),
}
RECORD_LABELS: dict[str, str] = {
    RecordKind.CONTACT: mark("Contact"),
    RecordKind.LEAD: mark("Lead"),
    RecordKind.PROJECT: mark("Project"),
}
COLUMNS: dict[str, str] = {
    FieldKind.TEXT: "text",
    FieldKind.NUMBER: "number",
    FieldKind.DATE: "day",
    FieldKind.CHOICE: "text",
    FieldKind.YES_NO: "flag",
}
"""The column of the database in which values of a kind are kept."""


@dataclass(frozen=True, slots=True)
class CustomField:
    """One field of the desk's own.

    Attributes:
        record: contact, lead or project.
        key: its stable name, for the command line and spreadsheets.
        label: what people read.
        kind: one of `FieldKind`.
        choices: what can be chosen, for a choice.
        required: whether a record that a person enters must say something here.
        active: whether it is still in use; what was entered stays.
    """

    id: int
    record: str
    key: str
    label: str
    kind: str
    choices: tuple[str, ...] = ()
    required: bool = False
    position: int = 1
    active: bool = True
    version: int = 1

    def parse(self, value: object) -> Value | None:
        """What is stored for a value as it was typed, or as it stands in JSON; None for an empty one.

        Raises:
            Invalid: the field cannot hold it.
        """
        try:
            return _PARSERS[FieldKind(self.kind)](self, value)
        except ValueError as problem:
            shown = clean(str(value))[:60]
            message = f"{self.label}: {shown} {problem}" if shown else f"{self.label}: {problem}"
            raise Invalid(message, self.key) from None

    def shown(self, value: Value | None) -> str:
        """A stored value for reading."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return tr("yes") if value else tr("no")
        # As many digits as a stored number is exact for; zero has no sign.
        return f"{value + 0.0:.15g}" if isinstance(value, float | int) else value


def text_in_line(field: CustomField, held: str | None) -> str:
    """What a line of a list says in a field, for reading; `held` is JSON of all that it says, by numbers of fields."""
    value = _held(held).get(str(field.id)) if held else None
    return field.shown(bool(value) if value is not None and field.kind == FieldKind.YES_NO else value)


@lru_cache(maxsize=512)
def _held(text: str) -> Mapping[str, Any]:
    from json import loads

    found: Mapping[str, Any] = loads(text)
    return found


def _text(_field: CustomField, value: object) -> Value | None:
    if value is None:
        return None
    if isinstance(value, bool | dict | list):
        raise ValueError(tr("is no text"))
    text = clean(str(value))
    if len(text) > LONGEST_TEXT:
        raise ValueError(tr("is longer than {limit} characters", limit=LONGEST_TEXT))
    if str(value).strip() and not text:
        raise ValueError(tr("has no visible character"))
    return text or None


def _number(_field: CustomField, value: object) -> Value | None:
    from solartui.domain.drafts import parse_number

    return parse_number(value)


def _day(_field: CustomField, value: object) -> Value | None:
    from solartui.domain.days import parse_day

    if value is not None and not isinstance(value, str):
        raise ValueError(tr("is no date"))
    day = parse_day(value or "")
    return None if day is None else day.isoformat()


def _choice(field: CustomField, value: object) -> Value | None:
    wanted = "" if value is None else unique_key(str(value))
    if not wanted:
        return None
    for choice in field.choices:
        if unique_key(choice) == wanted:
            return choice
    raise ValueError(tr("is none of: {choices}", choices=", ".join(field.choices)))


def _yes_no(_field: CustomField, value: object) -> Value | None:
    from solartui.domain.drafts import parse_yes_no

    return None if isinstance(value, str) and not clean(value) else parse_yes_no(value)


_PARSERS = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _day,
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _yes_no,
}


def key_of(label: str) -> str:
    """A key made of a label: ``Dach: materiał`` is ``dach_material``."""
    key = _NOT_IN_KEYS.sub("_", fold(label)).strip("_")[:40].rstrip("_")
    return key if _KEY.fullmatch(key) else f"field_{key}".rstrip("_")[:40]


def checked_key(key: str) -> str:
    """A key as it is stored.

    Raises:
        Invalid: it has other signs than small letters, digits and underscores, or does not begin with a letter.
    """
    name = key.strip().lower().replace("-", "_")
    if not _KEY.fullmatch(name):
        raise Invalid(tr("{key} is no key: small letters, digits and _, a letter first.", key=clean(key)[:60]), "key")
    return name


def checked_label(label: str) -> str:
    """A label as it is stored.

    Raises:
        Invalid: it is empty or too long.
    """
    text = clean(label)
    if not text:
        raise Invalid(tr("A field needs a name."), "label")
    if len(text) > LONGEST_LABEL:
        raise Invalid(tr("{field} can have {limit} characters at most.", field="label", limit=LONGEST_LABEL), "label")
    return text


def checked_choices(kind: str, choices: Iterable[str]) -> list[str] | None:
    """The choices of a field as they are stored; None for other kinds.

    Raises:
        Invalid: a choice has nothing to choose from, two of them are the same, or another kind has choices.
    """
    found: dict[str, str] = {}
    for text in filter(None, map(clean, choices)):
        if len(text) > LONGEST_CHOICE:
            limit = LONGEST_CHOICE
            raise Invalid(tr("{field} can have {limit} characters at most.", field="choices", limit=limit), "choices")
        if unique_key(text) in found:
            raise Invalid(tr("{text} is there twice.", text=text), "choices")
        found[unique_key(text)] = text
    if kind != FieldKind.CHOICE:
        if found:
            raise Invalid(tr("Only a field of the kind choice has choices."), "choices")
        return None
    if not found or len(found) > MOST_CHOICES:
        raise Invalid(tr("A choice needs 1 to {limit} choices.", limit=MOST_CHOICES), "choices")
    return list(found.values())
