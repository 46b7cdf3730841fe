"""Changing one cell of the lead list where it stands: from the cell under the cursor, or by the letter of its field."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.geometry import Region

from solartui.commands import FooterEntry
from solartui.domain.errors import Invalid, SolarError, Stale
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import OWN, StageKind, label
from solartui.i18n import ntr, tr
from solartui.screens import lead_choices
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.cell import CellDialog, CellText
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.lead.actions import announce, edit_lead
from solartui.screens.leads.cells import CHOICES, PEOPLE, TEXTS, meaning_of, text_of, value_of, why_not
from solartui.services.lead_actions import SETTABLE
from solartui.widgets.cells import cell_text
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from solartui.domain.custom_fields import CustomField
    from solartui.domain.leads import Lead
    from solartui.domain.listing import LeadLine
    from solartui.screens.lead_commands import Act
    from solartui.screens.leads.viewed_leads import ViewedLeads

WHOLE = "form"
_CHOSEN = frozenset({"choice", "yes_no"})


def edit_by_letter(page: ViewedLeads) -> Coroutine[Any, Any, None]:
    """Wait for the letter of a field, and change that; or show the whole form.

    The letters are there when this returns: one that is typed right behind the first key is one of them already.
    """
    from solartui.screens.dialogs.letters import FieldMenu

    answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
    page.app.push_screen(FieldMenu(), answer.set_result)
    return _edit(page, page.here(), answer)


async def _edit(page: ViewedLeads, here: int | None, answer: asyncio.Future[str | None]) -> None:
    chosen = await answer
    if here is None or chosen is None:
        return
    if chosen == WHOLE:
        await edit_lead(page, await page.load(page.session.services.leads.get, here))
    else:
        row = page.table.cursor_row if page.shown is page.table else None
        await edit_cell(page, here, chosen, row if row is not None and row.id == here else None)


def change_cell(page: ViewedLeads, row: LeadLine, column: str) -> Coroutine[Any, Any, None] | None:
    """Change the cell under the cursor; what is typed is typed into it from the next key on."""
    if column in TEXTS and _why_not(page, column) is None:
        _type(page, row, column)
        return None
    return edit_cell(page, row.id, column)


def show_cell_keys(page: ViewedLeads) -> None:
    """Say what the keys do while the cursor stands on a cell."""
    column = page.table.cell
    if column is None:
        return
    here = [FooterEntry(page.key_of("back"), tr("leave"), "back")]
    if why_not(column, "") is None:
        here.insert(0, FooterEntry(page.key_of("list.open"), tr("change"), "list.open"))
    marked = page.marks.count
    note = [_title(page, column), ntr("{count} marked", "{count} marked", marked)] if marked else [_title(page, column)]
    page.footer.show(here, " · ".join(note))


async def edit_cell(page: ViewedLeads, lead_id: int, column: str, row: LeadLine | None = None) -> None:
    """Change one field of a lead, as its column shows it.

    Args:
        page: the list.
        lead_id: which lead.
        column: the column's name.
        row: the lead as it is shown, where it is at hand.
    """
    if (reason := _why_not(page, column)) is not None:
        page.toast(reason, bad=True)
    elif column in TEXTS and row is not None:
        _type(page, row, column)
    else:
        await _change(page, await page.load(page.session.services.leads.get, lead_id), column)


def _why_not(page: ViewedLeads, column: str) -> str | None:
    reason = why_not(column, page.key_of("record.contact"))
    if reason is None and not page.session.may("write"):
        return tr("Your role may not do this.")
    return reason


async def _change(page: ViewedLeads, lead: Lead, column: str) -> None:
    if column in TEXTS:
        if page.is_active:
            _type(page, lead, column)
    elif column == "stage":
        await _choose_stage(page, lead)
    elif column in PEOPLE:
        await _choose_person(page, lead, column)
    elif column.startswith(OWN):
        await _change_own(page, lead, column.removeprefix(OWN))
    else:
        kind = CHOICES[column]
        items = [PickItem(one.value, ((label(one), "text"),)) for one in kind]
        chosen = await page.ask(ChooseDialog(_title(page, column), items, str(getattr(lead, column)), _remark(lead)))
        if chosen is not None:
            write = partial(page.session.services.leads.edit, lead.id, {column: chosen}, lead.version)
            await _write(page, write, _setting(page, column, chosen))


def _type(page: ViewedLeads, lead: Lead | LeadLine, column: str) -> None:
    typed = _Typed(page, lead, column)
    meaning = partial(_meaning, page) if TEXTS[column].is_date else None
    name = _title(page, column)
    if page.shown is not page.table:
        # The field stands in the middle of the window, far from its lead.
        name = f"{name} · {clip(cell_text(lead.name), 30)}"
    text = CellText(name, text_of(column, lead), typed.save, meaning)
    page.app.push_screen(CellDialog(text, _place(page, column), page.size), partial(_go_on, page))


def _go_on(page: ViewedLeads, by: int | None) -> None:
    if by and page.table.cell is not None:
        page.table.action_sideways(by)


def _meaning(page: ViewedLeads, typed: str) -> str:
    return meaning_of(typed, page.now)


class _Typed:
    """Saves what is typed for one field of one lead as it was shown."""

    def __init__(self, page: ViewedLeads, lead: Lead | LeadLine, column: str) -> None:
        self._page = page
        self._lead = lead
        self._column = column

    async def save(self, typed: str) -> str:
        """Save; what comes back says why not. Of a newer version the person has been told once it is tried again."""
        page, cell = self._page, TEXTS[self._column]
        if typed == text_of(self._column, self._lead):
            return ""
        try:
            values: Mapping[str, Any] = {cell.field: value_of(self._column, typed, page.now)}
            edit = page.session.services.leads.edit
            written = await page.session.runner.write(edit, self._lead.id, values, self._lead.version)
        except Stale as stale:
            return await self._overtaken(cell_text(stale.by or "?"))
        except Invalid as problem:
            return problem.message.removeprefix(f"{problem.field}: ")
        except SolarError as problem:
            return problem.message
        page.host.changes.publish(written.topics)
        page.remember(_setting(page, cell.field, values[cell.field]))
        await announce(page, written.change_id)
        return ""

    async def _overtaken(self, who: str) -> str:
        """What somebody else made of the lead; the next attempt saves over just that."""
        page, before = self._page, text_of(self._column, self._lead)
        self._lead = await page.load(page.session.services.leads.get, self._lead.id)
        theirs = text_of(self._column, self._lead)
        key = page.key_of("cell.save")
        if theirs == before:
            return tr("{who} changed the lead meanwhile. {key} saves this.", who=who, key=key)
        now = cell_text(theirs or tr("nothing"))
        return tr("{who} changed it meanwhile to: {value}. {key} saves yours.", who=who, value=now, key=key)


async def _choose_stage(page: ViewedLeads, lead: Lead) -> None:
    stages = await page.load(page.session.services.people.stages)
    items = lead_choices.stage_items(stages, lead, page.key_of("lead.convert"))
    chosen = await page.ask(ChooseDialog(_title(page, "stage"), items, lead.stage, _remark(lead)))
    target = next((stage for stage in stages if stage.key == chosen), None)
    if target is None or target.key == lead.stage:
        return
    reason = await _reason(page, target)
    if reason is not None:
        move = page.session.services.lead_actions.move
        write = partial(move, [lead.id], target.key, reason or None, {lead.id: lead.version})
        await _write(page, write, lambda leads: move(leads, target.key, reason or None))


async def _reason(page: ViewedLeads, target: Stage) -> str | None:
    """Why a lead is lost; nothing for other stages, None where the person changed their mind."""
    if target.kind is not StageKind.LOST:
        return ""
    hint = tr("too dear, no roof, bought elsewhere")
    return await page.ask(AskDialog(tr("Why was it lost?"), placeholder=hint, check=_some_reason))


def _some_reason(typed: str) -> None:
    if not typed:
        raise Invalid(tr("A lost lead needs a reason."))


async def _choose_person(page: ViewedLeads, lead: Lead, column: str) -> None:
    services = page.session.services
    among = await page.load(services.people.assignees)
    if column == "owner":
        among = [one for one in among if one.kind == "user"]
    items = lead_choices.assignee_items(among, services.people.current)
    current = lead_choices.assignee_id(getattr(lead, column))
    chosen = await page.ask(ChooseDialog(_title(page, column), items, current, _remark(lead)))
    if chosen is None or chosen == current:
        return
    who = lead_choices.assignee_chosen(chosen, among)
    if column == "owner":
        owner = who.name if who else None
        edit = partial(services.leads.edit, lead.id, {"owner": owner}, lead.version)
        await _write(page, edit, _setting(page, "owner", owner))
    else:
        assign = services.lead_actions.assign
        write = partial(assign, [lead.id], who, {lead.id: lead.version})
        await _write(page, write, lambda leads: assign(leads, who))


async def _change_own(page: ViewedLeads, lead: Lead, key: str) -> None:
    """Change a field of the desk's own: chosen, or typed where its cell stands."""
    fields = await page.load(page.session.services.lead_lists.own_fields)
    field = next((one for one in fields if one.key == key), None)
    if field is None:
        page.toast(tr("{field}: there is no such field.", field=cell_text(key)), bad=True)
        return
    own = _Own(page, lead, field)
    if field.kind in _CHOSEN:
        nothing = PickItem("", ((tr("nothing"), "soft"),))
        words = field.choices or (tr("yes"), tr("no"))
        items = [nothing, *(PickItem(one, ((cell_text(one), "text"),)) for one in words)]
        chosen = await page.ask(ChooseDialog(cell_text(field.label), items, own.text, _remark(lead)))
        if chosen is not None and (problem := await own.save(chosen)):
            page.toast(problem, bad=True)
    elif page.is_active:
        text = CellText(cell_text(field.label), own.text, own.save)
        page.app.push_screen(CellDialog(text, _place(page, OWN + key), page.size), partial(_go_on, page))


