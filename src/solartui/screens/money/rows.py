"""What the keys of the tab of money do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.offers.vocabulary import PAYMENTS, ChargeKind, word
from solartui.i18n import tr
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.lead.actions import copy_text
from solartui.screens.money.items import given_back, kinds_to_enter, money_items, sums_of
from solartui.screens.row_acts import RowActs
from solartui.screens.said import said
from solartui.screens.saving import save_as
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from solartui.domain.offers.charges import Charge, Ledger
    from solartui.domain.offers.proposals import Proposal
    from solartui.screens.connected import ConnectedScreen
    from solartui.widgets.money_list import MoneyList


class MoneyRows(RowActs):
    """The ledger of one project.

    Args:
        page: the page that it stands on.
        rows: the list.
    """

    TAKES_NOTES = False

    def __init__(self, page: ConnectedScreen, rows: MoneyList) -> None:
        self._page = page
        self._rows = rows
        self._ledger: Ledger | None = None

    def show(self, ledger: Ledger, proposals: Sequence[Proposal], zone: tzinfo, now: datetime) -> None:
        """Show other money."""
        self._ledger = ledger
        self._rows.show_sums(sums_of(ledger), list(given_back(proposals)))
        self._rows.show(money_items(ledger, zone, now))

    @property
    def here(self) -> Charge | None:
        """The entry under the cursor."""
        current, entries = self._rows.current, self._ledger.entries if self._ledger else ()
        return next((one for one in entries if current is not None and one.id == current.id), None)

    def why_disabled(self, command_id: str) -> str | None:
        """An entry is needed, for a file an invoice."""
        if command_id in {"tab.open", "tab.copy", "tab.export"} and self.here is None:
            return tr("There is no entry here.")
        if command_id == "tab.export" and self.here is not None and self.here.kind in PAYMENTS:
            return tr("A payment has no paper.")
        return None

    def reverse(self) -> None:
        """The newest first, or the oldest."""
        self._rows.reverse()

    def copy(self) -> None:
        """Copy the number of an invoice, or the amount."""
        if self.here is not None and self._rows.current is not None:
            copy_text(self._page, self.here.label or self._rows.current.amount)

    async def new(self) -> None:
        """Choose what is entered, and enter it."""
        if self._ledger is not None:
            chosen = await self._page.ask(ChooseDialog(tr("What is entered?"), kinds_to_enter(self._ledger)))
            if chosen is not None:
                await self._enter(ChargeKind(chosen))

    async def _enter(self, kind: ChargeKind) -> None:
        from solartui.screens.money.form import ChargeForm

        if self._ledger is not None:
            asked = self._page.ask(ChargeForm(self._page.session, self._ledger, kind))
            await said(self._page, asked)

    async def export(self) -> None:
        """Write the invoice as PDF."""
        if self.here is not None:
            await save_invoice(self._page, self.here)

    async def open(self) -> None:
        """Choose what to do with the entry."""
        entry = self.here
        if entry is None:
            return
        title = f"{word(entry.kind)} {entry.label or ''}".strip()
        chosen = await self._page.ask(MenuDialog(title, list(_menu(entry)), remark=f"#{entry.id}"))
        if chosen == "look":
            await look_at_invoice(self._page, entry)
        elif chosen == "pdf":
            await save_invoice(self._page, entry)
        elif chosen == "refund":
            await self._enter(ChargeKind.REFUND)


def _menu(entry: Charge) -> Sequence[PickItem]:
    paper = tr("a payment has no paper") if entry.kind in PAYMENTS else ""

    def line(key: str, text: str, why: str = "") -> PickItem:
        return PickItem(key, ((text, "mute" if why else "text"),), ((why, "mute"),), enabled=not why)

    return [
        line("look", tr("Look at its pages"), paper),
        line("pdf", tr("Write it as PDF"), paper),
        line("refund", tr("Give money back"), "" if entry.kind in PAYMENTS else tr("not paid by this")),
    ]


async def save_invoice(page: ConnectedScreen, entry: Charge) -> None:
    """Write an invoice as PDF."""
    name = (entry.label or f"{entry.id}").replace("/", "-") + ".pdf"
    await save_as(page, tr("Write as PDF"), name, partial(page.session.services.papers.invoice, entry.id))


async def look_at_invoice(page: ConnectedScreen, entry: Charge) -> None:
    """Show the pages of an invoice."""
    from solartui.screens.proposals.pages import PagesScreen

    make = partial(page.session.services.papers.invoice_pages, entry.id)
    if await page.ask(PagesScreen(page.session, entry.label or "", make)) == "save":
        await save_invoice(page, entry)
