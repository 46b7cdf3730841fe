"""What typing, chips, views and the panel do with the filter of a list; the page around it is a stand-in."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.screens.lists.filtering import FilteredPage, Filtering, told
from solartui.services.views import ViewDraft
from tests.desk import add_lead

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from solartui.services.container import Services


class Bar:
    """The filter bar, as far as it is told something."""

    def __init__(self) -> None:
        self.text = ""
        self.title = ""
        self.problem: Any = None
        self.hints: Any = None
        self.chips: tuple[Any, ...] = ()
        self.typing = True
        self.judge: Any = None

    @property
    def cursor(self) -> int:
        return len(self.text)

    def set_text(self, text: str) -> None:
        self.text = text

    def name_view(self, title: str) -> None:
        self.title = title

    def show(self, chips: Any) -> None:
        self.chips = tuple(chips)

    def complain(self, problem: Any) -> None:
        self.problem = problem

    def suggest(self, hints: Any) -> None:
        self.hints = hints


class Settings:
    """Order and columns of a person."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.own = Sort("name")
        self.lent: tuple[str, ...] = ()

    def lend(self, *keys: str) -> None:
        self.lent = keys

    async def restore(self) -> Sort:
        return self.own

    def show(self, text: str) -> None:
        self.shown.append(text)

    def possible(self, sort: Sort) -> Sort:
        return self.own if sort.column == "distance" and not self.lent else sort


class Page:
    """The page of a list: reads at once, and remembers what it was asked for."""

    def __init__(self, services: Services) -> None:
        self.filters = Bar()
        self.sort = NEWEST_FIRST
        self.settings = Settings()
        self.session = SimpleNamespace(services=services, runner=self)
        self.listed: list[tuple[str, int | None]] = []
        self.said: list[str] = []
        self.later: list[Coroutine[Any, Any, None]] = []

    def here(self) -> int | None:
        return 7

    def filter_service(self) -> Any:
        return self.session.services.filters

    def view_service(self) -> Any:
        return self.session.services.views

    def narrow(self, text: str, keep_id: int | None = None) -> None:
        self.listed.append((text, keep_id))

    def toast(self, text: str, **_how: bool) -> None:
        self.said.append(text)

    def start(self, work: Coroutine[Any, Any, None], group: str, **_how: bool) -> None:
        self.later.append(work)

    async def load(self, call: Any, *args: Any) -> Any:
        return call(*args)

    write = load

    def type(self, text: str, filtering: Filtering) -> None:
        """Type a text, letter by letter."""
        for end in range(len(text) + 1):
            self.filters.text = text[:end]
            filtering.typed(self.filters.text)
            filtering.suggest()


def begun(services: Services) -> tuple[Page, Filtering]:
    """A page whose list has its rows."""
    page = Page(services)
    filtering = Filtering(cast("FilteredPage", page))
    asyncio.run(filtering.ready())
    asyncio.run(filtering.catch_up())
    return page, filtering


def test_every_letter_narrows_and_a_condition_only_when_it_is_whole(services: Services) -> None:
    page, filtering = begun(services)
    page.type("krak kwh>40", filtering)
    assert [text for text, _ in page.listed] == [
        "k", "kr", "kra", "krak", "krak k", "krak kw", "krak kwh", "krak", "krak kwh>4", "krak kwh>40",
    ]  # fmt: skip
    assert [chip.value for chip in filtering.chips] == ["krak", "> 40"]
    assert page.filters.problem is None
    assert page.said == []
    assert page.filters.judge("krak kwh>40") is None
    assert page.filters.judge("krak kwh>").column == 10


def test_what_cannot_be_read_is_told_below_and_given_up_in_the_end(services: Services) -> None:
    page, filtering = begun(services)
    page.type("krak stage:nowhere", filtering)
    assert page.filters.problem.column == 12
    assert (filtering.text, page.listed[-1]) == ("krak", ("krak", None))
    filtering.left()
    assert page.filters.text == "krak"
    assert page.filters.problem is None
    assert page.said[0].startswith("Column 12")
    filtering.left()
    assert len(page.said) == 1


def test_wrong_pieces_anywhere_leave_what_the_others_let_through(services: Services) -> None:
    page, filtering = begun(services)
    filtering.put("krak")
    filtering.typed("stage:open,xx jan kwh> krak type:")
    assert page.filters.problem.column == 12
    assert filtering.text == "jan krak"
    assert page.listed == [("krak", None), ("jan krak", None)]
    filtering.typed("stage:open,xx jan krak")
    assert len(page.listed) == 2
    filtering.typed("x:1 x:2 x:3 x:4 x:5 x:6 jan")
    assert (filtering.text, len(page.listed)) == ("jan krak", 2)
    filtering.typed("x" * 10_001)
    assert (filtering.text, page.filters.problem.column) == ("jan krak", 10_001)


