"""What a desk may set about the first estimate of a plant, and the figures that come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from solartui.domain.estimate import Figures, Prices, standard_figures
from solartui.domain.setting import Setting, SettingKind, Value
from solartui.domain.vocabulary import GridConnection
from solartui.i18n import mark

GROUP = "estimates"
_PERCENT = 100
_COVERS = {
    GridConnection.ON_GRID: ("cover_on_grid", mark("Cover, on-grid, %")),
    GridConnection.ZERO_INJECTION: ("cover_zero_injection", mark("Cover, zero injection, %")),
    GridConnection.OFF_GRID: ("cover_off_grid", mark("Cover, off-grid, %")),
}
_SELF_USES = {
    "home": ("self_use_home", mark("Used at once, home, %")),
    "home_with_battery": ("self_use_battery", mark("Used at once, battery, %")),
    "business": ("self_use_business", mark("Used at once, business, %")),
    "off_grid": ("self_use_off_grid", mark("Used at once, off-grid, %")),
}
_PRICES = {
    "kwp": (
        mark("Price of one kWp"),
        mark("What one kWp of a plant costs without tax; an estimate."),
    ),
    "bought": (mark("Price of a kWh"), mark("What a kWh from the grid costs with taxes; an estimate.")),
    "fed_in": (mark("Pay for a kWh"), mark("What is paid for a kWh that is fed in; an estimate.")),
}
_COVER_HELP = mark("How much a plant makes as a share of what the site uses in a year; an estimate.")
_SELF_USE_HELP = mark("The share of what is made and used in a month that is used while it is made; an estimate.")


def _number(name: str, default: float, label: str, help_text: str, bounds: tuple[float, float]) -> Setting:
    key = f"{GROUP}.{name}"
    return Setting(key, SettingKind.NUMBER, float(default), label, help_text, least=bounds[0], most=bounds[1])


def _settings(usual: Figures) -> Iterator[Setting]:
    yield _number("module_wp", usual.module_wp, mark("Module, Wp"),
                  mark("Peak power of the modules that estimates count with."), (50, 1_000))  # fmt: skip
    yield _number("heat_pump_kwh", usual.heat_pump_kwh, mark("Heat pump, kWh a year"),
                  mark("What a heat pump adds from October to April; an estimate."), (0, 50_000))  # fmt: skip
    yield _number("error_percent", usual.error_percent, mark("How far off, ±%"),
                  mark("How far off estimates may be, as it stands beside them."), (0, 100))  # fmt: skip
    for connection, (name, label) in _COVERS.items():
        yield _number(name, round(usual.cover[connection] * _PERCENT), label, _COVER_HELP, (5, 500))
    for kind, (name, label) in _SELF_USES.items():
        yield _number(name, round(usual.self_use[kind] * _PERCENT), label, _SELF_USE_HELP, (0, 100))
    for currency, prices in usual.prices.items():
        for part, (label, help_text) in _PRICES.items():
            amount = getattr(prices, part)
            yield _number(f"{part}_{currency.lower()}", amount, label, help_text, (0, 1_000_000))


ESTIMATE_SETTINGS = tuple(_settings(standard_figures()))


def figures_of(values: Mapping[str, Value]) -> Figures:
    """The figures of a desk.

    Args:
        values: settings by their keys; those that are missing are what they are by themselves.
    """
    usual = standard_figures()

    def value(name: str, default: float) -> float:
        found = values.get(f"{GROUP}.{name}", default)
        return found if isinstance(found, float) else default

    def price(currency: str, part: str, default: Decimal) -> Decimal:
        # A float in between: 1.1 is 1.1 again, not 1.100000000000000088.
        return Decimal(repr(value(f"{part}_{currency.lower()}", float(default))))

    return replace(
        usual,
        module_wp=round(value("module_wp", usual.module_wp)),
        heat_pump_kwh=value("heat_pump_kwh", usual.heat_pump_kwh),
        error_percent=round(value("error_percent", usual.error_percent)),
        cover={one: value(_COVERS[one][0], share * _PERCENT) / _PERCENT for one, share in usual.cover.items()},
        self_use={one: value(_SELF_USES[one][0], share * _PERCENT) / _PERCENT for one, share in usual.self_use.items()},
        prices={
            currency: Prices(currency, *(price(currency, part, getattr(prices, part)) for part in _PRICES))
            for currency, prices in usual.prices.items()
        },
    )
