"""The pieces that pages of contacts and projects are made of: facts, tiles, stages, lists of related records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.vocabulary import LABELS, ProjectStage
from solartui.i18n import use_language
from solartui.terminal.glyphs import GlyphTable
from solartui.widgets.facts import Fact, Facts
from solartui.widgets.parts import parts_width
from solartui.widgets.project_stages import project_stages, project_steps, project_tag
from solartui.widgets.related_list import Related, grouped
from solartui.widgets.tiles import Tile, Tiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from solartui.widgets.painted import Drawn


def texts(lines: Sequence[Drawn]) -> list[str]:
    """The lines as text."""
    return ["".join(text for text, _ in line.parts).rstrip() for line in lines]


@pytest.fixture
def polish() -> Iterator[None]:
    """In Polish."""
    use_language("pl")
    yield
    use_language("en")


LEFT = [[Fact("Address", "Lipowa 8\n32-020 Wieliczka"), Fact("Rules", "Poland")]]
RIGHT = [[Fact("Created", "16 Nov"), Fact("Phases", "")]]


def test_facts_stand_in_two_columns_where_nothing_breaks_for_it() -> None:
    facts = Facts()
    facts.show(LEFT, RIGHT)
    assert texts(facts.lines(50)) == [
        "Address  Lipowa 8           Created  16 Nov",
        "         32-020 Wieliczka   Phases   —",
        "Rules    Poland",
    ]


def test_facts_stand_in_one_column_where_it_is_narrow_and_long_values_go_on_below() -> None:
    facts = Facts()
    facts.show(LEFT, RIGHT)
    assert texts(facts.lines(24)) == [
        "Address  Lipowa 8",
        "         32-020",
        "         Wieliczka",
        "Rules    Poland",
        "",
        "Created  16 Nov",
        "Phases   —",
    ]


def test_facts_without_anything_are_nothing() -> None:
    assert Facts().lines(40) == []


def test_tiles_stand_side_by_side_and_wrap() -> None:
    tiles = Tiles()
    tiles.show([Tile("Power", "8.8", "kWp"), Tile("Battery", "", "kWh"), Tile("Price net", "35 200", "PLN", "ok")])
    assert texts(tiles.lines(60)) == [
        "▌ Power             ▌ Battery           ▌ Price net",
        "▌ 8.8 kWp           ▌ —                 ▌ 35 200 PLN",
    ]
    assert len(tiles.lines(30)) == 5
    assert ("8.8", "bold accent") in tiles.lines(60)[1].parts
    assert ("35 200", "bold ok") in tiles.lines(60)[1].parts


@pytest.mark.parametrize("width", [30, 60, 74, 75, 76, 112])
def test_steps_fill_the_width_and_words_stand_below_their_strokes(width: int) -> None:
    strokes, words = project_steps("committing", None, width)
    assert parts_width(strokes) == parts_width(words) == width
    assert [len(text) for text, _ in strokes] == [len(text) for text, _ in words]
    heavy = [text[0] for text, _ in strokes if text.strip()]
    assert heavy == ["━"] * 4 + ["─"] * 3
    assert [text[:2] for text, token in words if token == "bold hue.assigned"] == ["Co"]


@pytest.mark.usefixtures("polish")
def test_steps_fit_in_polish_at_eighty_columns() -> None:
    _, words = project_steps("quoting", None, 74)
    assert not any("…" in text for text, _ in words)


def test_a_project_that_ended_early_is_muted() -> None:
    strokes, _ = project_steps("considering", "lost", 80)
    assert {token for text, token in strokes if "━" in text} == {"hue.lost"}
    assert project_tag("considering", "lost") == [("✗ Lost", "hue.lost")]
    assert project_tag("completed", "completed") == [("✓ Completed", "hue.converted")]
    assert project_tag("dismantling", None) == [("dismantling", "mute")]


def test_every_stage_has_a_hue_a_glyph_and_a_word_of_its_own() -> None:
    stages = project_stages()
    assert [stage.key for stage in stages] == list(ProjectStage)
    assert len({stage.glyph for stage in stages}) == len({stage.hue for stage in stages}) == len(stages)
    assert [stage.label for stage in stages] == [LABELS[stage] for stage in ProjectStage]
    for table in (GlyphTable("basic"), GlyphTable("ascii")):
        assert all(stage.glyph.translate(table) != "?" for stage in stages)


def test_groups_are_named_once_and_empty_ones_are_left_out() -> None:
    items = grouped(
        ("Leads", [Related("lead", 2, "b"), Related("lead", 1, "a")]),
        ("Projects", []),
        ("Company", [Related("contact", 7, "c")]),
    )
    assert [[text for text, _ in item.heading] for item in items] == [["Leads", " 2"], [], ["Company", ""]]
    assert [item.first for item in items] == [True, False, False]
