"""Who is at the desk: the operating system's number, whatever the environment says; and what holds from then on."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from solartui.bootstrap import open_services
from solartui.domain.errors import Invalid, NotPermitted, Refused
from solartui.domain.people import Actor
from solartui.domain.records import Subject
from solartui.domain.vocabulary import Role
from solartui.services.container import Services
from solartui.services.people import actor_for
from solartui.store.store import Store
from tests.desk import ADMIN, MANAGER, SALES, VIEWER, actor, add_lead, at_desk

KNOWN = {
    70_002: ("anna", "Anna N,,,"),
    71_000: ("nowa", "Nowa Osoba,room 1,,"),
    71_001: ("evil", "\x1b]52;c;x\x07,"),
}


@pytest.fixture(autouse=True)
def system(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that knows a few logins."""

    def by_number(uid: int) -> pwd.struct_passwd:
        login, name = KNOWN[uid]
        return pwd.struct_passwd((login, "x", uid, uid, name, "/", "/bin/sh"))

    def by_name(login: str) -> pwd.struct_passwd:
        return by_number({known: uid for uid, (known, _) in KNOWN.items()}[login])

    monkeypatch.setattr(pwd, "getpwuid", by_number)
    monkeypatch.setattr(pwd, "getpwnam", by_name)


def become(monkeypatch: pytest.MonkeyPatch, uid: int) -> None:
    monkeypatch.setattr(os, "getuid", lambda: uid)


def set_user(services: Services, user_id: int, columns: str) -> None:
    with services.store.begin(services.actor) as work:
        work.raw.execute(f"UPDATE user_account SET {columns} WHERE id = ?", (user_id,))


def test_names_in_the_environment_change_nothing(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "USERNAME", "LNAME", "SUDO_USER", "HOME"):
        monkeypatch.setenv(name, "anna")
    services = open_services(str(database))
    assert services.actor == actor(ADMIN)
    lead = add_lead(services)
    (created,) = services.activity.of(Subject("lead", lead.id))
    assert created.actor == "Ewa Admin"
    with services.store.reading() as connection:
        assert connection.execute("SELECT DISTINCT user_id, uid FROM activity").fetchall() == [(ADMIN, os.getuid())]
    services.close()


