"""What a filter text needs to be understood at a desk: its stages, and its own fields besides those of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.adapters.local_zone import local_zone
from solartui.domain.query import QueryContext
from solartui.domain.query.fields import LEAD_FIELDS, Catalogue
from solartui.store.reading import custom
from solartui.store.reading import people as people_reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.services.desk import Desk


def lead_context(desk: Desk, connection: Connection) -> QueryContext:
    """What a filter of leads needs."""
    catalogue = own_catalogue(connection, "lead", LEAD_FIELDS)
    stages = people_reading.stages(connection)
    return QueryContext(stages, desk.store.clock(), local_zone(), desk.actor.user_id, catalogue)


def project_context(desk: Desk, connection: Connection) -> QueryContext:
    """What a filter of projects needs."""
    from solartui.domain.query.project_fields import PROJECT_FIELDS

    catalogue = own_catalogue(connection, "project", PROJECT_FIELDS)
    return QueryContext((), desk.store.clock(), local_zone(), desk.actor.user_id, catalogue)


def contact_context(desk: Desk, connection: Connection) -> QueryContext:
    """What a filter of contacts needs."""
    from solartui.domain.query.contact_fields import CONTACT_FIELDS

    catalogue = own_catalogue(connection, "contact", CONTACT_FIELDS)
    return QueryContext((), desk.store.clock(), local_zone(), desk.actor.user_id, catalogue)


def own_catalogue(connection: Connection, record: str, catalogue: Catalogue) -> Catalogue:
    """The fields of the program, and those that the desk has of its own, out of use or not."""
    found = custom.fields(connection, record, every=True)
    if not found:
        return catalogue
    from solartui.domain.query.own_fields import with_own

    return with_own(catalogue, found)
