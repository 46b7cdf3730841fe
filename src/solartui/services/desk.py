"""What every service stands on: the store, and who is at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from sqlite3 import Connection
from typing import TYPE_CHECKING

from solartui.domain.people import Actor
from solartui.domain.permissions import check
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
    def writing(self, capability: str) -> Iterator[Work]:
        """A unit of work for a person who may do this; a capability is checked before anything is opened."""
        self.allow(capability)
        with self.store.begin(self.actor) as work:
            yield work
