"""What stands on the papers of an offer, in the language of the customer: words, amounts and days as texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from math import floor, log10
from typing import Any

from solartui.domain.estimate import standard_figures
from solartui.domain.money import digits_of, format_money, format_number, sign_of, to_decimal, to_minor
from solartui.domain.offers.figures import offer_figures
from solartui.domain.offers.proposals import Proposal
from solartui.domain.projects import Project
from solartui.domain.text import clean, cut

_LONGEST_NAME = 160
_MINUS = "\N{MINUS SIGN}"
_KG = 1000
_FLAT = 5
_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 5
_WORDS = ("title", "hero", "proposal", "page", "system", "chart", "production", "use", "price", "payable",
          "return", "terms", "customer_signs")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; see ``words.toml``."""

    language: str
    texts: Mapping[str, Any]

    def __getitem__(self, key: str) -> str:
        """A word or sentence."""
        return str(self.texts[key])

    def say(self, key: str, **values: object) -> str:
        """A sentence with its places filled in."""
        return str(self.texts[key]).format(**values)

    @property
    def terms(self) -> tuple[str, ...]:
        """The usual terms."""
        return tuple(self.texts["terms_list"])

    @property
    def months(self) -> tuple[str, ...]:
        """Short names of the months, January first."""
        return tuple(self.texts["months"])

    def day(self, day: date) -> str:
        """A day in full: ``21 November 2026``."""
        return f"{day.day} {self.texts['months_of'][day.month - 1]} {day.year}"

    def direction(self, azimuth: float) -> str:
        """The letters of the compass that a plane faces."""
        names = self.texts["directions"]
        return str(names[round(azimuth / 45) % 8])


@cache
def words(language: str) -> Words:
    """The words of a language."""
    import tomllib
    from importlib import resources

    text = resources.files("solartui.domain.offers").joinpath("words.toml").read_text(encoding="utf-8")
    return Words(language, tomllib.loads(text)[language])


TAX_NAMES = {"au": "GST"}
"""What the tax is called, by key of the regulation; VAT elsewhere."""


def language_of(project: Project) -> str:
    """The language of a project's place, where we have it."""
    return "pl" if project.regulation == "pl" else "en"


def proposal_paper(proposal: Proposal) -> dict[str, Any]:
    """What the template of a proposal is given: words, texts and the numbers of its charts. No internal notes."""
    return _Paper(proposal).document()


