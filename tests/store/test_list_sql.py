"""Which way a list takes to its lines: the questions that it asks, and how the database finds the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.store import record_list
from solartui.store import store as store_module
from solartui.store.list_sql import ListSql, source_of
from solartui.store.lists import LEADS
from tests.desk import add_lead

if TYPE_CHECKING:
    from solartui.services.container import Services

WIDE, STAGE = "ix_lead_listed_created", "ix_lead_listed_stage"


def made(services: Services, text: str, sort: Sort = NEWEST_FIRST) -> ListSql:
    return ListSql(LEADS, services.leads.selection(text), sort)


def plan(services: Services, question: tuple[str, tuple[object, ...]]) -> str:
    """How the database finds an answer."""
    with services.store.reading() as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {question[0]}", question[1])
        return "\n".join(row[3] for row in rows)


@pytest.mark.feature("B-54", "B-58", "B-62")
@pytest.mark.parametrize(
    "text",
    [
        "type:residential",
        "assignee:me stage:open,lost",
        "owner:none kwh>100 -source:manual",
        "grid:off_grid score:>5 battery:yes country:pl created:7d contacted:never due:late converted:no",
        "created:<2020",
    ],
)
def test_the_newest_of_a_filter_are_found_on_the_wide_index_alone(services: Services, text: str) -> None:
    for sort in (NEWEST_FIRST, Sort("created_at")):
        shown = plan(services, made(services, text, sort).page(50, walking=True))
        assert WIDE in shown
        assert "TEMP B-TREE" not in shown


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("type:residential", WIDE),
        ("type:residential stage:open country:pl", WIDE),
        ("type:residential stage:open", STAGE),
        ("type:residential -stage:open", WIDE),
        ("stage:open", STAGE),
        ("updated:7d", "ix_lead_listed_updated"),
        ("due:late", "ix_lead_listed_due"),
        ("response:late", "ix_lead_listed_response"),
        ("archived:yes", "ix_lead_archived"),
        ("located:no", "ix_lead_listed_unplaced"),
        ("city:none", "SEARCH l USING INDEX ix_lead_listed_city (city_key=?)"),
        ("city:none type:residential", "ix_lead_listed_city"),
        ("-city:none", WIDE),
        ("#5", "PRIMARY KEY"),
        ("kowal", "PRIMARY KEY"),
        ("kowal stage:open", "PRIMARY KEY"),
    ],
)
def test_what_a_filter_lets_through_is_counted_and_gathered_where_that_is_cheap(
    services: Services, text: str, index: str
) -> None:
    asked = made(services, text, Sort("score"))
    assert index in plan(services, asked.count())
    assert index in plan(services, asked.page(50, walking=False))


@pytest.mark.parametrize(
    ("text", "steady"),
    [
        ("", True),
        ("due:late", True),
        ("stage:open", True),
        ("located:yes", True),
        ("-city:none", True),
        ("located:no", False),
        ("city:none", False),
        ("near:50.06,19.94,5km", False),
        ("kowal", False),
    ],
)
def test_a_walk_may_take_any_time_unless_few_are_found_by_another_index(
    services: Services, text: str, *, steady: bool
) -> None:
    assert made(services, text).steady is steady


def test_a_town_of_signs_alone_is_a_town(services: Services) -> None:
    for city in ("\u0301", "", "Łódź"):
        add_lead(services, f"in {city}", city=city)
    assert [line.name for line in services.leads.open_list("city:none").rows(0, 9)] == ["in"]
    assert services.leads.open_list("-city:none").count() == 2
    assert services.leads.open_list("city:none,lodz").count() == 2


def test_a_stage_is_read_in_order_from_its_own_index(services: Services) -> None:
    for text in ("stage:open", "stage:open type:residential", "assignee:none stage:open"):
        one_stage = plan(services, made(services, text).page(9, walking=True))
        assert f"SEARCH l USING INDEX {STAGE} (stage=?)" in one_stage
        assert "TEMP B-TREE" not in one_stage
    for text in ("-stage:open", "stage:open,lost", "stage:open country:pl"):
        assert f"INDEXED BY {STAGE}" not in made(services, text).page(9, walking=True)[0]


def test_totals_of_the_board_are_grouped_without_sorting(services: Services) -> None:
    for text in ("", "assignee:me", "type:industrial due:late"):
        source = source_of(LEADS, services.leads.selection(text), "stage", "monthly_kwh", "grid_connection")
        assert source == f"lead l INDEXED BY {STAGE}"
    assert WIDE in source_of(LEADS, services.leads.selection("country:pl"), "stage", "monthly_kwh")
    assert WIDE in source_of(LEADS, services.leads.selection(""), "assignee_user_id", "monthly_kwh")


def test_orders_without_an_index_are_sorted_from_the_wide_one(services: Services) -> None:
    for column in ("score", "monthly_kwh", "type", "stage", "assignee", "owner", "last_contacted"):
        asked = made(services, "", Sort(column))
        assert not asked.walks
        assert WIDE in plan(services, asked.page(50, walking=False))


@pytest.mark.parametrize("column", ["phone", "email"])
def test_what_is_looked_up_for_the_order_is_looked_up_where_it_lies_together(services: Services, column: str) -> None:
    for sort in (Sort(column), Sort(column, descending=True), Sort.parse(f"{column},name")):
        asked = made(services, "", sort)
        assert "SCAN l USING INDEX ix_lead_contact" in plan(services, asked.page(50, walking=False))
        filtered = made(services, "type:residential", sort)
        assert WIDE in plan(services, filtered.page(50, walking=False))
    for text, number in (("b@x.pl", "601 000 002"), ("a@x.pl", "601 000 001"), ("c@x.pl", "601 000 003")):
        add_lead(services, text, emails=[text], phones=[number])
    emails = [line.email for line in services.leads.open_list("", Sort(column)).rows(0, 9)]
    assert emails == ["a@x.pl", "b@x.pl", "c@x.pl"]


def test_words_are_looked_up_or_looked_for_in_the_rows_and_single_letters_never_looked_up_beside_longer_words(
    services: Services,
) -> None:
    assert services.leads.selection("kowal").match == '"kowal"*'
    assert services.leads.selection("jan k").match == '"jan"*'
    assert services.leads.selection("k").match == ""
    for text in ("kowal", "k", "jan k", "-kowal", "city:k"):
        walked, gathered = (made(services, text).page(9, walking=walking)[0] for walking in (True, False))
        assert "MATCH" not in walked
        assert "MATCH" in gathered
    assert made(services, "k").hits(9) is None


@pytest.mark.feature("B-67")
def test_a_walk_that_finds_too_little_is_given_up_for_gathering(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        add_lead(services, f"Jan {number}", monthly_kwh=float(number))
    monkeypatch.setattr(store_module, "_STEPS", 10)
    for steps, walking in ((10_000_000, True), (20, False)):
        monkeypatch.setattr(record_list, "_STEPS", steps)
        records = services.leads.open_list("kwh>=58", Sort("name"))
        assert [line.monthly_kwh for line in records.rows(0, 10)] == [58, 59]
        assert records._cache.walking is walking


@pytest.mark.feature("B-67")
@pytest.mark.parametrize(
    "text",
    ["zzzz", "'", '"', "AND", "*", "%", "\\", "a" * 10_000, "ab " * 3_000, "city:%", '"a* OR b"', "kwh>1e300", "-zzzz"],
    ids=range(13),
)
def test_filters_that_find_nothing_or_hold_signs_of_the_database_are_harmless(services: Services, text: str) -> None:
    add_lead(services)
    try:
        records = services.leads.open_list(text)
    except Invalid as refused:
        said = refused.message
    else:
        said = ""
        assert len(records.rows(0, 50)) == records.count() <= 1
    assert len(said.splitlines()) <= 1
    assert len(said) < 300
