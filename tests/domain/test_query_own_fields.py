"""Fields of the desk's own in the filter language: their names, values, errors, words and completion."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from solartui import i18n
from solartui.domain.custom_fields import CustomField
from solartui.domain.query import Condition, Query, QueryContext, QueryError, parse, to_text
from solartui.domain.query.ast import Answer, Choice, Date, DateRange, Empty, Number, NumberRange, Text
from solartui.domain.query.completion import Known, complete
from solartui.domain.query.fields import LEAD_FIELDS, Kind
from solartui.domain.query.own_fields import days_asked, own_field, own_holds, with_own
from solartui.domain.query.panel import criterion, panel_of, typed, typed_criterion, value_texts
from solartui.domain.query.project_fields import PROJECT_FIELDS
from solartui.domain.query.spoken import spoken
from solartui.domain.stages import SEEDED

ROOF = CustomField(1, "lead", "roof", "Pokrycie dachu", "choice", ("Blacha", "Dachówka", "A+", "A-", "none"))
AREA = CustomField(2, "lead", "area", "Area of the roof", "number")
UNTIL = CustomField(3, "lead", "until", "Umowa do", "date")
SHADED = CustomField(4, "lead", "shaded", "Zacieniony", "yes_no")
REMARK = CustomField(5, "lead", "remark", "Uwaga", "text")
STAGE = CustomField(6, "lead", "own_stage", "Stage", "text")
TWIN = CustomField(7, "lead", "umowa_do", "Twin", "date")
OLD = CustomField(8, "lead", "old_one", "Out of use", "number", active=False)
FIELDS = (ROOF, AREA, UNTIL, SHADED, REMARK, STAGE, TWIN, OLD)
CATALOGUE = with_own(LEAD_FIELDS, FIELDS)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CONTEXT = QueryContext(SEEDED, NOW, UTC, 7, CATALOGUE)


def read(text: str) -> Query:
    return parse(text, CONTEXT)


def asked(text: str) -> Condition:
    (term,) = read(text).terms
    assert isinstance(term, Condition)
    return term


@pytest.mark.feature("B-08")
@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        # names: with the prefix in either language, by key or label alone where nothing else is called so
        ("custom.roof:blacha", "custom.roof:Blacha"),
        ("CUSTOM.ROOF:Blacha", "custom.roof:Blacha"),
        ("własne.roof:blacha", "custom.roof:Blacha"),
        ("wlasne.roof:blacha", "custom.roof:Blacha"),
        ("custom.own-stage:x", "custom.own_stage:x"),
        ("roof:dach", "custom.roof:Dachówka"),
        ("pokrycie-dachu:dachowka", "custom.roof:Dachówka"),
        ("area>12", "custom.area>12"),
        ("-zacieniony:tak", "-custom.shaded:yes"),
        # the program's own field wins, and so does a key over a label
        ("stage:open", "stage:open"),
        ("umowa_do:today", "custom.umowa_do:today"),
        ("custom.until:today", "custom.until:today"),
        # out of use, and still asked for by an older view
        ("custom.old_one:1..3", "custom.old_one:1..3"),
        # values
        ('custom.roof:"A+","A-"', "custom.roof:A+,A-"),
        ("custom.roof:a", "custom.roof:A+,A-"),
        ('custom.roof:"none"', 'custom.roof:"none"'),
        ("custom.roof:none", "custom.roof:none"),
        ("custom.area>=1,5", "custom.area>=1.5"),
        ("custom.area:-5..1,none", "custom.area:-5..1,none"),
        ("custom.until<2026-12 custom.until:dziś", "custom.until<2026-12 custom.until:today"),
        ("custom.until:1.12.2026..", "custom.until:2026-12-01.."),
        ("custom.shaded:tak,nie", "custom.shaded:yes,no"),
        ("custom.shaded:brak", "custom.shaded:none"),
        ('custom.remark:"łata przy kominie"', 'custom.remark:"łata przy kominie"'),
        ('custom.remark:"me"', 'custom.remark:"me"'),
        # no such fields: words stay words
        ("12.5 www.example.com", '12 "5" www example com'),
        ("custom.roof", "custom roof"),
        ('"custom.roof:x"', "custom roof x"),
    ],
)
def test_what_a_text_means(text: str, canonical: str) -> None:
    query = read(text)
    assert to_text(query) == canonical
    assert read(canonical) == query


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("dach custom.nope:5", 6, "there is no field “custom.nope”"),
        ("custom.rof:x", 1, "Did you mean custom.roof?"),
        ("custom.:x", 1, "there is no field"),
        ("custom.a.b:x", 1, "there is no field"),
        ("custom.roof:straw", 13, "Known: Blacha, Dachówka, A+, A-, none"),
        ("custom.roof>Blacha", 1, "cannot be compared"),
        ("custom.area:big", 13, "is no number for “custom.area”"),
        ("custom.until:soon", 14, "is no date"),
        ("custom.until:late", 14, "is no date"),
        ("custom.shaded:maybe", 15, "Known: yes, no, none"),
        ("custom.shaded:any", 15, "Known: yes, no, none"),
        ("custom.remark:", 15, "needs a value"),
        ("custom.remark:***", 15, "nothing to search for"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(text: str, column: int, said: str) -> None:
    with pytest.raises(QueryError) as error:
        read(text)
    assert error.value.column == column
    assert said in error.value.message


def test_a_desk_without_own_fields_knows_none() -> None:
    assert with_own(LEAD_FIELDS, ()) is LEAD_FIELDS
    with pytest.raises(QueryError, match="no field"):
        parse("custom.roof:x", QueryContext(SEEDED, NOW, UTC, 7))
    only_projects = with_own(PROJECT_FIELDS, [CustomField(9, "project", "deal", "Deal", "text")])
    context = QueryContext((), NOW, UTC, 7, only_projects)
    assert to_text(parse("deal:um kwp>5", context)) == "custom.deal:um kwp>5"
    assert [one.name for one in only_projects.fields][-1] == "custom.deal"


def test_names_that_two_fields_share_stand_for_neither() -> None:
    pair = (CustomField(1, "lead", "a_b", "Same", "text"), CustomField(2, "lead", "ab", "same", "text"))
    catalogue = with_own(LEAD_FIELDS, pair)
    assert catalogue.named("same") is None
    assert catalogue.named("ab") is None
    assert [catalogue.named(f"custom.{key}") for key in ("a_b", "ab")] == [*map(own_field, pair)]
    hostile = CustomField(3, "lead", "x", "--- ///", "text")
    assert with_own(LEAD_FIELDS, [hostile]).named("") is None


def test_only_fields_in_use_are_offered() -> None:
    assert [field.name for field in CATALOGUE.own] == [f"custom.{one.key}" for one in FIELDS if one.active]
    assert {field.kind for field in CATALOGUE.own} == {Kind.CHOICE, Kind.NUMBER, Kind.DAY, Kind.ANSWER, Kind.TEXT}


@pytest.mark.parametrize(
    ("field", "text", "held", "found"),
    [
        (ROOF, "custom.roof:blacha", "Blacha", True),
        (ROOF, "custom.roof:blacha,none", None, True),
        (ROOF, "custom.roof:blacha", None, False),
        (AREA, "custom.area:0", 0.0, True),
        (AREA, "custom.area<1", None, False),
        (AREA, "custom.area:..5", 5.0, True),
        (SHADED, "custom.shaded:no", False, True),
        (SHADED, "custom.shaded:no", None, False),
        (SHADED, "custom.shaded:none", None, True),
        (REMARK, "custom.remark:lat", "Łata przy kominie", True),
        (REMARK, 'custom.remark:"komin lat"', "Łata przy kominie", True),
        (REMARK, "custom.remark:omin", "Łata przy kominie", False),
        (REMARK, "custom.remark:lat", None, False),
        (UNTIL, "custom.until:today", "2026-11-22", True),
        (UNTIL, "custom.until:today", None, False),
        (UNTIL, "custom.until:2026-11-01..today", "2026-11-22", True),
    ],
)
def test_what_a_record_says_is_judged(
    field: CustomField, text: str, held: str | float | bool | None, found: bool
) -> None:
    assert asked(text).field == f"custom.{field.key}"
    assert own_holds(asked(text), held, read(text)) is found


def test_every_kind_of_value_is_read() -> None:
    found = read(
        "custom.roof:blacha,none custom.area>1 custom.area:1..2 custom.until:7d "
        "custom.until:2026..2027 custom.shaded:yes custom.remark:x"
    )
    kinds = [type(value) for term in found.terms if isinstance(term, Condition) for value in term.values]
    assert kinds == [Choice, Empty, Number, NumberRange, Date, DateRange, Answer, Text]


@pytest.mark.parametrize(
    ("value", "first", "after"),
    [
        ("today", "2026-11-23", "2026-11-24"),
        ("yesterday", "2026-11-22", "2026-11-23"),
        ("2026-02", "2026-02-01", "2026-03-01"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("<2026-02", "", "2026-02-01"),
        ("<=2026-02", "", "2026-03-01"),
        (">2026-02", "2026-03-01", ""),
        (">=2026-02", "2026-02-01", ""),
        # ages end today: what is to come is no age
        ("7d", "2026-11-16", "2026-11-24"),
        ("0d", "2026-11-23", "2026-11-24"),
        ("<7d", "2026-11-17", "2026-11-24"),
        (">7d", "", "2026-11-16"),
        (">=7d", "", "2026-11-17"),
        ("<=1m", "2026-10-23", "2026-11-24"),
        ("2h", "2026-11-22", "2026-11-24"),
        ("..2026-10", "", "2026-11-01"),
        ("next-week..", "2026-11-30", ""),
    ],
)
def test_days_count_in_the_zone_of_the_person(value: str, first: str, after: str) -> None:
    # Half past midnight of the 23rd in Warsaw is still the 22nd in London.
    zone = ZoneInfo("Europe/Warsaw")
    now = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    query = parse(f"custom.until:{value}", QueryContext(SEEDED, now, zone, 7, CATALOGUE))
    (term,) = query.terms
    assert isinstance(term, Condition)
    (one,) = term.values
    assert isinstance(one, Date | DateRange)
    assert days_asked(one, query) == (first, after)
    assert all(not day or date.fromisoformat(day) for day in (first, after))


@pytest.mark.feature("B-54")
def test_chips_call_a_field_as_the_desk_does() -> None:
    said = [
        spoken(term, SEEDED)
        for term in read("custom.roof:blacha custom.area>10 -custom.until:7d custom.shaded:none custom.remark:x").terms
    ]
    assert [one.label for one in said] == ["Pokrycie dachu", "Area of the roof", "Umowa do", "Zacieniony", "Uwaga"]
    assert [one.value for one in said] == ["Blacha", "> 10", "not last 7 days", "none", "x"]
    i18n.use_language("pl")
    # A label that is a word of the program's stays the desk's.
    assert spoken(asked("custom.own_stage:x"), SEEDED).label == "Stage"


@pytest.mark.feature("B-54")
def test_the_panel_takes_own_fields_where_it_has_criteria_for_them() -> None:
    shown = ("stage", "custom.roof", "custom.shaded", "custom.until")
    query = read("custom.roof:blacha -custom.shaded:yes stage:open custom.area>1 custom.until:today,none")
    panel = panel_of(query, shown)
    assert [one.field for one in panel.criteria] == ["stage", "custom.roof", "custom.until"]
    assert [to_text(Query((one,), NOW, UTC, 7)) for one in panel.also] == ["-custom.shaded:yes", "custom.area>1"]
    assert set(read(panel.text).terms) == set(query.terms)
    both = panel_of(read("custom.shaded:yes,no"), shown)
    assert (both.criteria, len(both.also)) == ((), 1)


@pytest.mark.parametrize(
    ("field", "shown", "text"),
    [
        ("custom.roof", "blacha, none", "custom.roof:Blacha,none"),
        ("custom.roof", '"none"', 'custom.roof:"none"'),
        ("custom.area", "> 12", "custom.area>12"),
        ("custom.until", "this month", "custom.until:this-month"),
        ("custom.remark", "łata przy kominie", 'custom.remark:"łata przy kominie"'),
    ],
)
def test_what_is_entered_in_the_panel_is_the_text(field: str, shown: str, text: str) -> None:
    condition = typed_criterion(field, shown, CONTEXT)
    assert condition == asked(text)
    assert condition is not None
    assert typed_criterion(field, typed(condition), CONTEXT) == condition
    assert criterion(field, value_texts(condition), CONTEXT) == condition
    assert typed_criterion("custom.gone", "x", CONTEXT) is None


def offered(text: str) -> list[str]:
    found = complete(text, len(text), Known(), CONTEXT, asked=True)
    return [one.text for one in found.candidates] if found else []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("custom.ro", ["custom.roof:"]),
        ("pokry", ["custom.roof:"]),
        ("dach custom.ar", ["custom.area:"]),
        ("custom.roof:", ["Blacha", "Dachówka", "A+", "A-", '"none"', "none"]),
        ("custom.roof:bl", ["Blacha"]),
        ("roof:bl", ["Blacha"]),
        ("custom.area:", [">10", "<10", "10..", "none"]),
        ("custom.shaded:", ["yes", "no", "none"]),
        ("custom.until:ne", ["next-week", "next-month"]),
        ("custom.remark:", ["none"]),
        ("custom.nope:", []),
    ],
)
def test_what_can_be_typed_next(text: str, first: list[str]) -> None:
    assert offered(text)[: len(first)] == first
    for one in offered(text):
        whole = text[: text.rindex(":") + 1] + one if ":" in text else one
        if not whole.endswith(":"):
            read(whole)


def test_fields_out_of_use_are_not_offered() -> None:
    assert "custom.old_one:" not in offered("custom.")
    assert "custom.area:" in offered("custom.")
