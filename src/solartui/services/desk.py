"""What every service stands on: the store, and who is at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from sqlite3 import Connection
from typing import TYPE_CHECKING

from solartui.domain.errors import NotPermitted
from solartui.domain.people import Actor
from solartui.domain.permissions import check
from solartui.domain.vocabulary import Role
from solartui.i18n import tr
from solartui.store.store import Store

if TYPE_CHECKING:
    from solartui.store.work import Work


@dataclass(frozen=True, slots=True)
class Desk:
    """One person's access to one database."""

    store: Store
    actor: Actor

    def allow(self, capability: str) -> None:
        """Go on only if the person may do this.

        Raises:
            NotPermitted: their role does not have the capability.
        """
        check(self.actor.role, capability)

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection for reading."""
        return self.store.reading()

    @contextmanager
    def writing(self, capability: str, *, large: bool = False) -> Iterator[Work]:
        """A unit of work for a person who may do this.

        The capability is checked before anything is opened, and again by what is stored about the person now: whoever
        was disabled, or has another role since they started the program, is stopped here.

        Args:
            capability: what they are about to do.
            large: whether very many statements are to come.
        """
        self.allow(capability)
        with self.store.begin(self.actor, large=large) as work:
            self._still_allowed(work.raw, capability)
            yield work

    def _still_allowed(self, connection: Connection, capability: str) -> None:
        if self.actor.user_id is None:
            return
        query = "SELECT role, active FROM user_account WHERE id = ?"
        row = connection.execute(query, (self.actor.user_id,)).fetchone()
        if row is None or not row[1]:
            raise NotPermitted(tr("{name} may no longer use this desk.", name=self.actor.name))
        check(Role(row[0]), capability)
