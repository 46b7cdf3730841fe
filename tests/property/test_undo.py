"""Whatever people do, undoing it all leaves the desk as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.property.undo_desk import ACTS, UndoDesk

FOLDER = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())


@pytest.fixture(scope="module")
def place(template: Path) -> Iterator[tuple[Path, Path]]:
    """The template, and a folder for its copies."""
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix="solartui-undo-") as folder:
        yield template, Path(folder)


def play(place: tuple[Path, Path], seed: int, steps: int, *, any_order: bool) -> None:
    """A number of acts, some of them undone in between in any order; then all undone, done again and undone."""
    dice = Random(seed)
    desk = UndoDesk(*place)
    try:
        for _ in range(steps):
            desk.act(dice)
            if any_order and dice.random() < 0.3 and (active := desk.active()):
                desk.undo(dice.choice(active))
                desk.check()
        full = desk.rows()
        desk.undo_all()
        if not any_order:
            desk.redo_all(full)
            desk.undo_all()
    finally:
        desk.close()


@pytest.mark.feature("B-52")
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 25), any_order=st.booleans())
def test_all_undone_is_as_in_the_beginning(place: tuple[Path, Path], seed: int, steps: int, any_order: bool) -> None:
    play(place, seed, steps, any_order=any_order)


def test_the_acts_are_done_and_not_only_refused(place: tuple[Path, Path]) -> None:
    dice = Random(3)
    desk = UndoDesk(*place)
    done = {desk.act(dice) for _ in range(260)}
    desk.close()
    assert set(ACTS) <= done
