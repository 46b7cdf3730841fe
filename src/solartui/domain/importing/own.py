"""Cells of columns that carry fields of the desk's own."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from solartui.domain.custom_fields import CustomField, FieldKind
from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import Cell, as_text, refuse_errors, says_nothing
from solartui.domain.importing.choices import yes_no
from solartui.domain.importing.moments import moment

# The first years that a day in letters and a number of days can mean.
_WRITTEN, _COUNTED = 1900, 1970


def own_cell(field: CustomField, cell: Cell) -> object:
    """What a cell says in a field; None where it says nothing.

    Raises:
        Invalid: the field cannot hold it.
    """
    refuse_errors(cell)
    if field.kind == FieldKind.YES_NO:
        return yes_no(cell)
    if says_nothing(cell):
        return None
    return _day(field, cell) if field.kind == FieldKind.DATE else field.parse(as_text(cell))


def _day(field: CustomField, cell: Cell) -> object:
    """A day, also where the sheet has a time beside it, or a number instead."""
    try:
        return field.parse(as_text(cell.date() if isinstance(cell, datetime) else cell))
    except Invalid:
        with suppress(Invalid):
            found = moment(cell, zone=UTC, earliest=_WRITTEN if isinstance(cell, str) else _COUNTED)
            return None if found is None else found.date().isoformat()
        raise
