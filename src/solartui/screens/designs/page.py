"""The page of one design: its year, its roof, and its bill of materials with prices and tax."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from solartui.commands import Command
from solartui.domain.errors import NotFound
from solartui.domain.money import format_money
from solartui.i18n import mark, tr
from solartui.screens.base import BaseScreen
from solartui.screens.designs.items import design_items
from solartui.screens.designs.parts import part_items
from solartui.screens.lead.actions import copy_text
from solartui.screens.lead.reading import names_of
from solartui.screens.said import said
from solartui.widgets.design_head import DesignHead, Headed, YieldChart
from solartui.widgets.item_list import ItemList
from solartui.widgets.parts_list import PartItem, PartsList
from solartui.widgets.record_head import RecordHead

if TYPE_CHECKING:
    from solartui.domain.offers.designs import Design
    from solartui.services.container import Services
    from solartui.services.design_prices import PricedDesign
    from solartui.widgets.designs_list import DesignItem


class _Read(NamedTuple):
    priced: PricedDesign
    item: DesignItem


def _read(services: Services, design_id: int) -> _Read:
    priced, names = services.design_prices.of(design_id), names_of(services)
    offers = services.proposals.of_project(priced.design.project_id)
    in_force = {offer.design_id for offer in offers if offer.active}
    now = services.store.clock().astimezone(names.zone)
    return _Read(priced, design_items([priced.design], in_force, names.zone, now)[0])


class DesignScreen(BaseScreen):
    """One design.

    Args:
        design_id: which one.
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "design")
    PLACE: ClassVar[str | None] = "projects"
    PURPOSE: ClassVar[str] = mark("What is to be built and what each part costs: planes of the roof, materials, tax.")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"projects"})

    def __init__(self, design_id: int) -> None:
        super().__init__()
        self.design_id = design_id
        self.head = DesignHead()
        self.chart = YieldChart()
        self.parts = PartsList(id="parts")
        self.read: _Read | None = None

    def compose_body(self) -> ComposeResult:
        """The head, the year, and the parts."""
        with Vertical(id="record-head"):
            yield self.head
            yield self.chart
        with Container(id="tab-body"):
            yield self.parts

    def on_mount(self) -> None:
        """Begin in the list."""
        self.parts.focus()

    async def ready(self) -> None:
        """Read the design; the cursor goes to its first line."""
        await self._read_again()
        first = next((item for item in self.parts.items if item.group == "lines" and item.place == 0), None)
        if first is not None:
            self.parts.go_to(first.id)

    async def changed(self, topics: frozenset[str]) -> None:
        """Read again; the cursor stays."""
        await self._read_again()

    async def _read_again(self) -> None:
        try:
            self.read = read = await self.load(_read, self.session.services, self.design_id)
        except NotFound as gone:
            self.toast(gone.message, bad=True)
            if self.is_current:
                self.dismiss()
            return
        design, price = read.priced.design, read.priced.price
        gross = tr("the VAT rate of the place is not known")
        if price is not None and design.lines:
            each = price.per_kwp(design.capacity_kwp)[1]
            whole, part = format_money(price.gross, design.currency), format_money(each, design.currency)
            gross = tr("{gross} with VAT, {each} per kWp", gross=whole, each=part)
        self.head.show(Headed(read.item, design.project_name, gross))
        self.chart.show(design.yields)
        self.parts.show(part_items(read.priced))
        self.show_keys()

    @property
    def design(self) -> Design | None:
        """The design as it is shown."""
        return self.read.priced.design if self.read else None

    @property
    def here(self) -> PartItem | None:
        """The row under the cursor."""
        return self.parts.current

    # ---- keys

    def works(self, one: Command) -> bool:
        """What acts on a row here."""
        return super().works(one) and (one.scope != "tab" or one.id in self.parts.COMMANDS)

    def footer_scopes(self) -> Iterable[str]:
        """The keys of the row come first."""
        return ("tab", "design", "global")

    def help_scopes(self) -> Sequence[str]:
        """Those of the list, too."""
        return ("table", "tab", *self.SCOPES)

    def why_disabled(self, command_id: str) -> str | None:
        """A part is needed for taking it away."""
        here = self.here
        if command_id == "tab.delete" and (here is None or here.place is None or here.group == "system"):
            return tr("There is no part here that could be taken away.")
        return super().why_disabled(command_id)

    @on(ItemList.Opened)
    def _row_clicked(self) -> None:
        self.action_command("tab.open")

    @on(RecordHead.Pressed)
    def _head_clicked(self, event: RecordHead.Pressed) -> None:
        self.action_command(event.what)

    # ---- commands

    async def action_open_row(self) -> None:
        """Change the part under the cursor; on a heading, add one."""
        here = self.here
        if here is not None and here.place is None and here.group != "system":
            await self.action_new_row()
        else:
            await self.action_edit_row()

    async def action_new_row(self) -> None:
        """Add a plane where the cursor is in the roof, else a line."""
        if self.here is not None:
            await self._form("planes" if self.here.group == "planes" else "lines", None)

    async def action_edit_row(self) -> None:
        """Change it."""
        from solartui.screens.designs.rows import edit_design

        here, design = self.here, self.design
        if here is None or design is None:
            return
        if here.group == "system":
            await edit_design(self, design)
        elif here.place is not None:
            await self._form(here.group, here.place)

    async def _form(self, group: str, place: int | None) -> None:
        from solartui.screens.designs.form import LineForm, PlaneForm

        if self.design is not None:
            made = PlaneForm if group == "planes" else LineForm
            asked = self.ask(made(self.session, self.design, place))
            await said(self, asked)

    async def action_delete_row(self) -> None:
        """Take it away; undo brings it back."""
        from solartui.screens.designs.form import without_part

        here, design = self.here, self.design
        if here is not None and here.place is not None and design is not None:
            values = without_part(design, here.group, here.place)
            await said(self, self.do(self.session.services.designs.edit, design.id, values, design.version))

    def action_copy_row(self) -> None:
        """Copy what it says."""
        if self.here is not None:
            told = (self.here.name, self.here.count, self.here.net, self.here.rate, self.here.gross)
            copy_text(self, " · ".join(text for text in told if text))

    async def action_design_menu(self) -> None:
        """Everything that can be done with the design."""
        from solartui.screens.designs.rows import design_menu

        if self.design is not None:
            await design_menu(self, self.design, opened=True)

    async def action_offer(self) -> None:
        """Make an offer of it."""
        from solartui.screens.designs.rows import offer_of

        if self.design is not None:
            await offer_of(self, self.design)
