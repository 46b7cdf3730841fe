"""What an admin sets for offers: numbers, days, terms, company and mail; each taken or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.errors import Invalid, NotPermitted
from solartui.domain.offers.papers import proposal_paper, words
from tests.desk import SALES, at_desk
from tests.offer_desk import offer_of, project_of, signed

if TYPE_CHECKING:
    from solartui.services.container import Services

TAKEN: list[tuple[str, Any]] = [
    ("proposals.series", "SO"),
    ("proposals.series", "OF-2.A"),
    ("proposals.series", "Żółć"),
    ("proposals.invoice_series", "F"),
    ("proposals.valid_days", "14"),
    ("proposals.link", "https://offers.example.com/x"),
    ("proposals.link", ""),
    ("proposals.pvgis", "tak"),
    ("proposals.pvgis_address", "http://127.0.0.1:8080/x"),
    ("mail.port", "465"),
    ("mail.security", "tls"),
    ("mail.timeout", "5"),
    ("mail.password_command", "pass show mail"),
]
REFUSED: list[tuple[str, Any]] = [
    ("proposals.series", "A/B"),
    ("proposals.series", "A B"),
    ("proposals.series", "x" * 13),
    ("proposals.invoice_series", "[/]"),
    ("proposals.proforma_series", "A\u202eB/"),
    ("proposals.valid_days", "0"),
    ("proposals.valid_days", "731"),
    ("proposals.valid_days", "soon"),
    ("proposals.link", "http://offers.example.com"),
    ("proposals.link", "javascript:alert(1)"),
    ("proposals.link", "https://user:geheim@offers.example.com"),
    ("proposals.pvgis", "perhaps"),
    ("proposals.pvgis_address", "ftp://x"),
    ("mail.port", "-1"),
    ("mail.port", "70000"),
    ("mail.security", "ssl"),
    ("mail.timeout", "0"),
    ("mail.timeout", "NaN"),
]


@pytest.mark.parametrize(("key", "value"), TAKEN)
def test_what_can_be_set(services: Services, key: str, value: Any) -> None:
    services.settings.set(key, value)
    services.settings.reset(key)
    with pytest.raises(NotPermitted):
        at_desk(services, SALES).settings.set(key, value)


@pytest.mark.parametrize(("key", "value"), REFUSED)
def test_what_cannot_be_set(services: Services, key: str, value: Any) -> None:
    before = services.settings.get(key)
    with pytest.raises(Invalid):
        services.settings.set(key, value)
    assert services.settings.get(key) == before


@pytest.mark.parametrize("series", ["SO", "OF-2.A", "Żółć"])
def test_numbers_begin_with_the_series(services: Services, series: str) -> None:
    services.settings.set("proposals.series", series)
    offer = offer_of(services)
    assert offer.label == f"{series}/2026/0001"
    assert services.papers.proposal(offer.id).startswith(b"%PDF")


def test_papers_have_series_of_their_own(services: Services) -> None:
    services.settings.set("proposals.invoice_series", "INV")
    services.settings.set("proposals.proforma_series", "PRO")
    project = signed(services).project_id
    assert services.charges.invoice(project, "1").value.label == "INV/2026/0001"
    assert services.charges.invoice(project, "1", proforma=True).value.label == "PRO/2026/0001"


@pytest.mark.parametrize(
    ("days", "last"), [(1, "2026-11-24"), (14, "2026-12-07"), (30, "2026-12-23"), (365, "2027-11-23")]
)
def test_offers_hold_for_so_many_days(services: Services, days: int, last: str) -> None:
    services.settings.set("proposals.valid_days", days)
    assert offer_of(services).valid_until.isoformat() == last


@pytest.mark.parametrize(
    ("terms", "shown"),
    [
        ("", None),
        ("One.|Two.", ["One.", "Two."]),
        (" | Only one. | ", ["Only one."]),
        ("[b]not bold[/b]|#read(\"/etc/passwd\")", ["[b]not bold[/b]", '#read("/etc/passwd")']),
    ],
)  # fmt: skip
def test_terms_stand_on_the_last_page(services: Services, terms: str, shown: list[str] | None) -> None:
    services.settings.set("proposals.terms", terms)
    offer = offer_of(services)
    assert list(proposal_paper(offer)["terms"])[1:] == (shown or list(words("pl").terms))
    assert services.papers.proposal(offer.id).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["Słoneczny Dach", "", "[/] #set page(width: 1cm)", "x" * 300])
def test_the_company_stands_on_every_paper(services: Services, name: str) -> None:
    services.settings.set("company.name", name)
    services.settings.set("company.tax_id", "NIP 676-245-81-90")
    offer = offer_of(services)
    paper = proposal_paper(offer)
    assert paper["company"]["name"] == (name or "Ewa Admin")
    assert "NIP 676-245-81-90" in paper["footer"]
    assert len(services.papers.pages(offer.id, 20)) == 2


@pytest.mark.parametrize(
    ("country", "given", "language"), [("PL", None, "pl"), ("AU", None, "en"), ("PL", "en", "en"), ("AU", "pl", "pl")]
)
def test_papers_speak_the_language_of_the_place_or_the_one_that_is_asked_for(
    services: Services, country: str, given: str | None, language: str
) -> None:
    project = project_of(services, country=country, region="NSW" if country == "AU" else None)
    offer = offer_of(services, project, **({"language": given} if given else {}))
    assert offer.language == language
    assert proposal_paper(offer)["words"]["price"] == ("Wycena" if language == "pl" else "Price")
    assert services.proposals.revise(offer.id, {}).value.language == language
    assert services.proposals.revise(offer.id, {"language": "en"}).value.language == "en"
