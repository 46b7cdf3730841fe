"""The stages of leads in a list of dialogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.stages import GLYPHS, HUES, Stage
from solartui.domain.vocabulary import StageKind, label
from solartui.i18n import mark, ntr, tr
from solartui.screens.administration.menus import Act, Area, ask_one, ask_text, choosing, do, doing, setting
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.container import Services
    from solartui.services.result import Changed

_KINDS = {
    StageKind.OPEN: mark("Open: nobody has begun"),
    StageKind.WORKING: mark("Working: under way"),
    StageKind.LOST: mark("Lost: needs a reason"),
    StageKind.CLOSED: mark("Closed: nothing more to do"),
}


def _read(services: Services) -> Sequence[PickItem]:
    counts = services.stages.counts()
    items = []
    for stage in services.stages.all():
        leads = counts.get(stage.key, 0)
        remark = ntr("{count} lead", "{count} leads", leads) if stage.active else tr("not in use")
        words = ((f"{stage.glyph} ", f"hue.{stage.hue}"), (stage.label, "text" if stage.active else "mute"))
        items.append(PickItem(stage.key, words, ((f"{label(stage.kind)}  {remark}", "mute"),)))
    return items


async def _add(page: ConnectedScreen) -> None:
    name = await ask_text(page, tr("Add a stage"), placeholder=tr("its name"))
    if not name:
        return
    kinds = {kind.value: tr(words) for kind, words in _KINDS.items()}
    kind = await ask_one(page, tr("What it means"), kinds, StageKind.WORKING.value)
    if kind is not None:
        await do(page, partial(page.session.services.stages.add, name, None, kind))


async def _acts(page: ConnectedScreen, key: str) -> Mapping[str, Act]:
    service = page.session.services.stages
    stages = await page.load(service.all)
    stage = next(one for one in stages if one.key == key)
    hues = {hue: f"■ {hue.replace('_', ' ')}" for hue in HUES}
    colours = {hue: f"hue.{hue}" for hue in HUES}
    glyphs = dict(zip(GLYPHS, GLYPHS, strict=True))

    def edit(field: str) -> Callable[[str], Changed[Stage]]:
        return lambda value: service.edit(key, {field: value})

    english, polish = tr("Name in English"), tr("Name in Polish")
    acts = {
        "en": setting(page, english, stage.label_en, edit("label_en")),
        "pl": setting(page, polish, stage.label_pl, edit("label_pl")),
        "hue": choosing(page, tr("Colour"), hues, stage.hue, edit("hue"), colours=colours),
        "glyph": choosing(page, tr("Sign"), glyphs, stage.glyph, edit("glyph")),
        "up": Act(tr("One place up"), doing(page, lambda: service.move(key, _place(stages, key) - 1))),
        "down": Act(tr("One place down"), doing(page, lambda: service.move(key, _place(stages, key) + 1))),
    }
    use = tr("Put out of use") if stage.active else tr("Put in use")
    acts["use"] = Act(use, doing(page, lambda: service.edit(key, {"active": not stage.active})))
    others = {one.key: one.label for one in stages if one.key != key and one.kind is not StageKind.CONVERTED}
    acts["delete"] = Act(tr("Delete"), partial(_delete, page, stage, others))
    return acts


def _place(stages: Sequence[Stage], key: str) -> int:
    return next(place for place, one in enumerate(stages, 1) if one.key == key)


async def _delete(page: ConnectedScreen, stage: Stage, others: Mapping[str, str]) -> None:
    service = page.session.services.stages
    leads = (await page.load(service.counts)).get(stage.key, 0)
    target, reason = None, None
    if leads:
        title = ntr("Where its {count} lead goes", "Where its {count} leads go", leads)
        target = await ask_one(page, title, others)
        if target is None:
            return
        kinds = {one.key: one.kind for one in await page.load(service.all)}
        if kinds[target] is StageKind.LOST:
            reason = await ask_text(page, tr("Why they are lost"))
    await do(page, partial(service.delete, stage.key, target, reason))


STAGES = Area(mark("Stages of leads"), mark("Add a stage"), _read, _add, _acts)
