"""Offers as a strict buyer checks them: every figure by arithmetic of its own, every step in the wrong order too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused
from solartui.domain.offers.vocabulary import Channel, ChargeKind, ProposalStatus
from solartui.domain.vocabulary import ContactKind, ProjectStage
from tests.desk import VIEWER, add_contact, at_desk
from tests.offer_desk import WHOLE, design_of, offer_of, project_of, sent, signed
from tests.services.project_desk import add_project

if TYPE_CHECKING:
    from solartui.domain.offers.proposals import Proposal
    from solartui.domain.projects import Project
    from solartui.services.container import Services
    from tests.conftest import Clock

CENT = Decimal("0.01")
ODD = ("123.45", "0.01", "99999.99", "33.33", "7.77")
THIRDS = ("0.33", "0.34", "1000000.01")
AUSTRALIA: dict[str, Any] = {"country": "AU", "region": "NSW", "city": "Sydney", "street": "A 1"}
VICTORIA = AUSTRALIA | {"region": "VIC", "city": "Geelong"}


class Case(NamedTuple):
    """An offer, and the taxes that it has to bear.

    Attributes:
        rates: a rate, and the share of each line that it is of; the last rate has the rest.
        back: what the customer gets back.
    """

    name: str
    nets: Sequence[str]
    rates: tuple[tuple[int, Decimal], ...]
    site: dict[str, Any] = {}  # noqa: RUF012
    design: dict[str, Any] = {}  # noqa: RUF012
    offer: dict[str, Any] = {}  # noqa: RUF012
    back: Decimal = Decimal(0)


def certificates(kw: str, rating: str, years: int = 5, price: str = "39.00") -> Decimal:
    """What Australian certificates are worth: whole ones only."""
    return (Decimal(kw) * Decimal(rating) * years).to_integral_value(ROUND_FLOOR) * Decimal(price)


ONE = Decimal(1)
SMALL: dict[str, Any] = {"modules": 15, "module_wp": 440}
CASES = [
    Case("house, area unknown", ODD, ((8, ONE),)),
    Case("house 299.99", ODD, ((8, ONE),), design={"floor_area": "299.99"}),
    Case("house 300", THIRDS, ((8, ONE),), design={"floor_area": 300}),
    Case("house 300.01", ODD, ((8, 300 / Decimal("300.01")), (23, ONE)), design={"floor_area": "300.01"}),
    Case("house 350", ODD, ((8, Decimal(300) / 350), (23, ONE)), design={"floor_area": 350}),
    Case("house 1000", THIRDS, ((8, Decimal("0.3")), (23, ONE)), design={"floor_area": 1000}),
    Case("flat 150", ODD, ((8, ONE),), design={"floor_area": 150, "building": "flat"}),
    Case("flat 151", ODD, ((8, Decimal(150) / 151), (23, ONE)), design={"floor_area": 151, "building": "flat"}),
    Case("other building", ODD, ((23, ONE),), design={"floor_area": 20, "building": "other"}),
    Case("commercial", THIRDS, ((23, ONE),), {"type": "commercial"}),
    Case("industrial", ODD, ((23, ONE),), {"type": "industrial"}),
    Case("agricultural", ODD, ((23, ONE),), {"type": "agricultural"}),
    Case("50 kWp", ODD, ((8, ONE),), design={"modules": 100}),
    Case("50.5 kWp", ODD, ((23, ONE),), design={"modules": 101}),
    Case("a rate of one's own", ODD, ((5, ONE),), offer={"vat_rate": "5", "vat_reason": "why not"}),
    Case("nothing at all", ("0",), ((8, ONE),)),
    Case("sydney", ODD, ((10, ONE),), AUSTRALIA, SMALL, back=certificates("6.6", "1.382")),
    Case("geelong", ODD, ((10, ONE),), VICTORIA, SMALL, back=certificates("6.6", "1.185")),
    Case("zone 1", ODD, ((10, ONE),), AUSTRALIA, SMALL, {"zone": 1}, certificates("6.6", "1.622")),
    Case("zone 2", THIRDS, ((10, ONE),), AUSTRALIA, SMALL, {"zone": 2}, certificates("6.6", "1.536")),
    Case("no certificates", ODD, ((10, ONE),), AUSTRALIA, SMALL, {"incentives": "none"}),
    Case("dearer than the plant", ("100",), ((10, ONE),), AUSTRALIA, SMALL, back=Decimal(110)),
    Case("berlin", ODD, ((19, ONE),), {"country": "DE"}, {}, {"vat_rate": "19"}),
    Case("grant", ODD, ((8, ONE),), {}, {}, {"incentives": "grant_example"}, Decimal(7000)),
    Case("grant, storage", ODD, ((8, ONE),), {}, {"battery_kwh": 10}, {"incentives": "grant_example"}, Decimal(13000)),
]


def half_up(amount: Decimal) -> Decimal:
    """To the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def tax(case: Case) -> Decimal:
    """Of each line for itself, and of each part of a line."""
    total = Decimal(0)
    for text in case.nets:
        left = Decimal(text)
        for number, (rate, share) in enumerate(case.rates):
            part = left if number == len(case.rates) - 1 else half_up(Decimal(text) * share)
            total += half_up(part * rate / 100)
            left -= part
    return total


