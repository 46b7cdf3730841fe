"""What fields make of what is typed, without a form around them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from solartui import i18n
from solartui.domain.errors import Invalid
from solartui.domain.people import Assignee
from solartui.domain.vocabulary import AssigneeKind
from solartui.screens.lead.form_entries import check_entry, fields_of, who_id
from solartui.widgets.form.choice import ChoiceField, RecordField, SegmentField, matching
from solartui.widgets.form.date_field import DateField, distance, spoken, written
from solartui.widgets.form.field import Option
from solartui.widgets.form.months_field import MonthsField, numbers_in
from solartui.widgets.form.text_field import NumberField, TextField, number_text

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=timezone(timedelta(hours=1)))
PEOPLE = (
    Option("1", "Ewa Admin", "me"),
    Option("2", "Anna Nowak"),
    Option("3", "Piotr Żak"),
    Option("4", "Nowa Huta", "branch"),
    Option("5", "Zenon", why_not="he left"),
)


@pytest.fixture
def polish() -> Iterator[None]:
    """Polish while the test runs."""
    i18n.use_language("pl")
    yield
    i18n.use_language("en")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["1", "2", "3", "4", "5"]),
        ("now", ["4", "2"]),
        ("NOWAK", ["2"]),
        ("zak", ["3"]),
        ("żak p", ["3"]),
        ("me", ["1"]),
        ("uta", ["4"]),
        ("x", []),
    ],
)
def test_options_that_fit_what_was_typed(typed: str, found: list[str]) -> None:
    assert [option.id for option in matching(typed, PEOPLE)] == found


@pytest.mark.parametrize(
    ("typed", "entry", "complains"),
    [("Anna Nowak", "2", False), ("anna", "2", False), ("now", "", True), ("", "", False), ("zen", "", True)],
)
def test_what_was_typed_is_taken_where_it_can_only_be_one(typed: str, entry: str, complains: bool) -> None:
    field = ChoiceField("who", "Who", PEOPLE)
    field.line.insert(typed)
    field.settle()
    assert field.entry == entry
    assert bool(field.problem) == complains


def test_free_text_stays_unless_it_is_a_choice() -> None:
    field = ChoiceField("who", "Who", PEOPLE, free=True)
    field.line.insert("somebody")
    field.settle()
    assert (field.entry, field.words, field.problem) == ("somebody", "somebody", "")
    field.put("anna nowak")
    field.settle()
    assert field.entry == "2"


def test_a_choice_that_is_no_longer_offered_is_still_shown() -> None:
    field = ChoiceField("who", "Who")
    field.show_option(Option("9", "Gone Person"))
    field.set_options(PEOPLE)
    assert field.entry == "9"
    assert field.words == "Gone Person"
    field.put(None)
    assert (field.entry, field.empty) == ("", True)


def test_a_choice_gets_the_words_of_the_options_that_come_later() -> None:
    field = ChoiceField("who", "Who")
    field.put("3")
    assert field.words == "3"
    field.set_options(PEOPLE)
    assert field.words == "Piotr Żak"
    field.locked = True
    assert field.press("x", "x")
    assert field.entry == "3"


@pytest.mark.parametrize("entry", [None, "", 3, {"id": 3}, {"id": "3"}, {"text": "x"}, [], {"id": "3", "text": None}])
def test_what_is_no_record_is_nothing(entry: object) -> None:
    field = RecordField("who", "Who")
    field.put(entry)
    assert field.entry is None
    assert field.record_id is None


def test_a_record_is_known_by_its_number() -> None:
    field = RecordField("who", "Who")
    field.show_option(Option("12", "Anna Nowak", "anna@x.pl"))
    assert (field.entry, field.record_id) == ({"id": "12", "text": "Anna Nowak"}, 12)
    entry, words = field.seen({"id": "13", "text": "Piotr Żak"})
    assert (entry, words) == ({"id": "13", "text": "Piotr Żak"}, "Piotr Żak")
    assert field.chosen is not None
    assert field.chosen.remark == "anna@x.pl"


def test_the_chosen_word_is_told_without_colour_and_nothing_moves() -> None:
    field = SegmentField("kind", "Kind", [Option("a", "Alpha"), Option("b", "Beta")])

    def line() -> str:
        return "".join(text for text, _ in field.value_parts(40))

    assert line() == "●Alpha  Beta "
    field.put("b")
    assert line() == " Alpha ●Beta "
    narrow = "".join(text for text, _ in field.value_parts(10))
    assert narrow == " ◂ Beta ▸"


def test_segments_go_around_and_by_letter() -> None:
    field = SegmentField("kind", "Kind", [Option("a", "Alpha"), Option("b", "Beta"), Option("c", "Brave")])
    entries = []
    for key, sign in [("right", ""), ("b", "b"), ("b", "b"), ("space", " "), ("left", ""), ("x", "x"), ("f9", "")]:
        field.press(key, sign)
        entries.append(field.entry)
    assert entries == ["b", "c", "b", "c", "b", "b", "b"]
    field.put("nothing")
    assert (field.entry, field.words) == ("a", "Alpha")
    field.choose(field.options[2])
    assert field.entry == "c"
    field.set_locked(locked=True)
    field.press("left", "")
    assert field.entry == "c"


def test_a_text_field_is_cleaned_only_when_it_is_read() -> None:
    field = TextField("name", "Name")
    for key, sign in [("a", "a"), ("space", " "), ("space", " "), ("b", "b"), ("space", " ")]:
        assert field.press(key, sign)
    assert field.line.text == "a  b "
    assert field.entry == "a b"
    assert not field.press("f2", "")
    assert not field.press("tab", "")
    field.set_locked(locked=True)
    field.paste("x")
    field.press("x", "x")
    field.press("backspace", "")
    assert field.line.text == "a  b "
    field.set_locked(locked=False)
    for key in ("home", "ctrl+k"):
        assert field.press(key, "")
    assert field.empty


@pytest.mark.feature("B-82")
@pytest.mark.parametrize(
    ("pasted", "numbers"),
    [
        ("1\t2\t3", ["1", "2", "3"]),
        ("1\r\n2\r\n3\r\n", ["1", "2", "3"]),
        ("1 200\t1 100,5\t900", ["1200", "1100,5", "900"]),
        ("420,5 410,2 380", ["420,5", "410,2", "380"]),
        ("420, 410, 380", ["420", "410", "380"]),
        ("420,410,380", ["420", "410", "380"]),
        ("420;410;380", ["420", "410", "380"]),
        ("Jan 420 Feb 410", ["420", "410"]),
        ("12345.6789", ["12346"]),
        ("nan inf 1e5 -4 0x1", []),
        ("", []),
    ],
)
def test_numbers_of_a_pasted_row(pasted: str, numbers: list[str]) -> None:
    assert numbers_in(pasted) == numbers


def test_months_are_typed_as_in_a_spreadsheet() -> None:
    field = MonthsField("months", "Months")
    for key in ("4", "2", "0", "comma", "5", "right", "7", "left"):
        field.press(key, {"comma": ","}.get(key, key if key.isdigit() else ""))
    assert field.entry == ["420.5", "7", *[""] * 10]
    field.press("9", "9")
    field.press("end", "")
    field.press("1", "1")
    field.press("backspace", "")
    assert field.entry == ["9", "7", *[""] * 10]
    assert field.average is None
    field.press("home", "")
    field.press("delete", "")
    for sign in "12345678":
        field.press(sign, sign)
    assert field.entry == ["123456", "7", *[""] * 10]
    field.press("q", "q")
    assert field.entry == ["123456", "7", *[""] * 10]


def test_a_pasted_year_has_a_mean_and_words() -> None:
    field = MonthsField("months", "Months")
    field.paste("\t".join(str(100 * month) for month in range(1, 13)) + "\t5")
    assert field.average == 650
    assert field.values[11] == 1200
    assert field.words.startswith("100  200")
    field.put(["1", None, 3])
    assert field.entry == ["1", *[""] * 11]
    field.put("strange")
    assert (field.entry, field.words) == ([], "")


@pytest.mark.parametrize(
    ("typed", "text", "said"),
    [
        ("fri 14:00", "2026-11-27 14:00", "Fri 27 Nov 14:00"),
        ("+3d", "2026-11-26 09:00", "Thu 26 Nov 09:00"),
        ("24.1", "2027-01-24 09:00", "Sun 24 Jan 2027 09:00"),
    ],
)
def test_a_date_is_written_as_what_was_meant(typed: str, text: str, said: str) -> None:
    field = DateField("when", "When", lambda: NOW)
    field.paste(typed)
    assert field.words == said
    entry = field.entry
    field.settle()
    assert (field.line.text, field.entry) == (text, entry)


def test_what_is_no_date_stays_as_it_was_typed() -> None:
    field = DateField("when", "When", lambda: NOW)
    field.put("soonish")
    field.settle()
    assert (field.entry, field.words) == ("soonish", "soonish")
    assert "is no date" in field.problem
    field.put("2026-11-24T08:00:00+00:00")
    assert field.line.text == "2026-11-24 09:00"
    field.put(None)
    assert (field.entry, field.words) == ("", "")


def test_days_are_offered_that_are_still_to_come() -> None:
    field = DateField("when", "When", lambda: NOW)
    assert [option.text for option in field.offered("")][:2] == ["Today", "Tomorrow"]
    late = NOW.replace(hour=20)
    assert DateField("when", "When", lambda: late).offered("")[0].text == "Tomorrow"
    assert DateField("when", "When", lambda: NOW, past=True).offered("") == []
    field.choose(field.offered("")[1])
    assert field.line.text == "2026-11-24 09:00"


@pytest.mark.usefixtures("polish")
def test_polish_numbers_and_dates() -> None:
    assert number_text(1200.5) == "1200,5"
    assert written(NOW) == "23.11.2026 10:30"
    field = MonthsField("months", "Months")
    field.press("1", "1")
    field.press("full_stop", ".")
    field.press("5", "5")
    assert field.entry == ["1,5", *[""] * 11]


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (5.0, "5"), (0.1, "0.1"), (1234567.0, "1234567"), (1e9, "1000000000")]
)
def test_numbers_as_they_stand_in_a_field(value: float | None, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (3, "in 3 days"), (-20, "20 days ago")],
)
def test_how_far_a_day_is(days: int, text: str) -> None:
    assert distance(NOW + timedelta(days=days), NOW) == text
    assert spoken(NOW, NOW) == "Mon 23 Nov 10:30"


def test_who_carries_a_lead_is_named_without_doubt() -> None:
    assert who_id(None) == ""
    assert who_id(Assignee(AssigneeKind.USER, 7, "Anna Nowak")) == "user:7"
    assert who_id(Assignee(AssigneeKind.TEAM, 7, "North")) == "team:North"


def test_entries_become_fields() -> None:
    entries = {
        "contact": {"id": "4", "text": "x"}, "coordinates": "50°03'41\"N 19°56'18\"E", "country": "Polska",
        "owner": "user:3", "assignee": "", "panel": "no", "consumption": ["1", "", *["2,5"] * 10], "channel": "",
        "next_follow_up": "2026-11-24T08:00:00+01:00", "last_contacted": "soonish", "stage": "open",
    }  # fmt: skip
    fields = fields_of(entries, entries)
    assert fields["contact_id"] == 4
    assert (round(fields["latitude"], 4), round(fields["longitude"], 4)) == (50.0614, 19.9383)
    assert (fields["country"], fields["owner"], fields["assignee"], fields["panel"]) == ("PL", "3", None, False)
    assert fields["consumption"][:3] == ["1", None, "2,5"]
    assert fields["next_follow_up"].isoformat() == "2026-11-24T08:00:00+01:00"
    assert (fields["last_contacted"], fields["channel"], fields["stage"]) == ("soonish", None, "open")
    assert fields_of({"contact": {"new": {}, "text": "x"}}, ["contact"]) == {}


@pytest.mark.parametrize(
    ("key", "entry", "problem"),
    [
        ("monthly_kwh", "x", "x is no number"),
        ("score", "101", "101 is more than 100"),
        ("last_contacted", "soonish", "soonish is no date"),
        ("country", "Atlantis", "Atlantis is no known country"),
        ("name", "x" * 501, "is longer than 500 characters"),
    ],
)
def test_a_problem_is_said_without_the_name_of_the_field(key: str, entry: str, problem: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_entry(key, entry)
    assert problem in caught.value.message
    assert not caught.value.message.startswith(key)
    check_entry(key, "")


@pytest.mark.parametrize(
    ("typed", "meant"), [("24.10", "2026-10-24"), ("24.12", "2025-12-24"), ("24.12.2026", "2026-12-24")]
)
def test_what_has_been_is_never_next_year(typed: str, meant: str) -> None:
    field = DateField("when", "When", lambda: NOW, past=True, whole_day=True)
    field.paste(typed)
    field.settle()
    assert field.line.text == meant
    assert field.words.split()[1:3] == ["24", "Oct" if "10" in typed else "Dec"]


def test_the_29th_of_february_was_the_28th_a_year_before() -> None:
    leap = datetime(2028, 2, 1, 10, tzinfo=NOW.tzinfo)
    field = DateField("when", "When", lambda: leap, past=True, whole_day=True)
    field.paste("29.02")
    field.settle()
    assert field.line.text == "2027-02-28"


@pytest.mark.parametrize(
    ("typed", "value"), [("1 200,5", 1200.5), ("", None), ("x", None), ("1e9", None), ("nan", None)]
)
def test_the_value_of_a_number(typed: str, value: float | None) -> None:
    field = NumberField("kwh", "Use", unit="kWh")
    field.paste(typed)
    assert field.value == value
