"""What all pages share: commands and their reasons, reading and writing, changes, toasts, and how the app opens."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from solartui.app import SolarApp
from solartui.domain.errors import Unavailable
from solartui.screens.dialogs.help import HelpDialog
from solartui.screens.dialogs.palette import PaletteDialog
from solartui.theme import DARK, DUSK, LIGHT, NOON, Palette
from tests.ui.support import (
    FakeServices,
    ListPage,
    OtherPage,
    list_page,
    made_app,
    other_page,
    session,
    settle,
    shown,
    tokens_at,
)

if TYPE_CHECKING:
    from solartui.screens.session import Session


def toasts(app: SolarApp) -> list[str]:
    """What was said in passing."""
    return [note.message for note in app._notifications]


async def test_chrome_is_painted_before_the_database_is_open() -> None:
    opening = threading.Event()

    def slow() -> Session:
        opening.wait(5)
        return session(FakeServices())

    app = SolarApp(slow, {"leads": ListPage, "contacts": OtherPage})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "1 Leads" in shown(app)
        assert "Kowalski" not in shown(app)
        await pilot.press("s")
        await settle(pilot)
        assert toasts(app) == ["The database is being opened."]
        opening.set()
        await settle(pilot, lambda: "Kowalski 0" in shown(app))
        assert list_page(app).heard == ["ready"]


async def test_a_database_that_cannot_be_opened_ends_the_program_with_its_status() -> None:
    def broken() -> Session:
        raise Unavailable("The database is damaged.")

    app = SolarApp(broken, {"leads": ListPage})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot, lambda: app.problem is not None)
        await settle(pilot, lambda: not app.is_running or app.return_code == 6)
    assert app.problem is not None
    assert app.problem.message == "The database is damaged."
    assert app.return_code == 6


async def test_a_write_tells_pages_that_show_what_changed() -> None:
    services = FakeServices()
    app = made_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot, lambda: len(list_page(app).heard) == 2)
        assert services.undo.done == ["contacted"]
        assert list_page(app).heard == ["ready", frozenset({"leads"})]
        assert toasts(app) == ["1 lead moved to Contacted · u undo"]


async def test_a_refusal_is_a_toast_and_changes_nothing() -> None:
    services = FakeServices()
    app = made_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("D")
        await settle(pilot, lambda: bool(toasts(app)))
        assert toasts(app) == ["A lost lead needs a reason."]
        assert list_page(app).heard == ["ready"]


async def test_a_page_that_is_not_shown_reads_when_it_is_shown_again() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        first = list_page(app)
        await pilot.press("4")
        await settle(pilot, lambda: isinstance(app.screen, OtherPage))
        app.changes.publish(frozenset({"leads"}))
        await settle(pilot)
        assert first.heard == ["ready"]
        assert other_page(app).heard == []
        await pilot.press("1")
        await settle(pilot, lambda: first.heard == ["ready", frozenset({"leads"})])


async def test_undo_takes_back_and_says_when_there_is_nothing() -> None:
    services = FakeServices()
    app = made_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot, lambda: toasts(app) == ["There is nothing to undo."])
        services.undo.done.append("contacted")
        await pilot.press("u")
        await settle(pilot, lambda: toasts(app)[-1] == "Taken back: Ewa moved to Contacted · U redo")
        assert services.undo.done == []


async def test_a_command_that_is_not_possible_says_why() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert toasts(app) == ["It is converted already."]
        assert "converted" not in list_page(app).heard


async def test_a_command_that_the_role_may_not_use_says_so() -> None:
    app = made_app(may=lambda capability: capability != "write")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert toasts(app) == ["Your role may not do this."]
        assert list_page(app).heard == ["ready"]


async def test_a_command_that_the_page_has_not_does_nothing() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("w", "I", "f")
        await settle(pilot)
        assert toasts(app) == []


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_runs_what_is_chosen_there(key: str) -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot, lambda: isinstance(app.screen, HelpDialog))
        assert "Find leads and work on them." in shown(app)
        await pilot.press(*"fields", "enter")
        await settle(pilot, lambda: isinstance(app.screen, ListPage) and "edited" in app.screen.heard)


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_the_palette_runs_what_is_chosen_there(key: str) -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot, lambda: isinstance(app.screen, PaletteDialog))
        assert "import" not in shown(app)
        await pilot.press(*"edit", "enter")
        await settle(pilot, lambda: isinstance(app.screen, ListPage) and "edited" in app.screen.heard)


async def test_keys_of_the_page_are_letters_while_typing() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"quxe1")
        await settle(pilot)
        page = list_page(app)
        assert page.filters.text == "quxe1"
        assert page.table.marks.ids == frozenset()
        assert app.is_running


async def test_colours_can_be_chosen_and_are_ours_at_first() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.theme == DARK
        assert tokens_at(list_page(app).footer, 0, "open")[1] == DUSK.panel
        await pilot.press("ctrl+p", *"colours", "enter")
        await settle(pilot, lambda: "solartui-light" in shown(app))
        await pilot.press(*"solartui-light", "enter")
        await settle(pilot, lambda: app.theme == LIGHT)


@pytest.mark.parametrize("theme", ["nord", "textual-light", "ansi-dark", "solarized-dark"])
async def test_style_sheets_parse_in_colours_that_are_not_ours(theme: str) -> None:
    app = SolarApp(lambda: session(FakeServices()), {"leads": ListPage}, theme=theme)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot, lambda: "Kowalski 0" in shown(app))
        assert app.theme == theme


@pytest.mark.parametrize("palette", [DUSK, NOON], ids=lambda palette: palette.name)
async def test_what_is_painted_by_style_sheets_has_the_same_colours(palette: Palette) -> None:
    app = SolarApp(lambda: session(FakeServices()), {"leads": ListPage}, theme=palette.name)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        page = list_page(app)
        assert page.styles.background.hex.lower() == palette.bg
        grounds = {segment.style.bgcolor.name for strip in page.render_lines(page.region) for segment in strip
                   if segment.style and segment.style.bgcolor}  # fmt: skip
        assert grounds == {palette.bg}
        assert app.has_class("-dark-mode" if palette.dark else "-light-mode")


async def test_colours_that_are_gone_are_replaced_by_ours() -> None:
    app = SolarApp(lambda: session(FakeServices()), {"leads": ListPage}, theme="gone")
    assert app.theme == DARK


async def test_a_persons_own_key_works_and_ours_does_not() -> None:
    app = SolarApp(lambda: session(FakeServices()), {"leads": ListPage}, keys={"record.edit": ("f5",)})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot, lambda: "f5 edit" in shown(app))
        await pilot.press("e")
        await settle(pilot)
        assert "edited" not in list_page(app).heard
        await pilot.press("f5")
        await settle(pilot)
        assert "edited" in list_page(app).heard


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_from_the_first_page(key: str) -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot, lambda: app.return_code == 0)


async def test_a_pushed_page_is_closed_by_q_and_escape() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in ("q", "escape"):
            app.push_screen(OtherPage())
            await settle(pilot, lambda: isinstance(app.screen, OtherPage))
            await pilot.press(key)
            await settle(pilot, lambda: isinstance(app.screen, ListPage))
        await pilot.press("escape")
        await settle(pilot)
        assert list_page(app).heard == ["ready"]


async def test_reading_again_and_painting_again() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+r")
        await settle(pilot, lambda: list_page(app).heard[-1] == frozenset({"leads"}))
        before = shown(app)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert shown(app) == before


async def test_ctrl_c_does_not_end_the_program() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+c")
        await settle(pilot)
        assert toasts(app) == ["ctrl+q leaves the program."]


async def test_nothing_moves_over_a_remote_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    assert made_app().animation_level == "none"


async def test_the_width_is_known_before_the_first_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = {"-narrow", "-normal", "-wide"}
    for width, name in ((80, "-narrow"), (120, "-normal"), (170, "-wide")):
        seen: list[set[str]] = []
        plain = ListPage.compose_body

        def composed(page: ListPage, plain: Any = plain, seen: list[set[str]] = seen) -> Any:
            seen.append(set(page.classes) & widths)
            return plain(page)

        with monkeypatch.context() as patch:
            patch.setattr(ListPage, "compose_body", composed)
            async with made_app().run_test(size=(width, 24)) as pilot:
                await settle(pilot)
        assert seen == [{name}]
