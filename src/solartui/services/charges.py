"""The money of projects: deposits, invoices, payments, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, NotFound
from solartui.domain.offers.charges import Charge, Ledger, check_amount, check_payment, left_to_invoice
from solartui.domain.offers.pricing import part_of_taxes
from solartui.domain.offers.vocabulary import PAYMENTS, ChargeKind
from solartui.domain.records import Subject
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.offer_events import tell_workflow
from solartui.services.projects import get_project
from solartui.services.proposal_writing import day_of
from solartui.services.result import Changed
from solartui.services.settings import SettingService
from solartui.store.reading import offers as reading
from solartui.store.reading.history import related

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.store.work import Work

TOPICS = frozenset({"projects", "leads"})
_LONGEST = 300
_COMPANY = ("name", "address", "tax_id", "phone", "email")
_EARLIEST = date(2000, 1, 1)


def get_ledger(connection: Connection, project_id: int) -> Ledger:
    """The ledger of a project.

    Raises:
        NotFound: there is no such project.
    """
    found = reading.ledger(connection, project_id)
    if found is None:
        raise NotFound(tr("There is no project {id}.", id=project_id))
    return found


class ChargeService:
    """Ledgers of projects."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._settings = SettingService(desk)

    def of(self, project_id: int) -> Ledger:
        """What was agreed, invoiced and paid."""
        with self._desk.reading() as connection:
            return get_ledger(connection, project_id)

    def get(self, charge_id: int) -> Charge:
        """One line of a ledger.

        Raises:
            NotFound: there is none.
        """
        with self._desk.reading() as connection:
            found = reading.charge(connection, charge_id)
        if found is None:
            raise NotFound(tr("There is no payment {id}.", id=charge_id))
        return found

    def figures(self, charge_id: int) -> dict[str, Any]:
        """What stands on an invoice, as it was when it was made."""
        import json

        charge = self.get(charge_id)
        with self._desk.reading() as connection:
            row = connection.execute("SELECT figures FROM charge WHERE id = ?", (charge_id,)).fetchone()
        if not row or not row[0]:
            raise Invalid(tr("Entry {id} is a payment and no invoice.", id=charge.id))
        found: dict[str, Any] = json.loads(row[0])
        return found

    def pay(
        self, project_id: int, amount: object, kind: ChargeKind, day: date | None = None, note: str | None = None
    ) -> Changed[Charge]:
        """Book money that came in, or went back.

        Args:
            project_id: whose it is.
            amount: as typed: an amount of the project's currency.
            kind: deposit, final, payment or refund.
            day: when it came; today where it is not said.
            note: a remark.

        Raises:
            Invalid: the amount or the day makes no sense.
            Refused: it is more than is due, or in another currency.
        """
        from solartui.domain.offers.drafts import amount_of

        if kind not in PAYMENTS:
            raise Invalid(tr("kind: is none of: {choices}", choices=", ".join(sorted(PAYMENTS))), "kind")
        with self._desk.writing("projects.edit") as work:
            minor = amount_of(amount, get_project(work.raw, project_id).currency)
            charge_id = _book(work, project_id, kind, minor, day or day_of(work.now), note=note)
            charge = _charge(work, charge_id)
            work.describe("charge.added", **_told(charge))
            return Changed(charge, TOPICS, work.change_id)

    def invoice(
        self, project_id: int, amount: object | None = None, *, proforma: bool = False, day: date | None = None
    ) -> Changed[Charge]:
        """Issue an invoice, or a proforma, with the next number of its series; it stays for good.

        Args:
            project_id: whose it is.
            amount: with tax; all that was not invoiced yet where it is not said.
            proforma: for a paper that asks for money and is no invoice.
            day: of issue; today where it is not said.

        Raises:
            Refused: nothing is agreed, or all of it is invoiced.
        """
        from solartui.domain.offers.drafts import amount_of

        kind = ChargeKind.PROFORMA if proforma else ChargeKind.INVOICE
        prefix = self._settings.text(f"proposals.{'proforma' if proforma else 'invoice'}_series")
        company = {key: self._settings.text(f"company.{key}") for key in _COMPANY}
        with self._desk.writing("projects.edit") as work:
            ledger = get_ledger(work.raw, project_id)
            left = left_to_invoice(ledger)
            minor = left if amount is None else amount_of(amount, ledger.currency)
            check_amount(minor)
            if minor > left:
                raise Invalid(tr("amount: is more than what is left to invoice."), "amount")
            issued = _possible(day or day_of(work.now), work)
            figures = {"company": company, **_paper(work, ledger, minor)}
            charge_id = _issue(work, ledger, kind, minor, issued, prefix=prefix, figures=figures)
            charge = _charge(work, charge_id)
            _write_down(work, charge, "invoice_added")
            if not proforma:
                tell_workflow(work, project_id, "invoice_sent", {"amount": minor, "label": charge.label})
            work.describe("charge.added", undoable=False, **_told(charge))
            return Changed(charge, TOPICS, work.change_id)


