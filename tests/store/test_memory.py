"""How much memory a process takes, told on every system."""

from __future__ import annotations

from pathlib import Path

import pytest

from solartui.store.memory import taken


def test_what_is_taken_is_told() -> None:
    before = taken()
    held = b"x" * 50_000_000
    assert 40_000_000 < taken() - before < 80_000_000
    del held


def test_a_system_without_that_file_tells_the_most_that_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: Path) -> bytes:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_bytes", missing)
    assert taken() > 0
