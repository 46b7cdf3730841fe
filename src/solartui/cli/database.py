"""``solartui db``: look after the database file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.grammar import Group, argument, with_call
from solartui.domain.errors import Invalid
from solartui.i18n import mark, tr
from solartui.services import database as service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.services.database import DatabaseInfo

database = Group("db", help=mark("Look after the database."))


def _named(_context: click.Context, _parameter: click.Parameter, file: Path) -> Path:
    """A file that can be opened again once it is written: a backup counts only after that."""
    if str(file) == "-":
        raise Invalid(tr("A backup is a file: name one instead of -."), "file")
    return file


file_argument = argument("file", metavar="FILE", type=click.Path(path_type=Path), callback=_named)


def info_document(info: DatabaseInfo) -> dict[str, Any]:
    """What is known about a database, for other programs."""
    return {
        "path": str(info.path),
        "size": info.size,
        "mode": f"{info.mode:04o}",
        "open_to_all": info.open_to_all,
        "schema_version": info.schema_version,
        "program_schema_version": info.program_schema,
        "sqlite_version": info.sqlite_version,
        "journal_mode": info.journal,
        "journal_reason": info.reason,
        "counts": dict(info.counts),
        "newest_copy": None if info.copied is None else info.copied.isoformat(timespec="seconds"),
        "problem": None if info.problem is None else info.problem.message,
    }


def _pairs(info: DatabaseInfo) -> Iterator[tuple[str, object]]:
    yield tr("File"), info.path
    yield tr("Size"), tr("{size} kB", size=-(-info.size // 1000))
    yield tr("Permissions"), f"{info.mode:04o}" + (f" ({tr('open to everybody')})" if info.open_to_all else "")
    yield tr("Schema"), info.schema_version
    yield tr("SQLite"), info.sqlite_version
    yield tr("Journal"), f"{info.journal} ({info.reason})" if info.journal else None
    yield tr("Newest copy"), None if info.copied is None else f"{info.copied.astimezone():%Y-%m-%d %H:%M}"
    names = (
        ("lead", tr("Leads")), ("contact", tr("Contacts")), ("project", tr("Projects")), ("note", tr("Notes")),
        ("document", tr("Documents")), ("activity", tr("Activities")), ("change", tr("Changes")),
    )  # fmt: skip
    for table, name in names:
        yield name, info.counts.get(table)


@database.command("info", help=mark("Say which file is open, what it holds and how it is kept."))
@with_call
def _info(call: Call) -> None:
    found = service.describe(call.target)
    call.show(info_document(found), _pairs(found))
    if found.problem is not None:
        raise found.problem


@database.command("check", help=mark("Read the whole file and say what is wrong."))
@with_call
def _check(call: Call) -> None:
    problems = service.find_problems(call.target)
    if call.as_json:
        printing.print_json({"ok": not problems, "problems": problems})
    else:
        for problem in problems:
            printing.say(problem)
    if problems:
        raise service.damaged(call.target, problems)
    if not call.as_json:
        printing.say(tr("The database is whole."))


@database.command("upgrade", help=mark("Bring the file to the schema of this program, after a backup."))
@with_call
def _upgrade(call: Call) -> None:
    version, kept = service.upgrade(call.target)
    pairs = [(tr("Schema"), version), (tr("Backup"), kept or tr("none was needed"))]
    call.show({"schema_version": version, "backup": None if kept is None else str(kept)}, pairs)


@database.command("backup", help=mark("Copy the database to FILE while people work, and check the copy."))
@file_argument
@with_call
def _backup(call: Call, file: Path) -> None:
    counts = service.backup(call.target, file)
    document = {"file": str(file), "counts": dict(counts)}
    call.show(document, [(tr("Backup"), file), (tr("Leads"), counts.get("lead")), (tr("Contacts"), counts["contact"])])


@database.command("restore", help=mark("Put a backup in the place of the database; the present file is kept."))
@file_argument
@with_call
def _restore(call: Call, file: Path) -> None:
    kept = service.restore(call.target, file)
    document = {"file": str(file), "database": call.target, "kept": None if kept is None else str(kept)}
    call.show(document, [(tr("Restored"), file), (tr("Kept aside"), kept)])
