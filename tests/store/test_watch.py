"""What other programs write is news once; what this one writes is none, and trouble with the file is one sentence."""

from __future__ import annotations

import shutil
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Unavailable
from solartui.services.container import Services
from solartui.store.connection import connect
from solartui.store.store import Store
from solartui.store.watch import EVERYTHING, News, Watch, topics_of
from tests.desk import ADMIN, MANAGER, actor, add_contact, add_lead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUIET = News()


@pytest.fixture
def others(database: Path) -> Iterator[Services]:
    """Another program at the same database."""
    services = Services(Store(str(database), patience=0.1), actor(MANAGER))
    yield services
    services.close()


@pytest.fixture
def watch(services: Services) -> Iterator[Watch]:
    watch = Watch(services.store)
    yield watch
    watch.close()


def test_changes_of_others_are_news_once(services: Services, others: Services, watch: Watch) -> None:
    assert watch.look() == QUIET
    lead = add_lead(others)
    assert watch.look().topics == {"leads", "contacts"}
    assert watch.look() == QUIET
    others.lead_actions.move([lead.id], "contacted")
    add_contact(others, "Ola Lis")
    assert watch.look().topics == {"leads", "contacts", "projects"}
    others.undo.undo()
    assert watch.look().topics == EVERYTHING


def test_changes_between_opening_and_the_first_look_are_news(others: Services, watch: Watch) -> None:
    add_lead(others)
    assert "leads" in watch.look().topics


def test_what_this_program_writes_is_no_news(services: Services, others: Services, watch: Watch) -> None:
    add_lead(services)
    services.preferences.set("leads.sort", "name")
    assert watch.look() == QUIET
    add_lead(services, "Ola Lis")
    others.preferences.set("leads.sort", "name")
    assert watch.look() == QUIET
    add_lead(services, "Ewa Bąk")
    add_contact(others, "Adam Mak")
    assert watch.look().topics == topics_of("contact.created")


def test_the_number_of_a_change_that_failed_may_become_anothers(
    services: Services, others: Services, watch: Watch
) -> None:
    def refuse() -> None:
        raise Unavailable("replaced")

    def fail() -> None:
        with services.store.begin(actor(ADMIN)) as work:
            assert work.change_id
            services.store.check_identity = refuse  # type: ignore[method-assign]

    with pytest.raises(Unavailable):
        fail()
    assert list(services.store.own_changes) == []
    add_contact(others)
    assert watch.look().topics == topics_of("contact.created")


@pytest.mark.parametrize(
    ("kind", "topics"),
    [
        ("lead.moved", {"leads", "contacts"}),
        ("lead.converted", EVERYTHING),
        ("note.added", {"notes", "leads"}),
        ("user.added", {"users"}),
        ("view.created", {"views"}),
        ("import", {"leads", "contacts", "notes"}),
        ("undone", EVERYTHING),
        ("something new", EVERYTHING),
    ],
)
def test_topics_go_by_the_kind_of_change(kind: str, topics: set[str]) -> None:
    assert topics_of(kind) == topics


def test_a_file_that_is_moved_away_is_told_and_everything_is_read_when_it_is_back(
    database: Path, others: Services, watch: Watch
) -> None:
    watch.look()
    database.rename(database.with_suffix(".away"))
    problem = watch.look().problem
    assert "moved or deleted" in problem
    assert "\n" not in problem
    assert watch.look().problem == problem
    database.with_suffix(".away").rename(database)
    assert watch.look() == News(EVERYTHING)
    assert watch.look() == QUIET


def test_what_could_not_be_read_for_a_moment_is_read_then(database: Path, watch: Watch) -> None:
    watch.look()
    with closing(connect(database, writable=True)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert watch.look() == QUIET
    assert watch.look() == News(EVERYTHING)
    assert watch.look() == QUIET


def test_a_file_that_is_replaced_is_told(database: Path, watch: Watch) -> None:
    watch.look()
    copy = database.with_suffix(".copy")
    shutil.copy(database, copy)
    copy.replace(database)
    assert "replaced" in watch.look().problem


def test_a_locked_file_is_told_only_when_it_stays_locked(database: Path, watch: Watch) -> None:
    watch.look()
    with closing(connect(database, writable=True)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        looks = [watch.look() for _ in range(5)]
        assert looks[:3] == [QUIET] * 3
        assert "busy" in looks[-1].problem
    assert watch.look() == News(EVERYTHING)
    assert watch.look() == QUIET


def test_closing_waits_for_the_look_that_is_under_way(
    services: Services, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.look()
    looking, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        looking.set()
        go_on.wait(20)
        return ""

    monkeypatch.setattr(services.store, "whereabouts", slow)
    looker, closer = threading.Thread(target=watch.look), threading.Thread(target=watch.close)
    looker.start()
    assert looking.wait(20)
    closer.start()
    closer.join(0.05)
    assert closer.is_alive()
    go_on.set()
    closer.join(20)
    assert not closer.is_alive()
    assert watch.look() == QUIET
