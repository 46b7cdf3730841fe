"""The gate between leads and projects: what is missing, and what is confirmed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solartui.domain.conversion import Missing, facts, missing_for_conversion
from solartui.domain.leads import Address, Lead
from tests.domain.examples import LEAD


@pytest.mark.feature("B-162")
@pytest.mark.parametrize(
    ("address", "point", "missing"),
    [
        (Address(city="Kraków"), None, False),
        (Address(postcode="30-001"), None, False),
        (Address(), (50.0, 20.0), False),
        (Address(), (0.0, 0.0), False),
        (Address(), None, True),
        (Address(street="Długa 1", region="małopolskie", country="PL"), None, True),
    ],
)
def test_a_lead_needs_a_location(address: Address, point: tuple[float, float] | None, missing: bool) -> None:
    latitude, longitude = point or (None, None)
    lead = replace(LEAD, address=address, latitude=latitude, longitude=longitude)
    reason = "lead has no location; regulations are chosen by location"
    assert missing_for_conversion(lead) == ((Missing("location", reason),) if missing else ())


def shown(lead: Lead) -> list[tuple[str, str]]:
    return [(fact.label, fact.value) for fact in facts(lead)]


@pytest.mark.feature("B-159")
def test_exactly_five_facts_are_confirmed() -> None:
    assert shown(LEAD) == [
        ("Facility type", "Residential"),
        ("Grid connection type", "On-Grid"),
        ("Address", "Długa 12a, 30-001 Nowy Sącz, małopolskie, PL"),
        ("Customer", "Zofia Kowalska-Nowak"),
        ("Assigned to", "Ekipa Południe"),
    ]
    assert [fact.field for fact in facts(LEAD)] == ["type", "grid_connection", "address", "contact", "assignee"]


@pytest.mark.feature("B-159")
def test_what_is_not_there_is_said() -> None:
    bare = replace(LEAD, address=Address(), assignee=None)
    assert [shown(bare)[2][1], shown(bare)[4][1]] == ["—", "nobody"]
    assert shown(replace(bare, latitude=50.061947, longitude=19.936856))[2][1] == "50.06195, 19.93686"
    located = replace(LEAD, latitude=49.6249, longitude=20.6911)
    assert shown(located)[2][1] == "Długa 12a, 30-001 Nowy Sącz, małopolskie, PL (49.62490, 20.69110)"
