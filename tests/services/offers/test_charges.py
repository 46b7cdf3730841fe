"""Ledgers: deposits, invoices with their numbers, payments, and what is left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused
from solartui.domain.offers.vocabulary import ChargeKind
from solartui.domain.vocabulary import ProjectStage
from solartui.services.charges import book_payment
from solartui.store.reading import offers as reading
from tests.desk import VIEWER, at_desk, kinds
from tests.offer_desk import offer_of, project_of, sent, signed

if TYPE_CHECKING:
    from solartui.services.container import Services
    from tests.conftest import Clock

DAY = date(2026, 11, 20)


@pytest.mark.feature("E-14")
def test_a_deposit_completes_the_commitment(services: Services) -> None:
    offer = signed(services)
    charge = services.charges.pay(offer.project_id, "5 000,00", ChargeKind.DEPOSIT, DAY, "przelew").value
    assert (charge.amount, charge.day, charge.note) == (500_000, DAY, "przelew")
    ledger = services.charges.of(offer.project_id)
    assert (ledger.due, ledger.deposit, ledger.paid, ledger.balance) == (4_320_000, 500_000, 500_000, 3_820_000)
    assert services.projects.get(offer.project_id).stage is ProjectStage.INSPECTION
    assert "charge_added" in kinds(services, "project", offer.project_id)
    services.undo.undo()
    assert services.charges.of(offer.project_id).paid == 0
    assert services.projects.get(offer.project_id).stage is ProjectStage.COMMITTING


@pytest.mark.feature("E-37")
def test_invoices_have_numbers_without_gaps_and_stay(services: Services, clock: Clock) -> None:
    offer = signed(services)
    first = services.charges.invoice(offer.project_id, "1000").value
    proforma = services.charges.invoice(offer.project_id, "500", proforma=True).value
    rest = services.charges.invoice(offer.project_id).value
    assert [one.label for one in (first, proforma, rest)] == ["FV/2026/0001", "PF/2026/0001", "FV/2026/0002"]
    ledger = services.charges.of(offer.project_id)
    assert (ledger.invoiced, ledger.balance, rest.amount) == (4_320_000, 4_320_000, 4_220_000)
    with pytest.raises(Refused, match="invoiced already"):
        services.charges.invoice(offer.project_id)
    assert all(not change.kind.startswith("charge") for change in services.undo.changes(20))
    clock.forward(days=60)
    other = signed(services, project_of(services, "B", emails=()))
    assert services.charges.invoice(other.project_id).value.label == "FV/2027/0001"


@pytest.mark.feature("E-38")
def test_the_final_payment_leaves_no_balance(services: Services) -> None:
    offer = signed(services)
    services.charges.pay(offer.project_id, "20000", ChargeKind.DEPOSIT, DAY)
    with pytest.raises(Refused, match="more than the balance"):
        services.charges.pay(offer.project_id, "23200.01", ChargeKind.FINAL)
    services.charges.pay(offer.project_id, "23200", ChargeKind.FINAL)
    assert services.charges.of(offer.project_id).balance == 0
    services.charges.pay(offer.project_id, "200", ChargeKind.REFUND)
    assert services.charges.of(offer.project_id).balance == 20_000


def events(services: Services, project_id: int) -> list[str]:
    with services.store.reading() as connection:
        query = "SELECT key FROM project_event WHERE project_id = ? ORDER BY id"
        return [key for (key,) in connection.execute(query, (project_id,))]


@pytest.mark.feature("E-37", "E-38")
def test_the_project_hears_of_invoices_and_of_the_last_payment(services: Services) -> None:
    project = signed(services).project_id
    before = events(services, project)
    services.charges.invoice(project, "500", proforma=True)
    services.charges.pay(project, "43199.99", ChargeKind.PAYMENT, DAY)
    assert events(services, project) == before, "neither an invoice nor the whole sum"
    services.charges.invoice(project)
    services.charges.pay(project, "0.01", ChargeKind.PAYMENT, DAY)
    assert events(services, project) == [*before, "invoice_sent", "payment_complete"]


def test_the_workflow_books_payments_in_its_own_work(services: Services) -> None:
    offer = signed(services)
    with services.store.begin(services.actor) as work:
        book_payment(work, offer.project_id, "deposit", Decimal("100.50"), DAY)
        assert reading.deposit_paid(work.raw, offer.project_id)
        assert reading.balance(work.raw, offer.project_id) == 4_320_000 - 10_050
    assert services.charges.of(offer.project_id).deposit == 10_050
    with pytest.raises(Invalid), services.store.begin(services.actor) as work:
        book_payment(work, offer.project_id, "deposit", Decimal("0.001"), DAY)


def test_money_that_cannot_be(services: Services) -> None:
    offer = signed(services)
    pay = services.charges.pay
    for amount in ("0", "-1", "0.005", "x", "1000000000000"):
        with pytest.raises(Invalid):
            pay(offer.project_id, amount, ChargeKind.FINAL)
    with pytest.raises(Refused, match="in PLN"):
        pay(offer.project_id, "5 EUR", ChargeKind.FINAL)
    with pytest.raises(Refused, match="was paid"):
        pay(offer.project_id, "5", ChargeKind.REFUND)
    with pytest.raises(Invalid, match="kind"):
        pay(offer.project_id, "5", ChargeKind.INVOICE)
    for day in (date(2026, 12, 24), date(1999, 1, 1)):
        with pytest.raises(Invalid, match="date"):
            pay(offer.project_id, "5", ChargeKind.FINAL, day)
    with pytest.raises(NotFound):
        pay(999, "5", ChargeKind.FINAL)
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).charges.pay(offer.project_id, "5", ChargeKind.FINAL)
    with pytest.raises(Invalid, match="left to invoice"):
        services.charges.invoice(offer.project_id, "50000")
    with pytest.raises(NotFound):
        services.charges.get(77)
    assert services.charges.of(offer.project_id).entries == ()


def test_nothing_is_invoiced_before_something_is_agreed(services: Services) -> None:
    project = project_of(services)
    assert services.charges.of(project.id).balance is None
    with pytest.raises(Refused, match="agreed"):
        services.charges.invoice(project.id, "100")
    services.charges.pay(project.id, "100", ChargeKind.PAYMENT)
    assert services.charges.of(project.id).paid == 10_000


@pytest.mark.feature("E-12", "E-37")
def test_a_signature_stays_under_its_invoice(services: Services) -> None:
    offer = sent(services, offer_of(services))
    services.proposals.sign(offer.id)
    services.undo.undo()
    services.undo.redo()
    services.charges.invoice(offer.project_id, "10", proforma=True)
    label = services.charges.invoice(offer.project_id, "1000").value.label
    with pytest.raises(Refused, match=rf"Not undone: invoice {label} was issued since"):
        services.undo.undo()
    assert services.charges.of(offer.project_id).due == offer.gross


def test_without_an_invoice_a_signature_can_be_taken_back(services: Services) -> None:
    offer = sent(services, offer_of(services))
    signature = services.proposals.sign(offer.id).change_id
    services.charges.invoice(offer.project_id, "10", proforma=True)
    services.undo.undo(signature)
    assert services.charges.of(offer.project_id).due is None
