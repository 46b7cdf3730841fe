"""The filter panel of projects: from conditions to fields and back, and what the fields offer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from solartui.domain.people import Entity, User
from solartui.domain.query import QueryContext, QueryError
from solartui.domain.query.ast import terms_text
from solartui.domain.query.panel import panel_from, panel_of
from solartui.domain.query.parser import parse
from solartui.domain.query.project_fields import PROJECT_FIELDS
from solartui.domain.vocabulary import EntityKind, Role
from solartui.screens.lists.criteria import Criteria, condition_of, entry_of
from solartui.screens.projects.filter_fields import ProjectCriteria
from solartui.services.filters import Choices

CONTEXT = QueryContext((), datetime(2026, 11, 23, 9, 30, tzinfo=UTC), UTC, 1, PROJECT_FIELDS)
BESIDE = ("words", "also")


def made() -> ProjectCriteria:
    """The fields with what a desk offers."""
    fields = ProjectCriteria(CONTEXT)
    users = (User(1, 1, "anna", "Anna Nowak", Role.SALES, True, None, 1),)
    entities = (Entity(2, EntityKind.TEAM, "North", None, True, 1),)
    fields.offer(Choices((), users, entities), {"country": ["PL", "AU"]})
    return fields


def through(text: str) -> str:
    """A filter after it went into the fields of the panel and out again."""
    criteria: Criteria = made()
    panel = panel_of(parse(text, CONTEXT), criteria.shown)
    fields = [field for _, section in criteria.sections() for field in section if field.key not in BESIDE]
    for field in fields:
        field.put(entry_of(field, panel.criterion(field.key)))
    found = [condition for field in fields if (condition := condition_of(field, CONTEXT)) is not None]
    beside = f"{terms_text(panel.words)} {terms_text(panel.also)}"
    return panel_from(found, beside, CONTEXT, criteria.shown).text


def written(text: str) -> str:
    """A filter as the filter language writes it."""
    return terms_text(parse(text, CONTEXT).terms)


@pytest.mark.parametrize(
    "text",
    [
        "stage:quoting,committing",
        "active:yes",
        "active:no",
        "outcome:lost,cancelled",
        "type:industrial grid:off_grid",
        "contact:kowalski",
        'city:"nowy sącz"',
        "postcode:30-001 region:małopolskie",
        "country:PL,AU",
        "country:none",
        "assignee:me",
        'assignee:"Anna Nowak"',
        "assignee:none",
        "kwp>10",
        "kwp:5..20",
        "battery:none",
        "price>=30000",
        "created:7d",
        "updated:2026-11-01..2026-11-30",
    ],
)
def test_a_condition_goes_into_its_field_and_comes_out_the_same(text: str) -> None:
    assert through(text) == written(text)


@pytest.mark.parametrize(
    "text", ["-stage:quoting", "lead:12", "dach -krakow", "id:4", "stage:quoting stage:committing"]
)
def test_what_no_field_can_show_stays_beside_them(text: str) -> None:
    assert sorted(through(f"kwp>10 {text}").split()) == sorted(f"kwp>10 {written(text)}".split())


def test_every_field_of_the_panel_is_one_of_the_language() -> None:
    criteria = made()
    keys = [field.key for _, section in criteria.sections() for field in section if field.key not in BESIDE]
    assert sorted(keys) == sorted(criteria.shown)
    assert set(keys) <= set(PROJECT_FIELDS.by_name)
    assert len(keys) == len(set(keys))


def test_the_fields_offer_what_the_desk_has() -> None:
    criteria = made()
    assert [option.id for option in criteria.country.options] == ["none", "PL", "AU"]
    assert [option.text for option in criteria.assignee.options] == ["me", "none", "Anna Nowak", "North"]
    assert [option.id for option in criteria.outcome.options] == ["completed", "failed", "lost", "cancelled", "closed"]
    assert criteria.stage.options[0].text == "○ Onboarding"
    assert criteria.remark(3, 1_200) == "3 of 1 200 projects"


def test_a_value_that_cannot_be_is_refused_by_its_field() -> None:
    criteria = made()
    for field, value in ((criteria.kwp, "many"), (criteria.created, "someday"), (criteria.price, ">")):
        field.put(value)
        with pytest.raises(QueryError):
            condition_of(field, CONTEXT)
    criteria.city.put("  ")
    assert condition_of(criteria.city, CONTEXT) is None
