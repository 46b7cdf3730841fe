"""Designs count as estimates do: with the zones of Australia, and with the figures that a desk has set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.estimate import standard_figures
from solartui.domain.estimate_settings import figures_of
from solartui.domain.leads import Address
from solartui.domain.offers.first import first_modules, usual_lines
from solartui.domain.offers.papers import proposal_paper
from solartui.domain.offers.vocabulary import YieldSource
from solartui.domain.offers.yields import benefit, months_of_one_kwp, self_use_factor
from solartui.services.design_columns import SiteUse
from tests.domain.offers.examples import PROJECT
from tests.offer_desk import offer_of, project_of

if TYPE_CHECKING:
    from solartui.services.container import Services

SYDNEY = {"latitude": -33.87, "longitude": 151.21, "country": "AU", "city": "Sydney"}
ALICE = {"latitude": -23.7, "longitude": 133.88, "country": "AU", "city": "Alice Springs"}


@pytest.mark.parametrize(
    ("site", "per_kwp"),
    [
        (SYDNEY | {"postcode": "2000"}, 1382),
        (ALICE | {"postcode": "0870"}, 1622),
        (SYDNEY, 1605.65),
        (SYDNEY | {"postcode": "NSW 2000"}, 1605.65),
    ],
)
def test_a_design_makes_what_the_estimate_of_its_lead_says(
    services: Services, site: dict[str, Any], per_kwp: float
) -> None:
    project = project_of(services, **site)
    design = services.designs.create(project.id, {}).value
    plant = services.estimates.of(services.leads.get(project.lead_id or 0))
    assert plant is not None
    assert plant.specific_yield == pytest.approx(per_kwp, abs=0.1)
    assert (design.modules, design.capacity_kwp) == (plant.modules, plant.capacity_kwp)
    assert design.yields == pytest.approx(plant.production, abs=0.001)
    assert design.yield_source is YieldSource.ESTIMATE


def test_what_a_desk_has_set_reaches_its_designs(services: Services) -> None:
    for key, value in (("module_wp", "500"), ("cover_on_grid", "200"), ("kwp_pln", "8000"), ("heat_pump_kwh", "7000")):
        services.settings.set(f"estimates.{key}", value)
    project = project_of(services, heat_pump=True)
    design = services.designs.create(project.id, {}).value
    plant = services.estimates.of(services.leads.get(project.lead_id or 0))
    assert plant is not None
    assert (design.modules, design.module_wp) == (plant.modules, 500) == (42, 500)
    assert design.net == pytest.approx(21 * 800_000, rel=0.01)


def test_an_offer_keeps_how_far_off_its_estimates_were_said_to_be(services: Services) -> None:
    before = offer_of(services)
    services.settings.set("estimates.error_percent", "25")
    after = services.proposals.create(before.design_id, {}).value
    assert (before.figures["error_percent"], after.figures["error_percent"]) == (15, 25)
    assert "±25" in str(proposal_paper(after))
    assert "±15" in str(proposal_paper(before))


# ---- the rule itself


def test_months_of_one_kwp_come_to_its_year() -> None:
    at = Address(country="AU", postcode="3000")
    assert sum(months_of_one_kwp(-37.8, at)) == pytest.approx(1185)
    assert sum(months_of_one_kwp(-37.8)) == pytest.approx(standard_figures().specific_yield(-37.8))
    assert sum(months_of_one_kwp(50.0, Address(country="PL", postcode="3000"))) == pytest.approx(1080)


def test_figures_of_a_desk_hold_wherever_a_design_counts() -> None:
    own = figures_of(
        {
            "estimates.module_wp": 300.0,
            "estimates.kwp_pln": 1000.0,
            "estimates.self_use_home": 90.0,
            "estimates.cover_on_grid": 50.0,
        }
    )
    site = SiteUse(PROJECT, (), figures=own)
    usual = SiteUse(PROJECT, ())
    assert usual.figures == standard_figures()
    assert site.per_kwp == usual.per_kwp == months_of_one_kwp(PROJECT.latitude or 0, PROJECT.address)
    assert first_modules(PROJECT, (500.0,) * 12, 50.0, own) != first_modules(PROJECT, (500.0,) * 12, 50.0)
    assert self_use_factor(PROJECT, battery=False, figures=own) == 0.9
    names = (None, None, None)
    dear, cheap = (sum(x.net for x in usual_lines(PROJECT, 9, 4.0, names, None, figures=f)) for f in (None, own))
    assert cheap < dear / 3
    made, use = (100.0,) * 12, (300.0,) * 12
    more, less = (benefit(PROJECT, made, use, 1, battery=False, figures=figures) for figures in (own, None))
    assert more is not None
    assert less is not None
    assert more.saving > less.saving


def test_what_was_measured_is_better_than_any_estimate() -> None:
    site = SiteUse(PROJECT, (), (1.0,) * 12, figures_of({}))
    assert site.per_kwp == (1.0,) * 12
