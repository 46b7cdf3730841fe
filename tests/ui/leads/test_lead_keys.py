"""Marks, and every lead key: on the lead under the cursor and on all that are marked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from solartui.domain.records import Subject
from solartui.screens.conversion import ConversionDialog
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.follow_up import FollowUpDialog
from solartui.screens.dialogs.log import LogDialog
from solartui.screens.lead.form import LeadForm
from solartui.screens.leads.list_screen import LeadListScreen
from tests.desk import SALES, at_desk, kinds
from tests.ui.desk_app import OpenedContact, OpenedLead, OpenedProject
from tests.ui.leads.conftest import ANNA, EWA, JAN, MARIA, PIOTR, ZOLC
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


def stages(services: Services) -> list[str]:
    """The stages of all leads, by number."""
    return [services.leads.get(number).stage for number in range(1, 7)]


# ---- marks


async def test_x_marks_and_goes_on_and_the_footer_says_how_many(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("x", "x")
        await app.see("2 marked", "s stage")
        assert app.screen.table.marks.ids == {MARIA, PIOTR}
        assert "✓" in app.line("Maria")
        assert "✓" not in app.line("Ewa")
        assert "n new" not in app.text
        assert "enter open" not in app.text
        assert "Ewa" in app.line("▌")
        await app.press("k", "x")
        await app.see("1 marked")
        assert app.screen.table.marks.ids == {MARIA}


async def test_a_range_is_marked_from_the_last_mark_to_the_cursor(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("j", "x", "j", "X")
        await app.see("3 marked")
        assert app.screen.table.marks.ids == {PIOTR, EWA, JAN}
        await app.press("g", "X")
        await app.see("4 marked")
        assert app.screen.table.marks.ids == {MARIA, PIOTR, EWA, JAN}


async def test_everything_that_the_filter_lets_through_can_be_marked(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("slash")
        await app.write("krak")
        await app.see("2 of 6")
        await app.press("enter", "ctrl+x")
        await app.see("2 marked")
        await app.press("less_than_sign")
        await app.hear("different stages")
        await app.press("D")
        await app.hear("2 leads archived · u undo")
        assert [desk.leads.get(number).archived for number in (JAN, PIOTR, EWA)] == [True, True, False]


async def test_a_range_far_outside_of_the_window_is_marked(demonstration: Services, at_list: AtList) -> None:
    count = demonstration.leads.open_list("owner:me").count()
    async with at_list(demonstration, size=(80, 24)) as app:
        await app.see("○ Open")
        await app.press("x")
        await app.press("end", until=lambda: app.screen.table.view.cursor == count - 1)
        await settle(app.pilot, lambda: app.screen.table.cursor_id is not None)
        await app.press("X")
        await app.see(f"{count} marked")
        await app.press("escape")
        await app.miss("marked")
        await app.press("ctrl+x")
        await app.see(f"{count} marked")


async def test_marks_stay_when_the_search_changes_and_when_the_page_is_left(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("x", "slash")
        await app.write("zolc")
        await app.see("1 of 6")
        await app.press("enter", "x")
        await app.see("2 marked")
        await app.press("4")
        await app.see("Zając")
        await app.press("1")
        await app.on(LeadListScreen)
        await app.see("2 marked")
        assert app.screen.table.marks.ids == {MARIA, ZOLC}


async def test_the_keys_after_marking_name_what_they_will_do(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(120, 36)) as app:
        await app.see("Żółć")
        await app.press("x", "x")
        await app.see("2 marked", "s stage", "w assign", "z follow up", "d done", "< > move")
        await app.press("full_stop")
        await app.see("What to do", "2 leads", "one lead at a time")


# ---- stages


@pytest.mark.feature("B-52", "A-07")
async def test_stage_on_and_back_with_a_toast_that_undoes(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("greater_than_sign")
        await app.hear("Maria Dudek – Perth moved to Contacted · u undo")
        await app.see("◔ Contacted")
        assert desk.leads.get(MARIA).stage == "contacted"
        assert "◔ Contacted" in app.line("Maria")
        await app.press("greater_than_sign")
        await app.hear("moved to Assigned")
        await app.press("less_than_sign", "less_than_sign")
        await settle(app.pilot, lambda: desk.leads.get(MARIA).stage == "open")
        app.app.clear_notifications()
        await app.press("less_than_sign")
        await app.hear("There is no stage before this one.")
        await app.press("u")
        await app.hear("Taken back: ")
        assert desk.leads.get(MARIA).stage == "contacted"
        assert kinds(desk, "lead", MARIA).count("moved") == 4


async def test_from_the_last_working_stage_the_way_on_is_named(desk: Services, at_list: AtList) -> None:
    desk.lead_actions.move([MARIA], "site_visit")
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("◕ Site visit")
        await app.press("greater_than_sign")
        await app.hear("From here c converts it, or s chooses how it ended.")


@pytest.mark.feature("B-50", "B-52")
async def test_a_lost_lead_asks_for_its_reason(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("s")
        await app.on(ChooseDialog)
        await app.see("Stage", "Maria Dudek", "c converts", "now")
        await app.write("lost")
        await app.press("enter")
        await app.on(AskDialog)
        await app.see("Why was it lost?")
        await app.press("enter")
        await app.see("A lost lead needs a reason.")
        await app.press("escape")
        await app.on(LeadListScreen)
        assert desk.leads.get(MARIA).stage == "open"
        await app.press("s")
        await app.on(ChooseDialog)
        await app.write("lost")
        await app.press("enter")
        await app.on(AskDialog)
        await app.write("zbyt drogo")
        await app.press("enter")
        await app.hear("moved to Lost")
        lead = desk.leads.get(MARIA)
        assert (lead.stage, lead.lost_reason) == ("lost", "zbyt drogo")


@pytest.mark.feature("B-49")
async def test_converted_cannot_be_chosen_by_hand(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("s")
        await app.on(ChooseDialog)
        await app.write("converted")
        await app.see("c converts")
        await app.press("enter")
        assert isinstance(app.screen, ChooseDialog)
        await app.press("escape")
        await app.on(LeadListScreen)
        assert desk.leads.get(MARIA).stage == "open"


@pytest.mark.feature("B-52")
async def test_all_marked_are_moved_as_one_change_and_undone_as_one(desk: Services, at_list: AtList) -> None:
    before = stages(desk)
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("ctrl+x", "s")
        await app.on(ChooseDialog)
        await app.see("6 leads")
        await app.write("site")
        await app.press("enter")
        await app.hear("6 leads moved to Site visit · u undo")
        assert stages(desk) == ["site_visit"] * 6
        await app.see("6 marked")
        await app.press("less_than_sign")
        await app.hear("6 leads moved to Assigned")
        await app.press("u")
        await settle(app.pilot, lambda: stages(desk) == ["site_visit"] * 6)
        await app.press("u")
        await settle(app.pilot, lambda: stages(desk) == before)


async def test_of_several_those_that_may_not_be_moved_are_counted_with_the_reason(
    desk: Services, at_list: AtList
) -> None:
    desk.conversion.convert(ZOLC)
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("✓ Converted")
        await app.press("ctrl+x", "s")
        await app.on(ChooseDialog)
        await app.write("closed")
        await app.press("enter")
        await app.hear("1 lead was not changed: The lead was converted and has a project.")
        await app.hear("5 leads moved to Closed")
        assert stages(desk) == ["converted"] + ["closed"] * 5


async def test_what_is_so_already_is_said(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("s")
        await app.on(ChooseDialog)
        await app.press("enter")
        await app.hear("It is so already; nothing was changed.")


# ---- people, contacts made, follow-ups


@pytest.mark.feature("B-07", "B-47", "A-07")
async def test_assign_to_a_person_a_team_and_nobody(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("end", "w")
        await app.on(ChooseDialog)
        await app.see("Assign to", "Ewa Admin", "nobody", "Anna Nowak", "Team", "North", "Branch", "Partner")
        await app.write("north")
        await app.press("enter")
        await app.hear("assigned to North · u undo")
        lead = desk.leads.get(ZOLC)
        assert lead.assignee is not None
        assert (lead.assignee.name, lead.stage) == ("North", "assigned")
        await app.press("home", "x", "x", "x", "w")
        await app.on(ChooseDialog)
        await app.see("3 leads")
        await app.write("anna")
        await app.press("enter")
        await app.hear("3 leads assigned to Anna Nowak")
        await app.press("w")
        await app.on(ChooseDialog)
        await app.write("nobody")
        await app.press("enter")
        await app.hear("3 leads assigned to nobody")
        assert [desk.leads.get(number).assignee for number in (MARIA, PIOTR, EWA)] == [None] * 3


async def test_a_call_a_mail_and_a_visit_are_logged(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        for downs, kind in enumerate(("call", "mail", "visit")):
            await app.press("a")
            await app.on(LogDialog)
            await app.write(f"about {kind}")
            await app.press(*["down"] * downs, "enter")
            await app.hear(f"{kind.capitalize()} logged: Maria Dudek – Perth · u undo")
        logged = desk.activity.of(Subject("lead", MARIA))[-3:]
        assert [(one.kind, one.data["text"]) for one in logged] == [
            ("call", "about call"), ("mail", "about mail"), ("visit", "about visit")]  # fmt: skip
        assert desk.leads.get(MARIA).last_contacted == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


async def test_a_follow_up_is_set_and_done(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("j", "z")
        await app.on(FollowUpDialog)
        await app.write("yesterday")
        await app.press("enter", "enter")
        await app.see("is over already")
        await app.press("escape")
        await app.on(LeadListScreen)
        await app.press("z")
        await app.on(FollowUpDialog)
        await app.write("tomorrow")
        await app.see("Tue 24 Nov 09:00")
        await app.press("enter")
        await app.write("ring again")
        await app.press("enter")
        await app.hear("Follow-up set for Piotr")
        await app.see("◷ tomorrow")
        lead = desk.leads.get(PIOTR)
        assert lead.follow_up_note == "ring again"
        await app.press("d")
        await app.hear("Follow-up of Piotr Zając – Tarnów done")
        assert desk.leads.get(PIOTR).next_follow_up is None
        await app.press("u")
        await app.see("◷ tomorrow")


async def test_the_follow_ups_of_all_marked_are_set_and_done_at_once(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("ctrl+x", "z")
        await app.on(FollowUpDialog)
        await app.write("+3d")
        await app.press("enter", "enter")
        await app.hear("Follow-up set for 6 leads")
        await app.press("d")
        await app.hear("Follow-up of 6 leads done")
        assert {desk.leads.get(number).next_follow_up for number in range(1, 7)} == {None}


# ---- out of the way


async def test_archive_brings_back_what_is_archived(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("D")
        await app.hear("Maria Dudek – Perth archived · u undo")
        await app.miss("Maria Dudek")
        assert "Piotr" in app.line("▌")
        await app.press("slash")
        await app.write("archived")
        await app.see("Maria Dudek", "1 of 5")
        await app.press("enter", "D")
        await app.hear("brought back from the archive")
        assert not desk.leads.get(MARIA).archived


async def test_delete_stands_in_the_actions_menu_and_can_be_undone(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("full_stop")
        await app.on(ChooseDialog)
        await app.see("What to do", f"#{MARIA}", "Stage", "Assign")
        await app.write("delete")
        await app.press("enter")
        await app.hear("Maria Dudek – Perth deleted · u undo")
        await app.miss("Maria Dudek")
        await app.press("u")
        await app.see("Maria Dudek")


async def test_every_line_of_the_actions_menu_runs(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("full_stop")
        menu = await app.on(ChooseDialog)
        offered = [item.id for item in menu.list._items if item.enabled]
        await app.press("escape")
        assert {"lead.stage", "lead.assign", "lead.convert", "lead.delete", "record.edit"} <= set(offered)
        for name in offered:
            await app.on(LeadListScreen)
            await app.press("full_stop")
            menu = await app.on(ChooseDialog)
            place = [item.id for item in menu.list._items].index(name)
            menu.list.move(place - menu.list._view.cursor)
            await app.press("enter")
            while not isinstance(app.screen, LeadListScreen):
                await app.press("escape")


# ---- again, and back


async def test_repeat_does_the_last_change_once_more(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("r")
        await app.hear("Nothing was changed here yet.")
        await app.press("s")
        await app.on(ChooseDialog)
        await app.write("contacted")
        await app.press("enter")
        await app.hear("moved to Contacted")
        await app.press("j", "j", "r")
        await app.hear("Ewa Lis moved to Contacted")
        await app.press("escape", "end", "x", "k", "x", "r")
        await app.hear("Zbigniew Żółć – Łódź moved to Contacted")
        assert stages(desk) == ["contacted", "contacted", "assigned", "contacted", "lost", "contacted"]


async def test_undo_says_when_there_is_nothing(services: Services, at_list: AtList) -> None:
    async with at_list(services, size=(80, 24)) as app:
        await app.see("No leads yet.")
        await app.press("u")
        await app.hear("There is nothing to undo.")


async def test_undo_refuses_what_somebody_else_has_changed_since(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("greater_than_sign")
        await app.hear("moved to Contacted")
        at_desk(desk, SALES).lead_actions.move([MARIA], "site_visit")
        await app.press("u")
        await app.hear("Anna Nowak")
        assert desk.leads.get(MARIA).stage == "site_visit"


# ---- one lead at a time


@pytest.mark.feature("B-04", "B-87")
async def test_new_opens_the_form_and_the_saved_lead_gets_the_cursor(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("n")
        await app.on(LeadForm)
        await app.press("escape")
        await app.on(LeadListScreen)
        assert "Maria" in app.line("▌")
        await app.press("j", "n")
        form = await app.on(LeadForm)
        await app.write("Ewa")
        await app.see("Ewa Lis")
        await app.press("enter")
        await settle(app.pilot, lambda: form.fields["contact"].entry is not None)
        await app.press("ctrl+s")
        await app.on(LeadListScreen)
        await app.hear("Ewa Lis added · u undo")
        await settle(app.pilot, lambda: app.screen.here() == desk.leads.open_list().rows(0, 1)[0].id)
        await app.see("7")
        await app.press("j", "j", "e", "e")
        form = await app.on(LeadForm)
        assert form.lead.id == PIOTR
        await app.press("end")
        await app.write(" x")
        await app.press("ctrl+s")
        await app.on(LeadListScreen)
        await app.hear("edited · u undo")
        assert "Piotr" in app.line("▌")


@pytest.mark.feature("B-12", "B-87", "B-104", "B-158", "B-160")
async def test_convert_from_the_list_leads_to_the_project(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("c")
        await app.on(ConversionDialog)
        await app.press("escape")
        await app.on(LeadListScreen)
        assert desk.leads.get(MARIA).stage == "open"
        await app.press("c")
        await app.on(ConversionDialog)
        await app.press("enter")
        kind, number = (await app.on(OpenedProject)).record
        assert (kind, desk.projects.get(number).lead_id) == ("project", MARIA)
        await app.hear("converted to a project · u undo")
        await app.press("escape")
        await app.on(LeadListScreen)
        await app.see("✓ Converted")


@pytest.mark.feature("B-162", "B-12")
async def test_a_lead_without_a_place_is_not_converted_but_taken_to_its_address(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("j", "j", "c")
        await app.on(ConversionDialog)
        await app.see("lead has no location")
        await app.press("enter")
        await app.on(LeadForm)
        await app.press("escape")
        await app.on(LeadListScreen)
        assert desk.leads.get(EWA).stage == "open"
        assert desk.leads.get(EWA).projects == ()


async def test_copy_says_what_was_copied(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("end", "y")
        await app.on(ChooseDialog)
        await app.see("Copy", "+48 601 234 567", "zolc@poczta.example")
        await app.write("mail")
        await app.press("enter")
        await app.hear("zolc@poczta.example")
        assert app.app._clipboard == "zolc@poczta.example"


async def test_the_map_of_a_lead_without_a_place_is_refused_and_of_others_copied_over_ssh(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("o")
        await app.see("https://www.google.com/", "Point the camera")
        assert app.app.clipboard.startswith("https://www.google.com/maps/dir/?api=1&destination=")
        await app.press("escape")
        await app.see("Żółć")
        await app.press("j", "j", "o")
        await app.hear("Ewa Lis has neither a town nor coordinates.")


@pytest.mark.feature("A-01")
async def test_one_key_away_are_customer_and_lead(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("p")
        assert (await app.on(OpenedContact)).record == ("contact", desk.leads.get(MARIA).contact.id)
        await app.press("escape", "j", "enter")
        assert (await app.on(OpenedLead)).record == ("lead", PIOTR)


async def test_help_and_palette_name_and_run_what_is_possible(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("question_mark")
        await app.see("Help", "Your leads: find them")
        await app.write("archive")
        await app.see("Put it away")
        await app.press("escape", "colon")
        await app.see("Commands")
        await app.write("mark all")
        await app.press("enter")
        await app.see("6 marked")


async def test_lead_keys_do_nothing_to_leads_that_are_not_chosen(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("x", "G", "greater_than_sign")
        await app.hear("Maria Dudek – Perth moved to Contacted")
        assert stages(desk) == ["open", "contacted", "assigned", "open", "lost", "contacted"]
        assert ANNA not in app.screen.table.marks.ids
