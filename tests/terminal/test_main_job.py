"""The main job by keys alone, as a new user does it: a spreadsheet from a fair becomes leads, one of them a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.terminal.program import Program
from tests.terminal.pty_harness import assert_restored

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = (
    "Imię i nazwisko", "E-mail", "Telefon", "Ulica i nr", "Kod pocztowy", "Miejscowość",
    "Miesięczne zużycie [kWh]", "Magazyn energii", "Uwagi",
)  # fmt: skip
FAIR = (
    ("Łukasz Żółciński", "lukasz@x.example", "602 345 678", "Długa 12", "90-001", "Łódź", "1 200", "nie", ""),
    ("Żaneta Żółć", "zaneta@x.example", "601 234 567", "Kwiatowa 5", "45-018", "Opole", "450,5", "tak", "dach płaski"),
    ("Anna Wiśniewska", "anna@x.example", "603 456 789", "", "", "", "380", "nie", "poda adres"),
    ("Piotr Kowalczyk", "nie mam", "604 567 890", "Polna 1", "00-001", "Warszawa", "500", "tak", ""),
    ("Ewa Dąbrowska", "ewa@x.example", "605 678 901", "Lipowa 3", "30-001", "Kraków", "290,75", "tak", ""),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a spreadsheet from a fair, and nothing else."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Targi"
    for row in (HEADINGS, *FAIR):
        sheet.append(row)
    book.save(tmp_path / "targi.xlsx")
    return tmp_path


@pytest.mark.feature("B-01", "B-04", "B-09", "B-10", "B-68", "B-158", "B-160", "B-164")
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 36)])
def test_a_fair_becomes_leads_and_a_lead_becomes_a_project(home: Path, columns: int, rows: int) -> None:
    with Program(home, columns=columns, rows=rows) as desk:
        desk.wait_for("No leads yet.")
        desk.rest()
        bring_in_the_fair(desk)
        find_mark_and_hand_out(desk)
        work_on_one(desk)
        convert_it(desk)
        look_back(desk)
        write_out(desk, home)
        desk.after("u", see="Taken back: ", holds=lambda: "Open" in desk.row("▌  Anna"))
        desk.press("q")
        assert desk.wait_exit() == 0
        assert_restored(desk)
    assert (home / "data" / "solartui" / "solartui.db").stat().st_mode & 0o777 == 0o600
    assert not list((home / "state").rglob("*.log"))


def bring_in_the_fair(desk: Program) -> None:
    """File, columns, plan, progress, result."""
    desk.after("I", see="targi.xlsx")
    desk.after("enter", see=("9 columns are brought in", "Monthly use (kWh)", "Miejscowość"))
    assert "Town" in desk.row("Miejscowość")
    desk.after("ctrl+s", see=("Nothing is written yet", "4 new", "1 refused", "nie mam is not an e-mail address."))
    desk.after("ctrl+s", see=("Imported.", "4 rows imported · u undo"))
    assert b"Importing" in desk.output
    desk.after("ctrl+s", see=("Ewa Dąbrowska", "Anna Wiśniewska"), miss="Piotr")


def find_mark_and_hand_out(desk: Program) -> None:
    """Search without Polish letters, another order, two marks, an assignee, a stage; then everything again."""
    search(desk, "zolc")
    desk.wait_until(lambda _: both(desk) == ["Żaneta", "Łukasz"])
    desk.after("S", see="type to narrow")
    desk.type("kwh")
    desk.wait_until(lambda screen: "kwh" in screen and "Score" not in screen)
    desk.after("enter", see="kWh ↓", holds=lambda: both(desk) == ["Łukasz", "Żaneta"])
    desk.after("x", see="1 marked")
    desk.after("x", see="2 marked")
    desk.after("w", see="nobody")
    desk.after("up", holds=lambda: "▌" in desk.row(" me"))
    desk.after("enter", see="2 leads assigned to", holds=lambda: all("Assigned" in line for line in both_rows(desk)))
    desk.after("s", see="type to narrow")
    desk.write("contacted")
    desk.after("enter", see="2 leads moved to Contacted", holds=lambda: "Contacted" in "".join(both_rows(desk)))
    desk.after("escape", miss="2 marked")
    desk.after("escape", see="Ewa Dąbrowska")


def search(desk: Program, text: str) -> None:
    """Look for a text in the list, typed faster than anything is painted."""
    desk.rest()
    desk.type(f"/{text}")
    desk.wait_for(text)
    desk.after("enter", see="search or filter")


def both_rows(desk: Program) -> list[str]:
    """The rows of the two who were looked for, from top to bottom."""
    return [line for line in desk.screen.display if "Łukasz" in line[:12] or "Żaneta" in line[:12]]


def both(desk: Program) -> list[str]:
    """Their first names."""
    return [line[:12].strip(" ▌✓").split()[0] for line in both_rows(desk)]


def work_on_one(desk: Program) -> None:
    """On the page of a lead: a note, a call, a follow-up, another use."""
    search(desk, "wisn")
    desk.wait_for("1 of 4")
    desk.after("enter", see=("Summary", "no address"))
    desk.after("n", see=("add a note in one line", "f4 more lines"))
    desk.write("Oddzwonić po szesnastej")
    desk.after("enter", see=("Note added", "Notes 2"))
    desk.after("escape", miss="enter save")
    desk.after("a", see="what was said")
    desk.write("Prosi o ofertę")
    desk.after("ctrl+s", see="Call logged", miss="what was said")
    desk.after("z", see="When")
    desk.write("+3d")
    desk.after("ctrl+s", see="Follow-up set", miss="What for")
    desk.after("e", see="Edit lead", holds=lambda: "▌" in desk.row("Lead name"))
    desk.after("pagedown", holds=lambda: "▌" in desk.row("Monthly use"))
    desk.after("end", *["backspace"] * 3, miss="380")
    desk.write("525")
    desk.after("ctrl+s", see="525 kWh", miss="Edit lead")


def convert_it(desk: Program) -> None:
    """Refused without a place; the gate leads to what is missing, and back."""
    desk.after("c", see=("1 thing is missing", "lead has no location"))
    desk.after("enter", see="Edit lead", holds=lambda: "▌" in desk.row("Street"))
    desk.write("Lipowa 8")
    desk.after("enter", holds=lambda: "▌" in desk.row("Postcode"))
    desk.write("32-020")
    desk.after("enter", holds=lambda: "▌" in desk.row("Town"))
    desk.write("Wieliczka")
    desk.after("ctrl+s", see=("Project name", "Lipowa 8, 32-020 Wieliczka", "Poland"), miss="is missing")
    desk.after("enter", see=("Onboarding", "Anna Wiśniewska", "603 456 789", "anna@x.example"), miss="Project name")


def look_back(desk: Program) -> None:
    """The project shows where it comes from and what was written; from there back to the whole list."""
    desk.wait_until(lambda _: "#3" in desk.row("Lead  "))
    desk.after("[", see=("Call: Prosi o ofertę", "Project started from lead #3"))
    desk.after("[", see=("Oddzwonić po szesnastej", "poda adres"))
    desk.after("escape", see=("#3  person", "Converted"), miss="Quoting")
    desk.after("escape", see="1 of 4")
    desk.after("escape", see="Ewa Dąbrowska", holds=lambda: "Converted" in desk.row("▌  Anna"))


def write_out(desk: Program, home: Path) -> None:
    """The list as a workbook."""
    desk.after("E", see="the columns on screen")
    desk.after("enter", see="Export to")
    desk.after("enter", see="4 leads written to")
    (written,) = home.glob("leads-*.xlsx")
    sheet = openpyxl.load_workbook(written, read_only=True).worksheets[0]
    rows = ["|".join(map(str, row)) for row in sheet.iter_rows(values_only=True)]
    assert len(rows) == 5
    assert sum("Wieliczka" in row and "Anna Wiśniewska" in row for row in rows) == 1
