"""An .ods read a piece at a time says the same as one read whole, and takes what is too much for that."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from solartui.adapters.document_stream import StreamedDocument, has_errors
from solartui.adapters.workbook_kinds import Unreadable, kind_of
from solartui.adapters.workbook_sheets import open_sheet
from solartui.domain.errors import Refused
from tests.adapters.workbook_files import read_table

pytestmark = pytest.mark.feature("B-68")

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_NAMES}:{name}:1.0"' for name in ("office", "table", "text", "style"))
TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def _cell(kind: str, shown: str, **more: str) -> str:
    said = "".join(f' office:{name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<table:table-cell office:value-type="{kind}"{said}><text:p>{shown}</text:p></table:table-cell>'


ODD = [
    _cell("float", "12,5", value="12.5"),
    _cell("percentage", "50%", value="0.5"),
    _cell("currency", "7 zł", currency="PLN", value="7"),
    _cell("date", "22.11.26", date_value="2026-11-22"),
    _cell("date", "x", date_value="2026-11-22T10:30:00"),
    _cell("boolean", "PRAWDA", boolean_value="true"),
    _cell("string", "Jan &amp; Ola"),
    _cell("string", "dwa</text:p><text:p>wiersze"),
    "<table:table-cell/>",
    _cell("string", 'a<text:s text:c="2"/>b'),
]


def text(said: str, again: int = 1) -> str:
    """A cell of text."""
    repeated = f' table:number-columns-repeated="{again}"' if again > 1 else ""
    return f'<table:table-cell office:value-type="string"{repeated}><text:p>{said}</text:p></table:table-cell>'


def row(*cells: str, again: int = 1) -> str:
    """A row."""
    repeated = f' table:number-rows-repeated="{again}"' if again > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def document(path: Path, *tables: tuple[str, str], hidden: str = "", before: str = "") -> Path:
    """An .ods of some tables, each a name and its rows; one of them may be hidden."""
    styles = (
        '<office:automatic-styles><style:style style:name="off" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    inner = "".join(
        f'<table:table table:name="{name}"{" table:style-name=" + chr(34) + "off" + chr(34) if name == hidden else ""}>'
        f"{rows}</table:table>"
        for name, rows in tables
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {_SPACES}>{styles}<office:body>'
        f"<office:spreadsheet>{inner}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def streamed(path: Path, wanted: str | None = None) -> list[tuple[int, list[object]]]:
    return list(open_sheet(path, kind_of(path), wanted, streamed=True).rows)


def test_cells_are_what_they_are_when_read_whole(tmp_path: Path) -> None:
    path = document(tmp_path / "a.ods", ("Leady", row(text("Imię"), text("Miasto")) + row(*ODD)))
    whole = list(open_sheet(path, kind_of(path), None).rows)
    assert streamed(path) == whole
    cells = whole[1][1]
    assert cells[:6] == [12.5, 0.5, 7.0, date(2026, 11, 22), datetime(2026, 11, 22, 10, 30), True]  # noqa: DTZ001


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("PT10H30M00S", "10:30:00"),
        ("PT26H00M00S", "1 day, 2:00:00"),
        ("10:30", "10:30"),
        ("PT99999999999999999H", None),
    ],
)
def test_lengths_of_time_are_shown(tmp_path: Path, said: str, shown: str | None) -> None:
    cell = (
        f'<table:table-cell office:value-type="time" office:time-value="{said}"><text:p>x</text:p></table:table-cell>'
    )
    ((_, cells),) = streamed(document(tmp_path / "a.ods", ("Leady", row(cell))))
    assert cells == [said if shown is None else shown]


def test_blanks_that_stand_there_a_million_times_cost_nothing(tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = row(text("Imię")) + row(blank, again=1_000) + row(text("Jan"), blank) + row(blank, again=1_047_574)
    assert streamed(document(tmp_path / "a.ods", ("Leady", rows))) == [(1, ["Imię"]), (1_002, ["Jan"])]


def test_cells_and_rows_that_are_written_once_for_many(tmp_path: Path) -> None:
    path = document(tmp_path / "a.ods", ("Leady", row(text("x", 3), again=2) + row(text("y"))))
    assert streamed(path) == [(1, ["x", "x", "x"]), (2, ["x", "x", "x"]), (3, ["y"])]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(text("x", 5_000)), "too_wide"),
        (row(*[text("x")] * 1_001), "too_wide"),
        (row(text("x"), again=1_048_577), "too_many_rows"),
        (row("<table:table-cell><text:p>x</text:p>"), "damaged"),
    ],
)
def test_what_no_sheet_can_hold_is_refused(tmp_path: Path, rows: str, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        streamed(document(tmp_path / "a.ods", ("Leady", rows)))


def test_comments_and_what_stands_between_paragraphs_are_no_text(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>tajne</text:p></office:annotation>\n'
        " <text:p>Jan<text:tab/>Kot<text:line-break/>Gdów</text:p>\n </table:table-cell>"
    )
    assert streamed(document(tmp_path / "a.ods", ("Leady", row(cell)))) == [(1, ["Jan\tKot\nGdów"])]


def test_the_first_sheet_that_can_be_seen_and_holds_something_is_taken(tmp_path: Path) -> None:
    tables = ("Tajne", row(text("x"))), ("Pusty", row("<table:table-cell/>")), ("Leady", row(text("Jan")))
    path = document(tmp_path / "a.ods", *tables, hidden="Tajne")
    sheet = open_sheet(path, "ods", None, streamed=True)
    assert (sheet.name, sheet.names) == ("Leady", ("Tajne", "Pusty", "Leady"))
    assert streamed(path, "tajne") == [(1, ["x"])]
    with pytest.raises(Unreadable, match="no_such_sheet"):
        streamed(path, "Inny")


def test_errors_are_told_although_calamine_gives_them_as_blanks(tmp_path: Path) -> None:
    fault = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    path = document(tmp_path / "a.ods", ("A", row(text("Jan"), fault, text("x"))))
    assert has_errors(path)
    with read_table(path) as table:
        assert [cells for _, cells in table.rows()] == [("Jan", "#DIV/0!", "x")]
    assert not has_errors(document(tmp_path / "b.ods", ("A", row(text("Jan")))))
    (tmp_path / "c.ods").write_bytes(path.read_bytes()[:300])
    assert not has_errors(tmp_path / "c.ods")


def test_a_table_within_a_cell_is_no_part_of_the_sheet(tmp_path: Path) -> None:
    inner = f'<table:table table:name="w">{row(text("w środku"))}</table:table>'
    path = document(tmp_path / "a.ods", ("Leady", row(f"<table:table-cell>{inner}</table:table-cell>", text("Jan"))))
    assert streamed(path) == [(1, [None, "Jan"])]
    assert [sheet.name for sheet in StreamedDocument(path).sheets] == ["Leady"]


def test_entities_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    path = document(tmp_path / "a.ods", ("Leady", row(text("x"))), before='<!DOCTYPE x [<!ENTITY a "b">]>')
    with pytest.raises(Refused):
        read_table(path)


def test_five_thousand_columns_are_refused_in_one_line(tmp_path: Path) -> None:
    path = document(tmp_path / "wide.ods", ("Leady", row(*[text("x")] * 5_000)))
    with pytest.raises(Refused, match="more than 1,000 columns"):
        read_table(path)


@pytest.mark.slow
def test_a_document_too_large_to_be_held_whole_is_read(tmp_path: Path) -> None:
    person = row(*(text(f"osoba {n} " + "x" * 60) for n in range(20)))
    path = document(
        tmp_path / "large.ods", ("Leady", row(*(text(f"Kolumna {n}") for n in range(20))) + person * 90_000)
    )
    with read_table(path) as table:
        assert table.count == 90_001
