"""Numbers of offers and invoices under concurrency: many processes at once, no gap and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.offer_desk import design_of, project_of, signed
from tests.store.processes import together
from tests.store.test_processes import at

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

PROCESSES, EACH = 4, 5


def make_offers(path: Path, design_id: int) -> list[str]:
    """Some offers, one after the other."""
    services = at(path)
    return [services.proposals.create(design_id, {}).value.label for _ in range(EACH)]


def issue_invoices(path: Path, project_id: int) -> list[str]:
    """Some invoices, one after the other."""
    services = at(path)
    return [services.charges.invoice(project_id, "10").value.label or "" for _ in range(EACH)]


def test_numbers_of_offers_have_no_gaps(database: Path, services: Services) -> None:
    design = design_of(services, project_of(services))
    made = [label for labels in together(make_offers, [(database, design.id)] * PROCESSES) for label in labels]
    year = services.proposals.find()[0].year
    assert sorted(made) == [f"SO/{year}/{number:04d}" for number in range(1, PROCESSES * EACH + 1)]
    assert sum(offer.active for offer in services.proposals.of_project(design.project_id)) == 1


def test_numbers_of_invoices_have_no_gaps(database: Path, services: Services) -> None:
    offer = signed(services)
    made = [
        label for labels in together(issue_invoices, [(database, offer.project_id)] * PROCESSES) for label in labels
    ]
    assert sorted(label[-4:] for label in made) == [f"{number:04d}" for number in range(1, PROCESSES * EACH + 1)]
    assert services.charges.of(offer.project_id).invoiced == PROCESSES * EACH * 1000
