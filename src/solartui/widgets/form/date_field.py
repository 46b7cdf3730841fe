"""A date with its time, typed as people say it; what was understood stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from solartui.domain.errors import Invalid
from solartui.domain.moments import parse_moment
from solartui.domain.text import clean
from solartui.i18n import language, mark, ntr, tr
from solartui.widgets import moments
from solartui.widgets.form.field import Option
from solartui.widgets.form.text_field import TextField
from solartui.widgets.parts import Part

_WEEKDAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
_OFFERS = (
    ("today 16:00", mark("Today")),
    ("tomorrow", mark("Tomorrow")),
    ("+2d", mark("In two days")),
    ("+3d", mark("In three days")),
    ("mon", mark("Next Monday")),
    ("+1w", mark("In a week")),
    ("+2w", mark("In two weeks")),
    ("+1m", mark("In a month")),
    ("+3m", mark("In three months")),
)
_CELLS = 18
_YEAR = re.compile(r"\d{4}")
_BESIDE = 50


class DateField(TextField):
    """The entry is the time in ISO 8601 with its zone, or what was typed where that is no date.

    Args:
        now: tells the time in the person's zone.
        past: whether it is about what has been; then nothing is offered, and a day without a year has been already.
        whole_day: whether the time of day does not matter.
    """

    def __init__(
        self,
        key: str,
        label: str,
        now: Callable[[], datetime],
        *,
        placeholder: str = "",
        past: bool = False,
        whole_day: bool = False,
    ) -> None:
        super().__init__(key, label, placeholder=placeholder, cells=_CELLS)
        self.picks = not past
        self._now = now
        self._meant: list[Part] = []
        self._past = past
        self._whole_day = whole_day

    @property
    def moment(self) -> datetime | None:
        """What was understood; None for nothing.

        Raises:
            Invalid: it is no date.
        """
        text, now = clean(self.line.text), self._now()
        when = parse_moment(text, now) if text else None
        if when is not None and self._past and when > now and not _YEAR.search(text):
            # 24.10 typed in November was a month ago, not next year.
            return _a_year_before(when)
        return when

    @property
    def entry(self) -> object:
        """The time, or what was typed."""
        try:
            when = self.moment
        except Invalid:
            return clean(self.line.text)
        return when.isoformat() if when else ""

    def put(self, entry: object) -> None:
        """Show an entry."""
        try:
            when = datetime.fromisoformat(entry).astimezone(self._now().tzinfo) if isinstance(entry, str) else None
        except ValueError:
            super().put(entry)
        else:
            super().put(written(when, self._whole_day))
        self._understand()

    @property
    def words(self) -> str:
        """The time in words."""
        try:
            when = self.moment
        except Invalid:
            return clean(self.line.text)
        return spoken(when, self._now(), self._whole_day) if when else ""

    def offered(self, typed: str) -> Sequence[Option]:
        """Days that are often meant."""
        now = self._now()
        offers = []
        for text, name in () if self._past else _OFFERS:
            when = parse_moment(text, now)
            if when > now:
                offers.append(Option(written(when), tr(name), spoken(when, now)))
        return offers

    def choose(self, option: Option) -> None:
        """Enter an offered day."""
        super().put(option.id)
        self.line.select_all()
        self.edited()

    def settle(self) -> None:
        """Write what was meant as a date, so that it still means it tomorrow."""
        try:
            when = self.moment
        except Invalid as problem:
            self.complain(problem.message)
            return
        if when is not None and written(when, self._whole_day) != self.line.text:
            super().put(written(when, self._whole_day))
            self._understand()

    def edited(self) -> None:
        """Say what is understood so far."""
        super().edited()
        self._understand()

    def _understand(self) -> None:
        self._meant = self._meaning()
        self.reshape()

    def _meaning(self) -> list[Part]:
        try:
            when = self.moment
        except Invalid:
            return [("…", "mute")]
        if when is None:
            return []
        now = self._now()
        late = when < now and not self._past
        return [(spoken(when, now, self._whole_day), "soft"), (f" · {distance(when, now)}", "warn" if late else "mute")]

    def value_parts(self, room: int) -> Sequence[Part]:
        """What was typed, and what was understood where there is room beside it."""
        beside = [("  ", "text"), *self._meant] if room >= _BESIDE else []
        return [*super().value_parts(room), *beside]

    def more_lines(self, room: int) -> Sequence[Sequence[Part]]:
        """What was understood, where there is no room beside it."""
        return [self._meant] if self._meant and room < _BESIDE else []


def written(when: datetime | None, whole_day: bool = False) -> str:
    """A time as it is typed: with dots in Polish, as ISO 8601 else."""
    if when is None:
        return ""
    day = "%d.%m.%Y" if language() == "pl" else "%Y-%m-%d"
    return when.strftime(day if whole_day else f"{day} %H:%M")


def spoken(when: datetime, now: datetime, whole_day: bool = False) -> str:
    """A time as it is read: ``Fri 27 Nov 14:00``."""
    said = moments.day(when, now) if whole_day else moments.clock(when, now)
    return f"{tr(_WEEKDAYS[when.weekday()])} {said}"


def _a_year_before(when: datetime) -> datetime:
    try:
        return when.replace(year=when.year - 1)
    except ValueError:
        return when.replace(year=when.year - 1, day=28)


def distance(when: datetime, now: datetime) -> str:
    """How far a day is from today: ``tomorrow``, ``in 3 days``, ``2 days ago``."""
    days = (when.date() - now.date()).days
    if days in {0, 1, -1}:
        return tr((mark("today"), mark("tomorrow"), mark("yesterday"))[days])
    return (
        ntr("in {count} day", "in {count} days", days)
        if days > 0
        else ntr("{count} day ago", "{count} days ago", -days)
    )