def lines(nets: Sequence[str]) -> list[dict[str, str]]:
    """A bill of materials."""
    return [{"kind": "other", "name": f"Part {n}", "quantity": "1", "unit_price": net} for n, net in enumerate(nets)]


@pytest.mark.feature("B-98", "B-99", "B-100", "B-101", "A-15")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_figure_to_the_last_cent(services: Services, case: Case) -> None:
    project = add_project(services, **case.site)
    design = services.designs.create(project.id, WHOLE | {"lines": lines(case.nets)} | case.design).value
    offer = services.proposals.create(design.id, case.offer).value
    net, vat = sum(map(Decimal, case.nets)), tax(case)
    found = (Decimal(offer.net), Decimal(offer.vat), Decimal(offer.gross))
    assert found == (net * 100, vat * 100, (net + vat) * 100)
    kwp = Decimal(str(design.capacity_kwp))
    per_kwp = tuple(int(half_up(amount / kwp) * 100) for amount in (net, net + vat))
    assert offer.per_kwp == per_kwp
    assert offer.gross - offer.payable == case.back * 100


@pytest.mark.feature("B-101")
def test_a_firm_pays_the_full_rate(services: Services) -> None:
    firm = add_contact(services, "Dach sp. z o.o.", kind=ContactKind.COMPANY)
    design = design_of(services, add_project(services, contact_id=firm.id), floor_area=100)
    offer = services.proposals.create(design.id, {}).value
    assert (offer.net, offer.vat) == (4_000_000, 920_000)


@pytest.mark.parametrize(
    ("year", "rating", "count"), [(2026, "1.382", 45), (2026, "1.185", 39), (2027, "1.185", 31), (2030, "1.622", 10)]
)
def test_certificates_by_year(services: Services, clock: Clock, year: int, rating: str, count: int) -> None:
    clock.forward(days=365 * (year - 2026))
    zone = {"1.622": 1, "1.382": 3, "1.185": 4}[rating]
    design = design_of(services, add_project(services, **AUSTRALIA), **SMALL)
    offer = services.proposals.create(design.id, {"zone": zone}).value
    assert offer.gross - offer.payable == count * 3_900


WRONG: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"vat_rate": "101"}, Invalid, "between 0 and 100"),
    ({"vat_rate": "-1"}, Invalid, "between 0 and 100"),
    ({"vat_rate": "NaN"}, Invalid, "is no number"),
    ({"vat_rate": "23"}, Refused, "needs a reason"),
    ({"vat_rate": "23", "vat_reason": " \u200b"}, Invalid, "no visible character"),
    ({"incentives": "nope"}, Invalid, "There is no incentive nope"),
    ({"incentives": "certificates"}, Invalid, "does not hold for this project"),
    ({"language": "de"}, Invalid, "is none of: en, pl"),
    ({"valid_until": "30.02"}, Invalid, "is no date"),
    ({"valid_until": "2020-01-01"}, Invalid, "is over"),
    ({"valid_until": "9999-12-31"}, Invalid, "too far"),
    ({"evil": "1"}, Invalid, "no such field"),
]


@pytest.mark.parametrize(("values", "kind", "message"), WRONG)
def test_offers_that_are_none(services: Services, values: dict[str, Any], kind: type[Exception], message: str) -> None:
    project = project_of(services)
    design = design_of(services, project)
    with pytest.raises(kind, match=message):
        services.proposals.create(design.id, values)
    assert services.proposals.of_project(project.id) == []
    assert services.proposals.create(design.id, {}).value.label == "SO/2026/0001"


