"""Strange spreadsheets come in, mended ones come again, and what goes out comes back without a change."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

BANK = (
    "Nazwa;E-mail;Telefon;Miejscowość;Zużycie miesięczne kWh;Typ;Uwagi o dachu\r\n"
    "Zażółć Gęślą;zazolc@x.pl;601-222-333;Łódź;1 234,50;dom;płaski\r\n"
    'Święty Spokój;spokoj@x.pl;+48 22 123 45 67 / 602 111 222;Świdnica;;firma;"stromy; 40°"\r\n'
    ";;;;;;\r\n"
    "Bez Liczby;;;Ełk;abc;gospodarstwo;\r\n"
)
COUNTS = ("rows", "new", "updated", "linked", "unchanged", "skipped", "refused")


def counts(document: Any) -> dict[str, int]:
    """What an import counts, without what is 0."""
    assert document["rows"] == sum(document[name] for name in ("new", "updated", "unchanged", "skipped", "refused"))
    return {name: document[name] for name in COUNTS if document[name]}


def bank(folder: Path) -> Path:
    path = folder / "bank.csv"
    path.write_bytes(BANK.encode("cp1250"))
    return path


def titled(folder: Path) -> Path:
    """A title, headings in two rows with merged cells above, dates as text and as serial numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Klienci"
    sheet["A1"] = "Lista klientów 2026"
    sheet.merge_cells("A1:G1")
    for cells, text in (("A3:C3", "Klient"), ("D3:F3", "Adres")):
        sheet[cells[:2]] = text
        sheet.merge_cells(cells)
    sheet.append(["Imię", "Nazwisko", "E-mail", "Ulica", "Kod", "Miasto", "Następny kontakt"])
    sheet.append(["Anna", "Żółw", "anna@x.pl; druga@x.pl", "Długa 1", "30-001", "Kraków", "31.12.2026"])
    sheet.append(["Jan", "Łoś", "jan@x.pl", "Krótka 2", "31-001", "Kraków", 46388])
    sheet.append(["Iza", "Ryś", "iza@x.pl", "Leśna 3", "31-001", "Kraków", datetime(2027, 1, 1, 9, 30)])  # noqa: DTZ001
    sheet.append(["Ewa", "", "ewa@", "Krótka 2", "31-001", "Kraków", "kiedyś"])
    path = folder / "titled.xlsx"
    book.save(path)
    return path


@pytest.mark.feature("B-68", "D-04", "D-05")
def test_a_sheet_of_a_bank(shell: Shell, folder: Path) -> None:
    path = bank(folder)
    plan = shell.json("import", path, "--dry-run")
    assert counts(plan) == {"rows": 3, "new": 2, "refused": 1}
    assert plan["unmapped"] == ["Uwagi o dachu"]
    assert plan["problems"] == [
        {"row": 5, "column": "Zużycie miesięczne kWh", "value": "abc", "reason": "abc is not a number."}
    ]
    assert shell.json("leads", "list") == []
    done = shell.json("import", path, "--keep-unknown")
    assert counts(done) == counts(plan)
    assert (done["unmapped"], done["columns"]["Uwagi o dachu"]["values"]) == ([], 2)
    first, second = sorted(shell.json("leads", "list"), key=lambda lead: int(lead["id"]))
    assert (first["contact"]["name"], first["address"]["city"], first["type"]) == (
        "Zażółć Gęślą",
        "Łódź",
        "residential",
    )
    assert (first["monthly_kwh"], list(first["custom"].values())) == (1234.5, ["płaski"])
    assert (second["type"], list(second["custom"].values())) == ("commercial", ["stromy; 40°"])
    assert len(second["contact"]["phones"]) == 2
    again = shell.json("import", path, "--keep-unknown")
    assert counts(again) == {"rows": 3, "linked": 2, "unchanged": 2, "refused": 1}
    assert again["batch"] is None
    shell.json("undo", done["batch"])
    assert shell.json("leads", "list") == []
    assert shell.json("contacts", "list") == []
    assert shell.json("fields", "list") == []


