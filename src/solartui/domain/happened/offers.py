"""What happens to designs, proposals and money, in words."""

from __future__ import annotations

from collections.abc import Mapping

from solartui.domain.happened.words import Data, Kind, Names, Tell, named, shown, told
from solartui.domain.money import format_money
from solartui.domain.offers.vocabulary import Channel, ChargeKind, word
from solartui.i18n import mark, ntr, tr

KINDS: Mapping[str, Kind] = {
    "design_added": Kind("◇", mark("Design")),
    "design_edited": Kind("◇", mark("Design changed")),
    "design_linked": Kind("◇", mark("Design linked")),
    "design_synced": Kind("◆", mark("Design synced")),
    "design_deleted": Kind("◇", mark("Design removed")),
    "proposal_created": Kind("▤", mark("Proposal")),
    "proposal_edited": Kind("▤", mark("Proposal changed")),
    "proposal_activated": Kind("▤", mark("Proposal in force")),
    "proposal_sent": Kind("↗", mark("Proposal sent")),
    "proposal_viewed": Kind("◉", mark("Proposal viewed")),
    "proposal_signed": Kind("✓", mark("Proposal signed")),
    "proposal_rejected": Kind("✗", mark("Proposal rejected")),
    "charge_added": Kind("$", mark("Payment")),
    "invoice_added": Kind("$", mark("Invoice")),
}


def _proposal(data: Data) -> str:
    return shown(data.get("label"))


def _price(data: Data) -> str:
    gross, currency = data.get("gross"), data.get("currency")
    return format_money(gross, currency) if isinstance(gross, int) and isinstance(currency, str) else "—"


def _created(data: Data, _names: Names) -> str:
    return tr("Proposal {label}: {price}", label=_proposal(data), price=_price(data))


def _channel(data: Data) -> str:
    key = str(data.get("channel"))
    return word(Channel(key)) if key in set(Channel) else shown(data.get("channel"))


def _sent(data: Data, _names: Names) -> str:
    if data.get("to"):
        to = shown(data["to"])
        return tr("Proposal {label} sent: {how} to {to}", label=_proposal(data), how=_channel(data), to=to)
    return tr("Proposal {label} sent: {how}", label=_proposal(data), how=_channel(data))


def _viewed(data: Data, _names: Names) -> str:
    seconds = data.get("seconds")
    count = seconds if isinstance(seconds, int) else 0
    span = ntr("{count} second", "{count} seconds", count)
    return tr("Proposal {label} viewed: {how}, {span}", label=_proposal(data), how=_channel(data), span=span)


def _signed(data: Data, _names: Names) -> str:
    if data.get("by"):
        return tr("Proposal {label} signed: {who}", label=_proposal(data), who=shown(data["by"]))
    return tr("Proposal {label} signed", label=_proposal(data))


def _rejected(data: Data, _names: Names) -> str:
    if data.get("reason"):
        return tr("Proposal {label} rejected: {reason}", label=_proposal(data), reason=shown(data["reason"]))
    return tr("Proposal {label} rejected", label=_proposal(data))


def _charge(data: Data, _names: Names) -> str:
    key = str(data.get("kind"))
    what = word(ChargeKind(key)) if key in set(ChargeKind) else shown(data.get("kind"))
    number = f" {shown(data['label'])}" if data.get("label") else ""
    return f"{what}{number}: {_amount(data)}"


def _amount(data: Data) -> str:
    amount, currency = data.get("amount"), data.get("currency")
    return format_money(amount, currency) if isinstance(amount, int) and isinstance(currency, str) else "—"


def _labelled(sentence: str) -> Tell:
    """A change of one proposal; `sentence` is a text for `tr`, with ``{label}``."""
    return lambda data, _names: tr(sentence, label=_proposal(data))


SENTENCES: Mapping[str, Tell] = {
    "design_added": told(mark("Design"), "name"),
    "design_edited": told(mark("Design changed"), "name"),
    "design_linked": told(mark("Design linked"), "name"),
    "design_synced": told(mark("Design synced"), "name"),
    "design_deleted": told(mark("Design removed"), "name"),
    "proposal_created": _created,
    "proposal_edited": told(mark("Proposal changed"), "label"),
    "proposal_activated": told(mark("Proposal in force"), "label"),
    "proposal_sent": _sent,
    "proposal_viewed": _viewed,
    "proposal_signed": _signed,
    "proposal_rejected": _rejected,
    "charge_added": _charge,
    "invoice_added": _charge,
}

CHANGES: Mapping[str, Tell] = {
    "design.created": named(mark("Design {name} added")),
    "design.edited": named(mark("Design {name} changed")),
    "design.linked": named(mark("Design {name} linked")),
    "design.synced": named(mark("Design {name} synced")),
    "design.deleted": named(mark("Design {name} removed")),
    "proposal.created": _labelled(mark("Proposal {label} made")),
    "proposal.edited": _labelled(mark("Proposal {label} changed")),
    "proposal.activated": _labelled(mark("Proposal {label} is in force")),
    "proposal.sending": _labelled(mark("Proposal {label} is being sent")),
    "proposal.sent": _labelled(mark("Proposal {label} sent")),
    "proposal.viewed": _labelled(mark("Proposal {label} viewed")),
    "proposal.signed": _labelled(mark("Proposal {label} signed")),
    "proposal.rejected": _labelled(mark("Proposal {label} rejected")),
    "charge.added": _charge,
    "charge.removed": _charge,
}
