"""What the keys of the tab of offers do, and the menu of one offer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid, Refused
from solartui.domain.offers.vocabulary import Channel, ProposalStatus, word
from solartui.i18n import tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.lead.actions import copy_text
from solartui.screens.proposals.items import filter_choices, kept, preview_text, proposal_items
from solartui.screens.row_acts import RowActs
from solartui.screens.said import said
from solartui.screens.saving import save_as
from solartui.screens.site_pictures import picture_mode
from solartui.widgets.cells import cell_text
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from solartui.domain.offers.proposals import Proposal
    from solartui.screens.connected import ConnectedScreen
    from solartui.widgets.proposals_list import ProposalsList

_MARKED = {
    "mark_email": Channel.EMAIL,
    "mark_sms": Channel.SMS,
    "mark_link": Channel.LINK,
    "mark_print": Channel.PRINT,
}


class ProposalRows(RowActs):
    """The offers of a lead or of a project.

    Args:
        page: the page that they stand on.
        rows: the list.
        projects: the projects that a new offer can be for, as id and name.
        no_project: what to do where there is none.
    """

    TAKES_NOTES = False

    def __init__(
        self,
        page: ConnectedScreen,
        rows: ProposalsList,
        projects: Callable[[], Sequence[tuple[int, str]]],
        no_project: Callable[[], None],
    ) -> None:
        self._page = page
        self._rows = rows
        self._projects = projects
        self._no_project = no_project
        self._all: Sequence[Proposal] = ()
        self._only = ""
        self._shown_at: tuple[tzinfo, datetime] | None = None

    def show(self, proposals: Sequence[Proposal], zone: tzinfo, now: datetime) -> None:
        """Show other offers, the oldest first; what the list is narrowed to stays."""
        self._all, self._shown_at = proposals, (zone, now)
        self._rows.show(proposal_items(kept(proposals, self._only), zone, now))

    @property
    def _here(self) -> Proposal | None:
        current = self._rows.current
        return next((one for one in self._all if current is not None and one.id == current.id), None)

    def why_disabled(self, command_id: str) -> str | None:
        """An offer is needed."""
        if command_id in {"tab.open", "tab.copy", "tab.export"} and self._here is None:
            return tr("There is no proposal here.")
        return None

    def reverse(self) -> None:
        """The newest first, or the oldest."""
        self._rows.reverse()

    def copy(self) -> None:
        """Copy its link, or its number."""
        if self._here is not None:
            copy_text(self._page, self._here.link or self._here.full_label)

    async def filter(self) -> None:
        """Show only some, such as those that were viewed and not answered."""
        chosen = await self._page.ask(
            ChooseDialog(tr("Show proposals"), filter_choices(self._all), self._only or "all")
        )
        if chosen is not None and self._shown_at is not None:
            self._only = chosen
            self._rows.begin_again()
            self.show(self._all, *self._shown_at)

    async def new(self) -> None:
        """Make an offer of the newest design of a project; a first design follows from what is known of the site."""
        projects = self._projects()
        if not projects:
            self._no_project()
            return
        number = projects[0][0]
        if len(projects) > 1:
            items = [PickItem(str(one), ((cell_text(name), "text"),), ((f"#{one}", "mute"),)) for one, name in projects]
            chosen = await self._page.ask(ChooseDialog(tr("For which project?"), items, str(projects[-1][0])))
            if chosen is None:
                return
            number = int(chosen)
        services = self._page.session.services
        designs = await self._page.load(services.designs.of, number)
        if not designs and await self._page.do(services.designs.create, number, {}) is None:
            return
        design = await self._page.load(services.proposals.of_newest_design, number)
        known = await self._page.load(services.design_prices.of, design)
        if known.price is not None:
            await said(self._page, self._page.do(services.proposals.create, design, {}))
            return
        from solartui.screens.proposals.form import ProposalForm

        asked = self._page.ask(ProposalForm(self._page.session, known.design, Refused(known.unknown, ("vat_rate",))))
        await said(self._page, asked)

    async def export(self) -> None:
        """Write it as PDF."""
        if self._here is not None:
            await save_pdf(self._page, self._here)

    async def open(self) -> None:
        """Choose what to do with it."""
        proposal = self._here
        if proposal is None:
            return
        chosen = await self._page.ask(MenuDialog(proposal.full_label, menu_of(proposal), remark=proposal.customer))
        if chosen is not None:
            await act_on_proposal(self._page, proposal, chosen)


def menu_of(proposal: Proposal) -> list[PickItem]:
    """What can be done with an offer; what cannot just now says why."""
    open_ = proposal.status in (ProposalStatus.DRAFT, ProposalStatus.SENT, ProposalStatus.VIEWED)
    answered = "" if open_ else word(proposal.status).lower()
    waiting = "" if proposal.sent_at is not None and open_ else answered or tr("not sent yet")

    def line(key: str, text: str, why: str = "") -> PickItem:
        return PickItem(key, ((text, "text" if not why else "mute"),), ((why, "mute"),), enabled=not why)

    return [
        line("read", tr("Read it here")),
        line("look", tr("Look at its pages")),
        line("pdf", tr("Write it as PDF")),
        line("send", tr("Send it by e-mail"), answered),
        *(line(key, tr("It was sent: {how}", how=word(channel)), answered) for key, channel in _MARKED.items()),
        line("view", tr("The customer looked at it"), "" if proposal.sent_at is not None else tr("not sent yet")),
        line("sign", tr("The customer signed"), waiting),
        line("reject", tr("The customer said no"), waiting),
        line("activate", tr("Put it in force"), tr("in force") if proposal.active else ""),
        line("revise", tr("Make a new version")),
        line(
            "valid", tr("Set another last day"), "" if open_ or proposal.status is ProposalStatus.EXPIRED else answered
        ),
        line("project", tr("Open its project")),
    ]


async def act_on_proposal(page: ConnectedScreen, proposal: Proposal, what: str) -> None:
    """Do what was chosen from `menu_of`."""
    services = page.session.services
    number, version = proposal.id, proposal.version
    if what in _MARKED:
        await said(page, page.do(partial(services.proposals.mark_sent, version=version), number, _MARKED[what]))
    elif what in _BY_ITSELF:
        await _BY_ITSELF[what](page, proposal)
    elif what == "sign":
        await said(page, page.do(partial(services.proposals.sign, version=version), number))
    elif what == "reject":
        reason = await page.ask(AskDialog(tr("Why not?"), remark=proposal.full_label))
        if reason is not None:
            await said(page, page.do(partial(services.proposals.reject, version=version), number, reason))
    elif what == "activate":
        await said(page, page.do(services.proposals.activate, number, version))
    elif what == "revise":
        await said(page, page.do(services.proposals.revise, number, {}))
    else:
        page.host.open_record("project", proposal.project_id)


async def _look(page: ConnectedScreen, proposal: Proposal) -> None:
    """Its pages as pictures; from there as text, or into a file."""
    from solartui.screens.proposals.pages import SAVE, TEXT, PagesScreen

    if picture_mode() is None:
        await _read(page, proposal)
        return
    make = partial(page.session.services.papers.pages, proposal.id)
    name = f"{proposal.full_label} · {proposal.customer}"
    chosen = await page.ask(PagesScreen(page.session, name, make, readable=True))
    if chosen == TEXT:
        await _read(page, proposal)
    elif chosen == SAVE:
        await save_pdf(page, proposal)


async def _read(page: ConnectedScreen, proposal: Proposal) -> None:
    from solartui.screens.dialogs.text_dialog import TextPreview

    await page.ask(TextPreview(proposal.full_label, proposal.customer, preview_text(proposal)))


async def _send(page: ConnectedScreen, proposal: Proposal) -> None:
    """Show whom it goes to, ask, and send: this cannot be taken back."""
    from solartui.domain.errors import SolarError
    from solartui.screens.dialogs.confirm import ConfirmDialog

    services = page.session.services
    try:
        shown = await page.load(services.proposal_mail.preview, proposal.id)
    except SolarError as refused:
        page.toast(refused.message, bad=True)
        return
    question = tr("{file} goes to {who}. This cannot be undone.", file=shown.file_name, who=shown.recipient)
    if await page.ask(ConfirmDialog(tr("Send to the customer"), question, tr("send"))):
        send = partial(services.proposal_mail.send, proposal.id, shown.recipient, proposal.version)
        if await page.do(send) is not None:
            page.toast(tr("Sent to {who}.", who=shown.recipient))


async def _view(page: ConnectedScreen, proposal: Proposal) -> None:
    ways = [channel for channel in Channel if channel is not Channel.PRINT]
    items = [PickItem(channel.value, ((word(channel), "text"),)) for channel in ways]
    current = proposal.channel.value if proposal.channel in ways else Channel.LINK.value
    chosen = await page.ask(ChooseDialog(tr("How did they come to it?"), items, current))
    if chosen is None:
        return
    typed = await page.ask(AskDialog(tr("For how many seconds?"), "0", check=_seconds))
    if typed is not None:
        views = page.session.services.proposals.view
        await said(page, page.do(views, proposal.id, int(typed or 0), Channel(chosen)))


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Invalid(tr("Write a number of seconds."))
    return int(text)


async def _set_last_day(page: ConnectedScreen, proposal: Proposal) -> None:
    typed = await page.ask(AskDialog(tr("Valid until"), proposal.valid_until.isoformat(), tr("+30d, 24.12")))
    if typed:
        edit = page.session.services.proposals.edit
        await said(page, page.do(edit, proposal.id, {"valid_until": typed}, proposal.version))


async def save_pdf(page: ConnectedScreen, proposal: Proposal) -> None:
    """Ask where to, and write an offer as PDF there."""
    from solartui.services.proposal_mail import file_name

    content = partial(page.session.services.papers.proposal, proposal.id)
    await save_as(page, tr("Write as PDF"), file_name(proposal), content)


_BY_ITSELF = {
    "look": _look,
    "read": _read,
    "pdf": save_pdf,
    "send": _send,
    "view": _view,
    "valid": _set_last_day,
}
"""What asks or shows something by itself."""
