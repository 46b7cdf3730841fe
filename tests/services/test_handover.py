"""A user who goes: the leads that they carry and own get another carrier, as one change that can be taken back."""

from __future__ import annotations

import pytest

from solartui.domain.activity import change_sentence
from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused
from solartui.domain.records import Subject
from solartui.services.container import Services
from solartui.services.views import ViewDraft
from tests.desk import ADMIN, MANAGER, SALES, SECOND, add_lead, at_desk


@pytest.fixture
def desk(services: Services) -> Services:
    """Anna carries three open leads and a lost one, and owns one that a team carries."""
    for _ in range(3):
        add_lead(services, assignee="anna")
    lost = add_lead(services, assignee="anna")
    services.lead_actions.move([lost.id], "lost", "bought elsewhere")
    teams = add_lead(services, assignee="anna")
    services.lead_actions.assign([teams.id], "North")
    add_lead(services, assignee="piotr")
    return services


def carriers(desk: Services) -> list[tuple[str | None, str | None]]:
    leads = [desk.leads.get(number) for number in range(1, 7)]
    return [(one.assignee.name if one.assignee else None, one.owner.name if one.owner else None) for one in leads]


def test_open_leads_are_handed_over_with_the_user_as_one_change(desk: Services) -> None:
    before, changes = carriers(desk), len(desk.undo.changes(100))
    written = desk.organisation.hand_over("anna", "piotr")
    assert (written.value.user.active, written.value.to, written.value.leads) == (False, "Piotr Żak", 4)
    assert written.topics == {"users", "leads", "projects"}
    piotr = ("Piotr Żak", "Piotr Żak")
    assert carriers(desk) == [piotr, piotr, piotr, ("Anna Nowak", "Anna Nowak"), ("North", "Piotr Żak"), piotr]
    assert len(desk.undo.changes(100)) == changes + 1
    said = change_sentence(desk.undo.changes(1)[0])
    assert said == "User Anna Nowak disabled, 4 leads handed over to Piotr Żak"
    kinds = [one.kind for one in desk.activity.of(Subject("lead", 1))]
    assert kinds == ["created", "assigned", "assigned", "moved"]
    desk.undo.undo()
    assert carriers(desk) == before
    assert desk.organisation.user("anna").active is True
    desk.undo.redo()
    assert carriers(desk)[0] == piotr
    assert desk.organisation.user("anna").active is False


def test_a_team_takes_what_is_carried_and_nobody_else_owns_it(desk: Services) -> None:
    written = desk.organisation.hand_over("#3", "team:North")
    assert (written.value.to, written.value.leads) == ("North", 3)
    assert carriers(desk)[0] == ("North", "Anna Nowak")


def test_somebody_without_leads_only_goes(desk: Services) -> None:
    written = desk.organisation.hand_over("marek", "anna")
    assert (written.value.leads, written.value.user.active) == (0, False)
    assert change_sentence(desk.undo.changes(1)[0]) == "User Marek Manager disabled"
    again = desk.organisation.hand_over("marek", "anna")
    assert (again.change_id, again.topics) == (None, frozenset())


def test_leads_of_somebody_who_went_before_are_handed_over_later(desk: Services) -> None:
    desk.organisation.disable_user("anna")
    assert desk.organisation.carried_by(SALES) == 3
    assert desk.organisation.hand_over("anna", "me").value.leads == 4
    assert desk.organisation.carried_by(SALES) == 0
    assert desk.organisation.carried_by(ADMIN) == 3


@pytest.mark.parametrize(
    ("who", "to", "error"),
    [
        ("anna", "none", Invalid),
        ("anna", "anna", Invalid),
        ("anna", "nobody known", NotFound),
        ("who", "piotr", NotFound),
        ("ewa", "piotr", Refused),
    ],
)
def test_what_cannot_be_changes_nothing(desk: Services, who: str, to: str, error: type[Exception]) -> None:
    before = carriers(desk)
    with pytest.raises(error):
        desk.organisation.hand_over(who, to)
    assert carriers(desk) == before
    assert desk.organisation.user("anna").active


@pytest.mark.parametrize("user", [MANAGER, SALES, SECOND])
def test_only_an_admin_hands_over(desk: Services, user: int) -> None:
    with pytest.raises(NotPermitted):
        at_desk(desk, user).organisation.hand_over("anna", "piotr")


@pytest.mark.feature("D-15")
def test_leads_and_views_of_somebody_who_went_are_still_found(desk: Services) -> None:
    desk.views.create(ViewDraft("Annas", "owner:anna stage:open"))
    desk.organisation.disable_user("anna")
    for text, count in (('owner:"Anna Nowak"', 5), ("assignee:anna", 4), ("owner:anna stage:open", 3)):
        assert desk.leads.open_list(text).count() == count, text
    view = desk.views.get("annas")
    assert desk.filters.mended(view.query) == (view.query, [])
    assert desk.leads.open_list(view.query).count() == 3
