"""What can be done with an offer in each status, and when it expires."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from solartui.domain.errors import Refused
from solartui.domain.offers.proposals import (
    Proposal,
    View,
    check_reject,
    check_send,
    check_sign,
    check_unanswered,
    check_view,
    status_on,
)
from solartui.domain.offers.vocabulary import Building, Channel, ChargeKind, LineKind, ProposalStatus, YieldSource, word
from solartui.i18n import use_language
from tests.domain.offers.examples import NOW, proposal

LAST = date(2026, 12, 23)
D, S, V, A, R, E = ProposalStatus

EXPIRY = [
    (D, -1, D),
    (D, 0, D),
    (D, 1, E),
    (S, 0, S),
    (S, 1, E),
    (V, 0, V),
    (V, 400, E),
    (A, 1, A),
    (A, 4000, A),
    (R, 1, R),
]


@pytest.mark.feature("B-149")
@pytest.mark.parametrize(("stored", "days", "shown"), EXPIRY)
def test_offers_without_an_answer_expire_after_their_last_day(
    stored: ProposalStatus, days: int, shown: ProposalStatus
) -> None:
    assert status_on(stored, LAST, LAST + timedelta(days=days)) is shown


def in_status(status: ProposalStatus, *, sent: bool) -> Proposal:
    """An offer that has come so far."""
    return proposal(status=status, sent_at=NOW if sent else None, channel=Channel.LINK if sent else None)


ALLOWED: list[tuple[Callable[[Proposal], None], ProposalStatus, bool, str]] = [
    (check_send, D, False, ""),
    (check_send, S, True, ""),
    (check_send, V, True, ""),
    (check_send, A, True, "signed already"),
    (check_send, R, True, "was rejected"),
    (check_send, E, True, "expired on 2026-12-23"),
    (check_send, E, False, "expired on 2026-12-23"),
    (check_sign, D, False, "not sent"),
    (check_sign, S, True, ""),
    (check_sign, V, True, ""),
    (check_sign, A, True, "signed already"),
    (check_sign, R, True, "was rejected"),
    (check_sign, E, True, "expired"),
    (check_reject, D, False, "not sent"),
    (check_reject, S, True, ""),
    (check_reject, V, True, ""),
    (check_reject, A, True, "signed already"),
    (check_reject, R, True, "was rejected"),
    (check_reject, E, True, ""),
    (check_unanswered, D, False, ""),
    (check_unanswered, S, True, ""),
    (check_unanswered, E, True, ""),
    (check_unanswered, A, True, "signed already"),
    (check_unanswered, R, True, "new version"),
]


@pytest.mark.parametrize(("check", "status", "sent", "why"), ALLOWED)
def test_what_each_status_allows(
    check: Callable[[Proposal], None], status: ProposalStatus, sent: bool, why: str
) -> None:
    offer = in_status(status, sent=sent)
    if not why:
        check(offer)
        return
    with pytest.raises(Refused, match=why) as caught:
        check(offer)
    assert "SO/2026/0017" in caught.value.message


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("sent", [True, False])
def test_a_view_needs_an_offer_that_was_sent_and_a_way_that_tells(channel: Channel, sent: bool) -> None:
    offer = in_status(S if sent else D, sent=sent)
    if sent and channel is not Channel.PRINT:
        check_view(offer, channel)
        return
    with pytest.raises(Refused):
        check_view(offer, channel)


def test_figures_of_an_offer() -> None:
    offer = proposal()
    assert (offer.gross, offer.payable) == (offer.net + offer.vat, offer.gross)
    assert offer.full_label == "SO/2026/0017"
    assert proposal(revision=3).full_label == "SO/2026/0017 v3"
    assert proposal(capacity_kwp=0.0).per_kwp == (None, None)
    assert (offer.last_viewed, offer.seconds_viewed, offer.unanswered) == (None, 0, False)


@pytest.mark.feature("B-157")
@pytest.mark.parametrize(("status", "waits"), [(V, True), (S, True), (A, False), (R, False), (E, False), (D, False)])
def test_only_what_was_viewed_and_is_open_waits_for_an_answer(status: ProposalStatus, waits: bool) -> None:
    views = (View(NOW, 10, Channel.EMAIL), View(NOW + timedelta(hours=1), 20, Channel.LINK))
    offer = proposal(status=status, views=views)
    assert offer.unanswered is waits
    assert (offer.last_viewed, offer.seconds_viewed) == (NOW + timedelta(hours=1), 30)


def test_every_word_has_a_text() -> None:
    use_language("en")
    kinds = (ProposalStatus, Channel, LineKind, Building, YieldSource, ChargeKind)
    assert all(word(key) for kind in kinds for key in kind)
    assert (word(LineKind.OTHER), word(Building.OTHER)) == ("Other", "Other building")
    assert len({word(status) for status in ProposalStatus}) == len(ProposalStatus)
