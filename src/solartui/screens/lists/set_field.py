"""Giving a field of all marked records the same value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.activity import field_label
from solartui.domain.custom_fields import FieldKind
from solartui.domain.errors import Invalid
from solartui.domain.vocabulary import OWN, GridConnection, LeadType, label
from solartui.i18n import tr
from solartui.screens import lead_choices
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.widgets.cells import cell_text
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from solartui.domain.custom_fields import CustomField
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
        own: fields of the desk's own that can be set, too.
        check: says what is wrong with a typed value.
        do: does it with the chosen records, and can do it again.
    """

    fields: Sequence[str]
    own: Sequence[CustomField]
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
    own = {OWN + one.key: one for one in what.own}
    items = [_item(name, field_label(name)) for name in what.fields]
    items += [_item(name, one.label) for name, one in own.items()]
    field = await page.ask(ChooseDialog(tr("Which field"), items, None, remark))
    if field is None:
        return
    if field in own:
        value, answered = await _ask_own(page, own[field], remark)
    else:
        value, answered = await _ask_value(page, what, field, remark)
    if answered:
        await what.do(lambda those: what.change(those, field, value), chosen)


async def _ask_value(page: ConnectedScreen, what: Settable, field: str, remark: str) -> tuple[object, bool]:
    """What the field is to be, and whether that was said."""
    title = field_label(field)
    if field in _KINDS:
        items = [_item(one.value, label(one)) for one in _KINDS[field]]
        chosen = await page.ask(ChooseDialog(title, items, None, remark))
        return chosen, chosen is not None
    if field in _FLAGS:
        items = [_item("yes", tr("yes")), _item("no", tr("no"))]
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


async def _ask_own(page: ConnectedScreen, field: CustomField, remark: str) -> tuple[object, bool]:
    """What a field of the desk's own is to be, and whether that was said."""
    title = cell_text(field.label)
    if field.kind not in {FieldKind.CHOICE, FieldKind.YES_NO}:
        hint = "" if field.required else tr("nothing empties the field")
        typed = await page.ask(AskDialog(title, placeholder=hint, check=partial(_check_own, field), remark=remark))
        return typed or None, typed is not None
    values: list[object] = [True, False] if field.kind == FieldKind.YES_NO else [*field.choices]
    words = [tr("yes"), tr("no")] if field.kind == FieldKind.YES_NO else [*field.choices]
    if not field.required:
        values, words = [*values, None], [*words, tr("none")]
    items = [_item(str(place), word) for place, word in enumerate(words)]
    chosen = await page.ask(ChooseDialog(title, items, None, remark))
    return (None, False) if chosen is None else (values[int(chosen)], True)


def _check_own(field: CustomField, typed: str) -> None:
    if field.parse(typed or None) is None and field.required:
        raise Invalid(tr("{field} cannot be empty.", field=field.label), field.key)


def _item(key: str, words: str) -> PickItem:
    return PickItem(key, ((cell_text(words), "text"),))


def _users(users: list[User]) -> list[PickItem]:
    nobody = PickItem(lead_choices.NOBODY, ((tr("nobody"), "soft"),))
    return [nobody, *(_item(str(user.id), user.name) for user in users)]


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
