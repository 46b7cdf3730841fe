"""The same done with several records as one change: one that is refused does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from solartui.domain.errors import NotFound, Refused
from solartui.services.desk import Desk
from solartui.services.result import Outcome
from solartui.services.watching import progress

if TYPE_CHECKING:
    from solartui.store.work import Work

_LARGE = 1_000  # as `solartui.services.backups.LARGE_CHANGE`, which small acts do not load


def copy_before(desk: Desk, capability: str, count: int) -> None:
    """Keep a copy of the desk before very many records are changed by somebody who may do that."""
    if count > _LARGE:
        from solartui.services.backups import backup_before

        desk.allow(capability)
        backup_before(desk, "bulk", count)


def each(work: Work, wanted: Sequence[int], act: Callable[[int], bool]) -> Outcome:
    """Do something with each record inside a unit of work.

    Args:
        work: the unit of work; undoing it takes all of them back.
        wanted: the ids of the records.
        act: does it with one, and says whether that changed anything.

    Raises:
        Refused: the only record is refused; of several, those are listed in the outcome.
        NotFound: the only record is gone.
    """
    changed: list[int] = []
    refused: list[tuple[int, str]] = []
    if len(wanted) == 1:
        return Outcome(tuple(one for one in wanted if act(one)))
    for done, one in enumerate(wanted):
        progress(done, len(wanted))
        try:
            with work.attempt():
                if act(one):
                    changed.append(one)
        except (Refused, NotFound) as error:
            refused.append((one, error.message))
    return Outcome(tuple(changed), tuple(refused))
