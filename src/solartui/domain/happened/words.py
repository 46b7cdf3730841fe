"""Words for what happened: whose names are used, and how values and fields are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from solartui.domain.money import format_number
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.text import clean, cut
from solartui.domain.vocabulary import (
    MONTHS,
    ContactKind,
    ContactOrigin,
    Gender,
    GridConnection,
    LeadType,
    Source,
    label,
)
from solartui.i18n import mark, ntr, tr

Data = Mapping[str, object]

_LONGEST = 120
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Names:
    """What the keys and numbers in the data stand for.

    Attributes:
        stages: the desk's stages.
        users: names by user id.
        entities: names by entity id.
        zone: whose clock times are told by.
    """

    stages: tuple[Stage, ...] = SEEDED
    users: Mapping[int, str] = field(default_factory=dict)
    entities: Mapping[int, str] = field(default_factory=dict)
    zone: tzinfo = UTC

    def stage(self, key: object) -> str:
        """The word for a stage; its key where it is gone."""
        return next((stage.label for stage in self.stages if stage.key == key), shown(key))


PLAIN = Names()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of activity: its sign, and what a filter by kind calls it."""

    glyph: str
    label: str


Tell = Callable[[Data, Names], str]

FIELDS: Mapping[str, str] = {
    "name": mark("Name"),
    "type": mark("Type"),
    "grid_connection": mark("Grid connection"),
    "channel": mark("Channel"),
    "contact_id": mark("Contact"),
    "street": mark("Street"),
    "postcode": mark("Postcode"),
    "city": mark("Town"),
    "region": mark("Region"),
    "country": mark("Country"),
    "latitude": mark("Latitude"),
    "longitude": mark("Longitude"),
    "owner_id": mark("Owner"),
    "monthly_kwh": mark("kWh a month"),
    "consumption": mark("Use by month"),
    "panel": mark("Panels"),
    "battery": mark("Battery"),
    "heat_pump": mark("Heat pump"),
    "score": mark("Score"),
    "last_contacted": mark("Last contacted"),
    "next_follow_up": mark("Follow-up"),
    "follow_up_note": mark("Follow-up note"),
    "lost_reason": mark("Lost reason"),
    "external_id": mark("External ID"),
    "partner_id": mark("Partner"),
    "location_id": mark("Service location"),
    "login": mark("Portal login"),
    "middle_name": mark("Middle name"),
    "gender": mark("Gender"),
    "birth_date": mark("Date of birth"),
    "passport": mark("Passport number"),
    "licence": mark("Licence number"),
    "unusable": mark("Do not use"),
    "kind": mark("Kind"),
    "company_id": mark("Company"),
    "origin": mark("Origin"),
    "emails": mark("E-mail"),
    "phones": mark("Phone"),
    "regulation": mark("Regulation"),
    "phases": mark("Phases"),
    "metering_point": mark("Metering point"),
    "capacity_kwp": mark("Power, kWp"),
    "battery_kwh": mark("Battery, kWh"),
    "price_net": mark("Price without VAT"),
    "price_gross": mark("Price with VAT"),
    "currency": mark("Currency"),
}
_KEYS: Mapping[str, type[StrEnum]] = {
    "type": LeadType,
    "grid_connection": GridConnection,
    "kind": ContactKind,
    "origin": ContactOrigin,
    "source": Source,
    "gender": Gender,
}
_FLAGS = frozenset({"panel", "battery", "heat_pump"})
_TIMES = frozenset({"last_contacted", "next_follow_up"})
_PRICES = frozenset({"price_net", "price_gross"})


def field_label(field: str) -> str:
    """The word for a field of a record."""
    key = {"owner": "owner_id"}.get(field, field)
    return tr(FIELDS[key]) if key in FIELDS else shown(field)


def moment(value: object, zone: tzinfo) -> str:
    """A day with its time, of a stored ISO text: ``24 Nov 2026 14:30``."""
    try:
        when = datetime.fromisoformat(str(value)).astimezone(zone)
    except (ValueError, OverflowError):
        return shown(value)
    return f"{when.day} {tr(MONTHS[when.month - 1])} {when.year} {when:%H:%M}"


def shown(value: object) -> str:
    """A value as one line of limited length."""
    if value is None or value == "":
        return _NOTHING
    return cut(clean(str(value).replace("\n", " ")), _LONGEST)


def told(word: str, key: str = "text") -> Tell:
    """An activity: a word, and what was said where something was. `word` is a text for `tr`."""
    return lambda data, _names: f"{tr(word)}: {shown(data[key])}" if data.get(key) else tr(word)


def plain(sentence: str) -> Tell:
    """An activity that says the same each time; `sentence` is a text for `tr`."""
    return lambda _data, _names: tr(sentence)


def shown_value(column: str, value: object, names: Names) -> str:
    """A stored value of a field as a person reads it."""
    if value is None or value == "":
        return _NOTHING
    if column in _FLAGS:
        return tr("yes") if value else tr("no")
    if column in _TIMES:
        return moment(value, names.zone)
    if column in _KEYS and value in list(_KEYS[column]):
        return label(_KEYS[column](str(value)))
    if column == "owner_id" and isinstance(value, int):
        return names.users.get(value, f"#{value}")
    if column in {"partner_id", "location_id"} and isinstance(value, int):
        return names.entities.get(value, f"#{value}")
    if column.endswith("_id"):
        return f"#{shown(value)}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(column, value)
    if isinstance(value, list | tuple):
        return shown(", ".join(map(str, value)))
    return shown(value)


def _number(column: str, value: float) -> str:
    if column in _PRICES:
        return format_number(value / 100, 2)
    if column in {"latitude", "longitude"}:
        return f"{value:.5f}"
    return format_number(value, 0 if float(value).is_integer() else 2)


def count_of(data: Data) -> int:
    """Of how many records a change is."""
    count = data.get("count", 1)
    return count if isinstance(count, int) else 1


def name_of(data: Data) -> str:
    """The name of the record."""
    return shown(data.get("name"))


def named(sentence: str) -> Tell:
    """A change of one record; `sentence` is a text for `tr`, with ``{name}``."""
    return lambda data, _names: tr(sentence, name=name_of(data))


def said(sentence: str) -> Tell:
    """A change of what somebody wrote; `sentence` is a text for `tr`, with ``{text}``."""
    return lambda data, _names: tr(sentence, text=shown(data.get("text")))


def several(one: str, many: Callable[[int], str]) -> Tell:
    """A change of one record, told by its name, or of several, told by their number. `one` is a text for `tr`."""
    return lambda data, _names: tr(one, name=name_of(data)) if count_of(data) == 1 else many(count_of(data))


def projects_named(data: Data, key: str) -> str:
    """The name of the project that a change is of, or how many it is of."""
    count = count_of(data)
    return shown(data.get(key)) if count == 1 else ntr("{count} project", "{count} projects", count)


def on_project(sentence: str) -> Tell:
    """A change of what is on a project; `sentence` is a text for `tr`, with ``{name}`` and ``{project}``."""
    return lambda data, _names: tr(sentence, name=name_of(data), project=projects_named(data, "project_name"))
