"""Lists of contacts: found by words and conditions, on fields of the desk's own, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid
from solartui.domain.listing import ContactLine, Sort
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.own_orders import with_own_sorts
from solartui.store.list_shape import Selection
from solartui.store.lists import CONTACTS
from solartui.store.reading import custom
from solartui.store.record_list import RecordList

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField

BY_NAME = Sort("name")


class ContactLists:
    """Lists of contacts for any filter, in any order."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open_list(self, text: str = "", sort: Sort = BY_NAME) -> RecordList[ContactLine]:
        """The contacts that a filter lets through, such as ``nowak kind:company``; all of them without one.

        Raises:
            Invalid: the filter cannot be read, or there is no such column to sort by.
        """
        shape = with_own_sorts(self._desk, "contact", CONTACTS, sort)
        if (unknown := sort.unknown_in(shape.sorts)) is not None:
            raise Invalid(tr("Contacts cannot be sorted by {column}.", column=clean(unknown)[:40]), "sort")
        return RecordList(self._desk.store, shape, self._selected(text), sort)

    def _selected(self, text: str) -> Selection:
        if not text.strip():
            return Selection(CONTACTS.listed)
        from solartui.domain.query import parse
        from solartui.services.query_context import contact_context
        from solartui.store.contact_search import select_contacts

        with self._desk.reading() as connection:
            return select_contacts(parse(text, contact_context(self._desk, connection)))

    def own_fields(self) -> tuple[CustomField, ...]:
        """The fields of the desk's own that contacts have."""
        with self._desk.reading() as connection:
            return custom.fields(connection, "contact")
