"""The heads of the pages of contacts and projects, and the list of related records, in any room."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from solartui.domain.activity import Names
from solartui.domain.contacts import ContactRef, Email, Phone
from solartui.domain.people import Assignee
from solartui.domain.vocabulary import AssigneeKind, ContactKind, ProjectStage
from solartui.widgets.contact_head import ContactHead
from solartui.widgets.parts import parts_width
from solartui.widgets.project_head import ProjectHead
from solartui.widgets.related_list import Related, RelatedList, grouped
from solartui.widgets.snapshot import ContactSnapshot, ProjectSnapshot
from tests.domain.workflow.plays import Play, facts
from tests.ui.support import settle, shown, tokens_at
from tests.ui.test_record_previews import ANNA, HOUSE

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from solartui.domain.contacts import Contact
    from solartui.domain.projects import Project
    from solartui.domain.workflow.course import Course
    from solartui.widgets.record_head import RecordHead

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def contact_head(contact: Contact) -> ContactHead:
    head = ContactHead()
    head.show(ContactSnapshot(contact=contact, names=Names(), notes=(), activities=(), now=NOW))
    return head


def project_head(project: Project, course: Course | None = None) -> ProjectHead:
    head, nothing = ProjectHead(), Names()
    data = ProjectSnapshot(project=project, regulation="Poland", names=nothing, notes=(), activities=(), now=NOW)
    head.show(replace(data, course=course))
    return head


def texts(head: RecordHead[Any], width: int) -> list[str]:
    lines = head.lines(width)
    assert all(parts_width(line.parts) <= width for line in lines)
    return ["".join(text for text, _ in line.parts).rstrip() for line in lines]


def zones(head: RecordHead[Any]) -> set[str]:
    return {zone.name for zone in head.zones}


def test_the_head_of_a_contact() -> None:
    head = contact_head(ANNA)
    assert texts(head, 76) == [
        "‹ Anna Wiśniewska  #1  person                                Zajazd pod Lipą",
        "  +48 601 234 567   anna@poczta.pl                   Lead Generator · 23 Nov",
    ]
    assert zones(head) == {"back", "open:contact:2", "copy:+48 601 234 567", "copy:anna@poczta.pl"}


def test_an_address_that_is_not_to_be_used_is_not_offered() -> None:
    contact = replace(ANNA, emails=(Email("alt@poczta.pl", unusable=True), Email("neu@poczta.pl")), phones=())
    assert "alt@" not in texts(contact_head(contact), 76)[1]
    assert "neu@" in texts(contact_head(contact), 76)[1]


@pytest.mark.parametrize("width", [40, 60, 76, 116])
def test_heads_fit_into_any_width_and_keep_the_number(width: int) -> None:
    many = tuple(Phone(f"+48 601 234 {at:03}") for at in range(9))
    contact = replace(ANNA, name="Wojciech Przetwórnia " * 9, phones=many)
    assert len(texts(contact_head(contact), width)) == 2
    project = replace(HOUSE, name="Wojciech Przetwórnia " * 9)
    lines = texts(project_head(project), width)
    assert len(lines) == 6
    if width >= 76:
        assert "…  #1  Zajazd pod Lipą" in texts(contact_head(contact), width)[0]
        assert "…  #7  ◔ Quoting" in lines[0]


def test_the_head_of_a_project() -> None:
    head = project_head(HOUSE)
    lines = texts(head, 76)
    assert lines[:3] == [
        "‹ Anna Wiśniewska – Wieliczka  #7  residential         ◔ Quoting  Anna Nowak",
        "  Anna Wiśniewska   +48 601 234 567   anna@poczta.pl                 lead #3",
        "  ul. Lipowa 8, 32-020 Wieliczka, PL                                  23 Nov",
    ]
    assert zones(head) == {"back", "record.contact", "record.lead", "copy:+48 601 234 567", "copy:anna@poczta.pl"}


def test_several_customers_and_assignees_are_counted_and_shortened() -> None:
    more = (*HOUSE.contacts, ContactRef(2, ContactKind.PERSON, "Jan"))
    team = (*HOUSE.assignees, Assignee(AssigneeKind.USER, 4, "Piotr Żak"), Assignee(AssigneeKind.TEAM, 1, "North"))
    lines = texts(project_head(replace(HOUSE, contacts=more, assignees=team)), 76)
    assert "Anna Wiśniewska +1" in lines[1]
    assert lines[0].endswith("AN, PŻ, North")


@pytest.mark.feature("E-01")
def test_what_comes_next_has_all_the_room_there_is() -> None:
    play = Play(facts())
    while play.course.next is None or not play.course.next.key.startswith("upload_compliance_documents:"):
        if play.course.next is None:
            play.event("proposal_signed")
        else:
            play.do(play.course.next.key)
    head = project_head(HOUSE, play.course)
    title = play.course.next.title
    assert len(title) > 44
    assert f"Next  {title}  console" in texts(head, 116)[5]
    assert "…  console" in texts(head, 76)[5]
    assert texts(head, 76)[5].endswith(" tasks")


def test_what_is_missing_is_said() -> None:
    lines = texts(project_head(replace(HOUSE, contacts=(), assignees=(), lead_id=None)), 76)
    assert "unassigned" in lines[0]
    assert "no contact" in lines[1]
    assert "without a lead" in lines[1]
    bare = replace(ANNA, emails=(), phones=(), company_id=None, company_name=None)
    assert "neither telephone nor mail" in texts(contact_head(bare), 76)[1]
    company = replace(bare, kind=ContactKind.COMPANY, people=(HOUSE.contacts[0],))
    assert texts(contact_head(company), 76)[0].endswith("1 person")


def test_nothing_is_painted_before_the_record_is_read() -> None:
    assert set(texts(ContactHead(), 76)) == set(texts(ProjectHead(), 76)) == {""}


def test_the_words_of_the_stages_are_whole_at_eighty_columns() -> None:
    strokes, words = texts(project_head(HOUSE), 76)[3:5]
    assert "…" not in words
    assert words.split()[-2:] == ["Installation", "Completed"]
    assert strokes.index("━") == words.index("Onboarding") == 1
    assert texts(project_head(HOUSE), 90)[4].index("Onboarding") == 2
    assert texts(project_head(HOUSE), 56)[3].index("━") == 2


def test_an_ended_project_shows_how_it_ended() -> None:
    lines = texts(project_head(replace(HOUSE, stage=ProjectStage.CONSIDERING, outcome="cancelled")), 76)
    assert "✗ Cancelled" in lines[0]


class ListApp(App[None]):
    """A related list in a page that scrolls."""

    CSS = "RelatedList { height: auto; } Static { height: 40; }"
    ITEMS: ClassVar = grouped(
        ("Leads", [Related("lead", 1, "Dach", (("○ Open", "hue.open"),), day="23 Nov"), Related("lead", 2, "Garaż")]),
        ("Customer", [Related("contact", 3, "Anna", more=("601 234 567", "anna.wisniewska@poczta.example"))]),
    )

    def __init__(self, *, inline: bool = False) -> None:
        super().__init__()
        self.related = RelatedList((("Nothing.", "soft"),), inline=inline)
        self.beyond: list[tuple[int, bool]] = []

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False) as self.page:
            yield self.related
            yield Static()

    def on_mount(self) -> None:
        self.related.show(self.ITEMS)
        self.related.focus()

    @on(RelatedList.Beyond)
    def _beyond(self, event: RelatedList.Beyond) -> None:
        self.beyond.append((event.by, event.pages))


def here(app: ListApp) -> int:
    """The record under the cursor."""
    assert app.related.current is not None
    return app.related.current.id


async def begun(pilot: Pilot[None], app: ListApp) -> None:
    await settle(pilot, lambda: "Anna" in shown(app))


async def test_groups_have_headings_and_rows_their_columns() -> None:
    app = ListApp()
    async with app.run_test(size=(52, 20)) as pilot:
        await begun(pilot, app)
        lines = [line.rstrip() for line in shown(app).splitlines()]
        assert lines[0] == "Leads 2"
        assert lines[1].startswith("▌ ○ Dach  #1")
        assert lines[1].split()[-3:] == ["Open", "23", "Nov"]
        assert lines[3:5] == ["", "Customer"]
        assert lines[5].startswith("  Anna  #3")
        assert "601 234 567" in lines[5]
        assert "anna.wisn" not in lines[5]
        assert tokens_at(app.related, 1, "Dach")[2]


async def test_names_of_groups_can_stand_in_the_rows() -> None:
    app = ListApp(inline=True)
    async with app.run_test(size=(80, 20)) as pilot:
        await begun(pilot, app)
        lines = [line.rstrip() for line in shown(app).splitlines()]
        assert lines[0].startswith("▌ Leads     ○ Dach  #1")
        assert lines[1].startswith("            Garaż  #2")
        assert lines[2].startswith("  Customer  Anna  #3")
        assert lines[2].endswith("601 234 567  anna.wisniewska@poczta.example")


async def test_the_cursor_goes_through_all_groups_and_the_page_scrolls_beyond() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await begun(pilot, app)
        seen = [here(app)]
        for _ in range(3):
            await pilot.press("down")
            seen.append(here(app))
        assert seen == [1, 2, 3, 3]
        assert app.beyond == [(1, False)]
        await pilot.press("pagedown", "k", "home", "up")
        assert here(app) == 1
        assert (1, True) in app.beyond
        assert app.beyond[-1] == (-1, False)


async def test_up_scrolls_while_the_list_is_out_of_sight() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 10)) as pilot:
        await begun(pilot, app)
        await pilot.press("end")
        app.page.scroll_to(y=20, animate=False)
        await settle(pilot, lambda: "Anna" not in shown(app))
        app.beyond.clear()
        await pilot.press("up")
        assert here(app) == 3
        assert app.beyond == [(-1, False)]


async def test_the_cursor_stays_on_its_record_when_others_come() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await begun(pilot, app)
        await pilot.press("down")
        app.related.show(grouped(("Leads", [Related("lead", 9, "Neu"), *app.ITEMS[:2]])))
        await settle(pilot, lambda: "Neu" in shown(app))
        assert here(app) == 2


async def test_an_empty_list_says_so() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await begun(pilot, app)
        app.related.show([])
        await settle(pilot, lambda: "Nothing." in shown(app))
        await pilot.press("down", "end", "pageup")
        assert app.related.current is None
