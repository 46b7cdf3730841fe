"""Validated input: what a form, the command line or an import wants to store.

A draft only ever holds clean values of the right kind. Rules that need the database, such as the one contact for
an e-mail address, are in the services.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from solartui.domain.contact_details import SECRETS, checked_login
from solartui.domain.country_codes import known_country
from solartui.domain.days import parse_day
from solartui.domain.errors import Invalid
from solartui.domain.moments import parse_moment, to_utc
from solartui.domain.text import clean, fold, unique_key
from solartui.domain.typed_numbers import plain_number
from solartui.domain.vocabulary import LABELS, ContactKind, ContactOrigin, Gender, GridConnection, LeadType, Source
from solartui.i18n import tr

LINE_LENGTH = 500
SECRET_LENGTH = 60

_YES = {"yes", "y", "true", "1", "on", "tak", "t", "prawda", "x"}
_NO = {"no", "n", "false", "0", "off", "nie", "f", "falsz"}

Model = TypeVar("Model", bound=BaseModel)


def _line(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(tr("is no text"))
    text = clean(value)
    if value.strip() and not text:
        raise ValueError(tr("has no visible character"))
    if len(text) > LINE_LENGTH:
        raise ValueError(tr("is longer than {limit} characters", limit=LINE_LENGTH))
    return text or None


def parse_number(value: object) -> float | None:
    """A number as people type it, see `typed_numbers`.

    Raises:
        ValueError: it is none.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise ValueError(tr("is no number"))
    if isinstance(value, str):
        text = clean(value)
        try:
            # Python reads 1_000 as a number; for people it is a slip of the finger.
            value = float(plain_number(text).replace("_", "?")) if text else None
        except ValueError:
            raise ValueError(tr("is no number")) from None
        if value is None:
            return None
    if not isinstance(value, (int, float)):
        raise ValueError(tr("is no number"))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(tr("is no number"))
    return number


def _whole(value: object) -> int | None:
    number = parse_number(value)
    if number is None:
        return None
    if number != int(number):
        raise ValueError(tr("is no whole number"))
    return int(number)


def checked_flag(name: str, value: object) -> bool:
    """Yes or no, where one of them has to be said.

    Raises:
        Invalid: it is neither.
    """
    try:
        said = parse_yes_no(value)
    except ValueError:
        said = None
    if said is None:
        raise Invalid(f"{name}: " + tr("{text} is neither yes nor no", text=clean(str(value or "—"))[:40]), name)
    return said


def parse_yes_no(value: object) -> bool | None:
    """Yes or no in either language.

    Raises:
        ValueError: it is neither.
    """
    if value is None or isinstance(value, bool):
        return value
    word = fold(clean(str(value)))
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(tr("is neither yes nor no"))


def _moment(value: object) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        if isinstance(value, datetime):
            return to_utc(value)
        if isinstance(value, str):
            return to_utc(parse_moment(value, datetime.now().astimezone()))
    except (Invalid, ValueError) as problem:
        raise ValueError(tr("is no date")) from problem
    raise ValueError(tr("is no date"))


def _choice(kind: type[StrEnum]) -> BeforeValidator:
    def choose(value: object) -> StrEnum | None:
        if value is None or isinstance(value, kind):
            return value
        wanted = unique_key(str(value)).replace("_", "").replace("-", "")
        if not wanted:
            return None
        for option in kind:
            for name in (option.value, LABELS[option], tr(LABELS[option])):
                if unique_key(name).replace("_", "").replace("-", "") == wanted:
                    return option
        raise ValueError(tr("is none of: {choices}", choices=", ".join(kind)))

    return BeforeValidator(choose)


def _country(value: object) -> str | None:
    text = _line(value)
    if text is None:
        return None
    code = known_country(text)
    if code is None:
        raise ValueError(tr("is no country code of two letters, such as PL"))
    return code


