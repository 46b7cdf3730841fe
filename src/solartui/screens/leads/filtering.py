"""The filter of the lead page: understood with every letter, shown as chips, and changed from panel and chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from solartui.widgets.filter_bar import Chip

if TYPE_CHECKING:
    from solartui.domain.query import Query, QueryContext, QueryError
    from solartui.screens.leads.list_screen import LeadListScreen


class Filtering:
    """What is asked of the list. The text in the filter bar is the whole truth; this puts it in force.

    Args:
        page: the page with the list.

    Attributes:
        text: the filter in force; what is typed may be another one that cannot be read yet.
        chips: its conditions in words.
        error: what is wrong with what is typed.
    """

    def __init__(self, page: LeadListScreen) -> None:
        self._page = page
        self._context: QueryContext | None = None
        self.text = ""
        self.chips: Sequence[Chip] = ()
        self.error: QueryError | None = None

    async def ready(self) -> None:
        """Learn what a filter needs to be understood, and understand what was typed meanwhile."""
        self._context = await self._page.load(self._page.session.services.filters.context)
        if self._page.filters.text != self.text:
            self.typed(self._page.filters.text)

    # ---- understanding

    @property
    def context(self) -> QueryContext | None:
        """What a filter needs to be understood now; None before the desk was read."""
        if self._context is None:
            return None
        return replace(self._context, now=self._page.session.services.store.clock())

    def _read(self, text: str) -> Query | None:
        from solartui.domain.query import QueryError, parse

        context = self.context
        if context is None:
            return None
        try:
            query = parse(text, context)
        except QueryError as error:
            self.error = error
            return None
        self.error = None
        return query

    def typed(self, text: str, keep_id: int | None = None) -> None:
        """Show what a text lets through; while its last piece cannot be read, what those before it do."""
        query = self._read(text)
        self._page.filters.complain(self.error)
        if self.error is not None:
            text, query = self._before(text, self.error)
        if query is not None and text.strip() != self.text:
            self.text = text.strip()
            self._show_chips(query)
            self._page.narrow(self.text, keep_id)

    def _before(self, text: str, error: QueryError) -> tuple[str, Query | None]:
        """What stands before the piece that cannot be read, and its meaning."""
        from solartui.domain.query.lexer import before

        begun = before(text, error.column)
        query = None if begun is None else self._read(begun)
        self.error = error
        return begun or "", query

    def _show_chips(self, query: Query) -> None:
        from solartui.domain.query.spoken import spoken

        assert self._context is not None
        self.chips = [Chip(*spoken(term, self._context.stages)) for term in query.terms]

    def put(self, text: str, keep_id: int | None = None) -> None:
        """Put another filter in force, from a panel, a chip or a view; from the top, or with the cursor on a lead."""
        self._page.filters.set_text(text)
        self.typed(text, keep_id)

    def clear(self) -> bool:
        """Take all conditions away; says whether there was one."""
        if not self.text:
            return False
        self.put("", self._page.here())
        return True

    def left(self) -> None:
        """The person is done typing: what could not be read is given up, and why is said."""
        error, self.error = self.error, None
        if error is not None:
            self._page.filters.set_text(self.text)
            self._page.filters.complain(None)
            self._page.toast(error.message, bad=True)

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
        from solartui.screens.leads.filter_panel import FilterPanel

        context = self.context
        if context is not None:
            text = await self._page.ask(FilterPanel(self._page.session, self.text, context))
            if text is not None and text != self.text:
                self.put(text)
