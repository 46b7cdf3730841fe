"""The program as a tree of commands, each loaded when it is used."""

from __future__ import annotations

from typing import Any

import click

from solartui import __version__
from solartui.cli.call import Call
from solartui.cli.grammar import Group, Option
from solartui.cli.printing import write
from solartui.i18n import mark

PROGRAM = "solartui"
_COMMANDS = {
    "demo": "demo:demo",
    "import": "imports:import_",
    "export": "exports:export_leads",
    "leads": "leads:leads",
    "contacts": "contacts:contacts",
    "projects": "projects:projects",
    "designs": "designs:designs",
    "proposals": "proposals:proposals",
    "notes": "papers:notes",
    "documents": "papers:documents",
    "geocode": "geocode:geocode",
    "route": "route:route",
    "places": "places:places",
    "undo": "undo:undo",
    "redo": "undo:redo",
    "users": "users:users",
    "entities": "entities:entities",
    "stages": "stages:stages",
    "fields": "fields:fields",
    "response": "response:response",
    "settings": "settings:settings",
    "db": "database:database",
    "intake": "intake:intake",
    "report": "reports:report",
    "workflow": "workflows:workflow",
    "keys": "keys:keys",
    "doctor": "doctor:doctor",
}


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        write(f"{PROGRAM} {__version__}\n")
        context.exit()


def _install_completion(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from solartui.cli.completion import install

        install(context.command)
        context.exit()


def _open_screens() -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        from solartui.cli.screens import open_screens

        context.exit(open_screens(context.ensure_object(Call)))


def _eager(name: str, callback: Any, text: str) -> Option:
    return Option([name], is_flag=True, is_eager=True, expose_value=False, callback=callback, help=text)


program = Group(
    PROGRAM,
    callback=_open_screens,
    invoke_without_command=True,
    lazy={name: f"solartui.cli.{place}" for name, place in _COMMANDS.items()},
    help=mark("The terminal CRM for solar sales desks. Without a command it opens the screens."),
    params=[
        _eager("--version", _show_version, mark("Show the version.")),
        _eager("--install-completion", _install_completion, mark("Let this shell complete commands and options.")),
    ],
)


def invoke(words: list[str], completion: str | None = None) -> int:
    """Run a command line.

    Args:
        words: the words after the program's name.
        completion: what the shell asks for while somebody is typing, such as ``bash_complete``.

    Returns:
        The exit status; errors are raised.
    """
    if completion:
        from click.shell_completion import shell_complete

        return shell_complete(program, {}, PROGRAM, "_SOLARTUI_COMPLETE", completion)
    call = Call()
    try:
        with program.make_context(PROGRAM, words, obj=call) as context:
            program.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    finally:
        call.close()
    return 0
