"""The desk's own fields on the command line: what people call them, and which of them a list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.domain.vocabulary import OWN
from solartui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solartui.domain.custom_fields import CustomField
    from solartui.services.container import Services


def labels(services: Services, record: str) -> dict[str, str]:
    """What people call the fields of a kind of record, those out of use too, by their keys."""
    return {field.key: field.label for field in services.fields.of(record, every=True)}


def named_fields(services: Services, record: str, columns: Iterable[str]) -> dict[str, CustomField]:
    """The fields that are named among the columns of a list, as ``custom.roof``.

    Raises:
        Invalid: there is no such field.
    """
    named = [column for column in columns if column.startswith(OWN)]
    if not named:
        return {}
    known = {OWN + field.key: field for field in services.fields.of(record, every=True)}
    for column in named:
        if column not in known:
            listed = ", ".join(known) or tr("none")
            message = tr("There is no column {name}. Columns: {known}", name=clean(column)[:40], known=listed)
            raise Invalid(message, "columns")
    return {column: known[column] for column in named}
