"""Validated input for designs and proposals: what the command line, a form or an imported file wants to store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from solartui.domain.drafts import Capacity, Line, Whole, parse_number
from solartui.domain.errors import Invalid, Refused
from solartui.domain.moments import parse_moment
from solartui.domain.money import digits_of
from solartui.domain.offers.designs import SHADINGS, DesignLine, Plane
from solartui.domain.offers.vat import check_rate
from solartui.domain.offers.vocabulary import Building, LineKind, english
from solartui.domain.text import clean, fold
from solartui.domain.typed_numbers import plain_number
from solartui.i18n import LANGUAGES, tr

MOST_LINES = 200
MOST_PLANES = 40
_MOST_MODULES = 100_000
_LONGEST = 200
_CODE = 3
_LARGEST_AMOUNT = Decimal(10) ** 11
_LARGEST_QUANTITY = Decimal(10) ** 6
Key = TypeVar("Key", bound=StrEnum)


def _decimal(value: object) -> Decimal | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        text = plain_number(str(value))
        number = Decimal(text) if not isinstance(value, bool) and "_" not in text else Decimal("NaN")
    except (InvalidOperation, ValueError):
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(tr("is no number"))
    return number


def _whole(value: object) -> int | None:
    number = parse_number(value)
    if number is not None and number != int(number):
        raise ValueError(tr("is no whole number"))
    return None if number is None else int(number)


def key_of(kind: type[Key], text: object, field: str) -> Key:
    """The value that a key or a word stands for, in either language.

    Raises:
        Invalid: there is none.
    """
    wanted = _bare(str(text))
    for one in kind:
        if wanted in {_bare(one.value), _bare(english(one)), _bare(tr(english(one)))}:
            return one
    raise Invalid(tr("{field}: is none of: {choices}", field=field, choices=", ".join(kind)), field)


def _bare(text: str) -> str:
    return "".join(letter for letter in fold(clean(text)) if letter.isalnum())


def _building(value: object) -> Building | None:
    return None if value in (None, "") else key_of(Building, value, "building")


def _day(value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return parse_moment(str(value), datetime.now().astimezone()).date()
    except (Invalid, ValueError) as problem:
        raise ValueError(tr("is no date")) from problem


def _language(value: object) -> str | None:
    if value in (None, ""):
        return None
    if value not in LANGUAGES:
        raise ValueError(tr("is none of: {choices}", choices=", ".join(LANGUAGES)))
    return str(value)


def _keys(value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)) or not all(isinstance(part, str) for part in parts):
        raise ValueError(tr("is no list of names"))
    return tuple(part.strip() for part in parts if part.strip() and part.strip() != "none")


def _twelve(value: object) -> tuple[float, ...] | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = value.split(";") if ";" in value else value.split()
    if not isinstance(value, (list, tuple)) or len(value) != 12:
        raise ValueError(tr("needs twelve monthly values"))
    months = [parse_number(one) for one in value]
    if any(one is None or not 0 <= one <= 1e9 for one in months):
        raise ValueError(tr("needs twelve monthly values"))
    return tuple(float(one or 0) for one in months)


Number = Annotated[Decimal | None, BeforeValidator(_decimal)]
Area = Annotated[Annotated[float, Field(gt=0, le=1e6)] | None, BeforeValidator(parse_number)]
Angle = Annotated[Annotated[float, Field(ge=0, le=90)] | None, BeforeValidator(parse_number)]
Compass = Annotated[Annotated[float, Field(ge=0, le=360)] | None, BeforeValidator(parse_number)]
Modules = Annotated[Annotated[int, Field(ge=1, le=_MOST_MODULES)] | None, BeforeValidator(_whole)]
Watts = Annotated[Annotated[int, Field(ge=1, le=10_000)] | None, BeforeValidator(_whole)]


class DesignFields(BaseModel):
    """Fields of a design. `modules`, `tilt`, `azimuth` and `shading` are those of a roof with one plane."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line = None
    module: Line = None
    module_wp: Watts = None
    modules: Modules = None
    tilt: Angle = None
    azimuth: Compass = None
    shading: Line = None
    planes: list[Any] | None = None
    capacity_kwp: Capacity = None
    inverter: Line = None
    inverter_kw: Capacity = None
    battery: Line = None
    battery_kwh: Capacity = None
    yields: Annotated[tuple[float, ...] | None, BeforeValidator(_twelve)] = None
    building: Annotated[Building | None, BeforeValidator(_building)] = None
    floor_area: Area = None
    lines: list[Any] | None = None


