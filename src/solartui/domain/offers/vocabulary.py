"""The fixed words of offers: stable English keys and what people read for them."""

from __future__ import annotations

from enum import StrEnum

from solartui.i18n import mark, tr


class ProposalStatus(StrEnum):
    """How far an offer has come. `EXPIRED` is never stored: it follows from the day."""

    DRAFT = "draft"
    SENT = "sent"
    VIEWED = "viewed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EXPIRED = "expired"


class Channel(StrEnum):
    """How an offer reaches its customer."""

    EMAIL = "email"
    SMS = "sms"
    LINK = "link"
    PRINT = "print"


class LineKind(StrEnum):
    """What a line of a bill of materials is."""

    MODULE = "module"
    INVERTER = "inverter"
    BATTERY = "battery"
    MOUNTING = "mounting"
    ELECTRICAL = "electrical"
    WORK = "work"
    OTHER = "other"


class Building(StrEnum):
    """What the plant serves, as far as the tax rate asks."""

    HOUSE = "house"
    FLAT = "flat"
    OTHER = "other"


class YieldSource(StrEnum):
    """Where the yield of a design comes from."""

    ESTIMATE = "estimate"
    PVGIS = "pvgis"
    IMPORT = "import"
    HAND = "hand"


class ChargeKind(StrEnum):
    """What a line of the ledger is. A proforma is no invoice and changes no balance."""

    DEPOSIT = "deposit"
    FINAL = "final"
    PAYMENT = "payment"
    REFUND = "refund"
    INVOICE = "invoice"
    PROFORMA = "proforma"


_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (ProposalStatus.DRAFT, mark("Draft")),
    (ProposalStatus.SENT, mark("Sent")),
    (ProposalStatus.VIEWED, mark("Viewed")),
    (ProposalStatus.ACCEPTED, mark("Accepted")),
    (ProposalStatus.REJECTED, mark("Rejected")),
    (ProposalStatus.EXPIRED, mark("Expired")),
    (Channel.EMAIL, mark("E-mail")),
    (Channel.SMS, mark("SMS")),
    (Channel.LINK, mark("Link")),
    (Channel.PRINT, mark("Print")),
    (LineKind.MODULE, mark("Modules")),
    (LineKind.INVERTER, mark("Inverter")),
    (LineKind.BATTERY, mark("Storage")),
    (LineKind.MOUNTING, mark("Mounting")),
    (LineKind.ELECTRICAL, mark("Electrical")),
    (LineKind.WORK, mark("Work")),
    (LineKind.OTHER, mark("Other")),
    (Building.HOUSE, mark("House")),
    (Building.FLAT, mark("Flat")),
    (Building.OTHER, mark("Other building")),
    (YieldSource.ESTIMATE, mark("Estimate")),
    (YieldSource.PVGIS, mark("PVGIS")),
    (YieldSource.IMPORT, mark("Imported")),
    (YieldSource.HAND, mark("By hand")),
    (ChargeKind.DEPOSIT, mark("Deposit")),
    (ChargeKind.FINAL, mark("Final payment")),
    (ChargeKind.PAYMENT, mark("Payment")),
    (ChargeKind.REFUND, mark("Refund")),
    (ChargeKind.INVOICE, mark("Invoice")),
    (ChargeKind.PROFORMA, mark("Pro forma")),
)
# By kind, too: two values that are written alike, such as "other", are the same key by themselves.
_ENGLISH = {(type(value), value.value): text for value, text in _WORDS}

OPEN = frozenset({ProposalStatus.SENT, ProposalStatus.VIEWED})
"""With the customer, and not answered."""
PAYMENTS = frozenset({ChargeKind.DEPOSIT, ChargeKind.FINAL, ChargeKind.PAYMENT, ChargeKind.REFUND})


def english(value: StrEnum) -> str:
    """The English word for a value, which is also what it is translated by."""
    return _ENGLISH[type(value), value.value]


def word(value: StrEnum) -> str:
    """The word for a value in the language in use."""
    return tr(english(value))
