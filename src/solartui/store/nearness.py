"""Lists of what is near a place: the condition in SQL, and how far each lead is."""

from __future__ import annotations

from dataclasses import replace

from solartui.domain.listing import LeadLine
from solartui.domain.places import Spot, boxes_around
from solartui.store.functions import KM
from solartui.store.list_shape import ListShape, SortKey


def near_condition(spot: Spot, km: float) -> tuple[str, list[object]]:
    """The condition that the lead `l` is within a distance: a box, which an index finds, and the circle in it."""
    boxes = boxes_around(spot, km)
    wide = " OR ".join("l.longitude BETWEEN ? AND ?" for _ in boxes)
    sides = [side for box in boxes for side in (box.west, box.east)]
    where = f"l.latitude BETWEEN ? AND ? AND ({wide}) AND {KM}(l.latitude, l.longitude, ?, ?) <= ?"
    return where, [boxes[0].south, boxes[0].north, *sides, *spot, km]


def with_distance(shape: ListShape[LeadLine], spot: Spot) -> ListShape[LeadLine]:
    """The list of leads with how far each is from a place, in kilometres, which it can be ordered by."""
    # The numbers stand in the text: an order has no place for bound values, and these are numbers for certain.
    far = f"{KM}(l.latitude, l.longitude, {float(spot.latitude)!r}, {float(spot.longitude)!r})"
    distance = SortKey(f"coalesce({far}, 99999.0)", covered=False)
    return replace(shape, columns=shape.columns.removesuffix("NULL") + far, sorts={**shape.sorts, "distance": distance})
