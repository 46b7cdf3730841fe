"""Designs, proposals and ledgers as JSON documents and as labels with values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from solartui.cli.documents import when
from solartui.domain.money import format_money, format_number
from solartui.domain.offers.designs import quantity_text
from solartui.domain.offers.vocabulary import word
from solartui.domain.vocabulary import label
from solartui.i18n import tr
from solartui.services.design_documents import amount, design_document
from solartui.store.times import to_text

if TYPE_CHECKING:
    from datetime import datetime

    from solartui.cli.call import Call
    from solartui.domain.offers.charges import Charge, Ledger
    from solartui.domain.offers.designs import Design
    from solartui.domain.offers.proposals import Proposal

Document = dict[str, Any]
Pairs = Iterator[tuple[str, object]]


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else to_text(moment)


def design_pairs(design: Design) -> Pairs:
    """A design for reading."""
    yield f"#{design.id}", design.name
    yield tr("Project"), f"{design.project_name} (#{design.project_id})"
    yield tr("Power, kWp"), f"{design.capacity_kwp:g}"
    power = f"{design.module_wp} Wp" if design.module_wp else ""
    yield tr("Modules"), " ".join(filter(None, (f"{design.modules} ×", design.module, power))) if design.modules else ""
    for plane in design.planes:
        facing = tr("{modules} modules, {tilt}° up, facing {azimuth}°", modules=plane.modules, tilt=f"{plane.tilt:g}",
                    azimuth=f"{plane.azimuth:g}")  # fmt: skip
        yield tr("Roof plane"), f"{plane.name} {facing}".strip()
    yield tr("Inverter"), _named(design.inverter, design.inverter_kw, "kW")
    yield tr("Battery"), _named(design.battery, design.battery_kwh, "kWh")
    if design.yield_kwh is not None:
        source = f" ({word(design.yield_source)})" if design.yield_source else ""
        yield tr("Yield"), tr("{kwh} kWh a year", kwh=format_number(design.yield_kwh)) + source
    yield tr("Building"), word(design.building) if design.building else None
    yield tr("Floor area, m²"), None if design.floor_area is None else f"{design.floor_area:.10g}"
    for line in design.lines:
        price = format_money(line.unit_net, design.currency)
        yield word(line.kind), f"{line.name}: {quantity_text(line.quantity)} {line.unit} × {price}"
    yield tr("Price without VAT"), format_money(design.net, design.currency)
    yield tr("Linked"), " ".join(filter(None, (design.system, design.external_id, design.url)))
    yield tr("Synced"), when(design.synced_at) if design.synced_at else None
    yield tr("Version"), design.version


def _named(name: str | None, size: float | None, unit: str) -> str:
    return " ".join(part for part in (name, f"{size:g} {unit}" if size else "") if part)


def proposal_document(proposal: Proposal) -> Document:
    """A proposal with its lines, its views and how it was sent."""
    customer = {"id": proposal.contact_id, "name": proposal.customer}
    yields = proposal.figures["design"]["yields"]
    return {
        "id": proposal.id,
        "number": proposal.label,
        "revision": proposal.revision,
        "status": proposal.status.value,
        "active": proposal.active,
        "project": {"id": proposal.project_id, "name": proposal.project_name},
        "lead": proposal.lead_id,
        "design": proposal.design_id,
        "customer": None if proposal.contact_id is None else customer,
        "language": proposal.language,
        "grid_connection": proposal.grid_connection.value,
        "capacity_kwp": proposal.capacity_kwp,
        "battery_kwh": proposal.battery_kwh,
        "yield_kwh": round(sum(yields), 3) if yields else None,
        **_prices(proposal),
        "valid_until": proposal.valid_until.isoformat(),
        **_way(proposal),
        "decided_at": _time(proposal.decided_at),
        "signed_by": proposal.signed_by,
        "reason": proposal.reason,
        "created_by": proposal.created_by,
        "created_at": to_text(proposal.created_at),
        "updated_at": to_text(proposal.updated_at),
        "version": proposal.version,
    }


def _prices(proposal: Proposal) -> Document:
    figures, currency = proposal.figures, proposal.currency
    net, gross = proposal.per_kwp

    def money(minor: int | None) -> str | None:
        return amount(minor, currency)

    return {
        "lines": [
            {key: line[key] for key in ("kind", "name", "quantity", "unit")}
            | {"unit_price": money(line["unit_net"]), "net": money(line["net"]), "vat_rates": line["rates"]}
            | {"vat": money(line["vat"]), "gross": money(line["gross"])}
            for line in figures["lines"]
        ],
        "vat_rates": [
            {"rate": one["rate"], "net": money(one["net"]), "vat": money(one["vat"])} for one in figures["rates"]
        ],
        "price_net": money(proposal.net),
        "vat": money(proposal.vat),
        "price_gross": money(proposal.gross),
        "incentives": [
            {key: one[key] for key in ("key", "name", "note")} | {"amount": money(one["amount"])}
            for one in figures["incentives"]
        ],
        "incentive": money(proposal.incentive),
        "payable": money(proposal.payable),
        "currency": currency,
        "price_per_kwp_net": money(net),
        "price_per_kwp_gross": money(gross),
    }


def _way(proposal: Proposal) -> Document:
    return {
        "sent_at": _time(proposal.sent_at),
        "channel": proposal.channel.value if proposal.channel else None,
        "sent_to": proposal.sent_to,
        "link": proposal.link or None,
        "last_viewed": _time(proposal.last_viewed),
        "seconds_viewed": proposal.seconds_viewed,
        "views": [{"at": to_text(v.at), "seconds": v.seconds, "channel": v.channel.value} for v in proposal.views],
        "deliveries": [
            {"to": one.recipient, "state": one.state, "error": one.error, "at": to_text(one.at)}
            for one in proposal.deliveries
        ],
    }


def proposal_pairs(proposal: Proposal) -> Pairs:
    """A proposal for reading."""
    currency = proposal.currency

    def money(minor: int | None) -> str:
        return format_money(minor, currency)

    net, gross = proposal.per_kwp
    active = tr("in force") if proposal.active else tr("not in force")
    yield f"#{proposal.id}", proposal.full_label
    yield tr("Status"), f"{word(proposal.status)}, {active}"
    yield tr("Project"), f"{proposal.project_name} (#{proposal.project_id})"
    yield tr("Customer"), proposal.customer
    yield tr("Power, kWp"), f"{proposal.capacity_kwp:g}"
    yield tr("Battery, kWh"), proposal.battery_kwh
    yield tr("Grid connection"), label(proposal.grid_connection)
    for line in proposal.figures["lines"]:
        rates = " / ".join(line["rates"])
        yield tr("Item"), f"{line['name']}: {line['quantity']} {line['unit']}, {money(line['net'])} + {rates}%"
    yield tr("Price without VAT"), money(proposal.net)
    yield tr("VAT"), money(proposal.vat)
    yield tr("Price with VAT"), money(proposal.gross)
    for one in proposal.figures["incentives"]:
        yield one["name"], f"{money(-one['amount'])} ({one['note']})"
    yield tr("To pay"), money(proposal.payable) if proposal.incentive else None
    yield tr("Per kWp"), tr("{net} without VAT, {gross} with VAT", net=money(net), gross=money(gross))
    yield tr("Valid until"), proposal.valid_until.isoformat()
    yield tr("Sent"), " · ".join(_sent(proposal))
    yield tr("Link"), proposal.link
    for view in proposal.views:
        yield tr("Viewed"), f"{when(view.at)} · {duration(view.seconds)} · {word(view.channel)}"
    for one in proposal.deliveries:
        if one.state != "sent":
            yield tr("Not sent"), f"{when(one.at)} {one.recipient}: {one.error or tr('interrupted; ask the customer')}"
    yield tr("Signed by"), proposal.signed_by
    yield tr("Reason"), proposal.reason
    yield tr("Decided"), when(proposal.decided_at) if proposal.decided_at else None
    yield tr("Version"), proposal.version


def _sent(proposal: Proposal) -> Iterator[str]:
    if proposal.sent_at is not None and proposal.channel is not None:
        yield when(proposal.sent_at)
        yield word(proposal.channel)
        if proposal.sent_to:
            yield proposal.sent_to


def duration(seconds: int) -> str:
    """A span as ``h:mm:ss``."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def print_proposal(call: Call, proposal: Proposal) -> None:
    """Print a proposal as it now is."""
    call.show(proposal_document(proposal), proposal_pairs(proposal))


