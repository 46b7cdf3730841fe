"""The columns of the board and their totals, against what counting by hand gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.board import Grouping, Total
from solartui.domain.errors import Invalid
from solartui.domain.estimate import standard_figures
from solartui.domain.listing import Sort
from solartui.domain.vocabulary import GridConnection
from solartui.store.reading.board import LeadColumns
from tests.desk import SALES, TEAM, add_lead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from solartui.services.container import Services
    from tests.conftest import Clock, Furnish

# What a site asks for, as a share of what makes as much as it uses; kWh a year per kWp at 52 degrees north.
COVER = {GridConnection.ON_GRID: 1.0, GridConnection.ZERO_INJECTION: 0.5, GridConnection.OFF_GRID: 1.3}
YIELD = 1015.0
FIGURES = standard_figures()
_STAGES = ("open", "contacted", "assigned", "site_visit", "converted", "lost", "closed")


def many_leads(services: Services, _clock: Clock) -> None:
    """Leads in several stages, carried by several people, one of them archived and one deleted."""
    for number in range(24):
        stage = ("open", "contacted", "site_visit", "closed")[number % 4]
        lead = add_lead(services, f"Jan Kowalski {number}", monthly_kwh=None if number % 5 == 0 else 100 + number,
                        city="Kraków" if number % 3 else "Łódź", stage=stage,
                        grid_connection=tuple(COVER)[number // 2 % 3])  # fmt: skip
        if number % 6 == 1:
            services.lead_actions.assign([lead.id], "Anna Nowak")
        if number % 6 == 2:
            services.lead_actions.assign([lead.id], "North")
    services.lead_actions.archive([5])
    services.lead_actions.delete([6])


@pytest.fixture
def furnish() -> Furnish:
    """Made once, and copied for each test."""
    return many_leads


@pytest.fixture
def desk(services: Services) -> Services:
    """The desk with its leads."""
    return services


def by_hand(services: Services, query: str, by: Grouping) -> dict[str, Total]:
    """The totals, counted from the lines of the whole list."""
    leads = [services.leads.get(number) for number in services.leads.open_list(query).ids()]
    counts, sums, power = Counter[str](), Counter[str](), Counter[str]()
    for lead in leads:
        key = lead.stage
        if by is Grouping.ASSIGNEE:
            who = lead.assignee
            key = "" if who is None else f"{'user' if who.kind.value == 'user' else 'entity'}:{who.id}"
        counts[key] += 1
        sums[key] += int(lead.monthly_kwh or 0)
        power[key] += round(120 * int(lead.monthly_kwh or 0) * COVER[lead.grid_connection])
    return {key: Total(count, {"kWh": sums[key], "kWp": power[key] / 10 / YIELD}) for key, count in counts.items()}


def told(totals: Mapping[str, Total]) -> dict[str, Any]:
    """Counts and sums, as exact as they are shown and more."""
    return {
        key: (one.count, {unit: round(float(many), 6) for unit, many in one.sums.items()})
        for key, one in totals.items()
    }


@pytest.mark.feature("B-53")
@pytest.mark.parametrize("query", ["", "city:krak", "kwh>110 -stage:closed", "archived:yes", "nobody-is-called-so"])
def test_totals_are_what_counting_gives(desk: Services, query: str) -> None:
    for by in Grouping:
        assert told(desk.board.totals(query, by)) == told(by_hand(desk, query, by))


@pytest.mark.feature("B-53")
def test_the_power_of_a_column_follows_from_the_figures_and_the_home_country(desk: Services) -> None:
    def open_power() -> float:
        return desk.board.totals("")["open"].sums["kWp"]

    before = open_power()
    # 33 degrees south; the leads lie where they lay.
    desk.settings.set("places.country", "au")
    assert open_power() == pytest.approx(before * YIELD / FIGURES.specific_yield(-33))
    desk.settings.set("places.country", "fr")
    assert open_power() == pytest.approx(before)
    for name in ("on_grid", "zero_injection", "off_grid"):
        desk.settings.set(f"estimates.cover_{name}", "100")
    totals = desk.board.totals("")
    assert totals["open"].sums["kWp"] == pytest.approx(totals["open"].sums["kWh"] * 12 / YIELD)


@pytest.mark.feature("B-53")
def test_cards_add_up_to_the_power_of_their_column(desk: Services) -> None:
    line = desk.leads.open_list("stage:open").rows(0, 1)[0]
    assert desk.board.power(line) == 0.0  # nothing was asked yet
    for stage, total in desk.board.totals("").items():
        lines = desk.leads.open_list(f"stage:{stage}").rows(0, 99)
        assert sum(map(desk.board.power, lines)) == pytest.approx(total.sums["kWp"])
    assert desk.board.power(line._replace(monthly_kwh=None)) == 0.0


@pytest.mark.feature("B-53")
def test_totals_stay_on_the_index_of_the_board(desk: Services) -> None:
    asked: list[str] = []
    columns = LeadColumns(lambda _: FIGURES.home_power("PL"))
    selections = [desk.leads.selection(query) for query in ("", "assignee:me", "type:industrial due:late")]
    with desk.store.reading() as connection:
        connection.set_trace_callback(asked.append)
        for selection in selections:
            columns.totals(connection, selection, Grouping.STAGE)
        connection.set_trace_callback(None)
        for question in asked:
            plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {question}"))
            assert "ix_lead_listed_stage" in plan
            assert "TEMP B-TREE" not in plan
    assert len(asked) == 3


@pytest.mark.feature("B-44")
def test_every_column_lists_its_stage_and_nothing_else(desk: Services) -> None:
    columns = desk.board.columns("city:krak", _STAGES, Sort("monthly_kwh", descending=True))
    totals = desk.board.totals("city:krak")
    assert tuple(columns) == _STAGES
    for stage, column in columns.items():
        lines = column.rows(0, 100)
        assert {line.stage for line in lines} <= {stage}
        assert {line.city for line in lines} <= {"Kraków"}
        assert len(lines) == column.count() == totals.get(stage, Total(0)).count
        assert [line.monthly_kwh or -1 for line in lines] == sorted(
            (line.monthly_kwh or -1 for line in lines), reverse=True
        )


@pytest.mark.feature("B-53")
def test_columns_by_who_carries_the_leads(desk: Services) -> None:
    keys = ("", f"user:{SALES}", f"entity:{TEAM}")
    columns = desk.board.columns("", keys, by=Grouping.ASSIGNEE)
    names = [{line.assignee for line in columns[key].rows(0, 100)} for key in keys]
    assert names == [{None}, {"Anna Nowak"}, {"North"}]
    total = sum(column.count() for column in columns.values())
    assert total == desk.leads.open_list("").count()


def test_a_lead_is_in_the_column_of_its_stage_and_of_its_assignee(desk: Services) -> None:
    assert desk.board.column_of("", 2) == "contacted"
    assert desk.board.column_of("", 2, Grouping.ASSIGNEE) == f"user:{SALES}"
    assert desk.board.column_of("stage:contacted", 1, Grouping.ASSIGNEE) is None
    assert desk.board.column_of("stage:open", 1, Grouping.ASSIGNEE) == ""
    assert desk.board.column_of("", 5) is None  # archived
    assert desk.board.column_of("", 6) is None  # deleted
    assert desk.board.column_of("", 999) is None


def test_the_board_refuses_what_the_list_refuses(desk: Services) -> None:
    with pytest.raises(Invalid, match="cannot be sorted"):
        desk.board.columns("", _STAGES, Sort("weather"))
    with pytest.raises(Invalid):
        desk.board.totals("stage:nowhere")


@pytest.mark.feature("B-53")
def test_users_ask_16_columns_tell_how_many_are_enough(desk: Services) -> None:
    desk.settings.set("board.limits", "contacted 3, site_visit 100, assigned 2, nowhere 1")
    whole = desk.board.totals("")
    before = {key: (one.count, one.sums) for key, one in whole.items()}
    assert (whole["contacted"].limit, whole["contacted"].too_many) == (3, whole["contacted"].count > 3)
    assert (whole["site_visit"].limit, whole["site_visit"].too_many) == (100, False)
    assert whole["open"].limit == 0
    # A filter shows fewer, and the column is as full as it was.
    some = desk.board.totals("city:krakow")
    for key in ("contacted", "site_visit"):
        assert some[key].whole == whole[key].count
        assert some[key].too_many is whole[key].too_many
    none = desk.board.totals("nobody-is-called-so")
    assert (none["contacted"].count, none["contacted"].whole) == (0, whole["contacted"].count)
    # By who carries them there is no limit, and without the setting none either.
    assert {one.limit for one in desk.board.totals("", Grouping.ASSIGNEE).values()} == {0}
    desk.settings.reset("board.limits")
    assert {key: (one.count, one.sums) for key, one in desk.board.totals("").items()} == {
        key: told for key, told in before.items() if told[0]
    }


def test_a_full_column_refuses_nothing_and_a_spoilt_setting_says_nothing(desk: Services) -> None:
    desk.settings.set("board.limits", "contacted 1")
    desk.lead_actions.move([1], "contacted")
    assert desk.leads.get(1).stage == "contacted"
    with pytest.raises(Invalid):
        desk.settings.set("board.limits", "contacted many")
    with desk.store.begin(desk.actor) as work:
        work.raw.execute("UPDATE preference SET value = '\"contacted x\"' WHERE key = 'desk.board.limits'")
    assert {one.limit for one in desk.board.totals("").values()} == {0}
    with desk.store.begin(desk.actor) as work:
        work.raw.execute("UPDATE preference SET value = '{' WHERE key = 'desk.board.limits'")
    assert {one.limit for one in desk.board.totals("").values()} == {0}
