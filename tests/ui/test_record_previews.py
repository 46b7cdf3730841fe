"""What the panes beside the lists of contacts and projects tell, in any room."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from solartui.domain.contacts import Contact, ContactRef, Email, LinkedLead, LinkedProject, Phone
from solartui.domain.leads import Address
from solartui.domain.people import Assignee
from solartui.domain.projects import Project
from solartui.domain.stages import SEEDED
from solartui.domain.vocabulary import (
    AssigneeKind,
    ContactKind,
    ContactOrigin,
    GridConnection,
    LeadType,
    ProjectStage,
)
from solartui.widgets.amounts import exact_money, kilowatts, rounded_money
from solartui.widgets.contact_preview import ContactData, ContactPreview, without
from solartui.widgets.painted import Drawn
from solartui.widgets.parts import parts_width
from solartui.widgets.project_preview import ProjectData, ProjectPreview

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ANNA = Contact(
    1, ContactKind.PERSON, "Anna Wiśniewska", 2, "Zajazd pod Lipą", ContactOrigin.LEADGEN,
    (Email("anna@poczta.pl"),), (Phone("+48 601 234 567"),), NOW, NOW, 1,
)  # fmt: skip
HOUSE = Project(
    7, "Anna Wiśniewska – Wieliczka", ProjectStage.QUOTING, None, 3, "Anna Wiśniewska – Wieliczka",
    (ContactRef(1, ContactKind.PERSON, "Anna Wiśniewska", ("anna@poczta.pl",), ("+48 601 234 567",)),),
    (Assignee(AssigneeKind.USER, 3, "Anna Nowak"),), LeadType.RESIDENTIAL, GridConnection.ON_GRID,
    Address("ul. Lipowa 8", "32-020", "Wieliczka", None, "PL"), None, None, "pl", 3, None, 420.0, 8.8, 10.2,
    3_520_000, 3_801_600, "PLN", NOW, NOW, 1,
)  # fmt: skip


def lead(number: int, stage: str = "open", name: str = "") -> LinkedLead:
    return LinkedLead(number, name or f"Anna Wiśniewska – Dach {number}", stage, NOW.replace(day=number % 28 + 1))


def project(number: int) -> LinkedProject:
    return LinkedProject(number, f"Projekt {number}", "quoting", None, 8.8, None, NOW)


def contact_lines(contact: Contact, width: int = 38, height: int = 30) -> list[str]:
    """The inside of the pane of a contact."""
    pane = ContactPreview()
    pane.show(ContactData(contact, SEEDED, NOW))
    return as_text(pane.content(width, height), width, height)


def project_lines(one: Project, width: int = 38, height: int = 30) -> list[str]:
    """The inside of the pane of a project."""
    pane = ProjectPreview()
    pane.show(ProjectData(one, "Poland", NOW))
    return as_text(pane.content(width, height), width, height)


def as_text(lines: list[Drawn], width: int, height: int) -> list[str]:
    assert len(lines) <= height
    assert all(parts_width(line.parts) <= width for line in lines)
    return ["".join(text for text, _ in line.parts).rstrip() for line in lines]


def test_a_contact_is_told_from_the_name_to_the_projects() -> None:
    contact = replace(ANNA, leads=(lead(1), lead(2, "converted")), projects=(project(5),))
    assert contact_lines(contact) == [
        "Anna Wiśniewska                     #1",
        "Person · Zajazd pod Lipą",
        "",
        "Mail      anna@poczta.pl",
        "Phone     +48 601 234 567",
        "Added     23 Nov · Lead Generator",
        "",
        "2 leads",
        "✓ Dach 2              Converted  3 Nov",
        "○ Dach 1                   Open  2 Nov",
        "",
        "1 project",
        "◔ Projekt 5             Quoting 23 Nov",
    ]


def test_many_points_and_people_say_how_many_more_there_are() -> None:
    people = tuple(ContactRef(at, ContactKind.PERSON, f"Osoba {at}", (), (f"60{at}",)) for at in range(30))
    company = replace(
        ANNA, kind=ContactKind.COMPANY, company_name=None, people=people,
        emails=tuple(Email(f"a{at}@x.pl") for at in range(6)), phones=(),
    )  # fmt: skip
    lines = contact_lines(company, height=20)
    assert "a2@x.pl  +3" in lines[5]
    assert "30 people" in lines
    assert any(line.strip().startswith("+") for line in lines)


@pytest.mark.parametrize("height", range(1, 32))
def test_a_contact_with_much_fits_into_any_height(height: int) -> None:
    contact = replace(ANNA, leads=tuple(map(lead, range(1, 40))), projects=tuple(map(project, range(1, 9))))
    pane = ContactPreview()
    pane.show(ContactData(contact, SEEDED, NOW))
    lines = pane.content(38, height)[:height]
    assert "".join(text for text, _ in lines[0].parts).startswith("Anna Wiśniewska")


def test_room_is_shared_between_leads_and_projects() -> None:
    contact = replace(ANNA, leads=tuple(map(lead, range(1, 40))), projects=tuple(map(project, range(1, 9))))
    lines = contact_lines(contact, height=24)
    assert "39 leads" in lines
    assert "8 projects" in lines
    assert sum(line.startswith("◔") for line in lines) >= 3


def test_a_stage_that_is_gone_is_named_by_its_key() -> None:
    lines = contact_lines(replace(ANNA, leads=(lead(1, "dismantled"),)))
    assert any("Dach 1" in line for line in lines)


def test_a_name_beside_its_contact_leaves_out_the_contact() -> None:
    assert without("Anna Wiśniewska – Wieliczka", ANNA) == "Wieliczka"
    assert without("Anna Wiśniewska – ", ANNA) == "Anna Wiśniewska – "
    assert without("Dach", ANNA) == "Dach"


def test_nothing_is_shown_where_there_is_no_record() -> None:
    contacts, projects = ContactPreview(), ProjectPreview()
    assert contacts.content(38, 20) == projects.content(38, 20) == []


def test_a_project_is_told_from_the_name_to_the_rules() -> None:
    lines = project_lines(HOUSE)
    assert lines[0].split() == ["Anna", "Wiśniewska", "–", "Wieliczka", "#7"]
    assert lines[1] == "ul. Lipowa 8, 32-020 Wieliczka, PL"
    assert lines[3].count("━") == 10
    assert lines[4] == "◔ Quoting                   Anna Nowak"
    told = [" ".join(line.split()) for line in lines[5:] if line]
    assert told == [
        "Customer Anna Wiśniewska",
        "+48 601 234 567",
        "anna@poczta.pl",
        "Lead Anna Wiśniewska – Wieliczka…",
        "Type Residential · On-Grid",
        "Power 8.8 kWp",
        "Battery 10.2 kWh",
        "Use 420 kWh / month",
        "Net PLN 35,200.00",
        "Gross PLN 38,016.00",
        "Rules Poland",
        "Created 23 Nov",
    ]


def test_what_is_not_known_of_a_project_is_left_out() -> None:
    bare = replace(HOUSE, capacity_kwp=None, battery_kwh=None, price_net=None, price_gross=None, monthly_kwh=None,
                   lead_name=None, contacts=(), assignees=(), address=Address())  # fmt: skip
    lines = project_lines(bare)
    assert "unassigned" in lines[3]
    assert not any(line.startswith(("Power", "Net", "Use", "Lead", "Customer")) for line in lines)


def test_a_low_pane_drops_the_least_important_first() -> None:
    assert any(line.startswith("Rules") for line in project_lines(HOUSE, height=21))
    short = project_lines(HOUSE, height=12)
    assert not any(line.startswith(("Rules", "Power")) for line in short)
    assert any(line.startswith("Customer") for line in short)
    assert len(project_lines(HOUSE, height=6)) == 5


def test_a_long_address_takes_two_lines_and_no_more() -> None:
    place = Address("ul. Bardzo Długa " * 6, "00-001", "Warszawa", None, "PL")
    lines = project_lines(replace(HOUSE, address=place))
    assert lines[1].startswith("ul. Bardzo")
    assert "Długa" in lines[2]
    assert lines[3] == ""


@pytest.mark.parametrize(
    ("minor", "currency", "rounded", "exact"),
    [
        (3_520_049, "PLN", "35 200 PLN", "PLN 35,200.49"),
        (3_520_050, "EUR", "35 200 EUR", "EUR 35,200.50"),
        (0, "AUD", "0 AUD", "AUD 0.00"),
        (-150_000, "PLN", "-1 500 PLN", "PLN -1,500.00"),
        (1_000, "JPY", "1 000 JPY", "JPY 1,000"),
        (None, "PLN", "", ""),
    ],
)
def test_money_is_rounded_in_lists_and_exact_on_pages(
    minor: int | None, currency: str, rounded: str, exact: str
) -> None:
    assert rounded_money(minor, currency) == rounded
    assert exact_money(minor, currency).replace("\u00a0", " ") == exact


@pytest.mark.parametrize(("value", "text"), [(8.8, "8.8"), (1234.0, "1 234.0"), (None, ""), (0.0, "0.0")])
def test_power_has_one_decimal(value: float | None, text: str) -> None:
    assert kilowatts(value) == text
