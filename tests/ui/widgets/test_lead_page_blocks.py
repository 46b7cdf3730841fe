"""What the page of a lead says, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from solartui.domain.contacts import ContactRef
from solartui.domain.leads import Address
from solartui.domain.people import Assignee
from solartui.domain.stages import SEEDED
from solartui.domain.vocabulary import AssigneeKind, ContactKind, GridConnection, LeadType, Source
from solartui.i18n import use_language
from solartui.widgets.estimate_block import EstimateBlock
from solartui.widgets.follow_up_box import FollowUpBox
from solartui.widgets.lead_facts import LeadFacts, LeadOrigin, LeadPlace, position_words
from solartui.widgets.lead_head import LeadHead
from solartui.widgets.lead_log import LatestNotes, LeadLog
from solartui.widgets.lead_snapshot import initials
from solartui.widgets.use_chart import UseChart
from tests.ui.widgets.drawn import HOSTILE, KEYS, NOW, activity, check_drawing, note, snapshot, texts, tokens, under

NARROW, WIDE = 76, 116
PIOTR = Assignee(AssigneeKind.USER, 1, "Piotr Żak")


@pytest.fixture
def polish() -> Iterator[None]:
    """Everything in Polish."""
    use_language("pl")
    yield
    use_language("en")


def facts(width: int = NARROW, **changes: Any) -> str:
    found: list[str] = []
    for block in (LeadPlace(KEYS), LeadFacts(KEYS), LeadOrigin(KEYS)):
        block.show(snapshot(**changes))
        found += texts(block, width)
    return "\n".join(found)


def head(width: int = NARROW, **changes: Any) -> list[str]:
    block = LeadHead()
    block.show(snapshot(**changes))
    return texts(block, width)


@pytest.mark.feature("B-90")
@pytest.mark.parametrize("kind", LeadType)
def test_the_facility_is_told(kind: LeadType) -> None:
    assert kind.name.capitalize() in facts(type=kind)


@pytest.mark.feature("B-91")
@pytest.mark.parametrize(
    ("grid", "word"),
    [
        (GridConnection.ON_GRID, "On-grid"),
        (GridConnection.OFF_GRID, "Off-grid"),
        (GridConnection.ZERO_INJECTION, "Zero injection"),
    ],
)
def test_the_grid_connection_is_told(grid: GridConnection, word: str) -> None:
    assert word.lower() in facts(grid_connection=grid).lower()


@pytest.mark.feature("B-90", "B-91")
def test_facility_and_grid_are_told_in_polish(polish: None) -> None:
    said = facts(type=LeadType.AGRICULTURAL, grid_connection=GridConnection.ZERO_INJECTION)
    assert "Rolniczy" in said
    assert "Zero Injection" in said


@pytest.mark.feature("B-92")
@pytest.mark.parametrize("wanted", [(True, False, False), (False, True, True), (True, True, True)])
def test_what_they_want_is_told_by_glyph_and_word(wanted: tuple[bool, bool, bool]) -> None:
    said = facts(panel=wanted[0], battery=wanted[1], heat_pump=wanted[2])
    for word, there in zip(("panels", "battery", "heat pump"), wanted, strict=True):
        assert f"{'●' if there else '○'} {word}" in said


@pytest.mark.feature("B-93")
def test_the_contact_is_told_with_all_ways_to_reach_them() -> None:
    contact = ContactRef(7, ContactKind.COMPANY, "Młyn sp. z o.o.", ("a@mlyn.pl", "b@mlyn.pl"), ("12 345 67 89", "601"))
    said = facts(contact=contact)
    assert all(text in said for text in ("Młyn sp. z o.o.", "a@mlyn.pl", "b@mlyn.pl", "12 345 67 89", "601"))


@pytest.mark.feature("B-94")
@pytest.mark.parametrize(
    ("user", "entity", "said"),
    [
        (PIOTR, "North", "Piotr Żak · North"),
        (PIOTR, None, "Piotr Żak"),
        (None, None, "system"),
        (None, "Dach i Spółka", "system · Dach i Spółka"),
    ],
)
def test_the_creator_is_told_with_their_entity(user: Assignee | None, entity: str | None, said: str) -> None:
    line = next(line for line in facts(WIDE, created_by=user, created_entity=entity).splitlines() if "Creator" in line)
    assert line.split("Creator")[1].strip() == said


@pytest.mark.feature("B-95")
def test_the_day_it_was_made_is_told_with_its_time() -> None:
    assert "Created   23 Oct 09:40" in facts(created_at=NOW - timedelta(days=30))
    assert "1 Jan 2020" in facts(created_at=NOW.replace(year=2020, month=1, day=1))


@pytest.mark.feature("B-89")
@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [
        (49.98738, 20.06473, "49.98738 N  20.06473 E"),
        (-33.8688, 151.2093, "33.86880 S  151.20930 E"),
        (0.0, -0.000004, "0.00000 N  0.00000 W"),
    ],
)
def test_coordinates_are_told_to_a_metre(latitude: float, longitude: float, said: str) -> None:
    assert position_words(latitude, longitude) == said
    assert said in facts(latitude=latitude, longitude=longitude)


@pytest.mark.feature("B-89")
def test_the_whole_address_stands_first_and_its_keys_can_be_clicked() -> None:
    block = LeadPlace(KEYS)
    block.show(snapshot(address=Address("ul. Bardzo Długa 100/12", "32-400", "Myślenice", "małopolskie", "PL")))
    shown = texts(block, NARROW)
    assert shown[0] == "ul. Bardzo Długa 100/12, 32-400 Myślenice, małopolskie, PL"
    assert "no coordinates" in shown[1]
    assert under(block, NARROW) == {"lead.map": "o map", "record.copy": "y copy"}
    assert "No address yet." in facts(address=Address())


@pytest.mark.feature("B-14")
def test_the_source_stands_with_its_channel() -> None:
    assert "Manual" in facts(source=Source.MANUAL_ENTITIES, channel=None)
    assert "LeadGen · Facebook" in facts(WIDE, source=Source.COMPANY_LEADGEN, channel="Facebook")


def test_an_owner_is_told_only_beside_another_assignee() -> None:
    assert "Owner" not in facts(owner=PIOTR)
    assert "Owner" in facts(owner=Assignee(AssigneeKind.USER, 3, "Anna Nowak"))
    assert "Owner" in facts(owner=PIOTR, assignee=None)


def test_a_lost_lead_tells_why() -> None:
    assert "Lost because" not in facts()
    assert "too dear" in facts(lost_reason="too dear")


@pytest.mark.feature("A-07")
@pytest.mark.parametrize("stage", SEEDED, ids=lambda stage: stage.key)
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_head_tells_stage_age_and_assignee(stage: Any, width: int) -> None:
    first = head(width, stage=stage.key)[0]
    assert "Zajazd pod Lipą  #1042" in first
    assert f"{stage.glyph} {stage.label} 3 days" in first
    assert first.endswith("PŻ")


def test_the_head_says_that_nobody_has_it_or_that_it_is_archived() -> None:
    assert head(assignee=None)[0].endswith("unassigned")
    assert head(assignee=Assignee(AssigneeKind.TEAM, 3, "North"))[0].endswith("North")
    assert " archived " in head(archived=True)[0]
    assert "archived" not in head()[0]
    assert "0 days" in head(stage_since=NOW + timedelta(hours=3))[0]


def test_a_long_name_gives_way_to_the_stage() -> None:
    first = head(name="Bardzo długa nazwa " * 10)[0]
    assert first.endswith("…  #1042  ◑ Assigned  PŻ")


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_parts_of_the_head_can_be_clicked(width: int) -> None:
    block = LeadHead()
    block.show(snapshot())
    assert under(block, width) == {
        "back": "‹",
        "lead.stage": "◑ Assigned",
        "lead.assign": "PŻ",
        "copy:+48 601 234 567": "+48 601 234 567",
        "copy:anna@poczta.pl": "anna@poczta.pl",
    }


def test_a_head_is_always_five_lines_high() -> None:
    assert len(LeadHead().lines(NARROW)) == 5
    for width in (30, 60, 95, 96, 200):
        assert len(head(width)) == 5


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        (None, "—"),
        (PIOTR, "PŻ"),
        ("Jan", "JA"),
        ("Anna Maria Nowak", "AN"),
        (Assignee(AssigneeKind.TEAM, 3, "North"), "North"),
        ("", ""),
    ],
)
def test_initials(who: Assignee | str | None, shown: str) -> None:
    assert initials(who) == shown


def box(width: int = NARROW, **changes: Any) -> FollowUpBox:
    made = FollowUpBox(KEYS)
    made.show(snapshot(**changes))
    made.lines(width)
    return made


def test_a_follow_up_is_told_with_its_note_its_time_and_its_keys() -> None:
    made = box(next_follow_up=NOW + timedelta(hours=2), follow_up_note="Sign contract")
    assert texts(made, NARROW) == [
        "▌ ◷ Sign contract   today 11:40",
        "▌   Sun 22 Nov 11:40",
        "▌   a log call   d done   z snooze",
    ]
    assert under(made, NARROW) == {"lead.log": "a log call", "lead.done": "d done", "lead.follow_up": "z snooze"}
    assert {surface for _, surface in made.lines(NARROW)} == {"raised"}


@pytest.mark.parametrize(
    ("hours", "token"), [(-50, "bold err"), (-1, "bold err"), (2, "bold accent"), (24, "text"), (200, "soft")]
)
def test_how_much_a_follow_up_matters_is_seen_by_its_colour(hours: int, token: str) -> None:
    assert tokens(box(next_follow_up=NOW + timedelta(hours=hours)).lines(NARROW), "◷") == token


def test_without_a_follow_up_one_can_be_set() -> None:
    made = box(next_follow_up=None)
    assert texts(made, NARROW) == ["◷ No follow-up set.   z set one"]
    assert under(made, NARROW) == {"lead.follow_up": "z set one"}


@pytest.mark.parametrize(("width", "exact"), [(NARROW, "   Mon 23 Nov 09:40"), (42, "")])
def test_when_to_answer_is_told_whole_or_not_twice(width: int, exact: str) -> None:
    by = NOW + timedelta(days=1)
    line = texts(box(width, next_follow_up=None, respond_by=by), width)[0]
    assert line.startswith("▌ ⚑ Answer by   tomorrow 09:40")
    assert "…" not in line
    assert line.endswith(exact)


def test_a_follow_up_without_a_note_says_what_it_is() -> None:
    assert "Follow up" in texts(box(follow_up_note=None), NARROW)[0]


@pytest.mark.feature("B-117", "B-118", "B-119")
def test_the_newest_activities_are_told_with_who_and_how_long_ago() -> None:
    block = LeadLog(2)
    moved = replace(activity("moved", 2), data={"from": "open", "to": "contacted"})
    block.show(snapshot(activities=[activity("created", 90, "system"), moved, activity("call", 1, text="rang")]))
    shown = texts(block, NARROW)
    assert len(shown) == 2
    assert shown[0].startswith("☎ ")
    assert "rang" in shown[0]
    assert shown[0].split()[-3:] == ["PŻ", "1", "h"]
    assert "Stage: Open → Contacted" in shown[1]
    assert under(block, NARROW)["all"]


def test_what_is_told_among_the_notes_is_not_told_twice() -> None:
    block = LeadLog(4)
    block.show(snapshot(activities=[activity("note_added", 1, text="rang twice"), activity("created", 2, "system")]))
    shown = texts(block, NARROW)
    assert len(shown) == 1
    assert "SY" in shown[0]


@pytest.mark.feature("B-109")
def test_the_newest_notes_stand_first_with_their_number_and_a_key() -> None:
    block = LatestNotes(2, "n")
    block.show(snapshot([note("first", 9), note("second", 5, file="plan.pdf"), note("third\nwith more", 1)]))
    shown = texts(block, NARROW)
    assert shown[0].startswith("Notes 3")
    assert shown[0].endswith("n write one")
    assert shown[1].startswith("≡ third…")
    assert shown[2].startswith("▪ second")
    assert len(shown) == 3


def test_without_notes_it_says_who_would_read_them() -> None:
    block = LatestNotes(2, "n")
    block.show(snapshot())
    assert texts(block, NARROW)[1] == "≡ No notes yet; only your desk reads them."


def chart(width: int = 60, **changes: Any) -> list[str]:
    block = UseChart("e")
    block.show(snapshot(**changes).lead)
    return texts(block, width)


def test_a_year_is_drawn_month_by_month() -> None:
    shown = chart(monthly_kwh=587.0)
    assert shown[0].startswith("■ 7 027 kWh / year   587 kWh / month") or "7 0" in shown[0]
    assert shown[0].endswith("peak Dec")
    assert len(shown) == 9
    assert shown[-1].split()[0] == "Jan"[: len(shown[-1].split()[0])]
    assert "█" in shown[6]


@pytest.mark.parametrize(
    ("months", "label"),
    [((1.0,) * 12, "1"), ((99.0,) * 12, "120"), ((842.0,) * 12, "900"), ((123_456.0,) * 12, "150 000")],
)
def test_the_scale_ends_in_round_numbers_above_the_largest_month(months: tuple[float, ...], label: str) -> None:
    top = chart(consumption=months)[1].split("█")[0].strip(" ▁▂▃▄▅▆▇")
    assert float(top.replace(" ", "")) >= months[0]
    assert float(top.replace(" ", "")) <= 2 * months[0] + 3
    assert label


def test_a_year_with_gaps_says_how_much_is_known() -> None:
    months = (None, 100.0, *(None,) * 10)
    shown = chart(consumption=months)
    assert "1 of 12 months known" in shown[0]
    assert shown[0].endswith("peak Feb")


@pytest.mark.feature("B-106", "B-107", "B-108")
@pytest.mark.parametrize("width", [60, 78])
def test_a_mean_is_spread_over_the_year_by_the_load_profile(width: int) -> None:
    shown = chart(width, consumption=(), monthly_kwh=250.0)
    assert shown[0].startswith("■ 250 kWh / month   about 3 000 kWh / year")
    assert shown[0].endswith("by load profile")
    assert len(shown) == 9
    assert [name[:3] for name in shown[-1].split()] == [month[: len(name)] for month, name in zip(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), shown[-1].split(),
        strict=True)]  # fmt: skip
    # Twelve bars of signs, not of colours: January is the highest, July the lowest.
    assert max(map(len, shown[1:7])) <= width
    assert "█" in shown[5]


def test_nothing_used_is_one_line_and_nothing_known_an_invitation() -> None:
    (shown,) = chart(consumption=(None,) * 12, monthly_kwh=0.0)
    assert shown.startswith("■ 0 kWh / month   about 0 kWh / year")
    assert chart(consumption=(), monthly_kwh=None) == ["■ Use is not known yet.   e fill in"]
    assert len(chart(consumption=(0.0,) * 12)) == 9


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [44, 58, NARROW, WIDE, 200])
def test_hostile_text_fits_and_stays_text(text: str, width: int) -> None:
    contact = ContactRef(1, ContactKind.PERSON, text, (text,), (text,))
    who = replace(PIOTR, name=text)
    data = snapshot(
        [note(text, author=text, file=text or "f")],
        [activity("call", 1, text, text=text), activity(text, 2)],
        name=text,
        contact=contact,
        address=Address(text, text, text, text, text),
        assignee=who,
        owner=who,
        created_by=who,
        created_entity=text,
        channel=text,
        lost_reason=text,
        follow_up_note=text,
    )
    for block in (
        LeadHead(),
        LeadPlace(KEYS),
        LeadFacts(KEYS),
        LeadOrigin(KEYS),
        FollowUpBox(KEYS),
        LeadLog(4),
        LatestNotes(3, "n"),
    ):
        block.show(data)
        check_drawing(block.lines(width), width)


def estimated(width: int = NARROW, **changes: Any) -> list[str]:
    block = EstimateBlock()
    krakow = {"latitude": 50.0, "longitude": 20.0, "monthly_kwh": 350.0, "consumption": (), "heat_pump": False}
    house = {"type": LeadType.RESIDENTIAL, "grid_connection": GridConnection.ON_GRID, "battery": False}
    block.show(snapshot(**{**krakow, **house, "address": Address(country="PL"), **changes}).lead, NOW.date())
    return texts(block, width)


def test_the_estimate_tells_size_production_payback_and_what_it_assumes() -> None:
    lines = estimated()
    assert lines[0] == "☀ 4.05 kWp   4 374 kWh / year   364 kWh / month" + " " * 16 + "estimate ±15%"
    assert lines[1] == "  covers 27% of the use   paid back in 7.9 years"
    assert lines[2] == "  costs PLN\u00a017,496, saves PLN\u00a02,224 a year"
    assert lines[5].split() == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    assert [int(word) for word in lines[6].split()] == [149, 226, 395, 481, 521, 516, 538, 518, 416, 305, 171, 138]
    words = " ".join(line.strip() for line in lines[7:])
    assert words == (
        "9 modules of 450 Wp · 1 080 kWh per kWp: facing the equator at 35°, no shade · "
        "PLN 4,000.00 net per kWp, PLN 1.10 per kWh bought · PLN 0.30 per kWh fed in"
    )


def test_the_estimate_says_what_it_had_to_suppose() -> None:
    words = " ".join(" ".join(estimated(latitude=None, longitude=None, heat_pump=True, monthly_kwh=9_000.0)).split())
    assert "the place is not known, its country is" in words
    assert "heat pump 3 500 kWh a year more" in words
    assert "at most 50 kW by the rules of the place" in words


def test_without_prices_and_room_the_estimate_is_shorter() -> None:
    lines = estimated(30, address=Address(country="CH"), grid_connection=GridConnection.OFF_GRID)
    assert not any("paid" in line or "Jan" in line for line in lines)
    assert estimated(monthly_kwh=None) == []
