"""Power, storage and money as tables and pages show them."""

from __future__ import annotations

from solartui.domain.money import format_money, sign_of, to_decimal
from solartui.widgets.cells import number


def kilowatts(value: float | None) -> str:
    """A power in kWp, or a capacity in kWh, with one decimal and without its unit."""
    return number(value, 1)


def rounded_money(minor: int | None, currency: str) -> str:
    """An amount without its small change: ``47 394 PLN``; nothing where there is none."""
    if minor is None:
        return ""
    return f"{number(float(round(to_decimal(minor, currency))))} {sign_of(currency)}"


def exact_money(minor: int | None, currency: str) -> str:
    """An amount as it stands on an offer; nothing where there is none."""
    return "" if minor is None else format_money(minor, currency)
