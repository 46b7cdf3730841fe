"""Finding a record of any kind, for the dialog that jumps to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from solartui.domain.errors import NotFound
from solartui.domain.vocabulary import label
from solartui.i18n import mark, tr
from solartui.screens.dialogs.jump import JumpDialog
from solartui.screens.dialogs.matching import fitness
from solartui.widgets.cells import cell_text
from solartui.widgets.pick_list import PickItem
from solartui.widgets.project_stages import project_tag
from solartui.widgets.stage_steps import stage_tag

if TYPE_CHECKING:
    from solartui.domain.contacts import ContactRef
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.container import Services
    from solartui.widgets.parts import Part

_HEADINGS = {"lead": mark("Leads"), "contact": mark("Contacts"), "project": mark("Projects")}
_NUMBER = re.compile(r"[#:]?\s*([0-9]{1,18})")
_PHONE = 5
"""So many digits are the beginning of a telephone number; fewer are the number of a record."""
_LEADS, _OTHERS = 6, 4


async def jump(page: ConnectedScreen) -> None:
    """Ask where to go, and go there."""
    services = page.session.services
    target = await page.ask(JumpDialog(lambda typed: page.load(found, services, typed)))
    if target is not None:
        page.host.open_record(target.kind, target.id)


def found(services: Services, typed: str) -> list[PickItem]:
    """The records that somebody may mean, in groups; those with a number that was typed come first."""
    number = _NUMBER.fullmatch(typed.strip())
    groups = {kind: dict[int, PickItem]() for kind in _HEADINGS}
    if number is not None:
        for kind, item in _numbered(services, int(number.group(1))):
            groups[kind][int(number.group(1))] = item
    if number is None or (typed.strip().isdecimal() and len(number.group(1)) >= _PHONE):
        for kind, key, item in _named(services, typed):
            groups[kind].setdefault(key, item)
    items: list[PickItem] = []
    for kind, lines in groups.items():
        if lines:
            items.append(PickItem("", ((tr(_HEADINGS[kind]), "bold soft"),), heading=True))
            items += lines.values()
    return items


def _numbered(services: Services, number: int) -> list[tuple[str, PickItem]]:
    makers: dict[str, Callable[[int], PickItem]] = {
        "lead": lambda key: _lead(services, key),
        "contact": lambda key: _contact(services, key),
        "project": lambda key: _project(services, key),
    }
    items = []
    for kind, make in makers.items():
        try:
            items.append((kind, make(number)))
        except (NotFound, OverflowError):
            continue
    return items


def _lead(services: Services, number: int) -> PickItem:
    lead = services.leads.get(number)
    return _item("lead", lead.id, lead.name, _stage(services, lead.stage))


def _contact(services: Services, number: int) -> PickItem:
    contact = services.contacts.get(number)
    return _item("contact", contact.id, contact.name, [(label(contact.kind), "mute")])


def _project(services: Services, number: int) -> PickItem:
    project = services.projects.get(number)
    return _item("project", project.id, project.name, project_tag(project.stage, project.outcome))


def _named(services: Services, typed: str) -> list[tuple[str, int, PickItem]]:
    # Every word in quotes: nothing that is typed here is a filter.
    words = " ".join(f'"{word}"' for word in typed.replace("\\", " ").replace('"', " ").split())
    if not words:
        return []
    leads = services.leads.open_list(words).rows(0, _LEADS)
    leads.sort(key=lambda lead: -fitness(typed, lead.name))
    contacts = services.contacts.find(typed, _OTHERS)
    projects = services.projects.open_list(words).rows(0, _OTHERS)
    return [
        *(("lead", one.id, _item("lead", one.id, one.name, _stage(services, one.stage))) for one in leads),
        *(("contact", one.id, _item("contact", one.id, one.name, _reached(one))) for one in contacts),
        *(
            ("project", one.id, _item("project", one.id, one.name, project_tag(one.stage, one.outcome)))
            for one in projects
        ),
    ]


def _reached(contact: ContactRef) -> Sequence[Part]:
    return [(cell_text(next(iter((*contact.emails, *contact.phones)), "")), "mute")]


def _stage(services: Services, key: str) -> Sequence[Part]:
    stage = next((stage for stage in services.people.stages() if stage.key == key), None)
    return stage_tag(stage) if stage else [(key, "mute")]


def _item(kind: str, number: int, name: str, right: Sequence[Part]) -> PickItem:
    left = (("  " + cell_text(name), "text"), (f"  #{number}", "mute"))
    return PickItem(f"{kind}:{number}", left, (("  ", "text"), *right), named=True)
