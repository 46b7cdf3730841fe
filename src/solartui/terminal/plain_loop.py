"""The event loop of the screens without OpenSSL, which costs a start as much as all style sheets."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import cast


def load_loop() -> None:
    """Load `asyncio` as on a Python without `ssl`, which it can do without; whoever asks for `ssl` later gets it.

    The loop serves the terminal only: whatever is fetched or sent goes by threads with connections of their own.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    modules = cast("dict[str, object]", sys.modules)
    modules["ssl"] = None
    try:
        import_module("asyncio")
    finally:
        del modules["ssl"]
