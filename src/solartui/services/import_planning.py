"""From the rows of a sheet to what becomes of them, in whichever process that is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection
from typing import TYPE_CHECKING

from solartui.domain.importing.policies import Policies
from solartui.domain.importing.rows import Problem, RowDraft
from solartui.domain.people import Actor
from solartui.i18n import tr
from solartui.services.import_contact_plan import ContactPlanner
from solartui.services.import_decision import Decision, Fate
from solartui.services.import_plan import Planner
from solartui.services.import_reading import Reading, ReadRow
from solartui.services.import_rows import RowPlanner

if TYPE_CHECKING:
    from solartui.adapters.row_spool import Row

Decided = tuple[int, list[Decision]]
"""How many rows were read, and the fates of those of them that say anything."""


@dataclass(frozen=True, slots=True)
class Planning:
    """All that counts beside the sheet and the desk.

    Attributes:
        reading: how rows are read.
        policies: what a row does that is about somebody, or something, that is there already.
        excluded: the numbers of rows that a person does not want.
        actor: who ``me`` is.
        now: what time it is.
    """

    reading: Reading
    policies: Policies
    excluded: frozenset[int]
    actor: Actor
    now: datetime

    def decided(self, connection: Connection, rows: Iterable[Row]) -> Iterator[Decided]:
        """The fates of all rows, many at a time, in their order.

        Args:
            connection: the database as it was before the import; nothing is written through it.
            rows: of the sheet, from the first one on.
        """
        kind = Planner if self.reading.leads else ContactPlanner
        planner = kind(connection, self.reading, self.policies, self.actor, self.now)
        for chunk in self.reading.chunks(rows):
            yield len(chunk), self._fates(planner, chunk)

    def _fates(self, planner: RowPlanner, rows: Sequence[ReadRow]) -> list[Decision]:
        if not self.excluded:
            return planner.decide(rows)
        left = [_left_out(row.draft) for row in rows if row.draft.number in self.excluded and not row.draft.blank]
        decided = planner.decide(row for row in rows if row.draft.number not in self.excluded)
        return sorted([*decided, *left], key=lambda one: one.draft.number)


def _left_out(draft: RowDraft) -> Decision:
    """A row that a person does not want."""
    problem = Problem(draft.number, "", "", tr("Left out by hand."))
    return Decision(RowDraft(draft.number), Fate.SKIPPED, problems=(problem,))
