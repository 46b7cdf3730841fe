"""The blocks that pages are made of: tabs, facts, numbers side by side, and lists of what belongs to a record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from solartui.domain.contacts import LinkedProject
from solartui.domain.vocabulary import ProjectStage
from solartui.widgets.facts import Fact, Facts
from solartui.widgets.parts import parts_width
from solartui.widgets.project_list import ProjectHeading, ProjectList
from solartui.widgets.project_stages import project_steps, project_tag
from solartui.widgets.related_list import Related, RelatedList, grouped
from solartui.widgets.tab_row import TabRow
from solartui.widgets.tiles import Tile, Tiles
from tests.ui.widgets.drawn import HOSTILE, NOW, check_drawing, flat, texts, tokens, under

TABS = {"summary": "Summary", "activities": "Activities", "notes": "Notes"}
OPEN = (("○ Open", "hue.open"),)


# ---- tabs


@pytest.mark.feature("A-08", "B-11")
def test_tabs_stand_with_their_counts_and_the_open_one_is_underlined() -> None:
    row = TabRow(TABS)
    row.show("activities", {"activities": 12, "notes": 0})
    names, stroke = texts(row, 60)
    assert names == "  Summary    Activities 12    Notes 0"
    start = names.index("Activities 12")
    assert stroke[start : start + 13] == "━" * 13
    assert stroke.count("━") == 13
    assert len(stroke) == 60


@pytest.mark.parametrize("width", range(34, 42))
def test_tabs_that_just_fit_are_whole_and_so_is_their_line(width: int) -> None:
    row = TabRow(TABS)
    row.show(counts={"summary": 7})
    names, stroke = texts(row, width)
    assert names.endswith("Notes")
    assert len(names) <= width == len(stroke)


def test_a_click_on_a_tab_or_on_its_stroke_means_it() -> None:
    row = TabRow(TABS)
    row.show(counts={"notes": 3})
    assert under(row, 60)["summary"]
    rows = ["".join(text for text, _ in parts) for parts, _ in row.lines(60)]
    first = {zone.name: rows[0][zone.start : zone.end] for zone in row.zones if zone.y == 0}
    assert first == {"summary": "Summary", "activities": "Activities", "notes": "Notes 3"}
    assert {(zone.start, zone.end) for zone in row.zones if zone.y == 1} == {
        (zone.start, zone.end) for zone in row.zones if zone.y == 0
    }


def test_the_ends_of_the_tabs_meet() -> None:
    row = TabRow(TABS)
    assert (row.active, row.beside(1), row.beside(-1)) == ("summary", "activities", "notes")
    row.show("notes")
    assert (row.beside(1), row.beside(-1), row.beside(5)) == ("summary", "activities", "activities")


@pytest.mark.parametrize("width", [40, 45, 60, 100])
def test_a_remark_stands_at_the_end_where_there_is_room(width: int) -> None:
    row = TabRow(TABS)
    row.show(remark="only: calls, mails and visits")
    first = texts(row, width)[0]
    assert first.startswith("  Summary    Activities    Notes")
    assert ("only" in first) == (width >= 45)
    if width >= 45:
        assert len(first) <= width
    row.show("notes")
    assert texts(row, 100)[0].endswith("only: calls, mails and visits")
    row.show(remark="")
    assert texts(row, 100)[0].endswith("Notes")


# ---- facts


def facts(*pairs: tuple[str, str], right: tuple[tuple[str, str], ...] = ()) -> Facts:
    block = Facts()
    block.show([[Fact(*pair) for pair in pairs]], [[Fact(*pair) for pair in right]] if right else ())
    return block


def test_values_stand_below_each_other() -> None:
    block = facts(("Name", "Jan"), ("Telephone", "601\n602"), ("Mail", ""))
    assert texts(block, 40) == ["Name       Jan", "Telephone  601", "           602", "Mail       —"]


def test_two_columns_where_nothing_has_to_be_broken_else_one() -> None:
    block = facts(("Name", "Jan Kowalski"), right=(("Kind", "Person"), ("Added", "today")))
    assert texts(block, 60)[0].split() == ["Name", "Jan", "Kowalski", "Kind", "Person"]
    assert len(texts(block, 60)) == 2
    assert texts(block, 25) == ["Name   Jan Kowalski", "", "Kind   Person", "Added  today"]


@pytest.mark.parametrize("width", range(12, 80, 7))
def test_no_word_of_a_value_is_lost(width: int) -> None:
    said = "a long value that has to go on below in a narrow window"
    block = facts(("Name", said), right=(("Other", said),))
    shown = " ".join(" ".join(texts(block, width)).split())
    for word in said.split():
        assert shown.count(word) >= 2
    check_drawing(block.lines(width), max(width, 14))


# ---- numbers side by side


@pytest.mark.parametrize(("width", "lines"), [(80, 2), (60, 2), (45, 5), (30, 5), (14, 11)])
def test_as_many_numbers_stand_in_a_row_as_fit(width: int, lines: int) -> None:
    block = Tiles()
    block.show(
        [Tile("Power", "9.9", "kWp"), Tile("Battery", "", "kWh"), Tile("Net", "47 394", "PLN"), Tile("Each", "1")]
    )
    shown = texts(block, width)
    assert len(shown) == lines
    assert "9.9 kWp" in "\n".join(shown)
    assert "—" in "\n".join(shown)
    assert "kWh" not in "\n".join(shown)
    check_drawing(block.lines(width), width)


def test_nothing_is_drawn_of_no_numbers() -> None:
    assert texts(Tiles(), 60) == []


# ---- what belongs to a record


def test_groups_have_names_and_counts_and_empty_ones_are_left_out() -> None:
    leads = [Related("lead", 1, "Roof", OPEN, day="3 Nov"), Related("lead", 2, "Barn", OPEN, day="1 Nov")]
    items = grouped(("Leads", leads), ("Projects", []), ("Company", [Related("contact", 1, "Młyn")]))
    shown = RelatedList()
    shown.show(items)
    lines = [line for item in items for line in flat(shown.lay_out(item, 60, here=False))]
    assert [line.split() for line in lines] == [
        ["Leads", "2"],
        ["○", "Roof", "#1", "Open", "3", "Nov"],
        ["○", "Barn", "#2", "Open", "1", "Nov"],
        [],
        ["Company"],
        ["Młyn", "#1"],
    ]
    assert len({shown.id_of(item) for item in items}) == 3


@pytest.mark.parametrize(("width", "more"), [(80, ["601 234 567", "jan@x.pl"]), (40, ["601 234 567"]), (20, [])])
def test_numbers_are_shown_whole_or_not_at_all(width: int, more: list[str]) -> None:
    shown = RelatedList()
    item = Related("contact", 1, "Jan Kowalski", more=("601 234 567", "jan@x.pl"))
    shown.show([item])
    (line,) = flat(shown.lay_out(item, width, here=False))
    assert [text for text in ("601 234 567", "jan@x.pl") if text in line] == more
    assert not any(line.endswith(part) for part in ("601", "601 234", "jan@"))


def project(**changes: Any) -> LinkedProject:
    known: dict[str, Any] = {
        "id": 7, "name": "Roof", "stage": "quoting", "outcome": None, "capacity_kwp": 9.9, "battery_kwh": 10.2,
        "created_at": NOW - timedelta(days=2),
    }  # fmt: skip
    return LinkedProject(**(known | changes))


@pytest.mark.feature("B-97", "B-98", "B-99")
@pytest.mark.parametrize(("width", "lines"), [(100, 1), (58, 1), (50, 2)])
def test_a_related_project_tells_power_battery_and_stage(width: int, lines: int) -> None:
    shown = ProjectList()
    shown.show([project()])
    drawn = flat(shown.lay_out(project(), width, here=False))
    assert len(drawn) == lines
    whole = " ".join(drawn)
    assert all(text in whole for text in ("Roof", "#7", "9.9 kWp", "10.2 kWh battery", "Quoting"))


@pytest.mark.feature("B-97", "B-98", "B-99", "B-100", "B-101", "B-102")
@pytest.mark.parametrize(("width", "lines"), [(116, 2), (74, 2), (50, 4)])
def test_related_projects_stand_side_by_side_the_cheapest_kwp_first(width: int, lines: int) -> None:
    dear = project(id=1, name="Barn", price_net=4_000_000, price_gross=4_320_000, capacity_kwp=9.0, currency="PLN")
    cheap = project(id=2, name="Roof", price_net=4_000_000, price_gross=4_405_715, capacity_kwp=10.0, currency="PLN")
    open_ = project(id=3, name="Shed", price_net=100, price_gross=108, capacity_kwp=None, currency="PLN")
    shown = ProjectList()
    shown.show([open_, dear, cheap])
    assert [item.name for item in shown.items] == ["Roof", "Barn", "Shed"]
    drawn = flat(shown.lay_out(cheap, width, here=False))
    assert len(drawn) == lines
    whole = " ".join(drawn)
    assert all(text in whole for text in ("44,057.15 with VAT", "40,000.00 without", "4,405.72 / 4,000.00", "10.0 kWp"))
    assert "— / —" in " ".join(flat(shown.lay_out(open_, width, here=False)))
    assert tokens(shown.lay_out(cheap, width, here=False), "4,405.72") == "bold ok"


@pytest.mark.feature("B-98", "B-99")
def test_what_a_project_does_not_have_yet_is_said() -> None:
    shown = flat(
        ProjectList().lay_out(project(capacity_kwp=None, battery_kwh=None, stage="onboarding"), 100, here=False)
    )
    assert "no power yet" in shown[0]
    assert "battery" not in shown[0]
    assert "Onboarding" in shown[0]


@pytest.mark.feature("B-97", "B-111")
@pytest.mark.parametrize(("count", "said"), [(0, "No project yet.   c convert"), (2, "Related projects 2")])
def test_the_heading_counts_projects_or_offers_the_first(count: int, said: str) -> None:
    block = ProjectHeading("c")
    assert texts(block, 60) == []
    block.show(count)
    assert texts(block, 60) == [said]


# ---- how far a project is


@pytest.mark.parametrize("stage", ProjectStage)
@pytest.mark.parametrize("width", [56, 76, 116])
def test_strokes_and_words_of_a_project_stand_below_each_other(stage: ProjectStage, width: int) -> None:
    strokes, words = project_steps(stage.value, None, width)
    assert parts_width(strokes) == parts_width(words) == width
    reached = [text for text, _ in strokes if text.startswith("━")]
    assert len(reached) == list(ProjectStage).index(stage) + 1
    assert next(text.strip() for text, token in words if token.startswith("bold"))[:4] == stage.name.capitalize()[:4]


@pytest.mark.parametrize("stage", list(ProjectStage), ids=str)
def test_the_word_of_the_present_stage_is_whole_at_80_cells(stage: ProjectStage) -> None:
    _, words = project_steps(stage.value, None, 74)
    assert [text.strip() for text, token in words if token.startswith("bold")] == [stage.name.capitalize()]
    assert sum(text.endswith("…") for text, _ in words) <= 1


@pytest.mark.parametrize(
    ("stage", "outcome", "shown", "token"),
    [
        ("quoting", None, "◔ Quoting", "hue.contacted"),
        ("completed", "completed", "✓ Completed", "hue.converted"),
        ("quoting", "lost", "✗ Lost", "hue.lost"),
        ("quoting", "vanished", "✗ vanished", "hue.lost"),
        ("unheard_of", None, "unheard_of", "mute"),
    ],
)
def test_the_stage_of_a_project_or_how_it_ended(stage: str, outcome: str | None, shown: str, token: str) -> None:
    assert project_tag(stage, outcome) == [(shown, token)]


def test_a_project_that_ended_early_is_muted_as_far_as_it_came() -> None:
    strokes, _ = project_steps("committing", "lost", 76)
    assert {token for text, token in strokes if text.startswith("━")} == {"hue.lost"}


# ---- hostile text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [44, 76, 116])
@pytest.mark.parametrize("here", [True, False])
def test_hostile_text_fits_and_stays_text(text: str, width: int, here: bool) -> None:
    block = facts(("Name", text), ("Mail", text), right=(("More", text),))
    check_drawing(block.lines(width), width)
    related, projects = RelatedList(), ProjectList()
    items = grouped(
        ("Leads", [Related("lead", 1, text, OPEN, day="3 Nov")]),
        ("People", [Related("contact", 1, text, more=(text,))]),
    )
    related.show(items)
    for item in items:
        check_drawing(related.lay_out(item, width, here=here), width)
    check_drawing(projects.lay_out(project(name=text), width, here=here), width)


def test_the_cursor_is_seen_by_its_bar_only_where_the_keys_go() -> None:
    shown = ProjectList()
    shown.show([project()])
    assert "▌" not in flat(shown.lay_out(project(), 100, here=True))[0]
    assert tokens(shown.lay_out(project(), 100, here=True), "Roof") == "text"
