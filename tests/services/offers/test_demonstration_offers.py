"""The offers of the demonstration desk: every status, figures that agree, numbers without gaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from solartui.domain.offers.vocabulary import ChargeKind, ProposalStatus

if TYPE_CHECKING:
    from solartui.services.container import Services


def test_offers_are_in_every_status_and_agree_with_their_projects(demonstration: Services) -> None:
    offers = demonstration.proposals.find()
    assert {offer.status for offer in offers} == set(ProposalStatus)
    active = Counter(offer.project_id for offer in offers if offer.active)
    assert set(active.values()) == {1}
    for offer in offers:
        assert sum(line["gross"] for line in offer.figures["lines"]) == offer.gross
        if offer.active:
            project = demonstration.projects.get(offer.project_id)
            assert (project.price_net, project.price_gross) == (offer.net, offer.gross)
    numbers = defaultdict(set)
    for offer in offers:
        numbers[offer.year].add(offer.number)
    assert all(found == set(range(1, len(found) + 1)) for found in numbers.values())


def test_papers_and_ledgers_of_the_demonstration_stand(demonstration: Services) -> None:
    signed = [one for one in demonstration.proposals.find() if one.status is ProposalStatus.ACCEPTED]
    ledgers = [demonstration.charges.of(one.project_id) for one in signed]
    assert all(ledger.balance is not None and ledger.balance >= 0 for ledger in ledgers)
    invoice = next(one for ledger in ledgers for one in ledger.entries if one.kind is ChargeKind.INVOICE)
    assert demonstration.papers.invoice(invoice.id).startswith(b"%PDF-")
    assert demonstration.papers.proposal(signed[0].id).startswith(b"%PDF-")
