"""Which columns an export has: those that the list shows, as the fields that hold them, or all there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.domain.vocabulary import OWN
from solartui.i18n import tr

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField


def chosen_columns(
    asked: Sequence[str],
    known: Collection[str],
    number: str,
    parts: Mapping[str, Sequence[str]],
    told: Iterable[str] | None = None,
) -> tuple[str, ...]:
    """The keys for a choice of columns, each once, the number of the record in front so that the export can come back.

    Args:
        asked: keys, or columns of the list.
        known: all keys that there are.
        number: the key of the number.
        parts: columns of the list that stand for several keys, or for one of another name.
        told: the keys that a person is told of who names another one; all of them without it.

    Raises:
        Invalid: one of them does not exist.
    """
    found: dict[str, None] = {number: None}
    for name in asked:
        for key in parts.get(name, (name,)):
            if key not in known:
                names = ", ".join(known if told is None else told)
                message = tr("There is no column {name}. Columns: {known}", name=clean(name)[:40], known=names)
                raise Invalid(message, "columns")
            found[key] = None
    return tuple(found)


def own_heading(field: CustomField) -> str:
    """What the column of a field of the desk's own is called; its key where an import takes the label otherwise."""
    from solartui.domain.importing.guess import guessed

    return field.label if guessed(field.label) is None else OWN + field.key
