"""Twelve months as upright bars, with a scale on the left and the names of the months below."""

from __future__ import annotations

from collections.abc import Sequence

from solartui.widgets import bars, moments
from solartui.widgets.cells import number, width_of
from solartui.widgets.painted import Drawn

_MONTHS = 12
_EVERY = 2
_STEPS = (10, 15, 20, 25, 30, 40, 50, 60, 80, 100)


def month_chart(months: Sequence[float | None], width: int, rows: int = 6, hue: str = "use") -> list[Drawn]:
    """The bars, their base and the names of the months.

    Args:
        months: January first; None is not known.
        width: cells of a line.
        rows: lines of the tallest bar, an even number.
        hue: token of the bars: ``use`` or ``yield``.
    """
    top, marks = _scale(max(value or 0.0 for value in months), rows)
    axis = max(width_of(label) for label in marks.values()) + 1
    slot = max(2, (width - axis) // _MONTHS)
    gap = 1 if slot < 6 else 2
    drawn = []
    for at, bar in enumerate(bars.columns(months, rows, top)):
        label = f"{marks.get(at, ''):>{axis - 1}} "
        drawn.append(Drawn(((label, "mute"), (bars.widened(bar, slot - gap, gap), hue))))
    base = "▔" * (slot * _MONTHS - gap)
    drawn.append(Drawn(((f"{'0':>{axis - 1}} ", "mute"), (base, "line_hi"))))
    names = "".join(f"{moments.month(month)[: slot - 1]:<{slot}}" for month in range(1, _MONTHS + 1))
    return [*drawn, Drawn(((" " * axis + names, "mute"),))]


def _scale(largest: float, rows: int) -> tuple[float, dict[int, str]]:
    """The value of the whole height, and the labels by line: round numbers, each at the top of its line."""
    step = _round_up(max(largest, 1.0) * _EVERY / rows)
    return step * rows / _EVERY, {at: number(step * (rows - at) / _EVERY) for at in range(0, rows, _EVERY)}


def _round_up(value: float) -> float:
    """The next number of a kind that people count in, such as 15, 200 or 2 500."""
    power = 1.0
    while value > 100 * power:
        power *= 10
    while value < 10 * power and power > 0.01:
        power /= 10
    return next(step * power for step in _STEPS if step * power >= value - 1e-9)
