"""Where to go on a map: to a town by its name, or to where the person is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from solartui.adapters.local_zone import local_zone
from solartui.domain.map_view import SCALES, reach_of_town
from solartui.domain.places import Spot, Town
from solartui.i18n import tr
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.jump import JumpDialog
from solartui.services.position import By, Fix
from solartui.terminal.links import over_ssh
from solartui.widgets import moments
from solartui.widgets.cells import cell_text
from solartui.widgets.lead_facts import position_words
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem
from solartui.widgets.pictures.drawn_map import length

if TYPE_CHECKING:
    from solartui.screens.session import Session
    from solartui.screens.shown import ShownScreen

_CELLS = 60


class Goal(NamedTuple):
    """A place, and metres of a cell that show enough of it."""

    spot: Spot
    metres: float


def metres_for(reach: float) -> float:
    """Metres of a cell so that something of this size in metres is on the screen."""
    return next((scale for scale in SCALES if scale * _CELLS >= reach * 3), SCALES[-1])


async def ask_town(page: ShownScreen[Spot], session: Session) -> Goal | None:
    """Let the person find a town, or type coordinates."""
    towns: list[Town] = []

    async def find(typed: str) -> Sequence[PickItem]:
        found = await session.runner.read(session.services.surroundings.towns, typed)
        first = len(towns)
        towns.extend(found)
        return [_town_item(first + at, town) for at, town in enumerate(found)]

    hint = tr("Type the beginning of a name, or coordinates.")
    dialog = JumpDialog(find, title=tr("Go to a town"), placeholder=tr("Kraków, or 50.06143, 19.93658"), hint=hint)
    chosen = await page.ask(dialog)
    if chosen is None:
        return None
    town = towns[chosen.id]
    return Goal(town.spot, metres_for(reach_of_town(town.people)) if town.name else SCALES[1])


def _town_item(number: int, town: Town) -> PickItem:
    name = cell_text(town.name) or position_words(*town.spot)
    by = f"  {cell_text(town.by)}" if town.by else ""
    where = ", ".join(part for part in (town.region, town.country) if part)
    return PickItem(f"town:{number}", ((name, "text"), (by, "mute")), ((clip(cell_text(where), 28), "mute"),))


async def ask_position(page: ShownScreen[Spot], session: Session) -> Goal | None:
    """Show every position that is known, with its source and how exact it is, and let one be taken."""
    fixes = await session.runner.read(session.services.position.candidates)
    if not fixes:
        page.notify(
            tr("Nothing here knows where you are: no gpsd, no site you worked on, no maps.town in the settings."),
            severity="warning",
            markup=False,
        )
        return None
    remote = over_ssh(os.environ)
    items = [item for at, fix in enumerate(fixes) for item in _fix_items(at, fix, remote=remote)]
    chosen = await page.ask(ChooseDialog(tr("Where are you?"), items, "0"))
    return None if chosen is None else goal_of(fixes[int(chosen)])


def goal_of(fix: Fix) -> Goal:
    """A position on the map, as near as it is exact."""
    return Goal(fix.spot, metres_for(fix.metres) if fix.metres is not None else SCALES[1])


def _fix_items(number: int, fix: Fix, *, remote: bool) -> Sequence[PickItem]:
    exact = tr("exact to {length}", length=length(fix.metres)) if fix.metres is not None else tr("not measured")
    item = PickItem(str(number), ((fix_words(fix), "text"),), ((f"{exact}", "mute"),))
    if not (remote and fix.by.of_machine):
        return [item]
    warning = tr("Over SSH this is where the server is, not you.")
    return [item, PickItem("", ((f"  {warning}", "warn"),), heading=True)]


def fix_words(fix: Fix) -> str:
    """Who says where the person is."""
    if fix.by is By.RECEIVER:
        return tr("GPS receiver of this computer")
    if fix.by is By.ADDRESS:
        return tr("Your address on the internet")
    name = clip(cell_text(fix.name), 30)
    if fix.by is By.TOWN:
        return tr("Town of the desk: {name}", name=name)
    at = datetime.fromisoformat(fix.at).astimezone(local_zone())
    when = moments.clock(at, datetime.now(at.tzinfo))
    return tr("Last site: {name}, {when}", name=name, when=when)
