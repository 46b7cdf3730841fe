"""Files, estimates and the latest news of a record: what their lines say, and that they fit, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.activity import Names
from solartui.domain.estimate import estimate
from solartui.domain.estimate_words import assumptions
from solartui.domain.leads import Address
from solartui.domain.records import Document, Subject
from solartui.domain.stages import SEEDED
from solartui.domain.vocabulary import GridConnection, LeadType
from solartui.i18n import tr, use_language
from solartui.screens import document_actions
from solartui.widgets import moments
from solartui.widgets.documents_list import DocumentItem, DocumentsList, nothing_kept
from solartui.widgets.estimate_block import estimate_lines
from solartui.widgets.lead_log import LatestNotes, LeadLog, who_and_when
from tests.ui.widgets.drawn import (
    HERE,
    HOSTILE,
    NOW,
    activity,
    check_drawing,
    flat,
    is_plain,
    note,
    snapshot,
    texts,
    tokens,
    under,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.services.container import Services

WIDTHS = range(20, 161, 7)
NAMES = Names(SEEDED)


@pytest.fixture(params=["en", "pl"], autouse=True)
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language in turn."""
    use_language(request.param)
    yield request.param
    use_language("en")


def document(name: str = "plan.pdf", **changes: Any) -> Document:
    """A file that was added two days ago."""
    known: dict[str, Any] = {
        "id": 7,
        "subject": HERE,
        "note_id": None,
        "name": name,
        "category": "bill",
        "size": 1_234_567,
        "sha256": "",
        "uploaded_by": "Anna Nowak",
        "created_at": NOW - timedelta(days=2),
    }
    return Document(**(known | changes))


def item_of(one: Document, names: Names = NAMES) -> DocumentItem:
    """A file as its line is made of it."""
    (item,) = document_actions.document_items([one], HERE, names, NOW)
    return item


# ---- files


@pytest.mark.feature("B-135", "B-136", "B-137")
def test_a_file_is_told_with_name_category_size_person_and_time(tongue: str) -> None:
    item = item_of(document())
    (line,) = flat(DocumentsList().lay_out(item, 110, here=False))
    for words in ("plan.pdf", item.category, item.size, "Anna Nowak", item.when):
        assert words in line
    assert (item.category == "Bill") == (tongue == "en")
    assert item.origin == ""


@pytest.mark.feature("B-131", "B-134")
def test_a_file_says_where_it_comes_from() -> None:
    own, noted, of_lead = document(), document(note_id=3), document(subject=Subject("lead", 9))
    origins = [one.origin for one in document_actions.document_items([own, noted, of_lead], HERE, NAMES, NOW)]
    assert origins[0] == ""
    assert len(set(origins)) == 3
    # A note of the lead seen from the project: the lead tells more.
    assert item_of(document(subject=Subject("lead", 9), note_id=3)).origin == origins[2]


def test_a_time_is_told_in_the_zone_of_the_person() -> None:
    late = document(created_at=NOW.replace(hour=23, minute=30) - timedelta(days=2))
    here = item_of(late, Names(SEEDED, zone=UTC)).when
    east = item_of(late, Names(SEEDED, zone=timezone(timedelta(hours=1)))).when
    assert here.endswith("23:30")
    assert east.endswith("00:30")
    assert here.split()[0] != east.split()[0]


def test_the_program_itself_is_called_by_a_word() -> None:
    words = item_of(document(uploaded_by="system")).who
    assert words == tr("system")


def test_narrow_lines_keep_name_size_and_time() -> None:
    item = item_of(document())
    (line,) = flat(DocumentsList().lay_out(item, 60, here=False))
    assert "plan.pdf" in line
    assert item.size in line
    assert item.when in line
    assert "Anna" not in line
    assert item.category not in line


def test_the_line_under_the_cursor_stands_out() -> None:
    item, shown = item_of(document()), DocumentsList()
    assert tokens(shown.lay_out(item, 100, here=True), "plan.pdf") == "bold text"
    assert tokens(shown.lay_out(item, 100, here=False), "plan.pdf") == "text"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_lines_of_files_fit_whatever_they_hold(text: str) -> None:
    wild = DocumentItem(1, text, "Techniczny", "12,3 MB", text, "24 lis 14:30", "z leada")
    shown = DocumentsList()
    for width in WIDTHS:
        for here in (True, False):
            check_drawing(shown.lay_out(wild, width, here=here), width)


