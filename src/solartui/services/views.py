"""Saved views: a filter, an order and columns under a name; private, or for everybody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import Any

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Stale
from solartui.domain.listing import Sort
from solartui.domain.permissions import allowed
from solartui.domain.text import clean, sort_key
from solartui.domain.views import (
    ALL,
    LONGEST_NAME,
    MINE,
    SavedView,
    built_in,
    built_in_named,
    built_in_projects,
    everything,
    example_of,
)
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.result import Changed
from solartui.store.reading import people as people_reading

TOPICS = frozenset({"views"})
_VIEWS = """
SELECT v.id, v.name, v.query, v.sort, v.columns, v.shared, v.owner_id, u.name, v.version
FROM saved_view v LEFT JOIN user_account u ON u.id = v.owner_id
"""

__all__ = ["SavedView", "ViewDraft", "ViewService"]


@dataclass(frozen=True, slots=True)
class ViewDraft:
    """What a view is to be."""

    name: str
    query: str = ""
    order: Sort | None = None
    columns: tuple[str, ...] = ()
    shared: bool = False


class ViewService:
    """The views that a person can see: those that are always there, their own, and those that are shared.

    Args:
        desk: whose database.
        record: what they list: ``lead`` or ``project``; of ``contact`` there is only the one with everybody.
    """

    def __init__(self, desk: Desk, record: str = "lead") -> None:
        self._desk = desk
        self._record = record
        self._last_used = f"{record}s.last_view"

    # ---- reading

    def all(self) -> list[SavedView]:
        """The views that are always there, then the person's own, then those that others share; each by name."""
        with self._desk.reading() as connection:
            saved = self._rows(connection, "(v.owner_id IS ?1 OR v.shared = 1)", self._me)
            return [*self._built_in(connection), *sorted(saved, key=lambda view: view.owner_id != self._me)]

    def get(self, name: str) -> SavedView:
        """The view with a name; a person's own comes before a shared one, and that before one that is always there.

        Raises:
            NotFound: there is none.
        """
        wanted = clean(name)
        where = "v.name_key = ?2 AND (v.owner_id IS ?1 OR v.shared = 1)"
        with self._desk.reading() as connection:
            found = self._rows(connection, where, self._me, sort_key(wanted))
            if found:
                return min(found, key=lambda view: view.owner_id != self._me)
            view = built_in_named(self._built_in(connection), wanted) if wanted else None
        if view is None:
            raise NotFound(tr("There is no view {name}.", name=wanted[:60]))
        return view

    @property
    def everything(self) -> SavedView:
        """The view without any condition."""
        return everything(self._record)

    @property
    def example(self) -> str:
        """What a view may be called."""
        return example_of(self._record)

    def opening(self) -> SavedView:
        """The view that a session begins with: the one used last, else the person's own leads if they have any."""
        from solartui.services.preferences import PreferenceService

        kept = PreferenceService(self._desk).get(self._last_used)
        with self._desk.reading() as connection:
            views = {view.key: view for view in self._built_in(connection)}
            if isinstance(kept, str) and kept.isdecimal():
                found = self._rows(connection, "v.id = ?2 AND (v.owner_id IS ?1 OR v.shared = 1)", self._me, int(kept))
                views |= {view.key: view for view in found}
            owns = self._record == "lead" and MINE in views and _owns_any(connection, self._me)
            default = MINE if owns else ALL
        return views[kept] if isinstance(kept, str) and kept in views else views[default]

    def used(self, view: SavedView) -> None:
        """The next session begins with this view."""
        from solartui.services.preferences import PreferenceService

        PreferenceService(self._desk).set(self._last_used, view.key)

    def may_change(self, view: SavedView) -> bool:
        """Whether the person may rename, change or delete a view: their own, and with the right also others'."""
        if view.id is None:
            return False
        return view.owner_id == self._me or allowed(self._desk.actor.role, "views.others")

    # ---- writing

    def create(self, draft: ViewDraft) -> Changed[SavedView]:
        """Save a view.

        Raises:
            Invalid: it has no name, or one that is taken, or its filter cannot be read.
            NotPermitted: it is to be shared, and this person may not share.
        """
        from solartui.store.tables import SavedViewRow

        with self._desk.writing("view") as work:
            name = self._checked(work.raw, draft, None)
            row = SavedViewRow(
                owner_id=self._me,
                record=self._record,
                shared=draft.shared,
                name=name,
                name_key=sort_key(name),
                query=draft.query,
                sort=draft.order.text if draft.order else None,
                columns=list(draft.columns) or None,
                created_at=work.now,
                updated_at=work.now,
            )
            view = self._one(work.raw, work.add(row))
            work.describe("view.saved", name=name)
            return Changed(view, TOPICS, work.change_id)

    def change(self, view: SavedView, draft: ViewDraft) -> Changed[SavedView]:
        """Make a view into what a draft says.

        Raises:
            Invalid: as for `create`.
            NotPermitted: it is somebody else's.
            Stale: somebody changed it meanwhile.
            NotFound: it is gone.
        """
        from solartui.store.work import VersionClash

        number = self._mine(view)
        with self._desk.writing("view") as work:
            theirs = self._one(work.raw, number)
            name = self._checked(work.raw, draft, theirs)
            values: dict[str, Any] = {
                "name": name,
                "name_key": sort_key(name),
                "query": draft.query,
                "sort": draft.order.text if draft.order else None,
                "columns": list(draft.columns) or None,
                "shared": draft.shared,
            }
            try:
                changed = work.update("saved_view", number, values, view.version)
            except VersionClash:
                raise _stale(theirs) from None
            if not changed:
                return Changed(theirs, frozenset())
            work.describe("view.changed", name=name)
            return Changed(self._one(work.raw, number), TOPICS, work.change_id)

    def delete(self, view: SavedView) -> Changed[SavedView]:
        """Take a view away; undo brings it back.

        Raises:
            NotPermitted: it is somebody else's.
            Stale: somebody changed it meanwhile.
            NotFound: it is gone already.
        """
        number = self._mine(view)
        with self._desk.writing("view") as work:
            theirs = self._one(work.raw, number)
            if theirs.version != view.version:
                raise _stale(theirs)
            work.remove("saved_view", number)
            work.describe("view.deleted", name=view.name)
            return Changed(view, TOPICS, work.change_id)

    # ---- rules

    @property
    def _me(self) -> int | None:
        return self._desk.actor.user_id

    def _built_in(self, connection: Connection) -> list[SavedView]:
        if self._record == "contact":
            return [self.everything]
        if self._record == "project":
            return built_in_projects(self._me)
        active = [stage for stage in people_reading.stages(connection) if stage.active]
        return built_in(active, self._me)

    def _rows(self, connection: Connection, where: str, *params: object) -> list[SavedView]:
        return _rows(connection, f"v.record = '{self._record}' AND {where}", *params)

    def _one(self, connection: Connection, number: int) -> SavedView:
        found = self._rows(connection, "v.id = ?1", number)
        if not found:
            raise NotFound(tr("This view is gone already."))
        return found[0]

    def _mine(self, view: SavedView) -> int:
        """The number of a view that this person may change."""
        if view.id is None:
            raise Invalid(tr("{name} is always there as it is.", name=view.name), "view")
        if not self.may_change(view):
            raise NotPermitted(tr("{name} is a view of {who}.", name=view.name, who=view.owner or "?"))
        return view.id

    def _checked(self, connection: Connection, draft: ViewDraft, before: SavedView | None) -> str:
        """The name of a view that can be as a draft says."""
        name = clean(draft.name)
        if not name:
            raise Invalid(tr("A view needs a name."), "name")
        if len(name) > LONGEST_NAME:
            raise Invalid(tr("The name of a view has at most {limit} characters.", limit=LONGEST_NAME), "name")
        if built_in_named(self._built_in(connection), name):
            raise Invalid(tr("{name} is always there as it is.", name=name), "name")
        owner = self._me if before is None else before.owner_id
        others = self._rows(connection, "v.owner_id IS ?1 AND v.name_key = ?2", owner, sort_key(name))
        if any(before is None or other.id != before.id for other in others):
            raise Invalid(tr("There is a view {name} already.", name=name), "name")
        if draft.shared and not (before and before.shared):
            self._desk.allow("views.share")
        if before is None or draft.query != before.query:
            self._readable(draft.query)
        return name

    def _readable(self, query: str) -> None:
        from solartui.services.filters import FilterService, ProjectFilters

        (ProjectFilters if self._record == "project" else FilterService)(self._desk).query(query)


