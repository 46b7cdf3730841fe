"""The columns of the board of projects and what stands in their headings, against counting by hand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from solartui.domain.board import ENDED, Grouping, Total
from solartui.domain.drafts import ProjectDraft
from solartui.domain.errors import Invalid
from solartui.domain.listing import Sort
from solartui.domain.vocabulary import ProjectStage
from tests.desk import BRANCH, SALES, add_contact
from tests.services.project_crowd import ABROAD, BARN, FARM, HALL, HOUSE, crowd

if TYPE_CHECKING:
    from solartui.domain.projects import Project
    from solartui.services.container import Services

COLUMNS = (*(stage.value for stage in ProjectStage), *ENDED)


@pytest.fixture
def desk(services: Services) -> Services:
    """The crowd, some of it carried by people and parts of the organisation; one more is completed by hand."""
    crowd(services)
    contact = add_contact(services, "Gotowy Dach")
    done = services.projects.create(ProjectDraft(contact_id=contact.id, city="Kraków", country="PL", capacity_kwp=12.5))
    services.progress.outcome(done.value.id, "completed", "handed over")
    people = services.project_assignees
    people.add(HOUSE, "Kraków")
    people.add(HOUSE, "Anna Nowak")
    people.add(FARM, "Anna Nowak")
    people.add(HALL, "Anna Nowak")
    people.remove(HALL, "Anna Nowak")
    return services


def column_by_hand(project: Project, by: Grouping) -> str:
    """Where a project stands."""
    if by is Grouping.STAGE:
        return project.outcome if project.outcome in ENDED else project.stage.value
    if not project.assignees:
        return ""
    first = project.assignees[0]
    return f"{'user' if first.kind.value == 'user' else 'entity'}:{first.id}"


def by_hand(services: Services, query: str, by: Grouping) -> dict[str, Total]:
    """The totals, counted from the projects of the whole list."""
    found: dict[str, Total] = defaultdict(lambda: Total(0))
    for number in services.projects.open_list(query).ids():
        project = services.projects.get(number)
        sums = {"kWp": project.capacity_kwp or 0.0, project.currency: float(project.price_net or 0)}
        key = column_by_hand(project, by)
        found[key] = found[key] + Total(1, sums)
    return dict(found)


@pytest.mark.parametrize("query", ["", "krak", "kwp>1", "active:yes", "outcome:lost,closed", "nobody-is-called-so"])
def test_totals_are_what_counting_gives(desk: Services, query: str) -> None:
    for by in Grouping:
        assert desk.project_board.totals(query, by) == by_hand(desk, query, by)


def test_each_project_stands_in_one_column_and_nowhere_else(desk: Services) -> None:
    columns = desk.project_board.columns("", COLUMNS, Sort("id"))
    standing = {key: [line.id for line in column.rows(0, 99)] for key, column in columns.items()}
    assert {key: ids for key, ids in standing.items() if ids} == {
        "onboarding": [HALL, ABROAD], "quoting": [HOUSE], "inspection": [BARN], "completed": [6], "lost": [FARM],
    }  # fmt: skip
    for key, ids in standing.items():
        assert columns[key].count() == len(ids)
        assert [desk.project_board.column_of("", number) for number in ids] == [key] * len(ids)


def test_what_a_filter_leaves_out_stands_in_no_column(desk: Services) -> None:
    assert desk.project_board.column_of("krak", ABROAD) is None
    assert desk.project_board.column_of("krak", FARM) == "lost"
    assert desk.project_board.column_of("", 999) is None
    columns = desk.project_board.columns("krak", COLUMNS)
    assert sum(column.count() for column in columns.values()) == desk.projects.open_list("krak").count() == 3


def test_columns_by_who_works_on_them_first(desk: Services) -> None:
    keys = ("", f"user:{SALES}", f"entity:{BRANCH}")
    columns = desk.project_board.columns("", keys, Sort("id"), Grouping.ASSIGNEE)
    standing = [[line.id for line in columns[key].rows(0, 99)] for key in keys]
    assert standing == [[HALL, ABROAD, BARN, 6], [FARM], [HOUSE]]
    assert desk.project_board.column_of("", HOUSE, Grouping.ASSIGNEE) == f"entity:{BRANCH}"
    assert desk.project_board.column_of("", HALL, Grouping.ASSIGNEE) == ""


def test_columns_are_in_the_order_of_the_list(desk: Services) -> None:
    column = desk.project_board.columns("", ["onboarding"], Sort("name", descending=True))["onboarding"]
    assert [line.name for line in column.rows(0, 9)] == ["Jack O'Neil – Perth", "Hala Zając – Kraków"]
    with pytest.raises(Invalid, match="cannot be sorted"):
        desk.project_board.columns("", COLUMNS, Sort("phone"))
    with pytest.raises(Invalid):
        desk.project_board.totals("stage:nowhere")


def test_a_deleted_project_is_counted_nowhere(desk: Services) -> None:
    with desk.store.begin(desk.actor) as work:
        work.raw.execute("UPDATE project SET deleted_at = '2026-11-22T10:00:00.000000Z' WHERE id = ?", (BARN,))
    assert "inspection" not in desk.project_board.totals("")
    assert desk.project_board.column_of("", BARN) is None


def test_a_line_has_what_a_card_shows(desk: Services) -> None:
    (line,) = desk.projects.open_list("#4", Sort("id")).rows(0, 9) or desk.projects.open_list("perth").rows(0, 9)
    project = desk.projects.get(ABROAD)
    assert (line.country, line.latitude, line.longitude) == ("AU", project.latitude, project.longitude)
    assert (line.done, line.total) == (project.done, project.total)
    assert line.total > 0


def test_totals_are_added_and_taken_apart_unit_by_unit() -> None:
    one, other = Total(2, {"kWp": 8.0, "PLN": 100.0}), Total(1, {"kWp": 3.0, "EUR": 50.0})
    both = one + other
    assert (both.count, dict(both.sums)) == (3, {"kWp": 11.0, "PLN": 100.0, "EUR": 50.0})
    assert dict((both - other).sums) == {"kWp": 8.0, "PLN": 100.0, "EUR": 0.0}
    assert (Total(0) + one).sums == one.sums
    assert (both - both).count == 0