class _Own:
    """Saves what is entered in a field of the desk's own, of one lead as it was shown."""

    def __init__(self, page: ViewedLeads, lead: Lead, field: CustomField) -> None:
        self._page = page
        self._lead = lead
        self._field = field
        self.text = field.shown(lead.custom.get(field.key))

    async def save(self, typed: str) -> str:
        """Save; what comes back says why not."""
        if typed == self.text:
            return ""
        page, edit = self._page, self._page.session.services.leads.edit
        values = {"custom": {self._field.key: typed or None}}
        try:
            written = await page.session.runner.write(edit, self._lead.id, values, self._lead.version)
        except Stale as stale:
            page.host.changes.publish(frozenset({"leads"}))
            self._lead = await page.load(page.session.services.leads.get, self._lead.id)
            who, key = cell_text(stale.by or "?"), page.key_of("cell.save")
            return tr("{who} changed the lead meanwhile. {key} saves this.", who=who, key=key)
        except SolarError as problem:
            return problem.message
        page.host.changes.publish(written.topics)
        await announce(page, written.change_id)
        return ""


def _setting(page: ViewedLeads, field: str, value: object) -> Act | None:
    """What gives the field of other leads the same value; None for what every lead has of its own."""
    set_field = page.session.services.lead_actions.set_field
    return (lambda leads: set_field(leads, field, value)) if field in SETTABLE else None


async def _write(page: ViewedLeads, write: Callable[[], Any], again: Act | None) -> None:
    """Save a choice and say so; where somebody was faster, their version is shown."""
    written = await page.do(write)
    if written is None:
        page.host.changes.publish(frozenset({"leads"}))
    else:
        page.remember(again)
        await announce(page, written.change_id)


def _title(page: ViewedLeads, column: str) -> str:
    return tr(next(one.title for one in page.table.columns.all if one.key == column))


def _remark(lead: Lead) -> str:
    return clip(cell_text(lead.name), 24)


def _place(page: ViewedLeads, column: str) -> Region:
    """Where the cell stands; where it is out of sight, the line of its lead, or the middle of the window."""
    table = page.table
    if table.display:
        known = [one.key for one in table.columns.columns]
        if column in known and table.place_of_cell(column) is None:
            table.show_column(column)
        place = table.place_of_cell(column) or table.place_of_row()
        if place is not None:
            return place
    return Region(2, page.size.height // 2, page.size.width - 4, 1)
