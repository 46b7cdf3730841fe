"""Every criterion of the panel: what its field shows of a filter, and what it asks for."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain

import pytest

from solartui.domain.people import Entity, User
from solartui.domain.query import QueryContext, QueryError, parse
from solartui.domain.query.panel import SHOWN, Panel, panel_of
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.vocabulary import EntityKind, Role, StageKind
from solartui.screens.leads.filter_fields import LeadCriteria
from solartui.screens.lists.criteria import condition_of, entry_of
from solartui.services.filters import Choices
from solartui.widgets.form.field import Field

CONTEXT = QueryContext(SEEDED, datetime(2026, 11, 22, 12, tzinfo=UTC), UTC, 1)
USERS = (
    User(1, 1, "ewa", "Ewa Admin", Role.ADMIN, True, None, 1),
    User(2, 2, "anna", "Anna \"A\" Nowak", Role.SALES, False, None, 1),
)  # fmt: skip
ENTITIES = (Entity(1, EntityKind.TEAM, "North", None, True, 1),)


@pytest.fixture
def fields() -> dict[str, Field]:
    """The fields by their keys, with all that can be chosen."""
    made = LeadCriteria(CONTEXT)
    made.offer(Choices(SEEDED, USERS, ENTITIES), {"channel": ["Web", "Fair, Kraków"], "country": ["PL", "CZ"]})
    return {field.key: field for field in chain.from_iterable(group for _, group in made.sections())}


def test_every_criterion_has_its_field(fields: dict[str, Field]) -> None:
    assert set(fields) == {*SHOWN, "words", "also"}


@pytest.mark.feature("B-56", "B-57", "B-58", "B-59", "B-60", "B-61", "B-62", "B-63", "B-64", "B-65", "B-66")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("stage:open,lost", "○ Open, ✗ Lost"),
        ("type:residential,agricultural", "Residential, Agricultural"),
        ("grid:on_grid,zero_injection", "On-Grid, Zero Injection"),
        ("source:company_leadgen,none", "Company LeadGen, none"),
        ('channel:Web,"Fair, Kraków",none', "Web, Fair, Kraków, none"),
        ("location:Kraków", "Kraków"),
        ("location:none", "none"),
        ("country:PL,none", "PL, none"),
        ('assignee:me,none,"Anna \\"A\\" Nowak",North', None),
        ("owner:none", "none"),
        ("createdby:me", "me"),
        ("entity:none", "none"),
        ("created:7d", "last 7 days"),
        ("created:this-month", "this month"),
        ("created:2026-11-01..2026-11-15", "2026-11-01..2026-11-15"),
        ("updated>=2026-11-01", ">=2026-11-01"),
        ("contacted:never", "never"),
        ("contacted>30d", "more than 30 days ago"),
        ("due:late", "late"),
        ("due:none,7d", "none, 7d"),
        ("response:late", "late"),
        ("kwh>400", ">400"),
        ("kwh:400..800,none", "400..800, none"),
        ("score>=50", ">=50"),
        ("battery:yes", "yes"),
        ("heatpump:no", "no"),
        ("converted:yes", "yes"),
        ("archived", "only these"),
        ("archived:any", "shown too"),
    ],
)
def test_a_field_shows_a_condition_and_asks_for_it_again(
    fields: dict[str, Field], text: str, words: str | None
) -> None:
    (condition,) = panel_of(parse(text, CONTEXT)).criteria
    field = fields[condition.field]
    field.put(entry_of(field, condition))
    assert words is None or field.words == words
    assert condition_of(field, CONTEXT) == condition
    assert Panel((condition,)).text == text
    field.put(entry_of(field, None))
    assert condition_of(field, CONTEXT) is None


@pytest.mark.parametrize(
    ("key", "entry"),
    [("kwh", "much"), ("created", "soonish"), ("due", "never mind"), ("score", ">"), ("location", '""')],
)
def test_what_means_nothing_is_refused_with_one_sentence(fields: dict[str, Field], key: str, entry: str) -> None:
    fields[key].put(entry)
    with pytest.raises(QueryError) as caught:
        condition_of(fields[key], CONTEXT)
    assert "Column" not in caught.value.why


def test_stages_of_the_desk_are_offered_with_their_signs(fields: dict[str, Field]) -> None:
    made = LeadCriteria(CONTEXT)
    own = Stage("waiting", "Waiting", "Czeka", StageKind.WORKING, 9, "open", "◇")
    made.offer(Choices((own,), (), ()), {})
    assert [option.text for option in made.stage.offered("") or made.stage.options] == ["◇ Waiting"]
    made.stage.put(["waiting", "gone"])
    assert made.stage.words == "◇ Waiting, gone"


def test_dates_are_offered_in_words_beside_what_is_typed(fields: dict[str, Field]) -> None:
    offered = {option.id: (option.text, option.remark) for option in fields["due"].offered("")}
    assert offered["7d"] == ("next 7 days", "7d")
    assert offered["late"] == ("late", "")
    assert {option.id for option in fields["contacted"].offered("never")} == {"never"}
    assert [option.id for option in fields["created"].offered("last m")] == ["last-month"]
