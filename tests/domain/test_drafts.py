"""What may be stored: every field on its own, and the one line that says what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.drafts import (
    LINE_LENGTH,
    ContactDraft,
    LeadDraft,
    LeadFields,
    ProjectDraft,
    ProjectFields,
    parse_number,
    validated,
)
from solartui.domain.errors import Invalid
from solartui.domain.vocabulary import ContactKind, GridConnection, LeadType, Source
from solartui.i18n import use_language


def stored(field: str, value: Any, model: Any = LeadFields) -> Any:
    """What becomes of a value."""
    return getattr(validated(model, {field: value}), field)


@pytest.mark.feature("B-70", "B-71", "B-72", "B-73", "B-81", "B-82", "B-84", "B-85", "B-92")
@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("name", "  Dom \t Kowalskich ", "Dom Kowalskich"),
        ("name", "", None),
        ("name", None, None),
        ("name", "x" * LINE_LENGTH, "x" * LINE_LENGTH),
        ("type", "residential", LeadType.RESIDENTIAL),
        ("type", "Commercial", LeadType.COMMERCIAL),
        ("type", "  AGRICULTURAL ", LeadType.AGRICULTURAL),
        ("type", LeadType.INDUSTRIAL, LeadType.INDUSTRIAL),
        ("grid_connection", "on-grid", GridConnection.ON_GRID),
        ("grid_connection", "Off Grid", GridConnection.OFF_GRID),
        ("grid_connection", "zero_injection", GridConnection.ZERO_INJECTION),
        ("grid_connection", "", None),
        ("source", "Company LeadGen", Source.COMPANY_LEADGEN),
        ("country", "pl", "PL"),
        ("country", " au ", "AU"),
        ("latitude", "49,98738", 49.98738),
        ("latitude", -90, -90.0),
        ("longitude", "180", 180.0),
        ("latitude", "", None),
        ("monthly_kwh", "1 234,5", 1234.5),
        ("monthly_kwh", "1\u00a0234.5", 1234.5),
        ("monthly_kwh", 0, 0.0),
        ("monthly_kwh", "1e3", 1000.0),
        ("score", "100", 100),
        ("score", 99.0, 99),
        ("panel", "tak", True),
        ("battery", "NIE", False),
        ("heat_pump", "x", True),
        ("panel", True, True),
        ("panel", 0, False),
        ("battery", None, None),
        ("next_follow_up", "2026-11-24T14:00:00+01:00", datetime(2026, 11, 24, 13, tzinfo=UTC)),
        ("next_follow_up", datetime(2026, 11, 24, 13, tzinfo=UTC), datetime(2026, 11, 24, 13, tzinfo=UTC)),
        ("next_follow_up", "", None),
        ("consumption", "", None),
        ("consumption", [None] * 12, None),
        ("consumption", "1 2 3 4 5 6 7 8 9 10 11 12", [float(month) for month in range(1, 13)]),
        ("consumption", "1,5;;3;4;5;6;7;8;9;10;11;12", [1.5, None, *map(float, range(3, 13))]),
        ("consumption", [0] * 12, [0.0] * 12),
    ],
)
def test_values_that_fit(field: str, value: Any, kept: Any) -> None:
    assert stored(field, value) == kept


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "x" * (LINE_LENGTH + 1), "longer than 500"),
        ("name", "\u200b\u202e", "no visible character"),
        ("name", 7, "is no text"),
        ("name", ["x"], "is no text"),
        ("type", "castle", "is none of: residential, commercial"),
        ("grid_connection", "on", "is none of"),
        ("source", "magic", "is none of"),
        ("country", "Polska", "country code of two letters"),
        ("country", "P1", "country code of two letters"),
        ("country", "ŻŁ", "country code of two letters"),
        ("latitude", 90.0001, "more than 90"),
        ("latitude", "-91", "less than -90"),
        ("longitude", 181, "more than 180"),
        ("latitude", "north", "is no number"),
        ("latitude", float("nan"), "is no number"),
        ("monthly_kwh", "inf", "is no number"),
        ("monthly_kwh", -1, "less than 0"),
        ("monthly_kwh", "1_000", "is no number"),
        ("monthly_kwh", "1.23,5", "is no number"),
        ("monthly_kwh", True, "is no number"),
        ("monthly_kwh", [1], "is no number"),
        ("monthly_kwh", 2e9, "more than 1000000000"),
        ("score", 100.5, "whole number"),
        ("score", 101, "more than 100"),
        ("score", -1, "less than 0"),
        ("contact_id", "many", "is no number"),
        ("panel", "perhaps", "neither yes nor no"),
        ("panel", 2, "neither yes nor no"),
        ("last_contacted", "soon", "is no date"),
        ("last_contacted", 45_000, "is no date"),
        ("next_follow_up", "0001-01-01", "is no date"),
        ("consumption", [1, 2, 3], "twelve"),
        ("consumption", "1 2 3", "twelve"),
        ("consumption", [1] * 11 + [-1], "less than 0"),
        ("consumption", [1] * 11 + ["x"], "is no number"),
        ("consumption", 7, "twelve"),
        ("nonsense", 7, "there is no such field to set. Fields: name, type, "),
        ("id", 7, "there is no such field to set. Fields: name, type, "),
        ("created_at", "2026-01-01", "there is no such field to set. Fields: name, type, "),
    ],
)
def test_values_that_do_not_fit_are_told_in_one_line_with_their_field(field: str, value: Any, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        stored(field, value)
    assert caught.value.field == field
    assert caught.value.message.startswith(f"{field}:")
    assert said in caught.value.message
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 400


@pytest.mark.feature("B-70", "B-71")
def test_words_are_taken_in_the_language_in_use_and_in_english() -> None:
    use_language("pl")
    assert stored("type", "Mieszkaniowy") is LeadType.RESIDENTIAL
    assert stored("type", "przemysłowy") is LeadType.INDUSTRIAL
    assert stored("type", "Residential") is LeadType.RESIDENTIAL


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_told_so(text: str) -> None:
    try:
        number = parse_number(text)
    except ValueError as error:
        said = str(error)
    else:
        assert number is None or abs(number) < float("inf")
        return
    assert said == "is no number"


@given(st.floats(-1e9, 1e9))
def test_a_number_is_the_same_with_a_point_and_with_a_comma(value: float) -> None:
    assert parse_number(str(value)) == parse_number(str(value).replace(".", ",")) == value


@given(st.sampled_from(sorted(LeadFields.model_fields)), st.one_of(st.text(max_size=20), st.integers(), st.floats()))
def test_whatever_is_given_is_stored_or_told_in_one_line(field: str, value: Any) -> None:
    try:
        draft = validated(LeadFields, {field: value})
    except Invalid as error:
        problem = error
    else:
        assert draft.model_fields_set == {field}
        return
    assert problem.field == field
    assert not set("\n\r\x1b") & set(problem.message)


def test_what_was_not_given_is_not_among_the_fields() -> None:
    draft = validated(LeadFields, {"city": "", "name": "Dom"})
    assert draft.model_fields_set == {"city", "name"}
    assert draft.city is None


@pytest.mark.feature("B-73")
@pytest.mark.parametrize("point", [{"latitude": 50}, {"longitude": 20}, {"latitude": "", "longitude": 20}])
def test_half_a_position_is_none(point: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="both a latitude and a longitude"):
        validated(LeadDraft, point)


def test_the_pieces_of_a_draft_are_drafts() -> None:
    draft = validated(LeadDraft, {"new_contact": {"name": " Jan ", "kind": "company"}, "stage": "open"})
    assert draft.new_contact == ContactDraft(name="Jan", kind=ContactKind.COMPANY)


def test_a_project_may_have_only_its_own_fields() -> None:
    assert stored("phases", "3", ProjectFields) == 3
    assert stored("capacity_kwp", "9,9", ProjectFields) == 9.9
    assert stored("country", "de", ProjectDraft) == "DE"
    for field, value in (("phases", 4), ("capacity_kwp", -1), ("lead_id", 1), ("stage", "quoting"), ("price_net", 1)):
        with pytest.raises(Invalid) as caught:
            stored(field, value, ProjectFields)
        assert caught.value.field == field


def test_drafts_are_never_changed() -> None:
    draft = validated(LeadFields, {"name": "Dom"})
    with pytest.raises(ValueError, match="frozen"):
        draft.name = "Inny"
