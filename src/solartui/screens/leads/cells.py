"""Which cells of the lead list can be changed where they stand, and what is asked for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from solartui.domain.errors import Invalid
from solartui.domain.leads import Lead
from solartui.domain.moments import parse_moment
from solartui.domain.vocabulary import GridConnection, LeadType
from solartui.i18n import mark, tr
from solartui.widgets.moments import clock, weekday

_STAMP = "%Y-%m-%d %H:%M"


class TextCell(NamedTuple):
    """A cell that is typed: the name of its field, and its text as it is."""

    field: str
    text: Callable[[Lead], str | None]
    is_date: bool = False


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _stamp(value: datetime | None) -> str:
    return value.astimezone().strftime(_STAMP) if value else ""


TEXTS: Mapping[str, TextCell] = MappingProxyType(
    {
        "name": TextCell("name", lambda lead: lead.name),
        "location": TextCell("city", lambda lead: lead.address.city),
        "street": TextCell("street", lambda lead: lead.address.street),
        "postcode": TextCell("postcode", lambda lead: lead.address.postcode),
        "region": TextCell("region", lambda lead: lead.address.region),
        "country": TextCell("country", lambda lead: lead.address.country),
        "channel": TextCell("channel", lambda lead: lead.channel),
        "follow_up_note": TextCell("follow_up_note", lambda lead: lead.follow_up_note),
        "monthly_kwh": TextCell("monthly_kwh", lambda lead: _number(lead.monthly_kwh)),
        "score": TextCell("score", lambda lead: _number(lead.score)),
        "next_follow_up": TextCell("next_follow_up", lambda lead: _stamp(lead.next_follow_up), is_date=True),
        "last_contacted": TextCell("last_contacted", lambda lead: _stamp(lead.last_contacted), is_date=True),
    }
)
CHOICES: Mapping[str, type[LeadType | GridConnection]] = MappingProxyType(
    {"type": LeadType, "grid_connection": GridConnection}
)
PEOPLE = frozenset({"assignee", "owner"})

_OF_CONTACT = mark("It belongs to the contact: {key} opens it.")
_WHY_NOT = MappingProxyType(
    {
        "source": mark("The source of a lead tells how it was made and cannot be changed."),
        "contact": _OF_CONTACT,
        "phone": _OF_CONTACT,
        "email": _OF_CONTACT,
    }
)


def why_not(column: str, contact_key: str) -> str | None:
    """Why a cell cannot be changed here, as one sentence; None where it can."""
    if column in TEXTS or column in CHOICES or column in PEOPLE or column == "stage":
        return None
    return tr(_WHY_NOT.get(column, mark("The program keeps this by itself; it cannot be changed.")), key=contact_key)


def value_of(column: str, typed: str, now: datetime) -> object:
    """What is stored for a text that was typed; nothing empties the field.

    Raises:
        Invalid: it is no date, or one that cannot be.
    """
    if not TEXTS[column].is_date:
        return typed or None
    when = parse_moment(typed, now) if typed else None
    if when is not None and column == "next_follow_up" and when <= now:
        raise Invalid(tr("{when} is over already.", when=clock(when, now)))
    if when is not None and column == "last_contacted" and when > now:
        raise Invalid(tr("What has not happened yet is a follow-up."))
    return when


def meaning_of(typed: str, now: datetime) -> str:
    """A date in words.

    Raises:
        Invalid: it is none.
    """
    if not typed:
        return tr("none")
    when = parse_moment(typed, now)
    return f"{weekday(when)} {clock(when, now)}"
