"""Saved views: a filter, an order and columns under a name."""

from __future__ import annotations

import json
from dataclasses import dataclass

from solartui.domain.errors import NotFound
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.domain.text import clean, sort_key
from solartui.i18n import tr
from solartui.services.desk import Desk


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named list.

    Attributes:
        columns: their stable names; empty where the view has the usual ones.
    """

    name: str
    query: str
    sort: Sort
    columns: tuple[str, ...]


class ViewService:
    """The views that a person can see: their own, and those that are shared."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, name: str) -> SavedView:
        """The view with a name; a person's own comes before a shared one.

        Raises:
            NotFound: there is none.
        """
        query = (
            "SELECT name, query, sort, columns FROM saved_view WHERE name_key = ? AND (owner_id IS ? OR shared = 1) "
            "ORDER BY owner_id IS ? DESC LIMIT 1"
        )
        me = self._desk.actor.user_id
        with self._desk.reading() as connection:
            row = connection.execute(query, (sort_key(clean(name)), me, me)).fetchone()
        if row is None:
            raise NotFound(tr("There is no view {name}.", name=clean(name)[:60]))
        columns = tuple(json.loads(row[3])) if row[3] else ()
        return SavedView(row[0], row[1], Sort.parse(row[2]) if row[2] else NEWEST_FIRST, columns)
