"""What is done with projects of a list: with the one under the cursor, or with all marked as one change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from solartui.domain.board import ENDED
from solartui.domain.vocabulary import ProjectStage, Result, label
from solartui.i18n import tr
from solartui.screens import lead_choices
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.outcome import PROJECTS, act_on
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.domain.people import Assignee
    from solartui.domain.selection import Chosen
    from solartui.screens.connected import ConnectedScreen


async def step(page: ConnectedScreen, chosen: Chosen, by: int) -> None:
    """Let projects go on, or back, as far as their tasks are done; what is left is said."""
    actions = page.session.services.project_actions
    await act_on(page, lambda those: actions.step(those, by), chosen, PROJECTS)


async def bring(page: ConnectedScreen, chosen: Chosen, key: str) -> None:
    """Projects were brought to a column of the board: a stage, or an end, whose reason is asked."""
    actions = page.session.services.project_actions
    if key in ENDED:
        await end(page, chosen, Result(key))
    else:
        await act_on(page, lambda those: actions.move(those, key), chosen, PROJECTS)


async def end(page: ConnectedScreen, chosen: Chosen, result: Result) -> None:
    """End projects; why is asked."""
    why = await page.ask(AskDialog(tr("Why does it end?"), remark=_remark(chosen, label(result))))
    if why is not None:
        actions = page.session.services.project_actions
        await act_on(page, lambda those: actions.outcome(those, result.value, why), chosen, PROJECTS)


async def put(page: ConnectedScreen, chosen: Chosen) -> None:
    """Put projects into a stage by hand; why is asked."""
    items = [PickItem(stage.value, ((label(stage), "text"),)) for stage in ProjectStage]
    stage = await page.ask(ChooseDialog(tr("Stage"), items, None, _remark(chosen)))
    if stage is None:
        return
    why = await page.ask(AskDialog(tr("Why by hand?"), remark=_remark(chosen, label(ProjectStage(stage)))))
    if why is not None:
        actions = page.session.services.project_actions
        await act_on(page, lambda those: actions.put(those, stage, why), chosen, PROJECTS)


async def assign(page: ConnectedScreen, chosen: Chosen, *, off: bool = False) -> None:
    """Choose whom to put on projects, or whom to take off them."""
    services = page.session.services
    among = await page.load(services.people.assignees)
    items = [one for one in lead_choices.assignee_items(among, services.people.current) if one.id != "nobody"]
    title = tr("Who is taken off?") if off else tr("Who works on it?")
    picked = await page.ask(ChooseDialog(title, items, remark=_remark(chosen)))
    who = lead_choices.assignee_chosen(picked, among) if picked is not None else None
    if who is not None:
        act = services.project_actions.unassign if off else services.project_actions.assign
        await act_on(page, lambda those: act(those, who), chosen, PROJECTS)


async def hand_over(page: ConnectedScreen, chosen: Chosen, who: Assignee) -> None:
    """Put somebody on projects in the place of whoever carries them first."""
    actions = page.session.services.project_actions
    await act_on(page, lambda those: actions.hand_over(those, who), chosen, PROJECTS)


async def set_one(page: ConnectedScreen, chosen: Chosen) -> None:
    """Give a field of projects the same value."""
    from solartui.screens.lists.set_field import Settable, check_project, set_field
    from solartui.services.project_actions import SETTABLE

    change = page.session.services.project_actions.set_field
    own = await page.load(page.session.services.projects.own_fields)
    what = Settable(SETTABLE, own, change, check_project, lambda act, those: act_on(page, act, those, PROJECTS))
    await set_field(page, what, chosen, _remark(chosen))


async def menu(page: ConnectedScreen, chosen: Chosen) -> None:
    """Show everything that can be done with projects beside their tasks, and do it."""
    picked = await page.ask(MenuDialog(tr("What to do"), list(_items(page)), remark=_remark(chosen)))
    if picked is None:
        return
    verb, _, what = picked.partition(" ")
    if verb == "end":
        await end(page, chosen, Result(what))
    elif verb == "again":
        actions = page.session.services.project_actions
        await act_on(page, lambda those: actions.outcome(those, None), chosen, PROJECTS)
    elif verb == "stage":
        await put(page, chosen)
    elif verb == "set":
        await set_one(page, chosen)
    else:
        await assign(page, chosen, off=verb == "off")


def _items(page: ConnectedScreen) -> Iterator[PickItem]:
    override = "" if page.session.may("tasks.override") else tr("Your role may not do this.")
    yield _line("on", tr("Put somebody on it"))
    yield _line("off", tr("Take somebody off it"))
    yield _line("set", tr("Set a field"))
    yield _line("stage", tr("Put it into another stage"), override)
    for result in Result:
        yield _line(f"end {result}", tr("End it: {outcome}", outcome=label(result)),
                    override if result is Result.COMPLETED else "")  # fmt: skip
    yield _line("again", tr("It is not over after all"))


def _line(key: str, text: str, why: str = "") -> PickItem:
    return PickItem(key, ((text, "mute" if why else "text"),), ((why, "mute"),), enabled=not why)


def _remark(chosen: Chosen, what: str = "") -> str:
    whom = f"#{chosen.only}" if chosen.only else PROJECTS.said(chosen.count)
    return f"{what} · {whom}" if what else whom
