"""What a customer reads in the PDF itself, letter by letter out of its fonts, against sums done again here."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.offer_desk import design_of, project_of, signed
from tests.pdf_text import pages_of

if TYPE_CHECKING:
    from solartui.services.container import Services

CENT = Decimal("0.01")


def text_of(services: Services, offer: int) -> str:
    """The words of a proposal on paper, with plain blanks."""
    pages = pages_of(services.papers.proposal(offer))
    assert len(pages) == 2
    whole = "\n".join(pages)
    assert "\N{REPLACEMENT CHARACTER}" not in whole
    return re.sub(r"[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", " ", whole)


def money(amount: Decimal, language: str, currency: str = "PLN") -> str:
    """An amount as a person of that language writes it."""
    english = f"{amount:,.2f}"
    if language == "en":
        return f"{currency} {english}"
    return english.replace(",", " ").replace(".", ",") + " zł"


def cents(value: Decimal) -> Decimal:
    """Rounded as money is."""
    return value.quantize(CENT, ROUND_HALF_UP)


def offered(services: Services, language: str, site: dict[str, Any], **design: Any) -> str:
    """The paper of an offer in a language."""
    made = design_of(services, project_of(services, **site), **design)
    return text_of(services, services.proposals.create(made.id, {"language": language}).value.id)


# What stands in the worked examples: floor area, type of the site, then for each rate its base and its tax.
WORKED = [
    (250, "residential", [("8", "40000.00", "3200.00")], "43200.00", "4320.00"),
    (300, "residential", [("8", "40000.00", "3200.00")], "43200.00", "4320.00"),
    (350, "residential", [("8", "34285.71", "2742.86"), ("23", "5714.29", "1314.29")], "44057.15", "4405.72"),
    (None, "commercial", [("23", "40000.00", "9200.00")], "49200.00", "4920.00"),
]


@pytest.mark.feature("A-15", "B-100", "B-101", "B-102")
@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize(("area", "kind", "rates", "gross", "per_kwp"), WORKED)
def test_the_worked_examples_stand_in_the_pdf_to_the_last_grosz(
    services: Services,
    language: str,
    *,
    area: int | None,
    kind: str,
    rates: list[tuple[str, ...]],
    gross: str,
    per_kwp: str,
) -> None:
    design = {"floor_area": area} if area else {}
    text = offered(services, language, {"type": kind}, **design)
    lines = text.split("\n")
    for rate, base, tax in rates:
        assert Decimal(base) * Decimal(rate) / 100 == pytest.approx(Decimal(tax), abs=CENT / 2)
        head = {
            "pl": f"VAT {rate} % od {money(Decimal(base), 'pl')}",
            "en": f"VAT {rate} % of {money(Decimal(base), 'en')}",
        }
        place = lines.index(head[language])
        assert lines[place + 1] == money(Decimal(tax), language)
    total = {"pl": "Razem brutto", "en": "Total with VAT"}[language]
    assert lines[lines.index(total) + 1] == money(Decimal(gross), language)
    net = {"pl": "Razem netto", "en": "Total net"}[language]
    assert lines[lines.index(net) + 1] == money(Decimal(40000), language)
    assert sum(Decimal(tax) for _, _, tax in rates) == Decimal(gross) - 40000
    assert money(Decimal(4000), language) in text
    assert money(Decimal(per_kwp), language) in text
    assert ("300/350 m²" in text) == (area == 350)


BILL = [
    ("module", "Moduł 450 W", "12", "szt.", "674.33"),
    ("inverter", "Falownik", "1", "szt.", "4494.005"),
    ("mounting", "Konstrukcja", "3", "kpl.", "33.33"),
    ("work", "Montaż", "7.5", "h", "120.15"),
    ("other", "Rabat", "1", "kpl.", "0.01"),
]


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_line_and_their_sum(services: Services, language: str) -> None:
    bill = [dict(zip(("kind", "name", "quantity", "unit", "unit_price"), row, strict=True)) for row in BILL]
    text = offered(
        services, language, {}, lines=[line | {"unit_price": str(cents(Decimal(line["unit_price"])))} for line in bill]
    )
    lines = text.split("\n")
    net = tax = Decimal(0)
    for _, name, quantity, _unit, price in BILL:
        value = cents(Decimal(quantity) * cents(Decimal(price)))
        shown = money(value, language).removesuffix(" zł").removeprefix("PLN ")
        row = lines[lines.index(name) : lines.index(name) + 8]
        assert shown in row, (name, row)
        net += value
        tax += cents(value * 8 / 100)
    total = {"pl": "Razem brutto", "en": "Total with VAT"}[language]
    assert lines[lines.index(total) + 1] == money(net + tax, language)


def test_goods_and_services_tax_in_dollars(services: Services) -> None:
    site = {
        "city": "Perth",
        "country": "AU",
        "postcode": "6000",
        "region": "WA",
        "latitude": -31.95,
        "longitude": 115.86,
    }
    text = offered(services, "en", site | {"street": "1 Hay St"})
    assert money(Decimal(44000), "en", "AUD") in text
    assert "GST 10 %" in text
    assert "1 Hay St" in text
    assert "Perth" in text


@pytest.mark.parametrize("language", ["pl", "en"])
def test_number_customer_place_days_and_pages(services: Services, language: str) -> None:
    services.settings.set("company.name", "Słońce & Córka [/] sp. z o.o.")
    text = offered(services, language, {"contact": "Świętosława Żółć-Łęcka #1 $x$"})
    assert "SO/2026/0001" in text
    assert "Świętosława Żółć-Łęcka #1 $x$" in text
    assert "Słońce & Córka [/] sp. z o.o." in text
    assert "ul. Lipowa 8, 32-020 Wieliczka" in text
    assert {"pl": "strona 2 / 2", "en": "page 2 / 2"}[language] in text
    assert "2026" in text
    months = {"pl": ["sty", "kwi", "paź", "gru"], "en": ["Jan", "Apr", "Oct", "Dec"]}[language]
    assert all(f"\n{month}\n" in text for month in months)


def test_invoices_tell_the_same_sums(services: Services) -> None:
    offer = signed(services)
    entry = services.charges.invoice(offer.project_id).value
    (page,) = pages_of(services.papers.invoice(entry.id))
    plain = page.replace("\N{NO-BREAK SPACE}", " ")
    assert "\N{REPLACEMENT CHARACTER}" not in page
    for amount in ("40000.00", "3200.00", "43200.00"):
        assert money(Decimal(amount), offer.language).removesuffix(" zł") in plain
