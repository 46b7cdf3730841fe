"""What is exported opens elsewhere, holds what it should, and comes back as it was."""
# ruff: noqa: DTZ001 - the cells of a sheet know no zone

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import inf, nan
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solartui import i18n
from solartui.adapters import workbook_writer
from solartui.adapters.cell_text import LONGEST, Tally
from solartui.adapters.delimited_output import DelimitedOutput
from solartui.adapters.json_output import JsonOutput
from solartui.adapters.workbook_output import WorkbookOutput
from solartui.adapters.workbook_writer import Column, WriteReport, format_of, write_json, write_table
from solartui.domain.errors import Cancelled, Invalid, NotFound, Refused
from solartui.domain.importing.cells import Cell
from solartui.domain.importing.choices import yes_no
from solartui.domain.importing.fields import BY_KEY, FIELDS, Kind
from solartui.domain.importing.guess import guess
from solartui.domain.importing.moments import moment
from solartui.domain.importing.numbers import NumberStyle, detect_style, number
from solartui.domain.importing.rows import RowReader
from solartui.domain.importing.values import Desk, styles_of
from tests.adapters.workbook_files import read_table

pytestmark = pytest.mark.feature("B-69", "B-10")

WARSAW = ZoneInfo("Europe/Warsaw")
AT = datetime(2025, 7, 1, 12, 30, 15, 123456, tzinfo=UTC)
FORMULAS = [
    "=1+1",
    "+48 601 234 567",
    "-5",
    "@SUM(A1)",
    "\t=x",
    "=cmd|' /C calc'!A0",
    "'=x",
    "''+1",
    "-",
    "=",
    "#N/A",
    "#REF!",
    "＝1+1",
    "＋48",
    "－5",
    "＠SUM(A1)",
    "\n=x",
]


@pytest.fixture
def polish() -> Iterator[None]:
    """The program in Polish."""
    before = i18n.language()
    i18n.use_language("pl")
    yield
    i18n.use_language(before)


def columns(count: int) -> list[Column]:
    """So many columns of text."""
    return [Column(f"k{i}", f"Heading {i}") for i in range(count)]


def exported(folder: Path, form: str, rows: Sequence[Sequence[object]]) -> tuple[Path, WriteReport]:
    """Rows written to a file."""
    path = folder / f"a.{form}"
    return path, write_table(path, form, columns(len(rows[0])), iter(rows), zone=WARSAW)


def read_back(path: Path) -> list[list[Cell]]:
    """The rows of a file below its headings."""
    with read_table(path) as table:
        width = len(table.head(1)[0][1])
        return [[*cells, *[None] * (width - len(cells))] for _, cells in table.rows()][1:]


def texts_back(folder: Path, form: str, texts: Sequence[str]) -> list[Cell]:
    """Texts after a way out and in again."""
    path, report = exported(folder, form, [(number, text) for number, text in enumerate(texts)])
    assert report.rows == len(texts)
    return [row[1] for row in read_back(path)]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_text_that_looks_like_a_formula_is_text(tmp_path: Path, form: str) -> None:
    assert texts_back(tmp_path, form, FORMULAS) == FORMULAS


def test_a_workbook_holds_no_formula_and_says_that_text_is_text(tmp_path: Path) -> None:
    path, _ = exported(tmp_path, "xlsx", [(text, "plain") for text in FORMULAS])
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [not text.startswith("'") for text in FORMULAS]
    assert not sheet["B2"].quotePrefix


def test_a_text_file_escapes_formulas_and_no_numbers(tmp_path: Path) -> None:
    path, _ = exported(tmp_path, "csv", [("=1+1", -33.5), ("'=x", 7), ("it's", None)])
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1:] == [["'=1+1", "-33.5"], ["''=x", "7"], ["it's", ""]]


