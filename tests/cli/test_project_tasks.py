"""``solartui projects tasks`` and its kin, and ``solartui workflow``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from solartui.store.courses import builtin_text
from tests.cli.conftest import Shell
from tests.domain.workflow.test_own_files import SMALL

PPE = "590123456789012345"
TASK = {
    "key", "title", "stage", "place", "status", "conditional", "reason", "assignee", "due", "done_by", "done_at", "job",
    "needs",
}  # fmt: skip
USUAL = {
    "text": "x", "number": "100", "date": "2026-11-24", "datetime": "2026-12-01 10:00", "yes_no": "yes", "list": "A1",
}  # fmt: skip


@pytest.fixture
def project(shell: Shell) -> int:
    """The number of a project of a known contact."""
    shell.json("contacts", "add", "--name", "Jan Kowalski", "--email", "jan@x.example")
    made = shell.json("projects", "add", "--contact", 1, "--city", "Kraków", "--street", "Długa 1", "--country", "PL")
    return int(made["id"])


def drive(shell: Shell, project: int, paper: Path, **answers: str) -> list[str]:
    """Do all that is open, as a program would that knows nothing but the JSON; the keys in their order."""
    done: list[str] = []
    while task := next((t for t in shell.json("projects", "tasks", project) if t["status"] == "open"), None):
        words: list[object] = []
        for need in task["needs"]:
            if not need["required"]:
                continue
            if need["type"] == "file":
                words += ["--attach", f"{need['name']}={paper}"]
            else:
                usual = need["choices"][0] if need["choices"] else USUAL[need["type"]]
                words.append(f"{need['name']}={answers.get(need['name'], usual)}")
        shown = shell.json("projects", "do", project, task["key"], *words)
        assert shown["task"]["status"] == "done"
        done.append(task["key"])
    return done


@pytest.mark.feature("E-01", "E-02", "E-12", "E-39", "E-40")
def test_a_project_is_driven_through_every_stage(shell: Shell, project: int, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"yes")
    first = drive(shell, project, paper, metering_point=PPE)
    shown = shell.json("projects", "show", project)
    assert (shown["stage"], shown["outcome"]) == ("considering", None)
    signed = shell.json("projects", "event", project, "proposal_signed", "by=Jan Kowalski")
    assert (signed["stage"], signed["progress"]["done"]) == ("committing", len(first) + 1)
    drive(shell, project, paper, quote_needs_update="no")
    ended = shell.json("projects", "show", project)
    assert (ended["stage"], ended["outcome"]) == ("completed", "completed")
    assert ended["progress"]["done"] == ended["progress"]["total"]
    reopened = shell.json("projects", "undo", project, "order_stock")
    assert (reopened["stage"], reopened["outcome"], reopened["task"]["status"]) == ("installation", None, "open")
    assert shell.json("projects", "job", project, "installation")["status"] == "scheduled"


def test_tasks_are_listed_as_promised(shell: Shell, project: int) -> None:
    tasks = shell.json("projects", "tasks", project)
    assert all(set(task) == TASK for task in tasks)
    assert all(set(need) == {"name", "type", "choices", "required"} for task in tasks for need in task["needs"])
    assert [task["key"] for task in tasks][:3] == ["add_customer", "onboard_site", "add_sales_project"]
    assert tasks[2] == {
        "key": "add_sales_project", "title": "Add a sales project", "stage": "quoting", "place": "console",
        "status": "locked", "conditional": False, "reason": "First: Onboard customer site.", "assignee": None,
        "due": None, "done_by": None, "done_at": None, "job": None, "needs": [],
    }  # fmt: skip
    places = {task["place"] for task in shell.json("projects", "tasks", project, "--place", "installer")}
    assert places == {"installer", "either"}
    shown = shell("projects", "tasks", project, "--lang", "pl").out
    assert "onboard_site" in shown
    assert shell.json("projects", "tasks", project, "--place", "design_tool")[0]["key"] == "create_proposals"


MISTAKES: list[tuple[int, str, str]] = [
    (3, "tasks 99", "There is no project 99."),
    (3, "do 99 onboard_site", "There is no project 99."),
    (3, "do 1 nope", "There is no task nope."),
    (4, "do 1 confirm_commitment amount=5", "cannot be done yet. First: Onboard customer site."),
    (4, "do 1 onboard_site", "Missing: phases (Phases)"),
    (2, "do 1 onboard_site phases=many", "phases: many is none of: 1, 2, 3"),
    (2, "do 1 onboard_site phases", "“phases” is not of the form name=value."),
    (2, "do 1 onboard_site =3", "“=3” is not of the form name=value."),
    (2, f"do 1 onboard_site phases=3 metering_point={PPE} --attach bills", "“bills” is not of the form"),
    (3, f"do 1 onboard_site phases=3 metering_point={PPE} --attach bills=/nope", "There is no file /nope."),
    (4, f"do 1 onboard_site phases=3 metering_point={PPE} --attach bills=/", "is no ordinary file."),
    (4, f"do 1 onboard_site phases=3 metering_point={PPE} --if-version 7", "changed meanwhile"),
    (2, "tasks 1 --place moon", "moon is none of: console"),
    (4, "undo 1 onboard_site", "Onboard customer site is not done."),
    (3, "undo 1 nope", "There is no task nope."),
    (4, "skip 1 onboard_site", "Give a reason."),
    (2, "give 1 onboard_site", "Say --to or --due."),
    (3, "give 1 onboard_site --to zorro", "Nobody is called zorro."),
    (3, "event 1 earthquake", "There is no event earthquake."),
    (2, "event 1 deposit_paid amount=much", "amount: much is no number"),
    (4, "outcome 1 lost", "Give a reason."),
    (2, "outcome 1 won --reason x", "won is none of:"),
    (4, "outcome 1 none", "Nobody ended the project."),
    (2, "stage 1 heaven --reason x", "heaven is none of:"),
    (4, "stage 1 quoting", "Give a reason."),
    (3, "job 1 party", "There is no job party."),
    (4, "job 1 inspection", "The job was not started yet."),
    (2, "job 1 inspection --team x", "--team needs --when."),
]


@pytest.mark.parametrize(("status", "words", "message"), MISTAKES)
def test_mistakes_are_told_in_one_line(shell: Shell, project: int, status: int, words: str, message: str) -> None:
    assert message in shell.refused(status, "projects", *words.split())
    assert shell.json("projects", "show", project)["progress"]["done"] == 1


def test_a_second_tick_is_told_who_was_first(shell: Shell, project: int) -> None:
    words = ("projects", "do", project, "onboard_site", "phases=3", f"metering_point={PPE}")
    document = shell.json(*words, "--note", "dog")
    assert document["task"]["note"] == "dog"
    assert (document["phases"], document["metering_point"], document["stage"]) == (3, PPE, "quoting")
    assert "did Onboard customer site already, at " in shell.refused(4, *words)


def test_the_rest_of_the_course(shell: Shell, project: int) -> None:
    given = shell.json("projects", "give", project, "onboard_site", "--to", "me", "--due", "2026-12-01")
    assert (given["task"]["assignee"]["kind"], given["task"]["due"]) == ("user", "2026-12-01")
    assert shell.json("projects", "skip", project, "onboard_site", "--reason", "known")["stage"] == "quoting"
    assert shell.json("projects", "stage", project, "inspection", "--reason", "old")["stage"] == "inspection"
    shell.json("projects", "do", project, "start_inspection_job", "job_note=dog")
    assert shell.json("projects", "job", project, "inspection", "--accept")["status"] == "accepted"
    shell.json("projects", "do", project, "schedule_inspection_job", "when=2026-12-01 10:00", "team=North")
    moved = shell.json("projects", "job", project, "inspection", "--when", "2026-12-02 10:00", "--team", "South")
    assert (moved["status"], moved["team"], moved["note"]) == ("rescheduled", "South", "dog")
    assert "Rescheduled" in shell("projects", "job", project, "inspection").out
    (visit,) = shell.json("projects", "visits", "--on", "2026-12-02")
    assert (visit["project_id"], visit["team"], visit["city"]) == (project, "South", "Kraków")
    assert "2026-12-02 10:00   1  Jan" in shell("projects", "visits", "--on", "2026-12-01", "--days", 3).out
    assert shell("projects", "visits", "--on", "2020-01-01").err == "solartui: No visits.\n"
    lost = shell.json("projects", "outcome", project, "lost", "--reason", "too dear")
    assert lost["outcome"] == "lost"
    assert "too dear" in shell("projects", "show", project).out
    assert shell.json("projects", "outcome", project, "none")["outcome"] is None
    assert shell("undo").status == 0
    assert shell.json("projects", "show", project)["outcome"] == "lost"


def test_lists_are_given_in_several_ways(shell: Shell, project: int) -> None:
    shell.json("projects", "stage", project, "installation", "--reason", "old")
    for key in ("start_installation", "start_installation_job", "lodge_connection_application"):
        shell.json("projects", "skip", project, key, "--reason", "old")
    for key in ("upload_connection_permission", "schedule_installation_job", "order_stock"):
        shell.json("projects", "skip", project, key, "--reason", "old")
    for key in ("pre_installation_checklist", "roof_works"):
        shell.json("projects", "skip", project, key, "--reason", "old")
    for words in (["assets=A", "assets=B"], ["assets=A;B"], ["assets=A, B"], ['assets=["A","B"]']):
        document = shell.json("projects", "do", project, "system_installation", *words)
        assert document["task"]["values"] == {"assets": ["A", "B"]}
        shell.json("projects", "undo", project, "system_installation")


def test_workflows_are_checked_and_installed(shell: Shell, project: int, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert shell.json("workflow", "check", path) == {"id": "short", "version": 3, "title": "Short way", "tasks": 4}
    assert shell("workflow", "show").out == builtin_text()
    installed = shell.json("workflow", "install", path)
    assert (installed["id"], installed["version"], installed["current"]) == ("short", 3, True)
    assert shell.json("projects", "show", project)["workflow"] == {"id": "sales_project", "version": 2}
    made = shell.json("projects", "add", "--contact", 1)
    assert (made["workflow"], made["progress"]["total"]) == ({"id": "short", "version": 3}, 3)
    assert [one["id"] for one in shell.json("workflow", "list")] == ["sales_project", "short"]
    assert "Short way" in shell("workflow", "list").out
    assert shell.json("workflow", "show", "short", "--version", 3)["version"] == 3
    assert shell.json("workflow", "use", "sales_project")["current"] is True
    assert shell.refused(3, "workflow", "show", "long").startswith("There is no workflow long.")


BROKEN: list[tuple[bytes, str]] = [
    (b"\xff\xfe", "is no text in UTF-8"),
    (b"", "line 1: id is missing"),
    (SMALL.replace("offer.size = large", "moon = full").encode(), "line 33: there is no condition moon."),
    (SMALL.replace("after = []", 'after = ["look"]').encode(), "line 42: look waits for itself."),
    (b"x = " + b"[" * 5_000_000, "kB at most"),
]


@pytest.mark.parametrize(("content", "message"), BROKEN)
@pytest.mark.parametrize("command", ["check", "install"])
def test_broken_workflows_are_refused_in_one_line(
    shell: Shell, tmp_path: Path, command: str, content: bytes, message: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    said = shell.refused(4, "workflow", command, path)
    assert message in said
    assert "own.toml" in said
    assert shell.refused(3, "workflow", command, tmp_path / "none.toml").startswith("There is no file")


def test_the_funnel_is_printed(shell: Shell) -> None:
    empty: dict[str, Any] = shell.json("report", "funnel")
    assert (empty["created"], empty["contacted_rate"]) == (0, None)
    shell.add("--name", "Jan")
    found = shell.json("report", "funnel")
    assert (found["created"], found["open"], found["open_rate"]) == (1, 1, 1.0)
    assert "Under way" in shell("report", "funnel").out


@pytest.mark.feature("E-16")
def test_the_sheet_of_a_job_is_printed(shell: Shell, project: int) -> None:
    shell.json("projects", "stage", project, "inspection", "--reason", "old")
    shell.json("projects", "do", project, "start_inspection_job", "job_note=dog in the yard")
    sheet = shell.json("projects", "sheet", project, "inspection")
    assert (sheet["job"]["note"], sheet["left"][0]) == ("dog in the yard", "schedule_inspection_job")
    assert sheet["reports"][0]["answers"] == {"Note for the installers": "dog in the yard"}
    shown = shell("projects", "sheet", project, "inspection").out
    assert "dog in the yard" in shown
    assert "jan@x.example" in shown
    assert shell.refused(3, "projects", "sheet", project, "party").startswith("There is no job party.")


@pytest.mark.feature("A-14")
def test_several_people_carry_a_project(shell: Shell, project: int) -> None:
    assert shell.json("projects", "assign", project, "me")["assignees"][0]["kind"] == "user"
    shell.json("users", "add", "iga", "--name", "Iga Monter", "--role", "installer", "--uid", 70006)
    both = shell.json("projects", "assign", project, "iga")["assignees"]
    assert [who["name"] for who in both][1:] == ["Iga Monter"]
    assert shell.json("projects", "assign", project, "iga")["assignees"] == both
    assert shell.json("projects", "assign", project, "iga", "--remove")["assignees"] == both[:1]
    assert "is not on project" in shell.refused(3, "projects", "assign", project, "iga", "--remove")
    assert shell.refused(2, "projects", "assign", project, "none") == "Say who."
    assert shell("undo").status == 0
    assert shell.json("projects", "show", project)["assignees"] == both
