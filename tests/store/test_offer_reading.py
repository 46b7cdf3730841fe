"""What the workflow and others ask about offers and money, straight from the database."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from solartui.domain.offers.vocabulary import Channel, ChargeKind, ProposalStatus
from solartui.store.reading import offers as reading
from tests.offer_desk import design_of, offer_of, project_of, sent, signed

if TYPE_CHECKING:
    from solartui.services.container import Services
    from tests.conftest import Clock


@pytest.mark.parametrize(
    ("taken", "free"),
    [((), 1), ((1,), 2), ((1, 2, 3), 4), ((2, 3), 1), ((1, 3), 2), ((1, 2, 4, 6), 3), ((5,), 1)],
)
def test_the_lowest_free_number_is_next(services: Services, taken: tuple[int, ...], free: int) -> None:
    design = design_of(services, project_of(services))
    for _ in range(max(taken, default=0)):
        services.proposals.create(design.id, {})
    with services.store.begin(services.actor) as work:
        marks = ", ".join("?" * len(taken)) or "0"
        work.raw.execute(f"DELETE FROM proposal WHERE number NOT IN ({marks})", taken)
    with services.store.reading() as connection:
        assert reading.free_number(connection, 2026) == free
        assert reading.free_number(connection, 2027) == 1


def test_versions_and_invoices_count_on(services: Services) -> None:
    offer = offer_of(services)
    services.proposals.revise(offer.id, {})
    with services.store.reading() as connection:
        assert reading.next_revision(connection, offer.year, offer.number) == 3
        assert reading.next_invoice(connection, ChargeKind.INVOICE, 2026) == 1
    other = signed(services, project_of(services, "B", emails=()))
    services.charges.invoice(other.project_id, "1")
    services.charges.invoice(other.project_id, "1", proforma=True)
    with services.store.reading() as connection:
        assert reading.next_invoice(connection, ChargeKind.INVOICE, 2026) == 2
        assert reading.next_invoice(connection, ChargeKind.PROFORMA, 2026) == 2
        assert reading.next_invoice(connection, ChargeKind.INVOICE, 2025) == 1


def test_what_is_not_there(services: Services, clock: Clock) -> None:
    day = clock.now.date()
    with services.store.reading() as connection:
        assert reading.design(connection, 1) is None
        assert reading.proposal(connection, 1, day) is None
        assert reading.charge(connection, 1) is None
        assert reading.ledger(connection, 1) is None
        assert reading.balance(connection, 1) is None
        assert reading.synced(connection, 1) is None
        assert not reading.deposit_paid(connection, 1)
        assert not reading.renewed_since(connection, 1, clock.now)
        assert reading.designs(connection) == []
        assert reading.all_proposals(connection, day) == []


@pytest.mark.feature("E-08", "E-10", "E-20", "E-34")
def test_links_syncs_and_renewals(services: Services, clock: Clock) -> None:
    project = project_of(services)
    design = design_of(services, project)
    start = clock.now
    services.designs.link(design.id, "pylon")
    with services.store.reading() as connection:
        assert reading.synced(connection, project.id) is None
        assert not reading.renewed_since(connection, project.id, start)
    synced = clock.forward(hours=1)
    services.designs.confirm(design.id)
    with services.store.reading() as connection:
        assert reading.synced(connection, project.id) == synced
        assert reading.renewed_since(connection, project.id, start)
        assert not reading.renewed_since(connection, project.id, synced)
    clock.forward(hours=1)
    services.proposals.create(design.id, {})
    with services.store.reading() as connection:
        assert reading.renewed_since(connection, project.id, synced)
        assert not reading.renewed_since(connection, project.id, clock.now)


@pytest.mark.feature("E-14", "E-38")
def test_deposits_and_balances(services: Services) -> None:
    offer = signed(services)
    with services.store.reading() as connection:
        assert reading.balance(connection, offer.project_id) == offer.payable
        assert not reading.deposit_paid(connection, offer.project_id)
    services.charges.pay(offer.project_id, "100", ChargeKind.PAYMENT)
    services.charges.pay(offer.project_id, "200", ChargeKind.DEPOSIT)
    with services.store.reading() as connection:
        assert reading.balance(connection, offer.project_id) == offer.payable - 30_000
        assert reading.deposit_paid(connection, offer.project_id)


def test_a_status_is_that_of_the_day(services: Services, clock: Clock) -> None:
    offer = sent(services, offer_of(services, valid_until="2026-11-30"), Channel.EMAIL)
    day = clock.now.date()
    with services.store.reading() as connection:
        shown = [reading.proposal(connection, offer.id, day + timedelta(days=more)) for more in (0, 7, 8)]
    assert [one.status for one in shown if one] == [ProposalStatus.SENT, ProposalStatus.SENT, ProposalStatus.EXPIRED]
    with services.store.reading() as connection:
        stored = connection.execute("SELECT status FROM proposal").fetchone()[0]
    assert stored == "sent"


@pytest.mark.feature("A-17", "B-145", "B-146")
def test_names_are_those_of_today_and_papers_those_of_then(services: Services) -> None:
    project = project_of(services)
    offer = offer_of(services, project)
    services.contacts.edit(project.contacts[0].id, {"name": "Anna Nowa"})
    services.projects.edit(project.id, {"name": "Dach"})
    after = services.proposals.get(offer.id)
    assert (after.customer, after.project_name) == ("Anna Nowa", "Dach")
    assert after.figures["customer"]["name"] == "Anna Wiśniewska"


def test_links_are_made_of_the_address_of_the_day(services: Services) -> None:
    assert offer_of(services).link == ""
    services.settings.set("proposals.link", "https://offers.example/o/")
    project = project_of(services, "B", emails=())
    offer = offer_of(services, project)
    assert offer.link.startswith("https://offers.example/o/")
    assert len(offer.link.rpartition("/")[2]) >= 20
    services.settings.set("proposals.link", "https://other.example")
    assert services.proposals.get(offer.id).link == offer.link
    assert services.proposals.revise(offer.id, {}).value.link.startswith("https://other.example/")
