"""Dialogs: what they ask, what they answer, and that nothing typed can hurt them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from solartui.commands import CONTEXTS, Command, command, help_groups, palette_commands
from solartui.domain.errors import Invalid
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.screens.dialogs.help import HelpDialog
from solartui.screens.dialogs.matching import fitness
from solartui.screens.dialogs.palette import PaletteDialog
from solartui.widgets.pick_list import PickItem
from tests.ui.support import lines, made_app, settle, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import ModalScreen

STAGES = [
    PickItem("open", (("○ Open", "hue.open"),)),
    PickItem("contacted", (("◔ Contacted", "hue.contacted"),)),
    PickItem("converted", (("✓ Converted", "hue.converted"),), (("convert with c", "mute"),), enabled=False),
    PickItem("lost", (("✗ Lost", "hue.lost"),)),
]
NOTHING = "nothing yet"


async def answered(
    made: Callable[[], ModalScreen[Any]], *keys: str, expect: str = "", size: tuple[int, int] = (80, 24)
) -> object:
    """What a dialog answers to some keys, `NOTHING` where it is still open; `expect` must be seen before the last."""
    app = made_app()
    answer: list[object] = []
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.push_screen(made(), answer.append)
        await settle(pilot)
        await pilot.press(*keys[:-1])
        await settle(pilot)
        assert expect in shown(app)
        await pilot.press(*keys[-1:])
        await settle(pilot)
    return answer[0] if answer else NOTHING


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["enter"], "contacted"),
        (["down", "enter"], NOTHING),
        (["down", "down", "enter"], "lost"),
        (["up", "enter"], "open"),
        (["pagedown", "enter"], "lost"),
        (["l", "o", "s", "enter"], "lost"),
        (["c", "n", "t", "enter"], "contacted"),
        (["z", "z", "enter"], NOTHING),
        (["escape"], None),
    ],
)
async def test_choosing(keys: list[str], answer: object) -> None:
    assert await answered(lambda: ChooseDialog("Move to stage", STAGES, "contacted", "3 leads"), *keys) == answer


async def test_what_is_not_possible_says_why() -> None:
    assert await answered(lambda: ChooseDialog("Stage", STAGES), "escape", expect="convert with c") is None


async def test_a_click_chooses() -> None:
    app = made_app()
    answer: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_screen(ChooseDialog("Stage", STAGES), answer.append)
        await settle(pilot)
        row = next(y for y, line in enumerate(lines(app)) if "Lost" in line)
        await pilot.click(offset=(20, row))
        await settle(pilot, lambda: answer == ["lost"])
        app.push_screen(ChooseDialog("Stage", STAGES), answer.append)
        await settle(pilot)
        foot = next(y for y, line in enumerate(lines(app)) if "cancel" in line)
        await pilot.click(offset=(lines(app)[foot].index("cancel"), foot))
        await settle(pilot, lambda: answer == ["lost", None])


async def test_headings_are_passed_over_and_the_list_scrolls() -> None:
    items = []
    for group in range(10):
        items.append(PickItem("", ((f"Group {group}", "soft"),), heading=True))
        items += [PickItem(f"{group}{at}", ((f"Line {group}{at}", "text"),)) for at in range(5)]
    assert await answered(lambda: ChooseDialog("Long", items), "enter", expect="Group 0") == "00"
    assert await answered(lambda: ChooseDialog("Long", items), *["down"] * 5, "enter") == "10"
    assert await answered(lambda: ChooseDialog("Long", items), *["pagedown"] * 9, "enter", expect="Line 94") == "94"
    assert (
        await answered(lambda: ChooseDialog("Long", items), *["down"] * 5, *["up"] * 5, "enter", expect="Group 0")
        == "00"
    )


@pytest.mark.parametrize(
    ("key", "answer"), [("y", True), ("n", False), ("escape", False), ("enter", False), ("x", NOTHING)]
)
async def test_only_yes_confirms(key: str, answer: object) -> None:
    assert (
        await answered(
            lambda: ConfirmDialog("Purge", "[/] \x1b]52;c;x\x07 is gone for good.", "purge", "keep"),
            key,
            expect="[/] ]52;c;x is gone for good.",
        )
        == answer
    )


async def test_a_click_confirms_too() -> None:
    app = made_app()
    answer: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        for word, expected in (("purge", True), ("keep", False)):
            await settle(pilot)
            app.push_screen(ConfirmDialog("Title", "Question", "purge", "keep"), answer.append)
            await settle(pilot)
            foot = next(y for y, line in enumerate(lines(app)) if "purge" in line)
            await pilot.click(offset=(lines(app)[foot].index(word), foot))
            await settle(pilot, lambda expected=expected: answer[-1:] == [expected])  # type: ignore[misc]


@pytest.mark.parametrize("save", ["enter", "ctrl+s", "f2"])
async def test_asking_for_a_line(save: str) -> None:
    assert await answered(lambda: AskDialog("Follow up", "x "), "a", "b", save) == "x ab"


async def test_what_cannot_be_is_said_below_the_field_and_the_text_stays() -> None:
    def check(text: str) -> None:
        if text != "ok":
            raise Invalid("Write ok.")

    app = made_app()
    answer: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_screen(AskDialog("When", check=check), answer.append)
        await settle(pilot)
        await pilot.press("o", "enter")
        await settle(pilot)
        assert "Write ok." in shown(app)
        await pilot.press("k", "enter")
        await settle(pilot, lambda: answer == ["ok"])


def offered() -> list[tuple[Command, str | None]]:
    why = {"lead.convert": "It is converted already."}
    return [(one, why.get(one.id)) for one in palette_commands(CONTEXTS["leads"])]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("arch", "lead.archive"), ("stage", "lead.stage"), ("mark all", "list.mark_all"), ("imp", "list.import")],
)
async def test_the_palette_finds_commands_by_name(typed: str, found: str) -> None:
    keys = ["space" if letter == " " else letter for letter in typed]
    assert await answered(lambda: PaletteDialog(offered(), {}), *keys, "enter") == found


async def test_the_palette_finds_them_by_what_they_do_and_says_why_not() -> None:
    assert await answered(lambda: PaletteDialog(offered(), {}), *"spreadsheet", "enter") == "list.import"
    assert (
        await answered(lambda: PaletteDialog(offered(), {}), *"convert", "enter", expect="It is converted already.")
        == "lead.convert"
    )


async def test_help_begins_with_what_the_page_is_for_and_can_be_searched() -> None:
    groups = help_groups(CONTEXTS["leads"], lambda _one: True)
    assert (
        await answered(
            lambda: HelpDialog("Find leads and work on them.", groups, {"lead.stage": ("f9",)}),
            *"another stage",
            "enter",
            expect="f9",
        )
        == "lead.stage"
    )
    assert await answered(lambda: HelpDialog("Find leads.", groups, {}), "escape", expect="Find leads.") is None
    assert await answered(lambda: HelpDialog("Find leads.", groups, {}), "X", "enter") == "list.mark_range"


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (200, 60)])
async def test_help_fits_every_window(size: tuple[int, int]) -> None:
    groups = help_groups(CONTEXTS["leads"], lambda _one: True)
    assert await answered(lambda: HelpDialog("Find leads.", groups, {}), "escape", expect="cancel", size=size) is None


@pytest.mark.parametrize(
    ("typed", "name", "fits"),
    [
        ("", "anything", True),
        ("zol", "Żółć", True),
        ("ZAM klo", "Piekarnia Złoty Kłos, Zamość", True),
        ("kłos zło", "Piekarnia Złoty Kłos", True),
        ("xyz", "Kłos", False),
    ],
)
def test_matching_minds_neither_case_nor_diacritics(typed: str, name: str, fits: bool) -> None:
    assert bool(fitness(typed, name)) is fits


def test_beginnings_of_words_come_before_middles_and_letters_in_order() -> None:
    name = "move to archive"
    assert fitness("mov", name) > fitness("arch", name) > fitness("chi", name) > fitness("mta", name, loose=True) > 0
    assert fitness("mta", name) == 0


def test_dialogs_know_commands_by_their_ids() -> None:
    assert command("pick.choose").keys == ("enter", "ctrl+s", "f2")
