"""One act on very many leads as one change, where going through them one by one would take too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.selection import Chosen
from solartui.i18n import tr
from solartui.services.choosing import condition
from solartui.services.result import Outcome
from solartui.services.watching import progress

if TYPE_CHECKING:
    from solartui.services.desk import Desk
    from solartui.store.bulk_change import BulkAct
    from solartui.store.work import Work


def act_on_all(desk: Desk, work: Work, chosen: Chosen, act: BulkAct) -> Outcome:
    """Do the same with all chosen leads inside a unit of work.

    Args:
        desk: whose filter it is, where leads were chosen by one.
        work: the unit of work.
        chosen: which leads.
        act: what to do, in SQL.
    """
    from solartui.store.bulk_change import carry_out, sort_out

    tally = sort_out(work, condition(desk, chosen), act)
    if chosen.query is None and (gone := len(chosen.ids) - tally.there):
        tally.reasons[tr("The lead is gone.")] = gone
    if tally.changed:
        carry_out(work, act, tally, progress)
    return Outcome(tally.changed, tuple(tally.refused), tuple(tally.reasons.items()))
