"""``contacts export`` and ``projects export``: a list as a workbook, as delimited text or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from solartui.cli.exports import Wanted, listed, names_in, write_out
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
@option("--columns", metavar="A,B,C", help=mark("Which columns; without it, all that an import takes back."))
@option("--sort", metavar="A,-B", help=mark("The order; with a - before a column its largest first."))
@option("--format", "form", metavar="F", help=mark("xlsx, csv or json; without it, as the file's name ends."))
@with_call
def export(
    call: Call, file: str, text: tuple[str, ...], *, columns: str | None, sort: str | None, form: str | None
) -> None:
    """Write an export of contacts."""
    from solartui.domain.listing import Sort

    def begin() -> Write:
        exports, order, shown = call.open().contact_exports, Sort.parse(sort or "name"), names_in(columns)
        return lambda target, chosen, progress: exports.write(
            target, chosen, " ".join(text), order, progress=progress, columns=shown
        )

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
@option("--columns", metavar="A,B,C", help=mark("Which columns; without it, all of them."))
@option("--view", metavar="NAME", help=mark("The filter, order and columns of a saved view."))
@option("--sort", metavar="A,-B", help=mark("The order; with a - before a column its largest first."))
@option("--format", "form", metavar="F", help=mark("xlsx, csv or json; without it, as the file's name ends."))
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

    def begin() -> Write:
        services = call.open()
        saved = services.project_views.get(view) if view else None
        text, order, shown = listed(saved, " ".join(query), columns, sort)
        return lambda target, chosen, progress: services.project_exports.write(
            target, chosen, text, order, progress=progress, columns=shown
        )

    def words(count: int) -> str:
        return ntr("{count} project written to {file}", "{count} projects written to {file}", count, file=file)

    write_out(call, Wanted(file, form, tr("Projects"), words), begin)