def test_a_workbook_is_typed_and_easy_to_use(tmp_path: Path) -> None:
    path, report = exported(
        tmp_path, "xlsx", [("Żółw", 12, 12.5, Decimal("1.25"), True, AT, date(2025, 7, 1), ("a", "b"))]
    )
    assert report == WriteReport(1)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert book.sheetnames == ["Leads"]
    assert [cell.value for cell in sheet[2]] == [
        "Żółw", 12, 12.5, 1.25, "yes", datetime(2025, 7, 1, 14, 30, 15), datetime(2025, 7, 1), "a, b"
    ]  # fmt: skip
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:H2"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 14


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_text_keeps_every_character_that_can_be_kept(tmp_path: Path, form: str) -> None:
    texts = [
        " pad ",
        "a\nb",
        "_x0041_",
        "_x000D_ x",
        "a;b,c\td|e",
        'say "yes"',
        "emoji 🌞 ż",
        "\u00a0",
        "<b>&amp;",
        "x" * 20_000,
    ]
    assert texts_back(tmp_path, form, texts) == texts


def test_what_cannot_be_kept_is_counted(tmp_path: Path) -> None:
    rows = [("a\x00b\x1b[31m", "x" * 40_000), ("\ud800\uffff", "🌞" * 17_000), ("a\r\nb\rc", "ok")]
    path, report = exported(tmp_path, "xlsx", rows)
    assert (report.cut_cells, report.dropped_characters) == (2, 4)
    found = read_back(path)
    assert found[0] == ["ab[31m", "x" * LONGEST]
    assert found[1] == [None, "🌞" * (LONGEST // 2)]
    assert found[2][0] == "a\nb\nc"
    _, report = exported(tmp_path, "csv", rows)
    assert (report.cut_cells, report.dropped_characters) == (0, 4)
    assert read_back(tmp_path / "a.csv")[0][1] == "x" * 40_000


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_numbers_that_are_none_are_left_empty(tmp_path: Path, form: str) -> None:
    path, _ = exported(tmp_path, form, [(1, nan), (2, inf), (3, 10**20), (4, 1e15)])
    assert [row[1] for row in read_back(path)] == [None, None, "100000000000000000000", "1000000000000000"]


def test_rows_that_one_sheet_cannot_hold_go_to_the_next(tmp_path: Path) -> None:
    rows = [(i, f"text {i}") for i in range(23)]
    output = WorkbookOutput(["A", "B"], [9, 9], rows, Tally(), title="Leady: [a/b]", most_rows=10)
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        output.write(file)
    assert (output.sheets, output.count(path)) == (3, 23)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Leady   a b", "Leady   a b 2", "Leady   a b 3"]
    assert [sheet.max_row for sheet in book.worksheets] == [10, 10, 6]
    assert [cell.value for cell in book.worksheets[2][1]] == ["A", "B"]
    numbers = [row[0].value for sheet in book.worksheets for row in sheet.iter_rows(min_row=2)]
    assert numbers == list(range(23))


def test_an_empty_table_is_a_table(tmp_path: Path) -> None:
    for form in workbook_writer.FORMATS:
        path = tmp_path / f"a.{form}"
        assert write_table(path, form, columns(2), []) == WriteReport(0)
        assert path.stat().st_size
    assert json.loads((tmp_path / "a.json").read_text()) == []


def test_json_is_one_document(tmp_path: Path) -> None:
    rows = [("Żółw\x1b", 12.5, AT, ("a", "b"), None), ("\ud800", nan, date(2025, 7, 1), True, Decimal("1.50"))]
    path, report = exported(tmp_path, "json", rows)
    assert report.rows == 2
    assert json.loads(path.read_text(encoding="utf-8")) == [
        {"k0": "Żółw\x1b", "k1": 12.5, "k2": AT.isoformat(), "k3": ["a", "b"], "k4": None},
        {"k0": "\ud800", "k1": None, "k2": "2025-07-01", "k3": True, "k4": "1.50"},
    ]
    assert write_json(path, ({"id": i, "contact": {"name": "x"}} for i in range(3))).rows == 3
    assert json.loads(path.read_text())[2] == {"id": 2, "contact": {"name": "x"}}


def test_text_is_parted_as_excel_expects_it(tmp_path: Path) -> None:
    path, _ = exported(tmp_path, "csv", [("a", 12.5, 1.234)])
    assert path.read_bytes() == b"\xef\xbb\xbfHeading 0,Heading 1,Heading 2\r\na,12.5,1.2340\r\n"


@pytest.mark.usefixtures("polish")
def test_text_is_parted_as_polish_excel_expects_it(tmp_path: Path) -> None:
    path, _ = exported(tmp_path, "csv", [("a", 12.5, 1.234)])
    assert path.read_bytes() == b"\xef\xbb\xbfHeading 0;Heading 1;Heading 2\r\na;12,5;1,2340\r\n"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_yes_and_no_come_back_in_every_language(tmp_path: Path, language: str) -> None:
    i18n.use_language(language)
    for form in ("xlsx", "csv"):
        path, _ = exported(tmp_path, form, [(1, True), (2, False)])
        assert [yes_no(row[1]) for row in read_back(path)] == [True, False]


@pytest.mark.parametrize("form", workbook_writer.FORMATS)
def test_a_stream_gets_all_or_nothing(form: str) -> None:
    stream = io.BytesIO()
    assert write_table(stream, form, columns(1), [("x",)]).rows == 1
    assert stream.getvalue()

    def failing() -> Iterator[tuple[str]]:
        yield ("x",)
        raise Refused("no")

    stream = io.BytesIO()
    with pytest.raises(Refused):
        write_table(stream, form, columns(1), failing())
    assert stream.getvalue() == b""


@pytest.mark.parametrize("form", workbook_writer.FORMATS)
def test_the_old_file_stays_when_something_goes_wrong(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(b"old")
    told: list[int] = []
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        write_table(path, form, columns(1), [("x",)] * 2000, cancelled=lambda: next(asked), progress=told.append)
    assert told == [0]
    assert path.read_bytes() == b"old"
    for output in (DelimitedOutput, JsonOutput, WorkbookOutput):
        monkeypatch.setattr(output, "count", lambda *_: -1)
    with pytest.raises(Refused, match="what was read back differs"):
        write_table(path, form, columns(1), [("x",)])
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_workbook_that_was_damaged_on_the_way_is_not_put_in_place(tmp_path: Path) -> None:
    path, _ = exported(tmp_path, "xlsx", [("x", i) for i in range(50)])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    content[place] ^= 255
    path.write_bytes(content)
    output = WorkbookOutput([], [], [], Tally(), title="x")
    with pytest.raises(Exception, match=r"[Cc]RC|invalid|incorrect|Error"):
        assert output.count(path) == 50


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[int] = []
    write_table(tmp_path / "a.csv", "csv", columns(1), [("x",)] * 1200, progress=told.append)
    assert told == [0, 500, 1000, 1200]


def test_nothing_is_left_of_a_workbook_that_was_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))

    def failing() -> Iterator[Sequence[object]]:
        yield ("x",)
        raise Refused("no")

    with pytest.raises(Refused):
        write_table(tmp_path / "a.xlsx", "xlsx", columns(1), failing())
    write_table(tmp_path / "b.xlsx", "xlsx", columns(1), [("x",)])
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    for form in workbook_writer.FORMATS:
        with pytest.raises(Refused, match="disk is full"):
            write_table(tmp_path / "a", form, columns(1), [("x",)])
    assert list(tmp_path.iterdir()) == []


def test_targets_and_formats_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="folder"):
        write_table(tmp_path, "csv", columns(1), [])
    with pytest.raises(NotFound):
        write_table(tmp_path / "none" / "a.csv", "csv", columns(1), [])
    with pytest.raises(Invalid, match="no format pdf"):
        write_table(tmp_path / "a.pdf", "pdf", columns(1), [])
    assert format_of(Path("A.XLSX")) == "xlsx"
    with pytest.raises(Invalid, match="must end in"):
        format_of(Path("a.pdf"))


MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))
AUTUMN = st.integers(-7200, 7200).map(
    lambda seconds: datetime(2025, 10, 26, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
EVERYDAY = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=12)


@EVERYDAY
@given(
    st.lists(MOMENTS | AUTUMN, min_size=1, max_size=30), st.sampled_from([WARSAW, ZoneInfo("Australia/Lord_Howe"), UTC])
)
def test_moments_come_back(tmp_path: Path, moments: list[datetime], zone: ZoneInfo) -> None:
    rows = [("x", at) for at in moments]
    write_table(tmp_path / "a.xlsx", "xlsx", columns(2), rows, zone=zone)
    found = [moment(row[1], zone=zone) for row in read_back(tmp_path / "a.xlsx")]
    assert found == [at.replace(microsecond=0) for at in moments]
    write_table(tmp_path / "a.csv", "csv", columns(2), rows, zone=zone)
    assert [moment(row[1], zone=WARSAW) for row in read_back(tmp_path / "a.csv")] == moments


@EVERYDAY
@given(
    st.lists(st.floats(-1e9, 1e9).map(lambda x: round(x, 6)) | st.integers(-(10**9), 10**9), min_size=1, max_size=30),
    st.sampled_from(i18n.LANGUAGES),
)
def test_numbers_come_back(tmp_path: Path, numbers: list[float], language: str) -> None:
    i18n.use_language(language)
    try:
        for form in ("xlsx", "csv"):
            path, _ = exported(tmp_path, form, [("x", value) for value in numbers])
            cells = [row[1] for row in read_back(path)]
            for style in (detect_style(cells), NumberStyle("."), NumberStyle(",")):
                assert [number(cell, style) for cell in cells] == numbers
    finally:
        i18n.use_language("en")


PLAIN = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=40
)


