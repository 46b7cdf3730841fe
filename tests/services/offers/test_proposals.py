"""Offers: numbered, in force, sent, viewed, signed or rejected, and frozen for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from solartui.domain.offers.vocabulary import Channel, ProposalStatus
from solartui.domain.records import Subject
from solartui.domain.vocabulary import ContactKind, ProjectStage
from solartui.services.proposal_writing import sign_in
from tests.desk import VIEWER, add_contact, at_desk, kinds
from tests.offer_desk import design_of, offer_of, project_of, sent, signed

if TYPE_CHECKING:
    from solartui.services.container import Services
    from tests.conftest import Clock


@pytest.mark.feature("A-13", "A-15", "A-11")
def test_an_offer_is_made_of_a_design(services: Services) -> None:
    project = project_of(services)
    offer = offer_of(services, project)
    assert (offer.label, offer.revision, offer.status, offer.active) == ("SO/2026/0001", 1, ProposalStatus.DRAFT, True)
    assert (offer.net, offer.vat, offer.gross) == (4_000_000, 320_000, 4_320_000)
    assert offer.per_kwp == (400_000, 432_000)
    assert (offer.valid_until.isoformat(), offer.language) == ("2026-12-23", "pl")
    after = services.projects.get(project.id)
    assert (after.capacity_kwp, after.price_net, after.price_gross) == (10.0, 4_000_000, 4_320_000)
    assert services.proposals.of_project(project.id) == services.proposals.of_lead(project.lead_id or 0) == [offer]


def test_numbers_have_no_gaps_and_begin_anew_each_year(services: Services, clock: Clock) -> None:
    services.settings.set("proposals.series", "OF-A")
    project = project_of(services)
    design = design_of(services, project)
    made = [services.proposals.create(design.id, {}).value for _ in range(3)]
    assert [one.label for one in made] == ["OF-A/2026/0001", "OF-A/2026/0002", "OF-A/2026/0003"]
    assert [one.active for one in services.proposals.of_project(project.id)] == [True, False, False]
    change = next(one for one in services.undo.changes(9) if one.data.get("label") == made[1].label)
    services.undo.undo(change.id)
    assert services.proposals.create(design.id, {}).value.label == made[1].label
    clock.forward(days=60)
    assert services.proposals.create(design.id, {}).value.label == "OF-A/2027/0001"


def test_figures_are_frozen(services: Services) -> None:
    offer = offer_of(services)
    services.designs.edit(offer.design_id, {"lines": [{"name": "x", "unit_price": "1"}], "modules": 4})
    services.settings.set("company.name", "Other")
    assert services.proposals.get(offer.id).figures == offer.figures
    assert services.proposals.get(offer.id).net == offer.net


@pytest.mark.feature("E-20", "E-34")
def test_a_new_version_takes_the_place_of_the_old_one(services: Services) -> None:
    offer = offer_of(services, vat_rate="23", vat_reason="second house")
    services.designs.edit(offer.design_id, {"lines": [{"name": "x", "unit_price": "50000"}]})
    new = services.proposals.revise(offer.id, {}).value
    assert (new.full_label, new.revision, new.net, new.vat) == ("SO/2026/0001 v2", 2, 5_000_000, 1_150_000)
    assert [one.active for one in services.proposals.of_project(offer.project_id)] == [False, True]
    assert services.projects.get(offer.project_id).price_net == 5_000_000
    services.undo.undo()
    assert [one.active for one in services.proposals.of_project(offer.project_id)] == [True]
    assert services.projects.get(offer.project_id).price_net == offer.net


def test_a_signed_offer_is_in_force_until_its_new_version_is_signed(services: Services) -> None:
    offer = signed(services)
    services.designs.edit(offer.design_id, {"lines": [{"name": "x", "unit_price": "41000"}]})
    new = services.proposals.revise(offer.id, {}).value
    assert not new.active
    with pytest.raises(Refused, match="stays in force"):
        services.proposals.activate(new.id)
    services.proposals.sign(sent(services, new).id)
    assert services.charges.of(offer.project_id).due == 4_428_000
    assert [one.active for one in services.proposals.of_project(offer.project_id)] == [False, True]


@pytest.mark.feature("B-153")
def test_one_offer_is_in_force(services: Services) -> None:
    project = project_of(services)
    first, second = offer_of(services, project), offer_of(services, project)
    assert services.proposals.activate(second.id, second.version).value.active
    assert not services.proposals.get(first.id).active
    services.undo.undo()
    assert services.proposals.get(first.id).active
    services.proposals.reject(sent(services, first).id, "too dear")
    assert not services.proposals.get(first.id).active
    with pytest.raises(Refused, match="rejected"):
        services.proposals.activate(first.id)


@pytest.mark.feature("B-147", "B-148", "B-149", "E-11")
@pytest.mark.parametrize("channel", list(Channel))
def test_an_offer_is_noted_as_sent(services: Services, channel: Channel, clock: Clock) -> None:
    offer = offer_of(services)
    clock.forward(days=1)
    after = services.proposals.mark_sent(offer.id, channel, "Anna").value
    assert (after.status, after.channel, after.sent_at, after.sent_to) == (
        ProposalStatus.SENT,
        channel,
        clock.now,
        "Anna",
    )
    assert services.projects.get(offer.project_id).stage is ProjectStage.CONSIDERING
    services.undo.undo()
    assert services.proposals.get(offer.id).status is ProposalStatus.DRAFT


@pytest.mark.feature("B-154", "B-155", "B-156", "B-157")
def test_views_are_kept_and_an_offer_without_an_answer_is_found(services: Services, clock: Clock) -> None:
    offer = offer_of(services)
    with pytest.raises(Refused, match="not sent"):
        services.proposals.view(offer.id, 10, Channel.LINK)
    sent(services, offer)
    services.proposals.view(offer.id, 75, Channel.EMAIL)
    later = clock.forward(hours=2)
    after = services.proposals.view(offer.id, 3600, Channel.SMS).value
    assert after.status is ProposalStatus.VIEWED
    assert [(view.seconds, view.channel) for view in after.views] == [(75, Channel.EMAIL), (3600, Channel.SMS)]
    assert (after.last_viewed, after.seconds_viewed, after.unanswered) == (later, 3675, True)
    assert services.proposals.find(unanswered=True) == [after]
    services.proposals.sign(offer.id)
    assert services.proposals.find(unanswered=True) == []
    with pytest.raises(Refused, match="print-out"):
        services.proposals.view(offer.id, 5, Channel.PRINT)
    for seconds in (-1, 86_401):
        with pytest.raises(Invalid):
            services.proposals.view(offer.id, seconds, Channel.LINK)


@pytest.mark.feature("E-12", "E-13")
def test_a_signature_moves_quote_and_project_together(services: Services) -> None:
    offer = offer_of(services)
    sent(services, offer)
    before = services.undo.changes(50)
    after = services.proposals.sign(offer.id, "Anna W.").value
    assert (after.status, after.signed_by, after.active) == (ProposalStatus.ACCEPTED, "Anna W.", True)
    assert services.projects.get(offer.project_id).stage is ProjectStage.COMMITTING
    assert len(services.undo.changes(50)) == len(before) + 1
    assert "proposal_signed" in kinds(services, "project", offer.project_id)
    services.undo.undo()
    assert services.proposals.get(offer.id).status is ProposalStatus.SENT
    assert services.projects.get(offer.project_id).stage is ProjectStage.CONSIDERING


def test_a_signature_that_fails_leaves_nothing(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = sent(services, offer_of(services))

    def fails(*_given: object) -> None:
        raise OSError("no")

    monkeypatch.setattr("solartui.services.proposal_writing.tell_workflow", fails)
    with pytest.raises(OSError, match="no"):
        services.proposals.sign(offer.id)
    assert services.proposals.get(offer.id) == offer
    assert services.projects.get(offer.project_id).stage is ProjectStage.CONSIDERING


def test_what_cannot_be_signed(services: Services, clock: Clock) -> None:
    draft = offer_of(services)
    with pytest.raises(Refused, match="not sent"):
        services.proposals.sign(draft.id)
    with pytest.raises(Refused, match="not sent"):
        services.proposals.reject(draft.id)
    offer = services.proposals.sign(sent(services, draft).id).value
    for act in (services.proposals.sign, services.proposals.reject):
        with pytest.raises(Refused, match="signed already"):
            act(offer.id)
    with pytest.raises(Refused, match="signed already"):
        services.proposals.mark_sent(offer.id, Channel.SMS)
    other = services.proposals.reject(sent(services, offer_of(services, project_of(services, "B", emails=()))).id).value
    with pytest.raises(Refused, match="rejected"):
        services.proposals.sign(other.id)


@pytest.mark.feature("B-149")
def test_offers_expire_by_their_day(services: Services, clock: Clock) -> None:
    offer = offer_of(services, valid_until="2026-11-24")
    sent(services, offer)
    clock.forward(days=1)
    assert services.proposals.get(offer.id).status is ProposalStatus.SENT
    clock.forward(days=1)
    expired = services.proposals.get(offer.id)
    assert expired.status is ProposalStatus.EXPIRED
    assert services.proposals.find(statuses=frozenset({ProposalStatus.EXPIRED})) == [expired]
    for act in (services.proposals.sign, lambda number: services.proposals.mark_sent(number, Channel.LINK)):
        with pytest.raises(Refused, match="expired on 2026-11-24"):
            act(offer.id)
    services.proposals.edit(offer.id, {"valid_until": "2026-12-31"}, expired.version)
    assert services.proposals.sign(offer.id).value.status is ProposalStatus.ACCEPTED


def test_only_the_last_day_can_be_changed(services: Services) -> None:
    offer = offer_of(services)
    for values in (
        {},
        {"vat_rate": "23"},
        {"valid_until": ""},
        {"valid_until": "2026-11-22"},
        {"valid_until": "2200-01-01"},
    ):
        with pytest.raises(Invalid):
            services.proposals.edit(offer.id, values)
    services.proposals.edit(offer.id, {"valid_until": "2026-12-01"}, offer.version)
    with pytest.raises(Stale):
        services.proposals.edit(offer.id, {"valid_until": "2026-12-02"}, offer.version)
    assert services.proposals.edit(offer.id, {"valid_until": "2026-12-01"}).change_id is None


def test_what_offers_rest_on(services: Services) -> None:
    with pytest.raises(NotFound):
        services.proposals.get(9)
    with pytest.raises(NotFound):
        services.proposals.create(9, {})
    project = project_of(services)
    with pytest.raises(Refused, match="has no design"):
        services.proposals.of_newest_design(project.id)
    bare = services.designs.create(project.id, {"modules": 4, "lines": []}).value
    with pytest.raises(Refused, match="no bill of materials"):
        services.proposals.create(bare.id, {})
    with pytest.raises(Invalid):
        services.proposals.create(design_of(services, project).id, {"valid_until": "2026-11-22"})
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).proposals.create(bare.id, {})


def test_the_customer_and_the_place_make_the_tax(services: Services) -> None:
    firm = add_contact(services, "Dach S.A.", kind=ContactKind.COMPANY)
    project = project_of(services, contact_id=firm.id)
    assert offer_of(services, project).vat == 920_000
    sydney = project_of(services, "B", emails=(), country="AU", region="NSW", latitude=-33.9, longitude=151.2)
    offer = offer_of(services, sydney)
    assert (offer.currency, offer.vat, offer.language) == ("AUD", 400_000, "en")
    assert (offer.incentive, offer.payable) == (69 * 3_900, 4_400_000 - 69 * 3_900)
    assert offer_of(services, sydney, zone="4").incentive == 59 * 3_900
    assert offer_of(services, sydney, incentives="none").incentive == 0
    berlin = project_of(services, "C", emails=(), country="DE", latitude=52.5, longitude=13.4)
    with pytest.raises(Refused, match="set by hand"):
        offer_of(services, berlin)
    assert offer_of(services, berlin, vat_rate="0").vat == 0


def test_old_offers_keep_the_incentives_of_their_year(services: Services, clock: Clock) -> None:
    sydney = project_of(services, "B", emails=(), country="AU", region="NSW", latitude=-33.9, longitude=151.2)
    old = offer_of(services, sydney)
    clock.forward(days=60)
    assert services.proposals.get(old.id).incentive == 69 * 3_900
    assert services.proposals.revise(old.id, {}).value.incentive == 55 * 3_900


def test_offers_are_found_by_words(services: Services) -> None:
    offer = offer_of(services)
    other = offer_of(services, project_of(services, "Zenon Żółć", emails=()))
    assert [one.id for one in services.proposals.find()] == [other.id, offer.id]
    assert services.proposals.find("zolc") == [other]
    assert services.proposals.find("0001 anna") == [offer]


def test_an_ended_project_gets_no_offers(services: Services) -> None:
    offer = offer_of(services)
    services.progress.outcome(offer.project_id, "lost", "went elsewhere")
    with pytest.raises(Refused, match="has ended"):
        services.proposals.create(offer.design_id, {})


@pytest.mark.feature("A-19")
def test_the_history_stands_on_project_lead_and_customer(services: Services) -> None:
    offer = signed(services)
    told = ["proposal_created", "proposal_sent", "proposal_signed"]
    for subject in (Subject("project", offer.project_id), Subject("lead", offer.lead_id or 0),
                    Subject("contact", offer.contact_id or 0)):  # fmt: skip
        assert [one.kind for one in services.activity.of(subject) if one.kind in told] == told


@pytest.mark.feature("E-12")
def test_a_signature_that_comes_as_an_event_marks_the_offer_that_is_out(services: Services) -> None:
    offer = sent(services, offer_of(services))
    with services.store.begin(services.actor) as work:
        sign_in(work, offer.project_id, "Anna W.")
        sign_in(work, 999, None)
    after = services.proposals.get(offer.id)
    assert (after.status, after.signed_by, after.active) == (ProposalStatus.ACCEPTED, "Anna W.", True)


@pytest.mark.feature("E-12")
def test_an_event_signs_the_offer_in_force_where_nobody_noted_that_one_went_out(services: Services) -> None:
    offer = offer_of(services)
    other = services.proposals.create(offer.design_id, {}).value
    signature = services.progress.event(offer.project_id, "proposal_signed", {"by": "Anna W."})
    after = services.proposals.get(offer.id)
    assert (after.status, after.signed_by, after.active) == (ProposalStatus.ACCEPTED, "Anna W.", True)
    assert services.proposals.get(other.id).status is ProposalStatus.DRAFT
    assert services.charges.of(offer.project_id).due == after.gross
    assert signature.change_id is not None
    services.undo.undo(signature.change_id)
    assert services.proposals.get(offer.id).status is ProposalStatus.DRAFT
    assert services.charges.of(offer.project_id).due is None


@pytest.mark.feature("E-12")
def test_an_event_signs_the_version_that_the_customer_has(services: Services) -> None:
    offer = sent(services, offer_of(services))
    newer = services.proposals.revise(offer.id, {}).value
    assert newer.active
    services.progress.event(offer.project_id, "proposal_signed", {})
    assert services.proposals.get(offer.id).status is ProposalStatus.ACCEPTED
    assert [services.proposals.get(one.id).active for one in (offer, newer)] == [True, False]
