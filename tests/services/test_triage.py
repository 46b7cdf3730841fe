"""Leads for going through them: page by page, whatever becomes of the list meanwhile; and being reached in one step."""

from __future__ import annotations

import pytest

from solartui.domain.errors import Invalid, Refused, Stale
from solartui.domain.listing import Sort
from solartui.domain.selection import Chosen
from solartui.services import triage
from solartui.services.container import Services
from tests.conftest import Clock
from tests.desk import SALES, add_lead, at_desk, kinds

BY_NAME = Sort("name")


@pytest.fixture
def ten(services: Services, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ten open leads by name; a page is three of them."""
    monkeypatch.setattr(triage, "PAGE", 3)
    return [add_lead(services, f"Lead {number}").id for number in range(10)]


@pytest.mark.parametrize("query", ["", "stage:open"], ids=["walked", "filtered"])
def test_leads_are_taken_page_by_page_whatever_was_decided(services: Services, ten: list[int], query: str) -> None:
    leads = services.triage.open_list(query, BY_NAME)
    taken = services.triage.take(leads, [])
    assert taken == ten[:3]
    services.lead_actions.archive(ten[:2])
    taken += services.triage.take(leads, taken)
    assert taken == ten[:6]
    services.lead_actions.archive(ten[2:6])
    services.leads.edit(ten[9], {"name": "A lead that comes first now"})
    rest: list[int] = []
    while more := services.triage.take(leads, taken + rest):
        rest += more
    assert rest == [ten[9], *ten[6:9]]


def test_only_the_marked_ones_in_the_order_of_the_list(services: Services, ten: list[int]) -> None:
    marked = Chosen.of([ten[7], ten[1], ten[4]])
    leads = services.triage.open_list("stage:open", Sort("name", descending=True), marked)
    assert services.triage.take(leads, []) == [ten[7], ten[4], ten[1]]
    all_but_one = Chosen((), "stage:open", frozenset({ten[0]}), 9)
    leads = services.triage.open_list("", BY_NAME, all_but_one)
    assert services.triage.take(leads, []) == ten[1:4]
    with pytest.raises(Invalid, match="cannot be sorted"):
        services.triage.open_list("", Sort("mood"), marked)


def test_reached_is_one_change(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    clock.forward(minutes=3)
    done = services.triage.reach([lead.id])
    now = services.leads.get(lead.id)
    assert (now.stage, now.last_contacted) == ("contacted", clock.now)
    assert (now.first_contacted_at, now.respond_by) == (clock.now, None)
    assert kinds(services, "lead", lead.id) == ["created", "call", "moved"]
    services.undo.undo(done.change_id)
    assert services.leads.get(lead.id).stage == "open"
    assert services.leads.get(lead.id).last_contacted is None


def test_reached_is_refused_where_somebody_else_was_faster(services: Services) -> None:
    lead = add_lead(services)
    at_desk(services, SALES).lead_actions.move([lead.id], "lost", "no roof")
    with pytest.raises(Stale, match="Anna Nowak changed"):
        services.triage.reach(Chosen.of([lead.id]).seen_at(lead.version))
    assert kinds(services, "lead", lead.id) == ["created", "moved"]


def test_reached_moves_no_lead_back(services: Services) -> None:
    lead = add_lead(services, stage="site_visit")
    services.triage.reach(Chosen.of([lead.id]))
    assert services.leads.get(lead.id).stage == "site_visit"
    assert kinds(services, "lead", lead.id) == ["created", "call"]


def test_reached_is_refused_where_the_lead_is_archived(services: Services) -> None:
    lead = add_lead(services)
    services.lead_actions.archive([lead.id])
    with pytest.raises(Refused, match="archived"):
        services.triage.reach([lead.id])
    assert kinds(services, "lead", lead.id) == ["created", "archived"]
