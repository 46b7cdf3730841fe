"""A project by keys alone, from the lead to the last payment; and what the pages of designs do beside that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.errors import Refused
from solartui.domain.vocabulary import ProjectStage
from solartui.i18n import use_language
from solartui.screens.conversion import ConversionDialog
from solartui.screens.designs.form import DesignForm, LineForm
from solartui.screens.designs.link_form import LinkForm
from solartui.screens.designs.page import DesignScreen
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.dialogs.help import HelpDialog
from solartui.screens.lead.screen import LeadScreen
from solartui.screens.money.form import ChargeForm
from solartui.screens.projects.page import ProjectScreen, site_of
from solartui.screens.projects.visits import show_visits
from solartui.screens.proposals.form import ProposalForm
from solartui.screens.saving import save_as
from solartui.widgets.money_list import MoneyList
from tests.desk import add_lead
from tests.offer_desk import KRAKOW, design_of, offer_of, project_of, sent, signed
from tests.ui.desk_app import DeskApp, desk_app
from tests.ui.form.support import opened
from tests.ui.support import lines, settle

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

PAGES: dict[str, Any] = {"lead": LeadScreen, "project": ProjectScreen, "design": DesignScreen}


async def take(desk: DeskApp, words: str, key: str = "enter") -> None:
    """Open the menu of a row, and take one of its lines."""
    await desk.press(key)
    await desk.on(MenuDialog)
    await desk.write(words)
    await desk.press("enter")


@pytest.mark.feature("A-09", "A-13", "A-15", "A-16", "A-18", "B-104", "E-12", "E-14")
async def test_a_project_goes_from_its_lead_to_the_money_by_keys(services: Services) -> None:
    lead = add_lead(services, "Zofia Testowa", **(KRAKOW | {"emails": ("zofia@x.example",)}))
    async with desk_app(services, size=(80, 24), records=PAGES) as desk:
        desk.app.open_record("lead", lead.id)
        await desk.on(LeadScreen)
        await desk.see("Zofia Testowa")
        await desk.press("c")
        await desk.on(ConversionDialog)
        await desk.press("ctrl+s")
        await desk.on(ProjectScreen)
        await desk.see("○ Onboarding")
        await desk.press("right_square_bracket", "right_square_bracket", "n")
        await desk.on(DesignForm)
        await desk.press("ctrl+s")
        await desk.see("4.05 kWp")
        await take(desk, "make a proposal")
        await desk.on(ProposalForm)
        await desk.press("ctrl+s")
        await desk.see("● in force")
        await desk.press("right_square_bracket")
        await desk.see("SO/2026/0001", "○ Draft")
        await take(desk, "sent: print")
        await desk.see("↗ Sent", "◑ Considering")
        await take(desk, "customer signed")
        await desk.see("✓ Accepted", "◕ Committing")
        await desk.press("right_square_bracket", "n")
        await desk.on(ChooseDialog)
        await desk.write("deposit")
        await desk.press("enter")
        await desk.on(ChargeForm)
        await desk.write("1000")
        await desk.press("ctrl+s")
        await desk.see("+ Deposit", "◇ Inspection")
        await desk.press("left_square_bracket", "left_square_bracket", "L")
        await desk.on(LeadScreen)
        await desk.see("✓ Converted")
        await desk.press("escape")
        await desk.on(ProjectScreen)
        await desk.see("● in force")
    (project,) = services.projects.of_lead(lead.id)
    stored = services.projects.get(project.id)
    assert (stored.stage, stored.capacity_kwp) == (ProjectStage.INSPECTION, 4.05)
    assert services.charges.of(project.id).deposit == 100_000


async def test_a_design_is_put_in_force_with_its_newest_offer(services: Services) -> None:
    project = project_of(services)
    small, large = (design_of(services, project, modules=count, name=f"{count}") for count in (10, 20))
    first = services.proposals.create(small.id, {}).value
    services.proposals.create(large.id, {})
    newest = services.proposals.create(large.id, {}).value
    assert services.projects.get(project.id).capacity_kwp == 5
    async with desk_app(services, records=PAGES) as desk:
        desk.app.open_record("project", project.id)
        await desk.on(ProjectScreen)
        await desk.see("Next")
        await desk.press("right_square_bracket", "right_square_bracket")
        await desk.see("10 kWp")
        await take(desk, "newest proposal in force")
        await settle(desk.pilot, lambda: services.projects.get(project.id).capacity_kwp == 10)
        await settle(desk.pilot, lambda: "● in force" in desk.line("10 kWp"))
    assert services.proposals.get(newest.id).active
    assert not services.proposals.get(first.id).active


async def test_a_signed_offer_stays_in_force(services: Services) -> None:
    offer = signed(services)
    project = services.projects.get(offer.project_id)
    other = design_of(services, project, modules=10)
    services.proposals.create(other.id, {})
    async with desk_app(services, records=PAGES) as desk:
        desk.app.open_record("project", project.id)
        await desk.on(ProjectScreen)
        await desk.see("Committing")
        await desk.press("right_square_bracket", "right_square_bracket")
        await desk.see("5 kWp")
        await take(desk, "newest proposal in force")
        await desk.hear("is signed and stays in force")


async def test_the_page_of_a_design_has_help_and_every_design_key(services: Services) -> None:
    design = design_of(services, project_of(services))
    async with desk_app(services, records=PAGES) as desk:
        desk.app.open_record("design", design.id)
        page = await desk.on(DesignScreen)
        await desk.see("Bill of materials", "Jan", "Dec")
        await desk.press("question_mark")
        await desk.on(HelpDialog)
        await desk.see("Make a proposal of the design")
        await desk.press("escape")
        await desk.on(DesignScreen)
        await take(desk, "another one like it", "full_stop")
        await desk.on(AskDialog)
        await desk.press("escape")
        await desk.on(DesignScreen)
        # A click goes to a row, one more changes it; the way back is in the head.
        y = next(at for at, line in enumerate(lines(desk.app)) if "Instalacja" in line)
        await desk.pilot.click(offset=(10, y))
        await desk.pilot.click(offset=(10, y), times=2)
        await desk.on(LineForm)
        await desk.press("escape")
        assert await desk.on(DesignScreen) is page
        await desk.press("escape")
        await settle(desk.pilot, lambda: not isinstance(desk.screen, DesignScreen))


@pytest.mark.parametrize(("size", "bars"), [((80, 24), False), ((120, 36), True)])
async def test_the_year_is_shown_where_the_window_is_tall_enough(
    services: Services, size: tuple[int, int], *, bars: bool
) -> None:
    design = design_of(services, project_of(services))
    async with desk_app(services, size=size, records=PAGES) as desk:
        desk.app.open_record("design", design.id)
        await desk.on(DesignScreen)
        await desk.see("Instalacja")
        assert ("Jan" in desk.text) == bars


async def test_another_program_is_named_once_and_changed(services: Services) -> None:
    design = services.designs.link(design_of(services, project_of(services)).id, "pylon", "P-7").value
    async with opened(services, lambda session: LinkForm(session, design)) as form:
        assert (form.entry("system"), form.entry("external_id"), form.entry("url")) == ("pylon", "P-7", "")
        await form.go("system")
        await form.press("ctrl+u", "ctrl+s", until=lambda: bool(form.problem("system")))
        await form.type("PV*SOL")
        made = await form.save()
    assert (made.system, made.external_id) == ("PV*SOL", "P-7")


async def test_an_offer_asks_at_once_for_what_is_missing(services: Services) -> None:
    design = design_of(services, project_of(services))
    missing = Refused("vat_rate=20", ("vat_rate",))
    async with opened(services, lambda session: ProposalForm(session, design, missing)) as form:
        assert form.here == "vat_rate"
        assert "write it here" in form.problem("vat_rate")


async def test_money_and_designs_speak_the_language_of_the_person(services: Services) -> None:
    offer = sent(services, offer_of(services))
    use_language("pl")
    async with desk_app(services, size=(80, 24), records=PAGES) as desk:
        desk.app.open_record("project", offer.project_id)
        await desk.on(ProjectScreen)
        await desk.see("Anna Wiśniewska")
        await desk.press("right_square_bracket", "right_square_bracket")
        await desk.see("10 kWp", "40\u00a0000,00\u00a0zł")
        await desk.press("enter", "enter")
        await desk.on(DesignScreen)
        await desk.see("43\u00a0200,00\u00a0zł", "8 %")


# ---- money: the sums stand still above the entries


async def test_a_click_below_the_sums_goes_to_its_entry(services: Services) -> None:
    offer = signed(services)
    for amount in ("100", "200", "300"):
        services.charges.pay(offer.project_id, amount, kind=_payment())
    async with desk_app(services, records=PAGES) as desk:
        desk.app.open_record("project", offer.project_id)
        page = await desk.on(ProjectScreen)
        await desk.see("Committing")
        await desk.press(*["right_square_bracket"] * 4)
        await desk.see("PLN\u00a0300.00")
        rows: MoneyList = page.money_list
        assert rows.current is not None
        assert rows.current.amount.endswith("300.00")
        y = next(at for at, line in enumerate(lines(desk.app)) if "100.00" in line and "+" in line)
        await desk.pilot.click(offset=(30, y))
        assert rows.current.amount.endswith("100.00")
        top = next(at for at, line in enumerate(lines(desk.app)) if "Agreed" in line)
        await desk.pilot.click(offset=(30, top))
        assert rows.current.amount.endswith("100.00")
        await desk.press("S")
        await settle(desk.pilot, lambda: rows.newest_first)
        assert rows.items[0].amount.endswith("300.00")


def _payment() -> Any:
    from solartui.domain.offers.vocabulary import ChargeKind

    return ChargeKind.PAYMENT


# ---- the rest


async def test_a_file_is_written_where_somebody_says(services: Services, tmp_path: Path) -> None:
    async with desk_app(services, records=PAGES) as desk:
        page = desk.screen
        for typed, heard in ((str(tmp_path / "a.txt"), "Saved"), (str(tmp_path / "none" / "b.txt"), "")):
            desk.hush()
            page.start(save_as(page, "Write", "a/b.txt", lambda: b"x"), group="save", newest_only=False)
            await desk.on(AskDialog)
            await desk.see("a_b.txt")
            await desk.press("ctrl+u")
            await desk.paste(typed)
            await desk.press("enter")
            await settle(desk.pilot, lambda: bool(desk.said))
            assert heard in desk.said[-1]
    assert (tmp_path / "a.txt").read_bytes() == b"x"
    assert not (tmp_path / "none").exists()


async def test_a_project_that_is_over_shows_its_visits_and_moves_none(services: Services) -> None:
    project = project_of(services)
    services.progress.outcome(project.id, "cancelled", "zmiana planów")
    async with desk_app(services, records=PAGES) as desk:
        page = desk.screen
        page.start(show_visits(page, project.id), group="visits")
        await desk.on(MenuDialog)
        await desk.press("enter")
        await desk.see("Read the job sheet", "cancelled")
        await desk.press("down", "enter")
        assert isinstance(desk.screen, MenuDialog)
        await desk.press("escape", "escape")
        await settle(desk.pilot, lambda: desk.screen is page)


def test_the_site_of_a_project_leaves_the_sign_of_its_lead_out(services: Services) -> None:
    project = project_of(services)
    site = site_of(project)
    assert (site.id, site.latitude, site.longitude) == (project.lead_id, 50.0, 20.0)
    assert site.address == project.address
