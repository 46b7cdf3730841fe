"""What the chips of a filter say: every condition in the words of the person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from solartui import i18n
from solartui.domain.query import QueryContext, parse
from solartui.domain.query.spoken import spoken
from solartui.domain.stages import SEEDED

CONTEXT = QueryContext(SEEDED, datetime(2026, 11, 22, 12, tzinfo=UTC), UTC, 1)


@pytest.mark.feature("B-54")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stage:open,contacted", "stage Open, Contacted"),
        ("-type:residential", "type not Residential"),
        ("krak", "krak"),
        ('-"nowy sącz"', "not nowy sacz"),
        ("city:Kraków,none", "town Kraków, none"),
        ("assignee:me,none", "assignee me, unassigned"),
        ("owner:none createdby:anna", "owner none · created by anna"),
        ("kwh>400", "kWh a month > 400"),
        ("kwh:400..800.5", "kWh a month 400 – 800.5"),
        ("score:..50", "score 50 or less"),
        ("created:7d", "created last 7 days"),
        ("created<1m", "created less than 1 month ago"),
        ("created>=2y", "created 2 years ago or longer"),
        ("created<2026-11", "created before 2026-11"),
        ("updated>=this-month", "updated since this month"),
        ("updated:2026-11-01..today", "updated 2026-11-01 – today"),
        ("due:late,today,none", "follow-up late, today, none"),
        ("due:7d due>3h", "follow-up next 7 days · follow-up in more than 3 hours"),
        ("contacted:never", "last contacted never"),
        ("converted:yes battery:any", "converted yes · battery yes or no"),
        ("archived", "archived only"),
        ("archived:any", "archived too"),
        ("-archived", "not archived"),
        ("phone:601234567", "phone 601234567"),
        ("country:pl", "country PL"),
    ],
)
def test_a_condition_in_words(text: str, said: str) -> None:
    terms = [spoken(term, SEEDED) for term in parse(text, CONTEXT).terms]
    assert " · ".join(" ".join(filter(None, term)) for term in terms) == said


def test_stages_have_the_name_of_the_language() -> None:
    i18n.use_language("pl")
    (term,) = parse("stage:open", CONTEXT).terms
    assert spoken(term, SEEDED).value == "Otwarte"