def _day(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError(tr("is no date"))
    day = parse_day(value or "")
    return None if day is None else day.isoformat()


def _secret(value: object) -> str | None:
    text = _line(value)
    if text is not None and len(text) > SECRET_LENGTH:
        raise ValueError(tr("is longer than {limit} characters", limit=SECRET_LENGTH))
    return text


Line = Annotated[str | None, BeforeValidator(_line)]
Day = Annotated[str | None, BeforeValidator(_day)]
Secret = Annotated[str | None, BeforeValidator(_secret)]
Login = Annotated[str | None, BeforeValidator(checked_login)]
Whole = Annotated[int | None, BeforeValidator(_whole)]
YesNo = Annotated[bool | None, BeforeValidator(parse_yes_no)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]
# The limits belong to the number inside: an empty value, which clears a field, has none.
Latitude = Annotated[Annotated[float, Field(ge=-90, le=90)] | None, BeforeValidator(parse_number)]
Longitude = Annotated[Annotated[float, Field(ge=-180, le=180)] | None, BeforeValidator(parse_number)]
MonthlyKwh = Annotated[Annotated[float, Field(ge=0, le=1e9)] | None, BeforeValidator(parse_number)]
Score = Annotated[Annotated[int, Field(ge=0, le=100)] | None, BeforeValidator(_whole)]
Phases = Annotated[Annotated[int, Field(ge=1, le=3)] | None, BeforeValidator(_whole)]
Capacity = Annotated[Annotated[float, Field(ge=0, le=1e6)] | None, BeforeValidator(parse_number)]


def _twelve(value: object) -> list[float | None] | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = value.split(";") if ";" in value else value.split()
    if not isinstance(value, (list, tuple)) or (value and len(value) != 12):
        raise ValueError(tr("needs twelve monthly values"))
    months = [parse_number(v) for v in value]
    if any(v is not None and v < 0 for v in months):
        raise ValueError(tr("is less than 0"))
    return months if any(v is not None for v in months) else None


class ContactDraft(BaseModel):
    """A contact to be stored, or the fields of one to be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Annotated[ContactKind | None, _choice(ContactKind)] = None
    name: Line = None
    company_id: Whole = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    origin: Annotated[ContactOrigin | None, _choice(ContactOrigin)] = None
    login: Login = None
    middle_name: Line = None
    gender: Annotated[Gender | None, _choice(Gender)] = None
    birth_date: Day = None
    passport: Secret = None
    licence: Secret = None
    unusable: tuple[str, ...] = ()
    custom: dict[str, Any] | None = None


class LeadFields(BaseModel):
    """Any fields of a lead, each valid by itself. `model_fields_set` tells which were given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line = None
    type: Annotated[LeadType | None, _choice(LeadType)] = None
    grid_connection: Annotated[GridConnection | None, _choice(GridConnection)] = None
    source: Annotated[Source | None, _choice(Source)] = None
    channel: Line = None
    contact_id: Whole = None
    street: Line = None
    postcode: Line = None
    city: Line = None
    region: Line = None
    country: Annotated[str | None, BeforeValidator(_country)] = None
    latitude: Latitude = None
    longitude: Longitude = None
    assignee: Line = None
    owner: Line = None
    monthly_kwh: MonthlyKwh = None
    consumption: Annotated[list[float | None] | None, BeforeValidator(_twelve)] = None
    panel: YesNo = None
    battery: YesNo = None
    heat_pump: YesNo = None
    score: Score = None
    last_contacted: Moment = None
    next_follow_up: Moment = None
    follow_up_note: Line = None
    lost_reason: Line = None
    external_id: Line = None
    partner: Line = None
    location: Line = None
    custom: dict[str, Any] | None = None


class LeadDraft(LeadFields):
    """A lead to be stored: its fields, and its contact by id or as a new one."""

    stage: Line = None
    new_contact: ContactDraft | None = None

    @model_validator(mode="after")
    def _both_coordinates(self) -> LeadDraft:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(tr("Coordinates need both a latitude and a longitude"))
        return self


class ProjectFields(BaseModel):
    """Fields of a project that can be changed by hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line = None
    phases: Phases = None
    metering_point: Line = None
    capacity_kwp: Capacity = None
    battery_kwh: Capacity = None
    type: Annotated[LeadType | None, _choice(LeadType)] = None
    grid_connection: Annotated[GridConnection | None, _choice(GridConnection)] = None
    street: Line = None
    postcode: Line = None
    city: Line = None
    region: Line = None
    country: Annotated[str | None, BeforeValidator(_country)] = None
    latitude: Latitude = None
    longitude: Longitude = None
    custom: dict[str, Any] | None = None


class ProjectDraft(ProjectFields):
    """A project that starts without a lead, for a known contact."""

    contact_id: Whole = None


_KINDS_OF_PROBLEM = {
    "greater_than": lambda c: tr("has to be more than {limit}", limit=f"{c['gt']:.10g}"),
    "greater_than_equal": lambda c: tr("is less than {limit}", limit=f"{c['ge']:.10g}"),
    "less_than_equal": lambda c: tr("is more than {limit}", limit=f"{c['le']:.10g}"),
}


def validated(model: type[Model], values: Mapping[str, Any]) -> Model:
    """A draft of the given values.

    Raises:
        Invalid: the first value that is none, with its field and the reason.
    """
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = str(first["loc"][0]) if first["loc"] else None
        if field and first["type"] == "extra_forbidden":
            fields = ", ".join(model.model_fields)
            known = tr(
                "{field}: there is no such field to set. Fields: {fields}", field=clean(field)[:40], fields=fields
            )
            raise Invalid(known, field) from None
        context = first.get("ctx", {})
        made = _KINDS_OF_PROBLEM.get(first["type"])
        # What the validating library says by itself is English, and about its own types.
        problem = made(context) if made else str(context.get("error", tr("is not what belongs here")))
        value = values.get(field) if field else None
        telling = value not in (None, "") and not isinstance(value, list | tuple | dict) and field not in SECRETS
        shown = clean(str(value))[:60] if telling else ""
        where = " ".join(part for part in (f"{clean(field)[:40]}:" if field else "", shown) if part)
        raise Invalid(f"{where} {problem}".strip(), field) from None
