"""``solartui export``, ``contacts export`` and ``projects export``: a list as a workbook, delimited text or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import click

from solartui.cli import printing
from solartui.cli.ending import ended_in_order
from solartui.cli.grammar import Command, Option, with_call
from solartui.domain.errors import Invalid
from solartui.i18n import mark, ntr, tr

if TYPE_CHECKING:
    from solartui.adapters.workbook_writer import WriteReport
    from solartui.cli.call import Call
    from solartui.services.container import Services
    from solartui.services.exports import ExportService
    from solartui.services.record_exports import ExportOptions, RecordExports
    from solartui.services.views import ViewService

    Begun = tuple[ExportService | RecordExports, ExportOptions]

_STANDARD_OUTPUT = "-"


class Kind(NamedTuple):
    """Records that can be written out.

    Attributes:
        title: of the progress.
        exports: what writes them.
        views: where their saved views are; None where there are none.
        words: what is said in the end, for a number of records and a file.
    """

    title: str
    exports: Callable[[Services], ExportService | RecordExports]
    views: Callable[[Services], ViewService] | None
    words: Callable[[int, str], str]


_LEADS = Kind(
    mark("Leads"),
    lambda services: services.exports,
    lambda services: services.views,
    lambda count, file: ntr("{count} lead written to {file}", "{count} leads written to {file}", count, file=file),
)
_CONTACTS = Kind(
    mark("Contacts"),
    lambda services: services.contact_exports,
    None,
    lambda count, file: ntr(
        "{count} contact written to {file}", "{count} contacts written to {file}", count, file=file
    ),
)
_PROJECTS = Kind(
    mark("Projects"),
    lambda services: services.project_exports,
    lambda services: services.project_views,
    lambda count, file: ntr(
        "{count} project written to {file}", "{count} projects written to {file}", count, file=file
    ),
)


def _command(kind: Kind, help: str, columns: str) -> Command:
    """The command that writes records of a kind; `columns` tells which ones are written by themselves."""

    def export(call: Call, file: str, query: tuple[str, ...], form: str | None, **wanted: str | None) -> None:
        def begin() -> Begun:
            services = call.open()
            return kind.exports(services), _options(kind, services, " ".join(query), **wanted)

        _write_out(call, kind, file, form, begin)

    view = Option(["--view"], metavar="NAME", help=mark("The filter, order and columns of a saved view."))
    parameters: list[click.Parameter] = [
        click.Argument(["file"], metavar="FILE"),
        click.Argument(["query"], nargs=-1),
        Option(["--columns"], metavar="A,B,C", help=columns),
        *([view] if kind.views else []),
        Option(["--sort"], metavar="A,-B", help=mark("The order; with a - before a column its largest first.")),
        Option(["--format", "form"], metavar="F", help=mark("xlsx, csv or json; without it, as the file's name ends.")),
    ]
    return Command("export", free_text=True, help=help, params=parameters, callback=with_call(export))


export_leads = _command(
    _LEADS,
    mark("Write leads to FILE, .xlsx, .csv or .json. QUERY is a filter; - is standard output."),
    mark("Which columns; without it, all that an import takes back."),
)
export_contacts = _command(
    _CONTACTS,
    mark("Write contacts to FILE, .xlsx, .csv or .json. QUERY is a filter; - is standard output."),
    mark("Which columns; without it, all that an import takes back."),
)
export_projects = _command(
    _PROJECTS,
    mark("Write projects to FILE, .xlsx, .csv or .json. QUERY is a filter; - is standard output."),
    mark("Which columns; without it, all of them."),
)


def _write_out(call: Call, kind: Kind, file: str, form: str | None, begin: Callable[[], Begun]) -> None:
    """Write records to a file or to standard output, and say how many.

    Args:
        call: this run of the program.
        kind: what they are.
        file: where to.
        form: the format; None where the name of the file says it.
        begin: opens the desk, once everything else that was asked for makes sense, and says what is written by whom.
    """
    from solartui.cli.progress import Progress
    from solartui.services.exports import format_of

    to_output = file == _STANDARD_OUTPUT
    if to_output and form is None:
        raise Invalid(tr("Standard output needs a --format: xlsx, csv or json."))
    chosen = format_of(Path(file), form)
    target: Path | BinaryIO = sys.stdout.buffer if to_output else Path(file)
    exports, options = begin()
    try:
        with ended_in_order(), Progress(tr(kind.title)) as progress:
            report = exports.write(target, chosen, options, progress)
    except OSError as error:
        if not to_output or isinstance(error, BrokenPipeError):
            raise
        raise printing.unwritten(error) from error
    if to_output:
        _lost(report)
    else:
        _tell(call, file, chosen, report, kind.words(report.rows, file))


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


def _options(
    kind: Kind, services: Services, query: str, *, columns: str | None, sort: str | None, view: str | None = None
) -> ExportOptions:
    """The filter, the order and the columns that somebody asked for, beside those of a saved view."""
    from solartui.domain.column_choice import ColumnChoice
    from solartui.domain.listing import Sort
    from solartui.services.record_exports import ExportOptions

    saved = kind.views(services).get(view) if kind.views and view else None
    if saved is not None:
        query = f"{saved.query} {query}".strip()
    order = Sort.parse(sort) if sort else saved.sort if saved else None
    kept = ColumnChoice.parse(",".join(saved.columns)).keys if saved else ()
    asked = tuple(key.strip() for key in columns.split(",")) if columns else kept
    return ExportOptions(query, order, asked)
