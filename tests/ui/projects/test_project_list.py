"""The project list: rows, search, order, preview, and the ways to customer and lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ProjectDraft
from solartui.domain.listing import Sort
from solartui.screens.contacts.form import ContactForm
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.projects.form import NewProjectForm, ProjectForm
from solartui.screens.projects.list_screen import ProjectsScreen
from tests.desk import add_contact, add_lead
from tests.ui.desk_app import OpenedContact, OpenedLead, OpenedProject, desk_app
from tests.ui.support import settle, tokens_at

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services
    from tests.conftest import Clock, Furnish

COLUMNS = ("kWp", "Price net", "Created")


def two_projects(services: Services, _clock: Clock) -> None:
    """A desk with a project made from a lead, and one that was started for a known contact."""
    lead = add_lead(services, "Anna Wiśniewska", city="Wieliczka", country="PL", monthly_kwh=420, phones=("601234567",))
    made = services.conversion.convert(lead.id).value
    services.projects.edit(made.id, {"capacity_kwp": 8.8, "battery_kwh": 10.2})
    bob = add_contact(services, "Bob Hill", emails=("bob@hill.example",))
    services.projects.create(ProjectDraft(contact_id=bob.id, city="Perth", country="AU", capacity_kwp=39.6))


@pytest.fixture
def furnish(request: pytest.FixtureRequest) -> Furnish | None:
    """Made once, and copied for each test that asks for it."""
    return two_projects if "projects" in request.fixturenames else None


@pytest.fixture
def projects(services: Services) -> Services:
    """The desk with its projects."""
    return services


@pytest.mark.feature("A-01")
async def test_rows_tell_stage_power_and_day_the_newest_first(projects: Services) -> None:
    async with desk_app(projects, "projects", (80, 24)) as desk:
        await desk.see("Anna Wiśniewska – Wieli", "Bob Hill – Perth", "8.8")
        assert all(heading in desk.text for heading in COLUMNS)
        assert "Created ↓" in desk.text
        assert "○ Onboarding" in desk.line("Anna")
        assert "8.8" in desk.line("Anna")
        assert "23 Nov" in desk.line("Bob")
        assert desk.screen.table.cursor_row.name == "Bob Hill – Perth"


async def test_search_finds_name_town_and_customer(projects: Services) -> None:
    async with desk_app(projects, "projects", (80, 24)) as desk:
        await desk.see("Anna")
        await desk.press("slash")
        await desk.write("wielicz")
        await desk.miss("Bob Hill")
        await desk.press("escape")
        await desk.see("Bob Hill", "Anna")


async def test_power_is_sorted_largest_first(projects: Services) -> None:
    async with desk_app(projects, "projects", (80, 24)) as desk:
        await desk.see("Anna")
        table = desk.screen.table
        place = desk.line("kWp").index("kWp")
        await desk.pilot.click(table, offset=(place, 0))
        await desk.see("kWp ↓")
        assert table.cursor_row.capacity_kwp == 39.6
        await desk.pilot.click(table, offset=(place, 0))
        await desk.see("kWp ↑")
        assert table.cursor_row.capacity_kwp == 8.8


@pytest.mark.feature("A-01", "A-18")
async def test_the_preview_shows_customer_lead_system_and_rules(projects: Services) -> None:
    async with desk_app(projects, "projects") as desk:
        await desk.see("Anna", "Australia")
        await desk.press("down")
        await desk.see("Poland")
        for words in ("Wieliczka, PL", "Residential · On-Grid", "8.8 kWp", "10.2 kWh", "420 kWh / month", "unassigned"):
            assert words in desk.text
        assert "Anna Wiśniewska" in desk.line("Customer")
        assert "Anna Wiśniewska – Wieliczka" in desk.line("│ Lead")
        assert tokens_at(desk.screen.preview, 4, "━")[0] == desk.screen.preview.palette.hues["open"]


async def test_enter_opens_the_project_and_keys_its_customer_and_lead(projects: Services) -> None:
    async with desk_app(projects, "projects") as desk:
        await desk.see("Anna")
        await desk.press("down", "enter")
        assert (await desk.on(OpenedProject)).record == ("project", 1)
        await desk.press("escape")
        await desk.on(ProjectsScreen)
        await desk.press("L")
        assert (await desk.on(OpenedLead)).record == ("lead", 1)
        await desk.press("escape")
        await desk.on(ProjectsScreen)
        await desk.press("p")
        contact = (await desk.on(OpenedContact)).record[1]
        assert projects.contacts.get(contact).name == "Anna Wiśniewska"
        await desk.press("escape")
        await desk.on(ProjectsScreen)
        await desk.press("up", "L")
        await desk.hear("The project was started without a lead.")


@pytest.mark.feature("B-105")
async def test_renaming_leaves_the_lead_alone(projects: Services) -> None:
    async with desk_app(projects, "projects") as desk:
        await desk.see("Anna")
        await desk.press("down", "e")
        form = await desk.on(ProjectForm)
        assert form.fields["name"].entry == "Anna Wiśniewska – Wieliczka"
        assert form.fields["capacity_kwp"].entry == "8.8"
        await desk.write("Dach Anny")
        await desk.press("ctrl+s")
        await desk.on(ProjectsScreen)
        await desk.see("Dach Anny")
        await desk.hear("Project Dach Anny edited · u undo")
        assert projects.leads.get(1).name == "Anna Wiśniewska – Wieliczka"
        await desk.press("u")
        await desk.miss("Dach Anny")


async def test_what_cannot_be_a_value_is_said_below_its_field(projects: Services) -> None:
    async with desk_app(projects, "projects") as desk:
        await desk.see("Anna")
        await desk.press("e")
        form = await desk.on(ProjectForm)
        form.go_to(form.fields["capacity_kwp"])
        await desk.write("viel")
        await desk.press("ctrl+s")
        await desk.see("is no number")
        assert desk.screen is form
        await desk.press("backspace", "backspace", "backspace", "backspace", "7", "comma", "5")
        form.go_to(form.fields["phases"])
        await desk.press("3", "ctrl+s")
        await desk.on(ProjectsScreen)
        project = projects.projects.get(2)
        assert (project.capacity_kwp, project.phases) == (7.5, 3)


async def test_an_emptied_value_is_stored_as_nothing(projects: Services) -> None:
    async with desk_app(projects, "projects") as desk:
        await desk.see("Anna")
        await desk.press("down", "e")
        form = await desk.on(ProjectForm)
        form.go_to(form.fields["battery_kwh"])
        await desk.press("delete", "ctrl+s")
        await desk.on(ProjectsScreen)
        assert projects.projects.get(1).battery_kwh is None


async def test_an_empty_list_says_where_projects_come_from(services: Services) -> None:
    async with desk_app(services, "projects", (80, 24)) as desk:
        await desk.see("There is no project yet.")
        assert "1 shows the leads" in desk.text
        assert "c converts one" in desk.text
        assert "n new project" in desk.text


async def test_a_long_address_leaves_the_name_of_a_contact_in_sight(services: Services) -> None:
    add_contact(services, "Honorata Nowak", emails=("honorata.nowak@gospodarstwo-ekologiczne-zuraw.example",))
    async with desk_app(services, "projects", (80, 24)) as desk:
        await desk.press("n")
        await desk.write("hono")
        await desk.see("Honorata Nowak  #1", "honorata.nowak@")


@pytest.mark.feature("A-10", "C-15", "C-16")
async def test_a_project_is_started_for_somebody_known_or_new(projects: Services) -> None:
    async with desk_app(projects, "projects", (80, 24)) as desk:
        await desk.see("Anna")
        await desk.press("n")
        await desk.see("New project", "add a new contact")
        await desk.write("bob@h")
        await desk.see("Bob Hill")
        await desk.press("enter")
        await desk.on(NewProjectForm)
        await desk.press("ctrl+s")
        opened = await desk.on(OpenedProject)
        made = projects.projects.get(opened.record[1])
        assert (made.lead_id, [one.name for one in made.contacts]) == (None, ["Bob Hill"])
        await desk.press("escape", "n")
        await desk.see("add a new contact")
        await desk.press("enter")
        await desk.on(ContactForm)
        await desk.write("Ola Nowak")
        await desk.press("ctrl+s")
        await desk.on(NewProjectForm)
        await desk.see("Ola Nowak")
        await desk.press("escape")
        await desk.on(ProjectsScreen)
        assert projects.contacts.find("Ola")[0].name == "Ola Nowak"


async def test_a_filter_narrows_while_it_can_be_read_and_the_list_is_exported(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    contact = add_contact(services, "Jan Kot")
    for city, power in (("Opole", 5), ("Gdynia", 50)):
        services.projects.create(ProjectDraft(contact_id=contact.id, city=city, country="PL", capacity_kwp=power))
    async with desk_app(services, "projects") as desk:
        await desk.see("Opole", "Gdynia")
        await desk.press("slash", *"kwp>")
        await desk.see("needs a value", "Opole", "Gdynia")
        await desk.press(*"10")
        await settle(desk.pilot, lambda: "Opole" not in desk.text and "Gdynia" in desk.text)
        await desk.press("enter")
        desk.screen.settings.show("location,price_net")
        for choice, name in (("down", "out.json"), ("home", "shown.csv")):
            await desk.press("E")
            await desk.see("This list, the columns on screen", "1 project")
            await desk.press(choice, "enter")
            await desk.on(AskDialog)
            await desk.press("ctrl+u", *name, "enter")
            await desk.hear("1 project written")
        await desk.press("escape")
        await desk.see("Opole", "Gdynia")
    assert '"Gdynia"' in (tmp_path / "out.json").read_text(encoding="utf-8")
    heading, row = (tmp_path / "shown.csv").read_text(encoding="utf-8-sig").splitlines()
    assert (heading, row) == ("Number,Town,Price without VAT,Currency", "2,Gdynia,,PLN")


async def test_own_fields_are_columns_conditions_and_criteria_of_the_project_list(projects: Services) -> None:
    projects.fields.add("project", "Deal", key="deal")
    projects.projects.edit(1, {"custom": {"deal": "UM/1 roof"}})
    async with desk_app(projects, "projects", (100, 40)) as desk:
        await desk.see("Anna")
        desk.screen.settings.show("name,custom.deal")
        await desk.see("Deal", "UM/1 roof")
        await desk.press("slash")
        await desk.write("custom.deal:roo")
        await desk.press("enter")
        await desk.see("Deal roo", "1 of 2")
        await desk.press("f")
        await desk.see("Own fields", "roo", "1 of 2 projects")
        await desk.press("escape")
        desk.app.changes.publish(projects.fields.edit("deal", {"label": "Contract"}).topics)
        await desk.see("Contract")


async def test_tasks_done_are_a_column_and_an_order(projects: Services) -> None:
    projects.progress.outcome(2, "completed", "handed over")
    async with desk_app(projects, "projects", (80, 24)) as desk:
        await desk.see("Anna")
        desk.screen.settings.show("name,progress,stage")
        first, second = (projects.projects.get(number) for number in (1, 2))
        await desk.see("Tasks", f"{first.done}/{first.total}", f"{second.done}/{second.total}")
        desk.screen.show_sort(Sort("progress", descending=True))
        await desk.see("Tasks ↓")
    shares = [line.done / line.total for line in projects.projects.open_list("", Sort("progress")).rows(0, 9)]
    assert shares == sorted(shares)
