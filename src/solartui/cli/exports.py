"""``solartui export``: leads as a workbook, as delimited text or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
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
    from solartui.domain.listing import Sort
    from solartui.domain.views import SavedView

    Write = Callable[[Path | BinaryIO, str, Callable[[int], None]], WriteReport]

_STANDARD_OUTPUT = "-"


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
@argument("file", metavar="FILE")
@argument("query", nargs=-1)
@option("--columns", metavar="A,B,C", help=mark("Which columns; without it, all that an import takes back."))
@option("--view", metavar="NAME", help=mark("The filter, order and columns of a saved view."))
@option("--sort", metavar="A,-B", help=mark("The order; with a - before a column its largest first."))
@option("--format", "form", metavar="F", help=mark("xlsx, csv or json; without it, as the file's name ends."))
@with_call
def export(
    call: Call,
    file: str,
    query: tuple[str, ...],
    *,
    columns: str | None,
    view: str | None,
    sort: str | None,
    form: str | None,
) -> None:
    """Write an export."""
    from solartui.services.exports import ExportOptions

    def begin() -> Write:
        services = call.open()
        saved = services.views.get(view) if view else None
        options = ExportOptions(*listed(saved, " ".join(query), columns, sort))
        return lambda target, chosen, progress: services.exports.write(target, chosen, options, progress)

    def words(count: int) -> str:
        return ntr("{count} lead written to {file}", "{count} leads written to {file}", count, file=file)

    write_out(call, Wanted(file, form, tr("Leads"), words), begin)


def write_out(call: Call, wanted: Wanted, begin: Callable[[], Write]) -> None:
    """Write records to a file or to standard output, and say how many.

    Args:
        call: this run of the program.
        wanted: where to, how, and the words for it.
        begin: opens the desk, once everything else that was asked for makes sense.
    """
    from solartui.cli.progress import Progress
    from solartui.services.exports import format_of

    to_output = wanted.file == _STANDARD_OUTPUT
    if to_output and wanted.form is None:
        raise Invalid(tr("Standard output needs a --format: xlsx, csv or json."))
    chosen = format_of(Path(wanted.file), wanted.form)
    target: Path | BinaryIO = sys.stdout.buffer if to_output else Path(wanted.file)
    write = begin()
    try:
        with Progress(wanted.title) as progress:
            report = write(target, chosen, progress)
    except OSError as error:
        if not to_output or isinstance(error, BrokenPipeError):
            raise
        raise printing.unwritten(error) from error
    if to_output:
        _lost(report)
    else:
        told(call, wanted.file, chosen, report, wanted.words(report.rows))


def told(call: Call, file: str, form: str, report: WriteReport, words: str) -> None:
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


def listed(
    saved: SavedView | None, query: str, columns: str | None, sort: str | None
) -> tuple[str, Sort, tuple[str, ...]]:
    """The filter, the order and the columns that somebody asked for, beside those of a saved view."""
    from solartui.domain.column_choice import ColumnChoice
    from solartui.domain.listing import NEWEST_FIRST, Sort

    if saved is not None:
        query = f"{saved.query} {query}".strip()
    order = Sort.parse(sort) if sort else saved.sort if saved else NEWEST_FIRST
    kept = ColumnChoice.parse(",".join(saved.columns)).keys if saved else ()
    return query, order, names_in(columns) or kept


def names_in(columns: str | None) -> tuple[str, ...]:
    """The columns that are asked for; none where nobody asks."""
    return tuple(key.strip() for key in columns.split(",")) if columns else ()
