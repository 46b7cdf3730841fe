"""Answers to the forms of tasks: every kind of need, every way to give it, and what cannot be."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from solartui.domain.errors import Invalid, Refused
from solartui.domain.workflow.answers import Typed, check_complete, read_answers
from solartui.domain.workflow.model import Need, NeedType, Words

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=1)))
LABEL = Words({"en": "Thing", "pl": "Rzecz"})
CHOICES = ("good", "repair")
CALLED = {"good": Words({"en": "in order", "pl": "dobry"})}


def need(kind: str, *, required: bool = False) -> Need:
    """A need of a kind that is called ``a``."""
    of_choice = kind == "choice"
    return Need(
        "a", LABEL, NeedType(kind), CHOICES if of_choice else (), required=required, words=CALLED if of_choice else {}
    )


GOOD: list[tuple[str, object, object]] = [
    ("text", "x", "x"),
    ("text", " two\r\nlines ", " two\nlines"),
    ("text", "zażółć", "zażółć"),
    ("text", "[/] {lead.__class__}", "[/] {lead.__class__}"),
    ("text", "\x1b]52;c;eA==\x07gone", "]52;c;eA==gone"),
    ("text", 12, "12"),
    ("text", "", None),
    ("text", "   ", None),
    ("text", None, None),
    ("number", "5", 5),
    ("number", "5.50", 5.5),
    ("number", "1 234,5", 1234.5),
    ("number", "1\u00a0234", 1234),
    ("number", 7, 7),
    ("number", 7.25, 7.25),
    ("number", "0", 0),
    ("number", "", None),
    ("date", "2026-11-24", "2026-11-24"),
    ("date", "24.11.2026", "2026-11-24"),
    ("date", "24.11", "2026-11-24"),
    ("date", "tomorrow", "2026-11-24"),
    ("date", "jutro", "2026-11-24"),
    ("date", "+2d", "2026-11-25"),
    ("date", "2026-11-24 23:30", "2026-11-24"),
    ("date", date(2026, 1, 2), "2026-01-02"),
    ("date", datetime(2026, 1, 2, 3, tzinfo=NOW.tzinfo), "2026-01-02"),
    ("datetime", "2026-11-24 10:00", "2026-11-24T09:00:00+00:00"),
    ("datetime", "2026-11-24T10:00Z", "2026-11-24T10:00:00+00:00"),
    ("datetime", "fri 14:00", "2026-11-27T13:00:00+00:00"),
    ("datetime", "24.11 08:30", "2026-11-24T07:30:00+00:00"),
    ("datetime", NOW, "2026-11-23T09:00:00+00:00"),
    ("choice", "good", "good"),
    ("choice", " GOOD ", "good"),
    ("choice", "in order", "good"),
    ("choice", "dobry", "good"),
    ("choice", "repair", "repair"),
    ("yes_no", "yes", True),
    ("yes_no", "TAK", True),
    ("yes_no", "1", True),
    ("yes_no", True, True),
    ("yes_no", "no", False),
    ("yes_no", "Nie", False),
    ("yes_no", False, False),
    ("yes_no", "false", False),
    ("list", "A", ["A"]),
    ("list", "A;B", ["A", "B"]),
    ("list", "A; ;B", ["A", "", "B"]),
    ("list", "A, B", ["A", "B"]),
    ("list", "A\nB\n", ["A", "B"]),
    ("list", "A,B;C", ["A,B", "C"]),
    ("list", '["A", "B"]', ["A", "B"]),
    ("list", '["A", null, 3]', ["A", "", "3"]),
    ("list", "[not json", ["[not json"]),
    ("list", ["A", None, "B"], ["A", "", "B"]),
    ("list", ("A",), ["A"]),
    ("list", [], None),
    ("list", ";;", None),
    ("list", "\x1b[2J;B", ["[2J", "B"]),
]


@pytest.mark.parametrize(("kind", "given", "stored"), GOOD)
def test_answers_are_read(kind: str, given: object, stored: object) -> None:
    assert read_answers([need(kind)], Typed({"a": given}, NOW)) == {"a": stored}


BAD: list[tuple[str, object, str]] = [
    ("text", "\x00\x01", "a: has no visible character"),
    ("text", "\u200b\u202e", "a: has no visible character"),
    ("text", "x" * 5_001, "a: is longer than 5000 characters"),
    ("number", "many", "a: many is no number"),
    ("number", "1_000", "a: 1_000 is no number"),
    ("number", "-1", "a: is less than 0"),
    ("number", "nan", "a: nan is no number"),
    ("number", "inf", "a: inf is no number"),
    ("number", "1e300", "a: 1e300 is no number"),
    ("number", True, "a: True is no number"),
    ("number", [1], "a: is given more than once"),
    ("date", "someday", "a: someday is no date"),
    ("date", "31.02.2026", "a: 31.02.2026 is no date"),
    ("date", "1500-01-01", "a: 1500-01-01 is no date"),
    ("date", "9999-12-31", "a: 9999-12-31 is no date"),
    ("date", 5, "a: 5 is no date"),
    ("datetime", "never", "a: never is no date"),
    ("datetime", "2026-11-24 25:00", "a: 2026-11-24 25:00 is no date"),
    ("choice", "unsuitable", "a: unsuitable is none of: good, repair"),
    ("choice", "x" * 100, f"a: {'x' * 60} is none of: good, repair"),
    ("yes_no", "maybe", "a: maybe is neither yes nor no"),
    ("yes_no", 7, "a: 7 is neither yes nor no"),
    ("list", "x" * 201, "a: has 2000 items of 200 characters at most"),
    ("list", ["x"] * 2_001, "a: has 2000 items of 200 characters at most"),
    ("number", "\x1b]0;x\x07", "a: ]0;x is no number"),
]


@pytest.mark.parametrize(("kind", "given", "message"), BAD)
def test_what_cannot_be_is_told_in_one_line(kind: str, given: object, message: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_answers([need(kind)], Typed({"a": given}, NOW))
    assert caught.value.message.startswith(message)
    assert caught.value.message.isprintable()
    assert (caught.value.field, caught.value.exit_status) == ("a", 2)


def test_only_what_is_asked_for_is_taken() -> None:
    with pytest.raises(Invalid, match=r"^There is no value b here\. Known: a$") as caught:
        read_answers([need("text")], Typed({"b": "x"}, NOW))
    assert caught.value.field == "b"
    with pytest.raises(Invalid, match=r"Known: —$"):
        read_answers([], Typed({"b": "x"}, NOW))
    with pytest.raises(Invalid, match="a is a file: --attach a=FILE"):
        read_answers([need("file")], Typed({"a": "x"}, NOW))
    assert read_answers([need("text")], Typed({}, NOW)) == {}


@pytest.mark.parametrize(
    ("kind", "value", "complete"),
    [
        ("text", "x", True),
        ("text", "", False),
        ("text", None, False),
        ("number", 0, True),
        ("yes_no", False, True),
        ("list", [], False),
        ("list", ["A"], True),
        ("file", [], False),
        ("file", [12], True),
    ],
)
def test_nothing_that_is_required_may_be_missing(kind: str, value: object, complete: bool) -> None:
    check_complete([need(kind)], {"a": value})
    if complete:
        check_complete([need(kind, required=True)], {"a": value})
        return
    with pytest.raises(Refused, match=r"^Missing: a \(Thing\)\.$") as caught:
        check_complete([need(kind, required=True)], {"a": value})
    assert (caught.value.missing, caught.value.exit_status) == (("a",), 4)