def test_files_stay_in_order_and_the_cursor_stays_on_its_file() -> None:
    shown = DocumentsList(nothing_kept("n"))
    items = document_actions.document_items([document(f"{n}.pdf", id=n) for n in range(30)], HERE, NAMES, NOW)
    shown.show(items)
    assert shown.current is items[-1]
    check_drawing(shown.draw(80, 10), 80)
    shown.go_to(3)
    drawn = flat(shown.draw(80, 10))
    assert len(drawn) == 10
    assert any("3.pdf" in line for line in drawn)
    shown.show(items[:20])
    assert shown.current is not None
    assert shown.current.id == 3
    shown.reverse()
    assert shown.items[0].id == 19


def test_without_files_the_key_that_adds_one_is_told() -> None:
    (_, words) = flat(DocumentsList(nothing_kept("n")).draw(60, 8))
    assert " n " in words
    assert is_plain(words)


# ---- what a file says


class _Stored:
    """Services of a desk with one file."""

    def __init__(self, content: bytes) -> None:
        self.documents = self
        self._content = content

    def content(self, _document_id: int) -> bytes:
        """The bytes of the file."""
        return self._content


def said(content: bytes) -> str | None:
    """What is shown of a file."""
    services: Services = _Stored(content)  # type: ignore[assignment]
    shown = document_actions._content(services, 1, (40, 20))
    assert shown is None or isinstance(shown, str)
    return shown


def test_texts_are_read_as_they_are_written() -> None:
    assert said("zażółć gęślą jaźń".encode()) == "zażółć gęślą jaźń"
    assert said("zażółć gęślą jaźń".encode("cp1250")) == "zażółć gęślą jaźń"
    assert said(b"") == ""
    assert said(b"a\tb\r\nc\f") == "a\tb\r\nc\f"


def test_what_is_no_text_is_not_shown() -> None:
    assert said(b"text with \0 in it") is None
    assert said(bytes(range(1, 32)) * 9 + b"\xff\xfe") is None
    assert said(b"\xff\xd8\xff\xe1" + bytes(range(1, 9)) * 20) is None


def test_of_a_long_text_the_beginning_is_shown_and_no_half_letter() -> None:
    long = said(("x" + "ż" * 60_000).encode())
    assert long is not None
    assert set(long) == {"x", "ż"}
    assert len(long.encode()) <= 65_536


def test_a_few_odd_signs_make_a_text_no_program() -> None:
    assert document_actions._looks_like_text(b"x" * 1000 + b"\x1b\x07")
    assert not document_actions._looks_like_text(b"x" * 100 + b"\x1b\x07")
    assert document_actions._looks_like_text(b"\t\n\r\f" * 10)
    assert not document_actions._looks_like_text(b"\x01")


# ---- the estimate


def plant(width: int, **changes: Any) -> list[str]:
    """The lines of the estimate for a house in Kraków, with some things otherwise."""
    krakow = {"latitude": 50.0, "longitude": 20.0, "monthly_kwh": 350.0, "consumption": (), "heat_pump": False}
    house = {"type": LeadType.RESIDENTIAL, "grid_connection": GridConnection.ON_GRID, "battery": False}
    lead = snapshot(**{**krakow, **house, "address": Address(country="PL"), **changes}).lead
    made = estimate(lead, NOW.date())
    assert made is not None
    lines = estimate_lines(made, lead, width)
    check_drawing(lines, width)
    return flat(lines)


def test_the_months_stand_in_a_row_only_where_all_of_them_fit() -> None:
    for width, slot in ((120, 6), (62, 5), (50, 4)):
        names = "".join(f"{moments.month(month)[: slot - 1]:<{slot}}" for month in range(1, 13)).strip()
        assert names in " ".join(plant(width)), width
    assert not any(line.strip().startswith(names[:3]) for line in plant(49))


@pytest.mark.feature("B-83")
def test_the_kilowatt_hours_of_each_month_stand_below_its_bar_where_there_is_room() -> None:
    names = [moments.month(month)[:3] for month in range(1, 13)]

    def below(width: int, **changes: Any) -> list[str]:
        lines = plant(width, **changes)
        at = next(n for n, line in enumerate(lines) if [word[:3] for word in line.split()] == names)
        return lines[at + 1].split()

    amounts = [int(word) for word in below(80)]
    assert len(amounts) == 12
    assert abs(sum(amounts) - 4374) <= 6
    assert amounts.index(max(amounts)) in {4, 6}
    assert below(62) == [str(one) for one in amounts]
    # "1 234" and a gap need six cells.
    assert len(below(120, monthly_kwh=2_000.0)) > 12
    assert below(62, monthly_kwh=2_000.0)[0] == "50", "the assumptions follow at once"
    assert any("364" in line and "±" in line for line in plant(80)[:1])
    assert not any("364 kWh" in line for line in plant(50)[:1])


