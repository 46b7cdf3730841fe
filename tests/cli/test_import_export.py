"""Spreadsheets in and out by commands."""

from __future__ import annotations

import errno
import json
import os
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from solartui.domain.listing import Sort
from solartui.services.views import ViewDraft
from tests.desk import add_lead

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services
    from tests.cli.conftest import Shell

SHEET = """Imię i nazwisko;E-mail;Telefon;Miasto;Miesięczne zużycie;Uwagi;Buty
Anna Żak;anna@x.example;601234567;Łódź;450,5;dach płaski;37
Jan Kot;jan@x.example;602345678;Opole;1 200;;44
Zły Wiersz;no-address;;Opole;100;;40
"""


@pytest.fixture
def sheet(home: Path) -> Path:
    """A small spreadsheet with one row that cannot be read."""
    path = home / "fair.csv"
    path.write_text(SHEET, encoding="cp1250")
    return path


def test_standard_input_is_called_as_it_was_asked_for(shell: Shell, home: Path) -> None:
    empty = shell("import", "-", typed="")
    assert (empty.status, empty.err) == (4, "solartui: - is empty.\n")
    deep = home / "deep.json"
    deep.write_text("[" * 200_000, encoding="utf-8")
    assert "is no mapping" in shell.refused(4, "import", "-", "--mapping", deep, typed="Klient\nAnna\n")


def test_numbers_that_can_be_read_in_two_ways_are_named(shell: Shell, home: Path) -> None:
    path, mapping = home / "doubt.csv", home / "mapping.json"
    path.write_text("Klient;Miesięczne zużycie\nAnna;1.500\nJan;2.400\n", encoding="utf-8")
    done = shell("import", path, "--dry-run", "--json")
    assert "Miesięczne zużycie: numbers such as 1.500 can be read in two ways" in done.err
    mapping.write_text('{"decimals": {"Miesięczne zużycie": "."}}', encoding="utf-8")
    assert shell("import", path, "--dry-run", "--mapping", mapping).err == ""


@pytest.mark.feature("B-09", "B-68")
def test_an_import_is_planned_done_and_taken_back(shell: Shell, sheet: Path) -> None:
    plan = shell.json("import", sheet, "--dry-run")
    assert list(plan) == [
        "file", "sheet", "dry_run", "batch", "rows", "new", "updated", "linked", "unchanged", "skipped", "refused",
        "columns", "unmapped", "problems",
    ]  # fmt: skip
    assert (plan["file"], plan["dry_run"], plan["batch"]) == (str(sheet), True, None)
    assert (plan["rows"], plan["new"], plan["refused"], plan["unmapped"]) == (3, 2, 1, ["Buty"])
    assert plan["columns"]["Miasto"] == {"field": "city", "values": 2}
    assert [set(problem) for problem in plan["problems"]] == [{"row", "column", "value", "reason"}]
    assert (plan["problems"][0]["row"], plan["problems"][0]["column"]) == (4, "E-mail")
    assert shell.json("leads", "list") == []

    done = shell.json("import", sheet)
    assert (done["dry_run"], done["new"], done["refused"]) == (False, 2, 1)
    assert sorted(lead["contact"]["name"] for lead in shell.json("leads", "list")) == ["Anna Żak", "Jan Kot"]
    again = shell.json("import", sheet)
    assert (again["rows"], again["new"], again["unchanged"], again["refused"]) == (3, 0, 2, 1)
    shell.json("undo", done["batch"])
    assert shell.json("leads", "list") == []


def test_an_import_for_reading(shell: Shell, sheet: Path) -> None:
    plan = shell("import", sheet, "--dry-run")
    assert (plan.status, plan.err) == (0, "")
    assert plan.out.startswith("Plan; nothing was written:\n")
    assert "Left alone: Buty\n" in plan.out
    assert "row 4, E-mail: “no-address”" in plan.out
    done = shell("import", sheet).out
    assert done.startswith("Imported:\n")
    assert "Take it back: solartui undo" in done


def test_refused_rows_are_written_to_be_mended(shell: Shell, sheet: Path, home: Path) -> None:
    errors = home / "mend.csv"
    assert shell.json("import", sheet, "--errors", errors)["refused"] == 1
    heading, row = errors.read_text(encoding="utf-8-sig").splitlines()
    assert heading.endswith("Problem")
    assert "Zły Wiersz" in row
    errors.write_text(f"{heading}\n{row.replace('no-address', 'good@x.example')}\n", encoding="utf-8")
    assert shell.json("import", errors)["new"] == 1