DESIGNS: list[tuple[dict[str, Any], str]] = [
    ({"modules": 0}, "is less than 1"),
    ({"modules": 1e9}, "is more than 100000"),
    ({"modules": float("nan")}, "is no number"),
    ({"module_wp": 0}, "is less than 1"),
    ({"tilt": 91}, "is more than 90"),
    ({"azimuth": 361}, "is more than 360"),
    ({"shading": "lots"}, "shading"),
    ({"battery_kwh": -1}, "is less than 0"),
    ({"floor_area": 0}, "has to be more than 0"),
    ({"floor_area": 1e9}, "is more than 1000000"),
    ({"building": "castle"}, "is none of: house, flat, other"),
    ({"planes": "x"}, "is not what belongs here"),
    ({"planes": [1]}, "needs a list of objects"),
    ({"lines": {"a": 1}}, "is not what belongs here"),
    ({"lines": lines(["-1"])}, "is not between"),
    ({"lines": lines(["NaN"])}, "is no number"),
    ({"lines": lines(["0.005"])}, "PLN has 2 decimals"),
    ({"lines": lines(["1e20"])}, "is not between"),
    ({"lines": [{"name": "", "unit_price": "1"}]}, "name is missing"),
    ({"lines": [{"name": "A", "unit_price": "1", "quantity": "0"}]}, "quantity"),
    ({"lines": [{"name": "A", "unit_price": "1", "vat_rate": "101"}]}, "vat_rate"),
    ({"evil": 1}, "no such field"),
]


@pytest.mark.parametrize(("values", "message"), DESIGNS)
def test_designs_that_are_none(services: Services, values: dict[str, Any], message: str) -> None:
    project = project_of(services)
    with pytest.raises(Invalid, match=message) as caught:
        design_of(services, project, **values)
    assert "Input should" not in caught.value.message
    assert services.designs.of(project.id) == []


def states(services: Services, project: Project) -> list[tuple[int, str, bool]]:
    """The offers of a project: version, status, in force."""
    found = services.proposals.of_project(project.id)
    return sorted((one.revision, one.status.value, one.active) for one in found)


def refused(act: Any, *words: Any) -> str:
    """The one sentence of an act that a rule forbids."""
    with pytest.raises(Refused) as caught:
        act(*words)
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.feature("A-13", "E-12", "B-150")
def test_an_offer_from_the_draft_to_the_second_signature(services: Services) -> None:
    project = project_of(services)
    offers, first = services.proposals, offer_of(services, project)
    for act in (offers.sign, offers.reject):
        assert "was not sent yet" in refused(act, first.id)
    assert "was not sent yet" in refused(offers.view, first.id, 5, Channel.LINK)
    sent(services, first)
    assert "print-out" in refused(offers.view, first.id, 5, Channel.PRINT)
    offers.view(first.id, 10, Channel.LINK)
    second = offers.revise(first.id, {}).value
    assert (second.label, second.revision) == (first.label, 2)
    assert states(services, project) == [(1, "viewed", False), (2, "draft", True)]
    sent(services, second)
    offers.sign(second.id, "[b]Jan\x1b[31m")
    assert "\x1b" not in str(offers.get(second.id).signed_by)
    for act in (offers.sign, offers.reject):
        assert "is signed already" in refused(act, second.id)
    assert "is signed already" in refused(offers.edit, second.id, {"valid_until": "2027-01-01"})
    after = services.projects.get(project.id)
    assert (after.stage, after.price_gross) == (ProjectStage.COMMITTING, second.gross)


@pytest.mark.feature("E-12", "E-13")
def test_a_signature_is_one_change(services: Services) -> None:
    project = project_of(services)
    offer = signed(services, project)
    assert services.projects.get(project.id).stage is ProjectStage.COMMITTING
    services.undo.undo()
    assert services.proposals.get(offer.id).status is ProposalStatus.SENT
    assert services.projects.get(project.id).stage is ProjectStage.CONSIDERING
    services.undo.redo()
    assert services.proposals.get(offer.id).status is ProposalStatus.ACCEPTED
    assert services.projects.get(project.id).stage is ProjectStage.COMMITTING


@pytest.mark.feature("B-149")
@pytest.mark.parametrize(("days", "status"), [(29, "sent"), (30, "sent"), (31, "expired"), (400, "expired")])
def test_an_offer_ends_with_its_last_day(services: Services, clock: Clock, days: int, status: str) -> None:
    project = project_of(services)
    offer = sent(services, offer_of(services, project))
    clock.forward(days=days)
    found = next(one for one in services.proposals.of_project(project.id) if one.id == offer.id)
    shown = "expired" if found.status is ProposalStatus.EXPIRED else found.status.value
    assert shown == status


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("sign", (1,)), ("reject", (1,)), ("activate", (1,)), ("revise", (1, {})), ("create", (1, {})),
        ("view", (1, 5, Channel.LINK)), ("mark_sent", (1, Channel.SMS)), ("edit", (1, {"valid_until": "2027-01-01"})),
    ],
)  # fmt: skip
def test_who_may_not_and_what_is_not(services: Services, act: str, words: tuple[Any, ...]) -> None:
    sent(services, offer_of(services))
    with pytest.raises(NotPermitted):
        getattr(at_desk(services, VIEWER).proposals, act)(*words)
    with pytest.raises(NotFound):
        getattr(services.proposals, act)(99, *words[1:])
    assert services.proposals.get(1).status is ProposalStatus.SENT


