"""What is read for projects from files, and two programs at one task."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from solartui.store.courses import builtin_text
from tests.cli.conftest import Shell

PPE = "590123456789012345"
PROGRAM = (sys.executable, "-m", "solartui")


@pytest.fixture
def project(shell: Shell) -> int:
    """A project in Kraków."""
    shell.json("contacts", "add", "--name", "Jan Kowalski", "--email", "jan@x.example")
    return int(shell.json("projects", "add", "--contact", 1, "--city", "Kraków", "--country", "PL")["id"])


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe that nobody writes to."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


# Commands that read a text file; the last word is the file.
READERS: dict[str, tuple[str, ...]] = {
    "workflow check": ("workflow", "check"),
    "workflow install": ("workflow", "install"),
    "designs add": ("designs", "add", "1", "--from-json"),
    "designs sync": ("designs", "sync", "1"),
    "projects and leads": ("leads", "add", "--from-json"),
    "template": ("proposals", "template", "install"),
    "intake": ("intake",),
}


@pytest.fixture
def desk(shell: Shell, project: int) -> Shell:
    """With a design that is kept in another program."""
    shell.json("designs", "add", project, "modules=12")
    shell.json("designs", "link", 1, "--system", "Pylon", "--external-id", "P-1")
    return shell


@pytest.mark.parametrize("name", READERS)
def test_a_pipe_without_a_writer_keeps_nobody_waiting(desk: Shell, pipe: Path, name: str) -> None:
    answer = desk(*READERS[name], pipe)
    assert answer.status in {0, 2, 4}
    assert "Traceback" not in answer.err
    assert answer.err.count("\n") <= 1


@pytest.mark.parametrize("name", READERS)
def test_what_is_no_file_to_read(desk: Shell, name: str) -> None:
    for file, status in (("/nope/x", 3), ("/", 4), ("/dev/zero", 4), ("a\0b", 4)):
        assert desk.refused(status, *READERS[name], file)


@pytest.mark.parametrize("name", ["workflow check", "designs add", "designs sync", "projects and leads"])
def test_content_that_is_none(desk: Shell, tmp_path: Path, name: str) -> None:
    file = tmp_path / "content"
    for content in (b"\xff\xfe\x00", b"\x00" * 10, b"[" * 5_000, b"{", b"\xef\xbb\xbf"):
        file.write_bytes(content)
        answer = desk(*READERS[name], file)
        assert answer.status in {2, 4}
        assert desk.refused(answer.status, *READERS[name], file)


TEXT = builtin_text()
# A part of the workflow of the program, what stands there instead, and what is said.
BROKEN: list[tuple[str, str, str]] = [
    ('id = "sales_project"', 'id = "../x"', "is no key"),
    ('id = "sales_project"', "", "id is missing"),
    ("version = 2", "version = 1.5", "version is not of the right kind"),
    ("version = 2", "version = -1", "version is a whole number"),
    ('key = "order_stock"', 'key = "roof_works"', "there are two tasks roof_works"),
    ('when = "serials_missing"', 'when = "__import__(1)"', "there is no condition __import__(1)"),
    ('when = "serials_missing"', 'when = "' + "(" * 5_000 + '"', "longer than 1000 characters"),
    ('stage = "quoting"', 'stage = "heaven"', "heaven"),
    ('place = "console"', 'place = "moon"', "moon"),
    ('title = { en = "Add a customer"', 'title = { en = "\x1b[31m"', "this is no TOML"),
    ('starts = "start_installation"', 'starts = "nothing"', "nothing"),
    ('type = "choice"', 'type = "colour"', "colour"),
    ('choices = ["1", "2", "3"]', "choices = []", "choices"),
    ('regulations = ["au"]', 'regulations = "au"', "regulations"),
]


@pytest.mark.parametrize(("old", "new", "message"), BROKEN)
def test_a_broken_workflow_is_refused_with_its_line(
    shell: Shell, tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in TEXT
    file = tmp_path / "own.toml"
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    for act in ("check", "install"):
        told = shell.refused(4, "workflow", act, file)
        assert message in told
        assert "line " in told or "missing" in told
    assert len(shell.json("workflow", "list")) <= 1


def test_a_new_version_is_for_new_projects(shell: Shell, project: int, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    later = TEXT.replace("version = 2\n", "version = 3\n", 1).replace("Send order request to supplier", "Order it")
    file.write_text(later, encoding="utf-8")
    assert shell.json("workflow", "install", file)["current"] is True
    assert shell.json("workflow", "install", file)["version"] == 3
    file.write_text(later.replace("Order it", "Other"), encoding="utf-8")
    assert "Count the version up" in shell.refused(4, "workflow", "install", file)
    other = shell.json("projects", "add", "--contact", 1, "--city", "Łódź")
    titles = []
    for number, version in ((project, 2), (other["id"], 3)):
        assert shell.json("projects", "show", number)["workflow"]["version"] == version
        titles.append({task["key"]: task["title"] for task in shell.json("projects", "tasks", number)}["order_stock"])
    assert titles == ["Send order request to supplier", "Order it"]
    assert shell.json("workflow", "use", "sales_project", "--version", 2)["current"] is True
    assert shell.json("projects", "add", "--contact", 1, "--city", "Gdynia")["workflow"]["version"] == 2


def test_two_programs_tick_one_task(shell: Shell, project: int) -> None:
    words = ("projects", "do", str(project), "onboard_site", "phases=3", f"metering_point={PPE}")
    environment = dict(os.environ) | {"SOLARTUI_DATABASE": str(shell.database)}
    both = [
        subprocess.Popen((*PROGRAM, *words), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [(one.communicate(timeout=60)[1], one.returncode) for one in both]
    assert sorted(status for _, status in said) == [0, 4]
    late = next(text for text, status in said if status == 4)
    assert "did Onboard customer site already" in late
    assert late.count("\n") == 1
    done = [task for task in shell.json("projects", "tasks", project) if task["status"] == "done"]
    assert [task["key"] for task in done] == ["add_customer", "onboard_site"]
    assert shell("undo").status == 0
    assert shell.json("projects", "show", project)["progress"]["done"] == 1


POLISH: list[tuple[str, int, str]] = [
    ("projects show 999", 3, "Nie ma projektu 999."),
    ("projects do 1 zz", 3, "Nie ma zadania zz."),
    ("projects edit 1 capacity_kwp=nan", 2, "to nie liczba"),
    ("projects pay 1 amount=NaN", 2, "nie jest kwotą"),
    ("proposals sign 999", 3, "Nie ma oferty 999."),
    ("projects job 1 party", 3, "Nie ma zlecenia party."),
    ("projects event 1 zz", 3, "Nie ma zdarzenia zz."),
    ("projects edit 1 latitude=5", 2, "Współrzędne to szerokość i długość"),
]


def test_polish_answers(shell: Shell, project: int) -> None:
    assert project == 1
    for words, status, message in POLISH:
        assert message in shell.refused(status, *words.split(), "--lang", "pl")


def test_polish_pages_of_a_project(shell: Shell, project: int) -> None:
    shell.json("projects", "edit", project, "capacity_kwp=10", "battery_kwh=7.5")
    shell.json("designs", "add", project, "modules=12", "--line", "other;Folia;1;szt.;5", "--line", "work;Praca;1;h;5")
    shown = shell("projects", "show", project, "--lang", "pl").out
    assert "Etap" in shown
    assert "10.0" not in shown
    design = shell("designs", "show", 1, "--lang", "pl").out
    assert "Inny budynek" not in design
    assert "Folia" in design
    tasks = shell("projects", "tasks", project, "--lang", "pl").out
    assert "○ Otwarte" in tasks
    assert shell.json("projects", "show", project, "--lang", "pl")["type"] == "residential"
