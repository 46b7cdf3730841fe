"""What the documents promise is there: files, commands, keys, versions."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from solartui.cli.main import run
from tests.architecture.source_tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
# Commands stand in code spans or begin a line of a code block.
COMMAND = re.compile(r"(?:`|^)solartui((?: [a-z][a-z|\\]*(?=[ `\n]))*)", re.MULTILINE)
TEST_COMMAND = "-m pytest -n auto"


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does."""
    command = [sys.executable, "-m", "solartui", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def named_commands(text: str) -> set[tuple[str, ...]]:
    """The commands that a text names; `a|b` stands for both."""
    found: set[tuple[str, ...]] = set()
    for words in COMMAND.findall(text):
        choices = [word.replace("\\", "").split("|") for word in words.split()]
        found |= set(itertools.product(*choices))
    return found


def test_commands_are_found_in_text() -> None:
    text = "`solartui leads list\\|show ID` and\nsolartui import fair.xlsx # x\n`solartui keys`, `solartui`"
    assert named_commands(text) == {("leads", "list"), ("leads", "show"), ("import",), ("keys",), ()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_commands_in_the_documents_exist() -> None:
    named = set().union(*(named_commands(document.read_text(encoding="utf-8")) for document in DOCUMENTS))
    assert [" ".join(words) for words in sorted(named) if run(["--lang", "en", *words, "--help"])] == []


def test_commands_can_be_copied_with_what_is_said_about_them() -> None:
    bare = re.compile(r"^solartui [^#\n]*\S {2,}[^#\s-].*$", re.MULTILINE)
    assert bare.findall("solartui undo   takes it back\nsolartui redo   # again\n") == ["solartui undo   takes it back"]
    found = {path.name: bare.findall(path.read_text(encoding="utf-8")) for path in DOCUMENTS}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_key_list_is_that_of_the_program() -> None:
    shown = program("keys", "--markdown", "--lang", "en")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")


def test_the_readme_names_the_tests_that_are_run_elsewhere() -> None:
    assert TEST_COMMAND in (ROOT / "README.md").read_text(encoding="utf-8")
    assert TEST_COMMAND in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_changes_speak_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
