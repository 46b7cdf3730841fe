"""Pictures of the four main screens; a change of looks is seen and meant, or it is a fault.

They are drawn anew with ``pytest tests/snapshots --snapshot-update`` and looked at before they are committed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from pytest_textual_snapshot import SVGImageExtension

from solartui.app import SolarApp
from solartui.screens.contacts.list_screen import ContactsScreen
from solartui.screens.lead.screen import LeadScreen
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.projects.list_screen import ProjectsScreen
from solartui.screens.projects.page import ProjectScreen
from solartui.screens.session import Session
from solartui.services.runner import Runner
from tests.ui.conftest import state, terminal
from tests.ui.support import settle, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from solartui.services.container import Services

__all__ = ["state", "terminal"]

# As whoever looks at the pictures calls such files.
SVGImageExtension.file_extension = "svg"

Way = Callable[["Pilot[Any]"], Awaitable[None]]
Compare = Callable[..., bool]
PAGES: dict[str, Callable[[], Any]] = {
    "leads": LeadListScreen,
    "projects": ProjectsScreen,
    "contacts": ContactsScreen,
}
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
# Another Rich may write the same screen as another file.
pytestmark = pytest.mark.skipif(version("rich") != "15.0.0", reason="the pictures were drawn by Rich 15.0.0")
FAIR = (
    ("Imię i nazwisko", "E-mail", "Telefon", "Ulica i nr", "Miejscowość", "Zużycie miesięczne", "Kolor"),
    ("Żaneta Żółć", "zaneta@x.example", "601 234 567", "Kwiatowa 5", "Opole", "450,5", "żółty"),
    ("Jan Kot", "nie mam", "602 345 678", "Długa 12", "Łódź", "1 200", ""),
    ("Ewa Dąbrowska", "ewa@x.example", "12", "Lipowa 3", "Kraków", "dużo", ""),
)


@pytest.fixture
def compare(demonstration: Services, snap_compare: Compare) -> Iterator[Callable[[tuple[int, int], Way], bool]]:
    """Walks to a screen of the demonstration desk and compares it with its picture."""
    session = Session(demonstration, Runner(demonstration.store), "desk", demonstration.actor.name, lambda _what: True)

    def walked(size: tuple[int, int], way: Way) -> bool:
        app = SolarApp(lambda: session, PAGES, records={"lead": LeadScreen, "project": ProjectScreen})

        async def walk(pilot: Pilot[Any]) -> None:
            await see(pilot, "Town", "▌")
            await way(pilot)
            await settle(pilot)
            app.clear_notifications()
            await settle(pilot)

        return snap_compare(app, terminal_size=size, run_before=walk)

    yield walked
    session.runner.close()


async def see(pilot: Pilot[Any], *texts: str) -> None:
    """Wait until some texts stand on the screen, and nothing moves any more."""
    await settle(pilot, lambda: pilot.app.is_running and all(text in shown(pilot.app) for text in texts))
    await settle(pilot)


@SIZES
def test_lead_list(compare: Callable[..., bool], size: tuple[int, int]) -> None:
    async def mark_two(pilot: Pilot[Any]) -> None:
        await pilot.press("down", "x", "down", "x")
        await see(pilot, "2 marked")

    assert compare(size, mark_two)


@SIZES
def test_cards(compare: Callable[..., bool], size: tuple[int, int]) -> None:
    async def show_cards(pilot: Pilot[Any]) -> None:
        await pilot.press("v")
        await see(pilot, "made", "changed", "█")
        await pilot.press("down", "x")
        await see(pilot, "1 marked")

    assert compare(size, show_cards)


@SIZES
def test_board(compare: Callable[..., bool], size: tuple[int, int]) -> None:
    async def show_board(pilot: Pilot[Any]) -> None:
        await pilot.press("2")
        await see(pilot, "MWh", "▌")
        await pilot.press("right", "down")

    assert compare(size, show_board)


@SIZES
def test_lead_page(compare: Callable[..., bool], size: tuple[int, int]) -> None:
    async def open_one(pilot: Pilot[Any]) -> None:
        await pilot.press("down", "down", "enter")
        await see(pilot, "Summary", "Contact", "N↑")

    assert compare(size, open_one)


@SIZES
def test_project_page(compare: Callable[..., bool], size: tuple[int, int]) -> None:
    async def open_one(pilot: Pilot[Any]) -> None:
        pilot.app.open_record("project", 1)  # type: ignore[attr-defined]
        await see(pilot, "Summary", "Customer")

    assert compare(size, open_one)


@SIZES
def test_import_plan(
    compare: Callable[..., bool], size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for row in FAIR:
        book.worksheets[0].append(row)
    book.save(tmp_path / "targi.xlsx")
    monkeypatch.chdir(tmp_path)

    async def plan(pilot: Pilot[Any]) -> None:
        await pilot.press("I")
        await see(pilot, "targi.xlsx")
        await pilot.press("enter")
        await see(pilot, "Becomes", "left alone")
        await pilot.press("ctrl+s")
        await see(pilot, "Nothing is written yet")

    assert compare(size, plan)