@dataclass(frozen=True, slots=True)
class _Paper:
    """One proposal on its way to paper."""

    proposal: Proposal

    @property
    def words(self) -> Words:
        return words(self.proposal.language)

    @property
    def figures(self) -> Mapping[str, Any]:
        return self.proposal.figures

    @property
    def tax(self) -> str:
        return str(self.figures.get("tax_name") or "VAT")

    def document(self) -> dict[str, Any]:
        proposal, say, figures = self.proposal, self.words, self.figures
        company = figures["company"]
        made = date.fromisoformat(figures["made_on"])
        return {
            "language": proposal.language,
            "words": {key: say[key] for key in _WORDS},
            "number": proposal.full_label,
            "date": say.day(made),
            "company": {"name": company["name"] or figures["seller"]["name"]},
            "footer": joined(company["name"], company["address"], company["tax_id"], company["web"]),
            "client": short(figures["customer"]["name"]),
            "address": short(figures["site"]["address"]),
            "modules": figures["design"]["modules"],
            "kpis": list(self._kpis()),
            "facts": [[name, value] for name, value in self._facts() if value],
            "chart": self._chart(),
            "item_heads": [say["item"], say["quantity"], say["unit_net"], self.tax, say["line_net"]],
            "items": [self._item(line) for line in figures["lines"]],
            "totals": list(self._totals()),
            "payable": self.money(proposal.payable),
            "notes": list(self._notes()),
            "payoff": self._payoff(),
            "terms": [say.say("valid", day=say.day(proposal.valid_until)), *figures["terms"]],
            "seller": joined(figures["seller"]["name"], company["phone"], company["email"]),
        }

    # ---- texts

    def money(self, minor: int) -> str:
        text = format_money(abs(minor), self.proposal.currency, self.proposal.language)
        return f"{_MINUS}{text}" if minor < 0 else text

    def amount(self, minor: int) -> str:
        digits = digits_of(self.proposal.currency)
        return format_number(to_decimal(minor, self.proposal.currency), digits, self.proposal.language)

    def number(self, value: Decimal | float, digits: int = 0) -> str:
        return format_number(value, digits, self.proposal.language)

    def plain(self, text: object) -> str:
        """A stored number as the language writes it, without zeros at its end."""
        return str(text).replace(".", ",") if self.proposal.language == "pl" else str(text)

    # ---- parts

    def _kpis(self) -> Iterator[dict[str, str]]:
        say, design, brings = self.words, self.figures["design"], self.figures["benefit"]
        none = say["not_known"]
        kwp = self.plain(f"{round(self.proposal.capacity_kwp, 2):g}")
        made = self.number(sum(design["yields"])) if design["yields"] else none
        yield {"label": say["power"], "value": kwp, "unit": "kWp", "tone": "sun"}
        yield {"label": say["year_yield"], "value": made, "unit": "kWh" if design["yields"] else "", "tone": "sky"}
        saved = self.number(to_decimal(brings["saving"], self.proposal.currency)) if brings else none
        per_year = f"{sign_of(self.proposal.currency, self.proposal.language)} {say['per_year']}"
        yield {"label": say["saving"], "value": saved, "unit": per_year if brings else "", "tone": "leaf"}
        years = brings and brings["payback_years"]
        back, unit = (self.number(years, 1), say["years"]) if brings and years is not None else (none, "")
        yield {"label": say["payback"], "value": back, "unit": unit, "tone": "leaf"}

    def _facts(self) -> Iterator[tuple[str, str]]:
        say, design, brings = self.words, self.figures["design"], self.figures["benefit"]
        yield say["modules"], self._modules(design)
        inverter = design["inverter"]
        if design["inverter_kw"]:
            inverter = joined(inverter, f"{self.number(design['inverter_kw'], 1)} kW")
        yield say["inverter"], inverter
        capacity = f"{self.number(design['battery_kwh'], 1)} kWh" if design["battery_kwh"] else ""
        yield say["battery"], joined(design["battery"], capacity)
        yield say["planes"], ", ".join(self._plane(plane) for plane in design["planes"])
        yield say["grid"], say[self.figures["grid_connection"]]
        if brings:
            own, supply = (self.number(brings[key] * 100) for key in ("self_used", "self_supply"))
            yield say["self_use"], f"{own} % / {supply} %"
            yield say["co2"], say.say("co2_value", tonnes=self.number(brings["co2_kg"] / _KG, 1))

    def _modules(self, design: Mapping[str, Any]) -> str:
        if not design["modules"]:
            return short(design["module"])
        power = f"{design['module_wp']} W" if design["module_wp"] else ""
        name = short(design["module"])
        return f"{design['modules']} × {name if power and power in name else joined(name, power)}"

    def _plane(self, plane: Mapping[str, Any]) -> str:
        facing = f"{self.words.direction(plane['azimuth'])} {plane['tilt']:g}°"
        if plane["tilt"] <= _FLAT:
            facing = self.words["flat_roof"]
        name = f"{short(plane['name'])}: " if plane["name"] else ""
        return f"{name}{plane['modules']} × {facing}"

    @property
    def _error_percent(self) -> int:
        """How far off its estimates may be; older offers do not say it and have what comes with the program."""
        return int(self.figures.get("error_percent", standard_figures().error_percent))

    def _chart(self) -> dict[str, Any] | None:
        say, design, brings = self.words, self.figures["design"], self.figures["benefit"]
        if not design["yields"] or not sum(design["yields"]):
            return None
        use = brings["use"] if brings else []
        most = max(*design["yields"], *use)
        ticks = _ticks(0, most)
        source = say.say(f"yield_{design['yield_source'] or 'hand'}", error=self._error_percent)
        kwp = self.proposal.capacity_kwp
        each = f"{self.number(sum(design['yields']) / kwp)} kWh/kWp" if kwp else ""
        return {
            "production": design["yields"],
            "use": use,
            "top": most * 1.05,
            "ticks": [[value, self.number(value, 0 if value.is_integer() else 1)] for value in ticks],
            "months": list(say.months),
            "note": joined(each and f"{say['specific'].lower()} {each}", source),
        }

    def _item(self, line: Mapping[str, Any]) -> dict[str, str]:
        return {
            "name": short(line["name"]),
            "quantity": self.plain(line["quantity"]),
            "unit": short(line["unit"]),
            "unit_net": self.amount(line["unit_net"]),
            "rate": " / ".join(self.plain(rate) for rate in line["rates"]) + " %",
            "net": self.amount(line["net"]),
        }

    def _totals(self) -> Iterator[dict[str, str]]:
        say, proposal = self.words, self.proposal
        yield {"name": say["total_net"], "value": self.money(proposal.net), "kind": "plain"}
        for one in self.figures["rates"]:
            name = say.say("tax", tax=self.tax, rate=self.plain(one["rate"]), net=self.money(one["net"]))
            yield {"name": name, "value": self.money(one["vat"]), "kind": "plain"}
        yield {"name": say.say("total_gross", tax=self.tax), "value": self.money(proposal.gross), "kind": "gross"}
        left = proposal.incentive
        for one in self.figures["incentives"]:
            given = min(left, one["amount"])
            left -= given
            yield {"name": one["name"], "value": self.money(-given), "kind": "incentive"}

    def _notes(self) -> Iterator[str]:
        say, rule = self.words, self.figures["vat"]
        net, gross = self.proposal.per_kwp
        if net is not None and gross is not None:
            yield say.say("per_kwp", tax=self.tax, net=self.money(net), gross=self.money(gross))
        numbers = {key: self.plain(rule[key]) for key in ("rate", "above", "area", "limit")}
        why = say.say(f"why_{rule['why']}", reason=rule["reason"].rstrip("."), **numbers)
        if why and (rule["reason"] or rule["why"] != "own"):
            yield why
        yield from (f"{one['name']}: {one['note']}" for one in self.figures["incentives"])

    def _payoff(self) -> dict[str, Any] | None:
        say, brings, currency = self.words, self.figures["benefit"], self.proposal.currency
        if not brings:
            return None
        values = [float(to_decimal(minor, currency)) for minor in brings["balance"]]
        ticks = _ticks(min(values), max(values))
        offers = offer_figures()
        bought, sold = (self.money(to_minor(brings[key], currency)) for key in ("bought", "fed_in"))
        note = say.say(
            "return_note",
            error=self._error_percent,
            bought=bought,
            sold=sold,
            growth=self.plain(offers.growth),
            ageing=self.plain(offers.ageing),
            count=len(values) - 1,
            result=self.money(brings["balance"][-1]),
        )
        return {"values": values, "ticks": [[value, self._tick(value)] for value in ticks], "note": note}

    def _tick(self, value: float) -> str:
        sign = _MINUS if value < 0 else ""
        size = abs(value)
        if size >= _KG and size % 100 == 0:
            text = self.number(size / _KG, 0 if size % _KG == 0 else 1)
            return f"{sign}{text} {self.words['thousand']}"
        return f"{sign}{self.number(size)}"


def short(text: object) -> str:
    """A text as one line of limited length."""
    return cut(clean(str(text or "")), _LONGEST_NAME)


def joined(*parts: object) -> str:
    """Texts side by side, without those that are empty."""
    return " · ".join(text for part in parts if (text := short(part)))


def _ticks(low: float, high: float) -> Sequence[float]:
    """Round values for the axis of a chart, up to five, with 0 among them."""
    span = max(high - min(low, 0), 1e-9)
    size = 10 ** floor(log10(span / _TICKS))
    step = next(one * size for one in _STEPS if one * size * _TICKS >= span)
    first = -int(-low // step) if low < 0 else 0
    return [float(place * step) for place in range(first, int(high // step) + 1)]
