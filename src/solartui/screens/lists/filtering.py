"""The filter of a list page: understood with every letter, shown as chips, and changed from panel and chips."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from solartui.domain.views import SavedView
from solartui.i18n import tr
from solartui.screens.lists.near_places import NearPlaces, what_is_wrong
from solartui.widgets.filter_bar import Chip

if TYPE_CHECKING:
    from textual.screen import Screen

    from solartui.domain.listing import Sort
    from solartui.domain.query import Query, QueryContext, QueryError
    from solartui.domain.query.ast import Term
    from solartui.domain.query.completion import Known
    from solartui.screens.list_settings import ListSettings
    from solartui.screens.session import Session
    from solartui.services.filters import FilterService
    from solartui.services.views import ViewService
    from solartui.widgets.filter_bar import FilterBar

Reply = TypeVar("Reply")
Arguments = ParamSpec("Arguments")
# So many pieces that cannot be read are left out of a filter while it is typed.
_FAULTS = 5


class FilteredPage(Protocol):
    """The page with the list, as far as its filter knows it.

    Attributes:
        filters: the bar with the text.
        sort: the order in force.
    """

    filters: FilterBar
    sort: Sort

    @property
    def session(self) -> Session:
        """The open database."""

    @property
    def settings(self) -> ListSettings[Any]:
        """Order and columns."""

    def filter_service(self) -> FilterService:
        """Understands filters."""

    def view_service(self) -> ViewService:
        """Keeps views."""

    def panel(self, text: str, context: QueryContext) -> Screen[str]:
        """The filter as a panel."""

    def here(self) -> int | None:
        """The record under the cursor."""

    def narrow(self, text: str, keep_id: int | None = None) -> None:
        """List what a filter lets through."""

    def toast(self, text: str, *, undo: bool = False, bad: bool = False) -> None:
        """Say something in passing."""

    def start(self, work: Coroutine[Any, Any, None], group: str, *, newest_only: bool = True) -> object:
        """Run something beside the keys."""

    async def ask(self, dialog: Screen[Reply]) -> Reply | None:
        """Show a dialog and wait for its answer."""

    async def load(self, call: Callable[Arguments, Reply], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Reply:
        """The result of a service call that reads."""


class Filtering:
    """What is asked of the list. The text in the filter bar is the whole truth; this puts it in force.

    Args:
        page: the page with the list.

    Attributes:
        text: the filter in force; what is typed may be another one that cannot be read yet.
        chips: its conditions in words.
        error: what is wrong with what is typed.
        view: the named list that it is, perhaps with further conditions; None where it is none.
    """

    def __init__(self, page: FilteredPage) -> None:
        self._page = page
        self._context: QueryContext | None = None
        self.text = ""
        self.chips: Sequence[Chip] = ()
        self.error: QueryError | None = None
        self.view: SavedView | None = None
        self._view_text = ""
        self._view_terms: frozenset[Term] = frozenset()
        self._known: Known | None = None
        self._near = NearPlaces()

    async def ready(self) -> None:
        """Begin with the view of the last time."""
        self._page.filters.judge = self.judge
        view = await self._page.load(self._page.view_service().opening)
        text, said = view.query, list[str]()
        if view.id is not None:
            self._context, text, said = await self._page.load(_understood, self._page.filter_service(), view)
        self._named(view, text)
        if not self._page.filters.text:
            self._page.filters.set_text(text)
            if self._context is None:
                self.text = text
            elif (query := self._read(text)) is not None:
                self._put_in_force(text, query)
        self._say(view, said)

    def arranged(self, sort: Sort, view: SavedView | None = None) -> Sort:
        """The order of a view, of the one in force where none is named; `sort` where it has none. Its columns, too."""
        shown = view or self.view
        if shown is not None and shown.columns:
            self._page.settings.show(",".join(shown.columns))
        return sort if shown is None or shown.order is None else self._page.settings.possible(shown.order)

    async def catch_up(self) -> None:
        """The list has its rows: understand what was typed meanwhile."""
        early = self._context is None
        await self.refresh()
        if early and self.view is not None:
            self._named(self.view, self._view_text)
        if self._page.filters.text.strip() != self.text:
            self.typed(self._page.filters.text)
        elif early and (query := self._read(self.text)) is not None:
            self._put_in_force(self.text, query)
            self._page.filters.show(self.chips)

    async def refresh(self) -> None:
        """Learn again what a filter needs to be understood; people and places are read again when they are needed."""
        self._context = await self._page.load(self._page.filter_service().context)
        self._known = None

    # ---- understanding

    @property
    def context(self) -> QueryContext | None:
        """What a filter needs to be understood now; None before the desk was read."""
        if self._context is None:
            return None
        return replace(self._context, now=self._page.session.services.store.clock())

    def _read(self, text: str) -> Query | None:
        self.error, context = None, self.context
        if context is None:
            return None
        from solartui.domain.query import QueryError, parse

        try:
            query = parse(text, context)
        except QueryError as error:
            self.error = error
            return None
        self.error = self._near.problem(text, query)
        return query if self.error is None else None

    def judge(self, text: str) -> QueryError | None:
        """What is wrong with a text; None where it can be read."""
        self._read(text)
        return self.error

    def typed(self, text: str, keep_id: int | None = None) -> None:
        """Show what a text lets through; while a piece of it cannot be read, what the others do."""
        query = self._read(text)
        self._page.filters.complain(self.error)
        if query is not None and (places := self._near.unjudged(query)):
            self._page.start(self._look_up(places, keep_id), group="places")
            return
        if self.error is not None:
            text, query = self._rest(text, self.error)
        if query is not None and text.strip() != self.text:
            self._put_in_force(text.strip(), query)
            self._page.narrow(self.text, keep_id)

    async def _look_up(self, places: list[str], keep_id: int | None) -> None:
        """Learn where places are; what was typed by then is shown."""
        self._near.learn(await self._page.load(what_is_wrong, self._page.session.services, places))
        self.typed(self._page.filters.text, keep_id)
        if self.error is not None and not self._page.filters.typing:
            self.left()

    def _put_in_force(self, text: str, query: Query) -> None:
        self.text = text
        near = any(not term.negated for term in query.conditions("near"))
        self._page.settings.lend(*["distance"] * near)
        if not near and "distance" in self._page.sort.columns:
            self._page.sort = self._page.settings.possible(self._page.sort)
        self._show_chips(query)
        self._keep_name(query)

    def _rest(self, text: str, error: QueryError) -> tuple[str, Query | None]:
        """A text less the pieces that cannot be read, and its meaning; none where that is hopeless."""
        from solartui.domain.query.lexer import MAX_LENGTH, without

        query = None
        for _ in range(_FAULTS if len(text) <= MAX_LENGTH else 0):
            text = without(text, error.column if self.error is None else self.error.column)
            if (query := self._read(text)) is not None:
                break
        self.error = error
        return text, query

    def _show_chips(self, query: Query) -> None:
        from solartui.domain.query.spoken import spoken

        assert self._context is not None
        self.chips = [Chip(*spoken(term, self._context.stages)) for term in query.terms]

    def put(self, text: str, keep_id: int | None = None) -> None:
        """Put another filter in force, from a panel, a chip or a view; from the top, or with the cursor on a record."""
        self._page.filters.set_text(text)
        self.typed(text, keep_id)

    def clear(self) -> bool:
        """Go back to the view, then to all records; says whether there was a condition to take away."""
        if not self.text:
            return False
        further = self.view is not None and self.text != self._view_text
        self.put(self._view_text if further else "", self._page.here())
        return True

    def left(self) -> None:
        """The person is done typing: what could not be read is given up, and why is said."""
        error, self.error = self.error, None
        if error is not None:
            self._page.filters.set_text(self.text)
            self._page.filters.complain(None)
            self._page.toast(error.message, bad=True)

    # ---- what can be typed next

    def suggest(self, *, asked: bool = False) -> None:
        """Offer what can be typed at the cursor; what has to be read first is offered once it is known."""
        from solartui.domain.query.completion import Known, complete

        bar, context = self._page.filters, self.context
        if context is None or not bar.typing:
            return
        found = complete(bar.text, bar.cursor, self._known or Known(), context, asked=asked)
        bar.suggest(found)
        if found is not None and found.needs:
            self._page.start(self._learn(found.needs), group="hints")

    async def _learn(self, what: str) -> None:
        """Read what the desk has; the text may be another one by then, and what fits it is offered."""
        self._known = await self._page.load(_learned, self._page.filter_service(), self._known, what)
        self.suggest()

    # ---- views

    async def open(self, view: SavedView) -> None:
        """Put a view in force; the next session begins with it."""
        page, before = self._page, self.view
        if self._context is None:
            await self.refresh()
        text, said = await page.load(page.filter_service().mended, view.query)
        if before is not None and (before.order is not None or before.columns):
            page.settings.show("")
            page.sort = await page.settings.restore()
        page.sort = self.arranged(page.sort, view)
        self._named(view, text)
        page.filters.set_text(text)
        if (query := self._read(text)) is not None:
            self._put_in_force(text, query)
            page.narrow(text)
        page.filters.complain(self.error)
        self._say(view, said)
        await page.session.runner.write(page.view_service().used, view)

    async def named(self, view: SavedView) -> None:
        """The list is a view now, as it is."""
        self._named(view, self.text)
        await self._page.session.runner.write(self._page.view_service().used, view)

    def forget_view(self) -> None:
        """The list has no name any more."""
        self.view = None
        self._page.filters.name_view("")

    def _named(self, view: SavedView, text: str) -> None:
        query = self._read(text)
        self.view, self._view_text = view, text
        self._view_terms = frozenset(query.terms) if query else frozenset()
        self._page.filters.name_view(view.name)

    def _keep_name(self, query: Query) -> None:
        """A view keeps its name while all of its conditions are in force; without any, the list is everything."""
        if not query.terms and (self.view is None or self._view_terms):
            self._named(self._page.view_service().everything, "")
        elif self.view is not None and not self._view_terms.issubset(query.terms):
            self.forget_view()

    def _say(self, view: SavedView, said: Sequence[str]) -> None:
        if said:
            self._page.toast(tr("View {name}: {why}", name=view.name, why=told(said)), bad=True)

    # ---- one condition less

    def drop(self, place: int) -> None:
        """Take one condition away; -1 is the last one."""
        query = self._read(self.text)
        if query is not None and query.terms:
            from solartui.domain.query.ast import terms_text

            kept = list(query.terms)
            kept.pop(place)
            self.put(terms_text(kept), self._page.here())

    # ---- the panel

    async def panel(self) -> None:
        """Choose every criterion at once."""
        if self._context is None:
            await self.refresh()
        if (context := self.context) is not None:
            text = await self._page.ask(self._page.panel(self.text, context))
            if text is not None and text != self.text:
                self.put(text)


def told(sentences: Sequence[str]) -> str:
    """Several sentences, some of them without an end, as one."""
    return "; ".join(one.rstrip(".") for one in sentences) + "."


def _understood(filters: FilterService, view: SavedView) -> tuple[QueryContext, str, list[str]]:
    """What a filter needs to be understood, that of a view, and what in it is no longer as it was."""
    return filters.context(), *filters.mended(view.query)


def _learned(filters: FilterService, known: Known | None, what: str) -> Known:
    """What was known, and what the desk has of something else: people, or the values of a field."""
    from solartui.domain.query.completion import PEOPLE, Known, folded

    before = known or Known()
    if what == PEOPLE:
        choices = filters.choices()
        return replace(
            before, users=[user.name for user in choices.users], entities=[one.name for one in choices.entities]
        )
    return replace(before, values={**before.values, what: folded(filters.values(what))})
