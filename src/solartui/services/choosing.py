"""From what was chosen to leads and projects."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

from solartui.domain.selection import Chosen
from solartui.services.desk import Desk
from solartui.store.chosen import either_but, ids_in, named, stages_in
from solartui.store.lists import PROJECTS
from solartui.store.record_list import Selection


def chosen_of(leads: Sequence[int] | Chosen) -> Chosen:
    """What was chosen, where it may be given as plain ids."""
    return leads if isinstance(leads, Chosen) else Chosen.of(leads)


def condition(desk: Desk, chosen: Chosen) -> Selection:
    """The condition that holds for the chosen leads, which go by the alias l.

    Raises:
        Invalid: the filter cannot be read.
    """
    if chosen.query is None:
        return named(chosen.ids)
    from solartui.services.lead_lists import LeadLists

    return either_but(LeadLists(desk).selection(chosen.query), named(chosen.ids), named(chosen.without))


def few_of(desk: Desk, connection: Connection, chosen: Chosen, limit: int | None) -> Sequence[int] | None:
    """The ids of the chosen leads where they are few; None where there are more than `limit`."""
    if chosen.query is None:
        return tuple(dict.fromkeys(chosen.ids)) if limit is None or len(chosen.ids) <= limit else None
    found = ids_in(connection, condition(desk, chosen), None if limit is None else limit + 1)
    return found if limit is None or len(found) <= limit else None


def projects_of(desk: Desk, connection: Connection, chosen: Chosen) -> Sequence[int]:
    """The ids of the chosen projects: as they were named, else the oldest first.

    Raises:
        Invalid: the filter cannot be read.
    """
    if chosen.query is None:
        return tuple(dict.fromkeys(chosen.ids))
    from solartui.services.projects import ProjectService

    found = ProjectService(desk).selection(chosen.query)
    meant = either_but(found, named(chosen.ids, PROJECTS), named(chosen.without, PROJECTS))
    return ids_in(connection, meant, shape=PROJECTS)


def stages_among(desk: Desk, chosen: Chosen) -> set[str]:
    """The keys of the stages that the chosen leads are in."""
    meant = condition(desk, chosen)
    with desk.reading() as connection:
        return stages_in(connection, meant)