@pytest.mark.feature("B-54")
def test_conditions_go_one_by_one_and_all_at_once(services: Services) -> None:
    page, filtering = begun(services)
    filtering.put("krak stage:open kwh>400")
    filtering.drop(1)
    assert page.filters.text == filtering.text == "krak kwh>400"
    filtering.drop(-1)
    assert page.listed[-1] == ("krak", 7)
    assert filtering.clear()
    assert filtering.text == ""
    assert not filtering.clear()
    filtering.drop(-1)
    assert len(page.listed) == 4


@pytest.mark.feature("D-14", "D-15")
def test_a_view_keeps_its_name_while_its_conditions_are_in_force(services: Services) -> None:
    add_lead(services, "Anna")
    page, filtering = begun(services)
    assert (page.filters.text, page.filters.title, page.listed) == ("owner:me", "My leads", [])
    assert filtering.chips[0].value == "me"
    filtering.typed("owner:me krak")
    assert page.filters.title == "My leads"
    assert filtering.clear()
    assert filtering.text == "owner:me"
    filtering.typed("krak")
    assert (page.filters.title, filtering.view) == ("", None)
    filtering.typed("")
    assert page.filters.title == "All leads"
    asyncio.run(filtering.open(services.views.get("Lost")))
    assert (page.filters.title, page.listed[-1]) == ("Lost", ("stage:lost", None))
    assert services.views.opening().key == "stage:lost"
    assert filtering.clear()
    assert page.filters.title == "All leads"


@pytest.mark.feature("B-32")
def test_a_view_has_its_order_and_columns_and_the_next_one_the_persons_own(services: Services) -> None:
    saved = services.views.create(ViewDraft("Hot", "kwh>400", Sort("score"), ("name", "city:18"))).value
    services.views.used(saved)
    page, filtering = begun(services)
    assert filtering.arranged(Sort("name")) == Sort("score")
    assert page.settings.shown == ["name,city:18"]
    asyncio.run(filtering.open(services.views.get("Unassigned")))
    assert page.sort == Sort("name")
    assert page.settings.shown[-1] == ""
    asyncio.run(filtering.open(saved))
    assert page.sort == Sort("score")
    assert page.settings.shown[-1] == "name,city:18"
    assert [text for text, _ in page.listed] == ["assignee:none", "kwh>400"]


def test_a_view_with_the_same_filter_and_another_order_is_listed_again(services: Services) -> None:
    by_score = services.views.create(ViewDraft("By score", "kwh>400", Sort("score"))).value
    by_name = services.views.create(ViewDraft("By name", "kwh>400", Sort("name"))).value
    page, filtering = begun(services)
    asyncio.run(filtering.open(by_score))
    asyncio.run(filtering.open(by_name))
    assert page.listed == [("kwh>400", None)] * 2
    assert (page.sort, page.filters.title) == (Sort("name"), "By name")


def test_what_a_view_no_longer_means_is_told_in_one_line(services: Services) -> None:
    saved = services.views.create(ViewDraft("Old", "krak")).value
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE saved_view SET query = 'stage:gone owner:\"Jan Gone\"'")
    page, filtering = begun(services)
    asyncio.run(filtering.open(services.views.get("Old")))
    assert page.filters.text == 'owner:"Jan Gone"'
    (said,) = page.said
    assert said.startswith("View Old: “gone” is no stage.")
    assert said.endswith("Nobody is called Jan Gone any more.")
    assert filtering.view is not None
    assert filtering.view.id == saved.id


def test_what_was_typed_before_the_desk_was_read_is_understood_then(services: Services) -> None:
    page = Page(services)
    filtering = Filtering(cast("FilteredPage", page))
    page.type("krak", filtering)
    assert page.listed == []
    asyncio.run(filtering.ready())
    asyncio.run(filtering.catch_up())
    assert page.listed == [("krak", None)]


@pytest.mark.feature("B-54")
def test_values_are_read_beside_the_keys_and_a_late_answer_fits_what_is_typed_then(services: Services) -> None:
    for city in ("Kraków", "Kalisz", "Łódź"):
        add_lead(services, f"Contact {city}", city=city)
    page, filtering = begun(services)
    page.type("city:k", filtering)
    assert page.filters.hints.needs == "city"
    assert page.filters.hints.candidates == ()
    first, *more = page.later
    page.filters.text = "city:kr"
    asyncio.run(first)
    assert [one.text for one in page.filters.hints.candidates] == ["Kraków"]
    for work in more:
        work.close()
    page.later.clear()
    page.type("city:l", filtering)
    assert [one.text for one in page.filters.hints.candidates] == ["Łódź"]
    assert page.later == []
    page.filters.text, page.filters.typing = "city:", False
    page.filters.hints = None
    filtering.suggest()
    assert page.filters.hints is None


