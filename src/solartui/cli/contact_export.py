"""``contacts export`` and ``projects export``: a list as a workbook, as delimited text or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from solartui.cli.exports import Wanted, write_out
from solartui.cli.grammar import Command, argument, option, with_call
from solartui.i18n import mark, ntr, tr

if TYPE_CHECKING:
    from solartui.cli.call import Call
    from solartui.cli.exports import Write


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
    from solartui.domain.listing import Sort

    def begin() -> Write:
        exports, order = call.open().contact_exports, Sort.parse(sort or "name")
        return lambda target, chosen, progress: exports.write(target, chosen, " ".join(text), order, progress=progress)

    def words(count: int) -> str:
        return ntr("{count} contact written to {file}", "{count} contacts written to {file}", count, file=file)

    write_out(call, Wanted(file, form, tr("Contacts"), words), begin)


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
    from solartui.domain.listing import Sort

    def begin() -> Write:
        exports, order = call.open().project_exports, Sort.parse(sort or "-created_at")
        return lambda target, chosen, progress: exports.write(target, chosen, " ".join(query), order, progress=progress)

    def words(count: int) -> str:
        return ntr("{count} project written to {file}", "{count} projects written to {file}", count, file=file)

    write_out(call, Wanted(file, form, tr("Projects"), words), begin)
