"""Planes, yields, what a plant brings, and input that makes no sense."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from solartui.domain.drafts import validated
from solartui.domain.errors import Invalid, Refused
from solartui.domain.offers.charges import Ledger, check_amount, check_payment, left_to_invoice
from solartui.domain.offers.designs import Plane, capacity_of, line_document, line_of, plane_document, plane_of
from solartui.domain.offers.drafts import (
    DesignFields,
    ProposalFields,
    amount_of,
    day_of_text,
    key_of,
    lines_of,
    planes_of,
)
from solartui.domain.offers.figures import offer_figures
from solartui.domain.offers.vocabulary import Channel, ChargeKind
from solartui.domain.offers.yields import monthly_yields, off_equator
from solartui.i18n import use_language


@pytest.mark.parametrize(("azimuth", "latitude", "off"), [(180, 50, 0), (0, 50, 180), (90, 50, 90), (270, 50, 90),
                                                         (360, -33, 0), (10, -33, 10), (350, -33, 10)])  # fmt: skip
def test_how_far_a_plane_faces_away_from_the_equator(azimuth: float, latitude: float, off: float) -> None:
    assert off_equator(azimuth, latitude) == off


@pytest.mark.parametrize(
    ("tilt", "off", "shading", "share"),
    [
        (35, 0, "none", 1.0),
        (35, 45, "none", 0.95),
        (35, 90, "none", 0.83),
        (35, 180, "none", 0.60),
        (10, 0, "none", 0.90),
        (10, 180, "none", 0.90),
        (90, 0, "none", 0.70),
        (35, 0, "heavy", 0.75),
        (35, 0, "some", 0.90),
    ],
)
def test_planes_make_less_the_further_they_face_away(tilt: float, off: float, shading: str, share: float) -> None:
    assert offer_figures().plane_factor(tilt, off, shading) == pytest.approx(share)


def test_the_yield_of_two_planes_is_their_sum() -> None:
    south, east = Plane("", 10, 35, 180), Plane("", 10, 35, 90)
    both = monthly_yields([south, east], 450, 50.0)
    assert sum(monthly_yields([south], 450, 50.0)) == pytest.approx(4.5 * 1080)
    assert sum(both) == pytest.approx(4.5 * 1080 * 1.83)
    assert sum(both[3:9]) / sum(both) == pytest.approx(0.70, abs=0.03)


def test_power_follows_from_modules() -> None:
    assert capacity_of([Plane("", 20, 35, 180)], 440) == 8.8
    assert capacity_of([], 440) is None
    assert capacity_of([Plane("", 20, 35, 180)], None) is None


def test_lines_and_planes_keep_what_they_are() -> None:
    (line,) = lines_of(
        [{"kind": "work", "name": "Montaż", "quantity": "1,5", "unit": "h", "unit_price": "99,99"}], "PLN"
    )
    assert line_of(line_document(line)) == line
    assert line.net == 14_999
    (plane,) = planes_of([{"modules": 9}])
    assert plane_of(plane_document(plane)) == plane == Plane("", 9, 35.0, 180.0)


BAD_LINES: list[tuple[Any, type[Exception]]] = [
    ({"name": ""}, Invalid),
    ({"unit_price": "-1"}, Invalid),
    ({"unit_price": "0.005"}, Invalid),
    ({"unit_price": "a lot"}, Invalid),
    ({"unit_price": None}, Invalid),
    ({"unit_price": "1e30"}, Invalid),
    ({"quantity": "0"}, Invalid),
    ({"quantity": "-3"}, Invalid),
    ({"quantity": "0.0001"}, Invalid),
    ({"quantity": "NaN"}, Invalid),
    ({"kind": "magic"}, Invalid),
    ({"vat_rate": "101"}, Invalid),
    ({"currency": "EUR"}, Refused),
    ({"name": "x" * 300}, Invalid),
]


@pytest.mark.parametrize(("change", "error"), BAD_LINES, ids=lambda value: str(value)[:30])
def test_lines_that_make_no_sense(change: dict[str, Any], error: type[Exception]) -> None:
    good = {"kind": "other", "name": "x", "quantity": "1", "unit_price": "1"}
    assert lines_of([good], "PLN")
    with pytest.raises(error):
        lines_of([good | change], "PLN")


@pytest.mark.parametrize(
    "bad", [{"modules": 0}, {"modules": "1.5"}, {"tilt": 91}, {"azimuth": -1}, {"shading": "dark"}]
)
def test_planes_that_make_no_sense(bad: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="planes 1"):
        planes_of([{"modules": 5} | bad])


@pytest.mark.parametrize("values", [[1], "x", ["a"]])
def test_lists_of_something_else(values: Any) -> None:
    with pytest.raises(Invalid):
        planes_of(values)
    with pytest.raises(Invalid):
        lines_of([{"name": "x", "unit_price": 1}] * 201, "PLN")


@pytest.mark.parametrize(
    ("field", "value"),
    [("module_wp", "0"), ("modules", "-1"), ("modules", "2.5"), ("tilt", "91"), ("floor_area", "0"),
     ("yields", "1 2 3"), ("building", "tent"), ("nonsense", "1"), ("capacity_kwp", "-1"), ("yields", [-1] * 12)],
)  # fmt: skip
def test_fields_of_designs_that_make_no_sense(field: str, value: Any) -> None:
    with pytest.raises(Invalid):
        validated(DesignFields, {field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "de"), ("valid_until", "soon"), ("vat_rate", "1_0"), ("incentives", 5), ("zone", "x")],
)
def test_fields_of_proposals_that_make_no_sense(field: str, value: Any) -> None:
    with pytest.raises(Invalid):
        validated(ProposalFields, {field: value})


@pytest.mark.parametrize(
    ("text", "minor"), [("1 234,50", 123_450), ("1.234,5", 123_450), ("100", 10_000), ("99.99 PLN", 9_999), ("0,01", 1)]
)
def test_amounts_as_people_type_them(text: str, minor: int) -> None:
    assert amount_of(text, "PLN") == minor


@pytest.mark.parametrize("text", ["", "x1", "1.234", "1.23,4.5", "NaN", "Infinity", "1e99", "0.001", "1_000"])
def test_amounts_that_are_none(text: str) -> None:
    with pytest.raises((Invalid, Refused)):
        amount_of(text, "PLN")


def test_words_of_either_language_are_taken() -> None:
    use_language("pl")
    assert key_of(Channel, "e-mail", "channel") is Channel.EMAIL
    assert key_of(Channel, "PRINT", "channel") is Channel.PRINT
    use_language("en")
    with pytest.raises(Invalid, match="email, sms, link, print"):
        key_of(Channel, "pigeon", "channel")


def test_days_are_read_or_refused() -> None:
    assert str(day_of_text("2026-11-23", "date")) == "2026-11-23"
    assert day_of_text("", "date") is None
    with pytest.raises(Invalid, match="date"):
        day_of_text("31.02", "date")


@pytest.mark.feature("E-38")
def test_money_that_is_not_due_is_not_taken() -> None:
    ledger = Ledger(1, "PLN", 1_000, ())
    check_payment(ledger, ChargeKind.FINAL, 1_000)
    with pytest.raises(Refused, match="balance"):
        check_payment(ledger, ChargeKind.FINAL, 1_001)
    with pytest.raises(Refused, match="paid"):
        check_payment(ledger, ChargeKind.REFUND, 1)
    with pytest.raises(Refused, match="agreed"):
        left_to_invoice(Ledger(1, "PLN", None, ()))
    for amount in (0, -5, 10**14):
        with pytest.raises(Invalid):
            check_amount(amount)
    assert Decimal(ledger.balance or 0) == 1_000
