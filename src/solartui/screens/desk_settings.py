"""The settings: one's own colours, and what holds for the whole desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.desk_settings import GROUPS
from solartui.domain.setting import Setting, SettingKind, Value
from solartui.i18n import tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen

_THEME = "theme"
_NAME, _VALUE = 28, 36

Shown = Sequence[tuple[Setting, Value]]


class SettingsDialog(MenuDialog):
    """A setting is found by its short name and its heading, too."""

    def words(self, item: PickItem) -> str:
        """Name, value, short name and heading."""
        heading = GROUPS.get(item.id.partition(".")[0], "")
        return f"{super().words(item)} {item.id} {tr(heading) if heading else ''}"


async def show_settings(page: ConnectedScreen, choose_theme: Callable[[], Awaitable[None]]) -> None:
    """List the settings; one that is chosen is asked for and set, and the list comes back."""
    service = page.session.services.settings
    at: str | None = None
    while True:
        found = await page.load(service.all)
        may = page.session.may("desk.settings")
        at = await page.ask(SettingsDialog(tr("Settings"), [*_own(page), *_of_desk(found, may=may)], current=at))
        if at is None:
            return
        if at == _THEME:
            await choose_theme()
            continue
        one, value = next(row for row in found if row[0].key == at)
        typed = await _asked(page, one, value)
        if typed is not None:
            await page.do(partial(service.set, one.key, typed) if typed != "" else partial(service.reset, one.key))


def _own(page: ConnectedScreen) -> Iterator[PickItem]:
    yield PickItem("", ((tr("Your own"), "bold soft"),), heading=True)
    yield PickItem(_THEME, ((fit(tr("Colours"), _NAME), "text"), (page.app.theme, "soft")))


def _of_desk(found: Shown, *, may: bool) -> Iterator[PickItem]:
    group = ""
    for one, value in found:
        if one.group != group:
            group = one.group
            remark = "" if may else tr("set by an admin")
            yield PickItem("", (("", "text"),), heading=True)
            yield PickItem("", ((tr(GROUPS.get(group, group)), "bold soft"),), ((remark, "mute"),), heading=True)
        name = fit(tr(one.label), _NAME - 2) + "  "
        words = ((name, "text" if may else "soft"), (clip(shown_value(value), _VALUE), "soft"))
        yield PickItem(one.key, words, ((one.key, "mute"),), enabled=may)


def shown_value(value: Value) -> str:
    """A value as it stands in the list."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return (f"{value:g}" if isinstance(value, float) else cell_text(value)) or "—"


async def _asked(page: ConnectedScreen, one: Setting, value: Value) -> str | None:
    """What it shall be; an empty text is what it is by itself, None leaves it."""
    title, purpose = tr(one.label), tr(one.help)
    choices = one.choices
    current = str(value)
    if one.kind is SettingKind.YES_NO:
        choices, current = ("yes", "no"), "yes" if value else "no"
    if choices:
        items = [PickItem(name, ((tr(name) if one.kind is SettingKind.YES_NO else name, "text"),)) for name in choices]
        return await page.ask(ChooseDialog(title, items, current=current, purpose=purpose))
    text = f"{value:g}" if isinstance(value, float) else current
    return await page.ask(AskDialog(title, text, tr("empty: as it is by itself"), check=_check(one), purpose=purpose))


def _check(one: Setting) -> partial[None]:
    return partial(_checked, one)


def _checked(one: Setting, typed: str) -> None:
    if typed:
        one.read(typed)
