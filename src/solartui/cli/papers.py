"""``solartui notes`` and ``solartui documents``: what was written about a record, and the files kept with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from solartui.adapters.text_input import read_text
from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.documents import note_document, note_pairs, when
from solartui.cli.entry import assignments
from solartui.cli.grammar import RECORD_ID, Group, argument, option, with_call
from solartui.cli.layout import Column, print_table
from solartui.domain.errors import Invalid, Refused
from solartui.domain.records import Subject
from solartui.domain.text import clean, clean_block
from solartui.domain.vocabulary import DocumentCategory, label
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.domain.records import Document, Note

notes = Group("notes", help=mark("Work with notes of leads, contacts and projects; customers never see them."))
documents = Group("documents", help=mark("Work with files of leads, contacts and projects."))
number_argument = argument("number", metavar="ID", type=RECORD_ID)
record_argument = argument("record", metavar="RECORD")
category_option = option("--category", metavar="C", help=mark("customer, bill, technical or other."))
_KINDS = ("lead", "contact", "project")
_STANDARD_OUTPUT = "-"


def subject_named(text: str) -> Subject:
    """The record that somebody means: ``lead:5``, ``contact:7``, ``project:3``; a number alone is that of a lead.

    Raises:
        Invalid: it names none.
    """
    kind, _, number = text.rpartition(":")
    if (kind or "lead") not in _KINDS or not number.isdecimal() or not number.isascii() or len(number) > 18:
        raise Invalid(tr("“{text}” is no record. Such as: lead:5, project:3", text=clean(text)[:40]), "record")
    return Subject(kind or "lead", int(number))


# ---- notes


@notes.command("list", help=mark("List the notes of a RECORD such as lead:5, the oldest first."))
@record_argument
@with_call
def _list_notes(call: Call, record: str) -> None:
    subject, services = subject_named(record), call.open()
    services.documents.check(subject)
    found = services.notes.of(subject)
    if call.as_json:
        printing.print_json_array(map(note_document, found))
        return
    for place, note in enumerate(found):
        printing.write("\n" if place else "")
        _print_note(call, note)
    if not found:
        printing.warn(tr("No notes."))


@notes.command("add", free_text=True, help=mark("Write a note on a RECORD such as lead:5. With - as TEXT it is read."))
@record_argument
@argument("text")
@option("--attach", "files", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
        help=mark("A file that comes with it."))  # fmt: skip
@with_call
def _add_note(call: Call, record: str, text: str, files: tuple[Path, ...]) -> None:
    subject, body = subject_named(record), read_text("-") if text == "-" else text
    _print_note(call, call.open().notes.add(subject, body, one_file(files)).value)


def one_file(files: tuple[Path, ...]) -> Path | None:
    """The file of a note.

    Raises:
        Refused: there is more than one.
    """
    if len(files) > 1:
        raise Refused(tr("A note takes one file. Add the others with: solartui documents add"))
    return files[0] if files else None


@notes.command("edit", free_text=True, help=mark("Change the text of a note. With - as TEXT it is read."))
@number_argument
@argument("text")
@with_call
def _edit_note(call: Call, number: int, text: str) -> None:
    service = call.open().notes
    body = read_text("-") if text == "-" else text
    _print_note(call, service.edit(service.get(number), body).value)


@notes.command("delete", help=mark("Take a note away; its file stays. Undo brings it back."))
@number_argument
@with_call
def _delete_note(call: Call, number: int) -> None:
    service = call.open().notes
    _print_note(call, service.delete(service.get(number)).value)


def _print_note(call: Call, note: Note) -> None:
    call.show(note_document(note), note_pairs(note))
    if not call.as_json:
        printing.write(f"\n{clean_block(note.body)}\n")


# ---- documents


def file_document(document: Document) -> dict[str, Any]:
    """A file as a document; its bytes stay where they are."""
    from solartui.store.times import to_text

    return {
        "id": document.id,
        "record": {"kind": document.subject.kind, "id": document.subject.id},
        "note": document.note_id,
        "name": document.name,
        "category": document.category,
        "size": document.size,
        "sha256": document.sha256,
        "uploaded_by": document.uploaded_by,
        "created_at": to_text(document.created_at),
        "version": document.version,
    }


def _pairs(document: Document) -> Iterator[tuple[str, object]]:
    yield f"#{document.id}", document.name
    yield tr("Category"), label(DocumentCategory(document.category))
    yield tr("Bytes"), document.size
    yield tr("Note"), f"#{document.note_id}" if document.note_id else None
    yield tr("Added by"), document.uploaded_by
    yield tr("Added"), when(document.created_at)


_COLUMNS = (
    Column("id", mark("ID"), lambda one: str(one.id), right=True),
    Column("name", mark("Name"), lambda one: one.name, long=True),
    Column("category", mark("Category"), lambda one: label(DocumentCategory(one.category))),
    Column("size", mark("Bytes"), lambda one: str(one.size), right=True),
    Column("uploaded_by", mark("Added by"), lambda one: one.uploaded_by),
    Column("created_at", mark("Added"), lambda one: when(one.created_at)),
)


def _print_all(call: Call, found: list[Document]) -> None:
    if call.as_json:
        printing.print_json_array(map(file_document, found))
    elif not print_table(_COLUMNS, found):
        printing.warn(tr("No documents."))


@documents.command("list", help=mark("List the files of a RECORD such as lead:5."))
@record_argument
@with_call
def _list_documents(call: Call, record: str) -> None:
    subject, services = subject_named(record), call.open()
    services.documents.check(subject)
    _print_all(call, services.documents.of(subject))


@documents.command("add", help=mark("Keep FILES with a RECORD such as lead:5, all of them or none."))
@record_argument
@argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@category_option
@with_call
def _add_documents(call: Call, record: str, files: tuple[Path, ...], category: str | None) -> None:
    from solartui.services.documents import category_named

    subject, wanted = subject_named(record), category_named(DocumentCategory.OTHER if category is None else category)
    _print_all(call, call.open().documents.add(subject, files, wanted).value)


@documents.command("show", help=mark("Show what is known of a file."))
@number_argument
@with_call
def _show_document(call: Call, number: int) -> None:
    found = call.open().documents.get(number)
    call.show(file_document(found), _pairs(found))


@documents.command("save", help=mark("Write a file to FILE, checked; - is standard output."))
@number_argument
@argument("file", type=click.Path(path_type=Path))
@option("--replace", is_flag=True, help=mark("Also over a file that is there."))
@with_call
def _save(call: Call, number: int, file: Path, *, replace: bool) -> None:
    from solartui.adapters.atomic_files import replacing

    service = call.open().documents
    found, content = service.get(number), service.content(number)
    if str(file) == _STANDARD_OUTPUT:
        printing.write_bytes(content)
        return
    if os.path.lexists(file) and not replace:
        raise Refused(tr("{path} is there already. Say so with --replace.", path=clean(str(file))))
    with replacing(file) as out:
        out.write(content)
    call.show(file_document(found) | {"file": str(file)}, [*_pairs(found), (tr("File"), str(file))])


@documents.command("edit", free_text=True, help=mark("Change name or category of a file."))
@number_argument
@argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@with_call
def _edit_document(call: Call, number: int, fields: tuple[str, ...]) -> None:
    service = call.open().documents
    found = service.edit(service.get(number), assignments(fields)).value
    call.show(file_document(found), _pairs(found))


@documents.command("delete", help=mark("Take a file away; its note says so. Undo brings it back."))
@number_argument
@with_call
def _delete_document(call: Call, number: int) -> None:
    service = call.open().documents
    found = service.delete(service.get(number)).value
    call.show(file_document(found), _pairs(found))
