"""The page of a lead: what it tells at every size, its tabs, and the way through the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.records import Subject
from solartui.screens.contacts.list_screen import ContactsScreen
from solartui.screens.lead.screen import LeadScreen
from solartui.screens.leads.list_screen import LeadListScreen
from tests.desk import SALES, VIEWER, add_lead, at_desk
from tests.ui.desk_app import OpenedContact, OpenedProject
from tests.ui.lead.conftest import FIRST, SECOND, THIRD
from tests.ui.support import lines, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36), (180, 50)], ids=["small", "normal", "wide"])


async def open_lead(app: DeskApp, lead_id: int = FIRST) -> LeadScreen:
    """The page of a lead, opened without a list."""
    app.app.open_record("lead", lead_id)
    page = await app.on(LeadScreen)
    await settle(app.pilot, lambda: page.data is not None)
    await settle(app.pilot)
    assert isinstance(page, LeadScreen)
    return page


async def everything(app: DeskApp) -> str:
    """What a person sees when they go through the whole tab."""
    seen = [app.text]
    for _ in range(6):
        await app.press("pagedown")
        seen.append(app.text)
    await app.press("home")
    return "\n".join(seen)


@SIZES
@pytest.mark.feature("B-89", "B-90", "B-91", "B-92", "B-93", "B-94", "B-95", "B-109")
async def test_the_summary_is_complete_at_every_size(desk: Services, at_list: AtList, size: tuple[int, int]) -> None:
    async with at_list(desk, size=size) as app:
        await open_lead(app)
        assert "Anna Wiśniewska – Wieliczka" in app.line("#1")
        text = await everything(app)
    for told in (
        "ul. Lipowa 8, 32-020 Wieliczka,",
        "małopolskie, PL",
        "49.98738 N  20.06473 E",
        "601 234 567",
        "anna@poczta.example",
        "Residential",
        "On-Grid",
        "● panels",
        "● battery",
        "○ heat pump",
        "80 of 100",
        "Ewa Admin",
        "17 Nov 09:30",
        "Manual (Entities)",
        "8 130 kWh / year",
        "peak Dec",
        "Call about the offer",
        "today 16:30",
        "Call: Wants a battery, too",
        "Bills are 310 zł a month.",
        "add a note in one line",
        "No project yet.",
    ):
        assert told in text, told


async def test_every_line_has_the_width_of_the_window(desk: Services, at_list: AtList) -> None:
    for size in ((60, 18), (80, 24), (99, 30), (100, 30), (160, 40)):
        async with at_list(desk, size=size) as app:
            await open_lead(app)
            for tab in range(4):
                assert {len(line) for line in lines(app.app)} == {size[0]}, tab
                await app.press("right_square_bracket")


@pytest.mark.feature("A-08", "B-11")
async def test_tabs_change_by_key_and_by_click_and_tell_their_counts(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        page = await open_lead(app)
        assert "Summary    Activities 6    Notes 2" in app.text
        await app.press("right_square_bracket")
        assert page.tabs.active == "activities"
        await app.press("shift+right")
        assert page.tabs.active == "notes"
        await app.press("right_square_bracket")
        assert page.tabs.active == "documents"
        await app.press("right_square_bracket")
        assert page.tabs.active == "proposals"
        await app.press("right_square_bracket")
        assert page.tabs.active == "summary"
        await app.press("shift+left")
        assert page.tabs.active == "proposals"
        row = next(y for y, line in enumerate(lines(app.app)) if "Activities 6" in line)
        await app.pilot.click(offset=(lines(app.app)[row].index("Activities") + 2, row))
        await settle(app.pilot)
        assert page.tabs.active == "activities"
        assert page.focused is page.timeline


@pytest.mark.feature("B-116", "B-117", "B-118", "B-119", "B-120", "B-121", "B-124")
async def test_activities_begin_with_the_oldest_and_stand_at_the_newest(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        page = await open_lead(app)
        await app.press("right_square_bracket")
        assert app.text.index("Created") < app.text.index("Call: Wants") < app.text.index("Note: Bills")
        assert "17 Nov  09:30:00  Ewa Admin" in app.line("Created")
        assert "Assigned: nobody → Ewa Admin" in app.text
        assert page.timeline.current is not None
        assert page.timeline.current.text == "Note: Bills are 310 zł a month."
        assert "Thu 19 Nov 2026 13:30:00 · Ewa Admin · Note" in app.text
        await app.press("S")
        assert app.text.index("Note: Bills") < app.text.index("Created")
        assert app.said[-1] == "The newest first."
        assert page.timeline.roll.cursor == 0


@pytest.mark.feature("B-126")
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_matters_of_the_history_stands_on_one_screen(
    desk: Services, at_list: AtList, size: tuple[int, int]
) -> None:
    for number in range(9):
        desk.leads.edit(1, {"city": f"Town {number}", "channel": "x" * 150})
        desk.notes.add(Subject("lead", 1), f"note {number} " + "long " * 60)
    async with at_list(desk, size=size) as app:
        await open_lead(app)
        await app.press("b")
        await app.see("In short", "Known since", "Stage", "Talked", "Changed", "Town 8", "note 8", "escape back")
        box = app.screen.query_one(".file-preview")
        assert box.max_scroll_y == 0
        await app.press("escape")
        await app.on(LeadScreen)


@pytest.mark.feature("B-126")
async def test_activities_are_filtered_by_kind(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app)
        await app.press("right_square_bracket", "f")
        await app.see("Everything", "Calls, mails and visits")
        await app.write("calls")
        await app.press("enter")
        await app.see("only: Calls, mails and visits")
        assert "Call: Wants a battery, too" in app.text
        assert "Created" not in app.text
        await app.press("f")
        await app.see("Everything")
        await app.write("everything")
        await app.press("enter")
        await app.see("Created")
        assert "only:" not in app.text


@pytest.mark.feature("B-116")
async def test_a_long_history_is_gone_through(desk: Services, at_list: AtList) -> None:
    for number in range(300):
        desk.lead_actions.log_contact([SECOND], "call", f"call number {number}")
    async with at_list(desk, size=(80, 24)) as app:
        page = await open_lead(app, SECOND)
        await app.press("right_square_bracket")
        assert "call number 299" in app.text
        await app.press("home")
        assert "Created" in app.text
        await app.press("pagedown", "pagedown")
        assert 20 < page.timeline.roll.cursor < 60
        await app.press("G")
        assert "call number 299" in app.text


async def test_the_way_through_the_list_and_back_to_the_last_lead(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Anna", "Jan", "Ewa")
        await app.press("enter")
        page = await app.on(LeadScreen)
        await app.see("Ewa Lis", "#3")
        await app.press("right_square_bracket", "J")
        await settle(app.pilot, lambda: page.lead_id == SECOND and page.data.lead.id == SECOND)
        await app.see("Jan Kowalski – Kraków", "#2")
        assert page.tabs.active == "activities"
        await app.press("J", "J", until=lambda: page.lead_id == FIRST)
        await app.hear("This is the last lead of the list.")
        await app.press("K", until=lambda: page.lead_id == SECOND)
        await app.press("escape")
        top = await app.on(LeadListScreen)
        await settle(app.pilot, lambda: top.table.cursor_id == SECOND)


async def test_a_lead_that_left_the_filter_leaves_its_neighbours(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Ewa")
        await app.press("slash")
        await app.write("stage:open -type:commercial")
        await app.miss("Jan")
        await app.press("enter", "home", "enter")
        page = await app.on(LeadScreen)
        await app.see("Ewa Lis")
        await app.press("greater_than_sign")
        await app.hear("Ewa Lis moved to Contacted")
        await app.press("J", until=lambda: page.lead_id == FIRST)
        await app.see("Anna Wiśniewska")


async def test_without_a_list_the_keys_say_why_they_do_nothing(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app)
        await app.press("J")
        await app.hear("This page was not opened from a list.")


async def test_an_empty_lead_says_what_is_missing_and_the_keys(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app, THIRD)
        for words in ("No address yet.", "no coordinates", "Use is not known yet.   e fill in",
                      "No follow-up set.   z set one", "No notes yet; only your desk reads them.",
                      "No project yet.   c convert"):  # fmt: skip
            assert words in app.text, words
        await app.press("right_square_bracket", "right_square_bracket")
        await app.see("No notes yet; only your desk reads them.   n write one")


@pytest.mark.feature("B-97", "B-103")
async def test_related_projects_are_listed_and_opened(desk: Services, at_list: AtList) -> None:
    made = desk.conversion.convert(FIRST).value
    desk.projects.edit(made.id, {"capacity_kwp": 8.8, "battery_kwh": 10})
    desk.conversion.convert(FIRST, "Second roof")
    async with at_list(desk) as app:
        await open_lead(app)
        text = await everything(app)
        assert "Related projects 2" in text
        assert "8.8 kWp   10.0 kWh battery" in text
        assert "Second roof" in text
        await app.press("tab", "up", "enter")
        await app.on(OpenedProject)
        assert app.record == ("project", made.id)


async def test_the_mouse_reaches_what_the_keys_reach(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app)

        async def click(text: str, by: int = 0) -> None:
            shown = lines(app.app)
            y = next(y for y, line in enumerate(shown) if text in line)
            await app.pilot.click(offset=(shown[y].index(text) + by, y))
            await settle(app.pilot)

        await click("601 234 567", 3)
        await app.hear("Copied: 601 234 567")
        await click("z snooze")
        await app.see("When", "What for")
        await app.press("escape")
        await click("Bills are")
        await app.see("Dog in the garden.")
        await click("‹ Anna")
        await app.on(LeadListScreen)


@pytest.mark.feature("B-96")
async def test_the_map_link_is_shown_and_copied_over_ssh(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 22")
    async with at_list(desk) as app:
        page = await open_lead(app)
        link = "https://www.google.com/maps/dir/?api=1&destination=49.987380,20.064730"
        links = [style.link for line in app.app.screen._compositor.render_strips() for _, style, _ in line if style]
        assert link in links
        assert page.data is not None
        await app.press("o")
        await app.see("Point the camera")
        shown = app.text.replace("\n", "")
        assert "Copied." in shown
        assert "https://www.google.com/" in shown
        assert app.app.clipboard == link
        await app.press("escape")
        assert app.screen is page


async def test_copy_offers_what_is_known(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app)
        await app.press("y")
        await app.see("Phone", "anna@poczta.example", "49.98738, 20.06473", "Everything")
        await app.write("mail")
        await app.press("enter")
        await app.hear("Copied: anna@poczta.example")


async def test_the_customer_is_one_key_away(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        page = await open_lead(app)
        await app.press("p")
        await app.on(OpenedContact)
        assert page.data is not None
        assert app.record == ("contact", page.data.lead.contact.id)


@pytest.mark.feature("B-113", "B-114", "B-115")
async def test_the_actions_menu_acts_on_the_lead_of_the_page(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app)
        await app.press("full_stop")
        await app.see("What to do", "Assign", "Stage", "Archive", "Delete", "#1")
        await app.write("archive")
        await app.press("enter")
        await app.see("archived")
        await app.hear("Anna Wiśniewska – Wieliczka archived · u undo")
        await app.press("u")
        await settle(app.pilot, lambda: not desk.leads.get(FIRST).archived)


async def test_a_deleted_lead_leaves_its_page_and_undo_brings_it_back(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app, THIRD)
        await app.press("full_stop")
        await app.write("delete")
        await app.press("enter")
        await app.on(LeadListScreen)
        await app.miss("Ewa Lis")
        await app.press("u")
        await app.see("Ewa Lis")


async def test_help_tells_what_acts_on_a_row(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(120, 50)) as app:
        await open_lead(app)
        await app.press("right_square_bracket", "right_square_bracket", "question_mark")
        await app.see("Everything about one lead", "The row in this tab", "Delete the row; undo brings it back.")


async def test_what_somebody_else_does_appears_and_is_said(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        page = await open_lead(app)
        await app.press("right_square_bracket", "right_square_bracket", "home")
        before = page.notes_list.current
        other = at_desk(desk, SALES)
        written = other.notes.add(page.subject, "I have spoken to her today.")
        app.app.changes.publish(written.topics)
        await app.hear("Anna Nowak: Note: I have spoken to her today.")
        await app.see("Notes 3")
        assert page.tabs.active == "notes"
        assert page.notes_list.current == before


async def test_a_lead_that_somebody_else_deleted_leaves_with_a_word(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app, THIRD)
        written = at_desk(desk, SALES).lead_actions.delete([THIRD])
        app.app.changes.publish(written.topics)
        await app.hear("There is no lead 3.")
        await app.on(LeadListScreen)


async def test_a_page_below_another_place_catches_up_when_it_is_shown_again(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        page = await open_lead(app)
        await app.press("4")
        await app.on(ContactsScreen)
        app.app.changes.publish(desk.lead_actions.move([FIRST], "site_visit").topics)
        await app.press("1")
        await app.on(LeadScreen)
        await settle(app.pilot, lambda: page.data is not None and page.data.lead.stage == "site_visit")


async def test_a_viewer_reads_and_changes_nothing(desk: Services, at_list: AtList) -> None:
    viewer = at_desk(desk, VIEWER)
    async with at_list(viewer, may=lambda capability: capability == "view") as app:
        await open_lead(app)
        for key in ("e", "s", "n", "a", "z", "c", "D"):
            await app.press(key)
            await app.hear("Your role may not do this.")
        assert isinstance(app.screen, LeadScreen)


@pytest.mark.parametrize(
    "text",
    ["[/] [@click=app.quit]x[/] \x1b]52;c;aGk=\x07\x1b[31mred a\u202eb\ufeffc", "👩‍👩‍👧‍👦🇵🇱1️⃣" * 5 + "日本語" * 30],
    ids=["commands", "widths"],
)
async def test_hostile_text_is_only_text(services: Services, at_list: AtList, text: str) -> None:
    lead = add_lead(services, f"N {text}", street=text, city=f"C {text}", name=f"L {text}", channel=text)
    services.lead_actions.log_contact([lead.id], "call", f"{text}\n{text}")
    services.lead_actions.follow_up([lead.id], services.store.clock().replace(year=2027), f"F {text}")
    services.lead_actions.move([lead.id], "lost", f"R {text}")
    services.notes.add(Subject("lead", lead.id), text)
    for size in ((80, 24), (120, 36)):
        async with at_list(services, size=size) as app:
            await open_lead(app, lead.id)
            for _ in range(4):
                shown = await everything(app)
                assert all(line.isprintable() for line in shown.split("\n"))
                assert {len(line) for line in lines(app.app)} <= set(range(size[0] // 2, size[0] + 1))
                await app.press("right_square_bracket")
