"""The box in which a payment is booked or an invoice is issued."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from solartui.domain.errors import Invalid, Refused, SolarError
from solartui.domain.money import to_decimal
from solartui.domain.offers.charges import Charge, Ledger
from solartui.domain.offers.vocabulary import PAYMENTS, ChargeKind, word
from solartui.i18n import mark, tr
from solartui.screens.designs.form import with_place
from solartui.screens.projects.form import ProjectBox
from solartui.widgets.form.text_field import NumberField, TextField, number_text

if TYPE_CHECKING:
    from solartui.screens.session import Session
    from solartui.widgets.form.field import Field


class ChargeForm(ProjectBox[Charge], inherit_bindings=False):
    """Answers the new entry.

    Args:
        session: the open database.
        ledger: the money as it is shown.
        kind: what is entered.
    """

    BINDINGS = ProjectBox.BINDINGS
    PURPOSE: ClassVar[str] = mark("An entry of the ledger. An invoice stays for good; a payment can be undone.")
    NEEDED_LATER: ClassVar[tuple[str, ...]] = ("solartui.domain.offers.drafts",)

    def __init__(self, session: Session, ledger: Ledger, kind: ChargeKind) -> None:
        super().__init__(session, f"charge:{ledger.project_id}:{kind.value}", word(kind), f"#{ledger.project_id}")
        self._ledger = ledger
        self._kind = kind
        amount = NumberField("amount", tr("Amount"), unit=ledger.currency)
        amount.required = True
        self.add(amount, TextField("date", tr("Day"), placeholder=tr("today"), cells=14))
        if kind in PAYMENTS:
            self.add(TextField("note", tr("Remark")))

    def on_mount(self) -> None:
        """Propose what is left."""
        self.begin_with({"amount": proposed(self._ledger, self._kind)})
        self.set_focus(self.fields["amount"])

    def check(self, field: Field) -> None:
        """An amount of the currency, and a day."""
        from solartui.domain.offers.drafts import amount_of, day_of_text

        if field.required and field.empty:
            raise Invalid(tr("This cannot be empty."), field.key)
        if field.key == "amount":
            with_place("amount", lambda: amount_of(field.entry, self._ledger.currency))
        elif field.key == "date":
            with_place("date", lambda: day_of_text(field.entry, "date"))

    def field_of(self, error: SolarError) -> Field | None:
        """What is too much is said at the amount."""
        return super().field_of(error) or (self.fields["amount"] if isinstance(error, Refused) else None)

    async def store(self) -> Charge | None:
        """Enter it."""
        from solartui.domain.offers.drafts import day_of_text

        charges, number = self.session.services.charges, self._ledger.project_id
        day = day_of_text(self.entries["date"], "date")
        amount = str(self.entries["amount"])
        if self._kind in PAYMENTS:
            call = partial(charges.pay, number, amount, self._kind, day, str(self.entries["note"] or "") or None)
        else:
            call = partial(charges.invoice, number, amount, proforma=self._kind is ChargeKind.PROFORMA, day=day)
        try:
            return (await self.do(call)).value
        except Invalid as problem:
            raise Invalid(problem.message.removeprefix(f"{problem.field}: "), problem.field) from problem


def proposed(ledger: Ledger, kind: ChargeKind) -> str:
    """The amount that an entry is about unless somebody says otherwise; empty where that is open."""
    minor = ledger.uninvoiced
    if kind in PAYMENTS:
        minor = ledger.balance if kind is ChargeKind.FINAL else None
    return number_text(float(to_decimal(minor, ledger.currency))) if minor and minor > 0 else ""
