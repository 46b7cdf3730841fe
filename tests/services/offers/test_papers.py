"""Proposals and invoices on paper: what stands there, what never does, and templates of a company."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from solartui.adapters.papers import typeset
from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused
from solartui.domain.offers.papers import proposal_paper, words
from solartui.domain.offers.vocabulary import ChargeKind
from solartui.domain.records import Subject
from tests.desk import SALES, at_desk
from tests.offer_desk import design_of, offer_of, project_of, signed

if TYPE_CHECKING:
    from solartui.services.container import Services

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.feature("A-15")
def test_an_offer_is_a_pdf_of_the_same_bytes_each_time(services: Services) -> None:
    offer = offer_of(services)
    pdf = services.papers.proposal(offer.id)
    assert pdf.startswith(b"%PDF-")
    assert services.papers.proposal(offer.id) == pdf
    services.proposals.edit(offer.id, {"valid_until": "2026-12-01"})
    assert services.papers.proposal(offer.id) != pdf
    pictures = services.papers.pages(offer.id, 40)
    assert len(pictures) == 2
    assert all(page.startswith(PNG) for page in pictures)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_paper_says_what_was_priced(services: Services, language: str) -> None:
    project = project_of(services)
    design = design_of(services, project, floor_area=350, battery_kwh=10, module="JA 500 W", inverter="Fronius")
    offer = services.proposals.create(design.id, {"language": language, "incentives": "grant_example"}).value
    paper = proposal_paper(offer)
    amounts = {
        "pl": ("44 057,15 zł", "31 057,15 zł", "34 285,71 zł"),
        "en": ("PLN 44,057.15", "PLN 31,057.15", "PLN 34,285.71"),
    }
    gross, payable, low = (text.replace(" ", "\N{NO-BREAK SPACE}") for text in amounts[language])
    totals = {row["name"]: row["value"] for row in paper["totals"]}
    say = words(language)
    assert totals[say.say("total_gross", tax="VAT")] == gross
    assert paper["payable"] == payable
    assert any(low in name for name in totals)
    assert any("350" in note and "300" in note for note in paper["notes"])
    assert [kpi["unit"] for kpi in paper["kpis"]][:2] == ["kWp", "kWh"]
    assert len(paper["chart"]["production"]) == len(paper["chart"]["use"]) == 12
    assert paper["payoff"]["values"][0] == -31057.15


@pytest.mark.feature("B-127")
def test_internal_notes_never_stand_there(services: Services) -> None:
    project = project_of(services)
    secret = "GEHEIM-KUNDE-DROHT"
    services.notes.add(Subject("lead", project.lead_id or 0), secret)
    services.notes.add(Subject("project", project.id), secret)
    offer = offer_of(services, project)
    assert secret not in str(proposal_paper(offer))
    assert secret not in str(offer.figures)


HOSTILE = [
    "[/]*_$#set page(width: 1pt)",
    '"; #read("/etc/passwd")',
    "\\ #panic()",
    "<label> @ref",
    "ł" * 400,
    "日本語 👩‍🔧",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_only_text(services: Services, name: str) -> None:
    project = project_of(services, name, street=name[:100])
    design = design_of(
        services, project, module=name, lines=[{"name": name[:200], "unit": name[:9], "unit_price": "1"}]
    )
    offer = services.proposals.create(design.id, {}).value
    assert len(services.papers.pages(offer.id, 20)) == 2


def test_long_bills_flow_over_pages_and_bare_designs_fit(services: Services) -> None:
    project = project_of(services, monthly_kwh=None)
    lines = [{"name": f"Item {number}", "unit_price": "10"} for number in range(120)]
    long = services.proposals.create(design_of(services, project, lines=lines).id, {}).value
    assert len(services.papers.pages(long.id, 20)) > 3
    bare = services.designs.create(project.id, {"capacity_kwp": "0", "lines": [{"name": "x", "unit_price": "0"}]}).value
    offer = services.proposals.create(bare.id, {}).value
    assert len(services.papers.pages(offer.id, 20)) == 2
    assert offer.per_kwp == (None, None)


@pytest.mark.feature("E-37")
def test_an_invoice_and_a_proforma_are_marked(services: Services) -> None:
    offer = signed(services)
    paper = services.charges.invoice(offer.project_id, "1000", proforma=True).value
    invoice = services.charges.invoice(offer.project_id).value
    assert services.papers.invoice(paper.id) != services.papers.invoice(invoice.id)
    assert services.papers.invoice(invoice.id).startswith(b"%PDF-")
    with pytest.raises(Invalid, match="no invoice"):
        services.charges.figures(services.charges.pay(offer.project_id, "5", ChargeKind.PAYMENT).value.id)


def test_a_company_has_its_own_template(services: Services) -> None:
    offer = offer_of(services)
    own = "#let d = json(bytes(sys.inputs.data))\n#set page(width: 10cm, height: 5cm)\n#d.client\n#d.payable"
    services.papers.install(own)
    assert services.papers.template() == own
    assert len(services.papers.pages(offer.id, 20)) == 1
    services.papers.install(services.papers.reset().value)
    assert len(services.papers.pages(offer.id, 20)) == 2
    with pytest.raises(NotPermitted):
        at_desk(services, SALES).papers.install(own)
    with pytest.raises(NotFound):
        services.papers.template("letter")
    with pytest.raises(Refused, match="too large"):
        services.papers.install("x" * (typeset.LARGEST_TEMPLATE + 1))


BAD = [
    ('#read("/etc/passwd")', "not found"),
    ('#read("../../../../etc/passwd")', "escape"),
    ('#import "@preview/cetz:0.2.0": *', "package"),
    ("\n\n#nonsense", "line 3: unknown variable"),
    ("#let f(n) = f(n + 1)\n#f(0)", "depth"),
    ("#panic(json(bytes(sys.inputs.data)).client)", "panicked"),
    ("  ", "empty"),
]


@pytest.mark.parametrize(("text", "why"), BAD, ids=range(len(BAD)))
def test_hostile_templates_are_refused_in_one_line(services: Services, text: str, why: str) -> None:
    with pytest.raises(Invalid, match=why) as caught:
        services.papers.install(text)
    assert "\n" not in caught.value.message
    assert not services.papers.is_own()


def test_a_template_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "_SECONDS", 1)
    with pytest.raises(Invalid, match="too long"):
        typeset.to_pdf("#for a in range(100000) { for b in range(100000) { [x] } }", "proposal", {}, datetime.now(UTC))


def test_every_word_is_there_in_both_languages() -> None:
    assert set(words("en").texts) == set(words("pl").texts)
    assert all(len(words(one).months) == 12 for one in ("en", "pl"))
