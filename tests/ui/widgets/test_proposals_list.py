"""Rows of offers at every width, the menu of one, and what a list is narrowed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from solartui.domain.offers.proposals import Delivery, Proposal, View
from solartui.domain.offers.vocabulary import Channel, ProposalStatus, word
from solartui.i18n import use_language
from solartui.screens.proposals.items import (
    UNANSWERED,
    duration,
    filter_choices,
    kept,
    preview_text,
    proposal_items,
)
from solartui.screens.proposals.rows import menu_of
from solartui.widgets.parts import parts_width
from solartui.widgets.proposals_list import SIGNS, ProposalItem, ProposalsList, nothing_offered
from tests.domain.offers.examples import NOW, proposal

HOSTILE = ["[/]", "\x1b]52;c;x\x07", "日本語の名前" * 9, "👩‍🔧" * 40, "x" * 600, "\u202eevil", "a\nb\tc"]
ITEM = ProposalItem(
    id=1,
    label="SO/2026/0017 v2",
    status="viewed",
    word="Viewed",
    active=True,
    customer="Anna Wiśniewska",
    project="Anna – Wieliczka",
    grid="On-Grid",
    gross="PLN 44,057.15",
    net="PLN 40,000.00",
    sent="sent 20 Nov, E-mail",
    viewed="2 views, 0:08:35, last 21 Nov",
    views=("viewed 21 Nov 10:00 for 0:01:15, E-mail",),
    link="https://offers.example/abc",
    more=("valid until 23 Dec",),
)


def drawn(item: ProposalItem, width: int, *, here: bool = False) -> list[str]:
    """The lines of a row."""
    lines = ProposalsList().lay_out(item, width, here=here)
    assert all(parts_width(line.parts) <= width for line in lines)
    return ["".join(text for text, _ in line.parts) for line in lines]


@pytest.mark.feature("B-144", "B-145", "B-146", "B-147", "B-148", "B-149", "B-150", "B-151", "B-152", "B-153")
@pytest.mark.parametrize("width", [76, 90, 116, 176])
def test_a_row_tells_everything_that_is_asked_for(width: int) -> None:
    whole = "\n".join(drawn(ITEM, width))
    head = ("SO/2026/0017 v2", "◉ Viewed", "● active", "PLN 44,057.15 with VAT", "PLN 40,000.00 without")
    rest = ("Anna Wiśniewska", "Anna – Wieliczka", "sent 20 Nov, E-mail", "On-Grid", "2 views, 0:08:35")
    assert all(text in whole for text in (*head, *rest))
    assert "https" not in whole


@pytest.mark.feature("B-144", "B-154", "B-155", "B-156")
def test_under_the_cursor_views_and_the_link_are_told_too() -> None:
    whole = "\n".join(drawn(ITEM, 76, here=True))
    assert "viewed 21 Nov 10:00 for 0:01:15, E-mail" in whole
    assert "https://offers.example/abc" in whole
    assert "valid until 23 Dec" in whole


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [30, 44, 76, 116])
@pytest.mark.parametrize("here", [True, False])
def test_hostile_text_stays_text_in_its_room(text: str, width: int, here: bool) -> None:
    item = replace(ITEM, customer=text, project=text, link=text, views=(text,), more=(text,))
    whole = "".join(drawn(item, width, here=here))
    assert not set(whole) & {"\x1b", "\x07", "\n", "\t", "\u202e"}


@pytest.mark.parametrize("status", list(ProposalStatus))
def test_a_status_is_told_by_sign_and_word(status: ProposalStatus) -> None:
    item = replace(ITEM, status=status.value, word=word(status), active=False)
    head = drawn(item, 76)[0]
    assert f"{SIGNS[status.value][0]} {word(status)}" in head
    assert "inactive" in head
    assert len({sign for sign, _ in SIGNS.values()}) == len(ProposalStatus)


def test_what_has_not_happened_is_said() -> None:
    lines = drawn(replace(ITEM, sent="", viewed=""), 76)
    assert "not sent yet" in lines[2]
    assert "not viewed" in lines[2]


@pytest.mark.feature("B-143")
@pytest.mark.parametrize(
    ("project", "said"), [(True, "No proposals yet."), (False, "Proposals appear here once the lead is converted.")]
)
def test_an_empty_list_says_how_to_go_on(project: bool, said: str) -> None:
    words = nothing_offered("n", project=project)
    assert words[0][0] == said
    assert words[1][0].strip() == "n"


# ---- offers as rows


def shown(**changes: Any) -> ProposalItem:
    """An offer as a row."""
    return proposal_items([proposal(**changes)], UTC, NOW)[0]


def test_an_offer_in_words() -> None:
    views = (View(NOW, 75, Channel.EMAIL), View(NOW + timedelta(hours=1), 3600, Channel.LINK))
    item = shown(
        status=ProposalStatus.VIEWED, sent_at=NOW, channel=Channel.EMAIL, views=views, link="https://x.example/t"
    )
    assert item.sent == "sent 23 Nov, E-mail"
    assert item.viewed == "2 views, 1:01:15, last 23 Nov"
    assert item.views[0] == "viewed 23 Nov 09:30 for 0:01:15, E-mail"
    assert item.more[0].startswith("8.8 kWp; per kWp ")
    assert item.more[1] == "valid until 23 Dec"
    assert item.link == "https://x.example/t"


@pytest.mark.parametrize(
    ("kwp", "english", "polish"),
    [
        (10.0, "10 kWp", "10 kWp"),
        (8.8, "8.8 kWp", "8,8 kWp"),
        (4.05, "4.05 kWp", "4,05 kWp"),
        (9.999, "10 kWp", "10 kWp"),
    ],
)
def test_power_is_written_as_the_language_does(kwp: float, english: str, polish: str) -> None:
    for language, text in (("en", english), ("pl", polish)):
        use_language(language)
        try:
            assert shown(capacity_kwp=kwp).more[0].startswith(text)
        finally:
            use_language("en")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"signed_by": "Anna"}, "signed by Anna"),
        ({"reason": "too dear"}, "rejected: too dear"),
        ({"deliveries": (Delivery("a@x.pl", "failed", "550 no", NOW),)}, "not sent to a@x.pl: 550 no"),
        (
            {"deliveries": (Delivery("a@x.pl", "sending", None, NOW),)},
            "not sent to a@x.pl: interrupted; ask the customer",
        ),
    ],
)
def test_what_became_of_an_offer_is_told(changes: dict[str, Any], said: str) -> None:
    assert said in shown(**changes).more


def test_what_went_well_needs_no_word() -> None:
    assert len(shown(deliveries=(Delivery("a@x.pl", "sent", None, NOW),)).more) == 2


@pytest.mark.feature("B-155")
@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00:00"), (59, "0:00:59"), (3599, "0:59:59"), (3600, "1:00:00"), (90_061, "25:01:01")]
)
def test_spans_have_hours_minutes_and_seconds(seconds: int, text: str) -> None:
    assert duration(seconds) == text


def several() -> list[Proposal]:
    """One offer in each status; the viewed one was viewed."""
    views = (View(NOW, 5, Channel.LINK),)
    made = []
    for number, status in enumerate(ProposalStatus):
        seen = views if status is ProposalStatus.VIEWED else ()
        made.append(proposal(id=number, status=status, sent_at=NOW, channel=Channel.LINK, views=seen))
    return made


@pytest.mark.feature("B-157")
def test_a_list_is_narrowed_to_a_status_or_to_what_waits() -> None:
    offers = several()
    assert kept(offers, "") == kept(offers, "all") == offers
    assert [one.status for one in kept(offers, UNANSWERED)] == [ProposalStatus.VIEWED]
    for status in ProposalStatus:
        assert [one.status for one in kept(offers, status.value)] == [status]
    choices = filter_choices(offers)
    assert [item.id for item in choices] == ["all", UNANSWERED, *(status.value for status in ProposalStatus)]
    assert [item.right[0][0] for item in choices] == ["6", "1", *["1"] * 6]


POSSIBLE = {
    ProposalStatus.DRAFT: {"send", "mark_sms", "activate", "revise", "valid"},
    ProposalStatus.SENT: {"send", "view", "sign", "reject", "revise", "valid"},
    ProposalStatus.VIEWED: {"send", "view", "sign", "reject", "revise", "valid"},
    ProposalStatus.ACCEPTED: {"view", "revise"},
    ProposalStatus.REJECTED: {"view", "revise"},
    ProposalStatus.EXPIRED: {"view", "revise", "valid"},
}


@pytest.mark.parametrize("status", list(ProposalStatus))
def test_the_menu_offers_what_is_possible_and_says_why_not(status: ProposalStatus) -> None:
    out = status is not ProposalStatus.DRAFT
    offer = proposal(status=status, sent_at=NOW if out else None, channel=Channel.LINK if out else None, active=False)
    items = {item.id: item for item in menu_of(offer)}
    possible = {key for key, item in items.items() if item.enabled}
    assert possible >= {"read", "pdf", "project"} | POSSIBLE[status]
    assert all(item.right[0][0] for item in items.values() if not item.enabled)
    if status in (ProposalStatus.ACCEPTED, ProposalStatus.REJECTED):
        assert not possible & {"send", "sign", "reject", "valid", "mark_sms"}
    if not out:
        assert not possible & {"sign", "reject", "view"}
    in_force = {item.id: item for item in menu_of(replace(offer, active=True))}
    assert not in_force["activate"].enabled


@pytest.mark.feature("A-15", "B-127")
@pytest.mark.parametrize("language", ["en", "pl"])
def test_an_offer_can_be_read_in_the_terminal(language: str) -> None:
    text = preview_text(proposal(language=language))
    assert "SO/2026/0017" in text
    assert "JA Solar 440 W" in text
    assert ("Do zapłaty" if language == "pl" else "To pay") in text
    assert ("Oferta ważna do 23 grudnia 2026" if language == "pl" else "valid until 23 December 2026") in text
    assert "None" not in text
