"""What a session begins with is read before its page asks for it, and is just what the page would have read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.errors import Unavailable
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.services.beginning import Beginning, read_ahead
from solartui.services.runner import Runner
from solartui.services.views import ViewDraft
from tests.desk import add_lead

if TYPE_CHECKING:
    from solartui.services.container import Services


class Asked(Runner):
    """Remembers what was read ahead, and what it was."""

    def __init__(self, services: Services) -> None:
        super().__init__(services.store)
        self.answers: dict[str, Any] = {}

    def read_ahead(self, call: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().read_ahead(call, *args, **kwargs)
        self.answers[" ".join([call.__name__, *map(str, args)])] = answer
        return answer


def begun(services: Services) -> dict[str, Any]:
    runner = Asked(services)
    read_ahead(services, runner, 10)
    runner.close()
    return runner.answers


def shown(services: Services) -> Beginning | None:
    runner = Runner(services.store)
    try:
        return read_ahead(services, runner, 10)
    finally:
        runner.close()


def listed(answers: dict[str, Any]) -> list[str]:
    """The questions after the settings."""
    return [name for name in answers if name.startswith(("ranked", "rows"))]


def test_the_persons_own_leads_are_read_newest_first(services: Services) -> None:
    add_lead(services, "Anna")
    add_lead(services, "Jan")
    answers = begun(services)
    assert answers["opening"].key == "mine"
    assert listed(answers) == [f"ranked owner:me {NEWEST_FIRST}", "rows 0 30"]
    assert [line.contact for line in answers["rows 0 30"]] == ["Jan", "Anna"]
    assert answers["stages"][0].key == "open"


def test_without_leads_of_their_own_all_are_listed(services: Services) -> None:
    assert listed(begun(services)) == [f"ranked  {NEWEST_FIRST}", "rows 0 30"]


def test_the_order_of_the_last_time_is_kept_and_the_one_of_a_view_goes_first(services: Services) -> None:
    services.preferences.set("leads.sort", "name,-score")
    assert listed(begun(services))[0] == f"ranked  {Sort.parse('name,-score')}"
    services.preferences.set("leads.sort", 7)
    assert listed(begun(services))[0] == f"ranked  {NEWEST_FIRST}"


def test_a_view_that_somebody_saved_is_left_to_the_page(services: Services) -> None:
    view = services.views.create(ViewDraft("Big", "kwh>100")).value
    services.views.used(view)
    answers = begun(services)
    assert answers["opening"] == view
    assert listed(answers) == []


def test_beside_the_board_no_rows_are_read(services: Services) -> None:
    services.preferences.set("leads.view", "board")
    assert listed(begun(services)) == [f"ranked  {NEWEST_FIRST}"]


def test_what_cannot_be_read_is_left_to_the_page(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise Unavailable("The database is locked.")

    monkeypatch.setattr(services.views, "opening", locked)
    assert "rows 0 30" not in begun(services)
    services.preferences.set("leads.sort", "nonsense")
    monkeypatch.undo()
    assert listed(begun(services)) == []


@pytest.mark.parametrize("owner", ["me", "none"])
def test_the_persons_own_leads_are_found_as_the_filter_language_finds_them(services: Services, owner: str) -> None:
    add_lead(services)
    quick, read = services.lead_lists.selection(f"owner:{owner}"), services.lead_lists.selection(f" owner:{owner}")
    assert quick == read


def test_it_tells_what_the_table_begins_with(services: Services) -> None:
    add_lead(services, "Anna")
    services.preferences.set("leads.sort", "name")
    services.preferences.set("leads.columns", "name,phone:20")
    begins = shown(services)
    assert begins is not None
    assert [line.contact for line in begins.rows] == ["Anna"]
    assert (begins.sort.text, begins.columns) == ("name", "name,phone:20")
    assert begins.now == services.store.clock()
    services.preferences.set("leads.columns", 7)
    services.preferences.set("leads.view", "table")
    assert shown(services) == begins._replace(columns="")


@pytest.mark.parametrize("view", ["cards", "board", "something"])
def test_what_begins_with_no_table_is_left_to_the_page(services: Services, view: str) -> None:
    add_lead(services)
    services.preferences.set("leads.view", view)
    assert shown(services) is None


def test_a_saved_view_and_what_cannot_be_read_begin_with_nothing(services: Services) -> None:
    services.preferences.set("leads.sort", "nonsense")
    assert shown(services) is None
    services.preferences.set("leads.sort", "name")
    services.views.used(services.views.create(ViewDraft("Big", "kwh>100")).value)
    assert shown(services) is None
