"""Cells with errors in workbooks that are no XML: .xls and .xlsb."""

from __future__ import annotations

import random
import struct
from typing import TYPE_CHECKING

import pytest

from solartui.adapters import binary_faults
from solartui.adapters.binary_faults import faults_of_binary, faults_of_old, is_locked
from solartui.adapters.workbook_sheets import without_zeros
from solartui.domain.errors import Refused
from tests.adapters.workbook_files import Fault, binary_workbook, compound_file, old_workbook, read_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.feature("B-68")

ROWS: list[list[str | float | Fault]] = [
    ["Klient", "Miasto", "Zużycie"],
    ["Jan Kot", Fault(0x2A), 350.5],
    ["Ewa Lis", "Gdów", Fault(0x07, formula=True)],
]
FAULTS = {2: {1: "#N/A"}, 3: {2: "#DIV/0!"}}
KINDS = pytest.mark.parametrize(("make", "find"), [(old_workbook, faults_of_old), (binary_workbook, faults_of_binary)])


@KINDS
def test_errors_are_found_and_read(
    tmp_path: Path, make: Callable[..., Path], find: Callable[[Path, int], object]
) -> None:
    path = make(tmp_path / "a.bin", ROWS)
    assert find(path, 0) == FAULTS
    with read_table(path) as table:
        assert [cells for _, cells in table.rows()] == [
            ("Klient", "Miasto", "Zużycie"), ("Jan Kot", "#N/A", 350.5), ("Ewa Lis", "Gdów", "#DIV/0!")
        ]  # fmt: skip


@KINDS
def test_a_good_sheet_has_none(tmp_path: Path, make: Callable[..., Path], find: Callable[[Path, int], object]) -> None:
    path = make(tmp_path / "a.bin", [["Klient", "Miasto"], ["Jan Kot", 1.5]])
    assert find(path, 0) == {}
    assert find(path, 7) == {}
    with read_table(path) as table:
        assert [cells for _, cells in table.rows()] == [("Klient", "Miasto"), ("Jan Kot", 1.5)]


def test_formulas_whose_result_is_yes_or_no(tmp_path: Path) -> None:
    cells = [Fault(1, formula=True, kind=1), Fault(0, formula=True, kind=1), Fault(0, formula=True, kind=3)]
    with read_table(old_workbook(tmp_path / "a.xls", [["a", "b", "c", "d"], ["x", *cells]])) as table:
        assert [row for _, row in table.rows()][1] == ("x", "TRUE", "FALSE")


def test_formulas_of_a_program_that_cannot_count_are_told(tmp_path: Path) -> None:
    blank = Fault(0, formula=True, kind=3)
    with read_table(old_workbook(tmp_path / "a.xls", [["a", "b"], ["x", blank], [blank]])) as table:
        assert [row for _, row in table.rows()][1:] == [("x", "#FORMULA?"), ("#FORMULA?",)]
    # Where others have a result, it is what the formula says.
    path = old_workbook(tmp_path / "b.xls", [["a", "b"], ["x", blank], [Fault(1, formula=True, kind=1)]])
    assert faults_of_old(path, 0) == {3: {0: "TRUE"}}


def test_zeros_between_letters_are_left_out() -> None:
    assert list(without_zeros([(3, ["J\0a\0n\0", 1.5, None, "Kot"])])) == [(3, ["Jan", 1.5, None, "Kot"])]


def test_a_small_workbook_stands_among_small_streams(tmp_path: Path) -> None:
    """Programs other than Excel do not fill up what is less than 4,096 bytes."""
    path = old_workbook(tmp_path / "a.xls", ROWS)
    content = bytearray(path.read_bytes())
    stream = binary_faults._workbook(path)
    # The stream becomes that of the root, whose only small stream has all its sectors in their order.
    root, entry = 1024, 1024 + 128
    content[root + 116 : root + 124] = content[entry + 116 : entry + 124]
    content[entry + 116 : entry + 124] = struct.pack("<II", 0, len(stream.rstrip(b"\0")))
    table = len(content) // 512 - 1
    content[0x3C:0x44] = struct.pack("<II", table, 1)
    content[512 + 4 * table : 516 + 4 * table] = struct.pack("<I", 0xFFFFFFFE)
    content += struct.pack("<128I", *range(1, 129))
    path.write_bytes(content)
    assert faults_of_old(path, 0) == FAULTS


def test_a_locked_workbook_is_called_so(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "a.xls", ROWS, locked=True)
    assert is_locked(path)
    assert not is_locked(old_workbook(tmp_path / "b.xls", ROWS))
    with pytest.raises(Refused, match="locked by a password"):
        read_table(path)


@pytest.mark.parametrize("content", [b"", b"x" * 600, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600])
def test_what_is_no_workbook_has_no_errors(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    assert (faults_of_old(path, 0), faults_of_binary(path, 0), is_locked(path)) == ({}, {}, False)
    assert faults_of_old(compound_file(path, "Workbook", b"\x05\x02\x08\x00" * 2000), 0) == {}


def test_damaged_files_end(tmp_path: Path) -> None:
    dice = random.Random(7)
    for make, find in ((old_workbook, faults_of_old), (binary_workbook, faults_of_binary)):
        good = make(tmp_path / "a.bin", ROWS).read_bytes()
        for _ in range(150):
            content = bytearray(good)
            for _ in range(dice.randint(1, 8)):
                content[dice.randrange(len(content))] = dice.choice((0, 1, 0x7F, 0xFE, 0xFF, dice.randrange(256)))
            path = tmp_path / "b.bin"
            path.write_bytes(content[: dice.randint(100, len(content))] if dice.random() < 0.2 else content)
            find(path, 0)
            is_locked(path)
