"""``solartui proposals``: offers to customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.entry import assignments
from solartui.cli.grammar import COUNT, RECORD_ID, Group, argument, option, with_call
from solartui.cli.layout import Column, print_table, terminal_width
from solartui.cli.offer_documents import duration, print_proposal, proposal_document
from solartui.domain.errors import Invalid
from solartui.domain.money import format_money
from solartui.domain.offers.vocabulary import ProposalStatus, word
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.domain.offers.proposals import Proposal

_ACTS = ("send", "view", "sign", "reject", "pdf", "template")
proposals = Group(
    "proposals",
    help=mark("Work with proposals."),
    lazy={name: f"solartui.cli.proposal_acts:{name}" for name in _ACTS},
)
number_argument = argument("number", metavar="ID", type=RECORD_ID)
fields_argument = argument("fields", nargs=-1, metavar="FIELD=VALUE...")


def _day(proposal: Proposal) -> str:
    return "" if proposal.sent_at is None else f"{proposal.sent_at.astimezone():%Y-%m-%d}"


def _viewed(proposal: Proposal) -> str:
    return duration(proposal.seconds_viewed) if proposal.views else ""


_COLUMNS = (
    Column("id", mark("ID"), lambda one: str(one.id), right=True),
    Column("number", mark("Number"), lambda one: one.full_label),
    Column("status", mark("Status"), lambda one: word(one.status)),
    Column("active", mark("Active"), lambda one: "✓" if one.active else ""),
    Column("customer", mark("Customer"), lambda one: one.customer, long=True),
    Column("price_gross", mark("With VAT"), lambda one: format_money(one.gross, one.currency), right=True),
)
_MORE = (
    Column("price_net", mark("Without VAT"), lambda one: format_money(one.net, one.currency), right=True),
    Column("sent_at", mark("Sent"), _day),
    Column("channel", mark("How"), lambda one: word(one.channel) if one.channel else ""),
    Column("viewed", mark("Viewed"), _viewed, right=True),
    Column("valid_until", mark("Valid until"), lambda one: one.valid_until.isoformat()),
)
_WIDE = 120


@proposals.command("list", free_text=True, help=mark("List proposals whose number, customer or project has TEXT."))
@argument("text", nargs=-1)
@option("--project", type=RECORD_ID, metavar="ID", help=mark("Of one project only."))
@option("--lead", type=RECORD_ID, metavar="ID", help=mark("Of the projects made from one lead."))
@option("--status", "statuses", metavar="A,B", help=mark("draft, sent, viewed, accepted, rejected or expired."))
@option("--unanswered", is_flag=True, help=mark("Those that the customer viewed and did not answer."))
@with_call
def _list_proposals(
    call: Call,
    text: tuple[str, ...],
    *,
    project: int | None,
    lead: int | None,
    statuses: str | None,
    unanswered: bool,
) -> None:
    from solartui.domain.offers.drafts import key_of

    services = call.open().proposals
    wanted = frozenset(key_of(ProposalStatus, part, "status") for part in (statuses or "").split(",") if part.strip())
    found = services.find(" ".join(text), wanted, unanswered=unanswered)
    if project is not None:
        kept = {one.id for one in services.of_project(project)}
        found = [one for one in found if one.id in kept]
    if lead is not None:
        kept = {one.id for one in services.of_lead(lead)}
        found = [one for one in found if one.id in kept]
    if call.as_json:
        printing.print_json_array(proposal_document(one) for one in found)
    elif not print_table(_COLUMNS + _MORE if terminal_width() >= _WIDE else _COLUMNS, found):
        printing.warn(tr("No proposals."))


@proposals.command("show", help=mark("Show one proposal with its views."))
@number_argument
@with_call
def _show(call: Call, number: int) -> None:
    print_proposal(call, call.open().proposals.get(number))


@proposals.command(
    "add",
    free_text=True,
    help=mark("Make a proposal for PROJECT: valid_until, language, vat_rate, vat_reason, incentives, zone."),
)
@argument("project", metavar="PROJECT", type=RECORD_ID)
@fields_argument
@option("--design", type=RECORD_ID, metavar="ID", help=mark("Of which design; without it, the newest of the project."))
@with_call
def _add(call: Call, project: int, fields: tuple[str, ...], *, design: int | None) -> None:
    services = call.open()
    values = assignments(fields)
    if design is None:
        design = services.proposals.of_newest_design(project)
    elif services.designs.get(design).project_id != project:
        raise Invalid(tr("Design {id} is of another project.", id=design), "design")
    print_proposal(call, services.proposals.create(design, values).value)


@proposals.command("revise", free_text=True, help=mark("Make the next version of a proposal from its design."))
@number_argument
@fields_argument
@with_call
def _revise(call: Call, number: int, fields: tuple[str, ...]) -> None:
    print_proposal(call, call.open().proposals.revise(number, assignments(fields)).value)


@proposals.command("edit", free_text=True, help=mark("Set another last day: valid_until=…"))
@number_argument
@fields_argument
@option("--if-version", "version", type=COUNT, metavar="N", help=mark("Only if this is its version still."))
@with_call
def _edit(call: Call, number: int, fields: tuple[str, ...], *, version: int | None) -> None:
    print_proposal(call, call.open().proposals.edit(number, assignments(fields), version).value)


@proposals.command("activate", help=mark("Put a proposal in force instead of the one that is."))
@number_argument
@with_call
def _activate(call: Call, number: int) -> None:
    print_proposal(call, call.open().proposals.activate(number).value)
