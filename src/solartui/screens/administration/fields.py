"""The fields of the desk's own in a list of dialogs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.custom_fields import KIND_LABELS, RECORD_LABELS, FieldKind
from solartui.i18n import mark, tr
from solartui.screens.administration.menus import Act, Area, ask_one, ask_text, do, doing, setting
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.widgets.cells import cell_text
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.container import Services
    from solartui.services.result import Changed


def _read(services: Services) -> Sequence[PickItem]:
    items, record = [], ""
    for one in services.fields.of(every=True):
        if one.record != record:
            record = one.record
            items.append(PickItem("", ((tr(RECORD_LABELS[record]), "mute"),), heading=True))
        words = ((cell_text(one.label), "text" if one.active else "mute"), (" *" if one.required else "", "accent"))
        remark = tr(KIND_LABELS[one.kind]) if one.active else tr("not in use")
        items.append(PickItem(f"#{one.id}", words, ((f"{one.key}  {remark}", "mute"),)))
    return items


async def _add(page: ConnectedScreen) -> None:
    records, kinds = ({key: tr(text) for key, text in labels.items()} for labels in (RECORD_LABELS, KIND_LABELS))
    record = await ask_one(page, tr("A field of which records"), records)
    label = await ask_text(page, tr("Add a field"), placeholder=tr("its name")) if record else None
    kind = await ask_one(page, tr("What it holds"), kinds) if label else None
    if not (record and label and kind):
        return
    choices: list[str] = []
    if kind == FieldKind.CHOICE:
        typed = await ask_text(page, tr("What can be chosen"), placeholder=tr("several with commas between them"))
        choices = [part.strip() for part in (typed or "").split(",") if part.strip()]
    await do(page, partial(page.session.services.fields.add, record, label, kind, choices=choices))


async def _acts(page: ConnectedScreen, key: str) -> Mapping[str, Act]:
    service = page.session.services.fields
    one = await page.load(service.get, key)
    acts = {"label": setting(page, tr("Name"), one.label, lambda text: service.edit(key, {"label": text}))}
    if one.kind == FieldKind.CHOICE:

        def choose(text: str) -> Changed[CustomField]:
            return service.edit(key, {"choices": [part.strip() for part in text.split(",")]})

        title = tr("What can be chosen")
        acts["choices"] = setting(page, title, ", ".join(one.choices), choose)
    need = tr("May stay empty") if one.required else tr("Must not stay empty")
    acts["required"] = Act(need, doing(page, lambda: service.edit(key, {"required": not one.required})))
    acts["up"] = Act(tr("One place up"), doing(page, lambda: service.move(key, one.position - 1)))
    acts["down"] = Act(tr("One place down"), doing(page, lambda: service.move(key, one.position + 1)))
    use = tr("Put out of use") if one.active else tr("Put in use")
    acts["use"] = Act(use, doing(page, lambda: service.edit(key, {"active": not one.active})))
    acts["delete"] = Act(tr("Delete"), partial(_delete, page, one))
    return acts


async def _delete(page: ConnectedScreen, one: CustomField) -> None:
    question = tr("What records say in {field} goes with it; undo brings both back.", field=one.label)
    if await page.ask(ConfirmDialog(tr("Delete"), question, tr("delete"))):
        await do(page, partial(page.session.services.fields.delete, str(one.id), with_values=True))


FIELDS = Area(mark("Fields of your own"), mark("Add a field"), _read, _add, _acts)
