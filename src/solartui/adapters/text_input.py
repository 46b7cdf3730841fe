"""Text out of files that people name, and from standard input."""

from __future__ import annotations

import os
import sys

from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.i18n import tr

LARGEST_INPUT = 20 * 1024 * 1024


def read_text(source: str) -> str:
    """The text of a file, of standard input for ``-``.

    Raises:
        NotFound: there is no such file.
        Refused: it cannot be read.
        Invalid: it is no text in UTF-8.
    """
    try:
        if source == "-":
            content = sys.stdin.buffer.read(LARGEST_INPUT + 1)
        else:
            with open(_opened(source), "rb") as file:
                content = file.read(LARGEST_INPUT + 1)
        text = content.decode("utf-8-sig")
    except FileNotFoundError:
        raise NotFound(tr("There is no file {path}.", path=source)) from None
    except UnicodeDecodeError:
        raise Invalid(tr("{path} is no text in UTF-8.", path=source)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Refused(tr("{path} cannot be read: {why}", path=source, why=why)) from error
    if len(content) > LARGEST_INPUT:
        raise Refused(tr("{path} is too large.", path=source))
    return text


def _opened(source: str) -> int:
    """A file to read from. A pipe that nobody writes to ends at once; it would keep its reader waiting for ever."""
    handle = os.open(source, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(handle, True)
    return handle
