"""The program as a process of its own: what is loaded, closed pipes, faults and interruptions."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solartui.domain.records import Subject
from solartui.domain.vocabulary import DocumentCategory
from tests.desk import add_lead

if TYPE_CHECKING:
    from collections.abc import Callable

    from solartui.services.container import Services

_FULL = Path("/dev/full")
HEAVY = {
    "textual", "rich", "sqlalchemy", "sqlmodel", "pydantic", "alembic", "openpyxl", "python_calamine", "phonenumbers",
    "email_validator", "geopy",
}  # fmt: skip


@pytest.fixture
def desk(services: Services, database: Path) -> Path:
    """A desk with one lead."""
    add_lead(services, "Żaneta Łoś")
    services.close()
    return database


@pytest.fixture
def start(home: Path, desk: Path) -> Callable[..., subprocess.Popen[str]]:
    """Starts the program on the desk of the test."""
    environment = {**os.environ, "SOLARTUI_DATABASE": str(desk), "PYTHONPATH": os.pathsep.join(sys.path)}

    def begin(*words: str, code: str = "", **more: str) -> subprocess.Popen[str]:
        how = ["-c", f"import sys; from solartui.cli.main import run\n{code}\nsys.exit(run())"] if code else []
        return subprocess.Popen(
            [sys.executable, *(how or ["-m", "solartui"]), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**environment, **more},
        )

    return begin


def finished(process: subprocess.Popen[str], typed: str = "") -> tuple[int, str, str]:
    """The status and the two outputs of a process."""
    with process:
        try:
            out, err = process.communicate(typed, timeout=60)
        finally:
            process.kill()
    return process.returncode, out, err


def test_the_module_is_the_program(start: Callable[..., subprocess.Popen[str]]) -> None:
    status, out, err = finished(start("leads", "add", "--from-json", "-", "--json"), '{"contact": {"name": "Ewa"}}')
    assert (status, err) == (0, "")
    assert json.loads(out)["name"] == "Ewa"
    assert finished(start("leads", "show", "7"))[::2] == (3, "solartui: There is no lead 7.\n")


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("leads", "list", "--limit", "3"),
        ("leads", "list", "stage:open"),
        ("leads", "show", "1"),
        ("projects", "tasks", "1"),
    ],
)
def test_answers_that_read_load_nothing_heavy(
    start: Callable[..., subprocess.Popen[str]], words: tuple[str, ...]
) -> None:
    code = "import atexit; atexit.register(lambda: print(' '.join(sys.modules), file=sys.stderr))"
    _, _, err = finished(start(*words, code=code))
    loaded = {name.partition(".")[0] for name in err.split()}
    assert "solartui" in loaded
    assert loaded & HEAVY == set()
    if "--limit" in words or "--version" in words:
        assert loaded & {"click", "dataclasses", "typing", "pathlib", "gettext"} == set()


def test_an_export_begins_without_what_only_changes_need(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    code = "import atexit; atexit.register(lambda: print(' '.join(sys.modules), file=sys.stderr))"
    _, _, err = finished(start("export", str(tmp_path / "out.xlsx"), code=code))
    loaded = set(err.split())
    seldom = ("services.leads", "services.contacts", "domain.leads", "domain.importing.guess", "domain.query")
    assert "openpyxl" in loaded
    assert loaded & {"sqlalchemy", "pydantic", *(f"solartui.{name}" for name in seldom)} == set()


@pytest.mark.parametrize("words", [("leads", "list"), ("leads", "list", "--json"), ("keys",), ("leads", "--help")])
def test_a_reader_that_goes_away_is_no_error(
    start: Callable[..., subprocess.Popen[str]], words: tuple[str, ...]
) -> None:
    process = start(*words)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    assert finished(process)[::2] == (0, "")


@pytest.mark.skipif(not _FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "words",
    [("keys",), ("leads", "--help"), ("users", "list", "--json"), ("export", "-", "--format", "csv"), ("--version",)],
)
def test_an_output_that_takes_nothing_is_told(
    start: Callable[..., subprocess.Popen[str]], words: tuple[str, ...], database: Path
) -> None:
    named = () if words == ("--version",) else ("--db", str(database))
    command = [sys.executable, "-u", "-m", "solartui", *named, *words]
    with _FULL.open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr == "solartui: The output cannot be written: No space left on device\n"


@pytest.mark.skipif(not _FULL.exists(), reason="no /dev/full here")
def test_a_kept_file_for_which_there_is_no_room_is_told(services: Services, database: Path, tmp_path: Path) -> None:
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(bytes(100_000))
    services.documents.add(Subject("lead", add_lead(services).id), [bill], DocumentCategory.BILL)
    services.close()
    command = [sys.executable, "-m", "solartui", "--db", str(database), "documents", "save", "1", "-"]
    with _FULL.open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (1, "solartui: The output cannot be written: No space left on device\n")


def test_a_closed_output_is_survived(database: Path) -> None:
    command = f"exec {sys.executable} -m solartui --db {database} leads list --json >&-"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_fault_is_one_line_and_its_log_holds_no_customer(
    start: Callable[..., subprocess.Popen[str]], home: Path
) -> None:
    code = (
        "from solartui.services.leads import LeadService\n"
        "def broken(self, draft):\n"
        "    secret = draft.new_contact.name\n"
        "    raise KeyError(secret)\n"
        "LeadService.create = broken"
    )
    status, out, err = finished(start("leads", "add", "--contact-name", "Secret Customer", code=code))
    log = home / "state" / "solartui" / "log" / "solartui.log"
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert str(log) in err
    text = log.read_text(encoding="utf-8")
    assert "in broken" in text
    assert "Secret" not in text + err
    assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", ["solartui.services.leads:LeadService.open_list", "solartui.cli.quick:answer"])
def test_an_interruption_is_status_130(start: Callable[..., subprocess.Popen[str]], place: str) -> None:
    module, _, name = place.partition(":")
    code = (
        f"import {module} as module, os, signal\n"
        "def interrupted(*_):\n"
        f"    os.kill(os.getpid(), signal.{signal.SIGINT.name})\n"
        "    while True: pass\n"
        f"module.{name} = interrupted"
    )
    assert finished(start("leads", "list", code=code)) == (130, "", "solartui: Stopped.\n")


@pytest.mark.parametrize("locale", ["C", "pl_PL.ISO-8859-2", ""])
def test_any_locale_gets_an_answer(start: Callable[..., subprocess.Popen[str]], locale: str) -> None:
    for words in (("leads", "list"), ("leads", "show", "1"), ("leads", "list", "--json")):
        status, out, err = finished(start(*words, LC_ALL=locale, PYTHONUTF8="0", PYTHONIOENCODING="ascii"))
        assert (status, err) == (0, "")
        if "--json" in words:
            assert json.loads(out)[0]["name"] == "Żaneta Łoś"


def test_words_that_are_no_text(home: Path, database: Path) -> None:
    environment = {**os.environ, "SOLARTUI_DATABASE": str(database)}
    command: list[bytes] = [sys.executable.encode(), b"-m", b"solartui", b"leads"]
    for words, status in (
        ([b"add", b"--contact-name", b"Jan\xff\xfeKot", b"--json"], 0),
        ([b"list", b"stage:\xff"], 2),
        ([b"list", b"--db", b"/tmp/\xff/x.db"], 6),
        ([b"note", b"1", b"-", b"--attach", b"\xff"], 3),
        ([b"\xff"], 2),
    ):
        done = subprocess.run(
            command + words, input=b"text", capture_output=True, check=False, env=environment, timeout=60
        )
        assert done.returncode == status, done
        assert b"Traceback" not in done.stderr
        assert done.stderr.count(b"\n") == (1 if status else 0)


@pytest.mark.parametrize("way", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_interrupted_import_writes_nothing_and_leaves_nothing(
    start: Callable[..., subprocess.Popen[str]], home: Path, tmp_path: Path, way: str
) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    sheet = home / "fair.csv"
    sheet.write_text("Name,E-mail\nJan,jan@x.example\nEwa,ewa@x.example\n", encoding="utf-8")
    code = (
        "from solartui.services.import_writing import ImportWriter\n"
        "import os, signal\n"
        # As in a window: whoever runs the tests may have told their shell to go on without one.
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "def interrupted(self):\n"
        f"    os.kill(os.getpid(), signal.{way})\n"
        "    while True: pass\n"
        "ImportWriter.finish = interrupted"
    )
    said = "solartui: Stopped.\n" if way == "SIGINT" else ""
    status = 128 + getattr(signal, way)
    assert finished(start("import", str(sheet), code=code, TMPDIR=str(parts))) == (status, "", said)
    assert [*parts.iterdir(), *home.rglob("*-journal")] == []
    assert [lead["name"] for lead in json.loads(finished(start("leads", "list", "--json"))[1])] == ["Żaneta Łoś"]
    assert finished(start("db", "check"))[0] == 0


@pytest.mark.parametrize("way", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_export_that_is_ended_leaves_the_old_file_and_nothing_else(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path, way: str
) -> None:
    folder, parts = tmp_path / "out", tmp_path / "parts"
    folder.mkdir()
    parts.mkdir()
    target = folder / "leads.xlsx"
    target.write_text("old")
    code = (
        "from solartui.adapters import workbook_output\n"
        "import os, signal\n"
        # As in a window: whoever runs the tests may have told their shell to go on without one.
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "def ended(book, file):\n"
        f"    os.kill(os.getpid(), signal.{way})\n"
        "    while True: pass\n"
        "workbook_output._save = ended"
    )
    status, out, err = finished(start("export", str(target), code=code, TMPDIR=str(parts)))
    assert (status, out) == (128 + getattr(signal, way), "")
    assert err == ("solartui: Stopped.\n" if way == "SIGINT" else "")
    assert (target.read_text(), list(folder.iterdir()), list(parts.iterdir())) == ("old", [target], [])