@pytest.mark.feature("E-10")
def test_a_sync_is_shown_taken_and_taken_back(services: Services) -> None:
    design = design_of(services, project_of(services))
    text = json.dumps({"module_wp": 430, "inverter": "[b]New\x1b", "planes": [{"name": "E", "modules": 9, "tilt": 10}]})
    assert "is not linked" in refused(services.designs.compare, design.id, text, "x.json")
    linked = services.designs.link(design.id, system="Pylon", external_id="P-1", url="https://p.example/1").value
    shown = services.designs.compare(design.id, text, "x.json")
    assert {"module_wp", "inverter", "planes"} <= {one.field for one in shown}
    assert services.designs.get(design.id) == linked
    taken = services.designs.take(design.id, text, "x.json").value
    assert (taken.module_wp, taken.inverter, taken.modules) == (430, "[b]New", 9)
    assert services.designs.compare(design.id, text, "x.json") == []
    services.undo.undo()
    assert services.designs.get(design.id).module_wp == 500


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"x": 1}', '{"modules": "many"}', "a,b\n1,2", "kind,name,quantity\nmonth,13,4", "\x00"]
)
def test_exports_that_are_none(services: Services, text: str) -> None:
    design = design_of(services, project_of(services))
    linked = services.designs.link(design.id, system="Pylon", external_id="P-1").value
    with pytest.raises(Invalid):
        services.designs.take(design.id, text, "x")
    assert services.designs.get(design.id) == linked


@pytest.mark.feature("E-14", "E-38")
def test_the_ledger_adds_up(services: Services) -> None:
    offer = signed(services)
    charges, number = services.charges, offer.project_id
    paid = 0
    for amount, kind, sign in (
        ("5000", ChargeKind.DEPOSIT, 1), ("0,01", ChargeKind.PAYMENT, 1), ("PLN 1 000.99", ChargeKind.PAYMENT, 1),
        ("2000", ChargeKind.REFUND, -1), ("37199.00", ChargeKind.FINAL, 1),
    ):  # fmt: skip
        minor = int(Decimal(amount.removeprefix("PLN ").replace(" ", "").replace(",", ".")) * 100)
        charges.pay(number, amount, kind)
        paid += sign * minor
        ledger = charges.of(number)
        assert (ledger.paid, ledger.balance) == (paid, offer.gross - paid)
    for amount in ("NaN", "inf", "EUR", "zł", "", "1e400", "1__0"):
        with pytest.raises(Invalid):
            charges.pay(number, amount, ChargeKind.PAYMENT)
    assert "in PLN" in refused(charges.pay, number, "5 EUR", ChargeKind.PAYMENT)
    assert charges.of(number).paid == paid


def papers(offer: Proposal) -> str:
    """All text that a paper is made of."""
    return json.dumps(offer.figures, ensure_ascii=False)


@pytest.mark.feature("A-15")
def test_a_hostile_name_is_only_text_on_paper(services: Services) -> None:
    name = 'Jan #set page(paper: "a0") $x$ `y` [b]z[/b] \\ <a>'
    offer = offer_of(services, project_of(services, name))
    assert "#set page" in papers(offer)
    assert services.papers.proposal(offer.id).startswith(b"%PDF-")


@pytest.mark.feature("E-20")
def test_a_quote_is_updated_by_a_new_version_only(services: Services, clock: Clock) -> None:
    offer = signed(services)
    number = offer.project_id
    services.progress.move(number, "inspection", "moved in")
    words: dict[str, dict[str, object]] = {
        "start_inspection_job": {},
        "schedule_inspection_job": {"when": "2026-12-01 10:00", "team": "North"},
        "inspection_checklist": {"roof": "good", "switchboard": "good"},
        "review_inspection": {"result": "passed", "quote_needs_update": "yes"},
    }
    for key, values in words.items():
        services.tasks.do(number, key, values)
    clock.forward(minutes=5)
    key = "update_quote_after_inspection"
    assert "no new version" in refused(services.tasks.do, number, key, {"proposal": "NOPE"})
    services.proposals.revise(offer.id, {})
    state = services.tasks.course(number).task(key)
    assert state is not None
    assert state.status == "done"
