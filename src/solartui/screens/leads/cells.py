"""Which cells of the lead list can be changed where they stand, and what is asked for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from solartui.domain.errors import Invalid
from solartui.domain.leads import Lead
from solartui.domain.listing import LeadLine
from solartui.domain.moments import parse_moment
from solartui.domain.vocabulary import OWN, GridConnection, LeadType
from solartui.i18n import mark, tr
from solartui.widgets.moments import clock, moment, weekday

_STAMP = "%Y-%m-%d %H:%M"


class TextCell(NamedTuple):
    """A cell that is typed: the name of its field, and whether it is a date."""

    field: str
    is_date: bool = False


TEXTS: Mapping[str, TextCell] = MappingProxyType(
    {
        **{key: TextCell(key) for key in ("name", "street", "postcode", "region", "country", "channel")},
        **{key: TextCell(key) for key in ("follow_up_note", "monthly_kwh", "score")},
        "location": TextCell("city"),
        "next_follow_up": TextCell("next_follow_up", is_date=True),
        "last_contacted": TextCell("last_contacted", is_date=True),
    }
)
_OF_ADDRESS = frozenset({"street", "postcode", "city", "region", "country"})


def text_of(column: str, record: Lead | LeadLine) -> str:
    """The text of a cell as it is typed."""
    cell = TEXTS[column]
    holder = record.address if isinstance(record, Lead) and cell.field in _OF_ADDRESS else record
    value: Any = getattr(holder, cell.field)
    if value is None:
        return ""
    if cell.is_date:
        when = moment(value)
        return when.strftime(_STAMP) if when else ""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


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
    if column in TEXTS or column in CHOICES or column in PEOPLE or column == "stage" or column.startswith(OWN):
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