def book_payment(work: Work, project_id: int, kind: str, amount: Decimal, day: date) -> int:
    """Book a payment inside the unit of work of another service, which tells the workflow by itself.

    Args:
        work: the unit of work.
        project_id: whose it is.
        kind: deposit, final, payment or refund.
        amount: of the project's currency.
        day: when it came.

    Raises:
        Invalid: the amount or the day makes no sense.
        Refused: it is more than is due.
    """
    from solartui.domain.offers.drafts import exact_minor

    minor = exact_minor(amount, get_project(work.raw, project_id).currency, "amount")
    return _insert_payment(work, project_id, ChargeKind(kind), minor, day)


def _book(work: Work, project_id: int, kind: ChargeKind, minor: int, day: date, *, note: str | None) -> int:
    charge_id = _insert_payment(work, project_id, kind, minor, day, note=note)
    data = {"amount": minor, "date": day.isoformat()}
    ledger = get_ledger(work.raw, project_id)
    if kind is ChargeKind.DEPOSIT:
        tell_workflow(work, project_id, "deposit_paid", data)
    if ledger.balance is not None and ledger.balance <= 0 and kind is not ChargeKind.REFUND:
        tell_workflow(work, project_id, "payment_complete", data)
    return charge_id


def _insert_payment(
    work: Work, project_id: int, kind: ChargeKind, minor: int, day: date, *, note: str | None = None
) -> int:
    from solartui.store.tables import ChargeRow

    check_amount(minor)
    ledger = get_ledger(work.raw, project_id)
    check_payment(ledger, kind, minor)
    remark = clean(note or "")[:_LONGEST]
    columns = {
        "project_id": project_id,
        "kind": kind.value,
        "amount": minor,
        "currency": ledger.currency,
        "day": _possible(day, work).isoformat(),
        "note": remark or None,
    }
    charge_id = work.add(ChargeRow.model_validate(columns | _stamp(work)))
    _write_down(work, _charge(work, charge_id), "charge_added")
    return charge_id


def _issue(
    work: Work, ledger: Ledger, kind: ChargeKind, minor: int, day: date, *, prefix: str, figures: Mapping[str, Any]
) -> int:
    from solartui.store.tables import ChargeRow

    number = reading.next_invoice(work.raw, kind, day.year)
    columns = {
        "project_id": ledger.project_id,
        "kind": kind.value,
        "amount": minor,
        "currency": ledger.currency,
        "day": day.isoformat(),
        "year": day.year,
        "number": number,
        "label": f"{prefix}/{day.year}/{number:04d}",
        "figures": dict(figures),
    }
    return work.add(ChargeRow.model_validate(columns | _stamp(work)))


def _paper(work: Work, ledger: Ledger, minor: int) -> dict[str, Any]:
    """What an invoice says besides its number: the customer, the offer, and the tax in its amount."""
    accepted = [
        one
        for one in reading.proposals_of_project(work.raw, ledger.project_id, day_of(work.now))
        if one.decided_at is not None and one.signed_by is not None
    ]
    proposal = next((one for one in accepted if one.active), accepted[-1])
    rates = [(Decimal(one["rate"]), one["net"], one["vat"]) for one in proposal.figures["rates"]]
    return {
        "language": proposal.language,
        "customer": proposal.figures["customer"],
        "site": proposal.figures["site"],
        "proposal": proposal.full_label,
        "capacity_kwp": proposal.capacity_kwp,
        "tax_name": proposal.figures.get("tax_name"),
        "rates": [[f"{rate:f}", net, vat] for rate, net, vat in part_of_taxes(rates, proposal.gross, minor)],
        "paid": ledger.paid,
        "left": ledger.balance or 0,
    }


def _possible(day: date, work: Work) -> date:
    if not _EARLIEST <= day <= day_of(work.now):
        raise Invalid(tr("date: {day} has not come yet, or is too long ago.", day=day.isoformat()), "date")
    return day


def _stamp(work: Work) -> dict[str, Any]:
    return {"created_by_id": work.actor.user_id, "created_at": work.now, "updated_at": work.now}


def _charge(work: Work, charge_id: int) -> Charge:
    found = reading.charge(work.raw, charge_id)
    if found is None:
        raise NotFound(tr("There is no payment {id}.", id=charge_id))
    return found


def _told(charge: Charge) -> dict[str, Any]:
    return {
        "kind": charge.kind.value,
        "amount": charge.amount,
        "currency": charge.currency,
        "label": charge.label,
        "project": charge.project_id,
    }


def _write_down(work: Work, charge: Charge, activity: str) -> None:
    subject = Subject("project", charge.project_id)
    work.activity(activity, subject, _told(charge), **related(work.raw, subject))
