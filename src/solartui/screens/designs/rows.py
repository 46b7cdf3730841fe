"""What the keys of the tab of designs do, and the menu of one design."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.adapters.text_input import read_text
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.screens.designs.items import design_items, parts_words
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import MenuDialog
from solartui.screens.lead.actions import copy_text
from solartui.screens.row_acts import RowActs
from solartui.screens.said import said
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from solartui.domain.offers.designs import Design
    from solartui.screens.connected import ConnectedScreen
    from solartui.widgets.designs_list import DesignsList

OPEN = "open"
_EXPORTS = (".json", ".csv", ".txt")


class DesignRows(RowActs):
    """The designs of one project.

    Args:
        page: the page that they stand on.
        rows: the list.
        project_id: which project.
    """

    TAKES_NOTES = False

    def __init__(self, page: ConnectedScreen, rows: DesignsList, project_id: int) -> None:
        self._page = page
        self._rows = rows
        self._project_id = project_id
        self._all: Sequence[Design] = ()
        self._name = ""

    def show(self, designs: Sequence[Design], in_force: Collection[int], zone: tzinfo, now: datetime) -> None:
        """Show other designs, the oldest first."""
        self._all = designs
        self._rows.show(design_items(designs, in_force, zone, now))

    def named(self, project: str) -> None:
        """Know what the project is called."""
        self._name = project

    @property
    def here(self) -> Design | None:
        """The design under the cursor."""
        current = self._rows.current
        return next((one for one in self._all if current is not None and one.id == current.id), None)

    def why_disabled(self, command_id: str) -> str | None:
        """A design is needed."""
        if command_id in {"tab.open", "tab.edit", "tab.delete", "tab.copy", "tab.export"} and self.here is None:
            return tr("There is no design here.")
        return None

    def reverse(self) -> None:
        """The newest first, or the oldest."""
        self._rows.reverse()

    def copy(self) -> None:
        """Copy what it is made of."""
        if self.here is not None:
            copy_text(self._page, f"{self.here.name}: {parts_words(self.here)}")

    async def new(self) -> None:
        """Make one; what is left empty follows from the use of the site."""
        from solartui.screens.designs.form import DesignForm

        asked = self._page.ask(DesignForm(self._page.session, (self._project_id, self._name)))
        await said(self._page, asked)

    async def edit(self) -> None:
        """Change its system."""
        if self.here is not None:
            await edit_design(self._page, self.here)

    async def delete(self) -> None:
        """Take it away; undo brings it back."""
        if self.here is not None:
            await act_on_design(self._page, self.here, "delete")

    async def export(self) -> None:
        """Write it as JSON."""
        if self.here is not None:
            await act_on_design(self._page, self.here, "save")

    async def open(self) -> None:
        """Choose what to do with it."""
        if self.here is not None:
            await design_menu(self._page, self.here)


async def design_menu(page: ConnectedScreen, design: Design, *, opened: bool = False) -> None:
    """Choose what to do with a design, and do it.

    Args:
        page: where it is shown.
        design: which one.
        opened: whether its own page is shown already.
    """
    items = [item for item in menu_of(design) if not (opened and item.id == OPEN)]
    chosen = await page.ask(MenuDialog(clip_name(design), items, remark=f"#{design.id}"))
    if chosen is not None:
        await act_on_design(page, design, chosen)


def clip_name(design: Design) -> str:
    """The name of a design for a title."""
    from solartui.widgets.cells import cell_text
    from solartui.widgets.painted import clip

    return clip(cell_text(design.name), 40)


def menu_of(design: Design) -> list[PickItem]:
    """What can be done with a design; what cannot just now says why."""
    unlinked = "" if design.system else tr("not linked")
    priceless = "" if design.lines else tr("nothing has a price")

    def line(key: str, text: str, why: str = "") -> PickItem:
        return PickItem(key, ((text, "text" if not why else "mute"),), ((why, "mute"),), enabled=not why)

    return [
        line(OPEN, tr("Open it: roof, materials, prices")),
        line("offer", tr("Make a proposal of it"), priceless),
        line("force", tr("Put its newest proposal in force"), "" if design.proposals else tr("no proposal yet")),
        line("edit", tr("Change its system")),
        line("twin", tr("Make another one like it")),
        line("link", tr("It is kept in another program")),
        line("sync", tr("Take over what that program exported: JSON or CSV"), unlinked),
        line("agree", tr("Both sides agree"), unlinked),
        line("pvgis", tr("Take the yield from PVGIS")),
        line("save", tr("Write it as JSON")),
        line("delete", tr("Delete it"), tr("has proposals") if design.proposals else ""),
    ]


async def act_on_design(page: ConnectedScreen, design: Design, what: str) -> None:
    """Do what was chosen from `menu_of`."""
    designs = page.session.services.designs
    if what == OPEN:
        page.host.open_record("design", design.id)
    elif what == "agree":
        await said(page, page.do(designs.confirm, design.id))
    elif what == "pvgis":
        await said(page, page.do(designs.fetch_yield, design.id))
    elif what == "delete":
        await said(page, page.do(designs.delete, design.id, design.version))
    else:
        await _BY_ITSELF[what](page, design)


async def edit_design(page: ConnectedScreen, design: Design) -> None:
    """Change the system of a design."""
    from solartui.screens.designs.form import DesignForm

    asked = page.ask(DesignForm(page.session, (design.project_id, design.project_name), design))
    await said(page, asked)


async def offer_of(page: ConnectedScreen, design: Design) -> None:
    """Make an offer of a design; what is left empty follows from the rules of the place."""
    from solartui.screens.proposals.form import ProposalForm

    asked = page.ask(ProposalForm(page.session, design))
    await said(page, asked)


async def _twin(page: ConnectedScreen, design: Design) -> None:
    from solartui.services.design_documents import copied_fields

    name = await page.ask(AskDialog(tr("Its name"), f"{design.name} (2)", remark=clip_name(design)))
    if name:
        fields = await asyncio.to_thread(copied_fields, design, name)
        await said(page, page.do(page.session.services.designs.create, design.project_id, fields))


async def _link(page: ConnectedScreen, design: Design) -> None:
    from solartui.screens.designs.link_form import LinkForm

    asked = page.ask(LinkForm(page.session, design))
    await said(page, asked)


async def _sync(page: ConnectedScreen, design: Design) -> None:
    """Choose an exported file, show what would change, and take it over."""
    from solartui.screens.designs.differences import DifferencesDialog
    from solartui.screens.dialogs.file_dialog import FileDialog

    services = page.session.services
    now = services.store.clock().astimezone()
    title = tr("What {program} exported", program=clean(design.system or ""))
    path = await page.ask(FileDialog(Path.cwd(), now, title=title, placeholder=tr("name, or a path"), endings=_EXPORTS))
    if path is None:
        return
    text = await page.load(read_text, str(path))
    found = await page.load(services.designs.compare, design.id, text, path.name)
    if await page.ask(DifferencesDialog(clip_name(design), path.name, found)):
        take = partial(services.designs.take, design.id, text, path.name, design.version)
        await said(page, page.do(take))


async def _save(page: ConnectedScreen, design: Design) -> None:
    """Ask where to, and write the design there, as `_sync` reads it."""
    from solartui.screens.saving import save_as
    from solartui.services.design_documents import design_document

    content = json.dumps(design_document(design), ensure_ascii=False, indent=2).encode() + b"\n"
    await save_as(page, tr("Write as JSON"), f"{design.name}.json", lambda: content)


async def _put_in_force(page: ConnectedScreen, design: Design) -> None:
    """The newest offer that was made of it counts from now on, and with it the power and the price of the project."""
    proposals = page.session.services.proposals
    offers = await page.load(proposals.of_project, design.project_id)
    newest = max((one for one in offers if one.design_id == design.id), key=lambda one: one.id, default=None)
    if newest is not None:
        await said(page, page.do(proposals.activate, newest.id, newest.version))


_BY_ITSELF = {
    "offer": offer_of,
    "force": _put_in_force,
    "edit": edit_design,
    "twin": _twin,
    "link": _link,
    "sync": _sync,
    "save": _save,
}
"""What asks or shows something by itself."""
