"""``solartui doctor``: what this computer, this terminal and the database are able to do. Holds no customer data."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from solartui import __version__, settings
from solartui.cli import printing
from solartui.cli.doctor_pictures import desk_pictures, terminal_pictures
from solartui.cli.findings import Finding
from solartui.cli.grammar import Command, with_call
from solartui.domain.errors import SolarError
from solartui.i18n import language, mark, tr

if TYPE_CHECKING:
    from solartui.cli.call import Call

_LITTLE_SPACE = 200_000_000


@click.command("doctor", cls=Command, help=mark("Say what this computer and this terminal can do, and what is wrong."))
@with_call
def doctor(call: Call) -> None:
    """Look at everything and print the findings."""
    from solartui.cli.layout import print_pairs

    found = [*_program(), *_terminal(), *_database(call)]
    if call.as_json:
        printing.print_json(
            {one.key: {"value": one.value, "ok": not one.advice, "advice": one.advice or None} for one in found}
        )
        return
    print_pairs((one.label, one.value) for one in found)
    advice = [one for one in found if one.advice]
    printing.write("\n")
    for one in advice:
        printing.say(f"! {one.label}: {one.advice}")
    if not advice:
        printing.say(tr("All is well."))


def _program() -> Iterator[Finding]:
    import sqlite3

    yield Finding("program", "SolarTUI", __version__)
    yield Finding("python", "Python", f"{platform.python_version()}, {sys.executable}")
    yield Finding("system", tr("System"), f"{platform.system()} {platform.release()} {platform.machine()}")
    yield Finding("sqlite", "SQLite", sqlite3.sqlite_version)
    yield Finding("language", tr("Language"), language())


def _terminal() -> Iterator[Finding]:
    from solartui.terminal import glyphs, preflight

    environment = os.environ
    obstacle = preflight.obstacle_here()
    yield Finding("locale", tr("Locale"), f"{glyphs.locale_name(environment) or '-'}, {sys.stdout.encoding}")
    yield Finding("terminal", "TERM", environment.get("TERM") or "-", obstacle or "")
    yield Finding("colours", tr("Colours"), _colours())
    yield Finding("glyphs", tr("Signs"), glyphs.choose(environment))
    yield Finding("size", tr("Size"), _size())
    over_ssh = bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))
    yield Finding("ssh", "SSH", tr("yes") if over_ssh else tr("no"))
    yield Finding("clipboard", tr("Clipboard"), "tmux" if environment.get("TMUX") else "OSC 52")
    yield from terminal_pictures()


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return tr("none (NO_COLOR)")
    if os.environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return tr("16 million")
    return "256" if "256" in os.environ.get("TERM", "") else "16"


def _size() -> str:
    try:
        size = os.get_terminal_size()
    except OSError:
        return "-"
    return f"{size.columns}x{size.lines}"


def _database(call: Call) -> Iterator[Finding]:
    from solartui.services.database import describe
    from solartui.store.identity import SCHEMA_VERSION

    label = tr("Database")
    try:
        info = describe(call.target)
    except SolarError as problem:
        yield Finding("database", label, call.target, problem.message)
    else:
        yield Finding("database", label, str(info.path), info.problem.message if info.problem else "")
        yield Finding("schema", tr("Schema"), str(info.schema_version or "-"))
        yield Finding("journal", tr("Journal"), f"{info.journal or '-'} ({info.reason})")
        advice = tr("Everybody on this machine can read it: chmod o-rwx {path}", path=info.path)
        yield Finding("mode", tr("Permissions"), f"{info.mode:04o}", advice if info.open_to_all else "")
        yield _space(info.path.parent)
        if info.problem is None and info.schema_version == SCHEMA_VERSION:
            # Opening an older one would upgrade it.
            yield from desk_pictures(call)
    yield Finding("data", tr("Data"), str(settings.data_dir()))
    yield Finding("log", tr("Log folder"), str(settings.log_dir()))


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    advice = tr("The disk is nearly full. Free some space.") if free < _LITTLE_SPACE else ""
    return Finding("space", tr("Free space"), tr("{size} MB", size=free // 1_000_000), advice)
