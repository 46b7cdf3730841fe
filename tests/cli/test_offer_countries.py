"""Whole offers on the command line, in several countries, against arithmetic of their own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.soak.offers import half_up

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

pytestmark = pytest.mark.usefixtures("known_day")


class Place(NamedTuple):
    """A site, and what its offer has to say.

    Attributes:
        parts: shares of each line's net price and the rate of each, per cent.
    """

    name: str
    lead: tuple[str, ...]
    design: tuple[str, ...]
    offer: tuple[str, ...]
    currency: str
    language: str
    parts: tuple[tuple[Fraction, int], ...]
    incentive: int = 0


POLAND = ("--country", "PL", "--city", "Kraków", "--latitude", "50", "--longitude", "20")
SYDNEY = ("--country", "AU", "--region", "NSW", "--city", "Sydney", "--latitude", "-33.9", "--longitude", "151.2")
LINES = (("module", "20", "612.35"), ("inverter", "1", "9450.01"), ("work", "7.5", "133.33"), ("other", "3", "33.33"))
ALL = Fraction(1)
PLACES = [
    Place("house", POLAND, ("floor_area=140",), (), "PLN", "pl", ((ALL, 8),)),
    Place("house at the limit", POLAND, ("floor_area=300",), (), "PLN", "pl", ((ALL, 8),)),
    Place("large house", POLAND, ("floor_area=350",), (), "PLN", "pl",
          ((Fraction(300, 350), 8), (Fraction(50, 350), 23))),
    Place("large flat", POLAND, ("floor_area=200", "building=flat"), (), "PLN", "pl",
          ((Fraction(150, 200), 8), (Fraction(50, 200), 23))),
    Place("shed", POLAND, ("building=other",), (), "PLN", "pl", ((ALL, 23),)),
    Place("shop", (*POLAND, "--type", "commercial"), (), (), "PLN", "pl", ((ALL, 23),)),
    Place("farm", (*POLAND, "--type", "agricultural"), (), (), "PLN", "pl", ((ALL, 23),)),
    Place("firm", (*POLAND, "--contact-kind", "company"), (), (), "PLN", "pl", ((ALL, 23),)),
    Place("own rate", POLAND, (), ("vat_rate=5", "vat_reason=test"), "PLN", "pl", ((ALL, 5),)),
    Place("grant", POLAND, ("battery_kwh=10",), ("incentives=grant_example",), "PLN", "pl", ((ALL, 8),), 1_300_000),
    Place("sydney", SYDNEY, (), (), "AUD", "en", ((ALL, 10),), 60 * 3_900),
    Place("sydney, other zone", SYDNEY, (), ("zone=2",), "AUD", "en", ((ALL, 10),), 67 * 3_900),
    Place("sydney, no certificates", SYDNEY, (), ("incentives=none",), "AUD", "en", ((ALL, 10),)),
    Place("berlin", ("--country", "DE", "--city", "Berlin"), (), ("vat_rate=0",), "EUR", "en", ((ALL, 0),)),
    Place("madrid", ("--country", "ES", "--city", "Madrid"), (), ("vat_rate=21",), "EUR", "en", ((ALL, 21),)),
]  # fmt: skip


def cents(text: str) -> int:
    """An amount of two decimals as whole cents."""
    whole, _, rest = text.partition(".")
    assert len(rest) == 2
    return int(whole) * 100 + int(rest)


def expected(parts: tuple[tuple[Fraction, int], ...]) -> tuple[int, int]:
    """Net price and tax of the lines: each line rounded, each part of it, each tax on it."""
    net, vat = 0, 0
    for _, quantity, price in LINES:
        line = half_up(Fraction(quantity) * cents(price))
        net += line
        first = half_up(line * parts[0][0])
        vat += half_up(Fraction(first * parts[0][1], 100))
        if len(parts) > 1:
            vat += half_up(Fraction((line - first) * parts[1][1], 100))
    return net, vat


def made(shell: Shell, place: Place) -> Any:
    """The offer for a place."""
    lead = shell.add(*place.lead)
    project = shell.json("leads", "convert", lead["id"])["id"]
    lines = [word for kind, quantity, price in LINES for word in ("--line", f"{kind};X;{quantity};u;{price}")]
    shell.json("designs", "add", project, "modules=20", "module_wp=440", *place.design, *lines)
    return shell.json("proposals", "add", project, *place.offer)


@pytest.mark.feature("A-15", "B-100", "B-101", "B-150", "B-151")
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_an_offer_is_right_to_the_last_cent(shell: Shell, place: Place) -> None:
    offer = made(shell, place)
    net, vat = expected(place.parts)
    assert (cents(offer["price_net"]), cents(offer["vat"])) == (net, vat)
    assert cents(offer["price_gross"]) == net + vat
    assert cents(offer["incentive"]) == place.incentive
    assert cents(offer["payable"]) == net + vat - place.incentive
    assert (offer["currency"], offer["language"]) == (place.currency, place.language)
    assert cents(offer["price_per_kwp_net"]) == half_up(net / Fraction("8.8"))
    assert cents(offer["price_per_kwp_gross"]) == half_up((net + vat) / Fraction("8.8"))
    assert sum(cents(line["gross"]) for line in offer["lines"]) == net + vat
    assert [rate["rate"] for rate in offer["vat_rates"]] == sorted({str(rate) for _, rate in place.parts}, key=int)
    project = shell.json("projects", "show", offer["project"]["id"])
    assert (project["price_net"], project["price_gross"]) == (offer["price_net"], offer["price_gross"])


@pytest.mark.parametrize("place", [PLACES[2], PLACES[10], PLACES[14]], ids=lambda place: place.name)
def test_money_of_a_place_comes_in_whole(shell: Shell, place: Place) -> None:
    offer = made(shell, place)
    project = offer["project"]["id"]
    shell.json("proposals", "send", offer["id"], "--channel", "link")
    shell.json("proposals", "sign", offer["id"])
    ledger = shell.json("projects", "pay", project, "amount=1000.01", "kind=deposit", f"currency={place.currency}")
    assert cents(ledger["balance"]) == cents(offer["payable"]) - 100_001
    invoice = shell.json("projects", "invoice", project)
    assert invoice["amount"] == offer["payable"]
    left = shell.json("projects", "pay", project, f"amount={ledger['balance']}", "kind=final")
    assert (left["balance"], left["paid"]) == ("0.00", offer["payable"])
    assert shell("projects", "pay", project, "amount=0.01").status == 4
