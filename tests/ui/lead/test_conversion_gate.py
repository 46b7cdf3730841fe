"""The gate between leads and projects: five facts, the rules of the place, what is missing, and the project."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from solartui.domain.regulations import regulation_for
from solartui.domain.vocabulary import LeadType
from solartui.screens.conversion import ConversionDialog, vat_words
from solartui.screens.lead.form import LeadForm
from solartui.screens.lead.screen import LeadScreen
from tests.desk import add_lead, kinds
from tests.ui.desk_app import OpenedProject
from tests.ui.lead.conftest import FIRST, SECOND, THIRD
from tests.ui.lead.test_lead_page import open_lead
from tests.ui.support import lines, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]

SIZES = pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36)], ids=["smallest", "small", "normal"])
FACTS = ("Facility type", "Grid connection type", "Address", "Customer", "Assigned to")


async def open_gate(app: DeskApp, lead_id: int = FIRST) -> ConversionDialog:
    """The gate, opened from the page of a lead."""
    await open_lead(app, lead_id)
    await app.press("c")
    gate = await app.on(ConversionDialog)
    assert isinstance(gate, ConversionDialog)
    return gate


@pytest.mark.feature("B-158", "B-159", "B-163")
async def test_exactly_five_facts_and_the_rules_of_the_place(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_gate(app)
        marked = [line for line in lines(app.app) if "✓ " in line]
        assert [fact for line in marked for fact in FACTS if fact in line] == list(FACTS)
        for told in (
            "Residential",
            "On-Grid",
            "ul. Lipowa 8, 32-020 Wieliczka, małopolskie, PL",
            "(49.98738, 20.06473)",
            "Anna Wiśniewska",
            "Ewa Admin",
            "Poland · VAT 8%, 23% above 300 m² (flat 150 m²) · PLN",
            "A micro-installation has at most 50 kW.",
        ):
            assert told in app.text, told


@SIZES
async def test_the_keys_are_seen_in_every_window(desk: Services, at_list: AtList, size: tuple[int, int]) -> None:
    async with at_list(desk, size=size) as app:
        await open_gate(app)
        assert "enter convert" in app.text
        assert "escape cancel" in app.text
        assert "Project name" in app.text


@pytest.mark.feature("B-104", "B-105", "B-160", "B-161")
async def test_on_confirmation_the_project_opens_with_the_name_that_was_typed(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_gate(app)
        await app.see("Anna Wiśniewska – Wieliczka")
        await app.write(" house")
        await app.press("enter")
        await app.on(OpenedProject)
        project = desk.projects.get(app.record[1])
        await app.hear("Anna Wiśniewska – Wieliczka converted to a project · u undo")
        assert project.name == "Anna Wiśniewska – Wieliczka house"
        assert (project.stage.value, project.lead_id) == ("onboarding", FIRST)
        await app.press("escape")
        await app.on(LeadScreen)
        await app.see("✓ Converted", "Related projects 1")
    assert kinds(desk, "lead", FIRST)[-2:] == ["converted", "moved"]
    assert desk.leads.get(FIRST).name == "Anna Wiśniewska – Wieliczka"


@pytest.mark.feature("B-103")
async def test_a_lead_is_converted_again_and_the_gate_says_that_it_was(desk: Services, at_list: AtList) -> None:
    desk.conversion.convert(FIRST)
    async with at_list(desk, size=(80, 24)) as app:
        await open_gate(app)
        assert "It has 1 project already." in app.text
        await app.press("ctrl+s")
        await app.on(OpenedProject)
    assert len(desk.projects.of_lead(FIRST)) == 2


async def test_a_conversion_is_taken_back(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_gate(app, SECOND)
        await app.press("enter")
        await app.on(OpenedProject)
        await app.press("u")
        await settle(app.pilot, lambda: desk.leads.get(SECOND).stage == "open")
        assert desk.projects.of_lead(SECOND) == ()


@SIZES
@pytest.mark.feature("B-162")
async def test_without_a_place_the_button_says_why_and_enter_leads_to_the_field(
    desk: Services, at_list: AtList, size: tuple[int, int]
) -> None:
    async with at_list(desk, size=size) as app:
        await open_gate(app, THIRD)
        await app.see("✗ Address", "lead has no location", "1 thing is missing", "enter fill in what is missing")
        await app.press("ctrl+s")
        form = await app.on(LeadForm)
        await settle(app.pilot, lambda: form.here is not None and form.here.key == "street")
        await app.press("escape")
        await app.on(LeadScreen)
    assert desk.projects.of_lead(THIRD) == ()
    assert desk.leads.get(THIRD).stage == "open"


@pytest.mark.feature("B-162", "B-163")
async def test_what_was_filled_in_leads_back_to_the_gate(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_gate(app, THIRD)
        await app.press("enter")
        await app.on(LeadForm)
        await app.press("down", "down")
        await app.write("Perth")
        await app.press("down", "down")
        await app.write("AU")
        await app.press("enter", "f2")
        await app.on(ConversionDialog)
        await app.see("Perth", "Australia · VAT 10% · AUD")
        await app.press("enter")
        await app.on(OpenedProject)
        assert desk.projects.get(app.record[1]).regulation == "au"


async def test_the_gate_works_with_the_mouse(desk: Services, at_list: AtList) -> None:
    async def click(text: str) -> None:
        shown = lines(app.app)
        y = next(y for y in reversed(range(len(shown))) if text in shown[y])
        await app.pilot.click(offset=(shown[y].index(text) + 1, y))
        await settle(app.pilot)

    async with at_list(desk) as app:
        await open_gate(app, THIRD)
        await click("lead has no location")
        await app.on(LeadForm)
        await app.press("escape")
        await open_gate(app, SECOND)
        await click("Convert to a project ")
        await app.on(OpenedProject)


async def test_nobody_who_carries_it_is_no_obstacle(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_gate(app, SECOND)
        assert "· Assigned to" in app.text
        assert "nobody" in app.line("Assigned to")


async def test_a_lead_that_somebody_else_deleted_is_refused(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_gate(app, SECOND)
        desk.lead_actions.delete([SECOND])
        await app.press("enter")
        await app.hear("There is no lead 2.")


async def test_hostile_names_are_only_text(services: Services, at_list: AtList) -> None:
    name = "[/] \x1b[31m 👩‍👩‍👧‍👦 " + "日本" * 80
    lead = add_lead(services, name, street=name, city=name)
    async with at_list(services, size=(80, 24)) as app:
        await open_gate(app, lead.id)
        # The field shows the end of the name, where its cursor is.
        await app.see("enter convert", "日本日本 ")
        assert all(line.isprintable() for line in lines(app.app))
        assert "Convert to a project " in app.text


@pytest.mark.feature("B-163")
def test_rates_in_words() -> None:
    today = date(2026, 11, 23)
    words = {
        (country, kind): vat_words(regulation_for(country).vat(kind, today))
        for country in ("PL", "AU", "DE")
        for kind in (LeadType.RESIDENTIAL, LeadType.COMMERCIAL)
    }
    assert words["PL", LeadType.RESIDENTIAL] == "VAT 8%, 23% above 300 m² (flat 150 m²)"
    assert words["PL", LeadType.COMMERCIAL] == "VAT 23%"
    assert words["AU", LeadType.COMMERCIAL] == "VAT 10%"
    assert words["DE", LeadType.RESIDENTIAL] == "VAT is set by hand"
