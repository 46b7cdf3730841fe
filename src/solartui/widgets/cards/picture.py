"""The place for a picture of the site: until there is one, where in its country the lead is."""

from __future__ import annotations

from collections.abc import Sequence

from solartui.domain.bounds import place_in_country
from solartui.domain.listing import LeadLine
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.strips import Part

WIDTH = 4
"""Cells of a picture."""
_QUADRANTS = (("▘", "▝"), ("▖", "▗"))


def picture(lead: LeadLine, height: int) -> Sequence[Sequence[Part]]:
    """A small map with a dot where the lead is, four cells wide; initials of the town where that is not known."""
    place = place_in_country(lead.country, lead.latitude, lead.longitude)
    lines = [[" "] * WIDTH for _ in range(height)]
    if place is None:
        initials = cell_text(lead.city or "")[:2].strip() or "?"
        lines[height // 2] = [fit(f" {initials}", WIDTH)]
    else:
        east, south = place
        x, y = min(2 * WIDTH - 1, int(east * 2 * WIDTH)), min(2 * height - 1, int(south * 2 * height))
        lines[y // 2][x // 2] = _QUADRANTS[y % 2][x % 2]
    return [[("".join(line), "info@line")] for line in lines]
