"""Money as whole minor units (grosz, cent) of its currency; VAT rounded line by line, half up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from solartui import i18n
from solartui.domain.errors import Invalid
from solartui.domain.typed_numbers import plain_number
from solartui.i18n import tr

# Currencies whose minor unit is not a hundredth.
_DIGITS = {"CLP": 0, "ISK": 0, "JPY": 0, "KRW": 0}
_SIGNS = {"pl": {"PLN": "zł"}}
_NO_BREAK = "\u00a0"
_HUNDRED = Decimal(100)
_LIMIT = Decimal(10) ** 15  # far beyond any price, and within what the arithmetic is exact for


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an offer: its net price in minor units, and its VAT rate in percent."""

    net: int
    rate: Decimal

    @property
    def vat(self) -> int:
        """The tax on this line, in minor units."""
        return round_half_up(self.net * self.rate / _HUNDRED)

    @property
    def gross(self) -> int:
        """Net price and tax."""
        return self.net + self.vat


def round_half_up(amount: Decimal) -> int:
    """The nearest whole number; a half goes away from zero."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def lines_by_area(net: int, area: Decimal, limit: Decimal, reduced: Decimal, standard: Decimal) -> tuple[Line, ...]:
    """A price under a reduced rate that holds up to a floor area, and above it for the share limit / area only.

    Args:
        net: the whole net price, in minor units.
        area: usable floor area of the house or flat, m².
        limit: the area up to which all of it is reduced, m².
        reduced: the reduced rate, percent.
        standard: the rate of the rest, percent.
    """
    if area <= limit:
        return (Line(net, reduced),)
    share = round_half_up(net * limit / area)
    return (Line(share, reduced), Line(net - share, standard))


def per_kwp(total: int | None, capacity_kwp: float | None) -> int | None:
    """The price of one kWp in minor units; None where there is no price or no capacity to divide by."""
    if total is None or not capacity_kwp:
        return None
    return round_half_up(total / Decimal(str(capacity_kwp)))


def digits_of(currency: str) -> int:
    """How many decimals an amount in a currency has."""
    return _DIGITS.get(currency, 2)


def to_minor(amount: Decimal | int | str, currency: str) -> int:
    """An amount as minor units, rounded half up; text may be as people type it, see `typed_numbers`.

    Raises:
        Invalid: it is no amount.
    """
    try:
        number = Decimal(plain_number(str(amount)))
    except (InvalidOperation, ValueError):
        number = Decimal("NaN")
    if not number.is_finite() or not -_LIMIT < number < _LIMIT:
        raise Invalid(tr("“{text}” is no amount of money", text=str(amount)[:40]), "price")
    return round_half_up(number.scaleb(digits_of(currency)))


def to_decimal(minor: int, currency: str) -> Decimal:
    """Minor units as a decimal number of the currency, such as 1234.50."""
    return Decimal(minor).scaleb(-digits_of(currency))


def format_number(value: Decimal | float, digits: int = 0, language: str | None = None) -> str:
    """A number with its thousands grouped, as the language writes it."""
    text = f"{value:,.{digits}f}"
    if (language or i18n.language()) != "pl":
        return text
    return text.replace(",", _NO_BREAK).replace(".", ",")


def sign_of(currency: str, language: str | None = None) -> str:
    """What stands beside an amount: ``zł`` in Polish, else the currency's code."""
    return _SIGNS.get(language or i18n.language(), {}).get(currency, currency)


def format_money(minor: int | None, currency: str, language: str | None = None, *, whole: bool = False) -> str:
    """An amount as the language writes it: ``1 234,50 zł``, ``PLN 1,234.50``; a dash where there is none.

    Args:
        minor: the amount in minor units.
        currency: its code.
        language: the language, where it is not the one in use.
        whole: leaves the minor units out, for amounts that are no more than estimates.
    """
    if minor is None:
        return "—"
    language = language or i18n.language()
    amount = to_decimal(minor, currency)
    number = format_number(amount, 0 if whole else digits_of(currency), language)
    if language == "pl":
        return f"{number}{_NO_BREAK}{sign_of(currency, language)}"
    return f"{currency}{_NO_BREAK}{number}"
