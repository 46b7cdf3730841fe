"""The follow-up as a date of its own: found, sorted, counted, and told apart by how late it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.listing import Sort
from solartui.services.container import Services
from solartui.services.record_exports import ExportOptions
from tests.conftest import Clock
from tests.desk import SALES, add_lead, at_desk


def test_users_ask_29_a_follow_up_is_a_real_date_to_find_sort_and_count(services: Services, clock: Clock) -> None:
    leads = [add_lead(services, name).id for name in ("Late", "Today", "Tomorrow", "Next month", "Nothing")]
    late, today, tomorrow, later, nothing = leads
    now = clock.now
    times = [now + timedelta(hours=1), now + timedelta(hours=7), now + timedelta(days=1), now + timedelta(days=30)]
    for lead_id, when in zip(leads, times, strict=False):
        services.lead_actions.follow_up([lead_id], when, "Call back")
    clock.forward(hours=2)

    def found(query: str, sort: str = "next_follow_up") -> list[int]:
        return list(services.leads.open_list(query, Sort.parse(sort)).ids())

    assert found("") == [late, today, tomorrow, later, nothing]
    assert found("", "-next_follow_up")[-4:] == [later, tomorrow, today, late]
    assert found("due:late") == found("termin:zaległe") == [late]
    assert found("due:today") == found("termin:dziś") == [late, today]
    assert found("due:tomorrow") == [tomorrow]
    assert found("due:none") == found("termin:brak") == [nothing]
    assert found("due:open") == found("-due:none") == [late, today, tomorrow, later]
    assert found("due<2d -due:late") == [today, tomorrow]
    assert services.leads.due() == (1, 1)
    assert at_desk(services, SALES).leads.due() == (0, 0)
    services.lead_actions.follow_up([late], None)
    assert services.leads.due() == (0, 1)
    assert found("due:late") == []


@pytest.mark.feature("D-19", "D-20")
def test_leads_are_ranked_by_score_and_by_how_long_ago_they_were_contacted(services: Services, clock: Clock) -> None:
    low, high, none = (add_lead(services, name, score=score).id for name, score in (("L", 5), ("H", 90), ("N", None)))
    services.lead_actions.log_contact([high], "call", at=clock.now - timedelta(days=3))
    services.leads.edit(low, {"last_contacted": clock.now - timedelta(days=1)})

    def found(query: str, sort: str) -> list[int]:
        return list(services.leads.open_list(query, Sort.parse(sort)).ids())

    assert found("", "-score") == [high, low, none]
    assert found("score>=5", "score") == [low, high]
    assert found("", "-last_contacted") == [low, high, none]
    assert found("contacted:never", "name") == [none]
    with pytest.raises(Invalid):
        services.leads.edit(low, {"score": 101})


def test_what_has_to_be_answered_is_written_with_the_columns_on_screen(services: Services) -> None:
    add_lead(services, "Waiting")
    sheet = BytesIO()
    services.exports.write(sheet, "csv", ExportOptions(columns=("name", "respond_by")))
    heading, row = sheet.getvalue().decode("utf-8-sig").splitlines()
    assert heading.split(";" if ";" in heading else ",") == ["Lead ID", "Lead name", "Answer by"]
    assert f"{datetime(2026, 11, 24, 7, 30, tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}" in row
