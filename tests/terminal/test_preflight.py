"""What stands in the way of the screens, said in one sentence."""

from __future__ import annotations

import subprocess
import sys

import pytest

from solartui.terminal.preflight import obstacle

GOOD = {"TERM": "xterm-256color", "LANG": "pl_PL.UTF-8"}


@pytest.mark.parametrize(
    "environment",
    [
        GOOD,
        {"TERM": "xterm", "LC_ALL": "C"},
        {"TERM": "xterm", "LANG": "POSIX"},
        {"TERM": "xterm"},
        {"TERM": "linux", "LC_ALL": "C.utf8"},
        {"TERM": "xterm", "LANG": "en_GB"},
    ],
)
def test_nothing_stands_in_the_way(environment: dict[str, str]) -> None:
    assert obstacle(environment, terminals=True, encoding="utf-8") is None


@pytest.mark.parametrize(
    ("environment", "terminals", "encoding", "named"),
    [
        (GOOD, False, "utf-8", "solartui --help"),
        ({**GOOD, "TERM": "dumb"}, True, "utf-8", "TERM is dumb"),
        ({"LANG": "C.UTF-8"}, True, "utf-8", "TERM is not set"),
        ({**GOOD, "LC_ALL": "pl_PL.ISO-8859-2"}, True, "utf-8", "pl_PL.ISO-8859-2"),
        ({**GOOD, "LC_ALL": "pl_PL"}, True, "iso8859-2", "pl_PL"),
        (GOOD, True, "latin-1", "UTF-8"),
        (GOOD, True, "no-such-encoding", "UTF-8"),
    ],
)
def test_an_obstacle_is_named_with_what_to_do(
    environment: dict[str, str], terminals: bool, encoding: str, named: str
) -> None:
    sentence = obstacle(environment, terminals=terminals, encoding=encoding)
    assert sentence is not None
    assert named in sentence
    assert "\n" not in sentence


def test_faults_and_preflight_load_no_textual() -> None:
    code = "import sys, solartui.terminal.preflight, solartui.terminal.crash; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"textual", "rich"} & set(done.stdout.split())
