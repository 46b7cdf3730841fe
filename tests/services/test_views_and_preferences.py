"""Saved views and what people set for themselves: each has their own."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from solartui.bootstrap import open_services
from solartui.domain.errors import NotFound, Unavailable
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.domain.text import sort_key
from solartui.services.container import Services
from solartui.store.tables import SavedViewRow
from tests.desk import MANAGER, SALES, VIEWER, at_desk


def save(services: Services, name: str, owner: int | None, **fields: Any) -> None:
    """Put a view on the desk."""
    with services.store.begin(services.actor) as work:
        stamps: dict[str, Any] = {"created_at": work.now, "updated_at": work.now}
        work.add(SavedViewRow(owner_id=owner, name=name, name_key=sort_key(name), **stamps, **fields))


def test_a_view_is_found_by_its_name_however_it_is_written(services: Services) -> None:
    save(services, "Gorące Łódź", services.actor.user_id, query="stage:open", sort="-score", columns=["name", "city"])
    for name in ("Gorące Łódź", "  GORĄCE ŁÓDŹ ", "gorące\u200b łódź"):
        view = services.views.get(name)
        assert (view.name, view.query) == ("Gorące Łódź", "stage:open")
        assert (view.sort, view.columns) == (Sort("score", descending=True), ("name", "city"))


def test_a_view_without_an_order_has_the_usual_one(services: Services) -> None:
    save(services, "Plain", services.actor.user_id)
    view = services.views.get("plain")
    assert (view.query, view.sort, view.columns) == ("", NEWEST_FIRST, ())


def test_a_persons_own_view_comes_before_a_shared_one(services: Services) -> None:
    save(services, "Mine", MANAGER, shared=True, query="shared")
    save(services, "Mine", SALES, query="own")
    assert at_desk(services, SALES).views.get("mine").query == "own"
    assert at_desk(services, VIEWER).views.get("mine").query == "shared"
    assert at_desk(services, MANAGER).views.get("mine").query == "shared"


@pytest.mark.parametrize("name", ["Secret", "nothing", "", "\x1b[2J", "x" * 5000, "' OR 1=1 --"])
def test_what_is_no_view_of_this_person_is_told_in_one_line(services: Services, name: str) -> None:
    save(services, "Secret", SALES, query="own")
    with pytest.raises(NotFound, match=r"There is no view .*\.$") as caught:
        at_desk(services, VIEWER).views.get(name)
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 120


@pytest.mark.parametrize("value", ["-score", 7, 1.5, True, None, ["name", "city"], {"open": False, "ż": [1, None]}])
def test_what_a_person_set_is_there_again(services: Services, value: object) -> None:
    assert services.preferences.get("leads.sort", "usual") == "usual"
    services.preferences.set("leads.sort", value)
    services.preferences.set("leads.columns", "other")
    assert services.preferences.get("leads.sort", "usual") == value
    services.preferences.set("leads.sort", "last")
    assert services.preferences.get("leads.sort") == "last"


def test_everybody_has_their_own_settings_a_viewer_too(services: Services) -> None:
    for who in (SALES, VIEWER):
        at_desk(services, who).preferences.set("theme", who)
    assert [at_desk(services, who).preferences.get("theme") for who in (SALES, VIEWER, MANAGER)] == [
        SALES,
        VIEWER,
        None,
    ]


def test_settings_are_no_change_that_undo_takes_back(services: Services) -> None:
    services.preferences.set("theme", "light")
    assert services.undo.last() is None


@pytest.mark.parametrize("stored", ["", "{", "nonsense", "[1,"])
def test_a_damaged_setting_is_as_none(services: Services, stored: str) -> None:
    services.preferences.set("theme", "light")
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE preference SET value = ?", (stored,))
    assert services.preferences.get("theme", "dark") == "dark"
    services.preferences.set("theme", "light")
    assert services.preferences.get("theme", "dark") == "light"


def test_settings_are_stored_as_json_that_other_programs_read(services: Services) -> None:
    services.preferences.set("leads.columns", ["name", "city"])
    with services.store.reading() as connection:
        (value,) = connection.execute("SELECT value FROM preference WHERE key = 'leads.columns'").fetchone()
    assert json.loads(value) == ["name", "city"]


_SETS = """
import sys
from solartui.bootstrap import open_services
services = open_services(sys.argv[1])
services.preferences.set("leads.view", "board")
services.views.used(services.views.get("all"))
heavy = {"sqlalchemy", "sqlmodel", "pydantic"} & set(sys.modules)
print(services.preferences.get("leads.view"), services.views.opening().key, sorted(heavy))
"""


def test_setting_something_loads_nothing_heavy(services: Services) -> None:
    command = [sys.executable, "-c", _SETS, str(services.store.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.split() == ["board", "all", "[]"], done.stderr


def test_what_a_person_set_is_not_kept_by_halves(services: Services) -> None:
    def half() -> None:
        with services.store.jotting() as raw:
            raw.execute("DELETE FROM preference")
            raise ZeroDivisionError

    services.preferences.set("theme", "light")
    with pytest.raises(ZeroDivisionError):
        half()
    assert services.preferences.get("theme") == "light"


def test_settings_wait_for_whoever_writes_and_are_refused_in_one_line(database: Path) -> None:
    with (
        closing(open_services(str(database))) as services,
        closing(sqlite3.connect(database, isolation_level=None)) as other,
    ):
        services.store.patience = 0.1
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="busy"):
            services.preferences.set("theme", "light")
        other.execute("ROLLBACK")
        services.preferences.set("theme", "light")
        other.execute("PRAGMA user_version = 99")
        with pytest.raises(Unavailable, match="upgraded by a newer"):
            services.preferences.set("theme", "dark")
        database.unlink()
        with pytest.raises(Unavailable, match="was deleted"):
            services.preferences.set("theme", "dark")


def test_settings_are_no_unit_of_work_inside_another(services: Services) -> None:
    with services.store.begin(services.actor), pytest.raises(RuntimeError, match="inside another"):
        services.preferences.set("theme", "light")
