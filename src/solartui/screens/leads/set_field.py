"""Giving a field of all marked leads the same value."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from solartui.domain.activity import field_label
from solartui.domain.errors import Invalid
from solartui.domain.vocabulary import GridConnection, LeadType, label
from solartui.i18n import tr
from solartui.screens import lead_choices
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.services.lead_actions import SETTABLE
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from solartui.domain.people import User
    from solartui.domain.selection import Chosen
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.result import Changed, Outcome

    Act = Callable[[Chosen], Changed[Outcome]]
    Do = Callable[[Act, Chosen], Awaitable[bool]]

_KINDS: dict[str, type[StrEnum]] = {"type": LeadType, "grid_connection": GridConnection}
_FLAGS = {"panel", "battery", "heat_pump"}


async def set_field(page: ConnectedScreen, do: Do, chosen: Chosen, remark: str) -> None:
    """Ask which field, and what it is to be; then change it everywhere.

    Args:
        page: the page below.
        do: does it with the chosen leads, and can do it again.
        chosen: which leads.
        remark: how many they are, for the titles.
    """
    items = [PickItem(name, ((field_label(name), "text"),)) for name in SETTABLE]
    field = await page.ask(ChooseDialog(tr("Which field"), items, None, remark))
    if field is None:
        return
    value, answered = await _ask_value(page, field, remark)
    if answered:
        actions = page.session.services.lead_actions
        await do(lambda leads: actions.set_field(leads, field, value), chosen)


async def _ask_value(page: ConnectedScreen, field: str, remark: str) -> tuple[object, bool]:
    """What the field is to be, and whether that was said."""
    title = field_label(field)
    if field in _KINDS:
        items = [PickItem(one.value, ((label(one), "text"),)) for one in _KINDS[field]]
        chosen = await page.ask(ChooseDialog(title, items, None, remark))
        return chosen, chosen is not None
    if field in _FLAGS:
        items = [PickItem("yes", ((tr("yes"), "text"),)), PickItem("no", ((tr("no"), "text"),))]
        chosen = await page.ask(ChooseDialog(title, items, None, remark))
        return chosen == "yes", chosen is not None
    if field == "owner":
        people = page.session.services.people
        users = [user for user in await page.load(people.users) if user.active]
        chosen = await page.ask(ChooseDialog(title, _users(users), None, remark))
        return _login(users, chosen), chosen is not None
    hint = tr("nothing empties the field")
    typed = await page.ask(AskDialog(title, placeholder=hint, check=lambda text: _check(field, text), remark=remark))
    return typed or None, typed is not None


def _users(users: list[User]) -> list[PickItem]:
    nobody = PickItem(lead_choices.NOBODY, ((tr("nobody"), "soft"),))
    return [nobody, *(PickItem(str(user.id), ((user.name, "text"),)) for user in users)]


def _login(users: list[User], chosen: str | None) -> str | None:
    return next((user.login for user in users if str(user.id) == chosen), None)


def _check(field: str, typed: str) -> None:
    from solartui.domain.drafts import LeadFields, validated

    try:
        validated(LeadFields, {field: typed or None})
    except Invalid as problem:
        raise Invalid(problem.message.removeprefix(f"{problem.field}: "), field) from None
