"""The contact list: rows, search, order, preview, and what can be done with the contact under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ContactDraft, LeadDraft, ProjectDraft
from solartui.domain.vocabulary import ContactKind
from solartui.screens.contacts.form import ContactForm
from solartui.screens.contacts.list_screen import ContactsScreen
from solartui.screens.lead.form import LeadForm
from solartui.screens.lists.filter_panel import FilterPanel
from solartui.screens.projects.form import NewProjectForm
from tests.desk import SALES, add_contact, add_lead, at_desk
from tests.ui.desk_app import OpenedContact, OpenedLead, OpenedProject, Start, desk_app

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services
    from tests.conftest import Clock, Furnish


def three_people(services: Services, _clock: Clock) -> None:
    """A desk with a company, its employee, and a person with a lead and a project."""
    company = add_contact(services, "Zajazd pod Lipą", kind=ContactKind.COMPANY, emails=("biuro@zajazd.pl",))
    services.contacts.create(ContactDraft(name="Ewa Nowak", company_id=company.id, phones=("+48 601 234 567",)))
    anna = add_contact(services, "Anna Wiśniewska", emails=("anna@poczta.pl", "a.w@firma.pl"))
    add_lead(services, contact_id=anna.id, city="Wieliczka")
    services.projects.create(ProjectDraft(contact_id=anna.id, city="Bochnia", capacity_kwp=8.8))


@pytest.fixture
def furnish(request: pytest.FixtureRequest) -> Furnish | None:
    """Made once, and copied for each test that asks for it."""
    return three_people if "people" in request.fixturenames else None


@pytest.fixture
def people(services: Services) -> Services:
    """The desk with its people."""
    return services


@pytest.mark.feature("C-20")
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_projects_of_contacts_are_a_column_in_every_window(people: Services, size: tuple[int, int]) -> None:
    async with desk_app(people, size=size) as app:
        await app.press("4")
        await app.see("Contact ↑", "Projects", "Bochnia")


@pytest.mark.feature("A-01", "A-02", "C-20")
async def test_rows_tell_name_kind_address_and_projects(people: Services) -> None:
    async with desk_app(people, "contacts", (80, 24)) as desk:
        await desk.see("Ewa Nowak", "Bochnia")
        assert "4 Contacts" in desk.text
        row = desk.line("Anna Wiśniewska")
        assert "anna@poczta.pl" in row
        assert "Person" in row
        assert "Bochnia" in row
        assert "Company" in desk.line("Zajazd")
        assert "+48 601 234 567" in desk.line("Ewa Nowak")
        assert " 3 " in desk.line("All contacts")


async def test_names_are_in_their_order_and_search_narrows_by_name_or_address(people: Services) -> None:
    async with desk_app(people, "contacts", (80, 24)) as desk:
        await desk.see("Ewa Nowak")
        assert desk.text.index("Anna") < desk.text.index("Ewa") < desk.text.index("Zajazd")
        await desk.press("slash")
        await desk.write("wisniew")
        await desk.see("1 of 3")
        assert "Ewa" not in desk.text
        await desk.press(*["backspace"] * 7)
        await desk.write("biuro@")
        await desk.miss("Anna")
        await desk.see("Zajazd")
        await desk.press("enter", "escape")
        await desk.see("Anna", "Ewa", "Zajazd")
        # The cursor stays on the contact that was found.
        assert desk.screen.table.cursor_row.name == "Zajazd pod Lipą"


async def test_nothing_found_says_what_to_do(people: Services) -> None:
    async with desk_app(people, "contacts", (80, 24)) as desk:
        await desk.see("Anna")
        await desk.press("slash")
        await desk.write("zzz")
        await desk.see("Nothing fits the search.", "0 of 3")
        assert "escape shows everything again" in desk.text


async def test_an_empty_desk_says_how_to_begin(services: Services) -> None:
    async with desk_app(services, "contacts", (80, 24)) as desk:
        await desk.see("There is no contact yet.", "n adds one")
        await desk.press("enter")
        await desk.press("e")
        await desk.hear("There is nothing here yet.")


@pytest.mark.feature("A-04", "A-02")
async def test_kind_and_origin_are_filters_that_can_be_seen_and_taken_back(people: Services) -> None:
    with people.store.begin(people.actor) as work:
        work.raw.execute("UPDATE contact SET origin = 'leadgen' WHERE name = 'Ewa Nowak'")
    async with desk_app(people, "contacts") as desk:
        await desk.see("Ewa Nowak")
        await desk.press("f")
        panel = await desk.on(FilterPanel)
        panel.go_to(panel.fields["origin"])
        await desk.press("right", "space")
        await desk.see("1 of 3 contacts")
        panel.go_to(panel.fields["phone"])
        await desk.write("601-234")
        await desk.press("ctrl+s")
        await desk.see("origin Lead Generator ×", "phone 601234 ×", "1 of 3")
        assert "biuro@zajazd.pl" not in desk.text
        assert desk.screen.filters.text == "origin:leadgen phone:601234"
        await desk.press("backspace")
        await desk.miss("phone 601234")
        await desk.press("f")
        await desk.on(FilterPanel)
        await desk.press("f8", "ctrl+s")
        await desk.see("Ewa Nowak", "Zajazd")
        await desk.press("slash")
        await desk.write("kind:company zajazd")
        await desk.press("enter")
        await desk.see("zajazd ×", "kind Company ×", "1 of 3")


async def test_what_is_typed_is_completed_and_what_cannot_be_read_is_said_below_it(people: Services) -> None:
    people.fields.add("contact", "Segment", "choice", key="segment", choices=["Key account", "Other"])
    people.contacts.edit(people.contacts.find("anna")[0].id, {"segment": "Key account"})
    async with desk_app(people, "contacts") as desk:
        await desk.see("Ewa Nowak")
        await desk.press("slash")
        await desk.write("com")
        await desk.see("company:", "Company, such as zajazd")
        await desk.press("tab")
        await desk.write("lip ")
        await desk.see("1 of 3")
        await desk.write("kind:dog")
        await desk.see("“dog” is no kind. Known: Person, Company", "1 of 3")
        await desk.press("enter")
        assert desk.screen.filters.typing
        await desk.press("escape")
        await desk.press("f")
        panel = await desk.on(FilterPanel)
        panel.fields["custom.segment"].put(["Other", '"Key account"'])
        panel.action_save()
        await desk.see("Segment Other, Key account ×", "1 of 3", "Anna")


async def test_contacts_have_one_view_and_offer_no_others(people: Services) -> None:
    async with desk_app(people, "contacts", (200, 60)) as desk:
        await desk.see("Ewa Nowak")
        assert "views" not in desk.text.splitlines()[-1]
        for key, what in (("F", "Views"), ("v", "View"), ("x", "Mark"), ("T", "Triage")):
            await desk.press(key)
            await desk.hear(f"{what}: not in this list. ? shows what is possible.")
        assert isinstance(desk.screen, ContactsScreen)


async def test_what_acts_on_a_record_says_that_nothing_fits_and_help_has_its_key_again(people: Services) -> None:
    async with desk_app(people, "contacts", (80, 24)) as desk:
        await desk.see("Ewa Nowak", "? help")
        await desk.press("slash")
        await desk.see("f1 help")
        await desk.write("nobody")
        await desk.see("0 of 3")
        await desk.press("enter")
        await desk.see("? help")
        await desk.press("e")
        await desk.hear("Nothing fits the search.")


@pytest.mark.feature("A-02", "A-03", "A-04")
async def test_the_preview_shows_points_leads_and_projects_with_stage_and_day(people: Services) -> None:
    async with desk_app(people, "contacts") as desk:
        await desk.see("a.w@firma.pl")
        for words in ("anna@poczta.pl", "By hand", "1 lead", "○ Wieliczka", "Open 23 Nov", "1 project"):
            assert words in desk.text
        assert "Onboarding 23 Nov" in desk.line("○ Bochnia")
        await desk.press("down")
        await desk.see("Person · Zajazd pod Lipą")
        await desk.press("down")
        await desk.see("1 person")
        assert "+48 601 234 567" in desk.text[desk.text.index("1 person") :]
        await desk.press("space")
        await desk.miss("Preview")
        await desk.press("space")
        await desk.see("1 person")


async def test_a_narrow_window_has_no_preview_and_says_so(people: Services) -> None:
    async with desk_app(people, "contacts", (80, 24)) as desk:
        await desk.see("Anna")
        await desk.press("space")
        await desk.hear("100 columns")


async def test_order_by_dialog_and_by_heading(people: Services) -> None:
    async with desk_app(people, "contacts") as desk:
        await desk.see("Anna")
        await desk.press("S")
        await desk.see("Order")
        await desk.write("add")
        await desk.press("enter")
        await desk.see("Contact")
        assert desk.text.index("Ewa Nowak") < desk.text.index("Zajazd")
        heading = desk.screen.table
        await desk.pilot.click(heading, offset=(4, 0))
        await desk.see("Contact ↑")
        await desk.pilot.click(heading, offset=(4, 0))
        await desk.see("Contact ↓")
        assert desk.screen.table.cursor_row.name == "Zajazd pod Lipą"


async def test_enter_and_a_double_click_open_the_contact(people: Services) -> None:
    async with desk_app(people, "contacts") as desk:
        await desk.see("Anna")
        await desk.press("down", "enter")
        opened = (await desk.on(OpenedContact)).record
        assert people.contacts.get(opened[1]).name == "Ewa Nowak"
        await desk.press("escape")
        screen = await desk.on(ContactsScreen)
        await desk.pilot.click(screen.table, offset=(10, 2), times=2)
        opened = (await desk.on(OpenedContact)).record
        assert people.contacts.get(opened[1]).name == "Anna Wiśniewska"


@pytest.mark.feature("C-12")
async def test_a_new_contact_gets_the_cursor_and_can_be_taken_back(people: Services) -> None:
    async with desk_app(people, "contacts") as desk:
        await desk.see("Anna")
        await desk.press("n")
        await desk.on(ContactForm)
        await desk.write("Marek Lis")
        await desk.press("ctrl+s")
        await desk.on(ContactsScreen)
        await desk.hear("Contact Marek Lis added · u undo")
        await desk.see("Marek Lis")
        assert desk.screen.table.cursor_row.name == "Marek Lis"
        await desk.press("u")
        await desk.hear("Taken back: ")
        await desk.miss("Marek Lis")


@pytest.mark.feature("C-14", "C-18")
async def test_edit_changes_a_contact_and_leaves_its_address_alone(people: Services) -> None:
    async with desk_app(people, "contacts") as desk:
        await desk.see("Anna")
        await desk.press("e")
        form = await desk.on(ContactForm)
        assert form.fields["stored"].locked
        await desk.write("Anna Lis")
        await desk.press("ctrl+s")
        await desk.on(ContactsScreen)
        await desk.see("Anna Lis")
        assert "anna@poczta.pl" in desk.text
        await desk.hear("Contact Anna Lis edited")


@pytest.mark.feature("A-10", "C-15")
async def test_a_project_can_be_started_for_a_known_contact(people: Services) -> None:
    async with desk_app(people, "contacts") as desk:
        await desk.see("Ewa")
        await desk.press("down", "c")
        form = await desk.on(NewProjectForm)
        assert "Ewa Nowak" in desk.text
        form.go_to(form.fields["city"])
        await desk.write("Gdów")
        await desk.press("ctrl+s")
        kind, number = (await desk.on(OpenedProject)).record
        project = people.projects.get(number)
        assert (kind, project.name, project.lead_id) == ("project", "Ewa Nowak – Gdów", None)
        assert [contact.name for contact in project.contacts] == ["Ewa Nowak"]
        await desk.hear("Project Ewa Nowak – Gdów started")


@pytest.mark.feature("A-16")
async def test_a_lead_can_be_added_for_a_known_contact(people: Services) -> None:
    async with desk_app(people, "contacts") as desk:
        await desk.see("Ewa")
        await desk.press("down", "N")
        await desk.on(LeadForm)
        await desk.press("ctrl+s")
        number = (await desk.on(OpenedLead)).record[1]
        assert people.leads.get(number).contact.name == "Ewa Nowak"


async def test_what_others_write_appears_and_the_cursor_keeps_its_contact(people: Services) -> None:
    async with desk_app(people, "contacts") as desk:
        await desk.see("Anna")
        await desk.press("down")
        add_contact(at_desk(people, SALES), "Adam Pierwszy")
        desk.app.changes.publish(frozenset({"contacts"}))
        await desk.see("Adam Pierwszy")
        assert desk.screen.table.cursor_row.name == "Ewa Nowak"
        assert desk.screen.table.view.cursor == 2


async def test_changes_while_another_page_is_shown_are_caught_up(people: Services) -> None:
    async with desk_app(people, "contacts") as desk:
        await desk.see("Anna")
        await desk.press("1")
        await desk.on(Start)
        add_contact(people, "Adam Pierwszy")
        desk.app.changes.publish(frozenset({"contacts"}))
        await desk.press("4")
        await desk.see("Adam Pierwszy")


HOSTILE = ("[/]", "[@click=app.quit]x[/]", "[bold]Fett", "\u202eREDRO", "👩‍👩‍👧 rodzina", "a" * 400)


@pytest.mark.parametrize("name", HOSTILE)
async def test_record_text_is_only_text(services: Services, name: str) -> None:
    contact = add_contact(services, name, emails=("x@y.pl",))
    services.leads.create(LeadDraft(contact_id=contact.id, name=name, city=name))
    services.projects.create(ProjectDraft(contact_id=contact.id, name=name, city=name))
    async with desk_app(services, "contacts") as desk:
        await desk.see("x@y.pl", "1 lead", "1 project")
        assert contact.name[:12].strip("👩‍👧") in desk.text


async def test_a_viewer_is_told_that_writing_is_not_for_them(people: Services) -> None:
    async with desk_app(people, "contacts", may=lambda capability: capability != "write") as desk:
        await desk.see("Anna")
        for key in ("n", "e", "c", "N"):
            await desk.press(key)
        await desk.hear("Your role may not do this.")
        assert isinstance(desk.screen, ContactsScreen)


async def test_a_long_list_is_read_in_parts_and_shows_its_end(services: Services) -> None:
    for number in range(150):
        add_contact(services, f"Kowalski {number:03}")
    async with desk_app(services, "contacts", (80, 24)) as desk:
        await desk.see("Kowalski 000")
        await desk.press("end")
        await desk.see("Kowalski 149")
        assert desk.screen.table.cursor_row.name == "Kowalski 149"
        await desk.press("ctrl+r")
        await desk.see("Kowalski 149")
        assert desk.screen.table.cursor_row.name == "Kowalski 149"
        await desk.press("home")
        await desk.see("Kowalski 000")


async def test_own_fields_are_columns_and_conditions_of_the_contact_list(people: Services) -> None:
    people.fields.add("contact", "Segment", "choice", key="segment", choices=["A", "B"])
    people.contacts.edit(2, {"custom": {"segment": "B"}})
    async with desk_app(people, "contacts", (100, 24)) as desk:
        await desk.see("Ewa Nowak")
        desk.screen.settings.show("name,custom.segment")
        await desk.see("Segment")
        assert " B " in desk.line("Ewa Nowak")
        await desk.press("slash")
        await desk.write("custom.nope:x")
        await desk.see("there is no field “custom.nope”", "Zajazd")
        await desk.press(*["backspace"] * 6)
        await desk.write("segment:b")
        await desk.see("1 of 3")
        await desk.press("enter")
        await desk.see("Segment B")
        desk.app.changes.publish(people.fields.edit("segment", {"label": "Group"}).topics)
        await desk.see("Group")


@pytest.mark.feature("B-69")
async def test_the_list_is_written_as_it_is_on_the_screen(
    people: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk_app(people, "contacts", (80, 24)) as desk:
        await desk.see("Ewa Nowak")
        desk.screen.settings.show("name,projects,kind")
        await desk.press("E")
        await desk.see("This list, the columns on screen", "This list, every field", "3 contacts")
        await desk.press("enter")
        await desk.see("Export to")
        await desk.press("ctrl+u", *"out.csv", "enter")
        await desk.hear("3 contacts written to")
    heading, first, *_ = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert (heading, first) == (
        "Contact ID,Contact,Projects,Contact kind",
        "3,Anna Wiśniewska,Anna Wiśniewska – Bochnia,Person",
    )
