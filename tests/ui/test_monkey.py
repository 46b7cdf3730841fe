"""Random use does not crash the program; the long run is `tests/soak/random_use.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.soak.random_use import random_desk
from tests.ui.monkey import Monkey

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = 120


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_random_use_over_hostile_data_with_a_second_writer(
    demonstration_template: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    with random_desk(demonstration_template, folder, monkeypatch.setenv, monkeypatch.chdir) as (services, other):
        await Monkey(services, other, seed).play(EVENTS)
