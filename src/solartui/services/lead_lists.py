"""Lists of leads: the part of the leads that a session begins with, so it loads nothing that only one lead needs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid
from solartui.domain.listing import NEWEST_FIRST, LeadLine, Sort
from solartui.domain.text import clean
from solartui.domain.views import OWN
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.own_orders import with_own_sorts
from solartui.store.list_shape import ListShape, Selection
from solartui.store.lists import LEADS
from solartui.store.nearness import with_distance
from solartui.store.reading import custom
from solartui.store.reading import people as people_reading
from solartui.store.record_list import RecordList

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField
    from solartui.domain.places import Spot

LeadList = RecordList[LeadLine]


class LeadLists:
    """Lists of leads for any filter, in any order."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open_list(self, query: str = "", sort: Sort = NEWEST_FIRST, *, ranked: bool = False) -> LeadList:
        """The leads that a query lets through, in an order; a window on them, not the list itself.

        Args:
            query: the filter.
            sort: the order.
            ranked: whether leads that are called like the words of the filter come first, where they are not too many.

        Raises:
            Invalid: the query cannot be read, or there is no such column to sort by.
        """
        selection = self.selection(query)
        shape = self.shape(selection, sort)
        if ranked and sort == NEWEST_FIRST and selection.match and (found := self._by_fit(query, selection)):
            return found
        return RecordList(self._desk.store, shape, selection, sort)

    def ranked(self, query: str, sort: Sort) -> LeadList:
        """The leads that a query lets through, as a list page shows them."""
        return self.open_list(query, sort, ranked=True)

    def shape(self, selection: Selection, sort: Sort) -> ListShape[LeadLine]:
        """What a list of these leads is made of: near a place, how far away they are belongs to it.

        Raises:
            Invalid: there is no such column to sort by.
        """
        shape = LEADS if selection.origin is None else with_distance(LEADS, selection.origin)
        shape = with_own_sorts(self._desk, "lead", shape, sort)
        if (unknown := sort.unknown_in(shape.sorts)) == "distance":
            raise Invalid(tr("Only leads near a place are sorted by distance: near:30-001,25km"), "sort")
        if unknown is not None:
            raise Invalid(tr("Leads cannot be sorted by {column}.", column=clean(unknown)[:40]), "sort")
        return shape

    def own_fields(self) -> tuple[CustomField, ...]:
        """The fields of the desk's own that leads have."""
        with self._desk.reading() as connection:
            return custom.fields(connection, "lead")

    def _by_fit(self, query: str, selection: Selection) -> LeadList | None:
        """What fits best first; None where there are no words, or too many leads have them."""
        from solartui.domain.query import Words, parse
        from solartui.services.query_context import lead_context
        from solartui.store.ranking import FITTING, by_fit, few

        with self._desk.reading() as connection:
            terms = parse(query, lead_context(self._desk, connection)).terms
            words = [word for term in terms if isinstance(term, Words) and not term.negated for word in term.words]
            if not words or not few(connection, LEADS, selection):
                return None
        return RecordList(self._desk.store, by_fit(LEADS, words), selection, FITTING)

    def selection(self, query: str) -> Selection:
        """The compiled form of a query."""
        if not query.strip():
            return Selection(LEADS.listed)
        if query == OWN and self._desk.actor.user_id is not None:
            # What most sessions begin with does not wait for the filter language.
            return Selection(LEADS.listed).also("(l.owner_id = ?)", (self._desk.actor.user_id,))
        from solartui.domain.query import parse
        from solartui.services.query_context import lead_context
        from solartui.store.search import People, compile_query

        with self._desk.reading() as connection:

            @cache
            def people() -> People:
                return People(people_reading.users(connection), people_reading.entities(connection))

            parsed = parse(query, lead_context(self._desk, connection))
            sql = compile_query(parsed, people=people, places=self._locate)
            probe = compile_query(parsed, people=people, places=self._locate, probing=True)
        if probe.where == sql.where:
            return Selection(sql.where, sql.params, plain=False, origin=sql.origin)
        return Selection(sql.where, sql.params, False, probe.where, probe.params, sql.match, sql.origin)

    def _locate(self, place: str) -> Spot:
        from solartui.services.places import PlaceService

        return PlaceService(self._desk).locate(place)
