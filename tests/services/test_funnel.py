"""The way of leads from the first inquiry to the end, in numbers."""

from __future__ import annotations

import pytest

from solartui.domain.errors import Invalid
from solartui.services.container import Services
from tests.desk import add_lead


@pytest.mark.feature("A-21")
def test_every_lead_is_counted_once_in_the_end(services: Services) -> None:
    assert services.reports.funnel().rate(0) is None
    leads = [add_lead(services, f"Jan {n}", city="Kraków" if n < 5 else "Łódź", country="PL").id for n in range(8)]
    services.lead_actions.log_contact([leads[0]], "call", "rang")
    services.lead_actions.move([leads[1]], "contacted")
    services.conversion.convert(leads[2])
    services.conversion.convert(leads[2])
    services.lead_actions.move([leads[3]], "lost", "too dear")
    services.lead_actions.move([leads[4]], "closed")
    services.lead_actions.archive([leads[4], leads[5]])
    services.lead_actions.delete([leads[6]])
    found = services.reports.funnel()
    assert (found.created, found.contacted, found.converted, found.lost, found.closed, found.open) == (7, 3, 1, 1, 1, 4)
    assert found.rate(found.contacted) == pytest.approx(3 / 7)
    assert found.rate(found.converted, found.contacted) == pytest.approx(1 / 3)
    near = services.reports.funnel("city:kraków")
    assert (near.created, near.converted, near.closed) == (4, 1, 0)
    with pytest.raises(Invalid):
        services.reports.funnel("stage:bogus")
