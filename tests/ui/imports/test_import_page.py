"""A spreadsheet from the choice of its file to the leads in the list, by keys alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from solartui.screens.leads.list_screen import LeadListScreen
from tests.ui.desk_app import desk_app

if TYPE_CHECKING:
    from solartui.services.container import Services

HEADINGS = ["Imię i nazwisko", "Telefon", "E-mail", "Miejscowość", "Typ obiektu", "Zużycie miesięczne (kWh)", "Kolor"]
ROWS: list[list[Any]] = [
    ["Anna Żółć", "601 234 567", "anna@example.com", "Łódź", "dom", "350,5", "żółty"],
    ["Zajazd pod Lipą", "602 345 678", "zajazd@example.com", "Myślenice", "firma", "4 200", "zielony"],
    ["[bold]Jan \x07Bez", "603 456 789", "jan@example.com", "Kraków", "dom", "280", ""],
    ["Zły Wiersz", "12", "nie-adres", "Kraków", "statek", "dużo", ""],
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with one workbook from a fair, a text and a folder in it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Targi"
    sheet.append(["Leady z targów"])
    sheet.append([])
    sheet.append(HEADINGS)
    for row in ROWS:
        sheet.append([cell.replace("\x07", "") if isinstance(cell, str) else cell for cell in row])
    home = tmp_path / "work"
    (home / "deep").mkdir(parents=True)
    book.save(home / "targi.xlsx")
    book.save(home / "deep" / "inside.xlsx")
    (home / "notes.md").write_text("nothing to import", encoding="utf-8")
    (home / "broken.xlsx").write_bytes(b"PK\x03\x04 not really")
    monkeypatch.chdir(home)
    return home


@pytest.mark.feature("B-09", "B-68")
async def test_from_the_file_to_the_leads(services: Services, folder: Path) -> None:
    async with desk_app(services, size=(80, 24), start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        await desk.press("I")
        await desk.see("targi.xlsx", "broken.xlsx", "deep/")
        assert "notes.md" not in desk.text
        await desk.write("targi")
        await desk.press("enter")
        await desk.see("Becomes", "Imię i nazwisko", "left alone: Kolor")
        assert "Contact" in desk.line("Imię i nazwisko")
        assert "350,5" in desk.line("Zużycie miesięczne")
        await desk.press("ctrl+s")
        await desk.see("statek", "not understood")
        await desk.press("ctrl+s")
        await desk.see("Nothing is written yet", "3 new", "1 refused")
        assert "nie-adres is not an e-mail address." in desk.text
        assert "ctrl+s import" in desk.text
        assert "enter mend" in desk.text
        assert services.leads.open_list().count() == 0
        await desk.press("ctrl+s")
        await desk.see("Imported.")
        await desk.hear("3 rows imported")
        assert "ctrl+s to the list" in desk.text
        await desk.press("ctrl+s")
        await desk.see("Zajazd pod Lipą", "[bold]Jan Bez")
        assert services.leads.open_list("zolc").count() == 1
        await desk.press("u")
        await desk.see("No leads yet.")


@pytest.mark.feature("B-68")
async def test_the_meaning_of_a_column_is_corrected_and_remembered(services: Services, folder: Path) -> None:
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        await desk.press("I")
        await desk.see("targi.xlsx")
        await desk.write("targi")
        await desk.press("enter")
        await desk.see("Kolor")
        await desk.press("end", "enter")
        await desk.see("What is it?")
        await desk.write("channel")
        await desk.press("enter")
        await desk.see("7 columns are brought in")
        assert "Channel" in desk.line("Kolor")
        await desk.press("d")
        await desk.see("take over what differs")
        await desk.press("down", "enter")
        await desk.see("Known leads  take over what differs")
        await desk.press("ctrl+s")
        await desk.see("statek", "not understood")
        await desk.press("ctrl+s")
        await desk.see("Nothing is written yet")
        await desk.press("ctrl+s")
        await desk.see("Imported.")
        assert services.leads.open_list("channel:zielony").count() == 1
        await desk.press("escape", "I")
        await desk.see("targi.xlsx")
        await desk.write("targi")
        await desk.press("enter")
        await desk.see("as the last time")
        await desk.press("ctrl+s")
        await desk.see("not understood")
        await desk.press("ctrl+s")
        await desk.see("3 unchanged")


async def test_a_source_is_chosen_for_new_leads(services: Services, folder: Path) -> None:
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        await desk.press("I")
        await desk.write("targi")
        await desk.press("enter")
        await desk.see("New leads are  Manual (Entities)")
        await desk.press("o")
        await desk.write("leadgen")
        await desk.press("enter")
        await desk.see("New leads are  Company LeadGen")
        await desk.press("ctrl+s")
        await desk.see("statek", "not understood")
        await desk.press("ctrl+s")
        await desk.see("Nothing is written yet")
        await desk.press("ctrl+s")
        await desk.see("Imported.")
        assert services.leads.open_list("source:company_leadgen").count() == 3


async def test_escape_goes_one_step_back_and_writes_nothing(services: Services, folder: Path) -> None:
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        await desk.press("I")
        await desk.write("targi")
        await desk.press("enter")
        await desk.see("Becomes")
        await desk.press("ctrl+s")
        await desk.see("statek", "not understood")
        await desk.press("ctrl+s")
        await desk.see("Nothing is written yet")
        await desk.press("escape")
        await desk.see("Becomes")
        await desk.press("escape")
        await desk.see("No leads yet.")
        assert services.leads.open_list().count() == 0


async def test_a_file_that_cannot_be_read_leads_back_to_the_choice(services: Services, folder: Path) -> None:
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        await desk.press("I")
        await desk.write("broken")
        await desk.press("enter")
        await desk.hear("broken.xlsx")
        await desk.see("targi.xlsx")


async def test_folders_are_walked_and_paths_are_typed(services: Services, folder: Path) -> None:
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        await desk.press("I")
        await desk.write("deep")
        await desk.press("enter")
        await desk.see("inside.xlsx", "../")
        await desk.press("down", "enter")
        await desk.see("targi.xlsx")
        for sign in str(folder / "deep" / "inside.xlsx"):
            await desk.pilot.press("slash" if sign == "/" else sign)
        await desk.press("enter")
        await desk.see("inside.xlsx", "Becomes")


async def test_refused_rows_become_a_file_that_can_be_corrected(services: Services, folder: Path) -> None:
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        await desk.press("I")
        await desk.write("targi")
        await desk.press("enter")
        await desk.see("Becomes")
        await desk.press("ctrl+s")
        await desk.see("statek", "not understood")
        await desk.press("ctrl+s")
        await desk.see("1 refused")
        await desk.press("w")
        await desk.see("Write the refused rows to")
        await desk.press("enter")
        await desk.hear("1 row written")
    written = openpyxl.load_workbook(folder / "targi-refused.xlsx").active
    assert written is not None
    cells = [[cell.value for cell in row] for row in written.iter_rows()]
    assert cells[0][: len(HEADINGS)] == HEADINGS
    assert cells[1][0] == "Zły Wiersz"
    assert "telephone" in str(cells[1][-1])


@pytest.mark.feature("B-10", "B-69")
async def test_what_is_marked_and_what_is_listed_is_exported(services: Services, folder: Path) -> None:
    source = services.imports.read(folder / "targi.xlsx")
    services.imports.apply(source)
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("Zajazd pod Lipą")
        await desk.press("x", "E")
        await desk.see("What is marked, every field", "1 lead")
        await desk.press("enter")
        await desk.see("Export to")
        await desk.press("enter")
        await desk.hear("1 lead written to")
        await desk.press("E", "down", "down", "enter")
        await desk.see("Export to")
        await desk.press("enter")
        await desk.see("exists already")
        await desk.press("y")
        await desk.hear("3 leads written to")
    (target,) = folder.glob("leads-*.xlsx")  # noqa: ASYNC240 - the test waits for nobody
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    headings = [cell.value for cell in next(sheet.iter_rows())]
    assert headings[:3] == ["Lead ID", "Lead name", "Lead status"]
    plan = services.imports.plan(services.imports.read(target))
    assert (plan.new, plan.updated, plan.unchanged) == (0, 0, 3)


async def test_a_name_without_a_known_ending_is_refused_below_the_field(services: Services, folder: Path) -> None:
    services.imports.apply(services.imports.read(folder / "targi.xlsx"))
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("Zajazd pod Lipą")
        await desk.press("E", "enter")
        await desk.see("Export to")
        await desk.press("backspace", "enter")
        await desk.see("Export to", "no format")


@pytest.mark.feature("B-68")
async def test_words_and_cells_are_mended_rows_left_out_and_columns_kept(services: Services, folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "targi.xlsx")
    book.worksheets[0].append(["Ola Lis", "604 567 890", "ola(at)example.com", "Gdów", "dom", "1.500", "biały"])
    book.worksheets[0].append(["Iza Kos", "605 678 901", "iza@example.com", "Gdów", "dom", "120", "biały"])
    book.save(folder / "targi.xlsx")
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        await desk.press("I")
        await desk.write("targi")
        await desk.press("enter")
        await desk.see("left alone: Kolor")
        await desk.press("f")
        await desk.see("7 columns are brought in", "a field of our own")
        await desk.press("ctrl+s")
        await desk.see("statek", "not understood")
        await desk.press("enter")
        await desk.see("left out")
        await desk.write("resid")
        await desk.press("enter")
        await desk.see("Every word of the sheet is understood.")
        assert "Residential" in desk.line("statek")
        await desk.press("ctrl+s")
        await desk.see("Nothing is written yet", "4 new", "2 refused", "C8 E-mail")
        await desk.press("end", "enter")
        await desk.see("ola(at)example.com")
        await desk.press("end", *["backspace"] * 18)
        await desk.write("ola@example.com")
        await desk.press("enter")
        await desk.see("5 new", "1 refused")
        await desk.press("x")
        await desk.see("1 skipped", "0 refused")
        await desk.press("left_square_bracket")
        await desk.see("New leads of new contacts.", "Iza Kos")
        await desk.press("ctrl+s")
        await desk.see("How many values each column has brought in:")
        assert "5 values" in desk.line("E-mail")
        assert "4 values" in desk.line("Kolor")
    assert services.fields.values("lead", [1])[1] == {"kolor": "żółty"}
    assert services.leads.open_list("ola@example.com").count() == 1


async def test_any_cell_of_any_row_of_the_plan_can_be_mended(services: Services, folder: Path) -> None:
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        await desk.press("I")
        await desk.write("targi")
        await desk.press("enter")
        await desk.see("Becomes")
        await desk.press("ctrl+s")
        await desk.see("not understood")
        await desk.press("ctrl+s")
        await desk.see("3 new")
        await desk.press("left_square_bracket")
        await desk.see("New leads of new contacts.", "Zajazd")
        await desk.press("down", "enter")
        await desk.see("row 5", "Zajazd pod Lipą", "zajazd@example.com", "4 200")
        await desk.write("typ")
        await desk.press("enter")
        await desk.see("firma")
        await desk.press(*["backspace"] * 5)
        await desk.write("dom")
        await desk.press("enter")
        await desk.see("Zajazd pod Lipą")
        assert "dom" in desk.line("Zajazd pod Lipą")
        await desk.press("enter", "escape")
        await desk.press("ctrl+s")
        await desk.see("How many values each column has brought in:")
    assert services.leads.open_list("zajazd type:residential").count() == 1


async def test_contacts_alone_are_chosen_on_the_page(services: Services, folder: Path) -> None:
    async with desk_app(services, size=(80, 24), start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        await desk.press("I")
        await desk.write("targi")
        await desk.press("enter")
        await desk.see("Becomes")
        await desk.press("b")
        await desk.see("Rows become", "contacts alone")
        await desk.press("down", "enter")
        await desk.see("3 columns are brought in", "Known contacts", "d known contacts")
        await desk.press("d")
        await desk.see("By what they are known")
        await desk.write("phone")
        await desk.press("enter")
        await desk.see("Rows that are known by this")
        await desk.write("skip")
        await desk.press("enter")
        await desk.see("(and 1 of their own)")
        await desk.press("ctrl+s")
        await desk.see("3 new", "1 refused")
        await desk.press("ctrl+s")
        await desk.see("Imported.")
    assert (services.leads.open_list().count(), services.contacts.open_list().total()) == (0, 3)


async def test_the_end_says_what_came_in_under_which_name_and_when_nothing_did(
    services: Services, folder: Path
) -> None:
    rows = [["Klient", "Telefon", "Pokrycie dachu"], ["Ola", "abc", "blacha"], ["Ela", "601234567", "papa"]]
    (folder / "dach.csv").write_text("\n".join(map(";".join, rows)), encoding="utf-8")
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("No leads yet.")
        for said in ("Imported.", "Nothing was imported."):
            await desk.press("I")
            await desk.write("dach")
            await desk.press("enter")
            await desk.see("Becomes")
            await desk.press("f", "ctrl+s")
            await desk.see("1 refused")
            await desk.press("ctrl+s")
            await desk.see(said)
            assert "pokrycie_dachu" not in desk.text
            if said == "Imported.":
                await desk.press("u")
                await desk.see("This import was taken back.")
                await desk.press("U")
                await desk.see("Imported.")
            await desk.press("ctrl+s")
    assert services.leads.open_list().count() == 1
