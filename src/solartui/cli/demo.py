"""``solartui demo``: a desk of invented customers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from solartui.cli.grammar import COUNT, Command, option, with_call
from solartui.i18n import mark, tr
from solartui.settings import DATABASE_VARIABLE

if TYPE_CHECKING:
    from solartui.cli.call import Call

_USUAL = 240


@click.command("demo", cls=Command, help=mark("Make a desk of invented customers, in a file of its own, and open it."))
@option("--leads", type=COUNT, default=_USUAL, metavar="N", help=mark("How many leads."))
@option("--seed", type=COUNT, default=1, metavar="S", help=mark("Which of many desks; a number always gives the same."))
@option("--no-open", is_flag=True, help=mark("Only make it."))
@with_call
def demo(call: Call, leads: int, seed: int, no_open: bool) -> None:
    """Fill a database and open it."""
    from solartui.cli.progress import Progress

    if not (call.database or os.environ.get(DATABASE_VARIABLE)):
        call.database = _new_file()
    services = call.open(make=True)
    with Progress(tr("Leads"), leads) as progress:
        filled = services.demonstration.fill(leads, seed, progress=progress)
    path = str(services.store.path)
    call.show(
        {
            "database": path,
            "seed": seed,
            "users": filled.users,
            "contacts": filled.contacts,
            "leads": filled.leads,
            "projects": filled.projects,
        },
        (
            (tr("Database"), path),
            (tr("Leads"), filled.leads),
            (tr("Contacts"), filled.contacts),
            (tr("Projects"), filled.projects),
            (tr("Open it"), f"solartui --db {path}"),
        ),
    )
    call.close()
    if not no_open:
        from solartui.cli.screens import open_screens

        click.get_current_context().exit(open_screens(call))


def _new_file() -> str:
    import tempfile

    return os.path.join(tempfile.mkdtemp(prefix="solartui-demo-"), "desk.db")  # noqa: PTH118 - a text is wanted
