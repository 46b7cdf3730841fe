"""How tasks, jobs and workflows look on the command line: in both languages, narrow and wide, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solartui.store.courses import builtin_text
from tests.cli.conftest import Shell

PPE = "590123456789012345"


@pytest.fixture
def project(shell: Shell) -> int:
    """A project whose site is known."""
    shell.json("contacts", "add", "--name", "Jan [/] Kowalski", "--email", "jan@x.example", "--phone", "601234567")
    made = shell.json(
        "projects", "add", "--contact", 1, "--city", "Kraków", "--street", "Długa 1", "--country", "PL",
        "--phases", 3, "--metering-point", PPE, "--latitude", 50.06, "--longitude", 19.94,
    )  # fmt: skip
    assert made["stage"] == "quoting"
    return int(made["id"])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("✓ Done", "○ Open", "· Locked", "» Skipped", "First: Add a sales project.")),
        ("pl", ("add_customer", "add_sales_project", "Załóż projekt sprzedażowy")),
    ],
)
def test_tasks_are_told_in_both_languages(
    shell: Shell, project: int, monkeypatch: pytest.MonkeyPatch, language: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = shell("projects", "tasks", project, "--lang", language)
    assert (shown.status, shown.err) == (0, "")
    assert all(word in shown.out for word in words)
    assert len(shown.out.splitlines()) == 32


@pytest.mark.parametrize(("width", "place"), [(80, False), (109, False), (110, True), (160, True)])
def test_narrow_lists_leave_the_place_out(
    shell: Shell, project: int, monkeypatch: pytest.MonkeyPatch, width: int, place: bool
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = shell("projects", "tasks", project).out.splitlines()
    assert all(len(line) <= width for line in lines)
    assert [line.split()[2] for line in lines[1:]] == [task["key"] for task in shell.json("projects", "tasks", project)]
    assert "First: Add a sales project" in lines[4]
    assert ("Place" in lines[0]) is place
    assert ("Design tool" in "\n".join(lines)) is place


def test_what_is_open_says_what_it_needs(shell: Shell, project: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    shell.json("projects", "undo", project, "onboard_site")
    shell.json("projects", "give", project, "link_design", "--to", "me", "--due", "2026-12-01")
    shell.json("projects", "stage", project, "committing", "--reason", "old")
    lines = {line.split()[2]: line for line in shell("projects", "tasks", project).out.splitlines()[1:]}
    assert lines["confirm_commitment"].endswith("amount")
    assert "by itself" in lines["add_customer"]
    assert "First: Add a sales project." in lines["link_design"]


def test_a_task_that_was_done_is_shown_with_its_project(shell: Shell, project: int) -> None:
    shown = shell("projects", "do", project, "add_sales_project", "--note", "by phone").out
    assert "Add a sales project: Done" in shown
    assert "3 of 27 tasks" in shown
    assert "Jan [/] Kowalski" in shown
    document = shell.json("projects", "undo", project, "add_sales_project")
    assert (document["task"]["status"], document["task"]["note"], document["task"]["version"]) == (
        "open",
        "by phone",
        2,
    )
    assert list(document)[-1] == "task"


def test_documents_hold_what_was_promised(shell: Shell, project: int) -> None:
    shown = shell.json("projects", "show", project)
    assert "task" not in shown
    assert shown["progress"] == {"done": 2, "total": 27}
    assert shown["workflow"] == {"id": "sales_project", "version": 2}
    tasks = shell.json("projects", "tasks", project)
    need = next(task for task in tasks if task["key"] == "review_inspection")["needs"]
    assert need == [
        {"name": "result", "type": "choice", "choices": ["passed", "failed"], "required": True},
        {"name": "quote_needs_update", "type": "yes_no", "choices": [], "required": True},
    ]
    kinds = {need["type"] for task in tasks for need in task["needs"]}
    assert kinds == {"text", "number", "date", "datetime", "choice", "yes_no", "file", "list"}
    assert {task["place"] for task in tasks} == {"console", "installer", "design_tool", "either"}
    assert {task["job"] for task in tasks} == {None, "inspection", "installation"}
    conditional = [task["key"] for task in tasks if task["conditional"]]
    assert conditional == ["update_quote_after_inspection", "update_quote_after_installation", "update_serial_numbers"]


def test_the_list_of_changes_tells_what_was_done(shell: Shell, project: int) -> None:
    shell.json("projects", "do", project, "add_sales_project")
    shell.json("projects", "event", project, "proposal_signed", "by=Jan")
    shell.json("projects", "outcome", project, "cancelled", "--reason", "withdrew")
    told = [change["text"].partition(": ")[2] for change in shell.json("undo", "--list")][:3]
    assert told == ["Outcome: Cancelled", "Event: proposal signed", "Task done: Add a sales project"]
    for stage in ("committing", "quoting", "quoting"):
        shell("undo")
        shown = shell.json("projects", "show", project)
        assert (shown["stage"], shown["outcome"]) == (stage, None)
    assert shown["progress"]["done"] == 2
    shell("redo")
    assert shell.json("projects", "show", project)["progress"]["done"] == 3


def test_jobs_and_sheets_are_told_as_text_and_as_json(shell: Shell, project: int) -> None:
    shell.json("projects", "stage", project, "inspection", "--reason", "old")
    shell.json("projects", "do", project, "start_inspection_job", "job_note=dog in the yard")
    shell.json("projects", "do", project, "schedule_inspection_job", "when=2026-12-01 10:00", "team=North")
    job = shell.json("projects", "job", project, "inspection")
    assert set(job) == {"job", "status", "when", "team", "note"}
    text = shell("projects", "job", project, "inspection").out
    assert all(word in text for word in ("Scheduled", "2026-12-01 10:00", "North", "dog in the yard"))
    sheet = shell.json("projects", "sheet", project, "inspection")
    assert set(sheet) == {"project", "directions", "job", "reports", "left", "files"}
    assert (sheet["project"]["id"], sheet["job"]) == (project, job)
    assert sheet["directions"].endswith("destination=50.060000,19.940000")
    text = shell("projects", "sheet", project, "inspection").out
    assert all(word in text for word in ("Jan [/] Kowalski", "601234567", "Date and time", "2026-12-01 10:00", PPE))
    visits = shell.json("projects", "visits", "--on", "2026-12-01")
    assert visits == [
        {
            "project_id": project, "project": "Jan [/] Kowalski – Kraków", "job": "inspection", "status": "scheduled",
            "when": job["when"], "team": "North", "note": "dog in the yard", "street": "Długa 1", "city": "Kraków",
            "contact": "Jan [/] Kowalski", "phone": "601234567",
        }
    ]  # fmt: skip


HOSTILE = "\x1b]0;x\x07[/]"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (3, ("do", 1, HOSTILE)),
        (2, ("do", 1, "add_sales_project", HOSTILE)),
        (2, ("do", 1, "add_sales_project", f"{HOSTILE}=1")),
        (2, ("do", 1, "add_sales_project", "--attach", HOSTILE)),
        (2, ("do", 1, "add_sales_project", "--attach", f"{HOSTILE}=/etc/hosts")),
        (3, ("event", 1, HOSTILE)),
        (2, ("outcome", 1, HOSTILE, "--reason", "x")),
        (2, ("stage", 1, HOSTILE, "--reason", "x")),
        (3, ("job", 1, HOSTILE)),
        (3, ("sheet", 1, HOSTILE)),
        (3, ("assign", 1, HOSTILE)),
        (3, ("give", 1, "add_sales_project", "--to", HOSTILE)),
        (2, ("give", 1, "add_sales_project", "--due", HOSTILE)),
        (2, ("visits", "--on", HOSTILE)),
        (2, ("tasks", 1, "--place", HOSTILE)),
        (2, ("visits", "--days", "many")),
        (2, ("do", "one", "add_sales_project")),
        (3, ("do", "9" * 30, "add_sales_project")),
    ],
)
def test_hostile_words_end_in_one_line(shell: Shell, project: int, status: int, words: tuple[object, ...]) -> None:
    said = shell.refused(status, "projects", *words)
    assert "\x1b" not in said
    assert shell.json("projects", "show", project)["progress"]["done"] == 2


def test_stored_words_are_only_words(shell: Shell, project: int) -> None:
    shell.json("projects", "do", project, "add_sales_project", "--note", HOSTILE)
    shell.json("projects", "event", project, "proposal_signed", f"by={HOSTILE}")
    shell.json("projects", "outcome", project, "lost", "--reason", HOSTILE)
    for words in (("show", project), ("tasks", project), ("sheet", project, "inspection")):
        for answer in (shell("projects", *words), shell("projects", *words, "--json")):
            assert answer.status == 0
            assert "\x1b" not in answer.out
    assert "]0;x[/]" in shell("projects", "show", project).out


def test_a_workflow_is_printed_as_it_is_kept(shell: Shell, tmp_path: Path) -> None:
    text = shell("workflow", "show").out
    assert text == builtin_text()
    own = tmp_path / "own.toml"
    own.write_text(text.replace('id = "sales_project"', 'id = "ours"'), encoding="utf-8")
    assert shell("workflow", "check", own).out.split() == ["Workflow", "ours", "Version", "2", "Tasks", "29"]
    assert shell("workflow", "install", own).status == 0
    assert shell("workflow", "show", "ours").out == own.read_text(encoding="utf-8")
    listed = shell("workflow", "list").out.splitlines()
    assert [line.split()[:2] for line in listed[1:]] == [["ours", "2"], ["sales_project", "2"]]
    document = json.loads(shell("--json", "workflow", "show", "ours").out)
    assert (document["id"], len(document["task"])) == ("ours", 29)
    assert shell("workflow", "check", "-", typed=text).status == 0
    assert "line 7: there is no key versoin" in shell.refused(
        4, "workflow", "check", "-", typed=text.replace("version", "versoin")
    )


@pytest.mark.parametrize("language", ["en", "pl"])
def test_refusals_speak_the_language_of_whoever_asks(shell: Shell, project: int, language: str) -> None:
    said = shell.refused(4, "projects", "do", project, "order_stock", "--lang", language)
    assert ("Send order request to supplier" if language == "en" else "Wyślij zamówienie do dostawcy") in said
