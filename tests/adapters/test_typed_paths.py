"""Paths as people type them: a home of one's own, and of somebody who is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from solartui.adapters.typed_paths import home_path


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("~/roof.jpg", "/home/ewa/roof.jpg"),
        ("~", "/home/ewa"),
        ("~nobody-of-this-name/x", "~nobody-of-this-name/x"),
        ("/tmp/~x", "/tmp/~x"),
        ("a b/../c", "a b/../c"),
        ("", "."),
        ("n" * 5_000, "n" * 5_000),
        ("a\0b", "a\0b"),
    ],
)
def test_a_typed_path(typed: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ewa")
    assert home_path(typed) == Path(path)
