"""Views of a list: one is chosen, saved, changed, shared or taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, Protocol

from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.domain.views import SavedView
from solartui.i18n import tr
from solartui.screens.connected import Written
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.views import VIEW, ViewsDialog
from solartui.screens.lists.filtering import FilteredPage, Filtering
from solartui.services.views import ViewDraft, draft_of, kept_columns
from solartui.widgets.cells import cell_text
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.services.result import Changed

Arguments = ParamSpec("Arguments")
_PRIVATE, _SHARED = "private", "shared"


class ViewsPage(FilteredPage, Protocol):
    """The page with the list, as far as its views know it."""

    filtering: Filtering

    def count(self, text: str) -> int:
        """How many records a filter lets through; called in a reader thread."""

    async def do(
        self, call: Callable[Arguments, Written], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Written | None:
        """Make a service call that writes."""


async def choose_view(page: ViewsPage) -> None:
    """Show the views; open the one that is chosen, or do with them what is chosen."""
    views, here = await page.load(page.view_service().all), page.filtering.view
    chosen = await page.ask(ViewsDialog(page.session, page.count, views, here, _actions(page, here)))
    if chosen is None:
        return
    if chosen.startswith(VIEW):
        await page.filtering.open(next(view for view in views if view.key == chosen.removeprefix(VIEW)))
    elif chosen == "save":
        await _save(page)
    elif here is not None:
        await _alter(page, chosen, here)


def _actions(page: ViewsPage, here: SavedView | None) -> list[tuple[str, str]]:
    """What can be done with the list as it is, and with the view in force."""
    found = [("save", tr("Save this list as a view …"))]
    if here is None or not page.view_service().may_change(here):
        return found
    name = clip(cell_text(here.name), 30)
    if _as_it_is(page, here) != draft_of(here):
        found.append(("keep", tr("Keep the changes in {name}", name=name)))
    share = tr("Share {name} no more", name=name) if here.shared else tr("Share {name} with everybody", name=name)
    found += [
        ("rename", tr("Rename {name} …", name=name)),
        ("share", share),
        ("delete", tr("Delete {name}", name=name)),
    ]
    return found


def _as_it_is(page: ViewsPage, view: SavedView) -> ViewDraft:
    """A view with the filter, the order and the columns of the list."""
    columns = tuple(kept_columns(page.settings.text))
    return draft_of(view, query=page.filtering.text, order=page.sort, columns=columns)


async def _save(page: ViewsPage) -> None:
    name = await page.ask(AskDialog(tr("Name of the view"), placeholder=page.view_service().example, check=_some_name))
    if name is None:
        return
    shared = False
    if page.session.may("views.share"):
        items = [
            PickItem(_PRIVATE, ((tr("Only I see it"), "text"),)),
            PickItem(_SHARED, ((tr("Everybody sees it"), "text"),)),
        ]
        who = await page.ask(ChooseDialog(tr("Who sees it?"), items, _PRIVATE, clip(cell_text(name), 24)))
        if who is None:
            return
        shared = who == _SHARED
    draft = _as_it_is(page, SavedView(name, ""))
    draft = ViewDraft(name, draft.query, draft.order, draft.columns, shared)
    await _written(page, await page.do(page.view_service().create, draft), tr("View {name} saved", name=name))


async def _alter(page: ViewsPage, what: str, view: SavedView) -> None:
    views = page.view_service()
    if what == "delete":
        if await page.do(views.delete, view) is not None:
            page.filtering.forget_view()
            page.toast(tr("View {name} deleted", name=view.name), undo=True)
        return
    draft, said = _as_it_is(page, view), tr("View {name} keeps this list now", name=view.name)
    if what == "rename":
        dialog = AskDialog(tr("Name of the view"), view.name, check=_some_name)
        name = await page.ask(dialog)
        if name is None:
            return
        draft, said = draft_of(view, name=name), tr("The view is called {name} now", name=name)
    elif what == "share":
        draft = draft_of(view, shared=not view.shared)
        said = (
            tr("Everybody sees {name} now", name=view.name)
            if draft.shared
            else tr("Only {who} sees {name} now", who=view.owner, name=view.name)
        )
    await _written(page, await page.do(views.change, view, draft), said)


async def _written(page: ViewsPage, written: Changed[SavedView] | None, said: str) -> None:
    if written is not None:
        page.toast(said, undo=written.change_id is not None)
        await page.filtering.named(written.value)


def _some_name(typed: str) -> None:
    if not clean(typed):
        raise Invalid(tr("A view needs a name."))
