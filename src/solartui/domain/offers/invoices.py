"""What stands on an invoice or a proforma, in the language of the customer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from solartui.domain.money import format_money
from solartui.domain.offers.charges import Charge
from solartui.domain.offers.papers import joined, short, words
from solartui.domain.offers.vocabulary import ChargeKind

_WORDS = ("issued", "seller", "buyer", "item", "line_net", "page", "to_pay")


def invoice_paper(charge: Charge, figures: Mapping[str, Any]) -> dict[str, Any]:
    """What the template of an invoice is given.

    Args:
        charge: the invoice or proforma.
        figures: what it says besides, frozen when it was issued.
    """
    say = words(figures["language"])
    company, customer = figures["company"], figures["customer"]

    def money(minor: int) -> str:
        return format_money(minor, charge.currency, say.language)

    def rate(text: str) -> str:
        return text.replace(".", ",") if say.language == "pl" else text

    proforma = charge.kind is ChargeKind.PROFORMA
    kwp = rate(f"{figures['capacity_kwp']:g}")
    return {
        "language": say.language,
        "words": {key: say[key] for key in _WORDS}
        | {key: say.say(key, tax=figures.get("tax_name") or "VAT") for key in ("line_vat", "total_gross")},
        "title": say["proforma" if proforma else "invoice"],
        "note": say["proforma_note"] if proforma else "",
        "number": charge.label or "",
        "date": say.day(charge.day),
        "company": {"name": company["name"]},
        "footer": joined(company["name"], company["address"], company["tax_id"]),
        "seller": [part for part in (company["name"], company["address"], company["tax_id"], company["phone"],
                                     company["email"]) if part],
        "buyer": [part for part in (short(customer["name"]), short(figures["site"]["address"])) if part],
        "subject": say.say("for_work", kwp=kwp, place=short(figures["site"]["address"])),
        "by": say.say("by_proposal", label=figures["proposal"]),
        "rows": [
            {"rate": f"{rate(one)} %", "net": money(net), "vat": money(vat), "gross": money(net + vat)}
            for one, net, vat in figures["rates"]
        ],
        "amount": money(charge.amount),
        "ledger": [[say["paid"], money(figures["paid"])], [say["left"], money(figures["left"])]],
    }  # fmt: skip
