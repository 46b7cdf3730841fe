"""How much memory this process takes: what may grow with a table is put into a file before it is too much."""

from __future__ import annotations

import resource
from pathlib import Path


def taken() -> int:
    """Bytes of memory that this process takes now."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * resource.getpagesize()
    except OSError:
        # macOS tells in bytes, and only the most that it ever was.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
