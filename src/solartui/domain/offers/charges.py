"""The ledger of a project: what is agreed, what was invoiced, what was paid, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from solartui.domain.errors import Invalid, Refused
from solartui.domain.money import format_money
from solartui.domain.offers.vocabulary import PAYMENTS, ChargeKind
from solartui.i18n import tr

LARGEST = 10**13
"""Minor units; far beyond any plant."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of the ledger. `amount` is positive; `label` is the number of an invoice."""

    id: int
    project_id: int
    kind: ChargeKind
    amount: int
    currency: str
    day: date
    label: str | None
    note: str | None
    created_by: str
    created_at: datetime
    version: int

    @property
    def paid(self) -> int:
        """What it adds to what was paid: less for money that went back."""
        if self.kind not in PAYMENTS:
            return 0
        return -self.amount if self.kind is ChargeKind.REFUND else self.amount


@dataclass(frozen=True, slots=True)
class Ledger:
    """The money of a project, minor units.

    Attributes:
        due: what the customer agreed to pay; None while nothing is agreed.
        entries: the oldest first.
    """

    project_id: int
    currency: str
    due: int | None
    entries: tuple[Charge, ...]

    @property
    def paid(self) -> int:
        """What came in, less what went back."""
        return sum(entry.paid for entry in self.entries)

    @property
    def invoiced(self) -> int:
        """The sum of all invoices; a proforma is none."""
        return sum(entry.amount for entry in self.entries if entry.kind is ChargeKind.INVOICE)

    @property
    def deposit(self) -> int:
        """The sum of all deposits."""
        return sum(entry.amount for entry in self.entries if entry.kind is ChargeKind.DEPOSIT)

    @property
    def balance(self) -> int | None:
        """What is left to pay; None while nothing is agreed."""
        return None if self.due is None else self.due - self.paid

    @property
    def uninvoiced(self) -> int | None:
        """What is left to invoice; None while nothing is agreed."""
        return None if self.due is None else self.due - self.invoiced


def check_amount(amount: int) -> None:
    """Go on only with an amount that can be paid.

    Raises:
        Invalid: it is not more than nothing, or more than any plant costs.
    """
    if not 0 < amount <= LARGEST:
        raise Invalid(tr("{field}: must be more than 0 and no more than any plant costs.", field="amount"), "amount")


def check_payment(ledger: Ledger, kind: ChargeKind, amount: int) -> None:
    """Go on only with money that is due, or that can go back.

    Raises:
        Refused: it is more than the balance, or more than was paid.
    """
    if kind is ChargeKind.REFUND:
        if amount > ledger.paid:
            paid = format_money(ledger.paid, ledger.currency)
            raise Refused(tr("Only {paid} was paid.", paid=paid))
    elif ledger.balance is not None and amount > ledger.balance:
        left = format_money(ledger.balance, ledger.currency)
        raise Refused(tr("That is more than the balance of {balance}.", balance=left))


def left_to_invoice(ledger: Ledger) -> int:
    """What was not invoiced yet.

    Raises:
        Refused: nothing is agreed, or all of it was invoiced.
    """
    left = ledger.uninvoiced
    if left is None:
        raise Refused(tr("Nothing is agreed yet: no proposal was signed."))
    if left <= 0:
        raise Refused(tr("All of it is invoiced already."))
    return left