class ProposalFields(BaseModel):
    """What a person says about a proposal; all else comes from its design."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Annotated[str | None, BeforeValidator(_language)] = None
    valid_until: Annotated[date | None, BeforeValidator(_day)] = None
    vat_rate: Number = None
    vat_reason: Line = None
    incentives: Annotated[tuple[str, ...] | None, BeforeValidator(_keys)] = None
    zone: Whole = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One entry of a list of planes or lines, which knows its place."""

    field: str
    number: int
    data: Mapping[str, Any]

    def wrong(self, what: str) -> Invalid:
        return Invalid(f"{self.field} {self.number}: {what}", self.field)

    def text(self, name: str, default: str = "") -> str:
        value = self.data.get(name)
        text = clean(str(value)) if value is not None else default
        if len(text) > _LONGEST:
            raise self.wrong(tr("is longer than {limit} characters", limit=_LONGEST))
        return text

    def number_of(self, name: str, least: Decimal, most: Decimal, default: Decimal | None = None) -> Decimal:
        try:
            number = _decimal(self.data.get(name))
        except ValueError as problem:
            raise self.wrong(f"{name} {problem}") from None
        number = default if number is None else number
        if number is None:
            raise self.wrong(tr("{field} is missing", field=name))
        if not least <= number <= most:
            raise self.wrong(tr("{field} is not between {least} and {most}", field=name, least=least, most=most))
        return number


def _parts(field: str, values: Sequence[Any], most: int) -> list[_Part]:
    if len(values) > most:
        raise Invalid(tr("{field}: no more than {most}", field=field, most=most), field)
    for value in values:
        if not isinstance(value, Mapping):
            raise Invalid(tr("{field}: needs a list of objects", field=field), field)
    return [_Part(field, number, value) for number, value in enumerate(values, 1)]


def planes_of(values: Sequence[Any]) -> tuple[Plane, ...]:
    """Planes out of JSON objects.

    Raises:
        Invalid: one of them is none; the message says which.
    """
    return tuple(_plane(part) for part in _parts("planes", values, MOST_PLANES))


def _plane(part: _Part) -> Plane:
    modules = part.number_of("modules", Decimal(1), Decimal(_MOST_MODULES))
    if modules != int(modules):
        raise part.wrong(tr("{field} is no whole number", field="modules"))
    shading = part.text("shading", "none") or "none"
    if shading not in SHADINGS:
        raise part.wrong(tr("shading is none of: {choices}", choices=", ".join(SHADINGS)))
    tilt = part.number_of("tilt", Decimal(0), Decimal(90), Decimal(35))
    azimuth = part.number_of("azimuth", Decimal(0), Decimal(360), Decimal(180))
    return Plane(part.text("name"), int(modules), float(tilt), float(azimuth), shading)


def lines_of(values: Sequence[Any], currency: str) -> tuple[DesignLine, ...]:
    """Lines of a bill of materials out of JSON objects; `unit_price` is an amount of the currency.

    Raises:
        Invalid: one of them is none; the message says which.
    """
    return tuple(_line(part, currency) for part in _parts("lines", values, MOST_LINES))


def _line(part: _Part, currency: str) -> DesignLine:
    name = part.text("name")
    if not name:
        raise part.wrong(tr("{field} is missing", field="name"))
    given = part.text("currency", currency) or currency
    if given.upper() != currency:
        raise Refused(tr("The project is in {currency}, not in {given}.", currency=currency, given=given))
    quantity = part.number_of("quantity", Decimal(0), _LARGEST_QUANTITY, Decimal(1))
    if quantity <= 0 or quantity != round(quantity, 3):
        raise part.wrong(tr("{field} needs up to three decimals and is more than 0", field="quantity"))
    price = part.number_of("unit_price", Decimal(0), _LARGEST_AMOUNT)
    rate = part.data.get("vat_rate")
    return DesignLine(
        key_of(LineKind, part.text("kind", "other") or "other", "kind"),
        name,
        quantity,
        part.text("unit"),
        exact_minor(price, currency, f"{part.field} {part.number}: unit_price"),
        None if rate in (None, "") else check_rate(part.number_of("vat_rate", Decimal(0), Decimal(100))),
    )


def exact_minor(amount: Decimal, currency: str, field: str) -> int:
    """An amount as minor units; nothing smaller than those can be paid.

    Raises:
        Invalid: it has more decimals than the currency.
    """
    minor = amount.scaleb(digits_of(currency))
    if minor != minor.to_integral_value():
        digits = digits_of(currency)
        raise Invalid(tr("{field}: {currency} has {digits} decimals", field=field, currency=currency, digits=digits))
    return int(minor)


def amount_of(value: object, currency: str) -> int:
    """A typed amount as minor units; its currency may stand beside it.

    Raises:
        Invalid: it is none.
        Refused: it is one of another currency.
    """
    text = clean(str(value))
    words = text.split()
    for word in words if len(words) > 1 else ():
        if word.isalpha() and len(word) == _CODE and word.upper() != currency:
            raise Refused(tr("The project is in {currency}, not in {given}.", currency=currency, given=word))
    bare = " ".join(word for word in words if word.upper() != currency)
    try:
        number = _decimal(bare)
    except ValueError:
        number = None
    if number is None or not -_LARGEST_AMOUNT <= number <= _LARGEST_AMOUNT:
        raise Invalid(tr("{field}: “{text}” is no amount of money", field="amount", text=text[:40]), "amount")
    return exact_minor(number, currency, "amount")


def day_of_text(text: object, field: str) -> date | None:
    """A typed day; None where there is none.

    Raises:
        Invalid: it is no day.
    """
    try:
        return _day(text)
    except ValueError:
        raise Invalid(tr("{field}: “{text}” is no date", field=field, text=clean(str(text))[:40]), field) from None