def test_people_are_offered_once_they_were_read(services: Services) -> None:
    page, filtering = begun(services)
    page.type("assignee:", filtering)
    for work in page.later:
        asyncio.run(work)
    titles = [one.title for one in page.filters.hints.candidates]
    assert titles[:2] == ["me", "unassigned"]
    assert {"Anna Nowak", "Piotr Żak", "North"} <= set(titles)
    asyncio.run(filtering.refresh())
    page.later.clear()
    page.type("owner:", filtering)
    assert len(page.later) == 1
    page.later[0].close()


def opened(services: Services) -> tuple[Page, Filtering]:
    """A session has begun, and its first rows are not there yet."""
    page = Page(services)
    filtering = Filtering(cast("FilteredPage", page))
    asyncio.run(filtering.ready())
    return page, filtering


def test_a_view_that_is_always_there_is_listed_first_and_understood_behind_its_rows(services: Services) -> None:
    add_lead(services)
    page, filtering = opened(services)
    assert (filtering.text, page.filters.text, page.filters.title) == ("owner:me", "owner:me", "My leads")
    assert (filtering.context, page.filters.chips) == (None, ())
    asyncio.run(filtering.catch_up())
    assert [(chip.label, chip.value) for chip in page.filters.chips] == [("owner", "me")]
    assert page.listed == []
    filtering.put("owner:me kwh>5")
    assert page.filters.title == "My leads"
    filtering.put("kwh>5")
    assert page.filters.title == ""


def test_what_is_typed_before_the_first_rows_holds(services: Services) -> None:
    add_lead(services)
    page, filtering = opened(services)
    page.type("stage:open", filtering)
    assert (page.listed, page.filters.problem) == ([], None)
    asyncio.run(filtering.catch_up())
    assert page.listed == [("stage:open", None)]
    assert page.filters.title == ""


def test_escape_before_the_first_rows_shows_everything_then(services: Services) -> None:
    add_lead(services)
    page, filtering = opened(services)
    assert filtering.clear()
    asyncio.run(filtering.catch_up())
    assert page.listed == [("", None)]
    assert page.filters.title == "All leads"


def test_a_view_opened_before_the_first_rows_is_put_in_force(services: Services) -> None:
    add_lead(services)
    view = services.views.create(ViewDraft("Big", "kwh>100")).value
    page, filtering = opened(services)
    asyncio.run(filtering.open(view))
    assert (page.listed, filtering.text, page.filters.title) == ([("kwh>100", None)], "kwh>100", "Big")


def test_a_view_that_somebody_saved_is_understood_before_it_is_listed(services: Services) -> None:
    view = services.views.create(ViewDraft("Big", "kwh>100")).value
    services.views.used(view)
    page, filtering = opened(services)
    assert (filtering.text, page.filters.title) == ("kwh>100", "Big")
    assert len(filtering.chips) == 1


def look_up(page: Page) -> None:
    """Let the page do what it put off."""
    for work in page.later:
        asyncio.run(work)
    page.later.clear()


@pytest.mark.feature("B-55")
def test_a_place_is_looked_up_and_lends_the_distance(services: Services) -> None:
    page, filtering = begun(services)
    filtering.put("near:krakow,25km")
    assert page.listed == []
    look_up(page)
    assert page.listed == [("near:krakow,25km", None)]
    assert "distance" in page.settings.lent
    page.sort = Sort("distance")
    filtering.put("stage:open")
    assert "distance" not in page.settings.lent
    assert page.sort == Sort("name")


def test_a_place_that_nobody_knows_is_told_below_its_word(services: Services) -> None:
    page, filtering = begun(services)
    page.filters.text = "stage:open near:nowhere,5km"
    filtering.typed(page.filters.text)
    look_up(page)
    assert page.filters.problem.why.startswith("There is no place nowhere")
    assert (page.filters.problem.column, page.filters.problem.length) == (17, 7)
    assert page.listed == [("stage:open", None)]


def test_a_view_near_a_lead_that_is_gone_says_so(services: Services) -> None:
    view = services.views.create(ViewDraft("Around", "stage:open near:#99,5km")).value
    page, filtering = begun(services)
    asyncio.run(filtering.open(view))
    assert filtering.text == "stage:open"
    assert "no lead 99" in page.said[-1]


def test_what_is_gone_is_told_as_one_sentence() -> None:
    assert told(["“hot” is no stage. Known: Open, Lost", "Nobody is called Jan any more."]) == (
        "“hot” is no stage. Known: Open, Lost; Nobody is called Jan any more."
    )
    assert told(["There is no place x that is known here."]) == "There is no place x that is known here."
