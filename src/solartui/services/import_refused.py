"""The rows that an import refused, as a workbook that says in each cell what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import NotFound, Refused
from solartui.domain.importing import moments, numbers
from solartui.domain.importing.rows import Problem
from solartui.domain.importing.values import ColumnStyle
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.import_decision import Fate
from solartui.services.import_options import ImportOptions
from solartui.services.import_reading import corrected
from solartui.services.import_report import ImportReport
from solartui.services.import_source import ImportSource

if TYPE_CHECKING:
    from solartui.adapters.workbook_writer import WriteReport


@dataclass(frozen=True, slots=True)
class Written:
    """How the columns of a sheet are written, which the few rows of another workbook no longer show.

    Attributes:
        styles: of the columns of numbers and dates, by index.
        dates: the columns of dates.
        since_1904: whether the sheet counts its days from 1904.
    """

    styles: Mapping[int, ColumnStyle]
    dates: frozenset[int]
    since_1904: bool

    def plain(self, row: list[Any]) -> None:
        """Put what can be read in two ways into words that mean the same everywhere."""
        for i, style in self.styles.items():
            if i >= len(row):
                continue
            if i in self.dates:
                row[i] = moments.unmistaken(row[i], us=style.month_first, since_1904=self.since_1904)
            else:
                row[i] = numbers.unmistaken(row[i], style.number)


def refused_rows(
    source: ImportSource, report: ImportReport, options: ImportOptions, written: Written
) -> Iterator[list[Any]]:  # fmt: skip
    """The cells of the refused rows, those that are to blame marked, and the reasons in a last one."""
    from solartui.adapters.cell_text import Marked

    places = {heading: i for i, heading in enumerate(source.guess.headings)}
    problems = _by_row(report)
    width, kept = len(places), _kept(source)
    for number, cells in corrected(source.body(), options.corrections):
        if number not in problems:
            continue
        row: list[Any] = [*(list(cells) + [None] * width)[:width]]
        written.plain(row)
        for problem in problems[number]:
            place = places.get(problem.column)
            if place is not None and not isinstance(row[place], Marked):
                row[place] = Marked(row[place], problem.reason)
        yield [*(row[i] for i in kept), "; ".join(map(_said, problems[number]))]


def write_refused_rows(
    source: ImportSource, report: ImportReport, target: Path, options: ImportOptions, written: Written
) -> WriteReport:  # fmt: skip
    """Write the refused rows to a file, in the format that its name ends in.

    Raises:
        Invalid: the name ends in none that can be written.
        Refused: the file cannot be written.
    """
    from solartui.adapters.workbook_writer import Column, format_of, write_table

    check_target(source.table.path, target)
    columns = [Column(heading, heading, width=18) for heading in headings_of(source)]
    columns[-1] = Column(columns[-1].key, columns[-1].heading, width=60)
    rows = refused_rows(source, report, options, written)
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
    return (*(source.guess.headings[i] for i in _kept(source)), tr("Problem"))


def _kept(source: ImportSource) -> list[int]:
    """The columns of the sheet that come along: not the reasons of the last time, if it has them."""
    pairs = zip(source.guess.headings, source.guess.fields, strict=True)
    return [i for i, (heading, key) in enumerate(pairs) if key is not None or heading != tr("Problem")]


def _by_row(report: ImportReport) -> Mapping[int, list[Problem]]:
    found: dict[int, list[Problem]] = {}
    for problem in report.problems:
        if report.fates.get(problem.row) is Fate.REFUSED:
            found.setdefault(problem.row, []).append(problem)
    return found


def _said(problem: Problem) -> str:
    return f"{problem.column}: {problem.reason}" if problem.column else problem.reason
