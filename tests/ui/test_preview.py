"""The pane beside a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult

from solartui.app import SolarApp
from solartui.domain.contacts import ContactRef
from solartui.domain.leads import Address, Lead
from solartui.domain.people import Assignee
from solartui.domain.records import Activity, Subject
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.vocabulary import AssigneeKind, ContactKind, GridConnection, LeadType, Source, StageKind
from solartui.screens.base import BaseScreen
from solartui.theme import DUSK
from solartui.widgets.backdrop import Backdrop
from solartui.widgets.parts import parts_width
from solartui.widgets.preview import Preview, PreviewData, content
from solartui.widgets.stage_steps import stage_strokes, stage_tag, stage_words, way_of
from tests.ui.support import FakeServices, lines, session, settle, shown, tokens_at

NOW = datetime(2026, 11, 22, 9, 40, tzinfo=UTC).astimezone()
YEAR = (842, 760, 701, 540, 432, 384, 366, 398, 452, 590, 724, 846)


def lead(**changes: Any) -> Lead:
    """A lead with everything."""
    made = Lead(
        id=1042,
        name="Zajazd pod Lipą",
        type=LeadType.COMMERCIAL,
        grid_connection=GridConnection.ON_GRID,
        stage="assigned",
        source=Source.COMPANY_LEADGEN,
        channel=None,
        contact=ContactRef(1, ContactKind.PERSON, "Anna Wiśniewska", ("anna@poczta.pl",), ("+48 601 234 567",)),
        address=Address("ul. Lipowa 8", "32-400", "Myślenice", None, "PL"),
        latitude=None,
        longitude=None,
        assignee=Assignee(AssigneeKind.USER, 1, "Piotr Żak"),
        owner=None,
        created_by=None,
        created_entity=None,
        monthly_kwh=None,
        consumption=YEAR,
        panel=True,
        battery=True,
        heat_pump=False,
        score=None,
        last_contacted=None,
        next_follow_up=NOW + timedelta(hours=2),
        follow_up_note="Sign contract",
        lost_reason=None,
        converted=False,
        archived=False,
        stage_since=NOW - timedelta(days=4),
        created_at=NOW,
        updated_at=NOW,
        version=1,
    )
    return replace(made, **changes)


def activity(words: str, hours: int, kind: str = "call") -> Activity:
    """One line of history."""
    return Activity(
        1, NOW - timedelta(hours=hours), "PŻ", kind, Subject("lead", 1042), None, 1042, None, {"words": words}
    )


def data(*activities: Activity, **changes: Any) -> PreviewData:
    """What the pane shows."""
    return PreviewData(lead(**changes), SEEDED, activities, lambda one: str(one.data["words"]), NOW)


def text(found: PreviewData, width: int = 38, height: int = 40) -> list[str]:
    """The lines as text."""
    return ["".join(part for part, _ in line.parts).rstrip() for line in content(found, width, height)]


def test_a_lead_is_told_from_the_most_important_down() -> None:
    seen = text(data(activity("Agreed on 3 payments", 2)))
    assert seen[0] == "Zajazd pod Lipą                  #1042"
    assert seen[1] == "ul. Lipowa 8, 32-400 Myślenice, PL"
    assert seen[4] == "◑ Assigned · 4 days          Piotr Żak"
    assert seen[6:12] == [
        "Contact   Anna Wiśniewska",
        "Phone     +48 601 234 567",
        "Mail      anna@poczta.pl",
        "Type      Commercial · On-Grid",
        "Wants     panels, battery",
        "Source    Company LeadGen",
    ]
    assert seen[13] == "Use       7 035 kWh / year    peak Dec"
    assert seen[19].split() == list("JFMAMJJASOND")
    assert "Sign contract" in seen[21]
    assert "today" in seen[21]
    assert seen[-1] == "☎ Agreed on 3 payments             2 h"


def test_the_month_of_most_use_gives_way_in_a_narrow_pane() -> None:
    assert "Use       7 035 kWh / year" in text(data(), width=34)
    assert "Use       7 035 kWh / year peak Dec" in text(data(), width=35)


def test_a_lead_that_waits_says_until_when_above_the_follow_up() -> None:
    seen = text(data(respond_by=NOW + timedelta(minutes=30)))
    at = next(place for place, line in enumerate(seen) if "Answer by" in line)
    assert "30 min left" in seen[at]
    assert "Sign contract" in seen[at + 1]
    late = text(data(respond_by=NOW - timedelta(hours=3), next_follow_up=None, follow_up_note=None))
    assert any("⚑ Answer by" in line and "3 h late" in line for line in late)


def test_what_is_not_known_takes_no_line() -> None:
    bare = data(
        address=Address(), assignee=None, consumption=(), next_follow_up=None, panel=False, battery=False,
        contact=ContactRef(1, ContactKind.PERSON, "Zajazd pod Lipą"),
    )  # fmt: skip
    seen = text(bare)
    assert seen[0].startswith("Zajazd pod Lipą")
    assert "unassigned" in seen[3]
    assert [line.split()[0] for line in seen[5:]] == ["Type", "Source"]


def test_a_monthly_average_stands_where_no_year_is_known() -> None:
    assert "Use       586 kWh / month" in text(data(consumption=(), monthly_kwh=586.0))


@pytest.mark.parametrize("height", range(1, 40))
def test_what_does_not_fit_is_left_out_in_whole_blocks(height: int) -> None:
    found = data(activity("Called", 2), activity("Mailed", 30, "mail"))
    seen = content(found, 38, height)
    assert len(seen) <= height
    words = text(found, height=height)
    assert words[0].startswith("Zajazd")
    if any("JFM" in line.replace(" ", "") for line in words):
        assert any("kWh / year" in line for line in words)


@pytest.mark.parametrize("width", [26, 38, 48, 70])
def test_no_line_is_wider_than_the_pane(width: int) -> None:
    found = data(activity("界" * 80, 2), name="Gospodarstwo " * 20, follow_up_note="x" * 300)
    assert all(parts_width(line.parts) <= width for line in content(found, width, 40))


def test_hostile_text_is_only_text() -> None:
    seen = "\n".join(text(data(activity("\x1b[2J", 1), name="[/]\x1b]52;c;x\x07", follow_up_note="\u202ex")))
    assert "[/]" in seen
    assert "\x1b" not in seen
    assert "\u202e" not in seen


def keys(stages: list[Stage]) -> list[str]:
    return [stage.key for stage in stages]


def test_the_way_of_a_lead_ends_where_it_ends() -> None:
    assert keys(way_of(SEEDED, "open")) == ["open", "contacted", "assigned", "site_visit", "converted"]
    assert keys(way_of(SEEDED, "lost")) == ["open", "contacted", "assigned", "site_visit", "lost"]
    hidden = Stage("old", "Old", "Stary", StageKind.WORKING, 9, "teal", "·", active=False)
    assert "old" not in keys(way_of((*SEEDED, hidden), "open"))
    assert "old" in keys(way_of((*SEEDED, hidden), "old"))
    assert way_of((), "open") == []


@pytest.mark.parametrize("width", [5, 20, 38, 100])
def test_strokes_fill_the_width_and_are_heavy_as_far_as_it_came(width: int) -> None:
    strokes = stage_strokes(SEEDED, "contacted", width)
    assert parts_width(strokes) == max(width, 9)
    assert "".join(text for text, _ in strokes).count("━") == len(strokes[0][0]) + len(strokes[2][0])
    assert [token for _, token in strokes[::2]] == ["hue.open", "hue.contacted", "line_hi", "line_hi", "line_hi"]
    assert stage_strokes((), "open", width) == []


def test_the_present_stage_is_bold_below_its_stroke() -> None:
    words = stage_words(SEEDED, "assigned", 60)
    assert [text.strip() for text, token in words if token == "bold hue.assigned"] == ["Assigned"]
    assert cell_len("".join(text for text, _ in words)) == 60
    assert stage_tag(SEEDED[0]) == [("○ Open", "hue.open")]


async def test_the_pane_has_the_one_border_and_repaints_what_differs() -> None:
    pane = Preview()

    class Page(BaseScreen):
        def compose_body(self) -> ComposeResult:
            with Backdrop(id="body"):
                yield pane

    app = SolarApp(lambda: session(FakeServices()), {"leads": Page})
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "╭─ Preview ─" in shown(app)
        assert "space · hide" in lines(app)[38]
        pane.show(data())
        await settle(pilot)
        assert "│ Zajazd pod Lipą" in shown(app)
        assert tokens_at(pane, 1, "Zajazd") == (DUSK.text, DUSK.bg, True)
        pane.show(data(stage="lost"))
        await settle(pilot)
        assert "✗ Lost" in shown(app)
        pane.show(None)
        await settle(pilot)
        assert "Zajazd" not in shown(app)


def test_a_comment_in_the_preview_has_the_sign_that_its_writer_chose() -> None:
    said = replace(activity("", 1, "comment"), data={"words": "north side", "icon": "roof"})
    assert any(line.startswith("⌂ north side") for line in text(data(said)))
