"""Making two contacts one: which other one, what of which is kept, and what goes over."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from solartui.i18n import ntr, tr
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.jump import JumpDialog
from solartui.screens.said import said
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.domain.contacts import ContactRef
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.container import Services
    from solartui.services.merging import MergePlan

_LABEL, _VALUE = 16, 22
_DO = "do"
_DIGITS = 18
_MOST = 12


async def merge_contact(page: ConnectedScreen, contact_id: int) -> None:
    """Ask for the contact that goes, show what will be, and merge."""
    services = page.session.services
    keep = await page.load(services.contacts.get, contact_id)
    dialog = JumpDialog(
        lambda typed: page.load(_found, services, contact_id, typed),
        title=tr("Merge into {name}", name=clip(keep.name, 28)),
        placeholder=tr("the other one: name, phone, or # and a number"),
        hint=tr("Nobody looks like the same one; type a name."),
        at_once=True,
    )
    other = await page.ask(dialog)
    if other is None:
        return
    plan = await page.load(services.merging.plan, contact_id, other.id)
    take = await _decided(page, plan)
    if take is not None:
        versions = {one.id: one.version for one in (plan.keep, plan.gone)}
        await said(page, page.do(partial(services.merging.merge, plan.keep.id, plan.gone.id, take, versions)))


def _found(services: Services, contact_id: int, typed: str) -> Sequence[PickItem]:
    """Contacts that fit what was typed; without anything typed, those that look like the same one."""
    if typed.strip():
        return find_contacts(services, typed, {contact_id})
    groups = [group.contacts for group in services.merging.alike()]
    known = [ref for group in groups if contact_id in {one.id for one in group} for ref in group]
    return list({ref.id: contact_item(ref) for ref in known if ref.id != contact_id}.values())


def find_contacts(services: Services, typed: str, without: Container[int]) -> Sequence[PickItem]:
    """Contacts that fit what was typed, but for some."""
    number = typed.strip().lstrip("#")
    known = services.contacts.find(typed, _MOST)
    if number.isdecimal() and len(number) <= _DIGITS:
        known = [*_numbered(services, int(number)), *known]
    return list({ref.id: contact_item(ref) for ref in known if ref.id not in without}.values())


def _numbered(services: Services, number: int) -> list[ContactRef]:
    from solartui.domain.errors import NotFound

    try:
        return [services.contacts.get(number).ref]
    except NotFound:
        return []


def contact_item(contact: ContactRef) -> PickItem:
    """A contact as a line."""
    left = ((cell_text(contact.name), "text"), (f"  #{contact.id}", "mute"))
    reached = cell_text(next(iter((*contact.emails, *contact.phones)), ""))
    return PickItem(f"contact:{contact.id}", left, (("  ", "text"), (reached, "mute")), named=True)


async def _decided(page: ConnectedScreen, plan: MergePlan) -> Mapping[str, bool] | None:
    """For each field that differs, whether the value of the one that goes is taken; None where nothing is merged."""
    take = {choice.field: choice.takes_other for choice in plan.choices}
    current = _DO
    while True:
        remark = f"#{plan.gone.id} → #{plan.keep.id}"
        chosen = await page.ask(ChooseDialog(tr("Merge contacts"), _lines(plan, take), current, remark))
        if chosen is None or chosen == _DO:
            return take if chosen else None
        take[chosen] = not take[chosen]
        current = chosen


def _lines(plan: MergePlan, take: Mapping[str, bool]) -> list[PickItem]:
    lines = []
    for choice in plan.choices:
        tokens = ("mute", "accent") if take[choice.field] else ("accent", "mute")
        label = (fit(cell_text(choice.title), _LABEL), "soft")
        values = ((fit(cell_text(choice.kept) or "—", _VALUE), tokens[0]), ("  ", "text"))
        lines.append(
            PickItem(choice.field, (label, *values, (clip(cell_text(choice.other) or "—", _VALUE), tokens[1])))
        )
    moved = ", ".join(_moved(plan.moved))
    if moved:
        lines.append(PickItem("", ((tr("goes over: {what}", what=moved), "mute"),), heading=True))
    name = plan.gone.name if take.get("name") else plan.keep.name
    do = tr("Make them one: {name}", name=clip(cell_text(name), 32))
    return [*lines, PickItem(_DO, ((do, "bold text"),))]


def _moved(moved: Mapping[str, int]) -> list[str]:
    words = {
        "leads": ntr("{count} lead", "{count} leads", moved["leads"]),
        "projects": ntr("{count} project", "{count} projects", moved["projects"]),
        "people": ntr("{count} person", "{count} people", moved["people"]),
        "emails": ntr("{count} e-mail", "{count} e-mails", moved["emails"]),
        "phones": ntr("{count} number", "{count} numbers", moved["phones"]),
        "notes": ntr("{count} note", "{count} notes", moved["notes"]),
        "documents": ntr("{count} document", "{count} documents", moved["documents"]),
    }
    return [words[name] for name, count in moved.items() if count]
