"""``solartui projects charges | pay | invoice``: the money of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.entry import assignments
from solartui.cli.grammar import RECORD_ID, Command, argument, option, with_call
from solartui.cli.offer_documents import charge_document, ledger_document, ledger_pairs
from solartui.domain.errors import Invalid
from solartui.domain.money import format_money
from solartui.domain.offers.vocabulary import ChargeKind, word
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.domain.offers.charges import Charge

_number = argument("number", metavar="ID", type=RECORD_ID)


@click.command("charges", cls=Command, help=mark("Show what was agreed, invoiced and paid."))
@_number
@with_call
def charges(call: Call, number: int) -> None:
    """The ledger."""
    ledger = call.open().charges.of(number)
    call.show(ledger_document(ledger), ledger_pairs(ledger))


def _only(given: dict[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
    for field in given:
        if field not in known:
            raise Invalid(
                tr("There is no field {field}; there are: {known}.", field=field[:40], known=", ".join(known))
            )
    return given


@click.command(
    "pay", cls=Command, free_text=True, help=mark("Book money: amount=…, kind=deposit|final|payment|refund, date=…")
)
@_number
@argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@with_call
def pay(call: Call, number: int, fields: tuple[str, ...]) -> None:
    """A payment; prints the ledger as it now is."""
    from solartui.domain.offers.drafts import day_of_text, key_of

    given = _only(assignments(fields), ("amount", "kind", "date", "note", "currency"))
    if not given.get("amount"):
        raise Invalid(tr("{name} is missing.", name="amount"), "amount")
    amount = f"{given['amount']} {given.get('currency') or ''}".strip()
    services = call.open()
    kind = key_of(ChargeKind, given.get("kind") or ChargeKind.PAYMENT, "kind")
    services.charges.pay(number, amount, kind, day_of_text(given.get("date"), "date"), given.get("note"))
    ledger = services.charges.of(number)
    call.show(ledger_document(ledger), ledger_pairs(ledger))


@click.command("invoice", cls=Command, help=mark("Issue an invoice, or a pro forma, with the next number."))
@_number
@option("--amount", metavar="A", help=mark("With VAT; without it, all that was not invoiced yet."))
@option("--proforma", is_flag=True, help=mark("A pro forma: it asks for money and is no invoice."))
@option("--date", "day", metavar="D", help=mark("Of issue; without it, today."))
@option("--output", "-o", metavar="FILE|-", help=mark("Write it as PDF, too."))
@option("--again", type=RECORD_ID, metavar="ENTRY", help=mark("Write the PDF of this entry of the ledger once more."))
@option("--force", is_flag=True, help=mark("Write over a file that is there."))
@with_call
def invoice(
    call: Call,
    number: int,
    *,
    amount: str | None,
    proforma: bool,
    day: str | None,
    output: str | None,
    again: int | None,
    force: bool,
) -> None:
    """An invoice; prints it."""
    from solartui.cli.proposal_acts import paper_file
    from solartui.domain.offers.drafts import day_of_text

    services = call.open()

    def issued() -> Charge:
        if again is None:
            on = day_of_text(day, "date")
            return services.charges.invoice(number, amount, proforma=proforma, day=on).value
        charge = services.charges.get(again)
        if charge.project_id != number:
            raise Invalid(tr("Entry {id} is of another project.", id=again), "again")
        return charge

    if output is None:
        charge = issued()
    else:  # an invoice stays for good: it is not issued where its paper cannot be written
        with paper_file(output, force=force) as write:
            charge = issued()
            write(services.papers.invoice(charge.id))
    if output != "-":
        document = charge_document(charge)
        shown = format_money(charge.amount, charge.currency)
        call.show(document, [(tr("Number"), charge.label), (word(charge.kind), shown)])
    if output is None and not call.as_json:
        printing.warn(tr("As PDF: --again {id} --output FILE", id=charge.id))