@pytest.mark.feature("B-68")
def test_a_title_two_rows_of_headings_and_every_kind_of_date(shell: Shell, folder: Path) -> None:
    done = shell.json("import", titled(folder))
    assert counts(done) == {"rows": 4, "new": 3, "refused": 1}
    leads = {lead["contact"]["name"]: lead for lead in shell.json("leads", "list")}
    assert sorted(leads) == ["Anna Żółw", "Iza Ryś", "Jan Łoś"]
    assert leads["Anna Żółw"]["contact"]["emails"] == ["anna@x.pl", "druga@x.pl"]
    days = {name: str(lead["next_follow_up"])[:10] for name, lead in leads.items()}
    assert days["Jan Łoś"] in {"2026-12-31", "2027-01-01"}
    assert days["Anna Żółw"][:7] == "2026-12"
    assert {problem["column"] for problem in done["problems"]} == {"E-mail", "Następny kontakt"}


@pytest.mark.feature("B-68")
@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_refused_rows_are_mended_and_come_again(shell: Shell, folder: Path, ending: str) -> None:
    refused = folder / f"refused.{ending}"
    shell.json("import", bank(folder), "--errors", refused)
    assert len(shell.json("leads", "list")) == 2
    if ending == "json":
        rows = json.loads(refused.read_text("utf-8"))
        assert len(rows) == 1
        return
    if ending == "xlsx":
        book = openpyxl.load_workbook(refused)
        sheet = book.active
        assert sheet is not None
        cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "abc")
        assert cell.comment is not None
        cell.value = 250
        book.save(refused)
    else:
        refused.write_text(refused.read_text("utf-8-sig").replace("abc", "250", 1), "utf-8")
    again = shell.json("import", refused)
    assert counts(again) == {"rows": 1, "new": 1}
    assert again["unmapped"] in ([], ["Problem"], ["Uwagi o dachu"], ["Uwagi o dachu", "Problem"])
    assert {lead["address"]["city"] for lead in shell.json("leads", "list")} == {"Łódź", "Świdnica", "Ełk"}


def test_refused_rows_never_replace_what_they_came_from(shell: Shell, folder: Path) -> None:
    path = titled(folder)
    content = path.read_bytes()
    assert "is the file that is brought in" in shell.refused(4, "import", path, "--errors", path)
    beside = folder / "." / "x" / ".." / "titled.xlsx"
    (folder / "x").mkdir()
    assert "is the file that is brought in" in shell.refused(4, "import", path, "--errors", beside)
    (folder / "hard.xlsx").hardlink_to(path)
    assert shell.refused(4, "import", path, "--errors", folder / "hard.xlsx")
    assert path.read_bytes() == content
    assert shell.json("leads", "list") == []


@pytest.mark.parametrize(
    ("status", "name", "said"),
    [
        (3, "no/such/x.xlsx", "no such folder"),
        (2, "x.pdf", "must end in one of"),
        (2, "x", "must end in one of"),
        (2, "-", "must end in one of"),
        (4, "folder.xlsx", "is a folder"),
    ],
)
def test_where_refused_rows_cannot_go_is_said_before_anything_comes_in(
    shell: Shell, folder: Path, status: int, name: str, said: str
) -> None:
    (folder / "folder.xlsx").mkdir()
    target = name if name == "-" else folder / name
    assert said in shell.refused(status, "import", bank(folder), "--errors", target)
    assert shell.json("leads", "list") == []
    assert shell.json("undo", "--list") == []


