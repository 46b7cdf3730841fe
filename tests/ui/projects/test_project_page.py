"""The page of a project: what it shows, what its lead had, and every related record one key away."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ProjectDraft
from solartui.domain.records import Subject
from solartui.screens.contacts.page import ContactScreen
from solartui.screens.conversion import ConversionDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.note_editor import NoteEditor
from solartui.screens.lead.screen import LeadScreen
from solartui.screens.projects.form import ProjectForm
from solartui.screens.projects.page import ProjectScreen
from tests.desk import SECOND, add_contact, add_lead, at_desk
from tests.ui.desk_app import DeskApp, Start, desk_app

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from solartui.domain.projects import Project
    from solartui.services.container import Services

PAGES = {"lead": LeadScreen, "contact": ContactScreen, "project": ProjectScreen}


@pytest.fixture
def project(services: Services) -> Project:
    """A project that was made from a lead with a note, a file and a call."""
    lead = add_lead(services, "Anna Wiśniewska", street="Lipowa 8", postcode="32-020", city="Wieliczka", country="PL",
                    latitude=49.98738, longitude=20.06473, monthly_kwh=420, assignee="anna",
                    phones=("601 234 567",), emails=("anna@poczta.pl",))  # fmt: skip
    services.notes.add(Subject("lead", lead.id), "Falownik w kotłowni.")
    services.lead_actions.log_contact([lead.id], "call", "Dzwonić po 16.")
    made = services.conversion.convert(lead.id).value
    return services.projects.edit(made.id, {"capacity_kwp": 8.8, "battery_kwh": 10.2}).value


@asynccontextmanager
async def page_of(services: Services, number: int, size: tuple[int, int] = (120, 36)) -> AsyncIterator[DeskApp]:
    """The app with the page of a project open."""
    async with desk_app(services, size=size, records=PAGES) as desk:
        desk.app.open_record("project", number)
        await desk.on(ProjectScreen)
        await desk.see(f"#{number}")
        yield desk


@pytest.mark.feature("B-104", "B-97", "B-103", "A-09", "A-18")
async def test_a_converted_lead_leads_to_the_page_of_its_project_and_back(services: Services) -> None:
    lead = add_lead(services, "Anna Wiśniewska", city="Wieliczka", country="PL")
    async with desk_app(services, records=PAGES) as desk:
        desk.app.open_record("lead", lead.id)
        await desk.on(LeadScreen)
        await desk.see("Wieliczka")
        await desk.press("c")
        await desk.on(ConversionDialog)
        await desk.press("ctrl+s")
        await desk.on(ProjectScreen)
        await desk.see("Anna Wiśniewska – Wieliczka", "Project started from lead #1")
        assert "○ Onboarding" in desk.text
        assert "lead #1" in desk.text
        await desk.press("down", "enter")
        await desk.on(LeadScreen)
        await desk.see("Related projects")
        await desk.press("escape")
        await desk.on(ProjectScreen)
        await desk.press("L")
        await desk.on(LeadScreen)


@pytest.mark.feature("C-21", "A-11", "A-17")
async def test_the_head_tells_stage_customer_place_and_origin(services: Services, project: Project) -> None:
    async with page_of(services, project.id) as desk:
        await desk.see("8.8 kWp")
        for words in (
            "Anna Wiśniewska – Wieliczka  #1  residential",
            "○ Onboarding  Anna Nowak",
            "601 234 567   anna@poczta.pl",
            "lead #1",
            "Lipowa 8, 32-020 Wieliczka, PL",
        ):
            assert words in desk.text
        steps = desk.line("Quoting")
        stages = ("Onboarding", "Quoting", "Considering", "Committing", "Inspection", "Installation", "Completed")
        assert [word for word in steps.split() if word in stages] == list(stages)


async def test_the_summary_tells_system_place_rules_and_people(services: Services, project: Project) -> None:
    async with page_of(services, project.id) as desk:
        await desk.see("8.8 kWp", "10.2 kWh")
        assert "Residential" in desk.line("Facility type")
        assert "On-Grid" in desk.line("Grid")
        assert "420 kWh / month" in desk.line("Use")
        assert "49.98738 N 20.06473 E" in desk.line("Coordinates")
        assert "Poland" in desk.line("Rules")
        assert "Anna Nowak" in desk.line("Assigned to")
        assert "Without VAT" not in desk.text


@pytest.mark.feature("B-100", "B-101")
async def test_prices_are_shown_whole_and_for_each_kwp(services: Services, project: Project) -> None:
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE project SET price_net = 3520000, price_gross = 3801600 WHERE id = ?", (project.id,))
    async with page_of(services, project.id) as desk:
        await desk.see("35 200 PLN", "4 000 PLN")
        assert "PLN 35,200.00" in desk.line("Without VAT").replace("\u00a0", " ")
        assert "PLN 38,016.00" in desk.line("With VAT").replace("\u00a0", " ")
        assert "PLN 4,320.00" in desk.line("kWp with VAT").replace("\u00a0", " ")


async def test_eighty_columns_hold_everything_and_scroll(services: Services, project: Project) -> None:
    async with page_of(services, project.id, (80, 24)) as desk:
        await desk.see("8.8 kWp", "601 234 567", "Rules")
        await desk.press(*["down"] * 40)
        await desk.see("420 kWh / month", "Dec")
        await desk.press("pageup", "pageup", "pageup")
        await desk.see("Customer", "Rules")
        await desk.press("end")
        await desk.see("420 kWh / month", "Dec")
        await desk.press(*["up"] * 5)
        await desk.see("Falownik w kotłowni.", "Call: Dzwonić")
        await desk.press("home")
        await desk.see("Customer", "Rules")


@pytest.mark.feature("A-18", "A-20")
async def test_notes_and_history_of_the_lead_are_there(services: Services, project: Project) -> None:
    async with page_of(services, project.id) as desk:
        await desk.see("Notes 1")
        await desk.press("left_square_bracket")
        await desk.see("Dzwonić po 16.", "Note: Falownik", "Project started from lead #1")
        await desk.press("left_square_bracket")
        await desk.see("Falownik w kotłowni.", "Ewa Admin")
        await desk.press("right_square_bracket", "right_square_bracket")
        await desk.see("Facility type")
        await desk.press("left_square_bracket", "left_square_bracket")
        await desk.see("Falownik w kotłowni.")


@pytest.mark.feature("A-18", "A-20")
async def test_a_file_of_the_leads_note_is_named(services: Services, project: Project, tmp_path: Path) -> None:
    plan = tmp_path / "rzut.pdf"
    plan.write_bytes(b"x" * 2000)
    services.notes.add(Subject("lead", 1), "Rzut dachu", plan)
    async with page_of(services, project.id) as desk:
        await desk.press(*["left_square_bracket"] * 3)
        await desk.see("rzut.pdf", "from the lead")
        await desk.press("right_square_bracket")
        await desk.see("rzut.pdf · 2 kB")


@pytest.mark.feature("A-19", "A-20")
async def test_a_note_is_written_about_the_project(services: Services, project: Project) -> None:
    async with page_of(services, project.id) as desk:
        await desk.press("n")
        await desk.on(NoteEditor)
        await desk.write("Zaliczka")
        await desk.press("ctrl+s")
        await desk.on(ProjectScreen)
        await desk.see("Zaliczka", "Notes 2")
        note = services.notes.of(Subject("project", project.id))[-1]
        assert (note.subject, note.body) == (Subject("project", project.id), "Zaliczka")
        await desk.press("u")
        await desk.see("Notes 1")


@pytest.mark.feature("C-21", "A-01")
async def test_customer_and_lead_are_one_key_away(services: Services, project: Project) -> None:
    async with page_of(services, project.id) as desk:
        for keys, kind in ((("enter",), ContactScreen), (("p",), ContactScreen), (("L",), LeadScreen)):
            await desk.press(*keys)
            await desk.on(kind)
            await desk.press("escape")
            await desk.on(ProjectScreen)
        await desk.press("escape")
        await desk.on(Start)


@pytest.mark.feature("A-10")
async def test_a_project_without_a_lead_says_so(services: Services) -> None:
    bob = add_contact(services, "Bob Hill")
    made = services.projects.create(ProjectDraft(contact_id=bob.id, city="Perth", country="AU")).value
    async with page_of(services, made.id) as desk:
        await desk.see("without a lead", "Australia")
        await desk.press("L")
        await desk.hear("The project was started without a lead.")


@pytest.mark.feature("B-105")
async def test_renaming_changes_the_page_and_not_the_lead(services: Services, project: Project) -> None:
    async with page_of(services, project.id) as desk:
        await desk.press("e")
        await desk.on(ProjectForm)
        await desk.write("Dach Anny")
        await desk.press("ctrl+s")
        await desk.on(ProjectScreen)
        await desk.see("Dach Anny  #1")
        assert services.leads.get(1).name == "Anna Wiśniewska – Wieliczka"


async def test_clicks_open_copy_and_go_back(services: Services, project: Project) -> None:
    async with page_of(services, project.id) as desk:
        await desk.see("601 234 567")
        head = desk.screen.head
        await desk.pilot.click(head, offset=(desk.line("601 234").index("601") - head.region.x + 1, 1))
        await desk.hear("Copied: 601 234 567")
        await desk.pilot.click(head, offset=(4, 1))
        await desk.on(ContactScreen)
        await desk.press("escape")
        screen = await desk.on(ProjectScreen)
        await desk.pilot.click(head, offset=(head.size.width - 2, 1))
        await desk.on(LeadScreen)
        await desk.press("escape")
        await desk.on(ProjectScreen)
        await desk.pilot.click(screen.summary.related, offset=(14, 1), times=2)
        await desk.on(LeadScreen)
        await desk.press("escape")
        await desk.on(ProjectScreen)
        await desk.pilot.click(head, offset=(0, 0))
        await desk.on(Start)


async def test_copying_offers_what_is_known(services: Services, project: Project) -> None:
    async with page_of(services, project.id) as desk:
        await desk.press("y")
        await desk.on(ChooseDialog)
        await desk.see("Everything")
        await desk.write("anna@")
        await desk.press("enter")
        await desk.hear("Copied: anna@poczta.pl")


async def test_what_others_do_appears_and_is_said(services: Services, project: Project) -> None:
    async with page_of(services, project.id) as desk:
        await desk.see("8.8 kWp")
        at_desk(services, SECOND).projects.edit(project.id, {"capacity_kwp": 9.9})
        desk.app.changes.publish(frozenset({"projects"}))
        await desk.see("9.9 kWp")
        await desk.hear("Piotr Żak: Power, kWp: 8.80 → 9.90")


async def test_a_project_that_is_gone_closes_its_page(services: Services, project: Project) -> None:
    async with desk_app(services, records=PAGES) as desk:
        desk.app.open_record("project", project.id + 1)
        await desk.hear("There is no project 2.")
        await desk.on(Start)


@pytest.mark.parametrize("stage", ["onboarding", "installation", "completed"])
async def test_strokes_are_heavy_as_far_as_it_has_come(services: Services, project: Project, stage: str) -> None:
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE project SET stage = ? WHERE id = ?", (stage, project.id))
    async with page_of(services, project.id) as desk:
        await desk.see("8.8 kWp")
        heavy = {"onboarding": 1, "installation": 6, "completed": 7}[stage]
        strokes = desk.line("━━━━").split()
        assert [("━" in stroke) for stroke in strokes] == [at < heavy for at in range(7)]


async def test_an_outcome_stands_in_place_of_the_stage(services: Services, project: Project) -> None:
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE project SET stage = 'quoting', outcome = 'lost' WHERE id = ?", (project.id,))
    async with page_of(services, project.id) as desk:
        await desk.see("✗ Lost")


@pytest.mark.feature("C-02", "C-03", "C-16", "C-17", "C-19", "C-21")
async def test_contacts_are_added_and_taken_off_in_a_window_that_stays(services: Services, project: Project) -> None:
    add_contact(services, "Ewa [b]Lis", emails=("ewa@x.pl",))
    async with page_of(services, project.id) as desk:
        first = project.contacts[0].name
        await desk.press("P")
        await desk.see("Contacts of", first, "+ add a known contact", "+ add a new contact")
        await desk.press("down", "enter")
        await desk.see("Contacts are found while you type.")
        await desk.write("ewa@")
        await desk.see("Ewa [b]Lis")
        await desk.press("enter")
        await desk.hear("Ewa [b]Lis added to")
        await desk.see("Contacts of", "ewa@x.pl")
        await desk.press("up", "enter")
        await desk.see("make the customer", "take off the project")
        await desk.press("down", "down", "enter")
        await desk.hear("Ewa [b]Lis is the customer of")
        await desk.see("Contacts of")
        await desk.press("pageup", "down", "enter")
        await desk.see("take off the project")
        await desk.press("pagedown", "enter")
        await desk.hear(f"{first} taken off")
        await desk.press("escape")
        await desk.see("Ewa [b]Lis")
    assert [one.name for one in services.projects.get(project.id).contacts] == ["Ewa [b]Lis"]


@pytest.mark.feature("C-04", "C-05")
async def test_a_new_contact_is_made_and_added_without_leaving_the_window(services: Services, project: Project) -> None:
    async with page_of(services, project.id) as desk:
        await desk.press("P")
        await desk.see("+ add a new contact")
        await desk.press("down", "down", "enter")
        await desk.see("ctrl+s save")
        await desk.paste("Ola Nowa")
        await desk.press("tab")
        await desk.paste("ola@poczta.example")
        await desk.press("ctrl+s")
        await desk.hear("Ola Nowa added to")
        await desk.see("Contacts of", "ola@poczta.example")
    names = [one.name for one in services.projects.get(project.id).contacts]
    assert names == [project.contacts[0].name, "Ola Nowa"]
