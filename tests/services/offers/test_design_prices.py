"""What designs cost before an offer is made of them, and designs as documents that make others."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.errors import NotFound
from solartui.domain.money import to_decimal
from solartui.domain.offers.drafts import DesignFields
from solartui.domain.offers.vocabulary import YieldSource
from solartui.i18n import use_language
from solartui.services.design_documents import amount, copied_fields, design_document, line_fields
from tests.desk import VIEWER, at_desk
from tests.offer_desk import design_of, offer_of, project_of

if TYPE_CHECKING:
    from solartui.services.container import Services

SEVERAL: list[dict[str, Any]] = [
    {"kind": "module", "name": "JA 500", "quantity": "20", "unit": "szt.", "unit_price": "612.50"},
    {"kind": "inverter", "name": "GEN24", "unit_price": "9450", "vat_rate": "23"},
    {"kind": "work", "name": "Montaż", "quantity": "1.5", "unit": "usł.", "unit_price": "0.01", "vat_rate": "0"},
]


@pytest.mark.parametrize(
    ("values", "net", "gross"),
    [
        # 8 % of all of it; 8 % of 300/350 and 23 % of the rest; 23 % of all of it.
        ({"floor_area": 250}, "40000.00", "43200.00"),
        ({"floor_area": 350}, "40000.00", "44057.15"),
        ({"building": "other"}, "40000.00", "49200.00"),
        ({"building": "flat", "floor_area": 150}, "40000.00", "43200.00"),
        ({}, "40000.00", "43200.00"),
    ],
)
@pytest.mark.feature("B-101")
def test_a_design_is_priced_by_the_rules_of_its_place(
    services: Services, values: dict[str, Any], net: str, gross: str
) -> None:
    design = design_of(services, project_of(services), **values)
    priced = services.design_prices.of(design.id)
    assert priced.price is not None
    assert (to_decimal(priced.price.net, "PLN"), to_decimal(priced.price.gross, "PLN")) == (
        Decimal(net),
        Decimal(gross),
    )
    assert priced.unknown == ""
    assert (priced.design, priced.project.id) == (design, design.project_id)


def test_the_price_is_that_of_the_offer_that_is_made_then(services: Services) -> None:
    design = design_of(services, project_of(services), lines=SEVERAL, floor_area=420)
    price = services.design_prices.of(design.id).price
    offer = services.proposals.create(design.id, {}).value
    assert price is not None
    assert (price.net, price.vat, price.gross) == (offer.net, offer.vat, offer.gross)
    rates = [tuple(str(rate) for rate in line.rates) for line in price.lines]
    assert [tuple(line["rates"]) for line in offer.figures["lines"]] == rates
    assert rates[1:] == [("23",), ("0",)]


def test_a_line_has_its_own_rate_where_one_is_given(services: Services) -> None:
    design = design_of(services, project_of(services), lines=SEVERAL)
    price = services.design_prices.of(design.id).price
    assert price is not None
    assert [line.vat for line in price.lines] == [98_000, 217_350, 0]
    assert price.by_rate == ((Decimal(0), 2, 0), (Decimal(8), 1_225_000, 98_000), (Decimal(23), 945_000, 217_350))


def test_where_the_rate_is_not_known_only_the_net_price_is(services: Services) -> None:
    project = project_of(services, country="NO", latitude=59.9, longitude=10.7, region=None, city="Oslo")
    design = design_of(services, project)
    priced = services.design_prices.of(design.id)
    assert priced.price is None
    assert "VAT rate" in priced.unknown
    assert design.net == 4_000_000


def test_a_design_without_lines_costs_nothing(services: Services) -> None:
    design = design_of(services, project_of(services), lines=[])
    price = services.design_prices.of(design.id).price
    assert price is not None
    assert (price.lines, price.gross, price.per_kwp(design.capacity_kwp)) == ((), 0, (0, 0))


def test_whoever_may_read_may_see_prices(services: Services) -> None:
    design = design_of(services, project_of(services))
    assert at_desk(services, VIEWER).design_prices.of(design.id).price is not None
    with pytest.raises(NotFound):
        services.design_prices.of(99)
    with pytest.raises(NotFound):
        services.design_prices.incentives(99)


@pytest.mark.parametrize(
    ("language", "fields", "expected"),
    [
        ("en", {}, (("grant_example", "Grant (example)", False),)),
        ("pl", {}, (("grant_example", "Dotacja (przykład)", False),)),
        ("en", {"type": "commercial"}, ()),
        (
            "en",
            {"country": "AU", "region": "NSW", "latitude": -33.9, "longitude": 151.2},
            (("certificates", "Small-scale technology certificates", True),),
        ),
        ("en", {"country": "DE", "latitude": 52.5, "longitude": 13.4}, ()),
    ],
)
def test_what_may_be_given_back_is_known_by_place_and_kind(
    services: Services, language: str, fields: dict[str, Any], expected: object
) -> None:
    design = design_of(services, project_of(services, **fields))
    use_language(language)
    assert services.design_prices.incentives(design.id) == expected


def test_what_is_offered_beforehand_can_be_asked_for(services: Services) -> None:
    design = design_of(services, project_of(services))
    (key, _, usual), *_ = services.design_prices.incentives(design.id)
    assert services.proposals.create(design.id, {}).value.incentive == 0
    asked = services.proposals.create(design.id, {"incentives": [key]}).value
    assert (usual, asked.incentive) == (False, 700_000)


# ---- documents


def test_a_design_as_a_document_makes_the_same_design(services: Services) -> None:
    planes = [
        {"name": "S", "modules": 12, "tilt": 40, "azimuth": 180, "shading": "some"},
        {"modules": 8, "azimuth": 90},
    ]
    design = design_of(services, project_of(services), planes=planes, modules=None, lines=SEVERAL, battery_kwh=10)
    document = json.loads(json.dumps(design_document(design)))
    fields = {key: document[key] for key in DesignFields.model_fields if document.get(key) is not None}
    twin = services.designs.create(design.project_id, fields).value
    assert (twin.planes, twin.lines, twin.capacity_kwp) == (design.planes, design.lines, design.capacity_kwp)
    assert (twin.battery_kwh, twin.yields) == (design.battery_kwh, design.yields)


@pytest.mark.feature("A-13")
def test_another_one_like_it_works_its_yield_out_again(services: Services) -> None:
    design = design_of(
        services, project_of(services), lines=SEVERAL, inverter="GEN24", building="house", floor_area=180
    )
    fields = copied_fields(design, "B")
    assert "yields" not in fields
    twin = services.designs.create(design.project_id, fields).value
    assert (twin.name, twin.yield_source, twin.yields) == ("B", YieldSource.ESTIMATE, design.yields)
    assert (twin.lines, twin.planes, twin.inverter) == (design.lines, design.planes, design.inverter)
    assert (twin.building, twin.floor_area, twin.proposals) == (design.building, design.floor_area, 0)


def test_a_yield_that_somebody_gave_is_kept_by_another_one_like_it(services: Services) -> None:
    design = design_of(services, project_of(services), yields=[100] * 12)
    twin = services.designs.create(design.project_id, copied_fields(design, "B")).value
    assert (twin.yields, twin.yield_source) == ((100.0,) * 12, YieldSource.HAND)


def test_a_design_of_a_power_alone_can_be_copied(services: Services) -> None:
    design = services.designs.create(project_of(services).id, {"capacity_kwp": 7.5}).value
    twin = services.designs.create(design.project_id, copied_fields(design, "B")).value
    assert (twin.capacity_kwp, twin.planes) == (7.5, ())


def test_the_copy_of_an_offered_design_has_no_offers(services: Services) -> None:
    offer = offer_of(services)
    design = services.designs.get(offer.design_id)
    twin = services.designs.create(design.project_id, copied_fields(design, "B")).value
    assert (design.proposals, twin.proposals) == (1, 0)


def test_lines_keep_their_numbers_exactly(services: Services) -> None:
    design = design_of(services, project_of(services), lines=SEVERAL)
    assert [line_fields(line, "PLN") for line in design.lines] == [
        {**SEVERAL[0], "vat_rate": None},
        {"kind": "inverter", "name": "GEN24", "quantity": "1", "unit": "", "unit_price": "9450.00", "vat_rate": "23"},
        SEVERAL[2],
    ]


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(None, "PLN", None), (0, "PLN", "0.00"), (-150, "EUR", "-1.50"), (1234567, "PLN", "12345.67")],
)
def test_amounts_are_texts_of_decimal_numbers(minor: int | None, currency: str, text: str | None) -> None:
    assert amount(minor, currency) == text
