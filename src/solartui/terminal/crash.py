"""Faults of the program itself: a log that only its owner can read, and one line for the person.

Neither of them holds what customers told us. Local values are never written, and of an exception's message only the
first line, in which every quoted text is masked that does not stand in the program's own code.
"""

from __future__ import annotations

import copy
import logging
import os
import platform
import re
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from solartui.domain.errors import SolarError
from solartui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

EXIT_STATUS = 1
LOG_NAME = "solartui.log"
_LOG_LIMIT = 1_000_000
_FRAMES = 60
_MESSAGE_LIMIT = 300
_LOGGER = logging.getLogger("solartui")
_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_MAIL = re.compile(r"\S+@\S+")


class LogFile(logging.Handler):
    """Appends to the log file, made with mode 0600, and never complains where a person would see it.

    Attributes:
        problem: why the last record could not be written, or None.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problem: OSError | None = None
        self.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        self.problem = None
        try:
            _append(log_path(), self.format(record) + "\n")
        except OSError as problem:
            self.problem = problem


class _Discreet(logging.Formatter):
    """Log lines without the data of customers."""

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left its own rendering of the exception in the record.
        record = copy.copy(record)
        record.exc_text = None
        line = super().format(record)
        return line if record.name == _LOGGER.name else masked(line, frozenset())

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name that logging calls
        error = ei[1] if isinstance(ei, tuple) else None
        return describe(error) if isinstance(error, BaseException) else ""


def log_path() -> Path:
    """Where the log is."""
    from solartui.settings import log_dir

    return log_dir() / LOG_NAME


def start_log() -> LogFile:
    """Send warnings and faults of every library and thread to the log instead of the screen. May be called again."""
    root = logging.getLogger()
    for handler in root.handlers:
        if isinstance(handler, LogFile):
            return handler
    log = LogFile()
    root.addHandler(log)
    logging.captureWarnings(capture=True)
    threading.excepthook = lambda fault: _note(fault.exc_value)
    sys.unraisablehook = lambda fault: _note(fault.exc_value)
    return log


def report(error: BaseException) -> str:
    """Write a fault to the log, and say in one line what happened and where the log is."""
    log = start_log()
    _note(error)
    kind = type(error).__name__
    if log.problem is not None:
        return tr(
            "SolarTUI stopped on a fault of its own ({kind}), and its log could not be written: {reason}.",
            kind=kind,
            reason=log.problem.strerror or type(log.problem).__name__,
        )
    return tr(
        "SolarTUI stopped on a fault of its own ({kind}). What was saved is safe; the log for support is {path}.",
        kind=kind,
        path=log_path(),
    )


def _note(error: BaseException | None) -> None:
    versions = f"Python {platform.python_version()} on {sys.platform}, SolarTUI {_version()}"
    _LOGGER.critical("unexpected fault, %s", versions, exc_info=error)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("solartui")
    except PackageNotFoundError:
        return "?"


def _append(path: Path, text: str) -> None:
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as log:
        os.fchmod(descriptor, 0o600)
        log.write(text)


def describe(error: BaseException) -> str:
    """A traceback with its causes, oldest first, without local values and without customers' data."""
    links = list(_chain(error))
    known = frozenset(word for link in links for word in _words_of_code(link.__traceback__))
    return "\n".join(_one(link, known) for link in reversed(links))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        # A failed worker of Textual carries its reason in an attribute of its own.
        inner = getattr(link, "error", None)
        cause = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
        link = inner if cause is None and isinstance(inner, BaseException) else cause


def _one(error: BaseException, known: frozenset[str]) -> str:
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__, limit=-_FRAMES)))
    return f"{frames}{type(error).__module__}.{type(error).__qualname__}: {_message(error, known)}"


def _message(error: BaseException, known: frozenset[str]) -> str:
    # Our own errors speak to people about their records.
    if isinstance(error, SolarError):
        return "-"
    try:
        first_line = str(error).partition("\n")[0]
    except Exception:  # noqa: BLE001 - an exception whose text fails must not hide the fault itself
        return "?"
    return masked(first_line, known)[:_MESSAGE_LIMIT]


def masked(text: str, known: frozenset[str]) -> str:
    """`text` with mail addresses and quoted parts replaced by an ellipsis, unless they are `known`."""
    hidden = _QUOTED.sub(lambda found: found.group() if (found[1] or found[2]) in known else "'…'", text)
    return _MAIL.sub("…@…", hidden)


def _words_of_code(trace: TracebackType | None) -> Iterator[str]:
    yield from (kind.__name__ for kind in (type(None), bool, int, float, str, bytes, list, tuple, dict, set))
    for frame, _ in traceback.walk_tb(trace):
        code = frame.f_code
        yield from code.co_names
        yield from code.co_varnames
        yield from (constant for constant in code.co_consts if isinstance(constant, str))
