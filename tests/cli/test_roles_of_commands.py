"""Who may do what on the command line: every command that writes, for every role, with nothing left behind."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from pathlib import Path

import pytest

from solartui.store.connection import connect
from tests.cli.conftest import Shell

pytestmark = pytest.mark.usefixtures("known_day")
VIEWER, INSTALLER, SALES, MANAGER, ADMIN = "viewer", "installer", "sales", "manager", "admin"
EVERYBODY = {VIEWER, INSTALLER, SALES, MANAGER, ADMIN}
OFFICE = {SALES, MANAGER, ADMIN}
LEADERS = {MANAGER, ADMIN}
ONLY_ADMIN = {ADMIN}

COMMANDS: tuple[tuple[str, set[str]], ...] = (
    ("fields list", EVERYBODY),
    ("fields add lead Colour", ONLY_ADMIN),
    ("fields edit meters label=Counters", ONLY_ADMIN),
    ("fields edit meters position=1", ONLY_ADMIN),
    ("fields delete meters", ONLY_ADMIN),
    ("entities list", EVERYBODY),
    ("entities add team East", ONLY_ADMIN),
    ("entities edit North name=Northern", ONLY_ADMIN),
    ("entities delete 3", ONLY_ADMIN),
    ("stages list", EVERYBODY),
    ("stages add Visited", ONLY_ADMIN),
    ("stages edit contacted label=Called", ONLY_ADMIN),
    ("stages move contacted 3", ONLY_ADMIN),
    ("stages delete site_visit", ONLY_ADMIN),
    ("users list", EVERYBODY),
    ("users add zofia --uid 70123", ONLY_ADMIN),
    ("users edit anna name=Ania", ONLY_ADMIN),
    ("users disable piotr", ONLY_ADMIN),
    ("settings list", EVERYBODY),
    ("settings show company.name", EVERYBODY),
    ("settings set company.name Dach", ONLY_ADMIN),
    ("settings reset company.name", ONLY_ADMIN),
    ("workflow list", EVERYBODY),
    ("workflow show", EVERYBODY),
    ("places find krakow", EVERYBODY),
    ("places at 50,20", EVERYBODY),
    ("route", EVERYBODY),
    ("geocode #2", OFFICE),
    ("leads show 1", EVERYBODY),
    ("leads history 1", EVERYBODY),
    ("leads comment 1 word", OFFICE | {INSTALLER}),
    ("leads bill 2 600 2026-05-01 2026-06-01", OFFICE),
    ("contacts export - --format csv", EVERYBODY - {INSTALLER}),
    ("contacts show 1", EVERYBODY),
    ("contacts show 1 --unmask", LEADERS),
    ("contacts dossier 1 -", LEADERS),
    ("contacts erase 1 --yes", ONLY_ADMIN),
    ("designs list", EVERYBODY),
    ("designs show 1", EVERYBODY),
    ("designs add 1 modules=5 module_wp=400", OFFICE),
    ("designs edit 1 name=B", OFFICE),
    ("designs link 1 --system pylon --external-id P", OFFICE),
    ("designs delete 2", OFFICE),
    ("proposals list", EVERYBODY),
    ("proposals show 1", EVERYBODY),
    ("proposals add 1", OFFICE),
    ("proposals revise 1", OFFICE),
    ("proposals edit 1 valid_until=2027-12-31", OFFICE),
    ("proposals activate 1", OFFICE),
    ("proposals send 1 --channel print", OFFICE),
    ("proposals sign 1", OFFICE),
    ("proposals reject 1", OFFICE),
    ("projects charges 1", EVERYBODY),
    ("projects pay 1 amount=5", OFFICE),
    ("projects invoice 1 --proforma --amount 5", OFFICE),
    ("projects tasks 1", EVERYBODY),
)


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """A desk with something of everything."""
    shell.json("fields", "add", "lead", "Meters", "--kind", "number")
    shell.json("contacts", "add", "--name", "Jan Kot", "--passport", "AB1234567")
    shell.add("--contact", 1, "--city", "Wieliczka", "--country", "PL", "--latitude", "50", "--longitude", "20",
              "--monthly-kwh", "350")  # fmt: skip
    shell.add("--city", "Kraków", "--country", "PL", name="Ewa Lis")
    shell.json("leads", "convert", 1)
    for _ in range(2):
        shell.json("designs", "add", 1, "modules=20", "module_wp=500", "--line", "other;X;1;kpl.;40000")
    shell.json("proposals", "add", 1, "--design", 1)
    return shell


def become(shell: Shell, role: str) -> None:
    with closing(connect(shell.database, writable=True)) as connection:
        connection.execute("UPDATE user_account SET role = ? WHERE uid = ?", (role, os.getuid()))


def stored(path: Path) -> str:
    """A fingerprint of everything that the database holds."""
    with closing(connect(path, writable=False)) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


@pytest.mark.parametrize("role", [VIEWER, INSTALLER, SALES, MANAGER])
def test_what_a_role_may_not_do_changes_nothing(desk: Shell, role: str) -> None:
    become(desk, role)
    before = stored(desk.database)
    for words, allowed in COMMANDS:
        if role not in allowed:
            why = desk.refused(5, *words.split())
            assert "may not" in why, words
            assert "admin" in why, words
    assert stored(desk.database) == before


@pytest.mark.parametrize("role", [VIEWER, INSTALLER, SALES, MANAGER, ADMIN])
def test_what_a_role_may_do_is_not_refused(desk: Shell, role: str) -> None:
    become(desk, role)
    for words, allowed in COMMANDS:
        if role in allowed and "erase" not in words:
            answer = desk(*words.split())
            assert answer.status in {0, 4}, (words, answer)
            assert "may not" not in answer.err, words


@pytest.mark.parametrize(("language", "words"), [("en", "The role Viewer may not"), ("pl", "Rola Podgląd nie może")])
def test_a_refusal_speaks_the_language_of_whoever_asks(desk: Shell, language: str, words: str) -> None:
    become(desk, VIEWER)
    for command in ("fields add lead x", "stages add x", "leads comment 1 x", "projects pay 1 amount=5"):
        answer = desk("--lang", language, *command.split())
        assert (answer.status, answer.out) == (5, "")
        assert words in answer.err
        document = desk("--lang", language, "--json", *command.split())
        assert (document.status, document.out) == (5, "")
