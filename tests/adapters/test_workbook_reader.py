"""Spreadsheets of every kind are read, and bad ones are refused in one line."""
# ruff: noqa: DTZ001 - the cells of a sheet know no zone

from __future__ import annotations

import errno
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import openpyxl
import pytest

from solartui.adapters import workbook_reader
from solartui.adapters.row_spool import Row, rows_in
from solartui.adapters.workbook_reader import Begun, stdin_file
from solartui.domain.errors import Cancelled, NotFound, Refused, SolarError
from solartui.domain.importing.cells import LONGEST_BLOCK
from tests.adapters.workbook_files import compound_file, old_workbook, open_document, raw_workbook, read_table, workbook

pytestmark = pytest.mark.feature("B-68")

PEOPLE: list[list[object]] = [["Imię i nazwisko", "Telefon"], ["Żaneta Łęcka", 601234567], ["Jan Nowak", 602345678.0]]


def rows_of(path: Path, sheet: str | None = None) -> list[Row]:
    """All rows of a sheet."""
    with read_table(path, sheet) as table:
        found = list(table.rows())
        assert table.count == len(found)
        return found


def refusal(path: Path, sheet: str | None = None) -> str:
    """Why a file is refused: one line, without its path."""
    with pytest.raises(Refused) as caught:
        read_table(path, sheet)
    message = caught.value.message
    assert "\n" not in message
    assert len(message) < 300 + len(str(path))
    return message.replace(str(path), "FILE")


def test_a_workbook_is_read_with_its_types(tmp_path: Path) -> None:
    row = ["text", 12, 12.5, True, datetime(2024, 5, 6, 7, 8, 9), date(2024, 5, 6), clock(7, 30), None, "Żółć\nx"]
    path = workbook(tmp_path / "a.xlsx", [row])
    assert rows_of(path) == [(1, tuple(row))]


@pytest.mark.parametrize("mac", [False, True])
def test_both_date_systems(tmp_path: Path, mac: bool) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x", datetime(2024, 2, 29, 14, 30)]], mac=mac)
    assert rows_of(path) == [(1, ("x", datetime(2024, 2, 29, 14, 30)))]


def test_rows_can_be_gone_through_again_and_at_once(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[f"row {i}", "x" * 300] for i in range(3000)])
    with read_table(path) as table:
        first, second = table.rows(), table.rows()
        pairs = [(next(first), next(second)) for _ in range(3000)]
        assert all(one == other for one, other in pairs)
        assert table.head(2) == [pair[0] for pair in pairs[:2]]
        assert next(first, None) is None
        path.unlink()
        assert table.head(1)
        assert (table.path, table.sheet, table.sheets) == (path, "Sheet", ("Sheet",))


def test_nothing_is_left_in_the_folder_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    path = workbook(tmp_path / "a.xlsx", PEOPLE)
    with read_table(path) as table:
        assert list((tmp_path / "tmp").iterdir()) == []
        assert os.fstat(table._spool.fileno()).st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="closed"):
        table.head(1)


def test_rows_keep_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[], [None, "title"], [], [None, None, "x"]])
    assert rows_of(path) == [(2, (None, "title")), (4, (None, None, "x"))]


def test_old_and_open_formats(tmp_path: Path) -> None:
    assert rows_of(old_workbook(tmp_path / "a.xls", [["Żółw", 601234567.0]])) == [(1, ("Żółw", 601234567.0))]
    assert rows_of(open_document(tmp_path / "a.ods", [["Żółw", "x"]])) == [(1, ("Żółw", "x"))]


