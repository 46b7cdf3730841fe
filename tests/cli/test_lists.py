"""Lists on the command line: which records, in which order and columns, however many and whatever is in them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from solartui.cli import quick
from solartui.cli.lead_columns import EXTRA, TITLES
from solartui.domain.drafts import ProjectDraft
from solartui.domain.listing import Sort
from solartui.services.views import ViewDraft
from tests.cli.test_leads import LEAD, everything
from tests.desk import add_contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.services.container import Services
    from tests.cli.conftest import Shell

# What a customer may have typed, and a database of other hands may hold.
HOSTILE = "\x1b[2J\x1b]52;c;aGk=\x07\x9b31m\u202eevil\u200b\r\n[/]\t名前 [@click=app.quit]x[/]"


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """A desk with four leads, one of them archived."""
    shell.json("leads", "add", "--from-json", "-", typed=json.dumps(everything()))
    shell.add("--city", "Łódź", "--phone", "601 234 567", "--type", "commercial", "--assignee", "anna", name="Ćma")
    shell.add("--next-follow-up", "2026-12-24 18:00", "--score", 3, name="Żak")
    shell.add(name="Bąk")
    shell.json("leads", "archive", 4)
    return shell


def ids(found: list[dict[str, Any]]) -> list[int]:
    """The numbers of records."""
    return [record["id"] for record in found]


def texts(value: object) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


@pytest.mark.feature("B-08", "B-59", "B-64", "B-67", "D-15")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), [3, 2, 1]),
        (("-archived",), [3, 2, 1]),
        (("--", "-archived"), [3, 2, 1]),
        (("archived",), [4]),
        (("-type:commercial",), [3, 1]),
        (("stage:contacted",), [1]),
        (("type:commercial", "lodz"), [2]),
        (("lodz", "-archived", "type:commercial"), [2]),
        (("type:commercial lodz",), [2]),
        (("assignee:anna",), [2]),
        (("assignee:none",), [3]),
        (("owner:me", "--limit", "1"), [3]),
        (("601234567",), [2, 1]),
        (("zak",), [3]),
        (("kwh>400",), [1]),
        (("nobody-is-called-so",), []),
    ],
)
def test_a_query_chooses_leads(desk: Shell, words: tuple[str, ...], found: list[int]) -> None:
    assert ids(desk.json("leads", "list", *words)) == found


@pytest.mark.feature("B-19")
@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("name", [2, 1, 3]),
        ("-name", [3, 1, 2]),
        ("id", [1, 2, 3]),
        ("-score", [1, 3, 2]),
        ("next_follow_up", [1, 3, 2]),
        ("stage", [2, 3, 1]),
        ("stage,-id", [3, 2, 1]),
        ("type,-score", [1, 2, 3]),
    ],
)
def test_an_order_is_chosen(desk: Shell, order: str, found: list[int]) -> None:
    assert ids(desk.json("leads", "list", "--sort", order)) == found
    assert ids(desk.json("leads", "list", f"--sort={order}", "--limit", 2)) == found[:2]


@pytest.mark.feature("B-20", "B-21", "B-22", "B-23", "B-24", "B-25", "B-26", "B-27", "B-28", "B-29", "B-30", "B-31")
def test_columns_are_chosen_by_their_names_in_json(desk: Shell) -> None:
    assert set(TITLES) >= {*LEAD, *EXTRA}
    (lead,) = desk.json("leads", "list", "dach", "--columns", "id,contact,phone,city,assignee,lost_reason")
    assert list(lead) == ["id", "contact", "phone", "city", "assignee", "lost_reason"]
    assert (lead["id"], lead["phone"], lead["city"], lead["lost_reason"]) == (1, "601 234 567", "Niepołomice", None)
    assert lead["contact"]["name"] == "Gospodarstwo Bryła"
    assert lead["assignee"]["name"] == "North"
    every = desk("leads", "list", "--columns", ",".join(TITLES))
    assert (every.status, every.err) == (0, "")
    heading, *rows = every.out.splitlines()
    assert heading.split()[:2] == ["ID", "Name"]
    assert len(rows) == 3


@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_list_for_reading(desk: Shell, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = desk("leads", "list", "--lang", language)
    assert (narrow.status, narrow.err) == (0, "")
    assert max(map(len, narrow.out.splitlines())) <= 80
    monkeypatch.setenv("COLUMNS", "160")
    wide = desk("leads", "list", "--lang", language).out
    assert "2026-12-24 " in wide
    assert ("Skontaktowano" if language == "pl" else "Contacted") in wide
    if language == "en":
        assert wide.splitlines()[0].split() == ["ID", "Name", "Stage", "Phone", "Assignee", "Follow-up", "Location",
                                                "Created"]  # fmt: skip


def test_an_empty_list_says_so_beside_the_output(shell: Shell) -> None:
    answer = shell("leads", "list")
    assert (answer.status, answer.out, answer.err) == (0, "", "solartui: No leads.\n")
    assert shell.json("leads", "list") == []
    assert shell.json("leads", "list", "--limit", 0) == []
    assert shell("contacts", "list").err == "solartui: No contacts.\n"
    assert shell("projects", "list").err == "solartui: No projects.\n"
    assert shell("undo", "--list").err == "solartui: There is nothing to undo.\n"


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize(
    "words",
    [
        "--limit 2",
        "--limit=2 --json",
        "--limit 0 --json",
        "--limit 1000 --columns id,name,type,stage,address,consumption,created_at",
        "--json --columns id,projects,archived --limit 3",
        "--columns id,name,id --limit 3",
    ],
)
def test_the_short_cut_answers_as_the_full_command(
    desk: Shell, words: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["leads", "list", *words.split(), "--lang", language]
    assert quick.answer(command) == 0
    short = desk(*command)
    monkeypatch.setattr(quick, "answer", lambda _words: None)
    assert desk(*command) == short
    assert short.status == 0


@pytest.mark.parametrize(
    "words",
    [
        "leads list",
        "leads list --limit 2000",
        "leads list --limit -2",
        "leads list --limit 2 --sort name",
        "leads list --limit 2 dach",
        "leads list --limit 2 -archived",
        "leads list --limit 2 --columns nonsense",
        "leads list --limit 2 --lang de",
        "leads list --limit 2 --db",
        "leads list --limit 2 --db /nowhere/at/all.db",
        "leads list --limit 2 --help",
        "contacts list --limit 2",
        "list leads --limit 2",
    ],
)
def test_what_is_unusual_is_left_to_the_full_command(desk: Shell, words: str) -> None:
    assert quick.answer(words.split()) is None
    assert desk("leads", "list", "--limit", 1).status == 0


def test_the_short_cut_is_not_for_strangers_and_other_files(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    command = ["leads", "list", "--limit", "2", "--json"]
    assert quick.answer(command) == 0
    monkeypatch.setattr("os.getuid", lambda: 4_711)
    assert quick.answer(command) is None
    monkeypatch.undo()
    for pragma in ("user_version = 99", "application_id = 7"):
        with closing(sqlite3.connect(desk.database)) as connection:
            connection.execute(f"PRAGMA {pragma}")
        assert quick.answer([*command, "--db", str(desk.database)]) is None


@pytest.mark.feature("B-32")
def test_many_leads_come_in_one_document(desk: Shell) -> None:
    with closing(sqlite3.connect(desk.database)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(lead)") if row[1] != "id"]
        names = ", ".join(columns)
        connection.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1300) "
            f"INSERT INTO lead ({names}) SELECT {names} FROM lead, n WHERE id = 3"
        )
        connection.commit()
    found = desk.json("leads", "list")
    assert len(found) == 1303
    assert len(set(ids(found))) == 1303
    assert {json.dumps(lead["contact"]) for lead in found if lead["id"] > 4} == {json.dumps(found[-3]["contact"])}
    assert len(desk("leads", "list").out.splitlines()) == 1304
    assert ids(desk.json("leads", "list", "--limit", 1100)) == ids(found)[:1100]


@pytest.mark.parametrize(
    "words",
    [
        "leads list",
        "leads list --limit 5",
        "leads show 1",
        "contacts list",
        "contacts show 1",
        "projects list",
        "projects show 1",
        "undo --list",
        "users list",
    ],
)
def test_hostile_text_stays_text(shell: Shell, words: str) -> None:
    shell.add("--city", "Opole")
    shell.json("leads", "convert", 1)
    shell.json("leads", "note", 1, "note")
    with closing(sqlite3.connect(shell.database)) as connection:
        connection.execute("UPDATE lead SET name = ?, channel = ?, city = ?", (HOSTILE,) * 3)
        connection.execute("UPDATE contact SET name = ?", (HOSTILE,))
        connection.execute("UPDATE project SET name = ?", (HOSTILE,))
        connection.execute("UPDATE note SET body = ?", (HOSTILE,))
        connection.execute("UPDATE user_account SET name = ?", (HOSTILE,))
        connection.execute("UPDATE change SET data = ?", (json.dumps({"name": HOSTILE, "lead": 1}),))
        connection.commit()
    read = shell(*words.split())
    assert (read.status, read.err) == (0, "")
    assert all(line.isprintable() for line in read.out.replace("\t", " ").splitlines()), read.out
    if not words.startswith("undo"):
        assert "[@click=app.quit]x[/]" in read.out or "…" in read.out
    written = shell(*words.split(), "--json")
    assert all(c.isprintable() for c in written.out.replace("\n", ""))
    assert any(HOSTILE in text for text in texts(written.document))


@pytest.mark.feature("D-15")
def test_leads_are_listed_by_a_view_and_narrowed_further(shell: Shell, services: Services) -> None:
    for name, use in (("Anna", 500), ("Jan", 900), ("Ewa", 100)):
        shell.add("--monthly-kwh", use, name=name)
    services.views.create(ViewDraft("Duże dachy", "kwh>400", Sort("monthly_kwh", descending=True)))

    def listed(*words: object) -> list[str]:
        return [lead["contact"]["name"] for lead in shell.json("leads", "list", *words)]

    assert listed("--view", "duże DACHY") == ["Jan", "Anna"]
    assert listed("--view", "duże dachy", "--sort", "monthly_kwh") == ["Anna", "Jan"]
    assert listed("--view", "duże dachy", "jan") == ["Jan"]
    assert sorted(listed("--view", "my leads")) == ["Anna", "Ewa", "Jan"]
    assert listed("--view", "archived") == []
    assert "There is no view nonsense" in shell.refused(3, "leads", "list", "--view", "nonsense")


def test_projects_are_listed_by_a_view_and_narrowed_further(shell: Shell, services: Services) -> None:
    for name, power in (("Anna", 5.5), ("Jan", 30.0), ("Ewa", 12.0)):
        contact = add_contact(services, name)
        services.projects.create(ProjectDraft(contact_id=contact.id, country="PL", capacity_kwp=power))
    services.progress.outcome(1, "lost", "too dear")
    services.project_views.create(ViewDraft("Duże", "kwp>10", Sort("capacity_kwp", descending=True)))

    def listed(*words: object) -> list[str]:
        return [project["name"] for project in shell.json("projects", "list", *words)]

    assert listed("--view", "DUŻE") == ["Jan", "Ewa"]
    assert listed("--view", "duże", "--sort", "capacity_kwp") == ["Ewa", "Jan"]
    assert listed("--view", "duże", "ewa") == ["Ewa"]
    assert listed("--view", "under way", "--sort", "name") == ["Ewa", "Jan"]
    assert listed("--view", "Ended before that") == ["Anna"]
    assert listed("--view", "stage:onboarding", "--sort", "id") == ["Jan", "Ewa"]
    assert "There is no view all leads" in shell.refused(3, "projects", "list", "--view", "all leads")
