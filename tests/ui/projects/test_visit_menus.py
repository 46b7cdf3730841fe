"""What can be done with a visit by its status; texts that scroll; lists below sums; windows on any page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.offers.drafts import lines_of, planes_of
from solartui.domain.offers.vocabulary import ChargeKind
from solartui.domain.workflow.course import JobState, JobStatus, Result, Status
from solartui.screens.designs.form import line_entries, with_place, without_part
from solartui.screens.dialogs.text_dialog import TextPreview
from solartui.screens.money.items import money_items, sums_of
from solartui.screens.projects.visits import job_items, job_of
from solartui.screens.proposals.pages import Sheet
from solartui.widgets.money_list import MoneyList
from tests.domain.offers.examples import DESIGN, NOW
from tests.offer_desk import project_of
from tests.ui.desk_app import desk_app
from tests.ui.support import settle
from tests.ui.widgets.test_design_blocks import LEDGER, charge

if TYPE_CHECKING:
    from collections.abc import Callable

    from solartui.domain.workflow.course import Course
    from solartui.services.container import Services

MOVES = {JobStatus.SCHEDULED, JobStatus.PREPARED, JobStatus.RESCHEDULED}


@pytest.fixture
def course(services: Services) -> Course:
    """A project at its beginning."""
    return services.tasks.course(project_of(services).id)


@pytest.mark.feature("E-17", "E-25")
@pytest.mark.parametrize("status", list(JobStatus))
def test_what_can_be_done_with_a_visit_follows_from_its_status(course: Course, status: JobStatus) -> None:
    job = JobState("installation", status, NOW + timedelta(days=3), "Ekipa A")
    begun = replace(course, jobs=(job,))
    assert job_of(begun, "installation") is job
    items = {item.id: item for item in job_items(begun, "installation")}
    assert items["sheet"].enabled
    assert items["accept"].enabled == (status is JobStatus.ASSIGNED)
    assert items["move"].enabled == (status in MOVES)
    over = {item.id: item for item in job_items(replace(begun, outcome=Result.LOST), "installation")}
    assert [key for key, item in over.items() if item.enabled] == ["sheet"]


@pytest.mark.parametrize("status", list(Status))
def test_a_task_of_a_visit_is_open_or_says_why_not(course: Course, status: Status) -> None:
    tasks = tuple(
        replace(state, status=status, doable=status is Status.OPEN, reason="First: something else. " * 9)
        for state in course.tasks
    )
    items = [item for item in job_items(replace(course, tasks=tasks), "inspection") if item.id.startswith("task ")]
    assert [item.id for item in items] == [f"task {state.key}" for state in tasks if state.job == "inspection"]
    assert {item.enabled for item in items} == {status is Status.OPEN}
    # However long a reason is, it leaves room for the title.
    assert all(len(item.right[0][0]) <= 38 for item in items)


# ---- what is said beside a field


def _raises(message: str, field: str = "") -> Callable[[], object]:
    def read() -> object:
        raise Invalid(message, field)

    return read


@pytest.mark.parametrize(
    ("message", "field", "prefix", "said"),
    [
        ("module_wp: is no number", "module_wp", "", "is no number"),
        ("lines 1: quantity needs up to three decimals", "quantity", "lines 1: ", "needs up to three decimals"),
        ("lines 1: unit_price: PLN has 2 decimals", "unit_price", "lines 1: ", "PLN has 2 decimals"),
        ("something else", "name", "", "something else"),
    ],
)
def test_a_person_is_not_told_the_names_of_fields_they_see(message: str, field: str, prefix: str, said: str) -> None:
    problem = message.partition(":")[0] if message.startswith(f"{field}:") else "lines"
    with pytest.raises(Invalid) as caught:
        with_place(field, _raises(message, problem), prefix)
    assert (caught.value.message, caught.value.field) == (said, field)


def test_what_can_be_read_raises_nothing() -> None:
    with_place("name", lambda: None)


def test_parts_are_taken_away_by_their_place() -> None:
    design = replace(
        DESIGN,
        planes=planes_of([{"name": "S", "modules": 1}, {"name": "E", "modules": 2}]),
        lines=lines_of([{"name": "a", "unit_price": "1"}, {"name": "b", "unit_price": "2.50"}], "PLN"),
    )
    assert [one["name"] for one in without_part(design, "planes", 0)["planes"]] == ["E"]
    assert [one["name"] for one in without_part(design, "lines", 1)["lines"]] == ["a"]
    assert line_entries(design.lines[1], "PLN") == {
        "kind": "other", "name": "b", "quantity": "1", "unit": "", "unit_price": "2.5", "vat_rate": "",
    }  # fmt: skip


# ---- sums above a list


@pytest.mark.parametrize("height", [1, 2, 3, 5, 8, 13, 40])
@pytest.mark.parametrize("count", [0, 1, 50])
def test_a_list_below_its_sums_fills_any_height(height: int, count: int) -> None:
    rows = MoneyList()
    rows.show_sums(sums_of(LEDGER), [])
    entries = tuple(charge(number, ChargeKind.PAYMENT, 100 * number) for number in range(1, count + 1))
    rows.show(money_items(replace(LEDGER, entries=entries), UTC, NOW))
    drawn = list(rows.draw(76, height))
    assert len(drawn) <= max(height, 2) + 1
    if count and height >= 13:
        whole = "\n".join("".join(text for text, _ in line.parts) for line in drawn)
        assert "Agreed" in whole
        # The newest entry is in sight, however many there are.
        assert f"{count}.00" in whole


# ---- windows on pages


@pytest.mark.parametrize("page", [(595, 842), (1240, 1754), (842, 595), (100, 5000), (5000, 100)])
@pytest.mark.parametrize("window", [(1, 1), (60, 14), (80, 22), (120, 34), (200, 60)])
@pytest.mark.parametrize("zoom", range(6))
def test_a_window_is_always_somewhere_on_its_page(page: tuple[int, int], window: tuple[int, int], zoom: int) -> None:
    sheet = Sheet(page, window, zoom)
    columns, rows = sheet.size
    assert columns >= 1
    assert rows >= 1
    for x, y in ((-9, -9), (0, 0), (columns // 2, rows // 2), (10**6, 10**6)):
        kept = sheet.kept(x, y)
        left, top, right, bottom = sheet.box(*kept)
        assert left < right
        assert top < bottom
        # Something of the page is in sight.
        assert left < page[0]
        assert right > 0
        assert -1e-6 <= top < page[1]


# ---- a text to be read


async def test_a_text_is_scrolled_and_closed_by_keys(services: Services) -> None:
    text = "\n".join(f"line {number}" for number in range(200)) + "\x1b[31m [bold]end[/]"
    async with desk_app(services, size=(80, 24)) as desk:
        page = desk.screen
        dialog = TextPreview("Sheet [b]", "#1", text)
        page.run_worker(page.ask(dialog))
        await desk.on(TextPreview)
        await desk.see("line 0", "Sheet [b]", "escape")
        await desk.press("down")
        await desk.miss("line 0 ")
        await desk.press(*["pagedown"] * 30)
        await desk.see("line 199[31m [bold]end[/]", "escape")
        assert "\x1b" not in desk.text
        await desk.press("pageup")
        await desk.miss("[bold]end[/]")
        await desk.press("enter")
        await settle(desk.pilot, lambda: desk.screen is page)
