"""Notes on the page of a lead: written in a line or in the editor, kept as drafts, changed, removed, with a file."""

from __future__ import annotations

import stat
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from solartui.screens.dialogs.note_editor import NoteEditor
from solartui.screens.dialogs.two_texts import TwoTextsDialog
from solartui.screens.lead.screen import LeadScreen
from tests.desk import SALES, at_desk
from tests.ui.lead.conftest import FIRST, HOUSE, SECOND
from tests.ui.lead.test_lead_page import open_lead
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]

FIRST_NOTE = "Roof of tiles, chimney in the middle.\n\nDog in the garden."


def bodies(desk: Services) -> list[str]:
    """The notes of the house, the oldest first."""
    return [note.body for note in desk.notes.of(HOUSE)]


async def open_notes(app: DeskApp) -> LeadScreen:
    """The notes of the house."""
    page = await open_lead(app)
    await app.press("right_square_bracket", "right_square_bracket")
    return page


@pytest.mark.feature("B-109", "B-110", "B-127")
async def test_a_note_of_one_line_is_written_on_the_summary(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        page = await open_lead(app)
        await app.press("n")
        assert page.summary.quick.has_focus
        await app.see("enter save", "f4 more lines", "f1 help")
        await app.write("jk e asked for the bank")
        await app.press("enter")
        await app.hear("Note added: jk e asked for the bank · u undo")
        await app.see("Notes 3")
        assert bodies(desk)[-1] == "jk e asked for the bank"
        assert page.summary.quick.value == ""
        await app.write("?")
        await app.press("ctrl+s")
        await app.hear("Note added: ? · u undo")
        await app.press("f2")
        await app.hear("A note needs some text.")
        await app.press("escape")
        assert page.summary.has_focus
        await app.see("? help")
        await app.press("u", "u")
        await settle(app.pilot, lambda: len(bodies(desk)) == 2)


async def test_the_line_stays_in_sight_while_notes_grow_above_it(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await open_lead(app)
        await app.press("n")
        await app.see("add a note in one line", "Notes 2")
        await app.write("third")
        await app.press("enter")
        await app.see("add a note in one line", "Notes 3")


@pytest.mark.feature("B-109", "B-128")
async def test_a_line_goes_on_in_the_editor(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app)
        await app.press("n")
        await app.write("first line")
        await app.press("f4")
        await app.on(NoteEditor)
        await app.see("first line")
        await app.press("enter")
        await app.write("second line")
        await app.press("ctrl+s")
        await app.on(LeadScreen)
        assert bodies(desk)[-1] == "first line\nsecond line"


@pytest.mark.feature("B-128", "B-132")
async def test_notes_stand_in_their_order_with_author_time_and_all_lines(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        page = await open_notes(app)
        assert app.text.index("Roof of tiles") < app.text.index("Dog in the garden.") < app.text.index("Bills are")
        assert "18 Nov 13:30" in app.line("Ewa Admin")
        assert page.notes_list.current is not None
        assert page.notes_list.current.body.startswith("Bills")
        await app.press("S")
        assert app.text.index("Bills are") < app.text.index("Roof of tiles")
        await app.hear("The newest first.")


@pytest.mark.feature("B-128", "B-129", "B-131")
async def test_a_note_of_several_lines_with_its_file(desk: Services, at_list: AtList, tmp_path: Path) -> None:
    photo = tmp_path / "roof photo.jpg"
    photo.write_bytes(b"x" * 2_345_678)
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("n")
        await app.on(NoteEditor)
        await app.write("photo of the roof")
        await app.press("enter")
        await app.write("from the south")
        await app.press("tab")
        await app.paste(str(photo))
        await app.press("ctrl+s")
        await app.on(LeadScreen)
        await app.see("from the south", "▪ roof photo.jpg · 2.3 MB", "Notes 3")
        await app.press("E")
        await app.see("Save as file", "roof photo.jpg")
        target = tmp_path / "copy.jpg"
        await app.press("ctrl+u")
        await app.paste(str(target))
        await app.press("enter")
        await app.hear(f"Saved: {target}")
        assert target.read_bytes() == photo.read_bytes()
        await app.press("E")
        await app.press("ctrl+u")
        await app.paste(str(target))
        await app.press("enter")
        await app.see("Replace the file", "exists already")
        await app.press("enter")
        target.write_bytes(b"another")
        await app.press("E")
        await app.press("ctrl+u")
        await app.paste(str(target))
        await app.press("enter")
        await app.see("Replace the file")
        await app.press("y")
        await app.hear(f"Saved: {target}")
        assert target.read_bytes() == photo.read_bytes()
    assert [document.name for document in desk.documents.of(HOUSE)] == ["roof photo.jpg"]


@pytest.mark.feature("B-129", "B-130")
async def test_a_file_that_is_too_large_is_refused_and_the_text_stays(
    desk: Services, at_list: AtList, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("n")
        await app.write("look")
        await app.press("tab")
        await app.paste(str(film))
        await app.press("enter")
        await app.see("film.mp4 is 1 byte too large. A file may have 10 MiB at most.", "look")
        with film.open("wb") as file:
            file.truncate(10 * 1024 * 1024)
        await app.press("ctrl+s")
        await app.on(LeadScreen)
    assert bodies(desk)[-1] == "look"
    assert desk.documents.of(HOUSE)[0].size == 10 * 1024 * 1024


@pytest.mark.feature("B-129")
async def test_a_note_that_is_changed_keeps_its_one_file(desk: Services, at_list: AtList, tmp_path: Path) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF")
    desk.notes.add(HOUSE, "the plan", plan)
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("e")
        await app.on(NoteEditor)
        await app.see("Change the note", "plan.pdf · 4 B")
        await app.press("tab")
        await app.write(" is here")
        await app.press("f2")
        await app.see("the plan is here", "plan.pdf")
    assert len(desk.documents.of(HOUSE)) == 1


async def test_a_note_is_removed_and_brought_back(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("D")
        await app.hear("Note removed: Bills are 310 zł a month. · u undo")
        await app.see("Notes 1")
        assert bodies(desk) == [FIRST_NOTE]
        await app.press("u")
        await app.see("Notes 2", "Bills are")


async def test_keys_of_the_row_act_on_the_note_and_elsewhere_on_the_lead(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        page = await open_notes(app)
        await app.press("home", "y")
        await app.hear("Copied: Roof of tiles, chimney in the middle")
        assert app.app.clipboard == FIRST_NOTE
        await app.press("left_square_bracket", "e")
        await app.see("Edit lead")
        await app.press("escape")
        await app.on(LeadScreen)
        assert page.focused is page.timeline
        await app.press("y")
        await app.hear("Copied: 2026-11-19 13:30:00 Ewa Admin: Note: Bi")


async def test_without_notes_the_row_keys_say_so(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_lead(app, SECOND)
        await app.press("right_square_bracket", "right_square_bracket", "e")
        await app.hear("There is no note here.")
        await app.press("E")
        assert isinstance(app.screen, LeadScreen)


async def test_what_was_left_unsaved_is_offered_again(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("n")
        await app.write("half a th")
        await app.press("escape")
        await app.on(LeadScreen)
        await app.press("n")
        await app.on(NoteEditor)
        await app.see("half a th", "is back")
        await app.write("ought")
        await app.press("escape")
        await app.on(LeadScreen)
    async with at_list(desk) as app:
        page = await open_lead(app)
        await app.see("an unfinished note is kept; n goes on with it")
        await app.press("n")
        await app.on(NoteEditor)
        await app.see("half a thought")
        await app.press("ctrl+s")
        await app.on(LeadScreen)
        await app.see("add a note in one line")
        assert page.summary.quick.value == ""
    assert bodies(desk)[-1] == "half a thought"
    assert desk.drafts.load("note:lead:1") is None


async def test_a_line_is_kept_when_the_page_is_left_in_any_way(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Ewa")
        await app.press("enter")
        page = await app.on(LeadScreen)
        await app.see("Ewa Lis")
        await app.press("n")
        await app.write("about Ewa")
        await app.press("escape")
        assert page.summary.has_focus
        await app.press("J", until=lambda: page.lead_id == SECOND)
        await app.see("add a note in one line")
        await app.press("n")
        await app.write("about Jan")
    kept = [desk.drafts.load(f"note:lead:{lead}") for lead in (3, 2)]
    assert [draft and draft.values["body"] for draft in kept] == ["about Ewa", "about Jan"]


async def test_an_empty_text_leaves_no_draft(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("n")
        await app.write("ab")
        await app.press("backspace", "backspace", "escape")
        await app.on(LeadScreen)
        await app.press("left_square_bracket", "left_square_bracket")
        await app.see("add a note in one line")


@pytest.mark.parametrize(("key", "kept"), [("left", "my text"), ("right", "their text")], ids=["mine", "theirs"])
async def test_two_people_at_one_note_see_both_texts(desk: Services, at_list: AtList, key: str, kept: str) -> None:
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("e")
        editor = await app.on(NoteEditor)
        note = desk.notes.of(HOUSE)[-1]
        at_desk(desk, SALES).notes.edit(note, "their text")
        editor._area.text = "my text"
        await app.press("ctrl+s")
        await app.on(TwoTextsDialog)
        await app.see("Somebody changed this note meanwhile.", "Yours", "my text", "Stored now", "their text")
        await app.press("escape")
        await app.on(NoteEditor)
        assert bodies(desk)[-1] == "their text"
        await app.press("ctrl+s")
        await app.on(TwoTextsDialog)
        await app.press(key)
        if key == "right":
            await app.on(NoteEditor)
            await app.see("This is the text that the other person saved.", "their text")
            await app.press("ctrl+s")
        await app.on(LeadScreen)
        assert bodies(desk)[-1] == kept


async def test_a_note_that_somebody_removed_is_not_saved_and_not_lost(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("e")
        editor = await app.on(NoteEditor)
        note = desk.notes.of(HOUSE)[-1]
        at_desk(desk, SALES).notes.delete(note)
        editor._area.text = "my text"
        await app.press("ctrl+s")
        await app.see("There is no note")
        assert isinstance(app.screen, NoteEditor)
        assert editor._area.text == "my text"


@pytest.fixture
def hands_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that can be handed over, which that of tests cannot."""

    @contextmanager
    def suspend(_app: App[None]) -> Iterator[None]:
        yield

    monkeypatch.setattr(App, "suspend", suspend)


@pytest.mark.feature("B-128")
@pytest.mark.usefixtures("hands_over")
async def test_the_text_goes_through_the_persons_own_editor(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = tmp_path / "log.txt"
    script = tmp_path / "edit or.py"
    script.write_text(
        "import os, sys, pathlib\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "modes = f'{path.stat().st_mode:o} {path.parent.stat().st_mode:o}'\n"
        f"pathlib.Path({str(log)!r}).write_text(f'{{path}} {{modes}}')\n"
        "(path.parent / 'note.txt~').write_text('left behind')\n"
        "path.write_text(path.read_text() + '\\nłąka\\x1b[31m')\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} '{script}'")
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("n")
        await app.write("mine")
        await app.press("f4")
        await app.see("mine", "łąka")
        await app.press("ctrl+s")
        await app.on(LeadScreen)
    assert bodies(desk)[-1] == "mine\nłąka[31m"
    path, file_mode, folder_mode = log.read_text().split()
    assert stat.S_IMODE(int(file_mode, 8)) == 0o600
    assert stat.S_IMODE(int(folder_mode, 8)) == 0o700
    assert not (tmp_path / path).exists()


@pytest.mark.usefixtures("hands_over")
@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("", "Neither $VISUAL nor $EDITOR names an editor."),
        ("/nowhere/vi", "/nowhere/vi cannot be started: No such file or directory"),
        ("false", "false ended with an error; the text is as it was."),
        ("'unbalanced", "cannot be started"),
    ],
    ids=["none", "missing", "fails", "unbalanced"],
)
async def test_an_editor_that_fails_leaves_the_text(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch, editor: str, said: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("n")
        await app.write("mine")
        await app.press("f4")
        await app.see(said, "mine")


async def test_a_terminal_that_cannot_be_handed_over_says_so(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    async with at_list(desk) as app:
        await open_notes(app)
        await app.press("n", "f4")
        await app.see("This terminal cannot be handed over to an editor.")


@pytest.mark.feature("B-127")
async def test_half_a_megabyte_of_a_note_is_shown_and_whole_in_the_editor(desk: Services, at_list: AtList) -> None:
    desk.notes.add(HOUSE, "word " * 95_000)
    async with at_list(desk) as app:
        page = await open_notes(app)
        await app.see("word word word")
        await app.press("home")
        await app.see("… and much more, which the editor shows")
        await app.press("end", "enter")
        editor = await app.on(NoteEditor)
        assert len(editor._area.text) > 450_000
        await app.press("escape")
        await app.on(LeadScreen)
        assert page.tabs.active == "notes"
        assert page.lead_id == FIRST
