"""A ledger as sums and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from solartui.domain.money import format_money
from solartui.domain.offers.charges import Ledger
from solartui.domain.offers.vocabulary import ChargeKind, word
from solartui.i18n import tr
from solartui.widgets import moments
from solartui.widgets.amounts import exact_money
from solartui.widgets.money_list import MoneyItem
from solartui.widgets.pick_list import PickItem
from solartui.widgets.tiles import Tile

if TYPE_CHECKING:
    from solartui.domain.offers.charges import Charge
    from solartui.domain.offers.proposals import Proposal


def money_items(ledger: Ledger, zone: tzinfo, now: datetime) -> list[MoneyItem]:
    """The entries, the oldest first."""
    return [_item(entry, zone, now) for entry in ledger.entries]


def _item(entry: Charge, zone: tzinfo, now: datetime) -> MoneyItem:
    amount = -entry.amount if entry.kind is ChargeKind.REFUND else entry.amount
    at = entry.created_at.astimezone(zone)
    return MoneyItem(
        id=entry.id,
        kind=entry.kind.value,
        word=word(entry.kind),
        day=moments.day(datetime.combine(entry.day, datetime.min.time(), zone), now),
        amount=format_money(amount, entry.currency),
        label=entry.label or "",
        note=entry.note or "",
        more=tr("entered by {who}, {day} {time}", who=entry.created_by, day=moments.day(at, now), time=f"{at:%H:%M}"),
    )


def sums_of(ledger: Ledger) -> Sequence[Tile]:
    """What is agreed, invoiced, paid and left."""

    def tile(name: str, minor: int | None, colour: str = "text") -> Tile:
        return Tile(name, exact_money(minor, ledger.currency), "", colour)

    open_ = ledger.balance is not None and ledger.balance > 0
    return (
        tile(tr("Agreed"), ledger.due),
        tile(tr("Invoiced"), ledger.invoiced, "info"),
        tile(tr("Deposit"), ledger.deposit, "ok"),
        tile(tr("Paid"), ledger.paid, "ok"),
        tile(tr("Balance"), ledger.balance, "warn" if open_ else "ok"),
    )


def given_back(proposals: Sequence[Proposal]) -> Iterator[tuple[str, str]]:
    """What the offer in force says that the customer gets back."""
    for proposal in proposals:
        if proposal.active:
            for one in proposal.figures["incentives"]:
                yield f"{one['name']}: {one['note']}", format_money(-one["amount"], proposal.currency)


def kinds_to_enter(ledger: Ledger) -> list[PickItem]:
    """What can be entered, with the amount that it would be about; what cannot just now says why."""
    nothing = tr("nothing is agreed yet") if ledger.due is None else ""
    left = ledger.uninvoiced
    settled = tr("all is paid") if ledger.balance is not None and ledger.balance <= 0 else ""
    whole = tr("all is invoiced") if left is not None and left <= 0 else ""

    def line(kind: ChargeKind, why: str, amount: int | None = None) -> PickItem:
        right = why or (format_money(amount, ledger.currency) if amount is not None else "")
        left_part = (word(kind), "mute" if why else "text")
        return PickItem(kind.value, (left_part,), ((right, "mute"),), enabled=not why)

    return [
        line(ChargeKind.DEPOSIT, settled),
        line(ChargeKind.PAYMENT, settled),
        line(ChargeKind.FINAL, nothing or settled, ledger.balance),
        line(ChargeKind.REFUND, "" if ledger.paid > 0 else tr("nothing is paid yet"), ledger.paid),
        line(ChargeKind.INVOICE, nothing or whole, left),
        line(ChargeKind.PROFORMA, nothing or whole, left),
    ]
