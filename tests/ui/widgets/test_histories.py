"""Activities and notes of a record, line by line, as the tabs of its page show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from solartui.domain.activity import KINDS, Names
from solartui.domain.stages import SEEDED
from solartui.screens.histories import events_of, kind_items, kinds_of, note_items
from solartui.widgets.notes_list import NoteItem, NotesList, file_words, size_words
from solartui.widgets.timeline import Timeline
from tests.ui.widgets.drawn import HOSTILE, NOW, activity, check_drawing, flat, note, tokens

NAMES = Names(SEEDED)
MOVED = replace(activity("moved", 30), data={"from": "open", "to": "contacted"})


@pytest.mark.feature("B-117", "B-118", "B-119", "B-120")
@pytest.mark.parametrize(
    ("width", "line"),
    [
        (76, " → 21 Nov 03:40  Piotr Żak  Stage: Open → Contacted"),
        (110, " → 21 Nov  03:40:00  Piotr Żak  Stage: Open → Contacted"),
    ],
)
def test_an_activity_tells_when_who_and_what(width: int, line: str) -> None:
    timeline = Timeline()
    events = events_of([MOVED], NAMES)
    timeline.show(events)
    assert flat(timeline.lay_out(events[0], width, here=False)) == [line]


@pytest.mark.feature("B-117", "B-120")
def test_the_one_under_the_cursor_tells_the_second_and_the_kind() -> None:
    timeline = Timeline()
    events = events_of([replace(MOVED, at=NOW.replace(second=7))], NAMES)
    timeline.show(events)
    shown = flat(timeline.lay_out(events[0], 76, here=True))
    assert len(shown) == 2
    assert shown[1].strip() == "Sun 22 Nov 2026 09:40:07 · Piotr Żak · Stage"


@pytest.mark.feature("B-120")
@pytest.mark.parametrize(("hours", "shown"), [(0, "09:40"), (1, "10:40"), (-11, "22:40"), (9.5, "19:10")])
def test_times_are_told_by_the_persons_clock(hours: float, shown: str) -> None:
    names = Names(SEEDED, zone=timezone(timedelta(hours=hours)))
    timeline = Timeline()
    events = events_of([activity("call", 0)], names)
    timeline.show(events)
    assert shown in flat(timeline.lay_out(events[0], 76, here=False))[0]


@pytest.mark.feature("B-118")
def test_what_the_program_did_is_told_as_the_systems() -> None:
    timeline = Timeline()
    events = events_of([activity("created", 1, "system", name="x"), MOVED], NAMES)
    timeline.show(events)
    assert "  system  " in flat(timeline.lay_out(events[0], 76, here=False))[0]


def test_years_are_told_where_there_is_more_than_one() -> None:
    timeline = Timeline()
    events = events_of([activity("call", 24 * 400), activity("call", 1)], NAMES)
    timeline.show(events)
    assert "18 Oct 2025" in flat(timeline.lay_out(events[0], 76, here=False))[0]
    timeline.show(events[1:])
    assert "2026" not in flat(timeline.lay_out(events[1], 76, here=False))[0]


@pytest.mark.feature("B-110", "B-116")
def test_a_long_call_is_told_whole_under_the_cursor() -> None:
    said = "they want panels on the barn as well " * 12
    timeline = Timeline()
    events = events_of([activity("call", 1, text=said)], NAMES)
    timeline.show(events)
    assert len(timeline.lay_out(events[0], 76, here=False)) == 1
    whole = " ".join(line.strip() for line in flat(timeline.lay_out(events[0], 76, here=True)))
    assert said.strip() in " ".join(whole.split())


@pytest.mark.parametrize(
    ("kind", "data", "token"),
    [
        ("moved", {"to": "contacted"}, "hue.contacted"),
        ("moved", {"to": "gone"}, "mute"),
        ("converted", {}, "ok"),
        ("deleted", {}, "err"),
        ("call", {"text": "x"}, "info"),
        ("edited", {"changes": []}, "mute"),
    ],
)
def test_the_kind_is_seen_by_its_glyph_and_colour(kind: str, data: dict[str, object], token: str) -> None:
    (event,) = events_of([replace(activity(kind), data=data)], NAMES)
    timeline = Timeline()
    timeline.show([event])
    assert tokens(timeline.lay_out(event, 76, here=False), KINDS[kind].glyph) == token


@pytest.mark.feature("B-116", "B-132")
def test_the_oldest_stands_first_until_it_is_turned_round() -> None:
    timeline = Timeline()
    events = events_of([activity("created", 9, number=1), activity("call", 5, number=2), MOVED], NAMES)
    timeline.show(events)
    assert [item.id for item in timeline.items] == [1, 2, 1]
    assert timeline.current == events[-1]
    timeline.reverse()
    assert timeline.items == events[::-1]
    assert timeline.current == events[-1]


@pytest.mark.feature("B-132")
def test_notes_are_turned_round_by_the_same_rule() -> None:
    notes = note_items([note("one", 9, number=1), note("two", 5, number=2), note("three", 1, number=3)], NAMES, NOW)
    shown = NotesList()
    shown.show(notes)
    assert [item.body for item in shown.items] == ["one", "two", "three"]
    shown.go_to(1)
    shown.show([*notes, NoteItem(4, "Jan", "now", "four")])
    assert shown.current is not None
    assert shown.current.id == 1
    shown.reverse()
    assert [item.id for item in shown.items] == [4, 3, 2, 1]
    assert shown.current.id == 4


@pytest.mark.feature("B-128")
def test_a_note_tells_who_when_what_and_its_file() -> None:
    (item,) = note_items([note("First line\n\nlast line", 2, file="roof.jpg")], NAMES, NOW)
    shown = flat(NotesList().lay_out(item, 60, here=False))
    assert shown[0].split() == ["Anna", "Nowak", "22", "Nov", "07:40"]
    assert [line.strip() for line in shown[1:]] == ["First line", "", "last line", "▪ roof.jpg · 1.2 MB", ""]


def test_a_note_that_was_changed_says_so() -> None:
    changed = replace(note("x", 5), updated_at=NOW)
    assert note_items([changed], NAMES, NOW)[0].when == "22 Nov 04:40 · changed 22 Nov 09:40"


def test_a_very_long_note_is_cut_but_not_under_the_cursor() -> None:
    (item,) = note_items([note("\n".join(str(line) for line in range(50)))], NAMES, NOW)
    short = flat(NotesList().lay_out(item, 60, here=False))
    assert short[-2].strip() == "… 43 more lines"
    assert len(flat(NotesList().lay_out(item, 60, here=True))) == 52


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (12_400, "12 kB"), (2_345_678, "2.3 MB"), (10_485_760, "10.5 MB")],
)
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words
    assert file_words("a.txt", size) == f"a.txt · {words}"


@pytest.mark.feature("B-126")
def test_kinds_can_be_looked_at_alone_with_how_many_there_are() -> None:
    items = kind_items([activity("call"), activity("mail"), activity("moved"), activity("note_added", text="x")])
    said = {item.id: "".join(text for text, _ in (*item.left, *item.right)) for item in items}
    assert "4" in said["all"]
    assert "2" in said["customer"]
    assert set(kinds_of("customer") or ()) == {"call", "mail", "visit"}
    assert kinds_of("") is None


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("here", [True, False])
@pytest.mark.parametrize("width", [40, 76, 120])
def test_hostile_history_fits_and_stays_text(text: str, width: int, here: bool) -> None:
    timeline, notes = Timeline(), NotesList()
    events = events_of(
        [activity("call", 1, text, text=text), activity(text, 1), activity("edited", 2, name=text)], NAMES
    )
    timeline.show(events)
    for event in events:
        check_drawing(timeline.lay_out(event, width, here=here), width)
    (item,) = note_items([note(text, author=text, file=text or "x")], NAMES, NOW)
    check_drawing(notes.lay_out(item, width, here=here), width)
