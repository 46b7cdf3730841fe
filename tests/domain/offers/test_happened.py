"""The history of designs, offers and money, in words of both languages."""

from __future__ import annotations

from typing import Any

import pytest

from solartui.domain.activity import KINDS, change_sentence_of, glyph, sentence_of
from solartui.domain.happened import offers
from solartui.domain.offers.vocabulary import Channel, ChargeKind
from solartui.i18n import use_language

NBSP = "\N{NO-BREAK SPACE}"
OFFER = {"label": "SO/2026/0001", "gross": 4_320_000, "currency": "PLN"}

SAID: list[tuple[str, dict[str, Any], str]] = [
    ("design_added", {"name": "A"}, "Design: A"),
    ("design_edited", {"name": "A"}, "Design changed: A"),
    ("design_linked", {"name": "A"}, "Design linked: A"),
    ("design_synced", {"name": "A"}, "Design synced: A"),
    ("design_deleted", {"name": "A"}, "Design removed: A"),
    ("proposal_created", OFFER, f"Proposal SO/2026/0001: PLN{NBSP}43,200.00"),
    ("proposal_created", {"label": "SO/2026/0001"}, "Proposal SO/2026/0001: —"),
    ("proposal_created", {"label": "SO/1", "gross": "x", "currency": 5}, "Proposal SO/1: —"),
    ("proposal_edited", OFFER, "Proposal changed: SO/2026/0001"),
    ("proposal_activated", OFFER, "Proposal in force: SO/2026/0001"),
    ("proposal_sent", OFFER | {"channel": "link"}, "Proposal SO/2026/0001 sent: Link"),
    ("proposal_sent", OFFER | {"channel": "email", "to": "a@x.pl"}, "Proposal SO/2026/0001 sent: E-mail to a@x.pl"),
    ("proposal_sent", OFFER | {"channel": "pigeon"}, "Proposal SO/2026/0001 sent: pigeon"),
    ("proposal_viewed", OFFER | {"channel": "sms", "seconds": 1}, "Proposal SO/2026/0001 viewed: SMS, 1 second"),
    ("proposal_viewed", OFFER | {"channel": "sms", "seconds": 94}, "Proposal SO/2026/0001 viewed: SMS, 94 seconds"),
    ("proposal_viewed", OFFER | {"channel": None, "seconds": "x"}, "Proposal SO/2026/0001 viewed: —, 0 seconds"),
    ("proposal_signed", OFFER | {"by": "Anna"}, "Proposal SO/2026/0001 signed: Anna"),
    ("proposal_signed", OFFER, "Proposal SO/2026/0001 signed"),
    ("proposal_rejected", OFFER | {"reason": "too dear"}, "Proposal SO/2026/0001 rejected: too dear"),
    ("proposal_rejected", OFFER | {"reason": None}, "Proposal SO/2026/0001 rejected"),
    ("charge_added", {"kind": "deposit", "amount": 500_000, "currency": "PLN"}, f"Deposit: PLN{NBSP}5,000.00"),
    ("charge_added", {"kind": "refund", "amount": 1, "currency": "AUD"}, f"Refund: AUD{NBSP}0.01"),
    ("charge_added", {"kind": "gift"}, "gift: —"),
    ("invoice_added", {"kind": "invoice", "label": "FV/1", "amount": 100, "currency": "PLN"},
     f"Invoice FV/1: PLN{NBSP}1.00"),
]  # fmt: skip


@pytest.mark.feature("A-19", "B-125")
@pytest.mark.parametrize(("kind", "data", "sentence"), SAID, ids=range(len(SAID)))
def test_what_happened_is_said_in_a_sentence(kind: str, data: dict[str, Any], sentence: str) -> None:
    use_language("en")
    assert sentence_of(kind, data) == sentence


CHANGES = [
    ("design.created", {"name": "A"}, "Design A added"),
    ("design.edited", {"name": "A"}, "Design A changed"),
    ("design.linked", {"name": "A"}, "Design A linked"),
    ("design.synced", {"name": "A"}, "Design A synced"),
    ("design.deleted", {"name": "A"}, "Design A removed"),
    ("proposal.created", OFFER, "Proposal SO/2026/0001 made"),
    ("proposal.edited", OFFER, "Proposal SO/2026/0001 changed"),
    ("proposal.activated", OFFER, "Proposal SO/2026/0001 is in force"),
    ("proposal.sending", OFFER, "Proposal SO/2026/0001 is being sent"),
    ("proposal.sent", OFFER, "Proposal SO/2026/0001 sent"),
    ("proposal.viewed", OFFER, "Proposal SO/2026/0001 viewed"),
    ("proposal.signed", OFFER, "Proposal SO/2026/0001 signed"),
    ("proposal.rejected", OFFER, "Proposal SO/2026/0001 rejected"),
    ("charge.added", {"kind": "final", "amount": 100, "currency": "PLN"}, f"Final payment: PLN{NBSP}1.00"),
    ("proposal.created", {}, "Proposal — made"),
]


@pytest.mark.parametrize(("kind", "data", "sentence"), CHANGES, ids=range(len(CHANGES)))
def test_what_can_be_undone_is_said_in_a_sentence(kind: str, data: dict[str, Any], sentence: str) -> None:
    use_language("en")
    assert change_sentence_of(kind, data) == sentence


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("kind", sorted(offers.SENTENCES))
def test_sentences_stand_in_both_languages_and_survive_any_data(kind: str, language: str) -> None:
    use_language(language)
    for data in ({}, {"name": "\x1b[31m[/]", "label": "\u202e", "by": "\n", "reason": "x" * 999}):
        text = sentence_of(kind, data)
        assert text
        assert "\x1b" not in text
        assert "\n" not in text
        assert len(text) < 300


def test_every_kind_has_a_sign_of_one_cell() -> None:
    assert set(offers.KINDS) == set(offers.SENTENCES)
    assert all(len(glyph(kind)) == 1 for kind in offers.KINDS)
    assert set(offers.KINDS) <= set(KINDS)


def test_words_of_channels_and_charges_are_used() -> None:
    use_language("en")
    for channel in Channel:
        assert channel.value not in sentence_of("proposal_sent", OFFER | {"channel": channel.value}).split()
    for kind in ChargeKind:
        assert sentence_of("charge_added", {"kind": kind.value, "amount": 1, "currency": "PLN"})[0].isupper()
