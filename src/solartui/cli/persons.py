"""``solartui contacts dossier | erase``: what a person can ask for."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.contacts import number_argument, print_contact
from solartui.cli.grammar import Command, argument, option, with_call
from solartui.domain.errors import Refused
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from solartui.services.container import Services


@click.command(
    "dossier",
    cls=Command,
    help=mark("Write all that is known about a person to FILE: .json, or .zip with their files; - is standard output."),
)
@number_argument
@argument("file", type=click.Path(path_type=Path))
@with_call
def dossier(call: Call, number: int, file: Path) -> None:
    """Write it."""
    services = call.open()
    found = services.erasing.dossier(number)
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if str(file) == "-":
        printing.print_json(found)
        return
    from solartui.adapters.atomic_files import replacing

    with replacing(file) as out:
        if file.suffix.lower() == ".zip":
            _write_zip(services, found, text, out)
        else:
            out.write(text.encode())
    counts = {key: len(found[key]) for key in ("leads", "projects", "notes", "documents", "activities")}
    call.show({"file": str(file), **counts}, [(tr("File"), str(file))])


def _write_zip(services: Services, found: Mapping[str, Any], text: str, out: Any) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dossier.json", text)
        for document in found["documents"]:
            # The number keeps two files of one name apart, and no name leads out of the folder.
            name = Path(str(document["name"])).name or "file"
            archive.writestr(f"documents/{document['id']}-{name}", services.documents.content(document["id"]))


@click.command("erase", cls=Command, help=mark("Erase a person on request. This cannot be undone, and asks for --yes."))
@number_argument
@option("--yes", is_flag=True, help=mark("Do it."))
@with_call
def erase(call: Call, number: int, *, yes: bool) -> None:
    """Print what is left of the contact."""
    from solartui.services.erasing import weight_words

    services = call.open()
    if not yes:
        contact = services.contacts.get(number)
        what = weight_words(services.erasing.weight(number))
        raise Refused(tr("{name} ({what}) would be erased for good. Say so with --yes.", name=contact.name, what=what))
    print_contact(call, services.erasing.erase(number).value.contact)
    printing.warn(tr("Backups that were made before still hold this person."))
