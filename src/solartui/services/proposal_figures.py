"""Everything that a proposal says, put together once: later changes of prices, rules or people leave it as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from solartui.domain.offers.designs import Design, line_document, plane_document, quantity_text
from solartui.domain.offers.incentives import Incentive, Site, incentives_for
from solartui.domain.offers.papers import TAX_NAMES, words
from solartui.domain.offers.pricing import Price, PricedLine, incentive_total, priced
from solartui.domain.offers.vat import TaxCase, VatRule, vat_rule
from solartui.domain.offers.yields import Benefit, benefit
from solartui.domain.regulations import Regulation, regulation_for, regulation_named
from solartui.domain.vocabulary import ContactKind

if TYPE_CHECKING:
    from solartui.domain.offers.drafts import ProposalFields
    from solartui.domain.projects import Project
    from solartui.services.design_columns import SiteUse


@dataclass(frozen=True, slots=True)
class Sender:
    """Who makes the offer: the company as it is set, the person, and the terms.

    Attributes:
        company: name, address, tax_id, phone, email and web.
        terms: sentences of the desk's own; empty for those that come with the program.
        link_base: where customers look at offers; empty: nowhere.
    """

    company: dict[str, str]
    person: str
    terms: tuple[str, ...]
    link_base: str


@dataclass(frozen=True, slots=True)
class Figured:
    """An offer before it has a number: its price, what is given back, and all figures as JSON keeps them."""

    price: Price
    incentive: int
    document: dict[str, Any]


def figure(
    design: Design, site: SiteUse, draft: ProposalFields, language: str, day: date, *, sender: Sender
) -> Figured:
    """Price a design as an offer of a day.

    Raises:
        Refused: the VAT rate of the place is not known, or differs from the rule without a reason.
        Invalid: an incentive does not hold here, or the price is too large.
    """
    project = site.project
    rule = vat_rule(tax_case(design, project, draft, day))
    price = priced(design.lines, rule)
    given = incentives_for(place_of(design, project, draft), day, language, draft.incentives)
    incentive = incentive_total([one.amount for one in given], price.gross)
    battery = bool(design.battery_kwh)
    cost, figures = price.gross - incentive, site.figures
    brings = benefit(project, design.yields, site.months, cost, battery=battery, figures=figures)
    document = {
        "made_on": day.isoformat(),
        "link_base": sender.link_base,
        "company": sender.company,
        "seller": {"name": sender.person},
        "customer": _customer(project),
        "site": {
            "address": replace(project.address, country=None).text,
            "city": project.address.city or "",
            "type": project.type.value,
        },
        "grid_connection": project.grid_connection.value,
        "design": _design(design),
        "lines": [_line(line) for line in price.lines],
        "rates": [{"rate": quantity_text(rate), "net": net, "vat": vat} for rate, net, vat in price.by_rate],
        "vat": _rule(rule),
        "tax_name": TAX_NAMES.get(regulation_of(project).key, "VAT"),
        "incentives": [_incentive(one) for one in given],
        "benefit": _benefit(brings),
        "error_percent": figures.error_percent,
        "terms": list(sender.terms or words(language).terms),
        "chosen": _chosen(draft),
    }
    return Figured(price, incentive, document)


def tax_case(design: Design, project: Project, draft: ProposalFields, day: date) -> TaxCase:
    """What the VAT rate of an offer rests on."""
    return TaxCase(
        regulation=regulation_of(project),
        type=project.type,
        business=bool(project.contacts) and project.contacts[0].kind is ContactKind.COMPANY,
        capacity_kwp=design.capacity_kwp,
        building=design.building,
        floor_area=None if design.floor_area is None else Decimal(str(design.floor_area)),
        day=day,
        own_rate=draft.vat_rate,
        reason=draft.vat_reason or "",
    )


def regulation_of(project: Project) -> Regulation:
    """The rules that the project was made under; those of its place where they are gone."""
    known = regulation_named(project.regulation)
    return known or regulation_for(project.address.country, project.latitude, project.longitude)


def place_of(design: Design, project: Project, draft: ProposalFields) -> Site:
    """What incentives ask for."""
    return Site(
        country=project.address.country,
        region=project.address.region,
        kind=project.type.value,
        capacity_kwp=design.capacity_kwp,
        battery=bool(design.battery_kwh),
        currency=project.currency,
        zone=draft.zone,
    )


def _chosen(draft: ProposalFields) -> dict[str, Any]:
    """What a person chose, for the next version of the offer."""
    return {
        "vat_rate": None if draft.vat_rate is None else quantity_text(draft.vat_rate),
        "vat_reason": draft.vat_reason,
        "incentives": None if draft.incentives is None else list(draft.incentives),
        "zone": draft.zone,
    }


def _customer(project: Project) -> dict[str, str]:
    who = project.contacts[0] if project.contacts else None
    if who is None:
        return {"name": project.name, "kind": ContactKind.PERSON.value, "email": "", "phone": ""}
    email, phone = (next(iter(points), "") for points in (who.emails, who.phones))
    return {"name": who.name, "kind": who.kind.value, "email": email, "phone": phone}


def _design(design: Design) -> dict[str, Any]:
    return {
        "name": design.name,
        "module": design.module or "",
        "module_wp": design.module_wp,
        "modules": design.modules,
        "inverter": design.inverter or "",
        "inverter_kw": design.inverter_kw,
        "battery": design.battery or "",
        "battery_kwh": design.battery_kwh,
        "capacity_kwp": design.capacity_kwp,
        "planes": [plane_document(plane) for plane in design.planes],
        "yields": list(design.yields),
        "yield_source": design.yield_source.value if design.yield_source else None,
    }


def _line(line: PricedLine) -> dict[str, Any]:
    rates = [quantity_text(rate) for rate in line.rates]
    return line_document(line.line) | {"net": line.net, "vat": line.vat, "gross": line.gross, "rates": rates}


def _rule(rule: VatRule) -> dict[str, Any]:
    numbers = {"rate": rule.rate, "above": rule.above, "area": rule.area, "limit": rule.limit}
    shown = {name: None if value is None else quantity_text(value) for name, value in numbers.items()}
    return {"why": rule.why, "reason": rule.reason, **shown}


def _incentive(one: Incentive) -> dict[str, Any]:
    return {"key": one.key, "name": one.name, "note": one.note, "amount": one.amount, "basis": one.basis}


def _benefit(brings: Benefit | None) -> dict[str, Any] | None:
    if brings is None:
        return None
    return {
        "use": [round(kwh, 3) for kwh in brings.use],
        "self_used": round(brings.self_used, 4),
        "self_supply": round(brings.self_supply, 4),
        "saving": brings.saving,
        "co2_kg": round(brings.co2_kg, 1),
        "payback_years": None if brings.payback_years is None else round(brings.payback_years, 2),
        "balance": list(brings.balance),
        "bought": str(brings.prices.bought),
        "fed_in": str(brings.prices.fed_in),
    }
