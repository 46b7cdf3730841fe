"""Views of the list of projects: those that are always there, one's own, shared ones, and none of leads among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Stale
from solartui.domain.listing import Sort
from solartui.domain.query import QueryError
from solartui.domain.views import built_in_named, built_in_projects, everything, example_of
from solartui.i18n import use_language
from solartui.services.views import ViewDraft, draft_of
from tests.desk import MANAGER, SALES, VIEWER, at_desk
from tests.services.project_crowd import BARN, FARM, crowd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.services.container import Services


@pytest.fixture
def desk(services: Services) -> Services:
    return crowd(services)


@pytest.fixture
def polish() -> Iterator[None]:
    use_language("pl")
    yield
    use_language("en")


def counts(services: Services) -> dict[str, int]:
    """How many projects each view lists."""
    return {view.key: services.projects.open_list(view.query).count() for view in services.project_views.all()}


def test_what_is_always_there_can_be_read_and_counts(desk: Services) -> None:
    desk.project_assignees.add(BARN, "me")
    found = counts(desk)
    assert {key: count for key, count in found.items() if count} == {
        "mine": 1, "all": 5, "active": 4, "unassigned": 3, "stage:onboarding": 2, "stage:quoting": 1,
        "stage:inspection": 1, "ended": 1,
    }  # fmt: skip
    assert "stage:completed" not in found
    assert found["completed"] == 0


@pytest.mark.parametrize(
    ("name", "key"),
    [("Under way", "active"), ("under WAY", "active"), ("Quoting", "stage:quoting"), ("stage:quoting", "stage:quoting"),
     ("All projects", "all"), ("Completed", "completed")],
)  # fmt: skip
def test_views_are_found_by_their_english_name_and_key(name: str, key: str) -> None:
    found = built_in_named(built_in_projects(1), name)
    assert found is not None
    assert found.key == key


@pytest.mark.usefixtures("polish")
def test_english_names_are_known_in_polish_too() -> None:
    views = built_in_projects(None)
    assert [view.key for view in views][:2] == ["all", "active"]
    for name in ("Under way", "Quoting", "Wycena"):
        assert built_in_named(views, name) is not None
    assert built_in_named(views, "My leads") is None


def test_leads_and_projects_have_views_of_the_same_name(desk: Services) -> None:
    of_projects = desk.project_views.create(ViewDraft("Big ones", "kwp>10", Sort("capacity_kwp", descending=True)))
    of_leads = desk.views.create(ViewDraft("Big ones", "kwh>1000"))
    assert desk.project_views.get("big ONES").query == "kwp>10"
    assert desk.views.get("Big ones").query == "kwh>1000"
    assert of_projects.value.id != of_leads.value.id
    with pytest.raises(Invalid, match="There is a view BIG ones already"):
        desk.project_views.create(ViewDraft("BIG ones", "active:yes"))
    with pytest.raises(NotFound):
        desk.project_views.delete(of_leads.value)
    desk.undo.undo(of_projects.change_id)
    with pytest.raises(NotFound):
        desk.project_views.get("Big ones")
    assert desk.views.get("Big ones").id == of_leads.value.id


def test_a_view_has_to_be_one_of_projects(desk: Services) -> None:
    for query in ("kwh>1000", "kwp>", "stage:site_visit", "archived:yes"):
        with pytest.raises(QueryError):
            desk.project_views.create(ViewDraft("x", query))
    with pytest.raises(Invalid, match="always there"):
        desk.project_views.create(ViewDraft("Under way"))
    with pytest.raises(Invalid):
        desk.project_views.create(ViewDraft("  "))
    assert desk.views.create(ViewDraft("Under way", "kwh>1000")).value.name == "Under way"


def test_private_and_shared(desk: Services) -> None:
    anna, boss = at_desk(desk, SALES), at_desk(desk, MANAGER)
    view = anna.project_views.create(ViewDraft("Roofs", "krak")).value
    assert [one.name for one in boss.project_views.all() if one.id] == []
    shared = anna.project_views.change(view, draft_of(view, shared=True)).value
    assert [(one.name, one.owner) for one in boss.project_views.all() if one.id] == [("Roofs", "Anna Nowak")]
    with pytest.raises(NotPermitted):
        at_desk(desk, VIEWER).project_views.create(ViewDraft("Ours", shared=True))
    changed = boss.project_views.change(shared, draft_of(shared, query="lodz")).value
    with pytest.raises(Stale):
        anna.project_views.change(shared, draft_of(shared, query="krak kwp>1"))
    boss.project_views.delete(changed)
    assert [one.name for one in anna.project_views.all() if one.id] == []


def test_each_list_begins_with_the_view_it_was_left_with(desk: Services) -> None:
    assert desk.project_views.opening().key == "all"
    assert desk.views.opening().key == "mine"
    view = desk.project_views.create(ViewDraft("Roofs", "krak")).value
    desk.project_views.used(view)
    assert desk.project_views.opening() == view
    assert desk.views.opening().key == "mine"
    desk.project_views.delete(view)
    assert desk.project_views.opening().key == "all"


def test_what_a_view_no_longer_means_is_said(desk: Services) -> None:
    filters = desk.project_filters
    assert filters.mended("krak stage:site_visit kwp>1")[0].split() == ["krak", "kwp>1"]
    text, said = filters.mended('assignee:"Nobody Here" kwp>1')
    assert (text, len(said)) == ('assignee:"Nobody Here" kwp>1', 1)
    assert "Nobody Here" in said[0]
    assert filters.mended("x" * 5000)[0] == ""


def test_filters_of_projects_in_words(desk: Services) -> None:
    said = [
        (one.label, one.value) for one in desk.project_filters.words("stage:quoting -outcome:lost kwp>10 active:yes")
    ]
    assert said == [
        ("stage", "Quoting"), ("outcome", "not Lost"), ("kWp", "> 10"), ("under way", "yes"),
    ]  # fmt: skip


def test_values_are_those_of_projects(desk: Services) -> None:
    values = desk.project_filters.values
    assert list(values("country")) == ["PL", "AU"]
    assert set(values("city")) == {"Opole", "Kraków", "Perth", "Łódź"}
    assert list(values("region")) == ["WA"]
    assert values("channel") == values("name") == values("no such field") == ()
    desk.projects.edit(FARM, {"city": "Żory"})
    assert "Żory" not in values("city")  # for some minutes what was read is good enough


def test_names_for_people() -> None:
    assert (everything("project").name, everything().name) == ("All projects", "All leads")
    assert example_of("project") != example_of("lead")
