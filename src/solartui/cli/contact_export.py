"""``solartui contacts export``: contacts as a workbook, as delimited text or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from solartui.cli import printing
from solartui.cli.exports import told
from solartui.cli.grammar import Command, argument, option, with_call
from solartui.domain.errors import Invalid
from solartui.i18n import mark, ntr, tr

if TYPE_CHECKING:
    from solartui.cli.call import Call

_STANDARD_OUTPUT = "-"


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
    from solartui.cli.progress import Progress
    from solartui.domain.listing import Sort
    from solartui.services.exports import format_of

    to_output = file == _STANDARD_OUTPUT
    if to_output and form is None:
        raise Invalid(tr("Standard output needs a --format: xlsx, csv or json."))
    chosen = format_of(Path(file), form)
    services = call.open()
    target: Path | BinaryIO = sys.stdout.buffer if to_output else Path(file)
    try:
        with Progress(tr("Contacts")) as progress:
            report = services.contact_exports.write(
                target, chosen, " ".join(text), Sort.parse(sort or "name"), progress=progress
            )
    except OSError as error:
        if not to_output or isinstance(error, BrokenPipeError):
            raise
        raise printing.unwritten(error) from error
    if not to_output:
        words = ntr("{count} contact written to {file}", "{count} contacts written to {file}", report.rows, file=file)
        told(call, file, chosen, report, words)
