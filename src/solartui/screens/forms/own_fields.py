"""Fields of the desk's own in a form: read when it opens, shown behind all others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from solartui.domain.custom_fields import CustomField, FieldKind, Value
from solartui.domain.vocabulary import OWN
from solartui.i18n import tr
from solartui.widgets.form.choice import ChoiceField, SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.text_field import NumberField, TextField, number_text

if TYPE_CHECKING:
    from solartui.services.container import Services

YES, NO = "yes", "no"
_DAY_CELLS = 14


def widget_for(field: CustomField) -> Field:
    """The row of a form for a field."""
    key = OWN + field.key
    made: Field
    if field.kind == FieldKind.CHOICE:
        made = ChoiceField(key, field.label, [Option(one, one) for one in field.choices])
    elif field.kind == FieldKind.YES_NO:
        made = SegmentField(key, field.label, [Option("", "—"), Option(YES, tr("yes")), Option(NO, tr("no"))])
    elif field.kind == FieldKind.NUMBER:
        made = NumberField(key, field.label)
    elif field.kind == FieldKind.DATE:
        made = TextField(key, field.label, placeholder=tr("day.month.year"), cells=_DAY_CELLS)
    else:
        made = TextField(key, field.label)
    made.required = field.required
    return made


def entry_of(field: CustomField, value: Value | None) -> object:
    """What stands in the row for a stored value."""
    if isinstance(value, bool):
        return YES if value else NO
    if value is not None and field.kind == FieldKind.NUMBER:
        return number_text(float(value))
    return value or ""


def entries_of(values: Mapping[str, Value], fields: Iterable[CustomField]) -> dict[str, object]:
    """What stands in the rows for the values of a record."""
    return {OWN + field.key: entry_of(field, values.get(field.key)) for field in fields}


def values_of(entries: Mapping[str, object], keys: Iterable[str]) -> dict[str, Any]:
    """The values of a draft, for those of the rows that are among `keys`; nothing where there are none."""
    own = {key.removeprefix(OWN): entries.get(key) or None for key in keys if key.startswith(OWN)}
    return {"custom": own} if own else {}


class OwnFields:
    """The fields of one kind of record in a form.

    Args:
        record: contact, lead or project.

    Attributes:
        fields: the definitions by the keys of their rows; none before they were read.
    """

    def __init__(self, record: str) -> None:
        self._record = record
        self.fields: dict[str, CustomField] = {}

    def read(self, services: Services) -> tuple[CustomField, ...]:
        """The definitions."""
        return services.fields.of(self._record)

    def rows(self, found: Iterable[CustomField]) -> list[Field]:
        """New rows for them."""
        self.fields = {OWN + field.key: field for field in found}
        return [widget_for(field) for field in self.fields.values()]

    def check(self, field: Field) -> None:
        """Whether the entry of a row is one; others are not judged.

        Raises:
            Invalid: it is not.
        """
        own = self.fields.get(field.key)
        if own is not None:
            own.parse(field.entry)
