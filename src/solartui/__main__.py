"""Lets ``python -m solartui`` do what ``solartui`` does."""

from __future__ import annotations

import sys

from solartui.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
