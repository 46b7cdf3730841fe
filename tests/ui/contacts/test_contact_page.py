"""The page of a contact: everything that belongs to it, one key away, with notes and history."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ContactDraft, LeadDraft, ProjectDraft
from solartui.domain.records import Subject
from solartui.domain.vocabulary import ContactKind
from solartui.screens.contacts.form import ContactForm
from solartui.screens.contacts.page import ContactScreen
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.note_editor import NoteEditor
from solartui.screens.lead.form import LeadForm
from solartui.screens.lead.screen import LeadScreen
from solartui.screens.projects.form import NewProjectForm
from solartui.screens.projects.page import ProjectScreen
from tests.desk import SECOND, add_contact, add_lead, at_desk
from tests.ui.desk_app import DeskApp, Start, desk_app

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from solartui.domain.contacts import Contact
    from solartui.services.container import Services
    from tests.conftest import Clock, Furnish

PAGES = {"lead": LeadScreen, "contact": ContactScreen, "project": ProjectScreen}


def anna_and_hers(services: Services, _clock: Clock) -> None:
    """A person at a company, with two leads and a project."""
    company = add_contact(services, "Zajazd pod Lipą", kind=ContactKind.COMPANY, phones=("12 274 31 05",))
    made = services.contacts.create(
        ContactDraft(name="Anna Wiśniewska", company_id=company.id, emails=("anna@poczta.pl",), phones=("601234567",))
    ).value
    first = add_lead(services, contact_id=made.id, city="Wieliczka", country="PL")
    add_lead(services, contact_id=made.id, city="Bochnia")
    services.conversion.convert(first.id)


@pytest.fixture
def furnish(request: pytest.FixtureRequest) -> Furnish | None:
    """Made once, and copied for each test that asks for it."""
    return anna_and_hers if "anna" in request.fixturenames else None


@pytest.fixture
def anna(services: Services) -> Contact:
    """A person at a company, with two leads and a project."""
    return services.contacts.get(2)


@asynccontextmanager
async def page_of(services: Services, number: int, size: tuple[int, int] = (120, 36)) -> AsyncIterator[DeskApp]:
    """The app with the page of a contact open."""
    async with desk_app(services, size=size, records=PAGES) as desk:
        desk.app.open_record("contact", number)
        await desk.on(ContactScreen)
        await desk.see(f"#{number}  ")
        yield desk


@pytest.mark.feature("A-02", "A-03", "A-04", "C-20")
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 40)])
async def test_everything_is_there_with_stage_and_day(services: Services, anna: Contact, size: tuple[int, int]) -> None:
    async with page_of(services, anna.id, size) as desk:
        await desk.see("Leads 2", "Projects", "Company")
        assert "Anna Wiśniewska  #2  person" in desk.text
        assert "anna@poczta.pl" in desk.text
        assert "By hand" in desk.text
        lead = desk.line("– Bochnia")
        assert all(words in lead for words in ("○", "#2", "Open", "23 Nov"))
        assert "Converted" in desk.line("✓ Anna Wiśniewska – Wieliczka")
        assert "Onboarding" in desk.line("○ Anna Wiśniewska – Wieliczka")
        assert "Zajazd pod Lipą" in desk.text


@pytest.mark.feature("A-01", "A-03")
async def test_enter_opens_each_of_them_and_escape_comes_back(services: Services, anna: Contact) -> None:
    async with page_of(services, anna.id) as desk:
        for down, kind, number in (
            (0, LeadScreen, 2),
            (1, LeadScreen, 1),
            (1, ProjectScreen, 1),
            (1, ContactScreen, 1),
        ):
            await desk.see("Leads 2")
            await desk.press(*["down"] * down, "enter")
            await desk.see(f"#{number}  ")
            page = await desk.on(kind)
            assert page.subject.id == number
            await desk.press("escape")
            await desk.on(ContactScreen)
        await desk.press("escape")
        await desk.on(Start)


@pytest.mark.feature("A-02")
async def test_a_company_shows_its_people(services: Services, anna: Contact) -> None:
    assert anna.company_id is not None
    async with page_of(services, anna.company_id) as desk:
        await desk.see("Zajazd pod Lipą  #1  company", "People")
        assert "1 person" in desk.text
        assert "601234567" in desk.line("Anna Wiśniewska")
        await desk.press("enter")
        await desk.see("Anna Wiśniewska  #2  person")


async def test_a_contact_without_anything_says_what_to_do(services: Services) -> None:
    bob = add_contact(services, "Bob Hill")
    async with page_of(services, bob.id) as desk:
        await desk.see("No leads or projects yet.", "N new lead", "c new project")
        assert "neither telephone nor mail" in desk.text
        await desk.press("enter", "down", "pagedown", "end")
        assert isinstance(desk.screen, ContactScreen)


@pytest.mark.feature("A-10", "C-15")
async def test_a_project_without_a_lead_is_started_here(services: Services, anna: Contact) -> None:
    async with page_of(services, anna.id) as desk:
        await desk.press("c")
        form = await desk.on(NewProjectForm)
        form.go_to(form.fields["city"])
        await desk.write("Tarnów")
        form.go_to(form.fields["country"])
        await desk.write("PL")
        await desk.press("ctrl+s")
        await desk.on(ProjectScreen)
        await desk.see("Anna Wiśniewska – Tarnów", "without a lead", "Poland")
        made = services.projects.get(2)
        assert (made.lead_id, made.address.city, made.regulation) == (None, "Tarnów", "pl")
        await desk.press("escape")
        await desk.see("Projects 2")


@pytest.mark.feature("A-16")
async def test_a_lead_is_added_here(services: Services, anna: Contact) -> None:
    async with page_of(services, anna.id) as desk:
        await desk.press("N")
        await desk.on(LeadForm)
        await desk.press("ctrl+s")
        page = await desk.on(LeadScreen)
        assert services.leads.get(page.lead_id).contact.id == anna.id
        await desk.press("escape")
        await desk.see("Leads 3")


@pytest.mark.feature("A-20", "A-19")
async def test_notes_of_the_contact_and_activities_of_its_leads(services: Services, anna: Contact) -> None:
    services.notes.add(Subject("contact", anna.id), "Woli rozmawiać po południu.")
    async with page_of(services, anna.id) as desk:
        await desk.see("Woli rozmawiać")
        await desk.press("right_square_bracket")
        await desk.see("Converted to project", "Note: Woli")
        await desk.press("right_square_bracket")
        await desk.see("Woli rozmawiać po południu.")
        await desk.press("e")
        await desk.on(NoteEditor)
        await desk.press("ctrl+end")
        await desk.write(" Dzieci")
        await desk.press("ctrl+s")
        await desk.on(ContactScreen)
        await desk.see("po południu. Dzieci")
        await desk.press("D")
        await desk.see("No notes yet")
        assert services.notes.of(Subject("contact", anna.id)) == []


@pytest.mark.feature("C-14", "C-18", "A-17")
async def test_a_change_is_seen_everywhere(services: Services, anna: Contact) -> None:
    async with page_of(services, anna.id) as desk:
        await desk.press("e")
        form = await desk.on(ContactForm)
        assert form.fields["stored"].locked
        await desk.write("Anna Lis")
        await desk.press("ctrl+s")
        await desk.on(ContactScreen)
        await desk.see("Anna Lis  #2", "anna@poczta.pl")
        await desk.press("enter")
        await desk.on(LeadScreen)
        await desk.see("Anna Lis")


async def test_a_click_copies_and_the_company_opens(services: Services, anna: Contact) -> None:
    async with page_of(services, anna.id) as desk:
        head = desk.screen.head
        await desk.pilot.click(head, offset=(4, 1))
        await desk.hear("Copied: 601234567")
        await desk.pilot.click(head, offset=(head.size.width - 3, 0))
        await desk.see("Zajazd pod Lipą  #1  company")


async def test_copying_offers_numbers_and_addresses(services: Services, anna: Contact) -> None:
    async with page_of(services, anna.id) as desk:
        await desk.press("y")
        await desk.on(ChooseDialog)
        await desk.see("Phone", "Mail", "Company", "Everything")
        await desk.press("down", "enter")
        await desk.hear("Copied: anna@poczta.pl")


async def test_what_others_add_appears_and_the_cursor_stays(services: Services, anna: Contact) -> None:
    async with page_of(services, anna.id) as desk:
        await desk.press("down", "down")
        other = at_desk(services, SECOND)
        other.leads.create(LeadDraft(contact_id=anna.id, name="Trzeci dach"))
        desk.app.changes.publish(frozenset({"leads"}))
        await desk.see("Trzeci dach", "Leads 3")
        assert (desk.screen.related.current.kind, desk.screen.related.current.id) == ("project", 1)
        await desk.hear("Piotr Żak: Created")


async def test_many_leads_scroll(services: Services) -> None:
    bob = add_contact(services, "Bob Hill")
    for number in range(40):
        services.leads.create(LeadDraft(contact_id=bob.id, name=f"Dach {number:02}"))
    services.projects.create(ProjectDraft(contact_id=bob.id, name="Projekt"))
    async with page_of(services, bob.id, (80, 24)) as desk:
        await desk.see("Dach 39", "Leads 40")
        assert "Dach 00" not in desk.text
        await desk.press("end")
        await desk.see("Projekt", "Dach 00")
        await desk.press("enter")
        await desk.on(ProjectScreen)


HOSTILE = ("[/] [@click=app.quit]x[/] \u202eREDRO", "👩‍👩‍👧 rodzina" + "a" * 300)


@pytest.mark.parametrize("name", HOSTILE)
async def test_record_text_is_only_text(services: Services, name: str) -> None:
    contact = add_contact(services, name, emails=("x@y.pl",))
    services.leads.create(LeadDraft(contact_id=contact.id, name=name, city=name))
    services.projects.create(ProjectDraft(contact_id=contact.id, name=name, city=name, street=name))
    services.notes.add(Subject("contact", contact.id), name)
    async with page_of(services, contact.id) as desk:
        await desk.see("x@y.pl", "Leads", "Projects")
        await desk.press("down", "enter")
        await desk.on(ProjectScreen)
        await desk.see("Customer")
        for _tab in range(8):
            await desk.press("right_square_bracket")
        await desk.press("y")
        await desk.on(ChooseDialog)
        await desk.press("escape")
        await desk.on(ProjectScreen)


@pytest.mark.feature("C-20")
async def test_two_contacts_are_made_one_by_keys(services: Services, anna: Contact) -> None:
    again = add_contact(services, "A. [b]Wisniewska", phones=("601 234 567",), emails=("aw@praca.pl",))
    async with page_of(services, anna.id) as desk:
        await desk.see("Anna Wiśniewska")
        await desk.press("M")
        await desk.see("Merge into Anna", f"A. [b]Wisniewska  #{again.id}")
        await desk.press("enter")
        await desk.see("Merge contacts", "goes over: 1 e-mail", "Make them one: Anna Wiśniewska")
        await desk.press("up", "enter")
        await desk.see("Make them one: A. [b]Wisniewska")
        await desk.press("pagedown", "enter")
        await desk.hear("Contact A. [b]Wisniewska merged into A. [b]Wisniewska")
        await desk.see("aw@praca.pl")
        await desk.press("u")
        await desk.see("Undone: Contact")
    assert services.contacts.get(anna.id).name == anna.name
    assert services.contacts.get(again.id).name == "A. [b]Wisniewska"


@pytest.mark.feature("C-20")
async def test_a_contact_is_deleted_by_a_key_unless_it_is_needed(services: Services, anna: Contact) -> None:
    lonely = add_contact(services, "Nikt")
    async with page_of(services, anna.id) as desk:
        await desk.see("Anna Wiśniewska")
        await desk.press("D")
        await desk.hear("Anna Wiśniewska has leads and stays.")
        desk.app.open_record("contact", lonely.id)
        await desk.see("Nikt")
        await desk.press("D")
        await desk.hear("Contact Nikt deleted")
    assert services.contacts.open_list("nikt").count() == 0


@pytest.mark.feature("C-06", "C-09", "C-11")
async def test_details_are_shown_masked_and_read_for_a_moment(services: Services) -> None:
    services.fields.add("contact", "Roof")
    made = add_contact(services, "Ewa Lis", passport="AB1234567", middle_name="Maria", custom={"roof": "tiles"})
    async with page_of(services, made.id) as desk:
        await desk.see("Passport number", "••••67", "Maria", "Roof", "tiles", "ewa.lis")
        await desk.press("V")
        await desk.see("Looked at the numbers")
        assert any("AB1234567" in said for said in desk.said)


async def test_a_person_is_erased_after_a_question(services: Services) -> None:
    made = add_contact(services, "Ewa Lis", emails=("ewa@x.pl",))
    async with page_of(services, made.id) as desk:
        page = desk.app.screen
        assert isinstance(page, ContactScreen)
        page.action_command("contact.erase")
        await desk.see("erase for good", "0 leads")
        await desk.press("escape")
        assert not services.contacts.get(made.id).erased
        page.action_command("contact.erase")
        await desk.see("erase for good")
        await desk.press("y")
        await desk.see(f"Erased person {made.id}")
    assert services.contacts.get(made.id).erased