def test_columns_are_named_by_a_mapping(shell: Shell, sheet: Path, home: Path) -> None:
    mapping = home / "mapping.json"
    mapping.write_text(json.dumps({"Buty": "score", "Uwagi": None}), encoding="utf-8")
    plan = shell.json("import", sheet, "--mapping", mapping, "--dry-run")
    assert plan["columns"]["Buty"]["field"] == "score"
    assert plan["unmapped"] == ["Uwagi"]
    mapping.write_text('{"Buty": "shoes"}', encoding="utf-8")
    assert shell.refused(2, "import", sheet, "--mapping", mapping, "--dry-run")
    mapping.write_text("[]", encoding="utf-8")
    assert "is no mapping: it needs a JSON object." in shell.refused(4, "import", sheet, "--mapping", mapping)


def test_a_mapping_that_is_a_pipe_without_a_writer_is_none(shell: Shell, sheet: Path, home: Path) -> None:
    os.mkfifo(home / "pipe")
    assert "is no mapping" in shell.refused(4, "import", sheet, "--mapping", home / "pipe", "--dry-run")


@pytest.mark.feature("C-12")
@pytest.mark.parametrize(("how", "changed"), [("link", 0), ("update", 1), ("skip", 0)])
def test_known_people_are_treated_as_asked(shell: Shell, sheet: Path, home: Path, how: str, changed: int) -> None:
    shell.json("import", sheet)
    later = home / "later.csv"
    later.write_text(SHEET.replace("450,5", "777"), encoding="utf-8")
    report = shell.json("import", later, "--on-duplicate", how)
    assert report["updated"] == changed
    assert len(shell.json("contacts", "list")) == 2
    assert report["rows"] == sum(report[key] for key in ("new", "updated", "unchanged", "skipped", "refused"))


def test_a_spreadsheet_on_standard_input(shell: Shell) -> None:
    report = shell.json("import", "-", typed=SHEET.encode("cp1250"))
    assert (report["file"], report["sheet"], report["new"]) == ("-", "-", 2)


