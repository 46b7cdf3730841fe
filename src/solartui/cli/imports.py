"""``solartui import``: leads out of a spreadsheet."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from solartui.cli import printing
from solartui.cli.ending import ended_in_order
from solartui.cli.grammar import Command, Value, argument, one_of, option, with_call
from solartui.domain.errors import Invalid, NotFound
from solartui.i18n import mark, ntr, tr

if TYPE_CHECKING:
    from solartui.adapters.workbook_reader import Begun
    from solartui.cli.call import Call
    from solartui.domain.importing.policies import Key, OnDuplicate
    from solartui.services.container import Services
    from solartui.services.import_options import ImportOptions, SheetMapping
    from solartui.services.import_report import ImportReport
    from solartui.services.import_source import ImportSource

SOURCES = ("manual_entities", "company_leadgen")
_SHOWN_PROBLEMS = 20
_STANDARD_INPUT = "-"
file_type = click.Path(path_type=Path)


@click.command("import", cls=Command, help=mark("Bring in leads from a spreadsheet. Undo takes them back."))
@argument("file", metavar="FILE", type=file_type)
@option("--sheet", metavar="S", help=mark("The sheet of a workbook; without it, the first one with rows."))
@option("--mapping", type=file_type, metavar="FILE", help=mark("A JSON object that names the field of each heading."))
@option(
    "--on-duplicate",
    type=Value("how", str, ("link", "update", "skip")),
    default="link",
    metavar="HOW",
    help=mark("What rows do that are known: link, update or skip; or for each key, as email=update,phone=skip."),
)
@option("--target", type=one_of(("leads", "contacts")), metavar="T", help=mark("What rows become: leads or contacts."))
@option("--keep-unknown", is_flag=True, help=mark("Keep unknown columns in fields of the desk's own."))
@option("--source", type=one_of(SOURCES), metavar="S", help=mark("How the leads were made."))
@option("--dry-run", is_flag=True, help=mark("Only say what would happen."))
@option("--errors", type=file_type, metavar="FILE", help=mark("Write refused rows to a file, to be mended."))
@with_call
def import_(
    call: Call,
    file: Path,
    *,
    sheet: str | None,
    mapping: Path | None,
    on_duplicate: str,
    target: str | None,
    keep_unknown: bool,
    source: str | None,
    dry_run: bool,
    errors: Path | None,
) -> None:
    """Plan an import, or do it."""
    usual, by_key = _policies(on_duplicate)
    if str(file) != _STANDARD_INPUT and not file.exists():
        raise NotFound(tr("There is no file {path}.", path=file))
    with ended_in_order(), _readable(file) as path, _begun(path, sheet) as begun:
        # Another process reads the file while this one loads what it needs and opens the desk.
        from solartui.domain.vocabulary import Source
        from solartui.services.import_options import read_mapping
        from solartui.services.import_refused import check_target

        if errors is not None:
            check_target(file, errors)
        asked = read_mapping(mapping) if mapping else None
        services = call.open(make=True)
        found = services.imports.take(begun)
    with ended_in_order(), found:
        table = _aimed(services, found, target, asked, keep_unknown=keep_unknown)
        options = services.imports.usual_options(found)
        options = replace(options, on_duplicate=usual, by_key=by_key, source=Source(source or SOURCES[0]))
        if asked is not None:
            options = replace(options, words={**options.words, **asked.words}, decimals=asked.decimals)
        for heading, sign in services.imports.doubtful(table, options).items():
            if heading not in options.decimals:
                printing.warn(_in_two_ways(heading, sign))
        report = _run(services, table, options, dry_run=dry_run)
        report.file = str(file)
        try:
            if errors is not None and report.refused:
                services.imports.write_refused(table, report, errors, options)
        finally:
            # A disk that is full by now does not undo what was brought in: that is told, whatever became of the rest.
            _tell(call, report)


def _in_two_ways(heading: str, sign: str) -> str:
    return tr("{column}: numbers such as {example} can be read in two ways; {sign} is taken for the decimal sign. "
              "“decimals” in --mapping says otherwise.", column=heading, sign=f"“{sign}”", example="1.500")  # fmt: skip


def _tell(call: Call, report: ImportReport) -> None:
    if call.as_json:
        printing.print_json(report.as_dict())
    else:
        _print_report(report)


def _policies(said: str) -> tuple[OnDuplicate, dict[Key, OnDuplicate]]:
    """What rows do that are known: usually, and by what they are recognised.

    Raises:
        Invalid: it says something else.
    """
    from solartui.domain.importing.policies import Key, OnDuplicate

    usual, by_key = OnDuplicate.LINK, {}
    try:
        for part in said.split(","):
            key, given, how = part.strip().lower().rpartition("=")
            if given:
                by_key[Key(key.strip().replace("-", "_"))] = OnDuplicate(how.strip())
            else:
                usual = OnDuplicate(how)
    except ValueError:
        message = tr("{text} is none of: {choices}.", text=said, choices=", ".join(OnDuplicate))
        if "=" in said:
            message = tr("{text}: say what happens for each of: {keys}.", text=said, keys=", ".join(Key))
        raise Invalid(f"--on-duplicate: {message}", "on_duplicate") from None
    return usual, by_key


def _aimed(
    services: Services, found: ImportSource, target: str | None, asked: SheetMapping | None, *, keep_unknown: bool
) -> ImportSource:  # fmt: skip
    """The sheet with the fields that are asked for."""
    from solartui.services.import_source import Target

    table = services.imports.aimed(found, Target(target)) if target and target != found.target else found
    table = table.mapped(asked.columns) if asked else table
    return table.keeping_all() if keep_unknown else table


def _run(services: Services, table: ImportSource, options: ImportOptions, *, dry_run: bool) -> ImportReport:
    from solartui.cli.progress import Progress

    with Progress(tr("Rows"), table.rows) as progress:
        if dry_run:
            return services.imports.plan(table, options, progress)
        return services.imports.apply(table, options, progress).value


def _readable(file: Path) -> AbstractContextManager[Path]:
    """The file itself; for standard input a copy of what comes there, gone after the block."""
    from solartui.adapters.workbook_reader import stdin_file

    return stdin_file() if str(file) == _STANDARD_INPUT else nullcontext(file)


def _begun(path: Path, sheet: str | None) -> Begun:
    from solartui.adapters.workbook_reader import Begun

    return Begun(path, sheet)


def _print_report(report: ImportReport) -> None:
    from solartui.cli.layout import Column, print_pairs, print_table
    from solartui.domain.importing.fields import heading_of

    done = tr("Imported:") if report.new or report.updated else tr("Nothing was imported:")
    printing.say(tr("Plan; nothing was written:") if report.dry_run else done)
    print_pairs(
        (
            (tr("File"), report.file),
            (tr("Sheet"), report.sheet),
            (tr("Rows"), report.rows),
            (tr("New"), report.new),
            (tr("Updated"), report.updated),
            (tr("Unchanged"), report.unchanged),
            (tr("Skipped"), report.skipped),
            (tr("Refused"), report.refused),
            (tr("With a known contact"), report.linked),
        )
    )
    printing.write("\n")
    columns = (
        Column("column", mark("Column"), lambda pair: pair[0]),
        Column("field", mark("Field"), lambda pair: heading_of(pair[1]["field"])),
        Column("values", mark("Values"), lambda pair: str(pair[1]["values"]), right=True),
    )
    print_table(columns, report.columns.items())
    if report.unmapped:
        printing.say(tr("Left alone: {columns}", columns=", ".join(report.unmapped)))
    _print_problems(report)
    if report.batch is not None:
        printing.write("\n")
        printing.say(tr("Take it back: solartui undo {number}", number=report.batch))


def _print_problems(report: ImportReport) -> None:
    if report.problems:
        printing.write("\n")
    for problem in report.problems[:_SHOWN_PROBLEMS]:
        where = (
            tr("row {row}, {column}", row=problem.row, column=problem.column)
            if problem.column
            else tr("row {row}", row=problem.row)
        )
        value = f" “{problem.value}”" if problem.value not in (None, "") else ""
        printing.say(f"{where}:{value} {problem.reason}")
    more = len(report.problems) - _SHOWN_PROBLEMS
    if more > 0:
        printing.say(ntr("and {count} more", "and {count} more", more))
