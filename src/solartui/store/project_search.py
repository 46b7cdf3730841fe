"""Filters of the list of projects as SQL."""

from __future__ import annotations

from solartui.domain.query import Query
from solartui.store.conditions import Piece
from solartui.store.list_shape import Selection
from solartui.store.lists import PROJECTS
from solartui.store.record_search import Searched, as_number

_CONTACT = (
    "EXISTS (SELECT 1 FROM project_contact pc JOIN contact c ON c.id = pc.contact_id "
    "WHERE pc.project_id = p.id AND instr(c.name_fold, ?) > 0)"
)
_CARRIED = (
    "EXISTS (SELECT 1 FROM project_assignee a LEFT JOIN user_account u ON u.id = a.user_id "
    "LEFT JOIN entity e ON e.id = a.entity_id WHERE a.project_id = p.id "
    "AND instr(folded(coalesce(u.name, e.name)), ?) > 0)"
)
_ANY_WORD = f"(instr(p.name_fold, ?) > 0 OR instr(p.city_fold, ?) > 0 OR {_CONTACT} OR p.id = ?)"


def _any_word(word: str) -> Piece:
    return _ANY_WORD, [word, word, word, as_number(word)]


_PROJECTS = Searched(
    record="project",
    shape=PROJECTS,
    any_word=_any_word,
    columns={
        "id": "p.id",
        "stage": "p.stage",
        "outcome": "p.outcome",
        "type": "p.type",
        "grid": "p.grid_connection",
        "country": "p.country",
        "lead": "p.lead_id",
        "kwp": "p.capacity_kwp",
        "battery": "p.battery_kwh",
        "price": "p.price_net / 100.0",
        "created": "p.created_at",
        "updated": "p.updated_at",
        "street": "p.street",
        "city": "p.city_fold",
        "postcode": "p.postcode",
        "region": "p.region",
        "name": "p.name_fold",
    },
    words={"contact": _CONTACT, "assignee": _CARRIED},
    empty={"assignee": "NOT EXISTS (SELECT 1 FROM project_assignee a WHERE a.project_id = p.id)"},
    nullable=frozenset({"outcome", "lead", "kwp", "battery", "price", "country"}),
    mine="EXISTS (SELECT 1 FROM project_assignee a WHERE a.project_id = p.id AND a.user_id = ?)",
    answers={"active": ("p.outcome IS NULL", "p.outcome IS NOT NULL")},
)


def select_projects(query: Query) -> Selection:
    """The projects that a query means."""
    return _PROJECTS.select(query)
