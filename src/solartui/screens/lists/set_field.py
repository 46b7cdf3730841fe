"""Giving a field of all marked records the same value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.activity import field_label
from solartui.domain.errors import Invalid
from solartui.domain.vocabulary import GridConnection, LeadType, label
from solartui.i18n import tr
from solartui.screens import lead_choices
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from solartui.domain.drafts import LeadFields, ProjectFields
    from solartui.domain.people import User
    from solartui.domain.selection import Chosen
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.result import Changed, Outcome

    Act = Callable[[Chosen], Changed[Outcome]]
    Do = Callable[[Act, Chosen], Awaitable[object]]

_KINDS: dict[str, type[StrEnum]] = {"type": LeadType, "grid_connection": GridConnection}
_FLAGS = {"panel", "battery", "heat_pump"}


@dataclass(frozen=True, slots=True)
class Settable:
    """What can be set of one kind of record.

    Attributes:
        fields: their stable names.
        change: gives a field of the chosen records a value.
        check: says what is wrong with a typed value.
        do: does it with the chosen records, and can do it again.
    """

    fields: Sequence[str]
    change: Callable[[Chosen, str, object], Changed[Outcome]]
    check: Callable[[str, str], None]
    do: Do


async def set_field(page: ConnectedScreen, what: Settable, chosen: Chosen, remark: str) -> None:
    """Ask which field, and what it is to be; then change it everywhere.

    Args:
        page: the page below.
        what: what can be set, and how.
        chosen: which records.
        remark: how many they are, for the titles.
    """
    items = [PickItem(name, ((field_label(name), "text"),)) for name in what.fields]
    field = await page.ask(ChooseDialog(tr("Which field"), items, None, remark))
    if field is None:
        return
    value, answered = await _ask_value(page, what, field, remark)
    if answered:
        await what.do(lambda those: what.change(those, field, value), chosen)


async def _ask_value(page: ConnectedScreen, what: Settable, field: str, remark: str) -> tuple[object, bool]:
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
    check = partial(what.check, field)
    typed = await page.ask(AskDialog(title, placeholder=hint, check=check, remark=remark))
    return typed or None, typed is not None


def _users(users: list[User]) -> list[PickItem]:
    nobody = PickItem(lead_choices.NOBODY, ((tr("nobody"), "soft"),))
    return [nobody, *(PickItem(str(user.id), ((user.name, "text"),)) for user in users)]


def _login(users: list[User], chosen: str | None) -> str | None:
    return next((user.login for user in users if str(user.id) == chosen), None)


def check_lead(field: str, typed: str) -> None:
    """Go on only where a lead can have this value.

    Raises:
        Invalid: it cannot.
    """
    from solartui.domain.drafts import LeadFields

    _check(LeadFields, field, typed)


def check_project(field: str, typed: str) -> None:
    """Go on only where a project can have this value.

    Raises:
        Invalid: it cannot.
    """
    from solartui.domain.drafts import ProjectFields

    _check(ProjectFields, field, typed)


def _check(model: type[LeadFields | ProjectFields], field: str, typed: str) -> None:
    from solartui.domain.drafts import validated

    try:
        validated(model, {field: typed or None})
    except Invalid as problem:
        raise Invalid(problem.message.removeprefix(f"{problem.field}: "), field) from None
