"""Sheets that are read a piece at a time say what calamine says of them."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from solartui.adapters.workbook_kinds import Unreadable, kind_of
from solartui.adapters.workbook_sheets import joined, open_sheet
from solartui.adapters.workbook_stream import StreamedBook, _date_kind
from tests.adapters.workbook_files import raw_workbook, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.adapters.workbook_sheets import Row

FORMS = ("General", "0.00", "yyyy-mm-dd", "dd.mm.yyyy hh:mm", "hh:mm", '0" days"', '#,##0.00\\ "zł"', "[h]:mm", "@")
CELLS = st.one_of(
    st.none(), st.booleans(), st.text("aż_x000D \n<&'\"", max_size=9), st.integers(-10, 2 * 10**6),
    st.floats(0.01, 60_000).map(lambda days: round(days, 4)), st.sampled_from([60, 59, 61, 1, 0.5, 2_958_465]),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),  # noqa: DTZ001
)  # fmt: skip


def both(path: Path, wanted: str | None = None) -> tuple[list[Any], list[Any]]:
    """The rows as the two readers see them."""
    whole = open_sheet(path, "xlsx", wanted)
    streamed = open_sheet(path, "xlsx", wanted, streamed=True)
    assert (whole.name, whole.names, whole.since_1904) == (streamed.name, streamed.names, streamed.since_1904)
    return [(n, list(cells)) for n, cells in whole.rows], [(n, list(cells)) for n, cells in streamed.rows]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.tuples(CELLS, st.sampled_from(FORMS)), max_size=6), min_size=1, max_size=6))
def test_both_readers_agree(tmp_path: Path, rows: list[list[tuple[Any, str]]]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for y, cells in enumerate(rows, 1):
        for x, (value, form) in enumerate(cells, 1):
            cell = sheet.cell(y, x)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            elif not isinstance(value, bool | datetime | None) and not (form == "[h]:mm" and value < 0):
                cell.number_format = form if value >= 0 else "0"
    sheet["H1"] = "end"
    path = tmp_path / "a.xlsx"
    book.save(path)
    whole, streamed = both(path)
    assert streamed == whole


def test_both_systems_of_dates(tmp_path: Path) -> None:
    for since in (datetime(1899, 12, 30), datetime(1904, 1, 1)):  # noqa: DTZ001
        book = Workbook()
        book.epoch = since
        book.worksheets[0].append([datetime(2026, 3, 4, 5, 6), date(2026, 3, 4), time(5, 6), timedelta(hours=30)])  # noqa: DTZ001
        path = tmp_path / f"{since.year}.xlsx"
        book.save(path)
        assert open_sheet(path, "xlsx", None).since_1904 is (since.year == 1904)
        whole, streamed = both(path)
        assert streamed == whole
        assert whole[0][1][:2] == [datetime(2026, 3, 4, 5, 6), date(2026, 3, 4)]  # noqa: DTZ001


def test_cells_in_every_way_of_writing_them(tmp_path: Path) -> None:
    rows = (
        '<row><c t="inlineStr"><is><r><t>Gru</t></r><r><t>szka</t></r><rPh><t>no</t></rPh></is></c>'
        '<c t="b"><v>1</v></c>'
        '<c r="D1" t="str"><f>A1</f><v>text</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f></c><c><f>1+1</f><v></v></c>'
        '<c t="d"><v>2026-03-04T05:06:07</v></c><c><v>1e3</v></c><c s="99"><v>7</v></c></row><row r="9"><c/></row>'
        '<row><c r="B10"><v>2</v></c></row>'
    )
    path = raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>")
    moment = datetime(2026, 3, 4, 5, 6, 7)  # noqa: DTZ001
    assert both(path)[1] == [
        (1, ["Gruszka", True, None, "text", "#N/A", "#FORMULA?", "#FORMULA?", moment, 1000.0, 7]),
        (10, [None, 2.0]),
    ]


@pytest.mark.parametrize(
    "data",
    [
        "<sheetData><row><c t='s'><v>9</v></c></row></sheetData>",
        "<sheetData><row><c r='1A'><v>9</v></c></row></sheetData>",
        "<sheetData><row><c r='A1'><v>9</v></c></row>",
        "<sheetData><row r='1048577'><c><v>9</v></c></row></sheetData>",
        "<sheetData><row><c r='XFD1'><v>9</v></c></row></sheetData>",
    ],
)
def test_what_cannot_be_is_no_sheet(tmp_path: Path, data: str) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", data)
    with pytest.raises(Unreadable):
        list(open_sheet(path, "xlsx", None, streamed=True).rows)


def test_a_document_type_is_refused_before_its_entities_grow(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", "<sheetData/>")
    bomb = tmp_path / "b.xlsx"
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bomb, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                row = "<row><c><v>&e11;</v></c></row>"
                text = f"<!DOCTYPE x [{entities}]><worksheet><sheetData>{row}</sheetData></worksheet>"
            new.writestr(name, text)
    with pytest.raises(Unreadable):
        list(StreamedBook(bomb).rows(StreamedBook(bomb).sheets[0]))


def test_a_full_sheet_goes_on_in_the_next_one() -> None:
    first: list[Row] = [(1, ["Name"]), (2, ["a"]), (3, ["b"])]
    second: list[Row] = [(1, ["Name"]), (2, ["c"]), (3, ["d"])]
    third: list[Row] = [(1, ["Name"]), (2, ["e"])]
    other: list[Row] = [(1, ["Town"]), (2, ["f"])]
    found = joined(first, map(iter, (second, third)), most=3)
    assert list(found) == [*first, (5, ["c"]), (6, ["d"]), (8, ["e"])]
    assert list(joined(first, map(iter, (other, third)), most=3)) == first
    assert list(joined(first[:2], map(iter, (second,)), most=3)) == first[:2]


def test_a_form_of_numbers_without_end_costs_no_time() -> None:
    assert _date_kind("200", "[h" * 200_000) is True
    assert _date_kind("200", '"day" yyyy-mm-dd' + "0" * 500) is False


@pytest.mark.parametrize(("folder", "shared"), [("", "sharedStrings.xml"), ("wtf/", "texts.xml"), ("xl/", "texts.xml")])
def test_a_workbook_may_have_its_parts_in_any_place(tmp_path: Path, folder: str, shared: str) -> None:
    """What says where they are counts: some programs put all of them on top, or give the texts another name."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cell = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="e"><v>#N/A</v></c>'
    path = raw_workbook(tmp_path / "a.xlsx", f'<sheetData><row r="1">{cell}</row></sheetData>')
    with zipfile.ZipFile(path) as archive:
        parts = {name.replace("xl/", folder): archive.read(name).decode() for name in archive.namelist()}
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("xl/workbook.xml", f"/{folder}workbook.xml")
    relations = f"{folder}_rels/workbook.xml.rels"
    more = f'<Relationship Id="r2" Type="{kind}/sharedStrings" Target="{shared}"/></Relationships>'
    parts[relations] = parts[relations].replace("</Relationships>", more)
    parts[f"{folder}{shared}"] = "<sst><si><t>Jan Kot</t></si></sst>"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert kind_of(path) == "xlsx"
    book = StreamedBook(path)
    assert [row for _, row in book.rows(book.sheets[0])] == [["Jan Kot", "#N/A"]]
    with read_table(path) as table:
        assert [row for _, row in table.rows()] == [("Jan Kot", "#N/A")]
