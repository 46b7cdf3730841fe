"""The lines of the dialog of views: what is always there, one's own, those of others, and what can be done."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from solartui.domain.listing import Sort
from solartui.domain.views import SavedView
from solartui.screens.dialogs.views import ViewsDialog
from solartui.screens.lists.saved_views import ViewsPage, _actions
from solartui.services.views import ViewDraft, draft_of, kept_columns
from tests.desk import MANAGER, SALES, VIEWER, add_lead, at_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from solartui.screens.session import Session
    from solartui.services.container import Services


def session(services: Services) -> Session:
    return cast("Session", SimpleNamespace(services=services, may=lambda _capability: True))


def counted(services: Services) -> Callable[[str], int]:
    return lambda text: services.leads.open_list(text).count()


def lines(services: Services, current: SavedView | None = None) -> list[str]:
    """What the lines say, headings in brackets."""
    dialog = ViewsDialog(
        session(services),
        lambda text: services.leads.open_list(text).count(),
        services.views.all(),
        current,
        [("save", "Save this list")],
    )
    said = []
    for item in dialog._items():
        text = "".join(part for part, _ in (*item.left, *item.right))
        said.append(f"[{text}]" if item.heading else text)
    return said


def page(services: Services, view: SavedView | None, **state: Any) -> ViewsPage:
    """A page with a list, as far as the dialog asks about it."""
    shown = {"text": "", "sort": Sort("name"), "columns": ""} | state
    filtering = SimpleNamespace(text=shown["text"], view=view)
    settings = SimpleNamespace(text=shown["columns"])
    made = SimpleNamespace(
        session=session(services),
        view_service=lambda: services.views,
        filtering=filtering,
        settings=settings,
        sort=shown["sort"],
        filters=None,
    )
    return cast("ViewsPage", made)


def done(services: Services, view: SavedView | None, **state: Any) -> list[str]:
    """The actions that are offered."""
    return [name for name, _ in _actions(page(services, view, **state), view)]


@pytest.mark.feature("D-15")
def test_views_stand_in_groups_each_with_whose_it_is(services: Services) -> None:
    marek = at_desk(services, MANAGER)
    services.views.create(ViewDraft("Roofs"))
    services.views.create(ViewDraft("Roofs of all", shared=True))
    marek.views.create(ViewDraft("Mareks", shared=True))
    marek.views.create(ViewDraft("Secret"))
    assert lines(services)[-8:] == [
        "Archived",
        "[Your own]",
        "Roofs",
        "Roofs of all  shared",
        "[Shared]",
        "Mareks  Marek Manager",
        "[This list]",
        "Save this list",
    ]
    assert lines(at_desk(services, VIEWER))[-5:] == [
        "[Shared]",
        "Mareks  Marek Manager",
        "Roofs of all  Ewa Admin",
        "[This list]",
        "Save this list",
    ]
    assert lines(services)[:3] == ["My leads", "All leads", "Unassigned"]


def test_the_number_of_leads_stands_at_the_end_once_it_is_known(services: Services) -> None:
    add_lead(services, "Anna")
    dialog = ViewsDialog(
        session(services), lambda text: services.leads.open_list(text).count(), services.views.all(), None, []
    )
    for view in services.views.all():
        dialog._counts[view.key] = str(dialog._count_of(view.query))
    ends = {item.id: item.right[0][0] for item in dialog._items() if not item.heading and item.right}
    assert (ends["view:mine"], ends["view:stage:open"], ends["view:stage:lost"]) == ("1", "1", "0")


def test_hostile_names_stay_in_their_line(services: Services) -> None:
    services.views.create(ViewDraft("[red]\x1b]0;x\x07" + "ż" * 60))
    (line,) = (line for line in lines(services) if "[red]" in line)
    assert line.isprintable()
    assert len(line) <= 40


def test_what_can_be_done_depends_on_whose_view_it_is(services: Services) -> None:
    own = services.views.create(ViewDraft("Roofs", "kwh>400", Sort("name"), ("name", "city:18"))).value
    as_it_is = {"text": "kwh>400", "columns": "name,city:18"}
    assert done(services, None) == ["save"]
    assert done(services, services.views.get("Archived")) == ["save"]
    assert done(services, own, **as_it_is) == ["save", "rename", "share", "delete"]
    for change in ({"text": "kwh>500"}, {"sort": Sort("score")}, {"columns": "name"}):
        assert done(services, own, **(as_it_is | change)) == ["save", "keep", "rename", "share", "delete"]
    shared = services.views.change(own, draft_of(own, shared=True)).value
    assert done(at_desk(services, SALES), shared, **as_it_is) == ["save"]
    assert done(at_desk(services, MANAGER), shared, **as_it_is) == ["save", "rename", "share", "delete"]
    said = dict(_actions(page(services, shared, **as_it_is), shared))
    assert said["share"] == "Share Roofs no more"
    assert dict(_actions(page(services, own, **as_it_is), own))["share"] == "Share Roofs with everybody"


def test_columns_are_kept_with_their_widths() -> None:
    assert kept_columns("name,city:18") == ("name", "city:18")
    assert kept_columns("") == ()
