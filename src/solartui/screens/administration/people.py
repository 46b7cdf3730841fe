"""Users and the parts of the organisation in lists of dialogs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.vocabulary import EntityKind, Role, label
from solartui.i18n import mark, tr
from solartui.screens.administration.menus import Act, Area, ask_one, ask_text, choosing, do, doing, setting
from solartui.widgets.cells import cell_text
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.container import Services


def _users(services: Services) -> Sequence[PickItem]:
    return [
        PickItem(
            f"#{one.id}",
            ((cell_text(one.name), "text" if one.active else "mute"),),
            ((f"{cell_text(one.login)}  {label(one.role) if one.active else tr('disabled')}", "mute"),),
        )
        for one in services.people.users()
    ]


async def _add_user(page: ConnectedScreen) -> None:
    login = await ask_text(page, tr("Add a user"), placeholder=tr("their login on this machine"))
    role = await ask_one(page, tr("Role"), {one.value: label(one) for one in Role}, Role.SALES.value) if login else None
    if login and role:
        await do(page, partial(page.session.services.people.add_user, login, None, role))


async def _user_acts(page: ConnectedScreen, key: str) -> Mapping[str, Act]:
    services = page.session.services
    service, one = services.organisation, await page.load(services.organisation.user, key)
    roles = {role.value: label(role) for role in Role}
    entities = await page.load(services.people.entities)
    places = {"": tr("none")} | {f"#{entity.id}": f"{entity.name} · {label(entity.kind)}" for entity in entities}
    use = tr("Disable") if one.active else tr("Let them in again")
    name, role, place = tr("Name"), tr("Role"), tr("Belongs to")
    here = f"#{one.entity_id}" if one.entity_id else ""
    return {
        "name": Act(name, setting(page, name, one.name, lambda text: service.edit_user(key, {"name": text}))),
        "role": Act(role, choosing(page, role, roles, one.role.value, lambda to: service.edit_user(key, {"role": to}))),
        "entity": Act(place, choosing(page, place, places, here, lambda to: service.edit_user(key, {"entity": to}))),
        "use": Act(use, doing(page, lambda: service.edit_user(key, {"active": not one.active}))),
    }


def _entities(services: Services) -> Sequence[PickItem]:
    return [
        PickItem(
            f"#{one.id}",
            ((cell_text(one.name), "text" if one.active else "mute"),),
            ((label(one.kind) if one.active else tr("not in use"), "mute"),),
        )
        for one in services.people.entities()
    ]


async def _add_entity(page: ConnectedScreen) -> None:
    kind = await ask_one(page, tr("Add to the organisation"), {one.value: label(one) for one in EntityKind})
    name = await ask_text(page, tr("Add to the organisation"), placeholder=tr("its name")) if kind else None
    if kind and name:
        await do(page, partial(page.session.services.organisation.add_entity, kind, name))


async def _entity_acts(page: ConnectedScreen, key: str) -> Mapping[str, Act]:
    services = page.session.services
    service, one = services.organisation, await page.load(services.organisation.entity, key)
    entities = await page.load(services.people.entities)
    places = {"": tr("none")} | {f"#{entity.id}": entity.name for entity in entities if entity.id != one.id}
    use = tr("Put out of use") if one.active else tr("Put in use")
    name, place = tr("Name"), tr("Belongs to")
    here = f"#{one.parent_id}" if one.parent_id else ""
    return {
        "name": Act(name, setting(page, name, one.name, lambda text: service.edit_entity(key, {"name": text}))),
        "parent": Act(place, choosing(page, place, places, here, lambda to: service.edit_entity(key, {"parent": to}))),
        "use": Act(use, doing(page, lambda: service.edit_entity(key, {"active": not one.active}))),
        "delete": Act(tr("Delete"), doing(page, lambda: service.delete_entity(key))),
    }


USERS = Area(mark("Users"), mark("Add a user"), _users, _add_user, _user_acts)
ORGANISATION = Area(
    mark("Branches, teams, partners, places"), mark("Add to the organisation"), _entities, _add_entity, _entity_acts
)
