"""What is typed into a cell of the lead list is what is stored, and what stands there the next time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid, Stale
from solartui.domain.vocabulary import GridConnection, LeadType
from solartui.screens.leads.cells import CHOICES, TEXTS, text_of, value_of
from tests.desk import SALES, at_desk
from tests.ui.leads.conftest import ANNA, JAN, MARIA, ZOLC

if TYPE_CHECKING:
    from solartui.domain.listing import LeadLine
    from solartui.services.container import Services

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TYPED = {
    "name": ("Zajazd „Pod Lipą”", "Zajazd „Pod Lipą”"),
    "location": ("Nowy Sącz", "Nowy Sącz"),
    "street": ("ul. Lipowa 8/3", "ul. Lipowa 8/3"),
    "postcode": ("32-400", "32-400"),
    "region": ("małopolskie", "małopolskie"),
    "country": ("de", "DE"),
    "channel": ("targi", "targi"),
    "follow_up_note": ("zapytać o dach", "zapytać o dach"),
    "monthly_kwh": ("1 234,5", "1234.5"),
    "score": ("70", "70"),
    "next_follow_up": ("24.12.2026 14:30", "2026-12-24 14:30"),
    "last_contacted": ("2026-11-20 08:15", "2026-11-20 08:15"),
}
WRONG = {
    "name": "",
    "country": "Polska",
    "monthly_kwh": "-5",
    "score": "101",
    "next_follow_up": "2026-11-22",
    "last_contacted": "tomorrow",
}


def row(desk: Services, lead: int) -> LeadLine:
    """The row of a lead in the list."""
    return next(line for line in desk.leads.open_list().rows(0, 20) if line.id == lead)


def test_every_typed_cell_is_tried_here() -> None:
    assert set(TYPED) == set(TEXTS)


@pytest.mark.feature("B-19")
@pytest.mark.parametrize("column", sorted(TYPED))
def test_what_is_typed_is_stored_and_stands_in_the_row(desk: Services, column: str) -> None:
    typed, shown = TYPED[column]
    before = row(desk, JAN)
    written = desk.leads.edit(JAN, {TEXTS[column].field: value_of(column, typed, NOW)}, before.version)
    assert text_of(column, written.value) == shown
    assert text_of(column, row(desk, JAN)) == shown
    # What stands in the cell can be saved again as it is.
    again = desk.leads.edit(JAN, {TEXTS[column].field: value_of(column, shown, NOW)})
    assert again.change_id is None
    desk.undo.undo(written.change_id)
    assert text_of(column, row(desk, JAN)) == text_of(column, before)


@pytest.mark.parametrize("column", sorted(set(TYPED) - {"name"}))
def test_an_empty_text_empties_the_field(desk: Services, column: str) -> None:
    desk.leads.edit(JAN, {TEXTS[column].field: value_of(column, TYPED[column][0], NOW)})
    desk.leads.edit(JAN, {TEXTS[column].field: value_of(column, "", NOW)})
    assert text_of(column, row(desk, JAN)) == ""


@pytest.mark.parametrize("column", sorted(WRONG))
def test_what_cannot_be_is_said_and_not_stored(desk: Services, column: str) -> None:
    before = row(desk, JAN)
    with pytest.raises(Invalid) as problem:
        desk.leads.edit(JAN, {TEXTS[column].field: value_of(column, WRONG[column], NOW)}, before.version)
    assert problem.value.message
    assert row(desk, JAN) == before


def test_rows_and_leads_say_the_same_in_every_cell(desk: Services) -> None:
    for lead in (ZOLC, ANNA, JAN, MARIA):
        line, whole = row(desk, lead), desk.leads.get(lead)
        assert {column: text_of(column, line) for column in TEXTS} == {
            column: text_of(column, whole) for column in TEXTS
        }
        assert {column: getattr(line, column) for column in CHOICES} == {
            column: getattr(whole, column).value for column in CHOICES
        }


def test_choices_are_those_of_the_vocabulary() -> None:
    assert dict(CHOICES) == {"type": LeadType, "grid_connection": GridConnection}


def test_an_older_row_is_not_saved_over_a_newer_lead(desk: Services) -> None:
    seen = row(desk, JAN)
    at_desk(desk, SALES).leads.edit(JAN, {"score": 5})
    with pytest.raises(Stale) as stale:
        desk.leads.edit(JAN, {"city": "Tarnów"}, seen.version)
    assert stale.value.by == "Anna Nowak"
    assert row(desk, JAN).city == "Kraków"
