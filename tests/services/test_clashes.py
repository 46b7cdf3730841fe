"""Somebody decides about a lead that a colleague saved since they looked at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Stale
from solartui.domain.selection import Chosen
from tests.desk import SALES, add_lead, at_desk

if TYPE_CHECKING:
    from solartui.domain.leads import Lead
    from solartui.services.container import Services


def seen(lead: Lead) -> Chosen:
    """A lead as it is shown to somebody."""
    return Chosen.of([lead.id]).seen_at(lead.version)


def test_both_versions_are_told_and_theirs_stays(services: Services) -> None:
    lead = add_lead(services, "Jan Kot")
    at_desk(services, SALES).lead_actions.assign([lead.id], "me")
    act = services.lead_actions
    with pytest.raises(Stale) as caught:
        act.move(seen(lead), "contacted")
    assert (
        caught.value.message == "Anna Nowak changed Jan Kot meanwhile. Now: Assigned, Anna Nowak. Not done: Contacted."
    )
    assert (caught.value.by, caught.value.theirs) == ("Anna Nowak", services.leads.get(lead.id))
    with pytest.raises(Stale, match="Not done: nobody"):
        act.assign(seen(lead), None)
    for refused in (act.archive, act.delete, lambda those: act.follow_up(those, None)):
        with pytest.raises(Stale, match=r"Now: Assigned, Anna Nowak\.$"):
            refused(seen(lead))
    assert act.move(seen(services.leads.get(lead.id)), "contacted").value.changed == (lead.id,)


def test_what_only_adds_is_never_too_late(services: Services) -> None:
    lead = add_lead(services)
    at_desk(services, SALES).lead_actions.move([lead.id], "site_visit")
    assert services.lead_actions.log_contact(seen(lead), "call", "hello").value.changed == (lead.id,)


def test_nobody_is_in_their_own_way(services: Services) -> None:
    lead = add_lead(services)
    for stage in ("contacted", "assigned", "site_visit"):
        services.lead_actions.move(seen(lead), stage)
    services.undo.undo()
    services.lead_actions.assign(seen(lead), "me")
    assert services.leads.get(lead.id).stage == "assigned"


def test_an_own_act_does_not_hide_what_a_colleague_saved_before_it(services: Services) -> None:
    lead = add_lead(services)
    at_desk(services, SALES).lead_actions.move([lead.id], "site_visit")
    services.lead_actions.log_contact([lead.id], "call")
    services.lead_actions.log_contact([lead.id], "visit")
    with pytest.raises(Stale, match="Anna Nowak changed"):
        services.lead_actions.move(seen(lead), "contacted")


def test_several_leads_are_not_held_up(services: Services) -> None:
    leads = [add_lead(services) for _ in range(2)]
    at_desk(services, SALES).lead_actions.move([leads[0].id], "site_visit")
    marked = Chosen.of([lead.id for lead in leads])
    assert marked.seen_at(1) == marked
    assert services.lead_actions.move(marked.seen_at(1), "contacted").value.refused == ()
