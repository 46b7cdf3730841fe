"""Record text in a cell: one line, nothing hostile, and exactly as wide as it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from solartui import i18n
from solartui.widgets import bars, moments
from solartui.widgets.cells import WIDEST, cell_text, fit, fit_number, number, width_of
from solartui.widgets.parts import fit_parts, keep_end

NOW = datetime(2026, 11, 22, 9, 40, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (42, "42"),
        ("Anna", "Anna"),
        ("two\nlines\tand  blanks", "two lines and blanks"),
        ("\x1b]52;c;aGk=\x07Jan", "]52;c;aGk=Jan"),
        ("[/]", "[/]"),
        ("\u202eevil", "evil"),
        ("👨\u200d👩\u200d👧 Kowalscy", "👨 Kowalscy"),
        ("🇵🇱 Polska", "PL Polska"),
        ("1\ufe0f\u20e3 first", "1 first"),
        ("❤\ufe0f dom", "❤ dom"),
        ("👍🏽 ok", "👍 ok"),
        ("🏴\U000e0067\U000e0062\U000e007f x", "🏴 x"),
        ("\ud800x", "x"),
    ],
)
def test_text_of_a_cell(value: object, shown: str) -> None:
    assert cell_text(value) == shown


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("12 346", 7, " 12 346"),
        ("999 999", 6, "999999"),
        ("999 999", 5, "1000k"),
        ("12 345.6", 7, "12345.6"),
        ("12 345.6", 5, "12346"),
        ("-12 345.6", 5, "-12k"),
        ("1 234 567 890", 6, "  1.2G"),
        ("1 234 567", 4, "1.2M"),
        ("1 234 567", 2, "1M"),
        ("10 000 000 000 000", 1, "…"),
        ("47 394 PLN", 6, "47 39…"),
        ("#1000000", 7, "#10000…"),
        ("12 34 567", 6, "12 34…"),
    ],
)
def test_a_number_without_room_is_rounded_and_never_cut(text: str, width: int, shown: str) -> None:
    assert fit_number(text, width) == shown.rjust(width)
    assert fit_parts([(text, "soft")], width, "right")[-1][0].strip() == shown.strip()


@pytest.mark.parametrize(
    ("width", "shown"),
    [(30, "Anna Wiśniewska  601 234 567"), (24, "Anna Wiśni…  601 234 567"), (19, "Anna …  601 234 567")],
)
def test_a_name_gives_way_to_its_number(width: int, shown: str) -> None:
    parts = [("Anna Wiśniewska", "soft"), ("  601 234 567", "mute")]
    assert "".join(text for text, _ in fit_parts(keep_end(parts, width), width)).rstrip() == shown.rstrip()


def test_where_a_number_leaves_no_room_both_are_cut() -> None:
    parts = [("Anna Wiśniewska", "soft"), ("  anna.wisniewska@example.com", "mute")]
    assert keep_end(parts, 30) == parts
    assert keep_end([], 30) == []
    assert keep_end(parts[:1], 8) == [("Anna Wi…", "soft")]


def test_rounded_numbers_have_the_comma_of_the_language() -> None:
    i18n.use_language("pl")
    assert fit_number("1 234 567,8", 6) == "1,2M".rjust(6)


def test_a_cell_is_never_wider_than_the_limit() -> None:
    assert cell_len(cell_text("x" * 1000)) == WIDEST
    assert cell_len(cell_text("界" * 1000)) == WIDEST
    assert len(cell_text("ż" * 10**6)) == WIDEST


@given(st.text())
def test_nothing_that_commands_a_terminal_leaves_a_cell(text: str) -> None:
    shown = cell_text(text)
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in shown)
    assert cell_len(shown) <= WIDEST


@given(st.text(), st.integers(1, 60), st.sampled_from(["left", "right"]))
def test_a_fitted_text_has_exactly_its_width(text: str, width: int, align: str) -> None:
    shown = cell_text(text)
    assert cell_len(fit(shown, width, "right" if align == "right" else "left")) == width


@pytest.mark.parametrize(
    ("text", "width", "align", "fitted"),
    [
        ("Łódź", 6, "left", "Łódź  "),
        ("Łódź", 6, "right", "  Łódź"),
        ("Niepołomice", 6, "left", "Niepo…"),
        ("界界界", 4, "left", "界 …"),
        ("x", 0, "left", ""),
    ],
)
def test_fitting(text: str, width: int, align: str, fitted: str) -> None:
    assert fit(text, width, "right" if align == "right" else "left") == fitted


def test_width() -> None:
    assert width_of("abc") == 3
    assert width_of("界") == 2


def test_numbers_are_grouped_and_polish_has_a_comma() -> None:
    assert number(None) == ""
    assert number(1234567) == "1 234 567"
    assert number(9.85, 1) in {"9.8", "9.9"}
    i18n.use_language("pl")
    assert number(1234.5, 2) == "1 234,50"


@pytest.mark.parametrize(
    ("when", "text", "token"),
    [
        (NOW - timedelta(days=2, hours=1), "2 d late", "bold err"),
        (NOW - timedelta(hours=3), "3 h late", "bold err"),
        (NOW - timedelta(seconds=5), "1 min late", "bold err"),
        (NOW + timedelta(hours=5), "today 14:40", "bold accent"),
        (NOW + timedelta(days=1), "tomorrow", "text"),
        (NOW + timedelta(days=2), "24 Nov", "soft"),
        (NOW + timedelta(days=60), "21 Jan 2027", "soft"),
        (None, "", "mute"),
    ],
)
def test_when_something_is_due(when: datetime | None, text: str, token: str) -> None:
    assert moments.due(when, NOW) == (text, token)


@pytest.mark.parametrize(
    ("when", "text", "token"),
    [
        (NOW - timedelta(days=2, hours=1), "2 d late", "bold err"),
        (NOW - timedelta(minutes=5), "5 min late", "bold err"),
        (NOW + timedelta(minutes=45), "45 min left", "bold accent"),
        (NOW + timedelta(hours=2), "2 h left", "accent"),
        (NOW + timedelta(days=1), "tomorrow 09:40", "text"),
        (NOW + timedelta(days=3), "Wed 09:40", "soft"),
        (NOW + timedelta(days=9), "1 Dec", "soft"),
        (None, "", "mute"),
    ],
)
def test_until_when_a_lead_has_to_be_answered(when: datetime | None, text: str, token: str) -> None:
    assert moments.answer(when, NOW) == (text, token)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(days=6), "6 d"),
        (timedelta(days=50), "3 Oct"),
    ],
)
def test_how_long_ago(before: timedelta, text: str) -> None:
    assert moments.ago(NOW - before, NOW) == text
    assert moments.ago(None, NOW) == ""


def test_stored_times_are_shown_in_the_persons_zone() -> None:
    when = moments.moment("2026-11-22T08:40:00+00:00")
    assert when == NOW
    assert when is not None
    assert when.utcoffset() == NOW.astimezone().utcoffset()
    assert moments.moment(None) is None
    assert moments.moment("") is None
    assert moments.moment(NOW.astimezone(UTC)) == NOW
    assert moments.clock(NOW, NOW) == "22 Nov 09:40"
    assert moments.clock(None, NOW) == ""


def test_upright_bars_grow_by_eighths() -> None:
    assert bars.columns([8, 4, 1, 0, None], 1) == ["█▄▁  "]
    assert bars.columns([16, 12, 8], 2) == ["█▄ ", "███"]
    assert bars.columns([5, 5], 1, top=10) == ["▄▄"]
    assert bars.columns([], 2) == ["", ""]
    assert bars.columns([0, 0], 1) == ["  "]
    assert bars.widened("█▄", 2, 1) == "██ ▄▄"


@pytest.mark.parametrize(("share", "drawn"), [(0, ""), (0.5, "██"), (1, "████"), (2, "████"), (0.3, "█▎"), (-1, "")])
def test_a_lying_bar(share: float, drawn: str) -> None:
    assert bars.bar(share, 4) == drawn
