"""Cells that the parser of workbooks keeps silent about."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from solartui.adapters import workbook_faults
from solartui.adapters.workbook_faults import UNCOMPUTED, Unplaced, faults_of
from solartui.adapters.workbook_kinds import Unreadable, kind_of
from solartui.domain.importing import cells
from tests.adapters.workbook_files import (
    binary_workbook,
    compound_file,
    open_document,
    raw_workbook,
    read_table,
    workbook,
)

if TYPE_CHECKING:
    from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

pytestmark = pytest.mark.feature("B-68")


def faults(tmp_path: Path, *found: str) -> dict[int, dict[int, str]]:
    """The faults of a sheet with one row of cells."""
    path = raw_workbook(tmp_path / "a.xlsx", f'<sheetData><row r="3">{"".join(found)}</row></sheetData>')
    return faults_of(path, "Leady")


def test_both_sides_use_one_word_for_a_missing_result() -> None:
    assert UNCOMPUTED == cells.UNCOMPUTED


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ('<c r="B3" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="e" r="B3" s="4"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B3" t="e"/>', UNCOMPUTED),
        ('<c r="B3"><f>A1+1</f></c>', UNCOMPUTED),
        ('<c r="B3" s="1"><f t="shared" ref="B3:B9" si="0">A1</f></c>', UNCOMPUTED),
        ('<c r="B3"><f>A1+1</f><v>2</v></c>', None),
        ('<c r="B3" t="str"><f>A1</f><v></v></c>', None),
        ('<c r="B3" t="str"><f>A1</f><v xml:space="preserve"> </v></c>', None),
        ('<c r="B3" t="str"><f>A1</f><v/></c>', None),
        ('<c r="B3"/>', None),
        ('<c r="B3" t="inlineStr"><is><t>x</t></is></c>', None),
        ('<c r="B3"><f>A1+1</f><v></v></c>', UNCOMPUTED),
        ("<c r='B3' t='e'><v>#N/A</v></c>", "#N/A"),
        ('<x:c r="B3" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c>', "#DIV/0!"),
        ('<x:c r="B3" s="0"><x:f>HYPERLINK("mailto:a@x.pl")</x:f></x:c>', UNCOMPUTED),
        ('<x:c r="B3"><x:f>A1</x:f><x:v>5</x:v></x:c>', None),
        ('<x:c r="B3" t="inlineStr"><x:is><x:t>x</x:t></x:is></x:c>', None),
    ],
)
def test_faulty_cells_are_found(tmp_path: Path, cell: str, fault: str | None) -> None:
    assert faults(tmp_path, cell) == ({3: {1: fault}} if fault else {})


def test_workbooks_whose_tags_all_have_the_name_of_their_name_space(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", "")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    rows = "".join(f'<x:row r="{n}"><x:c r="A{n}"><x:v>1</x:v></x:c><x:c r="B{n}" t="e"/></x:row>' for n in (1, 2))
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{_MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    )
    book = (
        parts["xl/workbook.xml"]
        .replace("r:id", "d3p1:id")
        .replace("xmlns:r=", "xmlns:d3p1=")
        .replace("xmlns=", "xmlns:x=")
    )
    for tag in ("workbook", "sheets", "sheet "):
        book = book.replace(f"<{tag}", f"<x:{tag}").replace(f"</{tag}", f"</x:{tag}")
    parts["xl/workbook.xml"] = book
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert faults_of(path, "Leady") == {1: {1: UNCOMPUTED}, 2: {1: UNCOMPUTED}}
    with read_table(path) as table:
        assert [cells for _, cells in table.rows()] == [(1.0, UNCOMPUTED)] * 2


@pytest.mark.parametrize("cell", ['<c t="e"><v>#N/A</v></c>', "<c><f>A1</f></c>"])
def test_a_faulty_cell_without_a_place_is_told(tmp_path: Path, cell: str) -> None:
    with pytest.raises(Unplaced):
        faults(tmp_path, cell)


def test_rows_that_are_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(
        f'<row r="{i}"><c r="A{i}" t="e"><v>#REF!</v></c><c r="AB{i}"><v>1</v></c></row>' for i in range(1, 400)
    )
    path = raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>")
    for chunk in (7, 50, 1000):
        monkeypatch.setattr(workbook_faults, "_CHUNK", chunk)
        assert faults_of(path, "Leady") == {i: {0: "#REF!"} for i in range(1, 400)}


def test_a_search_that_costs_too_much_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="e"><v>#REF!</v></c></row>' for i in range(1, 100))
    path = raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>")
    monkeypatch.setattr(workbook_faults, "_CHUNK", 300)
    monkeypatch.setattr(workbook_faults, "_MOST_FAULTS", 20)
    assert 20 < len(faults_of(path, "Leady")) < 50
    endless = raw_workbook(tmp_path / "b.xlsx", f'<sheetData><row r="1">{"<c/>" * 500}')
    monkeypatch.setattr(workbook_faults, "_LONGEST_ROW", 1000)
    assert faults_of(endless, "Leady") == {}


def test_workbooks_that_are_put_together_in_another_way(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", '<sheetData><row r="1"><c r="A1" t="e"><v>#REF!</v></c></row></sheetData>')
    assert faults_of(path, "Other") == {}
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", '<sheet name="Leady" r:id="r1"/>')
    assert faults_of(tmp_path / "b.xlsx", "Leady") == {}
    (tmp_path / "c.xlsx").write_bytes(b"x")
    assert faults_of(tmp_path / "c.xlsx", "Leady") == {}
    assert faults_of(tmp_path / "none.xlsx", "Leady") == {}


def test_names_of_sheets_with_signs(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<sheet name='A &amp; \"B\"' sheetId='1' r:id='r7'/>")
        archive.writestr("xl/_rels/workbook.xml.rels", '<Relationship Target="/xl/s.xml" Id="r7"/>')
        archive.writestr("xl/s.xml", '<row r="1"><c r="C1" t="e"><v>#NUM!</v></c></row>')
    assert faults_of(tmp_path / "a.xlsx", 'A & "B"') == {1: {2: "#NUM!"}}


def test_kinds_of_files(tmp_path: Path) -> None:
    assert kind_of(workbook(tmp_path / "a.csv", [["x"]])) == "xlsx"
    assert kind_of(open_document(tmp_path / "b.ods", [["x"]])) == "ods"
    assert kind_of(compound_file(tmp_path / "c.bin", "Book", b"x")) == "old"
    assert kind_of(compound_file(tmp_path / "e.xls", "WORKBOOK", b"x")) == "old"
    assert kind_of(binary_workbook(tmp_path / "d.bin", [["x"]])) == "binary"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", ["Imię;Miasto\r\nŻółć;Łódź\r\n", "a"])
def test_text_in_every_encoding_is_text(tmp_path: Path, encoding: str, text: str) -> None:
    for name in ("a.csv", "a.txt", "a"):
        (tmp_path / name).write_bytes(text.encode(encoding))
        assert kind_of(tmp_path / name) == "text"


@pytest.mark.parametrize(("content", "code"), [(b"%PDF-1.4", "foreign"), (b"<html>", "web_page"), (b"\0\0", "empty")])
def test_refusals_have_a_code(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        kind_of(tmp_path / "a.csv")
    assert caught.value.code == code
