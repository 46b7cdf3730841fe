"""When things happened: moments as whole seconds since 1970 (UTC), inside the working hours of an office."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from solartui.domain.demonstration.dice import Dice

MINUTE = 60
HOUR = 3600
DAY = 86_400
_EPOCH = 719_163  # the ordinal of 1970-01-01
_THURSDAY = 3  # which was a Thursday
_OPENS = 8 * HOUR
_CLOSES = 16 * HOUR + 30 * MINUTE
_QUARTER = 15 * MINUTE
_MORNING, _EVENING = timedelta(seconds=_OPENS), timedelta(seconds=_CLOSES)

_MINUTES = tuple(f"{minute // 60:02d}:{minute % 60:02d}:" for minute in range(24 * 60))
_SECONDS = tuple(f"{second:02d}.000000Z" for second in range(60))


def weekday(day: int) -> int:
    """0 for Monday; `day` counts from 1970-01-01."""
    return (day + _THURSDAY) % 7


def worked_until(moment: datetime) -> timedelta:
    """How long an office that opens every day was open until a moment on its clock."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    today = min(max(moment - midnight, _MORNING), _EVENING) - _MORNING
    return (_EVENING - _MORNING) * moment.toordinal() + today


def after_work(worked: timedelta, zone: tzinfo | None) -> datetime:
    """The moment at which an office has been open for so long; the inverse of `worked_until`."""
    days, today = divmod(worked, _EVENING - _MORNING)
    return datetime.combine(date.fromordinal(days), time(tzinfo=zone)) + _MORNING + today


class Calendar:
    """Moments of one desk around its present time.

    Attributes:
        now: the present, seconds since 1970.
    """

    def __init__(self, dice: Dice, now: int) -> None:
        self.now = now
        self._dice = dice
        self._days: dict[int, str] = {}

    def text(self, moment: int) -> str:
        """The moment as records keep it."""
        day, second = divmod(moment, DAY)
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = date.fromordinal(day + _EPOCH).isoformat() + "T"
        minute, second = divmod(second, MINUTE)
        return f"{found}{_MINUTES[minute]}{_SECONDS[second]}"

    def at_work(self, moment: int, zone: int) -> int:
        """The last moment of work at or before `moment`, for an office `zone` seconds ahead of UTC."""
        day, second = divmod(moment + zone, DAY)
        if second < _OPENS:
            day, second = day - 1, DAY
        past = weekday(day) - 4
        if past > 0:
            day, second = day - past, DAY
        if second > _CLOSES:
            second = _CLOSES - int(self._dice.roll() * (_CLOSES - _OPENS))
        return day * DAY + second - zone

    @staticmethod
    def awake(moment: int, zone: int) -> int:
        """The moment, or the evening before where it lies in the small hours."""
        return moment - 7 * HOUR if (moment + zone) % DAY < 6 * HOUR else moment

    def appointment(self, days: int, zone: int) -> int:
        """A quarter of an hour on a working day, about `days` after today; today itself is taken as it comes."""
        day = (self.now + zone) // DAY + days
        if days:
            weekend = weekday(day) - 4
            if weekend > 0:
                day += 3 - weekend if days > 0 else -weekend
        quarters = (_CLOSES - _OPENS) // _QUARTER
        return day * DAY + _OPENS + _QUARTER * int(self._dice.roll() * quarters) - zone
