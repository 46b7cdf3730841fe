"""Lists of contacts: found by name, address, kind and origin, and by what they say in the desk's own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.contact_filter import own_conditions
from solartui.domain.errors import Invalid
from solartui.domain.listing import ContactLine, Sort
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.own_orders import with_own_sorts
from solartui.store.list_shape import Selection
from solartui.store.lists import CONTACTS, contacts_with
from solartui.store.reading import custom
from solartui.store.record_list import RecordList

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField
    from solartui.domain.query import Query

BY_NAME = Sort("name")


class ContactLists:
    """Lists of contacts for any filter, in any order."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open_list(self, text: str = "", sort: Sort = BY_NAME) -> RecordList[ContactLine]:
        """The contacts that a filter lets through, such as ``nowak kind:company``; all of them without one.

        Raises:
            Invalid: a condition on a field of the desk's own cannot be read, or there is no such column to sort by.
        """
        shape = with_own_sorts(self._desk, "contact", CONTACTS, sort)
        if (unknown := sort.unknown_in(shape.sorts)) is not None:
            raise Invalid(tr("Contacts cannot be sorted by {column}.", column=clean(unknown)[:40]), "sort")
        return RecordList(self._desk.store, shape, contacts_with(text, self._by_own_fields(text)), sort)

    def asked(self, text: str) -> Query | None:
        """The conditions on fields of the desk's own in a filter; None where there are none.

        Raises:
            QueryError: one of them cannot be read.
        """
        own = own_conditions(text)
        if not own:
            return None
        from solartui.domain.query import parse
        from solartui.services.query_context import contact_context

        with self._desk.reading() as connection:
            return parse(own, contact_context(self._desk, connection))

    def _by_own_fields(self, text: str) -> Selection | None:
        query = self.asked(text)
        if query is None:
            return None
        from solartui.domain.query import Condition
        from solartui.store.own_fields import own_condition

        terms = [term for term in query.terms if isinstance(term, Condition)]
        pieces = [own_condition("contact", CONTACTS.id, term, query) for term in terms]
        where = " AND ".join(f"({sql})" for sql, _ in pieces)
        return Selection(where, tuple(value for _, values in pieces for value in values), plain=False)

    def own_fields(self) -> tuple[CustomField, ...]:
        """The fields of the desk's own that contacts have."""
        with self._desk.reading() as connection:
            return custom.fields(connection, "contact")
