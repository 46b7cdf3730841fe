"""A few of the long runs of `tests.soak`, as a check that they still run and find nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak.io_faults import compiler

ROOT = Path(__file__).resolve().parents[2]


def soak(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak", *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=150
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux" or compiler() is None, reason="needs a C compiler and Linux")
def test_calls_that_fail_or_kill_leave_all_or_nothing() -> None:
    said = soak("faults", "--every", "67", "--how", "kill", "full")
    assert "kill: " in said
    assert "The disk is full. Nothing was saved" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("kills", "--count", "50"),
        ("crowd", "--moves", "50"),
        ("undo", "--sequences", "50"),
        ("editors", "--sequences", "200"),
        ("upgrades",),
    ],
)
def test_long_runs_find_nothing(words: tuple[str, ...]) -> None:
    assert soak(*words)
