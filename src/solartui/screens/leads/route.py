"""Today's visits in the order of the road, from the list of leads."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.adapters.typed_paths import home_path
from solartui.domain.errors import Invalid
from solartui.i18n import ntr, tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import MenuDialog
from solartui.screens.link import follow_link
from solartui.screens.saving import may_replace
from solartui.services.route_text import job_word, route_lines, route_title
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.domain.route import Route, Stop
    from solartui.domain.selection import Chosen
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.container import Services

_PLACE = 3
_LINK = "link:"


async def show_route(page: ConnectedScreen, marked: Chosen | None) -> None:
    """Show a route, and do with it what the person wants.

    Args:
        page: the page below.
        marked: the leads to be visited; None for those of today.
    """
    day, start = "today", ""
    while True:
        route = await page.load(_route, page.session.services, marked, day, start)
        chosen = await page.ask(MenuDialog(tr("Route"), _items(route, marked), None, route_title(route)))
        if chosen is None:
            return
        if chosen == "from":
            start = await _ask_place(page, start)
        elif chosen == "day":
            day = await _ask_day(page, day)
        elif chosen == "save":
            await _save(page, route)
        elif chosen.startswith(_LINK):
            await follow_link(page, route.links[int(chosen.removeprefix(_LINK))], os.environ)
        else:
            kind, _, number = chosen.partition(":")
            page.host.open_record(kind, int(number))
            return


def _route(services: Services, marked: Chosen | None, day: str, start: str) -> Route:
    if marked is not None:
        return services.routes.of_leads(marked, start or None)
    return services.routes.of_day(day, start or None)


def _items(route: Route, marked: Chosen | None) -> list[PickItem]:
    items = [_stop(number, stop) for number, stop in enumerate(route.stops, 1)]
    items += [
        PickItem(
            f"{one.kind}:{one.number}",
            ((fit("?", _PLACE), "warn"), (cell_text(one.name), "soft")),
            ((tr("no place"), "warn"),),
        )
        for one in route.unplaced
    ]
    many = len(route.links) > 1
    for place in range(len(route.links)):
        words = tr("Google Maps, part {n}", n=place + 1) if many else tr("Google Maps")
        items.append(_does(f"{_LINK}{place}", words, tr("open, or copy the link")))
    items.append(_does("from", tr("From"), cell_text(route.start) or tr("the first visit")))
    if marked is None:
        items.append(_does("day", tr("Day"), route.day.isoformat() if route.day else ""))
    if route.stops:
        items.append(_does("save", tr("Save as text"), tr("for paper")))
    return items


def _does(name: str, title: str, remark: str) -> PickItem:
    return PickItem(name, ((" " * _PLACE, "mute"), (title, "accent")), ((remark, "mute"),))


def _stop(number: int, stop: Stop) -> PickItem:
    visit = stop.visit
    left = (
        (fit(str(number), _PLACE), "mute"),
        (cell_text(visit.name), "text"),
        (f"  {cell_text(visit.address)}", "mute"),
    )
    when = f"{visit.planned.astimezone():%H:%M}" if visit.planned else ""
    if visit.project_id is not None:
        when = f"{cell_text(job_word(visit.job))} {when}"
    name = f"lead:{visit.lead_id}" if visit.project_id is None else f"project:{visit.project_id}"
    return PickItem(name, left, ((f"  {when}", "soft"), (f"{stop.total_km:6.0f} km", "mute")))


async def _ask_place(page: ConnectedScreen, start: str) -> str:
    """Where it begins; what is not known is asked for again."""
    services, said = page.session.services, ""
    while True:
        hint = tr("a town, a postcode, 50.06,19.94 or #123")
        typed = await page.ask(AskDialog(tr("From where?"), start, hint, remark=said))
        if not typed:
            return start if typed is None else ""
        try:
            await page.load(services.places.locate, typed)
        except Invalid as unknown:
            start, said = typed, unknown.message
        else:
            return typed


async def _ask_day(page: ConnectedScreen, day: str) -> str:
    def check(typed: str) -> None:
        page.session.services.routes.check_day(typed)

    typed = await page.ask(AskDialog(tr("Which day?"), day, tr("today, tomorrow, 2026-11-24"), check=check))
    return typed or day


async def _save(page: ConnectedScreen, route: Route) -> None:
    from solartui.adapters.atomic_files import replacing

    day = route.day.isoformat() if route.day else tr("route")
    typed = await page.ask(AskDialog(tr("Save to"), str(Path.cwd() / f"{tr('route')}-{day}.txt")))
    if not typed:
        return
    target = home_path(typed)
    if not await may_replace(page, target):
        return

    def write() -> None:
        with replacing(target) as part:
            part.write(("\n".join(route_lines(route)) + "\n").encode())

    await asyncio.to_thread(write)
    count = len(route.stops)
    words = ntr("{n} visit written to {path}", "{n} visits written to {path}", count, n=count, path=cell_text(typed))
    page.toast(words)
