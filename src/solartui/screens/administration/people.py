"""Users and the parts of the organisation in lists of dialogs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.vocabulary import EntityKind, Role, label
from solartui.i18n import mark, ntr, tr
from solartui.screens.administration.menus import Act, Area, ask_one, ask_text, choosing, do, doing, setting
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.lead_choices import NOBODY, assignee_chosen, assignee_items
from solartui.widgets.cells import cell_text
from solartui.widgets.pick_list import PickItem

_KEEP = "keep"

if TYPE_CHECKING:
    from solartui.domain.people import User
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.container import Services
    from solartui.services.result import Changed


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
        await do(page, partial(page.session.services.organisation.add_user, login, None, role))


async def _user_acts(page: ConnectedScreen, key: str) -> Mapping[str, Act]:
    services = page.session.services
    service, one = services.organisation, await page.load(services.organisation.user, key)
    roles = {role.value: label(role) for role in Role}
    entities = await page.load(services.people.entities)
    places = {"": tr("none")} | {f"#{entity.id}": f"{entity.name} · {label(entity.kind)}" for entity in entities}
    use = tr("Disable") if one.active else tr("Let them in again")
    name, role, place = tr("Name"), tr("Role"), tr("Belongs to")
    here = f"#{one.entity_id}" if one.entity_id else ""

    def let_in() -> Changed[User]:
        return service.edit_user(key, {"active": True})

    return {
        "name": setting(page, name, one.name, lambda text: service.edit_user(key, {"name": text})),
        "role": choosing(page, role, roles, one.role.value, lambda to: service.edit_user(key, {"role": to})),
        "entity": choosing(page, place, places, here, lambda to: service.edit_user(key, {"entity": to})),
        "use": Act(use, partial(_disable, page, one, key) if one.active else doing(page, let_in)),
        "hand": Act(tr("Hand over their leads"), partial(_hand_over, page, one, key)),
    }


async def _disable(page: ConnectedScreen, user: User, key: str) -> None:
    """Disable a user; who carries open leads is asked about first."""
    service = page.session.services.organisation
    if await page.load(service.carried_by, user.id):
        await _hand_over(page, user, key, keep=True)
    else:
        await do(page, partial(service.edit_user, key, {"active": False}))


async def _hand_over(page: ConnectedScreen, user: User, key: str, *, keep: bool = False) -> None:
    """Ask who gets the open leads of a user who goes, and disable the user.

    Args:
        page: the page below.
        user: who goes.
        key: the user, for the services.
        keep: whether the leads may also stay as they are.
    """
    services = page.session.services
    count = await page.load(services.organisation.carried_by, user.id)
    among = [one for one in await page.load(services.people.assignees) if (one.kind, one.id) != ("user", user.id)]
    items = [one for one in assignee_items(among, services.people.current) if one.id != NOBODY]
    if keep:
        items.insert(0, PickItem(_KEEP, ((tr("nobody yet: they stay theirs"), "soft"),)))
    title = ntr("Who gets their {count} open lead", "Who gets their {count} open leads", count)
    chosen = await page.ask(ChooseDialog(title, items, remark=cell_text(user.name)))
    if chosen == _KEEP:
        await do(page, partial(services.organisation.edit_user, key, {"active": False}))
    elif chosen is not None and (heir := assignee_chosen(chosen, among)) is not None:
        await do(page, partial(services.organisation.hand_over, key, heir))


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
        "name": setting(page, name, one.name, lambda text: service.edit_entity(key, {"name": text})),
        "parent": choosing(page, place, places, here, lambda to: service.edit_entity(key, {"parent": to})),
        "use": Act(use, doing(page, lambda: service.edit_entity(key, {"active": not one.active}))),
        "delete": Act(tr("Delete"), doing(page, lambda: service.delete_entity(key))),
    }


USERS = Area(mark("Users"), mark("Add a user"), _users, _add_user, _user_acts)
ORGANISATION = Area(
    mark("Branches, teams, partners, places"), mark("Add to the organisation"), _entities, _add_entity, _entity_acts
)
