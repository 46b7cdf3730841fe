"""Secrets that a command prints or a variable holds; they are never stored."""

from __future__ import annotations

import os
import shlex
import subprocess

from solartui.domain.errors import Refused
from solartui.domain.text import clean
from solartui.i18n import tr

_SECONDS = 10
_LONGEST = 4096


def secret(command: str, variable: str) -> str:
    """What a command prints in its first line, else what a variable holds; empty where there is neither.

    Raises:
        Refused: the command failed; what it printed is not repeated.
    """
    if not command:
        return os.environ.get(variable, "").strip()
    try:
        words = shlex.split(command)
        done = subprocess.run(
            words, capture_output=True, timeout=_SECONDS, check=True, stdin=subprocess.DEVNULL, text=True
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        shown = clean(command)[:60]
        raise Refused(tr("The command “{command}” did not print a key.", command=shown)) from error
    return done.stdout.partition("\n")[0].strip()[:_LONGEST]
