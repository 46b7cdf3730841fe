"""``solartui keys``: every key and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from solartui.cli import printing
from solartui.cli.grammar import Command, option, with_call
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.cli.call import Call


@click.command("keys", cls=Command, help=mark("List every key and what it does."))
@option("--markdown", is_flag=True, help=mark("As a document."))
@with_call
def keys(call: Call, markdown: bool) -> None:
    """List the keys."""
    from solartui.cli.layout import Column, print_table
    from solartui.commands import CATALOGUE, SCOPES, commands_of, keys_markdown, written

    if call.as_json:
        printing.print_json_array(
            {"id": one.id, "keys": list(one.keys), "scope": one.scope, "help": tr(one.help)} for one in CATALOGUE
        )
        return
    if markdown:
        printing.write(keys_markdown())
        return
    columns = (
        Column("keys", mark("Key"), lambda one: " ".join(written(key) for key in one.keys) or tr("palette")),
        Column("help", mark("What it does"), lambda one: tr(one.help), long=True),
    )
    for scope, heading in SCOPES.items():
        printing.write("\n" if scope != next(iter(SCOPES)) else "")
        printing.say(tr(heading))
        print_table(columns, commands_of(scope))
