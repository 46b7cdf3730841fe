"""Sheets for tests of the import: made in memory where the reader of files is not what matters."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import date, time
from itertools import count, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solartui.adapters.workbook_reader import Table
from solartui.domain.importing.policies import OnDuplicate
from solartui.services.import_options import ImportOptions
from solartui.services.import_report import ImportReport
from solartui.services.import_source import ImportSource

if TYPE_CHECKING:
    import pytest

    from solartui.services.container import Services
    from solartui.services.result import Changed

Row = Sequence[object]
LINK = ImportOptions()
UPDATE = ImportOptions(OnDuplicate.UPDATE)
SKIP = ImportOptions(OnDuplicate.SKIP)
COUNTED = ("rows", "new", "updated", "linked", "unchanged", "skipped", "refused")


def hold(patch: pytest.MonkeyPatch, *, everything: bool) -> None:
    """Let an import hold all that it writes until the commit, or nothing behind the first rows."""
    figures = repeat(0) if everything else count(0, 1 << 40)
    patch.setattr("solartui.services.imports.taken", lambda: next(figures))


def _coded(cell: object) -> object:
    if isinstance(cell, date | time):
        return {"time" if isinstance(cell, time) else "date": cell.isoformat()}
    return str(cell)


def table(*rows: Row, name: str = "fair.xlsx") -> Table:
    """A table as the reader leaves it; blank rows are left out and keep their number."""
    filled = [(number, list(row)) for number, row in enumerate(rows, 1) if any(cell is not None for cell in row)]
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - the table closes it
    spool.writelines(json.dumps(row, default=_coded).encode() + b"\n" for row in filled)
    spool.flush()
    return Table(Path(name), "Leady", ("Leady",), len(filled), spool, 0)


def source(services: Services, headings: str, *rows: Row) -> ImportSource:
    """A sheet with headings that are parted by semicolons."""
    return services.imports.understand(table(headings.split(";"), *rows))


def plan(services: Services, headings: str, *rows: Row, options: ImportOptions = LINK) -> ImportReport:
    """What an import of these rows would do."""
    return services.imports.plan(source(services, headings, *rows), options)


def bring(services: Services, headings: str, *rows: Row, options: ImportOptions = LINK) -> ImportReport:
    """Plan an import, do it, and make sure that both decided alike."""
    sheet = source(services, headings, *rows)
    before = services.imports.plan(sheet, options)
    done = services.imports.apply(sheet, options).value
    assert without_kind(before) == without_kind(done)
    return done


def bring_again(services: Services, headings: str, *rows: Row, options: ImportOptions = LINK) -> None:
    """A second import of the same rows changes nothing."""
    sheet = source(services, headings, *rows)
    again: Changed[ImportReport] = services.imports.apply(sheet, options)
    assert (again.value.new, again.value.updated) == (0, 0), again.value
    assert (again.change_id, again.topics) == (None, frozenset())


def without_kind(report: ImportReport) -> dict[str, Any]:
    """A report without what tells a plan from its execution."""
    return {key: value for key, value in report.as_dict().items() if key not in {"dry_run", "batch"}}


def counts(report: ImportReport) -> dict[str, int]:
    """The counts of a report that are not zero."""
    assert report.rows == report.new + report.updated + report.unchanged + report.skipped + report.refused
    return {key: getattr(report, key) for key in COUNTED if getattr(report, key)}


def reasons(report: ImportReport) -> list[tuple[int, str, str]]:
    """Row, column and reason of each problem."""
    return [(problem.row, problem.column, problem.reason) for problem in report.problems]


def leads(services: Services) -> list[dict[str, Any]]:
    """All leads as documents, the oldest first."""
    ids = sorted(services.leads.open_list("archived:any").ids())
    return list(services.leads.documents(ids))


def dump(services: Services, *, stamps: bool = True) -> str:
    """Everything that people entered, as text, without its history.

    Args:
        services: whose desk it is.
        stamps: whether versions and times of change count, which go on through an undo.
    """
    tables = ("contact", "contact_email", "contact_phone", "lead", "note", "lead_search")
    found = {}
    with services.store.reading() as connection:
        for name in tables:
            cursor = connection.execute(f"SELECT rowid AS number, * FROM {name} ORDER BY rowid")
            names = [part[0] for part in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            left_out = set() if stamps else {"version", "updated_at"}
            found[name] = [{key: value for key, value in row.items() if key not in left_out} for row in rows]
    return json.dumps(found, ensure_ascii=False, indent=0)