def test_a_disk_that_fails_afterwards_does_not_hide_what_came_in(
    shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from solartui.domain.errors import Refused
    from solartui.services.imports import ImportService

    def full(*_arguments: object) -> None:
        raise Refused("The disk is full.")

    monkeypatch.setattr(ImportService, "write_refused", full)
    answer = shell("import", bank(folder), "--errors", folder / "x.xlsx", "--json")
    assert (answer.status, answer.document["new"]) == (4, 2)
    assert "The disk is full." in answer.err
    assert len(shell.json("leads", "list")) == 2


# ---- no file writes over the desk


@pytest.mark.parametrize(
    "words",
    [
        ("export", "DB", "--format", "csv"),
        ("export", "DB", "--format", "xlsx"),
        ("export", "DB", "--format", "json"),
        ("contacts", "export", "DB", "--format", "csv"),
        ("contacts", "dossier", "1", "DB"),
        ("db", "backup", "DB"),
    ],
)
def test_nothing_is_written_over_the_desk(shell: Shell, words: tuple[str, ...]) -> None:
    shell.add("--city", "Opole")
    before = shell.json("leads", "list")
    said = shell.refused(4, *(str(shell.database) if word == "DB" else word for word in words))
    assert str(shell.database) in said
    assert shell.json("leads", "list") == before


def test_nothing_is_written_over_another_desk(shell: Shell, folder: Path) -> None:
    shell.add("--city", "Opole")
    other = folder / "backup.csv"
    shell.json("db", "backup", other)
    content = other.read_bytes()
    assert "is a database" in shell.refused(4, "export", other)
    assert other.read_bytes() == content
    for ending in ("-wal", "-shm", "-journal"):
        journal = other.with_name(other.name + ending)
        journal.write_bytes(b"pages")
        assert "is a database" in shell.refused(4, "export", journal, "--format", "csv")
        assert journal.read_bytes() == b"pages"
        journal.unlink()
    plain = folder / "plain.csv"
    plain.write_text("SQLite format 2", "utf-8")
    assert shell("export", plain).status == 0


# ---- there and back


def fill(shell: Shell) -> None:
    """Leads that say something in every field of the desk's own, and contacts likewise."""
    for record in ("lead", "contact"):
        for kind in ("text", "number", "date", "yes_no"):
            shell.json("fields", "add", record, f"Our {kind}", "--kind", kind)
        shell.json("fields", "add", record, "Our choice", "--kind", "choice", "--choice", "red, blue")
    texts = ("=1+1", "'quoted", "a;b,c\td", '"x"', "Zażółć", "@SUM(A1)", "-5", "0012", "TRUE", "1.5")
    for place, text in enumerate(texts):
        values = [f"text={text}", "number=-1,25", "date=29.02.2024", f"yes_no={place % 2}", "choice=RED"]
        own = [word for value in values for word in ("--set", f"our_{value}")]
        made = shell.json("contacts", "add", "--name", f"Person {text}", "--email", f"p{place}@x.pl", *own)
        shell.json("leads", "add", "--contact", made["id"], "--city", text, "--monthly-kwh", "350,5", *own,
                   "--latitude", "-33.9", "--longitude", "151.25", "--next-follow-up", "2027-03-28 02:30",
                   "--lost-reason", "dear", "--stage", "lost", "--score", place * 10)  # fmt: skip


@pytest.mark.feature("B-69", "C-11")
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("policy", ["link", "update"])
def test_leads_with_fields_of_their_own_come_back_unchanged(
    shell: Shell, folder: Path, ending: str, policy: str
) -> None:
    fill(shell)
    before = shell.json("leads", "list"), shell.json("contacts", "list")
    path = folder / f"leads.{ending}"
    assert shell("export", path).status == 0
    report = shell.json("import", path, "--on-duplicate", policy)
    assert counts(report) == {"rows": 10, "linked": 10, "unchanged": 10}, report["problems"]
    assert all(column["values"] == 0 for column in report["columns"].values())
    assert (shell.json("leads", "list"), shell.json("contacts", "list")) == before


@pytest.mark.feature("B-69", "C-11")
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_contacts_with_fields_of_their_own_come_back_unchanged(shell: Shell, folder: Path, ending: str) -> None:
    fill(shell)
    before = shell.json("contacts", "list")
    path = folder / f"contacts.{ending}"
    assert shell("contacts", "export", path).status == 0
    for target in ((), ("--target", "contacts")):
        report = shell.json("import", path, "--on-duplicate", "update", *target)
        assert counts(report) == {"rows": 10, "linked": 10, "unchanged": 10}, report["problems"]
    assert shell.json("contacts", "list") == before


@pytest.mark.feature("B-69", "C-11")
def test_one_cell_that_was_changed_is_one_change(shell: Shell, folder: Path) -> None:
    fill(shell)
    path = folder / "leads.xlsx"
    shell("export", path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(3, headings.index("Our number") + 1).value = 77
    number = sheet.cell(3, headings.index("Lead ID") + 1).value
    book.save(path)
    report = shell.json("import", path, "--on-duplicate", "update")
    assert counts(report) == {"rows": 10, "updated": 1, "linked": 10, "unchanged": 9}
    assert {name: column["values"] for name, column in report["columns"].items() if column["values"]} == {
        "Our number": 1
    }
    assert shell.json("leads", "show", number)["custom"]["our_number"] == 77
    shell.json("undo")
    assert shell.json("leads", "show", number)["custom"]["our_number"] == -1.25


@pytest.mark.feature("B-68")
def test_contacts_alone(shell: Shell, folder: Path) -> None:
    path = folder / "contacts.csv"
    path.write_text(
        "Name,E-mail,Phone,Company,Roof colour\nTom One,tom@x.pl,601000111,Acme,brown\n"
        "Tom One,tom@x.pl,601000111,Acme,brown\nTom Two,,601000112,,\n,,,,\n,only@x.pl,,,\n",
        "utf-8",
    )
    done = shell.json("import", path, "--target", "contacts")
    assert counts(done) == {"rows": 4, "new": 3, "linked": 1, "unchanged": 1}
    assert done["unmapped"] == ["Roof colour"]
    assert shell.json("leads", "list") == []
    assert {one["name"] for one in shell.json("contacts", "list")} >= {"Tom One", "Tom Two", "Acme"}
    kept = shell.json("import", path, "--target", "contacts", "--keep-unknown", "--on-duplicate", "update")
    assert kept["columns"]["Roof colour"]["values"] == 1
    shell.json("undo", kept["batch"])
    shell.json("undo", done["batch"])
    assert shell.json("contacts", "list") == []


@pytest.mark.feature("B-68")
@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("skip", {"skipped": 2, "linked": 2}),
        ("email=update,phone=skip", {"updated": 1, "skipped": 1, "linked": 2}),
        ("email=skip,phone=update", {"updated": 1, "skipped": 1, "linked": 2}),
    ],
)
def test_a_policy_for_each_key(shell: Shell, folder: Path, said: str, outcome: dict[str, int]) -> None:
    shell.add("--email", "a@x.pl", "--city", "Opole", name="Ala")
    shell.add("--phone", "601 222 333", "--city", "Opole", name="Ola")
    path = folder / "more.csv"
    path.write_text("Name,E-mail,Phone,Town,Monthly kWh\nAla,A@x.pl,,Opole,500\nOla,,+48601222333,Opole,600\n", "utf-8")
    found = counts(shell.json("import", path, "--on-duplicate", said, "--dry-run"))
    assert {name: found.get(name, 0) for name in outcome if name != "linked"} == {
        name: count for name, count in outcome.items() if name != "linked"
    }
    assert found.get("new", 0) == 0


