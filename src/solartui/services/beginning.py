"""What a session begins with is read while its first page is still being loaded."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from solartui.domain.errors import SolarError
from solartui.domain.listing import NEWEST_FIRST, LeadLine, Sort

if TYPE_CHECKING:
    from datetime import datetime

    from solartui.domain.custom_fields import CustomField
    from solartui.domain.stages import Stage
    from solartui.services.container import Services
    from solartui.services.runner import Runner

_PAGES = 3
"""A list wants the next two pages, too."""


class Beginning(NamedTuple):
    """The table that a session begins with.

    Attributes:
        rows: the first ones.
        sort: how they are ordered.
        columns: those that the person chose, as their preferences keep them; empty for the usual ones.
        own_fields: of the desk.
        now: when it was read, in UTC.
    """

    rows: Sequence[LeadLine]
    sort: Sort
    columns: str
    stages: Sequence[Stage]
    own_fields: Sequence[CustomField]
    now: datetime


def read_ahead(services: Services, runner: Runner, lines: int) -> Beginning | None:
    """Read what the page of leads is going to ask for, in its order; what fails is left to the page.

    Args:
        services: of the open desk.
        runner: keeps the answers.
        lines: how high the terminal is.

    Returns:
        What the page begins with; None where that is no table, or takes more to find out.
    """
    try:
        return _read(services, runner, lines)
    except (SolarError, sqlite3.Error):
        return None


def _read(services: Services, runner: Runner, lines: int) -> Beginning | None:
    ask, preferences = runner.read_ahead, services.preferences
    stages = ask(services.people.stages)
    fields = ask(services.lead_lists.own_fields)
    view = ask(services.views.opening)
    shown = ask(preferences.get, "leads.view")
    ask(preferences.get, "board.folded")
    ask(preferences.get, "board.by")
    order, columns = ask(preferences.several, "leads.sort", "leads.columns")
    if view.id is not None:
        # The filter of a view that somebody saved may have to be mended first.
        return None
    sort = view.order or (Sort.parse(order) if isinstance(order, str) and order else NEWEST_FIRST)
    records = ask(services.lead_lists.ranked, view.query, sort)
    if shown == "board":
        return None
    rows = ask(records.rows, 0, _PAGES * lines)
    if shown not in {None, "table"}:
        return None
    return Beginning(rows, sort, columns if isinstance(columns, str) else "", stages, fields, services.store.clock())
