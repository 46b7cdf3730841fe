"""Serial numbers against the assets that were installed."""

from __future__ import annotations

import pytest

from solartui.domain.workflow.serials import missing_serials, wrong_serials

CASES: list[tuple[object, object, tuple[str, ...], str | None]] = [
    (["Inverter", "Battery"], ["A", "B"], (), None),
    (["Inverter", "Battery"], ["A"], ("Battery",), None),
    (["Inverter", "Battery"], ["", "B"], ("Inverter",), None),
    (["Inverter", "Battery"], [" ", " "], ("Inverter", "Battery"), None),
    (["Inverter", "Battery"], None, ("Inverter", "Battery"), None),
    (["Inverter", "Battery"], ["A", "B", "C"], (), "C"),
    (["Inverter", "Battery"], ["A", "A"], (), "A"),
    (["Inverter", "Battery"], ["A", " A "], (), "A"),
    (["Inverter", "Battery", "Meter"], ["", "", "M"], ("Inverter", "Battery"), None),
    (None, ["A", "B"], (), None),
    (None, ["A", "A"], (), "A"),
    ([], None, (), None),
    ("Inverter", "A", (), None),
    ([1, 2], [7], ("2",), None),
]


@pytest.mark.feature("E-31", "E-35")
@pytest.mark.parametrize(("assets", "serials", "missing", "wrong"), CASES)
def test_the_first_number_belongs_to_the_first_asset(
    assets: object, serials: object, missing: tuple[str, ...], wrong: str | None
) -> None:
    values = {"assets": assets, "serial_numbers": serials}
    assert missing_serials(values) == missing
    assert wrong_serials(values) == wrong


def test_where_nothing_is_installed_nothing_is_missing() -> None:
    assert missing_serials({}) == ()
    assert wrong_serials({}) is None