@pytest.mark.parametrize(
    ("status", "words", "said"),
    [
        (2, ("--on-duplicate", "eat"), "none of"),
        (2, ("--on-duplicate", "email=eat"), "for each of"),
        (2, ("--on-duplicate", "name=link"), "for each of"),
        (2, ("--on-duplicate", ""), "none of"),
        (2, ("--target", "people"), "none of"),
        (2, ("--source", "dream"), "none of"),
        (3, ("--mapping", "/no/such/file"), "no file"),
        (4, ("--sheet", "Nope"), "no sheet"),
    ],
)
def test_wrong_words(shell: Shell, folder: Path, status: int, words: tuple[str, ...], said: str) -> None:
    assert said in shell.refused(status, "import", bank(folder), *words)
    assert shell.json("undo", "--list") == []


@pytest.mark.parametrize(
    ("status", "name", "content"),
    [
        (3, "missing.xlsx", None),
        (4, "empty.csv", b""),
        (4, "png.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 100),
        (4, "zip.xlsx", b"PK\x03\x04" + b"\0" * 50),
        (4, "text.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        (4, "broken.ods", b"PK\x05\x06" + b"\0" * 18),
        (4, "wide.csv", b",".join(b"c%d" % n for n in range(5000)) + b"\n" + b"1," * 4999 + b"1\n"),
    ],
)
def test_files_that_are_no_sheets(shell: Shell, folder: Path, status: int, name: str, content: bytes | None) -> None:
    path = folder / name
    if content is not None:
        path.write_bytes(content)
    assert name in shell.refused(status, "import", path)
    assert shell.json("undo", "--list") == []


def test_folders_and_devices_are_no_sheets(shell: Shell, folder: Path) -> None:
    for path in (folder, "/dev/zero", "/dev/null"):
        assert shell.refused(4, "import", path), path


@pytest.mark.feature("B-69")
def test_formulas_are_disarmed_in_what_goes_out(shell: Shell) -> None:
    for text in ("=1+1", "@SUM(A1)", "+1", "-1", "\t=x"):
        shell.add(name=f"{text} & Co")
    rows = list(csv.reader(io.StringIO(shell("export", "-", "--format", "csv").out.lstrip("\ufeff"))))
    assert len(rows) == 6
    assert not [cell for row in rows[1:] for cell in row if cell[:1] in {"=", "@", "\t"}]
