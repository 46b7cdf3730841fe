"""Columns for the fields that the desk defined for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from solartui.domain.vocabulary import OWN
from solartui.widgets.cells import Align, cell_text
from solartui.widgets.columns import Column

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField
    from solartui.theme import Palette
    from solartui.widgets.parts import Part

_NARROWEST, _WIDEST = 8, 24
_WIDTHS = {"number": 9, "date": 10, "yes_no": 5}


def own_columns(fields: Iterable[CustomField]) -> tuple[Column[Any], ...]:
    """A column for each field; its lines say in `own` what the records say in such fields."""
    return tuple(_column(field) for field in fields)


def _column(field: CustomField) -> Column[Any]:
    title = cell_text(field.label)
    width = max(_WIDTHS.get(field.kind, _NARROWEST + 4), min(len(title), _WIDEST))
    align: Align = "right" if field.kind == "number" else "left"
    widest = 0 if field.kind in _WIDTHS else max(width, _WIDEST)
    return Column(OWN + field.key, title, width, _cell(field), align, widest=widest)


def _cell(field: CustomField) -> Callable[[Any, Palette], Sequence[Part]]:
    from solartui.domain.custom_fields import text_in_line

    def cell(line: Any, _palette: Palette) -> Sequence[Part]:
        return [(cell_text(text_in_line(field, line.own)), "soft")]

    return cell