def test_files_that_are_no_spreadsheet(shell: Shell, home: Path) -> None:
    (home / "broken.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    (home / "empty.csv").touch()
    (home / "page.xlsx").write_text("<!doctype html><html></html>")
    for name in ("broken.xlsx", "empty.csv", "page.xlsx", "."):
        assert shell.refused(4, "import", home / name)
    assert "There is no file" in shell.refused(3, "import", home / "none.xlsx")
    assert shell.json("leads", "list") == []
    assert shell.json("undo", "--list") == []


def test_nothing_is_made_for_a_file_that_is_not_there(shell: Shell, home: Path) -> None:
    assert shell.refused(3, "import", home / "none.xlsx", "--db", home / "new.db")
    assert not (home / "new.db").exists()


@pytest.mark.feature("B-10", "B-69", "B-13")
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_export_comes_back_with_no_change(shell: Shell, sheet: Path, home: Path, form: str) -> None:
    shell.json("import", sheet)
    file = home / f"out.{form}"
    assert shell.json("export", file) == {
        "file": str(file),
        "format": form,
        "rows": 2,
        "sheets": 1,
        "cut_cells": 0,
        "dropped_characters": 0,
    }
    report = shell.json("import", file)
    assert (report["rows"], report["unchanged"], report["unmapped"]) == (2, 2, [])
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_export_is_filtered_ordered_and_cut_to_columns(shell: Shell, sheet: Path, home: Path) -> None:
    shell.json("import", sheet)
    file = home / "out.csv"
    answer = shell("export", file, "lodz", "-archived", "--columns", "name,city", "--lang", "en")
    assert (answer.status, answer.out) == (0, f"1 lead written to {file}\n")
    assert file.read_text(encoding="utf-8-sig").splitlines()[1:] == ["1,Anna Żak – Łódź,Łódź"]
    shell.json("export", file, "--sort", "-name", "--columns", "name")
    assert [line.split(",")[0] for line in file.read_text(encoding="utf-8-sig").splitlines()[1:]] == ["2", "1"]
    assert "There is no column nonsense." in shell.refused(2, "export", file, "--columns", "nonsense")
    assert "cannot be sorted by" in shell.refused(2, "export", file, "--sort", "nonsense")
    assert shell.refused(2, "export", file, "nonsense:1")


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_an_export_to_standard_output_is_nothing_else(
    shell: Shell, sheet: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.json("import", sheet)
    received = BytesIO()

    class Output:
        """Standard output, as far as an export needs it."""

        buffer = received
        encoding = "utf-8"

        def flush(self) -> None:
            """Nothing is held back."""

    monkeypatch.setattr(sys, "stdout", Output())
    from solartui.cli.main import run

    assert run(["export", "-", "--format", form]) == 0
    content = received.getvalue()
    if form == "json":
        assert [lead["id"] for lead in json.loads(content)] == [2, 1]
    else:
        assert content.startswith(b"PK" if form == "xlsx" else b"\xef\xbb\xbf")


def test_places_that_cannot_be_written(shell: Shell, home: Path) -> None:
    shell.add()
    assert shell.refused(3, "export", home / "no" / "out.csv")
    (home / "folder.csv").mkdir()
    assert shell.refused(4, "export", home / "folder.csv")
    assert shell.refused(3, "export", home / "out.csv", "--view", "none")


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_what_stands_at_the_target_stays_unless_a_whole_file_takes_its_place(
    shell: Shell, home: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.add()
    old, link = home / f"old.{form}", home / f"link.{form}"
    old.write_text("old", encoding="utf-8")
    link.symlink_to(old)
    os.mkfifo(home / f"pipe.{form}")
    names = sorted(home.iterdir())
    assert "is a link to" in shell.refused(4, "export", link)
    assert "is a pipe or a device" in shell.refused(4, "export", home / f"pipe.{form}")
    assert "is a pipe or a device" in shell.refused(4, "export", "/dev/null", "--format", form)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _full)
        assert "the disk is full. Nothing was changed." in shell.refused(4, "export", old)
    assert old.read_text(encoding="utf-8") == "old"
    assert sorted(home.iterdir()) == names
    assert shell.json("export", old)["rows"] == 1
    assert sorted(home.iterdir()) == names


def _full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_viewer_may_export_but_not_import(
    shell: Shell, sheet: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.add()
    monkeypatch.setattr(os, "getuid", lambda: 70_004)
    assert shell.json("export", home / "out.csv")["rows"] == 1
    assert "may not import" in shell.refused(5, "import", sheet)
    assert "may not import" in shell.refused(5, "import", sheet, "--dry-run")


def test_endless_standard_input_is_refused(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solartui.adapters.workbook_reader.LARGEST_FILE", 1000)
    assert "too large" in shell("import", "-", typed="Klient\n" + "Jan\n" * 500_000).err
    assert shell.json("leads", "list") == []


@pytest.mark.feature("B-32")
def test_an_export_has_the_columns_of_a_view_in_their_order(shell: Shell, home: Path, services: Services) -> None:
    draft = ViewDraft("Towns", order=Sort("location"), columns=("stage:14", "location", "name:30"), shared=True)
    services.views.create(draft)
    add_lead(services, "Żak", city="Łódź")
    add_lead(services, "Ćma", city="Kraków")
    report = shell.json("export", home / "out.csv", "--view", "towns")
    assert report["rows"] == 2
    heading, *rows = (home / "out.csv").read_text("utf-8-sig").splitlines()
    assert heading.split(",")[1:] == ["Lead status", "Street", "Postcode", "Town", "Region", "Lead name"]
    assert [row.split(",")[-1] for row in rows] == ["Ćma – Kraków", "Żak – Łódź"]


def test_contacts_with_their_details_are_named_by_the_words_of_people(shell: Shell, home: Path) -> None:
    (home / "k.csv").write_text(
        "Klient;E-mail;Drugie imię;Płeć;Data urodzenia\nAnna Nowak;anna@x.pl;Maria;K;17.05.1950\n", encoding="utf-8"
    )
    said = shell("import", home / "k.csv", "--target", "contacts").out
    assert "Middle name" in said
    assert "middle_name" not in said
    shell("contacts", "export", home / "out.xlsx")
    back = shell.json("import", home / "out.xlsx", "--dry-run")
    assert (back["unchanged"], back["unmapped"]) == (1, [])