@pytest.mark.parametrize("user", [MANAGER, SALES, VIEWER])
def test_the_number_of_the_system_says_who_it_is(database: Path, monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    become(monkeypatch, 69_999 + user)
    services = open_services(str(database))
    assert services.actor == services.people.current == actor(user)
    services.close()


def test_the_first_one_at_a_new_desk_is_its_admin(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    become(monkeypatch, 71_000)
    services = open_services(str(folder / "desk.db"))
    assert services.actor == Actor(1, 71_000, "Nowa Osoba", Role.ADMIN)
    (user,) = services.people.users()
    assert (user.login, user.uid, user.role, user.active) == ("nowa", 71_000, Role.ADMIN, True)
    services.close()
    become(monkeypatch, 71_001)
    with pytest.raises(NotPermitted, match="evil is no user of this desk"):
        open_services(str(folder / "desk.db"))


@pytest.mark.parametrize(("uid", "name"), [(71_001, "]52;c;x"), (72_000, "user72000")])
def test_a_person_without_a_decent_name_gets_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, uid: int, name: str
) -> None:
    become(monkeypatch, uid)
    services = open_services(str(folder / "desk.db"))
    assert services.actor.name == name
    services.close()


def test_a_stranger_is_stopped_and_told_what_to_ask_for(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    become(monkeypatch, 71_000)
    with pytest.raises(NotPermitted, match="Ask an admin for: solartui users add nowa") as caught:
        open_services(str(database))
    assert caught.value.exit_status == 5


def test_one_who_was_added_before_the_system_knew_them_comes_in_later(
    services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(KNOWN, 71_000)
    added = services.organisation.add_user("nowa", "Nowa Osoba").value
    assert added.uid is None
    monkeypatch.setitem(KNOWN, 71_000, ("nowa", "x"))
    become(monkeypatch, 71_000)
    store = Store(str(database))
    assert actor_for(store) == Actor(added.id, 71_000, "Nowa Osoba", Role.SALES)
    monkeypatch.setitem(KNOWN, 73_000, ("nowa", "somebody else by now"))
    become(monkeypatch, 73_000)
    with pytest.raises(NotPermitted):
        actor_for(store)
    store.close()


def test_a_login_that_has_a_number_is_nobody_elses(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KNOWN, 73_000, ("anna", "an impostor"))
    become(monkeypatch, 73_000)
    with pytest.raises(NotPermitted):
        open_services(str(database))


def test_a_disabled_user_is_stopped_at_the_door_and_in_the_middle_of_work(
    services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = add_lead(services)
    anna = at_desk(services, SALES)
    anna.leads.edit(lead.id, {"score": 1})
    set_user(services, SALES, "active = 0")
    with pytest.raises(NotPermitted, match="Anna Nowak may no longer use this desk"):
        anna.leads.edit(lead.id, {"score": 2})
    become(monkeypatch, 70_002)
    with pytest.raises(NotPermitted, match="may no longer"):
        open_services(str(database))
    assert services.leads.get(lead.id).score == 1


def test_a_role_that_was_taken_away_is_gone_at_once(services: Services) -> None:
    lead = add_lead(services)
    anna = at_desk(services, SALES)
    set_user(services, SALES, "role = 'viewer'")
    for call in (
        lambda: anna.leads.edit(lead.id, {"score": 2}),
        lambda: anna.lead_actions.move([lead.id], "contacted"),
        lambda: anna.undo.undo(),
    ):
        with pytest.raises(NotPermitted):
            call()
    with services.store.begin(services.actor) as work:
        work.raw.execute("DELETE FROM preference")
    ghost = Services(services.store, Actor(99, 99_999, "Ghost", Role.ADMIN))
    with pytest.raises(NotPermitted, match="Ghost may no longer"):
        add_lead(ghost)
    assert services.leads.get(lead.id) == lead


def test_users_are_added_by_an_admin_with_what_the_system_knows(services: Services) -> None:
    added = services.organisation.add_user("nowa")
    assert (added.value.uid, added.value.name, added.value.role) == (71_000, "Nowa Osoba", Role.SALES)
    assert added.topics == {"users"}
    assert services.organisation.add_user("obca", "Obca\x1b Osoba", "viewer", uid=80_000).value.name == "Obca Osoba"
    assert [user.login for user in services.people.users()] == [
        "anna",
        "ewa",
        "marek",
        "nowa",
        "obca",
        "piotr",
        "wanda",
    ]
    for login, uid in (("nowa", None), ("inna", 71_000)):
        with pytest.raises(Refused, match="Nowa Osoba is a user already"):
            services.organisation.add_user(login, uid=uid)
    with pytest.raises(NotPermitted):
        at_desk(services, MANAGER).organisation.add_user("x")


@pytest.mark.parametrize(
    ("login", "role", "uid"),
    [
        ("", "sales", None),
        ("two words", "sales", None),
        ("\u200b", "sales", None),
        ("x" * 121, "sales", None),
        ("x", "boss\x1b[2J", None),
        ("x", "", None),
        ("x", "sales", -1),
        ("x", "sales", 2**32),
        ("x", "sales", 10**30),
    ],
)
def test_what_is_no_user_is_refused(services: Services, login: str, role: str, uid: int | None) -> None:
    with pytest.raises(Invalid) as caught:
        services.organisation.add_user(login, None, role, uid)
    assert caught.value.message.isprintable()
    assert len(services.people.users()) == 5


@pytest.mark.feature("D-06", "B-07")
def test_who_can_carry_a_lead_is_listed(services: Services) -> None:
    found = [(a.kind.value, a.name) for a in services.people.assignees()]
    assert found == [
        ("user", "Anna Nowak"), ("user", "Ewa Admin"), ("user", "Marek Manager"), ("user", "Piotr Żak"),
        ("user", "Wanda Widz"), ("team", "North"), ("branch", "Kraków"), ("partner", "Dach i Spółka"),
    ]  # fmt: skip
    assert {e.name for e in services.people.entities()} == {"Słońce sp. z o.o.", "Kraków", "North", "Dach i Spółka"}
    assert [stage.key for stage in services.people.stages()] == [
        "open", "contacted", "assigned", "site_visit", "converted", "lost", "closed",
    ]  # fmt: skip


def test_settings_belong_to_a_person(services: Services) -> None:
    anna = at_desk(services, SALES)
    value = {"a": [1, None, "ą\ud800"], "b": float("inf")}
    services.preferences.set("sort", value)
    services.preferences.set("sort", value)
    anna.preferences.set("sort", 1)
    at_desk(services, VIEWER).preferences.set("sort", 2)
    assert (services.preferences.get("sort"), anna.preferences.get("sort")) == (value, 1)
    assert services.preferences.get("other", "x") == "x"
    assert services.undo.changes() == []
    from solartui.domain.people import SYSTEM

    machine = Services(services.store, SYSTEM)
    for number in (1, 2):
        machine.preferences.set("x", number)
    assert machine.preferences.get("x") == 2
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE preference SET value = 'broken'")
    assert services.preferences.get("sort", "default") == "default"
