"""Paths as people type them."""

from __future__ import annotations

import os
from pathlib import Path


def home_path(typed: str) -> Path:
    """A typed path with the home of whoever a ``~`` names; of somebody who is not there it stays as it is."""
    return Path(os.path.expanduser(typed))  # noqa: PTH111 - that of `Path` fails for a name that is nobody's
