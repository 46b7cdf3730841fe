"""Lists of what the admin keeps: one entry is chosen, then what to do with it, until nothing more is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from solartui.i18n import tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.lead.actions import announce
from solartui.widgets.cells import cell_text
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.container import Services
    from solartui.services.result import Changed
    from solartui.widgets.parts import Part

ADD = "+"


class Act(NamedTuple):
    """One thing that can be done with an entry: its words, what does it, and what is in force now."""

    words: str
    run: Callable[[], Awaitable[None]]
    now: Part = ("", "soft")


class Area(NamedTuple):
    """One kind of entries.

    Attributes:
        title: what the list is called.
        adding: the words of the line that adds an entry.
        read: the lines of all entries.
        add: asks for a new entry.
        acts: what can be done with the entry of an id, by short names.
    """

    title: str
    adding: str
    read: Callable[[Services], Sequence[PickItem]]
    add: Callable[[ConnectedScreen], Awaitable[None]]
    acts: Callable[[ConnectedScreen, str], Awaitable[Mapping[str, Act]]]


async def keep(page: ConnectedScreen, area: Area) -> None:
    """Show the entries of one kind; what is chosen is changed, and the list comes back."""
    at: str | None = None
    while True:
        found = await page.load(area.read, page.session.services)
        items = [*found, PickItem(ADD, (("+ ", "accent"), (tr(area.adding), "accent")))]
        at = await page.ask(MenuDialog(tr(area.title), items, current=at))
        if at is None:
            return
        if at == ADD:
            await area.add(page)
        else:
            await _change(page, area, next(item for item in found if item.id == at))


async def _change(page: ConnectedScreen, area: Area, entry: PickItem) -> None:
    acts = await area.acts(page, entry.id)
    items = [PickItem(name, ((act.words, "text"),), (act.now,)) for name, act in acts.items()]
    title = "".join(text for text, _ in entry.left).strip()
    chosen = await page.ask(ChooseDialog(title, items, remark=tr(area.title)))
    if chosen is not None:
        await acts[chosen].run()


async def ask_text(page: ConnectedScreen, title: str, text: str = "", placeholder: str = "") -> str | None:
    """A text of one line; None where the person changed their mind."""
    return await page.ask(AskDialog(title, text, placeholder))


async def ask_one(
    page: ConnectedScreen,
    title: str,
    choices: Mapping[str, str],
    current: str | None = None,
    *,
    colours: Mapping[str, str] | None = None,
) -> str | None:
    """One of some words, by its name; those that are in `colours` have that colour."""
    shown = colours or {}
    items = [PickItem(name, ((cell_text(words), shown.get(name, "text")),)) for name, words in choices.items()]
    return await page.ask(ChooseDialog(title, items, current=current))


async def do(page: ConnectedScreen, call: Callable[[], Changed[Any]]) -> None:
    """Change something, and say what was done or why not."""
    written = await page.do(call)
    if written is not None:
        await announce(page, written.change_id)


def setting(page: ConnectedScreen, title: str, current: str, edit: Callable[[str], Changed[Any]]) -> Act:
    """Asks for a text and sets it."""

    async def run() -> None:
        typed = await ask_text(page, title, current)
        if typed is not None:
            await do(page, partial(edit, typed))

    return Act(title, run, (cell_text(current), "soft"))


def choosing(
    page: ConnectedScreen,
    title: str,
    choices: Mapping[str, str],
    current: str | None,
    edit: Callable[[str], Changed[Any]],
    *,
    colours: Mapping[str, str] | None = None,
) -> Act:
    """Asks for one of some words, as `ask_one`, and sets it."""

    async def run() -> None:
        chosen = await ask_one(page, title, choices, current, colours=colours)
        if chosen is not None:
            await do(page, partial(edit, chosen))

    now = current or ""
    return Act(title, run, (cell_text(choices.get(now, "")), (colours or {}).get(now, "soft")))


def doing(page: ConnectedScreen, call: Callable[[], Changed[Any]]) -> Callable[[], Awaitable[None]]:
    """Does it without a question."""

    async def run() -> None:
        await do(page, call)

    return run