def _rows(connection: Connection, where: str, *params: object) -> list[SavedView]:
    rows = connection.execute(f"{_VIEWS} WHERE {where} ORDER BY v.name_key, v.id", params)
    return [
        SavedView(
            name,
            query,
            Sort.parse(sort) if sort else None,
            _columns(columns),
            number,
            str(number),
            bool(shared),
            owner_id,
            owner or "",
            version,
        )
        for number, name, query, sort, columns, shared, owner_id, owner, version in rows
    ]


def _columns(stored: str | None) -> tuple[str, ...]:
    found = json.loads(stored) if stored else ()
    return tuple(found) if isinstance(found, list) and all(isinstance(one, str) for one in found) else ()


def _owns_any(connection: Connection, me: int | None) -> bool:
    query = "SELECT 1 FROM lead l WHERE l.owner_id = ? AND l.deleted_at IS NULL AND l.archived_at IS NULL LIMIT 1"
    return connection.execute(query, (me,)).fetchone() is not None


def _stale(theirs: SavedView) -> Stale:
    return Stale(tr("Somebody changed this view meanwhile."), theirs, {})


def draft_of(view: SavedView, **values: Any) -> ViewDraft:
    """A view as a draft, with some values changed."""
    return replace(ViewDraft(view.name, view.query, view.order, view.columns, view.shared), **values)


def kept_columns(text: str) -> Sequence[str]:
    """The columns in force, as a view keeps them."""
    return tuple(part for part in text.split(",") if part)
