"""Import and export of whole workbooks, against a reader and a writer that check nothing."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.harness import ANCHOR, FOLDER, PROGRAM, Options, Result, desk, peak, run

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEED_GOAL = 0.8
# Commands that only look at a desk do not begin one.
_BEGIN = "import sys; from solartui.bootstrap import open_services; open_services(sys.argv[1]).close()"
HEADINGS = (
    "Name", "Contact", "E-mail", "Phone", "Street", "Postcode", "City", "Country", "Type", "Grid connection",
    "Monthly kWh",
)  # fmt: skip
CITIES = (("Kraków", "30-001"), ("Łódź", "90-001"), ("Gdańsk", "80-001"), ("Wrocław", "50-001"), ("Poznań", "60-001"))


def workbook(rows: int) -> Path:
    """A fair's spreadsheet of so many new people; made once and kept below build/."""
    from openpyxl import Workbook

    path = FOLDER / f"fair-{rows}.xlsx"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    chance = random.Random(1)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Leads")
    sheet.append(HEADINGS)
    for number in range(rows):
        city, postcode = chance.choice(CITIES)
        person = f"Jan Nowak {number}"
        phone = f"+48 6{number % 100_000_000:08}"
        kind, grid = chance.choice(("Residential", "Commercial")), chance.choice(("On-Grid", "Off-Grid"))
        contact = (person, f"jan.nowak.{number}@example.com", phone)
        address = (f"Słoneczna {number % 200 + 1}", postcode, city, "PL")
        sheet.append((f"{person} – {city}", *contact, *address, kind, grid, chance.randrange(100, 900)))
    book.save(path)
    return path


def imports(rows: int) -> Iterator[Result]:
    """Our import of a workbook into an empty desk, against the bare reader and the bare inserts of the same rows."""
    source = workbook(rows)
    with tempfile.TemporaryDirectory() as folder:
        database, bare = (str(Path(folder) / name) for name in ("ours.db", "bare.db"))
        for path in (database, bare):
            run([sys.executable, "-c", _BEGIN, path])
        seconds, memory = peak([*PROGRAM, "import", str(source), "--db", database, "--json"])
        bare_seconds, bare_memory = peak([*ANCHOR, "read", str(source), bare, database])
    what = f"import of {rows:,} rows"
    yield Result(what, seconds, bare_seconds, "s", SPEED_GOAL, at_least=True)
    yield Result(f"{what}: largest memory", memory, bare_memory, "MB", None)


def exports(leads: int) -> Iterator[Result]:
    """Our export of a whole desk, against the bare writer of as many cells."""
    from python_calamine import CalamineWorkbook

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ours.xlsx"
        seconds, memory = peak([*PROGRAM, "export", str(path), "--db", str(desk(leads))])
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        size = (str(sheet.height - 1), str(sheet.width), str(Path(folder) / "bare.xlsx"))
        bare_seconds, bare_memory = peak([*ANCHOR, "write", *size])
    what = f"export of {int(size[0]):,} leads"
    yield Result(what, seconds, bare_seconds, "s", SPEED_GOAL, at_least=True)
    yield Result(f"{what}: largest memory", memory, bare_memory, "MB", None)


def measure(options: Options) -> Iterator[Result]:
    """Import and export, once each: they are long enough to be steady."""
    yield from imports(options.rows)
    for leads in options.leads:
        yield from exports(leads)
