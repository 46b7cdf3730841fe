"""Cells of columns that carry fields of the desk's own."""

from __future__ import annotations

from datetime import datetime

from solartui.domain.custom_fields import CustomField, FieldKind
from solartui.domain.importing.cells import Cell, as_text, refuse_errors, says_nothing
from solartui.domain.importing.choices import yes_no


def own_cell(field: CustomField, cell: Cell) -> object:
    """What a cell says in a field; None where it says nothing.

    Raises:
        Invalid: the field cannot hold it.
    """
    refuse_errors(cell)
    if field.kind == FieldKind.YES_NO:
        return yes_no(cell)
    if field.kind == FieldKind.DATE and isinstance(cell, datetime):
        cell = cell.date()
    return None if says_nothing(cell) else field.parse(as_text(cell))
