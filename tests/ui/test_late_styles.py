"""Style sheets that the first page does not need come after its rows, or with what needs them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from textual.widget import Widget

from solartui.app import SolarApp
from solartui.resources import style_sheets
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.session import Session
from solartui.services.runner import Runner
from tests.ui.desk_app import Start
from tests.ui.support import settle

if TYPE_CHECKING:
    import pytest

    from solartui.services.container import Services

ALL = {path.name for path in style_sheets()}


def known(app: SolarApp) -> set[str]:
    """The style sheets of ours that are in force."""
    return {path.rpartition("/")[2] for path, _ in app.stylesheet.source if path.endswith(".tcss")}


def looks(app: SolarApp) -> dict[Widget, str]:
    """The styles of everything on the page."""
    return {widget: widget.styles.css for widget in app.screen.walk_children(Widget)}


def session_of(services: Services, gate: threading.Event | None = None) -> Session:
    """The open desk, once the gate is open."""
    if gate is not None:
        gate.wait()
    return Session(services, Runner(services.store), "desk.db", services.actor.name)


async def test_the_first_page_looks_as_with_all_of_them(services: Services) -> None:
    gate = threading.Event()
    app = SolarApp(lambda: session_of(services, gate), {"leads": LeadListScreen})
    async with app.run_test(size=(120, 36)) as pilot:
        try:
            await settle(pilot, lambda: bool(app.screen.query("RecordTable")))
            assert known(app) == LeadListScreen.SHEETS
            before = looks(app)
            app.push_screen(Start())
            assert known(app) == ALL
            app.pop_screen()
            app.stylesheet.update(app.screen)
            assert looks(app) == before
        finally:
            gate.set()
        await settle(pilot, lambda: app.session is not None)
    assert app.session is not None
    app.session.runner.close()


async def test_they_come_behind_the_rows_in_the_colours_of_then(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(services)
    app = SolarApp(lambda: session, {"leads": LeadListScreen})
    read = app._late.read

    def while_colours_change(then: object) -> None:
        def late(act: object) -> None:
            app.call_from_thread(setattr, app, "theme", "solartui-light")
            then(act)  # type: ignore[operator]

        read(late)

    monkeypatch.setattr(app._late, "read", while_colours_change)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot, lambda: known(app) == ALL)
        light = app.get_css_variables()["background"]
        assert app.theme == "solartui-light"
        assert app.stylesheet._variables["background"] == light
    session.runner.close()
