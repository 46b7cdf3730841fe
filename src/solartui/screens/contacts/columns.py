"""The columns of the contact list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from solartui.domain.listing import ContactLine
from solartui.domain.vocabulary import ContactKind, ContactOrigin, label
from solartui.i18n import mark
from solartui.theme import Palette
from solartui.widgets import moments
from solartui.widgets.cells import cell_text
from solartui.widgets.columns import Column
from solartui.widgets.parts import Part

Parts = Sequence[Part]


def contact_columns(now: Callable[[], datetime]) -> tuple[Column[ContactLine], ...]:
    """The columns, the most useful first; `now` tells which year needs no mention."""

    def day(value: str) -> Parts:
        when = moments.moment(value)
        return [(moments.day(when, now()) if when else "", "mute")]

    return (
        Column("name", mark("Contact"), 20, _name, widest=32, lead=True),
        Column("email", mark("E-mail"), 19, _email, sortable=False, widest=34),
        Column("phone", mark("Phone"), 16, _phone, sortable=False),
        Column("projects", mark("Projects"), 9, _projects, sortable=False, widest=30),
        Column("kind", mark("Kind"), 7, _kind, widest=8),
        Column("leads", mark("Leads"), 5, _leads, "right", sortable=False),
        Column("company", mark("Company"), 16, _company, widest=28),
        Column("origin", mark("Origin"), 14, _origin),
        Column("created_at", mark("Added"), 11, lambda line, _palette: day(line.created_at)),
        Column("updated_at", mark("Updated"), 14, lambda line, _palette: day(line.updated_at)),
        Column("id", mark("No."), 8, _number, "right"),
    )


def _number(line: ContactLine, _palette: Palette) -> Parts:
    return [(f"#{line.id}", "mute")]


def _name(line: ContactLine, _palette: Palette) -> Parts:
    return [(cell_text(line.name), "text")]


def _email(line: ContactLine, _palette: Palette) -> Parts:
    return [(cell_text(line.email), "soft")]


def _phone(line: ContactLine, _palette: Palette) -> Parts:
    return [(cell_text(line.phone), "soft")]


def _kind(line: ContactLine, _palette: Palette) -> Parts:
    return [(label(ContactKind(line.kind)), "text" if line.kind == ContactKind.COMPANY else "mute")]


def _projects(line: ContactLine, _palette: Palette) -> Parts:
    # Most projects are named for their contact and town; the contact stands in this line already.
    names = (line.projects or "").replace(f"{line.name} – ", "")
    return [(cell_text(names), "soft")]


def _leads(line: ContactLine, _palette: Palette) -> Parts:
    return [(str(line.leads) if line.leads else "", "soft")]


def _company(line: ContactLine, _palette: Palette) -> Parts:
    return [(cell_text(line.company), "soft")]


def _origin(line: ContactLine, _palette: Palette) -> Parts:
    return [(label(ContactOrigin(line.origin)), "mute")]
