"""How the use of electricity is spread over the year.

The shares come from the standard load profiles of the BDEW of 1999 (package standardlastprofile, CC0), summed for the
calendar year 2025 with Polish holidays; the residential one with its dynamisation. A German load, and a fair default
for Poland.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from solartui.domain.errors import Invalid
from solartui.domain.vocabulary import LeadType
from solartui.i18n import ntr, tr

MONTHS = 12
MOST_KWH = 1e9
"""KWh that a bill can show; more is a mistake in typing."""
SHORTEST_USUAL, LONGEST_USUAL = 20, 400
"""Days that a bill usually covers; others are taken with a warning."""
LEAST_USUAL, MOST_USUAL = 50, 2000
"""KWh that a home usually uses in a month; other uses are taken with a warning."""
LONGEST_BILL = 3_700
"""Days that a bill can cover; a longer period is a mistake in typing."""

# Hundredths of a per cent of the year's use, January first. The table's rounding is made good on the largest month.
_H0 = (1021, 895, 934, 833, 783, 704, 697, 715, 731, 831, 867, 988)
_G0 = (871, 808, 871, 823, 821, 779, 837, 804, 824, 868, 823, 871)
_G3 = (857, 782, 848, 795, 840, 830, 868, 857, 818, 827, 822, 857)
_L0 = (921, 831, 893, 818, 805, 748, 772, 772, 784, 845, 891, 921)
_WHOLE = 10_000
SOUTHERN = frozenset({"AR", "AU", "BR", "CL", "NA", "NZ", "PE", "UY", "ZA"})
"""Countries, or most of them, in which January is a summer month."""


def _made_whole(shares: tuple[int, ...]) -> tuple[int, ...]:
    largest = shares.index(max(shares))
    return tuple(s + (_WHOLE - sum(shares) if month == largest else 0) for month, s in enumerate(shares))


_NORTH = {
    LeadType.RESIDENTIAL: _made_whole(_H0),
    LeadType.COMMERCIAL: _made_whole(_G0),
    LeadType.INDUSTRIAL: _made_whole(_G3),
    LeadType.AGRICULTURAL: _made_whole(_L0),
}
# South of the equator January is a summer month.
_SOUTH = {kind: shares[6:] + shares[:6] for kind, shares in _NORTH.items()}


def monthly_profile(kind: LeadType, annual_kwh: float, *, southern: bool = False) -> tuple[float, ...]:
    """The use of each month, kWh, January first, for a year's use of `annual_kwh`.

    Args:
        kind: what stands at the site; it chooses the load profile.
        annual_kwh: the use of the whole year, kWh; the months add up to it.
        southern: whether the site lies south of the equator, where the seasons are half a year apart.
    """
    shares = (_SOUTH if southern else _NORTH)[kind]
    return tuple([annual_kwh * share / _WHOLE for share in shares])


def average_from_bill(kind: LeadType, kwh: float, start: date, end: date, *, southern: bool = False) -> float:
    """The average use a month, kWh, for the use that a bill shows; winter bills count for less than summer ones.

    The share of the year's use that falls into the period comes from the load profile, day by day.

    Args:
        kind: what stands at the site; it chooses the load profile.
        kwh: the use in the period.
        start: the first day of the period.
        end: its last day, or the day of the month on which the next one begins; see `bill_days`.
        southern: whether the site lies south of the equator.

    Raises:
        Invalid: the use is none, or the period ends before it begins, or is far too long.
    """
    if not 0 < kwh <= MOST_KWH:
        raise Invalid(tr("How many kWh does the bill show?"), "kwh")
    days = bill_days(start, end)
    if days < 1:
        raise Invalid(tr("A bill ends after it begins."), "end")
    if days > LONGEST_BILL:
        raise Invalid(tr("A bill covers {days} days at most.", days=LONGEST_BILL), "end")
    shares = monthly_profile(kind, 1.0, southern=southern)
    period = [start + timedelta(day) for day in range(days)]
    share = sum(shares[day.month - 1] / monthrange(day.year, day.month)[1] for day in period)
    return kwh / share / MONTHS


def bill_days(start: date, end: date) -> int:
    """How many days a bill covers; less than 1 where it ends before it begins.

    Both days count, as in 1 January to 31 December. Only from one day of a month to the same day of another, as in
    1 January to 1 March, two readings of the meter are meant: the second one begins the next bill.
    """
    between = (end - start).days
    readings = between > 0 and start.day == end.day
    return between if readings else between + 1


def bill_warning(start: date, end: date) -> str:
    """What should be thought of about the period of a bill; empty where it is a usual one."""
    days = bill_days(start, end)
    if 1 <= days < SHORTEST_USUAL:
        return ntr(
            "Only {count} day: the average of so short a bill is rough.",
            "Only {count} days: the average of so short a bill is rough.",
            days,
        )
    if days > LONGEST_USUAL:
        return tr("{days} days: is that really one bill?", days=days)
    return ""


def use_warning(kind: LeadType, monthly_kwh: float | None) -> str:
    """What should be thought of about the use of a month; empty where it is usual, or where businesses differ."""
    if kind is not LeadType.RESIDENTIAL or not monthly_kwh:
        return ""
    if LEAST_USUAL <= monthly_kwh <= MOST_USUAL:
        return ""
    return tr("Homes use {least} to {most} kWh a month: is that right?", least=LEAST_USUAL, most=MOST_USUAL)


def lies_south(latitude: float | None, country: str | None) -> bool:
    """Whether a site lies south of the equator: by its coordinates, else by its country."""
    return latitude < 0 if latitude is not None else country in SOUTHERN
