"""How long a lead was in each stage, told by its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from solartui.domain.records import Activity
from solartui.i18n import ntr

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """One time in one stage.

    Attributes:
        stage: the key of the stage.
        since: when it began; None where the history does not tell.
        until: when it ended; None while it goes on.
        left_by: the activity that ended it.
    """

    stage: str
    since: datetime | None
    until: datetime | None
    left_by: int | None = None

    @property
    def span(self) -> timedelta | None:
        """How long it was; None where that is not known, or not over."""
        return self.until - self.since if self.since is not None and self.until is not None else None


def stays(activities: Iterable[Activity]) -> Iterator[Stay]:
    """The stages of one lead in their order; the last one goes on. Of a lead that never moved there is nothing."""
    since: datetime | None = None
    stage: str | None = None
    for one in activities:
        if one.kind == "created" and since is None:
            since = one.at
        if one.kind not in {"moved", "converted"}:
            continue
        before = one.data.get("from", stage)
        if before is not None:
            yield Stay(str(before), since, one.at, one.id)
        stage, since = str(one.data.get("to", one.kind)), one.at
    if stage is not None:
        yield Stay(stage, since, None)


def span_words(span: timedelta) -> str:
    """A span, rounded down to what matters: days, else hours, else minutes."""
    if span >= _DAY:
        return ntr("{count} day", "{count} days", span.days)
    if span >= _HOUR:
        return ntr("{count} hour", "{count} hours", span // _HOUR)
    return ntr("{count} minute", "{count} minutes", span // timedelta(minutes=1))
