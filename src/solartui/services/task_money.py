"""Money that comes with tasks and events: it goes into the ledger of the project in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Refused
from solartui.domain.money import format_money, to_minor
from solartui.i18n import tr

if TYPE_CHECKING:
    from solartui.store.work import Work

_KINDS = {"deposit_paid": "deposit", "payment_complete": "final"}


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment.

    Attributes:
        amount: of the project's currency.
        day: when it came, as ISO text; today where it is not said.
        before: what the same task has booked already, before it was opened again.
    """

    amount: float
    day: str | None = None
    before: float = 0


def book(work: Work, project_id: int, event: str, data: Mapping[str, Any]) -> None:
    """Book the amount of an event that is a payment, if it came with one.

    Raises:
        Refused: it is nothing; or it is said to be the last one, and something is still to be paid.
    """
    kind = _KINDS.get(event)
    if kind is None:
        return
    if "amount" in data:
        if not data["amount"] and not is_paid(work, project_id, kind):
            raise Refused(tr("A payment of nothing is none."), missing=("amount",))
        pay(work, project_id, kind, Paid(data["amount"], data.get("date")))
    if kind == "final":
        refuse_unpaid(work, project_id)


def pay(work: Work, project_id: int, kind: str, paid: Paid) -> None:
    """Book a payment.

    Args:
        work: the unit of work.
        project_id: whose it is.
        kind: deposit or final.
        paid: what came.

    Raises:
        Refused: it is less than what was booked already, or more than is due.
    """
    from solartui.services.charges import book_payment

    more = Decimal(str(paid.amount)) - Decimal(str(paid.before))
    if more < 0:
        currency = _currency(work, project_id)
        shown = format_money(to_minor(Decimal(str(paid.before)), currency), currency)
        raise Refused(tr("{amount} is booked already. Book a refund for the difference.", amount=shown))
    if more:
        on = date.fromisoformat(paid.day) if paid.day else work.now.astimezone().date()
        book_payment(work, project_id, kind, more, on)


def is_paid(work: Work, project_id: int, kind: str) -> bool:
    """Whether the ledger says that nothing of this kind is to come any more."""
    from solartui.store.reading.offers import balance, deposit_paid

    if kind == "deposit" and deposit_paid(work.raw, project_id):
        return True
    left = balance(work.raw, project_id)
    return left is not None and left <= 0


def refuse_unpaid(work: Work, project_id: int) -> None:
    """Go on only if nothing is left to pay of what was agreed.

    Raises:
        Refused: something is.
    """
    from solartui.store.reading.offers import balance

    left = balance(work.raw, project_id)
    if left is not None and left > 0:
        shown = format_money(left, _currency(work, project_id))
        message = tr("{amount} is still to be paid. Skip the task with a reason where that is settled.", amount=shown)
        raise Refused(message, missing=("amount",))


def _currency(work: Work, project_id: int) -> str:
    return str(work.raw.execute("SELECT currency FROM project WHERE id = ?", (project_id,)).fetchone()[0])
