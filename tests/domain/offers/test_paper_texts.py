"""What stands on paper: numbers, days, notes and charts in the language of the customer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from solartui.domain.contacts import ContactRef
from solartui.domain.leads import Address
from solartui.domain.offers.charges import Charge
from solartui.domain.offers.designs import Plane
from solartui.domain.offers.invoices import invoice_paper
from solartui.domain.offers.papers import joined, proposal_paper, short, words
from solartui.domain.offers.vocabulary import Building, ChargeKind, YieldSource
from solartui.domain.vocabulary import ContactKind, LeadType
from tests.domain.offers.examples import DESIGN, NOW, PROJECT, proposal

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "day", "shown"),
    [
        ("pl", date(2026, 11, 21), "21 listopada 2026"),
        ("pl", date(2027, 1, 1), "1 stycznia 2027"),
        ("en", date(2026, 11, 21), "21 November 2026"),
        ("en", date(2026, 5, 3), "3 May 2026"),
    ],
)
def test_days_are_written_out(language: str, day: date, shown: str) -> None:
    assert words(language).day(day) == shown


@pytest.mark.parametrize(
    ("azimuth", "letters"),
    [
        (0, "N"),
        (44, "NE"),
        (90, "E"),
        (180, "S"),
        (200, "S"),
        (225, "SW"),
        (270, "W"),
        (337, "NW"),
        (338, "N"),
        (360, "N"),
    ],
)
def test_planes_face_a_letter_of_the_compass(azimuth: float, letters: str) -> None:
    assert words("pl").direction(azimuth) == letters


@pytest.mark.parametrize(
    ("parts", "shown"),
    [(("a", "", "b"), "a · b"), ((None, ""), ""), (("a", None), "a"), (("x\x1b[2J", "y"), "x[2J · y")],
)
def test_parts_stand_side_by_side(parts: tuple[Any, ...], shown: str) -> None:
    assert joined(*parts) == shown


def test_long_texts_end_with_dots() -> None:
    assert short("x" * 500) == "x" * 159 + "…"
    assert short("  a\tb ") == "a b"
    assert short(None) == ""


def facts_of(**changes: Any) -> dict[str, str]:
    """The table of the first page."""
    return dict(proposal_paper(proposal(replace(DESIGN, **changes)))["facts"])


def test_the_plant_is_described() -> None:
    facts = facts_of()
    assert facts["Moduły"] == "20 × JA Solar 440 W"
    assert facts["Falownik"] == "Fronius GEN24 8.0 · 8,0 kW"
    assert facts["Magazyn energii"] == "BYD HVS 10.2 · 10,2 kWh"
    assert facts["Dach"] == "Południe: 20 × S 35°"
    assert facts["Przyłącze do sieci"] == "On-Grid"


@pytest.mark.parametrize(
    ("changes", "name", "shown"),
    [
        ({"module": None}, "Moduły", "20 × 440 W"),
        ({"module": "Longi"}, "Moduły", "20 × Longi · 440 W"),
        ({"inverter": None}, "Falownik", "8,0 kW"),
        ({"inverter": None, "inverter_kw": None}, "Falownik", None),
        ({"battery": None, "battery_kwh": None}, "Magazyn energii", None),
        ({"battery": "BYD", "battery_kwh": None}, "Magazyn energii", "BYD"),
        ({"planes": (Plane("", 20, 3, 90),)}, "Dach", "20 × płaski"),
        ({"planes": (Plane("", 12, 35, 180), Plane("", 8, 20, 90))}, "Dach", "12 × S 35°, 8 × E 20°"),
        ({"planes": ()}, "Dach", None),
    ],
)
def test_what_is_not_known_is_left_out(changes: dict[str, Any], name: str, shown: str | None) -> None:
    assert facts_of(**changes).get(name) == shown


@pytest.mark.parametrize(
    ("source", "note"),
    [
        (YieldSource.ESTIMATE, "szacunek z położenia i dachu, ±15 %"),
        (YieldSource.PVGIS, "PVGIS, © Unia Europejska"),
        (YieldSource.IMPORT, "z programu projektowego"),
        (YieldSource.HAND, "obliczony przez projektanta"),
        (None, "obliczony przez projektanta"),
    ],
)
def test_the_chart_says_where_its_figures_come_from(source: YieldSource | None, note: str) -> None:
    chart = proposal_paper(proposal(replace(DESIGN, yield_source=source)))["chart"]
    assert note in chart["note"]
    assert chart["ticks"][0][1] == "0"
    assert max(value for value, _ in chart["ticks"]) <= chart["top"]


def test_without_a_yield_there_are_no_charts() -> None:
    paper = proposal_paper(proposal(replace(DESIGN, yields=())))
    assert (paper["chart"], paper["payoff"]) == (None, None)
    assert [one["value"] for one in paper["kpis"]] == ["8,8", "—", "—", "—"]
    assert [one["unit"] for one in paper["kpis"]] == ["kWp", "", "", ""]


def test_without_a_known_use_the_production_stands_alone() -> None:
    paper = proposal_paper(proposal(project=replace(PROJECT, monthly_kwh=None)))
    assert paper["chart"]["use"] == []
    assert paper["payoff"] is None


TAXES = [
    (DESIGN, PROJECT, {}, "VAT 8 %: powierzchnia użytkowa 140 m², nie więcej niż 300 m²."),
    (replace(DESIGN, floor_area=None), PROJECT, {}, "o powierzchni użytkowej do 300 m²"),
    (replace(DESIGN, floor_area=375.5), PROJECT, {}, "VAT 8 % dla części 300/375,5 m²"),
    (replace(DESIGN, building=Building.FLAT), PROJECT, {}, "nie więcej niż 150 m²"),
    (replace(DESIGN, building=Building.OTHER), PROJECT, {}, "budynek nie jest mieszkalny"),
    (replace(DESIGN, capacity_kwp=60.0, planes=()), PROJECT, {}, "większa niż mikroinstalacja"),
    (DESIGN, PROJECT, {"vat_rate": Decimal(23), "vat_reason": "drugi dom."}, "VAT 23 %: drugi dom."),
    (DESIGN, replace(PROJECT, contacts=(ContactRef(5, ContactKind.COMPANY, "Dach SA"),)), {}, "nabywcą jest firma"),
]


@pytest.mark.parametrize(("design", "project", "chosen", "note"), TAXES, ids=range(len(TAXES)))
def test_the_paper_explains_its_tax(design: Any, project: Any, chosen: dict[str, Any], note: str) -> None:
    assert any(note in line for line in proposal_paper(proposal(design, project, **chosen))["notes"])


def test_a_rate_that_needs_no_word_gets_none() -> None:
    shop = replace(PROJECT, type=LeadType.COMMERCIAL)
    assert len(proposal_paper(proposal(project=shop))["notes"]) == 1


def test_australian_papers_speak_of_gst_and_certificates() -> None:
    sydney = replace(
        PROJECT,
        regulation="au",
        currency="AUD",
        address=Address("1 Bay St", "2000", "Sydney", "NSW", "AU"),
        latitude=-33.9,
        longitude=151.2,
    )
    paper = proposal_paper(proposal(replace(DESIGN, currency="AUD"), sydney, "en"))
    assert paper["item_heads"][3] == "GST"
    names = [row["name"] for row in paper["totals"]]
    assert names[0] == "Total net"
    assert names[1].startswith("GST 10 % of AUD")
    assert names[-1] == "Small-scale technology certificates"
    assert paper["totals"][-1]["value"].startswith("−AUD")
    assert any("60 certificates: 8.80 kW, zone 3, 5 years" in note for note in paper["notes"])
    assert paper["address"] == "1 Bay St, 2000 Sydney, NSW"


def test_the_return_is_drawn_over_25_years() -> None:
    payoff = proposal_paper(proposal())["payoff"]
    assert len(payoff["values"]) == 26
    assert payoff["values"] == sorted(payoff["values"])
    assert "±15 %" in payoff["note"]
    assert "0,4 % rocznie" in payoff["note"]
    labels = [label for _, label in payoff["ticks"]]
    assert "0" in labels
    assert any(label.endswith("tys.") for label in labels)


@pytest.mark.feature("E-37")
@pytest.mark.parametrize("kind", [ChargeKind.INVOICE, ChargeKind.PROFORMA])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_an_invoice_names_both_sides_and_each_rate(kind: ChargeKind, language: str) -> None:
    charge = Charge(1, 7, kind, 4_405_715, "PLN", date(2026, 11, 23), "FV/2026/0001", None, "Ewa", NOW, 1)
    figures = {
        "language": language,
        "company": {"name": "Dach", "address": "Długa 1", "tax_id": "", "phone": "", "email": ""},
        "customer": {"name": "Anna [b]"},
        "site": {"address": "Lipowa 8"},
        "proposal": "SO/2026/0017",
        "capacity_kwp": 10.5,
        "rates": [["8", 3_428_571, 274_286], ["23", 571_429, 131_429]],
        "paid": 0,
        "left": 4_405_715,
    }
    paper = invoice_paper(charge, figures)
    assert (paper["note"] != "") is (kind is ChargeKind.PROFORMA)
    assert paper["seller"] == ["Dach", "Długa 1"]
    assert paper["buyer"] == ["Anna [b]", "Lipowa 8"]
    assert [row["rate"] for row in paper["rows"]] == ["8 %", "23 %"]
    assert paper["amount"] == (f"44{NBSP}057,15{NBSP}zł" if language == "pl" else f"PLN{NBSP}44,057.15")
    assert ("10,5" if language == "pl" else "10.5") in paper["subject"]
