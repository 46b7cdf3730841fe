"""What the menu of an offer does on the page of a lead, and what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.offers.vocabulary import Channel, ProposalStatus
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.lead.screen import LeadScreen
from tests.desk import VIEWER, at_desk
from tests.offer_desk import offer_of, sent
from tests.ui.lead.conftest import FIRST
from tests.ui.lead.test_lead_page import open_lead

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.domain.offers.proposals import Proposal
    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


@pytest.fixture
def draft(desk: Services) -> Proposal:
    """A draft for Anna's house."""
    return offer_of(desk, desk.conversion.convert(FIRST).value)


async def choose(app: DeskApp, words: str) -> None:
    """Open the menu of the offer under the cursor and choose a line."""
    await app.press("enter")
    await app.on(MenuDialog)
    await app.write(words)
    await app.press("enter")


@pytest.mark.feature("B-148", "B-154", "B-155", "B-156")
async def test_an_offer_is_noted_as_sent_viewed_and_rejected(desk: Services, at_list: AtList, draft: Proposal) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await open_lead(app)
        await app.press("left_square_bracket")
        await choose(app, "sent: print")
        await app.hear("Proposal SO/2026/0001 sent · u undo")
        await app.see("↗ Sent", "Print")
        await choose(app, "looked")
        await app.on(ChooseDialog)
        await app.press("enter")
        await app.on(AskDialog)
        await app.press("ctrl+u")
        await app.write("x")
        await app.press("enter")
        await app.see("Write a number of seconds.")
        await app.press("ctrl+u")
        await app.write("75")
        await app.press("enter")
        await app.see("◉ Viewed", "1 view, 0:01:15")
        await choose(app, "said no")
        await app.on(AskDialog)
        await app.write("too dear [/]")
        await app.press("enter")
        await app.see("✗ Rejected", "rejected: too dear [/]", "inactive")
    after = desk.proposals.get(draft.id)
    assert (after.status, after.views[0].channel) == (ProposalStatus.REJECTED, Channel.LINK)


async def test_a_new_version_another_day_and_the_project(desk: Services, at_list: AtList, draft: Proposal) -> None:
    async with at_list(desk, size=(120, 36)) as app:
        await open_lead(app)
        await app.press("left_square_bracket")
        await choose(app, "last day")
        await app.on(AskDialog)
        await app.press("ctrl+u")
        await app.write("2026-12-05")
        await app.press("enter")
        await app.see("valid until 5 Dec")
        await choose(app, "new version")
        await app.see("SO/2026/0001 v2")
        await app.press("home")
        await choose(app, "in force")
        await app.hear("Proposal SO/2026/0001 is in force · u undo")
        await app.press("y")
        await app.hear("Copied: SO/2026/0001")
    assert [one.active for one in desk.proposals.of_lead(FIRST)] == [True, False]


async def test_mail_that_is_not_set_up_says_so(desk: Services, at_list: AtList, draft: Proposal) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await open_lead(app)
        await app.press("left_square_bracket")
        await choose(app, "send it")
        await app.hear("Mail is not set up: solartui settings set mail.host …")
        await app.on(LeadScreen)
    assert desk.proposals.get(draft.id).deliveries == ()


async def test_who_only_looks_reads_and_changes_nothing(desk: Services, at_list: AtList, draft: Proposal) -> None:
    sent(desk, draft)
    async with at_list(at_desk(desk, VIEWER), size=(80, 24)) as app:
        await open_lead(app)
        await app.press("left_square_bracket")
        await choose(app, "signed")
        await app.hear("The role Viewer may not change projects. Ask an admin.")
    assert desk.proposals.get(draft.id).status is ProposalStatus.SENT
