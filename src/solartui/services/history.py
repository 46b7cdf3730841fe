"""What happened to a record, and taking back the last change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from sqlite3 import Connection
from typing import TYPE_CHECKING

from solartui.domain.errors import NotFound, NotPermitted, Refused
from solartui.domain.permissions import allowed
from solartui.domain.records import Activity, Change, Subject
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.result import Changed
from solartui.services.watching import progress
from solartui.store.reading import history as reading

if TYPE_CHECKING:
    from solartui.domain.effects import Effect
    from solartui.store.work import Work

_LOOKED_AT = 200
_ADMINISTERED = {
    "user": "users.admin",
    "entity": "users.admin",
    "field": "fields.admin",
    "stage": "stages.admin",
}
EVERYTHING = frozenset({"leads", "contacts", "projects", "notes", "users", "views"})


class ActivityService:
    """The history of a lead, a contact or a project."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, subject: Subject, kinds: Collection[str] | None = None) -> list[Activity]:
        """What happened, the oldest first; only of some kinds where they are named."""
        with self._desk.reading() as connection:
            return reading.activities(connection, subject, kinds)

    def counts(self, subject: Subject) -> dict[str, int]:
        """How many notes, documents and activities there are, by ``note``, ``document`` and ``activity``."""
        with self._desk.reading() as connection:
            return reading.counts(connection, subject)


class UndoService:
    """A person's own changes, and taking them back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def last(self) -> Change | None:
        """What `undo` would take back."""
        found = self.changes(1)
        return found[0] if found else None

    def listed(self, limit: int = 50) -> list[Change]:
        """What this person may take back, the newest first: their own changes, and others' where they may do that."""
        everybody = allowed(self._desk.actor.role, "undo.others")
        with self._desk.reading() as connection:
            if everybody:
                return reading.all_changes(connection, limit)
            return reading.changes(connection, self._desk.actor.user_id, limit)

    def effects(self, change_id: int, limit: int = 20) -> list[Effect]:
        """What taking back a change would do to the first of its records."""
        from solartui.store.effects import effects

        with self._desk.reading() as connection:
            return effects(connection, change_id, limit)

    def obstacle(self, change_id: int) -> str | None:
        """Why a change cannot be taken back now, as far as can be told by a quick look; None where nothing is seen."""
        from solartui.store.changes import items_of, refuse_conflicts

        with self._desk.reading() as connection:
            try:
                for item in items_of(connection, change_id, _LOOKED_AT):
                    refuse_conflicts(connection, item, change_id)
            except Refused as refusal:
                return refusal.message
        return None

    def changes(self, limit: int = 50) -> list[Change]:
        """What can be taken back, the newest first."""
        with self._desk.reading() as connection:
            return reading.changes(connection, self._desk.actor.user_id, limit)

    def undo(self, change_id: int | None = None) -> Changed[Change]:
        """Take back a change as a whole, the last one unless another is named.

        Raises:
            NotFound: there is nothing to undo, or no such change.
            Refused: it is undone already, cannot be undone, or somebody changed something since.
            NotPermitted: it is somebody else's, and this person may not undo for others.
        """
        with self._desk.writing("undo") as work:
            change = self._chosen(work.raw, change_id)
            self._revert(work, change.id, change, "undone")
            number = work.change_id
        return Changed(replace(change, undone=True), EVERYTHING, number)

    def redo(self) -> Changed[Change]:
        """Do again what the person undid last; a new change of theirs ends that.

        Raises:
            NotFound: there is nothing to do again.
            Refused: somebody has changed something since.
        """
        with self._desk.writing("undo") as work:
            found = reading.last_undoing(work.raw, self._desk.actor.user_id)
            change = reading.change(work.raw, int(str(found.data["change"]))) if found else None
            if found is None or change is None:
                raise NotFound(tr("There is nothing to do again."))
            try:
                self._revert(work, found.id, change, "redone")
            except Refused as refusal:
                why = refusal.message.split(": ", 1)[-1]
                raise Refused(tr("Not done again: {why}", why=why)) from refusal
            work.raw.execute("UPDATE change SET undone = 0 WHERE id = ?", (change.id,))
            number = work.change_id
        return Changed(replace(change, undone=False), EVERYTHING, number)

    def last_undone(self) -> Change | None:
        """What `redo` would do again."""
        with self._desk.reading() as connection:
            found = reading.last_undoing(connection, self._desk.actor.user_id)
            return reading.change(connection, int(str(found.data["change"]))) if found else None

    def _revert(self, work: Work, number: int, change: Change, kind: str) -> None:
        """Revert a change, or the undoing of one, and tell it in the history of what it touched."""
        from solartui.store.bulk_change import tell_leads
        from solartui.store.changes import revert

        if needed := _ADMINISTERED.get(change.kind.partition(".")[0]):
            # Who may not add or remove users may not do so by undoing either.
            self._desk.allow(needed)
        subjects, leads = revert(work, number, progress)
        data = {"kind": change.kind, "data": dict(change.data)}
        work.describe(kind, undoable=False, change=change.id, **data)
        for subject in subjects:
            work.activity(kind, subject, data, **reading.related(work.raw, subject))
        if leads:
            tell_leads(work, kind, data, leads)

    def _chosen(self, connection: Connection, change_id: int | None) -> Change:
        if change_id is None:
            found = reading.changes(connection, self._desk.actor.user_id, 1)
            if not found:
                raise NotFound(tr("There is nothing to undo."))
            return found[0]
        change = reading.change(connection, change_id)
        if change is None:
            raise NotFound(tr("There is no change {id}. See: solartui undo --list", id=change_id))
        if change.undone:
            raise Refused(tr("Change {id} is undone already.", id=change_id))
        if not reading.may_undo(connection, change_id):
            raise Refused(tr("Change {id} cannot be undone.", id=change_id))
        if change.user_id != self._desk.actor.user_id and not allowed(self._desk.actor.role, "undo.others"):
            raise NotPermitted(tr("Change {id} was made by {who}. Ask a manager.", id=change_id, who=change.actor))
        return change
