"""Screens under test stand in a terminal with all colours and glyphs, on this machine."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that can show everything."""
    for name in ("NO_COLOR", "SSH_CONNECTION", "SSH_TTY", "SOLARTUI_GLYPHS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LC_ALL", "C.UTF-8")):
        monkeypatch.setenv(name, value)
