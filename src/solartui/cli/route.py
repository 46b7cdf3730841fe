"""``solartui route``: the visits of a day, in the order of the road."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from solartui.cli import printing
from solartui.cli.grammar import Command, argument, option, with_call
from solartui.i18n import mark
from solartui.store.times import to_text

if TYPE_CHECKING:
    from solartui.cli.call import Call
    from solartui.domain.route import Route, Stop, Unplaced


@click.command("route", cls=Command, help=mark("Put your visits of DAY, today by itself, in the order of the road."))
@argument("day", required=False, default="today")
@option("--from", "start", metavar="PLACE", help=mark("Where it begins: a town, a postcode, LAT,LON or #ID of a lead."))
@with_call
def route(call: Call, day: str, *, start: str | None) -> None:
    """Print the route; the text is made for paper, too."""
    found = call.open().routes.of_day(day, start)
    if call.as_json:
        printing.print_json(_document(found))
        return
    from solartui.services.route_text import route_lines

    for line in route_lines(found):
        printing.write(line + "\n")


def _document(found: Route) -> dict[str, Any]:
    spot = found.start_spot
    begin = None if spot is None else {"text": found.start, "latitude": spot.latitude, "longitude": spot.longitude}
    return {
        "day": found.day.isoformat() if found.day else None,
        "from": begin,
        "distance_km": round(found.km, 2),
        "stops": [_stop(number, stop) for number, stop in enumerate(found.stops, 1)],
        "unplaced": [_named(one) for one in found.unplaced],
        "links": list(found.links),
    }


def _named(one: Unplaced) -> dict[str, Any]:
    of_project = one.kind == "project"
    return {
        "lead": None if of_project else one.number,
        "project": one.number if of_project else None,
        "name": one.name,
    }


def _stop(number: int, stop: Stop) -> dict[str, Any]:
    visit = stop.visit
    return {
        "number": number,
        "lead": visit.lead_id,
        "project": visit.project_id,
        "job": visit.job or None,
        "name": visit.name,
        "contact": visit.contact,
        "phone": visit.phone or None,
        "address": visit.address,
        "latitude": visit.spot.latitude,
        "longitude": visit.spot.longitude,
        "planned": to_text(visit.planned) if visit.planned else None,
        "about": visit.about or None,
        "leg_km": round(stop.leg_km, 2),
        "total_km": round(stop.total_km, 2),
    }
