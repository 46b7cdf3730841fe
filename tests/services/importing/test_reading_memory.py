"""A sheet ten times as long is read in the same memory, by the child and by the program itself."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from tests.adapters.workbook_files import read_table

if TYPE_CHECKING:
    from pathlib import Path

SHORT, LONG = 2_000, 20_000
# A larger parent would hide what the child needs: a process inherits the peak of the one that started it.
MEASURED = """
import os, resource, subprocess, sys
held, _ = os.pipe()
subprocess.run([sys.executable, "-m", "solartui.adapters.workbook_child", *sys.argv[1:]], stdin=held,
               stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.fixture
def sheets(folder: Path) -> tuple[Path, Path]:
    """A short sheet and a long one."""
    made = []
    for rows in (SHORT, LONG):
        path = folder / f"{rows}.csv"
        lines = [f"Osoba {n};osoba{n}@x.example;{600_000_000 + n};Długa {n};Łódź;dach płaski" for n in range(rows)]
        path.write_text("\n".join(["Klient;E-mail;Telefon;Ulica;Miasto;Uwagi", *lines]), encoding="utf-8")
        made.append(path)
    return made[0], made[1]


def test_the_child_that_reads_needs_no_more_for_more_rows(sheets: tuple[Path, Path]) -> None:
    def peak(path: Path) -> int:
        command = [sys.executable, "-c", MEASURED, str(path), "512", "60", "-", "whole"]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
        )
        return int(done.stdout)

    # Ten times as many rows, if they were held, would need several times as much.
    short, long = map(peak, sheets)
    assert long < short * 1.6


def test_the_program_holds_none_of_the_rows(sheets: tuple[Path, Path]) -> None:
    def peak(path: Path, rows: int) -> int:
        with read_table(path) as table:
            assert table.count == rows + 1
            tracemalloc.start()
            assert sum(1 for _ in table.rows()) == rows + 1
            used = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return used

    # It reads by the megabyte, of which the short sheet does not fill one.
    assert peak(sheets[1], LONG) < 4 * peak(sheets[0], SHORT)
