"""``solartui workflow``: the workflows that projects begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.adapters.text_input import read_text
from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.grammar import COUNT, Group, argument, option, with_call
from solartui.cli.layout import print_table
from solartui.domain.errors import Invalid, Refused
from solartui.domain.text import clean
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.services.workflows import StoredWorkflow

workflow = Group("workflow", help=mark("The workflows that projects begin with."))
_file = argument("file", metavar="FILE")


def _named(file: str, refused: Refused) -> Refused:
    """The refusal with the name of the file in front."""
    return Refused(f"{clean(file)[-80:]}: {refused.message}")


def _text(file: str) -> str:
    try:
        return read_text(file)
    except Invalid as error:
        raise Refused(error.message) from error


def _show(call: Call, one: StoredWorkflow) -> None:
    from solartui.cli.task_documents import WORKFLOW_COLUMNS, workflow_document

    pairs = ((tr(column.title), column.text(one)) for column in WORKFLOW_COLUMNS)
    call.show(workflow_document(one), pairs)


@workflow.command("check", help=mark("Say whether a file is a workflow. Nothing is kept."))
@_file
@with_call
def _check(call: Call, file: str) -> None:
    from solartui.domain.workflow.reading import read_workflow

    text = _text(file)
    try:
        found = read_workflow(text)
    except Refused as refused:
        raise _named(file, refused) from refused
    document = {"id": found.id, "version": found.version, "title": str(found.title), "tasks": len(found.tasks)}
    call.show(document, ((tr("Workflow"), found.id), (tr("Version"), found.version), (tr("Tasks"), len(found.tasks))))


@workflow.command("install", help=mark("Keep a workflow and let new projects begin with it."))
@_file
@with_call
def _install(call: Call, file: str) -> None:
    text = _text(file)
    try:
        _show(call, call.open().workflows.install(text).value)
    except Refused as refused:
        raise _named(file, refused) from refused


@workflow.command("use", help=mark("Let new projects begin with a workflow that is kept already."))
@argument("key", metavar="ID")
@option("--version", "version", type=COUNT, metavar="N", help=mark("Which version; the last one without it."))
@with_call
def _use(call: Call, key: str, version: int | None) -> None:
    _show(call, call.open().workflows.use(key, version).value)


@workflow.command("list", help=mark("List the workflows that are kept."))
@with_call
def _list(call: Call) -> None:
    from solartui.cli.task_documents import WORKFLOW_COLUMNS, workflow_document

    found = call.open().workflows.all()
    if call.as_json:
        printing.print_json_array(workflow_document(one) for one in found)
    else:
        print_table(WORKFLOW_COLUMNS, found)


@workflow.command("show", help=mark("Print the text of a workflow, to begin a file of your own with."))
@argument("key", metavar="ID", required=False)
@option("--version", "version", type=COUNT, metavar="N", help=mark("Which version; the last one without it."))
@with_call
def _show_text(call: Call, key: str | None, version: int | None) -> None:
    text = call.open().workflows.text(key, version)
    if call.as_json:
        import tomllib

        printing.print_json(tomllib.loads(text))
    else:
        printing.write(text)
