"""The page of triage as it is drawn: everything at one look, whatever the size and whatever is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from solartui.domain.contacts import ContactRef
from solartui.domain.leads import Address
from solartui.domain.stages import SEEDED
from solartui.domain.triage import Summary
from solartui.domain.vocabulary import ContactKind
from solartui.i18n import use_language
from solartui.widgets.lead_snapshot import LeadSnapshot
from solartui.widgets.triage import parts
from solartui.widgets.triage.card import Standing, TriageCard, progress
from solartui.widgets.triage.summary import Outcome, TriageSummary, duration
from tests.ui.widgets.drawn import HOSTILE, NOW, activity, check_drawing, flat, note, snapshot, tokens

SIZES = ((80, 22), (120, 34), (100, 24), (60, 16), (200, 58))


@pytest.fixture
def polish() -> Iterator[None]:
    """In Polish."""
    use_language("pl")
    yield
    use_language("en")


def card(data: LeadSnapshot | None, standing: Standing | None = None) -> TriageCard:
    """The page with a lead."""
    made = TriageCard()
    made.show(data, standing or Standing(3, 50, 2))
    return made


def drawn(data: LeadSnapshot | None, width: int = 80, height: int = 22, **standing: Any) -> list[str]:
    """What is to be seen."""
    known = {"number": 3, "total": 50, "decided": 2} | standing
    return flat(card(data, Standing(**known)).draw(width, height))


def full(**changes: Any) -> LeadSnapshot:
    """A lead with a history."""
    told = [activity("created", 90), activity("call", 30, text="Nobody answered"), activity("moved", 20, to="assigned")]
    notes = [note("The roof is of tiles. " * 12, 40), note("Wants a battery, too.", 3)]
    known = {"respond_by": NOW - timedelta(hours=2), "score": 70, "channel": "fair"}
    return snapshot(notes, told, **(known | changes))


def line(lines: list[str], text: str) -> str:
    """The line that has a text."""
    return next(one for one in lines if text in one)


# ---- where one is


def test_the_place_the_number_of_decisions_and_the_last_one() -> None:
    lines = flat(progress(Standing(12, 50, 11, "Anna moved to Contacted", "u"), 80))
    assert lines[0].split("  ")[1:4] == ["Triage", "12 of 50", "11 decided"]
    assert lines[0].endswith("✓ Anna moved to Contacted  u undo")
    assert lines[1].count("━") == round(76 * 11 / 50)
    assert len(lines[1]) == 78


def test_nothing_is_said_that_is_not_known() -> None:
    first = flat(progress(Standing(1, None, 0), 80))
    assert first[0].strip() == "Triage  1"
    assert "━" not in first[1]
    last = flat(progress(Standing(51, 50, 3), 80))
    assert "50 of 50" in last[0]
    assert "─" not in last[1]


def test_a_long_sentence_gives_way_to_the_key() -> None:
    shown = flat(progress(Standing(1, 2, 1, "Follow-up set for " + "x" * 300, "u"), 80))[0]
    assert shown.endswith("…  u undo")


# ---- the lead


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_everything_fits(width: int, height: int) -> None:
    for data in (full(), snapshot(), full(consumption=(), monthly_kwh=300.0), full(next_follow_up=None)):
        lines = card(data).draw(width, height)
        assert len(lines) <= height
        check_drawing(lines, width)


def test_a_small_window_has_what_is_needed() -> None:
    lines = drawn(full())
    assert "Zajazd pod Lipą  #1042" in line(lines, "#1042")
    assert line(lines, "#1042").endswith("◑ Assigned · 3 days")
    assert line(lines, "+48").split("   ")[0].strip() == "+48 601 234 567"
    assert line(lines, "+48").endswith("Piotr Żak")
    assert "ul. Lipowa 8, 32-400 Myślenice" in line(lines, "Lipowa")
    assert line(lines, "Lipowa").endswith("Company LeadGen · fair · 23 Oct")
    assert "2 h late" in line(lines, "⚑ Answer by")
    assert "today" in line(lines, "◷ Sign contract")
    assert "Commercial · On-Grid" in line(lines, "Facility")
    assert "panels, battery" in line(lines, "Wants")
    assert "70 of 100" in line(lines, "Score")
    assert "never" in line(lines, "Contacted")
    assert line(lines, "7 035 kWh / year").endswith("peak Dec")
    assert "≡ Wants a battery, too." in line(lines, "battery, too")
    assert "☎" in line(lines, "Nobody answered")


def test_a_larger_one_has_two_columns_and_whole_notes() -> None:
    lines = drawn(full(), 120, 34)
    assert lines[0] == ""
    assert "Open" in line(lines, "Site visit")
    facts = line(lines, "Facility")
    assert "⚑ Answer by" in facts
    assert sum("The roof is of tiles." in one for one in lines) == 3
    assert line(lines, "Jan Feb")
    assert sum("█" in one for one in lines) >= 4


def test_what_is_late_is_red_and_a_decided_lead_says_so() -> None:
    lines = card(full()).draw(80, 22)
    assert tokens(lines, "2 h late") == "bold err@raised"
    assert tokens(lines, "#1042") == "mute"
    assert "✓ decided" in line(drawn(full(), here=True), "#1042")
    assert "◷ Nothing is due." in "\n".join(drawn(full(respond_by=None, next_follow_up=None)))


def test_less_of_the_chart_where_there_is_less_room() -> None:
    tall, low = (sum("█" in one or "▇" in one for one in drawn(full(), 80, height)) for height in (30, 20))
    assert tall > low


def test_what_is_not_known_is_said() -> None:
    bare = snapshot(
        address=Address(), assignee=None, consumption=(), panel=False, battery=False, next_follow_up=None,
        contact=ContactRef(1, ContactKind.PERSON, "Anna", (), ()), lost_reason="no roof",
    )  # fmt: skip
    lines = "\n".join(drawn(bare))
    for told in ("no address", "unassigned", "Use is not known yet.", "Nothing was said or done yet.", "no roof"):
        assert told in lines
    assert drawn(None)[-1] == ""
    assert len(drawn(None)) == 3


def test_clicks_meet_what_is_shown() -> None:
    made = card(full())
    rows = flat(made.draw(80, 22))
    found = {zone.name: rows[zone.y][zone.start : zone.end].strip() for zone in made.zones}
    assert found == {
        "copy:+48 601 234 567": "+48 601 234 567",
        "copy:anna@poczta.pl": "anna@poczta.pl",
        "lead.stage": "◑ Assigned",
        "lead.assign": "Piotr Żak",
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    data = full(name=text, channel=text, follow_up_note=text, lost_reason=text, address=Address(text, text, text))
    data = LeadSnapshot(lead=data.lead, names=data.names, notes=[note(text or "x")], now=NOW,
                        activities=[activity("call", text=text)])  # fmt: skip
    for width, height in SIZES:
        check_drawing(card(data, Standing(1, 2, 1, text, "u", here=True)).draw(width, height), width)


def test_polish_words_fit(polish: None) -> None:
    for width, height in SIZES:
        check_drawing(card(full(), Standing(1200, 45_000, 1100, "Załatwiono", "u")).draw(width, height), width)


# ---- its parts


def test_the_use_is_told_as_far_as_it_is_known() -> None:
    assert flat(parts.use(full(consumption=(), monthly_kwh=None).lead, 76, 4)) == ["■ Use is not known yet."]
    mean = flat(parts.use(full(consumption=(), monthly_kwh=300.0).lead, 76, 4))
    assert mean == ["■ 300 kWh / month   about 3 600 kWh / year"]
    assert len(parts.use(full().lead, 76, 4)) == 6
    (low,) = flat(parts.use(full().lead, 76, 0))
    assert sum(sign in "▁▂▃▄▅▆▇█" for sign in low) == 12


def test_a_plant_is_estimated_in_as_many_lines_as_there_are() -> None:
    assert parts.estimated(full(), 60, 0) == []
    assert parts.estimated(full(consumption=(), monthly_kwh=None), 60, 5) == []
    (first,) = flat(parts.estimated(full(), 60, 1))
    assert "kWp" in first
    assert first.endswith("estimate ±15%")
    assert len(parts.estimated(full(), 60, 4)) == 4
    assert "kWp" in line(drawn(full()), "estimate")
    assert "paid back" in "".join(drawn(full(), 120, 50))


def test_the_newest_is_told_first_in_as_many_lines_as_there_are() -> None:
    data = full()
    assert parts.said(data, 60, 0) == []
    one = flat(parts.said(data, 60, 1))
    assert one == [line(one, "Wants a battery, too.")]
    few = flat(parts.said(data, 60, 4))
    assert [few[at].split()[0] for at in range(4)] == ["≡", "→", "☎", "≡"]
    assert few[3].rstrip().endswith("40 h") or "1 d" in few[3]


def test_other_numbers_and_mails_stand_in_the_facts() -> None:
    contact = ContactRef(1, ContactKind.PERSON, "Anna", ("a@x.pl", "b@x.pl"), ("1", "2", "333"))
    facts = "\n".join(flat(parts.facts_below(full(contact=contact), 50)))
    assert "333" in facts
    assert "b@x.pl" in facts


# ---- the end


def outcome(**changes: Any) -> Outcome:
    """What came of it."""
    known: dict[str, Any] = {
        "leads": 12, "skipped": 3, "vanished": 1, "moved": {"lost": 2, "contacted": 8, "mood": 1},
        "assigned": {"Anna Nowak": 1, None: 1}, "others": {"followed": 4, "converted": 1}, "seconds": 145.0,
    }  # fmt: skip
    keys = {"undo": "u", "triage.previous": "K", "triage.open": "enter"}
    return Outcome(Summary(**(known | changes)), SEEDED, "Anna moved to Lost", keys)


def ended(width: int, height: int, **changes: Any) -> list[str]:
    """The end as it is seen."""
    page = TriageSummary()
    page.show(outcome(**changes))
    lines = page.draw(width, height)
    check_drawing(lines, width)
    return flat(lines)


def test_the_end_tells_how_many_went_where_and_how_long_it_took() -> None:
    lines = ended(80, 22)
    assert line(lines, "decided").split("   ")[1:] == ["12 leads decided", "2 min 25 s in all", "12 s each"]
    order = [one.split()[1] for one in lines if "━" in one]
    assert order == ["Contacted", "Lost", "1", "nobody", "Anna", "Follow-up", "Converted"]
    assert line(lines, "Contacted").count("━") == 24
    assert line(lines, "Follow-up set").split()[-2] == "4"
    assert line(lines, "looked at only").strip() == "3 looked at only · 1 had vanished"
    assert line(lines, "✓ Anna").strip() == "✓ Anna moved to Lost"
    assert "u undoes the last decision  K back to the leads  enter closes" in lines[-1]


def test_a_low_window_leaves_out_the_last_rows() -> None:
    lines = ended(70, 12)
    assert len(lines) <= 12
    assert line(lines, "and more")
    assert "enter closes" in lines[-1]


def test_an_end_without_decisions() -> None:
    page = TriageSummary()
    assert page.draw(80, 22) == []
    page.show(Outcome(Summary(0, 2, 0), SEEDED, "", {"triage.open": "enter"}))
    text = "\n".join(flat(page.draw(80, 22)))
    assert "0 leads decided" in text
    assert "undoes" not in text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (0.4, "under 1 s"), (12.4, "12 s"), (60, "1 min 0 s"), (3725, "62 min 5 s")]
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_a_comment_has_the_sign_that_its_writer_chose() -> None:
    known = full()
    said = activity("comment", text="north side", icon="roof")
    found = LeadSnapshot(lead=known.lead, names=known.names, notes=[], activities=[said], now=NOW)
    assert any("⌂ " in row and "north side" in row for row in flat(card(found).draw(100, 30)))
