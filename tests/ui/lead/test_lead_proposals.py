"""The offers of a lead on its page: told whole, narrowed, sent, viewed, signed, and made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.money import format_money
from solartui.domain.offers.vocabulary import Channel, ProposalStatus
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.screens.dialogs.text_dialog import TextPreview
from solartui.screens.lead.screen import LeadScreen
from tests.mail_server import mail_server
from tests.offer_desk import offer_of, sent
from tests.services.offers.test_mail import set_up
from tests.ui.lead.conftest import FIRST, SECOND
from tests.ui.lead.test_lead_page import open_lead

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from solartui.domain.offers.proposals import Proposal
    from solartui.services.container import Services
    from tests.conftest import Clock
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


@pytest.fixture
def offer(desk: Services, clock: Clock) -> Proposal:
    """An offer for Anna's house that she looked at twice, and a draft beside it."""
    project = desk.conversion.convert(FIRST).value
    made = sent(desk, offer_of(desk, project), Channel.EMAIL)
    desk.proposals.view(made.id, 75, Channel.EMAIL)
    clock.forward(hours=1)
    desk.proposals.view(made.id, 3600, Channel.LINK)
    offer_of(desk, project)
    return desk.proposals.get(made.id)


@pytest.mark.feature("B-11", "B-143")
async def test_before_the_conversion_the_tab_says_what_comes(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await open_lead(app, SECOND)
        await app.press("left_square_bracket")
        await app.see("Proposals 0", "Proposals appear here once the lead is converted.", "c convert")


@pytest.mark.feature("B-143", "B-144", "B-145", "B-146", "B-147", "B-148", "B-149", "B-150", "B-151", "B-152", "B-153",
                     "B-154", "B-155", "B-156", "B-157")  # fmt: skip
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["small", "wide"])
async def test_everything_of_an_offer_is_told(
    desk: Services, at_list: AtList, offer: Proposal, size: tuple[int, int]
) -> None:
    async with at_list(desk, size=size) as app:
        await open_lead(app)
        await app.press("left_square_bracket", "home")
        await app.see("Proposals 2", "SO/2026/0001", "◉ Viewed", "● active", "○ Draft", "inactive")
        gross, net = (format_money(minor, offer.currency) for minor in (offer.gross, offer.net))
        await app.see(f"{gross} with VAT", f"{net} without", "Anna Wiśniewska", offer.project_name[:20])
        await app.see("sent 23 Nov, E-mail", "On-Grid", "2 views, 1:01:15, last 23 Nov")
        await app.see("for 0:01:15, E-mail", "for 1:00:00, Link", "valid until")


@pytest.mark.feature("B-157")
async def test_what_was_viewed_and_not_answered_is_found(desk: Services, at_list: AtList, offer: Proposal) -> None:
    async with at_list(desk, size=(120, 36)) as app:
        await open_lead(app)
        await app.press("left_square_bracket", "f")
        await app.on(ChooseDialog)
        await app.see("Viewed, not answered", "All")
        await app.press("down", "enter")
        await app.on(LeadScreen)
        await app.miss("○ Draft")
        await app.see("◉ Viewed")


@pytest.mark.feature("E-12", "E-13")
async def test_an_offer_is_read_and_signed_by_keys(desk: Services, at_list: AtList, offer: Proposal) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await open_lead(app)
        await app.press("left_square_bracket", "home", "enter")
        await app.on(MenuDialog)
        await app.press("enter")
        await app.on(TextPreview)
        await app.see("Moc instalacji: 10 kWp")
        await app.press("pagedown")
        await app.see("Do zapłaty")
        await app.press("escape")
        await app.on(LeadScreen)
        await app.press("enter")
        await app.on(MenuDialog)
        await app.write("signed")
        await app.press("enter")
        await app.hear("Proposal SO/2026/0001 signed · u undo")
        await app.see("✓ Accepted", "signed by Anna")
        await app.press("u")
        await app.see("◉ Viewed")
    assert desk.proposals.get(offer.id).status is ProposalStatus.VIEWED


@pytest.mark.feature("B-147", "B-148")
async def test_sending_asks_first_and_writes_the_file(
    desk: Services, at_list: AtList, offer: Proposal, tmp_path: Path
) -> None:
    with mail_server() as (postman, port):
        set_up(desk, port)
        async with at_list(desk, size=(80, 24)) as app:
            await open_lead(app)
            await app.press("left_square_bracket", "home", "enter")
            await app.on(MenuDialog)
            await app.write("send it")
            await app.press("enter")
            await app.on(ConfirmDialog)
            await app.see("SO-2026-0001.pdf goes to anna@poczta.example.", "y send")
            await app.press("enter")
            await app.on(LeadScreen)
            assert postman.letters == []
            await app.press("enter")
            await app.on(MenuDialog)
            await app.write("send it")
            await app.press("enter")
            await app.on(ConfirmDialog)
            await app.press("y")
            await app.hear("Sent to anna@poczta.example.")
            await app.press("E")
            await app.see("Write as PDF")
            await app.press("ctrl+u")
            await app.write(str(tmp_path / "offer.pdf"))
            await app.press("enter")
            await app.hear("Saved:")
        assert len(postman.letters) == 1
    assert (tmp_path / "offer.pdf").read_bytes() == desk.papers.proposal(offer.id)


@pytest.mark.feature("A-15")
async def test_an_offer_is_made_from_nothing_but_the_lead(desk: Services, at_list: AtList) -> None:
    desk.conversion.convert(FIRST)
    async with at_list(desk, size=(80, 24)) as app:
        await open_lead(app)
        await app.press("left_square_bracket")
        await app.see("No proposals yet.", "n make one")
        await app.press("n")
        await app.hear("Proposal SO/2026/0001 made · u undo")
        await app.see("○ Draft", "● active")
    assert len(desk.designs.all()) == 1
