"""What leaves the program: text without control signs, and JSON that any program can read.

This module is on the way to the quickest answers and imports nothing that is not needed there.
"""

from __future__ import annotations

import sys

from solartui.domain.errors import SolarError
from solartui.domain.text import clean
from solartui.i18n import tr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

PROGRAM = "solartui"
# Signs that JSON lets stand in a text and that a terminal or an eye takes for something else.
_UNSAFE = "[\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
_AT_ONCE = 200


class Unwritten(SolarError):
    """Standard output takes no more, as on a full disk."""


def write(text: str) -> None:
    """Write to standard output as it is.

    Raises:
        Unwritten: it cannot be written.
    """
    _tried(sys.stdout.write, text)


def write_bytes(content: bytes) -> None:
    """Write a file to standard output.

    Raises:
        Unwritten: it cannot be written.
    """
    _tried(sys.stdout.buffer.write, content)


def flush() -> None:
    """Send what was written on its way.

    Raises:
        Unwritten: it cannot be written.
    """
    _tried(sys.stdout.flush)


def _tried(act: Callable[..., object], *what: object) -> None:
    try:
        act(*what)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritten(error) from error


def unwritten(error: OSError) -> Unwritten:
    """What the system says of standard output, in words."""
    return Unwritten(tr("The output cannot be written: {why}", why=error.strerror or error))


def say(line: str) -> None:
    """One line for a person on standard output."""
    write(clean(line) + "\n")


def warn(line: str) -> None:
    """One line for a person on standard error."""
    print(f"{PROGRAM}: {clean(line)}", file=sys.stderr)  # noqa: T201 - the one place that speaks to standard error


def _safe(text: str) -> str:
    """JSON with unsafe signs spelled out: they can only stand inside texts, where that means the same."""
    import re

    return re.sub(_UNSAFE, lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain_output() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def print_json(document: Any) -> None:
    """One JSON document, laid out for eyes."""
    import json

    text = json.dumps(document, ensure_ascii=not _plain_output(), indent=2)
    write(_safe(text) + "\n")


def print_json_array(documents: Iterable[Any]) -> None:
    """One JSON array, a line for each record, written while it is read."""
    from itertools import islice
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=not _plain_output()).encode
    rest = iter(documents)
    opening = "[\n"
    while part := list(islice(rest, _AT_ONCE)):
        write(opening + _safe(",\n".join(map(encode, part))))
        opening = ",\n"
    write("\n]\n" if opening == ",\n" else "[]\n")
