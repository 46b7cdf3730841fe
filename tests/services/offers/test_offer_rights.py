"""Who may do what with designs, offers and money; old versions; and everything taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from solartui.domain.errors import NotFound, NotPermitted, Refused, Stale
from solartui.domain.offers.proposals import Proposal
from solartui.domain.offers.vocabulary import Channel, ChargeKind
from solartui.services.container import Services
from tests.desk import MANAGER, SALES, SECOND, VIEWER, at_desk
from tests.offer_desk import design_of, offer_of, project_of, sent, signed

Act = Callable[[Services, Proposal], Any]

ACTS: dict[str, Act] = {
    "designs.create": lambda desk, offer: desk.designs.create(offer.project_id, {"modules": 4}),
    "designs.edit": lambda desk, offer: desk.designs.edit(offer.design_id, {"name": "B"}),
    "designs.delete": lambda desk, offer: desk.designs.delete(offer.design_id),
    "designs.link": lambda desk, offer: desk.designs.link(offer.design_id, "pylon"),
    "designs.take": lambda desk, offer: desk.designs.take(offer.design_id, '{"name": "C"}', "x"),
    "designs.confirm": lambda desk, offer: desk.designs.confirm(offer.design_id),
    "designs.fetch_yield": lambda desk, offer: desk.designs.fetch_yield(offer.design_id),
    "proposals.create": lambda desk, offer: desk.proposals.create(offer.design_id, {}),
    "proposals.revise": lambda desk, offer: desk.proposals.revise(offer.id, {}),
    "proposals.edit": lambda desk, offer: desk.proposals.edit(offer.id, {"valid_until": "2026-12-01"}),
    "proposals.activate": lambda desk, offer: desk.proposals.activate(offer.id),
    "proposals.mark_sent": lambda desk, offer: desk.proposals.mark_sent(offer.id, Channel.SMS),
    "proposals.view": lambda desk, offer: desk.proposals.view(offer.id, 5, Channel.SMS),
    "proposals.sign": lambda desk, offer: desk.proposals.sign(offer.id),
    "proposals.reject": lambda desk, offer: desk.proposals.reject(offer.id),
    "proposal_mail.send": lambda desk, offer: desk.proposal_mail.send(offer.id),
    "charges.pay": lambda desk, offer: desk.charges.pay(offer.project_id, "5", ChargeKind.PAYMENT),
    "charges.invoice": lambda desk, offer: desk.charges.invoice(offer.project_id, "5"),
}
MISSING: dict[str, Callable[[Services], Any]] = {
    "designs.get": lambda desk: desk.designs.get(99),
    "designs.of": lambda desk: desk.designs.of(99),
    "designs.create": lambda desk: desk.designs.create(99, {}),
    "designs.edit": lambda desk: desk.designs.edit(99, {"name": "x"}),
    "designs.delete": lambda desk: desk.designs.delete(99),
    "designs.link": lambda desk: desk.designs.link(99, "pylon"),
    "designs.compare": lambda desk: desk.designs.compare(99, "{}", "x"),
    "designs.take": lambda desk: desk.designs.take(99, "{}", "x"),
    "designs.confirm": lambda desk: desk.designs.confirm(99),
    "designs.fetch_yield": lambda desk: desk.designs.fetch_yield(99),
    "proposals.get": lambda desk: desk.proposals.get(99),
    "proposals.of_project": lambda desk: desk.proposals.of_project(99),
    "proposals.of_lead": lambda desk: desk.proposals.of_lead(99),
    "proposals.of_newest_design": lambda desk: desk.proposals.of_newest_design(99),
    "proposals.create": lambda desk: desk.proposals.create(99, {}),
    "proposals.revise": lambda desk: desk.proposals.revise(99, {}),
    "proposals.edit": lambda desk: desk.proposals.edit(99, {"valid_until": "2026-12-01"}),
    "proposals.activate": lambda desk: desk.proposals.activate(99),
    "proposals.mark_sent": lambda desk: desk.proposals.mark_sent(99, Channel.SMS),
    "proposals.view": lambda desk: desk.proposals.view(99, 5, Channel.SMS),
    "proposals.sign": lambda desk: desk.proposals.sign(99),
    "proposals.reject": lambda desk: desk.proposals.reject(99),
    "proposal_mail.preview": lambda desk: desk.proposal_mail.preview(99),
    "proposal_mail.send": lambda desk: desk.proposal_mail.send(99),
    "papers.proposal": lambda desk: desk.papers.proposal(99),
    "papers.pages": lambda desk: desk.papers.pages(99),
    "papers.invoice": lambda desk: desk.papers.invoice(99),
    "charges.of": lambda desk: desk.charges.of(99),
    "charges.get": lambda desk: desk.charges.get(99),
    "charges.pay": lambda desk: desk.charges.pay(99, "5", ChargeKind.PAYMENT),
    "charges.invoice": lambda desk: desk.charges.invoice(99),
}


def rows(services: Services) -> str:
    """Everything about offers, and where projects stand."""
    with services.store.reading() as connection:
        found = {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in ("design", "proposal", "proposal_view", "delivery", "charge")
        }
        projects = "SELECT id, stage, outcome, capacity_kwp, battery_kwh, price_net, price_gross FROM project"
        found["project"] = connection.execute(projects).fetchall()
    return json.dumps(found)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_who_only_looks_changes_nothing(services: Services, name: str) -> None:
    offer = offer_of(services)
    before = rows(services)
    with pytest.raises(NotPermitted):
        ACTS[name](at_desk(services, VIEWER), offer)
    assert rows(services) == before


@pytest.mark.parametrize("who", [SALES, SECOND, MANAGER])
def test_who_sells_can_do_it_all(services: Services, who: int) -> None:
    desk = at_desk(services, who)
    offer = offer_of(desk)
    desk.designs.link(offer.design_id, "pylon")
    desk.designs.confirm(offer.design_id)
    sent(desk, offer)
    desk.proposals.view(offer.id, 5, Channel.LINK)
    desk.proposals.sign(offer.id)
    desk.charges.pay(offer.project_id, "5", ChargeKind.DEPOSIT)
    assert desk.charges.invoice(offer.project_id).value.created_by == desk.actor.name


@pytest.mark.parametrize("name", sorted(MISSING))
def test_what_is_not_there_is_said(services: Services, name: str) -> None:
    services.settings.set("mail.host", "127.0.0.1")
    services.settings.set("mail.from", "a@x.example")
    before = rows(services)
    with pytest.raises(NotFound, match="99"):
        MISSING[name](services)
    assert rows(services) == before


OLD: dict[str, Callable[[Services, int], Any]] = {
    "edit": lambda desk, number: desk.proposals.edit(number, {"valid_until": "2026-12-05"}, 1),
    "activate": lambda desk, number: desk.proposals.activate(number, 1),
    "mark_sent": lambda desk, number: desk.proposals.mark_sent(number, Channel.SMS, None, 1),
    "sign": lambda desk, number: desk.proposals.sign(number, None, 1),
    "reject": lambda desk, number: desk.proposals.reject(number, None, 1),
}


@pytest.mark.parametrize("name", sorted(OLD))
def test_what_a_colleague_changed_since_is_not_overwritten(services: Services, name: str) -> None:
    offer = offer_of(services)
    at_desk(services, SALES).proposals.edit(offer.id, {"valid_until": "2026-12-01"})
    before = rows(services)
    with pytest.raises(Stale, match="changed meanwhile") as caught:
        OLD[name](services, offer.id)
    assert isinstance(caught.value.theirs, Proposal)
    assert rows(services) == before


@pytest.mark.parametrize("name", ["edit", "delete", "take"])
def test_an_old_design_is_not_saved_over_a_new_one(services: Services, name: str) -> None:
    design = design_of(services, project_of(services))
    services.designs.link(design.id, "pylon")
    acts: dict[str, Callable[[], Any]] = {
        "edit": lambda: services.designs.edit(design.id, {"name": "x"}, design.version),
        "delete": lambda: services.designs.delete(design.id, design.version),
        "take": lambda: services.designs.take(design.id, '{"name": "x"}', "x", design.version),
    }
    with pytest.raises(Stale):
        acts[name]()
    assert services.designs.get(design.id).name == design.name


def test_everything_is_taken_back_in_turn(services: Services) -> None:
    project = project_of(services)
    before = rows(services)
    design = design_of(services, project, battery_kwh=10)
    services.designs.edit(design.id, {"name": "B", "modules": 12})
    services.designs.link(design.id, "pylon", "P-1")
    services.designs.take(design.id, '{"battery_kwh": 5, "yields": [1,2,3,4,5,6,7,8,9,10,11,12]}', "x")
    first = services.proposals.create(design.id, {}).value
    services.proposals.edit(first.id, {"valid_until": "2026-12-05"})
    second = services.proposals.create(design.id, {"language": "en"}).value
    services.proposals.activate(second.id)
    sent(services, second)
    services.proposals.view(second.id, 20, Channel.LINK)
    third = services.proposals.revise(second.id, {}).value
    services.proposals.sign(sent(services, third).id)
    services.proposals.reject(sent(services, first).id, "dear")
    services.charges.pay(project.id, "100", ChargeKind.DEPOSIT)
    services.charges.pay(project.id, "50", ChargeKind.REFUND)
    after = rows(services)
    undone = 0
    while services.undo.last() is not None and services.undo.last().kind != "lead.converted":  # type: ignore[union-attr]
        services.undo.undo()
        undone += 1
    assert undone == 17
    assert rows(services) == before
    for _ in range(undone):
        services.undo.redo()
    assert [len(json.loads(rows(services))[table]) for table in ("design", "proposal", "charge")] == [1, 3, 2]
    assert json.loads(rows(services))["project"] == json.loads(after)["project"]


def test_what_others_build_on_is_not_taken_back(services: Services) -> None:
    offer = offer_of(services)
    made = next(one for one in services.undo.changes(9) if one.kind == "design.created")
    with pytest.raises(Refused, match="Not undone"):
        services.undo.undo(made.id)
    colleague = at_desk(services, SALES)
    colleague.proposals.edit(offer.id, {"valid_until": "2026-12-05"})
    created = next(one for one in services.undo.changes(9) if one.kind == "proposal.created")
    with pytest.raises(Refused, match="Anna Nowak"):
        services.undo.undo(created.id)
    with pytest.raises(NotPermitted):
        colleague.undo.undo(created.id)


def test_an_invoice_keeps_the_signature_it_rests_on(services: Services) -> None:
    offer = signed(services)
    services.charges.invoice(offer.project_id, "10")
    assert services.undo.changes(1)[0].kind == "proposal.signed"
    assert services.charges.of(offer.project_id).invoiced == 1_000
