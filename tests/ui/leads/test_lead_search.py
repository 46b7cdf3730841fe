"""Search, filter and order of the lead list."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Unavailable
from solartui.domain.listing import LeadLine, Sort
from solartui.screens.leads.list_screen import LeadListScreen
from tests.desk import add_lead
from tests.ui.support import lines, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from solartui.store.record_list import RecordList
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]

NAMES = ("Zbigniew Żółć", "Anna Wiśniewska", "Jan Kowalski", "Ewa Lis", "Piotr Zając", "Maria Dudek")


def names(desk: DeskApp) -> list[str]:
    """First names of the rows, from the top down."""
    return [name.split()[0] for line in lines(desk.app) for name in NAMES if name in line[:30]]


async def searched(app: DeskApp, text: str, *found: str) -> None:
    """Search for a text, and wait until exactly these first names are listed."""
    if not app.screen.filters.typing:
        await app.press("slash")
    await app.press(*["backspace"] * len(app.screen.filters.text))
    await app.write(text)
    await settle(app.pilot, lambda: names(app) == list(found))


@pytest.mark.feature("B-67", "D-17")
async def test_the_list_narrows_while_somebody_types(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await searched(app, "zolc", "Zbigniew")
        await app.see("1 of 6")
        for typed, found in (
            ("ŻÓŁ", ("Zbigniew",)),
            ("lodz", ("Zbigniew",)),
            ("601 234", ("Zbigniew",)),
            ("601-234-567", ("Zbigniew",)),
            ("+48601234567", ("Zbigniew",)),
            ("zolc@poczta", ("Zbigniew",)),
            ("krak", ("Jan", "Piotr")),
            ("krakowska 5", ("Piotr",)),
            ("kowalski krakow", ("Jan",)),
            ("#4", ("Ewa",)),
            ("id:4", ("Ewa",)),
            ("-krak", ("Maria", "Ewa", "Anna", "Zbigniew")),
            ("kwh>400", ("Jan", "Anna")),
            ("kwh>400 stage:contacted", ("Anna",)),
            ("etap:utracone", ("Piotr",)),
            ("assignee:me", ("Maria", "Anna")),
            ("assignee:none", ("Piotr", "Ewa", "Zbigniew")),
            ("type:agricultural,commercial", ("Ewa", "Jan")),
            ("grid:off_grid", ("Ewa",)),
            ("battery:yes", ("Anna",)),
            ("due<today", ("Anna",)),
        ):
            await searched(app, typed, *found)


async def test_every_letter_is_taken_at_once_and_the_last_text_wins(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.pilot.press("slash", *"kowal")
        assert app.screen.filters.text == "kowal"
        await settle(app.pilot, lambda: names(app) == ["Jan"])
        await app.pilot.press(*["backspace"] * 5, *"maria")
        await settle(app.pilot, lambda: names(app) == ["Maria"])


# What the keys would do in the list; each is a letter while somebody types.
LETTERS = "sweazdcomyDxXrnpquUIECSTvfFjkgGl1234JK?:,.<>[]-#"


@pytest.mark.feature("B-67")
async def test_no_key_is_stolen_while_somebody_types(desk: Services, at_list: AtList) -> None:
    before = [desk.leads.get(number) for number in range(1, 7)]
    named = {"?": "question_mark", ":": "colon", ",": "comma", ".": "full_stop", "<": "less_than_sign",
             ">": "greater_than_sign", "[": "left_square_bracket", "]": "right_square_bracket", "-": "minus",
             "#": "number_sign"}  # fmt: skip
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("slash")
        for letter in LETTERS:
            await app.pilot.press(named.get(letter, letter))
        await app.press("space", "left", "home", "delete", "right", "end", "backspace")
        assert app.screen.filters.text == LETTERS[1:]
        assert isinstance(app.screen, LeadListScreen)
        assert app.screen.filters.typing
        assert "1 Leads" in app.text
    assert [desk.leads.get(number) for number in range(1, 7)] == before


async def test_down_and_enter_leave_the_search_and_the_keys_work_in_the_list_again(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        for leave in ("enter", "down", "pagedown"):
            await searched(app, "krak", "Jan", "Piotr")
            await app.press(leave)
            assert app.screen.table.has_focus
            assert "krak" in app.line("search")
            await app.press("j")
            assert "Piotr" in app.line("▌")
            await app.press("escape")
            await settle(app.pilot, lambda: len(names(app)) == 6)


async def test_escape_goes_back_to_what_was_searched_before(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await searched(app, "krak", "Jan", "Piotr")
        await app.press("enter", "slash")
        await app.write(" jan")
        await settle(app.pilot, lambda: names(app) == ["Jan"])
        await app.press("escape")
        await settle(app.pilot, lambda: names(app) == ["Jan", "Piotr"])
        assert app.screen.filters.text == "krak"


async def test_escape_takes_marks_then_the_search_then_nothing(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await searched(app, "krak", "Jan", "Piotr")
        await app.press("enter", "x")
        await app.see("1 marked")
        await app.press("escape")
        await app.miss("1 marked")
        assert names(app) == ["Jan", "Piotr"]
        assert "Piotr" in app.line("▌")
        await app.press("escape")
        await settle(app.pilot, lambda: len(names(app)) == 6)
        # The lead that was under the cursor still is.
        assert "Piotr" in app.line("▌")
        await app.press("escape")
        assert isinstance(app.screen, LeadListScreen)
        assert app.app.return_code is None


@pytest.mark.feature("B-67")
async def test_conditions_are_shown_as_chips_with_the_count(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        await searched(app, "stage:open kwh<100", "Ewa")
        await app.press("enter")
        line = app.line("1 of 6")
        assert "stage Open" in line
        assert "kWh a month < 100" in line
        await app.press("escape")
        await settle(app.pilot, lambda: len(names(app)) == 6)
        assert "stage" not in app.line(" 6 ")


async def test_a_filter_that_cannot_be_read_leaves_the_list_and_says_why_below_the_word(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await searched(app, "krak", "Jan", "Piotr")
        await app.write(" stage:nowhere")
        assert names(app) == ["Jan", "Piotr"]
        word, said = (next(line for line in lines(app.app) if text in line) for text in ("stage:nowhere", "▔"))
        assert word.index("nowhere") == said.index("▔")
        assert "“nowhere” is no stage." in said
        await app.press("enter")
        assert app.screen.filters.typing
        await app.press(*["backspace"] * 7, *"lost", "enter")
        await settle(app.pilot, lambda: names(app) == ["Piotr"])
        assert not app.screen.filters.typing
        assert "▔" not in app.text
        assert not app.said


async def test_a_filter_that_cannot_be_read_is_given_up_when_somebody_leaves_it(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await searched(app, "krak", "Jan", "Piotr")
        await app.pilot.press(*" kwh", "greater_than_sign", "x", "pagedown")
        await app.hear("Column 10")
        assert app.screen.filters.text == "krak"
        assert names(app) == ["Jan", "Piotr"]
        await app.press("slash", "enter", "escape")
        await settle(app.pilot, lambda: len(names(app)) == 6)
        assert len(app.said) == 1
        app.app.clear_notifications()
        await app.press("slash", *"jan score", "less_than_sign", "x")
        await app.pilot.click(app.screen.table, offset=(6, 4))
        await app.hear("Column 11")
        assert app.screen.filters.text == "jan"
        assert app.screen.table.has_focus


async def test_a_filter_that_cannot_be_read_and_is_given_up_is_not_spoken_of(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("slash")
        await app.write("stage:nowhere")
        await app.press("escape")
        assert app.screen.filters.text == ""
        await app.press("slash")
        await app.write("krak")
        await settle(app.pilot, lambda: names(app) == ["Jan", "Piotr"])
        await app.press("enter")
        assert not app.said


@pytest.mark.parametrize("typed", ['"', "AND", "*", "NEAR(", "%", "stage:", "kwh>", "-", "'", "((", "\\", "id:x", ":"])
async def test_whatever_is_typed_is_only_a_search(desk: Services, at_list: AtList, typed: str) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("slash")
        app.screen.filters._input.value = typed
        await app.press("enter", "escape")
        await settle(app.pilot, lambda: len(names(app)) == 6)


@pytest.mark.feature("B-54")
async def test_what_can_be_typed_next_is_offered_and_taken_by_key(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("slash")
        await app.write("sta")
        await app.see("stage:", "Stage, such as open", "region:")
        await app.press("tab")
        await app.see("Contacted", "Site visit")
        await app.write("c")
        await app.press("down", "enter")
        assert app.screen.filters.text == "stage:converted "
        await app.press(*["backspace"] * 11)
        await app.write(":co")
        await app.press("enter", "enter")
        assert app.screen.filters.text == "stage:contacted"
        await settle(app.pilot, lambda: names(app) == ["Anna"])
        await app.press("slash")
        await app.write("city:wi")
        await app.see("Wieliczka")
        await app.press("escape")
        await app.miss("Kraków")
        assert app.screen.filters.typing
        assert app.screen.filters.text == "stage:contacted city:wi"
        await app.press("tab", "tab")
        assert app.screen.filters.text == "stage:contacted city:Wieliczka "
        await app.press("tab")
        await app.see("Number, such as 123")
        await app.press("escape", "escape")
        assert app.screen.filters.text == "stage:contacted"
        await app.press("slash")
        await app.write("assignee:")
        await app.see("unassigned", "Piotr Żak")
        await app.press("enter", "enter")
        assert app.screen.filters.text == "stage:contacted assignee:me"


async def test_a_click_takes_what_is_offered(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("slash")
        await app.write("city:")
        await app.see("Wieliczka")
        await app.pilot.click(app.screen.filters._hints, offset=(4, 1))
        await settle(app.pilot, lambda: app.screen.filters.text == "city:Łódź ")
        assert app.screen.filters.typing
        await settle(app.pilot, lambda: names(app) == ["Zbigniew"])


@pytest.mark.feature("B-67")
async def test_texts_of_any_length_and_with_any_signs_leave_a_list_that_works(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("slash")
        for text, said in (
            ("a" * 10_000, "is too long to search for"),
            ("1 " * 5_000, "a filter has at most 200 words"),
            ("x" * 10_001, "a filter has at most 10000 characters"),
            ('"' * 10_000, ""),
            ("stage:" * 1_500, "is no stage"),
            ("\\ % _ * AND NEAR( '", ""),
        ):
            app.screen.filters._input.value = text
            await app.see(said, "/")
            assert app.screen.filters.typing
        app.screen.filters._input.value = "krak " * 30 + "THE END"
        await app.press("end")
        await app.see("krak THE END")
        await app.press("escape")
        await settle(app.pilot, lambda: len(names(app)) == 6)
        assert not app.said


async def test_nothing_found_says_what_to_do(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("slash")
        await app.write("xyzzy")
        await app.see("Nothing fits the search.", "escape shows everything again", "0 of 6")
        await app.press("enter", "enter", "s", "x", "ctrl+x", "G", "escape")
        await settle(app.pilot, lambda: len(names(app)) == 6)


@pytest.mark.feature("B-19")
async def test_the_heading_and_its_second_click_sort(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        table = app.screen.table
        await app.pilot.click(table, offset=(4, 0))
        await app.see("Lead ↑")
        assert names(app) == ["Anna", "Ewa", "Jan", "Maria", "Piotr", "Zbigniew"]
        assert "Anna" in app.line("▌")
        await app.pilot.click(table, offset=(4, 0))
        await app.see("Lead ↓")
        assert names(app) == ["Zbigniew", "Piotr", "Maria", "Jan", "Ewa", "Anna"]
        await app.pilot.click(table, offset=(app.line("kWh").index("kWh"), 0))
        await app.see("kWh ↓")
        assert names(app)[:3] == ["Jan", "Anna", "Ewa"]


SORTS = {
    "Stage": "Ewa", "Town": "Jan", "Follow-up": "Anna", "Contact": "Anna", "Type": "Ewa", "Assignee": "Jan",
    "Created": "Zbigniew", "Grid": "Ewa", "No.": "Zbigniew",
}  # fmt: skip


@pytest.mark.feature("B-19")
async def test_every_column_can_be_sorted_by_key_and_the_order_is_kept(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        for column in app.screen.table.columns.all:
            if column.sortable and not column.sometimes:
                app.screen.show_sort(Sort(column.key))
                await settle(app.pilot, lambda: len(names(app)) == 6)
                assert app.screen.sort.column == column.key
        await app.press("S")
        await app.see("Order")
        await app.write("town")
        await app.press("enter")
        await settle(app.pilot, lambda: names(app)[:2] == ["Ewa", "Jan"])
        await settle(app.pilot, lambda: desk.preferences.get("leads.sort") == "location")
        await app.press("S")
        await app.see("smallest first")
        await app.press("enter")
        await settle(app.pilot, lambda: desk.preferences.get("leads.sort") == "-location")
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        assert app.screen.sort == Sort("location", descending=True)
        assert names(app)[0] == "Anna"


@pytest.mark.parametrize("kept", ["name; drop table lead", "", "-", 5, None, ["name"], "-nothing"])
async def test_an_order_that_makes_no_sense_is_not_taken_up(desk: Services, at_list: AtList, kept: object) -> None:
    desk.preferences.set("leads.sort", kept)
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        assert names(app)[0] == "Maria"


@pytest.mark.feature("B-20")
async def test_what_takes_long_says_what_is_being_done_and_the_list_answers_meanwhile(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, ranked = threading.Event(), desk.lead_lists.ranked

    def slow(text: str, sort: Sort) -> RecordList[LeadLine]:
        go_on.wait(10)
        return ranked(text, sort)

    async with at_list(desk) as app:
        await app.see("Żółć", " 6 ")
        monkeypatch.setattr(desk.lead_lists, "ranked", slow)
        page = app.screen
        page.show_sort(Sort("phone"), keep=False)
        await app.see("sorting by Phone …")
        await app.press("down", "x")
        assert page.marks.count == 1
        go_on.set()
        await app.miss("sorting by")
        await app.see(" 6 ")
        go_on.clear()
        page.filtering.put("kowal")
        await app.see("looking …")
        page.filtering.put("zaj")
        go_on.set()
        await app.see("1 of 6", "Piotr Zając")
        await app.miss("looking")
        monkeypatch.setattr(desk.lead_lists, "ranked", refuse)
        page.filtering.put("kowal")
        await app.hear("The database is locked.")
        await app.see("looking …", "Piotr Zając")  # until it is read, what stands there is not what was asked for
        monkeypatch.setattr(desk.lead_lists, "ranked", slow)
        page.filtering.put("lis")
        await app.see("1 of 6", "Ewa Lis")
        await app.miss("looking")


def refuse(*_: object) -> None:
    """As a database that somebody else holds."""
    raise Unavailable("The database is locked.")


async def test_search_and_order_go_together(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.pilot.click(app.screen.table, offset=(4, 0))
        await app.see("Lead ↑")
        await searched(app, "krak", "Jan", "Piotr")
        await app.press("escape")
        await settle(app.pilot, lambda: names(app)[0] == "Anna")


async def test_a_new_lead_that_the_search_hides_is_not_hidden_after_it(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await searched(app, "krak", "Jan", "Piotr")
        await app.press("enter")
        add_lead(desk, "Kraków Nowy")
        await app.press("ctrl+r")
        await app.see("Kraków Nowy", "3 of 7")


async def test_the_key_of_the_search_is_a_letter_of_what_is_typed(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("slash", *"12", "slash", "3")
        assert app.screen.filters.text == "12/3"


async def test_while_somebody_types_the_foot_says_what_the_keys_do(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("x", "slash", "9")
        await settle(app.pilot, lambda: "keep" in lines(app.app)[-1])
        foot = lines(app.app)[-1]
        assert foot.startswith(" enter keep  tab complete  escape take back ")
        assert foot.rstrip().endswith("f1 help")  # a question mark would be typed
        assert app.screen.help_scopes()[0] == "typing"
        await app.press("escape")
        await settle(app.pilot, lambda: lines(app.app)[-1].startswith("  1 marked   e edit"))
        assert app.screen.help_scopes()[0] == "global"
        await app.press("right", "right", until=lambda: "Town · 1 marked" in lines(app.app)[-1])
        await app.press("slash", until=lambda: "enter keep" in lines(app.app)[-1])
        await app.pilot.click(offset=(foot.index("take back"), 23))
        await settle(app.pilot, lambda: "Town · 1 marked" in lines(app.app)[-1])
