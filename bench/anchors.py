"""What ours is measured against: the same thing with nothing of ours in it.

python -m bench.anchors bare | table | input | read FILE DATABASE | write ROWS COLUMNS FILE
"""

from __future__ import annotations

import sqlite3
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

READY = "Ready to work"
ROWS = 1000


def bare() -> App[None]:
    """A Textual application with one line of text."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(READY)

    return Bare()


def table() -> App[None]:
    """Textual's own table with a thousand rows of a width that fills the screen."""
    from textual.app import App, ComposeResult
    from textual.widgets import DataTable

    class Table(App[None]):
        BINDINGS = [("u", "update")]  # noqa: RUF012 - declared as Textual does

        def action_update(self) -> None:
            grid: DataTable[str] = self.query_one(DataTable)
            grid.update_cell_at(grid.cursor_coordinate, f"{READY} {time.perf_counter():.4f}")

        def compose(self) -> ComposeResult:
            yield DataTable(cursor_type="row")

        def on_mount(self) -> None:
            grid: DataTable[str] = self.query_one(DataTable)
            grid.add_columns("Name", "Stage", "Type", "Contact", "City", "Follow-up")
            grid.add_rows(
                (
                    f"{READY} {n:04}",
                    "Open",
                    "Residential",
                    f"Jan Kowalski {n % 97}",
                    "Kraków",
                    f"2026-03-{n % 28 + 1:02}",
                )
                for n in range(ROWS)
            )

    return Table()


def field() -> App[None]:
    """One input field and a line that says when it is there."""
    from textual.app import App, ComposeResult
    from textual.widgets import Input, Static

    class Field(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(READY)
            yield Input()

    return Field()


def read(workbook: str, database: str, filled: str) -> None:
    """Read a workbook with calamine, and put into the tables of an empty desk what an import has put into another."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert len(rows) > 1
    connection, other = sqlite3.connect(database), sqlite3.connect(filled)
    with connection:
        for table in ("contact", "contact_email", "contact_phone", "lead", "activity", "lead_search"):
            columns = "rowid, text" if table == "lead_search" else "*"
            found = other.execute(f"select {columns} from {table}")
            marks = ", ".join("?" * len(found.description))
            names = ", ".join(column[0] for column in found.description)
            connection.executemany(f"insert or ignore into {table} ({names}) values ({marks})", found)
    connection.close()


def write(rows: int, columns: int, path: str) -> None:
    """Write rows to a workbook with openpyxl; prints the seconds that it took."""
    from openpyxl import Workbook

    start = time.perf_counter()
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Leads")
    for number in range(rows):
        sheet.append([f"value {number} {column}" for column in range(columns)])
    book.save(path)
    print(time.perf_counter() - start)


def main(name: str, *arguments: str) -> None:
    """Run one anchor."""
    match name:
        case "bare" | "table" | "input":
            {"bare": bare, "table": table, "input": field}[name]().run()
        case "read":
            read(*arguments)
        case "write":
            write(int(arguments[0]), int(arguments[1]), arguments[2])


if __name__ == "__main__":
    main(*sys.argv[1:])