def print_design(call: Call, design: Design) -> None:
    """Print a design as it now is."""
    call.show(design_document(design), design_pairs(design))


def charge_document(charge: Charge) -> Document:
    """A line of a ledger."""
    return {
        "id": charge.id,
        "project": charge.project_id,
        "kind": charge.kind.value,
        "number": charge.label,
        "amount": amount(charge.amount, charge.currency),
        "currency": charge.currency,
        "date": charge.day.isoformat(),
        "note": charge.note,
        "created_by": charge.created_by,
        "created_at": to_text(charge.created_at),
    }


def ledger_document(ledger: Ledger) -> Document:
    """The money of a project."""
    return {
        "project": ledger.project_id,
        "currency": ledger.currency,
        "due": amount(ledger.due, ledger.currency),
        "invoiced": amount(ledger.invoiced, ledger.currency),
        "deposit": amount(ledger.deposit, ledger.currency),
        "paid": amount(ledger.paid, ledger.currency),
        "balance": amount(ledger.balance, ledger.currency),
        "entries": [charge_document(charge) for charge in ledger.entries],
    }


def ledger_pairs(ledger: Ledger) -> Pairs:
    """The money of a project for reading."""
    for charge in ledger.entries:
        number = f" {charge.label}" if charge.label else ""
        money = format_money(charge.amount, charge.currency)
        yield (
            charge.day.isoformat(),
            f"{word(charge.kind)}{number}: {money}" + (f" ({charge.note})" if charge.note else ""),
        )
    yield tr("Agreed"), format_money(ledger.due, ledger.currency)
    yield tr("Invoiced"), format_money(ledger.invoiced, ledger.currency)
    yield tr("Paid"), format_money(ledger.paid, ledger.currency)
    yield tr("Balance"), format_money(ledger.balance, ledger.currency)
