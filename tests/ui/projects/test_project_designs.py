"""Designs on the page of a project, and the page of one design: everything by keys, as a person does it."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.errors import Refused
from solartui.domain.offers.vocabulary import Building, LineKind
from solartui.screens.designs.differences import DifferencesDialog
from solartui.screens.designs.form import DesignForm, LineForm, PlaneForm
from solartui.screens.designs.link_form import LinkForm
from solartui.screens.designs.page import DesignScreen
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import MenuDialog
from solartui.screens.dialogs.file_dialog import FileDialog
from solartui.screens.projects.page import ProjectScreen
from solartui.screens.proposals.form import ProposalForm, said_here
from solartui.services.design_documents import design_document
from tests.desk import SECOND, VIEWER, at_desk
from tests.offer_desk import design_of, offer_of, project_of
from tests.ui.desk_app import DeskApp, desk_app
from tests.ui.form.support import OpenForm, opened
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from solartui.domain.offers.designs import Design
    from solartui.domain.projects import Project
    from solartui.services.container import Services

PAGES: dict[str, Any] = {"project": ProjectScreen, "design": DesignScreen}
LINES = [
    {"kind": "module", "name": "JA 500", "quantity": "20", "unit": "szt.", "unit_price": "600.00"},
    {"kind": "work", "name": "Montaż", "quantity": "1", "unit": "usł.", "unit_price": "6200.00"},
]


@pytest.fixture
def project(services: Services) -> Project:
    """A project near Kraków."""
    return project_of(services)


@asynccontextmanager
async def designs_of(services: Services, project: Project, size: tuple[int, int] = (120, 36)) -> AsyncIterator[DeskApp]:
    """The app with the designs of a project."""
    async with desk_app(services, size=size, records=PAGES) as desk:
        desk.app.open_record("project", project.id)
        await desk.on(ProjectScreen)
        await desk.see("Next")
        await desk.press(*["right_square_bracket"] * 2)
        yield desk


@asynccontextmanager
async def page_of(services: Services, design: Design, size: tuple[int, int] = (120, 36)) -> AsyncIterator[DeskApp]:
    """The app with the page of a design."""
    async with desk_app(services, size=size, records=PAGES) as desk:
        desk.app.open_record("design", design.id)
        await desk.on(DesignScreen)
        await desk.see("Bill of materials")
        yield desk


def complains(form: OpenForm[Any], field: str) -> bool:
    """Whether something is said to be wrong with a field."""
    return bool(form.problem(field))


async def choose(desk: DeskApp, words: str) -> None:
    """Take a line of the menu that is open."""
    await desk.on(MenuDialog)
    await desk.write(words)
    await desk.press("enter")


@pytest.mark.feature("A-13", "A-15", "E-09")
async def test_a_design_is_made_and_offered_by_keys(services: Services, project: Project) -> None:
    async with designs_of(services, project, (80, 24)) as desk:
        await desk.see("No designs yet.   n make one")
        await desk.press("n")
        await desk.on(DesignForm)
        await desk.press("ctrl+s")
        await desk.on(ProjectScreen)
        await desk.see("Design 1", "4.05 kWp", "9 × 450 Wp", "kWh a year, estimate", "Jan")
        await desk.hear("Design 1")
        await desk.press("enter")
        await choose(desk, "make a proposal")
        await desk.on(ProposalForm)
        await desk.press("ctrl+s")
        await desk.on(ProjectScreen)
        await desk.see("● in force", "1 proposal made of it")
    (offer,) = services.proposals.of_project(project.id)
    assert (offer.capacity_kwp, offer.active) == (4.05, True)


@pytest.mark.feature("A-12")
async def test_what_is_filled_in_makes_the_design(services: Services, project: Project) -> None:
    async with opened(services, lambda session: DesignForm(session, (project.id, project.name))) as form:
        entered = {"name": "Dach", "module": "JA 440", "module_wp": "440", "modules": "12", "tilt": "40",
                   "azimuth": "200", "inverter": "GEN24", "inverter_kw": "5", "battery": "BYD", "battery_kwh": "7,7",
                   "floor_area": "180,5"}  # fmt: skip
        for key, text in entered.items():
            await form.enter(key, text)
        await form.go("shading")
        await form.press("right")
        await form.go("building")
        await form.press("right")
        made = await form.save()
    (plane,) = made.planes
    assert (plane.modules, plane.tilt, plane.azimuth, plane.shading) == (12, 40.0, 200.0, "some")
    assert (made.name, made.module, made.capacity_kwp, made.inverter_kw) == ("Dach", "JA 440", 5.28, 5.0)
    assert (made.battery, made.battery_kwh, made.floor_area) == ("BYD", 7.7, 180.5)
    assert made.building is Building.HOUSE


async def test_what_cannot_be_is_said_beside_its_field(services: Services, project: Project) -> None:
    async with opened(services, lambda session: DesignForm(session, (project.id, project.name)), (80, 24)) as form:
        for field, typed, why in (
            ("module_wp", "viel", "no number"),
            ("module_wp", "0", "less than 1"),
            ("modules", "1.5", "whole number"),
            ("tilt", "91", "more than 90"),
            ("azimuth", "-1", "less than 0"),
            ("battery_kwh", "-2", "less than 0"),
        ):
            await form.enter(field, typed)
            await form.press("ctrl+s", until=partial(complains, form, field))
            assert why in form.problem(field)
            await form.go(field)
            await form.press("ctrl+u")
    assert services.designs.of(project.id) == []


async def test_a_site_without_use_asks_for_modules(services: Services) -> None:
    project = project_of(services, monthly_kwh=None)
    async with opened(services, lambda session: DesignForm(session, (project.id, project.name))) as form:
        await form.press("ctrl+s", until=lambda: bool(form.problem("modules")))
        assert form.here == "modules"
        await form.type("10")
        made = await form.save()
    assert made.modules == 10


async def test_the_system_of_a_design_is_changed_and_clashes_are_shown(services: Services, project: Project) -> None:
    design = design_of(services, project)
    async with designs_of(services, project) as desk:
        await desk.see("10 kWp")
        await desk.press("e")
        form = await desk.on(DesignForm)
        assert form.entries["modules"] == "20"
        at_desk(services, SECOND).designs.edit(design.id, {"inverter": "Huawei"})
        form.go_to(form.fields["module"])
        await desk.write("JA 500")
        await desk.press("ctrl+s")
        await desk.see("meanwhile")
        await desk.press("ctrl+s")
        await desk.on(ProjectScreen)
    after = services.designs.get(design.id)
    assert (after.module, after.inverter) == ("JA 500", "Huawei")


async def test_a_roof_with_several_planes_is_changed_on_its_page_only(services: Services, project: Project) -> None:
    planes = [{"name": "S", "modules": 12}, {"name": "E", "modules": 8, "azimuth": 90}]
    design = design_of(services, project, planes=planes, modules=None)
    whose = (project.id, project.name)
    async with opened(services, lambda session: DesignForm(session, whose, design)) as form:
        assert "tilt" not in form.form.fields
        await form.enter("name", "Dwie połacie")
        await form.save()
    after = services.designs.get(design.id)
    assert (after.name, after.planes) == ("Dwie połacie", design.planes)


async def test_a_design_is_deleted_and_brought_back_unless_it_was_offered(services: Services) -> None:
    offer = offer_of(services)
    project = services.projects.get(offer.project_id)
    spare = design_of(services, project, name="Zapas")
    async with designs_of(services, project) as desk:
        await desk.see("Zapas", "● in force")
        await desk.press("D")
        await desk.miss("Zapas")
        assert len(services.designs.of(project.id)) == 1
        await desk.press("D")
        await desk.hear("has proposals and stays")
        await desk.press("u")
        await desk.see("Zapas")
    assert services.designs.get(spare.id).name == "Zapas"


async def test_another_one_like_it_has_a_name_of_its_own(services: Services, project: Project) -> None:
    design = design_of(services, project, lines=LINES, name="A")
    async with designs_of(services, project) as desk:
        await desk.see("10 kWp")
        await desk.press("enter")
        await choose(desk, "another one")
        await desk.on(AskDialog)
        await desk.press("enter")
        await desk.see("A (2)")
    twin = services.designs.of(project.id)[-1]
    assert (twin.name, twin.lines) == ("A (2)", design.lines)


# ---- the page of a design


@pytest.mark.feature("A-12", "B-100")
async def test_every_line_has_its_tax_and_can_be_changed(services: Services, project: Project) -> None:
    design = design_of(services, project, lines=LINES)
    async with page_of(services, design, (80, 24)) as desk:
        await desk.see("JA 500", "8 %", "12,960.00", "PLN\u00a019,656.00 with VAT")
        await desk.press("enter")
        form = await desk.on(LineForm)
        assert form.entries["unit_price"] == "600"
        for key, text in (("quantity", "18"), ("unit_price", "612,50"), ("vat_rate", "23")):
            form.go_to(form.fields[key])
            await desk.write(text)
        await desk.press("ctrl+s")
        await desk.on(DesignScreen)
        await desk.see("23 %", "13,560.75")
        await desk.press("u")
        await desk.see("12,960.00")
        await desk.press("U")
        await desk.see("13,560.75")
    line = services.designs.get(design.id).lines[0]
    assert (line.quantity, line.unit_net, line.vat_rate) == (Decimal(18), 61_250, Decimal(23))


async def test_lines_and_planes_are_added_and_taken_away(services: Services, project: Project) -> None:
    design = design_of(services, project, lines=LINES)
    async with page_of(services, design) as desk:
        await desk.press("n")
        form = await desk.on(LineForm)
        form.go_to(form.fields["name"])
        await desk.write("Kabel")
        form.go_to(form.fields["unit_price"])
        await desk.write("12.5")
        await desk.press("ctrl+s")
        await desk.see("Kabel", "3 lines")
        await desk.press("D")
        await desk.see("2 lines")
        await desk.press("home", "j", "j")
        await desk.press("enter")
        plane = await desk.on(PlaneForm)
        assert plane.entries["modules"] == ""
        plane.go_to(plane.fields["name"])
        await desk.write("Wschód")
        plane.go_to(plane.fields["modules"])
        await desk.write("6")
        plane.go_to(plane.fields["azimuth"])
        await desk.write("90")
        await desk.press("ctrl+s")
        await desk.see("Wschód", "E 90°", "26 modules", "13 kWp")
    after = services.designs.get(design.id)
    assert [line.name for line in after.lines] == ["Montaż", "Kabel"]
    assert [(one.modules, one.azimuth) for one in after.planes] == [(20, 180.0), (6, 90.0)]


async def test_a_line_that_cannot_be_says_where(services: Services, project: Project) -> None:
    design = design_of(services, project, lines=LINES)
    async with opened(services, lambda session: LineForm(session, design, 1), (80, 24)) as form:
        for field, typed, why in (
            ("name", "", "cannot be empty"),
            ("quantity", "0", "more than 0"),
            ("quantity", "1.2345", "three decimals"),
            ("unit_price", "1.001", "decimals"),
            ("unit_price", "-1", "between"),
            ("unit_price", "abc", "no number"),
            ("vat_rate", "101", "between"),
        ):
            before = str(form.entry(field))
            await form.go(field)
            await form.press("ctrl+u")
            await form.type(typed)
            await form.press("ctrl+s", until=partial(complains, form, field))
            assert why in form.problem(field)
            assert form.here == field
            await form.press("ctrl+u")
            await form.type(before)
    assert services.designs.get(design.id).lines == design.lines


async def test_a_line_is_not_lost_when_somebody_changed_the_list(services: Services, project: Project) -> None:
    design = design_of(services, project, lines=LINES)
    async with opened(services, lambda session: LineForm(session, design, None)) as form:
        at_desk(services, SECOND).designs.edit(design.id, {"lines": LINES[:1]})
        await form.enter("name", "Kabel")
        await form.enter("unit_price", "10")
        await form.press("ctrl+s", until=lambda: form.app.screen is not form.form)
        await form.press("ctrl+s", until=lambda: bool(form.answers))
    assert [line.name for line in services.designs.get(design.id).lines] == ["JA 500", "Kabel"]


async def test_the_page_tells_what_is_not_known(services: Services) -> None:
    place: dict[str, Any] = {"country": "NO", "city": "Oslo", "latitude": 59.9, "longitude": 10.7}
    design = design_of(services, project_of(services, **place))
    async with page_of(services, design) as desk:
        await desk.see("the VAT rate of the place is not known", "—")
        await desk.press("c")
        form = await desk.on(ProposalForm)
        await desk.press("ctrl+s")
        await desk.see("not known: write it")
        assert form.here is form.fields["vat_rate"]
        await desk.write("25")
        await desk.press("ctrl+s")
        await desk.on(DesignScreen)
    (offer,) = services.proposals.of_project(design.project_id)
    assert offer.gross == 5_000_000


async def test_whoever_may_only_read_changes_nothing(services: Services, project: Project) -> None:
    design = design_of(services, project, lines=LINES)
    viewer = at_desk(services, VIEWER)
    may = {"write": False}
    async with desk_app(viewer, records=PAGES, may=lambda name: may.get(name, True)) as desk:
        desk.app.open_record("design", design.id)
        await desk.on(DesignScreen)
        await desk.see("JA 500")
        for key in ("n", "e", "D"):
            await desk.press(key)
            await desk.hear("Your role may not do this.")
            desk.hush()
        assert isinstance(desk.screen, DesignScreen)
    assert services.designs.get(design.id) == design


async def test_headings_and_the_system_cannot_be_taken_away(services: Services, project: Project) -> None:
    design = design_of(services, project, lines=LINES)
    async with page_of(services, design) as desk:
        await desk.press("home", "D")
        await desk.hear("no part here")
        await desk.press("enter")
        await desk.on(DesignForm)
        await desk.press("escape")
        await desk.on(DesignScreen)
        await desk.press("full_stop")
        menu = await desk.on(MenuDialog)
        assert "open" not in {item.id for item in menu._all}
        await desk.press("escape", "y")
        await desk.hear("System")


async def test_a_design_that_is_gone_closes_its_page(services: Services, project: Project) -> None:
    design = design_of(services, project)
    async with page_of(services, design) as desk:
        services.designs.delete(design.id)
        desk.app.changes.publish(frozenset({"projects"}))
        await settle(desk.pilot, lambda: not isinstance(desk.screen, DesignScreen))
        await desk.hear("no design")


async def test_names_of_designs_are_only_text_on_their_pages(services: Services, project: Project) -> None:
    evil = [{"name": "[bold]x[/] \u202e", "unit": "[/]", "unit_price": "1"}]
    design = design_of(services, project, name="[red]A[/red]", lines=evil, inverter="[/inv")
    async with page_of(services, design, (80, 24)) as desk:
        await desk.see("[red]A[/red]", "[bold]x[/]", "[/inv")


# ---- linked designs


@pytest.mark.feature("E-08", "E-10")
async def test_an_external_design_is_linked_and_taken_over_after_it_was_read(
    services: Services, project: Project, tmp_path: Path
) -> None:
    design = design_of(services, project, lines=LINES, name="A")
    export = tmp_path / "pylon.json"
    export.write_text(json.dumps({"name": "Pylon A", "inverter": "Huawei", "lines": LINES[:1]}), encoding="utf-8")
    async with designs_of(services, project) as desk:
        await desk.see("10 kWp")
        await desk.press("enter")
        await choose(desk, "another program")
        form = await desk.on(LinkForm)
        await desk.write("pylon")
        form.go_to(form.fields["url"])
        await desk.write("nowhere")
        await desk.press("ctrl+s")
        await desk.see("no web address")
        await desk.press("ctrl+u")
        await desk.paste("https://pylon.example/7")
        await desk.press("ctrl+s")
        await desk.see("kept in pylon https://pylon.example/7; synced never")
        for answer in ("escape", "enter"):
            await desk.press("enter")
            await choose(desk, "take over")
            await desk.on(FileDialog)
            await desk.paste(str(export))
            await desk.press("enter")
            await desk.on(DifferencesDialog)
            await desk.see("3 differences", "+ Pylon A", "+ Huawei", "- Montaż: 1 usł.")
            await desk.press(answer)
            await desk.on(ProjectScreen)
            assert (services.designs.get(design.id).inverter == "Huawei") == (answer == "enter")
        await desk.see("Pylon A", "synced 23 Nov")
    assert [line.kind for line in services.designs.get(design.id).lines] == [LineKind.MODULE]


async def test_an_export_that_makes_no_sense_is_refused(services: Services, project: Project, tmp_path: Path) -> None:
    design = design_of(services, project)
    services.designs.link(design.id, "pylon")
    export = tmp_path / "bad.csv"
    export.write_text("a;b\n1;2\n", encoding="utf-8")
    async with designs_of(services, project) as desk:
        await desk.see("kept in pylon")
        await desk.press("enter")
        await choose(desk, "take over")
        await desk.on(FileDialog)
        await desk.paste(str(export))
        await desk.press("enter")
        await desk.hear("headings")
        assert isinstance(desk.screen, ProjectScreen)
        await desk.press("enter")
        await choose(desk, "both sides")
        await desk.see("synced 23 Nov")
    assert services.designs.get(design.id).name == design.name


async def test_a_design_is_written_as_json_that_makes_it_again(
    services: Services, project: Project, tmp_path: Path
) -> None:
    design = design_of(services, project, lines=LINES)
    path = tmp_path / "design.json"
    async with designs_of(services, project) as desk:
        await desk.see("10 kWp")
        await desk.press("E")
        await desk.on(AskDialog)
        await desk.press("ctrl+u")
        await desk.paste(str(path))
        await desk.press("enter")
        await desk.on(ProjectScreen)
        await desk.hear("Saved")
        await desk.press("y")
        await desk.hear("20 × 500 Wp")
    assert json.loads(path.read_text(encoding="utf-8")) == design_document(design)


async def test_pvgis_is_asked_only_where_an_admin_allows_it(services: Services, project: Project) -> None:
    design_of(services, project)
    async with designs_of(services, project) as desk:
        await desk.see("10 kWp")
        await desk.press("enter")
        await choose(desk, "pvgis")
        await desk.hear("PVGIS")
    assert services.designs.of(project.id)[0].yield_source == "estimate"


# ---- the form of an offer


async def test_an_offer_is_made_as_it_was_chosen(services: Services, project: Project) -> None:
    design = design_of(services, project)
    async with opened(services, lambda session: ProposalForm(session, design)) as form:
        assert form.form.fields["zone"].display is False
        await form.go("language")
        await form.press("right", "right")
        await form.enter("valid_until", "+10d")
        await form.enter("vat_rate", "23")
        await form.press("ctrl+s", until=lambda: bool(form.problem("vat_reason")))
        assert "needs a reason" in form.problem("vat_reason")
        await form.type("firma")
        await form.go("incentives")
        await form.press("space")
        made = await form.save()
    assert (made.language, made.gross, made.incentive) == ("en", 4_920_000, 700_000)
    assert made.figures["vat"]["reason"] == "firma"


async def test_an_offer_that_cannot_be_says_where(services: Services, project: Project) -> None:
    design = design_of(services, project)
    async with opened(services, lambda session: ProposalForm(session, design), (80, 24)) as form:
        for field, typed, why in (
            ("valid_until", "someday", "no date"),
            ("vat_rate", "many", "no number"),
            ("valid_until", "2020-01-01", "over"),
        ):
            await form.enter(field, typed)
            await form.press("ctrl+s", until=partial(complains, form, field))
            assert why in form.problem(field)
            await form.go(field)
            await form.press("ctrl+u")
    assert services.proposals.of_project(project.id) == []


async def test_grants_that_belong_to_every_offer_are_marked(services: Services) -> None:
    place: dict[str, Any] = {"country": "AU", "region": "NSW", "latitude": -33.9, "longitude": 151.2}
    design = design_of(services, project_of(services, **place))
    async with opened(services, lambda session: ProposalForm(session, design)) as form:
        assert form.entry("incentives") == ["certificates"]
        assert form.form.fields["zone"].display
        await form.go("incentives")
        await form.press("space")
        made = await form.save()
    assert made.incentive == 0


def test_refusals_name_fields_and_no_words_of_the_command_line() -> None:
    assert "=" not in said_here(Refused("set by hand: vat_rate=20", ("vat_rate",)))
    assert "=" not in said_here(Refused("a reason: vat_reason=…", ("vat_reason",)))
    assert said_here(Refused("It has ended.")) == "It has ended."


def test_decimals_typed_in_a_form_are_exact(services: Services, project: Project) -> None:
    design = design_of(services, project, lines=[{"name": "x", "quantity": "0,333", "unit_price": "0,03"}])
    assert (design.lines[0].quantity, design.lines[0].net) == (Decimal("0.333"), 1)
