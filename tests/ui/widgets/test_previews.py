"""The panes beside the lists of contacts and projects, in every height."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

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
from solartui.widgets.contact_preview import ContactData, ContactPreview, without
from solartui.widgets.project_preview import ProjectData, ProjectPreview
from tests.ui.widgets.drawn import HOSTILE, NOW, check_drawing, flat

WIDTH = 38


def contact(**changes: Any) -> Contact:
    """A person with leads and projects."""
    known: dict[str, Any] = {
        "id": 5, "kind": ContactKind.PERSON, "name": "Jan Kowalski", "company_id": 9, "company_name": "Młyn",
        "origin": ContactOrigin.MANUAL, "emails": (Email("jan@x.pl"),), "phones": (Phone("601 234 567"),),
        "created_at": NOW - timedelta(days=400), "updated_at": NOW, "version": 1,
        "leads": tuple(
            LinkedLead(number, f"Jan Kowalski – Town {number}", "open", NOW - timedelta(days=number))
            for number in range(1, 8)
        ),
        "projects": (LinkedProject(3, "Barn", "quoting", None, None, None, NOW - timedelta(days=1)),),
    }  # fmt: skip
    return Contact(**(known | changes))


def project(**changes: Any) -> Project:
    """A project with everything."""
    known: dict[str, Any] = {
        "id": 3, "name": "Roof", "stage": ProjectStage.QUOTING, "outcome": None, "lead_id": 12, "lead_name": "Jan",
        "contacts": (ContactRef(5, ContactKind.PERSON, "Jan Kowalski", ("jan@x.pl",), ("601 234 567",)),),
        "assignees": (Assignee(AssigneeKind.USER, 1, "Piotr Żak"),), "type": LeadType.RESIDENTIAL,
        "grid_connection": GridConnection.ON_GRID, "address": Address("Długa 1", "30-001", "Kraków", None, "PL"),
        "latitude": None, "longitude": None, "regulation": "pl", "phases": 3, "metering_point": None,
        "monthly_kwh": 400.0, "capacity_kwp": 9.9, "battery_kwh": 10.0, "price_net": 4_739_400,
        "price_gross": 5_118_552, "currency": "PLN", "created_at": NOW, "updated_at": NOW, "version": 1,
    }  # fmt: skip
    return Project(**(known | changes))


def told(data: ContactData | ProjectData, height: int = 40, width: int = WIDTH) -> list[str]:
    """The lines of the pane."""
    pane: ContactPreview | ProjectPreview
    if isinstance(data, ContactData):
        pane = ContactPreview()
        pane.show(data)
    else:
        pane = ProjectPreview()
        pane.show(data)
    drawn = pane.content(width, height)
    check_drawing(drawn, width)
    return flat(drawn)


@pytest.mark.feature("A-02", "A-03", "A-04")
def test_a_contact_tells_how_to_reach_them_and_what_is_theirs() -> None:
    shown = told(ContactData(contact(), SEEDED, NOW))
    assert shown[0].split() == ["Jan", "Kowalski", "#5"]
    assert shown[1] == "Person · Młyn"
    whole = "\n".join(shown)
    assert all(text in whole for text in ("jan@x.pl", "601 234 567", "By hand", "7 leads", "1 project", "◔ Barn"))
    assert "○ Town 1" in whole
    assert whole.index("Town 1") < whole.index("Town 7")


@pytest.mark.parametrize("height", range(8, 30))
def test_what_does_not_fit_is_cut_and_counted(height: int) -> None:
    shown = told(ContactData(contact(), SEEDED, NOW), height)
    leads = sum("Town" in line for line in shown)
    more = [int(line.strip().removeprefix("+")) for line in shown if line.strip().startswith("+")]
    assert leads + sum(more) in (0, 7) or not more
    assert len(shown) <= max(height, 12)


def test_a_company_tells_its_people() -> None:
    people = tuple(ContactRef(n, ContactKind.PERSON, f"Person {n}", (), (f"60{n} 000 000",)) for n in range(2))
    shown = "\n".join(
        told(ContactData(contact(kind=ContactKind.COMPANY, company_name=None, people=people), SEEDED, NOW))
    )
    assert "2 people" in shown
    assert "600 000 000" in shown


def test_many_addresses_are_counted() -> None:
    emails = tuple(Email(f"a{n}@x.pl") for n in range(6))
    shown = told(ContactData(contact(emails=emails), SEEDED, NOW))
    assert "a2@x.pl  +3" in "\n".join(shown)
    assert not any("a3@x.pl" in line for line in shown)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Jan Kowalski – Kraków", "Kraków"), ("Barn", "Barn"), ("Jan Kowalski – ", "Jan Kowalski – "), ("", "")],
)
def test_the_name_of_the_contact_is_not_told_again(name: str, shown: str) -> None:
    assert without(name, contact()) == shown


@pytest.mark.feature("A-11", "A-12", "A-14")
def test_a_project_tells_stage_people_system_and_price() -> None:
    whole = "\n".join(told(ProjectData(project(), "Poland", NOW)))
    for text in ("Roof", "#3", "◔ Quoting", "Piotr Żak", "Jan Kowalski", "Jan #12", "9.9 kWp", "10.0 kWh",
                 "400 kWh / month", "PLN 47,394.00", "Poland", "22 Nov"):  # fmt: skip
        assert text in whole, text


def test_what_a_project_does_not_have_takes_no_line() -> None:
    bare = project(price_net=None, price_gross=None, capacity_kwp=None, battery_kwh=None, monthly_kwh=None,
                   lead_id=None, lead_name=None, assignees=(), address=Address())  # fmt: skip
    whole = "\n".join(told(ProjectData(bare, "Poland", NOW)))
    assert not any(word in whole for word in ("Net", "Gross", "Power", "Battery", "Use", "Lead", "None"))
    assert "unassigned" in whole


@pytest.mark.parametrize("height", range(3, 25))
def test_the_least_important_part_of_a_project_goes_first(height: int) -> None:
    shown = told(ProjectData(project(), "Poland", NOW), height)
    assert shown[0].startswith("Roof")
    assert len(shown) <= max(height, 3)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [30, 38, 56])
def test_hostile_text_fits_and_stays_text(text: str, width: int) -> None:
    who = ContactRef(1, ContactKind.PERSON, text, (text,), (text,))
    told(
        ContactData(
            contact(
                name=text,
                company_name=text,
                emails=(Email(text),),
                phones=(Phone(text),),
                leads=(LinkedLead(1, text, text, NOW),),
                people=(who,),
            ),
            SEEDED,
            NOW,
        ),
        width=width,
    )
    told(
        ProjectData(
            project(name=text, contacts=(who,), lead_name=text, address=Address(text, text, text, text, text)),
            text,
            NOW,
        ),
        width=width,
    )
