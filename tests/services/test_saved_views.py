"""Views of the lead list: always there, saved, shared, changed, taken away and taken back."""

from __future__ import annotations

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Stale
from solartui.domain.listing import Sort
from solartui.domain.permissions import allowed
from solartui.domain.vocabulary import Role
from solartui.services.container import Services
from solartui.services.views import ViewDraft, draft_of
from tests.desk import MANAGER, SALES, SECOND, VIEWER, add_lead, at_desk

HOT = ViewDraft("Gorące", "stage:open kwh>400", Sort("score", descending=True), ("name", "city:18"))


def names(services: Services) -> list[str]:
    return [view.name for view in services.views.all()]


@pytest.mark.feature("D-15")
def test_the_categories_are_always_there(services: Services) -> None:
    assert names(services) == [
        "My leads", "All leads", "Unassigned", "Open", "Contacted", "Assigned", "Site visit", "Converted", "Lost",
        "Closed", "Archived",
    ]  # fmt: skip
    lead, other = add_lead(services, "Anna"), add_lead(at_desk(services, SALES), "Jan")
    services.lead_actions.assign([lead.id], "me")
    services.lead_actions.archive([add_lead(services, "Ewa").id])
    found = {view.name: [line.id for line in services.leads.open_list(view.query).rows(0, 9)]
             for view in services.views.all()}  # fmt: skip
    assert (found["My leads"], found["Unassigned"], found["Archived"]) == ([lead.id], [other.id], [3])
    assert sorted(found["All leads"]) == [lead.id, other.id]
    for name in ("archived", "Archived", "my LEADS", "mine", "stage:lost", "Lost"):
        assert services.views.get(name).id is None


@pytest.mark.feature("D-14")
def test_a_session_begins_with_the_persons_own_leads_if_they_have_any(services: Services) -> None:
    assert services.views.opening().key == "all"
    add_lead(services, "Anna")
    assert services.views.opening().key == "mine"
    assert at_desk(services, SALES).views.opening().key == "all"
    services.views.used(services.views.get("Lost"))
    assert services.views.opening().key == "stage:lost"
    saved = services.views.create(HOT).value
    services.views.used(saved)
    assert services.views.opening() == saved
    services.views.delete(saved)
    assert services.views.opening().key == "mine"
    for kept in (7, "stage:gone", "99", "²", None):
        services.preferences.set("leads.last_view", kept)
        assert services.views.opening().key == "mine"


@pytest.mark.feature("B-32")
def test_a_view_keeps_filter_order_and_columns_and_can_be_taken_back(services: Services) -> None:
    saved = services.views.create(HOT)
    view = services.views.get("gorące")
    assert view == saved.value
    assert (view.query, view.sort, view.columns, view.shared) == (HOT.query, HOT.order, HOT.columns, False)
    changed = services.views.change(view, draft_of(view, name="Zimne", query="-stage:open", order=None)).value
    assert services.views.all()[-1] == changed
    assert changed.order is None
    services.undo.undo()
    assert services.views.get("Gorące").query == HOT.query
    services.views.delete(services.views.get("Gorące"))
    assert "Gorące" not in names(services)
    services.undo.undo()
    assert services.views.get("Gorące").columns == HOT.columns
    services.undo.undo(saved.change_id)
    assert "Gorące" not in names(services)


def test_a_view_is_private_until_it_is_shared(services: Services) -> None:
    anna, piotr, viewer, marek = (at_desk(services, who) for who in (SALES, SECOND, VIEWER, MANAGER))
    view = anna.views.create(HOT).value
    assert "Gorące" not in names(piotr)
    view = anna.views.change(view, draft_of(view, shared=True)).value
    assert names(piotr)[-1] == names(viewer)[-1] == "Gorące"
    assert piotr.views.all()[-1].owner == "Anna Nowak"
    assert not piotr.views.may_change(view)
    with pytest.raises(NotPermitted, match="Gorące is a view of Anna Nowak"):
        piotr.views.delete(view)
    with pytest.raises(NotPermitted, match="Gorące is a view of Anna Nowak"):
        piotr.views.change(view, draft_of(view, name="X"))
    assert marek.views.may_change(view)
    marek.views.delete(view)
    assert "Gorące" not in names(anna)


def test_a_viewer_saves_views_but_shares_none(services: Services) -> None:
    viewer = at_desk(services, VIEWER)
    assert viewer.views.create(HOT).value.owner_id == VIEWER
    with pytest.raises(NotPermitted, match="share views"):
        viewer.views.create(ViewDraft("Other", shared=True))
    assert not allowed(Role.VIEWER, "views.share")


def test_two_who_change_one_view_do_not_overwrite_each_other(services: Services) -> None:
    seen = services.views.create(ViewDraft("Hot", "kwh>400", shared=True)).value
    marek = at_desk(services, MANAGER)
    marek.views.change(seen, draft_of(seen, query="kwh>500"))
    with pytest.raises(Stale):
        services.views.change(seen, draft_of(seen, query="kwh>600"))
    with pytest.raises(Stale):
        services.views.delete(seen)
    marek.views.delete(services.views.get("Hot"))
    with pytest.raises(NotFound):
        services.views.delete(seen)


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (ViewDraft(" \u200b "), "needs a name"),
        (ViewDraft("x" * 81), "at most 80"),
        (ViewDraft("my leads"), "always there"),
        (ViewDraft("Utracone"), None),
        (ViewDraft("New", "stage:nowhere"), "is no stage"),
        (ViewDraft("GORĄCE"), "already"),
    ],
)
def test_what_cannot_be_saved_is_told(services: Services, draft: ViewDraft, why: str | None) -> None:
    services.views.create(HOT)
    if why is None:
        services.views.create(draft)
        return
    with pytest.raises(Invalid, match=why):
        services.views.create(draft)


def test_a_view_of_a_stage_or_a_person_that_is_gone_still_opens_and_says_so(services: Services) -> None:
    assert services.filters.mended("stage:open krak") == ("stage:open krak", [])
    text, said = services.filters.mended('stage:vanished kwh>400 assignee:"Jan Gone",anna -nofield:x city:krak')
    assert text == 'kwh>400 assignee:"Jan Gone",anna city:krak'
    assert [why.split(".")[0] for why in said] == [
        "“vanished” is no stage",
        "there is no field “nofield”",
        "Nobody is called Jan Gone any more",
    ]
    assert services.filters.mended("x" * 10_001)[0] == ""
    assert services.filters.mended("entity:krak owner:ewa createdby:me")[1] == []
