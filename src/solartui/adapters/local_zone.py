"""The time zone of this machine, with its changes between summer and winter."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

_LINK = Path("/etc/localtime")


@cache
def local_zone() -> tzinfo:
    """The zone that ``TZ`` names, else the system's; today's offset where neither can be found out."""
    link = str(_LINK.resolve()) if _LINK.exists() else ""
    for name in (os.environ.get("TZ", "").removeprefix(":"), link.partition("zoneinfo/")[2]):
        try:
            if name:
                return ZoneInfo(name)
        except (OSError, ValueError):
            continue
    return datetime.now().astimezone().tzinfo or UTC
