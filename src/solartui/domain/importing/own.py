"""Cells of columns that carry fields of the desk's own."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from solartui.domain.custom_fields import CustomField, FieldKind
from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import Cell, as_text, line, refuse_errors, refuse_shortened, says_nothing
from solartui.domain.importing.choices import yes_no
from solartui.domain.importing.moments import day
from solartui.domain.importing.numbers import NumberStyle, without_doubt

_ANY = NumberStyle()


def own_cell(
    field: CustomField | None,
    cell: Cell,
    style: NumberStyle = _ANY,
    *,
    month_first: bool = False,
    since_1904: bool = False,
) -> object:
    """What a cell says in a field; None where it says nothing.

    Args:
        field: the field; None for one of text that is still to be made.
        cell: the cell.
        style: how the numbers of its column are written.
        month_first: whether the dates of its column are like 12/31/2024.
        since_1904: whether the sheet counts its days from 1904.

    Raises:
        Invalid: the field cannot hold it.
    """
    if field is None:
        return line(cell)
    refuse_errors(cell)
    if field.kind == FieldKind.YES_NO:
        return yes_no(cell)
    if says_nothing(cell):
        return None
    if field.kind == FieldKind.DATE:
        return _day(field, cell, month_first=month_first, since_1904=since_1904)
    # What is a number already is written in no style.
    if field.kind == FieldKind.NUMBER and isinstance(cell, str):
        return field.parse(without_doubt(as_text(cell), style))
    refuse_shortened(cell)
    return field.parse(as_text(cell))


def _day(field: CustomField, cell: Cell, *, month_first: bool, since_1904: bool) -> object:
    """A day, also where the sheet has a time beside it, or a number instead."""
    cell = cell.date() if isinstance(cell, datetime) else cell
    if not month_first or isinstance(cell, date):
        with suppress(Invalid):
            return field.parse(as_text(cell))
    try:
        found = day(cell, us=month_first, since_1904=since_1904)
    except Invalid as error:
        raise Invalid(f"{field.label}: {error.message}", field.key) from None
    return None if found is None else found.isoformat()
