"""``contacts export`` and ``projects export``: a list as a workbook, as delimited text or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

import click

from solartui.cli import printing
from solartui.cli.exports import told
from solartui.cli.grammar import Command, argument, option, with_call
from solartui.domain.errors import Invalid
from solartui.i18n import mark, ntr, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from solartui.adapters.workbook_writer import WriteReport
    from solartui.cli.call import Call
    from solartui.domain.listing import Sort

_STANDARD_OUTPUT = "-"


class Exports(Protocol):
    """A service that writes records of one kind."""

    def write(
        self, target: Path | BinaryIO, form: str, text: str, sort: Sort, *, progress: Callable[[int], None] | None
    ) -> WriteReport:
        """Write those that a filter lets through."""


class Wanted(NamedTuple):
    """What somebody asked for on the command line."""

    file: str
    form: str | None
    text: str
    sort: str


@click.command(
    "export",
    cls=Command,
    free_text=True,
    help=mark("Write contacts to FILE, .xlsx, .csv or .json. TEXT is a filter; - is standard output."),
)
@argument("file", metavar="FILE")
@argument("text", nargs=-1)
@option("--sort", metavar="A,-B", help=mark("The order; with a - before a column its largest first."))
@option("--format", "form", metavar="F", help=mark("xlsx, csv or json; without it, as the file's name ends."))
@with_call
def export(call: Call, file: str, text: tuple[str, ...], *, sort: str | None, form: str | None) -> None:
    """Write an export of contacts."""
    services = call.open()

    def words(count: int) -> str:
        return ntr("{count} contact written to {file}", "{count} contacts written to {file}", count, file=file)

    _write(call, Wanted(file, form, " ".join(text), sort or "name"), tr("Contacts"), services.contact_exports, words)


@click.command(
    "export",
    cls=Command,
    free_text=True,
    help=mark("Write projects to FILE, .xlsx, .csv or .json. QUERY is a filter; - is standard output."),
)
@argument("file", metavar="FILE")
@argument("query", nargs=-1)
@option("--sort", metavar="A,-B", help=mark("The order; with a - before a column its largest first."))
@option("--format", "form", metavar="F", help=mark("xlsx, csv or json; without it, as the file's name ends."))
@with_call
def export_projects(call: Call, file: str, query: tuple[str, ...], *, sort: str | None, form: str | None) -> None:
    """Write an export of projects."""
    services = call.open()

    def words(count: int) -> str:
        return ntr("{count} project written to {file}", "{count} projects written to {file}", count, file=file)

    wanted = Wanted(file, form, " ".join(query), sort or "-created_at")
    _write(call, wanted, tr("Projects"), services.project_exports, words)


def _write(call: Call, wanted: Wanted, title: str, exports: Exports, words: Callable[[int], str]) -> None:
    from solartui.cli.progress import Progress
    from solartui.domain.listing import Sort
    from solartui.services.exports import format_of

    to_output = wanted.file == _STANDARD_OUTPUT
    if to_output and wanted.form is None:
        raise Invalid(tr("Standard output needs a --format: xlsx, csv or json."))
    chosen = format_of(Path(wanted.file), wanted.form)
    target: Path | BinaryIO = sys.stdout.buffer if to_output else Path(wanted.file)
    try:
        with Progress(title) as progress:
            report = exports.write(target, chosen, wanted.text, Sort.parse(wanted.sort), progress=progress)
    except OSError as error:
        if not to_output or isinstance(error, BrokenPipeError):
            raise
        raise printing.unwritten(error) from error
    if not to_output:
        told(call, wanted.file, chosen, report, words(report.rows))