def test_what_is_inside_counts_not_the_ending(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", PEOPLE)
    for name in ("a.xls", "a.csv", "a", "a.ods", "-rf.xlsx", "zażółć\n.xlsx"):
        renamed = path.rename(tmp_path / name)
        assert len(rows_of(renamed)) == 3
        path = renamed


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.xlsx"))
    workbook(tmp_path / "a.xlsx", PEOPLE).rename(path)
    assert len(rows_of(path)) == 3


def test_the_first_visible_sheet_with_content_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.title, hidden.sheet_state = "Ukryty", "hidden"
    hidden["A1"] = "hidden"
    book.create_sheet("Pusty")
    book.create_chartsheet("Wykres")
    book.create_sheet(" Leady ")["A1"] = "visible"
    path = tmp_path / "a.xlsx"
    book.save(path)
    with read_table(path) as table:
        assert (table.sheet, table.sheets) == ("Leady", ("Ukryty", "Pusty", "Leady"))
        assert table.head(9) == [(1, ("visible",))]
    assert rows_of(path, "Ukryty") == [(1, ("hidden",))]
    assert rows_of(path, "leady") == [(1, ("visible",))]
    assert refusal(path, "Wykres") == "FILE has no sheet Wykres; it has: Ukryty, Pusty, Leady."
    assert "no sheet with rows" in refusal(path, "Pusty")


def test_a_hidden_sheet_is_read_where_no_other_has_content(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Ukryty").sheet_state = "hidden"
    book["Ukryty"]["A1"] = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx") == [(1, ("hidden",))]


def test_errors_and_formulas_without_a_result_are_told(tmp_path: Path) -> None:
    cells = (
        '<c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><f>A1</f></c>'
        '<c r="D2" t="str"><f>A1</f><v></v></c><c r="E2"><f>1+1</f><v>2</v></c><c r="F2" t="str"><f>A1</f><v/></c>'
        '<c r="AA2"><f t="shared" si="0"/></c>'
    )
    path = raw_workbook(tmp_path / "a.xlsx", f'<sheetData><row r="1"/><row r="2">{cells}</row></sheetData>')
    ((number, row),) = rows_of(path)
    assert number == 2
    assert row[:5] == ("#N/A", "#DIV/0!", "#FORMULA?", None, 2.0)
    assert (row[26], len(row)) == ("#FORMULA?", 27)


@pytest.mark.parametrize("dimension", ["A1:A2", "A1:XFD1048576", "Z9"])
def test_a_wrong_dimension_loses_no_rows(tmp_path: Path, dimension: str) -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 51))
    path = raw_workbook(tmp_path / "a.xlsx", f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData>')
    assert [number for number, _ in rows_of(path)] == list(range(1, 51))


def test_a_cell_of_megabytes_is_cut_to_what_is_refused_anyway(tmp_path: Path) -> None:
    cell = f'<row><c t="inlineStr"><is><t>{"x" * 3_000_000}</t></is></c></row>'
    with read_table(raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{cell}</sheetData>")) as table:
        ((_, (text,)),) = table.rows()
    assert isinstance(text, str)
    assert LONGEST_BLOCK < len(text) < 300_000


def test_a_cell_far_down_costs_no_rows(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'
    path = raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>")
    assert rows_of(path) == [(1, (1.0,)), (1048576, (2.0,))]


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD2"])
def test_a_cell_far_away_is_refused(tmp_path: Path, cell: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{cell[3:]}"><c r="{cell}"><v>2</v></c></row>'
    assert "more than 1,000 columns" in refusal(raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>"))


def test_archives_that_unpack_to_far_too_much_are_refused(tmp_path: Path) -> None:
    bomb = raw_workbook(tmp_path / "a.xlsx", "<sheetData/>", more={"xl/big.xml": b" " * 100_000_000})
    assert bomb.stat().st_size < 200_000
    assert "too large" in refusal(bomb)
    many = raw_workbook(tmp_path / "b.xlsx", "<sheetData/>", more={f"x/{i}": b"" for i in range(10_001)})
    assert "too large" in refusal(many)


def test_shared_strings_that_swell_are_refused(tmp_path: Path) -> None:
    names = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{names}]><sst><si><t>&e9;</t></si></sst>'
    sheet = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    path = raw_workbook(tmp_path / "a.xlsx", sheet, more={"xl/sharedStrings.xml": bomb.encode()})
    try:
        assert len(str(rows_of(path))) < 10_000
    except Refused as error:
        assert "\n" not in error.message  # noqa: PT017


def damaged_archive(path: Path) -> Path:
    """A workbook of which half is missing."""
    whole = workbook(path, PEOPLE).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def written(path: Path, content: bytes) -> Path:
    """A file with some content."""
    path.write_bytes(content)
    return path


def locked_archive(path: Path) -> Path:
    """An archive that says that it is encrypted."""
    workbook(path, PEOPLE)
    content = bytearray(path.read_bytes())
    place = content.rfind(b"PK\x01\x02")
    content[place + 8] |= 1
    path.write_bytes(content)
    return path


def zipped(path: Path, *names: str) -> Path:
    """An archive of something else."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("empty.xlsx", lambda p: written(p, b""), "is empty"),
        ("blank.csv", lambda p: written(p, b"\xef\xbb\xbf \r\n\n"), "is empty"),
        ("blank.csv", lambda p: written(p, b";;;\n;;\n"), "no sheet with rows"),
        ("nul.csv", lambda p: written(p, b"\0" * 900), "is empty"),
        ("text.xlsx", lambda p: written(p, b"a;b\n1;2\n"), "plain text, not a workbook: rename it to end in .csv"),
        ("page.xls", lambda p: written(p, b"\xef\xbb\xbf\n<HTML><table><tr><td>a</td></tr></table>"), "is a web page"),
        ("page.xls", lambda p: written(p, b"<?xml version='1.0'?><!-- --><html>"), "is a web page"),
        (
            "xml.xls",
            lambda p: written(p, b'<?xml version="1.0"?><?mso-application?><Workbook xmlns="urn:x">'),
            "old kind",
        ),
        ("old.xls", lambda p: written(p, b"\x09\x04\x06\x00" + b"\0" * 600), "old kind"),
        ("pdf.csv", lambda p: written(p, b"%PDF-1.7\n" + b"x" * 900), "is no spreadsheet"),
        ("a.json", lambda p: written(p, b'[{"a": 1}]'), "is no spreadsheet"),
        ("noise.xlsx", lambda p: written(p, random.Random(7).randbytes(9000)), "is no spreadsheet"),
        ("noise.csv", lambda p: written(p, random.Random(7).randbytes(9000)), "is no spreadsheet"),
        ("half.xlsx", damaged_archive, "is damaged"),
        ("head.xlsx", lambda p: written(p, b"PK\x03\x04"), "is damaged"),
        ("none.xlsx", lambda p: zipped(p), "is damaged"),
        ("word.xlsx", lambda p: zipped(p, "word/document.xml"), "is no spreadsheet"),
        ("drawing.ods", lambda p: zipped(p, "mimetype", "content.xml"), "is no spreadsheet"),
        ("part.xlsx", lambda p: zipped(p, "xl/workbook.xml"), "is damaged"),
        ("locked.xlsx", lambda p: compound_file(p, "EncryptedPackage", b"x" * 5000), "locked by a password"),
        ("locked.xlsx", locked_archive, "locked by a password"),
        ("locked.ods", lambda p: open_document(p, PEOPLE[:1], encrypted=True), "locked by a password"),  # type: ignore[arg-type]
        ("doc.xls", lambda p: compound_file(p, "WordDocument", b"x" * 5000), "is no spreadsheet"),
        ("bad.xls", lambda p: compound_file(p, "Workbook", b"x" * 5000), "is damaged"),
        ("sheetless.xlsx", lambda p: raw_workbook(p, "<sheetData/>"), "no sheet with rows"),
        ("line.csv", lambda p: written(p, b"a;b\n" + b"x" * 5_000_000), "no table"),
        ("wide.csv", lambda p: written(p, b"a;" * 1001 + b"a\n"), "more than 1,000 columns"),
    ],
)
def test_bad_files_are_refused_in_one_line(tmp_path: Path, name: str, make: object, reason: str) -> None:
    assert callable(make)
    assert reason in refusal(make(tmp_path / name))


def test_files_that_are_none(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path / "none" / "a.xlsx", Path("a\0b"), Path("x" * 300)):
        with pytest.raises((NotFound, Refused)) as caught:
            read_table(path)
        assert "\n" not in caught.value.message
    with pytest.raises(NotFound, match="There is no file"):
        read_table(tmp_path / "none.xlsx")
    os.mkfifo(tmp_path / "pipe.csv")
    assert refusal(tmp_path / "pipe.csv") == "FILE is no ordinary file."
    assert refusal(Path("/dev/zero")) == "FILE is no ordinary file."
    assert refusal(tmp_path) == "FILE is a folder: choose a file in it."


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    assert refusal(tmp_path / "a.xlsx") == "FILE cannot be read: Permission denied"


def test_a_file_that_is_far_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(workbook_reader.LARGEST_FILE + 1)
    assert "too large" in refusal(path)


def test_text_has_no_sheets(tmp_path: Path) -> None:
    path = written(tmp_path / "leady.csv", b"a;b\n1;2\n")
    with read_table(path) as table:
        assert (table.sheet, table.sheets) == ("leady", ())
    assert "has no sheets" in refusal(path, "Arkusz1")


def test_a_hostile_name_reaches_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]52;c;x\x07.xlsx"
    with pytest.raises(NotFound) as caught:
        read_table(path)
    assert "\x1b" not in caught.value.message
    raw_workbook(path, '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    with pytest.raises(Refused) as refused:
        read_table(path, "x\x1b[31m")
    assert "\x1b" not in refused.value.message


def test_reading_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_reader, "_LOOK", 0.001)
    with pytest.raises(Cancelled):
        read_table(workbook(tmp_path / "a.xlsx", PEOPLE), cancelled=lambda: True)
    with read_table(tmp_path / "a.xlsx", cancelled=lambda: False) as table:
        assert table.count == 3


def test_a_file_is_read_while_something_else_is_done(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", PEOPLE)
    with Begun(path) as begun:
        assert begun.size == path.stat().st_size
        with begun.table() as table:
            assert table.handle == begun.handle
            assert [cells for _, cells in table.rows()] == [tuple(row) for row in PEOPLE]


def test_what_nobody_waits_for_any_more_is_ended(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", PEOPLE)
    with pytest.raises(ZeroDivisionError), Begun(path) as begun:
        _ = 1 / 0
    assert begun._process.returncode is not None
    assert begun._spool.closed
    with pytest.raises(NotFound):
        Begun(tmp_path / "none.xlsx")


@pytest.mark.parametrize("count", [1, 31, 32, 33, 100])
def test_rows_are_found_many_at_a_time_and_one_by_one(tmp_path: Path, count: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text("".join(f"Osoba {number};{number}\n" for number in range(count)), encoding="utf-8")
    with read_table(path) as table:
        found = [*rows_in(table.handle, table.place)]
        assert found == [(number, (f"Osoba {number - 1}", str(number - 1))) for number in range(1, count + 1)]
        assert dict(found) == table.at([number for number, _ in found])


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_reader, "_CPU_SECONDS", 0.0)
    monkeypatch.setattr(workbook_reader, "_CPU_SECONDS_PER_MEGABYTE", 0.0)
    assert "takes too long" in refusal(workbook(tmp_path / "a.xlsx", PEOPLE))


def test_what_does_not_fit_into_memory_is_read_a_piece_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_reader, "MEGABYTES", 60)
    row = "".join(f'<c t="inlineStr"><is><t>{"text" * 20}</t></is></c>' for _ in range(20))
    path = raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{f'<row>{row}</row>' * 20_000}</sheetData>")
    rows = rows_of(path)
    assert (len(rows), rows[-1]) == (20_000, (20_000, ("text" * 20,) * 20))


def child(path: Path, out: int) -> subprocess.Popen[bytes]:
    """The child process at work on a file, as the reader starts it."""
    root = str(Path(workbook_reader.__file__).parents[2])
    command = [sys.executable, "-P", "-c", workbook_reader._START, root, str(path), "512", "30", "-", "whole"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.DEVNULL)


def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    process = child(path, subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                writer = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:
                time.sleep(0.01)
            else:
                break
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == -signal.SIGIO
        os.close(writer)
    finally:
        process.kill()


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", PEOPLE)
    with Path("/dev/full").open("wb") as full, child(path, full.fileno()) as process:
        assert process.wait(20) == 74
    with tempfile.TemporaryFile() as spool, pytest.raises(Refused, match="no room for the rows"):
        workbook_reader._table(path, 74, spool)


@pytest.mark.parametrize(
    "spool", [b"", b"{", b'{"sheet":"a","sheets":[]}\n[1,["x"', b'{"sheet":"a","sheets":[]}\n[1,[2]]\n', b"[]\n"]
)
def test_a_child_that_died_half_way_leaves_no_table(tmp_path: Path, spool: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(spool)
        file.flush()
        for status in (0, -signal.SIGSEGV, -signal.SIGABRT, 1):
            with pytest.raises(Refused):
                workbook_reader._table(tmp_path / "a.xlsx", status, file)


def test_the_child_minds_neither_the_folder_nor_what_lies_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "csv", "zipfile", "solartui", "python_calamine"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    workbook(tmp_path / "a.xlsx", PEOPLE)
    monkeypatch.chdir(tmp_path)
    assert len(rows_of(Path("a.xlsx"))) == 3


def test_the_child_loads_little() -> None:
    code = "import sys, solartui.adapters.workbook_child; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"sqlalchemy", "textual", "rich", "openpyxl", "pydantic", "click", "python_calamine", "sqlite3"}
    assert heavy.isdisjoint(loaded)


def test_standard_input_becomes_a_file() -> None:
    with stdin_file(io.BytesIO(b"a;b\n1;2\n")) as path:
        assert path.parent.stat().st_mode & 0o077 == 0
        assert rows_of(path) == [(1, ("a", "b")), (2, ("1", "2"))]
    assert not path.parent.exists()
    with pytest.raises(KeyError), stdin_file(io.BytesIO(b"x")) as path:
        raise KeyError
    assert not path.parent.exists()


def test_endless_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_reader, "LARGEST_FILE", 100_000)
    with Path("/dev/zero").open("rb") as endless, pytest.raises(Refused, match="too large"), stdin_file(endless):
        pass


def mutations(content: bytes, count: int, seed: int) -> list[bytes]:
    """A file with bytes changed, cut, doubled or moved, in many ways."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        copy = bytearray(content)
        for _ in range(chance.choice((1, 1, 2, 8, 40))):
            place, length = chance.randrange(len(copy)), chance.choice((1, 1, 1, 4, 60))
            match chance.randrange(5):
                case 0:
                    copy[place] = chance.randrange(256)
                case 1:
                    copy[place] ^= 1 << chance.randrange(8)
                case 2:
                    del copy[place : place + length]
                case 3:
                    copy[place:place] = copy[place : place + length]
                case _:
                    copy[place : place + length] = chance.randbytes(length)
            if not copy:
                copy = bytearray(b"x")
        found.append(bytes(copy))
    return found


def stored(path: Path) -> bytes:
    """The bytes of a workbook whose parts are not packed, so that changes reach the parser."""
    plain = path.with_name("plain.xlsx")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(plain, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name))
    return plain.read_bytes()


def survive(tmp_path: Path, count: int, seed: int) -> None:
    """Read files with random damage: a table, or one line that says why not; never anything else, never for long."""
    rows: list[list[object]] = [*PEOPLE, ["=1+1", datetime(2024, 5, 6)], ["#N/A", None]]
    packed = workbook(tmp_path / "a.xlsx", rows)
    text = 'Imię;Uwagi\r\nJan;"zażółć; ""x"""\r\n' * 9
    samples = {
        "a.xlsx": packed.read_bytes(),
        "b.xlsx": stored(packed),
        "c.xls": old_workbook(tmp_path / "c.xls", [["Żółw", 1.5]] * 9).read_bytes(),
        "d.ods": open_document(tmp_path / "d.ods", [["Żółw", "x"]] * 9).read_bytes(),
        "e.csv": text.encode(),
        "f.csv": text.encode("utf-16"),
    }
    for number, (name, content) in enumerate(samples.items()):
        for damaged in mutations(content, count, seed + number):
            (tmp_path / name).write_bytes(damaged)
            started = time.monotonic()
            try:
                with read_table(tmp_path / name) as table:
                    assert sum(1 for _ in table.rows()) == table.count
            except SolarError as error:
                assert "\n" not in error.message  # noqa: PT017
            assert time.monotonic() - started < 60


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    survive(tmp_path, count=8, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_thousands_of_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    survive(
        tmp_path, count=int(os.environ.get("SOLARTUI_SOAK", "1700")), seed=int(os.environ.get("SOLARTUI_SEED", "2"))
    )


def test_some_rows_are_found_again_by_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(f"{n};x" if n % 3 else "" for n in range(1, 1_001)), encoding="utf-8")
    with read_table(path) as table:
        assert table.at([1, 400, 401, 3, 1_000, 5_000]) == {
            1: ("1", "x"), 400: ("400", "x"), 401: ("401", "x"), 1_000: ("1000", "x"),
        }  # fmt: skip
        assert table.at([]) == {}


@pytest.mark.slow
def test_text_has_as_many_rows_as_it_has(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b"name\n" + b"a\n" * 1_048_580)
    with read_table(path) as table:
        assert table.count == 1_048_581


def test_a_sheet_of_two_bytes_a_letter_is_read_a_piece_at_a_time(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", "")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    cell = '<c t="inlineStr"><is><t>Żółć</t></is></c>'
    sheet = f'<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row>{cell}</row></sheetData></worksheet>'
    parts["xl/worksheets/sheet1.xml"] = sheet.encode("utf-16")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with read_table(path) as table:
        assert list(table.rows()) == [(1, ("Żółć",))]