def test_an_australian_yield_says_its_zone() -> None:
    sydney = {"latitude": -33.87, "longitude": 151.2, "address": Address(postcode="2000", country="AU")}
    words = " ".join(" ".join(plant(100, **sydney)).split())
    assert re.search(r"zon|stref", words.lower())
    assert " 3 " in words


def test_the_outcome_is_told_whole_in_a_narrow_column() -> None:
    wide = " ".join(" ".join(plant(120)[1:3]).split())
    for width in WIDTHS:
        assert wide in " ".join(" ".join(plant(width)[1:]).split()), width


def test_what_is_assumed_is_wrapped_and_nothing_of_it_is_lost() -> None:
    lead = snapshot(latitude=50.0, longitude=20.0, monthly_kwh=350.0, address=Address(country="PL")).lead
    made = estimate(lead, NOW.date())
    assert made is not None
    for width in (30, 44, 49):
        shown = " ".join(" ".join(flat(estimate_lines(made, lead, width))).split())
        for phrase in assumptions(made, lead.grid_connection):
            assert " ".join(phrase.split()) in shown, width


def test_a_long_payback_is_told_in_whole_years() -> None:
    assert re.search(r"\b7[.,]9\b", plant(120)[1])
    far = plant(120, latitude=66.0, monthly_kwh=1.0)[1]
    assert re.search(r"\s\d\d\s", far)
    assert not re.search(r"\d[.,]\d", far)


def test_off_the_grid_nothing_is_said_of_what_is_fed_in() -> None:
    lead = snapshot(latitude=50.0, longitude=20.0, monthly_kwh=350.0, address=Address(country="PL")).lead
    made = estimate(lead, NOW.date())
    assert made is not None
    said_on = list(assumptions(made, GridConnection.ON_GRID))
    assert list(assumptions(made, GridConnection.OFF_GRID)) == said_on[:-1]
    assert list(assumptions(made, GridConnection.ZERO_INJECTION)) == said_on[:-1]


# ---- the latest news


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_news_fit_whatever_they_tell(text: str) -> None:
    told = [activity("call", hours, text, text=text) for hours in (0.01, 3, 30, 9_000)]
    data = snapshot([note(text or "x", 1, text, file=text)], told)
    for block in (LeadLog(4), LatestNotes(3, "n")):
        block.show(data)
        for width in WIDTHS:
            check_drawing(block.lines(width), width)


def test_only_the_newest_are_told_the_newest_first() -> None:
    block = LeadLog(3)
    block.show(snapshot(activities=[activity("call", 10 - n, number=n, text=f"word{n}") for n in range(8)]))
    assert [next(f"word{n}" for n in range(8) if f"word{n}" in line) for line in texts(block, 100)] == [
        "word7",
        "word6",
        "word5",
    ]
    assert len(block.zones) == 3
    assert set(under(block, 100)) == {"all"}


@pytest.mark.parametrize(("icon", "sign"), [("money", "$"), ("stop", "✗"), ("no such", "»"), (None, "»")])
def test_a_comment_has_the_sign_that_its_writer_chose(icon: str | None, sign: str) -> None:
    block = LeadLog(3)
    block.show(snapshot(activities=[activity("comment", text="dear", icon=icon)]))
    (line,) = texts(block, 100)
    assert line.startswith(f"{sign} ")


def test_before_anything_is_read_nothing_is_drawn() -> None:
    for block in (LeadLog(3), LatestNotes(3, "n")):
        assert block.lines(80) == []
        assert block.zones == []


def test_a_lead_without_news_leaves_room_for_others() -> None:
    block = LeadLog(3)
    block.show(snapshot())
    assert block.lines(80) == []


def test_a_long_note_shows_that_it_goes_on() -> None:
    block = LatestNotes(2, "n")
    block.show(snapshot([note("one two three " * 40, 2), note("short", 1)]))
    (_, short, long) = texts(block, 60)
    assert "short" in short
    assert "…" not in short
    assert "…" in long


def test_initials_and_age_keep_their_columns() -> None:
    for who, ago in (("Anna Nowak", "2 h"), ("\x1b[2J", "366 d"), ("漢字", "now"), ("", "")):
        parts = who_and_when(who, ago)
        assert [len(text) for text, _ in parts][1] == 7
        assert is_plain("".join(text for text, _ in parts))
