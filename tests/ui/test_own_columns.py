"""Columns and criteria for the desk's own fields, without a desk."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from solartui.domain.custom_fields import CustomField, text_in_line
from solartui.domain.query import QueryContext
from solartui.domain.query.fields import LEAD_FIELDS
from solartui.domain.query.own_fields import with_own
from solartui.domain.stages import SEEDED
from solartui.screens.lists.criteria import condition_of, entry_of
from solartui.screens.lists.own_columns import own_columns
from solartui.screens.lists.own_criteria import own_criteria
from solartui.theme import DUSK
from solartui.widgets.column_view import ColumnView
from solartui.widgets.columns import Column
from tests.hostile_desk import CONTROLS, TEXTS

FIELDS = (
    CustomField(1, "lead", "roof", "Roof", "choice", ("tile", "A, B", "none")),
    CustomField(2, "lead", "area", "Area", "number"),
    CustomField(3, "lead", "until", "Until", "date"),
    CustomField(4, "lead", "remark", "A label that is longer than any column", "text"),
    CustomField(5, "lead", "shaded", "Shaded", "yes_no"),
)
CATALOGUE = with_own(LEAD_FIELDS, FIELDS)
CONTEXT = QueryContext(SEEDED, datetime(2026, 11, 22, 12, tzinfo=UTC), UTC, 1, CATALOGUE)
HELD = '{"1":"A, B","2":2.5,"3":"2026-12-01","4":"Łata","5":0}'


@pytest.mark.feature("B-32")
def test_cells_say_what_the_line_holds() -> None:
    line = SimpleNamespace(own=HELD)
    columns = own_columns(FIELDS)
    assert ["".join(text for text, _ in one.render(line, DUSK)) for one in columns] == [
        "A, B", "2.5", "2026-12-01", "Łata", "no",
    ]  # fmt: skip
    assert [one.align for one in columns] == ["left", "right", "left", "left", "left"]
    assert all(one.width <= 24 for one in columns)
    empty = SimpleNamespace(own=None)
    assert all(not "".join(text for text, _ in one.render(empty, DUSK)) for one in columns)


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_labels_and_values_are_only_text(text: str) -> None:
    import json

    field = CustomField(7, "lead", "x", text, "text")
    (column,) = own_columns([field])
    shown = "".join(part for part, _ in column.render(SimpleNamespace(own=json.dumps({"7": text})), DUSK))
    assert not CONTROLS.search(column.title + shown)


def test_a_value_of_another_field_is_not_shown() -> None:
    assert text_in_line(FIELDS[1], '{"1":"tile"}') == ""
    assert text_in_line(FIELDS[4], '{"5":1}') == "yes"
    assert text_in_line(FIELDS[1], '{"2":0}') == "0"


def test_own_columns_come_behind_the_others_and_a_choice_stays() -> None:
    view: ColumnView[object] = ColumnView([Column("name", "Name", 10, lambda _row, _palette: [], lead=True)])
    view.fit(60)
    assert view.add(own_columns(FIELDS[:2]))
    assert not view.add(own_columns(FIELDS[:2]))
    from solartui.domain.column_choice import ColumnChoice

    view.choose(ColumnChoice.parse("name,custom.area:12"))
    assert view.add(own_columns(FIELDS))
    assert view.choice.text == "name,custom.area:12"
    assert view.add(own_columns(FIELDS[:1]))
    assert view.choice.text == "name"
    assert [one.key for one in view.all] == ["name", "custom.roof"]
    view.offer([Column("id", "ID", 4, lambda _row, _palette: [])])
    assert view.add(own_columns(FIELDS[2:3]))
    assert [one.key for one in view.all] == ["id", "custom.until"]


@pytest.mark.feature("B-54")
@pytest.mark.parametrize(
    ("key", "entry", "text"),
    [
        ("custom.roof", ['"A, B"', "none"], 'custom.roof:"A, B",none'),
        ("custom.roof", ['"none"'], 'custom.roof:"none"'),
        ("custom.area", ">2.5", "custom.area>2.5"),
        ("custom.until", "this-month", "custom.until:this-month"),
        ("custom.remark", "łata nad", 'custom.remark:"łata nad"'),
        ("custom.shaded", "no", "custom.shaded:no"),
        ("custom.shaded", "none", "custom.shaded:none"),
        ("custom.roof", [], ""),
        ("custom.shaded", "", ""),
        ("custom.remark", "", ""),
    ],
)
def test_a_criterion_means_what_is_entered_and_shows_what_is_meant(key: str, entry: object, text: str) -> None:
    from solartui.domain.query.ast import terms_text

    field = {one.key: one for one in own_criteria(CONTEXT)}[key]
    field.put(entry)
    condition = condition_of(field, CONTEXT)
    assert ("" if condition is None else terms_text([condition])) == text
    assert entry_of(field, condition) == entry


def test_criteria_offer_what_can_be_chosen() -> None:
    fields: dict[str, Any] = {one.key: one for one in own_criteria(CONTEXT)}
    assert [one.id for one in fields["custom.roof"].options] == ["none", "tile", '"A, B"', '"none"']
    assert [one.id for one in fields["custom.shaded"].options] == ["", "yes", "no", "none"]
    assert "next-week" in [one.id for one in fields["custom.until"].options]
