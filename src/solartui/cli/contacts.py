"""``solartui contacts``: people and companies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.documents import contact_document, contact_pairs
from solartui.cli.entry import assignments, points
from solartui.cli.grammar import COUNT, RECORD_ID, Group, argument, option, with_call
from solartui.cli.layout import Column, print_table, terminal_width
from solartui.cli.paging import lines_of
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.domain.contacts import Contact
    from solartui.services.known_contacts import KnownContact

contacts = Group(
    "contacts",
    help=mark("Work with people and companies."),
    lazy={name: f"solartui.cli.merging:{name}" for name in ("merge", "duplicates", "delete")}
    | {name: f"solartui.cli.persons:{name}" for name in ("dossier", "erase")}
    | {"export": "solartui.cli.exports:export_contacts"},
)
number_argument = argument("number", metavar="ID", type=RECORD_ID)

_COLUMNS = (
    Column("id", mark("ID"), lambda line: str(line.id), right=True),
    Column("name", mark("Name"), lambda line: line.name, long=True),
    Column("phone", mark("Phone"), lambda line: line.phone),
    Column("email", mark("E-mail"), lambda line: line.email, long=True),
    Column("leads", mark("Leads"), lambda line: str(line.leads), right=True),
)
_MORE = (
    Column("company", mark("Company"), lambda line: line.company, long=True),
    Column("projects", mark("Projects"), lambda line: line.projects, long=True),
)
_WIDE = 120


@contacts.command("list", free_text=True, help=mark("List the contacts that a filter lets through."))
@argument("query", nargs=-1)
@option("--sort", metavar="A,-B", help=mark("The order; with a - before a column its largest first."))
@option("--limit", type=COUNT, metavar="N", help=mark("How many at most."))
@with_call
def _list_contacts(call: Call, query: tuple[str, ...], sort: str | None, limit: int | None) -> None:
    from solartui.domain.listing import Sort

    services = call.open()
    found = services.contacts.open_list(" ".join(query), Sort.parse(sort or "name"))
    if call.as_json:
        printing.print_json_array(contact_document(services.contacts.get(line.id)) for line in lines_of(found, limit))
        return
    columns = _COLUMNS + _MORE if terminal_width() >= _WIDE else _COLUMNS
    if not print_table(columns, lines_of(found, limit)):
        printing.warn(tr("No contacts."))


def print_contact(call: Call, contact: Contact) -> None:
    """Print a contact as it now is."""
    from solartui.cli.own_fields import labels

    services = call.open()
    stages = {stage.key: stage.label for stage in services.people.stages()}
    call.show(contact_document(contact), contact_pairs(contact, stages, labels(services, "contact")))


@contacts.command("show", help=mark("Show one contact with its leads and projects."))
@number_argument
@option("--unmask", is_flag=True, help=mark("Show the numbers of documents in plain; it is written down who did."))
@with_call
def _show(call: Call, number: int, *, unmask: bool) -> None:
    contacts = call.open().contacts
    found = contacts.get(number)
    if unmask:
        plain = contacts.secrets(number)
        found = replace(found, details=replace(found.details, passport=plain.passport, licence=plain.licence))
    print_contact(call, found)


@contacts.command("add", help=mark("Add a person or a company."))
@option("--name", metavar="N", help=mark("The name."))
@option("--kind", metavar="K", help=mark("person or company."))
@option("--email", "emails", multiple=True, metavar="A", help=mark("An address; several parted by commas."))
@option("--phone", "phones", multiple=True, metavar="P", help=mark("A number; several parted by commas."))
@option("--company", "company_id", type=RECORD_ID, metavar="ID", help=mark("The company that a person belongs to."))
@option("--login", metavar="L", help=mark("The login for the customer portal; without it, made of the name."))
@option("--middle-name", metavar="N", help=mark("The middle name."))
@option("--gender", metavar="G", help=mark("female, male or other."))
@option("--birth-date", metavar="DAY", help=mark("The date of birth."))
@option("--passport", metavar="N", help=mark("The number of the passport; masked wherever it is shown."))
@option("--licence", metavar="N", help=mark("The number of the driving licence; masked wherever it is shown."))
@option("--set", "own", multiple=True, metavar="FIELD=VALUE", help=mark("A field of the desk's own."))
@with_call
def _add(call: Call, emails: tuple[str, ...], phones: tuple[str, ...], own: tuple[str, ...], **given: Any) -> None:
    from solartui.domain.drafts import ContactDraft, validated

    fields = given | {"emails": points(emails), "phones": points(phones), "custom": assignments(own)}
    contacts = call.open(make=True).contacts
    draft = validated(ContactDraft, fields)
    known = contacts.similar(draft)
    made = contacts.create(draft).value
    print_contact(call, made)
    warn_of_known(known, made.id)


def warn_of_known(known: Sequence[KnownContact], contact_id: int) -> None:
    """Say which contacts are probably the one that was just made."""
    from solartui.services.known_contacts import WARNED, WORDS

    for one in known:
        if one.why in WARNED and one.ref.id != contact_id:
            words = {"name": one.ref.name, "id": one.ref.id, "why": tr(WORDS[one.why]), "new": contact_id}
            printing.warn(
                tr("{name} (contact {id}): {why}. If both are one: solartui contacts merge {id} {new}", **words)
            )


@contacts.command("edit", free_text=True, help=mark("Change fields of a contact. A stored e-mail stays as it is."))
@number_argument
@argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@option("--if-version", "version", type=COUNT, metavar="N", help=mark("Only if this is its version still."))
@with_call
def _edit(call: Call, number: int, fields: tuple[str, ...], version: int | None) -> None:
    print_contact(call, call.open().contacts.edit(number, assignments(fields), version).value)
