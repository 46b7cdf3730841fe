"""What a session begins with is read while its first page is still being loaded."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from solartui.domain.errors import SolarError
from solartui.domain.listing import NEWEST_FIRST, Sort

if TYPE_CHECKING:
    from solartui.services.container import Services
    from solartui.services.runner import Runner

_PAGES = 3
"""A list wants the next two pages, too."""


def read_ahead(services: Services, runner: Runner, lines: int) -> None:
    """Read what the page of leads is going to ask for, in its order; what fails is left to the page.

    Args:
        services: of the open desk.
        runner: keeps the answers.
        lines: how high the terminal is.
    """
    with suppress(SolarError, sqlite3.Error):
        ask, preferences = runner.read_ahead, services.preferences
        ask(services.people.stages)
        ask(services.lead_lists.own_fields)
        view = ask(services.views.opening)
        shown = ask(preferences.get, "leads.view")
        ask(preferences.get, "board.folded")
        ask(preferences.get, "board.by")
        order, _ = ask(preferences.several, "leads.sort", "leads.columns")
        if view.id is None:
            # The filter of a view that somebody saved may have to be mended first.
            sort = view.order or (Sort.parse(order) if isinstance(order, str) and order else NEWEST_FIRST)
            records = ask(services.lead_lists.ranked, view.query, sort)
            if shown != "board":
                ask(records.rows, 0, _PAGES * lines)
