"""Two programs on one file, a line that drops and a power cut: nobody overwrites anybody, and no text is lost."""

from __future__ import annotations

import signal
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from solartui.bootstrap import open_services
from tests.desk import add_lead
from tests.terminal.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from solartui.domain.leads import Lead

COLLEAGUE = "import os; os.getuid = lambda: 70_001"
"""Another person of the desk, Marek Manager, at the same computer."""


@pytest.fixture
def desk(database: Path) -> Path:
    """A desk with one lead."""
    with closing(open_services(str(database))) as services:
        add_lead(services, "Jan Kot", street="Polna 1", postcode="80-001", city="Gdynia", country="PL")
    return database


def stored(desk: Path) -> Lead:
    """The lead as it is in the file."""
    with closing(open_services(str(desk))) as services:
        return services.leads.get(1)


def open_form(program: Program) -> None:
    """Open the form of the first lead."""
    program.wait_for("Jan Kot")
    program.rest()
    program.after("enter", see=("Summary", "Gdynia"))
    program.after("e", see=("Edit lead", "ctrl+s save"))


def retype(program: Program, downs: int, text: str) -> None:
    """Go some fields down and write something else there."""
    for _ in range(downs):
        program.press("down")
    program.rest()
    program.press("ctrl+u")
    program.write(text)


@pytest.mark.feature("B-164")
def test_two_people_edit_one_lead_at_once(desk: Path, tmp_path: Path) -> None:
    words = ("--db", str(desk))
    (tmp_path / "other").mkdir()
    with (
        Program(tmp_path, *words) as mine,
        Program(tmp_path / "other", *words, code=COLLEAGUE) as theirs,
    ):
        theirs.wait_for("SolarTUI")
        theirs.rest()
        theirs.press("escape")
        open_form(theirs)
        open_form(mine)
        # Name, type, connection, stage, street, postcode, town.
        retype(theirs, 4, "Leśna 9")
        retype(theirs, 2, "Sopot")
        theirs.after("ctrl+s", see="Sopot", miss="Edit lead")
        retype(mine, 5, "80-999")
        retype(mine, 1, "Hel")
        mine.after("ctrl+s", see=("Marek Manager", "Yours", "Town", "Hel", "Sopot", "Leśna 9", "80-999", "2 to decide"))
        # The town was changed by both, and with it its place; everything else goes together by itself.
        mine.after("left", see="1 to decide")
        mine.after("left", miss="to decide")
        mine.after("ctrl+s", see=("Summary", "Hel"), miss="Edit lead")
        lead = stored(desk)
        assert (lead.address.street, lead.address.postcode, lead.address.city) == ("Leśna 9", "80-999", "Hel")
        theirs.after(see="Hel", miss="Sopot")


def begin_a_note(program: Program, text: str) -> None:
    """Open the editor of notes on the first lead and type, without saving."""
    program.wait_for("Jan Kot")
    program.rest()
    program.after("enter", see=("Summary", "Gdynia"))
    program.after("]", "]", see="No notes yet")
    program.after("n", see=("New note", "ctrl+s save"))
    for line in text.split("\n"):
        program.write(line)
        program.press("enter")
    program.rest()


def power_cut(program: Program, kept: Callable[[], bool]) -> None:
    """End the program without a word, once what was typed is at most a second old."""
    program.wait_until(lambda _screen: kept(), what="the draft")
    program.kill(signal.SIGKILL)
    program.process.wait(10)


@pytest.mark.feature("B-128")
@pytest.mark.parametrize("end", ["line-dropped", "power-cut"])
def test_a_note_that_was_being_written_is_there_again(desk: Path, tmp_path: Path, end: str) -> None:
    def kept() -> bool:
        drafts = (tmp_path / "state").rglob("*.json")
        return any("drugi" in file.read_text(encoding="utf-8") for file in drafts)

    with Program(tmp_path, "--db", str(desk)) as program:
        begin_a_note(program, "Dach od południa, 35°\ndrugi wiersz")
        if end == "power-cut":
            power_cut(program, kept)
        else:
            program.hang_up()
            assert program.wait_exit() == 129
    assert kept()
    with Program(tmp_path, "--db", str(desk)) as program:
        program.wait_for("Jan Kot")
        program.rest()
        program.after("enter", see=("Summary", "Gdynia"))
        program.after("]", "]", see="No notes yet")
        program.after("n", see=("Dach od południa, 35°", "drugi wiersz", "Your draft of"))
        program.after("ctrl+s", see=("Notes 1", "drugi wiersz"), miss="New note")
    with closing(open_services(str(desk))) as services:
        from solartui.domain.records import Subject

        assert [note.body for note in services.notes.of(Subject("lead", 1))] == ["Dach od południa, 35°\ndrugi wiersz"]
    assert not kept()


@pytest.mark.feature("B-72")
def test_a_form_survives_a_power_cut(desk: Path, tmp_path: Path) -> None:
    def kept() -> bool:
        drafts = (tmp_path / "state").rglob("*.json")
        return any("Anna Maria" in file.read_text(encoding="utf-8") for file in drafts)

    with Program(tmp_path, "--db", str(desk)) as program:
        open_form(program)
        retype(program, 0, "Anna Maria")
        power_cut(program, kept)
    assert stored(desk).name == "Jan Kot – Gdynia"
    with Program(tmp_path, "--db", str(desk)) as program:
        program.wait_for("Jan Kot")
        program.rest()
        program.after("enter", see=("Summary", "Gdynia"))
        program.after("e", see="Unsaved draft")
        program.after("escape", see="Anna Maria", miss="Unsaved draft")
        program.after("ctrl+s", see=("Summary", "Anna Maria"), miss="Edit lead")
    assert stored(desk).name == "Anna Maria"
