"""Details of persons, comments and stays at their edges: masks, logins, days of birth, signs, spans."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from solartui.domain.comments import COLOURS, ICONS, checked, icon_of, token_of
from solartui.domain.contact_details import (
    check_birth_date,
    checked_login,
    is_mask,
    login_key,
    masked,
    proposed_login,
)
from solartui.domain.errors import Invalid
from solartui.domain.records import Activity, Subject
from solartui.domain.stays import Stay, span_words, stays
from solartui.domain.text import clean
from solartui.i18n import tr, use_language


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (None, None),
        ("", None),
        ("A", "••••"),
        ("AB", "••••"),
        ("12345", "••••"),
        ("123456", "••••56"),
        ("AB1234567", "••••67"),
        ("ĄĆ99999ŻŹ", "••••ŻŹ"),
        ("x" * 500, "••••xx"),
    ],
)
def test_a_mask_shows_two_signs_of_a_long_number_only(number: str | None, shown: str | None) -> None:
    assert masked(number) == shown
    assert is_mask(masked(number)) is bool(number)


@pytest.mark.parametrize("text", [None, "", "AB1234567", "•••67", "67••••", " ••••67"])
def test_what_somebody_entered_is_no_mask(text: str | None) -> None:
    assert is_mask(text) is False


@pytest.mark.parametrize(
    ("day", "today", "fine"),
    [
        (None, date(2026, 11, 22), True),
        ("1900-01-01", date(2026, 11, 22), True),
        ("2026-11-22", date(2026, 11, 22), True),
        ("2026-11-23", date(2026, 11, 22), False),
        ("2027-01-01", date(2026, 12, 31), False),
        ("2024-02-29", date(2024, 2, 28), False),
        ("2024-02-29", date(2024, 2, 29), True),
    ],
)
def test_nobody_is_born_tomorrow(day: str | None, today: date, fine: bool) -> None:
    if fine:
        check_birth_date(day, today)
        return
    with pytest.raises(Invalid) as refused:
        check_birth_date(day, today)
    assert refused.value.field == "birth_date"
    assert str(day) in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        ("jan", "jan"),
        (" Jan.Nowak ", "Jan.Nowak"),
        ("a1", "a1"),
        ("jan@poczta.example", "jan@poczta.example"),
        ("a-b_c+d.e", "a-b_c+d.e"),
        ("x" * 60, "x" * 60),
        ("4you", "4you"),
    ],
)
def test_logins_are_taken(typed: object, stored: str | None) -> None:
    assert checked_login(typed) == stored


@pytest.mark.parametrize(
    "typed", ["a", "x" * 61, "jan nowak", "żaneta", ".jan", "@jan", "jan/../x", "jan;ls", "a\u202eb ", 5, True, ["jan"]]
)
def test_what_is_no_login(typed: object) -> None:
    if typed == "a\u202eb ":
        assert checked_login(typed) == "ab"
        return
    with pytest.raises(ValueError, match="is no"):
        checked_login(typed)


def test_two_spellings_are_one_login() -> None:
    assert login_key("Jan.Nowak") == login_key("jan.nowak") == login_key(" JAN.NOWAK ")
    assert login_key("jan.nowak") != login_key("jan-nowak")


@pytest.mark.parametrize(
    ("name", "emails", "login"),
    [
        ("Anna Nowak", (), "anna.nowak"),
        ("Łukasz Żółć-Śniady", (), "lukasz.zolc.sniady"),
        ("  dr  Jan  O'Neil ", (), "dr.jan.o.neil"),
        ("", (), "customer"),
        ("", ("jan.kot@poczta.example",), "jan.kot"),
        ("李", ("li+solar@poczta.example",), "li.solar"),
        ("李", (), "customer"),
        ("A", (), "customer"),
        ("A", ("b@x.example",), "customer"),
        ("!!", ("__@x.example", "jan@x.example"), "customer"),
        ("a" * 80, (), "a" * 50),
        ("a" * 49 + " bcd", (), "a" * 49),
        ("ab", ("other@x.example",), "ab"),
    ],
)
def test_a_login_is_proposed(name: str, emails: tuple[str, ...], login: str) -> None:
    assert proposed_login(name, emails) == login
    assert checked_login(login) == login


@pytest.mark.parametrize("name", list(ICONS))
def test_every_sign_of_a_comment_is_one_cell_wide_and_has_a_word(name: str) -> None:
    icon = icon_of(name)
    assert len(icon.glyph) == 1
    assert clean(icon.glyph) == icon.glyph
    english = tr(icon.label)
    use_language("pl")
    assert tr(icon.label)
    assert english == icon.label


def test_words_of_signs_and_colours_differ_in_both_languages() -> None:
    for language in ("en", "pl"):
        use_language(language)
        for words in ([tr(icon.label) for icon in ICONS.values()], [tr(word) for _token, word in COLOURS.values()]):
            assert len(set(words)) == len(words)
    assert len({icon.glyph for icon in ICONS.values()}) == len(ICONS)
    assert len({token for token, _word in COLOURS.values()}) == len(COLOURS)


@pytest.mark.parametrize("name", ["", "skull", None, 5, "STAR", "star "])
def test_an_unknown_sign_is_a_plain_comment(name: object) -> None:
    assert icon_of(name) == ICONS["comment"]
    assert token_of(name) == "mute"


@pytest.mark.parametrize(("typed", "stored"), [("star", "star"), (" STAR ", "star"), ("Important", "important")])
def test_signs_are_typed_by_their_names(typed: str, stored: str) -> None:
    assert checked(typed, ICONS, "icon") == stored


@pytest.mark.parametrize("typed", ["", "skull", "sta", "\x1b[31mstar", "x" * 500])
def test_other_signs_are_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="is none of: comment, important, star") as refused:
        checked(typed, ICONS, "icon")
    assert refused.value.field == "icon"
    assert len(str(refused.value)) < 140


START = datetime(2026, 3, 28, 12, tzinfo=UTC)


def activity(number: int, kind: str, at: datetime, **data: object) -> Activity:
    return Activity(number, at, "Ewa", kind, Subject("lead", 1), None, 1, None, data)


def moves(*steps: tuple[str, int, dict[str, object]]) -> list[Stay]:
    return list(stays(activity(n, kind, START + timedelta(hours=h), **data) for n, (kind, h, data) in enumerate(steps)))


def test_without_a_move_there_is_no_stay() -> None:
    assert moves() == []
    assert moves(("created", 0, {}), ("call", 5, {}), ("edited", 9, {})) == []


def test_each_stage_has_its_stay_and_the_last_one_goes_on() -> None:
    found = moves(
        ("created", 0, {"name": "x"}),
        ("note_added", 1, {}),
        ("moved", 2, {"from": "open", "to": "contacted"}),
        ("call", 3, {}),
        ("moved", 26, {"from": "contacted", "to": "lost", "reason": "price"}),
    )
    assert [(stay.stage, stay.left_by) for stay in found] == [("open", 2), ("contacted", 4), ("lost", None)]
    assert [stay.span for stay in found] == [timedelta(hours=2), timedelta(hours=24), None]
    assert found[-1].until is None


def test_a_conversion_ends_a_stay() -> None:
    found = moves(("created", 0, {}), ("converted", 3, {"from": "open"}))
    assert [(stay.stage, stay.span) for stay in found] == [("open", timedelta(hours=3)), ("converted", None)]


def test_where_the_history_does_not_tell_since_when_there_is_no_span() -> None:
    found = moves(("moved", 5, {"from": "open", "to": "lost"}))
    said = [(stay.stage, stay.since is None, stay.span) for stay in found]
    assert said == [("open", True, None), ("lost", False, None)]


def test_a_move_that_does_not_say_from_where_goes_on_from_the_one_before() -> None:
    found = moves(("created", 0, {}), ("moved", 1, {"to": "contacted"}), ("moved", 4, {"to": "lost"}))
    assert [(stay.stage, stay.span) for stay in found] == [("contacted", timedelta(hours=3)), ("lost", None)]


def test_only_the_first_creation_counts() -> None:
    found = moves(("created", 0, {}), ("created", 3, {}), ("moved", 4, {"from": "open", "to": "lost"}))
    assert found[0].span == timedelta(hours=4)


def test_the_change_of_clocks_adds_no_hour() -> None:
    warsaw = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
    begin, end = datetime(2026, 3, 29, 1, tzinfo=warsaw[0]), datetime(2026, 3, 29, 4, tzinfo=warsaw[1])
    assert Stay("open", begin, end).span == timedelta(hours=2)


@pytest.mark.parametrize(
    ("span", "english", "polish"),
    [
        (timedelta(0), "0 minutes", "0 minut"),
        (timedelta(seconds=59), "0 minutes", "0 minut"),
        (timedelta(minutes=1), "1 minute", "1 minuta"),
        (timedelta(minutes=2), "2 minutes", "2 minuty"),
        (timedelta(minutes=59, seconds=59), "59 minutes", "59 minut"),
        (timedelta(hours=1), "1 hour", "1 godz."),
        (timedelta(hours=3), "3 hours", "3 godz."),
        (timedelta(hours=23, minutes=59), "23 hours", "23 godz."),
        (timedelta(days=1), "1 day", "1 dzień"),
        (timedelta(days=2, hours=23), "2 days", "2 dni"),
        (timedelta(days=400), "400 days", "400 dni"),
    ],
)
def test_spans_are_rounded_down_to_what_matters(span: timedelta, english: str, polish: str) -> None:
    assert span_words(span) == english
    use_language("pl")
    assert span_words(span) == polish
