"""The rows that an import refused, as a workbook that says in each cell what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import NotFound, Refused
from solartui.domain.importing.rows import Problem
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.import_decision import Fate
from solartui.services.import_options import ImportOptions
from solartui.services.import_reading import corrected
from solartui.services.import_report import ImportReport
from solartui.services.import_source import ImportSource

if TYPE_CHECKING:
    from solartui.adapters.workbook_writer import WriteReport


def refused_rows(source: ImportSource, report: ImportReport, options: ImportOptions) -> Iterator[list[Any]]:
    """The cells of the refused rows, those that are to blame marked, and the reasons in a last one."""
    from solartui.adapters.cell_text import Marked

    places = {heading: i for i, heading in enumerate(source.guess.headings)}
    problems = _by_row(report)
    width = len(places)
    for number, cells in corrected(source.body(), options.corrections):
        if number not in problems:
            continue
        row: list[Any] = [*(list(cells) + [None] * width)[:width]]
        for problem in problems[number]:
            place = places.get(problem.column)
            if place is not None and not isinstance(row[place], Marked):
                row[place] = Marked(row[place], problem.reason)
        yield [*row, "; ".join(map(_said, problems[number]))]


def write_refused_rows(
    source: ImportSource, report: ImportReport, target: Path, options: ImportOptions
) -> WriteReport:  # fmt: skip
    """Write the refused rows to a file, in the format that its name ends in.

    Raises:
        Invalid: the name ends in none that can be written.
        Refused: the file cannot be written.
    """
    from solartui.adapters.workbook_writer import Column, format_of, write_table

    check_target(source.table.path, target)
    columns = [Column(str(place), heading, width=18) for place, heading in enumerate(headings_of(source))]
    columns[-1] = Column("problem", columns[-1].heading, width=60)
    rows = refused_rows(source, report, options)
    return write_table(target, format_of(target), columns, rows, title=tr("Refused"))


def check_target(file: Path, target: Path) -> None:
    """Go on only if refused rows of a file can go to another one.

    Raises:
        Invalid: its name ends in no format that can be written.
        NotFound: its folder is not there.
        Refused: it is the file that is brought in: it would be gone with all rows that were not refused.
    """
    from solartui.adapters.workbook_writer import format_of

    format_of(target)
    shown = clean(str(target))
    if not target.absolute().parent.is_dir():
        raise NotFound(tr("{path} cannot be written: there is no such folder.", path=shown))
    if target.is_dir():
        raise Refused(tr("{path} is a folder: name a file in it.", path=shown))
    if target.exists() and file.exists() and target.samefile(file):
        raise Refused(tr("{path} is the file that is brought in: name another one for its refused rows.", path=shown))


def headings_of(source: ImportSource) -> tuple[str, ...]:
    """The headings of the workbook of refused rows."""
    return (*source.guess.headings, tr("Problem"))


def _by_row(report: ImportReport) -> Mapping[int, list[Problem]]:
    found: dict[int, list[Problem]] = {}
    for problem in report.problems:
        if report.fates.get(problem.row) is Fate.REFUSED:
            found.setdefault(problem.row, []).append(problem)
    return found


def _said(problem: Problem) -> str:
    return f"{problem.column}: {problem.reason}" if problem.column else problem.reason
