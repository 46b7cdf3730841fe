"""The money of a project on its page, its visits to the site, and papers as pictures: by keys."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.offers.vocabulary import ChargeKind
from solartui.domain.workflow.course import JobStatus
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.dialogs.text_dialog import TextPreview
from solartui.screens.map.screen import MapScreen
from solartui.screens.money.form import ChargeForm
from solartui.screens.projects.page import ProjectScreen
from solartui.screens.projects.task_form import TaskForm
from solartui.screens.projects.visits import job_items, job_of, kinds_of, sheet_text
from solartui.screens.proposals.pages import PagesScreen
from solartui.services.job_sheets import JobSheet
from solartui.terminal import graphics
from solartui.widgets.pictures.place_picture import MapShown, PageShown
from tests.desk import VIEWER, at_desk
from tests.offer_desk import design_of, offer_of, project_of, signed
from tests.ui.desk_app import DeskApp, desk_app
from tests.ui.form.support import opened
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from solartui.domain.offers.proposals import Proposal
    from solartui.services.container import Services

PAGES: dict[str, Any] = {"project": ProjectScreen}
TABS = {"tasks": 1, "designs": 2, "proposals": 3, "money": 4}


@asynccontextmanager
async def tab_of(
    services: Services, project_id: int, tab: str, size: tuple[int, int] = (120, 36), **options: Any
) -> AsyncIterator[DeskApp]:
    """The app with a tab of a project open."""
    async with desk_app(services, size=size, records=PAGES, **options) as desk:
        desk.app.open_record("project", project_id)
        await desk.on(ProjectScreen)
        await desk.see(f"#{project_id}")
        await desk.press(*["right_square_bracket"] * TABS.get(tab, 0))
        yield desk


async def enter(desk: DeskApp, kind: str, amount: str = "") -> ChargeForm:
    """Begin an entry of a kind, with an amount where one is given."""
    await desk.press("n")
    await desk.on(ChooseDialog)
    await desk.write(kind)
    await desk.press("enter")
    form: ChargeForm = await desk.on(ChargeForm)
    if amount:
        await desk.write(amount)
    return form


# ---- money


@pytest.mark.feature("E-14", "E-37", "E-38", "A-11")
async def test_money_comes_in_by_keys_until_nothing_is_left(services: Services) -> None:
    offer = signed(services)
    async with tab_of(services, offer.project_id, "money", (80, 24)) as desk:
        await desk.see("Agreed", "PLN\u00a043,200.00", "No money yet.", "book a payment")
        await enter(desk, "deposit", "5000,00")
        await desk.press("ctrl+s")
        await desk.see("+ Deposit", "PLN\u00a05,000.00", "PLN\u00a038,200.00", "◇ Inspection")
        await desk.press("u")
        await desk.see("No money yet.", "◕ Committing")
        await desk.press("U")
        await desk.see("+ Deposit")
        form = await enter(desk, "invoice")
        assert form.entries["amount"] == "43200"
        assert "note" not in form.fields
        await desk.press("ctrl+s")
        await desk.see("FV/2026/0001", "▤ Invoice")
        form = await enter(desk, "final")
        assert form.entries["amount"] == "38200"
        await desk.press("ctrl+s")
        await desk.see("+ Final payment", "PLN\u00a00.00")
    ledger = services.charges.of(offer.project_id)
    assert (ledger.balance, ledger.invoiced, ledger.deposit) == (0, 4_320_000, 500_000)


async def test_an_entry_that_cannot_be_says_where(services: Services) -> None:
    offer = signed(services)
    ledger = services.charges.of(offer.project_id)
    async with opened(services, lambda session: ChargeForm(session, ledger, ChargeKind.PAYMENT), (80, 24)) as form:
        for field, typed, why in (
            ("amount", "", "cannot be empty"),
            ("amount", "0", "more than 0"),
            ("amount", "-5", "more than 0"),
            ("amount", "viel", "no amount"),
            ("amount", "1.001", "decimals"),
            ("amount", "43200.01", "more than the balance"),
            ("date", "someday", "no date"),
            ("date", "2030-01-01", "not come yet"),
        ):
            await form.go("amount")
            await form.press("ctrl+u")
            await form.type("1" if field == "date" else typed)
            await form.go("date")
            await form.press("ctrl+u")
            await form.type(typed if field == "date" else "")
            await form.press("ctrl+s")
            await form.see(why)
            assert why in form.problem(field)
        await form.press("ctrl+u")
        await form.enter("note", "gotówka")
        made = await form.save()
    assert (made.amount, made.note, made.kind) == (100, "gotówka", ChargeKind.PAYMENT)
    assert made.day == services.store.clock().date()


async def test_a_payment_is_given_back_and_an_invoice_is_written(services: Services, tmp_path: Path) -> None:
    offer = signed(services)
    services.charges.pay(offer.project_id, "5000", ChargeKind.DEPOSIT)
    invoice = services.charges.invoice(offer.project_id).value
    path = tmp_path / "fv.pdf"
    async with tab_of(services, offer.project_id, "money") as desk:
        await desk.see("FV/2026/0001")
        await desk.press("E")
        await desk.on(AskDialog)
        await desk.see("FV-2026-0001.pdf")
        await desk.press("ctrl+u")
        await desk.paste(str(path))
        await desk.press("enter")
        await desk.hear("Saved")
        await desk.press("y")
        await desk.hear("FV/2026/0001")
        await desk.press("k", "E")
        await desk.hear("A payment has no paper.")
        await desk.press("enter")
        await desk.on(MenuDialog)
        await desk.write("give money")
        await desk.press("enter")
        await desk.on(ChargeForm)
        await desk.write("6000")
        await desk.press("ctrl+s")
        await desk.see("was paid")
        await desk.press("ctrl+u")
        await desk.write("1000")
        await desk.press("ctrl+s")
        await desk.see("− Refund", "PLN\u00a0-1,000.00")
    assert path.read_bytes() == services.papers.invoice(invoice.id)
    assert services.charges.of(offer.project_id).paid == 400_000


async def test_before_anything_is_agreed_only_money_can_come(services: Services) -> None:
    project = project_of(services)
    async with tab_of(services, project.id, "money") as desk:
        await desk.press("n")
        await desk.on(ChooseDialog)
        await desk.see("nothing is agreed yet", "nothing is paid yet")
        await desk.press("escape", "enter")
        await desk.hear("There is no entry here.")
        await enter(desk, "deposit", "100")
        await desk.press("ctrl+s")
        await desk.see("+ Deposit")


async def test_a_viewer_sees_money_and_enters_none(services: Services) -> None:
    offer = signed(services)
    viewer = at_desk(services, VIEWER)
    async with tab_of(viewer, offer.project_id, "money", may=lambda name: name != "write") as desk:
        await desk.see("PLN\u00a043,200.00")
        await desk.press("n")
        await desk.hear("Your role may not do this.")


# ---- visits to the site


@pytest.mark.feature("E-17", "E-25", "C-21")
async def test_a_visit_is_started_scheduled_moved_and_read_by_keys(services: Services) -> None:
    offer = signed(services)
    services.charges.pay(offer.project_id, "5000", ChargeKind.DEPOSIT)
    async with tab_of(services, offer.project_id, "summary", (80, 24)) as desk:
        await desk.see("Inspection")
        await desk.press("O")
        await desk.on(MenuDialog)
        await desk.see("Inspection · not started", "Installation · not started", "tasks left")
        await desk.press("enter")
        await desk.see("Read the job sheet", "First: Start inspection job.")
        await desk.write("start")
        await desk.press("enter")
        await desk.on(TaskForm)
        await desk.press("ctrl+s")
        await desk.see("Inspection · Assigned")
        await desk.press("enter")
        await desk.see("Read the job sheet")
        await desk.write("accept and")
        await desk.press("enter")
        form = await desk.on(TaskForm)
        await desk.write("2026-11-27 14:00")
        form.go_to(form.fields["team"])
        await desk.write("Ekipa A")
        await desk.press("ctrl+s")
        await desk.see("Inspection · Scheduled", "Ekipa A")
        await desk.press("enter")
        await desk.see("Read the job sheet")
        await desk.write("another day")
        await desk.press("enter")
        await desk.on(AskDialog)
        await desk.press("ctrl+u")
        await desk.write("2026-11-30 09:00")
        await desk.press("enter", "enter")
        await desk.see("2026-11-30 09:00")
        await desk.press("enter")
        await desk.see("Read the job sheet")
        await desk.press("enter")
        await desk.on(TextPreview)
        await desk.see("Customer: Anna Wiśniewska, anna@poczta.example", "Team: Ekipa A")
        await desk.press("escape")
        await desk.on(MenuDialog)
        await desk.press("escape")
        await desk.on(ProjectScreen)
    job = job_of(services.tasks.course(offer.project_id), "inspection")
    assert job is not None
    assert (job.status, job.team) == (JobStatus.RESCHEDULED, "Ekipa A")


def test_what_cannot_be_done_with_a_visit_says_why(services: Services) -> None:
    project = project_of(services)
    course = services.tasks.course(project.id)
    assert kinds_of(course) == ["inspection", "installation"]
    assert job_of(course, "inspection") is None
    items = {item.id: item for item in job_items(course, "inspection")}
    assert items["sheet"].enabled
    assert not any(item.enabled for key, item in items.items() if key != "sheet")
    assert {items[key].right[0][0] for key in ("accept", "move")} == {"not started"}
    services.progress.outcome(project.id, "lost", "za drogo")
    over = {item.id: item for item in job_items(services.tasks.course(project.id), "inspection")}
    assert {item.right[0][0] for key, item in over.items() if key not in {"sheet", "tasks"}} == {"lost"}
    assert over["sheet"].enabled


def test_a_sheet_is_read_without_what_is_not_known(services: Services) -> None:
    project = project_of(services, "Anna [b]Lis[/b]")
    sheet = services.job_sheets.of(project.id, "installation")
    assert isinstance(sheet, JobSheet)
    text = sheet_text(sheet)
    assert "Customer: Anna [b]Lis[/b], anna@poczta.example" in text
    assert "None" not in text
    assert "Team" not in text
    assert text.count("To do: ") == len(sheet.left)


# ---- the picture of the site


@pytest.mark.feature("B-43", "A-18")
async def test_the_site_is_on_the_page_and_as_large_as_the_window(services: Services) -> None:
    project = project_of(services)
    async with tab_of(services, project.id, "summary") as desk:
        await desk.see("GeoNames", "Wieliczka")
        page: ProjectScreen = desk.screen
        assert isinstance(page.summary.picture.view, MapShown)
        assert page.summary.picture.view.site is not None
        await desk.press("i")
        await desk.on(MapScreen)
        await desk.press("escape")
        await desk.on(ProjectScreen)


async def test_a_site_without_coordinates_says_so(services: Services) -> None:
    project = project_of(services, latitude=None, longitude=None)
    async with tab_of(services, project.id, "summary") as desk:
        await desk.press("i")
        await desk.hear("no coordinates")


async def test_fields_of_the_desks_own_are_on_the_summary(services: Services) -> None:
    services.fields.add("project", "Roof age", "number")
    project = project_of(services)
    services.projects.edit(project.id, {"custom": {"roof_age": 12}})
    async with tab_of(services, project.id, "summary") as desk:
        await desk.see("Roof age")
        assert "12" in desk.line("Roof age")


@pytest.mark.feature("A-12", "A-18", "B-77")
async def test_use_and_yield_of_the_site_are_on_the_summary(services: Services) -> None:
    project = project_of(services, monthly_kwh=350)
    async with tab_of(services, project.id, "summary") as desk:
        page: ProjectScreen = desk.screen
        await desk.see("350 kWh / month")
        assert "a year" not in desk.text
        design_of(services, project, name="A")
        offer_of(services, project)
        design_of(services, project, modules=5, name="small")
        desk.app.changes.publish(frozenset({"projects"}))
        # That of the design in force, not of the newest one.
        await desk.see("10 800 kWh a year")
        await desk.press("end")
        await desk.see("by load profile", "Jan", "Dec")
        assert page.summary._use.display


async def test_months_that_are_known_are_drawn_and_no_chart_stands_for_nothing(services: Services) -> None:
    months = [400.0, 300, 200, 150, 100, 90, 80, 90, 120, 200, 300, 420]
    known = project_of(services, monthly_kwh=None, consumption=months)
    nothing = project_of(services, "Jan Kot", monthly_kwh=None, emails=("jan@x.example",))
    assert services.design_prices.consumption(known.id) == tuple(months)
    assert services.design_prices.consumption(nothing.id) == ()
    async with tab_of(services, known.id, "summary", (80, 24)) as desk:
        await desk.press("end")
        await desk.see("2 450 kWh / year", "peak Dec")
        desk.app.open_record("project", nothing.id)
        await desk.see("Jan Kot")
        assert not desk.screen.summary._use.display


# ---- papers


@pytest.fixture
def offer(services: Services) -> Proposal:
    """A draft of an offer."""
    return offer_of(services)


@pytest.fixture
def pixels() -> Iterator[None]:
    """Whatever way of pictures a test uses, the next one has cells."""
    yield
    graphics.use(graphics.Graphics())


def white(screen: PagesScreen) -> float:
    """The share of blank cells among those that are shown."""
    signs = "".join(screen.picture.signs())
    return signs.count(" ") / max(1, len(signs))


@pytest.mark.feature("A-15", "B-144")
async def test_an_offer_is_looked_at_page_by_page_and_read(services: Services, offer: Proposal) -> None:
    async with tab_of(services, offer.project_id, "proposals") as desk:
        await desk.see("SO/2026/0001")
        await desk.press("enter")
        await desk.on(MenuDialog)
        await desk.write("look at")
        await desk.press("enter")
        screen: PagesScreen = await desk.on(PagesScreen)
        await desk.see("page 1 of 2")
        await settle(desk.pilot, lambda: isinstance(screen.picture.view, PageShown))
        assert 0 < white(screen) < 1
        first = screen.picture.signs()
        await desk.press("right_square_bracket")
        await desk.see("page 2 of 2")
        await settle(desk.pilot, lambda: screen.picture.signs() != first)
        await desk.press("left_square_bracket")
        await settle(desk.pilot, lambda: screen.picture.signs() == first)
        for key in ("plus", "minus", "minus"):
            before = screen.sheet.size
            await desk.press(key)
            assert screen.sheet.size != before
        await desk.press("plus", "pagedown", "pagedown", "pagedown", "pagedown")
        await desk.see("page 2 of 2")
        await desk.press("t")
        await desk.on(TextPreview)
        await desk.see("Oferta SO/2026/0001")
        await desk.press("escape")
        await desk.on(ProjectScreen)


async def test_an_invoice_has_pages_and_no_text(services: Services) -> None:
    offer = signed(services)
    services.charges.invoice(offer.project_id)
    async with tab_of(services, offer.project_id, "money") as desk:
        await desk.see("FV/2026/0001")
        await desk.press("enter")
        await desk.on(MenuDialog)
        await desk.press("enter")
        await desk.on(PagesScreen)
        await desk.see("page 1 of 1")
        assert "as text" not in desk.text
        await desk.press("t")
        assert isinstance(desk.screen, PagesScreen)
        await desk.press("E")
        await desk.on(AskDialog)


async def test_where_no_picture_can_be_the_text_is_shown(
    services: Services, offer: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLARTUI_GLYPHS", "ascii")
    async with tab_of(services, offer.project_id, "proposals") as desk:
        await desk.see("SO/2026/0001")
        await desk.press("enter")
        await desk.on(MenuDialog)
        await desk.write("look at")
        await desk.press("enter")
        await desk.on(TextPreview)
        await desk.see("Oferta SO/2026/0001")


@pytest.mark.parametrize("protocol", ["kitty", "sixel"])
async def test_a_terminal_with_pixels_gets_them(
    services: Services, offer: Proposal, pixels: None, protocol: Any
) -> None:
    graphics.use(graphics.Graphics(protocol))
    async with desk_app(services, records=PAGES) as desk:
        page, answers = desk.screen, list[str | None]()
        screen = PagesScreen(page.session, "A", lambda ppi: services.papers.pages(offer.id, ppi))

        async def ask() -> None:
            answers.append(await page.ask(screen))

        page.run_worker(ask())
        await desk.on(PagesScreen)
        await settle(desk.pilot, lambda: isinstance(screen.picture.view, PageShown))
        view = screen.picture.view
        assert isinstance(view, PageShown)
        assert bool(view.pixels) == (protocol == "sixel")
        await desk.press("E")
        await settle(desk.pilot, lambda: bool(answers))
    assert answers == ["save"]


async def test_a_paper_that_cannot_be_made_says_why(services: Services, offer: Proposal) -> None:
    def broken(_ppi: int) -> list[bytes]:
        return services.papers.pages(99)

    async with desk_app(services, records=PAGES) as desk:
        page = desk.screen
        page.run_worker(page.ask(PagesScreen(page.session, "A", broken)))
        await desk.hear("99")
        await settle(desk.pilot, lambda: desk.screen is page)


def test_papers_have_pages_in_every_size(services: Services, offer: Proposal) -> None:
    from solartui.adapters.raster_files import page_size

    small, large = (services.papers.pages(offer.id, ppi) for ppi in (72, 144))
    assert len(small) == len(large) == 2
    assert page_size(large[0]) == (1191, 1684)
    assert page_size(small[0]) == (595, 842)


def test_an_invoice_has_pages(services: Services) -> None:
    offer = signed(services)
    invoice = services.charges.invoice(offer.project_id).value
    assert len(services.papers.invoice_pages(invoice.id)) == 1


async def test_without_a_design_the_first_offer_makes_one_and_asks_for_what_is_missing(services: Services) -> None:
    place: dict[str, Any] = {"country": "NO", "city": "Oslo", "latitude": 59.9, "longitude": 10.7}
    project = project_of(services, **place)
    design_of(services, project)
    async with tab_of(services, project.id, "proposals") as desk:
        await desk.see("No proposals yet.")
        await desk.press("n")
        await desk.see("New proposal", "not known: write it")
        await desk.write("25")
        await desk.press("ctrl+s")
        await desk.see("50,000.00 with VAT")
    (made,) = services.proposals.of_project(project.id)
    assert made.valid_until - services.store.clock().date() >= timedelta(days=10)
