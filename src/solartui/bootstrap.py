"""The composition root: from a database address to the services of the person who runs the program."""

from __future__ import annotations

from solartui.services.container import Services
from solartui.services.people import actor_for
from solartui.settings import database_target
from solartui.store.store import Clock, Store, utc_now


def open_services(target: str | None = None, *, create: bool = True, clock: Clock = utc_now) -> Services:
    """Open a database and say who is at the desk.

    Args:
        target: path or address; the environment's or the default one where it is None.
        create: whether a database that is not there is made.
        clock: tells the time, in UTC.

    Raises:
        Unavailable: the database cannot be opened, is damaged, foreign or too new.
        NotPermitted: this person is no user of the desk.
    """
    store = Store(database_target(target), create=create, clock=clock)
    try:
        return Services(store, actor_for(store))
    except BaseException:
        store.close()
        raise
