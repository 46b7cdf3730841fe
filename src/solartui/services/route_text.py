"""A route as text, for paper and for a phone without the program."""

from __future__ import annotations

from collections.abc import Iterator

from solartui.adapters.local_zone import local_zone
from solartui.domain.route import WAYPOINTS, Route, Stop, Visit
from solartui.domain.text import clean
from solartui.i18n import mark, ntr, tr, with_comma


def route_lines(route: Route) -> Iterator[str]:
    """The route line by line."""
    yield clean(route_title(route))
    if route.start:
        yield clean(tr("From {place}", place=route.start))
    for number, stop in enumerate(route.stops, 1):
        yield ""
        yield from _stop_lines(number, stop)
    if route.unplaced:
        yield ""
        yield tr("Nobody knows where these are:")
        for one in route.unplaced:
            yield clean(f"  {record_text(one.kind, one.number)} {one.name}")
    links = route.links
    if links:
        yield ""
        yield tr("Google Maps:") if len(links) == 1 else split_line(route)
        yield from links


def route_title(route: Route) -> str:
    """Which day, how many visits, how far; where there are none, it is no way at all."""
    visits = ntr("{count} visit", "{count} visits", len(route.stops))
    day = f"{route.day.isoformat()} · " if route.day else ""
    far = f" · {tr('{n} km as the crow flies', n=_tenths(route.km))}" if route.stops else ""
    return f"{day}{visits}{far}"


def _tenths(km: float) -> str:
    return with_comma(f"{km:.1f}")


def record_text(kind: str, number: int) -> str:
    """How a lead or a project is named by its number."""
    return tr("project #{id}", id=number) if kind == "project" else f"#{number}"


def visit_text(visit: Visit) -> str:
    """By which number a visit is found, and which job it is."""
    if visit.project_id is None:
        return f"#{visit.lead_id}"
    return f"{record_text('project', visit.project_id)} · {job_word(visit.job)}"


def job_word(job: str) -> str:
    """What a job is called."""
    known = {"inspection": mark("Inspection"), "installation": mark("Installation")}
    return tr(known[job]) if job in known else job.replace("_", " ")


def split_line(route: Route) -> str:
    """Why there are several links."""
    return tr("Google Maps takes {n} stops at a time between start and end, so there are {links} links:",
              n=WAYPOINTS, links=len(route.links))  # fmt: skip


def _stop_lines(number: int, stop: Stop) -> Iterator[str]:
    visit = stop.visit
    when = f" · {visit.planned.astimezone(local_zone()):%H:%M}" if visit.planned else ""
    yield clean(f"{number}. {visit.name} · {visit_text(visit)}{when} · +{_tenths(stop.leg_km)} km")
    said = ", ".join(part for part in (visit.address, visit.contact, visit.phone) if part)
    if said:
        yield "   " + clean(said)
    if visit.about:
        yield "   " + clean(visit.about)
