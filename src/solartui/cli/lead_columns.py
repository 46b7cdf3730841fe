"""The columns of the lead list on the command line, made from lead documents; imports nothing heavy."""

from __future__ import annotations

from solartui.cli.layout import Column
from solartui.domain.vocabulary import OWN
from solartui.i18n import mark, tr, with_comma

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from solartui.domain.custom_fields import CustomField

    Document = dict[str, Any]

# The columns that a list has by itself, each with the width of the terminal from which on.
_USUAL = (
    ("id", 0), ("name", 0), ("stage", 0), ("phone", 0), ("assignee", 0), ("next_follow_up", 100), ("location", 120),
    ("created_at", 140),
)  # fmt: skip
# What a document holds beyond the promised keys; shown only to those who name it.
DISTANCE = "distance"
EXTRA = ("follow_up_note", "lost_reason", "stage_since", "first_contacted", "respond_by", "external_id")


def _first(key: str) -> Callable[[Document], Any]:
    return lambda lead: next(iter(lead["contact"][key]), None)


def _place(key: str) -> Callable[[Document], Any]:
    return lambda lead: lead["address"][key]


def _location(lead: Document) -> Any:
    return lead["address"]["city"] or lead["address"]["text"] or None


# What is no key of the document itself, with how it is found there.
_DERIVED: Mapping[str, Callable[[Document], Any]] = {
    "phone": _first("phones"),
    "email": _first("emails"),
    "location": _location,
    **{part: _place(part) for part in ("street", "postcode", "city", "region", "country")},
}

TITLES: Mapping[str, str] = {
    "id": mark("ID"),
    "name": mark("Name"),
    "type": mark("Type"),
    "grid_connection": mark("Grid connection"),
    "stage": mark("Stage"),
    "source": mark("Source"),
    "channel": mark("Channel"),
    "contact": mark("Contact"),
    "phone": mark("Phone"),
    "email": mark("E-mail"),
    "address": mark("Address"),
    "location": mark("Location"),
    "street": mark("Street"),
    "postcode": mark("Postcode"),
    "city": mark("Town"),
    "region": mark("Region"),
    "country": mark("Country"),
    "latitude": mark("Latitude"),
    "longitude": mark("Longitude"),
    DISTANCE: mark("Distance, km"),
    "assignee": mark("Assignee"),
    "owner": mark("Owner"),
    "created_by": mark("Created by"),
    "created_entity": mark("Creating entity"),
    "monthly_kwh": mark("kWh a month"),
    "consumption": mark("Consumption"),
    "panel": mark("Panels"),
    "battery": mark("Battery"),
    "heat_pump": mark("Heat pump"),
    "score": mark("Score"),
    "last_contacted": mark("Last contacted"),
    "next_follow_up": mark("Follow-up"),
    "follow_up_note": mark("Follow-up note"),
    "lost_reason": mark("Lost because"),
    "converted": mark("Converted"),
    "archived": mark("Archived"),
    "created_at": mark("Created"),
    "updated_at": mark("Updated"),
    "stage_since": mark("In stage since"),
    "first_contacted": mark("First contacted"),
    "respond_by": mark("Answer by"),
    "external_id": mark("External ID"),
    "version": mark("Version"),
    "projects": mark("Projects"),
    "partner": mark("Partner"),
    "service_location": mark("Service location"),
    "custom": mark("Own fields"),
}
_DEGREES = frozenset({"latitude", "longitude"})
_NUMBERS = frozenset({DISTANCE, "id", "latitude", "longitude", "monthly_kwh", "score", "version"})
_LONG = frozenset({"name", "contact", "email", "address", "location", "follow_up_note", "lost_reason", "projects"})
_TIMES = frozenset(
    {"last_contacted", "next_follow_up", "created_at", "updated_at", "stage_since", "first_contacted", "respond_by"}
)
_CHOICES = frozenset({"type", "grid_connection", "source"})


def with_distance(leads: Iterable[Document], origin: Any) -> Iterator[Document]:
    """Leads with how far they are from a place, in kilometres."""
    from solartui.domain.places import distance_km

    for lead in leads:
        placed = origin is not None and lead["latitude"] is not None
        far = round(distance_km(origin, (lead["latitude"], lead["longitude"])), 2) if placed else None
        yield lead | {DISTANCE: far}


def usual_columns(width: int) -> tuple[str, ...]:
    """The columns of a list for which none are named, in a terminal of so many cells."""
    return tuple(key for key, least in _USUAL if width >= least)


def value_of(lead: Document, key: str) -> Any:
    """What a document says under the name of a column."""
    if key.startswith(OWN):
        return lead["custom"].get(key.removeprefix(OWN))
    return _DERIVED[key](lead) if key in _DERIVED else lead.get(key) if key == DISTANCE else lead[key]


def number_text(value: float) -> str:
    """A number without needless decimals, with the comma of the language."""
    return with_comma(_degrees(value))


def _degrees(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0").rstrip(".")


def time_text(stored: str) -> str:
    """A time of a document on the clock of this place, to the minute."""
    from datetime import datetime

    return datetime.fromisoformat(stored).astimezone().strftime("%Y-%m-%d %H:%M")


def choice_text(key: str, value: str) -> str:
    """The word for a type, a grid connection or a source."""
    from solartui.domain.vocabulary import GridConnection, LeadType, Source, label

    kinds: Mapping[str, Any] = {"type": LeadType, "grid_connection": GridConnection, "source": Source}
    return label(kinds[key](value))


def text_of(lead: Document, key: str, stages: Mapping[str, str]) -> str:
    """What a column shows of a lead.

    Args:
        lead: its document.
        key: the column.
        stages: the names of the stages by their keys, in the language in use.
    """
    value = value_of(lead, key)
    if value is None:
        return ""
    if key == "stage":
        return stages.get(value, value)
    if key in _CHOICES:
        return choice_text(key, value)
    if key == "custom":
        return ", ".join(f"{name}: {plain_text(own)}" for name, own in value.items())
    if key in _TIMES:
        return time_text(value)
    # Degrees are copied into maps, which know no comma.
    return _degrees(value) if key in _DEGREES else plain_text(value)


def plain_text(value: Any) -> str:
    """A value of a document for reading."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or "")
    if isinstance(value, list):
        parts = [plain_text(part) for part in value if part is not None]
        return ("; " if any(isinstance(part, float) for part in value) else ", ").join(parts)
    return str(value)


def columns_for(
    keys: Iterable[str], stages: Mapping[str, str], own: Mapping[str, CustomField] | None = None
) -> list[Column]:
    """The columns with these names, `own` being the fields of the desk's own among them."""

    def text(key: str) -> Callable[[Document], str]:
        return lambda lead: text_of(lead, key, stages)

    widest = max(map(len, stages.values()), default=0)
    own = own or {}
    return [
        Column(
            key,
            own[key].label if key in own else TITLES[key],
            text(key),
            right=key in _NUMBERS or (key in own and own[key].kind == "number"),
            long=key in _LONG,
            least=widest if key == "stage" else 0,
        )
        for key in keys
    ]


def shaped(leads: Iterable[Document], keys: tuple[str, ...] | None) -> Iterator[Document]:
    """The documents as they are printed: with the named keys only, else with all that are promised."""
    for lead in leads:
        if keys is not None:
            yield {key: value_of(lead, key) for key in keys}
        else:
            for extra in EXTRA:
                del lead[extra]
            lead["contact"].pop("company", None)
            yield lead
