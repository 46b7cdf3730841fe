"""``solartui export``, ``contacts export`` and ``projects export``: a list as a workbook, delimited text or JSON."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import click

from solartui.cli import printing
from solartui.cli.grammar import Command, argument, option, with_call
from solartui.domain.errors import Invalid
from solartui.i18n import mark, ntr, tr

if TYPE_CHECKING:
    from solartui.adapters.workbook_writer import WriteReport
    from solartui.cli.call import Call
    from solartui.domain.views import SavedView
    from solartui.services.exports import ExportService
    from solartui.services.record_exports import ExportOptions, RecordExports

    Begun = tuple[ExportService | RecordExports, ExportOptions]

_STANDARD_OUTPUT = "-"
_file = argument("file", metavar="FILE")
_query = argument("query", nargs=-1)
_columns = option("--columns", metavar="A,B,C", help=mark("Which columns; without it, all that an import takes back."))
_view = option("--view", metavar="NAME", help=mark("The filter, order and columns of a saved view."))
_sort = option("--sort", metavar="A,-B", help=mark("The order; with a - before a column its largest first."))
_format = option("--format", "form", metavar="F", help=mark("xlsx, csv or json; without it, as the file's name ends."))


class Wanted(NamedTuple):
    """What somebody asked for on the command line.

    Attributes:
        file: where to.
        form: the format; None where the name of the file says it.
        title: of the progress.
        words: what is said in the end, for a number of records.
    """

    file: str
    form: str | None
    title: str
    words: Callable[[int], str]


@click.command(
    "export",
    cls=Command,
    free_text=True,
    help=mark("Write leads to FILE, .xlsx, .csv or .json. QUERY is a filter; - is standard output."),
)
@_file
@_query
@_columns
@_view
@_sort
@_format
@with_call
def export_leads(
    call: Call,
    file: str,
    query: tuple[str, ...],
    *,
    columns: str | None,
    view: str | None,
    sort: str | None,
    form: str | None,
) -> None:
    """Write an export of leads."""

    def begin() -> Begun:
        services = call.open()
        saved = services.views.get(view) if view else None
        return services.exports, _options(saved, " ".join(query), columns, sort)

    def words(count: int) -> str:
        return ntr("{count} lead written to {file}", "{count} leads written to {file}", count, file=file)

    _write_out(call, Wanted(file, form, tr("Leads"), words), begin)


@click.command(
    "export",
    cls=Command,
    free_text=True,
    help=mark("Write contacts to FILE, .xlsx, .csv or .json. TEXT is a filter; - is standard output."),
)
@_file
@argument("text", nargs=-1)
@_columns
@_sort
@_format
@with_call
def export_contacts(
    call: Call, file: str, text: tuple[str, ...], *, columns: str | None, sort: str | None, form: str | None
) -> None:
    """Write an export of contacts."""

    def begin() -> Begun:
        return call.open().contact_exports, _options(None, " ".join(text), columns, sort)

    def words(count: int) -> str:
        return ntr("{count} contact written to {file}", "{count} contacts written to {file}", count, file=file)

    _write_out(call, Wanted(file, form, tr("Contacts"), words), begin)


@click.command(
    "export",
    cls=Command,
    free_text=True,
    help=mark("Write projects to FILE, .xlsx, .csv or .json. QUERY is a filter; - is standard output."),
)
@_file
@_query
@option("--columns", metavar="A,B,C", help=mark("Which columns; without it, all of them."))
@_view
@_sort
@_format
@with_call
def export_projects(
    call: Call,
    file: str,
    query: tuple[str, ...],
    *,
    columns: str | None,
    view: str | None,
    sort: str | None,
    form: str | None,
) -> None:
    """Write an export of projects."""

    def begin() -> Begun:
        services = call.open()
        saved = services.project_views.get(view) if view else None
        return services.project_exports, _options(saved, " ".join(query), columns, sort)

    def words(count: int) -> str:
        return ntr("{count} project written to {file}", "{count} projects written to {file}", count, file=file)

    _write_out(call, Wanted(file, form, tr("Projects"), words), begin)


def _write_out(call: Call, wanted: Wanted, begin: Callable[[], Begun]) -> None:
    """Write records to a file or to standard output, and say how many.

    Args:
        call: this run of the program.
        wanted: where to, how, and the words for it.
        begin: opens the desk, once everything else that was asked for makes sense, and says what is written by whom.
    """
    from solartui.cli.progress import Progress
    from solartui.services.exports import format_of

    to_output = wanted.file == _STANDARD_OUTPUT
    if to_output and wanted.form is None:
        raise Invalid(tr("Standard output needs a --format: xlsx, csv or json."))
    chosen = format_of(Path(wanted.file), wanted.form)
    target: Path | BinaryIO = sys.stdout.buffer if to_output else Path(wanted.file)
    exports, options = begin()
    try:
        with _ended_in_order(), Progress(wanted.title) as progress:
            report = exports.write(target, chosen, options, progress)
    except OSError as error:
        if not to_output or isinstance(error, BrokenPipeError):
            raise
        raise printing.unwritten(error) from error
    if to_output:
        _lost(report)
    else:
        _tell(call, wanted.file, chosen, report, wanted.words(report.rows))


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """A hang-up or SIGTERM ends the program as ctrl+c does: nothing of half a file stays behind."""

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    numbers = [one for one in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(one) is signal.SIG_DFL]
    for number in numbers:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


def _tell(call: Call, file: str, form: str, report: WriteReport, words: str) -> None:
    """Say what was written, and what no cell could hold."""
    if call.as_json:
        counts = {"rows": report.rows, "sheets": report.sheets}
        lost = {"cut_cells": report.cut_cells, "dropped_characters": report.dropped_characters}
        printing.print_json({"file": file, "format": form, **counts, **lost})
        return
    printing.say(words)
    _lost(report)


def _lost(report: WriteReport) -> None:
    """Say what no cell could hold."""
    if report.cut_cells:
        cut, count = "{count} text was longer than a cell can hold and was cut", report.cut_cells
        printing.warn(ntr(cut, "{count} texts were longer than a cell can hold and were cut", count))
    if report.dropped_characters:
        lost_signs = report.dropped_characters
        printing.warn(
            ntr("{count} character was left out: no spreadsheet can hold it",
                "{count} characters were left out: no spreadsheet can hold them", lost_signs)
        )  # fmt: skip


def _options(saved: SavedView | None, query: str, columns: str | None, sort: str | None) -> ExportOptions:
    """The filter, the order and the columns that somebody asked for, beside those of a saved view."""
    from solartui.domain.column_choice import ColumnChoice
    from solartui.domain.listing import Sort
    from solartui.services.record_exports import ExportOptions

    if saved is not None:
        query = f"{saved.query} {query}".strip()
    order = Sort.parse(sort) if sort else saved.sort if saved else None
    kept = ColumnChoice.parse(",".join(saved.columns)).keys if saved else ()
    asked = tuple(key.strip() for key in columns.split(",")) if columns else kept
    return ExportOptions(query, order, asked)