@EVERYDAY
@given(st.lists(PLAIN | st.sampled_from(FORMULAS), min_size=1, max_size=30))
def test_texts_come_back(tmp_path: Path, texts: list[str]) -> None:
    for form in ("xlsx", "csv"):
        assert texts_back(tmp_path, form, texts) == texts


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_export_of_all_fields_says_the_same_when_it_comes_back(tmp_path: Path, form: str, language: str) -> None:
    values: dict[str, object] = {
        "id": 12, "name": "Jan – Kraków", "contact_name": "Jan Nowak", "company": "Solar SA",
        "email": ("a@x.pl", "b@x.pl"),
        "phone": ("+48 601 234 567", "22/123 45 67"), "street": "Długa 5/7", "postcode": "02-677", "city": "Kraków",
        "region": "małopolskie", "country": "PL", "latitude": 50.061, "longitude": -19.936,
        "coordinates": "50.061, -19.936",
        "address": "Długa 5/7, 02-677 Kraków", "channel": "=Targi", "assignee": "Anna Nowak", "owner": "Ewa Lis",
        "monthly_kwh": 1200.125, "annual_kwh": 14401.5, "panel": True, "battery": False, "heat_pump": True, "score": 70,
        "consumption_1": 310.5, "last_contacted": AT.replace(microsecond=0),
        "next_follow_up": datetime(2025, 11, 24, 23, tzinfo=UTC),
        "follow_up_note": "- zadzwonić", "lost_reason": "+ drogo", "note": "a\nb", "archived": False, "created_at": AT,
        "version": 3, "contact_id": 7,
    }  # fmt: skip
    i18n.use_language(language)
    try:
        fields = [field for field in FIELDS if field.exported]
        table = [Column(field.key, field.heading, field.kind, field.width) for field in fields]
        path = tmp_path / f"a.{form}"
        row = [values.get(field.key) for field in fields]
        assert write_table(path, form, table, [row], zone=WARSAW).rows == 1
        with read_table(path) as read:
            found = guess(read.head(9))
            (_, cells) = read.head(2)[1]
        assert found.unmapped == ()
        draft = RowReader(found, styles_of(found.imported, [cells]), Desk(zone=WARSAW)).read(2, cells)
    finally:
        i18n.use_language("en")
    assert draft.problems == ()
    plain = {"email", "phone", "coordinates", "address", "annual_kwh", "consumption_1", "created_at", "version"}
    assert {key: draft.values[key] for key in values.keys() - plain} == {
        key: values[key] for key in values.keys() - plain
    }
    assert draft.values["email"] == values["email"]
    assert [phone.number for phone in draft.values["phone"]] == ["+48 601 234 567", "22/123 45 67"]  # type: ignore[attr-defined]
    assert draft.values["consumption"] == (310.5, *[None] * 11)
    assert BY_KEY["note"].kind is Kind.TEXT
