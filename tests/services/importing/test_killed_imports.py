"""An import that is killed has brought in everything or nothing, and can be run again."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.soak.imports import APART, CONTACTS, KEEP_UNKNOWN, Kind, kill_one, make_sheet

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 4


@pytest.mark.parametrize("command", [False, True], ids=["call", "command"])
def test_killed_at_any_moment_all_rows_are_there_or_none(template: Path, folder: Path, command: bool) -> None:
    sheet, dice = make_sheet(folder), random.Random(7)
    for _ in range(KILLS // 2 if command else KILLS):
        kill_one(template, sheet, folder, dice, command=command)


@pytest.mark.parametrize(
    "kind", [CONTACTS, KEEP_UNKNOWN, APART], ids=["contacts", "unknown columns kept", "another process reads"]
)
def test_whatever_the_rows_become_all_are_there_or_none(template: Path, folder: Path, kind: Kind) -> None:
    sheet, dice = make_sheet(folder), random.Random(11)
    for _ in range(2):
        kill_one(template, sheet, folder, dice, command=False, kind=kind)
